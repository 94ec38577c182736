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
  /** How often a run that failed is tried again, and for how long it is worth it. */
  readonly retries: number;
  readonly withinSeconds: number;
}

export interface RunAt {
  /** Tells a function's schedules apart, where it has several. */
  readonly name?: string;
  /** Scheduler's own notation: `rate(15 minutes)`, `cron(0 9 * * ? *)`. */
  readonly expression: string;
  /** The IANA zone in which a cron expression is read. */
  readonly zone?: string;
  /** What the function is told besides the time. */
  readonly input?: Readonly<Record<string, string>>;
}

/**
 * A run that was retried is told the moment that it was meant for, in Scheduler's own words for it:
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
const SCHEDULED_TIME = { scheduledTime: '<aws.scheduler.scheduled-time>' };

/**
 * What happens by the clock. A run can be lost in two places, when Scheduler can't start the function and when the function fails:
 * both end in the same dead letters.
 */
export class Timetable extends Construct {
  readonly deadLetters: DeadLetters;
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

  /** Runs a function at one time or several; how it is retried belongs to the function, and is the same for all. */
  run(name: string, run: Run, ...times: readonly RunAt[]): void {
    const role = this.schedulerRole(name, run.lambda);
    const retry = { maximumRetryAttempts: run.retries, maximumEventAgeInSeconds: run.withinSeconds };
    for (const { name: which, expression, zone, input } of times) {
      const id = which === undefined ? name : `${name}-${which}`;
      new SchedulerSchedule(this, id, {
        name: `${this.prefix}-${id}`,
        scheduleExpression: expression,
        ...(zone === undefined ? {} : { scheduleExpressionTimezone: zone }),
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: run.lambda.arn,
          roleArn: role.arn,
          retryPolicy: retry,
          deadLetterConfig: { arn: this.deadLetters.queue.arn },
          input: JSON.stringify({ ...input, ...SCHEDULED_TIME }),
        },
      });
    }
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
