import { isOneSave } from '../answer/group-saves';
import { CHANGES, type ResourceType } from '../change/catalogue';
import type { Change } from '../change/change';
import { type ResourceRef, sameResource } from '../change/resource';
import type { Query, Window } from '../query/query';
import type { ChangeRequest } from '../sources/change-source';
import { phrases } from '../words/words';
import type { AnswerDeps, Dependencies } from './answer-deps';
import { typedBy, type WithHistory, withHistory } from './earlier';
import { findOptional } from './find-optional';
import { inInstance } from './in-instance';
import { distinctThings } from './known-names';

const HOUR_MS = 3_600_000;
/** A window no longer than this is looked at whole; else the hour around the newest change. */
const SHORT_WINDOW_MS = 26 * HOUR_MS;
/** With more, what happened near them is everything that happened. */
const MOST_TARGETS = 5;

export interface Nearby {
  readonly window: Window;
  /** Newest first, none of them among the answer's own. */
  readonly history: WithHistory;
}

/** What happened nearby, where that was looked for, and sentences on what was not. */
interface NearbyFound {
  readonly found?: Nearby;
  readonly notes: readonly string[];
}

const NOT_LOOKED_FOR: NearbyFound = { notes: [] };
const notRead = (note: string): NearbyFound => ({ notes: [note] });

/**
 * Changes to what a thing depends on and never names it: a queue's hours and their overrides, the routing profiles that hold it,
 * agents who were moved in or out of those; a user's security and routing profiles. What it depends on is what its own records name up
 * to then, those before the window too, and what Connect says today. Nothing is looked for where the question is narrowed, or where no
 * stretch of time is near.
 */
export const findNearby = async (
  query: Query,
  { targets: asked = [], window, instanceId, by }: ChangeRequest,
  own: WithHistory,
  deps: AnswerDeps,
): Promise<NearbyFound> => {
  const narrowed = by !== undefined || query.verbs.length > 0 || query.only.length > 0;
  const around = windowNear(window, own.changes, deps.now());
  if (asked.length === 0 || narrowed || around === undefined) return NOT_LOOKED_FOR;
  const before = await namedBefore(asked, window, around, own, deps);
  const targets = typedBy(before.changes, asked);
  if (targets.length > MOST_TARGETS) return notRead(phrases.search.noNearby);
  const told = await askedOf(targets, deps);
  const holders = [...holdersOf(targets, before.changes), ...told.holders];
  const dependencies = dependenciesOf(targets, before.changes, own, [...holders, ...told.dependencies]);
  const isAllKnown = before.whole && told.whole && namesAllNeeded(told.untold, [...targets, ...dependencies]);
  if (dependencies.length === 0) return isAllKnown ? NOT_LOOKED_FOR : notRead(phrases.search.noDependencies);
  const request: ChangeRequest = {
    targets: dependencies,
    types: [],
    window: around,
    ...(instanceId !== undefined && { instanceId }),
  };
  const found = await findOptional('nearby', request, deps.find);
  if (!found.whole) return notRead(phrases.search.noNearby);
  // What the same Save did is told with it, where it was read.
  const ofSaves = own.changes.flatMap((one) => own.besidesOf(one).filter((other) => isOneSave(one, other)));
  const answered = new Set([...own.changes, ...ofSaves].map(({ eventId }) => eventId));
  const inPlace =
    instanceId === undefined
      ? found.changes
      : (await inInstance(found.changes, instanceId, deps.directory, deps)).changes;
  const near = inPlace.filter((change) => !answered.has(change.eventId) && isNear(change, dependencies, holders));
  const history = await withHistory({ changes: near }, request, deps.find);
  const changes = history.changes.filter(
    (change) => !answered.has(change.eventId) && isNear(change, dependencies, holders, history),
  );
  return {
    found: { window: around, history: { ...history, changes } },
    notes: isAllKnown ? [] : [phrases.search.notAllNearby],
  };
};

/** The asked window where it is short; else an hour before and after the newest change; nothing where neither is there. */
const windowNear = ({ from, to }: Window, changes: readonly Change[], now: Date): Window | undefined => {
  const end = to === undefined ? now.getTime() : Date.parse(to);
  if (from !== undefined && end - Date.parse(from) <= SHORT_WINDOW_MS)
    return to === undefined ? { from } : { from, to };
  const newest = changes[0];
  if (newest === undefined) return undefined;
  const at = Date.parse(newest.time);
  return { from: isoSeconds(at - HOUR_MS), to: isoSeconds(Math.min(at + HOUR_MS, now.getTime())) };
};

const isoSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

const isOneOf = (ref: ResourceRef, refs: readonly ResourceRef[]): boolean => refs.some((one) => sameResource(ref, one));

/** What is no dependency: a user is what depends on others, and in an instance everything is. */
const NO_DEPENDENCIES: ReadonlySet<ResourceType> = new Set<ResourceType>(['user', 'instance']);

/** What each thing of a type depends on: its create requires it. Source: the API reference. */
const NEEDED: Partial<Record<ResourceType, readonly ResourceType[]>> = {
  queue: ['hours-of-operation'],
  user: ['security-profile', 'routing-profile'],
  'routing-profile': ['queue'],
};

const namesAllNeeded = (targets: readonly ResourceRef[], named: readonly ResourceRef[]): boolean => {
  const known = new Set(named.map(({ type }) => type));
  return targets.every(({ type }) => (NEEDED[type] ?? []).every((needed) => known.has(needed)));
};

/** The operations whose records name what things of these types depend on; a queue is in the routing profiles that name it. */
const operationsNamingDependencies = (types: readonly ResourceType[]): readonly string[] => {
  const names = CHANGES.filter(({ type, mentions }) => {
    const namesOne = types.includes(type) && mentions.some((mention) => !NO_DEPENDENCIES.has(mention.type));
    const holdsQueue = type === 'routing-profile' && mentions.some((mention) => mention.type === 'queue');
    return namesOne || (holdsQueue && types.includes('queue'));
  }).map(({ name }) => name);
  return [...new Set(names)];
};

/**
 * The answer's changes, and those before its window that tell what the targets depend on. Without a window the answer's own are all that
 * there are. `whole` where nothing of them is missing.
 */
const namedBefore = async (
  targets: readonly ResourceRef[],
  window: Window,
  { to }: Window,
  { changes }: WithHistory,
  { find }: AnswerDeps,
): Promise<{ readonly changes: readonly Change[]; readonly whole: boolean }> => {
  if (window.from === undefined) return { changes, whole: true };
  const types = typedBy(changes, targets).map(({ type }) => type);
  const isUntyped = types.includes('unknown');
  const eventNames = isUntyped ? undefined : operationsNamingDependencies(types);
  if (eventNames?.length === 0) return { changes, whole: true };
  const request: ChangeRequest = {
    targets,
    types: [],
    window: to === undefined ? {} : { to },
    ...(eventNames !== undefined && { eventNames }),
    // Only a queue is in something that names it.
    ...(!isUntyped && !types.includes('queue') && { own: true as const }),
  };
  const before = await findOptional('history', request, find);
  return { changes: [...changes, ...before.changes], whole: before.whole };
};

/** The routing profiles that name a target: a queue is in them. */
const holdersOf = (targets: readonly ResourceRef[], changes: readonly Change[]): readonly ResourceRef[] =>
  changes.flatMap(({ resource }) =>
    resource.type === 'routing-profile' && !isOneOf(resource, targets) ? [resource] : [],
  );

/**
 * What Connect says the targets depend on now, and which routing profiles hold those of them that are queues. Of the `untold` it could
 * not be asked: what is gone, and all where there are only files.
 */
const askedOf = async (targets: readonly ResourceRef[], { dependencies }: AnswerDeps) => {
  const answers = await Promise.all(targets.map(async (target) => ({ target, told: await dependencies?.(target) })));
  const refsOf = (told: Dependencies | undefined): readonly ResourceRef[] => told?.refs ?? [];
  return {
    dependencies: answers.flatMap(({ told }) => refsOf(told)),
    holders: answers.flatMap(({ target, told }) =>
      target.type === 'queue' ? refsOf(told).filter(({ type }) => type === 'routing-profile') : [],
    ),
    whole: answers.every(({ told }) => told?.whole !== false),
    untold: answers.flatMap(({ target, told }) => (told === undefined ? [target] : [])),
  };
};

/** What the targets refer to by their own records, and what else is known to bear on them. */
const dependenciesOf = (
  targets: readonly ResourceRef[],
  changes: readonly Change[],
  { effectOf }: WithHistory,
  others: readonly ResourceRef[],
): readonly ResourceRef[] => {
  const recorded = changes
    .filter(({ resource }) => isOneOf(resource, targets))
    .flatMap((change) => [...change.mentions, ...effectOf(change).taken].map(({ resource }) => resource));
  return distinctThings([...recorded, ...others]).filter(
    (ref) => ref.id !== undefined && !isOneOf(ref, targets) && !NO_DEPENDENCIES.has(ref.type),
  );
};

/** About a dependency itself, or a user who was moved into or out of a routing profile that holds a target. */
const isNear = (
  change: Change,
  dependencies: readonly ResourceRef[],
  holders: readonly ResourceRef[],
  history?: WithHistory,
): boolean => {
  const isOne = (ref: ResourceRef): boolean => isOneOf(ref, dependencies);
  if (isOne(change.resource) || change.mentions.some(({ parent, resource }) => parent && isOne(resource))) return true;
  const moved = [...change.mentions, ...(history?.effectOf(change).taken ?? [])].map(({ resource }) => resource);
  return change.resource.type === 'user' && moved.some((ref) => isOneOf(ref, holders));
};
