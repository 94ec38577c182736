import { asText, type Json } from './json';
import type { LimitCheck } from './message';
import { readContent } from './message-content';
import type { MessageLog } from './message-log';
import type { ResponseOrigin, ResponseUrls } from './response-urls';

/** Status and body of the answer to a post to a response URL. */
export interface ResponseUrlReply {
  readonly status: number;
  readonly body: string;
}

const refused = (status: number, error: string): ResponseUrlReply => ({
  status,
  body: JSON.stringify({ ok: false, error }),
});

const accepted: ResponseUrlReply = { status: 200, body: 'ok' };

/** Shows a message that Slack refuses, with the reasons, where it would have stood. */
export const showRefusal = (
  log: MessageLog,
  { channel, user, requestId }: ResponseOrigin,
  { text, problems }: { text: string; problems: readonly string[] },
) => {
  const notice = `Slack would refuse this message: ${text}`;
  const audience = { channel, visibility: 'only you', user, author: 'slack' } as const;
  return log.add({ ...audience, text: notice, blocks: [], via: 'slack', problems, requestId });
};

/**
 * Posts to a response URL. `replace_original` and `delete_original` act on the message whose button issued the URL; the
 * URL of a command has no such message, and there a replacement is a new message and a deletion does nothing.
 */
export const answerResponseUrl = (
  id: string,
  body: Json,
  { log, responseUrls, limits }: { log: MessageLog; responseUrls: ResponseUrls; limits: LimitCheck },
): ResponseUrlReply => {
  const taken = responseUrls.take(id);
  if (!taken.ok) return refused(404, taken.error);
  const { channel, user, requestId, messageId } = taken.origin;
  const original = messageId === undefined ? undefined : log.find(messageId);
  if (body.delete_original === true) {
    if (original) log.remove(original.id);
    return accepted;
  }

  const read = readContent(body, limits);
  if (!read.ok) {
    showRefusal(log, taken.origin, { text: read.text, problems: [read.error, ...read.problems] });
    return refused(400, read.error);
  }
  if (body.replace_original === true && original) {
    log.replace(original, read.content, requestId);
    return accepted;
  }
  const threadTs = asText(body.thread_ts);
  const audience =
    body.response_type === 'in_channel'
      ? ({ visibility: 'everyone' } as const)
      : ({ visibility: 'only you', user } as const);
  const thread = threadTs === undefined ? {} : { threadTs };
  log.add({ channel, author: 'bot', via: 'response_url', ...audience, ...thread, ...read.content, requestId });
  return accepted;
};
