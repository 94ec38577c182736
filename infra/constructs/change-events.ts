import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Construct } from 'constructs';
import type { EventPattern } from '../change-events';
import type { Statement } from '../policy';
import type { AlarmTopic } from './alarm-topic';
import { ChangeRule } from './change-rule';
import { type Line, queueLine } from './dashboard';
import { DeadLetters } from './dead-letters';

export interface ChangeEventsProps {
  readonly prefix: string;
  readonly pattern: EventPattern;
  /** How long one batch may take. */
  readonly workSeconds: number;
  readonly alarms: AlarmTopic;
}

const ATTEMPTS = 5;
const BATCH = 100;
/** The shortest that a batch of more than ten may be waited for: an event is minutes old when it comes. */
const WINDOW_SECONDS = 1;
const FOUR_DAYS = 4 * 24 * 3600;
/** An event that can't be told comes back five times before it is given up, and is no reason to wake anybody by its age. */
const LATE_SECONDS = 3600;

/**
 * CloudTrail's events on their way from EventBridge to the index. What EventBridge can't deliver and what the function gives up end
 * in the same dead letters: both are the event as EventBridge wrote it, so that one command sends either to the queue again.
 */
export class ChangeEvents extends Construct {
  readonly queue: SqsQueue;
  readonly deadLetters: DeadLetters;

  constructor(scope: Construct, id: string, { prefix, pattern, workSeconds, alarms }: ChangeEventsProps) {
    super(scope, id);
    const name = `${prefix}-events`;
    this.deadLetters = new DeadLetters(this, 'dead-letters', { name: `${name}-dead-letters`, alarms });
    this.queue = new SqsQueue(this, 'queue', {
      name,
      // As AWS advises: a batch that a throttled function could not take is not yet another attempt.
      visibilityTimeoutSeconds: 6 * workSeconds + WINDOW_SECONDS,
      messageRetentionSeconds: FOUR_DAYS,
      sqsManagedSseEnabled: true,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: this.deadLetters.queue.arn, maxReceiveCount: ATTEMPTS }),
    });
    new ChangeRule(this, 'rule', { name, pattern, target: { queue: this.queue }, deadLetters: this.deadLetters.queue });
    alarms.when(this, 'age', {
      name: `${name}-late`,
      description: `An event has waited for an hour in the queue ${name}; the log of the ingest function says why.`,
      runbook: 'late',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      statistic: 'Maximum',
      dimensions: { QueueName: this.queue.name },
      threshold: LATE_SECONDS,
    });
  }

  /** A line of a graph for what CloudWatch counts of the queue. */
  line(metric: string, statistic: Line['statistic'], label: string): Line {
    return queueLine(this.queue, metric, statistic, label);
  }

  mayReceive(): Statement {
    const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
    return { sid: 'ReceiveEvents', actions, resources: [this.queue.arn] };
  }

  /** Starts the function for each batch; `atOnce` (2 or more) bounds how many write to the index at the same time. */
  workedBy(lambda: LambdaFunction, atOnce: number): void {
    new LambdaEventSourceMapping(this, 'to-function', {
      eventSourceArn: this.queue.arn,
      functionName: lambda.arn,
      batchSize: BATCH,
      maximumBatchingWindowInSeconds: WINDOW_SECONDS,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: atOnce },
    });
  }
}
