import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Acknowledgement, postSigned } from '../../bot/local/slack/signed-request';
import { bundle, handlerFile } from '../../infra/bundle';
import { type Figure, percentile, say } from './figures';

const A_SECOND = 50;
const SECONDS = 60;
const QUESTIONS = 10_000;
const secret = 'signing-secret-of-the-bench';
const SLACK_WAITS_MS = 3_000;

/** The built Slack function behind HTTP, in a process that takes many events at once; Lambda gives each process one. */
const FRONT = `
  const dns = require('dns');
  const { lookup } = dns;
  dns.lookup = (name, ...others) => lookup(name.endsWith('.localhost') ? '127.0.0.1' : name, ...others);
  const { handler } = require(process.argv[1]);
  const server = require('http').createServer((request, response) => {
    if (request.method === 'GET') {
      globalThis.gc();
      return response.end(String(process.memoryUsage().heapUsed / 1048576));
    }
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk)).on('end', async () => {
      const answer = await handler({
        version: '2.0', routeKey: 'POST /slack/events', rawPath: '/slack/events', rawQueryString: '', headers: request.headers,
        requestContext: { http: { method: 'POST', path: '/slack/events' } },
        body: Buffer.concat(chunks).toString('base64'), isBase64Encoded: true,
      }, {});
      response.writeHead(answer.statusCode, answer.headers).end(answer.body);
    });
  });
  server.listen(0, '127.0.0.1', () => require('fs').writeSync(2, 'http://127.0.0.1:' + server.address().port));
`;

const front = async (
  file: string,
  env: Readonly<Record<string, string>>,
): Promise<{ url: string; child: ChildProcess }> => {
  const child = spawn(process.execPath, ['--expose-gc', '-e', FRONT, file], {
    env: { PATH: process.env.PATH, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr?.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    child.once('exit', () => reject(new Error('The Slack function could not be started.')));
  });
  return { url, child };
};

const ask = (url: string, n: number): Promise<Acknowledgement> =>
  postSigned(
    url,
    {
      form: {
        ...{ command: '/connect-who-changed', text: `queue-test-${n}`, user_id: 'U1', team_id: 'T1', channel_id: 'C1' },
        ...{ trigger_id: `t${n}`, response_url: 'https://hooks.slack.example/commands/1' },
      },
    },
    { secret, at: new Date(), withinMs: 10_000 },
  );

/** Fifty commands a second for a minute, with the other core busy; then as fast as they go, until ten thousand were asked. */
export const benchLoad = async (): Promise<readonly Figure[]> => {
  say(`load: ${A_SECOND} commands a second for ${SECONDS} seconds, then ${QUESTIONS.toLocaleString('en')} in all`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-load-'));
  const file = path.join(folder, 'slack.js');
  await bundle(handlerFile('slack'), file);
  const secrets = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    const SecretString = JSON.stringify({ SLACK_SIGNING_SECRET: secret, SLACK_BOT_TOKEN: 'xoxb-of-the-bench' });
    response.end(JSON.stringify({ ARN: 'arn', Name: 'slack', SecretString }));
  });
  await new Promise<void>((resolve) => secrets.listen(0, '127.0.0.1', resolve));
  const [{ startFauxqs }, { default: pMap }] = await Promise.all([import('fauxqs'), import('p-map')]);
  const queues = await startFauxqs({ port: 0, logger: false });
  const { queueUrl } = queues.createQueue('jobs');
  const busy = spawn(process.execPath, ['-e', 'for (;;);']);
  const { url, child } = await front(file, {
    SLACK_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:slack',
    JOBS_QUEUE_URL: queueUrl,
    DIRECTORY_TABLE: 'directory',
    AWS_ENDPOINT_URL_SQS: queues.address,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(secrets.address() as AddressInfo).port}`,
    ...{ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
  });
  const memory = async (): Promise<number> => Number(await (await fetch(url)).text());
  try {
    const steady = await atPace(url);
    const early = await memory();
    await pMap(Array.from({ length: QUESTIONS - steady.length }), (_one, n) => ask(url, steady.length + n), {
      concurrency: 8,
    });
    const late = await memory();
    const handedOn = queues.inspectQueue('jobs')?.messages.ready.length ?? 0;
    const taken = steady.filter((one) => one.kind === 'answered' && one.status === 200);
    const times = steady.map(({ afterMs }) => afterMs);
    const slowest = Math.max(...times);
    return [
      {
        what: `${A_SECOND} commands a second for a minute, the built Slack function in one process, the other core busy: acknowledged`,
        figure: `${taken.length.toLocaleString('en')} of ${steady.length.toLocaleString('en')}; p99 ${percentile(times, 99)} ms, at most ${slowest} ms`,
        value: slowest,
        goal: { text: 'all, within 3 s', met: taken.length === steady.length && slowest < SLACK_WAITS_MS },
      },
      {
        what: `handed to the queue, of ${QUESTIONS.toLocaleString('en')} asked`,
        figure: handedOn.toLocaleString('en'),
        value: handedOn,
        goal: { text: 'all', met: handedOn === QUESTIONS },
      },
      {
        what: `memory of the Slack function, after collection, from ${steady.length.toLocaleString('en')} questions to ${QUESTIONS.toLocaleString('en')}`,
        figure: `${early.toFixed(0)} MB to ${late.toFixed(0)} MB: ${(late / early).toFixed(2)} x`,
        value: late / early,
        goal: { text: 'flat: at most 1.2 x', met: late / early <= 1.2 },
      },
    ];
  } finally {
    for (const started of [child, busy]) started.kill();
    secrets.close();
    await queues.stop();
    fs.rmSync(folder, { recursive: true });
  }
};

/** One at its time, whether or not those before it were answered. */
const atPace = async (url: string): Promise<readonly Acknowledgement[]> => {
  const asked: Promise<Acknowledgement>[] = [];
  const from = performance.now();
  for (let n = 0; n < A_SECOND * SECONDS; n += 1) {
    const due = from + (n * 1_000) / A_SECOND - performance.now();
    if (due > 0) await sleep(due);
    asked.push(ask(url, n));
  }
  return Promise.all(asked);
};
