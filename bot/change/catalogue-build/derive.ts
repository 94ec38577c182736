import type { Model, ModelMember, ModelOperation, ServiceModel } from './models';
import { MODELS } from './models';
import {
  type Category,
  EMERGENCY_ACCESS,
  LEFT_OUT,
  MENTIONED_BY,
  NOT_IN_SDK,
  READ_PREFIXES,
  RULES,
  type Rule,
  VERB_PREFIXES,
} from './rules';

/** One operation of the catalogue that is no plain read, as it is written down. */
export interface DerivedOperation {
  readonly service: ServiceModel;
  readonly name: string;
  readonly category: Category;
  readonly type: string;
  readonly verb: string;
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly parents: readonly string[];
  readonly parentType?: string;
  readonly mentions: readonly { readonly path: string; readonly type: string }[];
  readonly sets: readonly string[];
  readonly responseId?: string;
  readonly responseArn?: string;
  readonly instanceMember?: string;
  readonly sensitive: readonly string[];
  readonly sharedWith: number;
}

/** `GetQueue` reads; a name such as `Listen` would not. */
const isRead = (name: string): boolean => READ.test(name) && !EMERGENCY_ACCESS.test(name);
const READ = new RegExp(`^(${READ_PREFIXES.join('|')})[A-Z]`);

/** Models and IAM actions → the catalogue, sorted by service and name. Throws, naming them, where operations have no rule. */
export const deriveOperations = (
  models: readonly Model[],
  servicesOfAction: ReadonlyMap<string, readonly string[]>,
): readonly DerivedOperation[] => {
  const sharedWith = (service: ServiceModel, name: string): number => {
    const own = MODELS.find((model) => model.service === service)?.iamPrefix;
    return (servicesOfAction.get(name.toLowerCase()) ?? []).filter((prefix) => prefix !== own).length;
  };
  const derived = models.flatMap(({ service, operations }) =>
    [...operations, ...(service === 'connect' ? notInSdk(operations) : [])]
      .filter(({ name }) => !isRead(name))
      .map((operation) => derive(service, operation, sharedWith(service, operation.name))),
  );
  const problems = derived.flatMap((outcome) => (typeof outcome === 'string' ? [outcome] : []));
  if (problems.length > 0) throw new Error(`The rules in rules.ts don't fit the models:\n  ${problems.join('\n  ')}`);
  return derived.filter((outcome) => typeof outcome !== 'string').sort(byServiceAndName);
};

/** An operation without a model has every member that its rule names. */
const notInSdk = (operations: readonly ModelOperation[]): readonly ModelOperation[] =>
  NOT_IN_SDK.filter((name) => !operations.some((operation) => operation.name === name)).map((name) => {
    const rule = RULES.connect.find(({ match }) => match.test(name));
    const asMembers = (paths: readonly string[] = []) => paths.map((path) => ({ path, sensitive: false }));
    const isCreate = name.startsWith('Create');
    return {
      name,
      request: asMembers(['InstanceId', ...((isCreate ? rule?.names : rule?.ids) ?? [])]),
      response: asMembers(isCreate ? rule?.ids : []),
    };
  });

/** The operation, or a sentence saying what is wrong. */
const derive = (service: ServiceModel, operation: ModelOperation, sharedWith: number): DerivedOperation | string => {
  const { name } = operation;
  const leftOut = LEFT_OUT[service].find(([, match]) => match.test(name));
  if (leftOut !== undefined) return leftOutOperation(service, name, leftOut[0], sharedWith);
  const rule = RULES[service].find(({ match }) => match.test(name));
  if (rule === undefined) return `${service} ${name}: no rule`;
  const applied = SETS_INSTANCE.test(name) ? withInstanceSet(applyRule(rule, operation)) : applyRule(rule, operation);
  const change = { service, name, category: 'config-change', sharedWith, ...applied } as const;
  return change.ids.length > 0 || change.responseId !== undefined
    ? change
    : `${service} ${name}: the rule for ${rule.type} finds no id in request or response`;
};

const leftOutOperation = (
  service: ServiceModel,
  name: string,
  category: Category,
  sharedWith: number,
): DerivedOperation => ({
  service,
  name,
  category,
  type: 'unknown',
  verb: verbOf(name),
  ids: [],
  names: [],
  parents: [],
  mentions: [],
  sets: [],
  sensitive: [],
  sharedWith,
});

const applyRule = (rule: Rule, { name, request, response }: ModelOperation) => {
  const isThere = (path: string): boolean => request.some((member) => member.path === path);
  const ids = rule.ids.filter(isThere);
  const names = (rule.names ?? []).filter(isThere);
  const parents = rule.partOf === undefined ? [] : [rule.partOf[1]].filter(isThere);
  const responseId = responsePath(response, rule.responseId, [...rule.ids, 'Id']);
  const responseArn = responsePath(response, rule.responseArn, [...rule.ids.flatMap(arnMembers), 'Arn']);
  return {
    type: rule.type,
    verb: rule.verb ?? verbOf(name),
    ids,
    names,
    parents,
    mentions: [
      ...mentionsIn(request, new Set([...ids, ...names, ...parents])),
      ...(rule.mentions ?? []).filter(([path]) => isThere(path)).map(([path, type]) => ({ path, type })),
    ],
    sets: membersSet(request, rule.verb ?? verbOf(name), [...ids.filter((id) => !names.includes(id)), ...parents]),
    sensitive: request.filter(({ sensitive }) => sensitive).map(({ path }) => path),
    ...(parents.length > 0 && rule.partOf !== undefined && { parentType: rule.partOf[0] }),
    ...(responseId !== undefined && { responseId }),
    ...(responseArn !== undefined && { responseArn }),
    ...(isThere('InstanceId') && { instanceMember: 'InstanceId' }),
  };
};

/** Calls whose instance is where the thing goes: it is among what they set. */
const SETS_INSTANCE = /^(Claim|Import|Update)PhoneNumber$/;

const withInstanceSet = (applied: ReturnType<typeof applyRule>): ReturnType<typeof applyRule> => ({
  ...applied,
  mentions: [...applied.mentions, { path: 'InstanceId', type: 'instance' }],
  sets: [...applied.sets, 'InstanceId'],
});

/** Members that say where, or make the call repeatable; they set nothing. */
const NOT_SET = /^(InstanceId|ClientToken|clientRequestToken|clientToken)$/;

/** The top members that state what is set, which is what the earlier value of a field is looked for in. */
const membersSet = (
  request: readonly ModelMember[],
  verb: string,
  identifying: readonly string[],
): readonly string[] =>
  verb === 'delete' || verb === 'access'
    ? []
    : request
        .filter(({ path }) => !path.includes('.'))
        .map(({ path }) => path.replace('[]', ''))
        .filter((member) => !NOT_SET.test(member) && !identifying.includes(member));

const verbOf = (name: string): string => {
  const words = name.replace(/^Batch/, '').toLowerCase();
  return VERB_PREFIXES.find((verb) => words.startsWith(verb)) ?? 'change';
};

const lastStep = (path: string): string => path.split('.').at(-1)?.replace('[]', '') ?? path;

/** `QueueId` is answered with a `QueueArn`, here and there with a `PromptARN`. */
const arnMembers = (idPath: string): readonly string[] =>
  /Id$/.test(idPath) ? [idPath.replace(/Id$/, 'Arn'), idPath.replace(/Id$/, 'ARN')] : [];

/** Where the response holds the id: as the rule says, else a member of that name, at the top or one step below. */
const responsePath = (
  response: readonly ModelMember[],
  stated: string | undefined,
  candidates: readonly string[],
): string | undefined => {
  const paths = response.map(({ path }) => path).filter((path) => !path.includes('[]') && path.split('.').length <= 2);
  const wanted = stated === undefined ? candidates : [stated];
  return wanted
    .flatMap((member) => [
      member,
      ...paths.filter((path) => path.endsWith(`.${member}`) && member !== 'Id' && member !== 'Arn'),
    ])
    .find((path) => paths.includes(path));
};

const mentionsIn = (request: readonly ModelMember[], taken: ReadonlySet<string>): DerivedOperation['mentions'] =>
  request
    .filter(({ path }) => !taken.has(path))
    .flatMap(({ path }) => mentionedBy(path).map((type) => ({ path, type })));

const mentionedBy = (path: string): readonly string[] =>
  MENTIONED_BY[lastStep(path)] ?? MENTIONED_BY[path.split('.').slice(-2).join('.')] ?? [];

const byServiceAndName = (a: DerivedOperation, b: DerivedOperation): number =>
  serviceOrder(a.service) - serviceOrder(b.service) || (a.name < b.name ? -1 : 1);
const serviceOrder = (service: ServiceModel): number => MODELS.findIndex((model) => model.service === service);
