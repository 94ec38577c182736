import { digestsOf } from '../bot/digests';
import { idFrom, websiteEvent } from '../bot/local/aws/records';
import { idInProd, PROD, prodUser } from '../bot/local/sample/harbor';
import { SAANVI } from '../bot/local/sample/people';
import type { StandInMessage } from '../bot/local/slack/message';
import type { Channel, Person } from '../bot/local/slack/workspace';
import { silentLog } from '../bot/log';
import type { Askers } from '../bot/slack/asker';
import { createDigestTicks } from '../bot/slack/digest-ticks';
import type { AskedJob } from '../bot/slack/job';
import { createOnceClient } from '../bot/slack/web-client';
import { watchesOf } from '../bot/watches';
import { MATEO, OPS, RANDOM, SOFIA, startWatching, textOf, type Watching } from './support/watching';

jest.setTimeout(60_000);

const LEADS = 'C0LEADS0003';
const THEIRS = { id: 'T0THEIRS001', name: 'Theirs', domain: 'theirs' };
const PARTNER: Partial<Person> = { from: THEIRS };
const GUEST: Partial<Person> = { guestOf: 'channels' };
const MEMBER: Partial<Person> = { from: undefined, guestOf: undefined, isDeactivated: false };
const SHARED: Partial<Channel> = { shared: { how: 'externally', teams: [THEIRS.id] } };
const OWN: Partial<Channel> = { shared: undefined, isPrivate: false, info: undefined };

let askers: Askers = {};
let bot: Watching;
beforeAll(async () => {
  // Each test sets its own.
  bot = await startWatching({
    askers: Object.defineProperties(
      {},
      Object.fromEntries(
        (['channels', 'users', 'teams', 'guests', 'sharedChannels'] as const).map((name) => [
          name,
          { get: () => askers[name], enumerable: true },
        ]),
      ),
    ),
  });
});
afterAll(() => bot.stop());

let before = 0;
beforeEach(async () => {
  askers = {};
  bot.slack.refuseNoMore();
  bot.slack.grantOnly(undefined);
  for (const user of [SOFIA, MATEO]) bot.slack.changePerson(user, MEMBER);
  for (const channel of [OPS, LEADS]) bot.slack.changeChannel(channel, { ...OWN, members: [SOFIA, MATEO] });
  for (const { id } of await watchesOf(bot.account).all()) await watchesOf(bot.account).remove(id);
  for (const { channel } of await digests().settings.all()) await digests().settings.remove(channel);
  bot.takeQueue();
  bot.dead.length = 0;
  // What was known of people is forgotten, and no group of changes goes on.
  bot.wait(3_600);
  before = bot.slack.messages().length;
});
const digests = () => digestsOf(bot.account);

const said = (): readonly StandInMessage[] =>
  bot.slack
    .messages()
    .slice(before)
    .filter(({ author }) => author === 'bot');
const inPublic = () => said().filter(({ visibility }) => visibility === 'everyone');
const alone = () =>
  said()
    .filter(({ visibility }) => visibility === 'only you')
    .map(textOf);
const directly = () => said().filter(({ channel }) => channel.startsWith('D'));

const command = (typed: string, text: string, channelId = OPS) =>
  bot.slack.sendCommand({ command: typed, text, userId: MATEO, channelId });
const mention = (text = 'queue-test-1') =>
  bot.slack.mention({ text: `@connect-who-changed ${text}`, userId: MATEO, channelId: OPS });

describe('a job is decided once more before anything is read or posted', () => {
  it.each<[string, Partial<Person>, string]>([
    ['a guest', GUEST, 'not its guests'],
    ['deactivated', { isDeactivated: true }, 'deactivated'],
    ['of another workspace', PARTNER, THEIRS.id],
  ])('whoever is %s by then is refused, though they were a member when they asked', async (_what, now, says) => {
    await command('/connect-who-changed', 'queue-test-1');
    expect(bot.queue()).toHaveLength(1);
    bot.slack.changePerson(MATEO, now);
    await bot.settle();
    expect(said()).toHaveLength(1);
    expect(alone()).toEqual([expect.stringContaining(says)]);
    expect(directly()).toEqual([]);
  });

  it('a mention is refused to the one who mentioned it, and the thread stays empty', async () => {
    await mention();
    await bot.handled();
    bot.slack.changePerson(MATEO, { ...GUEST });
    await bot.settle();
    expect(inPublic()).toEqual([]);
    expect(said()).toMatchObject([{ via: 'chat.postEphemeral', user: MATEO }]);
  });

  it('a job that the queue delivers twice is refused once', async () => {
    await command('/connect-who-changed', 'queue-test-1');
    const [job] = bot.takeQueue();
    bot.slack.changePerson(MATEO, GUEST);
    if (job === undefined) throw new Error('Nothing was handed on.');
    await bot.deliver(job);
    await bot.deliver(job);
    expect(said()).toHaveLength(1);
  });

  it('where Slack does not say who somebody is, a member of minutes ago is answered, and anybody else asked to try again', async () => {
    await command('/connect-who-changed', 'queue-test-1');
    bot.slack.refuseWhile((method) => (method === 'users.info' ? { error: 'internal_error' } : undefined));
    await bot.settle();
    expect(alone().at(-1)).toContain('created queue');
    bot.wait(900);
    await command('/connect-who-changed', 'queue-test-1');
    await bot.settle();
    expect(alone().at(-1)).toContain('Slack did not say who you are');
  });

  it('a modal that was opened in a listed channel works while its user is there', async () => {
    askers = { channels: [OPS] };
    const job = (channel: string): AskedJob => ({
      ...{
        version: 1,
        kind: 'export',
        id: `m-${channel}-${bot.now().getTime()}`,
        userId: MATEO,
        askedAt: bot.now().toISOString(),
      },
      ...{ command: 'changes', text: 'since:2h', from: { channel, isRemembered: true } },
    });
    await bot.deliver(job(OPS));
    expect(directly().filter(({ via }) => via === 'file')).not.toEqual([]);
    bot.slack.changeChannel(OPS, { members: [SOFIA] });
    const sent = directly().length;
    await bot.deliver(job(OPS));
    // Of a channel that is not listed it is no ground at all.
    await bot.deliver(job(LEADS));
    expect(directly()).toHaveLength(sent);
  });

  it('an export that was wanted in a modal is refused there', async () => {
    await bot.slack.chooseGlobalShortcut({ callbackId: 'ask-in-modal', userId: MATEO });
    await bot.handled();
    const view = bot.slack.modals().at(-1);
    bot.slack.changePerson(MATEO, GUEST);
    await bot.deliver({
      ...{ version: 1, kind: 'export', id: 'modal-export', userId: MATEO, askedAt: bot.now().toISOString() },
      ...{ command: 'changes', text: 'since:2h', wantedIn: { id: view?.id ?? '', metadata: '' } },
    });
    expect(JSON.stringify(bot.slack.modals().at(-1)?.view.blocks)).toContain('not its guests');
    await bot.slack.closeView(view?.id ?? '');
  });

  it('files and late answers are not sent to partners, though they may ask', async () => {
    askers = { teams: [THEIRS.id] };
    bot.slack.changePerson(MATEO, PARTNER);
    const asked = { version: 1, userId: MATEO, askedAt: bot.now().toISOString(), text: 'since:2h' } as const;
    await bot.deliver({ ...asked, kind: 'export', id: 'partner-export', command: 'changes' });
    await bot.deliver({
      ...asked,
      kind: 'question',
      id: 'partner-late',
      command: 'changes',
      responseUrl: 'https://hooks.slack.com/gone',
    });
    expect(said()).toEqual([]);
    expect(bot.dead).toEqual([]);
  });
});

/** Ways to have something posted for everybody. */
const PUBLIC: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['a mention', () => mention()],
  ['a digest', () => command('/connect-digest', 'at 09:00')],
  ['a digest now', () => command('/connect-digest', 'now')],
  ['a watch', () => command('/connect-watch', 'type:queue')],
  ['a share', () => shareOf('queue-test-1')],
];

const shareOf = async (text: string): Promise<void> => {
  await command('/connect-who-changed', text);
  await bot.settle();
  const answer = said().find(({ visibility }) => visibility === 'only you') as StandInMessage;
  before = bot.slack.messages().length;
  await bot.press(answer, 'Share here', MATEO);
};

describe.each(PUBLIC)('%s', (what, ask) => {
  it.each<[string, Partial<Channel>, boolean]>([
    ['a channel of our own', OWN, true],
    [
      'one that is shared inside of the organization',
      { shared: { how: 'in the organization', teams: ['T0SIB'] } },
      true,
    ],
    ['one that is shared with another organization', SHARED, false],
    ['one to which another organization is invited', { shared: { how: 'pending', teams: [THEIRS.id] } }, false],
    [
      'one of which Slack says nothing',
      { info: { is_shared: undefined, is_ext_shared: undefined, is_pending_ext_shared: undefined } },
      false,
    ],
  ])('is posted or not into %s', async (_what, channel, isPosted) => {
    bot.slack.changeChannel(OPS, channel);
    await ask();
    await bot.settle();
    expect(inPublic().length > 0).toBe(isPosted);
    if (isPosted) return;
    expect(alone().at(-1)).toContain('shared with another organization');
    expect([await watchesOf(bot.account).all(), await digests().settings.all()]).toEqual([[], []]);
  });

  it('is posted into a shared one that is listed', async () => {
    askers = { sharedChannels: [OPS] };
    bot.slack.changeChannel(OPS, SHARED);
    await ask();
    await bot.settle();
    expect(inPublic()).not.toEqual([]);
  });

  it('is refused where the scope to see it is missing, and the refusal names the scope', async () => {
    bot.slack.grantOnly(['commands', 'chat:write', 'users:read', 'app_mentions:read']);
    await ask();
    await bot.settle();
    expect(inPublic()).toEqual([]);
    expect(alone().at(-1)).toContain('channels:read');
  });

  it('is refused while Slack does not say, and can be tried again', async () => {
    if (what === 'a share') return;
    bot.slack.refuseWhile((method) => (method === 'conversations.info' ? { error: 'internal_error' } : undefined));
    await ask();
    await bot.settle();
    expect(inPublic()).toEqual([]);
    expect(alone().at(-1)).toContain('try again in a minute');
  });
});

const changed = (n: number) =>
  websiteEvent({
    ...{
      instance: PROD,
      userId: prodUser(SAANVI),
      time: bot.now(),
      eventId: idFrom(`asked ${n} ${bot.now().getTime()}`),
    },
    ...{
      eventName: 'UpdateQueueMaxContacts',
      requestParameters: { QueueId: idInProd('queue', 'Billing'), MaxContacts: n },
    },
  });

describe('a channel that is shared after something was set there', () => {
  it.each<[string, Partial<Person>, number]>([
    ['who set it hears of it once', MEMBER, 1],
    ['who is gone does not', { isDeactivated: true }, 0],
    ['who is of another workspace by now does not', PARTNER, 0],
    ['who is a guest by now does not', GUEST, 0],
  ])('is told of no change any more: %s', async (_who, setter, hears) => {
    await command('/connect-watch', 'type:queue');
    await bot.settle();
    bot.slack.changeChannel(OPS, SHARED);
    bot.slack.changePerson(MATEO, setter);
    bot.wait(900);
    before = bot.slack.messages().length;
    for (const n of [1, 2]) {
      await bot.ingest([changed(n)]);
      await bot.settle();
      bot.wait(900);
    }
    expect(said().filter(({ channel }) => channel === OPS)).toEqual([]);
    expect(directly()).toHaveLength(hears);
    for (const message of directly()) expect(textOf(message)).toContain('shared with another organization');
    expect(await watchesOf(bot.account).all()).toMatchObject([
      { paused: { because: 'shared_with_another_organization' } },
    ]);
    expect(bot.dead).toEqual([]);
  });

  it('nor does an earlier message of a watch go on there', async () => {
    await command('/connect-watch', 'type:queue');
    await bot.settle();
    await bot.ingest([changed(3)]);
    await bot.settle();
    const told = inPublic().at(-1);
    bot.slack.changeChannel(OPS, SHARED);
    await bot.ingest([changed(4)]);
    await bot.settle();
    const inChannel = inPublic().filter(({ channel }) => channel === OPS);
    expect(inChannel.at(-1)).toMatchObject({ id: told?.id, blocks: told?.blocks });
  });

  it('gets no digest, and who set it hears of it once', async () => {
    await command('/connect-digest', 'at 09:00 Asia/Tokyo');
    await bot.settle();
    bot.slack.changeChannel(OPS, SHARED);
    before = bot.slack.messages().length;
    let ahead = 26 * 3_600_000;
    const tick = () =>
      createDigestTicks({
        ...{ account: bot.account, leaseSeconds: 600, log: silentLog, wait: async () => {} },
        now: () => new Date(bot.now().getTime() + ahead),
        client: createOnceClient(bot.botToken, silentLog, bot.slackApiUrl),
      })();
    expect(await tick()).toMatchObject({ paused: 1, posted: 0 });
    ahead += 24 * 3_600_000;
    expect(await tick()).toMatchObject({ paused: 0, posted: 0 });
    expect(inPublic()).toHaveLength(1);
    expect(directly().map(textOf)).toEqual([expect.stringContaining('shared with another organization')]);
  });

  it('a digest is tried again, and not paused, where Slack does not say', async () => {
    await command('/connect-digest', 'at 09:00 Asia/Tokyo');
    await bot.settle();
    before = bot.slack.messages().length;
    const tick = () =>
      createDigestTicks({
        ...{ account: bot.account, leaseSeconds: 600, log: silentLog, wait: async () => {} },
        now: () => new Date(bot.now().getTime() + 26 * 3_600_000),
        client: createOnceClient(bot.botToken, silentLog, bot.slackApiUrl),
      })();
    bot.slack.grantOnly(['chat:write', 'users:read']);
    await expect(tick()).rejects.toThrow('failed');
    expect(said()).toEqual([]);
    bot.slack.grantOnly(undefined);
    expect(await tick()).toMatchObject({ posted: 1 });
  });
});

describe('the Home tab', () => {
  const home = async (userId: string): Promise<string> => {
    await bot.slack.openHome(userId);
    await bot.settle();
    return JSON.stringify(
      bot.slack
        .homes()
        .filter(({ user }) => user === userId)
        .at(-1)?.view.blocks ?? [],
    );
  };
  const setBoth = async (): Promise<void> => {
    bot.slack.changeChannel(LEADS, { members: [MATEO], isPrivate: true });
    for (const channel of [OPS, LEADS]) {
      await command('/connect-digest', `at 09:00 only:people`, channel);
      await command('/connect-watch', channel === OPS ? 'type:queue' : 'type:prompt', channel);
      await bot.settle();
    }
  };

  it('shows what is set in the channels that one is in, and nothing of any other', async () => {
    await setBoth();
    const everything = await home(MATEO);
    for (const shown of ['#connect-ops', 'type:queue', 'type:prompt', LEADS]) expect(everything).toContain(shown);
    const own = await home(SOFIA);
    expect(own).toContain('#connect-ops');
    for (const hidden of ['type:prompt', LEADS, 'contact-centre-leads']) expect(own).not.toContain(hidden);
  });

  it('names no channel where Slack does not say in which somebody is, or the scope is missing', async () => {
    await setBoth();
    bot.slack.refuseWhile((method) => (method === 'users.conversations' ? { error: 'internal_error' } : undefined));
    const unknown = await home(MATEO);
    expect(unknown).toContain('Slack did not say which channels you are in');
    bot.slack.refuseNoMore();
    bot.slack.grantOnly(['users:read', 'channels:read']);
    const without = await home(MATEO);
    expect(without).toContain('groups:read');
    for (const tab of [unknown, without])
      for (const hidden of ['#connect-ops', LEADS, 'type:queue']) expect(tab).not.toContain(hidden);
  });

  it('ends nothing of a channel that one is not in, whatever its buttons and forms carry', async () => {
    await setBoth();
    const [watch] = (await watchesOf(bot.account).all()).filter(({ channel }) => channel === LEADS);
    const job = { version: 1, kind: 'home', userId: SOFIA, askedAt: bot.now().toISOString() } as const;
    await bot.deliver({ ...job, id: 'home-1', stopWatch: watch?.id ?? '' });
    await bot.deliver({ ...job, id: 'home-2', digest: { channel: LEADS, order: { kind: 'off' } } });
    const order = { kind: 'set', at: '10:00', weekdays: false, silent: false, filters: '' } as const;
    await bot.deliver({ ...job, id: 'home-3', digest: { channel: LEADS, order } });
    await bot.deliver({ ...job, id: 'home-4', digest: { channel: RANDOM, order } });
    expect(await watchesOf(bot.account).all()).toHaveLength(2);
    expect((await digests().settings.all()).map(({ channel, at }) => [channel, at]).sort()).toEqual([
      [LEADS, '09:00'],
      [OPS, '09:00'],
    ]);
    // And who has left the channel since they opened the tab is as any other.
    bot.slack.changeChannel(LEADS, { members: [] });
    await bot.deliver({ ...job, id: 'home-5', userId: MATEO, stopWatch: watch?.id ?? '' });
    expect(await watchesOf(bot.account).all()).toHaveLength(2);
  });
});

it('a button in one channel does not end the watch of another, whatever id it carries', async () => {
  await command('/connect-watch', 'type:prompt', LEADS);
  await bot.settle();
  const [watch] = await watchesOf(bot.account).all();
  await bot.deliver({
    ...{ version: 1, kind: 'watch', id: 'elsewhere', userId: MATEO, askedAt: bot.now().toISOString(), channel: OPS },
    order: { kind: 'stop this', id: watch?.id ?? '' },
  });
  expect(await watchesOf(bot.account).all()).toHaveLength(1);
});
