import { KINDS, type Kind, TYPE_IN_ARN } from './calls';
import { isHidden, isMembers, type Json, lastUuid, listOf, type Members, memberOf, text, uuidsIn } from './json';
import { sortOf, whoIs } from './who';

/**
 * What an account's records say, read by plain means and by a few rules of thumb, apart from the code that it judges: every
 * UUID in a request is a thing that the change mentions, names are those that successful calls gave, and a field holds what
 * the last successful call put there.
 */
export interface RawRecord {
  readonly [member: string]: unknown;
  readonly eventID: string;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
}

export interface ReadChange {
  readonly eventId: string;
  readonly eventName: string;
  readonly time: string;
  readonly region: string;
  readonly type: string;
  readonly verb: string;
  /** What tells the changed thing from every other, as `keyOf` says. */
  readonly id: string | undefined;
  readonly failed: boolean;
  /** It failed in a way that leaves open whether it took effect. */
  readonly mayBeDone: boolean;
  readonly errorCode: string | undefined;
  /** What the request calls the thing. */
  readonly stated: string | undefined;
  /** The name by which alone the record says which thing it is about: where it has no id, or a name for one. */
  readonly calledBy: string | undefined;
  /** Other things' ids. */
  readonly mentions: readonly string[];
  /** Those of which this is a part. */
  readonly whole: readonly string[];
  readonly instanceId: string | undefined;
  /** All that whoever did it can be asked for by. */
  readonly who: readonly string[];
  /** The Connect user's id, where it was done in the website. */
  readonly userId: string | undefined;
  readonly sort: 'person' | 'pipeline' | 'sync' | 'service' | 'not known';
  readonly kind: Kind;
  /** What was asked for, each setting under the one name that it has; nothing where the record does not hold it. */
  readonly request: Members;
  /** The record holds what was asked for. */
  readonly isRecorded: boolean;
}

/** Things that have names for ids have the same ones in other instances. */
const NAMED_IN_INSTANCE = [
  'default-vocabulary',
  'lambda-function-association',
  'approved-origin',
  'lex-bot-association',
];
export const ATTRIBUTE = 'data-table-attribute';
export const goesByName = (type: string): boolean => [...NAMED_IN_INSTANCE, ATTRIBUTE].includes(type);
/** What tells a thing from every other: its id, and where that is a name the instance too. */
export const keyOf = (type: string, id: string, instanceId: string | undefined): string => {
  if (NAMED_IN_INSTANCE.includes(type)) return `${id} of ${instanceId}`;
  return lastUuid(id) === id.toLowerCase() ? id.toLowerCase() : id;
};

/** The id as it is told. */
export const toldOf = (key: string): string => key.replace(/ of [0-9a-f-]{36}$/, '');

const ALIAS = /bot-alias\/(\w+)\/(\w+)/;
/** A Lex alias's two ids, wherever its ARN stands: the bot's, and both together for the alias. */
const lexIdsIn = (value: Json): readonly string[] => {
  const [, bot, alias] = ALIAS.exec(text(value)) ?? [];
  return bot === undefined || alias === undefined ? [] : [bot, `${bot}/${alias}`];
};

/** The id as it is told: bare, without the suffix of a draft or version. */
const toldIdOf = (kind: Kind, request: Members, response: Members): string | undefined => {
  if (kind.id === undefined) return undefined;
  const held = request[kind.id] ?? response[kind.id];
  if (kind.id === 'domain') return isMembers(held) ? String(held.domainId) : undefined;
  if (held === undefined) return undefined;
  const [, alias] = lexIdsIn(held);
  if (kind.type === 'lex-bot-association') return String(memberOf(held, 'AliasArn'));
  if (kind.type === 'lex-bot-alias') return alias ?? `${request.botId}/${held}`;
  if (kind.type === 'data-table-attribute') return `${lastUuid(request.DataTableId)}/${held}`;
  if (kind.type === 'lambda-function-association') return String(held);
  return lastUuid(held) ?? (typeof held === 'string' ? held : undefined);
};

/** A function is called by the end of its ARN. */
const nameIn = (text: string): string => text.replace(/^arn:aws:lambda:.*:function:/, '');

/** Members as the API spells them: Connect's begin with a capital, whoever wrote them without one. */
const spelt = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(spelt);
  if (!isMembers(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, held]) => [
      `${member[0]?.toUpperCase()}${member.slice(1)}`,
      /tags$/i.test(member) ? held : spelt(held),
    ]),
  );
};

/** The request, where the record holds it: CloudTrail writes `omitted` in the place of one that is too large. */
const requestOf = ({ requestParameters, eventSource, eventName }: RawRecord): Members | undefined => {
  if (!isMembers(requestParameters) || requestParameters.omitted === true) return undefined;
  const isSmall = eventSource !== 'connect.amazonaws.com' || /^(Un)?[Tt]agResource$/.test(eventName);
  return isSmall ? requestParameters : (spelt(requestParameters) as Members);
};

/** Each setting under the one name by which calls that set the same can be held against each other. */
const settingsIn = (kind: Kind, request: Members): Members => ({
  ...Object.fromEntries(Object.entries(request).map(([member, held]) => [kind.renames?.[member] ?? member, held])),
  ...(request.SecurityProfiles !== undefined && {
    SecurityProfileIds: listOf(request.SecurityProfiles).map((one) => memberOf(one, 'Id')),
  }),
});

/** A call that Connect did not answer well may have done its work before. */
const LEFT_OPEN = /^Internal|Unavailable|Timeout/;

const kindOf = ({ eventSource, eventName, eventCategory }: RawRecord): Kind | undefined => {
  // The network's own record of a call is no second call.
  if (eventCategory === 'NetworkActivity') return undefined;
  const kinds = KINDS[eventSource] ?? {};
  return Object.hasOwn(kinds, eventName) ? kinds[eventName] : undefined;
};

const instanceIn = (arn: string): string | undefined => /instance\/([0-9a-f-]{36})/.exec(arn)?.[1];

export const readChange = (record: RawRecord): ReadChange | undefined => {
  const kind = kindOf(record);
  if (kind === undefined) return undefined;
  const recorded = requestOf(record);
  const request = recorded ?? {};
  const response = isMembers(record.responseElements) ? record.responseElements : {};
  const identity = isMembers(record.userIdentity) ? record.userIdentity : {};
  const arn = text(request.resourceArn);
  const instanceId =
    lastUuid(request.InstanceId) ?? lastUuid(request.TargetArn) ?? instanceIn(arn) ?? instanceIn(text(response));
  const tagged = /([a-z-]+)\/[0-9a-f-]{36}"$/.exec(arn)?.[1] ?? '';
  const type = kind.type === '' ? (TYPE_IN_ARN[tagged] ?? tagged) : kind.type;
  const told = toldIdOf(kind, request, response);
  const id = told === undefined ? undefined : keyOf(type, told, instanceId);
  const ofInstance = kind.isOfInstance && instanceId !== undefined ? [instanceId] : [];
  const [botId, aliasId] = type === 'lex-bot-alias' ? (told ?? '').split('/') : [];
  const whole =
    botId !== undefined && aliasId !== undefined
      ? [botId]
      : kind.whole === undefined || request[kind.whole] === undefined
        ? []
        : [lastUuid(request[kind.whole]) ?? String(request[kind.whole])];
  const others = [...uuidsIn(request), ...(kind.id === 'resourceARN' ? [] : lexIdsIn(request))];
  const named = kind.name === undefined ? undefined : request[kind.name];
  const stated = typeof named === 'string' && !isHidden(named) ? nameIn(named) : undefined;
  const errorCode = record.errorCode === undefined ? undefined : String(record.errorCode);
  return {
    eventId: record.eventID,
    eventName: record.eventName,
    time: record.eventTime,
    region: record.awsRegion,
    type,
    verb: kind.verb,
    id,
    failed: errorCode !== undefined,
    mayBeDone: errorCode !== undefined && LEFT_OPEN.test(errorCode),
    errorCode,
    stated,
    // What an attribute was to be called from then on is not what the record calls it by.
    calledBy: type === ATTRIBUTE ? id?.split('/').at(-1) : id === undefined || goesByName(type) ? stated : undefined,
    mentions: [
      ...new Set([
        ...others.filter((one) => one !== id && one !== instanceId),
        ...whole,
        ...ofInstance,
        ...(kind.namesInstance && instanceId !== undefined ? [instanceId] : []),
      ]),
    ],
    whole: [...whole, ...ofInstance],
    instanceId,
    ...whoIs(identity),
    sort: sortOf(record, identity),
    kind,
    request: settingsIn(kind, request),
    isRecorded: recorded !== undefined,
  };
};

/** Of one second what ends a thing comes last, and what makes it first; then the greater event id counts as the later. */
const AGES: Readonly<Record<string, number>> = { create: 0, claim: 0, delete: 2, release: 2 };
const ageIn = ({ verb }: ReadChange): number => AGES[verb] ?? 1;
export const newestFirst = (a: ReadChange, b: ReadChange): number => {
  if (a.time !== b.time) return a.time < b.time ? 1 : -1;
  if (ageIn(a) !== ageIn(b)) return ageIn(b) - ageIn(a);
  return a.eventId < b.eventId ? 1 : -1;
};
export const secondsBetween = (earlier: string, later: string): number =>
  (Date.parse(later) - Date.parse(earlier)) / 1000;
export const ENDS = ['delete', 'release'];
