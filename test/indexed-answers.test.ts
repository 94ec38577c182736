import type { Answer } from '../bot/answer/answer';
import { NOW } from './support/account/world';
import { daysAgo } from './support/account-answers';
import {
  askAll,
  heldInIndex,
  type OpenAccount,
  openAccount,
  REGIONS,
  SETTLED_TO,
  someQuestions,
} from './support/held-against-records';
import { index, prove } from './support/indexing';
import { smallAccount } from './support/small-account';

/** The generated accounts of the former questions, now answered from the index, and from a mix of both. */
jest.setTimeout(120_000);
const closers: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});

const sourcesOf = (answers: readonly Answer[]) =>
  answers.map(({ coverage }) => new Set(coverage.sources.map(({ kind }) => kind)));
const cutAmong = (answers: readonly Answer[]) => answers.filter(({ coverage }) => coverage.cut);

describe('the answers out of the index', () => {
  it.each([1, 2, 3])('are those that reading every record gives, account %i', async (seed) => {
    const { wrong, answers, lookUps } = await heldInIndex(seed, 5);
    expect(wrong).toEqual([]);
    expect(cutAmong(answers)).toEqual([]);
    expect(lookUps).toBe(0);
    expect(sourcesOf(answers).some((kinds) => kinds.has('index'))).toBe(true);
  });
});

const opened = async (seed: number): Promise<OpenAccount> => {
  const account = await openAccount(smallAccount(seed));
  closers.push(account.live.close);
  return account;
};

describe('the answers out of an index with a gap in the middle', () => {
  /** From a third to two thirds of what happened. */
  const gapOf = ({ small }: OpenAccount): readonly [string, string] => {
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
    const { small, account, live } = mixed;
    const [from, to] = gapOf(mixed);
    const isInGap = (time: string): boolean => time >= from && time <= to;
    const held = small.events.filter(({ eventTime }, n) => !isInGap(eventTime) || isDelivered(n));
    expect(held.length).toBeLessThan(small.events.length);
    const tables = { client: live.dynamo.client };
    await index(held, tables, () => NOW);
    await prove(tables, REGIONS, [daysAgo(120), secondBefore(from)], [secondAfter(to), SETTLED_TO]);
    const { wrong, answers } = await askAll(live.indexed().answer, account, someQuestions(account, seed, 8));
    expect(wrong).toEqual([]);
    expect(cutAmong(answers)).toEqual([]);
    expect(live.aws.calls.filter(({ operation }) => operation === 'LookupEvents').length).toBeGreaterThan(1);
    expect(sourcesOf(answers).map(({ size }) => size)).toContain(2);
  });
});

describe('the answers out of an index that holds nothing', () => {
  it('are those of live CloudTrail', async () => {
    const { account, live } = await opened(6);
    const { wrong, answers } = await askAll(live.indexed().answer, account, someQuestions(account, 6, 20));
    expect(wrong).toEqual([]);
    expect(sourcesOf(answers).some((kinds) => kinds.has('index'))).toBe(false);
  });
});
