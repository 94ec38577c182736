import { indexTableDefinition } from '../../bot/aws/change-index';
import { createProofTable } from '../../bot/aws/proof-table';
import { createTable, type LocalDynamo, startLocalDynamo } from '../../bot/local/dynamo';

const REGION = 'us-east-1';
let dynamo: LocalDynamo;
let tables = 0;

beforeAll(async () => {
  dynamo = await startLocalDynamo({});
});
afterAll(() => dynamo.close());

const empty = async () => {
  tables += 1;
  const tableName = `proofs-${tables}`;
  await createTable(dynamo.client, tableName, indexTableDefinition);
  return (retentionDays?: number) =>
    createProofTable({ client: dynamo.client, tableName, ...(retentionDays !== undefined && { retentionDays }) });
};

describe('what proves the index', () => {
  it('adds up, whoever adds it and however many do so at once', async () => {
    const open = await empty();
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        open().prove(REGION, 'EventName CreateQueue', { from: n * 10, to: n * 10 + 9 }),
      ),
    );
    await open().prove(REGION, 'EventName CreateQueue', { from: 500, to: 600 });
    const { proofs } = await open().reach(REGION);
    expect(proofs.get('EventName CreateQueue')).toEqual([
      { from: 0, to: 119 },
      { from: 500, to: 600 },
    ]);
    expect(await open().regions()).toEqual([REGION]);
  });

  it('is kept for each Region by itself', async () => {
    const open = await empty();
    await open().prove(REGION, 'everything', { from: 0, to: 9 });
    expect((await open().reach('eu-west-2')).proofs.size).toBe(0);
  });

  it('holds no longer where changes are to be kept for longer than when it was read: those are on their way out', async () => {
    const open = await empty();
    await open(30).prove(REGION, 'everything', { from: 0, to: 9 });
    expect((await open(30).reach(REGION)).proofs.get('everything')).toEqual([{ from: 0, to: 9 }]);
    expect((await open(400).reach(REGION)).proofs.get('everything')).toBeUndefined();
    await open(400).prove(REGION, 'everything', { from: 100, to: 109 });
    expect((await open(400).reach(REGION)).proofs.get('everything')).toEqual([{ from: 100, to: 109 }]);
  });

  it('holds where they are kept for less, and not once they are kept for longer again', async () => {
    const open = await empty();
    await open(400).prove(REGION, 'everything', { from: 0, to: 9 });
    await open(30).prove(REGION, 'everything', { from: 10, to: 19 });
    expect((await open(30).reach(REGION)).proofs.get('everything')).toEqual([{ from: 0, to: 19 }]);
    expect((await open(400).reach(REGION)).proofs.get('everything')).toBeUndefined();
  });

  it('remembers how walks ended, and times only move on', async () => {
    const open = await empty();
    const eventsAnHour = new Map([['connect.amazonaws.com', 41.26]]);
    await open().noteWalk(REGION, {
      walkedTo: '2026-11-20T10:00:00Z',
      newestEvent: '2026-11-20T09:59:00Z',
      eventsAnHour,
    });
    await open().noteWalk(REGION, { walkedTo: '2026-11-20T09:00:00Z' });
    await open().noteDelivered(REGION, '2026-11-20T10:05:00Z');
    await open().noteDelivered(REGION, '2026-11-20T10:04:00Z');
    expect(await open().reach(REGION)).toEqual({
      proofs: new Map(),
      walkedTo: '2026-11-20T10:00:00Z',
      newestEvent: '2026-11-20T09:59:00Z',
      delivered: '2026-11-20T10:05:00Z',
      eventsAnHour: new Map([['connect.amazonaws.com', 41.3]]),
    });
  });
});
