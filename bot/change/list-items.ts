import type { JsonValue } from './change';
import { holdsHidden } from './hidden';
import { bareId } from './ids';
import { isObject, type JsonObject, member, stringAt, valuesAt } from './json';
import { keysOf, lastOf } from './list-keys';
import { meaningOf } from './meaning';

/** An item of a list, and what tells it from the others: of two with one key the later one counts. */
export interface Item {
  readonly key: string;
  readonly value: JsonValue;
  /** What would tell it from the others is hidden: it may be any of them. */
  readonly opaque?: true;
}

/** A list's items with their keys. `path` is the list's field. */
export const itemsOf = (path: string, list: readonly JsonValue[]): readonly Item[] => {
  const times = new Map<string, number>();
  return list.map((raw, at) => {
    const value = asItem(path, raw);
    if (isOpaque(path, value)) return { key: `${keyOf(path, value)} ${at}`, value, opaque: true };
    const key = keyOf(path, value);
    const nth = (times.get(key) ?? 0) + 1;
    times.set(key, nth);
    // Plain values and items with a key are in a list once; any other may be in it again.
    return { key: nth === 1 || !isObject(value) || keysOf(path) !== undefined ? key : `${key} ${nth}`, value };
  });
};

const isOpaque = (path: string, value: JsonValue): boolean => {
  const members = keysOf(path);
  if (members === undefined || !isObject(value)) return holdsHidden(value);
  return members.flatMap((one) => valuesAt(value, one)).some(holdsHidden);
};

/** One item in the form of the call that says most of it: others name it bare, or wrap its id. */
const asItem = (path: string, value: JsonValue): JsonValue => {
  const wrapped = lastOf(path) === 'securityprofileids' ? member(value, 'Id') : undefined;
  if (wrapped !== undefined) return wrapped;
  const [only, ...more] = keysOf(path) ?? [];
  if (typeof value === 'string') return only === undefined || more.length > 0 ? value : { [only]: value };
  const isBareQueue = /queueconfigs$/.test(lastOf(path)) && member(value, 'QueueReference') === undefined;
  return isBareQueue && member(value, 'QueueId') !== undefined ? { QueueReference: value } : value;
};

const keyOf = (path: string, value: JsonValue): string => {
  const parts = isObject(value) ? (keysOf(path) ?? []).map((one) => stringAt(value, one)) : [];
  return parts.some((part) => part !== undefined)
    ? parts.map((part) => bareId(part ?? '')).join(' ')
    : meaningOf(path, value);
};

/** What an item says besides its key. */
export const withoutItem = (path: string, value: JsonValue): JsonObject => {
  const tops = new Set((keysOf(path) ?? []).map((one) => one.split('.')[0]?.toLowerCase()));
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).filter(([key]) => !tops.has(key.toLowerCase())))
    : {};
};
