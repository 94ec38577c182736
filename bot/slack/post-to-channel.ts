import type { WebClient } from '@slack/web-api';
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { SHARED_CHANNEL } from '../answer/channel-words';
import type { Message } from '../answer/message';
import type { Channels } from './channels';
import { messageBlocks } from './message-blocks';
import { closedBecause, QUIET } from './reply';

/** What came of a post. */
export type Posted =
  /** `ts` is Slack's id of the message, which its thread goes by. */
  | { readonly kind: 'posted'; readonly ts: string }
  /** The bot may not post there, by Slack's word for it: to try again is of no use before somebody lets it in. */
  | { readonly kind: 'closed'; readonly because: string }
  /** Surely not posted; it may be the next time. */
  | { readonly kind: 'not posted'; readonly error: unknown };

export interface PostDeps {
  readonly client: WebClient;
  readonly channels: Pick<Channels, 'shut'>;
  readonly now: () => Date;
}

/**
 * Posts for everybody to read, unless the channel is shared with another organization, which is asked each time. Throws where nobody knows
 * whether Slack took it: to post again then may be to post twice.
 */
export const postToChannel = async (
  to: { readonly channel: string; readonly thread?: string; readonly message: Message },
  deps: PostDeps,
): Promise<Posted> =>
  // A thread is of a message that was just posted.
  (to.thread === undefined ? await notPosted(to.channel, deps.channels) : undefined) ?? postUnchecked(to, deps);

/** The same where it was asked already. */
export const postUnchecked = async (
  { channel, thread, message }: { readonly channel: string; readonly thread?: string; readonly message: Message },
  { client, now }: Pick<PostDeps, 'client' | 'now'>,
): Promise<Posted> => {
  const place = { channel, ...(thread !== undefined && { thread_ts: thread }) };
  try {
    const { ts = '' } = await client.chat.postMessage({ ...place, ...messageBlocks(message, now()), ...QUIET });
    return { kind: 'posted', ts };
  } catch (error) {
    const because = closedBecause(error);
    if (because !== undefined) return { kind: 'closed', because };
    if (isSurelyNotPosted(error)) return { kind: 'not posted', error };
    throw error;
  }
};

/** What comes of a post to a channel where nothing may be posted, before anything is; undefined where it may. */
export const notPosted = async (
  channel: string,
  channels: Pick<Channels, 'shut'>,
): Promise<Exclude<Posted, { kind: 'posted' }> | undefined> => {
  const shut = await channels.shut(channel);
  if (shut === undefined) return undefined;
  return shut.kind === 'shared'
    ? { kind: 'closed', because: SHARED_CHANNEL }
    : { kind: 'not posted', error: shut.error };
};

/** Slack's errors after which a part of the call may have been done: https://docs.slack.dev/reference/methods/chat.postMessage */
const MAY_BE_DONE: ReadonlySet<string> = new Set(['fatal_error', 'internal_error', 'request_timeout']);
/** Node's codes for a connection that was never there. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const isSurelyNotPosted = (error: unknown): boolean => {
  if (error instanceof WebAPIPlatformError) return !MAY_BE_DONE.has(error.data.error);
  if (error instanceof WebAPIHTTPError) return error.statusCode === 503;
  if (error instanceof WebAPIRequestError) return NEVER_CONNECTED.has(codeIn(error.original));
  return error instanceof WebAPIRateLimitedError;
};

/** The code of an error or of what caused it: fetch's own has none. */
const codeIn = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeIn(error.cause) : '';
};
