import { isOneSave } from '../answer/group-saves';
import type { Change } from '../change/change';
import { type ResourceRef, sameResource } from '../change/resource';
import type { Query, Window } from '../query/query';
import type { ChangeRequest } from '../sources/change-source';
import type { AnswerDeps } from './answer-deps';
import { typedBy, type WithHistory, withHistory } from './earlier';
import { findOptional } from './find-optional';
import { distinctThings } from './known-names';

const HOUR_MS = 3_600_000;
/** A window no longer than this is looked at whole; else the hour around the newest change. */
const SHORT_WINDOW_MS = 26 * HOUR_MS;
/** With more, what happened near them is everything that happened. */
const MOST_TARGETS = 5;

export interface Nearby {
  readonly kind: 'read';
  readonly window: Window;
  /** Newest first, none of them among the answer's own. */
  readonly history: WithHistory;
}

/**
 * Changes to what a thing depends on and never names it: a queue's hours and their overrides, the routing profiles that hold it,
 * agents who were moved in or out of those; a user's security and routing profiles. Undefined where there is nothing to look at.
 */
export const findNearby = async (
  query: Query,
  { targets: asked = [], window, instanceId, by }: ChangeRequest,
  own: WithHistory,
  deps: AnswerDeps,
): Promise<Nearby | { readonly kind: 'not read' } | undefined> => {
  const targets = typedBy(own.changes, asked);
  const narrowed = by !== undefined || query.verbs.length > 0 || query.only.length > 0;
  if (targets.length === 0 || targets.length > MOST_TARGETS || narrowed) return undefined;
  const around = windowNear(window, own.changes, deps.now());
  if (around === undefined) return undefined;
  const told = await askedOf(targets, deps);
  const holders = [...holdersOf(targets, own), ...told.holders];
  const dependencies = dependenciesOf(targets, own, [...holders, ...told.dependencies]);
  if (dependencies.length === 0) return undefined;
  const request: ChangeRequest = {
    targets: dependencies,
    types: [],
    window: around,
    ...(instanceId !== undefined && { instanceId }),
  };
  const found = await findOptional('nearby', request, deps.find);
  if (!found.whole) return { kind: 'not read' };
  const answered = new Set(own.changes.map(({ eventId }) => eventId));
  const besides = new Set(own.besides.map(({ eventId }) => eventId));
  // What the same Save did is told with it, where it was read.
  const isTold = (change: Change): boolean =>
    answered.has(change.eventId) || (besides.has(change.eventId) && own.changes.some((one) => isOneSave(one, change)));
  const near = found.changes.filter((change) => !isTold(change) && isNear(change, dependencies, holders));
  const history = await withHistory({ changes: near }, request, deps.find);
  const changes = history.changes.filter((change) => !isTold(change) && isNear(change, dependencies, holders, history));
  return { kind: 'read', window: around, history: { ...history, changes } };
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

/** The routing profiles that name a target: a queue is in them. */
const holdersOf = (targets: readonly ResourceRef[], { changes }: WithHistory): readonly ResourceRef[] =>
  changes.flatMap(({ resource }) =>
    resource.type === 'routing-profile' && !isOneOf(resource, targets) ? [resource] : [],
  );

/** What Connect says the targets depend on now, and which routing profiles hold those of them that are queues. */
const askedOf = async (targets: readonly ResourceRef[], { dependencies }: AnswerDeps) => {
  const answers = await Promise.all(
    targets.map(async (target) => ({ target, found: (await dependencies?.(target)) ?? [] })),
  );
  return {
    dependencies: answers.flatMap(({ found }) => found),
    holders: answers.flatMap(({ target, found }) =>
      target.type === 'queue' ? found.filter(({ type }) => type === 'routing-profile') : [],
    ),
  };
};

/** What the targets refer to by their own records, and what else is known to bear on them. */
const dependenciesOf = (
  targets: readonly ResourceRef[],
  { changes, effectOf }: WithHistory,
  others: readonly ResourceRef[],
): readonly ResourceRef[] => {
  const recorded = changes
    .filter(({ resource }) => isOneOf(resource, targets))
    .flatMap((change) => [...change.mentions, ...effectOf(change).taken].map(({ resource }) => resource));
  return distinctThings([...recorded, ...others]).filter(
    (ref) => ref.id !== undefined && !isOneOf(ref, targets) && ref.type !== 'user' && ref.type !== 'instance',
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
