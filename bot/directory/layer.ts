import type { InstanceRef, ResourceRef } from '../change/resource';
import { type DatedFact, type DirectoryEntry, entriesOf, inOrder } from './entry';
import { fold, fullNamesOf } from './names';

/** What is known by one service, type, Region and id: one entry, or one for each instance where the id is no UUID. */
export interface Shelf {
  readonly facts: ReadonlyMap<string, DatedFact>;
  readonly entries: () => readonly FiledEntry[];
}

export interface FiledEntry {
  /** The key of its shelf. */
  readonly shelf: string;
  readonly entry: DirectoryEntry;
  /** The names as `fold` writes them, in the same order. */
  readonly folded: () => readonly string[];
}

/**
 * Shelves by their keys, and what they are found by: each of these is made when it is first asked for, and goes on serving all
 * directories that are built upon the layer.
 */
export interface Layer {
  readonly shelves: ReadonlyMap<string, Shelf>;
  /** Keys of shelves, by the id in small letters: in whatever Region and of whatever type. */
  readonly byId: () => ReadonlyMap<string, readonly string[]>;
  readonly byName: () => ReadonlyMap<string, readonly FiledEntry[]>;
  readonly byFolded: () => ReadonlyMap<string, readonly FiledEntry[]>;
  /** Users, by first and last name as `fullNamesOf` writes them. */
  readonly byFullName: () => ReadonlyMap<string, readonly FiledEntry[]>;
  /** Users, by logins in small letters. */
  readonly byLogin: () => ReadonlyMap<string, readonly FiledEntry[]>;
  /** Every instance that an entry names, with those that name it in the same way. */
  readonly byInstance: () => ReadonlyMap<string, readonly FiledEntry[]>;
}

export const lazy = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

export const makeLayer = (shelves: ReadonlyMap<string, Shelf>): Layer => {
  const indexed = (keysOf: (one: FiledEntry) => Iterable<string>) =>
    lazy(() => indexBy(filedOn(shelves), (one) => new Set(keysOf(one))));
  return {
    shelves,
    byId: lazy(() => indexBy(shelves.keys(), (shelf) => [idOf(shelf)])),
    byName: indexed(({ entry }) => namesOf(entry)),
    byFolded: indexed(({ folded }) => folded()),
    byFullName: indexed(({ entry }) => (entry.ref.type === 'user' ? fullNamesOf(entry.person) : [])),
    byLogin: indexed(({ entry }) =>
      entry.ref.type === 'user' ? namesOf(entry).map((name) => name.toLowerCase()) : [],
    ),
    byInstance: indexed(({ entry: { ref } }) => (ref.instance === undefined ? [] : [instanceKey(ref.instance)])),
  };
};

const namesOf = ({ names }: DirectoryEntry): readonly string[] => names.map(({ name }) => name);

const instanceKey = ({ id, region, account, alias = '' }: InstanceRef): string =>
  [id, region, account, alias].join(' ');

function* filedOn(shelves: ReadonlyMap<string, Shelf>): Generator<FiledEntry> {
  for (const shelf of shelves.values()) yield* shelf.entries();
}

const indexBy = <T>(all: Iterable<T>, keysOf: (one: T) => Iterable<string>): ReadonlyMap<string, readonly T[]> => {
  const index = new Map<string, T[]>();
  for (const one of all) {
    for (const key of keysOf(one)) {
      const there = index.get(key);
      if (there === undefined) index.set(key, [one]);
      else there.push(one);
    }
  }
  return index;
};

export const makeShelf = (shelf: string, facts: ReadonlyMap<string, DatedFact>): Shelf => ({
  facts,
  entries: lazy(() =>
    entriesOf([...facts.values()].sort(inOrder)).map((entry) => ({
      shelf,
      entry,
      folded: lazy(() => entry.names.map(({ name }) => fold(name))),
    })),
  ),
});

/** Where a thing stands; undefined for one without an id. */
export const shelfOf = ({ service, type, region, id }: ResourceRef): string | undefined =>
  id === undefined ? undefined : [service, type, region, id.toLowerCase()].join(' ');

export const withoutRegion = (shelf: string): string => shelf.split(' ').toSpliced(2, 1).join(' ');

/** An id may hold spaces, what stands before it does not. */
const idOf = (shelf: string): string => shelf.split(' ').slice(3).join(' ');

/** What most is known by, and what was learnt since: few shelves, each in place of the one below of the same key. */
export interface Layers {
  readonly base: Layer;
  readonly over: Layer;
}

export const shelfIn = ({ base, over }: Layers, shelf: string): Shelf | undefined =>
  over.shelves.get(shelf) ?? base.shelves.get(shelf);

/** Keys of all shelves of an id, whatever its Region and type, in the order in which they were first met. */
export const shelvesOfId = ({ base, over }: Layers, id: string): readonly string[] => {
  const key = id.toLowerCase();
  return [...new Set([...(base.byId().get(key) ?? []), ...(over.byId().get(key) ?? [])])];
};

type Index = Exclude<keyof Layer, 'shelves' | 'byId'>;

/** The entries that an index of both layers has under a key. */
export const filedUnder = ({ base, over }: Layers, index: Index, key: string): readonly FiledEntry[] => [
  ...(base[index]().get(key) ?? []).filter(({ shelf }) => !over.shelves.has(shelf)),
  ...(over[index]().get(key) ?? []),
];

/** One of them. */
export const oneUnder = ({ base, over }: Layers, index: Index, key: string): FiledEntry | undefined =>
  base[index]()
    .get(key)
    ?.find(({ shelf }) => !over.shelves.has(shelf)) ?? over[index]().get(key)?.[0];

/** All keys of an index of both layers: some may be of entries alone that have others by now. */
export function* keysOf({ base, over }: Layers, index: Index): Generator<string> {
  yield* base[index]().keys();
  for (const key of over[index]().keys()) if (!base[index]().has(key)) yield key;
}

/** The shelves of both layers, each where it was first met. */
export const shelvesOf = ({ base, over }: Layers): ReadonlyMap<string, Shelf> =>
  over.shelves.size === 0 ? base.shelves : new Map([...base.shelves, ...over.shelves]);
