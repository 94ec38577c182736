import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import express from 'express';
import { type LocalBot, startLocalBot } from '../../bot/local/bot';
import { localDynamoClient } from '../../bot/local/dynamo';
import { startTables } from '../../bot/local/index-folder';
import { failPlainly } from '../../bot/local/local-web';
import { LOCAL_CREDENTIALS } from '../../bot/local/own-requests';
import { openSampleAccount } from '../../bot/local/sample-account';
import { createSlackStandIn } from '../../bot/local/slack/slack-stand-in';
import { silentLog } from '../../bot/log';
import { close, listen, urlOf } from '../support/local-server';
import { type OpenPort, openPorts } from '../support/open-ports';

let bot: LocalBot;
/** Those of this test alone: a worker of Jest may have its own. */
let ports: readonly OpenPort[];
beforeAll(async () => {
  const before = new Set(openPorts(process.pid).map(({ port }) => port));
  const account = await openSampleAccount(() => new Date(), { unlimited: true });
  bot = await startLocalBot({ account, now: () => new Date(), zone: 'UTC', log: silentLog, ports: [0] });
  ports = openPorts(process.pid).filter(({ port }) => !before.has(port));
}, 60_000);
afterAll(() => bot.close());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Of a port of this machine, with whatever headers: fetch would not send them. */
const ask = (port: number, { method = 'GET', path = '/', headers = {}, body }: Asked): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });

/** All that the servers of a laptop answer at, and what only a new one might. */
const ASKED: readonly Asked[] = [
  ...['/', '/page.js', '/page.css', '/api/messages', '/api/stream', '/api/files/F1', '/health'].map((path) => ({
    path,
  })),
  ...['/_fauxqs/queues', '/_fauxqs/queues/jobs', '/instance', '/nothing'].map((path) => ({ path })),
  ...['/', '/api/command', '/api/digest', '/slack-api/auth.test', '/response/1', '/upload/1', '/slack/events'].map(
    (path) => ({
      ...{ path, method: 'POST', body: '{"command":"/connect-changes","text":"2h"}' },
    }),
  ),
  { path: '/', method: 'OPTIONS' },
  { path: '/api/command', method: 'OPTIONS' },
  { path: '/', method: 'PUT', body: 'x' },
  { path: '/', method: 'DELETE' },
];
const PREFLIGHT = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-amz-target' };
/** With the right key, too: it is not enough where a browser asks. */
const signed = (key: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${key}/20261130/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
});

describe('each port that npm start opens', () => {
  it('is open to this machine alone', () => {
    expect(ports.length).toBeGreaterThanOrEqual(4);
    expect(ports.map(({ address }) => address)).toEqual(ports.map(() => '127.0.0.1'));
  });

  it.each<[string, (port: number) => Readonly<Record<string, string>>]>([
    ['a page of another site', () => ({ origin: 'https://evil.example' })],
    ['a page in a frame that may do nothing', () => ({ origin: 'null' })],
    ['a page of another port of this machine', () => ({ origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' })],
    ['a picture or a script of another site', () => ({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })],
    ['a name that was made to point here', (port) => ({ host: `rebound.example:${port}` })],
    ['a name that begins as this machine’s', (port) => ({ host: `localhost.evil.example:${port}` })],
    [
      'a page below a name that was made to point here',
      (port) => {
        const host = `rebound.example:${port}`;
        return { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };
      },
    ],
  ])(
    'refuses %s, whatever is asked for',
    async (_who, headersOf) => {
      const before = bot.slack.messages();
      for (const { port } of ports) {
        for (const asked of ASKED) {
          for (const key of ['local', LOCAL_CREDENTIALS.accessKeyId]) {
            const type = { 'content-type': 'application/json', ...(asked.method === 'OPTIONS' && PREFLIGHT) };
            const headers = { ...type, ...signed(key), ...headersOf(port) };
            const { status, headers: answered } = await ask(port, { ...asked, headers });
            expect([asked, status]).toEqual([asked, 403]);
            expect(answered).toMatchObject({
              'x-content-type-options': 'nosniff',
              'cross-origin-resource-policy': 'same-origin',
              'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
            });
            expect(Object.keys(answered).filter((name) => name.startsWith('access-control-'))).toEqual([]);
          }
        }
      }
      expect(bot.slack.messages()).toEqual(before);
    },
    60_000,
  );

  it('but the page takes no request without the key that was made at start', async () => {
    const page = Number(new URL(bot.url).port);
    for (const { port } of ports.filter((one) => one.port !== page)) {
      for (const asked of ASKED) {
        for (const headers of [{}, signed('local'), signed(''), signed(`${LOCAL_CREDENTIALS.accessKeyId}0`)])
          expect([asked, (await ask(port, { ...asked, headers })).status]).toEqual([asked, 403]);
        const { status } = await ask(port, { ...asked, headers: signed(LOCAL_CREDENTIALS.accessKeyId) });
        expect([asked, status]).not.toEqual([asked, 403]);
      }
    }
  }, 60_000);

  it('takes no body without end: it is refused before it is read', async () => {
    for (const { port } of ports) {
      for (const { path = '/' } of ASKED.filter(({ method }) => method === 'POST')) {
        for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
          expect([path, type, await sendEndlessly(port, path, type)]).toEqual([path, type, expect.any(Number)]);
        }
      }
    }
  }, 120_000);

  it('says nothing of this machine in what it refuses', async () => {
    const odd: readonly Asked[] = [
      ...['/%E0%A4%A', '/api/files/%ff', '/page.js/%ff', '/api/messages?a=%', '/slack-api/%ff'].map((path) => ({
        path,
      })),
      ...['/api/command', '/slack-api/chat.postMessage', '/response/1', '/slack/events', '/', '/instance'].flatMap(
        (path) => ['{', '[]', '{"payload":"{"}', ''].map((body) => ({ path, method: 'POST', body })),
      ),
      { path: '/upload/1', method: 'POST', body: 'x', headers: { 'content-type': 'multipart/form-data' } },
      { path: '/api/command', method: 'POST', body: '{}', headers: { 'content-encoding': 'br' } },
    ];
    for (const { port } of ports) {
      for (const asked of odd) {
        const headers = {
          'content-type': 'application/json',
          ...signed(LOCAL_CREDENTIALS.accessKeyId),
          ...asked.headers,
        };
        const { text, headers: answered } = await ask(port, { ...asked, headers });
        expect([asked, text]).toEqual([asked, expect.not.stringMatching(LEAKS)]);
        expect(answered).not.toHaveProperty('x-powered-by');
      }
    }
  }, 60_000);
});

/** A stack trace, or a folder. */
const LEAKS = /node_modules|\bat \S+ \(|:\d+:\d+\)|file:\/\/|\/(?:home|work|root|tmp|Users)\//;

/** Sends until the server has enough; gives the status, or fails where it takes 20 MB. */
const sendEndlessly = (port: number, path: string, type: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': type, 'transfer-encoding': 'chunked' };
    const sent = request({ host: '127.0.0.1', port, method: 'POST', path, headers, agent: false }, (response) => {
      response.resume();
      status = response.statusCode ?? 0;
    });
    let status: number | undefined;
    let bytes = 0;
    const chunk = Buffer.alloc(64 * 1024, 32);
    const more = (): void => {
      if (sent.destroyed) return;
      bytes += chunk.length;
      if (bytes > 20_000_000) {
        sent.destroy();
        reject(new Error(`${path} of ${port} took 20 MB of ${type}.`));
        return;
      }
      if (sent.write(chunk)) setImmediate(more);
      else sent.once('drain', more);
    };
    sent.on('error', () => {});
    sent.on('close', () => resolve(status ?? 0));
    more();
  });

describe('a table of this process', () => {
  it('is read by its own clients, and by no others', async () => {
    const tables = await startTables();
    const [own, other] = [
      localDynamoClient(tables.url),
      localDynamoClient(tables.url, { accessKeyId: 'local', secretAccessKey: 'local' }),
    ];
    try {
      expect((await own.send(new ListTablesCommand({}))).TableNames).toContain('index');
      await expect(other.send(new ListTablesCommand({}))).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: 'This server answers only the process that started it.',
      });
    } finally {
      other.destroy();
      own.destroy();
      await tables.close();
    }
  });
});

/** The stand-in for Slack, and how to ask it; ended afterwards. */
const withStandIn = async (
  options: Partial<Parameters<typeof createSlackStandIn>[0]>,
  test: (post: (path: string, asked: Asked) => Promise<Answer>, logged: readonly unknown[]) => Promise<void>,
): Promise<void> => {
  const logged: unknown[] = [];
  const web = express();
  const server = await listen(createServer(web));
  const url = urlOf(server);
  const secrets = { signingSecret: 's', botToken: 'xoxb-test' };
  const slack = createSlackStandIn({
    ...{ ...secrets, eventsUrl: () => `${url}/slack/events`, baseUrl: () => url, ...options },
  });
  web.use(
    slack.router,
    failPlainly((...said) => void logged.push(said)),
  );
  try {
    await test((path, asked) => ask(Number(new URL(url).port), { method: 'POST', path, ...asked }), logged);
  } finally {
    slack.close();
    await close(server);
  }
};
const asJson = { 'content-type': 'application/json' };

it('a file is taken where it is awaited, at an address that only the bot is told, and no longer than announced', () =>
  withStandIn({}, async (post) => {
    const headers = { ...asJson, authorization: 'Bearer xoxb-test' };
    const body = '{"filename":"a.csv","length":10}';
    const { text } = await post('/slack-api/files.getUploadURLExternal', { headers, body });
    const { upload_url, file_id } = JSON.parse(text) as { readonly upload_url: string; readonly file_id: string };
    const upload = (path: string, content: string) => post(path, { body: content });
    const { pathname } = new URL(upload_url);
    expect(pathname).not.toContain(file_id);
    expect(await upload(`/upload/${file_id}`, '0123456789')).toMatchObject({ status: 404 });
    expect(await upload(pathname, 'x'.repeat(100_000))).toMatchObject({ status: 413 });
    expect(await upload(pathname, '0123456789')).toMatchObject({ status: 200, text: 'OK - 10' });
  }));

it('a failure of the page is told in the terminal, and its own page is told no more than that', () => {
  const postDigest = async () => {
    throw new Error('ENOENT: no such file, open /home/ann/index');
  };
  return withStandIn({ postDigest }, async (post, logged) => {
    const { status, text } = await post('/api/digest', { headers: asJson, body: '{}' });
    expect({ status, text }).toEqual({ status: 500, text: expect.not.stringMatching(LEAKS) });
    expect(logged).toEqual([['error', 'a request of the local page failed', {}, expect.any(Error)]]);
  });
});
