import type { ResourceType } from '../change/catalogue';
import { type InstanceRef, isUuid, type ResourceRef, sameResource } from '../change/resource';
import { type DatedFact, type DirectoryEntry, dateFact, entriesOf, type HeldName, inOrder, isMaking } from './entry';
import type { DirectoryFact } from './facts';
import { findBeginning, findWhole, type NamesFound, nearestNames } from './find-names';
import {
  type FiledEntry,
  filedUnder,
  keysOf,
  type Layers,
  lazy,
  makeLayer,
  makeShelf,
  oneUnder,
  type Shelf,
  shelfIn,
  shelfOf,
  shelvesOf,
  shelvesOfId,
  withoutRegion,
} from './layer';
import { fold, withoutSpaces } from './names';

export { type DirectoryEntry, LISTING_LAG_MS } from './entry';

/** Which entries are meant; no types, or an empty list of them, means any. */
export interface Scope {
  readonly types?: readonly ResourceType[];
  readonly instanceId?: string;
}

/**
 * Everyone and everything ever seen, by id, with every name and when it held. Never altered: `withFacts` gives a new one. What
 * it costs to ask does not grow with the directory, unless it says so.
 */
export interface Directory {
  readonly entry: (ref: ResourceRef) => DirectoryEntry | undefined;
  /** The name by the latest sighting at or before the time (ISO 8601); before the first sighting, the earliest name. */
  readonly nameAt: (ref: ResourceRef, time: string) => string | undefined;
  readonly nameNow: (ref: ResourceRef) => string | undefined;
  readonly isDeleted: (ref: ResourceRef) => boolean;
  /** All of an id, whatever type it is of and in whatever Region. */
  readonly withId: (id: string) => readonly DirectoryEntry[];
  /**
   * All that bear or bore a name: exactly; only if none, ignoring case, width and accents; only then by its beginning, for
   * which all names are walked.
   */
  readonly find: (name: string, scope?: Scope) => NamesFound;
  /** All that bear or bore a name but for case, width and accents, in no particular order. */
  readonly alike: (name: string, scope?: Scope) => readonly DirectoryEntry[];
  /** At most `n` names that are much like this one, the likest first; all names are walked. */
  readonly nearest: (name: string, n: number, scope?: Scope) => readonly string[];
  /** Users whose first and last name this is, in either order, with or without a space. */
  readonly usersCalled: (fullName: string) => readonly DirectoryEntry[];
  /** Users who sign in or signed in by this, but for capitals. */
  readonly usersOfLogin: (login: string) => readonly DirectoryEntry[];
  /** The instances that things were met in, in each of the ways in which they are named. */
  readonly instances: () => readonly InstanceRef[];
  /** In no particular order; a walk of all. */
  readonly entries: () => Iterable<DirectoryEntry>;
  /** What `withFacts` builds on. */
  readonly layers: Layers;
}

/** The directory that facts add up to, whatever their order and however often each is given. */
export const directoryOf = (facts: Iterable<DirectoryFact>): Directory => withFacts(EMPTY, facts);

/**
 * A directory with more facts. Facts without an id, or whose time is no time, tell nothing and are left out. It costs what the
 * facts are, and what others were added since `compacted`: what is below stays as it is, with all that was made of it.
 */
export const withFacts = (directory: Directory, facts: Iterable<DirectoryFact>): Directory => {
  const touched = new Map<string, Map<string, DatedFact>>();
  for (const fact of facts) {
    const dated = dateFact(fact);
    const shelf = shelfOf(fact.ref);
    if (dated === undefined || shelf === undefined) continue;
    const before = touched.get(shelf) ?? shelfIn(directory.layers, shelf)?.facts;
    const known = before?.get(dated.key);
    if (known !== undefined && (isMaking(known) || !isMaking(dated))) continue;
    const onShelf = touched.get(shelf) ?? new Map(before);
    touched.set(shelf, onShelf.set(dated.key, dated));
  }
  if (touched.size === 0) return directory;
  const { base, over } = directory.layers;
  const shelves = new Map<string, Shelf>(over.shelves);
  for (const [shelf, onShelf] of touched) shelves.set(shelf, makeShelf(shelf, onShelf));
  const more = { base, over: makeLayer(shelves) };
  return makeDirectory(shelves.size < base.shelves.size ? more : inOneLayer(more));
};

/** So many shelves are carried along beside all others without a thought. */
const FEW = 1_000;

/**
 * The same directory, for who keeps it and adds to it again and again: what was added is filed with all else once it has become
 * much. That is a walk of all, once in a thousand things or more.
 */
export const compacted = (directory: Directory, few = FEW): Directory =>
  directory.layers.over.shelves.size < few ? directory : makeDirectory(inOneLayer(directory.layers));

const inOneLayer = (layers: Layers): Layers => ({ base: makeLayer(shelvesOf(layers)), over: NOTHING });

/** Whether an entry is of the types and in the instance that are meant. */
export const isInScope = (
  { ref, instanceIds = [] }: Pick<DirectoryEntry, 'ref' | 'instanceIds'>,
  { types = [], instanceId }: Scope,
): boolean =>
  (types.length === 0 || types.includes(ref.type)) &&
  (instanceId === undefined || ref.instance?.id === instanceId || instanceIds.includes(instanceId));

/** What may have been in an instance of which only its own records, not its name, still tell. */
const MOVABLE: ReadonlySet<ResourceType> = new Set<ResourceType>(['phone-number']);

const makeDirectory = (layers: Layers): Directory => {
  const onShelf = (shelf: string): readonly DirectoryEntry[] => entriesOfAll(shelfIn(layers, shelf)?.entries() ?? []);
  const entry = entryFinder(layers, onShelf);
  return {
    layers,
    entry,
    nameAt: (ref, time) => nameHeldAt(entry(ref)?.names ?? [], Date.parse(time)),
    nameNow: (ref) => entry(ref)?.names.at(-1)?.name,
    isDeleted: (ref) => entry(ref)?.deleted !== undefined,
    withId: (id) => shelvesOfId(layers, id).flatMap(onShelf),
    find: (name, scope = {}) => findIn(layers, name, scope),
    alike: (name, scope = {}) =>
      entriesOfAll(filedUnder(layers, 'byFolded', fold(name))).filter((one) => isInScope(one, scope)),
    nearest: (name, n, scope = {}) => nearestNames(layers, name, n, (one) => isInScope(one, scope)),
    usersCalled: (fullName) => entriesOfAll(filedUnder(layers, 'byFullName', withoutSpaces(fullName))),
    usersOfLogin: (login) => entriesOfAll(filedUnder(layers, 'byLogin', login.toLowerCase())),
    instances: () =>
      [...keysOf(layers, 'byInstance')].flatMap((key) => oneUnder(layers, 'byInstance', key)?.entry.ref.instance ?? []),
    entries: lazy(() => [...shelvesOf(layers).values()].flatMap((shelf) => entriesOfAll(shelf.entries()))),
  };
};

const entriesOfAll = (all: readonly FiledEntry[]): readonly DirectoryEntry[] => all.map(({ entry }) => entry);

/** A UUID is the same thing in every Region: a user of one who acts in another is found where they are listed. */
const entryFinder = (
  layers: Layers,
  onShelf: (shelf: string) => readonly DirectoryEntry[],
): ((ref: ResourceRef) => DirectoryEntry | undefined) => {
  /** What the Regions tell together: a replica's copy alone does not know of what came before or after. */
  const together = new Map<string, readonly DirectoryEntry[]>();
  const everywhere = (thing: string, shelves: readonly string[]): readonly DirectoryEntry[] => {
    const known = together.get(thing);
    if (known !== undefined) return known;
    const facts = shelves.flatMap((shelf) => [...(shelfIn(layers, shelf)?.facts.values() ?? [])]);
    const found = entriesOf(facts.sort(inOrder));
    together.set(thing, found);
    return found;
  };
  const candidates = (shelf: string, id: string): readonly DirectoryEntry[] => {
    if (!isUuid(id)) return onShelf(shelf);
    const thing = withoutRegion(shelf);
    const shelves = shelvesOfId(layers, id).filter((one) => withoutRegion(one) === thing);
    return shelves.length > 1 ? everywhere(thing, shelves) : shelves.flatMap(onShelf);
  };
  return (ref) => {
    const shelf = shelfOf(ref);
    if (shelf === undefined || ref.id === undefined) return undefined;
    return candidates(shelf, ref.id).find((one) => sameResource(one.ref, ref));
  };
};

const findIn = (layers: Layers, name: string, scope: Scope): NamesFound => {
  const inIt = (one: DirectoryEntry): boolean => isInScope(one, scope);
  const whole = findWhole(layers, name, inIt);
  if (whole.match !== 'none') return whole;
  const beginning = findBeginning(layers, name, inIt);
  if (beginning.match !== 'none' || scope.instanceId === undefined) return beginning;
  const { instanceId: _anywhere, ...elsewhere } = scope;
  return findWhole(layers, name, (one) => MOVABLE.has(one.ref.type) && isInScope(one, elsewhere));
};

const nameHeldAt = (names: readonly HeldName[], ms: number): string | undefined =>
  (names.findLast(({ firstSeen }) => Date.parse(firstSeen) <= ms) ?? names[0])?.name;

const NOTHING = makeLayer(new Map());
const EMPTY = makeDirectory({ base: NOTHING, over: NOTHING });
