import type { JsonValue } from './change';

export type JsonObject = { readonly [key: string]: JsonValue };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deeper than any record that AWS writes; what walks through JSON, `JSON.stringify` among it, would run out of stack some thousands further. */
export const MAX_DEPTH = 200;

/** Whether JSON is nested deeper than any record is. Found without recursion, whatever the depth. */
export const isTooDeep = (json: unknown): boolean => {
  let level: readonly unknown[] = [json];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return false;
};

export const asString = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A number, also one that is written as text. */
export const asNumber = (value: unknown): number | undefined =>
  typeof value === 'number'
    ? value
    : typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value)
      ? Number(value)
      : undefined;

/** A member by its name, whatever its capitals: CloudTrail writes Connect's members as `QueueId`, tags' as `resourceArn`. */
export const member = (value: unknown, name: string): JsonValue | undefined => {
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, name)) return value[name];
  const wanted = name.toLowerCase();
  const key = Object.keys(value).find((candidate) => candidate.toLowerCase() === wanted);
  return key === undefined ? undefined : value[key];
};

/**
 * Every value at a path such as `QueueConfigs[].QueueReference.QueueId`. A list is walked through whether or not the path
 * marks it; nothing there gives an empty list.
 */
export const valuesAt = (value: unknown, path: string): readonly JsonValue[] =>
  path
    .split('.')
    .map((step) => step.replace(/\[\]$/, ''))
    .reduce<readonly unknown[]>(
      (found, step) => found.flatMap((item) => (Array.isArray(item) ? item : [item])).map((item) => member(item, step)),
      [value],
    )
    .flatMap((item) => (Array.isArray(item) ? item : [item]))
    .filter((item): item is JsonValue => item !== undefined && item !== null);

export const stringAt = (value: unknown, path: string): string | undefined =>
  valuesAt(value, path)
    .map(asString)
    .find((text) => text !== undefined);

/** What a table of ours says of a word from outside, which may be `constructor` or the like. */
export const entryOf = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

/** An escape in JSON text: of half a letter, or any other. */
const ESCAPES = /\\(?:u(?<half>d[89a-f][0-9a-f]{2})|.)/g;
/** What a terminal obeys or hides, or a reader of lines takes for the end of one: within the brackets of an expression. */
export const OBEYED = '\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}';
/** JSON may hold it as it is. */
const UNSEEN = new RegExp(`(?!\\n)[${OBEYED}]`, 'gu');

/**
 * JSON that any program can read, and any terminal show: valid Unicode, where JSON.stringify writes half of a letter as an escape that many
 * parsers refuse; and without a character that can't be seen, as each is escaped.
 */
export const jsonText = (value: object, indent?: number): string =>
  JSON.stringify(value, null, indent)
    .replace(ESCAPES, (found, half?: string) => (half === undefined ? found : '\ufffd'))
    .replace(UNSEEN, (unseen) =>
      unseen
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join(''),
    );
