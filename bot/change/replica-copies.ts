import type { Change } from './change';
import { isUuid } from './resource';

/** Global Resiliency repeats a change within seconds; a replica that was busy is given this long. */
const COPIED_WITHIN_MS = 15 * 60_000;

/** A change with the records of it that the replica's Region holds. */
export interface Copied {
  readonly changes: readonly Change[];
  /** By the event id of the change that was repeated; oldest first. */
  readonly copiesOf: ReadonlyMap<string, readonly Change[]>;
}

/**
 * Tells a change that Global Resiliency repeated in the replica's Region once. A copy is the replica sync's call of the same
 * operation on the same id soon after; one without an original among the changes is told by itself. That a copy conflicts with
 * what is there already (`ResourceConflictException`) is usual and means nothing.
 */
export const collapseCopies = (changes: readonly Change[]): Copied => {
  const originals = new Map<string, Change[]>();
  for (const change of changes) {
    if (isSync(change) || change.outcome.kind === 'failed' || copyKey(change) === undefined) continue;
    const key = copyKey(change) ?? '';
    originals.set(key, [...(originals.get(key) ?? []), change]);
  }
  const copiesOf = new Map<string, Change[]>();
  const told = changes.filter((change) => {
    const original = isSync(change) ? originalOf(change, originals.get(copyKey(change) ?? '') ?? []) : undefined;
    if (original === undefined) return true;
    if (change.outcome.kind === 'failed') return change.outcome.errorCode !== 'ResourceConflictException';
    copiesOf.set(original.eventId, [...(copiesOf.get(original.eventId) ?? []), change].sort(byTime));
    return false;
  });
  return { changes: told, copiesOf };
};

const isSync = ({ actor }: Change): boolean => actor.kind === 'replica sync';

const copyKey = ({ eventName, resource: { id } }: Change): string | undefined =>
  id !== undefined && isUuid(id) ? `${eventName} ${id.toLowerCase()}` : undefined;

/** The newest call before it, in another Region. */
const originalOf = (copy: Change, candidates: readonly Change[]): Change | undefined =>
  candidates
    .filter(
      (one) =>
        one.region !== copy.region &&
        one.resource.type === copy.resource.type &&
        Date.parse(one.time) <= Date.parse(copy.time) &&
        Date.parse(copy.time) - Date.parse(one.time) <= COPIED_WITHIN_MS,
    )
    .sort(byTime)
    .at(-1);

const byTime = (a: Change, b: Change): number => a.time.localeCompare(b.time) || (a.eventId < b.eventId ? -1 : 1);
