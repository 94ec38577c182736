import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { scripts } from '../../package.json';
import { launchBrowser } from '../support/browser';
import { close, listen, urlOf } from '../support/local-server';
import { openPorts } from '../support/open-ports';

const ROOT = path.resolve(__dirname, '../..');
const HOLD = path.join(ROOT, 'test/support/hold-ports.cjs');

/** Any website, and one whose name was made to point at this machine (DNS rebinding). */
const EVIL = 'evil.example';
const REBOUND = 'rebound.example';

let browser: Browser | undefined;
let site: Server;
let open: Server;
const folder = mkdtempSync(path.join(tmpdir(), 'other-sites-'));
const index = path.join(folder, 'index');

beforeAll(async () => {
  browser = await launchBrowser(`--host-resolver-rules=MAP ${EVIL} 127.0.0.1, MAP ${REBOUND} 127.0.0.1`);
  site = await listen(createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<p>')));
  open = await listen(createServer(answerAnybody));
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([close(site), close(open)]);
  rmSync(folder, { recursive: true });
});

/** As dynalite did, and any server that a browser may read: with this the attack has to see something. */
function answerAnybody(...[request, response]: Parameters<Parameters<typeof createServer>[1] & object>): void {
  const { origin = '*' } = request.headers;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-credentials', 'true');
  response.setHeader('access-control-allow-headers', 'content-type, authorization, x-amz-target');
  const isStream = request.url === '/api/stream';
  response.setHeader('content-type', isStream ? 'text/event-stream' : 'text/javascript');
  response.end(isStream ? 'data: {}\n\n' : '1');
}

/** What the servers of a laptop answer at. A new one is found by its port, and is asked at least for `/`. */
const PATHS = [
  ...['/', '/api/messages', '/api/stream', '/api/command', '/page.js', '/api/change', '/api/digest', '/api/home'],
  ...[
    '/slack-api/chat.postMessage',
    '/response/1',
    '/upload/1',
    '/slack/events',
    '/_fauxqs/queues/jobs',
    '/search-users',
  ],
];

/** The tables answer alike whatever the path. */
const SOME_PATHS = PATHS.slice(0, 4);

interface Attack {
  readonly base: string;
  readonly paths: readonly string[];
}

/** Runs in the page of the other site: tries to read, and to change, in all ways that a page has; gives what it could read. */
const attack = async ({ base, paths }: Attack): Promise<readonly string[]> => {
  const read: string[] = [];
  const isSameOrigin = base === location.origin;
  const within = (ms: number, begun: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      begun(resolve);
      setTimeout(resolve, ms);
    });
  const command = '{"command":"/connect-digest","text":"at 09:00"}';
  const aws = (what: string) => ({
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${what}`,
    authorization:
      'AWS4-HMAC-SHA256 Credential=local/20261130/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  });
  const calls: readonly RequestInit[] = [
    {},
    { credentials: 'include' },
    { mode: 'no-cors' },
    { method: 'POST', body: command, headers: { 'content-type': 'text/plain' } },
    { method: 'POST', body: command, mode: 'no-cors' },
    { method: 'POST', body: command, headers: { 'content-type': 'application/json' } },
    { method: 'POST', body: '{"TableName":"index"}', mode: 'no-cors', headers: aws('DeleteTable') },
    { method: 'POST', body: '{"TableName":"index"}', headers: aws('DeleteTable') },
    { method: 'POST', body: '{}', headers: aws('ListTables') },
    { method: 'DELETE' },
  ];
  const tag = (name: 'img' | 'script', address: string): Promise<void> =>
    within(2_000, (done) => {
      const element = document.createElement(name);
      element.onload = () => {
        read.push(`${name} ${address}`);
        done();
      };
      element.onerror = () => done();
      element.src = address;
      document.body.append(element);
    });
  const form = (address: string): Promise<void> =>
    within(2_000, (done) => {
      const frame = document.createElement('iframe');
      frame.name = `frame of ${address}`;
      const element = document.createElement('form');
      Object.assign(element, { method: 'post', enctype: 'text/plain', action: address, target: frame.name });
      const field = document.createElement('input');
      Object.assign(field, { name: command.slice(0, -1), value: '"}' });
      element.append(field);
      document.body.append(frame, element);
      frame.onload = () => done();
      element.submit();
    });
  const framed = (address: string): Promise<void> =>
    within(2_000, (done) => {
      const frame = document.createElement('iframe');
      frame.onload = () => {
        const text = frame.contentDocument?.body?.textContent ?? '';
        if (text.includes('[') || text.includes('id="root"')) read.push(`frame ${address}`);
        done();
      };
      frame.src = address;
      document.body.append(frame);
    });
  const streamed = (address: string): Promise<void> =>
    within(2_000, (done) => {
      const stream = new EventSource(address);
      stream.onmessage = () => read.push(`stream ${address}`);
      stream.onerror = () => {
        stream.close();
        done();
      };
    });
  const socket = (address: string): Promise<void> =>
    within(2_000, (done) => {
      const opened = new WebSocket(address.replace('http', 'ws'));
      opened.onopen = () => read.push(`socket ${address}`);
      opened.onerror = () => done();
      opened.onclose = () => done();
    });
  const called = async (address: string, init: RequestInit): Promise<void> => {
    try {
      const response = await fetch(address, { ...init, signal: AbortSignal.timeout(2_000) });
      if (response.type === 'opaque' || (isSameOrigin && response.status === 403)) return;
      read.push(`fetch ${address} ${JSON.stringify(init)}: ${response.status}`);
    } catch {
      // Not allowed to be read.
    }
  };
  for (const one of paths) {
    const address = `${base}${one}`;
    await Promise.all([
      ...calls.map((init) => called(address, init)),
      ...[tag('img', address), tag('script', address), form(address), framed(address)],
      ...[streamed(address), socket(address)],
    ]);
  }
  return read;
};

/** A page of another site, and one of a name that was made to point here, once it is loaded. */
const pagesFor = async (
  port: number,
): Promise<{ readonly pages: readonly Page[]; readonly done: () => Promise<void> }> => {
  if (!browser) throw new Error('There is no browser.');
  // What a refusal says of its own page is no protection: the page of such a site may be an older one.
  const context = await browser.newContext({ bypassCSP: true });
  const [evil, rebound] = [await context.newPage(), await context.newPage()];
  await evil.goto(`http://${EVIL}:${new URL(urlOf(site)).port}/`);
  await rebound.goto(`http://${REBOUND}:${port}/`);
  return { pages: [evil, rebound], done: () => context.close() };
};

/** What another site could read of a port, in whatever way; and what it tried to change, it has tried. */
const readBy = async (port: number, paths: readonly string[]): Promise<readonly string[]> => {
  const { pages, done } = await pagesFor(port);
  const [evil, rebound] = pages as [Page, Page];
  const read = await Promise.all([
    evil.evaluate(attack, { base: `http://127.0.0.1:${port}`, paths }),
    evil.evaluate(attack, { base: `http://localhost:${port}`, paths: paths.slice(0, 2) }),
    rebound.evaluate(attack, { base: `http://${REBOUND}:${port}`, paths }),
  ]);
  await done();
  return read.flat();
};

interface Started {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly until: (text: string) => Promise<void>;
  readonly status: Promise<number | null>;
}

/** A command as npm runs it. Where it would end by itself its ports are held open until SIGUSR2. */
const start = (name: 'start' | 'ask' | 'ingest' | 'reindex', words: readonly string[]): Started => {
  const [, ...script] = scripts[name].split(' ');
  const held = name === 'start' ? [] : ['--require', HOLD];
  const env = { ...process.env, PORT: '0', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  const child = spawn(process.execPath, [...held, ...script, ...words], { cwd: ROOT, env });
  let out = '';
  const waiting: (() => void)[] = [];
  const hear = (chunk: unknown): void => {
    out += String(chunk);
    for (const look of waiting) look();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const status = new Promise<number | null>((resolve) => child.on('close', resolve));
  const until = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = () => out.includes(text) && resolve();
      waiting.push(look);
      look();
      status.then(() => reject(new Error(`It ended without saying ${text}. It said: ${out}`)), reject);
    });
  return { child, out: () => out, until, status };
};

const portsOf = ({ child }: Started): readonly number[] => openPorts(child.pid ?? 0).map(({ port }) => port);

const inBrowser = (name: string, test: () => Promise<void>) =>
  it(name, async () => {
    if (!browser) return void process.stderr.write(`Skipped, no browser: ${name}\n`);
    await test();
  }, 120_000);

describe('a page of another site', () => {
  inBrowser('reads what any server lets it read, in all these ways: so they are tried', async () => {
    const read = await readBy(Number(new URL(urlOf(open)).port), SOME_PATHS);
    for (const way of ['fetch', 'script', 'stream']) expect(read.join('\n')).toContain(`${way} http://127.0.0.1`);
    expect(read.filter((one) => one.includes(REBOUND)).length).toBeGreaterThan(SOME_PATHS.length);
  });

  inBrowser('reads and changes nothing at any port that npm start opens', async () => {
    const started = start('start', []);
    try {
      await started.until('Ctrl-C ends it');
      const [, url = ''] = /Ask your own at (\S+)/.exec(started.out()) ?? [];
      const messages = async () => (await fetch(`${url}/api/messages`)).text();
      const before = await messages();
      const ports = portsOf(started);
      // The page, the tables, the queue, and the stand-in for AWS.
      expect(ports.length).toBeGreaterThanOrEqual(4);
      expect(
        await Promise.all(ports.map((port) => readBy(port, url.endsWith(`:${port}`) ? PATHS : SOME_PATHS))),
      ).toEqual(ports.map(() => []));
      expect(await messages()).toBe(before);
    } finally {
      started.child.kill('SIGINT');
    }
    expect(await started.status).toBe(0);
  });

  inBrowser('nor while ingest, reindex and ask --index run', async () => {
    for (const [name, words] of [
      ['ingest', ['--trail', 'bot/local/sample/published', '--index', index]],
      ['reindex', ['--index', index]],
      ['ask', ['queue-test-1', '--index', index]],
    ] as const) {
      const started = start(name, words);
      try {
        await started.until('held');
        const ports = portsOf(started);
        expect([name, ports.length]).toEqual([name, 1]);
        expect([name, await Promise.all(ports.map((port) => readBy(port, SOME_PATHS)))]).toEqual([name, [[]]]);
      } finally {
        started.child.kill('SIGUSR2');
      }
      expect([name, await started.status, started.out()]).toEqual([name, 0, expect.any(String)]);
      if (name === 'ask') expect(started.out()).toContain('created queue queue-test-1');
    }
  });
});
