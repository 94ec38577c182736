import type { ResourceType } from '../change/catalogue';
import { type InstanceRef, isUuid, type ResourceRef, sameResource } from '../change/resource';
import type { DirectoryFact, PersonName } from './facts';
import { fold, nearness } from './names';

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

/** Which entries are meant; no types, or an empty list of them, means any. */
export interface Scope {
  readonly types?: readonly ResourceType[];
  readonly instanceId?: string;
}

export interface NamesFound {
  readonly match: 'exact' | 'folded' | 'beginning' | 'none';
  /** Those that bear the name now before those that bore it once, the living before the deleted. */
  readonly entries: readonly DirectoryEntry[];
}

/** Everyone and everything ever seen, by id, with every name and when it held. Never altered: `withFacts` gives a new one. */
export interface Directory {
  readonly entry: (ref: ResourceRef) => DirectoryEntry | undefined;
  /** The name by the latest sighting at or before the time (ISO 8601); before the first sighting, the earliest name. */
  readonly nameAt: (ref: ResourceRef, time: string) => string | undefined;
  readonly nameNow: (ref: ResourceRef) => string | undefined;
  readonly isDeleted: (ref: ResourceRef) => boolean;
  /** All that bear or bore a name: exactly; only if none, ignoring case, width and accents; only then by its beginning. */
  readonly find: (name: string, scope?: Scope) => NamesFound;
  /** At most `n` names that are much like this one, the likest first. */
  readonly nearest: (name: string, n: number, scope?: Scope) => readonly string[];
  /** In no particular order. */
  readonly entries: () => Iterable<DirectoryEntry>;
  /** What `withFacts` builds on. */
  readonly shelves: ReadonlyMap<string, Shelf>;
}

/**
 * For this long a listing may still show what was before an event: Connect calls itself eventually consistent, "seconds to
 * minutes" (https://docs.aws.amazon.com/connect/latest/APIReference/eventual-consistency.html).
 */
export const LISTING_LAG_MS = 5 * 60_000;

/** The directory that facts add up to, whatever their order and however often each is given. */
export const directoryOf = (facts: Iterable<DirectoryFact>): Directory => withFacts(EMPTY, facts);

/** A directory with more facts. Facts without an id, or whose time is no time, tell nothing and are left out. */
export const withFacts = (directory: Directory, facts: Iterable<DirectoryFact>): Directory => {
  const touched = new Map<string, Map<string, DatedFact>>();
  for (const fact of facts) {
    const dated = dateFact(fact);
    const shelf = shelfOf(fact.ref);
    if (dated === undefined || shelf === undefined) continue;
    const known = (touched.get(shelf) ?? directory.shelves.get(shelf)?.facts)?.get(dated.key);
    if (known !== undefined && (isMaking(known) || !isMaking(dated))) continue;
    const onShelf = touched.get(shelf) ?? new Map(directory.shelves.get(shelf)?.facts);
    touched.set(shelf, onShelf.set(dated.key, dated));
  }
  if (touched.size === 0) return directory;
  const shelves = new Map(directory.shelves);
  for (const [shelf, onShelf] of touched) shelves.set(shelf, makeShelf(onShelf));
  return makeDirectory(shelves);
};

/** A fact, its moment in epoch milliseconds, and a text that is equal for equal facts only. */
interface DatedFact {
  readonly fact: DirectoryFact;
  readonly ms: number;
  readonly key: string;
}

/** Of two that are alike but for this, the one that says it is kept: what was remembered once may lack it. */
const isMaking = ({ fact }: DatedFact): boolean => fact.kind === 'named' && fact.made === true;

/** What is known by one service, type, Region and id: one entry, or one for each instance where the id is no UUID. */
interface Shelf {
  readonly facts: ReadonlyMap<string, DatedFact>;
  readonly entries: () => readonly FiledEntry[];
}

interface FiledEntry {
  readonly entry: DirectoryEntry;
  /** The names as `fold` writes them, in the same order. */
  readonly folded: () => readonly string[];
}

const lazy = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const shelfOf = ({ service, type, region, id }: ResourceRef): string | undefined =>
  id === undefined ? undefined : [service, type, region, id.toLowerCase()].join(' ');

const withoutRegion = (shelf: string): string => shelf.split(' ').toSpliced(2, 1).join(' ');

const dateFact = (fact: DirectoryFact): DatedFact | undefined => {
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

const inOrder = (a: DatedFact, b: DatedFact): number =>
  a.ms - b.ms ||
  KIND_ORDER.indexOf(a.fact.kind) - KIND_ORDER.indexOf(b.fact.kind) ||
  Number(isMaking(b)) - Number(isMaking(a)) ||
  (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

const makeShelf = (facts: ReadonlyMap<string, DatedFact>): Shelf => ({
  facts,
  entries: lazy(() =>
    entriesOf([...facts.values()].sort(inOrder)).map((entry) => ({
      entry,
      folded: lazy(() => entry.names.map(({ name }) => fold(name))),
    })),
  ),
});

/**
 * A UUID is one thing, in whatever instance. Any other id is one in each: facts that name no instance belong to every instance
 * that has this id. Most recently heard of first.
 */
const entriesOf = (facts: readonly DatedFact[]): readonly DirectoryEntry[] => {
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
  for (const { name, ms, byEvent } of sightingsOf(facts)) {
    const at = iso(ms);
    const last = names.at(-1);
    if (last?.name === name) names[names.length - 1] = { ...last, lastSeen: at };
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

export const inScope = ({ ref, instanceIds = [] }: DirectoryEntry, { types = [], instanceId }: Scope): boolean =>
  (types.length === 0 || types.includes(ref.type)) &&
  (instanceId === undefined || ref.instance?.id === instanceId || instanceIds.includes(instanceId));

/** What may have been in an instance of which only its own records, not its name, still tell. */
const MOVABLE: ReadonlySet<ResourceType> = new Set<ResourceType>(['phone-number']);

const makeDirectory = (shelves: ReadonlyMap<string, Shelf>): Directory => {
  function* filed(scope: Scope = {}): Generator<FiledEntry> {
    for (const shelf of shelves.values()) {
      for (const one of shelf.entries()) if (inScope(one.entry, scope)) yield one;
    }
  }
  const onShelf = (shelf: string | undefined, ref: ResourceRef): DirectoryEntry | undefined =>
    shelves
      .get(shelf ?? '')
      ?.entries()
      .find((one) => sameResource(one.entry.ref, ref))?.entry;
  /** A UUID is the same thing in every Region: a user of one who acts in another is found where they are listed. */
  const shelvesOfUuid = lazy(() => {
    const shelvesById = new Map<string, string[]>();
    for (const shelf of shelves.keys()) {
      const id = withoutRegion(shelf);
      shelvesById.set(id, [...(shelvesById.get(id) ?? []), shelf]);
    }
    return shelvesById;
  });
  /** What the Regions tell together: a replica's copy alone does not know of what came before or after. */
  const together = new Map<string, readonly DirectoryEntry[]>();
  const everywhere = (id: string, ref: ResourceRef): DirectoryEntry | undefined => {
    const found =
      together.get(id) ??
      entriesOf(
        (shelvesOfUuid().get(id) ?? [])
          .flatMap((shelf) => [...(shelves.get(shelf)?.facts.values() ?? [])])
          .sort(inOrder),
      );
    together.set(id, found);
    return found.find((one) => sameResource(one.ref, ref));
  };
  const entry: Directory['entry'] = (ref) => {
    const shelf = shelfOf(ref);
    if (shelf === undefined || ref.id === undefined || !isUuid(ref.id)) return onShelf(shelf, ref);
    const id = withoutRegion(shelf);
    const [only, ...others] = shelvesOfUuid().get(id) ?? [];
    return others.length > 0 ? everywhere(id, ref) : onShelf(only, ref);
  };
  return {
    shelves,
    entry,
    entries: lazy(() => [...filed()].map((one) => one.entry)),
    nameAt: (ref, time) => nameHeldAt(entry(ref)?.names ?? [], Date.parse(time)),
    nameNow: (ref) => entry(ref)?.names.at(-1)?.name,
    isDeleted: (ref) => entry(ref)?.deleted !== undefined,
    find: (name, scope = {}) => {
      const found = findName([...filed(scope)], name);
      if (found.match !== 'none' || scope.instanceId === undefined) return found;
      const elsewhere = [...filed({ types: scope.types ?? [] })].filter(({ entry: { ref } }) => MOVABLE.has(ref.type));
      const moved = findName(elsewhere, name);
      return moved.match === 'beginning' ? found : moved;
    },
    nearest: (name, n, scope) => nearestNames(filed(scope), name, n),
  };
};

const nameHeldAt = (names: readonly HeldName[], ms: number): string | undefined =>
  (names.findLast(({ firstSeen }) => Date.parse(firstSeen) <= ms) ?? names[0])?.name;

const findName = (all: readonly FiledEntry[], name: string): NamesFound => {
  const exact = bearers(all, ({ entry }) => entry.names.map((held) => held.name === name));
  if (exact.length > 0) return { match: 'exact', entries: exact };
  const wanted = fold(name);
  if (wanted === '') return { match: 'none', entries: [] };
  const folded = bearers(all, (one) => one.folded().map((text) => text === wanted));
  if (folded.length > 0) return { match: 'folded', entries: folded };
  const beginning = bearers(all, (one) => one.folded().map((text) => text.startsWith(wanted)));
  return beginning.length > 0 ? { match: 'beginning', entries: beginning } : { match: 'none', entries: [] };
};

/** The entries of which any name fits; `fits` tells it of each name, newest last. */
const bearers = (
  all: readonly FiledEntry[],
  fits: (one: FiledEntry) => readonly boolean[],
): readonly DirectoryEntry[] =>
  all
    .flatMap((one) => {
      const fitting = fits(one);
      return fitting.includes(true) ? [{ entry: one.entry, bearsIt: fitting.at(-1) === true }] : [];
    })
    .sort(
      (a, b) =>
        Number(b.bearsIt) - Number(a.bearsIt) ||
        Number(a.entry.deleted !== undefined) - Number(b.entry.deleted !== undefined) ||
        sortText(a.entry).localeCompare(sortText(b.entry), 'en'),
    )
    .map(({ entry }) => entry);

const sortText = ({ names, ref }: DirectoryEntry): string =>
  [names.at(-1)?.name, ref.type, instanceText(ref.instance), ref.region, ref.id].join(' ');

const instanceText = (instance: InstanceRef | undefined): string => instance?.alias ?? instance?.id ?? '';

/** Names farther than this are not alike. */
const FARTHEST = 0.5;

const nearestNames = (all: Iterable<FiledEntry>, name: string, n: number): readonly string[] => {
  const wanted = fold(name);
  if (wanted === '') return [];
  const nearest = new Map<string, { readonly name: string; readonly distance: number }>();
  for (const { entry, folded } of all) {
    folded().forEach((candidate, i) => {
      const shown = entry.names[i]?.name;
      const known = nearest.get(candidate);
      if (shown === undefined || (known !== undefined && known.name <= shown)) return;
      const distance = known?.distance ?? nearness(wanted, candidate);
      if (distance <= FARTHEST) nearest.set(candidate, { name: shown, distance });
    });
  }
  return [...nearest.values()]
    .sort((a, b) => a.distance - b.distance || a.name.length - b.name.length || a.name.localeCompare(b.name, 'en'))
    .slice(0, n)
    .map((near) => near.name);
};

const EMPTY = makeDirectory(new Map());
