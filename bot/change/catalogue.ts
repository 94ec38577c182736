import { arnResource, TYPES_WITH_ARN } from './arn';
import { CATEGORIES, OPERATION_ENTRIES, READ_PREFIXES, RESOURCE_TYPES, VERBS } from './catalogue.generated';
import { member, stringAt } from './json';
import type { Service } from './resource';

export { CATEGORIES, READ_PREFIXES, RESOURCE_TYPES, VERBS };

/** What can be changed; `unknown` where a record does not tell. */
export type ResourceType = (typeof RESOURCE_TYPES)[number];
/** What a change does to its resource; `change` for a name whose verb we can't tell. */
export type Verb = (typeof VERBS)[number];
/** `config-change` is what we tell about; every other says why an operation is left out. */
export type OperationCategory = (typeof CATEGORIES)[number];

/** One operation of the AWS APIs that is no plain read. What is left out has the type `unknown` and empty lists. */
export interface Operation {
  readonly service: 'connect' | 'voiceid' | 'lexv1' | 'lexv2';
  /** As `eventName` in CloudTrail. */
  readonly name: string;
  readonly category: OperationCategory;
  readonly type: ResourceType;
  readonly verb: Verb;
  /**
   * Paths in `requestParameters` that hold the resource's id (`QueueId`, `SecurityProfiles[].Id`). All paths are the API's
   * own: CloudTrail may write them with other capitals.
   */
  readonly ids: readonly string[];
  /** Paths in `requestParameters` that hold its name, the new one first. */
  readonly names: readonly string[];
  /** Paths of the id of the resource that it is a part of; `parentType` is that resource's type. */
  readonly parents: readonly string[];
  readonly parentType?: ResourceType;
  /**
   * Other resources that the request names by id. A path that stands here with several types holds an ARN, which tells which.
   */
  readonly mentions: readonly { readonly path: string; readonly type: ResourceType }[];
  /** Top members of `requestParameters` that state what is set; empty for what only ends a resource. */
  readonly sets: readonly string[];
  /** Paths in `responseElements` of the id and the ARN of the resource. */
  readonly responseId?: string;
  readonly responseArn?: string;
  readonly instanceMember?: string;
  /** Paths in `requestParameters` that the model marks as sensitive: personal data and secrets. */
  readonly sensitive: readonly string[];
  /** How many other AWS services have an operation of this name: looked up by name, their events come along. */
  readonly sharedWith: number;
}

/** An operation as the generated file writes it: what is empty is left away. */
export type OperationEntry = Pick<Operation, 'service' | 'name' | 'verb'> & Partial<Operation>;

const NOTHING = {
  category: 'config-change',
  type: 'unknown',
  ids: [],
  names: [],
  parents: [],
  mentions: [],
  sets: [],
  sensitive: [],
  sharedWith: 0,
} as const;

/** Every operation that is no plain read, sorted by service and name. Lex V1 and V2 share some names. */
export const OPERATIONS: readonly Operation[] = OPERATION_ENTRIES.map((entry) => ({ ...NOTHING, ...entry }));

/** The operations that set out to alter configuration: all that there is to tell about. */
export const CHANGES: readonly Operation[] = OPERATIONS.filter(({ category }) => category === 'config-change');

export const EVENT_SOURCES = {
  connect: 'connect.amazonaws.com',
  voiceid: 'voiceid.amazonaws.com',
  lex: 'lex.amazonaws.com',
} as const satisfies Record<Service, string>;

const SOURCE_OF = {
  connect: EVENT_SOURCES.connect,
  voiceid: EVENT_SOURCES.voiceid,
  lexv1: EVENT_SOURCES.lex,
  lexv2: EVENT_SOURCES.lex,
} as const satisfies Record<Operation['service'], string>;

/** The `eventSource` of an operation's events. */
export const eventSourceOf = ({ service }: Pick<Operation, 'service'>): string => SOURCE_OF[service];

/** The service whose events have this `eventSource`; undefined for every service that is not ours. */
export const serviceOfEventSource = (eventSource: string): Service | undefined => {
  switch (eventSource) {
    case EVENT_SOURCES.connect:
      return 'connect';
    case EVENT_SOURCES.voiceid:
      return 'voiceid';
    case EVENT_SOURCES.lex:
      return 'lex';
    default:
      return undefined;
  }
};

const LEFT_OUT_BECAUSE = {
  read: 'read',
  contact: 'contact',
  evaluation: 'evaluation of a contact',
  'attached-file': 'attached file',
  notification: 'notification',
  'agent-activity': 'agent activity',
  session: 'session',
  execution: 'test run',
  'device-registration': 'device registration',
  'speaker-data': 'speaker data',
  'batch-job': 'batch job',
  'utterance-data': 'utterance data',
  'assist-job': 'assist job',
  test: 'test of a bot',
  export: 'export',
} as const satisfies Record<Exclude<OperationCategory, 'config-change'>, string>;
export type LeftOutBecause = (typeof LEFT_OUT_BECAUSE)[keyof typeof LEFT_OUT_BECAUSE];

export type EventClass =
  | { readonly kind: 'change'; readonly operation: Operation }
  | { readonly kind: 'left out'; readonly because: LeftOutBecause }
  /** A name that we don't know and that does not read: a change until somebody knows better. */
  | { readonly kind: 'unknown change'; readonly verb: Verb; readonly service: Service }
  | { readonly kind: 'foreign' };

/**
 * What an event is, by its source and name; never by `readOnly`, which is wrong for some reads of Connect. The request
 * parameters (any JSON) tell Lex V1 from V2 where both have the name.
 */
export const classifyEvent = (eventSource: string, eventName: string, requestParameters: unknown): EventClass => {
  const service = serviceOfEventSource(eventSource);
  if (service === undefined) return { kind: 'foreign' };
  const operation = findOperation(service, eventName, requestParameters);
  if (operation === undefined) {
    return isReadName(eventName)
      ? { kind: 'left out', because: 'read' }
      : { kind: 'unknown change', verb: verbOfName(eventName), service };
  }
  return operation.category === 'config-change'
    ? { kind: 'change', operation: withoutVersion(operation, requestParameters) }
    : { kind: 'left out', because: LEFT_OUT_BECAUSE[operation.category] };
};

const byServiceAndName: ReadonlyMap<string, Operation> = new Map(
  OPERATIONS.map((operation) => [`${operation.service} ${operation.name}`, operation]),
);

const findOperation = (service: Service, name: string, requestParameters: unknown): Operation | undefined => {
  if (service !== 'lex') return byServiceAndName.get(`${service} ${name}`);
  const [v1, v2] = [byServiceAndName.get(`lexv1 ${name}`), byServiceAndName.get(`lexv2 ${name}`)];
  return v1 !== undefined && v2 !== undefined && isLexV1(requestParameters) ? v1 : (v2 ?? v1);
};

/**
 * Lex V2 knows bots by `botId`, V1 by `name` and `botName`; an import of V1 states its `resourceType`, and V1's ARNs have a
 * colon where V2's have a slash (`bot:name`). What tells nothing is V2: V1 ended on 2025-09-15.
 */
const isLexV1 = (requestParameters: unknown): boolean => {
  if (member(requestParameters, 'botId') !== undefined) return false;
  const arn = stringAt(requestParameters, 'resourceArn');
  if (arn !== undefined) return /^[a-z-]+:/.test(arnResource(arn) ?? '');
  return ['name', 'botName', 'resourceType'].some((name) => member(requestParameters, name) !== undefined);
};

/** An evaluation form's delete that names a version leaves the form (API reference of DeleteEvaluationForm). */
const withoutVersion = (operation: Operation, requestParameters: unknown): Operation =>
  operation.name === 'DeleteEvaluationForm' && member(requestParameters, 'EvaluationFormVersion') !== undefined
    ? { ...operation, verb: 'update' }
    : operation;

/** `GetQueue` reads; `Getaway` would not. */
const isReadName = (name: string): boolean =>
  READ_PREFIXES.some((prefix) => name.startsWith(prefix) && /^[A-Z]/.test(name.slice(prefix.length)));

const verbOfName = (name: string): Verb => {
  const words = name.replace(/^Batch/, '').toLowerCase();
  return VERBS.find((verb) => words.startsWith(verb)) ?? 'change';
};

const namesOf = (operations: readonly Operation[]): readonly string[] => [
  ...new Set(operations.map(({ name }) => name)),
];

/**
 * Names of the operations that can touch a type. Direct: its own and its parts'. Indirect: those that name it in another
 * resource's request. Tags: apart, since hundreds of services have `TagResource`.
 */
export const operationNamesTouching = (
  type: ResourceType,
): { readonly direct: readonly string[]; readonly indirect: readonly string[]; readonly tags: readonly string[] } => {
  const untagged = CHANGES.filter((operation) => operation.type !== 'resource-tags');
  const isDirect = (operation: Operation): boolean => operation.type === type || operation.parentType === type;
  const isIndirect = ({ mentions }: Operation): boolean => mentions.some((mention) => mention.type === type);
  const direct = type === 'unknown' ? [] : namesOf(untagged.filter(isDirect));
  return {
    direct,
    indirect: namesOf(untagged.filter(isIndirect)).filter((name) => !direct.includes(name)),
    tags: type === 'resource-tags' || TYPES_WITH_ARN.has(type) ? TAGGING : [],
  };
};

const TAGGING = namesOf(CHANGES.filter(({ type }) => type === 'resource-tags'));

/** Verbs after which a name that the request states is the resource's name from then on. */
const NAMING_VERBS: ReadonlySet<Verb> = new Set<Verb>([
  'create',
  'update',
  'put',
  'claim',
  'associate',
  'import',
  'start',
]);

/** Operations that give a resource its name: creates and renames, of these types or of all. */
export const namingOperations = (types?: readonly ResourceType[]): readonly Operation[] =>
  CHANGES.filter(
    ({ type, verb, names }) =>
      names.length > 0 && NAMING_VERBS.has(verb) && (types === undefined || types.includes(type)),
  );

const NAMING: ReadonlySet<string> = new Set(namingOperations().map(({ name }) => name));

/** Whether an operation gives its resource the name that it states; others state one to say which resource they end. */
export const givesName = ({ eventName }: { readonly eventName: string }): boolean => NAMING.has(eventName);
