import { recordsReader } from '../../bot/trail/records-in';

/** All records of bytes that come in pieces of this size; throws why there are none, or no more. */
export const recordsIn = (
  bytes: Buffer,
  piece = bytes.length || 1,
): { readonly records: readonly unknown[]; readonly isPage: boolean } => {
  const reader = recordsReader();
  const records: unknown[] = [];
  for (let from = 0; from < bytes.length; from += piece)
    records.push(...reader.add(bytes.subarray(from, from + piece)));
  records.push(...reader.end());
  const failure = reader.failure();
  if (failure !== undefined) throw failure;
  return { records, isPage: reader.isPage() };
};
