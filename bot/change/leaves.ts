import type { FieldValue, JsonValue } from './change';
import { fieldValue } from './hidden';
import { isObject, member } from './json';

/** A part of a value that is no object, and the path to it. */
export type Leaf = readonly [path: string, to: FieldValue];

/**
 * No setting of the API is so deep, nor is its path so long. What is, is one part: a hundred levels above ten thousand members would make
 * ten thousand paths of a hundred steps.
 */
const DEEPEST_LEAF = 20;
const LONGEST_PATH = 400;

/** A value's parts: members of objects one by one, lists whole. */
export const leavesOf = (path: string, to: FieldValue, depth = 0): readonly Leaf[] => {
  if (to.kind === 'hidden') return [[path, to]];
  const { value } = to;
  // A member that is null is one that was not given.
  const members = isObject(value) ? Object.entries(value).filter(([, inner]) => inner !== null) : [];
  if (members.length === 0 || depth === DEEPEST_LEAF || path.length > LONGEST_PATH) return [[path, fieldValue(value)]];
  return members.flatMap(([key, inner]) => leavesOf(`${path}.${key}`, asValue(inner), depth + 1));
};

export const asValue = (value: JsonValue): { readonly kind: 'value'; readonly value: JsonValue } => ({
  kind: 'value',
  value,
});

/** Tags are an object in some services, a list of keys and values in others. */
export const asTags = (to: FieldValue): FieldValue => {
  if (to.kind !== 'value' || !Array.isArray(to.value)) return to;
  const pairs = to.value.map((tag: JsonValue) => [member(tag, 'Key'), member(tag, 'Value') ?? ''] as const);
  return pairs.every(([key]) => typeof key === 'string') ? asValue(Object.fromEntries(pairs)) : to;
};

export const merge = (before: JsonValue | undefined, after: JsonValue): JsonValue => {
  if (!isObject(before) || !isObject(after)) return after;
  const kept = Object.entries(before).filter(([key]) => member(after, key) === undefined);
  return { ...Object.fromEntries(kept), ...after };
};
