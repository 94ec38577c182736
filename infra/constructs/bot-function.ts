import * as path from 'node:path';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { AssetType, Fn, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import type { EnvOf, FunctionName } from '../../bot/config';
import { assumableBy, policy, type Statement } from '../policy';
import type { AlarmTopic } from './alarm-topic';

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

  constructor(scope: Construct, id: string, props: BotFunctionProps<F>) {
    super(scope, id);
    const functionName = `${props.prefix}-${props.handler}`;
    const logs = new CloudwatchLogGroup(this, 'logs', {
      name: `/aws/lambda/${functionName}`,
      retentionInDays: props.logRetentionDays,
    });
    const role = new IamRole(this, 'role', {
      name: functionName,
      assumeRolePolicy: assumableBy('lambda.amazonaws.com'),
    });
    const permissions = new IamRolePolicy(this, 'permissions', {
      role: role.name,
      policy: policy([...observability(logs), ...props.statements]),
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
      loggingConfig: { logFormat: 'JSON', logGroup: logs.name },
      // A function that starts before its permissions are there fails its first calls.
      dependsOn: [permissions],
    });
    props.alarms.whenAny(this, 'errors', {
      name: `${functionName}-errors`,
      description: `The ${props.handler} function failed; its log group ${logs.name} says why.`,
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      statistic: 'Sum',
      dimensions: { FunctionName: this.lambda.functionName },
    });
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
