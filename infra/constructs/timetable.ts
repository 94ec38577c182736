import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { Construct } from 'constructs';
import { assumableBy, policy, type Statement } from '../policy';
import type { AlarmTopic } from './alarm-topic';
import { DeadLetters } from './dead-letters';

export interface Run {
  readonly lambda: LambdaFunction;
  /** Scheduler's own notation: `rate(15 minutes)`, `cron(0 9 * * ? *)`. */
  readonly expression: string;
  /** The IANA zone in which a cron expression is read. */
  readonly zone?: string;
  /** How often a run that failed is tried again, and for how long it is worth it. */
  readonly retries: number;
  readonly withinSeconds: number;
}

/**
 * A run that was retried is told the moment that it was meant for, in Scheduler's own words for it:
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
const SCHEDULED_TIME = JSON.stringify({ scheduledTime: '<aws.scheduler.scheduled-time>' });

/**
 * What happens by the clock. A run can be lost in two places, when Scheduler can't start the function and when the function fails:
 * both end in the same dead letters.
 */
export class Timetable extends Construct {
  private readonly deadLetters: DeadLetters;
  private readonly prefix: string;

  constructor(scope: Construct, id: string, props: { readonly prefix: string; readonly alarms: AlarmTopic }) {
    super(scope, id);
    this.prefix = props.prefix;
    this.deadLetters = new DeadLetters(this, 'dead-letters', {
      name: `${props.prefix}-runs-dead-letters`,
      alarms: props.alarms,
    });
  }

  /** What a function that runs by the clock needs, so that Lambda can put its failed runs away. */
  mayGiveUp(): Statement {
    return { sid: 'GiveUpRuns', actions: ['sqs:SendMessage'], resources: [this.deadLetters.queue.arn] };
  }

  run(name: string, run: Run): void {
    const role = this.schedulerRole(name, run.lambda);
    const retry = { maximumRetryAttempts: run.retries, maximumEventAgeInSeconds: run.withinSeconds };
    new SchedulerSchedule(this, name, {
      name: `${this.prefix}-${name}`,
      scheduleExpression: run.expression,
      ...(run.zone === undefined ? {} : { scheduleExpressionTimezone: run.zone }),
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: run.lambda.arn,
        roleArn: role.arn,
        retryPolicy: retry,
        deadLetterConfig: { arn: this.deadLetters.queue.arn },
        input: SCHEDULED_TIME,
      },
    });
    new LambdaFunctionEventInvokeConfig(this, `${name}-failures`, {
      functionName: run.lambda.functionName,
      ...retry,
      destinationConfig: { onFailure: { destination: this.deadLetters.queue.arn } },
    });
  }

  private schedulerRole(name: string, lambda: LambdaFunction): IamRole {
    const role = new IamRole(this, `${name}-scheduler`, {
      name: `${this.prefix}-${name}-schedule`,
      assumeRolePolicy: assumableBy('scheduler.amazonaws.com'),
    });
    new IamRolePolicy(this, `${name}-scheduler-permissions`, {
      role: role.name,
      policy: policy([
        { sid: 'Start', actions: ['lambda:InvokeFunction'], resources: [lambda.arn] },
        { sid: 'GiveUp', actions: ['sqs:SendMessage'], resources: [this.deadLetters.queue.arn] },
      ]),
    });
    return role;
  }
}
