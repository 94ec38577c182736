import { namingOperations, type ResourceType } from '../change/catalogue';
import type { Change, Mention } from '../change/change';
import type { ResourceRef } from '../change/resource';
import { type Directory, withFacts } from '../directory/directory';
import type { DirectoryFact } from '../directory/facts';
import { type AnswerDeps, isoNow } from './answer-deps';
import { findOptional } from './find-optional';

const NAMED_BY_EVENTS: ReadonlySet<ResourceType> = new Set(namingOperations().map(({ type }) => type));

/**
 * The directory with the names of what changes mention and no listing shows: things that are gone. The events that made or
 * renamed them tell, where they are within reach; that they don't is remembered for a while.
 */
export const nameThings = async (
  changes: readonly Change[],
  taken: readonly Mention[],
  directory: Directory,
  deps: AnswerDeps,
): Promise<Directory> => {
  const refs = changes.flatMap(({ resource, mentions }) => [resource, ...mentions.map((mention) => mention.resource)]);
  const unnamed = [...refs, ...taken.map(({ resource }) => resource)].filter((ref) => isUnnamed(ref, directory));
  const types = [...new Set([...unnamed, ...renamedPerhaps(changes, directory)].map(({ type }) => type))];
  if (types.length === 0) return directory;
  const { facts, whole } = await findOptional('names', { types, naming: true, window: {} }, deps.find);
  const fuller = withFacts(directory, facts);
  // Users are asked of Connect itself, which a "not known" of theirs must come from.
  const still = whole ? unnamed.filter((ref) => ref.type !== 'user' && isUnnamed(ref, fuller)) : [];
  // Filed where the thing is: a replica's Region must not hide what its own tells of it.
  const filed = still.map((ref) => fuller.entry(ref)?.ref ?? ref);
  const notKnown = filed.map((ref): DirectoryFact => ({ kind: 'not known', ref, at: isoNow(deps.now) }));
  await deps.learn?.([...facts, ...notKnown]);
  return withFacts(fuller, notKnown);
};

/** Changed things whose name only a later listing shows: they may have been called otherwise, as a rename would tell. */
const renamedPerhaps = (changes: readonly Change[], directory: Directory): readonly ResourceRef[] =>
  changes.flatMap(({ resource, time }) => {
    const [first] = directory.entry(resource)?.names ?? [];
    const isLater = first !== undefined && first.from === undefined && Date.parse(first.firstSeen) > Date.parse(time);
    return isLater && RENAMED_BY_EVENTS.has(resource.type) ? [resource] : [];
  });

/** Logins and numbers stay what they were. */
const RENAMED_BY_EVENTS: ReadonlySet<ResourceType> = new Set(
  namingOperations().flatMap(({ type, verb }) => (verb === 'update' || verb === 'put' ? [type] : [])),
);

const isUnnamed = (ref: ResourceRef, directory: Directory): boolean => {
  if (ref.id === undefined || !NAMED_BY_EVENTS.has(ref.type)) return false;
  const entry = directory.entry(ref);
  return entry === undefined || (entry.names.length === 0 && entry.notKnownSince === undefined);
};
