import { OPERATIONS, type Operation, type ResourceType } from './catalogue';
import { type Change, ENDINGS, isUncertain, mayHaveTakenEffect } from './change';
import type { Effect } from './effect';
import { groupedBy } from './grouped-by';
import { eitherOf } from './held';
import { newNameMember, underName } from './known-by-name';
import { isSamePath } from './meaning';
import { inTimeBut } from './order';
import { keyOf, keyOfState, kindOf, States } from './states';
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
  // What goes by its name has been set under the old name before it is renamed.
  const ordered = [...unique.values()].sort(inTimeBut(isRenamed));
  const states = new States();
  const effects = new Map<string, Effect>();
  const undocumented = groupedBy(ordered.filter(mayAlterWhatItNames), ({ time }) => time);
  // Which of the changes of one second came first is not known: what such a call named is known neither before nor after the others.
  const forget = (time: string | undefined): void => {
    for (const { mentions } of undocumented.get(time ?? '') ?? [])
      for (const { resource } of mentions) states.delete(keyOf(resource) ?? '');
  };
  let second: string | undefined;
  for (const change of ordered) {
    if (change.time !== second) {
      forget(second);
      second = change.time;
      forget(second);
    }
    const key = keyOfState(change);
    const before = key === undefined ? new Map() : states.get(key);
    const writing = new Writing(change, before, isWhole(change));
    writing.all();
    effects.set(change.eventId, writing.effect());
    if (change.outcome.kind === 'failed') {
      if (!isUncertain(change.outcome)) continue;
      if (key === undefined) states.doubtAll(kindOf(change.resource), change);
      else states.set(key, kindOf(change.resource), eitherOf(before, writing.state, change.time));
      continue;
    }
    if (key === undefined) states.doubtAll(kindOf(change.resource), change);
    else if (ENDINGS.has(change.verb)) states.delete(key);
    else states.set(keyAfter(change) ?? key, kindOf(change.resource), writing.state);
  }
  return effects;
};

/** What a call that the catalogue does not know did to the things that it names is not known. */
const mayAlterWhatItNames = ({ inCatalogue, outcome }: Change): boolean => !inCatalogue && mayHaveTakenEffect(outcome);

const isRenamed = (change: Change): boolean => (keyAfter(change) ?? keyOf(change.resource)) !== keyOf(change.resource);

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
  const ofType = TOPS_BY_TYPE.get(change.resource.type) ?? [];
  const setting = ofType.filter(({ tops }) => tops.some((one) => fields.has(one)));
  const clearing = callsClearing(change.resource.type, fields);
  return [...new Set([...setting.map(({ name }) => name), ...(fields.has('tags') ? TAGGING : []), ...clearing])];
};

/** What each operation sets, folded once: histories are long. */
const TOPS = OPERATIONS.map(({ name, type, sets }) => ({ name, type, tops: sets.map(topOf) }));
const TOPS_BY_TYPE = groupedBy(TOPS, ({ type }) => type);
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
