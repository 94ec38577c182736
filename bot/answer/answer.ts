import type { Actor } from '../actor/actor';
import type { ResourceType } from '../change/catalogue';
import type { Change } from '../change/change';
import type { FieldChange } from '../change/effect';
import type { ResourceRef } from '../change/resource';
import type { EarlierHolder } from '../directory/namesakes';
import type { Query, Window } from '../query/query';
import type { Coverage } from './coverage';
import type { Piece } from './message';

/** A resource with what it is called, for people. */
export interface NamedResource {
  readonly ref: ResourceRef;
  /** The name at the time that is told; absent where none is known. */
  readonly name?: string;
  /** Today's name, where it differs. */
  readonly nameNow?: string;
  /** A user whose login went to another user later; with their deletion, where that tells them from the other. */
  readonly earlier?: EarlierHolder;
  readonly deleted?: true;
}

export interface NamedActor {
  readonly actor: Actor;
  /** How a person would name the actor: a login name, a role and its session, "root". */
  readonly label: string;
  /** Nothing that was read names the user: the label says so. */
  readonly unnamed?: true;
  /** Their login went to another user later: the label says so. */
  readonly earlier?: true;
  readonly deleted?: true;
  /** Who it probably was: an inference, to be told as one. */
  readonly likely?: LikelyPerson;
  /** What records tell of a Connect user whose name nobody knows any more. */
  readonly traces?: Traces;
}

/** Somebody asked for emergency access shortly before an unknown user made the change. */
export interface LikelyPerson {
  readonly name: string;
  /** When the token was asked for, ISO 8601 UTC, and how many whole minutes before the change that was. */
  readonly askedAt: string;
  readonly minutesBefore: number;
  /** How many others asked for one in the hours before: with any, the likelihood is smaller. */
  readonly others: number;
}

/** ISO 8601 UTC. */
export interface Traces {
  readonly deletedAt?: string;
  readonly deletedBy?: string;
  readonly firstChange?: string;
  readonly lastChange?: string;
}

export type Relation = 'direct' | 'indirect';

export interface AnsweredChange {
  readonly change: Change;
  readonly relation: Relation;
  readonly resource: NamedResource;
  /** What the record names besides. */
  readonly related: readonly NamedResource[];
  /** What the change took away, which only the earlier value names. */
  readonly taken: readonly NamedResource[];
  readonly actor: NamedActor;
  /** What was set, and what was there before. */
  readonly fields: readonly FieldChange[];
  /** Who did what to which thing; when and how are told beside it. */
  readonly sentence: readonly Piece[];
  /** The same without who did it: "put queue Billing Callback (VOICE, priority 1) into routing profile Tier 1 Voice". */
  readonly deed: readonly Piece[];
  /** The sentence in short, for answers about this one thing: "it" stands for the changed resource ("Saanvi Sarkar enabled it"). */
  readonly brief: readonly Piece[];
  /** The deed in short: "enabled it", "put queue Billing Callback (VOICE, priority 1) into it". */
  readonly shortDeed: readonly Piece[];
  /** Fields that the sentence does not tell, each as "auto-accept false → true". */
  readonly details: readonly (readonly Piece[])[];
  /** What the same click of Save did besides, that does not bear on what was asked. Newest first. */
  readonly sameSave: readonly AnsweredChange[];
  /** Global Resiliency repeated the change there: the records of it, which are not told apart. */
  readonly copies: readonly { readonly eventId: string; readonly region: string }[];
}

/**
 * What Connect's own last-modified time says where nothing is recorded: either the two agree, or Connect knows of a later
 * change that CloudTrail has no record of. An observation, never "someone changed it".
 */
export type Observation =
  | { readonly kind: 'connect agrees'; readonly lastModified: string }
  | { readonly kind: 'not recorded'; readonly lastModified: string }
  /** So fresh that a record of it may still arrive. */
  | { readonly kind: 'not settled'; readonly lastModified: string };

/** A question's changes, how surely, and what to ask next: all that a message is made from. */
export interface Answer {
  readonly query: Query;
  readonly outcome: 'found' | 'nothing' | 'unknown' | 'ambiguous';
  /** What the instance that was asked for is called, where it was asked for by something else. */
  readonly instanceAlias?: string;
  /** What the name was found to mean. */
  readonly subjects: readonly NamedResource[];
  /** Newest first; no more than a `limit:` lets through. */
  readonly changes: readonly AnsweredChange[];
  /** Those that fit and a `limit:` keeps out, newest first; absent where it keeps out none. */
  readonly beyondLimit?: readonly AnsweredChange[];
  /** How many changes fit, attempts too; for a choice, how many things the name means. */
  readonly total: number;
  /** How many of them are attempts that failed and changed nothing. */
  readonly failed: number;
  /** Changes to what the thing depends on and never names it, apart from the answer; newest first. */
  readonly nearby: readonly AnsweredChange[];
  /** The stretch that nearby changes were looked for in; absent where none were. */
  readonly nearbyWindow?: Window;
  /**
   * Where nothing was found in a short window: how many other changes the instance saw in it (all of them where none is meant), and when
   * the newest was. Of those `unplaced` besides it is not known in which instance they were.
   */
  readonly elsewhere?: {
    readonly changes: number;
    readonly newest?: string;
    readonly instanceId?: string;
    readonly unplaced?: number;
  };
  /** Where a window held nothing: the newest change before it. */
  readonly lastBefore?: AnsweredChange;
  readonly coverage: Coverage;
  readonly choices: readonly NamedResource[];
  readonly suggestions: readonly string[];
  /** The Connect users that `by:` was found to mean, each once. */
  readonly people?: readonly NamedResource[];
  /** Where no thing has the name or the id that was asked for, but somebody made changes under it: when the newest was made. */
  readonly actedAs?: { readonly name: string; readonly newest: string };
  /** It is the person asked for who is not known, whatever else was asked. */
  readonly unknownPerson?: true;
  /** The types whose listings were read for names; absent where none were. */
  readonly listed?: readonly ResourceType[];
  readonly observation?: Observation;
}

/** Every change that fits, those beyond a `limit:` too. */
export const allChanges = ({
  changes,
  beyondLimit = [],
}: Pick<Answer, 'changes' | 'beyondLimit'>): readonly AnsweredChange[] =>
  beyondLimit.length === 0 ? changes : [...changes, ...beyondLimit];

/** What can be said before an answer is whole. */
export type Underway =
  /** Nothing bears the name today: whether anything bore it takes a long look into CloudTrail, a slip of the finger does not. */
  | {
      readonly kind: 'unknown name';
      readonly name: string;
      /** The names of today that are most like it. */
      readonly nearest: readonly string[];
    }
  /** What the index alone tells, while CloudTrail is read for the rest. */
  | { readonly kind: 'from the index'; readonly answer: Answer };
