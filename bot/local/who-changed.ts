import { pipeline } from 'node:stream/promises';
import { ask } from './ask';
import { failureLine } from './failure-line';
import { machineZone } from './machine-zone';
import { progressOn } from './progress';

// The SDK's note about Node 20 is not what anybody asked for.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** Whether a stream is a terminal that moves and colours letters: https://no-color.org for the latter. */
const isDrawn = ({ isTTY }: { isTTY?: boolean }): boolean => isTTY === true && process.env.TERM !== 'dumb';

/** `FORCE_COLOR` asks for colours where nobody would expect them (`| less -R`); 0 asks for none, as `NO_COLOR` does. */
const isColoured = (): boolean => {
  const { FORCE_COLOR: forced, NO_COLOR: none } = process.env;
  return forced ? forced !== '0' : isDrawn(process.stdout) && !none;
};

// Whoever reads may have read enough (`| head -1`): that is no failure, and nobody is left to tell.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
}

/** No faster than it is read. */
const pipe = (pieces: Iterable<string>): Promise<void> => pipeline(pieces, process.stdout, { end: false });

ask(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  pipe,
  now: () => new Date(),
  zone: machineZone(),
  colours: isColoured(),
  ...(isDrawn(process.stderr) && { working: progressOn(process.stderr) }),
}).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${failureLine(error)}\n`);
    process.exitCode = 1;
  },
);
