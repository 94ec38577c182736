import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Construct } from 'constructs';
import type { Statement } from '../policy';
import type { AlarmTopic } from './alarm-topic';
import { type Line, queueLine } from './dashboard';
import { DeadLetters } from './dead-letters';

export interface JobQueueProps {
  readonly name: string;
  /** How long one job may run. */
  readonly workSeconds: number;
  readonly alarms: AlarmTopic;
}

const ATTEMPTS = 3;
/** An answer that is hours late helps nobody; one job may wait ten minutes on purpose, for the second look. */
const ONE_HOUR = 3600;
/** The second look waits for ten minutes on purpose, and its worker may be killed and come again: no reason to wake anybody. */
const LATE_SECONDS = 1200;

/**
 * Questions on their way from the Slack function to the worker, one job in one message.
 * A job whose worker was killed comes again half a minute after its time was up. AWS advises six times the function's time-out,
 * because a poller may take messages that a throttled function can't run; the limit on concurrency below stops the pollers first,
 * and an asker would wait nine minutes.
 */
export class JobQueue extends Construct {
  readonly queue: SqsQueue;
  readonly deadLetters: DeadLetters;

  constructor(scope: Construct, id: string, props: JobQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetters(this, 'dead-letters', {
      name: `${props.name}-dead-letters`,
      alarms: props.alarms,
    });
    this.queue = new SqsQueue(this, 'queue', {
      name: props.name,
      visibilityTimeoutSeconds: props.workSeconds + 30,
      messageRetentionSeconds: ONE_HOUR,
      sqsManagedSseEnabled: true,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: this.deadLetters.queue.arn, maxReceiveCount: ATTEMPTS }),
    });
    props.alarms.when(this, 'age', {
      name: `${props.name}-late`,
      description: `A question has waited for twenty minutes in the queue ${props.name}; the log of the worker function says why.`,
      runbook: 'late',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      statistic: 'Maximum',
      dimensions: { QueueName: this.queue.name },
      threshold: LATE_SECONDS,
    });
  }

  maySend(): Statement {
    return { sid: 'SendJobs', actions: ['sqs:SendMessage'], resources: [this.queue.arn] };
  }

  /** A line of a graph for what CloudWatch counts of the queue. */
  line(metric: string, statistic: Line['statistic'], label: string): Line {
    return queueLine(this.queue, metric, statistic, label);
  }

  mayReceive(): Statement {
    const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
    return { sid: 'ReceiveJobs', actions, resources: [this.queue.arn] };
  }

  /** Starts the worker for each job; `atOnce` (2 or more) bounds how many ask CloudTrail at the same time. */
  workedBy(worker: LambdaFunction, atOnce: number): void {
    new LambdaEventSourceMapping(this, 'to-worker', {
      eventSourceArn: this.queue.arn,
      functionName: worker.arn,
      batchSize: 1,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: atOnce },
    });
  }
}
