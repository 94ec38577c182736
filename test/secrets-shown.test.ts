import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import type { Answer } from '../bot/answer/answer';
import { messageOfAnswer } from '../bot/answer/answer-message';
import { detailsMessage } from '../bot/answer/details-message';
import { maskedRecord } from '../bot/answer/masked-record';
import type { Message } from '../bot/answer/message';
import { answerToJson } from '../bot/answer/to-json';
import type { JsonValue } from '../bot/change/change';
import { normalize } from '../bot/change/normalize';
import { detailOfDigest } from '../bot/digest/detail';
import { digestOf, messageOfDigest } from '../bot/digest/digest';
import { itemsOf } from '../bot/index/index-item';
import { terminalText } from '../bot/local/terminal';
import { trailAnswerer } from '../bot/local/trail-answerer';
import { lineOf } from '../bot/log';
import { parseQuery } from '../bot/query/parse-query';
import { messageBlocks } from '../bot/slack/message-blocks';
import { groupMessage } from '../bot/watch/group-message';
import { answerToCsv } from './support/answer-to-csv';

const NOW = new Date('2026-11-21T12:00:00Z');
const INSTANCE = '11111111-2222-4333-8444-555555555555';
const QUEUE = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const ARN = `arn:aws:connect:us-east-1:111122223333:instance/${INSTANCE}/queue/${QUEUE}`;

const secrets = fc.stringMatching(/^[A-Za-z0-9]{3}[A-Za-z0-9_~.+/-]{8,20}[A-Za-z0-9]$/);
/** In any capitals, its words parted by anything. */
const names = fc
  .tuple(
    fc.constantFrom(
      'password',
      'api key',
      'auth token',
      'private key',
      'authorization',
      'x api key',
      'client secret',
      'passphrase',
    ),
    fc.constantFrom('', '-', '_'),
    fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
  )
  .map(([name, parting, capitals]) =>
    [...name.replaceAll(' ', parting)].map((letter, at) => (capitals[at] ? letter.toUpperCase() : letter)).join(''),
  );

type Planting = (secret: string, name: string) => JsonValue;
const plantings = fc.constantFrom<Planting>(
  (secret, name) => ({ [name]: secret }),
  (secret, name) => ({ [name]: [{ nested: secret }] }),
  (secret, name) => [{ Key: name, Value: secret }],
  (secret, name) => [
    { name, value: secret },
    { name: 'team', value: 'x' },
  ],
  (secret, name) => `https://crm.example/hook?a=1&${name}=${secret}&b=2`,
  (secret) => `https://b.s3.amazonaws.com/k?X-Amz-Date=1&X-Amz-Signature=${encodeURIComponent(secret)}`,
  (secret) => `https://ann:${encodeURIComponent(secret)}@crm.example/a`,
  (secret, name) => `set ${name}: ${secret} today`,
  (secret, name) => `Server=db;${name}=${secret};Encrypt=yes`,
  (secret, name) => `{"a": {"${name}": "${secret}"`,
  (secret) => `sent with Bearer ${secret}`,
);
type Wrapping = (value: JsonValue) => JsonValue;
const wrappings = fc.array(
  fc.constantFrom<Wrapping>(
    (value) => ({ settings: value, Name: 'x' }),
    (value) => [value, 'y'],
    (value) => JSON.stringify(value),
    (value) => JSON.stringify({ Parameters: value }, null, 1),
  ),
  { maxLength: 3 },
);

const CALLS = {
  UpdateQueueName: (planted: JsonValue) => ({
    InstanceId: INSTANCE,
    QueueId: QUEUE,
    Name: 'Billing',
    Description: planted,
  }),
  TagResource: (planted: JsonValue) => ({ resourceArn: ARN, tags: { endpoint: planted, team: 'x' } }),
  UpdateSettingsOfQueue: (planted: JsonValue) => ({
    InstanceId: INSTANCE,
    QueueId: QUEUE,
    Config: planted,
    url: planted,
  }),
} as const;

const recordOf = (
  eventName: keyof typeof CALLS,
  planted: JsonValue,
  at: number,
  secret: string,
  isFailed: boolean,
) => ({
  eventVersion: '1.11',
  userIdentity: {
    type: 'IAMUser',
    arn: 'arn:aws:iam::111122223333:user/ann',
    accountId: '111122223333',
    userName: 'ann',
  },
  eventTime: `2026-11-${String(at).padStart(2, '0')}T12:00:00Z`,
  eventSource: 'connect.amazonaws.com',
  eventName,
  awsRegion: 'us-east-1',
  userAgent: 'aws-cli/2.27.41',
  requestParameters: { apiKey: secret, ...CALLS[eventName](planted) },
  responseElements: isFailed ? null : { given: planted, echo: secret },
  additionalEventData: { sent: planted },
  ...(isFailed && { errorCode: 'InvalidParameterException', errorMessage: `Not valid: ${secret} of ${ARN}` }),
  eventID: `e${at}`,
  eventType: 'AwsApiCall',
  recipientAccountId: '111122223333',
});
type Planted = ReturnType<typeof recordOf>;

const answerOf = async (records: readonly Planted[]): Promise<Answer> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'secrets-'));
  try {
    writeFileSync(path.join(folder, 'records.json'), JSON.stringify({ Records: records }));
    const parsed = parseQuery('changes since:2026-11-01', { now: NOW, zone: 'UTC' });
    if (parsed.kind !== 'query') throw new Error('not understood');
    const answered = await trailAnswerer(folder, [], () => NOW)(parsed.query);
    if (answered.kind !== 'answer') throw new Error(answered.mistake.message);
    return answered.answer;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const drawn = (message: Message): string =>
  JSON.stringify(messageBlocks(message, NOW)) + terminalText(message, { zone: 'UTC', now: NOW, colours: false });

/** Every way out, and what each says of these records. */
const saidOf = (records: readonly Planted[], answer: Answer): Readonly<Record<string, string>> => {
  const { changes, coverage } = answer;
  const digest = { zone: 'UTC', now: NOW };
  const times = { first: '2026-11-01T12:00:00Z', last: '2026-11-20T12:00:00Z', watches: [] };
  return {
    answer: drawn(messageOfAnswer(answer, { now: NOW, most: 6, command: 'changes' })),
    details: changes.map((one) => drawn(detailsMessage(one, answer, { at: 0, of: 1, failed: 0, lookedAt: 1 }))).join(),
    record: JSON.stringify(records.map((record) => maskedRecord(JSON.parse(JSON.stringify(record))))),
    csv: answerToCsv(answer, 'UTC'),
    json: JSON.stringify(answerToJson(answer)),
    digest: drawn(messageOfDigest(digestOf(changes, coverage), digest)),
    thread: detailOfDigest(changes, coverage, digest).map(drawn).join(),
    watch: drawn(groupMessage({ ...times, answer, total: changes.length }, NOW)),
    index: JSON.stringify(
      records.map((record) => {
        const normalized = normalize(record);
        if (normalized.kind !== 'change') throw new Error(normalized.kind);
        return itemsOf(normalized.change, record, 400).filter((item) => 'change' in item);
      }),
    ),
    log: JSON.stringify(
      records.map(({ requestParameters }) => lineOf('warn', 'x', { asked: JSON.stringify(requestParameters) })),
    ),
  };
};

describe('a secret that stands anywhere in a record', () => {
  it('is in nothing that anybody is shown, nor in the log or a change of the index', async () => {
    let masked = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(secrets, secrets),
        names,
        plantings,
        wrappings,
        fc.constantFrom(...(Object.keys(CALLS) as (keyof typeof CALLS)[])),
        fc.boolean(),
        async (pair, name, plant, wraps, eventName, isFailed) => {
          const records = pair.map((secret, at) =>
            recordOf(
              eventName,
              wraps.reduce((value, wrap) => wrap(value), plant(secret, name)),
              at + 1,
              secret,
              isFailed,
            ),
          );
          const said = saidOf(records, await answerOf(records));
          for (const secret of pair) {
            expect(
              Object.entries(said).filter(
                ([, text]) => text.includes(secret) || text.includes(encodeURIComponent(secret)),
              ),
            ).toEqual([]);
          }
          if (said.record?.includes('(not shown: personal or secret)')) masked += 1;
        },
      ),
      { numRuns: 150 },
    );
    expect(masked).toBe(150);
  });
});
