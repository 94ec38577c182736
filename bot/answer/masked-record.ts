import { classifyEvent } from '../change/catalogue';
import type { JsonValue } from '../change/change';
import { asString, isObject, type JsonObject } from '../change/json';
import { phrases } from '../words/words';
import { isPrivate } from './wording/labels';

/** Stands in a record where a value is not shown. */
export const MASKED = phrases.hidden.masked;

/** Names of members whose value lets somebody in, whatever call they are of. */
const SECRET = /password|secret|credential|accessKeyId|(?:access|session|federation|refresh|authorization)[-_]?token/i;

/** Parts of a record that hold what the call set. Elsewhere names mean other things: `userIdentity` has no private members of its own. */
const SET: ReadonlySet<string> = new Set(['requestParameters', 'responseElements']);

/**
 * A CloudTrail record as AWS wrote it, without its secrets and without what the API's model, or the member's name, marks as personal.
 * What AWS has hidden itself stays as AWS wrote it.
 */
export const maskedRecord = (record: JsonObject): JsonObject => {
  const sensitive = sensitiveIn(record);
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      key,
      SET.has(key) ? ofCall(value, '', sensitive) : ofFrame(value, key),
    ]),
  );
};

/** The paths that the API's model marks as sensitive, in small letters. */
const sensitiveIn = ({ eventSource, eventName, requestParameters }: JsonObject): ReadonlySet<string> => {
  const known = classifyEvent(asString(eventSource) ?? '', asString(eventName) ?? '', requestParameters);
  const paths = known.kind === 'change' ? known.operation.sensitive : [];
  return new Set(paths.map((path) => path.toLowerCase().replaceAll('[]', '')));
};

/** What the call set: masked by path and by name. */
const ofCall = (value: JsonValue, path: string, sensitive: ReadonlySet<string>): JsonValue => {
  if (Array.isArray(value)) return value.map((item: JsonValue) => ofCall(item, path, sensitive));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const below = path === '' ? key.toLowerCase() : `${path}.${key.toLowerCase()}`;
      const isMasked = sensitive.has(below) || isPrivate(key) || SECRET.test(key);
      return [key, isMasked && !isStars(item) ? MASKED : ofCall(item, below, sensitive)];
    }),
  );
};

/** What stands around it: masked by name alone. */
const ofFrame = (value: JsonValue, name: string): JsonValue => {
  if (SECRET.test(name) && typeof value === 'string' && !isStars(value)) return MASKED;
  if (Array.isArray(value)) return value.map((item: JsonValue) => ofFrame(item, name));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, ofFrame(item, key)]));
};

const isStars = (value: JsonValue): boolean => value === '***' || value === 'HIDDEN_DUE_TO_SECURITY_REASONS';
