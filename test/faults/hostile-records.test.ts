import { randomBytes } from 'node:crypto';
import { messageOfAnswer } from '../../bot/answer/answer-message';
import { answerToJson } from '../../bot/answer/to-json';
import { answerQuestion } from '../../bot/answer-question';
import { indexTableDefinition } from '../../bot/aws/change-index';
import { directoryTableDefinition } from '../../bot/aws/directory-table';
import { detailsJob } from '../../bot/details-job';
import { directoryOf } from '../../bot/directory/directory';
import { createIngester, type Ingested } from '../../bot/ingest-events';
import type { CloudTrailRecord } from '../../bot/local/aws/local-account';
import { type LocalDynamo, startLocalDynamo } from '../../bot/local/dynamo';
import { messageText } from '../../bot/local/message-text';
import { PROD } from '../../bot/local/sample/harbor';
import { sampleAccount } from '../../bot/local/sample/sample-account';
import { slackLimitErrors, slackViewErrors } from '../../bot/slack/limits';
import { messageBlocks } from '../../bot/slack/message-blocks';
import { detailsView } from '../../bot/slack/show-details';
import { queryOf } from '../support/account-answers';
import { answerToCsv } from '../support/answer-to-csv';
import { index, itemsIn } from '../support/indexing';
import { recordSource } from '../support/record-source';
import { spoilt } from '../support/spoilt';

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
    expect(counts).toEqual({ changes: 1, repeats: 0, leftOut: 0, foreign: 0, tooOld: 0, unusable: 1 });
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

/** One of each kind of record that there is in the sample account, by what happened and what sort of caller did it. */
const kinds = [
  ...new Map(
    sampleAccount(now()).events.map((event) => [
      `${event.eventName} by ${String((event.userIdentity as { type?: unknown }).type)}`,
      event,
    ]),
  ),
];

/** What may stand in the place of anything: no text, half a letter, far too long, and what keys and objects are made of. */
const ODD: readonly unknown[] = [
  ...[null, 7, -0.5, true, '', [], {}, [null], undefined],
  ...['\uD800', '\u0000', 'a#b#c', '__proto__', '<!channel>', 'x'.repeat(5_000), '請'.repeat(2_000)],
];

describe('of a record any part may be missing or odd:', () => {
  let dynamo: LocalDynamo;
  beforeAll(async () => {
    dynamo = await startLocalDynamo({ index: indexTableDefinition, directory: directoryTableDefinition });
  });
  afterAll(() => dynamo.close());

  it.each(kinds)('%s is taken into the tables and counted, and nothing is lost for it', async (_kind, event) => {
    const records = [...spoilt(event, ODD)];
    const { changes, repeats, leftOut, foreign, tooOld, unusable } = await index(
      records,
      { client: dynamo.client },
      now,
    );
    expect(changes + repeats + leftOut + foreign + tooOld + unusable).toBe(records.length);
  });

  it('what is written is text that any table takes: no half of a letter is in it', async () => {
    const half = JSON.parse('"Bil\\ud800ling"');
    const event = record({ requestParameters: { ...record({}).requestParameters, QueueId: half, Name: half } });
    const made = record({
      eventID: half,
      eventName: 'CreateQueue',
      requestParameters: { Name: half },
      responseElements: { QueueId: half },
    });
    await index([event, made], { client: dynamo.client }, now);
    const held = [...(await itemsIn(dynamo.client)), ...(await itemsIn(dynamo.client, 'directory'))];
    const texts = held.flatMap((item) => Object.values(item).flat()).filter((value) => typeof value === 'string');
    expect(texts.filter((text) => text.includes('Bil')).length).toBeGreaterThan(3);
    expect(texts.filter((text) => !text.isWellFormed())).toEqual([]);
  });

  const ARN_PARTS = ['aws', 'connect', 'us-east-1', '111122223333', 'instance/i', 'queue/q'] as const;
  it.each(ARN_PARTS)(
    'one with anything in the place of “%s” in its ARNs is counted, and so is the next',
    async (part) => {
      const { requestParameters } = record({});
      const own = (odd: string) => ARN_PARTS.map((one) => (one === part ? odd : one));
      for (const odd of ['', '\uD800', 'a#b', 'x'.repeat(5_000), '請'.repeat(2_000)]) {
        const [partition, service, region, account, instance, queue] = own(odd);
        const InstanceId = ['arn', partition, service, region, account, instance].join(':');
        const records = [
          record({ requestParameters: { ...requestParameters, InstanceId } }),
          record({ requestParameters: { ...requestParameters, QueueId: `${InstanceId}/${queue}` }, eventID: 'e2' }),
          record({ responseElements: { QueueArn: `${InstanceId}/${queue}` }, eventID: 'e3' }),
          record({ eventID: 'next' }),
        ];
        const { changes, unusable } = await index(records, { client: dynamo.client }, now);
        expect(changes + unusable).toBe(records.length);
      }
    },
  );

  it.each([600_000, 3_000_000])(
    'one of %d bytes is kept as one that can’t be told, as far as an item holds it',
    async (size) => {
      const Description = randomBytes(size).toString('latin1');
      const large = record({ requestParameters: { ...record({}).requestParameters, Description } });
      const counts = await index([large, record({ eventID: 'next' })], { client: dynamo.client }, now);
      expect(counts).toMatchObject({ changes: 1, unusable: 1 });
    },
  );
});

describe('whatever stands in a record,', () => {
  it.each(kinds)('%s is told as a message, in detail and in files, within what Slack takes', async (_kind, event) => {
    // A fifth of them, others for each part.
    const some = [...spoilt(event, ODD)].filter((_, n) => n % 5 === 0);
    const records = some.map((one, n) => withIdOf(one, event, n));
    const { find } = recordSource(records as readonly CloudTrailRecord[], now());
    const deps = { find, directory: directoryOf([]), learn: async () => {}, instances: [PROD], now };
    const answered = await answerQuestion(queryOf({}), deps);
    if (answered.kind !== 'answer') throw new Error(answered.mistake.message);
    const { answer } = answered;
    for (const change of answer.changes) {
      const message = messageOfAnswer(
        { ...answer, changes: [change], total: 1 },
        { now: now(), most: 6, command: '/connect-changes' },
      );
      const blocks = messageBlocks(message, now());
      expect(slackLimitErrors(blocks)).toEqual([]);
      messageText(blocks.blocks, 'UTC');
    }
    answerToCsv(answer, 'UTC');
    JSON.stringify(answerToJson(answer));
    await detailsJob(
      {
        version: 1,
        kind: 'details',
        id: 'd',
        userId: 'U1',
        askedAt: now().toISOString(),
        viewId: 'V1',
        metadata: '',
        eventIds: ['e'],
        at: 0,
      },
      {
        ...{ claim: async () => 'mine' as const, finish: async () => {}, release: async () => {}, now },
        answer: async () => answered,
        record: async () => records[0],
        log: (level, message) => {
          if (level === 'error') throw new Error(message);
        },
        show: async (_job, details) => expect(slackViewErrors(detailsView(details, '', now()))).toEqual([]),
      },
    );
  });
});

/** Two records of one id would be one. */
const withIdOf = (one: unknown, event: CloudTrailRecord, n: number): unknown =>
  typeof one === 'object' && one !== null && 'eventID' in one && one.eventID === event.eventID
    ? { ...one, eventID: `e${n}` }
    : one;
