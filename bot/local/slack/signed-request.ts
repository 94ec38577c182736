import { createHmac } from 'node:crypto';
import { asText, isJson } from './json';

/** What came back from the bot, and after how many milliseconds. */
export type Acknowledgement =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly contentType: string;
      readonly body: string;
      readonly afterMs: number;
    }
  | { readonly kind: 'too late'; readonly afterMs: number }
  | { readonly kind: 'not reached'; readonly reason: string; readonly afterMs: number };

/**
 * The two headers by which a bot knows that a request came from Slack.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export const signatureHeaders = (body: string, { secret, at }: { secret: string; at: Date }) => {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${hash}` };
};

/** The innermost reason: fetch wraps what the socket said. */
const reasonOf = (error: unknown): string => {
  const { cause, message } = isJson(error) ? error : {};
  if (cause !== undefined) return reasonOf(cause);
  return asText(message) ?? String(error);
};

/** Posts a form to the bot, or JSON, signed as Slack signs it, and waits for its acknowledgement for at most `withinMs`. */
export const postSigned = async (
  url: string,
  content: { readonly form: Readonly<Record<string, string>> } | { readonly json: object },
  { secret, at, withinMs }: { secret: string; at: Date; withinMs: number },
): Promise<Acknowledgement> => {
  const [body, type] =
    'form' in content
      ? [new URLSearchParams(content.form).toString(), 'application/x-www-form-urlencoded']
      : [JSON.stringify(content.json), 'application/json'];
  const started = performance.now();
  const signal = AbortSignal.timeout(withinMs);
  const elapsed = () => Math.round(performance.now() - started);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': type, ...signatureHeaders(body, { secret, at }) },
      body,
      signal,
    });
    const text = await response.text();
    const contentType = response.headers.get('content-type') ?? '';
    return { kind: 'answered', status: response.status, contentType, body: text, afterMs: elapsed() };
  } catch (error) {
    const afterMs = elapsed();
    return signal.aborted ? { kind: 'too late', afterMs } : { kind: 'not reached', reason: reasonOf(error), afterMs };
  }
};
