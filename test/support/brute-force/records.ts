import { ATTRIBUTE, newestFirst, type RawRecord, type ReadChange, readChange, secondsBetween } from './change';
import { memberOf, plainValue } from './json';

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

/** Of a call that two accounts have a record of, the one that says no more than the caller's account is passed over. */
const isFullest = ({ sharedEventID, userIdentity }: RawRecord): boolean =>
  sharedEventID === undefined || memberOf(userIdentity, 'type') !== 'AWSAccount';

/** What goes by its name is one thing under all the names that it had: that under which it was made. */
const underFirstNames = (newestFirst: readonly ReadChange[], first: Map<string, string>): readonly ReadChange[] =>
  [...newestFirst]
    .reverse()
    .map((change) => {
      const { id, type, failed, stated, whole } = change;
      if (type !== ATTRIBUTE || id === undefined) return change;
      const key = first.get(id) ?? id;
      if (!failed && stated !== undefined) first.set(`${whole[0]}/${stated}`, key);
      return { ...change, id: key };
    })
    .reverse();

/** Every change of the records, each once, newest first; and event id → the copies that a replica's Region holds of it. */
export interface ReadRecords {
  /** The copies too, but not those that conflicted: who asks for the replica sync's own calls is told them. */
  readonly withCopies: readonly ReadChange[];
  readonly changes: readonly ReadChange[];
  readonly copies: ReadonlyMap<string, readonly string[]>;
  /** An id that is a name → the first name of the same thing. */
  readonly firstNames: ReadonlyMap<string, string>;
}

export const readRecords = (records: readonly RawRecord[]): ReadRecords => {
  const unique = [...new Map(records.filter(isFullest).map((record) => [record.eventID, record])).values()];
  const firstNames = new Map<string, string>();
  const all = underFirstNames(unique.flatMap((record) => readChange(record) ?? []).sort(newestFirst), firstNames);
  const copies = new Map<string, string[]>();
  const withCopies = all;
  const changes = all.filter((change) => {
    const original = change.sort === 'sync' ? originalOf(change, all) : undefined;
    if (original === undefined) return true;
    if (change.failed) return change.errorCode !== 'ResourceConflictException';
    copies.set(original.eventId, [...(copies.get(original.eventId) ?? []), change.eventId]);
    return false;
  });
  return { changes, copies, withCopies, firstNames };
};
