import type { RawRecord, ReadChange } from './change';
import type { Members } from './json';

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

export const sortOf = (record: RawRecord, identity: Members): ReadChange['sort'] => {
  const agent = String(record.userAgent);
  if (agent.startsWith('synchronization.')) return 'sync';
  if (identity.type === 'AWSService') return 'service';
  return /Terraform|cloudformation|AWS_Lambda/.test(agent) ? 'pipeline' : 'person';
};
