import { idFrom, terraformEvent, websiteEvent } from '../bot/local/aws/records';
import { AWKWARD_QUEUES, idInProd, PROD, prodUser } from '../bot/local/sample/harbor';
import { AGENTS, MATEO as MATEO_J, NIKKI, SAANVI } from '../bot/local/sample/people';
import type { StandInMessage } from '../bot/local/slack/message';
import { watchesOf } from '../bot/watches';
import { MATEO, OPS, RANDOM, SOFIA, startWatching, textOf, type Watching } from './support/watching';

jest.setTimeout(60_000);

let bot: Watching;
/** How many messages and posts there were before a test. */
let before = { messages: 0, posts: 0, turns: 0 };
beforeAll(async () => {
  bot = await startWatching();
});
afterAll(() => bot.stop());
beforeEach(async () => {
  for (const { id } of await saved()) await watchesOf(bot.account).remove(id);
  bot.dead.length = 0;
  // So long after that nothing is of one group with what the test before did.
  bot.wait(700);
  before = { messages: bot.slack.messages().length, posts: bot.posts.length, turns: bot.turns.length };
});

const messages = (): readonly StandInMessage[] => bot.slack.messages().slice(before.messages);
const inChannel = (channel = OPS): readonly StandInMessage[] =>
  messages().filter((one) => one.channel === channel && one.visibility === 'everyone' && one.author === 'bot');
const alone = (): readonly StandInMessage[] => messages().filter(({ visibility }) => visibility === 'only you');
/** When what went to the channel came, in milliseconds. */
const posted = (): readonly number[] =>
  bot.posts
    .slice(before.posts)
    .filter(({ channel }) => channel === OPS)
    .map(({ at }) => at);
/** When the channel's turns were taken. */
const taken = (): readonly number[] =>
  bot.turns
    .slice(before.turns)
    .filter(({ channel }) => channel === OPS)
    .map(({ at }) => at);
const lastAlone = (): string => textOf(alone().at(-1) as StandInMessage);
const lastInChannel = (): string => textOf(inChannel().at(-1) as StandInMessage);
const saved = () => watchesOf(bot.account).all();

/** The block that holds a button. */
const blockOf = (blocks: unknown, actionId: string): string => {
  const holding = (Array.isArray(blocks) ? blocks : []).find((block) => JSON.stringify(block).includes(actionId));
  return String(holding?.block_id ?? '');
};

let events = 0;
const changeOf = (queue: string, contacts: number, { by = SAANVI, secondsAgo = 0 } = {}) => {
  events += 1;
  return websiteEvent({
    ...{ instance: PROD, userId: prodUser(by), time: new Date(bot.now().getTime() - secondsAgo * 1000) },
    ...{ eventId: idFrom(`watched ${events}`), eventName: 'UpdateQueueMaxContacts' },
    requestParameters: { QueueId: idInProd('queue', queue), MaxContacts: contacts },
  });
};
const run = (role: string, queue: string, contacts: number) => {
  events += 1;
  return terraformEvent({
    ...{ instance: PROD, role, session: `run-${events}`, time: bot.now(), eventId: idFrom(`watched ${events}`) },
    ...{
      eventName: 'UpdateQueueMaxContacts',
      requestParameters: { QueueId: idInProd('queue', queue), MaxContacts: contacts },
    },
  });
};
const tell = async (...records: Parameters<Watching['ingest']>[0]): Promise<void> => {
  await bot.ingest(records);
  await bot.settle();
};

describe('from the command to the change', () => {
  it('a watch is confirmed in the channel, and a change that answers it is told there; another one is not', async () => {
    await bot.type('queue Billing');
    expect(inChannel().map(textOf)).toEqual([expect.stringContaining('queue Billing, harbor-prod')]);
    expect(lastInChannel()).toContain('Set by Sofía Martínez.');
    await tell(changeOf('Refunds', 3));
    expect(inChannel()).toHaveLength(1);
    await tell(changeOf('Billing', 77));
    expect(inChannel()).toHaveLength(2);
    const text = lastInChannel();
    expect(text).toContain('Saanvi Sarkar (saanvi.sarkar) set the maximum contacts of queue Billing from 40 to 77');
    expect(text).toContain('Watched: queue Billing · in harbor-prod');
    expect(text).not.toContain('ago');
  });

  it('what the same person does within ten minutes is added to that message, and what comes later is another one', async () => {
    await bot.type('type:queue');
    await tell(changeOf('Billing', 1));
    await tell(changeOf('Claims', 2));
    expect(inChannel()).toHaveLength(2);
    expect(lastInChannel()).toContain('Saanvi Sarkar (saanvi.sarkar): 2 changes');
    await tell(changeOf('Claims', 3, { by: MATEO_J }));
    expect(inChannel()).toHaveLength(3);
    bot.wait(601);
    await tell(changeOf('Billing', 4));
    expect(inChannel()).toHaveLength(4);
    expect(lastInChannel()).toContain('set the maximum contacts of queue Billing from 1 to 4');
  });

  it('a change that two watches ask for is one message, which names both', async () => {
    await bot.type('type:queue');
    await bot.type('by:saanvi.sarkar');
    await tell(changeOf('Billing', 5));
    expect(inChannel()).toHaveLength(3);
    expect(lastInChannel()).toContain('Watched: type:queue, by:saanvi.sarkar');
  });

  it('what took the thing away without naming it is told too', async () => {
    await bot.type('"Tier 1 Voice" type:routing-profile');
    const [agent] = AGENTS.slice(5);
    if (agent === undefined) throw new Error('There are too few agents.');
    const moved = (profile: string, at: number) =>
      websiteEvent({
        ...{ instance: PROD, userId: prodUser(NIKKI), time: new Date(bot.now().getTime() + at) },
        ...{ eventId: idFrom(`moved to ${profile}`), eventName: 'UpdateUserRoutingProfile' },
        requestParameters: { UserId: prodUser(agent), RoutingProfileId: idInProd('routing profile', profile) },
      });
    await tell(moved('Tier 1 Voice', 0));
    bot.wait(700);
    await tell(moved('Chat', 0));
    expect(lastInChannel()).toContain('to routing profile Chat');
  });

  it('a name that nobody bears yet may be watched, and is told from the change that makes it', async () => {
    await bot.type('Winter Line');
    expect(lastInChannel()).toContain('Nothing is called Winter Line yet.');
    const id = idFrom('queue Winter Line');
    await tell(
      websiteEvent({
        ...{
          instance: PROD,
          userId: prodUser(NIKKI),
          time: bot.now(),
          eventId: idFrom('winter'),
          eventName: 'CreateQueue',
        },
        requestParameters: { Name: 'Winter Line', HoursOfOperationId: idInProd('hours', 'Basic Hours') },
        responseElements: { QueueId: id },
      }),
    );
    expect(lastInChannel()).toContain('Nikki Wolf (nikki.wolf) created queue Winter Line');
  });

  it('a mention of a person watches their Connect user', async () => {
    await bot.type('by:@mateo');
    await tell(changeOf('Billing', 6, { by: MATEO_J }), changeOf('Claims', 6));
    expect(lastInChannel()).toContain('Mateo Jackson (mateo.jackson) set the maximum contacts of queue Billing');
    expect(lastInChannel()).toContain('Watched: by:@mateo');
    expect(inChannel()).toHaveLength(2);
  });

  it.each(AWKWARD_QUEUES)('the queue %s is shown as its letters', async (name) => {
    await bot.type(`"${name}"`);
    await tell(changeOf(name, 10));
    const [, told] = inChannel();
    expect(told && textOf(told)).toContain(`queue ${name}`);
    for (const message of inChannel()) {
      expect(message.problems).toEqual([]);
      expect(message.text).not.toContain('<!channel>');
      expect(JSON.stringify(message.blocks)).not.toMatch(/"type":"(broadcast|user|usergroup)"/);
    }
  });
});

describe('what a pipeline does', () => {
  it('is one message with counts, however many changes and sessions and deliveries, and a button asks for all of it', async () => {
    await bot.type('type:queue');
    const records = Array.from({ length: 500 }, (_, n) =>
      run('ci-flood', ['Billing', 'Claims', 'Sales', 'Fleet', 'VIP'][n % 5] ?? '', 100 + n),
    );
    for (let at = 0; at < records.length; at += 100) await bot.ingest(records.slice(at, at + 100));
    await bot.settle();
    expect(inChannel()).toHaveLength(2);
    const told = inChannel().at(-1) as StandInMessage;
    expect(told.problems).toEqual([]);
    expect(textOf(told)).toContain('ci-flood: 500 changes');
    expect(textOf(told)).toMatch(/and \d+ more/);
    await bot.press(told, 'All 500 changes');
    expect(lastAlone()).toContain('500 changes');
    expect(bot.dead).toEqual([]);
  });
});

describe('at most one message a second goes to a channel', () => {
  it('though many people change things at once: nothing is lost', async () => {
    await bot.type('type:queue');
    await bot.type('type:queue only:people');
    const people = AGENTS.slice(0, 12);
    await tell(...people.map((by, n) => changeOf('Claims', 200 + n, { by })));
    expect(inChannel()).toHaveLength(2 + people.length);
    const times = taken();
    expect(times).toHaveLength(posted().length);
    const gaps = times.slice(1).map((at, n) => at - (times[n] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
  });
});

describe('where Slack refuses', () => {
  it('for a while (429), nobody posts there before that, and then it is told', async () => {
    await bot.type('type:queue');
    bot.slack.refuseNext('chat.postMessage', { status: 429, retryAfterSeconds: 45 });
    await tell(changeOf('Billing', 11), changeOf('Claims', 12, { by: MATEO_J }));
    expect(inChannel()).toHaveLength(3);
    const [, refused, ...later] = posted();
    expect(later).toHaveLength(2);
    for (const at of later) expect(at - (refused ?? 0)).toBeGreaterThanOrEqual(45_000);
    expect(inChannel().map(textOf).join()).not.toContain('may stand here twice');
  });

  it.each([503, 500, 504])('with status %d, the queue delivers it again', async (status) => {
    await bot.type('type:queue');
    bot.slack.refuseNext('chat.postMessage', { status });
    await tell(changeOf('Billing', 13));
    expect(inChannel()).toHaveLength(2);
    // Whether a call that was not answered was heard, nobody knows.
    expect(lastInChannel().includes('it may stand here twice')).toBe(status !== 503);
    expect(bot.dead).toEqual([]);
  });

  it('for good, the job is in the dead letters; delivered from there again it is told', async () => {
    await bot.type('type:queue');
    for (let n = 0; n < 3; n += 1) bot.slack.refuseNext('chat.postMessage', { status: 503 });
    await tell(changeOf('Billing', 14));
    expect(inChannel()).toHaveLength(1);
    expect(bot.dead).toHaveLength(1);
    await bot.deliver(JSON.parse(bot.dead[0] ?? ''));
    await bot.settle();
    expect(inChannel()).toHaveLength(2);
  });

  it('because the message was deleted, it is told anew', async () => {
    await bot.type('type:queue');
    await tell(changeOf('Billing', 15));
    bot.slack.refuseNext('chat.update', { error: 'message_not_found' });
    await tell(changeOf('Billing', 16));
    expect(inChannel()).toHaveLength(3);
    expect(lastInChannel()).toContain('2 changes');
  });

  it('because the bot is not in the channel, nothing is kept, and who asked is told to invite it', async () => {
    await bot.type('type:queue', { channelId: RANDOM });
    expect(await saved()).toEqual([]);
    expect(lastAlone()).toContain('/invite @connect-who-changed');
    expect(lastAlone()).toContain('/connect-watch type:queue');
    bot.slack.invite(RANDOM);
    await bot.type('type:queue', { channelId: RANDOM });
    expect(await saved()).toMatchObject([{ channel: RANDOM, setBy: SOFIA }]);
  });

  it('because the bot was thrown out, the watch is paused and who set it hears of it once; set again it goes on', async () => {
    await bot.type('type:queue', { userId: MATEO });
    await bot.type('by:nikki.wolf', { userId: SOFIA });
    bot.slack.refuseNext('chat.postMessage', { error: 'not_in_channel' });
    await tell(changeOf('Billing', 17));
    const direct = (user: string) => inChannel(user.replace(/^U/, 'D')).map(textOf);
    expect(direct(MATEO)).toEqual([
      expect.stringContaining('is paused: Slack does not let me post there (not_in_channel)'),
    ]);
    expect(direct(SOFIA)).toHaveLength(1);
    expect((await saved()).map(({ paused }) => paused?.because)).toEqual(['not_in_channel', 'not_in_channel']);
    await tell(changeOf('Billing', 18));
    expect(direct(MATEO)).toHaveLength(1);
    await bot.type('list');
    expect(lastAlone()).toContain('paused since');
    await bot.type('type:queue');
    expect(lastInChannel()).toContain('are told here from now on, again.');
    bot.wait(700);
    await tell(changeOf('Billing', 19));
    expect(lastInChannel()).toContain('set the maximum contacts of queue Billing to 19');
    expect(await saved()).toHaveLength(2);
  });
});

describe('the watches of a channel', () => {
  it('are listed with who set them, and anybody there may stop one: the channel hears who did', async () => {
    await bot.type('');
    expect(lastAlone()).toContain('Nothing is watched in this channel.');
    expect(lastAlone()).toContain('/connect-watch queue-test-1');
    await bot.type('queue Billing', { userId: MATEO });
    await bot.type('type:flow');
    await bot.type('list');
    expect(lastAlone()).toContain('1  queue Billing  set by Mateo Jackson');
    expect(lastAlone()).toContain('2  type:flow  set by Sofía Martínez');
    await bot.press(alone().at(-1) as StandInMessage, 'Stop 1');
    expect(lastInChannel()).toContain('Sofía Martínez stopped watching queue Billing here.');
    await tell(changeOf('Billing', 20));
    expect(lastInChannel()).not.toContain('maximum contacts');
    expect(await saved()).toMatchObject([{ question: 'type:flow' }]);
    await bot.press(alone().at(-1) as StandInMessage, 'Stop 1');
    expect(lastAlone()).toContain('That is not watched any more.');
  });

  it.each(['off 1', 'unwatch type:queue', 'stop TYPE:queue', 'off "1" type:queue'])(
    'are ended by %s or told',
    async (typed) => {
      await bot.type('type:queue');
      await bot.type(typed);
      const isEnded = !typed.includes('"');
      expect(await saved()).toHaveLength(isEnded ? 0 : 1);
      if (!isEnded) expect(lastAlone()).toContain('No watch in this channel is');
    },
  );

  it('a watch that is there already is told, however it is written', async () => {
    await bot.type('type:queue only:people', { userId: MATEO });
    await bot.type('only:people type:Queue');
    expect(lastAlone()).toContain('is watched here already: set by Mateo Jackson');
    expect(await saved()).toHaveLength(1);
  });

  it('are 25 at most', async () => {
    const watches = watchesOf(bot.account);
    for (let n = 0; n < 25; n += 1) {
      const id = `${OPS}#${n}`;
      const question = `"${'<!channel> '.repeat(20)}${n}"`.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      await watches.put(id, { id, channel: OPS, question, setBy: SOFIA, setAt: bot.now().toISOString() });
    }
    await bot.type('type:queue');
    expect(lastAlone()).toContain('A channel has at most 25 watches');
    await bot.type('list');
    expect(alone().at(-1)).toMatchObject({ problems: [] });
    expect(lastAlone()).toContain('[Stop 25]');
  });

  it('a name that means too many things is a choice, and a press of one of them watches it', async () => {
    await bot.type('B');
    expect(lastAlone()).toMatch(/B means \d+ things, so nothing was set/);
    expect(await saved()).toEqual([]);
    await bot.press(alone().at(-1) as StandInMessage, 'Billing ES (queue, harbor-prod)');
    expect(lastInChannel()).toContain('queue Billing ES, harbor-prod');
    await tell(changeOf('Billing ES', 21));
    expect(lastInChannel()).toContain('queue Billing ES');
  });

  it('an instance that there is not is a mistake', async () => {
    await bot.type('type:queue instance:harbour');
    expect(lastAlone()).toContain('No instance is called “harbour”.');
    expect(await saved()).toEqual([]);
  });

  it('are on the Home tab for whoever may ask, which stops them as well: their channel hears who did', async () => {
    await bot.type('queue Claims');
    await bot.type('type:flow only:people');
    const home = async () => {
      await bot.settle();
      const view = bot.slack.homes().at(-1)?.view;
      return JSON.stringify(view?.blocks ?? []);
    };
    await bot.slack.openHome(MATEO);
    expect(await home()).toContain('queue Claims');
    const view = bot.slack.homes().at(-1);
    await bot.slack.press({
      ...{ viewId: view?.id ?? '', blockId: blockOf(view?.view.blocks, 'home-stop-watch-0') },
      ...{ actionId: 'home-stop-watch-0', userId: MATEO },
    });
    const after = await home();
    expect(after).toContain('type:flow only:people');
    expect(after).not.toContain('queue Claims');
    expect(lastInChannel()).toContain('Mateo Jackson stopped watching queue Claims here.');
    expect(await saved()).toMatchObject([{ question: 'type:flow only:people' }]);
  });

  it('a press under what was told stops the watch too', async () => {
    await bot.type('type:queue');
    await tell(changeOf('Billing', 22));
    await bot.press(inChannel().at(-1) as StandInMessage, 'Stop watching', MATEO);
    expect(lastInChannel()).toContain('Mateo Jackson stopped watching type:queue here.');
    expect(await saved()).toEqual([]);
  });
});

describe('what is no news', () => {
  it('what changed before it was watched is not told, nor what is announced a day late', async () => {
    await tell(changeOf('Billing', 7));
    await bot.type('type:queue');
    await tell(changeOf('Billing', 8, { secondsAgo: 60 }));
    expect(inChannel()).toHaveLength(1);
    bot.wait(30 * 3_600);
    await bot.ingest([changeOf('Billing', 9, { secondsAgo: 25 * 3_600 })]);
    expect(bot.queue()).toEqual([]);
  });
});

describe('whoever may not ask', () => {
  let strict: Watching;
  beforeAll(async () => {
    strict = await startWatching({ askers: { users: [MATEO] } });
  });
  afterAll(() => strict.stop());

  it('sets no watch and stops none, by command or by a press', async () => {
    await strict.type('type:queue', { userId: SOFIA });
    expect(await watchesOf(strict.account).all()).toEqual([]);
    await strict.type('type:queue', { userId: MATEO });
    const confirmation = strict.slack.messages().at(-1) as StandInMessage;
    await strict.press(confirmation, 'Stop watching', SOFIA);
    expect(await watchesOf(strict.account).all()).toHaveLength(1);
    const refusals = strict.slack
      .messages()
      .filter(({ user, visibility }) => user === SOFIA && visibility === 'only you');
    expect(refusals.map(textOf)).toEqual(
      Array(2).fill(expect.stringContaining('I answer only in channels and to people')),
    );
    await strict.type('help', { userId: SOFIA });
    expect(textOf(strict.slack.messages().at(-1) as StandInMessage)).toContain('/connect-watch queue-test-1');
  });
});
