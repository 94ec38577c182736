import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Construct } from 'constructs';
import type { AlarmTopic } from './alarm-topic';
import { type Line, queueLine } from './dashboard';

const FOURTEEN_DAYS = 14 * 24 * 3600;

/**
 * Where work ends up that could not be done, kept for two weeks, with an alarm as soon as there is any.
 * Encrypted by SQS itself: Scheduler and Lambda may not use the AWS-managed KMS key.
 */
export class DeadLetters extends Construct {
  readonly queue: SqsQueue;

  constructor(scope: Construct, id: string, props: { readonly name: string; readonly alarms: AlarmTopic }) {
    super(scope, id);
    this.queue = new SqsQueue(this, 'queue', {
      name: props.name,
      messageRetentionSeconds: FOURTEEN_DAYS,
      sqsManagedSseEnabled: true,
    });
    props.alarms.whenAny(this, 'depth', {
      name: `${props.name}-waiting`,
      description: `Work was given up and waits in the queue ${props.name}.`,
      runbook: 'waiting',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      statistic: 'Maximum',
      dimensions: { QueueName: this.queue.name },
    });
  }

  /** A line of a graph for how many wait. */
  line(label: string): Line {
    return queueLine(this.queue, 'ApproximateNumberOfMessagesVisible', 'Maximum', label);
  }
}
