import { SQSClient } from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';
import { sendJob } from '../aws/job-queue';
import type { Log } from '../log';
import { type Job, parseJob } from '../slack/job';

export interface LocalJobQueue {
  readonly send: (job: Job, delaySeconds?: number) => Promise<void>;
  /** Hands every message to the worker, several at a time; one that it throws on is delivered again. */
  readonly work: (handle: (job: Job) => Promise<void>) => void;
  readonly close: () => Promise<void>;
}

/** As the deployed queue: redelivered after two minutes, given up after three deliveries. */
const VISIBILITY_SECONDS = '120';
const MOST_DELIVERIES = 3;
const AT_ONCE = 5;

/** An SQS in this process (fauxqs) with the job queue and its dead-letter queue. */
export const startLocalJobQueue = async (log: Log): Promise<LocalJobQueue> => {
  // An ES module alone: a static import would be compiled to a require, which it does not have.
  const { startFauxqs } = await import('fauxqs');
  const server = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1' });
  const client = new SQSClient({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { queueArn: deadLetterTargetArn } = server.createQueue('jobs-dead');
  const { queueUrl } = server.createQueue('jobs', {
    attributes: {
      VisibilityTimeout: VISIBILITY_SECONDS,
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: MOST_DELIVERIES }),
    },
  });
  const consumers: Consumer[] = [];
  return {
    send: (job, delaySeconds) => sendJob(client, queueUrl, job, delaySeconds),
    work: (handle) => {
      for (let n = 0; n < AT_ONCE; n += 1) consumers.push(consume(client, queueUrl, handle, log));
    },
    close: async () => {
      for (const consumer of consumers) {
        // Ending aborts the call that waits for messages; that is no failure.
        consumer.removeAllListeners('error').stop({ abort: true });
        consumer.on('error', () => {});
      }
      await server.stop();
      client.destroy();
    },
  };
};

const consume = (client: SQSClient, queueUrl: string, handle: (job: Job) => Promise<void>, log: Log): Consumer => {
  const consumer = Consumer.create({
    queueUrl,
    sqs: client,
    waitTimeSeconds: 10,
    handleMessage: async (message) => {
      await handle(parseJob(message.Body ?? ''));
      return message;
    },
  });
  consumer.on('error', (error) => log('error', 'the local job queue failed', {}, error));
  consumer.on('processing_error', (error) => log('error', 'a job failed and will be delivered again', {}, error));
  consumer.start();
  return consumer;
};
