import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { NoRecords, recordsReader } from '../../bot/trail/records-in';
import { hostile } from '../support/hostile';
import { pieces, readFiles } from '../support/read-files';
import { recordsIn } from '../support/records-in';

const record = (eventID: string, Name = 'Billing') => ({
  eventVersion: '1.11',
  userIdentity: { type: 'IAMUser', userName: 'ann', accountId: '111122223333' },
  eventTime: '2026-11-17T08:09:34Z',
  eventSource: 'connect.amazonaws.com',
  eventName: 'CreateQueue',
  awsRegion: 'us-east-1',
  requestParameters: { InstanceId: '11111111-2222-4333-8444-555555555555', Name },
  responseElements: null,
  eventID,
});
type Written = ReturnType<typeof record>;

const compact = (value: unknown): string => JSON.stringify(value);
const pretty = (value: unknown): string => JSON.stringify(value, null, 4);
const texts = (records: readonly Written[]): string[] => records.map(compact);
const looked = (records: readonly Written[]) => ({
  Events: records.map((one) => ({ EventId: one.eventID, EventName: one.eventName, CloudTrailEvent: compact(one) })),
});
const delivered = (detail: unknown) => ({ version: '0', 'detail-type': 'AWS API Call via CloudTrail', detail });
const subscribed = (records: readonly Written[]) => ({
  messageType: 'DATA_MESSAGE',
  logGroup: 'trail',
  logEvents: texts(records).map((message, at) => ({ id: String(at), timestamp: at, message })),
});

/** Each shape in which people have records, as it is written. */
const SHAPES: readonly (readonly [what: string, write: (records: readonly Written[]) => string])[] = [
  ['a log file', (records) => compact({ Records: records })],
  ['a log file, indented', (records) => pretty({ Records: records })],
  ['log files one behind the other', (records) => records.map((one) => compact({ Records: [one] })).join('')],
  ['what aws cloudtrail lookup-events prints', (records) => pretty(looked(records))],
  ['several such outputs', (records) => records.map((one) => `${pretty(looked([one]))}\n`).join('')],
  ["--query 'Events[]'", (records) => pretty(looked(records).Events)],
  ["--query 'Events[].CloudTrailEvent'", (records) => pretty(texts(records))],
  ["--query 'Events[].CloudTrailEvent' --output text", (records) => `${texts(records).join('\t')}\n`],
  [
    '--output text',
    (records) =>
      records
        .map(
          (one) =>
            `EVENTS\tASIA1\t${compact(one)}\t${one.eventID}\tCreateQueue\t2026-11-17T08:09:34+00:00\tfalse\tann\nRESOURCES\tx\ty\n`,
        )
        .join(''),
  ],
  ['a list of records', (records) => compact(records)],
  ['lines of JSON', (records) => `${texts(records).join('\n')}\n`],
  ['lines of JSON, from Windows', (records) => texts(records).join('\r\n')],
  ['lines of JSON texts', (records) => texts(records).map(compact).join('\n')],
  ['lines of lookup-events', (records) => looked(records).Events.map(compact).join('\n')],
  ['records with commas between', (records) => texts(records).join(',\n')],
  ['events of EventBridge', (records) => records.map((one) => compact(delivered(one))).join('\n')],
  ['a list of events of EventBridge', (records) => pretty(records.map(delivered))],
  ['a subscription of CloudWatch Logs', (records) => compact(subscribed(records))],
  ['subscriptions without a break between', (records) => records.map((one) => compact(subscribed([one]))).join('')],
  [
    'aws logs filter-log-events',
    (records) => pretty({ events: subscribed(records).logEvents, searchedLogStreams: [] }),
  ],
  [
    'an export of CloudWatch Logs',
    (records) =>
      texts(records)
        .map((one) => `2026-11-17T08:10:00.123Z ${one}\n`)
        .join(''),
  ],
  [
    'aws logs tail',
    (records) =>
      texts(records)
        .map((one) => `2026-11-17T08:10:00.123000+00:00 a_stream ${one}\n`)
        .join(''),
  ],
  [
    'records whose parts are JSON text',
    (records) =>
      compact({
        Records: records.map((one) => ({
          ...one,
          userIdentity: compact(one.userIdentity),
          requestParameters: compact(one.requestParameters),
          responseElements: 'null',
        })),
      }),
  ],
  [
    'rows of Athena',
    (records) =>
      records.map((one) => compact({ ...lowered({ ...one, userIdentity: lowered(one.userIdentity) }) })).join('\n'),
  ],
];

/** Athena's columns are in small letters; requests and responses are texts. */
const lowered = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name.toLowerCase(),
      ['requestParameters', 'responseElements'].includes(name) ? compact(part) : part,
    ]),
  );

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const ENCODINGS: readonly (readonly [what: string, bytes: (text: string) => Buffer])[] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with a mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16, little end first', (text) => utf16(`\ufeff${text}`)],
  ['UTF-16, big end first', (text) => utf16(`\ufeff${text}`).swap16()],
  ['UTF-16, little end first, without a mark', utf16],
  ['UTF-16, big end first, without a mark', (text) => utf16(text).swap16()],
];

const readOne = async (name: string, bytes: Buffer) =>
  (await readFiles([{ name, bytes: bytes.length, read: () => pieces(bytes) }]))[0];

describe.each(ENCODINGS)('in %s', (_what, bytesOf) => {
  it.each(SHAPES)('%s gives its records', (_shape, write) => {
    const records = [record('a', 'Bílling 請求'), record('b', 'two\nlines "and" {more}'), record('c')];
    expect(recordsIn(bytesOf(write(records)))).toEqual({ records, isPage: false });
  });
});

it.each(SHAPES)('%s gives its records, whatever the names', (_shape, write) => {
  void fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 3 }), (names) => {
      const records = names.map((name, at) => record(String(at), name.toWellFormed()));
      expect(recordsIn(Buffer.from(write(records))).records).toEqual(records);
    }),
    { numRuns: 30 },
  );
});

describe('a long text, which comes in pieces', () => {
  const long = 'ü請'.repeat(300);
  const records = Array.from({ length: 2_200 }, (_, n) => record(String(n), `${n} ${long} "and" {more}`));
  it.each(SHAPES)('%s gives its records', (_shape, write) => {
    const bytes = Buffer.from(write(records));
    expect(bytes.length).toBeGreaterThan(3 * 1024 * 1024);
    // In the middle of letters.
    const read = recordsIn(bytes, 100_003);
    expect(read.isPage).toBe(false);
    // Some thousand differences would take a minute to print.
    expect(isDeepStrictEqual(read.records, records)).toBe(true);
  });

  it.each(ENCODINGS)('gives them in %s', (_what, bytesOf) => {
    const read = recordsIn(bytesOf(compact({ Records: records })), 100_003);
    expect(isDeepStrictEqual(read.records, records)).toBe(true);
  });

  it.each([
    ['lookup-events with a NextToken', { ...looked(records), NextToken: 'x' }],
    ['lookup-events that begins with it', { NextToken: 'x', ...looked(records) }],
    ['filter-log-events with a nextToken', { events: subscribed(records).logEvents, nextToken: 'x' }],
  ])('%s is a page of more', (_what, json) => {
    const read = recordsIn(Buffer.from(pretty(json)), 100_003);
    expect(read.isPage).toBe(true);
    expect(isDeepStrictEqual(read.records, records)).toBe(true);
  });

  const broken = '{"eventName":"CreateQueue","eventTime":}';
  const cut = compact(record('b')).slice(0, 120);
  const spoilt = (text: string) => texts(records).toSpliced(7, 1, text).toSpliced(1_500, 1, text);
  const kept = (text: string) => (records as unknown[]).toSpliced(7, 1, text).toSpliced(1_500, 1, text);
  it.each([
    ['a log file', `{"Records":[${spoilt(broken).join(',')}]}`, kept(broken)],
    ['a log file of a line for each record', `{"Records":[\n${spoilt(cut).join(',\n')}]}`, kept(`${cut},`)],
    ['a list', `[${spoilt(broken).join(',')}]`, kept(broken)],
    ['lines', spoilt(cut).join('\n'), kept(cut)],
    ['what is parted by tabs', spoilt(cut).join('\t'), kept(cut)],
    ['lines of other things', spoilt('[INFO] all is well').join('\n'), kept('[INFO] all is well')],
  ])('of which one text is broken loses one record: %s', (_what, text, expected) => {
    expect(isDeepStrictEqual(recordsIn(Buffer.from(text), 100_003).records, expected)).toBe(true);
  });

  it.each([3, records.length])('that is cut off gives what came before, and says so: %i records', (count) => {
    const reader = recordsReader();
    const bytes = Buffer.from(compact({ Records: records.slice(0, count) }));
    const read = [...reader.add(bytes.subarray(0, -1_000)), ...reader.end()];
    expect(reader.failure()).toMatchObject({ message: 'it is cut off' });
    expect(isDeepStrictEqual(read.slice(0, -1), records.slice(0, count - 1))).toBe(true);
  });

  it('of another shape says what it is', () => {
    expect(refusal(Buffer.from(compact({ took: 3, hits: { hits: records.map((_source) => ({ _source })) } })))).toEqual(
      [
        'it holds no CloudTrail records, but an object with “took”, “hits”',
        "Take the records out of it: jq -c '.hits.hits[]._source' FILE > records.jsonl",
      ],
    );
  });
});

describe('what is packed is told by its first bytes', () => {
  const records = [record('a')];
  const text = compact({ Records: records });
  it.each([
    ['a.json.gz', Buffer.from(text)],
    ['a.json', gzipSync(text)],
    ['a', gzipSync(gzipSync(text))],
    ['a.json.gz', gzipSync(utf16(`\ufeff${text}`))],
  ])('%s', async (name, bytes) => {
    expect(await readOne(name, bytes)).toMatchObject({ kind: 'read', records });
  });
});

describe('one broken text costs one record', () => {
  const cut = compact(record('b')).slice(0, 120);
  it.each([
    [
      'of lookup-events',
      compact({
        Events: [compact(record('a')), cut, compact(record('c'))].map((CloudTrailEvent) => ({ CloudTrailEvent })),
      }),
    ],
    [
      'of a log file',
      `{"Records":[${compact(record('a'))},${compact(record('b')).replace('"1.11"', '')},${compact(record('c'))}]}`,
      compact(record('b')).replace('"1.11"', ''),
    ],
    ['of its texts', pretty([compact(record('a')), cut, compact(record('c'))])],
    ['among lines', [compact(record('a')), cut, compact(record('c'))].join('\n')],
    ['among tabs', [compact(record('a')), cut, compact(record('c'))].join('\t')],
    [
      'of a subscription',
      compact({ logEvents: [compact(record('a')), cut, compact(record('c'))].map((message) => ({ message })) }),
    ],
  ])('%s', (_where, text, broken = cut) => {
    expect(recordsIn(Buffer.from(text)).records).toEqual([record('a'), broken, record('c')]);
  });

  it('at the end of outputs that are indented', () => {
    const text = `${pretty(looked([record('a')]))}\n${pretty(looked([record('b')])).slice(0, 200)}`;
    expect(recordsIn(Buffer.from(text)).records).toEqual([record('a'), expect.stringMatching(/^\{\n {4}"Events"/)]);
  });

  it('whose request alone is broken keeps its text there', () => {
    const broken = { ...record('a'), requestParameters: '{"Name":"Bil' };
    expect(recordsIn(Buffer.from(compact({ Records: [broken] }))).records).toEqual([broken]);
  });
});

it.each([
  ['lookup-events with a NextToken', { ...looked([record('a')]), NextToken: 'x' }, true],
  ['lookup-events to its end', { ...looked([record('a')]), NextToken: null }, false],
  ['filter-log-events with a nextToken', { events: subscribed([record('a')]).logEvents, nextToken: 'x' }, true],
  [
    'get-log-events, which always has its tokens',
    { events: subscribed([record('a')]).logEvents, nextForwardToken: 'f/1' },
    false,
  ],
])('%s: is it a page of more? %#', (_what, json, isPage) => {
  expect(recordsIn(Buffer.from(pretty(json)))).toEqual({ records: [record('a')], isPage });
  expect(recordsIn(Buffer.from(`${pretty(json)}\n${pretty({ Events: [] })}`)).isPage).toBe(isPage);
});

it.each([
  ['', false],
  ['NEXTTOKEN\teyJOZXh0VG9rZW4iOiBudWxs\n', true],
  ['eyJOZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==\n', true],
])('lookup-events --output text that ends with %j: is it a page of more? %s', (end, isPage) => {
  const text = `EVENTS\tASIA1\t${compact(record('a'))}\ta\n${end}`;
  expect(recordsIn(Buffer.from(text))).toEqual({ records: [record('a')], isPage });
});

it('what CloudWatch Logs tries a subscription out by, and what else EventBridge carries, is no record', () => {
  const others = [
    {
      messageType: 'CONTROL_MESSAGE',
      logEvents: [{ message: 'CWL CONTROL MESSAGE: Checking health of destination.' }],
    },
    { 'detail-type': 'Scheduled Event', detail: {} },
    delivered(record('a')),
  ];
  expect(recordsIn(Buffer.from(others.map(compact).join('\n'))).records).toEqual([record('a')]);
});

/** Processor time for a text that is read, in milliseconds. */
const took = (text: string): number => {
  const reader = recordsReader();
  const from = process.cpuUsage().user;
  reader.add(Buffer.from(text));
  reader.end();
  return (process.cpuUsage().user - from) / 1_000;
};

it('a text that is broken everywhere takes no longer than one that is whole', () => {
  const whole = compact({ Records: Array.from({ length: 20_000 }, (_, n) => record(String(n))) });
  const usual = Math.min(...[1, 2, 3].map(() => took(whole)));
  const cut = compact(record('a')).slice(0, 60);
  const item = '{"a":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},';
  const repeated = [
    ...[
      '[\n',
      `${cut}\n`,
      item,
      '{\n',
      '{"a":[\n',
      '[[1],\n',
      '[{},\n',
      '{"events":[{},\n',
      '{"Records":[{"a":1},\n',
      '{"a":1}{',
    ],
    ...[
      '[{"a":1}\n',
      '"\n',
      '{"a":"\n',
      '\\',
      '"\\"',
      '["',
      '{"":',
      '\t{"',
      ']',
      ',',
      'x\r\n[',
      '2026-01-01T00:00:00 ',
      '\n2026-01-01T',
    ],
  ];
  for (const text of repeated) {
    const much = text.repeat(Math.ceil(200_000 / text.length));
    // What is looked through once more for each line or item takes a hundred times as long, though it is a fortieth.
    for (const begin of ['', '[{"a":1},', '{"Records":[{"a":1},'])
      expect([begin, text, took(begin + much) < usual * 2]).toEqual([begin, text, true]);
  }
});

const refusal = (bytes: Buffer): readonly [string, string | undefined] => {
  try {
    recordsIn(bytes);
  } catch (error) {
    if (error instanceof NoRecords) return [error.message, error.advice];
    throw error;
  }
  throw new Error('It was taken.');
};

describe('what holds no records says what it is, and what to do about it', () => {
  const GIVE = 'Give records as CloudTrail writes them: {"Records": […]}, a list of records, or one a line.';
  it.each([
    ['', 'it is empty', undefined],
    [' \r\n', 'it is empty', undefined],
    ['hello', 'it is not JSON', undefined],
    ['{"Records":[', 'it is not JSON', undefined],
    ['{"hello":1}', 'it holds no CloudTrail records, but an object with “hello”', GIVE],
    ['7', 'it holds no CloudTrail records, but a number', GIVE],
    ['[{"a":1},{"a":2}]', 'it holds no CloudTrail records, but a list with an object with “a” in it', GIVE],
    [
      compact({ took: 3, hits: { hits: [{ _source: record('a') }] } }),
      'it holds no CloudTrail records, but an object with “took”, “hits”',
      "Take the records out of it: jq -c '.hits.hits[]._source' FILE > records.jsonl",
    ],
    [
      compact({ result: { _raw: compact(record('a')) } }),
      'it holds no CloudTrail records, but an object with “result”',
      "Take the records out of it: jq -c '.result._raw | fromjson' FILE > records.jsonl",
    ],
    [
      compact({ "'; reboot; '": record('a') }),
      "it holds no CloudTrail records, but an object with “'; reboot; '”",
      GIVE,
    ],
    [
      'Event name,Event time,User name\nCreateQueue,2026-11-17,ann',
      'it is CSV, which lacks what was set',
      'In the CloudTrail console choose Download events as JSON.',
    ],
    [
      '"eventversion","useridentity","eventname"\n"1.11","{type=IAMUser}","CreateQueue"',
      'it is CSV, not JSON',
      'Export it as lines of JSON, a record each.',
    ],
    ['Events:\n- CloudTrailEvent: x', 'it is not JSON', 'Give the aws command --output json.'],
    ['--------------------------\n|  LookupEvents', 'it is not JSON', 'Give the aws command --output json.'],
    ['PK\u0003\u0004…', 'it is a zip archive', 'Unpack it first: unzip.'],
  ])('%j', (text, reason, advice) => {
    expect(refusal(Buffer.from(text))).toEqual([reason, advice]);
  });
});
