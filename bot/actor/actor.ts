/** Who made the call, as the record's `userIdentity` tells it. Names of Connect users come later, from the directory. */
export type Actor =
  /** Somebody signed in to the Connect admin website: the session name of Connect's service-linked role is the user's id. */
  | { readonly kind: 'connect user'; readonly userId: string }
  | { readonly kind: 'iam user'; readonly userName: string; readonly account?: string }
  | {
      readonly kind: 'role session';
      readonly role: string;
      readonly session?: string;
      /** Set once and kept through role chaining: beats the session name. */
      readonly sourceIdentity?: string;
      readonly account?: string;
    }
  /** A person of IAM Identity Center; `userName` is the session name, commonly the e-mail address. */
  | {
      readonly kind: 'identity center user';
      readonly userName?: string;
      readonly permissionSet?: string;
      readonly userId?: string;
    }
  | { readonly kind: 'federated user'; readonly userName: string }
  | { readonly kind: 'saml user'; readonly userName: string; readonly provider?: string }
  | { readonly kind: 'web identity user'; readonly userName: string; readonly provider?: string }
  | { readonly kind: 'directory user'; readonly userName: string }
  | { readonly kind: 'aws account'; readonly account: string }
  | { readonly kind: 'root'; readonly account?: string }
  | { readonly kind: 'aws service'; readonly service: string }
  /** Global Resiliency copying a change to the replica Region: never a person. */
  | { readonly kind: 'replica sync' }
  | { readonly kind: 'unknown'; readonly identityType?: string; readonly principal?: string };

/** How the call was made. */
export type Via =
  | 'connect website'
  | 'aws console'
  | 'cli or sdk'
  | 'cloudformation'
  | 'terraform'
  | 'lambda'
  | 'replica sync'
  | 'aws service'
  | 'unknown';

/**
 * Whether a person made the call with their own hands, or a pipeline: something that runs by itself. Many a record does not tell, and
 * that is a value of its own: docs/decisions/0028-person-pipeline-or-not-known.md has the rule.
 */
export type Acts = 'person' | 'pipeline' | 'unknown';

/** How a person or a service that a record names beside the actor is connected with the call. */
const BESIDE_KINDS = [
  /** The AWS account of a product provider to whom the account's owner delegated access: `invokedByDelegate`. */
  'delegate',
  /** The person of IAM Identity Center for whom an application called: `onBehalfOf`, where the actor is another. */
  'on behalf of',
  /** Who asked for the session: the IAM user behind a federated name, the role behind a session of root. */
  'session issuer',
  /** The actor's own account, where another account's things were changed. */
  'account',
  /** What the credentials were given to: a function, an instance. */
  'issued to',
  /** The session's name, where the source identity tells who it was. */
  'session name',
] as const;

/** A person or a service that a record names beside the actor. */
export interface Beside {
  readonly kind: (typeof BESIDE_KINDS)[number];
  /** A number of an account, a name, an id or an ARN, as the kind has it. */
  readonly id: string;
  /** The account that it is of, where that is not the record's own. */
  readonly account?: string;
}

/** Who may stand behind the actor, and can be asked for. */
export const BEHIND: ReadonlySet<Beside['kind']> = new Set<Beside['kind']>([
  'delegate',
  'on behalf of',
  'session issuer',
]);

/** What the actor's own name, or how the call was made, says already: it is for details. */
export const SAID_ANYHOW: ReadonlySet<Beside['kind']> = new Set<Beside['kind']>(['issued to', 'session name']);
