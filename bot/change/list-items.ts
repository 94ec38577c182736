import type { JsonValue } from './change';
import { canonicalJson, entryOf, isObject, type JsonObject, stringAt, valuesAt } from './json';
import { bareId, holdsHidden } from './normalize';

/** An item of a list, and what tells it from the others: of two with one key the later one counts. */
export interface Item {
  readonly key: string;
  readonly value: JsonValue;
  /** What would tell it from the others is hidden: it may be any of them. */
  readonly opaque?: true;
}

/** Lists whose items are known by a part of them; all others by the whole item. The parts are members of the item. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  QueueConfigs: ['QueueReference.QueueId', 'QueueReference.Channel'],
  ManualAssignmentQueueConfigs: ['QueueReference.QueueId', 'QueueReference.Channel'],
  MediaConcurrencies: ['Channel'],
  UserProficiencies: ['AttributeName', 'AttributeValue'],
};

/** Calls that alter the items they name and leave the others as they are (API reference). */
const MERGING = new Set(['UpdateRoutingProfileQueues', 'UpdateRoutingProfileConcurrency', 'UpdateUserProficiencies']);
export const mergesItems = (eventName: string): boolean => MERGING.has(eventName);

/** A list's items with their keys. `path` is the list's field. */
export const itemsOf = (path: string, list: readonly JsonValue[]): readonly Item[] =>
  list.map((raw, at) => {
    const value = asItem(path, raw);
    return isOpaque(path, value)
      ? { key: `${keyOf(path, value)} ${at}`, value, opaque: true }
      : { key: keyOf(path, value), value };
  });

const isOpaque = (path: string, value: JsonValue): boolean => {
  const members = entryOf(KEYS, path);
  if (members === undefined || !isObject(value)) return holdsHidden(value);
  return members.flatMap((one) => valuesAt(value, one)).some(holdsHidden);
};

/**
 * A call that drops queues from a routing profile names them bare, without what goes with them; one that gives a user a security
 * profile wraps its id.
 */
const asItem = (path: string, value: JsonValue): JsonValue =>
  path === 'SecurityProfileIds' && isObject(value) && typeof value.Id === 'string' ? value.Id : asQueue(path, value);

const asQueue = (path: string, value: JsonValue): JsonValue =>
  /QueueConfigs$/.test(path) && isObject(value) && value.QueueReference === undefined && value.QueueId !== undefined
    ? { QueueReference: value }
    : value;

const keyOf = (path: string, value: JsonValue): string => {
  const members = entryOf(KEYS, path);
  if (members === undefined || !isObject(value))
    return typeof value === 'string' ? bareId(value) : canonicalJson(value);
  return members.map((one) => bareId(stringAt(value, one) ?? '')).join(' ');
};

/** What an item says besides its key. */
export const withoutItem = (path: string, value: JsonValue): JsonObject => {
  const tops = new Set((entryOf(KEYS, path) ?? []).map((one) => one.split('.')[0]));
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !tops.has(key))) : {};
};
