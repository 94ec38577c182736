import type { Answer } from '../bot/answer/answer';
import { answerIn, daysAgo, listedOf, liveAccount, queryOf } from './support/account-answers';
import { questionsOf } from './support/account-questions';
import { readAccount } from './support/brute-force';
import { disagreements } from './support/disagreements';
import { index, prove } from './support/indexing';
import { EAST, NOW, PROD, smallAccount } from './support/small-account';

/** The generated accounts of the former questions, now answered from the index, and from a mix of both. */
jest.setTimeout(120_000);
const AT = `${NOW.toISOString().slice(0, 19)}Z`;
const REGIONS = [PROD.region, EAST.region];
const minutesAgo = (minutes: number): string => daysAgo(minutes / 1440);
const closers: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});

const opened = async (seed: number) => {
  const small = smallAccount(seed);
  const account = readAccount(small.events, listedOf(small));
  const live = await liveAccount(small);
  closers.push(live.close);
  const tables = { client: live.dynamo.client };
  const lookUps = () => live.aws.calls.filter(({ operation }) => operation === 'LookupEvents').length;
  return { small, account, live, tables, lookUps, ...live.indexed() };
};

type Opened = Awaited<ReturnType<typeof opened>>;

/** Every n-th of the questions, each held against the records. */
const askAll = async ({ account, answer }: Opened, seed: number, every: number): Promise<readonly Answer[]> => {
  const answers: Answer[] = [];
  for (const { question, subject } of questionsOf(account, seed, 80).filter((_, at) => at % every === seed % every)) {
    const told = answerIn(await answer(queryOf(question, subject)));
    expect([question, disagreements(account, question, told, AT)]).toEqual([question, []]);
    expect([question, told.coverage.cut]).toEqual([question, undefined]);
    answers.push(told);
  }
  return answers;
};

/** What live CloudTrail was asked by; an event id is asked for at once, whatever is settled. */
const askedBy = ({ live }: Opened): ReadonlySet<string> =>
  new Set(
    live.aws.calls.flatMap(({ operation, input }) =>
      operation === 'LookupEvents'
        ? JSON.stringify(input.LookupAttributes).replace(/.*"AttributeKey":"(\w+)".*/, '$1')
        : [],
    ),
  );

describe('the answers out of the index', () => {
  it.each([1, 2, 3])('are those that reading every record gives, account %i', async (seed) => {
    const indexed = await opened(seed);
    await index(indexed.small.events, indexed.tables, () => NOW);
    await prove(indexed.tables, REGIONS, [daysAgo(120), minutesAgo(30)]);
    const answers = await askAll(indexed, seed, 5);
    expect([...askedBy(indexed)].filter((key) => key !== 'EventId')).toEqual([]);
    expect(answers.flatMap(({ coverage }) => coverage.sources.map(({ kind }) => kind))).toContain('index');
  });
});

describe('the answers out of an index with a gap in the middle', () => {
  /** From a third to two thirds of what happened. */
  const gapOf = ({ small }: Opened): readonly [string, string] => {
    const times = small.events.map(({ eventTime }) => eventTime).sort();
    const at = (part: number): string => times[Math.floor(times.length * part)] ?? '';
    return [at(1 / 3), at(2 / 3)];
  };
  const secondAfter = (time: string): string => `${new Date(Date.parse(time) + 1000).toISOString().slice(0, 19)}Z`;
  const secondBefore = (time: string): string => `${new Date(Date.parse(time) - 1000).toISOString().slice(0, 19)}Z`;

  it.each([
    ['nothing of it', 4, () => false],
    ['every other event of it, unproved', 5, (n: number) => n % 2 === 0],
  ])('are the same, where the index holds %s', async (_what, seed, isDelivered) => {
    const mixed = await opened(seed);
    const [from, to] = gapOf(mixed);
    const isInGap = (time: string): boolean => time >= from && time <= to;
    const held = mixed.small.events.filter(({ eventTime }, n) => !isInGap(eventTime) || isDelivered(n));
    expect(held.length).toBeLessThan(mixed.small.events.length);
    await index(held, mixed.tables, () => NOW);
    await prove(mixed.tables, REGIONS, [daysAgo(120), secondBefore(from)], [secondAfter(to), minutesAgo(30)]);
    const answers = await askAll(mixed, seed, 8);
    expect(askedBy(mixed).size).toBeGreaterThan(1);
    const kinds = answers.map(({ coverage }) => new Set(coverage.sources.map(({ kind }) => kind)).size);
    expect(kinds).toContain(2);
  });
});

describe('the answers out of an index that holds nothing', () => {
  it('are those of live CloudTrail', async () => {
    const empty = await opened(6);
    const answers = await askAll(empty, 6, 20);
    expect(answers.flatMap(({ coverage }) => coverage.sources.map(({ kind }) => kind))).not.toContain('index');
  });
});
