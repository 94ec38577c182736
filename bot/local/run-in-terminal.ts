import { failureLine } from './failure-line';
import type { IngestTerminal } from './ingest';

/** Runs a command of npm in the terminal that started it, with the arguments that it was given. */
export const runInTerminal = (run: (argv: readonly string[], terminal: IngestTerminal) => Promise<number>): void => {
  // The SDK's note about Node 20 is not what anybody asked for.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  run(process.argv.slice(2), {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    now: () => new Date(),
    progress: process.stderr,
    isTerminal: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
  }).then(
    (status) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      process.stderr.write(`${failureLine(error)}\n`);
      process.exitCode = 1;
    },
  );
};
