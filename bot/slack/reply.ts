import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { INVITE } from '../answer/channel-words';
import { line, type Message } from '../answer/message';
import { phrases } from '../words/words';
import { answerView } from './ask-in-modal';
import type { Question } from './job';
import { messageBlocks } from './message-blocks';
import { updateView } from './views';

/** Slack takes a response_url for 30 minutes; a little before that a direct message is the surer way. */
const RESPONSE_URL_MS = 25 * 60_000;
const TIMEOUT_MS = 5_000;

/** Where something is said, and to whom. */
export type Addressed = Pick<
  Question,
  'userId' | 'responseUrl' | 'askedAt' | 'everybody' | 'shared' | 'after' | 'view'
>;

export interface ReplyDeps {
  readonly client: WebClient;
  readonly now: () => Date;
}

/**
 * Shows it in the modal where it was asked; posts where everybody is to read it; else to the asker alone: to the question's response_url,
 * and as a direct message where Slack no longer takes that. What can't be shared, as the bot is not in the channel, is told to the
 * asker, and false is given: to press the button again is to ask again.
 */
export const replyTo = async (job: Addressed, message: Message, deps: ReplyDeps): Promise<boolean> => {
  if (job.view !== undefined) {
    await updateView(deps.client, job.view.id, answerView(message, job.view.metadata, deps.now()));
    return true;
  }
  if (job.everybody === undefined) {
    await tellAsker(job, message, deps);
    return true;
  }
  const { channel, thread } = job.everybody;
  const place = { channel, ...(thread !== undefined && { thread_ts: thread }) };
  try {
    await deps.client.chat.postMessage({ ...place, ...messageBlocks(message, deps.now()), ...QUIET });
    return true;
  } catch (error) {
    if (job.shared === undefined || closedBecause(error) === undefined) throw error;
    await tellAsker(job, NOT_SHARED, deps);
    return false;
  }
};

/** Nothing that a message names is unfolded below it. */
export const QUIET = { unfurl_links: false, unfurl_media: false };

const NOT_SHARED: Message = {
  lines: [line('fact', ...phrases.app.notShared({ invite: INVITE }))],
  buttons: [],
};

/** Slack's words for a channel where the bot may not post. */
const CLOSED = [
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'restricted_action_thread_locked',
];
/** Slack's word for why the bot may not post there; undefined for any other error. */
export const closedBecause = (error: unknown): string | undefined => {
  const word = slackError(error);
  return word !== undefined && CLOSED.includes(word) ? word : undefined;
};

/** Slack's own word for why it refused a call; undefined where it did not. */
export const slackError = (error: unknown): string | undefined =>
  error instanceof WebAPIPlatformError ? error.data.error : undefined;

const tellAsker = async (job: Addressed, message: Message, { client, now }: ReplyDeps): Promise<void> => {
  const body = messageBlocks(message, now());
  const age = now().getTime() - Date.parse(job.askedAt);
  // A share or a further page is younger than the question that it repeats.
  const isFresh = job.shared !== undefined || job.after !== undefined || age < RESPONSE_URL_MS;
  if (job.responseUrl !== undefined && isFresh && (await postToResponseUrl(job.responseUrl, body))) return;
  await client.chat.postMessage({ channel: job.userId, ...body, ...QUIET });
};

/** False where the URL is used up or expired (404, 410); anything else that fails is thrown, without the URL: it is a secret. */
const postToResponseUrl = async (url: string, body: object): Promise<boolean> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...body }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new Error('An answer could not be posted to its response_url.', { cause });
  });
  // A body that nobody reads would hold its connection.
  await response.body?.cancel();
  if (response.ok) return true;
  if (response.status === 404 || response.status === 410) return false;
  throw new Error(`Slack refused an answer at its response_url with status ${response.status}.`);
};
