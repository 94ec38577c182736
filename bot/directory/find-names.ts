import type { InstanceRef } from '../change/resource';
import type { DirectoryEntry } from './entry';
import { type FiledEntry, filedUnder, keysOf, type Layers } from './layer';
import { fold, nearnessTo } from './names';

export interface NamesFound {
  readonly match: 'exact' | 'folded' | 'beginning' | 'none';
  /** Those that bear the name now before those that bore it once, the living before the deleted. */
  readonly entries: readonly DirectoryEntry[];
}

type Fits = (entry: DirectoryEntry) => boolean;

export const NONE: NamesFound = { match: 'none', entries: [] };

/** Exactly, or but for case, width and accents: looked up, however many names there are. */
export const findWhole = (layers: Layers, name: string, fits: Fits): NamesFound => {
  const exact = bearers(filedUnder(layers, 'byName', name), fits, ({ entry }) =>
    entry.names.map((held) => held.name === name),
  );
  if (exact.length > 0) return { match: 'exact', entries: exact };
  const wanted = fold(name);
  if (wanted === '') return NONE;
  const folded = bearers(filedUnder(layers, 'byFolded', wanted), fits, (one) =>
    one.folded().map((text) => text === wanted),
  );
  return folded.length > 0 ? { match: 'folded', entries: folded } : NONE;
};

/** By its beginning: walks all names. */
export const findBeginning = (layers: Layers, name: string, fits: Fits): NamesFound => {
  const wanted = fold(name);
  if (wanted === '') return NONE;
  const found = new Set<FiledEntry>();
  for (const folded of keysOf(layers, 'byFolded')) {
    if (folded.startsWith(wanted)) for (const one of filedUnder(layers, 'byFolded', folded)) found.add(one);
  }
  const entries = bearers([...found], fits, (one) => one.folded().map((text) => text.startsWith(wanted)));
  return entries.length > 0 ? { match: 'beginning', entries } : NONE;
};

/** In the order of `NamesFound`; `bearsIt` tells of each name, newest last, whether it is the one. */
const bearers = (
  all: readonly FiledEntry[],
  fits: Fits,
  bearsIt: (one: FiledEntry) => readonly boolean[],
): readonly DirectoryEntry[] =>
  all
    .filter(({ entry }) => fits(entry))
    .map((one) => ({
      entry: one.entry,
      rank: Number(bearsIt(one).at(-1) !== true) * 2 + Number(one.entry.deleted !== undefined),
      text: sortText(one.entry),
    }))
    .sort((a, b) => a.rank - b.rank || a.text.localeCompare(b.text, 'en') || inLetters(a.text, b.text))
    .map(({ entry }) => entry);

const sortText = ({ names, ref }: DirectoryEntry): string =>
  [names.at(-1)?.name, ref.type, instanceText(ref.instance), ref.region, ref.id, ref.service].join(' ');

const instanceText = (instance: InstanceRef | undefined): string => instance?.alias ?? instance?.id ?? '';

/** What the alphabet holds for the same: an order all the same. */
const inLetters = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Names farther than this are not alike. */
const FARTHEST = 0.5;

/** At most `n` names that are much like this one, the likest first: walks all names. */
export const nearestNames = (layers: Layers, name: string, n: number, fits: Fits): readonly string[] => {
  const nearOf = nearTo(name);
  const near = [...keysOf(layers, 'byFolded')].flatMap((folded) =>
    nearOf(folded, () => {
      const [shown] = filedUnder(layers, 'byFolded', folded)
        .filter(({ entry }) => fits(entry))
        .flatMap((one) => one.entry.names.flatMap((held, i) => (one.folded()[i] === folded ? held.name : [])))
        .sort(inLetters);
      return shown;
    }),
  );
  return likest(near, n);
};

/** The same among names that no directory holds. */
export const nearestAmong = (names: Iterable<string>, name: string, n: number): readonly string[] => {
  const nearOf = nearTo(name);
  return likest(
    [...names].flatMap((one) => nearOf(fold(one), () => one)),
    n,
  );
};

interface Near {
  readonly name: string;
  readonly distance: number;
}

/** What is much like a name, told by its folded form; how it is written is only asked for then. */
const nearTo = (name: string): ((folded: string, written: () => string | undefined) => readonly Near[]) => {
  const wanted = fold(name);
  if (wanted === '') return () => [];
  const distanceOf = nearnessTo(wanted);
  return (folded, written) => {
    const distance = distanceOf(folded);
    const shown = distance > FARTHEST ? undefined : written();
    return shown === undefined ? [] : [{ name: shown, distance }];
  };
};

const likest = (near: readonly Near[], n: number): readonly string[] =>
  near
    .toSorted(
      (a, b) =>
        a.distance - b.distance ||
        a.name.length - b.name.length ||
        a.name.localeCompare(b.name, 'en') ||
        inLetters(a.name, b.name),
    )
    .slice(0, n)
    .map((one) => one.name);
