import { identifyActor, identifyVia } from '../actor/identify-actor';
import { identifyActs } from '../actor/identify-acts';
import { identifyBeside } from '../actor/identify-beside';
import { type ArnParts, arnTail, parseArn, TYPES_WITH_ARN } from './arn';
import {
  classifyEvent,
  EVENT_SOURCES,
  OPERATIONS,
  type Operation,
  type ResourceType,
  serviceOfEventSource,
} from './catalogue';
import type { Change, FieldSet, JsonValue, Mention } from './change';
import { type CloudTrailEvent, definedOnly, readCloudTrailEvent } from './cloudtrail-event';
import { outcomeOf } from './failure';
import { fieldValue, isHidden, WITHHELD } from './hidden';
import { botOf, decodeEscapes, PARTS_OF_BOTS, type ReadId, readId, textsIn } from './ids';
import { asString, isObject, isTooDeep, type JsonObject, member, stringAt, valuesAt } from './json';
import { TOO_DEEP } from './json-text';
import { withPartsCut } from './long-texts';
import { type InstanceRef, isUuid, type ResourceRef, type Service } from './resource';
import { withoutSecrets } from './secrets';

/** What became of a record. `left out` is for us but no configuration change; `foreign` is another service's. */
export type Normalized =
  | { readonly kind: 'change'; readonly change: Change }
  /** `twinOf` is the request id of the change that a record of the network repeats. */
  | { readonly kind: 'left out'; readonly because: string; readonly twinOf?: string }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'unusable'; readonly because: string };

/** CloudTrail record → what users see. Takes any JSON, never throws. */
export const normalize = (json: unknown): Normalized => {
  // What is none of ours, or changes nothing, goes first: it need not even be readable, and it is most of what there is.
  const none = isObject(json) ? (noCall(json) ?? noChange(json)) : undefined;
  if (none !== undefined) return none;
  if (isTooDeep(json)) return { kind: 'unusable', because: TOO_DEEP };
  const event = readCloudTrailEvent(json);
  if ('unusable' in event) return { kind: 'unusable', because: event.unusable };

  const found = classifyEvent(event.eventSource, event.eventName, event.requestParameters);
  switch (found.kind) {
    case 'foreign':
      return { kind: 'foreign' };
    case 'left out':
      return { kind: 'left out', because: found.because };
    case 'unknown change':
      return { kind: 'change', change: unknownChange(event, found.service, found.verb) };
    case 'change':
      return { kind: 'change', change: knownChange(event, found.operation) };
  }
};

/**
 * What tells of calls and is no record of one: an insight, a sum of many calls, and what the network saw of a call, which is the twin of
 * the call's own record and holds no request. Source: `eventCategory` and `eventType` on CloudTrail's "record contents" page.
 */
const noCall = (json: JsonObject): Normalized | undefined => {
  const { eventCategory: category, eventType: type } = json;
  if (category === 'Insight' || type === 'AwsCloudTrailInsight') return { kind: 'left out', because: 'an insight' };
  if (category === 'Aggregated' || type === 'AwsAggregatedEvent')
    return { kind: 'left out', because: 'a sum of calls' };
  if (category !== 'NetworkActivity' && type !== 'AwsVpceEvent') return undefined;
  if (serviceOfEventSource(asString(json.eventSource) ?? '') === undefined) return FOREIGN;
  const twinOf = noChange(json) === undefined && json.errorCode === undefined ? asString(json.requestID) : undefined;
  return { kind: 'left out', because: 'network activity', ...definedOnly({ twinOf }) };
};

const noChange = ({ eventSource, eventName, requestParameters }: JsonObject): Normalized | undefined => {
  if (typeof eventSource !== 'string') return undefined;
  if (serviceOfEventSource(eventSource) === undefined) return FOREIGN;
  if (typeof eventName !== 'string') return undefined;
  const known = LEFT_OUT.get(eventName);
  if (known !== undefined && eventSource === EVENT_SOURCES.connect) return known;
  const found = classifyEvent(eventSource, eventName, requestParameters);
  if (found.kind !== 'left out') return undefined;
  // What an operation of Connect is depends on its name alone.
  if (eventSource === EVENT_SOURCES.connect && LEFT_OUT.size < MOST_REMEMBERED && eventName.length < 100)
    LEFT_OUT.set(eventName, found);
  return found;
};

const FOREIGN: Normalized = { kind: 'foreign' };
/** Names of Connect's events that change nothing, as they are met: there are hundreds, and most events bear one of a few. */
const LEFT_OUT = new Map<string, Normalized>();
const MOST_REMEMBERED = 2_000;

const readIds = (source: unknown, path: string, type: ResourceType): readonly ReadId[] =>
  valuesAt(source, path).flatMap((value) => {
    // Versions are numbers in some records.
    const text = typeof value === 'number' ? String(value) : asString(value);
    return text === undefined || isHidden(text) ? [] : [readId(text, type)];
  });

/**
 * The instance: out of an ARN where the record holds one, else the `InstanceId` member. A masked `InstanceId` that is an
 * ARN without its end names no instance.
 */
const instanceOf = (event: CloudTrailEvent, ids: readonly ReadId[]): InstanceRef | undefined => {
  const raw = stringAt(event.requestParameters, 'InstanceId');
  const fromMember = raw === undefined ? undefined : readId(raw, 'instance');
  const fromArn = ids.find((id) => id.instanceId !== undefined);
  const id = fromArn?.instanceId ?? (fromMember?.id.startsWith('arn:') ? undefined : fromMember?.id);
  if (id === undefined) return undefined;
  return {
    id,
    region: fromArn?.region ?? fromMember?.region ?? event.region,
    account: fromArn?.account ?? fromMember?.account ?? event.account ?? 'unknown',
  };
};

const serviceOf = (operation: Operation): Service =>
  operation.service === 'lexv1' || operation.service === 'lexv2' ? 'lex' : operation.service;

/** The type, where the operation itself doesn't say: a tag is on whatever its ARN names. */
const taggedResource = (event: CloudTrailEvent, operation: Operation) => {
  const arn = operation.ids.map((path) => stringAt(event.requestParameters, path)).find((text) => text !== undefined);
  return arn === undefined ? undefined : parseArn(decodeEscapes(arn));
};

/** Whether what usually is one of ours, as a user with security profiles, is a thing of another service: an AI agent. */
const isOfAnotherService = (event: CloudTrailEvent, { ids, type }: Operation): boolean =>
  TYPES_WITH_ARN.has(type) &&
  ids.some((path) => valuesAt(event.requestParameters, path).some((id) => typeof id === 'string' && isForeignArn(id)));

const isForeignArn = (text: string): boolean =>
  /^arn:aws[\w-]*:(?!(?:connect|voiceid|lex):)/i.test(decodeEscapes(text));

const TAGS: ReadonlySet<ResourceType> = new Set<ResourceType>(['resource-tags']);

const knownChange = (event: CloudTrailEvent, operation: Operation): Change => {
  const tagged = TAGS.has(operation.type) ? taggedResource(event, operation) : undefined;
  const type = tagged?.type ?? (isOfAnotherService(event, operation) ? 'unknown' : operation.type);
  const asked = operation.ids.flatMap((path) => readIds(event.requestParameters, path, type));
  const answered = [operation.responseId, operation.responseArn].flatMap((path) =>
    path === undefined ? [] : readIds(event.responseElements, path, type),
  );
  const ids = [...asked, ...answered];
  const instance = instanceOf(event, ids);
  const resourceWith = (resourceType: ResourceType, id: string | undefined): ResourceRef => ({
    service: tagged?.service ?? serviceOf(operation),
    type: resourceType,
    region: event.region,
    ...definedOnly({ id, instance }),
  });

  const name = operation.names
    .map((path) => nameIn(stringAt(event.requestParameters, path), type))
    .find((text) => text !== undefined);
  const resource = resourceWith(type, ids[0] && idWithin(event, operation, ids[0].id));
  const others = asked.filter((id) => id.id.toLowerCase() !== ids[0]?.id.toLowerCase());
  return {
    ...commonOf(event),
    verb: operation.verb,
    resource,
    mentions: dedupeMentions([
      ...others.map((id) => ({ resource: resourceWith(type, id.id), path: operation.ids[0] ?? 'id' })),
      ...parentMentions(event, operation, resourceWith),
      ...(tagged === undefined ? [] : botMentions(tagged)),
      ...operation.mentions.flatMap(({ path, type: mentioned }) =>
        mentionedIds(event, path, mentioned)
          // An ARN that is none of ours, as an AI agent's, is not the id of the type that usually stands there.
          .filter(({ id }) => !id.startsWith('arn:'))
          .map((read) => ({
            resource: elsewhere(
              resourceWith(read.type ?? mentioned, withinParent(event, mentioned, read.id)),
              read.region ?? stringAt(event.requestParameters, LEX_REGION[path] ?? ''),
            ),
            path,
          })),
      ),
    ]),
    set: fieldsSet(event.requestParameters, operation),
    inCatalogue: true,
    ...definedOnly({ nameInRecord: name, idSuffix: ids[0]?.suffix }),
  };
};

/** A Lambda function's name is the end of its ARN; of nothing else the ARN is a name. */
const nameIn = (text: string | undefined, type: ResourceType): string | undefined => {
  if (text === undefined || isHidden(text)) return undefined;
  const plain = decodeEscapes(text);
  if (!plain.startsWith('arn:')) return text;
  return type === 'lambda-function-association' ? arnTail(plain) : undefined;
};

/** Where a request says in which Region a Lex V1 bot is, which Connect may link from another. */
const LEX_REGION: Readonly<Record<string, string>> = { 'LexBot.Name': 'LexBot.LexRegion', BotName: 'LexRegion' };

/** Which service a type is of; tags are of all. */
const SERVICE_OF: ReadonlyMap<ResourceType, Service> = new Map(
  OPERATIONS.map((operation) => [operation.type, serviceOf(operation)]),
);

/** A reference to a thing of another of our services: it is in no instance of Connect, and in the Region that the record says. */
const elsewhere = (ref: ResourceRef, region: string | undefined): ResourceRef => {
  const service = SERVICE_OF.get(ref.type);
  if (service === undefined || service === 'connect' || service === ref.service) return ref;
  const { instance: _instance, ...rest } = ref;
  return { ...rest, service, region: region ?? ref.region };
};

/** What is on an alias of a bot bears on the bot, as all of its parts do. */
const botMentions = (tagged: ArnParts): readonly Mention[] => {
  const { service, type, id, region } = botOf(tagged);
  return type === tagged.type ? [] : [{ resource: { service, type, id, region }, path: 'resourceArn', parent: true }];
};

/** The ids that stand under a path. An alias in a network of bots is one of the bot that it stands beside. */
const mentionedIds = (event: CloudTrailEvent, path: string, type: ResourceType): readonly ReadId[] => {
  if (path !== 'botMembers[].botMemberAliasId') return readIds(event.requestParameters, path, type);
  return valuesAt(event.requestParameters, 'botMembers[]').flatMap((bot) => {
    const [id, alias] = [stringAt(bot, 'botMemberId'), stringAt(bot, 'botMemberAliasId')];
    return id === undefined || alias === undefined || isHidden(alias) ? [] : [{ id: `${id}/${alias}` }];
  });
};

/** A version, a locale or a page is numbered or named within its parent only: the parent's id goes before its own. */
const idWithin = (event: CloudTrailEvent, { parents, parentType }: Operation, id: string): string => {
  if (parentType === undefined || parentType === 'instance' || isUuid(id)) return id;
  const within = parents.flatMap((path) =>
    readIds(event.requestParameters, path, parentType).map((parent) => parent.id),
  );
  return [...within, id].join('/');
};

/** An intent that a slot names is one of the slot's own bot, and a slot that an intent names its own: Lex V2 gives such ids within them. */
const withinParent = (event: CloudTrailEvent, type: ResourceType, id: string): string => {
  const within = type === 'lex-slot' ? 'intentId' : PARTS_OF_BOTS.has(type) ? 'botId' : undefined;
  const parent = within === undefined ? undefined : stringAt(event.requestParameters, within);
  return parent === undefined || id.includes('/') ? id : `${parent}/${id}`;
};

type MakeRef = (type: ResourceType, id: string | undefined) => ResourceRef;

/** An override bears on its hours, an alias on its flow module, an approved origin on its instance. */
const parentMentions = (event: CloudTrailEvent, operation: Operation, refTo: MakeRef): readonly Mention[] => {
  const { parentType } = operation;
  if (parentType === undefined) return [];
  if (parentType === 'instance') {
    const { instance } = refTo('instance', undefined);
    return instance === undefined
      ? []
      : [{ resource: refTo('instance', instance.id), path: 'InstanceId', parent: true }];
  }
  return operation.parents.slice(0, 1).flatMap((path) =>
    readIds(event.requestParameters, path, parentType).map(({ id }) => ({
      resource: refTo(parentType, withinParent(event, parentType, id)),
      path,
      parent: true as const,
    })),
  );
};

const commonOf = (event: CloudTrailEvent) => {
  const actor = identifyActor(event);
  const via = identifyVia(event);
  const beside = identifyBeside(event, actor);
  return {
    eventId: event.eventId,
    time: event.time,
    eventSource: event.eventSource,
    eventName: event.eventName,
    outcome: outcomeOf(event),
    actor,
    acts: identifyActs(event, actor, via),
    via,
    region: event.region,
    account: event.account ?? 'unknown',
    ...(beside.length > 0 && { beside }),
    ...definedOnly({
      amends: event.amends,
      sharedEventId: event.sharedEventId,
      withoutRequest: event.withoutRequest,
    }),
  };
};

/** Members that say which thing is meant, or make the call repeatable; they set nothing. */
const NOT_SET = new Set(['instanceid', 'clienttoken', 'clientrequesttoken', 'entitytype']);

const fieldsSet = (request: JsonObject, operation: Operation): readonly FieldSet[] => {
  const identifying = new Set([...operation.ids, ...operation.parents].map((path) => path.toLowerCase()));
  const sensitive = new Set(operation.sensitive.map((path) => path.toLowerCase().replaceAll('[]', '')));
  // A number goes to the instance, unless an ARN says where.
  const isMoved = operation.sets.includes('InstanceId') && member(request, 'TargetArn') === undefined;
  return shownMembers(request, (_name, path) => sensitive.has(path))
    .filter(([field]) => !NOT_SET.has(field.toLowerCase()) || (field.toLowerCase() === 'instanceid' && isMoved))
    .filter(([field]) => !identifying.has(field.toLowerCase()))
    .map(([field, value]) => ({ field, to: fieldValue(withPartsCut(value)) }));
};

/** What a request states, without secrets and what else is not shown. */
const shownMembers = (
  request: JsonObject,
  isWithheld: (name: string, path: string) => boolean,
): readonly (readonly [string, JsonValue])[] =>
  Object.entries(withoutSecrets(request, { word: () => WITHHELD, isWithheld }));

/** Nobody knows an unknown call's members: what sounds like a secret or like personal data is not shown, at any depth. */
const SOUNDS_PRIVATE = /password|secret|token|credential|key$|pin$|e-?mail|phone/i;

const dedupeMentions = (mentions: readonly Mention[]): readonly Mention[] => [
  ...new Map(mentions.map((mention) => [`${mention.resource.type}#${mention.resource.id}`, mention])).values(),
];

/** Leaf member → type, as the whole catalogue uses it (`QueueId` → queue): all that tells an unknown call's ids. */
const typeOfLeaf: ReadonlyMap<string, ResourceType> = new Map(
  OPERATIONS.flatMap((operation) => [
    ...operation.mentions,
    ...operation.ids.map((path) => ({ path, type: operation.type })),
  ])
    .map(({ path, type }) => [path.split('.').at(-1)?.replace('[]', '').toLowerCase() ?? '', type] as const)
    .filter(([leaf]) => /..ids?$/.test(leaf) && leaf !== 'resourceid' && leaf !== 'instanceid'),
);

const unknownChange = (event: CloudTrailEvent, service: Service, verb: Change['verb']): Change => {
  const ids = textsIn(event.requestParameters).flatMap(([leaf, text]) => {
    const type = parseArn(decodeEscapes(text))?.type ?? typeOfLeaf.get(leaf.toLowerCase());
    return type === undefined || type === 'instance' ? [] : [{ leaf, ...readId(text, type), type }];
  });
  const instance = instanceOf(event, ids);
  const refTo: MakeRef = (type, id) => ({ service, type, region: event.region, ...definedOnly({ id, instance }) });
  return {
    ...commonOf(event),
    verb,
    resource: refTo('unknown', undefined),
    mentions: dedupeMentions(ids.map(({ leaf, type, id }) => ({ resource: refTo(type, id), path: leaf }))),
    set: shownMembers(event.requestParameters, (name) => SOUNDS_PRIVATE.test(name))
      .filter(([field]) => !NOT_SET.has(field.toLowerCase()))
      .map(([field, value]) => ({ field, to: fieldValue(withPartsCut(value)) })),
    inCatalogue: false,
  };
};
