import { nameInId, underName } from '../change/known-by-name';
import type { ResourceRef } from '../change/resource';
import type { Directory } from './directory';
import type { HeldName } from './entry';

/** What a thing is called at a moment, as far as renames tell, and what became of it since. */
export interface LaterLife {
  readonly name?: string;
  readonly nameNow?: string;
  readonly isDeleted: boolean;
}

/**
 * What became of a thing that a record of this time names. What is known by its name within its parent goes on under the id of its new
 * name; another thing may have had the old name since, or the new one before.
 */
export const laterLife = (directory: Directory, ref: ResourceRef, time: string): LaterLife => {
  const own = nameInId(ref);
  const nameNow = directory.nameNow(ref);
  if (own === undefined) return { ...(nameNow !== undefined && { nameNow }), isDeleted: directory.isDeleted(ref) };
  const at = Date.parse(time);
  const names = namesOf(directory, ref);
  const first = names.find((held) => held.name !== own && since(held) >= at) ?? awayFrom(own, names);
  if (first === undefined) return { name: own, nameNow: own, isDeleted: isGone(directory, ref, at) };
  const renames = renamesFrom(directory, ref, first);
  const last = renames.at(-1) ?? first;
  const { name } = renames.findLast((held) => since(held) < at) ?? { name: own };
  return { name, nameNow: last.name, isDeleted: endedAfter(directory, underName(ref, last.name), since(last)) };
};

const since = ({ firstSeen }: HeldName): number => Date.parse(firstSeen);
const namesOf = (directory: Directory, ref: ResourceRef): readonly HeldName[] => directory.entry(ref)?.names ?? [];

/** The name that a thing was given last, where it is another: it had gone from its id by then. */
const awayFrom = (own: string, names: readonly HeldName[]): HeldName | undefined => {
  const last = names.at(-1);
  return last?.name === own ? undefined : last;
};

/** One rename after the other, each from the name that the one before gave. */
const renamesFrom = (directory: Directory, ref: ResourceRef, first: HeldName): readonly HeldName[] => {
  const renames = [first];
  // It grows while it is walked: one name leads to the next. Of one second, only renames of what was not called so before follow.
  for (const { name, firstSeen } of renames) {
    const names = namesOf(directory, underName(ref, name));
    const isNew = names.every((held) => since(held) >= Date.parse(firstSeen));
    const next = names.find(
      (held) => held.name !== name && (since(held) > Date.parse(firstSeen) || (isNew && held.firstSeen === firstSeen)),
    );
    if (next !== undefined && !renames.includes(next)) renames.push(next);
  }
  return renames;
};

/** When the thing of this id was deleted, if it was not made again since. */
const endOf = (directory: Directory, ref: ResourceRef): number | undefined => {
  const at = directory.entry(ref)?.deleted?.at;
  return at === undefined ? undefined : Date.parse(at);
};

const endedAfter = (directory: Directory, ref: ResourceRef, ms: number): boolean => {
  const end = endOf(directory, ref);
  return end !== undefined && end >= ms;
};

/** Whether what has the id at a moment is gone: after a deletion another thing may have been given the name. */
const isGone = (directory: Directory, ref: ResourceRef, at: number): boolean => {
  const end = endOf(directory, ref);
  if (end === undefined || end >= at) return end !== undefined;
  const name = nameInId(ref) ?? '';
  return !directory
    .alike(name, { types: [ref.type] })
    .some(
      (entry) =>
        underName(entry.ref, name).id === ref.id && entry.names.some((held) => held.name === name && since(held) > end),
    );
};
