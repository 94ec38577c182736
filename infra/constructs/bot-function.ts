import * as path from 'node:path';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { AssetType, Fn, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import type { EnvOf, FunctionName } from '../../bot/config';
import { METRICS_NAMESPACE, type MetricName } from '../../bot/handlers/lambda-log';
import { assumableBy, policy, type Statement } from '../policy';
import type { AlarmTopic, Watched } from './alarm-topic';
import type { Line } from './dashboard';

export interface BotFunctionProps<F extends FunctionName> {
  /** The handler's name under bot/handlers/, which is also its folder under dist/. */
  readonly handler: F;
  readonly description: string;
  /** The folder that holds one bundle's folder for each handler. */
  readonly bundles: string;
  readonly environment: EnvOf<F>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly statements: readonly Statement[];
  readonly prefix: string;
  readonly logRetentionDays: number;
  readonly alarms: AlarmTopic;
}

/** One Lambda function with what each of ours has: its own role, its own log group, a trace, and an alarm on errors. */
export class BotFunction<F extends FunctionName> extends Construct {
  readonly lambda: LambdaFunction;
  readonly logs: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: BotFunctionProps<F>) {
    super(scope, id);
    const functionName = `${props.prefix}-${props.handler}`;
    this.logs = new CloudwatchLogGroup(this, 'logs', {
      name: `/aws/lambda/${functionName}`,
      retentionInDays: props.logRetentionDays,
    });
    const role = new IamRole(this, 'role', {
      name: functionName,
      assumeRolePolicy: assumableBy('lambda.amazonaws.com'),
    });
    const permissions = new IamRolePolicy(this, 'permissions', {
      role: role.name,
      policy: policy([...observability(this.logs), ...props.statements]),
    });
    const code = new TerraformAsset(this, 'code', {
      path: path.join(props.bundles, props.handler),
      type: AssetType.ARCHIVE,
    });
    this.lambda = new LambdaFunction(this, 'function', {
      functionName,
      description: props.description,
      role: role.arn,
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      filename: code.path,
      sourceCodeHash: Fn.filebase64sha256(code.path),
      memorySize: props.memoryMb,
      timeout: props.timeoutSeconds,
      environment: { variables: present(props.environment) },
      tracingConfig: { mode: 'Active' },
      loggingConfig: { logFormat: 'JSON', logGroup: this.logs.name },
      // A function that starts before its permissions are there fails its first calls.
      dependsOn: [permissions],
    });
    props.alarms.whenAny(this, 'errors', {
      name: `${functionName}-errors`,
      description: `The ${props.handler} function failed; its log group ${this.logs.name} says why.`,
      runbook: 'errors',
      ...this.metric('Errors'),
    });
    props.alarms.whenAny(this, 'throttles', {
      name: `${functionName}-throttles`,
      description: `The ${props.handler} function was not started because the account's Lambda functions were too many at once.`,
      runbook: 'throttles',
      ...this.metric('Throttles'),
    });
  }

  /** What CloudWatch counts of this function, as an alarm takes it. */
  metric(metricName: 'Errors' | 'Throttles' | 'Invocations'): Omit<Watched, 'name' | 'description' | 'runbook'> {
    const dimensions = { FunctionName: this.lambda.functionName };
    return { namespace: 'AWS/Lambda', metricName, statistic: 'Sum', dimensions };
  }

  /** An alarm on a line that the function logs, for what fails though the function does not. */
  alarmWhenLogged(alarms: AlarmTopic, id: string, message: string, description: string): void {
    const name = `${this.lambda.functionNameInput}-${id}`;
    new CloudwatchLogMetricFilter(this, `${id}-lines`, {
      name,
      logGroupName: this.logs.name,
      pattern: `"${message}"`,
      metricTransformation: { name, namespace: METRICS_NAMESPACE, value: '1' },
    });
    alarms.whenAny(this, id, {
      name,
      description,
      runbook: id,
      namespace: METRICS_NAMESPACE,
      metricName: name,
      statistic: 'Sum',
      dimensions: {},
    });
  }

  /** An alarm on what the function counts in its log, by CloudWatch's embedded metric format: so many within five minutes. */
  alarmWhenCounted(
    alarms: AlarmTopic,
    id: string,
    { metric, threshold, description }: { metric: MetricName; threshold: number; description: string },
  ): void {
    const name = `${this.lambda.functionNameInput}-${id}`;
    alarms.when(this, id, { name, description, runbook: id, ...this.counted(metric), statistic: 'Sum', threshold });
  }

  /** For a function that runs by the clock: an alarm where it has not run for an hour. */
  alarmWhenSilent(alarms: AlarmTopic): void {
    const name = this.lambda.functionNameInput;
    alarms.whenNone(this, 'silence', {
      name: `${name}-silent`,
      description: `The function ${name} has not run for an hour, though its schedule says so.`,
      runbook: 'silent',
      ...this.metric('Invocations'),
    });
  }

  /** A line of a graph for what CloudWatch counts of this function. */
  line(metric: string, statistic: Line['statistic'], label: string): Line {
    return {
      namespace: 'AWS/Lambda',
      metric,
      statistic,
      label,
      dimensions: { FunctionName: this.lambda.functionName },
    };
  }

  /** A line of a graph for what the function counts in its log. */
  countedLine(metric: MetricName, statistic: Line['statistic'], label: string): Line {
    const { namespace, metricName, dimensions } = this.counted(metric);
    return { namespace, metric: metricName, statistic, label, dimensions };
  }

  private counted(metricName: MetricName) {
    return { namespace: METRICS_NAMESPACE, metricName, dimensions: { function: this.lambda.functionName } };
  }
}

function observability(logs: CloudwatchLogGroup): Statement[] {
  return [
    { sid: 'WriteLogs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logs.arn}:*`] },
    // X-Ray knows no resource to restrict these two to.
    { sid: 'WriteTraces', actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] },
  ];
}

function present(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
