import { createIngester, type Ingested } from '../../bot/ingest-events';

const now = (): Date => new Date('2026-11-21T12:00:00Z');

const nested = (levels: number, open: string, close: string): unknown =>
  JSON.parse(`${open.repeat(levels)}1${close.repeat(levels)}`);

const record = (members: object) => ({
  eventVersion: '1.08',
  eventSource: 'connect.amazonaws.com',
  eventName: 'UpdateQueueStatus',
  eventTime: '2026-11-21T11:00:00Z',
  awsRegion: 'us-east-1',
  eventID: 'e1',
  recipientAccountId: '111122223333',
  userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333' },
  requestParameters: { InstanceId: '12345678-1234-1234-1234-123456789012', QueueId: 'q1', Status: 'DISABLED' },
  ...members,
});

const ingested = async (records: readonly unknown[]) => {
  const items: Ingested[] = [];
  const ingester = createIngester({
    put: async (some) => void items.push(...some),
    learn: async () => undefined,
    retentionDays: 400,
    now,
  });
  await ingester.add(records);
  await ingester.flush();
  return { items, counts: { ...ingester.counts } };
};

describe.each([
  ['lists', nested(50_000, '[', ']')],
  ['members', nested(50_000, '{"a":', '}')],
])('a record that holds %s, 50,000 deep', (_what, deep) => {
  const { requestParameters } = record({});
  it.each([
    ['as its parameters', record({ requestParameters: deep })],
    ['in a parameter', record({ requestParameters: { ...requestParameters, Tags: deep } })],
    ['as whoever did it', record({ userIdentity: deep })],
    ['in what came of it', record({ responseElements: { Queue: deep } })],
    ['beside all that', record({ additionalEventData: deep })],
    ['all through', deep],
  ])('%s is kept as one that can’t be told, and the next one is told', async (_where, hostile) => {
    const { counts, items } = await ingested([hostile, record({ eventID: 'e2' })]);
    expect(counts).toEqual({ changes: 1, leftOut: 0, foreign: 0, tooOld: 0, unusable: 1 });
    const kept = items.filter(({ pk }) => pk === 'unusable');
    expect(kept).toMatchObject([{ because: 'it is nested deeper than any record' }]);
  });
});

it('a record as deep as records are is told', async () => {
  const { counts } = await ingested([record({ responseElements: { Queue: nested(150, '[', ']') } })]);
  expect(counts).toMatchObject({ changes: 1, unusable: 0 });
});

it.each(['__proto__', 'constructor', 'prototype'])(
  'a member “%s” changes nothing but the record that holds it',
  async (name) => {
    // A class is a way to the prototype too: `constructor.prototype`.
    const hostile = JSON.parse(`{"${name}":{"eventName":"DeleteQueue","polluted":true,"prototype":{"polluted":true}}}`);
    const { counts } = await ingested([
      record({ requestParameters: { ...record({}).requestParameters, Tags: hostile } }),
      record({ eventID: 'e2', ...hostile }),
    ]);
    expect(counts).toMatchObject({ changes: 2, unusable: 0 });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  },
);
