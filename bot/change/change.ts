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
  /**
   * The record holds no request, as is usual for calls that were denied, or only the mark that it was too large: what the call
   * named and left out is not known.
   */
  readonly withoutRequest?: true;
  /** False for a mutating-looking event name that the operation catalogue does not have. */
  readonly inCatalogue: boolean;
  readonly region: string;
  readonly account: string;
}

/** The verbs before which a resource was not there. */
export const MAKINGS: ReadonlySet<Verb> = new Set<Verb>(['create', 'claim', 'import']);

/** The verbs that end a resource. */
export const ENDINGS: ReadonlySet<Verb> = new Set<Verb>(['delete', 'release']);

/**
 * Whether a failed call may have taken effect all the same: the service failed, or did not answer in time, and refused nothing.
 * A call that was throttled was never begun.
 */
export const isUncertain = (outcome: Outcome): boolean =>
  outcome.kind === 'failed' && !/throttl|toomanyrequests/i.test(outcome.errorCode) && UNCERTAIN.test(outcome.errorCode);

const UNCERTAIN =
  /internal|unavailable|time-?d?-?out|^(?:server\.)?5\d\d$|^serv(?:er|ice)(?:error|exception|failure)|unknown(?:error|exception)/i;

/** Whether a call succeeded, or failed and may have taken effect all the same. */
export const mayHaveTakenEffect = (outcome: Outcome): boolean => outcome.kind === 'succeeded' || isUncertain(outcome);

/**
 * Whether a change, or a failure that may have made one, does not say which thing it was about: CloudTrail leaves a request out that
 * is too large. What was to be made has no id yet, and goes by its name.
 */
export const isOfUnknownThing = ({ resource, inCatalogue, outcome, verb }: Change): boolean =>
  resource.id === undefined && inCatalogue && mayHaveTakenEffect(outcome) && !MAKINGS.has(verb);
