import { type LogFile, MAX_FILE_BYTES, type Trail } from './log-files';

/** What a program is handed to read: `process.stdin`. */
export type Input = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

const NAME = 'standard input';

/** Records out of a pipe, as if they lay in one file. */
export const inputTrail = (input: Input): Trail => {
  let reading: Promise<LogFile> | undefined;
  return {
    address: NAME,
    files: async () => {
      reading ??= readAll(input);
      return [await reading];
    },
  };
};

const readAll = async (input: Input): Promise<LogFile> => {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of input) {
    pieces.push(Buffer.from(piece));
    bytes += piece.length;
    if (bytes > MAX_FILE_BYTES) throw new Error('More than 200 MB came in: split it, and ask of a folder.');
  }
  return { name: NAME, bytes, read: async () => Buffer.concat(pieces) };
};
