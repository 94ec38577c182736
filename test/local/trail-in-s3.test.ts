import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ask } from '../../bot/local/ask';
import record from '../../bot/local/sample/published/website-create-queue-whole.json';
import { createTrailClient } from '../../bot/local/trail-client';
import { trailFolder } from '../../bot/local/trail-folder';
import { s3Trail } from '../../bot/trail/s3-trail';

const BIN = path.resolve(__dirname, '../../bot/local/who-changed.cjs');
const NOW = new Date('2026-11-21T09:00:00Z');
const PREFIX = 'AWSLogs/123456789012/CloudTrail/us-east-1/2026/11';
const log = (...records: readonly unknown[]): Buffer => gzipSync(JSON.stringify({ Records: records }));

let s3: { readonly close: () => Promise<unknown> };
const before = { ...process.env };

/** As somebody has it in a shell; no file of this machine's user is read. */
const inEnvironment = (endpoint: string): void => {
  delete process.env.AWS_DEFAULT_REGION;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_CONFIG_FILE: '/nowhere/config',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
  });
};

let s3Endpoint: string;

beforeAll(async () => {
  const { buildApp } = await import('fauxqs');
  const app = buildApp({ logger: false });
  s3Endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
  s3 = app;
  const client = new S3Client({
    endpoint: s3Endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    forcePathStyle: true,
  });
  await client.send(new CreateBucketCommand({ Bucket: 'the-logs' }));
  const put = (name: string, content: Buffer | string) =>
    client.send(new PutObjectCommand({ Bucket: 'the-logs', Key: `${PREFIX}/${name}`, Body: content }));
  await put('17/a.json.gz', log({ ...record, eventTime: '2026-11-17T08:09:34Z' }));
  await put('18/cut.json.gz', log(record).subarray(0, 40));
  client.destroy();
});

afterAll(() => s3.close());

beforeEach(() => inEnvironment(s3Endpoint));

afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});

const run = async (...argv: readonly string[]) => {
  let out = '';
  let err = '';
  const status = await ask(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    now: () => NOW,
    zone: 'UTC',
    colours: false,
  });
  return { status, out, err };
};

describe('who-changed --trail s3://…', () => {
  it('answers from a bucket as from a folder, and tells what could not be read', async () => {
    const { status, out, err } = await run('queue-test-1', '--trail', `s3://the-logs/${PREFIX}`);
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain('created queue queue-test-1');
    expect(out).toContain('Skipped 18/cut.json.gz: it is not whole gzip.');
  });

  it('reads the bucket once for all questions', async () => {
    const find = trailFolder(`s3://the-logs/${PREFIX}/17`, () => NOW);
    expect((await find({ types: [], window: {} })).changes).toHaveLength(1);
    inEnvironment('http://127.0.0.1:1');
    expect((await find({ types: [], window: {} })).changes).toHaveLength(1);
  });

  it.each([
    ['a bucket that is not there', 's3://no-such-logs', "s3://no-such-logs can't be read: there is no such bucket."],
    [
      'a prefix without log files',
      's3://the-logs/x',
      's3://the-logs/x holds no file of CloudTrail records: JSON or lines of JSON, packed with gzip or not.',
    ],
    ['no bucket', 's3://', 's3:// is no address of a bucket: s3://bucket or s3://bucket/prefix is.'],
    [
      'a broken file alone',
      `s3://the-logs/${PREFIX}/18`,
      `s3://the-logs/${PREFIX}/18 holds no CloudTrail records that can be read. cut.json.gz: it is not whole gzip.`,
    ],
  ])('says in one line what is wrong with %s', async (_what, address, line) => {
    expect(await run('queue-test-1', '--trail', address)).toEqual({ status: 1, out: '', err: line });
  });

  it('ends by itself when it has answered', async () => {
    const args = [BIN, 'queue-test-1', '--trail', `s3://the-logs/${PREFIX}`, '--json'];
    const out = await new Promise<string>((resolve, reject) =>
      execFile(process.execPath, args, { env: process.env }, (error, stdout) =>
        error === null ? resolve(stdout) : reject(error),
      ),
    );
    expect(JSON.parse(out)).toMatchObject({ outcome: 'found', changes: [{ eventName: 'CreateQueue' }] });
  });
});

describe('the client for a bucket', () => {
  const regions: (string | undefined)[] = [];
  let server: Server;

  /** An S3 whose every bucket is in eu-central-1. It says which Region each call was signed for. */
  beforeAll(async () => {
    server = createServer((request, response) => {
      const [, region] = /Credential=[^/]+\/\d+\/([\w-]+)\//.exec(request.headers.authorization ?? '') ?? [];
      regions.push(region);
      const here = region === 'eu-central-1';
      response.writeHead(here ? 200 : 301, { 'x-amz-bucket-region': 'eu-central-1' });
      response.end(
        here
          ? '<ListBucketResult><Contents><Key>a.json</Key><Size>2</Size></Contents></ListBucketResult>'
          : '<Error><Code>PermanentRedirect</Code><Message>Elsewhere</Message></Error>',
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  it.each([
    ['is set', 'us-west-2', ['us-west-2', 'eu-central-1']],
    ['is not set', undefined, ['us-east-1', 'eu-central-1']],
  ])('goes to the Region that the bucket is in where another %s', async (_what, region, asked) => {
    inEnvironment(url());
    if (region === undefined) delete process.env.AWS_REGION;
    else process.env.AWS_REGION = region;
    regions.length = 0;
    const client = createTrailClient();
    const files = await s3Trail('s3://the-logs', client).files();
    client.destroy();
    expect(files.map(({ name }) => name)).toEqual(['a.json']);
    expect(regions).toEqual(asked);
  });

  it('names the Region where a client does not go there by itself', async () => {
    inEnvironment(url());
    const client = new S3Client({ region: 'us-west-2' });
    await expect(s3Trail('s3://the-logs', client).files()).rejects.toThrow(
      "s3://the-logs can't be read: the bucket is in another Region: set AWS_REGION=eu-central-1.",
    );
    client.destroy();
  });
});
