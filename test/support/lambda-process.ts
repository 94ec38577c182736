import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';

/**
 * Lambda's part, in a process of its own: load the file, call the handler with the event on standard input, and let the answer be the
 * last line of standard error. A queue's URL may be a name under localhost, which is this machine, though not every resolver knows that.
 */
const RUNTIME = `
  const dns = require('dns');
  const { lookup } = dns;
  dns.lookup = (name, ...others) => lookup(name.endsWith('.localhost') ? '127.0.0.1' : name, ...others);
  const chunks = [];
  process.stdin.on('data', (chunk) => chunks.push(chunk)).on('end', async () => {
    const { handler } = require(process.argv[1]);
    const answer = await handler(JSON.parse(Buffer.concat(chunks).toString()), { getRemainingTimeInMillis: () => 66_000 });
    require('fs').writeSync(2, '\\n' + JSON.stringify({ arity: handler.length, answer }));
    process.exit(0);
  });
`;

export interface Invoked {
  /** How many arguments the handler takes: with three Lambda would wait for a callback. */
  readonly arity: number;
  readonly answer: Readonly<Record<string, unknown>>;
  /** What the function logged. */
  readonly log: string;
}

/** Runs a built bundle as Lambda would, with nothing but the environment that is given; rejects where the handler does. */
export const invokeBundle = async (
  file: string,
  event: unknown,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Invoked> => {
  const running = promisify(execFile)(process.execPath, ['-e', RUNTIME, file], {
    env: { PATH: process.env.PATH, ...env },
    timeout: 90_000,
    maxBuffer: 16e6,
  });
  running.child.stdin?.end(JSON.stringify(event));
  const { stdout, stderr } = await running.catch((error: Error & { readonly stderr?: string }) => {
    const why = /^\w*Error: .*$/m.exec(error.stderr ?? '')?.[0] ?? error.message;
    throw new Error(`The ${path.basename(path.dirname(file))} function failed: ${why}`);
  });
  const at = stderr.lastIndexOf('\n');
  return { ...JSON.parse(stderr.slice(at + 1)), log: stdout + stderr.slice(0, at) };
};

/** A request as an HTTP API hands it to Lambda, in payload format 2.0. */
export const httpEvent = (headers: Readonly<Record<string, unknown>>, body: Buffer) => ({
  version: '2.0',
  routeKey: 'POST /slack/events',
  rawPath: '/slack/events',
  rawQueryString: '',
  headers,
  requestContext: { http: { method: 'POST', path: '/slack/events' } },
  body: body.toString('base64'),
  isBase64Encoded: true,
});
