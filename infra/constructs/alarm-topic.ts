import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';

export interface Watched {
  readonly name: string;
  /** Read by whoever is woken: what happened, and where to look. */
  readonly description: string;
  /** The heading of docs/runbook.md that says what to do. */
  readonly runbook: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: 'Sum' | 'Maximum';
  readonly dimensions: Readonly<Record<string, string>>;
}

/**
 * Where every alarm goes, with a subscriber by e-mail where one is given.
 * The topic is not encrypted with the AWS-managed key: CloudWatch may not use that one, and alarms would be lost in silence.
 */
export class AlarmTopic extends Construct {
  readonly topic: SnsTopic;
  private readonly alarms: CloudwatchMetricAlarm[] = [];

  constructor(scope: Construct, id: string, props: { readonly name: string; readonly email?: string }) {
    super(scope, id);
    this.topic = new SnsTopic(this, 'topic', { name: props.name });
    if (props.email !== undefined) {
      new SnsTopicSubscription(this, 'email', {
        topicArn: this.topic.arn,
        protocol: 'email',
        endpoint: props.email,
      });
    }
  }

  /** Raises an alarm when the metric counts anything at all within five minutes, and says when that is over. */
  whenAny(scope: Construct, id: string, watched: Watched): CloudwatchMetricAlarm {
    return this.when(scope, id, { ...watched, threshold: 1 });
  }

  /** Raises an alarm when the metric reaches the threshold within five minutes, and says when that is over. */
  when(scope: Construct, id: string, watched: Watched & { readonly threshold: number }): CloudwatchMetricAlarm {
    return this.alarm(scope, id, watched, {
      period: 300,
      threshold: watched.threshold,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
    });
  }

  /** Raises an alarm when the metric has counted nothing for an hour: what runs by the clock has stopped. */
  whenNone(scope: Construct, id: string, watched: Watched): CloudwatchMetricAlarm {
    return this.alarm(scope, id, watched, {
      period: 3600,
      threshold: 1,
      comparisonOperator: 'LessThanThreshold',
      treatMissingData: 'breaching',
    });
  }

  private alarm(
    scope: Construct,
    id: string,
    { name, description, runbook, namespace, metricName, statistic, dimensions }: Watched,
    rule: Pick<CloudwatchMetricAlarmConfig, 'period' | 'threshold' | 'comparisonOperator' | 'treatMissingData'>,
  ): CloudwatchMetricAlarm {
    const alarm = new CloudwatchMetricAlarm(scope, id, {
      alarmName: name,
      alarmDescription: `${description} What to do: docs/runbook.md, ${runbook}.`,
      namespace,
      metricName,
      statistic,
      dimensions: { ...dimensions },
      evaluationPeriods: 1,
      ...rule,
      alarmActions: [this.topic.arn],
      okActions: [this.topic.arn],
    });
    this.alarms.push(alarm);
    return alarm;
  }

  /** Every alarm that was made so far. */
  arns(): string[] {
    return this.alarms.map(({ arn }) => arn);
  }
}
