import { createStateTable, stateTableDefinition } from '../../bot/aws/state-table';
import { type LocalDynamo, startLocalDynamo } from '../../bot/local/dynamo';

const START = Date.parse('2026-11-20T00:00:00Z');
const after = (seconds: number) => ({ leaseSeconds: 90, now: new Date(START + seconds * 1000) });
const DAY = 24 * 3600;

let dynamo: LocalDynamo;
const process = () => createStateTable({ client: dynamo.client, tableName: 'state' });

beforeAll(async () => {
  dynamo = await startLocalDynamo({ state: stateTableDefinition });
});
afterAll(() => dynamo.close());

it('Of many processes that claim the same work at once, one gets it', async () => {
  const claimed = await Promise.all(Array.from({ length: 30 }, () => process().claim('one of many', after(0))));
  expect(claimed.filter((outcome) => outcome === 'mine')).toHaveLength(1);
  expect(claimed.filter((outcome) => outcome === 'taken')).toHaveLength(29);
});

it('When the lease has run out, one of many gets it again', async () => {
  expect(await process().claim('lapsed', after(0))).toBe('mine');
  expect(await process().claim('lapsed', after(89))).toBe('taken');
  const claimed = await Promise.all(Array.from({ length: 30 }, () => process().claim('lapsed', after(90))));
  expect(claimed.filter((outcome) => outcome === 'mine')).toHaveLength(1);
});

it('Finished work is done for a day, however old its lease', async () => {
  const worker = process();
  await worker.claim('finished', after(0));
  await worker.finish('finished');
  expect(await process().claim('finished', after(1))).toBe('done');
  expect(await process().claim('finished', after(DAY - 1))).toBe('done');
  expect(await process().claim('finished', after(DAY))).toBe('mine');
});

it('Released work can be claimed at once', async () => {
  const worker = process();
  await worker.claim('released', after(0));
  await worker.release('released');
  expect(await process().claim('released', after(1))).toBe('mine');
});

it('Who comes late releases nothing of those who took over', async () => {
  const slow = process();
  await slow.claim('slow', after(0));
  expect(await process().claim('slow', after(100))).toBe('mine');
  await slow.release('slow');
  expect(await process().claim('slow', after(101))).toBe('taken');
});

it('A release takes back nothing that was finished', async () => {
  const worker = process();
  await worker.claim('both', after(0));
  await process().finish('both');
  await worker.release('both');
  expect(await process().claim('both', after(1))).toBe('done');
});

it('Nothing is finished or released that nobody claimed', async () => {
  await process().finish('never');
  await process().release('never');
  expect(await process().claim('never', after(0))).toBe('mine');
});
