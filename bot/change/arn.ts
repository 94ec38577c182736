import type { ResourceType } from './catalogue';
import type { Service } from './resource';

/** What an ARN of Connect, Voice ID or Lex names. */
export interface ArnParts {
  readonly service: Service;
  readonly type: ResourceType;
  /**
   * As the ARN has it: a version, alias or draft mark stays on it behind a colon (`{id}:3`, `{id}:$SAVED`). That of a part of a Lex bot has the
   * bot's before a slash (`{bot}/{alias}`), as records of the part itself have it.
   */
  readonly id: string;
  readonly region: string;
  readonly account: string;
  readonly instanceId?: string;
}

/** The names that Connect's ARNs use (Service Authorization Reference, resource types of Amazon Connect). */
const CONNECT_TYPES: Readonly<Record<string, ResourceType>> = {
  agent: 'user',
  'agent-group': 'user-hierarchy-group',
  'agent-state': 'agent-status',
  'authentication-profile': 'authentication-profile',
  'contact-flow': 'flow',
  'data-table': 'data-table',
  'email-address': 'email-address',
  'evaluation-form': 'evaluation-form',
  'extraction-definition': 'extraction-definition',
  'flow-module': 'flow-module',
  instance: 'instance',
  'integration-association': 'integration-association',
  metric: 'metric',
  'operating-hours': 'hours-of-operation',
  'phone-number': 'phone-number',
  prompt: 'prompt',
  queue: 'queue',
  'routing-profile': 'routing-profile',
  rule: 'rule',
  'security-profile': 'security-profile',
  'task-template': 'task-template',
  'test-case': 'test-case',
  'traffic-distribution-group': 'traffic-distribution-group',
  'transfer-destination': 'quick-connect',
  'use-case': 'use-case',
  view: 'view',
  vocabulary: 'vocabulary',
  workspace: 'workspace',
};

/** Types that have ARNs of their own, so that they can carry tags. */
export const TYPES_WITH_ARN: ReadonlySet<ResourceType> = new Set<ResourceType>([
  ...Object.values(CONNECT_TYPES),
  'voiceid-domain',
  'lex-bot',
  'lex-bot-alias',
  'lex-bot-version',
  'lex-bot-channel',
]);

// Account and Region are not checked further, but that a key has room for this one: records that people share hold `XXXXXXXXX` there.
const ARN = /^arn:aws[\w-]*:(connect|voiceid|lex):([^:/]{0,64}):([^:/]*):(.+)$/i;

/** The part of an ARN behind the account: `instance/…/queue/…`, `bot:OrderFlowers`. Undefined for any other text. */
export const arnResource = (arn: string): string | undefined => ARN.exec(arn)?.[4];

/**
 * An ARN of Connect, Voice ID or Lex, taken apart; undefined for any other text and for kinds that no configuration change
 * is about (contacts, files). Takes plain ARNs: decode URL escapes first.
 */
export const parseArn = (arn: string): ArnParts | undefined => {
  const [, service, region, account, resource] = ARN.exec(arn) ?? [];
  if (service === undefined || region === undefined || account === undefined || resource === undefined)
    return undefined;
  const named = readResource(service.toLowerCase(), resource);
  return named === undefined ? undefined : { ...named, region, account };
};

type Named = Omit<ArnParts, 'region' | 'account'>;

const readResource = (service: string, resource: string): Named | undefined => {
  switch (service) {
    case 'connect':
      return readConnect(resource);
    case 'voiceid':
      return readVoiceId(resource);
    default:
      return resource.includes('/') ? readLexV2(resource) : readLexV1(resource);
  }
};

/** `instance/{id}`, `instance/{id}/{kind}/{id}`, or `{kind}/{id}` for what can belong to no instance. */
const readConnect = (resource: string): Named | undefined => {
  const [, instanceId, below] = /^instance\/([^/]+)(?:\/(.+))?$/.exec(resource) ?? [];
  if (instanceId !== undefined && below === undefined) {
    return { service: 'connect', type: 'instance', id: instanceId, instanceId };
  }
  const [, kind, rest] = /^([^/]+)\/(.+)$/.exec(below ?? resource) ?? [];
  // `agent/` stands before the user's id in the ARN of a personal queue.
  const id = kind === 'queue' ? rest?.replace(/^agent\//, '') : rest;
  const type = kind !== undefined && Object.hasOwn(CONNECT_TYPES, kind) ? CONNECT_TYPES[kind] : undefined;
  if (type === undefined || type === 'instance' || !id || id.includes('/')) return undefined;
  return { service: 'connect', type, id, ...(instanceId !== undefined && { instanceId }) };
};

const readVoiceId = (resource: string): Named | undefined => {
  const [, id] = /^domain\/([^/:]+)$/.exec(resource) ?? [];
  return id === undefined ? undefined : { service: 'voiceid', type: 'voiceid-domain', id };
};

const readLexV2 = (resource: string): Named | undefined => {
  const [, bot] = /^bot\/([^/:]+)$/.exec(resource) ?? [];
  if (bot !== undefined) return { service: 'lex', type: 'lex-bot', id: bot };
  const [, alias] = /^bot-alias\/([^/:]+\/[^/:]+)$/.exec(resource) ?? [];
  return alias === undefined ? undefined : { service: 'lex', type: 'lex-bot-alias', id: alias };
};

/** `bot:{name}`, `bot:{name}:{version or alias}`, `bot-channel:{bot}:{alias}:{name}`. Parts of a bot have ids within it. */
const readLexV1 = (resource: string): Named | undefined => {
  const [kind, name, qualifier, channel] = resource.split(':');
  if (kind === 'bot-channel' && name && channel) {
    return { service: 'lex', type: 'lex-bot-channel', id: `${name}/${channel}` };
  }
  if (kind !== 'bot' || !name || channel !== undefined) return undefined;
  if (!qualifier || qualifier === '$LATEST') return { service: 'lex', type: 'lex-bot', id: name };
  const type = /^\d+$/.test(qualifier) ? 'lex-bot-version' : 'lex-bot-alias';
  return { service: 'lex', type, id: `${name}/${qualifier}` };
};

/** What an ARN of another service names: `function:order-status` and `stream/calls` by their own names. */
export const arnTail = (arn: string): string => {
  const resource = arn.split(':').slice(5).join(':');
  return resource.replace(/^[a-z-]+[:/](?=.)/, '') || arn;
};
