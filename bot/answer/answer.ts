import type { Actor } from '../actor/actor';
import type { Change } from '../change/change';
import type { ResourceRef } from '../change/resource';
import type { Query } from '../query/query';
import type { Coverage } from './coverage';

/** A resource with what it is called, for people. */
export interface NamedResource {
  readonly ref: ResourceRef;
  /** The name at the time that is told; absent where none is known. */
  readonly name?: string;
  /** Today's name, where it differs. */
  readonly nameNow?: string;
  readonly deleted?: true;
}

export interface NamedActor {
  readonly actor: Actor;
  /** How a person would name the actor: a login name, a role and its session, "root". */
  readonly label: string;
  readonly deleted?: true;
}

export type Relation = 'direct' | 'indirect';

/**
 * A piece of a sentence: our own words, or a name from outside, which is shown as its letters whatever it holds. The names of
 * what was changed stand out; a quiet one says who, where or which.
 */
export type Piece = { readonly words: string } | { readonly name: string; readonly quiet?: true };

export interface AnsweredChange {
  readonly change: Change;
  readonly relation: Relation;
  readonly resource: NamedResource;
  readonly related: readonly NamedResource[];
  readonly actor: NamedActor;
  /** Who did what to which thing; when and how are told beside it. */
  readonly sentence: readonly Piece[];
}

/**
 * What Connect's own last-modified time says where nothing is recorded: either the two agree, or Connect knows of a later
 * change that CloudTrail has no record of. An observation, never "someone changed it".
 */
export type Observation =
  | { readonly kind: 'connect agrees'; readonly lastModified: string }
  | { readonly kind: 'not recorded'; readonly lastModified: string };

/** A question's changes, how surely, and what to ask next: all that a message is made from. */
export interface Answer {
  readonly query: Query;
  readonly outcome: 'found' | 'nothing' | 'unknown' | 'ambiguous';
  /** What the name was found to mean. */
  readonly subjects: readonly NamedResource[];
  /** Newest first; no more than a `limit:` lets through. */
  readonly changes: readonly AnsweredChange[];
  /** How many changes fit; for a choice, how many things the name means. */
  readonly total: number;
  /** Changes nearby, apart from the answer. */
  readonly nearby: readonly AnsweredChange[];
  readonly coverage: Coverage;
  readonly choices: readonly NamedResource[];
  readonly suggestions: readonly string[];
  readonly observation?: Observation;
}

/** Nothing bears the name today: whether anything bore it takes a long look into CloudTrail, a slip of the finger does not. */
export interface Underway {
  readonly name: string;
  /** The names of today that are most like it. */
  readonly nearest: readonly string[];
}
