import { isOnlyItsId } from '../change/known-by-name';
import { isUuid, type ResourceRef } from '../change/resource';
import type { DirectoryFact, PersonName } from './facts';

/** A name while it held. Times are ISO 8601 UTC. */
export interface HeldName {
  readonly name: string;
  /** Since when, where the event that gave it is known. */
  readonly from?: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
}

/** All that is known of one resource. */
export interface DirectoryEntry {
  /** The fullest reference of those that named it, the newest first: with its instance and the instance's alias if ever told. */
  readonly ref: ResourceRef;
  /** Ids of all instances that it was ever met in, where they are several: a phone number can be moved. */
  readonly instanceIds?: readonly string[];
  /** Every name it bore, newest last; empty where only its id was ever met. A name that came back stands here twice. */
  readonly names: readonly HeldName[];
  readonly deleted?: { readonly at: string; readonly how: 'event' | 'gone from the listing' | 'not known to Connect' };
  readonly person?: PersonName;
  /** Connect was asked for this id then, did not know it, and has not listed it since. */
  readonly notKnownSince?: string;
}

/**
 * For this long a listing may still show what was before an event: Connect calls itself eventually consistent, "seconds to
 * minutes" (https://docs.aws.amazon.com/connect/latest/APIReference/eventual-consistency.html).
 */
export const LISTING_LAG_MS = 5 * 60_000;

/** A fact, its moment in epoch milliseconds, and a text that is equal for equal facts only. */
export interface DatedFact {
  readonly fact: DirectoryFact;
  readonly ms: number;
  readonly key: string;
}

/** Of two that are alike but for this, the one that says it is kept: what was remembered once may lack it. */
export const isMaking = ({ fact }: DatedFact): boolean => fact.kind === 'named' && fact.made === true;

/** Undefined where the time is none. */
export const dateFact = (fact: DirectoryFact): DatedFact | undefined => {
  const ms = Date.parse(fact.at);
  if (Number.isNaN(ms)) return undefined;
  const { id, instance } = fact.ref;
  const name = 'name' in fact ? fact.name : null;
  const person = 'person' in fact ? [fact.person?.firstName, fact.person?.lastName] : null;
  const where = instance && [instance.id, instance.region, instance.account, instance.alias];
  return { fact, ms, key: JSON.stringify([fact.kind, ms, name, person, id, where]) };
};

/**
 * Of one second, an event comes after a listing: it is the event that altered what was listed. A rename comes after the making.
 */
const KIND_ORDER = ['listed', 'named', 'missing', 'not known', 'deleted'] as const satisfies DirectoryFact['kind'][];

export const inOrder = (a: DatedFact, b: DatedFact): number =>
  a.ms - b.ms ||
  KIND_ORDER.indexOf(a.fact.kind) - KIND_ORDER.indexOf(b.fact.kind) ||
  Number(isMaking(b)) - Number(isMaking(a)) ||
  (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/**
 * A UUID is one thing, in whatever instance. Any other id is one in each: facts that name no instance belong to every instance
 * that has this id. Most recently heard of first. Takes the facts in order.
 */
export const entriesOf = (facts: readonly DatedFact[]): readonly DirectoryEntry[] => {
  const [first] = facts;
  if (first === undefined) return [];
  const instances = instancesOf(facts);
  if (instances.length <= 1 || isUuid(first.fact.ref.id ?? '')) return [entryOf(facts)];
  return instances.map((instanceId) =>
    entryOf(facts.filter(({ fact }) => (fact.ref.instance?.id ?? instanceId) === instanceId)),
  );
};

const instancesOf = (facts: readonly DatedFact[]): readonly string[] => [
  ...new Set(facts.toReversed().flatMap(({ fact }) => fact.ref.instance?.id ?? [])),
];

const entryOf = (facts: readonly DatedFact[]): DirectoryEntry => {
  const instanceIds = instancesOf(facts);
  const deleted = deletionOf(facts);
  const notKnownSince = notKnownIn(facts);
  const person = facts.flatMap(({ fact }) => (fact.kind === 'listed' ? (fact.person ?? []) : [])).at(-1);
  return {
    ref: fullestRef(facts),
    ...(instanceIds.length > 1 && { instanceIds }),
    names: namesOf(facts),
    ...(deleted !== undefined && { deleted }),
    ...(person !== undefined && { person }),
    ...(notKnownSince !== undefined && { notKnownSince }),
  };
};

const fullestRef = (facts: readonly DatedFact[]): ResourceRef => {
  const newestFirst = facts.toReversed().map(({ fact }) => fact.ref);
  // A listing shows where a thing is now, whether or not the one before told more of the instance.
  const place = facts.findLast(({ fact }) => fact.kind === 'listed' && fact.ref.instance)?.fact.ref.instance?.id;
  const fullness = ({ instance }: ResourceRef): number =>
    instance === undefined ? 0 : 1 + Number(instance.alias !== undefined) + 2 * Number(instance.id === place);
  return newestFirst.reduce((best, ref) => (fullness(ref) > fullness(best) ? ref : best));
};

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

interface Sighting {
  readonly name: string;
  readonly ms: number;
  readonly byEvent: boolean;
}

/** Sightings of names in time. A listing just after an event, under another name than it gave, shows the past and is none. */
const sightingsOf = (facts: readonly DatedFact[]): readonly Sighting[] => {
  let given: Sighting | undefined;
  return facts.flatMap(({ fact, ms }) => {
    if (fact.kind !== 'named' && fact.kind !== 'listed') return [];
    const sighting = { name: fact.name, ms, byEvent: fact.kind === 'named' };
    if (sighting.byEvent) given = sighting;
    else if (given !== undefined && given.name !== fact.name && ms - given.ms <= LISTING_LAG_MS) return [];
    return [sighting];
  });
};

const namesOf = (facts: readonly DatedFact[]): readonly HeldName[] => {
  const names: HeldName[] = [];
  const ref = facts[0]?.fact.ref;
  for (const { name, ms, byEvent } of sightingsOf(facts)) {
    const at = iso(ms);
    const last = names.at(-1);
    const isSpelling = last !== undefined && ref !== undefined && isOnlyItsId(name, ref) && isOnlyItsId(last.name, ref);
    if (last !== undefined && (last.name === name || isSpelling)) names[names.length - 1] = { ...last, lastSeen: at };
    else names.push({ name, ...(byEvent && { from: at }), firstSeen: at, lastSeen: at });
  }
  return names;
};

const times = (facts: readonly DatedFact[], kind: DirectoryFact['kind']): readonly number[] =>
  facts.flatMap(({ fact, ms }) => (fact.kind === kind ? [ms] : []));

/**
 * When it was deleted, or found to be gone, if it was not seen alive since. Connect is asked for users only: one whom an event
 * made and Connect does not know is gone.
 */
const deletionOf = (facts: readonly DatedFact[]): DirectoryEntry['deleted'] => {
  const listed = times(facts, 'listed').at(-1) ?? Number.NEGATIVE_INFINITY;
  const named = times(facts, 'named').at(-1) ?? Number.NEGATIVE_INFINITY;
  const deleted = times(facts, 'deleted').at(-1);
  if (deleted !== undefined && listed <= deleted + LISTING_LAG_MS && named <= deleted) {
    return { at: iso(deleted), how: 'event' };
  }
  const gone = missingSince(facts, named);
  if (gone !== undefined) return { at: iso(gone), how: 'gone from the listing' };
  const denied = times(facts, 'not known').find((ms) => ms > Math.max(listed, named) + LISTING_LAG_MS);
  const isUser = facts[0]?.fact.ref.type === 'user';
  return isUser && named > Number.NEGATIVE_INFINITY && denied !== undefined
    ? { at: iso(denied), how: 'not known to Connect' }
    : undefined;
};

/**
 * Since when no listing shows it, of those that showed it last: of an instance that it was moved out of it is missing without
 * being gone, and of a replica's it may be missing where the other Region still lists it.
 */
const missingSince = (facts: readonly DatedFact[], named: number): number | undefined => {
  const lastPlace = facts.findLast(({ fact }) => fact.kind === 'listed')?.fact.ref.instance?.id;
  const inPlace = facts.filter(
    ({ fact }) => (fact.ref.instance?.id ?? lastPlace) === lastPlace || lastPlace === undefined,
  );
  const regions = new Set(inPlace.flatMap(({ fact }) => (fact.kind === 'listed' ? fact.ref.region : [])));
  if (regions.size === 0) return times(inPlace, 'missing').find((ms) => ms > named);
  const since = [...regions].map((region) => {
    const own = inPlace.filter(({ fact }) => fact.ref.region === region);
    const listed = times(own, 'listed').at(-1) ?? Number.NEGATIVE_INFINITY;
    return times(own, 'missing').find((ms) => ms > Math.max(listed, named));
  });
  return since.every((ms) => ms !== undefined) ? Math.max(...since) : undefined;
};

const notKnownIn = (facts: readonly DatedFact[]): string | undefined => {
  const listed = times(facts, 'listed').at(-1) ?? Number.NEGATIVE_INFINITY;
  const since = times(facts, 'not known').find((ms) => ms > listed);
  return since === undefined ? undefined : iso(since);
};
