import type { ResourceType } from '../change/catalogue';
import type { Change } from '../change/change';
import type { Effect } from '../change/effect';
import { groupedBy } from '../change/grouped-by';
import { effectsOf, operationsReferringTo, operationsTellingBefore } from '../change/history';
import { nameInId } from '../change/known-by-name';
import { collapseCopies } from '../change/replica-copies';
import type { ResourceRef } from '../change/resource';
import type { Window } from '../query/query';
import {
  answersRequest,
  type ChangeRequest,
  type ChangeSource,
  type Found,
  isMeant,
  newestFirst,
} from '../sources/change-source';
import { phrases } from '../words/words';
import { findOptional, type OptionalFound } from './find-optional';
import { findOriginals } from './originals';

/** Changes with what each of them did, earlier values and all. */
export interface WithHistory {
  /** Newest first: those that were found, and those that took a target away without naming it. */
  readonly changes: readonly Change[];
  readonly effectOf: (change: Change) => Effect;
  /** Changes of the same things that were read besides. */
  readonly besides: readonly Change[];
  /** Those of them that are of the same id as a change. */
  readonly besidesOf: (change: Change) => readonly Change[];
  readonly facts: Found['facts'];
  readonly notes: readonly string[];
}

const NO_EFFECT: Effect = { fields: [], taken: [] };
/** Told only where it shows: with a field that says "not read". */
export const BEFORE_NOTE = phrases.search.notAllEarlier;
const TAKEN_NOTE = phrases.search.noTakers;

/**
 * The earlier values of what was found, and the changes that took a target away: a new state names only what stays, so that
 * only the history of what referred to the target tells. Where a history can't be read whole, nothing is made of it.
 */
export const withHistory = async (
  { changes, coverage }: Pick<Found, 'changes'> & Partial<Pick<Found, 'coverage'>>,
  request: ChangeRequest,
  find: ChangeSource,
): Promise<WithHistory> => {
  const until = request.window.to === undefined ? {} : { to: request.window.to };
  const read = (part: Pick<ChangeRequest, 'targets' | 'eventNames' | 'own'>): Promise<OptionalFound> =>
    findOptional('history', { types: [], window: until, ...part }, find);
  const seen = typedBy(changes, request.targets);
  const isUntyped = seen.some(({ type }) => type === 'unknown');
  const targets = isUntyped ? typedBy((await read({ targets: seen })).changes, seen) : seen;
  const readBefore = (of: readonly Change[], holders: readonly Change[], eventNames: readonly string[]) => {
    const names = [...new Set([...eventNames, ...of.flatMap(operationsTellingBefore)])];
    const refs = distinctRefs([...of, ...holders]);
    return names.length === 0 || refs.length === 0 ? NOTHING : read({ targets: refs, eventNames: names, own: true });
  };

  const asksForSync = request.by !== undefined || request.eventId !== undefined;
  const repeated = asksForSync ? NOTHING : await findOriginals(changes, find);
  // What was found comes first: its earlier values are worth more than what else may be found.
  // Type by type, the newest first: where not all of it can be had, some can.
  const untagged = changes.filter((change) => !isTag(change));
  const before = new Map<ResourceType, OptionalFound>();
  for (const type of new Set(untagged.map(({ resource }) => resource.type))) {
    const ofType = untagged.filter(({ resource }) => resource.type === type);
    before.set(type, await readBefore(ofType, [], []));
  }
  const referring = [...new Set(targets.flatMap(({ type }) => operationsReferringTo(type)))];
  const holders =
    referring.length === 0 || request.eventId !== undefined
      ? NOTHING
      : await findOptional(
          'history',
          holdersRequest({ to: coverage?.to, ...request.window }, targets, referring),
          find,
        );
  const held = await readBefore([], holders.changes, referring);
  // Tags are events of hundreds of services: theirs may be out of reach where all else is not.
  const tagged = await readBefore(changes.filter(isTag), [], []);

  const parts = [...before.values(), holders, held, tagged];
  const all = newestFirst([...changes, ...[...parts, repeated].flatMap((part) => part.changes)]);
  const once = collapseCopies(all);
  const found = new Set(changes.map(({ eventId }) => eventId));
  const isWhole = (change: Change): boolean => {
    if (isTag(change)) return tagged.whole;
    return found.has(change.eventId) ? before.get(change.resource.type)?.whole === true : holders.whole && held.whole;
  };
  const effects = effectsOf(all, isWhole);
  const copied = new Map(
    [...once.copiesOf].flatMap(([id, copies]) => copies.map((copy) => [copy.eventId, id] as const)),
  );
  const effectOf = ({ eventId }: Change): Effect => effects.get(eventId) ?? NO_EFFECT;

  const { targets: _any, name: _none, ...elsewise } = { ...request, types: [] };
  const taking = all.filter(
    (change) => !found.has(change.eventId) && takesOneOf(effectOf(change), targets) && answersRequest(change, elsewise),
  );
  const told = new Set([...found, ...taking.map(({ eventId }) => eventId)]);
  const isOriginal = new Set(once.changes.map(({ eventId }) => eventId));
  // The copy of a change outside the window is none inside it; who asks for the replica sync itself is told its calls.
  const isToldHere = ({ eventId }: Change): boolean =>
    isOriginal.has(eventId) || told.has(copied.get(eventId) ?? '') || asksForSync;
  const besides = all.filter(({ eventId }) => !told.has(eventId));
  const besidesById = groupedBy(besides, idOf);
  const repeats = [...told].flatMap((eventId) => once.copiesOf.get(eventId) ?? []);
  return {
    changes: newestFirst([...changes, ...taking, ...repeats]).filter(isToldHere),
    effectOf,
    besides,
    besidesOf: (change) => besidesById.get(idOf(change)) ?? [],
    facts: [...parts, repeated].flatMap((part) => part.facts),
    notes: [
      ...([...before.values(), tagged].every(({ whole }) => whole) ? [] : [BEFORE_NOTE]),
      ...(holders.whole && held.whole ? [] : [TAKEN_NOTE]),
    ],
  };
};

/** In a window no longer than this, what happened in it is less than all that ever referred to a thing. */
const SHORT_WINDOW_MS = 26 * 3_600_000;

/**
 * What may have taken a target away: where the window is short, every change in it that can, whatever it is of; else those of all
 * that ever named the target.
 */
const holdersRequest = (
  { from, to }: { readonly [K in keyof Window]: Window[K] | undefined },
  targets: readonly ResourceRef[],
  eventNames: readonly string[],
): ChangeRequest => {
  const isShort = from !== undefined && to !== undefined && Date.parse(to) - Date.parse(from) <= SHORT_WINDOW_MS;
  return isShort
    ? { types: [], window: { from, to }, eventNames }
    : { types: [], window: to === undefined ? {} : { to }, eventNames, targets };
};

const idOf = ({ resource }: Change): string | undefined => resource.id?.toLowerCase();

const NOTHING: OptionalFound = { changes: [], facts: [], whole: true };

const isTag = ({ verb }: Change): boolean => verb === 'tag' || verb === 'untag';

export const takesOneOf = ({ taken }: Effect, targets: readonly ResourceRef[]): boolean =>
  taken.some(({ resource }) => targets.some((target) => isMeant(resource, target)));

/** What was asked for by an id alone, with the types that the changes which name it tell. */
export const typedBy = (changes: readonly Change[], targets: readonly ResourceRef[] = []): readonly ResourceRef[] =>
  targets.flatMap((target) => {
    if (target.type !== 'unknown') return [target];
    const named = changes.flatMap(({ resource, mentions }) => [resource, ...mentions.map((one) => one.resource)]);
    const meant = named.filter((ref) => ref.type !== 'unknown' && isMeant(ref, target));
    return meant.length === 0 ? [target] : [...new Map(meant.map((ref) => [ref.type, ref])).values()];
  });

/** Whose history tells what was there before: of what is known by its name, and may have had another, that of all in its parent. */
const historyOf = ({ resource, mentions }: Change): ResourceRef =>
  (nameInId(resource) === undefined ? undefined : mentions.find(({ parent }) => parent)?.resource) ?? resource;

const distinctRefs = (changes: readonly Change[]): readonly ResourceRef[] => {
  const refs = changes.map(historyOf).filter(({ id }) => id !== undefined);
  return [...new Map(refs.map((ref) => [`${ref.type} ${ref.id?.toLowerCase()} ${ref.region}`, ref])).values()];
};
