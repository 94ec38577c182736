import { isPartial } from '../answer/edge-lines';
import type { Change } from '../change/change';
import { nameInId, underName } from '../change/known-by-name';
import { isUuid, type ResourceRef, sameResource } from '../change/resource';
import { type Directory, type DirectoryEntry, isInScope, type Scope, withFacts } from '../directory/directory';
import { fold } from '../directory/names';
import type { Query } from '../query/query';
import { type Found, isMeant } from '../sources/change-source';
import { phrases } from '../words/words';
import type { AnswerDeps, Named } from './answer-deps';

/** What has or had the name itself, or is known by it as its id: a beginning of it is only tried where nothing is. */
export const entriesNamed = (name: string, scope: Scope, directory: Directory): readonly DirectoryEntry[] => {
  const { match, entries } = directory.find(name, scope);
  const byId = directory.withId(name).filter((entry) => isInScope(entry, scope));
  return [...(match === 'exact' || match === 'folded' ? entries : []), ...byId];
};

/** Where all that bears a name to the letter is gone, what is called so but for capitals or accents may be meant. */
export const alikeNotes = (
  name: string,
  entries: readonly DirectoryEntry[],
  directory: Directory,
  scope: Scope,
): readonly string[] => {
  if (entries.some(({ deleted }) => deleted === undefined)) return [];
  const alike = directory.alike(name, scope).flatMap(({ names, deleted }) => {
    const now = names.at(-1)?.name;
    const fits = now !== undefined && now !== name && fold(now) === fold(name) && deleted === undefined;
    return fits ? [now] : [];
  });
  return alike.length === 0 ? [] : [phrases.search.gone({ name, alike: [...new Set(alike)] })];
};

export const scopeOf = ({ types }: Pick<Query, 'types'>, instanceId: string | undefined): Scope => ({
  types,
  ...(instanceId !== undefined && { instanceId }),
});

/** A replica's directory holds the same things under the same ids. */
export const distinctThings = (refs: readonly ResourceRef[]): readonly ResourceRef[] => {
  // A beginning may be that of thousands of names: each is compared with those of its own id alone.
  const before = new Map<string, ResourceRef[]>();
  return refs.filter((ref) => {
    if (ref.id === undefined) return false;
    const key = `${ref.type} ${ref.id.toLowerCase()}`;
    const others = before.get(key) ?? [];
    before.set(key, [...others, ref]);
    return !others.some((other) => sameResource(other, ref));
  });
};

/** Whether an id means another thing in each instance: a name does, or the ARN of something outside, and no UUID, nor what is in one. */
export const isOneInEach = ({ id = '', instance }: ResourceRef): boolean =>
  instance !== undefined && !isUuid(id.split('/')[0] ?? '');

/** Things in whatever instance of their own and these Regions, where there is one in each. */
export const inAllInstances = (refs: readonly ResourceRef[], regions: readonly string[]): readonly ResourceRef[] =>
  distinctThings(
    refs.flatMap((ref) => {
      const { instance: _one, ...anywhere } = ref;
      return isOneInEach(ref) ? [anywhere, ...regions.map((region) => ({ ...anywhere, region }))] : [ref];
    }),
  );

/** What was asked for by an id that nothing names, as the changes state it where they agree on what it is. */
export const asRecorded = (ref: ResourceRef, changes: readonly Change[]): ResourceRef => {
  if (ref.type !== 'unknown') return ref;
  const stated = changes.flatMap(({ resource, mentions }) => [resource, ...mentions.map((one) => one.resource)]);
  const [only, ...others] = distinctThings(stated.filter((one) => one.type !== 'unknown' && isMeant(one, ref)));
  if (only === undefined || others.length > 0) return ref;
  return isUuid(only.id ?? '') ? { ...only, id: only.id?.toLowerCase() ?? '' } : only;
};

/** Things with what each is known by under its other names, where a rename gave it another id. */
export const underAllNames = (refs: readonly ResourceRef[], directory: Directory): readonly ResourceRef[] => {
  const all: ResourceRef[] = [...refs];
  // It grows while it is walked: one name leads to the next.
  for (const ref of all) {
    for (const other of otherNames(ref, directory)) {
      if (!all.some((one) => sameResource(one, other))) all.push(other);
    }
  }
  return all;
};

const otherNames = (ref: ResourceRef, directory: Directory): readonly ResourceRef[] => {
  const name = nameInId(ref);
  if (name === undefined) return [];
  const later = directory.entry(ref)?.names.map((held) => underName(ref, held.name)) ?? [];
  const earlier = directory
    .alike(name, { types: [ref.type] })
    .map((entry) => entry.ref)
    .filter((one) => sameResource(underName(one, name), ref));
  return [...later, ...earlier];
};

/**
 * What goes by its name in its parent and has or had the name asked for as its id, but for its letters: by that its changes are found one by
 * one, and it is one thing under all its names. A rename that gives the name makes no other thing's id of it.
 */
export const goingBy = (
  name: string,
  changes: readonly Change[],
  scope: Scope,
  directory: Directory,
): readonly ResourceRef[] => {
  const isSo = (ref: ResourceRef): boolean => fold(nameInId(ref) ?? '') === fold(name);
  const known = directory.alike(name, scope).flatMap(({ ref, names }) => {
    if (nameInId(ref) === undefined) return [];
    const others = names.map((held) => underName(ref, held.name));
    return [ref, ...others.filter((other) => directory.entry(other) !== undefined)];
  });
  const found = changes.map(({ resource }) => resource).filter((ref) => isInScope({ ref }, scope));
  return distinctThings([...known, ...found].filter(isSo));
};

/** Each thing once, under the first of its names. */
export const oncePerThing = (refs: readonly ResourceRef[], directory: Directory): readonly ResourceRef[] => {
  const known: ResourceRef[] = [];
  return refs.filter((ref) => {
    if (nameInId(ref) === undefined) return true;
    const isFirst = !known.some((one) => sameResource(one, ref));
    if (isFirst) known.push(...underAllNames([ref], directory));
    return isFirst;
  });
};

/** Events that gave names; `name` is the one that is looked for, where it is one. */
export const namesInEvents = async (types: Query['types'], deps: AnswerDeps, name?: string): Promise<Found> => {
  const found = await deps.find({ types, naming: true, window: {}, ...(name !== undefined && { name }) });
  await deps.learn?.(found.facts);
  return found;
};

/** The directory with the users that events made. That they could not be read costs a note. */
export const withUsersOfEvents = async (directory: Directory, deps: AnswerDeps): Promise<Named> => {
  try {
    const { facts, coverage } = await namesInEvents(['user'], deps);
    return {
      directory: withFacts(directory, facts),
      notes: coverage.notes.filter(isPartial),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { directory, notes: [phrases.search.usersUnsearched({ reason })] };
  }
};
