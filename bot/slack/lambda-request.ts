import { isValidSlackRequest } from '@slack/bolt';
import type { AwsEvent, AwsHandler, AwsResponse } from '@slack/bolt/dist/receivers/AwsLambdaReceiver';
import * as z from 'zod/mini';

/** Slack's own requests are far smaller. */
const MAX_BODY_BYTES = 1024 * 1024;
const MAX_AHEAD_SECONDS = 60;
const FORM = 'application/x-www-form-urlencoded';

/** What is read of an HTTP API event, payload format 2.0. */
const requestSchema = z.object({
  version: z.literal('2.0'),
  headers: z.record(z.string(), z.optional(z.string())),
  body: z.optional(z.string()),
  isBase64Encoded: z.optional(z.boolean()),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
});

const object = z.looseObject({});
const withId = z.looseObject({ id: z.string() });

/** Of an interaction: what Bolt and whoever listens to it read without looking. */
const interaction = {
  user: withId,
  channel: z.optional(withId),
  actions: z.optional(z.array(object)),
};
const payloadSchema = z.union([
  z.looseObject({ ...interaction, type: z.literal('view_submission'), view: object }),
  z.looseObject({
    ...interaction,
    type: z.string().check(z.refine((type) => type !== 'view_submission')),
    view: z.optional(object),
  }),
]);

/** Of an event, likewise; of what else comes as JSON only that it is an object. */
const jsonSchema = z.union([
  z.looseObject({
    type: z.literal('event_callback'),
    authorizations: z.optional(z.array(object)),
    event: z.looseObject({
      type: z.string(),
      user: z.optional(z.union([z.string(), object])),
      channel: z.optional(z.union([z.string(), object])),
    }),
  }),
  z.looseObject({ type: z.optional(z.string().check(z.refine((type) => type !== 'event_callback'))) }),
]);

const refuse = (statusCode: number): AwsResponse => ({ statusCode, body: '' });

/**
 * Stands before Bolt's receiver, which parses a body before it checks the signature, decodes base64 as ASCII, takes a
 * charset for another content type and accepts timestamps from the future. What is not a well-signed request of an HTTP
 * API is refused here, before any work: 400, 401, 405 or 413, never an error of the function.
 */
export const guardedHandler = (
  receive: AwsHandler,
  signingSecret: string,
  now: () => Date,
): ((event: unknown, context: unknown) => Promise<AwsResponse>) => {
  return async (event, context) => {
    const parsed = requestSchema.safeParse(event);
    if (!parsed.success) return refuse(400);
    const { headers: given, body: raw = '', isBase64Encoded = false, requestContext } = parsed.data;
    if (requestContext.http.method !== 'POST') return refuse(405);
    const body = isBase64Encoded ? Buffer.from(raw, 'base64').toString('utf8') : raw;
    if (Buffer.byteLength(body) > MAX_BODY_BYTES) return refuse(413);
    const headers = lowerCased(given);
    const contentType = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
    if (isCertificateCheck(body, contentType)) return { statusCode: 200, body: '' };
    if (!isSigned(body, headers, signingSecret, now())) return refuse(401);
    if (!isWellFormed(body, contentType)) return refuse(400);
    const plain = {
      ...(event as AwsEvent),
      body,
      isBase64Encoded: false,
      headers: { ...headers, 'content-type': contentType },
    };
    return receive(plain, context);
  };
};

/** Slack looks at a command's certificate now and then, without a question and, as Bolt expects it, without a signature. */
const isCertificateCheck = (body: string, contentType: string): boolean =>
  contentType === FORM && new URLSearchParams(body).get('ssl_check') === '1';

const lowerCased = (headers: Record<string, string | undefined>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const isSigned = (
  body: string,
  headers: Record<string, string | undefined>,
  signingSecret: string,
  now: Date,
): boolean => {
  const signature = headers['x-slack-signature'];
  const timestamp = Number(headers['x-slack-request-timestamp']);
  if (signature === undefined || !Number.isInteger(timestamp)) return false;
  if (timestamp > now.getTime() / 1000 + MAX_AHEAD_SECONDS) return false;
  return isValidSlackRequest({
    signingSecret,
    body,
    headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp },
    nowMilliseconds: now.getTime(),
  });
};

/** Bolt reads a JSON object, or a form with at most one payload that is one; it fails on anything else, and on one that lacks a part. */
const isWellFormed = (body: string, contentType: string): boolean => {
  if (contentType !== FORM) return contentType === 'application/json' && fits(body, jsonSchema);
  const [payload, ...others] = new URLSearchParams(body).getAll('payload');
  return others.length === 0 && (payload === undefined || fits(payload, payloadSchema));
};

const fits = (text: string, schema: z.ZodMiniType): boolean => {
  try {
    return schema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
};
