import { nameInArn } from '../actor/name-in-arn';
import type { Answer } from '../answer/answer';
import type { Directory } from '../directory/directory';
import type { Query } from '../query/query';
import type { AnswerDeps } from './answer-deps';
import { findOptional } from './find-optional';
import { entriesNamed } from './known-names';

/** Names of IAM users, roles' sessions and identities hold no space. */
const MAY_SIGN_IN = /^\S+$/;

/**
 * What was changed under a name, an id or an ARN that no thing has: an IAM user's, a session's, an Identity Center user's, or the id of a Connect
 * user whom nothing names. The newest is enough to lead there.
 */
export const findActs = async (
  { subject, by }: Query,
  directory: Directory,
  { find }: AnswerDeps,
): Promise<Answer['actedAs']> => {
  const name = nameIn(subject);
  if (name === undefined || by !== undefined || !MAY_SIGN_IN.test(name) || isThing(name, directory)) return undefined;
  // CloudTrail looks a user name up letter by letter, and as an id it takes one call.
  const ids = [...new Set([name, name.toLowerCase()])];
  const { changes } = await findOptional(
    'who',
    { by: { connectUserIds: ids, names: [] }, types: [], window: {} },
    find,
  );
  return changes[0] === undefined ? undefined : { name, newest: changes[0].time };
};

const nameIn = (subject: Query['subject']): string | undefined => {
  switch (subject.kind) {
    case 'name':
      return subject.name;
    case 'id':
      return subject.id;
    case 'arn':
      return nameInArn(subject.arn);
    default:
      return undefined;
  }
};

const isThing = (name: string, directory: Directory): boolean =>
  entriesNamed(name, {}, directory).length > 0 || directory.withId(name).length > 0;
