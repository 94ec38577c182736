import type { FieldValue, JsonValue, Mention } from './change';

/** Why nothing can be said of what was there before. */
export type NotKnownBecause =
  /** No record that was read states it. */
  | 'not recorded'
  /** AWS, or we, hid it in the record that set it, or hide it in this one. */
  | 'hidden'
  /** The records that could tell were not read to their end. */
  | 'not read';

/** What a field held before a change. */
export type Before =
  | { readonly kind: 'value'; readonly value: JsonValue }
  /** The resource, or this part of it, was not there. */
  | { readonly kind: 'none' }
  | { readonly kind: 'not known'; readonly because: NotKnownBecause };

/** What a change put there; `none` where it took the value away. */
export type After =
  | FieldValue
  | { readonly kind: 'none' }
  /** The new setting does not name it; whether the call keeps or clears it is not documented. */
  | { readonly kind: 'not stated' };

/** One field that a change set out to alter. */
export interface FieldChange {
  /** Members of the API joined by dots (`PhoneConfig.AutoAccept`); the lists they stand in are not marked. */
  readonly field: string;
  /** Which item of a list is meant (`CHAT` of a routing profile's channels, a queue's id and channel), where items are told apart. */
  readonly item?: string;
  readonly from: Before;
  readonly to: After;
  /** For a list of which both sides are known, or a call that adds or removes: what surely came and went. */
  readonly added?: readonly JsonValue[];
  readonly removed?: readonly JsonValue[];
}

/** What a change did to its resource, seen beside the ones before it. */
export interface Effect {
  readonly fields: readonly FieldChange[];
  /** What the resource no longer refers to: the new state names only what stays. `path` is where it stood. */
  readonly taken: readonly Mention[];
}

export const notKnown = (because: NotKnownBecause): Before => ({ kind: 'not known', because });

/** Whether something was there, also where AWS hid what it was. */
export const isSomething = (from: Before): boolean =>
  from.kind === 'value' ? !isEmpty(from.value) : from.kind === 'not known' && from.because === 'hidden';

const isEmpty = (value: JsonValue): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
