import { setTimeout as sleep } from 'node:timers/promises';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';
import { sendJob } from '../aws/job-queue';
import { WorkedOnElsewhere } from '../claimed';
import type { Log } from '../log';
import { type Job, parseJob } from '../slack/job';
import { LOCAL_CREDENTIALS, ownClientsOnly } from './own-requests';

export interface LocalJobQueue {
  readonly send: (job: Job, delaySeconds?: number) => Promise<void>;
  /** Hands every message to the worker, several at a time; one that it throws on is delivered again. */
  readonly work: (handle: (job: Job) => Promise<void>) => void;
  /** Ends it; a job that is nearly done may write down that it is. */
  readonly close: () => Promise<void>;
}

/** As the deployed queue: redelivered after two minutes, given up after three deliveries. */
const VISIBILITY_SECONDS = '120';
const MOST_DELIVERIES = 3;
const AT_ONCE = 5;
const GRACE_MS = 1_000;

/** An SQS in this process (fauxqs) with the job queue and its dead-letter queue. */
export const startLocalJobQueue = async (log: Log): Promise<LocalJobQueue> => {
  // An ES module alone: a static import would be compiled to a require, which it does not have.
  const { buildApp } = await import('fauxqs');
  // Its own start function would listen on every interface of the machine.
  const server = buildApp({ logger: false });
  ownClientsOnly(server.server);
  const endpoint = await server.listen({ port: 0, host: '127.0.0.1' });
  const client = new SQSClient({ endpoint, region: 'us-east-1', credentials: LOCAL_CREDENTIALS });
  const queueUrl = await createQueues(client);
  const consumers: Consumer[] = [];
  const working = new Set<Promise<void>>();
  return {
    send: (job, delaySeconds) => sendJob(client, queueUrl, job, delaySeconds),
    work: (handle) => {
      const tracked = async (job: Job): Promise<void> => {
        const work = handle(job).finally(() => working.delete(work));
        working.add(work);
        await work;
      };
      for (let n = 0; n < AT_ONCE; n += 1) consumers.push(consume(client, queueUrl, tracked, log));
    },
    close: async () => {
      for (const consumer of consumers) {
        // Ending aborts the call that waits for messages; that is no failure.
        consumer.removeAllListeners('error').stop({ abort: true });
        consumer.on('error', () => {});
      }
      await Promise.race([Promise.allSettled(working), sleep(GRACE_MS)]);
      await server.close();
      client.destroy();
    },
  };
};

/** The job queue and its dead-letter queue, as they are deployed; gives the job queue's URL. */
const createQueues = async (client: SQSClient): Promise<string> => {
  const dead = await client.send(new CreateQueueCommand({ QueueName: 'jobs-dead' }));
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: dead.QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const redrive = { deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: MOST_DELIVERIES };
  const attributes = { VisibilityTimeout: VISIBILITY_SECONDS, RedrivePolicy: JSON.stringify(redrive) };
  const jobs = await client.send(new CreateQueueCommand({ QueueName: 'jobs', Attributes: attributes }));
  if (jobs.QueueUrl === undefined) throw new Error('The local SQS made no queue.');
  return jobs.QueueUrl;
};

const consume = (client: SQSClient, queueUrl: string, handle: (job: Job) => Promise<void>, log: Log): Consumer => {
  const consumer = Consumer.create({
    queueUrl,
    sqs: client,
    waitTimeSeconds: 10,
    handleMessage: async (message) => {
      try {
        await handle(parseJob(message.Body ?? ''));
        return message;
      } catch (error) {
        if (!(error instanceof WorkedOnElsewhere)) throw error;
        // What is not given back is delivered again, and then it is done.
        log('info', 'a job is worked on elsewhere', { messageId: message.MessageId });
        return undefined;
      }
    },
  });
  consumer.on('error', (error) => log('error', 'the local job queue failed', {}, error));
  consumer.on('processing_error', (error) => log('error', 'a job failed and will be delivered again', {}, error));
  consumer.start();
  return consumer;
};
