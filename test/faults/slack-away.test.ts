import { setTimeout as sleep } from 'node:timers/promises';
import type { StandInMessage } from '../../bot/local/slack/message';
import type { Refusal } from '../../bot/local/slack/refusals';
import type { StandInView } from '../../bot/local/slack/views';
import { type Log, lineOf } from '../../bot/log';
import { parseJob } from '../../bot/slack/job';
import { OPS, SOFIA, startWatching, textOf, type Watching } from '../support/watching';

let bot: Watching;
const lines: ReturnType<typeof lineOf>[] = [];
const log: Log = (...said) => void lines.push(lineOf(...said));
beforeAll(async () => {
  bot = await startWatching({ log, patienceMs: 600_000 });
}, 60_000);
afterAll(() => bot.stop());
beforeEach(() => {
  lines.length = 0;
});

interface Way {
  readonly ask: () => Promise<unknown>;
  /** How Slack hears of the answer: first in this way, then in the next one where there is one. */
  readonly told: readonly string[];
  /** Stands in the answer. */
  readonly says: string;
}

const command = (typed: string, text: string) => () =>
  bot.slack.sendCommand({ command: typed, text, userId: SOFIA, channelId: OPS });

const WAYS: readonly (readonly [string, Way])[] = [
  [
    'a command',
    {
      ask: command('/connect-who-changed', 'queue-test-1'),
      told: ['response_url', 'chat.postMessage'],
      says: 'created queue',
    },
  ],
  [
    'a mention',
    {
      ask: () => bot.slack.mention({ text: '@connect-who-changed queue-test-1', userId: SOFIA, channelId: OPS }),
      told: ['chat.postMessage'],
      says: 'created queue',
    },
  ],
  ['a modal', { ask: () => askInModal(), told: ['views.update', 'chat.postMessage'], says: 'created queue' }],
  [
    'the state of a digest',
    {
      ask: command('/connect-digest', 'status'),
      told: ['response_url', 'chat.postMessage'],
      says: 'No digest is set',
    },
  ],
  [
    'the list of watches',
    { ask: command('/connect-watch', 'list'), told: ['response_url', 'chat.postMessage'], says: 'Nothing is watched' },
  ],
];

const askInModal = async (): Promise<void> => {
  await bot.slack.chooseGlobalShortcut({ callbackId: 'ask-in-modal', userId: SOFIA });
  const viewId = await openedView();
  const typed = { viewId, userId: SOFIA, blockId: 'thing', actionId: 'thing', value: 'queue-test-1' };
  const { options } = await bot.slack.suggest(typed);
  await bot.slack.submitView({
    viewId,
    values: {
      thing: { thing: { type: 'external_select', selected_option: { value: options[0]?.value } } },
      period: { period: { type: 'static_select', selected_option: { value: 'all' } } },
      sort: { sort: { type: 'checkboxes', selected_options: [] } },
    },
  });
};

/** It is opened after the shortcut was acknowledged. */
const openedView = async (): Promise<string> => {
  for (;;) {
    const [view] = bot.slack.modals();
    if (view !== undefined) return view.id;
    await sleep(5);
  }
};

const shownIn = ({ view }: StandInView): string => textOf({ blocks: view.blocks as StandInMessage['blocks'] });

/** How often Slack shows an answer, in messages since then and in modals. */
const timesShown = ({ says }: Way, before: number): number => {
  const modals = bot.slack.modals().map(shownIn);
  return [...bot.slack.messages().slice(before).map(textOf), ...modals].filter((text) => text.includes(says)).length;
};

/** Asks, with the next calls of these ways refused, and lets the queue deliver as often as it does. */
const asked = async (way: Way, refused: readonly (readonly [string, number])[], refusal: Refusal): Promise<number> => {
  const before = bot.slack.messages().length;
  for (const [method, times] of refused) for (let n = 0; n < times; n += 1) bot.slack.refuseNext(method, refusal);
  await way.ask();
  await bot.settle();
  return before;
};

/** More than all deliveries together try. */
const FOR_GOOD = 50;

const REFUSALS: readonly (readonly [string, Refusal])[] = [
  ['asks for patience (429, Retry-After)', { status: 429, retryAfterSeconds: 30 }],
  ['fails (500)', { status: 500 }],
  ['is overloaded (503)', { status: 503 }],
  ['breaks the connection off', { unanswered: 'broken off' }],
  ['says that it failed', { error: 'internal_error' }],
];

afterEach(async () => {
  bot.slack.refuseNoMore();
  for (const { id } of bot.slack.modals()) await bot.slack.closeView(id);
  bot.dead.length = 0;
});

describe.each(REFUSALS)('where Slack %s', (_how, refusal) => {
  describe.each(WAYS)('who asked by %s', (_what, way) => {
    const [first = '', ...others] = way.told;

    it('is answered once where it does so once', async () => {
      const before = await asked(way, [[first, 1]], refusal);
      expect({ shown: timesShown(way, before), dead: bot.dead }).toEqual({ shown: 1, dead: [] });
    });

    it('is answered once where it does so there for good, if there is another way', async () => {
      const before = await asked(way, [[first, FOR_GOOD]], refusal);
      const isTold = others.length > 0;
      expect({ shown: timesShown(way, before), dead: bot.dead.length }).toEqual({
        shown: isTold ? 1 : 0,
        dead: isTold ? 0 : 1,
      });
    });

    it('is not forgotten where it does so everywhere: delivered from the dead letters it is told once', async () => {
      const before = await asked(
        way,
        way.told.map((method) => [method, FOR_GOOD]),
        refusal,
      );
      expect({ shown: timesShown(way, before), dead: bot.dead.length }).toEqual({ shown: 0, dead: 1 });
      bot.slack.refuseNoMore();
      await bot.deliver(parseJob(bot.dead[0] ?? ''));
      await bot.settle();
      expect(timesShown(way, before)).toBe(1);
    });
  });
});

describe.each(WAYS)('who asked by %s is answered once', (_what, way) => {
  it('where Slack sends each request again, as after a slow acknowledgement', async () => {
    const requests = jest.spyOn(globalThis, 'fetch');
    const before = bot.slack.messages().length;
    await way.ask();
    const sent = requests.mock.calls.filter(([url]) => String(url).endsWith('/slack/events'));
    requests.mockRestore();
    expect(sent.length).toBeGreaterThan(0);
    for (const [url, init] of sent)
      await fetch(url, {
        ...init,
        headers: { ...init?.headers, 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' },
        signal: null,
      });
    await bot.settle();
    expect({ shown: timesShown(way, before), dead: bot.dead }).toEqual({ shown: 1, dead: [] });
  });

  it('where the queue delivers its job three times at once, and once more later', async () => {
    const before = bot.slack.messages().length;
    await way.ask();
    await bot.handled();
    const [job, ...others] = bot.takeQueue();
    expect(others).toEqual([]);
    if (job === undefined) throw new Error('Nothing was handed on.');
    await Promise.all([bot.deliver(job), bot.deliver(job), bot.deliver(job)]);
    // Whoever found it taken asks again later.
    await bot.settle();
    await bot.deliver(job);
    expect({ shown: timesShown(way, before), dead: bot.dead }).toEqual({ shown: 1, dead: [] });
  });
});

it('what comes as a direct message offers no sharing there: nobody else reads it', async () => {
  const before = await asked(WAYS[0]?.[1] as Way, [['response_url', 1]], { status: 500 });
  const [told] = bot.slack.messages().slice(before).map(textOf);
  expect(told).toContain('[Details]');
  expect(told).not.toContain('Share here');
});

it('a response_url that is never answered is given up after five seconds, and the answer told directly', async () => {
  const way = WAYS[0]?.[1] as Way;
  const before = await asked(way, [['response_url', 1]], { unanswered: 'held' });
  expect({ shown: timesShown(way, before), dead: bot.dead }).toEqual({ shown: 1, dead: [] });
});

describe('where Slack opens no modal, who pressed is told so directly, with a reference that is in the log:', () => {
  const failedToOpen = async (press: () => Promise<unknown>): Promise<void> => {
    const before = bot.slack.messages().length;
    for (const method of ['views.open', 'views.push'])
      for (let n = 0; n < FOR_GOOD; n += 1) bot.slack.refuseNext(method, { status: 500 });
    await press();
    while (bot.slack.messages().length === before) await sleep(5);
    await bot.settle();
    const told = bot.slack.messages().slice(before);
    expect(told.map(({ channel }) => channel)).toEqual([SOFIA.replace(/^U/, 'D')]);
    const text = told.map(textOf).join('');
    expect(text).toMatch(/went wrong on my side.*Reference: /s);
    const failures = lines.filter(({ message }) => message === 'a Slack request failed');
    expect(failures).toHaveLength(1);
    expect(text).toContain(String(failures[0]?.reference));
  };

  it('the details of a change', async () => {
    await command('/connect-who-changed', 'queue-test-1')();
    await bot.settle();
    const answer = bot.slack.messages().at(-1);
    if (answer === undefined) throw new Error('Nothing was answered.');
    await failedToOpen(() => bot.press(answer, 'Details'));
  });

  it('the form in which one asks', () =>
    failedToOpen(() => bot.slack.chooseGlobalShortcut({ callbackId: 'ask-in-modal', userId: SOFIA })));
});

it('where nobody can be told of that either, it is in the log, by the same reference', async () => {
  for (const method of ['views.open', 'chat.postMessage'])
    for (let n = 0; n < FOR_GOOD; n += 1) bot.slack.refuseNext(method, { status: 500 });
  await bot.slack.chooseGlobalShortcut({ callbackId: 'ask-in-modal', userId: SOFIA });
  while (lines.length < 2) await sleep(5);
  const reference = String(lines[0]?.reference);
  expect(lines).toMatchObject([
    { message: 'a Slack request failed', reference },
    { message: 'nobody could be told of a failed request', reference },
  ]);
});

describe('the Home tab', () => {
  it('says that it could not be made, with a reference, where the tables can’t be read', async () => {
    const { health } = bot.account;
    Object.assign(bot.account, { health: () => Promise.reject(new Error('the table is away')) });
    await bot.slack.openHome(SOFIA);
    await bot.settle();
    Object.assign(bot.account, { health });
    const [home] = bot.slack.homes();
    if (home === undefined) throw new Error('There is no Home tab.');
    const shown = shownIn(home);
    expect(shown).toContain('/connect-who-changed');
    expect(shown).toMatch(/could not be read just now.*Reference: /s);
    expect(bot.dead).toEqual([]);
    const failures = lines.filter(({ level }) => level === 'error');
    expect(failures).toMatchObject([{ cause: 'Error: the table is away' }]);
    expect(shown).toContain(String(failures[0]?.reference));
  });
});

describe('details', () => {
  it('come as a direct message where their modal does not take them', async () => {
    await command('/connect-who-changed', 'queue-test-1')();
    await bot.settle();
    const answer = bot.slack.messages().at(-1);
    if (answer === undefined) throw new Error('Nothing was answered.');
    for (let n = 0; n < FOR_GOOD; n += 1) bot.slack.refuseNext('views.update', { status: 500 });
    const before = bot.slack.messages().length;
    await bot.press(answer, 'Details');
    const told = bot.slack.messages().slice(before).map(textOf);
    expect(told).toEqual([expect.stringContaining('queue-test-1')]);
    expect(bot.dead).toEqual([]);
  });
});

it('a failure is told once with a reference, which every line of the log bears, whatever Slack does', async () => {
  const { answer } = bot.account;
  Object.assign(bot.account, { answer: () => Promise.reject(new Error('nothing works')) });
  const before = bot.slack.messages().length;
  bot.slack.refuseNext('response_url', { status: 500 });
  await command('/connect-who-changed', 'queue-test-1')();
  await bot.settle();
  Object.assign(bot.account, { answer });
  const told = bot.slack.messages().slice(before).map(textOf);
  expect(told).toEqual([expect.stringMatching(/went wrong.*Reference: /s)]);
  const references = new Set(lines.map(({ reference }) => reference));
  expect(references.size).toBe(1);
  for (const reference of references) expect(told[0]).toContain(String(reference));
});
