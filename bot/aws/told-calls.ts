import type { Log } from '../log';
import { currentReference } from '../reference';
import type { Around, SdkClient } from './sdk-client';

export interface ToldCalls {
  readonly log: Log;
  /** Tells of every attempt; otherwise only of those that failed. */
  readonly every?: boolean;
}

/**
 * Makes a client say which calls it made, each attempt by itself, with the reference of the question that they were made for: in the log,
 * and in the user agent, which CloudTrail records of the calls that it keeps.
 */
export const tellingCalls = <C extends SdkClient>(client: C, { log, every = false }: ToldCalls): C => {
  client.middlewareStack.use({
    applyToStack: (stack) =>
      stack.addRelativeTo(tellAttempts(log, every), {
        ...{ name: 'tellingCallsMiddleware', relation: 'after', toMiddleware: 'retryMiddleware', override: true },
      }),
  });
  return client;
};

/** Inside the SDK's retries, so for every attempt. */
const tellAttempts =
  (log: Log, every: boolean): Around =>
  (next, { clientName, commandName }) =>
  async (attempt) => {
    nameTheQuestion(attempt);
    const call = {
      service: String(clientName).replace(/Client$/, ''),
      operation: String(commandName).replace(/Command$/, ''),
    };
    const startedAt = performance.now();
    const took = (): number => Math.round(performance.now() - startedAt);
    try {
      const result = await next(attempt);
      if (every) log('info', 'AWS was asked', { ...call, tookMs: took() });
      return result;
    } catch (error) {
      const failure = error instanceof Error ? error.name : 'not an Error';
      if (isThrottling(error)) log('warn', 'a call was throttled', { ...call, tookMs: took(), failure });
      // A condition that does not hold is an answer, and what was aborted was not wanted any more.
      else if (!/^(ConditionalCheckFailedException|AbortError)$/.test(failure))
        log('warn', 'a call failed', { ...call, tookMs: took(), failure });
      throw error;
    }
  };

/** The request as the SDK hands it on: its headers are signed after this, the user agent never. */
const nameTheQuestion = (attempt: unknown): void => {
  const reference = currentReference();
  const request = typeof attempt === 'object' && attempt !== null && 'request' in attempt ? attempt.request : undefined;
  if (reference === undefined || typeof request !== 'object' || request === null || !('headers' in request)) return;
  const { headers } = request;
  if (!isHeaders(headers)) return;
  const [agent = ''] = (headers['user-agent'] ?? '').split(MARK);
  headers['user-agent'] = `${agent}${MARK}${reference.replace(/[^\w.-]/g, '-')}`;
};

/** As an HTTP product of RFC 9110. */
const MARK = ' connect-who-changed/';

const isHeaders = (headers: unknown): headers is Record<string, string | undefined> =>
  typeof headers === 'object' && headers !== null;

/** By its name: CloudTrail throttles with `ThrottlingException` and HTTP 400, other services with 429. */
export const isThrottling = (error: unknown): boolean =>
  error instanceof Error &&
  /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|ProvisionedThroughput/i.test(error.name);
