import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import * as path from 'node:path';
import { scripts } from '../../package.json';

const ROOT = path.resolve(__dirname, '../..');

interface Started {
  readonly child: ChildProcess;
  /** Standard output and standard error, as far as they came. */
  readonly out: () => string;
  readonly err: () => string;
  /** Waits until standard output holds a text. */
  readonly until: (text: string) => Promise<void>;
  readonly status: Promise<number | null>;
}

/** What `npm start` runs, without npm and its shell between: those answer a signal in their own ways. */
const start = (env: NodeJS.ProcessEnv, ...further: readonly string[]): Started => {
  const [command = '', ...words] = scripts.start.split(' ');
  const PATH = [path.join(ROOT, 'node_modules/.bin'), process.env.PATH].join(path.delimiter);
  const child = spawn(command, [...words, ...further], { cwd: ROOT, env: { ...process.env, PATH, ...env } });
  let out = '';
  let err = '';
  const waiting: (() => void)[] = [];
  child.stdout.on('data', (chunk) => {
    out += chunk;
    for (const look of waiting) look();
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const status = new Promise<number | null>((resolve) => child.on('close', resolve));
  const until = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = () => out.includes(text) && resolve();
      waiting.push(look);
      look();
      status.then(() => reject(new Error(`It ended without saying ${text}. It said: ${out}${err}`)), reject);
    });
  return { child, out: () => out, err: () => err, until, status };
};

/** A port that somebody else listens on, until the test is over. */
const takenPort = async (test: (port: number) => Promise<void>): Promise<void> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  try {
    await test(typeof address === 'object' && address !== null ? address.port : 0);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
};

describe('npm start', () => {
  it('asks the sample question, prints the answer, serves the page, and ends cleanly on Ctrl-C', async () => {
    const asAnywhere = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: undefined };
    const { child, out, err, until, status } = start({ PORT: '0', ...asAnywhere });
    try {
      await until('Ctrl-C ends it');
      expect(out()).toContain('/connect-who-changed queue-test-1');
      expect(out()).toContain('test-1 created queue queue-test-1');
      expect(out()).toContain('in the Connect admin website');
      expect(out()).toContain('5d5a4d61-a5cc-48b9-b388-bdba7c4eed25');
      const [, url] = /Ask your own at (\S+)/.exec(out()) ?? [];
      const page = await fetch(url ?? '');
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="root">')]);
    } finally {
      child.kill('SIGINT');
    }
    expect(await status).toBe(0);
    expect(err()).toBe('');
  }, 120_000);

  it('ends cleanly before the answer is there, too', async () => {
    const { child, err, until, status } = start({ PORT: '0' });
    await until('/connect-who-changed');
    child.kill('SIGINT');
    expect(await status).toBe(0);
    expect(err()).toBe('');
  }, 120_000);

  it.each([
    ['an unknown option', {}, ['--nope'], "unknown option '--nope'\n"],
    ['a PORT that is no number', { PORT: 'abc' }, [], 'PORT is “abc”; it must be a number from 0 to 65535.\n'],
    [
      '--slack without a token',
      {},
      ['--slack'],
      'SLACK_APP_TOKEN is not set: --slack needs an app-level token with the scope connections:write. See docs/development-workspace.md.\n',
    ],
    [
      '--slack with the tokens swapped',
      { SLACK_APP_TOKEN: 'xoxb-1', SLACK_BOT_TOKEN: 'xapp-1' },
      ['--slack'],
      'SLACK_APP_TOKEN does not begin with xapp-: --slack needs an app-level token with the scope connections:write. See docs/development-workspace.md.\n',
    ],
    ['a PORT that there is not', { PORT: '65536' }, [], 'PORT is “65536”; it must be a number from 0 to 65535.\n'],
  ])(
    'gives status 2 and one line for %s',
    async (_what, env, further, said) => {
      const { err, status } = start(env, ...further);
      expect(await status).toBe(2);
      expect(err()).toBe(said);
    },
    60_000,
  );

  it(
    'gives status 1 and one line where the PORT that was set is taken',
    () =>
      takenPort(async (port) => {
        const { err, status } = start({ PORT: String(port) });
        expect(await status).toBe(1);
        expect(err()).toBe(`Port ${port} is taken. Set PORT to another one.\n`);
      }),
    60_000,
  );
});
