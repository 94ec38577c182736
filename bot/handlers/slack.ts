import type { SQSClientConfig } from '@aws-sdk/client-sqs';
import { AwsLambdaReceiver } from '@slack/bolt';
import { createDirectoryReader } from '../aws/directory-table';
import { dynamoClient } from '../aws/dynamo-client';
import { queueClient, sendJob } from '../aws/job-queue';
import { createSharedItems } from '../aws/shared-items';
import { createSuggestions } from '../aws/suggestions';
import { askersIn, readConfig } from '../config';
import { createApp } from '../slack/app';
import { guardedHandler } from '../slack/lambda-request';
import { SEEN_SECONDS, seenSchema } from '../slack/people';
import { slackLogger } from '../slack/slack-logger';
import { webClientOptions } from '../slack/web-client';
import { lambdaLog } from './lambda-log';
import { renewedEvery, SECRET_MS } from './once';
import { slackSecret } from './slack-secret';

/** Slack waits 3 seconds for an acknowledgement: a queue that does not answer must be told of before that. */
const QUEUE_OPTIONS: SQSClientConfig = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true },
};

/** Of the 3 seconds; what a select offers has what is left of 2.3. */
const ASKED_WITHIN_MS = 1_500;

const now = () => new Date();
const sqs = queueClient(lambdaLog, QUEUE_OPTIONS);
const dynamo = dynamoClient(lambdaLog);

/** POST /slack/events: understands a question and hands it to the worker. Made anew now and then, for a secret that was changed. */
const make = async () => {
  const config = readConfig('slack');
  const { signingSecret, botToken } = await slackSecret(config.SLACK_SECRET_ARN);
  const receiver = new AwsLambdaReceiver({ signingSecret, logger: slackLogger(lambdaLog) });
  const suggest = createSuggestions({
    table: createDirectoryReader({ client: dynamo, tableName: config.DIRECTORY_TABLE, now }),
    regions: [...new Set([config.AWS_REGION ?? 'us-east-1', ...(config.CLOUDTRAIL_REGIONS ?? [])])],
    now,
  });
  createApp({
    receiver,
    botToken,
    enqueue: (job) => sendJob(sqs, config.JOBS_QUEUE_URL, job),
    clientOptions: webClientOptions(lambdaLog, config.SLACK_API_URL),
    suggest,
    askers: askersIn(config),
    askedWithinMs: ASKED_WITHIN_MS,
    seen: createSharedItems({
      ...{ client: dynamo, tableName: config.STATE_TABLE, sort: 'asker', schema: seenSchema },
      ...{ keptSeconds: SEEN_SECONDS, now },
    }),
    now,
    log: lambdaLog,
  });
  return guardedHandler(await receiver.start(), signingSecret, now);
};
const start = renewedEvery(SECRET_MS, make, {
  now,
  onFailure: (error) => lambdaLog('error', 'the Slack secret could not be read anew', {}, error),
});

export const handler = async (event: unknown, context: unknown) => (await start())(event, context);
