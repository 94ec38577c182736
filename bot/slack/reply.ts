import type { ModalView } from '@slack/types';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { INVITE } from '../answer/channel-words';
import { lasting, line, type Message } from '../answer/message';
import type { Log } from '../log';
import { phrases } from '../words/words';
import { answerView } from './ask-in-modal';
import type { Question } from './job';
import { messageBlocks } from './message-blocks';
import { slackFetch } from './slack-fetch';
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
  /** Whether direct messages may go to this user: not to people of other organizations. */
  readonly mayDirect: (userId: string) => Promise<boolean>;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Shows it in the modal where it was asked; posts where everybody is to read it; else to the asker alone, at the question's response_url.
 * Where one of these does not take it, it is a direct message: only where Slack takes that neither it fails. What can't be shared, as the
 * bot is not in the channel, is told to the asker, and false is given: to press the button again is to ask again.
 */
export const replyTo = async (job: Addressed, message: Message, deps: ReplyDeps): Promise<boolean> => {
  if (job.view !== undefined) {
    const view = answerView(message, job.view.metadata, deps.now());
    await showOrSay({ viewId: job.view.id, view, userId: job.userId, message }, deps);
    return true;
  }
  if (job.everybody === undefined) {
    await tellAsker(job, message, deps);
    return true;
  }
  const { channel, thread } = job.everybody;
  const place = { channel, ...(thread !== undefined && { thread_ts: thread }) };
  try {
    await deps.client.chat.postMessage({ ...place, ...messageBlocks(lasting(message), deps.now()), ...QUIET });
    return true;
  } catch (error) {
    // Whether Slack took what it did not answer nobody knows, and another one in public is worse than a later one.
    if (closedBecause(error) === undefined) throw error;
    await tellAsker(job, job.shared === undefined ? message : NOT_SHARED, deps);
    return job.shared === undefined;
  }
};

/** Shows a view in a modal that is open, or says its message directly. A modal that was closed is no failure. */
export const showOrSay = async (
  {
    viewId,
    view,
    userId,
    message,
  }: { readonly viewId: string; readonly view: ModalView; readonly userId: string; readonly message: Message },
  deps: ReplyDeps,
): Promise<void> => {
  try {
    await updateView(deps.client, viewId, view);
  } catch (error) {
    deps.log('warn', 'a modal did not take an answer', {}, error);
    await sayDirectly(userId, message, deps);
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

const tellAsker = async (job: Addressed, message: Message, deps: ReplyDeps): Promise<void> => {
  const age = deps.now().getTime() - Date.parse(job.askedAt);
  // A share or a further page is younger than the question that it repeats.
  const isFresh = job.shared !== undefined || job.after !== undefined || age < RESPONSE_URL_MS;
  if (job.responseUrl !== undefined && isFresh && (await isTaken(job.responseUrl, message, deps))) return;
  await sayDirectly(job.userId, message, deps);
};

/** Nobody else reads it there, so it is not offered to be shared; and it is there for good. */
export const sayDirectly = async (
  userId: string,
  message: Message,
  { client, mayDirect, now, log }: ReplyDeps,
): Promise<void> => {
  if (!(await mayDirect(userId))) {
    log('warn', 'somebody outside of the workspace could not be told something directly', { asker: userId });
    return;
  }
  const { share: _share, ...alone } = message;
  await client.chat.postMessage({ channel: userId, ...messageBlocks(lasting(alone), now()), ...QUIET });
};

const isTaken = async (url: string, message: Message, { client, now, log }: ReplyDeps): Promise<boolean> => {
  try {
    await postToResponseUrl(url, messageBlocks(message, now()), client.slackApiUrl);
    return true;
  } catch (error) {
    log('warn', 'a response_url did not take an answer', {}, error);
    return false;
  }
};

/** Fails without the URL, which is a secret. It takes no more after 30 minutes or five messages (404, 410). */
const postToResponseUrl = async (url: string, body: object, slackApiUrl: string): Promise<void> => {
  const response = await slackFetch(['response_url'], slackApiUrl)(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...body }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new Error('An answer could not be posted to its response_url.', { cause });
  });
  // A body that nobody reads would hold its connection.
  await response.body?.cancel();
  if (!response.ok) throw new Error(`Slack refused an answer at its response_url with status ${response.status}.`);
};
