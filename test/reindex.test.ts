import { deflateRawSync } from 'node:zlib';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { createChangeIndex, indexTableDefinition } from '../bot/aws/change-index';
import { directoryTableDefinition } from '../bot/aws/directory-table';
import { openIndexWriter } from '../bot/aws/index-writer';
import { partition, type RecordItem, recordIn } from '../bot/index/index-item';
import { unusableItem } from '../bot/index/unusable';
import { createTable, type LocalDynamo, startLocalDynamo } from '../bot/local/dynamo';
import { type ReindexDeps, reindex } from '../bot/reindex';
import { NOW } from './support/account/world';
import { index, itemsIn } from './support/indexing';
import { polls, smallAccount } from './support/small-account';
import { textsOf } from './support/texts-of';

const now = (): Date => NOW;
const events = smallAccount(9).events.slice(0, 24);
/** Reaches back to the first of them. */
const retentionDays = 80;
let dynamo: LocalDynamo;
let tables = 0;
let clean: Record<string, unknown>[];

beforeAll(async () => {
  dynamo = await startLocalDynamo({ clean: indexTableDefinition, 'clean-directory': directoryTableDefinition });
  await index(
    events,
    { client: dynamo.client, indexTable: 'clean', directoryTable: 'clean-directory', retentionDays },
    now,
  );
  clean = await itemsIn(dynamo.client, 'clean');
});
afterAll(() => dynamo.close());

/** The index as an older program would have left it: filed under what it should not be, and not under what it should. */
const madeByAnOlderProgram = async () => {
  tables += 1;
  const own = { indexTable: `index-${tables}`, directoryTable: `directory-${tables}` };
  await createTable(dynamo.client, own.indexTable, indexTableDefinition);
  await createTable(dynamo.client, own.directoryTable, directoryTableDefinition);
  await index(events, { client: dynamo.client, ...own, retentionDays }, now);
  const put = (Item: Record<string, unknown>) =>
    dynamo.client.send(new PutCommand({ TableName: own.indexTable, Item }));
  for (const item of await itemsIn(dynamo.client, own.indexTable)) {
    const { pk, sk } = item;
    if (item.record !== undefined) {
      await put({ ...item, v: 0, under: [...(item.under as string[]), 'own#elsewhere'] });
      await put({ pk: 'own#elsewhere', sk, v: 0, change: '{"of":"an older shape"}', expiresAt: item.expiresAt });
    } else if (String(pk).startsWith('named#')) {
      await dynamo.client.send(new DeleteCommand({ TableName: own.indexTable, Key: { pk, sk } }));
    } else if (item.change !== undefined) {
      await put({ ...item, v: 0, change: '{"of":"an older shape"}' });
    }
  }
  const { learn } = openIndexWriter({ client: dynamo.client, ...own, retentionDays, now });
  const changes = createChangeIndex({ client: dynamo.client, tableName: own.indexTable, now });
  const deps: ReindexDeps = { ...changes, learn, retentionDays };
  return { own, deps, items: () => itemsIn(dynamo.client, own.indexTable), changes };
};

describe('making the index anew', () => {
  it('gives the index that this program makes of the same records, item for item', async () => {
    const older = await madeByAnOlderProgram();
    expect(await older.items()).not.toEqual(clean);
    const counts = await reindex(older.deps);
    expect(await older.items()).toEqual(clean);
    expect(counts.refiled).toBe(counts.records);
    expect(counts.retired).toBe(0);
  });

  it('finds the answers before it has run, too', async () => {
    const older = await madeByAnOlderProgram();
    const { change } = clean.find(({ pk }) => String(pk).startsWith('own#')) as { change: string };
    const { resource, eventId } = JSON.parse(change);
    const found = await older.changes.changes([partition.own(resource.id)]);
    expect(found.map((one) => one.eventId)).toContain(eventId);
  });

  it('gives the same when it was stopped at any step', async () => {
    const older = await madeByAnOlderProgram();
    for (let n = 1; ; n += 1) {
      let steps = 0;
      const step = async <T>(work: () => Promise<T>): Promise<T> => {
        steps += 1;
        if (steps === n) throw new Error('killed');
        return work();
      };
      const killed: ReindexDeps = {
        ...older.deps,
        put: (items, deleted) => step(() => older.deps.put(items, deleted)),
        learn: (facts) => step(() => older.deps.learn(facts)),
      };
      const ended = await reindex(killed).then(
        () => true,
        () => false,
      );
      if (ended) break;
    }
    expect(await older.items()).toEqual(clean);
  });

  it('tells what could not be told before', async () => {
    const older = await madeByAnOlderProgram();
    const [first, ...others] = events;
    await older.deps.put([
      unusableItem({ ...first, eventID: 'late' }, 'no good reason'),
      unusableItem('{"half":', 'not JSON'),
    ]);
    const { told } = await reindex(older.deps);
    expect(told).toBe(1);
    expect(await older.changes.record('late')).toEqual({ ...first, eventID: 'late' });
    expect(await textsOf(older.changes)).toEqual(['{"half":']);
    expect(others.length).toBeGreaterThan(0);
  });

  it('reads requests that an older program kept as text, and keeps those that are no JSON as what can’t be told', async () => {
    const older = await madeByAnOlderProgram();
    const [parsed, lost] = (await older.items()).filter(({ record }) => record !== undefined);
    const withRequest = async (item: typeof parsed, text: (request: unknown) => string) => {
      const json = recordIn(item ?? {}) as { requestParameters: unknown };
      const record = deflateRawSync(JSON.stringify({ ...json, requestParameters: text(json.requestParameters) }));
      await dynamo.client.send(new PutCommand({ TableName: older.own.indexTable, Item: { ...item, record } }));
    };
    await withRequest(parsed, (request) => JSON.stringify(request));
    await withRequest(lost, () => '{queueId=x}');
    expect(await reindex(older.deps)).toMatchObject({ retired: 1 });
    const of = ({ pk, sk }: { pk?: unknown; sk?: unknown }) => `${pk} ${sk}`;
    const kept = new Map((await older.items()).map((item) => [of(item), item]));
    expect(kept.get(of(parsed ?? {}))).toEqual(clean.find((item) => of(item) === of(parsed ?? {})));
    expect(await older.changes.unusable()).toEqual([
      expect.objectContaining({ because: 'its requestParameters are a text that is not JSON' }),
    ]);
  });

  it('goes on past what is still larger than the index can hold', async () => {
    const older = await madeByAnOlderProgram();
    const [first] = events;
    // Short values are not cut; so many of them are more than an item holds.
    const Tags = Object.fromEntries(Array.from({ length: 4_000 }, (_, n) => [`tag ${n}`, 'x'.repeat(150)]));
    const requestParameters = { ...(first?.requestParameters as object), Tags };
    const large = { ...first, eventID: 'large', requestParameters };
    await older.deps.put([unusableItem(large, 'it is larger than the index can hold')]);
    const { told } = await reindex(older.deps);
    expect(told).toBe(0);
    expect(await textsOf(older.changes)).toEqual([JSON.stringify(large)]);
  });

  it('holds no more than one of them at once, each no longer than a record may be', async () => {
    const older = await madeByAnOlderProgram();
    const long = (letter: string) => unusableItem(letter.repeat(5_000_000), 'its text is no JSON');
    await older.deps.put(['a', 'b', 'c'].map(long));
    let [begun, done] = [0, 0];
    async function* oneByOne() {
      for await (const text of older.changes.unusableTexts()) {
        expect(text.text.length).toBeLessThan(2_100_000);
        expect(begun - done).toBe(0);
        begun += 1;
        yield text;
        done += 1;
      }
    }
    expect(await reindex({ ...older.deps, unusableTexts: oneByOne })).toMatchObject({ told: 0 });
    expect([begun, done]).toEqual([3, 3]);
  });

  it('keeps the record of what it takes for no change any more', async () => {
    const older = await madeByAnOlderProgram();
    const [poll] = polls(1);
    const record = clean.find((item) => item.record !== undefined) as unknown as RecordItem;
    const day = `day#${String(record.sk).slice(0, 10)}`;
    const made = unusableItem(poll, 'a read');
    await older.deps.put([
      {
        ...record,
        pk: 'event#poll',
        sk: `${poll?.eventTime}#poll`,
        record: made.record,
        under: ['own#x', day],
      },
    ]);
    await older.deps.put([{ pk: day, sk: `${poll?.eventTime}#poll`, v: 0, change: '{}', expiresAt: record.expiresAt }]);
    const { retired } = await reindex(older.deps);
    expect(retired).toBe(1);
    const kept = (await older.items()).filter(({ sk }) => String(sk).endsWith('#poll'));
    expect(kept.map(({ pk }) => pk)).toEqual(['event#poll', 'retired']);
    expect(recordIn(kept[0] ?? {})).toEqual(poll);
  });
});
