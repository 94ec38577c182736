import { type Happened, SECRETS } from '../support/asking-world';

/** What only finds out who asks and where, and tells nothing. */
const LOOKS = new Set([
  'auth.test',
  'users.info',
  'conversations.info',
  'conversations.members',
  'users.conversations',
]);
const VIEWS = new Set(['views.open', 'views.push', 'views.update', 'views.publish']);

const isEmptyOptions = (body: unknown): boolean => JSON.stringify(body) === '{"options":[]}';

/** A modal that only says that the bot looks is no word yet. */
const isLooking = (body: unknown): boolean => JSON.stringify(body).includes('Looking …');

/** Whatever went to everybody in a channel. */
export const publicWords = ({ acks, calls }: Happened): readonly unknown[] => [
  ...acks.filter(({ body }) => JSON.stringify(body).includes('"response_type":"in_channel"')),
  ...calls.filter(
    ({ what, body }) =>
      ['chat.postMessage', 'chat.update', 'chat.delete'].includes(what) ||
      (what === 'response_url' &&
        (body.response_type === 'in_channel' || body.replace_original === true || body.delete_original === true)),
  ),
];

/** Whatever was said to one person. */
export const privateWords = ({ acks, calls }: Happened): readonly unknown[] => [
  ...acks.filter(({ body }) => !isEmptyOptions(body)),
  ...calls.filter(({ what, body }) => !LOOKS.has(what) && !isLooking(body)),
];

const leaks = (happened: Happened, secrets: readonly string[]): readonly string[] =>
  secrets.filter((secret) => JSON.stringify([happened.acks, happened.calls]).includes(secret));

export interface Refused {
  /** How often something may be said: not at all to a bot. */
  readonly words: 0 | 1;
  readonly userId: string;
  readonly secrets?: readonly string[];
}

/** What is wrong with a refusal; nothing where it is one as it should be. */
export const wrongWithRefusal = (
  happened: Happened,
  { words, userId, secrets = SECRETS }: Refused,
): readonly string[] => {
  const { acks, calls, work, isGivenBack } = happened;
  const said = privateWords(happened);
  const toOthers = calls.filter(
    ({ what, body }) =>
      (what === 'chat.postEphemeral' && body.user !== userId) || (what === 'views.publish' && body.user_id !== userId),
  );
  const further = calls.filter(
    ({ what }) => !LOOKS.has(what) && !VIEWS.has(what) && !['response_url', 'chat.postEphemeral'].includes(what),
  );
  return [
    ...leaks(happened, secrets).map((secret) => `says ${secret}`),
    ...(publicWords(happened).length > 0 ? ['says something in public'] : []),
    ...(said.length === words ? [] : [`says ${said.length} things instead of ${words}`]),
    ...toOthers.map(({ what }) => `says it to another one by ${what}`),
    ...further.map(({ what }) => `calls ${what}`),
    ...[...work].map((place) => `works: ${place}`),
    ...(isGivenBack ? ['a job failed'] : []),
    ...acks.filter(({ status }) => status !== 200).map(({ status }) => `acknowledges with ${status}`),
  ];
};

/** What is wrong where nothing may be said in public, and the asker is told in private, be it the answer. */
export const wrongWithPrivacy = (happened: Happened): readonly string[] => [
  ...(publicWords(happened).length > 0 ? ['says something in public'] : []),
  ...(privateWords(happened).length === 0 ? ['says nothing to the asker'] : []),
  ...(happened.isGivenBack ? ['a job failed'] : []),
];
