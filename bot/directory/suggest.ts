import type { Directory, DirectoryEntry } from './directory';
import { fold } from './names';

/** Something that may be meant by what was typed so far, and the name of it that fits. */
export interface Suggestion {
  readonly entry: DirectoryEntry;
  readonly name: string;
}

/** No name in Connect has more letters than 256. */
const LONGEST_TYPED = 300;

/**
 * What bears or bore a name of which a word begins with what was typed, whatever its case, width and accents; of users also the full name.
 * Names of today come before older ones, the living before the deleted, beginnings of names before other words. A walk of all.
 */
export const suggest = (directory: Directory, typed: string, most: number): readonly Suggestion[] => {
  const wanted = fold(typed.slice(0, LONGEST_TYPED)).trim();
  const found: (Suggestion & { readonly rank: number })[] = [];
  for (const entry of directory.entries()) {
    const fit = bestFit(entry, wanted);
    if (fit !== undefined) found.push({ entry, ...fit });
  }
  return found
    .sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name, 'en') || textOf(a).localeCompare(textOf(b), 'en'))
    .slice(0, most)
    .map(({ entry, name }) => ({ entry, name }));
};

const textOf = ({ entry: { ref } }: Suggestion): string =>
  [ref.type, ref.instance?.alias, ref.region, ref.id].join(' ');

const OLD = 2;
const DELETED = 4;

const bestFit = (
  entry: DirectoryEntry,
  wanted: string,
): { readonly name: string; readonly rank: number } | undefined => {
  const { names, deleted } = entry;
  const now = names.at(-1)?.name;
  if (now === undefined || entry.ref.id === undefined) return undefined;
  const dead = deleted === undefined ? 0 : DELETED;
  const candidates = [
    ...[now, ...fullNames(entry)].map((text) => ({ text, name: now, rank: dead })),
    ...names.slice(0, -1).map(({ name }) => ({ text: name, name, rank: dead + OLD })),
  ];
  const fits = candidates.flatMap(({ text, name, rank }) => {
    const place = placeIn(fold(text), wanted);
    return place === undefined ? [] : [{ name, rank: rank + place }];
  });
  return fits.toSorted((a, b) => a.rank - b.rank)[0];
};

const fullNames = ({ person: { firstName, lastName } = {} }: DirectoryEntry): readonly string[] =>
  firstName === undefined && lastName === undefined ? [] : [[firstName, lastName].filter(Boolean).join(' ')];

/** 0 at the beginning, 1 at the beginning of a later word; undefined where no word begins so. */
const placeIn = (folded: string, wanted: string): 0 | 1 | undefined => {
  if (folded.startsWith(wanted)) return 0;
  const isWord = folded.split(/[\s\-_./()]+/).some((word) => word.startsWith(wanted));
  return isWord || folded.includes(` ${wanted}`) ? 1 : undefined;
};
