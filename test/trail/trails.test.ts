import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import pMap from 'p-map';
import { folderTrail } from '../../bot/trail/folder-trail';
import { readTrail, type Trail } from '../../bot/trail/log-files';
import { s3Trail, trailAt } from '../../bot/trail/s3-trail';
import { readFiles } from '../support/read-files';

let server: { readonly close: () => Promise<unknown> };
let clientOf: () => S3Client;
let client: S3Client;
let folder: string;

beforeAll(async () => {
  const { buildApp } = await import('fauxqs');
  const app = buildApp({ logger: false });
  const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
  server = app;
  clientOf = () =>
    new S3Client({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      forcePathStyle: true,
    });
  client = clientOf();
  await client.send(new CreateBucketCommand({ Bucket: 'the-logs' }));
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trail-'));
});

afterEach(() => rm(folder, { recursive: true }));

const log = (...records: readonly unknown[]): string => JSON.stringify({ Records: records });

const inFolder = async (name: string, content: string | Buffer): Promise<void> => {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), content);
};

const inBucket = (key: string, content: string | Buffer) =>
  client.send(new PutObjectCommand({ Bucket: 'the-logs', Key: key, Body: Buffer.from(content) }));

/** What a trail comes to: each file's name and size, and its records or what is broken. */
const read = async (trail: Trail) => {
  const reads = await readFiles(await trail.files());
  return reads.map((one) => [one.file.name, one.file.bytes, one.kind === 'broken' ? one.reason : one.records]);
};

const names = async (trail: Trail) => (await trail.files()).map(({ name }) => name);

const LOGS = 'AWSLogs/123456789012';
const LAID: readonly (readonly [string, string | Buffer])[] = [
  [`${LOGS}/CloudTrail/us-east-1/2026/11/17/b.json.gz`, gzipSync(log({ n: 2 }, { n: 3 }))],
  [`${LOGS}/CloudTrail/us-east-1/2026/11/17/a.json`, log({ n: 1 })],
  [`${LOGS}/CloudTrail/eu-central-1/2026/11/18/c.json.gz`, gzipSync(log({ n: 4 }))],
  [`${LOGS}/CloudTrail/eu-central-1/2026/11/18/cut.json.gz`, gzipSync(log({ n: 5 })).subarray(0, 20)],
  [`${LOGS}/CloudTrail/eu-central-1/2026/11/18/empty.json`, ''],
  [`${LOGS}/CloudTrail/eu-central-1/2026/11/18/ünläsbar (1) + &.json`, 'no'],
  [`${LOGS}/CloudTrail-Digest/us-east-1/2026/11/17/d.json.gz`, gzipSync('{"digestStartTime":"x"}')],
  [`${LOGS}/CloudTrail-Insight/us-east-1/2026/11/17/i.json.gz`, gzipSync('{"x":1}')],
  [`${LOGS}/CloudTrail-NetworkActivity/us-east-1/2026/11/17/n.json.gz`, gzipSync(log({ n: 6 }))],
  [`${LOGS}/CloudTrail-Aggregated/us-east-1/2026/11/17/g.json.gz`, gzipSync(log({ n: 7 }))],
  ['exported/000000.gz', gzipSync(log({ n: 8 }))],
  ['lines.JSONL', '{"eventName":"a"}\n{"eventName":"b"}\n'],
  ['notes.txt', 'not a log file'],
  ['flows.log.gz', gzipSync('2 111122223333 eni-1')],
];

describe('a trail', () => {
  it('gives the same files and records from a folder and from S3', async () => {
    for (const [name, content] of LAID) {
      await inFolder(name, content);
      await inBucket(`same/${name}`, content);
    }
    const onDisk = await read(folderTrail(folder));
    expect(onDisk.map((file) => (Array.isArray(file) ? file.at(-1) : file))).toEqual([
      [{ n: 4 }],
      'it is not whole gzip',
      'it is empty',
      'it is not JSON',
      [{ n: 1 }],
      [{ n: 2 }, { n: 3 }],
      [{ n: 8 }],
      [{ eventName: 'a' }, { eventName: 'b' }],
    ]);
    expect(await read(s3Trail('s3://the-logs/same', client))).toEqual(onDisk);
    expect(await read(s3Trail('s3://the-logs/same/', client))).toEqual(onDisk);
  });

  it('gives the files of some days alone, with those of the next in which their last events were delivered', async () => {
    const days = ['2026/11/16', '2026/11/17', '2026/11/18', '2026/11/19'];
    const laid = [...days.map((day) => `us-east-1/${day}/a.json`), 'by-hand.json'];
    for (const name of laid) {
      await inFolder(name, log(name));
      await inBucket(`days/${name}`, log(name));
    }
    const expected = ['by-hand.json', 'us-east-1/2026/11/17/a.json', 'us-east-1/2026/11/18/a.json'];
    for (const trail of [folderTrail(folder), s3Trail('s3://the-logs/days', client)]) {
      const files = await trail.files({ from: '2026-11-17', to: '2026-11-17' });
      expect(files.map(({ name }) => name)).toEqual(expected);
      await expect(trail.files({ from: '2027-01-01', to: '2027-01-02' })).resolves.toMatchObject([
        { name: 'by-hand.json' },
      ]);
    }
  });

  it('may be one file, which is called by its name', async () => {
    await inFolder('day/one.json.gz', gzipSync(log(1)));
    await inBucket('day/one.json.gz', gzipSync(log(1)));
    const onDisk = await read(folderTrail(path.join(folder, 'day/one.json.gz')));
    expect(onDisk).toEqual([['one.json.gz', expect.any(Number), [1]]]);
    expect(await read(s3Trail('s3://the-logs/day/one.json.gz', client))).toEqual(onDisk);
  });

  it('tells a file that went away since it was listed', async () => {
    await inFolder('a.json', log(1));
    const files = await folderTrail(folder).files();
    await rm(path.join(folder, 'a.json'));
    for await (const one of readTrail(files))
      expect(one).toMatchObject({ kind: 'broken', reason: 'it is no longer there' });
  });
});

describe('a trail in S3', () => {
  it('is listed whole where a page does not hold all its files', async () => {
    const keys = Array.from({ length: 1203 }, (_, n) => `many/${String(n).padStart(4, '0')}.json`);
    await pMap(keys, (key) => inBucket(key, log(key)), { concurrency: 20 });
    expect((await names(s3Trail('s3://the-logs/many', client))).map((name) => `many/${name}`)).toEqual(keys);
  });

  it('is the whole bucket where the address has no prefix', async () => {
    await client.send(new CreateBucketCommand({ Bucket: 'small' }));
    await client.send(new PutObjectCommand({ Bucket: 'small', Key: 'x/a.json', Body: log(1) }));
    expect(await names(s3Trail('s3://small', client))).toEqual(['x/a.json']);
    expect(await names(s3Trail('S3://small/', client))).toEqual(['x/a.json']);
  });

  it('is what lies below its prefix, not what is called alike', async () => {
    await inBucket('alike/11/1/a.json', log(1));
    await inBucket('alike/11/10/b.json', log(2));
    expect(await names(s3Trail('s3://the-logs/alike/11/1', client))).toEqual(['a.json']);
  });

  it.each(['s3://', 's3:///prefix', 's3://the bucket/x', 's3:bucket', 'https://s3.amazonaws.com/bucket'])(
    'is turned away where its address is %s',
    (address) => {
      expect(() => s3Trail(address, client)).toThrow(
        `${address} is no address of a bucket: s3://bucket or s3://bucket/prefix is.`,
      );
    },
  );

  it.each([
    ['there is no such bucket', 's3://no-such-logs/x', "s3://no-such-logs/x can't be read: there is no such bucket."],
    [
      'it holds no log file',
      's3://the-logs/nowhere',
      's3://the-logs/nowhere holds no file of CloudTrail records: JSON or lines of JSON, packed with gzip or not.',
    ],
  ])('fails with one line where %s', async (_what, address, message) => {
    await expect(s3Trail(address, client).files()).rejects.toHaveProperty('message', message);
  });

  it.each([
    ['AccessDenied', 'access is denied (it takes s3:ListBucket)'],
    ['PermanentRedirect', 'the bucket is in another Region: set AWS_REGION to that'],
    ['SlowDown', 'two lines'],
  ])('fails with one line where S3 answers %s', async (name, why) => {
    const refusing = refusingWith(name, () => true);
    await expect(s3Trail('s3://the-logs/same', refusing).files()).rejects.toHaveProperty(
      'message',
      `s3://the-logs/same can't be read: ${why}.`,
    );
    refusing.destroy();
  });

  it.each([
    ['AccessDenied', 'access is denied (it takes s3:GetObject, and kms:Decrypt where a key of your own encrypts it)'],
    ['InvalidObjectState', 'it is archived, and must be restored first'],
    ['NoSuchKey', 'it is no longer there'],
  ])('tells the file for which S3 answers %s', async (name, reason) => {
    await inBucket('refused/a.json', log(1));
    const refusing = refusingWith(name, (command) => command === 'GetObjectCommand');
    expect(await read(s3Trail('s3://the-logs/refused', refusing))).toEqual([['a.json', log(1).length, reason]]);
    refusing.destroy();
  });
});

/** The local S3 knows no permissions: a client of it that is refused as AWS would. */
const refusingWith = (name: string, isRefused: (command: string | undefined) => boolean): S3Client => {
  const refusing = clientOf();
  refusing.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (!isRefused(commandName)) return next(args);
        throw new S3ServiceException({ name, $fault: 'client', message: 'two\nlines.', $metadata: {} });
      },
    { step: 'initialize' },
  );
  return refusing;
};

describe('the trail at an address', () => {
  it('is what comes in where that is -', async () => {
    const places = { makeS3Client: () => client, input: () => [gzipSync(log(1, 2))] };
    const trail = trailAt('-', places);
    expect(await read(trail)).toEqual([['standard input', expect.any(Number), [1, 2]]]);
    // What came in can be read once: it is kept.
    expect(await read(trail)).toEqual([['standard input', expect.any(Number), [1, 2]]]);
  });

  it('is in S3 where that begins with s3://', async () => {
    await inBucket('at/a.json', log(1));
    expect(await names(trailAt('s3://the-logs/at', { makeS3Client: () => client, input: () => [] }))).toEqual([
      'a.json',
    ]);
  });

  it('is a folder otherwise, and no client of S3 is made', async () => {
    await inFolder('a.json', log(1));
    const makeClient = jest.fn(() => client);
    expect(await names(trailAt(folder, { makeS3Client: makeClient, input: () => [] }))).toEqual(['a.json']);
    expect(makeClient).not.toHaveBeenCalled();
  });
});
