import { OPERATIONS, type Operation, type ResourceType } from './catalogue';
import { type Change, ENDINGS, isUncertain, MAKINGS } from './change';
import type { Effect } from './effect';
import { eitherOf, type State } from './held';
import { newNameMember, underName } from './known-by-name';
import { isSamePath } from './meaning';
import { inTime } from './order';
import { isUuid, type ResourceRef } from './resource';
import {
  callsClearing,
  clearedBy,
  doubtersOf,
  isReplacing,
  leftOutBy,
  listRule,
  tiesOne,
  topOf,
} from './what-calls-do';
import { Writing } from './writing';

/**
 * Earlier values, out of a resource's own history: CloudTrail's records hold what was set, never what was there before. All
 * of this is derived when it is read, from changes in whatever order they came.
 */

/**
 * What each change did, or a failed one tried, by event id. `isWhole` is whether all records that could tell what was there
 * before a change were read; where they were not, no earlier value is stated. Changes may come in any order, and more than once.
 */
export const effectsOf = (
  changes: Iterable<Change>,
  isWhole: (change: Change) => boolean,
): ReadonlyMap<string, Effect> => {
  const unique = new Map([...changes].map((change) => [change.eventId, change]));
  const states = new Map<string, State>();
  const effects = new Map<string, Effect>();
  for (const change of [...unique.values()].sort(inTime)) {
    const key = keyOfState(change);
    const before = (key === undefined ? undefined : states.get(key)) ?? new Map();
    const writing = new Writing(change, before, isWhole(change));
    writing.all();
    effects.set(change.eventId, writing.effect());
    if (change.outcome.kind === 'failed') {
      if (!isUncertain(change.outcome)) continue;
      if (key === undefined) doubtAll(states, change);
      else states.set(key, eitherOf(before, writing.state, change.time));
      continue;
    }
    if (!change.inCatalogue) for (const { resource } of change.mentions) states.delete(keyOf(resource) ?? '');
    if (key === undefined) doubtAll(states, change);
    else if (ENDINGS.has(change.verb)) states.delete(key);
    else states.set(keyAfter(change) ?? key, writing.state);
  }
  return effects;
};

/** A successful change that does not say of which thing may be of any of its type. */
const doubtAll = (states: Map<string, State>, change: Change): void => {
  if (MAKINGS.has(change.verb) || ENDINGS.has(change.verb)) return;
  for (const [key, state] of states) {
    if (!key.startsWith(`${kindOf(change.resource)} `)) continue;
    const writing = new Writing(change, state, false);
    writing.doubtAll();
    states.set(key, writing.state);
  }
};

/** Where the state of a thing that is known by its name stands after a rename. */
const keyAfter = ({ resource, set }: Change): string | undefined => {
  const name = newNameMember(resource);
  const renamed = set.find(({ field }) => name !== undefined && isSamePath(field, name))?.to;
  return renamed?.kind === 'value' && typeof renamed.value === 'string'
    ? keyOf(underName(resource, renamed.value))
    : undefined;
};

/** The operations whose records can tell what was there before a change: those that set one of its fields. */
export const operationsTellingBefore = (change: Change): readonly string[] => {
  if (change.verb === 'create') return [];
  // Of what is hidden nothing is told, whatever was there before.
  const shown = change.set.filter(({ to }) => to.kind !== 'hidden').map(({ field }) => field);
  const own = [...shown, ...clearedBy(change), ...leftOutBy(change)].map(topOf);
  const fields = new Set([...own, ...own.flatMap(doubtersOf).map(topOf)]);
  if (fields.size === 0) return [];
  const setting = TOPS.filter(({ type, tops }) => type === change.resource.type && tops.some((one) => fields.has(one)));
  const clearing = callsClearing(change.resource.type, fields);
  return [...new Set([...setting.map(({ name }) => name), ...(fields.has('tags') ? TAGGING : []), ...clearing])];
};

/** What each operation sets, folded once: histories are long. */
const TOPS = OPERATIONS.map(({ name, type, sets }) => ({ name, type, tops: sets.map(topOf) }));
const TAGGING = ['TagResource', 'UntagResource'];

/**
 * The operations that let things of other types refer to this one in a field that an update replaces: such an update takes
 * away what it does not name, and only these tell what was there.
 */
export const operationsReferringTo = (type: ResourceType): readonly string[] => {
  const fields = OPERATIONS.flatMap((operation) =>
    operation.mentions
      .filter((mention) => mention.type === type && isReplaced(operation))
      .flatMap(({ path }) => [path, ...doubtersOf(topOf(path))])
      .map((path) => ({ of: operation.type, field: topOf(path) })),
  );
  const setting = TOPS.filter(({ type: own, tops }) =>
    tops.some((one) => fields.some(({ of, field }) => of === own && field === one)),
  ).map(({ name }) => name);
  const clearing = fields.flatMap(({ of, field }) => callsClearing(of, new Set([field])));
  return [...new Set([...setting, ...clearing])];
};

/** Whether an operation puts a new reference in the place of the old one. */
const isReplaced = ({ name, verb }: Operation): boolean =>
  isReplacing({ verb }) ? listRule({ eventName: name, verb }) === 'replaces' : tiesOne(name);

/**
 * A thing and its replica are set each in their own Region, so each has a state of its own. Within a Region a UUID is one thing
 * whatever instance it is in; any other id is so in its own instance only.
 */
const keyOf = (ref: ResourceRef): string | undefined => {
  const { id, instance } = ref;
  if (id === undefined) return undefined;
  return [kindOf(ref), id.toLowerCase(), ...(isUuid(id) ? [] : [instance?.id ?? ''])].join(' ');
};
const kindOf = ({ service, type, region }: ResourceRef): string => [service, type, region].join(' ');

/** A draft of a thing, and a version of it, hold values of their own beside those that are in use. */
const keyOfState = ({ resource, idSuffix }: Change): string | undefined => {
  const key = keyOf(resource);
  return key === undefined || idSuffix === undefined || idSuffix === '$LATEST' ? key : `${key} ${idSuffix}`;
};
