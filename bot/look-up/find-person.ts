import type { Directory, DirectoryEntry, Scope } from '../directory/directory';
import { fold } from '../directory/names';
import type { Query } from '../query/query';
import type { PersonMatch } from '../sources/change-source';
import type { AnswerDeps } from './answer-deps';
import { bearersOf, scopeOf, withUsersOfEvents } from './known-names';

export interface PersonFound {
  readonly by?: PersonMatch;
  readonly directory: Directory;
  readonly notes: readonly string[];
}

/**
 * A person's name means the Connect users who bear or bore it, and whoever else signs in by exactly that name. Where the
 * directory knows no such user, one may have come and gone between two listings: the events that made users tell.
 */
export const resolvePerson = async (
  { by }: Query,
  directory: Directory,
  instanceId: string | undefined,
  deps: AnswerDeps,
): Promise<PersonFound> => {
  if (by === undefined) return { directory, notes: [] };
  const name = by.kind === 'name' ? by.name : (by.label ?? by.slackUserId);
  const scope = scopeOf({ types: ['user'] }, instanceId);
  const known = matchPerson(name, scope, directory);
  if (known.connectUserIds.length > 0) return { by: known, directory, notes: [] };
  const { directory: fuller, notes } = await withUsersOfEvents(directory, deps);
  return { by: matchPerson(name, scope, fuller), directory: fuller, notes };
};

const matchPerson = (name: string, scope: Scope, directory: Directory): PersonMatch => {
  const users = [...bearersOf(name, scope, directory), ...usersOfFullName(name, scope, directory)];
  const ids = users.flatMap(({ ref }) => ref.id ?? []);
  // Connect compares logins without their capitals, CloudTrail with them: the login as it is written is looked for too.
  const logins = users
    .flatMap(({ names }) => names.map((held) => held.name))
    .filter((login) => fold(login) === fold(name));
  return { connectUserIds: [...new Set(ids)], names: [...new Set([name, ...logins])] };
};

/** First and last name in either order, with or without a space: 山田 太郎 and Taro Yamada are both usual. */
const usersOfFullName = (name: string, { instanceId }: Scope, directory: Directory): readonly DirectoryEntry[] => {
  const wanted = withoutSpaces(name);
  return [...directory.entries()].filter(({ ref, person: { firstName = '', lastName = '' } = {} }) => {
    const fits = [`${firstName}${lastName}`, `${lastName}${firstName}`].map(withoutSpaces).includes(wanted);
    const isHere = instanceId === undefined || ref.instance?.id === instanceId;
    return ref.type === 'user' && isHere && fits && wanted !== '';
  });
};

const withoutSpaces = (text: string): string => fold(text).replaceAll(' ', '');
