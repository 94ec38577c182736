import { createHash } from 'node:crypto';
import type { JsonValue } from './change';
import { holdsHidden, WITHHELD } from './hidden';
import { isObject, type JsonObject } from './json';

/**
 * No ARN of AWS is longer than 2,048 letters, and no message shows more than 3,000 of a text: what is longer identifies nothing, and is read
 * nowhere to its end.
 */
export const LONGEST_TEXT = 4_000;

/** JSON in which no text, and no member's name, is longer than that. What is cut says so, how long it was, and by a hash which text it was. */
export const withTextsCut = (object: JsonObject): JsonObject => (holdsLong(object) ? membersCut(object) : object);

/** Nearly all records hold none: they are not copied. */
const holdsLong = (value: JsonValue): boolean => {
  if (typeof value === 'string') return value.length > LONGEST_TEXT;
  if (Array.isArray(value)) return value.some(holdsLong);
  return isObject(value) && Object.entries(value).some(([name, item]) => name.length > LONGEST_TEXT || holdsLong(item));
};

const membersCut = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, item]) => [textCut(name), valueCut(item)]));

const valueCut = (value: JsonValue): JsonValue => {
  if (typeof value === 'string') return textCut(value);
  if (Array.isArray(value)) return value.map(valueCut);
  return isObject(value) ? membersCut(value) : value;
};

/** Two texts that differ anywhere still differ: by their length, or by the hash. */
const textCut = (text: string): string => {
  if (text.length <= LONGEST_TEXT) return text;
  // Half of a letter is left out, and hashed as its escape: as UTF-8 all halves are one.
  const begin = text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, '');
  const hash = createHash('sha256').update(text.isWellFormed() ? text : JSON.stringify(text));
  return `${begin}… (cut here: ${text.length} letters in all, SHA-256 ${hash.digest('hex')})`;
};

/** Of no value do people read as many parts; a hundred records with ten times as many would fill the memory of a worker. */
const MOST_PARTS = 5_000;

/**
 * A value, secrets masked, as it is; or where it has more parts than that, the beginning of its JSON, with how many they are and by a hash which value
 * it is. Where something in it is hidden that is said as well: then it equals no other.
 */
export const withPartsCut = (value: JsonValue): JsonValue => {
  const parts = partsOf(value);
  if (parts <= MOST_PARTS) return value;
  const text = JSON.stringify(value);
  const hash = createHash('sha256').update(text).digest('hex');
  const hidden = holdsHidden(value) ? ` ${WITHHELD}` : '';
  return `${text.slice(0, LONGEST_TEXT).toWellFormed()}… (cut here: ${parts} parts in all, SHA-256 ${hash})${hidden}`;
};

const partsOf = (value: JsonValue): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((sum, part) => sum + partsOf(part), 1)
    : 1;
