import { setTimeout as sleep } from 'node:timers/promises';
import type { DigestSetting } from '../bot/digest/digest-setting';
import { type Digests, digestsOf, listDigests } from '../bot/digests';
import { type LocalBot, startLocalBot } from '../bot/local/bot';
import { type OpenedAccount, openSampleAccount } from '../bot/local/sample-account';
import type { StandInMessage } from '../bot/local/slack/message';
import { silentLog } from '../bot/log';
import { createDigestTicks } from '../bot/slack/digest-ticks';
import { createOnceClient } from '../bot/slack/web-client';

const now = () => new Date();
const OPS = 'C0OPS000001';
/** A channel that the bot is not in. */
const RANDOM = 'C0RANDOM002';
const [NIKKI, SAANVI] = ['U0NIKKI0004', 'U0SAANVI003'];

let account: OpenedAccount;
const botToken = 'xoxb-test';
let bot: LocalBot;
let digests: Digests;
beforeAll(async () => {
  account = await openSampleAccount(now, { unlimited: true });
  bot = await startLocalBot({ account, now, zone: 'Asia/Tokyo', log: silentLog, ports: [0], botToken });
  digests = digestsOf(account);
}, 60_000);
afterAll(() => bot.close());

beforeEach(async () => {
  for (const { setting } of await listDigests(digests, now())) await digests.settings.remove(setting.channel);
});

const shown = (message: StandInMessage): string => JSON.stringify(message.blocks);
const textOf = (message: StandInMessage): string =>
  [...shown(message).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => JSON.parse(`"${text}"`)).join('');

/** The setting, once the worker has written it: that comes after the post. */
const kept = async (isMeant: (setting: DigestSetting) => boolean = () => true): Promise<DigestSetting> => {
  for (;;) {
    const setting = await digests.settings.get(OPS);
    if (setting !== undefined && isMeant(setting)) return setting;
    await sleep(10);
  }
};

/** What comes of a command: its first message from now on, to the asker or to everybody. */
const type = async (text: string, { userId = NIKKI, channelId = OPS } = {}): Promise<StandInMessage> => {
  const before = new Set(bot.slack.messages());
  const { status, error } = await bot.slack.sendCommand({ command: '/connect-digest', text, userId, channelId });
  expect({ status, error }).toEqual({ status: 200, error: undefined });
  return bot.slack.nextMessage((message) => !before.has(message), 20_000);
};

describe('/connect-digest', () => {
  it('sets the digest of a channel by a post into it, with who set it, and keeps it', async () => {
    const posted = await type('at 9:00 weekdays only:people');
    expect(posted).toMatchObject({ via: 'chat.postMessage', visibility: 'everyone', channel: OPS, problems: [] });
    const text = textOf(posted);
    expect(text).toContain(
      'A digest of Amazon Connect will come here every weekday at 09:00 (Europe/Berlin), first on ',
    );
    expect(text).toContain('only:people');
    expect(text).toContain('Set by Nikki Wolf');
    expect(shown(posted)).not.toContain(NIKKI);
    expect(await kept()).toMatchObject({
      ...{ channel: OPS, channelName: 'connect-ops', at: '09:00', zone: 'Europe/Berlin', weekdays: true },
      ...{ silent: false, filters: 'only:people', setBy: NIKKI },
    });
  });

  it('keeps nothing where the bot may not post, and says how to invite it', async () => {
    const told = await type('at 09:00 Asia/Tokyo', { channelId: RANDOM });
    expect(told).toMatchObject({ visibility: 'only you', problems: [] });
    expect(textOf(told)).toContain('so no digest was set.');
    expect(textOf(told)).toContain('/invite @connect-who-changed');
    expect(textOf(told)).toContain('/connect-digest at 09:00 Asia/Tokyo');
    expect(await digests.settings.get(RANDOM)).toBeUndefined();
  });

  it('lets everybody in the channel change it, keeps since when there is one, and says who did', async () => {
    await type('at 09:00 Asia/Tokyo');
    const { since } = await kept();
    const changed = await type('at 18:00 Asia/Kolkata silent', { userId: SAANVI });
    expect(textOf(changed)).toContain('every day at 18:00 (Asia/Kolkata), next on ');
    expect(textOf(changed)).toContain('Changed by Saanvi Sarkar; it came every day at 09:00 (Asia/Tokyo).');
    expect(textOf(changed)).toContain('Where nothing changed, nothing is posted.');
    expect(await kept(({ at }) => at === '18:00')).toMatchObject({ setBy: SAANVI, since, silent: true });
  });

  it('ends it, and tells the channel who did', async () => {
    await type('at 09:00 Asia/Tokyo');
    await kept();
    const ended = await type('off', { userId: SAANVI });
    expect(ended).toMatchObject({ visibility: 'everyone', channel: OPS });
    expect(textOf(ended)).toContain('was ended by Saanvi Sarkar');
    expect(await digests.settings.get(OPS)).toBeUndefined();
    const none = await type('off');
    expect(none).toMatchObject({ visibility: 'only you' });
    expect(textOf(none)).toContain('No digest is set in this channel.');
  });

  it('tells the asker alone how it stands, and alone is status and help', async () => {
    expect(textOf(await type(''))).toMatch(/No digest is set in this channel\..*\/connect-digest at 09:00 silent/s);
    await type('at 09:00 Asia/Tokyo type:flow', { userId: SAANVI });
    await kept();
    const status = await type('status');
    expect(status).toMatchObject({ visibility: 'only you', via: 'response_url', problems: [] });
    const text = textOf(status);
    expect(text).toContain('every day at 09:00 (Asia/Tokyo)');
    expect(text).toContain('type:flow');
    expect(text).toMatch(/Next: \w{3} \d+ \w{3}(?: \d{4})? 09:00/);
    expect(text).toContain('None was posted yet.');
    expect(text).toContain('Saanvi Sarkar');
  });

  it('tells a mistake at once, with what to type', async () => {
    const told = await type('at 09:00 Asia/Tokio');
    expect(told).toMatchObject({ via: 'ack', visibility: 'only you', problems: [] });
    expect(textOf(told)).toContain('/connect-digest at 09:00 Asia/Tokyo');
  });

  it('keeps nothing that is about an instance that there is not', async () => {
    const told = await type('at 09:00 instance:harbor-prd');
    expect(told).toMatchObject({ visibility: 'only you' });
    expect(textOf(told)).toContain('harbor-prd');
    expect(await digests.settings.get(OPS)).toBeUndefined();
    expect((await type('at 09:00 instance:harbor-prod')).visibility).toBe('everyone');
    await kept();
  });

  it('posts one now, which moves nothing of the next one', async () => {
    await type('at 09:00 Asia/Tokyo');
    await kept();
    expect(textOf(await type('now'))).toContain('The digest is being made.');
    const digest = await bot.slack.nextMessage((message) => textOf(message).includes('Amazon Connect, since'), 20_000);
    expect(digest).toMatchObject({ via: 'chat.postMessage', visibility: 'everyone', problems: [] });
    expect(textOf(digest)).toContain('later ones may still arrive. The next digest tells this time too.');
    expect(await digests.progress.get(OPS)).toBeUndefined();
  });

  it('says where one can’t be posted now', async () => {
    await type('now', { channelId: RANDOM });
    const told = await bot.slack.nextMessage((message) => textOf(message).includes('/invite'), 20_000);
    expect(told).toMatchObject({ visibility: 'only you' });
    expect(textOf(told)).toContain('so no digest was posted.');
  });
});

describe('the digest of a channel', () => {
  const tickAt = (at: Date) =>
    createDigestTicks({
      ...{ account, leaseSeconds: 600, now: () => at, log: silentLog, wait: async () => {} },
      client: createOnceClient(botToken, silentLog, `${bot.url}/slack-api/`),
    })();
  const threadOf = ({ ts }: StandInMessage): readonly StandInMessage[] =>
    bot.slack.messages().filter(({ threadTs }) => threadTs === ts);

  it('comes at its time, once, with its changes in its thread and buttons that ask for them', async () => {
    await type('at 09:00 Asia/Tokyo');
    await kept();
    const next = new Date((await listDigests(digests, now()))[0]?.nextAt ?? '');
    expect(await tickAt(new Date(next.getTime() - 1000))).toMatchObject({ posted: 0 });
    expect(await tickAt(next)).toMatchObject({ posted: 1 });
    expect(await tickAt(new Date(next.getTime() + 300_000))).toMatchObject({ posted: 0 });

    const digest = await bot.slack.nextMessage((message) => textOf(message).includes('Amazon Connect, since'));
    expect(digest).toMatchObject({ channel: OPS, visibility: 'everyone', problems: [] });
    expect(textOf(digest)).toContain('(Asia/Tokyo)');
    expect(threadOf(digest).length).toBeGreaterThan(0);
    expect(threadOf(digest).every(({ problems }) => problems.length === 0)).toBe(true);

    const before = new Set(bot.slack.messages());
    const buttons = { messageId: digest.id, userId: SAANVI };
    const ids = JSON.parse(shown(digest)).flatMap(
      ({ type: kind, elements = [] }: { type: string; elements?: { action_id: string }[] }) =>
        kind === 'actions' ? elements.map(({ action_id }) => action_id) : [],
    );
    expect(ids).toEqual(['ask-0', 'ask-1', 'change-digest']);
    const blockId =
      bot.slack
        .messages()
        .find(({ id }) => id === digest.id)
        ?.blocks.find(({ type: kind }) => kind === 'actions')?.block_id ?? '';
    await bot.slack.press({ ...buttons, blockId, actionId: 'ask-1' });
    const people = await bot.slack.nextMessage(
      (message) => !before.has(message) && textOf(message).includes('only:people'),
      20_000,
    );
    expect(people).toMatchObject({ visibility: 'only you', user: SAANVI });
    await bot.slack.press({ ...buttons, blockId, actionId: 'change-digest' });
    const status = await bot.slack.nextMessage((message) => textOf(message).includes('To change it'), 20_000);
    expect(status).toMatchObject({ visibility: 'only you', user: SAANVI });
    expect(textOf(status)).toContain('The last one told up to');
  });
});
