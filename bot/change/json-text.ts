import { MAX_DEPTH } from './json';

/** What a text holds at a place, as far as brackets and quotes tell. */
export type Scanned =
  | {
      readonly kind: 'whole';
      /** Behind the value. */
      readonly end: number;
      readonly isParsable: boolean;
      readonly isTooDeep: boolean;
    }
  /** The text ends before the value does. */
  | { readonly kind: 'open' }
  /** No JSON goes on so: as it stands here. */
  | { readonly kind: 'broken'; readonly at: number };

/** JSON.parse takes some 120 bytes for each level, and some 40 for each value: a text of brackets takes many times its size. */
const MOST_LEVELS = 1_000;
const MOST_VALUES = 500_000;

const [QUOTE, BACKSLASH, COMMA, COLON, BRACE, BRACKET] = [0x22, 0x5c, 0x2c, 0x3a, 0x7b, 0x5b];
const [BRACE_CLOSED, BRACKET_CLOSED, SPACE] = [0x7d, 0x5d, 0x20];

/** Looks at the text from a place to another, or to its end; `depth`: within so many brackets. */
export type JsonScanner = (from: number, within?: { readonly to?: number; readonly depth?: number }) => Scanned;

/**
 * Where the object, the list or the text in quotes that begins at a place ends, and whether it is shallow and small enough to be
 * parsed. That what lies between is JSON is said by `JSON.parse` alone.
 */
export const jsonScanner = (text: string): JsonScanner => {
  const endOfString = stringsIn(text);
  return (from, { to = text.length, depth: depthBefore = 0 } = {}) => {
    let [depth, deepest, values] = [depthBefore, depthBefore, 0];
    // What stood before the first value is of no concern.
    let before = COMMA;
    for (let at = from; at < to; at += 1) {
      const char = text.charCodeAt(at);
      if (char <= SPACE) continue;
      if (char === QUOTE) {
        if (before !== COMMA && before !== COLON && before !== BRACE && before !== BRACKET)
          return { kind: 'broken', at };
        const end = endOfString(at);
        if (end === 'open') return { kind: end };
        if (end === 'broken') return { kind: end, at };
        at = end;
      } else if (char === BRACE || char === BRACKET) {
        if (before !== COMMA && before !== COLON && before !== BRACKET) return { kind: 'broken', at };
        depth += 1;
        values += 1;
        if (depth > deepest) deepest = depth;
      } else if (char === BRACE_CLOSED || char === BRACKET_CLOSED) depth -= 1;
      else if (char === COMMA) values += 1;
      if (depth <= 0) {
        const isParsable = deepest <= MOST_LEVELS && values <= MOST_VALUES;
        return { kind: 'whole', end: at + 1, isParsable, isTooDeep: deepest > MAX_DEPTH };
      }
      before = char;
    }
    return { kind: 'open' };
  };
};

/** Where the string that begins at a place has its closing quote. No JSON has a line break inside of a string. */
const stringsIn = (text: string): ((from: number) => number | 'open' | 'broken') => {
  // The next line break is the same for many strings, and far where a text has none.
  let [lookedFrom, newline] = [0, -1];
  return (from) => {
    if (from < lookedFrom || from > newline) [lookedFrom, newline] = [from, found(text.indexOf('\n', from))];
    for (let quote = text.indexOf('"', from + 1); ; quote = text.indexOf('"', quote + 1)) {
      if (newline < found(quote)) return 'broken';
      if (quote < 0) return 'open';
      let before = quote;
      while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
      if ((quote - before) % 2 === 0) return quote;
    }
  };
};

const found = (at: number): number => (at < 0 ? Number.POSITIVE_INFINITY : at);

/** Parses a text unless it is nested so deep, or holds so many values, that it would take memory without end. Throws where it is no such JSON. */
export const parseJson = (text: string): unknown => {
  const begin = /\S/.exec(text)?.index ?? 0;
  if ('{["'.includes(text.charAt(begin))) {
    const scanned = jsonScanner(text)(begin);
    if (scanned.kind !== 'whole' || !scanned.isParsable) throw new SyntaxError('Not whole, or too deep or too much.');
  }
  return JSON.parse(text);
};

/** Why a text that its reader did not parse is no record that can be told; a short phrase for counts and notes. */
export const whyUnread = (text: string): string => {
  const scanned = jsonScanner(text)(/\S/.exec(text)?.index ?? 0);
  if (scanned.kind !== 'whole' || scanned.isParsable) return NO_JSON;
  return scanned.isTooDeep ? TOO_DEEP : 'it holds more than any record';
};
export const NO_JSON = 'its text is no JSON';
export const TOO_DEEP = 'it is nested deeper than any record';
