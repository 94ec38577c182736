import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Job } from '../slack/job';

/** Sends a job to the worker's queue; SQS holds it back for up to 900 seconds where asked to. */
export const sendJob = async (client: SQSClient, queueUrl: string, job: Job, delaySeconds = 0): Promise<void> => {
  await client.send(
    new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(job), DelaySeconds: delaySeconds }),
  );
};
