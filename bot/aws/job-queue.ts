import { SendMessageCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import type { Log } from '../log';
import type { Job } from '../slack/job';
import { tellingCalls } from './told-calls';

/** The SDK would wait for ever, and an answer with it: it is posted when its second look was handed on, or could not be. */
const PATIENCE: SQSClientConfig = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

/** The client of the job queue; `patience` is for whoever has less of it. */
export const queueClient = (log: Log, patience = PATIENCE): SQSClient => tellingCalls(new SQSClient(patience), { log });

/** Sends a job to the worker's queue; SQS holds it back for up to 900 seconds where asked to. */
export const sendJob = async (client: SQSClient, queueUrl: string, job: Job, delaySeconds = 0): Promise<void> => {
  await client.send(
    new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(job), DelaySeconds: delaySeconds }),
  );
};
