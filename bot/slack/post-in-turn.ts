import type { WebClient } from '@slack/web-api';
import { WebAPIRateLimitedError } from '@slack/web-api';
import type { Message } from '../answer/message';
import type { Turns } from '../aws/turns';
import { messageBlocks } from './message-blocks';
import { notPosted, type PostDeps, type Posted, postUnchecked } from './post-to-channel';
import { closedBecause, slackError } from './reply';

/** What came of a message that had to wait for the channel's turn. */
export type PostedInTurn =
  | Posted
  /** Another message has gone there within the last second, or Slack asks for patience: so many seconds, where it says. */
  | { readonly kind: 'later'; readonly seconds?: number }
  /** The message that was to be written anew is there no more, or may not be. */
  | { readonly kind: 'gone' };

/** A message for everybody in a channel; `instead` is the one that it takes the place of. */
export interface ToPost {
  readonly channel: string;
  readonly message: Message;
  readonly instead?: string;
  /** Done when it is the channel's turn, before anything is posted. */
  readonly onTurn?: () => Promise<unknown>;
}

/** Slack takes one message a second to a channel: https://docs.slack.dev/apis/web-api/rate-limits */
export const POST_EVERY_MS = 1_000;

/**
 * Posts where it is the channel's turn, whatever process wants to. Where Slack says for how long it wants no more, nobody tries before
 * that. Throws where nobody knows whether Slack took it; a message that is written anew may be so as often as anybody likes.
 */
export const postInTurn = async (
  { channel, message, instead, onTurn }: ToPost,
  { client, channels, turns, now }: PostDeps & { readonly turns: Turns },
): Promise<PostedInTurn> => {
  const shut = await notPosted(channel, channels);
  if (shut !== undefined) return shut;
  if (!(await turns.take(channel))) return { kind: 'later' };
  await onTurn?.();
  const posted =
    instead === undefined
      ? await postUnchecked({ channel, message }, { client, now })
      : await writeAnew(instead, { channel, message }, { client, now });
  if (posted.kind !== 'not posted' || !(posted.error instanceof WebAPIRateLimitedError)) return posted;
  const seconds = Math.ceil(posted.error.retryAfter);
  await turns.hold(channel, seconds);
  return { kind: 'later', seconds };
};

/** Slack's words for a message that nobody can write anew: https://docs.slack.dev/reference/methods/chat.update */
const GONE: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

const writeAnew = async (
  ts: string,
  { channel, message }: ToPost,
  { client, now }: { readonly client: WebClient; readonly now: () => Date },
): Promise<PostedInTurn> => {
  try {
    await client.chat.update({ channel, ts, ...messageBlocks(message, now()) });
    return { kind: 'posted', ts };
  } catch (error) {
    const because = closedBecause(error);
    if (because !== undefined) return { kind: 'closed', because };
    if (GONE.has(slackError(error) ?? '')) return { kind: 'gone' };
    return { kind: 'not posted', error };
  }
};
