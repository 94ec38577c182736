import type { Actor } from '../actor/actor';
import type { Change } from '../change/change';
import { isOnlyItsId } from '../change/known-by-name';
import type { ResourceRef } from '../change/resource';
import type { Directory, DirectoryEntry } from '../directory/directory';
import type { HeldName } from '../directory/entry';
import { laterLife } from '../directory/later-life';
import { earlierHolder } from '../directory/namesakes';
import { phrases } from '../words/words';
import type { NamedActor, NamedResource } from './answer';

/**
 * What a resource was called at a moment, and what it is called now. `inRecord` is the name that the record itself states. The
 * name is left out where the directory knows only later ones that an event gave: until then it was called something else.
 */
export const nameResource = (
  directory: Directory,
  ref: ResourceRef,
  time: string,
  inRecord?: string,
): NamedResource => {
  const { name: own, nameNow: now, isDeleted } = laterLife(directory, ref, time);
  const name = inRecord ?? own ?? nameThen(directory.entry(ref), time);
  return {
    ref: withAlias(directory, ref),
    ...(name !== undefined && { name }),
    ...(now !== undefined && now !== name && !isSameSpelling(ref, name, now) && { nameNow: now }),
    ...(isDeleted && { deleted: true as const }),
    ...earlierIn(directory, ref, now ?? name),
  };
};

const isSameSpelling = (ref: ResourceRef, name: string | undefined, now: string): boolean =>
  name !== undefined && isOnlyItsId(name, ref) && isOnlyItsId(now, ref);

/** Of a user, that the login went to another. */
const earlierIn = (directory: Directory, ref: ResourceRef, login: string | undefined) => {
  const earlier =
    ref.type === 'user' && login !== undefined ? earlierHolder(directory, directory.entry(ref), login) : undefined;
  return earlier === undefined ? {} : { earlier };
};

/** The name that a sighting at or before the time shows. */
export const nameSeenBy = (entry: DirectoryEntry | undefined, time: string): string | undefined =>
  heldNameSeenBy(entry, time)?.name;

export const heldNameSeenBy = (entry: DirectoryEntry | undefined, time: string): HeldName | undefined =>
  entry?.names.filter(({ firstSeen }) => Date.parse(firstSeen) <= Date.parse(time)).at(-1);

const nameThen = (entry: DirectoryEntry | undefined, time: string): string | undefined => {
  const first = entry?.names[0];
  // A listing shows a name that was there before; an event shows the moment at which it began.
  return nameSeenBy(entry, time) ?? (first?.from === undefined ? first?.name : undefined);
};

/** An event knows an instance by its id only; its alias is the name that Connect lists it under. */
const withAlias = (directory: Directory, ref: ResourceRef): ResourceRef => {
  if (ref.instance === undefined) return ref;
  const { id, region } = ref.instance;
  const alias = directory.nameNow({ service: 'connect', type: 'instance', id, region });
  return alias === undefined ? ref : { ...ref, instance: { ...ref.instance, alias } };
};

/** The resource a Connect user is, in the instance that the change was made in. */
export const userRef = (userId: string, change: Change): ResourceRef => ({
  service: 'connect',
  type: 'user',
  id: userId,
  region: change.region,
  ...(change.resource.instance !== undefined && { instance: change.resource.instance }),
});

/** Who made a change, as a person would say it. */
export const nameActor = (directory: Directory, change: Change): NamedActor => {
  const { actor } = change;
  if (actor.kind !== 'connect user') return { actor, label: labelOfActor(actor) };
  const ref = userRef(actor.userId, change);
  const entry = directory.entry(ref);
  // A login is never unknown for want of an early sighting: the user is the same one.
  const login = directory.nameAt(ref, change.time);
  const isEarlier = login !== undefined && earlierHolder(directory, entry, login) !== undefined;
  return {
    actor,
    ...(login === undefined && { unnamed: true as const }),
    ...(isEarlier && { earlier: true as const }),
    label: entry === undefined || login === undefined ? labelOfActor(actor) : labelOfUser(directory, entry, login),
    ...(directory.isDeleted(ref) && { deleted: true as const }),
  };
};

/** A user as sentences call them: of two who had one login, the earlier says so. */
export const labelOfUser = (directory: Directory, entry: DirectoryEntry, login: string): string => {
  const label = personLabel(entry, login);
  const earlier = earlierHolder(directory, entry, login);
  return earlier === undefined
    ? label
    : phrases.actors.earlier({ label, userId: entry.ref.id ?? '', at: earlier.deletedAt });
};

/** First and last name where Connect gives them, with the login beside: logins are unique, names are not. */
const personLabel = ({ person }: DirectoryEntry, login: string): string => {
  const full = [person?.firstName, person?.lastName].filter((part) => part).join(' ');
  return full === '' || full === login ? login : `${full} (${login})`;
};

/** Whom an inference names: nobody's record says it. */
export const emergencyLabel = (name: string): string => phrases.actors.likely({ name });

/** A user whom nothing names; deleted, if that is known. */
export const namelessUser = (userId: string, deleted = false): string => phrases.actors.nameless({ userId, deleted });

const labelOfActor = (actor: Actor): string => {
  switch (actor.kind) {
    case 'connect user':
      return namelessUser(actor.userId);
    case 'role session': {
      const { role, session, sourceIdentity: who } = actor;
      if (who !== undefined) return phrases.actors.inRole({ who, role });
      return session ? phrases.actors.session({ who: role, session }) : role;
    }
    case 'identity center user': {
      const who = actor.userName ?? phrases.actors.identityCenterUser(actor);
      return actor.permissionSet === undefined ? who : `${who} (${actor.permissionSet})`;
    }
    case 'iam user':
      return phrases.actors.iamUser({ name: actor.userName });
    case 'federated user':
    case 'directory user':
      return actor.userName;
    case 'saml user':
    case 'web identity user':
      return actor.provider === undefined ? actor.userName : `${actor.userName} (${actor.provider})`;
    case 'aws account':
      return phrases.actors.account(actor);
    case 'root':
      return phrases.actors.root(actor);
    case 'aws service':
      return phrases.actors.service(actor);
    case 'replica sync':
      return phrases.actors.replicaSync;
    case 'unknown':
      return actor.principal === undefined ? phrases.actors.unnamed : actor.principal;
  }
};
