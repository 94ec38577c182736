import { type LogFile, readTrail } from '../../bot/trail/log-files';

/** What a file came to, with all its records. */
export type WholeRead = { readonly file: LogFile; readonly records: readonly unknown[] } & (
  | { readonly kind: 'read'; readonly isPage?: true }
  | { readonly kind: 'broken'; readonly reason: string; readonly advice?: string }
);

/** Each file of a trail by itself. */
export const readFiles = async (files: readonly LogFile[]): Promise<readonly WholeRead[]> => {
  const reads: WholeRead[] = [];
  let records: unknown[] = [];
  for await (const read of readTrail(files)) {
    if (read.kind === 'records') {
      records.push(...read.records);
      continue;
    }
    reads.push({ ...read, records });
    records = [];
  }
  return reads;
};

/** A file that is there at once. */
export async function* pieces(...all: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* all;
}

/** A file that can't be read. */
export const failing = (error: Error): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }),
});
