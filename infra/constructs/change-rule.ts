import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import type { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';
import type { EventPattern } from '../change-events';
import { sendableBy } from '../policy';

export interface ForeignBus {
  readonly busArn: string;
  readonly roleArn: string;
  /** What lets the role write there: a rule that may not hand on yet would fill the dead letters. */
  readonly allowedBy: IamRolePolicy;
}

export interface ChangeRuleProps {
  readonly name: string;
  readonly pattern: EventPattern;
  /** Where the events go: a queue in the same Region, or another Region's bus, which takes a role to write to. */
  readonly target: { readonly queue: SqsQueue } | ForeignBus;
  /** Where those go that can't be delivered; in the rule's own Region. */
  readonly deadLetters: SqsQueue;
}

const ONE_DAY = 24 * 3600;

/**
 * The rule of one Region's default bus that lets CloudTrail's records of changes through. EventBridge otherwise keeps back what
 * CloudTrail says only reads, and CloudTrail is wrong about some operations of Connect: the pattern decides by the name.
 */
export class ChangeRule extends Construct {
  readonly rule: CloudwatchEventRule;

  constructor(scope: Construct, id: string, { name, pattern, target, deadLetters }: ChangeRuleProps) {
    super(scope, id);
    this.rule = new CloudwatchEventRule(this, 'rule', {
      name,
      description: 'Changes in Amazon Connect, Lex and Voice ID, as a trail records them.',
      eventPattern: JSON.stringify(pattern),
      state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    });
    const toQueue = 'queue' in target;
    new CloudwatchEventTarget(this, 'target', {
      rule: this.rule.name,
      ...(toQueue ? { arn: target.queue.arn } : { arn: target.busArn, roleArn: target.roleArn }),
      retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: ONE_DAY },
      deadLetterConfig: { arn: deadLetters.arn },
      // Events that come before they may be sent would be lost.
      dependsOn: [
        toQueue ? this.maySendTo('queue', target.queue) : target.allowedBy,
        this.maySendTo('dead-letters', deadLetters),
      ],
    });
  }

  private maySendTo(id: string, queue: SqsQueue): SqsQueuePolicy {
    return new SqsQueuePolicy(this, `may-send-to-${id}`, {
      queueUrl: queue.url,
      policy: sendableBy('events.amazonaws.com', this.rule.arn, queue.arn),
    });
  }
}
