import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { ConnectClient } from '@aws-sdk/client-connect';
import { hostOf, unreached } from '../aws/unreached';
import { isObject } from '../change/json';
import { phrases } from '../words/words';

/** The SDK waits for ever unless told otherwise, and somebody sits at the terminal. */
const WAITING = { connectionTimeout: 5_000, requestTimeout: 10_000, throwOnRequestTimeout: true };
/** LookupEvents has been seen to take 35 seconds in busy Regions, and to answer then. */
const WAITING_FOR_CLOUDTRAIL = { ...WAITING, requestTimeout: 40_000 };
/** Once may be chance; twice in a row, nobody is there, and the SDK's further tries would only keep a person waiting. */
const MOST_UNANSWERED = 2;
const BROKEN_OFF = new Set(['ETIMEDOUT', 'ECONNRESET', 'EPIPE']);

/** Inside the SDK's retries, right before a request is sent. */
const PLACED = { step: 'finalizeRequest', priority: 'low', name: 'givingUpSoon' } as const;

/**
 * Clients for a real account: the SDK's own credential chain and endpoint variables. Where a service can't be reached, they
 * give up within seconds and say so in words.
 */
export const awsClients = () => ({
  cloudTrail: (region: string): CloudTrailClient =>
    new CloudTrailClient({ region, maxAttempts: 1, requestHandler: WAITING_FOR_CLOUDTRAIL }),
  connect: (region: string): ConnectClient => {
    const client = new ConnectClient({ region, requestHandler: WAITING });
    client.middlewareStack.add(givingUpSoon(), PLACED);
    return client;
  },
});

/** The Region of the caller's profile where no variable names one; `undefined` where there is none. */
export const configuredRegion = async (): Promise<string | undefined> => {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  if (AWS_REGION || AWS_DEFAULT_REGION) return AWS_REGION || AWS_DEFAULT_REGION;
  const client = new CloudTrailClient({});
  return client.config.region().catch(() => undefined);
};

/** Turns the second failure in a row to reach a service into one that the SDK does not try again. */
const givingUpSoon = () => {
  let unanswered = 0;
  return <Attempt extends { readonly request: unknown }, Result>(next: (attempt: Attempt) => Promise<Result>) =>
    async (attempt: Attempt): Promise<Result> => {
      try {
        const result = await next(attempt);
        unanswered = 0;
        return result;
      } catch (error) {
        const reason = whyUnanswered(error, attempt.request);
        unanswered = reason === undefined ? 0 : unanswered + 1;
        // Without the cause, by which the SDK would know it as one to try again.
        throw reason !== undefined && unanswered >= MOST_UNANSWERED ? new Error(reason) : error;
      }
    };
};

/** What kept a request from being answered, in words; `undefined` where something answered. */
const whyUnanswered = (error: unknown, request: unknown): string | undefined => {
  if (!isObject(error)) return undefined;
  const { name, code } = error;
  if (name === 'TimeoutError') return phrases.search.reasons.unanswered({ host: hostOf(request) });
  const isBroken = typeof code === 'string' && BROKEN_OFF.has(code);
  return isBroken
    ? phrases.search.reasons.unreached({ host: hostOf(request), code })
    : unreached(error, request)?.message;
};
