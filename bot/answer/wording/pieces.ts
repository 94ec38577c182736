import type { Piece } from '../message';

/** A stretch of a sentence. */
export type Pieces = readonly Piece[];

export const words = (text: string): Piece => ({ words: text });

/** A name from outside that stands out; a value from outside that does not. Long ones are cut. */
export const nameOf = (text: string, most = LONGEST): Piece => ({ name: cut(text, most) });
export const quietly = (text: string): Piece => ({ name: cut(text), quiet: true });

/** Strings and stretches, one after the other. */
export const say = (...parts: readonly (string | Pieces | undefined)[]): Pieces =>
  parts.flatMap((part) => (typeof part === 'string' ? (part === '' ? [] : [words(part)]) : (part ?? [])));

/** The letters of a sentence, for the terminal and for notifications. */
export const plainText = (pieces: Pieces): string => pieces.map(textOf).join('');

const textOf = (piece: Piece): string => ('words' in piece ? piece.words : piece.name);

const LONGEST = 80;

/** At most so many letters, the last an ellipsis where something is missing; whole code points only. */
export const cut = (text: string, most = LONGEST): string => {
  if (text.length <= most) return text;
  // A letter has two units at most.
  const letters = [...text.slice(0, 2 * most + 1)];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
};

/** The stretch cut to so many letters. */
export const clipped = (pieces: Pieces, most: number): Pieces => {
  let left = most;
  return pieces.flatMap((piece) => {
    if (left <= 0) return [];
    const text = cut(textOf(piece), left);
    left -= text.length;
    return ['words' in piece ? words(text) : { ...piece, name: text }];
  });
};

/** "A", "A and B", "A, B and C", "A, B and 7 more" */
export const listed = (items: readonly Pieces[], most = 3): Pieces => {
  const kept = items.length <= most ? items : items.slice(0, most - 1);
  const all = kept.length === items.length ? kept : [...kept, [words(`${items.length - kept.length} more`)]];
  return all.flatMap((item, at) => {
    if (at === 0) return item;
    return [words(at === all.length - 1 ? ' and ' : ', '), ...item];
  });
};

/** The same with commas alone, as in brackets and after a colon. */
export const commas = (items: readonly Pieces[]): Pieces =>
  items.filter((item) => item.length > 0).flatMap((item, at) => (at === 0 ? item : [words(', '), ...item]));

/** A single value as text; whatever is no single value, as JSON may hold anywhere, is an ellipsis. */
export const scalarText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '…';
