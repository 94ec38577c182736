import type { FieldValue, JsonValue } from './change';
import { isObject } from './json';

const HIDDEN = new Set(['***', 'HIDDEN_DUE_TO_SECURITY_REASONS']);
export const isHidden = (value: unknown): boolean => typeof value === 'string' && HIDDEN.has(value);

/** Stands where a value, or a part of a text, was that we don't show. */
export const WITHHELD = '(not shown: personal or secret)';

/** A value of a record, or what stands in its place. */
export const fieldValue = (value: JsonValue): FieldValue => {
  if (value === WITHHELD) return { kind: 'hidden', withheld: true };
  return isHidden(value) ? { kind: 'hidden' } : { kind: 'value', value };
};

/** Whether something hidden is in a value, at any depth: it may be anything, and equals nothing. */
export const holdsHidden = (value: JsonValue): boolean =>
  partsOf(value)?.some(holdsHidden) ?? (isStandIn(value) || (typeof value === 'string' && value.includes(WITHHELD)));

/** Whether all that a value could tell is hidden. */
export const isAllHidden = (value: JsonValue): boolean => {
  const parts = partsOf(value);
  return parts === undefined ? isStandIn(value) : parts.length > 0 && parts.every(isAllHidden);
};

const isStandIn = (value: JsonValue): boolean => fieldValue(value).kind === 'hidden';
const partsOf = (value: JsonValue): readonly JsonValue[] | undefined =>
  Array.isArray(value) ? value : isObject(value) ? Object.values(value) : undefined;
