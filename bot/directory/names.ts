import { distance } from 'fastest-levenshtein';

/** Accents of Latin, Greek and Cyrillic letters. The voicing marks of kana are no accents: they make other letters. */
const ACCENTS = /[\u0300-\u036f]/g;

/** A name without what people don't type: case, width (NFKC), accents, and more than one space. */
export const fold = (name: string): string =>
  name
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim();

/** What a part of a name may be off beyond its own distance, so that a whole name comes before a part that is as near. */
const FOR_A_PART = 0.15;
const WORD_START = /(?<=^|[\s_\-./・:])(?=[^\s_\-./・:])/g;

/**
 * How far a name is from what was typed, both folded: 0 for the same, 1 for nothing in common; the edit distance for each
 * letter of the longer one. A candidate's words are tried too, so that `biling` is near `billing callback`.
 */
export const nearness = (typed: string, candidate: string): number => {
  const whole = relative(typed, candidate);
  if (candidate.length <= typed.length) return whole;
  if (typed.length > 1 && candidate.includes(typed)) return Math.min(whole, FOR_A_PART);
  const parts = [...candidate.matchAll(WORD_START)].flatMap(({ index }) =>
    [typed.length - 1, typed.length, typed.length + 1].map((length) => candidate.slice(index, index + length)),
  );
  return Math.min(whole, ...parts.map((part) => FOR_A_PART + relative(typed, part)));
};

const relative = (a: string, b: string): number => distance(a, b) / Math.max(a.length, b.length, 1);
