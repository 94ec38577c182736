import type { Answer, Underway } from '../answer/answer';
import type { ResourceType } from '../change/catalogue';
import type { InstanceRef, ResourceRef } from '../change/resource';
import type { Directory } from '../directory/directory';
import type { DirectoryFact, PersonName } from '../directory/facts';
import type { Mistake } from '../query/query';
import type { ChangeSource } from '../sources/change-source';

/** What Slack says of one of its users. The e-mail address is only compared: it is neither shown nor logged. */
export interface SlackPerson {
  readonly email?: string;
  readonly realName?: string;
  readonly displayName?: string;
}

export interface AnswerDeps {
  readonly find: ChangeSource;
  /** Everyone and everything known so far. */
  readonly directory: Directory;
  /** Keeps what the records told, for the next question. */
  readonly learn?: (facts: readonly DirectoryFact[]) => Promise<void>;
  readonly instances: readonly InstanceRef[];
  /** The types of which a listing was read to its end, so that a name that none of them shows is none of theirs today. */
  readonly listedTypes?: () => Promise<readonly ResourceType[]>;
  /** Asks Connect for one user id; `undefined` where it cannot be asked. */
  readonly describeUser?: (instance: InstanceRef, userId: string) => Promise<DescribedUser>;
  /** How many users may be asked for in one question, where asking costs nothing; else few. */
  readonly mostDescribed?: number;
  /** Connect's own last-modified time of a resource, freshly asked, ISO 8601 UTC. */
  readonly lastModified?: (ref: ResourceRef) => Promise<string | undefined>;
  /** What a thing depends on now, as Connect tells it; `undefined` where it could not be asked. */
  readonly dependencies?: (ref: ResourceRef) => Promise<Dependencies | undefined>;
  /** The names of all who changed anything, where that is known without a search: in files. */
  readonly doers?: readonly string[];
  /** Hears what can be said before the answer is there. */
  readonly onUnderway?: OnUnderway;
  /** What Slack tells of a user that is mentioned; `undefined` where it does not. Absent where there is no Slack. */
  readonly slackPerson?: (slackUserId: string) => Promise<SlackPerson | undefined>;
  /**
   * Nothing is told but the changes themselves: what happened near them, before or elsewhere is not looked for. However many things bear
   * a name, all of them are meant.
   */
  readonly changesAlone?: true;
  readonly now: () => Date;
}

/** What a thing depends on; not `whole` where there may be more. */
export interface Dependencies {
  readonly refs: readonly ResourceRef[];
  readonly whole: boolean;
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
