import type { Answer, Underway } from '../answer/answer';
import type { InstanceRef, ResourceRef } from '../change/resource';
import type { Directory } from '../directory/directory';
import type { DirectoryFact, PersonName } from '../directory/facts';
import type { Mistake } from '../query/query';
import type { ChangeSource } from '../sources/change-source';

export interface AnswerDeps {
  readonly find: ChangeSource;
  /** Everyone and everything known so far. */
  readonly directory: Directory;
  /** Keeps what the records told, for the next question. */
  readonly learn?: (facts: readonly DirectoryFact[]) => Promise<void>;
  readonly instances: readonly InstanceRef[];
  /** Asks Connect for one user id; `undefined` where it cannot be asked. */
  readonly describeUser?: (instance: InstanceRef, userId: string) => Promise<DescribedUser>;
  /** Connect's own last-modified time of a resource, freshly asked, ISO 8601 UTC. */
  readonly lastModified?: (ref: ResourceRef) => Promise<string | undefined>;
  /** Hears what can be said before the answer is there. */
  readonly onUnderway?: OnUnderway;
  readonly now: () => Date;
}

export type OnUnderway = (underway: Underway) => void;

/** What Connect says of a user id; `undefined` where it could not be asked (denied, down). */
export type DescribedUser = { readonly username: string; readonly person?: PersonName } | 'not known' | undefined;

export type Answered =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'mistake'; readonly mistake: Mistake };

export const isoNow = (now: () => Date): string => `${now().toISOString().slice(0, 19)}Z`;

export interface Named {
  readonly directory: Directory;
  readonly notes: readonly string[];
}
