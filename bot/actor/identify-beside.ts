import { type CloudTrailEvent, definedOnly } from '../change/cloudtrail-event';
import { stringAt } from '../change/json';
import type { Actor, Beside } from './actor';

/**
 * Whom else the record names: a product provider that acted with delegated access, a person behind an application, who asked for the
 * session, another account. Source: CloudTrail's `userIdentity` page. Never throws.
 */
export const identifyBeside = (event: CloudTrailEvent, actor: Actor): readonly Beside[] => {
  const at = (path: string): string | undefined => stringAt(event.userIdentity, path);
  const isPersonItself = actor.kind === 'identity center user';
  const session = actor.kind === 'role session' && actor.sourceIdentity !== undefined ? actor.session : undefined;
  return [
    ...one('delegate', at('invokedByDelegate.accountId')),
    ...one('on behalf of', isPersonItself ? undefined : at('onBehalfOf.userId')),
    ...issuerOf(event, actor),
    ...one('account', foreignAccount(event, actor)),
    ...one('issued to', at('inScopeOf.credentialsIssuedTo') ?? at('inScopeOf.sourceArn')),
    ...one('session name', session),
  ];
};

const one = (kind: Beside['kind'], id: string | undefined, account?: string): readonly Beside[] =>
  id === undefined ? [] : [{ kind, id, ...definedOnly({ account }) }];

/** Of a role's session the issuer is the role itself. A federated name is free text; a session of root is asked for by a role. */
const issuerOf = (event: CloudTrailEvent, actor: Actor): readonly Beside[] => {
  if (actor.kind !== 'federated user' && actor.kind !== 'root') return [];
  const at = (member: string): string | undefined =>
    stringAt(event.userIdentity, `sessionContext.sessionIssuer.${member}`);
  const isRoot = at('type') === 'Root';
  const name = at('userName') ?? (isRoot ? 'root' : at('arn')?.split('/').at(-1));
  if (actor.kind === 'root' && (name === undefined || isRoot)) return [];
  const account = at('accountId');
  return one('session issuer', name, account === event.account ? undefined : account);
};

/** Who is an account's own; of root and of a whole account the actor says it, and Connect's users and services are of none. */
const OF_ACCOUNTS: ReadonlySet<Actor['kind']> = new Set<Actor['kind']>([
  'iam user',
  'role session',
  'identity center user',
  'federated user',
  'unknown',
]);
const ACCOUNT = /^\d{12}$/;

/** Where an account's things were changed by another's user or role. In published records the number may be masked. */
const foreignAccount = (event: CloudTrailEvent, actor: Actor): string | undefined => {
  const own = stringAt(event.userIdentity, 'accountId');
  const isOther = own !== undefined && own !== event.account && ACCOUNT.test(own);
  return isOther && OF_ACCOUNTS.has(actor.kind) ? own : undefined;
};
