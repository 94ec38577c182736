import { type Attributes, all, type Synthesized } from './synthesized-stack';

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
