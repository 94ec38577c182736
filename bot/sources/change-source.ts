import { type Actor, BEHIND } from '../actor/actor';
import type { Coverage } from '../answer/coverage';
import { givesName, type ResourceType } from '../change/catalogue';
import { type Change, isOfUnknownThing } from '../change/change';
import { isMove } from '../change/instances';
import { nameInId } from '../change/known-by-name';
import { inTime } from '../change/order';
import { isUuid, type ResourceRef, sameResource } from '../change/resource';
import type { DirectoryFact } from '../directory/facts';
import { fold } from '../directory/names';
import type { Window } from '../query/query';

/** Whose changes: the ids of Connect users that the name fits, and the name as typed for every other kind of actor. */
export interface PersonMatch {
  readonly connectUserIds: readonly string[];
  readonly names: readonly string[];
  /** Not only by user name: a role or a permission set is known by its sessions' names there, and only reading everything finds them. */
  readonly everywhere?: true;
}

/** What something that an answer can do without is for. */
export type Optional = 'history' | 'nearby' | 'names' | 'who';

/** What a source is asked for. The parts add up: all that are given must fit. */
export interface ChangeRequest {
  /** Changes that bear on one of these; absent for any. */
  readonly targets?: readonly ResourceRef[];
  /**
   * The name that was asked for. Beside targets: a failed create, or one whose response is hidden, has no id, and only the name
   * in its record tells what it was about. With `naming`: a source that has learnt all names already need read no other.
   */
  readonly name?: string;
  /** Only changes of the targets themselves and of their parts, not those that merely name them. */
  readonly own?: true;
  /** Only events of these names. */
  readonly eventNames?: readonly string[];
  /**
   * What the answer can do without: a source that can't give it at little cost reads a part or nothing, and says so in its
   * coverage.
   */
  readonly optional?: Optional;
  /** Changes of these types of resource; empty for any. */
  readonly types: readonly ResourceType[];
  readonly by?: PersonMatch;
  readonly eventId?: string;
  /** Only events that give a name (creates, renames), for finding out what a name means. */
  readonly naming?: true;
  readonly window: Window;
  /** Only what these Regions' records tell; absent for all that the source reads. */
  readonly regions?: readonly string[];
  /** One instance's changes only, and those of which the record alone does not tell in which one they were. */
  readonly instanceId?: string;
}

export interface Found {
  /** Newest first, each event once. */
  readonly changes: readonly Change[];
  /** What the records that were read tell of names and lives, whether or not they fit the request. */
  readonly facts: readonly DirectoryFact[];
  readonly coverage: Coverage;
}

/** Answers a request with changes, and says how surely. Throws only where nothing at all could be read. */
export type ChangeSource = (request: ChangeRequest) => Promise<Found>;

/** How a change bears on a thing: about it (or a part of it), naming it, or not at all. */
export const relationTo = (change: Change, target: ResourceRef): 'direct' | 'indirect' | undefined => {
  if (isMeant(change.resource, target)) return 'direct';
  const mention = change.mentions.find(({ resource }) => isMeant(resource, target));
  if (mention === undefined) return undefined;
  return mention.parent ? 'direct' : 'indirect';
};

/** A bare id that nothing is known of may be of any type and Region: then the id alone decides. */
export const isMeant = (resource: ResourceRef, target: ResourceRef): boolean =>
  target.type === 'unknown'
    ? target.id !== undefined && resource.id?.toLowerCase() === target.id.toLowerCase()
    : sameResource(resource, target);

/** The names by which an actor that is no Connect user can be asked for. */
export const actorNames = (actor: Actor): readonly string[] => {
  switch (actor.kind) {
    case 'connect user':
      return [actor.userId];
    case 'role session':
      return [actor.session, actor.sourceIdentity, actor.role].filter((name) => name !== undefined);
    case 'identity center user':
      return [actor.userName, actor.userId, actor.permissionSet].filter((name) => name !== undefined);
    case 'iam user':
    case 'federated user':
    case 'saml user':
    case 'web identity user':
    case 'directory user':
      return [actor.userName];
    case 'aws account':
      return [actor.account];
    case 'aws service':
      return [actor.service];
    case 'root':
      return ['root'];
    case 'replica sync':
      return ['replica sync'];
    case 'unknown':
      return actor.principal === undefined ? [] : [actor.principal];
  }
};

/** The names by which `by:` finds a change: those of the actor, and of who stands behind. */
export const doerNames = ({ actor, beside = [] }: Pick<Change, 'actor' | 'beside'>): readonly string[] => [
  ...new Set([...actorNames(actor), ...beside.flatMap(({ kind, id }) => (BEHIND.has(kind) ? [id] : []))]),
];

/** The names of all who made these changes; users of Connect have their logins in a directory. */
export const doersIn = (changes: readonly Change[]): readonly string[] => [
  ...new Set(changes.flatMap((change) => doerNames(change).filter((name) => !isUuid(name)))),
];

const isBy = (change: Change, by: PersonMatch): boolean => {
  const wanted = new Set([...by.connectUserIds, ...by.names].map(fold));
  return doerNames(change).some((name) => wanted.has(fold(name)));
};

const inWindow = ({ time }: Change, { from, to }: Window): boolean =>
  (from === undefined || time >= from.slice(0, 19)) && (to === undefined || time.slice(0, 19) <= to.slice(0, 19));

const TAGGING: ReadonlySet<Change['verb']> = new Set<Change['verb']>(['tag', 'untag']);

/** A part counts as its whole, a tag also as what it is on, and a kind of change that nobody knows as all that it names. */
const isOfType = (change: Change, types: readonly ResourceType[]): boolean =>
  types.length === 0 ||
  types.includes(change.resource.type) ||
  (types.includes('resource-tags') && TAGGING.has(change.verb)) ||
  change.mentions.some(({ parent, resource }) => (parent || !change.inCatalogue) && types.includes(resource.type));

/**
 * Some operations carry no instance (`ReleasePhoneNumber`), and one that moves a thing names where it goes, not where it was: whose such
 * a change is, only other records and a directory can tell.
 */
export const mayBeInInstance = (change: Change, instanceId: string): boolean => {
  const { instance } = change.resource;
  return instance === undefined || instance.id === instanceId || isMove(change);
};

/** Whether a change answers a request, whatever it was read from. */
export const answersRequest = (change: Change, request: ChangeRequest): boolean =>
  inWindow(change, request.window) &&
  (request.eventId === undefined || [change.eventId, change.amends].includes(request.eventId)) &&
  (request.eventNames === undefined ||
    request.eventNames.includes(change.eventName) ||
    mayHaveAltered(change, request)) &&
  (request.by === undefined || isBy(change, request.by)) &&
  (request.instanceId === undefined || mayBeInInstance(change, request.instanceId)) &&
  (request.targets === undefined
    ? isOfType(change, request.types)
    : targetsIn(change, request.targets).some((target) => bearsOn(change, target, request)) ||
      isMeantByName(change, request) ||
      mayBeOfTarget(change, request));

const targetsById = new WeakMap<readonly ResourceRef[], ReadonlyMap<string, readonly ResourceRef[]>>();

/** Those of many targets whose id a change names at all: with thousands of both, each is not held against each. */
const targetsIn = (change: Change, targets: readonly ResourceRef[]): readonly ResourceRef[] => {
  const idOf = ({ id }: ResourceRef): string => id?.toLowerCase() ?? '';
  const byId =
    targetsById.get(targets) ??
    targets.reduce(
      (found, ref) => found.set(idOf(ref), [...(found.get(idOf(ref)) ?? []), ref]),
      new Map<string, readonly ResourceRef[]>(),
    );
  targetsById.set(targets, byId);
  const named = new Set([change.resource, ...change.mentions.map(({ resource }) => resource)].map(idOf));
  return [...named].flatMap((id) => byId.get(id) ?? []);
};

/** A kind of change that nobody knows may have altered the things it names: their own history is not whole without it. */
const mayHaveAltered = ({ inCatalogue }: Change, { own }: ChangeRequest): boolean => own === true && !inCatalogue;

/** For the history of things, a change that does not say of which it is may be of any of its type. */
export const asksForHistory = ({ optional, own }: ChangeRequest): boolean => optional === 'history' && own === true;
const mayBeOfTarget = (change: Change, request: ChangeRequest): boolean =>
  asksForHistory(request) &&
  isOfUnknownThing(change) &&
  (request.targets ?? []).some(({ type, region }) => type === change.resource.type && region === change.region);

const bearsOn = (change: Change, target: ResourceRef, request: ChangeRequest): boolean => {
  const relation = relationTo(change, target);
  return relation === 'direct' || (relation === 'indirect' && (!request.own || mayHaveAltered(change, request)));
};

/**
 * Whether a change is about something of the name asked for that has no other id: an attempt to make it, of the types that are asked
 * for. Where none are, it is as much about the name where something of another type has it, within one AWS service.
 */
const isMeantByName = (change: Change, { name, types, targets = [] }: ChangeRequest): boolean =>
  name !== undefined &&
  isNamed(change, name) &&
  (types.length > 0
    ? types.includes(change.resource.type)
    : targets.some(({ service }) => service === change.resource.service));

/**
 * Whether a change's record names the thing so, as `fold` compares names, and no directory learns it: the thing has no id, or none but its
 * name, or the call states the name of what it ends.
 */
export const isNamed = (change: Change, name: string): boolean => {
  const { resource, nameInRecord } = change;
  if (namesInId(change).some((own) => fold(own) === fold(name))) return true;
  if (nameInRecord === undefined || fold(nameInRecord) !== fold(name)) return false;
  return goesByName(resource, nameInRecord) || !givesName(change);
};

/** The name that a thing has by its id, where the record may state another: no directory learns the one that a rename took away. */
export const namesInId = ({ resource }: Change): readonly string[] => {
  const name = nameInId(resource);
  return name === undefined ? [] : [name];
};

/** A bot of Lex V1, a predefined attribute, an attribute of a data table (within the table's id), a linked Lambda function (in its ARN). */
export const goesByName = ({ id }: ResourceRef, name: string): boolean =>
  id === undefined || id === name || id.endsWith(`/${name}`) || (id.startsWith('arn:') && id.endsWith(`:${name}`));

/** Newest first, the order in which they were made turned round. Each event once, as its latest record tells it. */
export const newestFirst = (changes: readonly Change[]): readonly Change[] => {
  const unique = new Map(changes.map((change) => [change.eventId, change]));
  for (const { eventId, amends } of changes) if (amends !== undefined && amends !== eventId) unique.delete(amends);
  return onceEach([...unique.values()]).sort((a, b) => inTime(b, a));
};

/** Of one call that several accounts have a record of, the one that knows best who called: another's account is only a number. */
const onceEach = (changes: readonly Change[]): Change[] => {
  const shared = new Map<string, Change>();
  for (const change of changes) {
    const known = change.sharedEventId === undefined ? undefined : shared.get(change.sharedEventId);
    if (change.sharedEventId !== undefined && (known === undefined || isBetter(change, known)))
      shared.set(change.sharedEventId, change);
  }
  return changes.filter((change) => change.sharedEventId === undefined || shared.get(change.sharedEventId) === change);
};

const isBetter = (one: Change, other: Change): boolean =>
  isOnlyNumber(one) === isOnlyNumber(other) ? one.eventId < other.eventId : isOnlyNumber(other);

const isOnlyNumber = ({ actor }: Change): boolean => actor.kind === 'aws account' || actor.kind === 'unknown';
