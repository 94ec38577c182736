import fc from 'fast-check';
import { createChangeIndex, indexTableDefinition } from '../bot/aws/change-index';
import { directoryTableDefinition } from '../bot/aws/directory-table';
import { createIngester, type IngestDeps } from '../bot/ingest-events';
import { type LocalDynamo, startLocalDynamo } from '../bot/local/dynamo';
import { NOW } from './support/account/world';
import { index, ingestDeps, itemsIn } from './support/indexing';
import { polls, smallAccount } from './support/small-account';
import { textsOf } from './support/texts-of';

const now = (): Date => NOW;
const small = smallAccount(7);
const events = small.events.slice(0, 60);
let dynamo: LocalDynamo;
let tables = 0;

beforeAll(async () => {
  dynamo = await startLocalDynamo({ clean: indexTableDefinition, 'clean-directory': directoryTableDefinition });
  await index(events, { client: dynamo.client, indexTable: 'clean', directoryTable: 'clean-directory' }, now);
});
afterAll(() => dynamo.close());

/** Empty tables of their own. */
const emptyTables = async () => {
  tables += 1;
  const [indexTable, directoryTable] = [`index-${tables}`, `directory-${tables}`];
  const { createTable } = await import('../bot/local/dynamo');
  await createTable(dynamo.client, indexTable, indexTableDefinition);
  await createTable(dynamo.client, directoryTable, directoryTableDefinition);
  return { client: dynamo.client, indexTable, directoryTable };
};

const cleanItems = () => itemsIn(dynamo.client, 'clean');

describe('ingestion', () => {
  it('gives the same index whatever the order, the number of deliveries and how they are cut into batches', async () => {
    const expected = await cleanItems();
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
        fc.integer({ min: 1, max: 50 }),
        async (delivered, size) => {
          const own = await emptyTables();
          for (let at = 0; at < delivered.length; at += size) await index(delivered.slice(at, at + size), own, now);
          expect(await itemsIn(dynamo.client, own.indexTable)).toEqual(expected);
        },
      ),
      { numRuns: 4 },
    );
  });

  it('gives the same index when it is stopped at any step and begun again', async () => {
    const expected = await cleanItems();
    const own = await emptyTables();
    const whole = ingestDeps(own, now);
    let steps = 0;
    /** Writes half of what it is given and ends there, at the n-th step. */
    const killedAt = (n: number): IngestDeps => ({
      ...whole,
      put: async (items) => {
        steps += 1;
        if (steps === n) {
          await whole.put(items.slice(0, items.length / 2));
          throw new Error('killed');
        }
        await whole.put(items);
      },
      learn: async (facts) => {
        steps += 1;
        if (steps === n) throw new Error('killed');
        await whole.learn(facts);
      },
    });
    for (let n = 1; ; n += 1) {
      steps = 0;
      const ingester = createIngester(killedAt(n));
      const run = async (): Promise<void> => {
        for (let at = 0; at < events.length; at += 30) {
          await ingester.add(events.slice(at, at + 30));
          await ingester.flush();
        }
      };
      const ended = await run().then(
        () => true,
        () => false,
      );
      expect(ended).toBe(steps < n);
      if (ended) break;
    }
    expect(await itemsIn(dynamo.client, own.indexTable)).toEqual(expected);
  });

  it('says of a failed write that it failed, at the latest when it is flushed', async () => {
    const failing: IngestDeps = {
      put: async () => {
        throw new Error('the table is away');
      },
      learn: async () => {},
      retentionDays: 400,
      now,
    };
    const ingester = createIngester(failing);
    await ingester.add(events);
    await expect(ingester.flush()).rejects.toThrow('the table is away');
  });

  it('counts a change once that several records tell, and one that corrects another', async () => {
    const [change] = events;
    const corrected = {
      ...change,
      eventID: 'corrected',
      addendum: { reason: 'UPDATED_DATA', originalEventID: 'other' },
    };
    const records = [change, change, { ...change, eventID: 'other' }, corrected, corrected];
    const counts = await index(records, await emptyTables(), now);
    expect(counts).toMatchObject({ changes: 2, repeats: 3, unusable: 0 });
  });

  it('counts every record as one thing, and keeps what it can’t tell', async () => {
    const own = await emptyTables();
    const [change, noise] = [events[0], polls(1)[0]];
    const spoilt = { ...change, eventID: 'spoilt', eventTime: 'yesterday' };
    const old = { ...change, eventID: 'old', eventTime: '2020-01-01T00:00:00Z' };
    const counts = await index([change, noise, { eventSource: 's3.amazonaws.com' }, spoilt, old, '{"half":'], own, now);
    expect(counts).toEqual({ changes: 1, repeats: 0, leftOut: 1, foreign: 1, tooOld: 1, unusable: 2 });
    const kept = createChangeIndex({ client: dynamo.client, tableName: own.indexTable, now });
    expect(await kept.unusable()).toEqual(
      expect.arrayContaining([{ because: 'its eventTime is not a time' }, { because: 'its text is no JSON' }]),
    );
    expect((await textsOf(kept)).sort()).toEqual([JSON.stringify(spoilt), '{"half":'].sort());
  });

  it('waits for the table where more comes than can be written', async () => {
    let waiting = 0;
    let most = 0;
    const slow: IngestDeps = {
      put: async (items) => {
        waiting += items.length;
        most = Math.max(most, waiting);
        await new Promise((resolve) => setImmediate(resolve));
        waiting -= items.length;
      },
      learn: async () => {},
      retentionDays: 400,
      now,
    };
    const ingester = createIngester(slow);
    for (let n = 0; n < 100; n += 1) await ingester.add(events);
    await ingester.flush();
    expect(Object.values(ingester.counts).reduce((sum, count) => sum + count)).toBe(100 * events.length);
    expect(most).toBeLessThan(2_000);
  });
});
