import type { ResourceType, Verb } from '../change/catalogue';

/** What is asked about. */
export type Subject =
  /** No name at all: every change (`/connect-changes`). */
  | { readonly kind: 'everything' }
  | { readonly kind: 'name'; readonly name: string }
  /** A bare id (UUID), or one taken from a console URL, which also tells the type and perhaps the instance. */
  | { readonly kind: 'id'; readonly id: string; readonly type?: ResourceType; readonly instanceId?: string }
  | {
      readonly kind: 'arn';
      readonly arn: string;
      readonly id: string;
      readonly type: ResourceType;
      readonly region: string;
      readonly account: string;
      readonly instanceId?: string;
    }
  /** One CloudTrail event, from a CloudTrail console URL. */
  | { readonly kind: 'event'; readonly eventId: string };

/** Whose changes are asked for (`by:`). A Slack mention (`<@U1|ann>`) carries the Slack user id. */
export type Person =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'slack user'; readonly slackUserId: string; readonly label?: string };

export const ONLY = ['people', 'pipelines', 'failed', 'direct', 'worth-a-look'] as const;
export type Only = (typeof ONLY)[number];

/** A stretch of time; both ends ISO 8601 UTC and inclusive, as in CloudTrail. An absent end is open. */
export interface Window {
  readonly from?: string;
  readonly to?: string;
}

/** The window as it stood when it was asked for: what is asked again later ends there, though the day goes on (`on:today`). */
export const endingBy = (askedAt: string, window: Window): Window => {
  const isOver = window.to !== undefined && Date.parse(window.to) <= Date.parse(askedAt);
  return isOver ? window : { ...window, to: askedAt };
};

/** A parsed question. */
export interface Query {
  /** What was typed, trimmed; for repeating it, never for deciding anything. */
  readonly text: string;
  readonly subject: Subject;
  readonly by?: Person;
  readonly types: readonly ResourceType[];
  readonly window: Window;
  /** An instance's id, ARN or alias, as typed. */
  readonly instance?: string;
  readonly verbs: readonly Verb[];
  readonly only: readonly Only[];
  readonly limit?: number;
}

/** Why a question could not be understood: a sentence for the asker, and what to type instead where that is clear. */
export interface Mistake {
  readonly message: string;
  /** The part of the text that is meant. */
  readonly token?: string;
  /** A whole corrected question to offer. */
  readonly tryInstead?: string;
}

export type Parsed =
  | { readonly kind: 'query'; readonly query: Query }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly mistake: Mistake };
