import type { Doer } from '../answer/channel-words';
import type { SlackPerson } from './answer-deps';

/** A Slack user by name, for those who read what they did. */
export const doerOf = async (
  userId: string,
  { personOf }: { readonly personOf: (slackUserId: string) => Promise<SlackPerson | undefined> },
): Promise<Doer> => {
  const { realName, displayName } = (await personOf(userId)) ?? {};
  const name = realName ?? displayName;
  return { userId, ...(name !== undefined && { name }) };
};
