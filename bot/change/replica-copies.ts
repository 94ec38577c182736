import type { Change, FieldValue, JsonValue } from './change';
import { groupedBy } from './grouped-by';
import { bareId } from './ids';
import { isObject } from './json';
import { foldPath, membersOf } from './meaning';
import { inTime } from './order';
import { isUuid } from './resource';

/** Global Resiliency repeats a change within seconds; a replica that was busy is given this long. */
export const COPIED_WITHIN_MS = 15 * 60_000;

/** A change with the records of it that the replica's Region holds. */
export interface Copied {
  readonly changes: readonly Change[];
  /** By the event id of the change that was repeated; oldest first. */
  readonly copiesOf: ReadonlyMap<string, readonly Change[]>;
}

/**
 * Tells a change that Global Resiliency repeated in the replica's Region once. A copy is the replica sync's call of the same
 * operation on the same id soon after, which sets the same; one without an original among the changes is told by itself. That a
 * copy conflicts with what is there already (`ResourceConflictException`) is usual and means nothing.
 */
export const collapseCopies = (changes: readonly Change[]): Copied => {
  const mayBeCopied = changes.filter((change) => !isSync(change) && change.outcome.kind !== 'failed');
  const originals = groupedBy(mayBeCopied, copyKey);
  const copiesOf = new Map<string, Change[]>();
  const told = changes.filter((change) => {
    const original = isSync(change) ? originalOf(change, originals) : undefined;
    if (original === undefined) return true;
    if (change.outcome.kind === 'failed') return change.outcome.errorCode !== 'ResourceConflictException';
    copiesOf.set(original.eventId, [...(copiesOf.get(original.eventId) ?? []), change].sort(inTime));
    return false;
  });
  return { changes: told, copiesOf };
};

/** Calls of the replica sync that may each be a copy of something. */
export const possibleCopies = (changes: readonly Change[]): readonly Change[] =>
  changes.filter((change) => isSync(change) && copyKey(change) !== undefined);

const isSync = ({ actor }: Change): boolean => actor.kind === 'replica sync';

const copyKey = ({ eventName, resource: { id }, set }: Change): string | undefined =>
  id !== undefined && isUuid(id)
    ? [
        eventName,
        id.toLowerCase(),
        ...set.map(({ field, to }) => `${foldPath(field)}=${plainly(field, to)}`).sort(),
      ].join(' ')
    : undefined;

/** What was set as text that is the same in both Regions, whatever the order and the capitals of members, and the order of items. */
const plainly = (field: string, to: FieldValue): string =>
  to.kind === 'hidden' ? 'hidden' : plainValue(field, to.value);

const plainValue = (path: string, value: JsonValue): string => {
  if (typeof value === 'string') return JSON.stringify(bareId(value).replace(REGION_IN_ARN, '$1::'));
  if (Array.isArray(value))
    return `[${value
      .map((item: JsonValue) => plainValue(path, item))
      .sort()
      .join()}]`;
  if (!isObject(value)) return JSON.stringify(value === null ? null : String(value));
  return `{${membersOf(path, value)
    .map(([member, held]) => `${member}:${plainValue(member, held)}`)
    .sort()
    .join()}}`;
};

/** A function or a bot that a thing refers to is the replica's own there. */
const REGION_IN_ARN = /\b(arn:[\w-]+:[\w-]+):[\w-]+:/g;

/** The newest call before it, in another Region. */
const originalOf = (
  copy: Change,
  originals: ReadonlyMap<string | undefined, readonly Change[]>,
): Change | undefined => {
  const key = copyKey(copy);
  const candidates = key === undefined ? [] : (originals.get(key) ?? []);
  return candidates
    .filter(
      (one) =>
        one.region !== copy.region &&
        one.resource.type === copy.resource.type &&
        Date.parse(one.time) <= Date.parse(copy.time) &&
        Date.parse(copy.time) - Date.parse(one.time) <= COPIED_WITHIN_MS,
    )
    .sort(inTime)
    .at(-1);
};
