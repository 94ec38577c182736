import { distance } from 'fastest-levenshtein';
import type { PersonName } from './facts';

/** Accents of Latin, Greek and Cyrillic letters. The voicing marks of kana are no accents: they make other letters. */
const ACCENTS = /[\u0300-\u036f]/g;
/** Zero-width characters, direction marks, soft hyphens, variation selectors: no keyboard has them. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
/** Hyphens, dashes and the minus sign, of which keyboards have one; the dash of kana is a letter. */
const DASHES = /[\u2010-\u2015\u2212]/g;
/** Phones make curly quotes of straight ones. */
const SINGLE_QUOTES = /[\u2018-\u201b\u02bc]/g;
const DOUBLE_QUOTES = /[\u201c-\u201f]/g;

/**
 * A name without what people don't type: case, width (NFKC), accents, the kind of a dash or quote, what can't be seen, and more
 * than one space. All comparing of names but for spelling, and every key that is made of one, goes by this.
 */
export const fold = (name: string): string =>
  name
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFD')
    .replace(ACCENTS, '')
    .replace(UNSEEN, '')
    .normalize('NFC')
    .replace(DASHES, '-')
    .replace(SINGLE_QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(/\s+/g, ' ')
    .trim();

/** A name as it is compared where a space is no difference. */
export const withoutSpaces = (name: string): string => fold(name).replaceAll(' ', '');

/** First and last name in either order, without spaces: 山田 太郎 and Taro Yamada are both usual. */
export const fullNamesOf = ({ firstName = '', lastName = '' }: PersonName = {}): readonly string[] =>
  [`${firstName}${lastName}`, `${lastName}${firstName}`].map(withoutSpaces).filter((name) => name !== '');

/** Names in Connect have 256 letters at most; what records call things may be longer, and is near to nothing. */
const LONGEST_NEAR = 256;

/** What a part of a name may be off beyond its own distance, so that a whole name comes before a part that is as near. */
const FOR_A_PART = 0.15;

/**
 * How far names are from what was typed, all of them folded: 0 for the same, 1 for nothing in common; the edit distance for each
 * letter of the longer one. A candidate's words are tried too, so that `biling` is near `billing callback`. Made to be asked of
 * many names.
 */
export const nearnessTo = (typed: string): ((candidate: string) => number) => {
  const { length } = typed;
  if (length > LONGEST_NEAR) return () => 1;
  const closest = length > 0 && length <= BITS ? closestByBits(typed) : closestBySlices(typed);
  return (candidate) => {
    if (candidate.length > LONGEST_NEAR) return 1;
    const whole = closest(candidate, 0, candidate.length, candidate.length);
    if (candidate.length <= length) return whole;
    if (length > 1 && candidate.includes(typed)) return Math.min(whole, FOR_A_PART);
    let best = whole;
    for (let start = 0; start < candidate.length; start += 1) {
      if (!isWordStart(candidate, start)) continue;
      const left = candidate.length - start;
      const part = closest(candidate, start, Math.min(length - 1, left), Math.min(length + 1, left));
      best = Math.min(best, FOR_A_PART + part);
    }
    return best;
  };
};

/** What stands between words of a folded name. */
const BETWEEN = new Uint8Array(0x10000);
for (const mark of ' _-./・:') BETWEEN[mark.charCodeAt(0)] = 1;

const isBetween = (name: string, at: number): boolean => BETWEEN[name.charCodeAt(at)] === 1;

const isWordStart = (name: string, at: number): boolean =>
  (at === 0 || isBetween(name, at - 1)) && !isBetween(name, at);

/** The least distance, for each letter of the longer one, of the texts that begin at `start` and are so many letters long. */
type Closest = (text: string, start: number, shortest: number, longest: number) => number;

const closestBySlices =
  (typed: string): Closest =>
  (text, start, shortest, longest) => {
    let best = Number.POSITIVE_INFINITY;
    for (let length = shortest; length <= longest; length += 1) {
      const part = text.slice(start, start + length);
      best = Math.min(best, distance(typed, part) / Math.max(typed.length, length, 1));
    }
    return best;
  };

/** Bitwise operators take this many bits. */
const BITS = 32;

/**
 * The same for few letters, in one pass over the text: a column of the table of edit distances is two words of bits, which tell
 * where it goes up and where down (Myers 1999, https://doi.org/10.1145/316542.316550, as Hyyrö 2003 has it for whole distances).
 */
const closestByBits = (typed: string): Closest => {
  // By code unit: where it stands in what was typed.
  const places = new Int32Array(0x10000);
  for (let i = 0; i < typed.length; i += 1) {
    const letter = typed.charCodeAt(i);
    places[letter] = (places[letter] ?? 0) | (1 << i);
  }
  const last = 1 << (typed.length - 1);
  return (text, start, shortest, longest) => {
    let up = -1;
    let down = 0;
    let edits = typed.length;
    let best = shortest === 0 ? 1 : Number.POSITIVE_INFINITY;
    for (let length = 1; length <= longest; length += 1) {
      const same = places[text.charCodeAt(start + length - 1)] ?? 0;
      const upright = same | down;
      const across = (((same & up) + up) ^ up) | same;
      const more = down | ~(across | up);
      const fewer = up & across;
      if (more & last) edits += 1;
      if (fewer & last) edits -= 1;
      up = (fewer << 1) | ~(upright | (more << 1) | 1);
      down = ((more << 1) | 1) & upright;
      if (length >= shortest) best = Math.min(best, edits / Math.max(typed.length, length));
    }
    return best;
  };
};
