import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Log } from '../log';
import { slackFetch } from './slack-fetch';
import { slackLogger } from './slack-logger';

/**
 * The Web API as a Lambda function should call it: it fails soon instead of waiting half an hour, and a rate limit is an
 * error that the queue retries instead of a sleep that is paid for.
 */
export const webClientOptions = (log: Log, slackApiUrl?: string): WebClientOptions => ({
  timeout: 3_000,
  retryConfig: { retries: 1, minTimeout: 100, maxTimeout: 300 },
  rejectRateLimitedCalls: true,
  fetch: slackFetch(['Web API', 'upload'], slackApiUrl),
  logger: slackLogger(log),
  ...(slackApiUrl !== undefined && { slackApiUrl }),
});

export const createWebClient = (botToken: string, log: Log, slackApiUrl?: string): WebClient =>
  new WebClient(botToken, webClientOptions(log, slackApiUrl));

/** For what must not be posted twice: a call that was not answered may have been heard all the same. */
export const createOnceClient = (botToken: string, log: Log, slackApiUrl?: string): WebClient =>
  new WebClient(botToken, { ...webClientOptions(log, slackApiUrl), retryConfig: { retries: 0 }, timeout: 10_000 });
