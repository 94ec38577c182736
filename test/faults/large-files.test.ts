import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

const MB = 1024 * 1024;
const GOOD = {
  ...{ eventSource: 'connect.amazonaws.com', eventName: 'UpdateQueueStatus', eventTime: '2026-11-21T11:00:00Z' },
  ...{ awsRegion: 'us-east-1', eventID: 'e1', recipientAccountId: '111122223333' },
  userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333' },
  requestParameters: { InstanceId: '12345678-1234-1234-1234-123456789012', QueueId: 'q1', Status: 'DISABLED' },
};
const READ = path.join(__dirname, 'read-large.ts');

/** In a process of its own with a heap of so many megabytes, which could never hold it at once. */
const read = async (heap: number, ...args: readonly string[]) => {
  const node = [`--max-old-space-size=${heap}`, '--require', 'tsx/cjs', READ, ...args];
  const { stdout } = await promisify(execFile)(process.execPath, node, { maxBuffer: 10 * MB });
  return JSON.parse(stdout);
};

describe('what comes through a pipe is read as it comes, however long it is', () => {
  it.each(['a log file', 'lines'])(
    '120 MB of %s in a heap of 48',
    async (what) => {
      const { counts, broken } = await read(48, what, '120');
      expect(broken).toEqual([]);
      expect(counts).toMatchObject({ unusable: 0, leftOut: expect.any(Number) });
      expect(counts.leftOut).toBeGreaterThan(80_000);
    },
    240_000,
  );
});

describe('an answer of 12,000 changes is printed piece by piece', () => {
  it.each(['--json', '--csv'])(
    '%s in a heap of 88 MB',
    async (as) => {
      const { length } = await read(88, 'answers', as, '12000');
      expect(length).toBeGreaterThan(7_000_000);
    },
    240_000,
  );
});

describe('a file that would fill the memory is told and skipped, and the others are read', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'large-files-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const UNPACKS = 'it unpacks to more than 64 MB, which no CloudTrail log file does';
  const TOO_SHORT = 'it holds thousands of records that are too short to be any';
  const TOO_LONG = 'it holds something that is longer than any record';

  /** A megabyte over and over, packed by itself each time, between a beginning and an end. */
  const packed = (megabytes: number, repeated: string, begin = '', end = ''): Buffer => {
    const member = gzipSync(Buffer.alloc(MB - (MB % repeated.length), repeated));
    const members = Array.from({ length: megabytes }, () => member);
    return Buffer.concat([gzipSync(begin), ...members, gzipSync(end)]);
  };
  const spoiltLength = (whole: Buffer, length: number): Buffer => {
    const spoilt = Buffer.from(whole);
    spoilt.writeUInt32LE(length, spoilt.length - 4);
    return spoilt;
  };
  const good = JSON.stringify({ Records: [GOOD] });
  const times = (count: number, text: string): string => text.repeat(count);

  const FILES: readonly (readonly [name: string, what: string, bytes: Buffer, reason: string])[] = [
    ['180-brackets', '180 MB of [', packed(180, '['), UNPACKS],
    ['195-empty', '65 million empty records', packed(195, '{},', '{"Records":[', '{}]}'), UNPACKS],
    ['65-twice', 'packed twice', gzipSync(packed(65, ' ')), UNPACKS],
    ['60-brackets', '60 MB of [', packed(60, '['), TOO_LONG],
    ['60-braces', '60 MB of {"a":', packed(60, '{"a":'), TOO_LONG],
    ['60-closed', 'so many in so many', packed(30, '[', '', times(30 * MB, ']')), TOO_LONG],
    ['60-in-a-record', 'so many in a record', packed(60, '[', '{"Records":[{"eventName":'), TOO_LONG],
    ['60-letters', 'one text of 60 MB', packed(60, 'x', '{"Records":["'), TOO_LONG],
    ['60-empty', 'empty records', packed(60, '{},', '{"Records":[', '{}]}'), TOO_SHORT],
    ['60-lists', 'empty lists', packed(60, '[],', '[', '[]]'), TOO_SHORT],
    ['60-numbers', 'numbers', packed(60, '0,', '{"Records":[', '0]}'), TOO_SHORT],
    ['60-lines', 'lines of {}', packed(60, '{}\n'), 'it holds no CloudTrail records, but an empty object'],
    ['60-spaces', 'white space', packed(60, ' \n'), 'it is empty'],
    [
      'four-times',
      'packed four times',
      gzipSync(gzipSync(gzipSync(gzipSync(good)))),
      'it is packed with gzip too often',
    ],
    ['says-less', 'a length that is too small', spoiltLength(gzipSync(good), 1), 'it is not whole gzip'],
    ['says-more', 'a length that is too large', spoiltLength(gzipSync(good), 2 ** 32 - 1), 'it is not whole gzip'],
  ];

  it('is one sentence with its name each', async () => {
    for (const [name, , bytes] of FILES) writeFileSync(path.join(folder, `${name}.json.gz`), bytes);
    writeFileSync(path.join(folder, 'a.json.gz'), gzipSync(good));
    const deep = `${times(200_000, '[')}${times(200_000, ']')}`;
    const wide = `{"eventID":"y","requestParameters":[${times(3 * MB, '{},')}{}]}`;
    writeFileSync(path.join(folder, 'z.json'), `${good.slice(0, -2)},${deep},${wide},{"eventID":"z"}]}`);
    const { counts, files, broken } = await read(96, 'folder', '', folder);
    const told = broken.map(({ name, reason }: { name: string; reason: string }) => [name, reason]);
    expect(told).toEqual(
      FILES.map(([name, , , reason]) => [`${name}.json.gz`, reason]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    );
    expect(files).toBe(FILES.length + 2);
    expect(counts).toMatchObject({ changes: 1, repeats: 1, unusable: 3 });
  }, 240_000);
});
