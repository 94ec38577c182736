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
