import type { WebClient } from '@slack/web-api';
import type { Message } from '../answer/message';
import type { Job } from './job';
import { messageBlocks } from './message-blocks';

/** Slack takes a response_url for 30 minutes; a little before that a direct message is the surer way. */
const RESPONSE_URL_MS = 25 * 60_000;
const TIMEOUT_MS = 5_000;

export interface ReplyDeps {
  readonly client: WebClient;
  readonly now: () => Date;
}

/**
 * Posts into the thread that a question was asked in; else to the asker alone: to the question's response_url, and as a direct message
 * where Slack no longer takes that.
 */
export const replyTo = async (job: Job, message: Message, { client, now }: ReplyDeps): Promise<void> => {
  const body = messageBlocks(message, now());
  const quiet = { unfurl_links: false, unfurl_media: false };
  if (job.thread !== undefined) {
    const { channel, ts } = job.thread;
    await client.chat.postMessage({ channel, thread_ts: ts, ...body, ...quiet });
    return;
  }
  const age = now().getTime() - Date.parse(job.askedAt);
  const { responseUrl } = job;
  if (responseUrl !== undefined && age < RESPONSE_URL_MS && (await postToResponseUrl(responseUrl, body))) return;
  await client.chat.postMessage({ channel: job.userId, ...body, ...quiet });
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
