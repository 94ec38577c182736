import { type ResourceRef, sameResource } from '../change/resource';
import { type Directory, type DirectoryEntry, type Scope, withFacts } from '../directory/directory';
import type { Query } from '../query/query';
import type { Found } from '../sources/change-source';
import type { AnswerDeps, Named } from './answer-deps';

/** What bears or bore the name itself: a beginning of it is only tried where nothing does. */
export const bearersOf = (name: string, scope: Scope, directory: Directory): readonly DirectoryEntry[] => {
  const { match, entries } = directory.find(name, scope);
  return match === 'exact' || match === 'folded' ? entries : [];
};

export const scopeOf = ({ types }: Pick<Query, 'types'>, instanceId: string | undefined): Scope => ({
  types,
  ...(instanceId !== undefined && { instanceId }),
});

/** A replica's directory holds the same things under the same ids. */
export const distinctThings = (refs: readonly ResourceRef[]): readonly ResourceRef[] =>
  refs.filter((ref, index) => refs.findIndex((other) => sameResource(other, ref)) === index);

export const namesInEvents = async (types: Query['types'], deps: AnswerDeps): Promise<Found> => {
  const found = await deps.find({ types, naming: true, window: {} });
  await deps.learn?.(found.facts);
  return found;
};

/** The directory with the users that events made. That they could not be read costs a note. */
export const withUsersOfEvents = async (directory: Directory, deps: AnswerDeps): Promise<Named> => {
  try {
    const { facts, coverage } = await namesInEvents(['user'], deps);
    return {
      directory: withFacts(directory, facts),
      notes: coverage.notes.filter((note) => note.startsWith('Partial')),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { directory, notes: [`Partial: names of users could not be looked for in events. ${reason}`] };
  }
};
