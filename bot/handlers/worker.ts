import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { queueClient, sendJob } from '../aws/job-queue';
import { WorkedOnElsewhere } from '../claimed';
import { askersIn, readConfig } from '../config';
import { parseJob } from '../slack/job';
import { slackUsers } from '../slack/slack-users';
import { createOnceClient, createWebClient } from '../slack/web-client';
import { createWorker, peopleOf } from '../slack/worker';
import { configuredAccount } from './configured-account';
import { lambdaLog } from './lambda-log';
import { once, renewedEvery, SECRET_MS } from './once';
import { slackSecret } from './slack-secret';

/** The function ends after 90 seconds; a third of them is left for names, posting and a slow Slack. */
const BUDGET_MS = 60_000;
/** As long as the function may run: the queue gives a question again only after that, and then it can be claimed. */
const LEASE_SECONDS = 90;
const now = () => new Date();

const open = once(async () => {
  const config = readConfig('worker');
  return {
    config,
    account: configuredAccount(config, BUDGET_MS),
    sqs: queueClient(lambdaLog),
  };
});

/** Made anew now and then, for a token that was changed; what is known of the account stays. */
const openSlack = renewedEvery(
  SECRET_MS,
  async () => {
    const { config, account } = await open();
    const { botToken } = await slackSecret(config.SLACK_SECRET_ARN);
    const client = createWebClient(botToken, lambdaLog, config.SLACK_API_URL);
    const users = slackUsers(client);
    const people = peopleOf(account, { client, hear: users.hear, now, log: lambdaLog });
    return { client, onceClient: createOnceClient(botToken, lambdaLog, config.SLACK_API_URL), users, people };
  },
  { now, onFailure: (error) => lambdaLog('error', 'the Slack secret could not be read anew', {}, error) },
);

const start = async () => {
  const [{ config, account, sqs }, slack] = await Promise.all([open(), openSlack()]);
  return createWorker({
    ...{ account, ...slack, askers: askersIn(config), leaseSeconds: LEASE_SECONDS, now, log: lambdaLog },
    enqueue: (later, delaySeconds) => sendJob(sqs, config.JOBS_QUEUE_URL, later, delaySeconds),
  });
};

/** Questions from the job queue. One that fails is given back to the queue alone, the others of its batch are done. */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const work = await start();
  const settled = await Promise.allSettled(event.Records.map(async ({ body }) => work(parseJob(body))));
  const batchItemFailures = settled.flatMap((result, at) => {
    const record = event.Records[at];
    if (result.status === 'fulfilled' || record === undefined) return [];
    // Two deliveries of one job: this one comes again, and finds it done.
    if (result.reason instanceof WorkedOnElsewhere)
      lambdaLog('info', 'a job is worked on elsewhere', { messageId: record.messageId });
    else lambdaLog('error', 'a job failed', { messageId: record.messageId }, result.reason);
    return [{ itemIdentifier: record.messageId }];
  });
  return { batchItemFailures };
};
