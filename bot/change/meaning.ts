import type { JsonValue } from './change';
import { uuidOf } from './ids';
import { isObject, MAX_DEPTH } from './json';
import { isUnordered, lastOf } from './list-keys';

/**
 * What a value means, whatever the form that a record gives it: an id may be bare, in an ARN or URL-encoded, a number may be a text,
 * and CloudTrail does not always write the capitals of members as the API does.
 */

/** Members whose own members are named by users: there, capitals count. */
const NAMED_BY_USERS = new Set([
  'allowedaccesscontroltags',
  'botaliaslocalesettings',
  'botversionlocalespecification',
  'bottags',
  'references',
  'sessionattributes',
  'slots',
  'slotspecifications',
  'tags',
  'usertags',
]);

/** A field's path, the same whatever the capitals of the API's own members in it. */
export const foldPath = (path: string): string => {
  const steps = path.split('.');
  const named = steps.findIndex((step) => NAMED_BY_USERS.has(step.toLowerCase()));
  if (named < 0) return path.toLowerCase();
  return steps.map((step, at) => (at > named ? step : step.toLowerCase())).join('.');
};

export const isSamePath = (a: string, b: string): boolean => foldPath(a) === foldPath(b);

/** The paths of all that a folded path leads through. */
export const pathsAbove = (folded: string): readonly string[] => {
  const above: string[] = [];
  for (let at = folded.indexOf('.'); at >= 0 && above.length < MAX_DEPTH; at = folded.indexOf('.', at + 1))
    above.push(folded.slice(0, at));
  return above;
};

/** One text for all forms of a value. `path` is the field that holds it. */
export const meaningOf = (path: string, value: JsonValue): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return meaningOfList(path, value);
  if (isObject(value)) return meaningOfObject(path, value);
  return JSON.stringify(typeof value === 'string' ? (uuidOf(value) ?? value) : String(value));
};

const meaningOfList = (path: string, items: readonly JsonValue[]): string => {
  const meanings = items.map((item) => meaningOf(path, item));
  const isSet = isUnordered(path) || !items.some(isObject);
  return `[${(isSet ? [...new Set(meanings)].sort() : meanings).join()}]`;
};

const meaningOfObject = (path: string, value: { readonly [key: string]: JsonValue }): string => {
  const members = membersOf(path, value).map(([key, inner]) => `${JSON.stringify(key)}:${meaningOf(key, inner)}`);
  return `{${members.sort().join()}}`;
};

/** The members of an object at a path, the same whatever the API's own capitals. One that is null was not given. */
export const membersOf = (
  path: string,
  value: { readonly [key: string]: JsonValue },
): readonly (readonly [key: string, inner: JsonValue])[] => {
  const isNamedByUsers = NAMED_BY_USERS.has(lastOf(path));
  return Object.entries(value).flatMap(([key, inner]) =>
    inner === null ? [] : [[isNamedByUsers ? key : key.toLowerCase(), inner] as const],
  );
};

/** Whether two values of a field mean the same. */
export const isSameValue = (path: string, a: JsonValue, b: JsonValue): boolean =>
  meaningOf(path, a) === meaningOf(path, b);
