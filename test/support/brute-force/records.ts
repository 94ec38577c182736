import { newestFirst, type RawRecord, type ReadChange, readChange, secondsBetween } from './change';
import { plainValue } from './json';

/** What a request sets, ids bare: the id that it is about and the instance are written otherwise in each Region. */
const asSet = ({ kind, request }: ReadChange): string => {
  const { InstanceId: _instance, ...members } = request;
  return plainValue({ ...members, ...(kind.id !== undefined && { [kind.id]: '' }) });
};

/** The change that a replica's copy repeats: the newest one that set the same. */
const originalOf = (copy: ReadChange, all: readonly ReadChange[]): ReadChange | undefined =>
  all
    .filter(
      (one) =>
        one.sort !== 'sync' &&
        !one.failed &&
        copy.id !== undefined &&
        one.id === copy.id &&
        one.eventName === copy.eventName &&
        one.region !== copy.region &&
        asSet(one) === asSet(copy) &&
        secondsBetween(one.time, copy.time) >= 0 &&
        secondsBetween(one.time, copy.time) <= 15 * 60,
    )
    .sort(newestFirst)[0];

/** Every change of the records, each once, newest first; and event id → the copies that a replica's Region holds of it. */
export interface ReadRecords {
  /** The copies too, but not those that conflicted: who asks for the replica sync's own calls is told them. */
  readonly withCopies: readonly ReadChange[];
  readonly changes: readonly ReadChange[];
  readonly copies: ReadonlyMap<string, readonly string[]>;
}

export const readRecords = (records: readonly RawRecord[]): ReadRecords => {
  const unique = [...new Map(records.map((record) => [record.eventID, record])).values()];
  const all = unique.flatMap((record) => readChange(record) ?? []).sort(newestFirst);
  const copies = new Map<string, string[]>();
  const withCopies = all;
  const changes = all.filter((change) => {
    const original = change.sort === 'sync' ? originalOf(change, all) : undefined;
    if (original === undefined) return true;
    if (change.failed) return change.errorCode !== 'ResourceConflictException';
    copies.set(original.eventId, [...(copies.get(original.eventId) ?? []), change.eventId]);
    return false;
  });
  return { changes, copies, withCopies };
};
