import { type ChildProcess, spawn } from 'node:child_process';
import type { Invoked } from './lambda-process';

/**
 * Lambda's part in a process that stays warm, as it does between the requests of a minute: load the file once, call the handler for each
 * message, one after the other. A queue's URL may be a name under localhost, which is this machine, though not every resolver knows that.
 */
const RUNTIME = `
  const dns = require('dns');
  const { lookup } = dns;
  dns.lookup = (name, ...others) => lookup(name.endsWith('.localhost') ? '127.0.0.1' : name, ...others);
  const { handler } = require(process.argv[1]);
  process.on('message', async ({ event }) => {
    const context = { getRemainingTimeInMillis: () => 66_000 };
    const said = await handler(event, context).then((answer) => ({ answer }), (error) => ({ error: String(error) }));
    process.send({ arity: handler.length, ...said });
  });
  process.on('disconnect', () => process.exit(0));
`;

interface Said {
  readonly arity: number;
  readonly answer?: Invoked['answer'];
  readonly error?: string;
}

interface Warm {
  readonly process: ChildProcess;
  log: string;
}

/** Built functions that are loaded once for each environment, in processes of their own. One call at a time for each. */
export const warmFunctions = () => {
  const warm = new Map<string, Warm>();
  const start = (file: string, env: Readonly<Record<string, string | undefined>>): Warm => {
    const child = spawn(process.execPath, ['-e', RUNTIME, file], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const one: Warm = { process: child, log: '' };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        one.log += text;
      });
    }
    return one;
  };
  return {
    invoke: async (
      file: string,
      event: unknown,
      env: Readonly<Record<string, string | undefined>>,
    ): Promise<Invoked> => {
      const key = `${file} ${JSON.stringify(env)}`;
      const one = warm.get(key) ?? start(file, env);
      warm.set(key, one);
      const said = await new Promise<Said>((resolve, reject) => {
        const end = (code: number | null): void => reject(new Error(`A function ended with ${code}: ${one.log}`));
        one.process.once('exit', end);
        one.process.once('message', (message) => {
          one.process.off('exit', end);
          resolve(message as Said);
        });
        one.process.send({ event });
      });
      const { log } = one;
      one.log = '';
      if (said.answer === undefined && said.error !== undefined) throw new Error(`A function failed: ${said.error}`);
      return { arity: said.arity, answer: said.answer ?? {}, log };
    },
    /** Ends all processes: the next calls begin cold. */
    stop: (): void => {
      for (const { process: child } of warm.values()) {
        child.removeAllListeners('exit');
        child.disconnect();
      }
      warm.clear();
    },
  };
};
