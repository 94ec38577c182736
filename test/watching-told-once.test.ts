import fc from 'fast-check';
import { idFrom, terraformEvent } from '../bot/local/aws/records';
import { idInProd, PROD } from '../bot/local/sample/harbor';
import type { ArrivedJob, Job } from '../bot/slack/job';
import { OPS, startWatching, textOf, type Watching } from './support/watching';

jest.setTimeout(120_000);

let bot: Watching;

/** What another worker does between a reading of the groups and what is written of it; it takes as long as a channel's turn. */
type Meanwhile = 'nothing' | 'more arrives' | 'a job is done';
/** For one reading after the other, and then again. */
let interruptions: readonly Meanwhile[] = [];
let readings = 0;
let isInterrupting = false;
/** What is still to arrive. */
let toCome: ArrivedJob[] = [];

const interruption = (): Job | undefined => {
  const what = interruptions[readings++ % interruptions.length];
  if (what === 'more arrives') return toCome.shift();
  return what === 'a job is done' ? bot.queue()[0] : undefined;
};
const interrupt = async (): Promise<void> => {
  const job = isInterrupting ? undefined : interruption();
  if (job === undefined) return;
  isInterrupting = true;
  await bot.deliver(job);
  bot.wait(2);
  isInterrupting = false;
};

beforeAll(async () => {
  bot = await startWatching({ meanwhile: interrupt });
  await bot.type('type:queue');
});
afterAll(() => bot.stop());

let runs = 0;

interface Event {
  readonly role: number;
  readonly second: number;
}

const recordsOf = (events: readonly Event[], start: number, of: string) =>
  events.map(({ role, second }, n) =>
    terraformEvent({
      ...{ instance: PROD, role: `${of}-${role}`, session: 'run', time: new Date(start + second * 1000) },
      ...{ eventId: idFrom(`${of} ${n}`), eventName: 'UpdateQueueMaxContacts' },
      requestParameters: { QueueId: idInProd('queue', 'Billing'), MaxContacts: n + 1 },
    }),
  );

/** How many changes all messages about a role tell. */
const toldOf = (role: string): number =>
  bot.slack
    .messages()
    .filter(({ channel, text }) => channel === OPS && text.includes(role))
    .map((message) => Number(/: (\d+) changes/.exec(textOf(message))?.[1] ?? 1))
    .reduce((sum, count) => sum + count, 0);

const events = fc.array(fc.record({ role: fc.nat(1), second: fc.nat(1_500) }), { minLength: 1, maxLength: 12 });
const deliveries = events.chain((all) =>
  fc.record({
    all: fc.constant(all),
    /** Each delivery brings some of the events, by their places; what was brought may come again. */
    brought: fc.array(fc.subarray([...all.keys()], { minLength: 1 }), { maxLength: 5 }),
    /** How many of the jobs that wait are done while one more delivery is taken in, and whether all of that is done by two workers at once. */
    done: fc.array(fc.record({ count: fc.nat(3), twice: fc.boolean() }), { minLength: 6, maxLength: 6 }),
    interrupted: fc.array(fc.constantFrom<Meanwhile>('nothing', 'more arrives', 'a job is done'), { maxLength: 5 }),
  }),
);

const ONE_JOB = { count: 1, twice: false };
const NO_JOB = { count: 0, twice: false };

/** Always tried, as chance comes upon them seldom. */
const SELDOM = [
  // The first change is told between a reading of the groups and the writing that adds the second one.
  {
    all: [
      { role: 0, second: 216 },
      { role: 0, second: 1_412 },
    ],
    brought: [[1]],
    done: [NO_JOB, { count: 0, twice: true }],
    interrupted: ['a job is done' as const],
  },
  // A second worker takes a group up that the first one is about to tell.
  {
    all: [{ role: 0, second: 0 }],
    brought: [],
    done: [NO_JOB, ONE_JOB],
    interrupted: ['nothing' as const, 'a job is done' as const],
  },
  // More arrives for a group between its telling and the note of it.
  {
    all: [0, 1, 2].map((second) => ({ role: 0, second })),
    brought: [[0], [1]],
    done: [NO_JOB, ONE_JOB],
    interrupted: [...Array<'nothing'>(4).fill('nothing'), 'more arrives' as const],
  },
];

it('whatever is delivered twice, in parts, in any order, or to two workers at once, each change is told once', async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, async ({ all, brought, done, interrupted }) => {
      interruptions = interrupted;
      readings = 0;
      runs += 1;
      const of = `pipeline${runs}x`;
      bot.wait(1_600);
      const start = bot.now().getTime() - 1_500_000;
      const records = recordsOf(all, start, of);
      await bot.account.ingest?.(records, async () => {});
      const jobOf = (places: readonly number[]): ArrivedJob => {
        const times = places.map((n) => records[n]?.eventTime ?? '').sort();
        const eventIds = places.map((n) => records[n]?.eventID ?? '');
        return { version: 1, kind: 'arrived', from: times[0] ?? '', to: times.at(-1) ?? '', eventIds };
      };
      const left = [...all.keys()].filter((n) => !brought.flat().includes(n));
      toCome = [...brought, left].filter(({ length }) => length > 0).map(jobOf);
      for (const { count, twice } of done) {
        const jobs: readonly Job[] = [...toCome.splice(0, 1), ...bot.queue().slice(0, count)];
        await Promise.all([...jobs, ...(twice ? jobs : [])].map(bot.deliver));
      }
      interruptions = [];
      await bot.settle();
      const posts = bot.posts.length;
      for (const places of brought) await bot.deliver(jobOf(places));
      await bot.settle();
      expect({ dead: bot.dead, posts: bot.posts.length }).toEqual({ dead: [], posts });
      for (const role of new Set(all.map((event) => event.role))) {
        const own = all.filter((event) => event.role === role).length;
        expect([role, toldOf(`${of}-${role}`)]).toEqual([role, own]);
      }
    }),
    { numRuns: 25, examples: SELDOM.map((one): [typeof one] => [one]) },
  );
});

it('delivered once more in the end, nothing is told', async () => {
  const before = bot.slack.messages().length;
  const posts = bot.posts.length;
  const record = recordsOf([{ role: 0, second: 0 }], bot.now().getTime(), 'again');
  await bot.ingest(record);
  await bot.settle();
  await bot.ingest(record);
  await bot.settle();
  expect(bot.slack.messages()).toHaveLength(before + 1);
  expect(bot.posts).toHaveLength(posts + 1);
});
