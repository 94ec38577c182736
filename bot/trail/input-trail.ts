import type { LogFile, Trail } from './log-files';

/** What a program is handed to read: `process.stdin`. */
export type Input = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

/** Records out of a pipe, as if they lay in one file. They can be read once: they are kept nowhere. */
export const inputTrail = (input: Input): Trail => ({
  address: 'standard input',
  files: async (): Promise<readonly LogFile[]> => [{ name: 'standard input', bytes: 0, read: () => bytesOf(input) }],
});

async function* bytesOf(input: Input): AsyncGenerator<Uint8Array> {
  for await (const piece of input) yield Buffer.from(piece);
}
