import type { RawRecord, ReadChange } from './change';
import { type Members, memberOf } from './json';

export const whoIs = (identity: Members): Pick<ReadChange, 'who' | 'userId'> => {
  const named = (...who: readonly string[]) => ({ who, userId: undefined });
  if (identity.type === 'Root') return named('root');
  if (identity.type === 'IAMUser') return named(String(identity.userName));
  if (identity.type === 'AWSService') return named(String(identity.invokedBy));
  const [, role = '', session = ''] = String(identity.arn).split('/');
  if (role.includes('Synchronization')) return named('replica sync');
  if (role.startsWith('AWSServiceRoleForAmazonConnect')) return { who: [session], userId: session };
  return role.startsWith('AWSReserved') ? named(session) : named(session, role);
};

/** Who acted, by the marks of the record alone, the first that fits: often nobody can tell. */
export const sortOf = (record: RawRecord, identity: Members): ReadChange['sort'] => {
  const agent = String(record.userAgent);
  if (agent.startsWith('synchronization.')) return 'sync';
  if (identity.type === 'AWSService') return 'service';
  // The AWS console's own servers run on Lambda.
  const isConsole = /Mozilla|^aws-internal\//.test(agent);
  if (!isConsole && /Terraform|cloudformation|AWS_Lambda/.test(agent)) return 'pipeline';
  if (isConsole || agent === 'connect.amazonaws.com' || identity.type !== 'AssumedRole') return 'person';
  const [, role = '', session = ''] = String(identity.arn).split('/');
  if (role.startsWith('AWSReserved') || session.includes('@')) return 'person';
  if (/^(AWSCodeBuild-|GitHubActions$|i-[0-9a-f]+$)/.test(session)) return 'pipeline';
  const attributes = memberOf(memberOf(identity, 'sessionContext'), 'attributes');
  if (memberOf(attributes, 'mfaAuthenticated') === 'true') return 'person';
  return /^(botocore-session-)?\d+$/.test(session) ? 'pipeline' : 'not known';
};
