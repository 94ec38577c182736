import type { Actor, Acts, Beside, Via } from '../actor/actor';
import type { Verb } from './catalogue';
import type { ResourceRef } from './resource';

/** How the call ended. A failed call changed nothing; CloudTrail records it like a successful one, with an error code. */
export type Outcome =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly errorCode: string; readonly errorMessage?: string };

/** A value that a change set, as the record holds it. */
export type FieldValue =
  | { readonly kind: 'value'; readonly value: JsonValue }
  /** AWS wrote `***` or `HIDDEN_DUE_TO_SECURITY_REASONS` in its place; or it is personal or secret, and withheld by us. */
  | { readonly kind: 'hidden'; readonly withheld?: true };

/** Anything that JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface FieldSet {
  /** The request member, as the API names it (`MaxContacts`). */
  readonly field: string;
  readonly to: FieldValue;
}

/** Another resource that the record names by id, and where it stands in the record (`QueueConfigs[].QueueReference.QueueId`). */
export interface Mention {
  readonly resource: ResourceRef;
  readonly path: string;
  /** The changed thing is a part of this one: an override of these hours, a version of this flow. */
  readonly parent?: true;
}

/** What users see: one CloudTrail event that set out to alter configuration. Plain data, made from the record alone. */
export interface Change {
  readonly eventId: string;
  /** The event id of an earlier record of the same call, which this one corrects. */
  readonly amends?: string;
  /** The same in another account's record of the same call. */
  readonly sharedEventId?: string;
  /** ISO 8601, UTC, as CloudTrail writes it: `2026-11-18T08:09:34Z`. */
  readonly time: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly verb: Verb;
  readonly outcome: Outcome;
  readonly resource: ResourceRef;
  /** What the id carried after a colon: `$SAVED` is a flow's draft, a number a version of it. */
  readonly idSuffix?: string;
  /** The resource's name where this record states it (created with it, renamed to it). */
  readonly nameInRecord?: string;
  readonly mentions: readonly Mention[];
  readonly actor: Actor;
  readonly acts: Acts;
  /** Whom the record names beside the actor. */
  readonly beside?: readonly Beside[];
  readonly via: Via;
  readonly set: readonly FieldSet[];
  /** False for a mutating-looking event name that the operation catalogue does not have. */
  readonly inCatalogue: boolean;
  readonly region: string;
  readonly account: string;
}

/** The verbs before which a resource was not there. */
export const MAKINGS: ReadonlySet<Verb> = new Set<Verb>(['create', 'claim']);

/** The verbs that end a resource. */
export const ENDINGS: ReadonlySet<Verb> = new Set<Verb>(['delete', 'release']);
