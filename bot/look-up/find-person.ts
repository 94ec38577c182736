import { nameInArn } from '../actor/name-in-arn';
import { labelOfUser } from '../answer/name';
import { parseArn } from '../change/arn';
import type { Directory, DirectoryEntry, Scope } from '../directory/directory';
import { nearestAmong } from '../directory/find-names';
import { fold, fullNamesOf, withoutSpaces } from '../directory/names';
import { earlierHolder } from '../directory/namesakes';
import type { Person, Query } from '../query/query';
import type { PersonMatch } from '../sources/change-source';
import { phrases } from '../words/words';
import type { AnswerDeps, SlackPerson } from './answer-deps';
import { entriesNamed, scopeOf, withUsersOfEvents } from './known-names';

export interface PersonFound {
  readonly by?: PersonMatch;
  readonly directory: Directory;
  readonly notes: readonly string[];
  /** A Slack user of whom nothing is known that anybody could sign in by: there is nothing to look for. */
  readonly nobody?: true;
}

/**
 * A person's name means the Connect users who bear or bore it, and whoever else signs in by exactly that name. Users may have
 * come and gone between two listings: the events that made them tell.
 */
export const resolvePerson = async (
  { by }: Query,
  directory: Directory,
  instanceId: string | undefined,
  deps: AnswerDeps,
): Promise<PersonFound> => {
  if (by === undefined) return { directory, notes: [] };
  const scope = scopeOf({ types: ['user'] }, instanceId);
  if (by.kind === 'slack user' && deps.slackPerson !== undefined) {
    return resolveSlackUser(by, await deps.slackPerson(by.slackUserId), { directory, scope, deps });
  }
  const name = by.kind === 'name' ? by.name : (by.label ?? by.slackUserId);
  // A login may have been somebody else's before: also where it is known, the events that made users tell.
  const { directory: fuller, notes } = await withUsersOfEvents(directory, deps);
  const match = matchPerson(nameInArn(name) ?? name, scope, fuller);
  return { by: match, directory: fuller, notes: [...notes, ...namesakeNotes(match, fuller)] };
};

const matchPerson = (name: string, scope: Scope, directory: Directory): PersonMatch => {
  const users = [
    ...entriesNamed(name, scope, directory),
    ...usersOfFullName(name, scope, directory),
    ...usersOfId(name, scope, directory),
    ...usersOfLabel(name, scope, directory),
  ];
  // Connect compares logins without their capitals, CloudTrail with them: the login as it is written is looked for too.
  const logins = users.flatMap(loginsOf).filter((login) => fold(login) === fold(name));
  return { connectUserIds: idsOf(users), names: [...new Set([name, ...logins])] };
};

/** The instances whose users have or had a name: by alias, where that is known. */
export const instancesOfPerson = (name: string, directory: Directory): readonly string[] => {
  const users = matchPerson(name, scopeOf({ types: ['user'] }, undefined), directory).connectUserIds;
  const instances = users.flatMap((id) => directory.withId(id)).flatMap(({ ref }) => ref.instance ?? []);
  return [...new Set(instances.map(({ alias, id }) => alias ?? id))];
};

/** Names much like one under which no change was made: those of users, and of all who made changes where these are known. */
export const nearestPeople = (
  name: string,
  directory: Directory,
  { doers = [] }: Pick<AnswerDeps, 'doers'>,
): readonly string[] => {
  const users = directory.nearest(name, 3, { types: ['user'] });
  const others = doers.filter((doer) => fold(doer) !== fold(name));
  return nearestAmong(new Set([...users, ...others]), name, 3);
};

/** That a login was one user's after another's: the changes of each are told. */
const namesakeNotes = ({ connectUserIds }: PersonMatch, directory: Directory): readonly string[] => {
  const users = connectUserIds.flatMap((id) => directory.withId(id)).filter(({ ref }) => ref.type === 'user');
  const logins = new Set(
    users.flatMap((user) => loginsOf(user).filter((login) => earlierHolder(directory, user, login))),
  );
  return [...logins].flatMap((login) => {
    const own = users.filter((user) => hasLogin(user, login));
    // One of them, asked for by id, is told alone.
    if (own.length < 2) return [];
    return phrases.search.oneLogin({ login, users: own.map((user) => labelOfUser(directory, user, login)) });
  });
};

const idsOf = (users: readonly DirectoryEntry[]): readonly string[] => [
  ...new Set(users.flatMap(({ ref }) => ref.id ?? [])),
];

const loginsOf = ({ names }: DirectoryEntry): readonly string[] => names.map((held) => held.name);

const usersIn = (users: readonly DirectoryEntry[], { instanceId }: Scope): readonly DirectoryEntry[] =>
  users.filter(({ ref }) => instanceId === undefined || ref.instance?.id === instanceId);

/** Users whose first and last name this is. */
export const usersOfFullName = (name: string, scope: Scope, directory: Directory): readonly DirectoryEntry[] =>
  (scope.types?.length ?? 0) > 0 && !scope.types?.includes('user') ? [] : usersIn(directory.usersCalled(name), scope);

/** The user of an id, also where it stands in an ARN. */
const usersOfId = (text: string, scope: Scope, directory: Directory): readonly DirectoryEntry[] =>
  usersIn(directory.withId(parseArn(text)?.id ?? text), scope).filter(({ ref }) => ref.type === 'user');

/** "Mateo Jackson (mjackson)", as answers tell a user. */
export const usersOfLabel = (text: string, scope: Scope, directory: Directory): readonly DirectoryEntry[] => {
  const [, before, inside] = /^(.+) \(([^()]+)\)$/.exec(text.trim()) ?? [];
  if (before === undefined || inside === undefined) return [];
  const users = usersOfFullName(before, scope, directory).filter((user) => hasLogin(user, inside));
  return [...users, ...earlierUsersOfLabel(text.trim(), before, scope, directory)];
};

/** "the earlier mjackson (deleted 2026-10-01 10:10 UTC)": among those of the login that the label names. */
const earlierUsersOfLabel = (
  label: string,
  before: string,
  scope: Scope,
  directory: Directory,
): readonly DirectoryEntry[] => {
  const login = before.match(/[^\s()]+/g)?.at(-1) ?? '';
  const isIt = (user: DirectoryEntry): boolean =>
    loginsOf(user).some((own) => fold(labelOfUser(directory, user, own)) === fold(label));
  return usersIn(directory.usersOfLogin(login), scope).filter(isIt);
};

const hasFullName = ({ person }: DirectoryEntry, name: string): boolean =>
  fullNamesOf(person).includes(withoutSpaces(name));

/** Where a Slack user is looked for. */
interface Place {
  readonly directory: Directory;
  readonly scope: Scope;
  readonly deps: AnswerDeps;
}

/**
 * A Slack user means the Connect users of the same e-mail address or full name, and whoever signs in to AWS by that address.
 * Users who came and went between two listings are known by login alone, so only an address can find them.
 */
const resolveSlackUser = async (
  by: Extract<Person, { kind: 'slack user' }>,
  person: SlackPerson | undefined,
  { directory, scope, deps }: Place,
): Promise<PersonFound> => {
  const called = `@${by.label ?? person?.displayName ?? person?.realName ?? by.slackUserId}`;
  const names = person?.email === undefined ? [] : [person.email];
  const found = (users: readonly UserTaken[], within: Directory, notes: readonly string[]): PersonFound => ({
    by: { connectUserIds: idsOf(users.map(({ user }) => user)), names },
    directory: within,
    notes: [...takenNotes(called, users), ...notes],
    ...(users.length + names.length === 0 && { nobody: true }),
  });
  const known = usersOfSlackPerson(person ?? {}, directory, scope);
  if (known.length > 0 || names.length === 0) return found(known, directory, []);
  const { directory: fuller, notes } = await withUsersOfEvents(directory, deps);
  return found(usersOfSlackPerson(person ?? {}, fuller, scope), fuller, notes);
};

/** A Connect user that a Slack user was taken for, and by what. */
interface UserTaken {
  readonly user: DirectoryEntry;
  readonly because: 'e-mail' | (typeof TOLD)[number];
}

/** An address needs no telling. */
const TOLD = ['login and name', 'name'] as const;

/** In each instance by the surest sign that finds anybody there: one person may have another login in each. */
const usersOfSlackPerson = (person: SlackPerson, directory: Directory, scope: Scope): readonly UserTaken[] => {
  const byInstance = new Map<string, readonly DirectoryEntry[]>();
  for (const user of usersIn(usersLike(person, directory), scope)) {
    const instance = user.ref.instance?.id ?? '';
    byInstance.set(instance, [...(byInstance.get(instance) ?? []), user]);
  }
  return [...byInstance.values()].flatMap((here) => usersOfOneInstance(person, here));
};

/** All who bear any of the signs. */
const usersLike = ({ email, realName = '' }: SlackPerson, directory: Directory): readonly DirectoryEntry[] => {
  const logins = email === undefined ? [] : [email, loginIn(email)];
  return [...new Set([...logins.flatMap(directory.usersOfLogin), ...directory.usersCalled(realName)])];
};

/** The part before the @ is no proof: `info` or `mjackson` may be another company's, or somebody else's. */
const loginIn = (email: string): string => email.split('@', 1).join();

const usersOfOneInstance = (
  { email, realName = '' }: SlackPerson,
  users: readonly DirectoryEntry[],
): readonly UserTaken[] => {
  const taken = (because: UserTaken['because'], fits: (user: DirectoryEntry) => boolean): readonly UserTaken[] =>
    users.filter(fits).map((user) => ({ user, because }));
  const byEmail = taken('e-mail', (user) => email !== undefined && hasLogin(user, email));
  if (byEmail.length > 0) return byEmail;
  const byLogin = taken('login and name', (user) => email !== undefined && hasLogin(user, loginIn(email)));
  const [only, ...others] = byLogin;
  if (only !== undefined && others.length === 0 && hasFullName(only.user, realName)) return [only];
  return taken('name', (user) => hasFullName(user, realName));
};

const hasLogin = (user: DirectoryEntry, login: string): boolean =>
  loginsOf(user).some((own) => own.toLowerCase() === login.toLowerCase());

/** Whom a mention was taken for, unless its e-mail address says so; or that it could not be matched. */
const takenNotes = (called: string, users: readonly UserTaken[]): readonly string[] => {
  if (users.length === 0) {
    return [phrases.search.slackUserUnmatched({ called })];
  }
  return TOLD.flatMap((by) => {
    const taken = users.filter(({ because }) => because === by).map(({ user }) => describe(user));
    return taken.length === 0 ? [] : [phrases.search.slackUserTaken({ called, users: [...new Set(taken)], by })];
  });
};

/** "Mateo Jackson (mjackson)" */
const describe = (user: DirectoryEntry): string => {
  const { person: { firstName = '', lastName = '' } = {}, ref } = user;
  return `${`${firstName} ${lastName}`.trim()} (${loginsOf(user).at(-1) ?? ref.id ?? phrases.search.unknownLogin})`;
};
