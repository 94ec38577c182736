import { createPacer, type PacerDeps } from '../../bot/aws/pacer';
import { stateTableDefinition } from '../../bot/aws/state-table';
import { type LocalDynamo, localDynamoClient, startLocalDynamo } from '../../bot/local/dynamo';
import { machineClock } from '../../bot/time/clock';
import { tableInMemory } from '../support/table-in-memory';

let dynamo: LocalDynamo;
let accounts = 0;
/** The second stands in for the first in simulations of thousands of worlds, and has to be like it. */
const TABLES = ['a real table', 'the table in memory'] as const;
type Table = (typeof TABLES)[number];
const inMemory = tableInMemory();
beforeAll(async () => {
  dynamo = await startLocalDynamo({ state: stateTableDefinition });
});
afterAll(() => dynamo.close());

/**
 * A clock that moves only when every worker sleeps, and then to the first one's waking: minutes of waiting in no time, in the
 * order in which it would happen. Workers run in processes of their own, that is with clients and pacers of their own.
 */
const createWorld = (table: Table) => {
  const account = String(accounts++);
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  const calls: { readonly worker: string; readonly ms: number }[] = [];
  let ms = Date.parse('2026-11-20T00:00:00Z');
  let awake = 0;
  const moveOn = () => {
    if (awake > 0 || sleepers.length === 0) return;
    sleepers.sort((a, b) => a.until - b.until);
    const first = sleepers.shift();
    ms = Math.max(ms, first?.until ?? ms);
    awake += 1;
    first?.wake();
  };
  const sleep = async (duration: number) => {
    await new Promise<void>((wake) => {
      sleepers.push({ until: ms + duration, wake });
      awake -= 1;
      moveOn();
    });
  };
  const now = () => new Date(ms);
  const clock = { ...machineClock, now, sleep };
  const pacer = (options: Partial<PacerDeps> = {}) =>
    createPacer({
      client: table === 'a real table' ? localDynamoClient(dynamo.url) : inMemory,
      tableName: 'state',
      account,
      region: 'us-east-1',
      clock,
      ...options,
    });
  const run = async (...workers: (() => Promise<void>)[]) => {
    awake = workers.length;
    await Promise.all(
      workers.map(async (work) => {
        await work();
        awake -= 1;
        moveOn();
      }),
    );
  };
  const calling = (worker: string, n: number, options: Partial<PacerDeps> = {}) => {
    const paced = pacer(options);
    return async () => {
      for (let i = 0; i < n; i += 1) {
        await paced.reserve();
        // As a worker's own clock tells it: in whole milliseconds.
        calls.push({ worker, ms: now().getTime() });
      }
    };
  };
  return { pacer, run, calling, calls, clock, now };
};
const gaps = (calls: readonly { readonly ms: number }[]): number[] =>
  calls
    .map(({ ms }) => ms)
    .sort((a, b) => a - b)
    .flatMap((ms, i, all) => (i === 0 ? [] : [ms - (all[i - 1] ?? 0)]));
const of = <C extends { readonly worker: string }>(calls: readonly C[], worker: string): C[] =>
  calls.filter((call) => call.worker === worker);

describe.each(TABLES)('the pacer, by %s,', (table) => {
  it('never lets three processes call less than 510 ms apart, and wastes nothing', async () => {
    const { run, calling, calls } = createWorld(table);
    await run(calling('a', 20), calling('b', 20), calling('c', 20));
    expect(calls).toHaveLength(60);
    expect(new Set(gaps(calls))).toEqual(new Set([510]));
  });

  it('lets the calls of one process that ask at once wait in line', async () => {
    const { run, pacer, calls, now } = createWorld(table);
    const paced = pacer();
    await run(async () => {
      const turn = async (worker: string) => {
        await paced.reserve();
        calls.push({ worker, ms: now().getTime() });
      };
      await Promise.all(['1', '2', '3', '4'].map(turn));
    });
    expect(calls.map(({ worker }) => worker)).toEqual(['1', '2', '3', '4']);
    expect(gaps(calls)).toEqual([510, 510, 510]);
  });

  it('shares evenly: nobody waits for all that another process has to ask', async () => {
    const { run, calling, calls } = createWorld(table);
    await run(calling('many', 40), calling('few', 3));
    const lastOfFew = Math.max(...of(calls, 'few').map(({ ms }) => ms));
    expect(of(calls, 'many').filter(({ ms }) => ms < lastOfFew).length).toBeLessThanOrEqual(4);
  });

  it('lets no background work in while questions are asked, and gives it half of the rate at most', async () => {
    const { run, calling, calls } = createWorld(table);
    await run(calling('question', 10), calling('background', 10, { priority: 'background' }));
    const lastQuestion = Math.max(...of(calls, 'question').map(({ ms }) => ms));
    expect(of(calls, 'background').filter(({ ms }) => ms < lastQuestion).length).toBeLessThanOrEqual(1);
    expect(Math.min(...gaps(of(calls, 'background')))).toBeGreaterThanOrEqual(1020);
    expect(Math.min(...gaps(calls))).toBeGreaterThanOrEqual(510);
  });

  it('rests after a throttle, and goes more slowly for a moment, in every process', async () => {
    const { run, pacer, calling, calls, now } = createWorld(table);
    const start = now().getTime();
    const random = () => 0.5;
    const [told, other] = [pacer({ random }), calling('other', 20, { random })];
    await run(async () => {
      await told.reserve();
      await told.throttled();
      await other();
    });
    const times = calls.map(({ ms }) => ms - start);
    // One process learns of it with its first slot.
    const [, second = 0, ...later] = gaps(calls);
    expect(second).toBeGreaterThan(510);
    expect(later.slice(-10)).toEqual(Array(10).fill(510));
    // What one throttle costs all those that come after it.
    const [last = 0] = times.slice(-1);
    expect(last - 19 * 510).toBeLessThan(2_000);
  });

  it('goes ever more slowly where throttles go on', async () => {
    const { run, pacer, now } = createWorld(table);
    const paced = pacer({ random: () => 0.5 });
    const times: number[] = [];
    await run(async () => {
      for (let n = 0; n < 20; n += 1) {
        await paced.reserve();
        times.push(now().getTime());
        await paced.throttled();
      }
    });
    const waits = times.slice(1).map((time, n) => time - (times[n] ?? 0));
    expect(Math.min(...waits.slice(-5))).toBeGreaterThan(3 * Math.min(...waits));
  });

  it('does not wait for a slot that a wrong clock set far ahead', async () => {
    const { run, pacer, calling, calls, clock, now } = createWorld(table);
    const wrong = { ...clock, now: () => new Date(now().getTime() + 3_600_000) };
    await pacer({ clock: wrong }).reserve();
    const start = now().getTime();
    await run(calling('a', 3));
    expect(calls.map(({ ms }) => ms - start)).toEqual([0, 510, 1020]);
  });

  it('lets an aborted call go at once, in line or waiting for its slot', async () => {
    const paced = createPacer({
      client: table === 'a real table' ? dynamo.client : inMemory,
      tableName: 'state',
      account: 'abort',
      region: 'x',
      intervalMs: 20_000,
    });
    await paced.reserve();
    const [waiting, inLine] = [new AbortController(), new AbortController()];
    const turns = [paced.reserve(waiting.signal), paced.reserve(inLine.signal)].map((turn) =>
      turn.catch((error: unknown) => error),
    );
    inLine.abort(new Error('no longer in line'));
    expect(await turns[1]).toEqual(new Error('no longer in line'));
    waiting.abort(new Error('no longer waiting'));
    expect(await turns[0]).toEqual(new Error('no longer waiting'));
    await expect(paced.reserve(AbortSignal.abort(new Error('never began')))).rejects.toThrow('never began');
  });
});
