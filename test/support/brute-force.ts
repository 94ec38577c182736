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

/** How a request member alters what is there: in its place, as further or fewer items of a list, or within its items. */
type Way = 'replace' | 'add' | 'remove' | 'merge';
interface Kind {
  readonly type: string;
  readonly verb: string;
  /** Member of the id in the request or the response. */
  readonly id?: string;
  readonly name?: string;
  readonly sets?: Readonly<Record<string, Way>>;
  /** What the call empties where the request does not hold it. */
  readonly clears?: string;
}

const made = (type: string, id: string, name: string, sets: readonly string[] = [], verb = 'create'): Kind => ({
  type,
  verb,
  id,
  name,
  sets: Object.fromEntries([name, ...sets].map((member) => [member, 'replace' as const])),
});
const renamed = (type: string, id: string, sets: readonly string[] = []): Kind =>
  made(type, id, 'Name', sets, 'update');
const ended = (type: string, id: string, verb = 'delete'): Kind => ({ type, verb, id });
const setting = (type: string, id: string, member: string, way: Way = 'replace', verb = 'update'): Kind => ({
  type,
  verb,
  id,
  sets: { [member]: way },
});
const HOURS = ['TimeZone', 'Config'];

const CONNECT: Readonly<Record<string, Kind>> = {
  CreateQueue: made('queue', 'QueueId', 'Name', [
    'HoursOfOperationId',
    'MaxContacts',
    'OutboundCallerConfig',
    'QuickConnectIds',
    'Description',
  ]),
  UpdateQueueName: renamed('queue', 'QueueId'),
  UpdateQueueStatus: setting('queue', 'QueueId', 'Status'),
  UpdateQueueMaxContacts: setting('queue', 'QueueId', 'MaxContacts'),
  UpdateQueueHoursOfOperation: setting('queue', 'QueueId', 'HoursOfOperationId'),
  UpdateQueueOutboundCallerConfig: setting('queue', 'QueueId', 'OutboundCallerConfig'),
  AssociateQueueQuickConnects: setting('queue', 'QueueId', 'QuickConnectIds', 'add', 'associate'),
  DisassociateQueueQuickConnects: setting('queue', 'QueueId', 'QuickConnectIds', 'remove', 'disassociate'),
  DeleteQueue: ended('queue', 'QueueId'),
  CreateContactFlow: made('flow', 'ContactFlowId', 'Name', ['Type', 'Content']),
  UpdateContactFlowName: renamed('flow', 'ContactFlowId'),
  UpdateContactFlowContent: setting('flow', 'ContactFlowId', 'Content'),
  DeleteContactFlow: ended('flow', 'ContactFlowId'),
  CreateRoutingProfile: made('routing-profile', 'RoutingProfileId', 'Name', [
    'DefaultOutboundQueueId',
    'MediaConcurrencies',
    'QueueConfigs',
  ]),
  UpdateRoutingProfileName: renamed('routing-profile', 'RoutingProfileId'),
  UpdateRoutingProfileConcurrency: setting('routing-profile', 'RoutingProfileId', 'MediaConcurrencies'),
  UpdateRoutingProfileDefaultOutboundQueue: setting('routing-profile', 'RoutingProfileId', 'DefaultOutboundQueueId'),
  UpdateRoutingProfileQueues: setting('routing-profile', 'RoutingProfileId', 'QueueConfigs', 'merge'),
  AssociateRoutingProfileQueues: setting('routing-profile', 'RoutingProfileId', 'QueueConfigs', 'add', 'associate'),
  DisassociateRoutingProfileQueues: {
    type: 'routing-profile',
    verb: 'disassociate',
    id: 'RoutingProfileId',
    sets: { QueueReferences: 'remove' },
  },
  DeleteRoutingProfile: ended('routing-profile', 'RoutingProfileId'),
  CreateHoursOfOperation: made('hours-of-operation', 'HoursOfOperationId', 'Name', HOURS),
  UpdateHoursOfOperation: renamed('hours-of-operation', 'HoursOfOperationId', HOURS),
  DeleteHoursOfOperation: ended('hours-of-operation', 'HoursOfOperationId'),
  CreateHoursOfOperationOverride: made('hours-of-operation-override', 'HoursOfOperationOverrideId', 'Name', [
    'EffectiveFrom',
  ]),
  ClaimPhoneNumber: made('phone-number', 'PhoneNumberId', 'PhoneNumber', [], 'claim'),
  AssociatePhoneNumberContactFlow: setting('phone-number', 'PhoneNumberId', 'ContactFlowId', 'replace', 'associate'),
  DisassociatePhoneNumberContactFlow: {
    type: 'phone-number',
    verb: 'disassociate',
    id: 'PhoneNumberId',
    clears: 'ContactFlowId',
  },
  ReleasePhoneNumber: ended('phone-number', 'PhoneNumberId', 'release'),
  CreateUser: made('user', 'UserId', 'Username', [
    'RoutingProfileId',
    'SecurityProfileIds',
    'HierarchyGroupId',
    'PhoneConfig',
    'IdentityInfo',
  ]),
  UpdateUserPhoneConfig: setting('user', 'UserId', 'PhoneConfig'),
  UpdateUserIdentityInfo: setting('user', 'UserId', 'IdentityInfo'),
  UpdateUserSecurityProfiles: setting('user', 'UserId', 'SecurityProfileIds'),
  UpdateUserRoutingProfile: setting('user', 'UserId', 'RoutingProfileId'),
  UpdateUserHierarchy: { ...setting('user', 'UserId', 'HierarchyGroupId'), clears: 'HierarchyGroupId' },
  DeleteUser: ended('user', 'UserId'),
  CreateQuickConnect: made('quick-connect', 'QuickConnectId', 'Name', ['QuickConnectConfig']),
  UpdateQuickConnectName: renamed('quick-connect', 'QuickConnectId'),
  UpdateQuickConnectConfig: setting('quick-connect', 'QuickConnectId', 'QuickConnectConfig'),
  DeleteQuickConnect: ended('quick-connect', 'QuickConnectId'),
  CreateSecurityProfile: made('security-profile', 'SecurityProfileId', 'SecurityProfileName', ['Permissions']),
  UpdateSecurityProfile: setting('security-profile', 'SecurityProfileId', 'Permissions'),
  DeleteSecurityProfile: ended('security-profile', 'SecurityProfileId'),
  CreateUserHierarchyGroup: made('user-hierarchy-group', 'HierarchyGroupId', 'Name'),
  UpdateUserHierarchyGroupName: renamed('user-hierarchy-group', 'HierarchyGroupId'),
  DeleteUserHierarchyGroup: ended('user-hierarchy-group', 'HierarchyGroupId'),
  AdminGetEmergencyAccessToken: { type: 'instance', verb: 'access', id: 'InstanceId' },
  GetFederationTokens: { type: 'instance', verb: 'access', id: 'InstanceId' },
  TagResource: { type: '', verb: 'tag', id: 'resourceArn', sets: { tags: 'merge' } },
  UntagResource: { type: '', verb: 'untag', id: 'resourceArn', sets: { tagKeys: 'remove' } },
  // No catalogue has this one.
  ReassignQueueOwner: { type: 'unknown', verb: 'change' },
};
const KINDS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  'connect.amazonaws.com': CONNECT,
  'lex.amazonaws.com': {
    CreateBot: made('lex-bot', 'botId', 'botName'),
    DeleteBot: ended('lex-bot', 'botId'),
  },
  'voiceid.amazonaws.com': { CreateDomain: made('voiceid-domain', 'domain', 'name') },
};
const TYPE_IN_ARN: Readonly<Record<string, string>> = {
  agent: 'user',
  'agent-group': 'user-hierarchy-group',
  'contact-flow': 'flow',
  'operating-hours': 'hours-of-operation',
  'transfer-destination': 'quick-connect',
};
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TOKEN_CALLS = ['AdminGetEmergencyAccessToken', 'GetFederationTokens'];

type Json = unknown;
type Members = Readonly<Record<string, Json>>;
const isMembers = (value: Json): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isHidden = (value: Json): boolean => value === '***' || value === 'HIDDEN_DUE_TO_SECURITY_REASONS';
const text = (value: Json): string => decodeURIComponent(JSON.stringify(value ?? null));
const uuidsIn = (value: Json): readonly string[] => text(value).toLowerCase().match(UUID) ?? [];
const lastUuid = (value: Json): string | undefined => uuidsIn(value).at(-1);

/** A value with every id in it bare, as text that equal values share. */
export const plainValue = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(plainValue).sort().join(',')}]`;
  if (isMembers(value)) {
    const members = Object.entries(value).map(([member, held]) => `${member}:${plainValue(held)}`);
    return `{${members.sort().join(',')}}`;
  }
  return typeof value === 'string' ? (lastUuid(value) ?? `'${value}`) : JSON.stringify(value);
};

export interface ReadChange {
  readonly eventId: string;
  readonly eventName: string;
  readonly time: string;
  readonly region: string;
  readonly type: string;
  readonly verb: string;
  readonly id: string | undefined;
  readonly failed: boolean;
  readonly errorCode: string | undefined;
  /** What the request calls the thing. */
  readonly stated: string | undefined;
  /** Other things' ids. */
  readonly mentions: readonly string[];
  /** Those of which this is a part. */
  readonly whole: readonly string[];
  readonly instanceId: string | undefined;
  /** All that whoever did it can be asked for by. */
  readonly who: readonly string[];
  /** The Connect user's id, where it was done in the website. */
  readonly userId: string | undefined;
  readonly sort: 'person' | 'pipeline' | 'sync' | 'service';
  readonly kind: Kind;
  readonly request: Members;
}

const idOf = (kind: Kind, request: Members, response: Members): string | undefined => {
  if (kind.id === undefined) return undefined;
  const held = request[kind.id] ?? response[kind.id];
  if (kind.id === 'domain') return isMembers(held) ? String(held.domainId) : undefined;
  return lastUuid(held) ?? (typeof held === 'string' ? held : undefined);
};

const memberOf = (value: Json, member: string): Json => (isMembers(value) ? value[member] : undefined);

const whoIs = (identity: Members): Pick<ReadChange, 'who' | 'userId'> => {
  const named = (...who: readonly string[]) => ({ who, userId: undefined });
  if (identity.type === 'Root') return named('root');
  if (identity.type === 'IAMUser') return named(String(identity.userName));
  if (identity.type === 'AWSService') return named(String(identity.invokedBy));
  const [, role = '', session = ''] = String(identity.arn).split('/');
  if (role.includes('Synchronization')) return named('replica sync');
  if (role.startsWith('AWSServiceRoleForAmazonConnect')) return { who: [session], userId: session };
  return role.startsWith('AWSReserved') ? named(session) : named(session, role);
};

const sortOf = (record: RawRecord, identity: Members): ReadChange['sort'] => {
  const agent = String(record.userAgent);
  if (agent.startsWith('synchronization.')) return 'sync';
  if (identity.type === 'AWSService') return 'service';
  return /Terraform|cloudformation|AWS_Lambda/.test(agent) ? 'pipeline' : 'person';
};

const readChange = (record: RawRecord): ReadChange | undefined => {
  const kind = Object.hasOwn(KINDS[record.eventSource] ?? {}, record.eventName)
    ? KINDS[record.eventSource]?.[record.eventName]
    : undefined;
  if (kind === undefined) return undefined;
  const request = isMembers(record.requestParameters) ? record.requestParameters : {};
  const response = isMembers(record.responseElements) ? record.responseElements : {};
  const identity = isMembers(record.userIdentity) ? record.userIdentity : {};
  const id = idOf(kind, request, response);
  const arn = text(request.resourceArn);
  const instanceId = lastUuid(request.InstanceId) ?? /instance\/([0-9a-f-]{36})/.exec(arn)?.[1];
  const tagged = /([a-z-]+)\/[0-9a-f-]{36}"$/.exec(arn)?.[1] ?? '';
  const others = uuidsIn(request).filter((one) => one !== id && one !== instanceId);
  const named = kind.name === undefined ? undefined : request[kind.name];
  return {
    eventId: record.eventID,
    eventName: record.eventName,
    time: record.eventTime,
    region: record.awsRegion,
    type: kind.type === '' ? (TYPE_IN_ARN[tagged] ?? tagged) : kind.type,
    verb: kind.verb,
    id,
    failed: record.errorCode !== undefined,
    errorCode: record.errorCode === undefined ? undefined : String(record.errorCode),
    stated: typeof named === 'string' && !isHidden(named) ? named : undefined,
    mentions: others,
    whole: kind.type === 'hours-of-operation-override' ? others : [],
    instanceId,
    ...whoIs(identity),
    sort: sortOf(record, identity),
    kind,
    request,
  };
};

/** Of one second what ends a thing comes last, and what makes it first; then the greater event id counts as the later. */
const AGES: Readonly<Record<string, number>> = { create: 0, claim: 0, delete: 2, release: 2 };
const ageIn = ({ verb }: ReadChange): number => AGES[verb] ?? 1;
const newestFirst = (a: ReadChange, b: ReadChange): number => {
  if (a.time !== b.time) return a.time < b.time ? 1 : -1;
  if (ageIn(a) !== ageIn(b)) return ageIn(b) - ageIn(a);
  return a.eventId < b.eventId ? 1 : -1;
};
const secondsBetween = (earlier: string, later: string): number => (Date.parse(later) - Date.parse(earlier)) / 1000;

/** What a request sets, ids bare: the id that it is about and the instance are written otherwise in each Region. */
const asSet = ({ kind, request }: ReadChange): string => {
  const { InstanceId: _instance, ...members } = request;
  return plainValue({ ...members, ...(kind.id !== undefined && { [kind.id]: '' }) });
};

/** The change that a replica's copy repeats: the newest one that set the same. */
const originalOf = (copy: ReadChange, all: readonly ReadChange[]): ReadChange | undefined =>
  all
    .filter(
      (one) =>
        one.sort !== 'sync' &&
        !one.failed &&
        copy.id !== undefined &&
        one.id === copy.id &&
        one.eventName === copy.eventName &&
        one.region !== copy.region &&
        asSet(one) === asSet(copy) &&
        secondsBetween(one.time, copy.time) >= 0 &&
        secondsBetween(one.time, copy.time) <= 15 * 60,
    )
    .sort(newestFirst)[0];

const ENDS = ['delete', 'release'];

/** Every change of the records, each once, newest first; and event id → the copies that a replica's Region holds of it. */
export interface ReadRecords {
  /** The copies too, but not those that conflicted: who asks for the replica sync's own calls is told them. */
  readonly withCopies: readonly ReadChange[];
  readonly changes: readonly ReadChange[];
  readonly copies: ReadonlyMap<string, readonly string[]>;
}

export const readRecords = (records: readonly RawRecord[]): ReadRecords => {
  const unique = [...new Map(records.map((record) => [record.eventID, record])).values()];
  const all = unique.flatMap((record) => readChange(record) ?? []).sort(newestFirst);
  const copies = new Map<string, string[]>();
  const withCopies = all;
  const changes = all.filter((change) => {
    const original = change.sort === 'sync' ? originalOf(change, all) : undefined;
    if (original === undefined) return true;
    if (change.failed) return change.errorCode !== 'ResourceConflictException';
    copies.set(original.eventId, [...(copies.get(original.eventId) ?? []), change.eventId]);
    return false;
  });
  return { changes, copies, withCopies };
};

/** A thing that the records name. */
export interface ReadThing {
  readonly type: string;
  readonly id: string;
  readonly names: readonly { readonly name: string; readonly since: string }[];
  readonly deleted: boolean;
  readonly instanceId: string | undefined;
  /** What Connect calls it now. */
  readonly listed: string | undefined;
}

/** What something else than the records names. */
export interface ListedThing {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly instanceId: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

export const readThings = (
  changes: readonly ReadChange[],
  listed: readonly ListedThing[],
): ReadonlyMap<string, ReadThing> => {
  const oldestFirst = [...changes].reverse().filter(({ failed }) => !failed);
  const ids = new Set([...oldestFirst.flatMap(({ id }) => id ?? []), ...listed.map(({ id }) => id)]);
  const things = [...ids].map((id): readonly [string, ReadThing] => {
    const own = oldestFirst.filter((change) => change.id === id);
    const given = own.flatMap(({ stated, time }) => (stated === undefined ? [] : [{ name: stated, since: time }]));
    const one = listed.find((candidate) => candidate.id === id);
    const names = given.length === 0 && one !== undefined ? [{ name: one.name, since: '' }] : given;
    return [
      id,
      {
        id,
        type: own[0]?.type ?? one?.type ?? 'unknown',
        names,
        deleted: own.some(({ verb }) => ENDS.includes(verb)),
        instanceId: one?.instanceId ?? own.find(({ instanceId }) => instanceId !== undefined)?.instanceId,
        listed: one?.name,
      },
    ];
  });
  return new Map(things);
};

/** Each name that a thing may have had at a moment: two where it was given one in that very second; none that is known. */
export const namesAt = (thing: ReadThing | undefined, time: string): readonly (string | undefined)[] => {
  const before = thing?.names.filter(({ since }) => since < time).at(-1)?.name;
  const given = thing?.names.filter(({ since }) => since === time).map(({ name }) => name) ?? [];
  return [...new Set([before, ...given])];
};

/** What a change's thing may have been called when it was changed. */
export const namesThen = (
  things: ReadonlyMap<string, ReadThing>,
  { id, failed, stated, verb, time }: ReadChange,
): readonly (string | undefined)[] => {
  const isMade = verb === 'create' || verb === 'claim';
  if (stated !== undefined && (!failed || isMade)) return [stated];
  return namesAt(id === undefined ? undefined : things.get(id), time);
};

/** What a field held: a value, what AWS hid, nothing since something took it away, or nobody knows. */
type Held = { readonly is: 'value'; readonly value: Json } | { readonly is: 'hidden' | 'nothing' | 'unknown' };

export interface ReadField {
  readonly field: string;
  readonly item: string | undefined;
  /** What may be told of what was there before; values as `plainValue` writes them. */
  readonly from: readonly string[];
  readonly to: string;
  /** Absent where either may be told. */
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
}

export interface ReadEffect {
  readonly fields: readonly ReadField[];
  /** Ids that the changed thing no longer refers to. */
  readonly taken: readonly string[];
  /** Members, and items of lists as `QueueConfigs/item`, of which a change of the same second leaves the order to luck. */
  readonly unsure: readonly string[];
  /** A call that nobody knows named the thing before, or it was deleted, and only who reads everything meets it. */
  readonly doubted: boolean;
}

interface State {
  /** Request member → what it holds. */
  readonly held: Map<string, Held>;
  /** List member → item → what is known of the item. */
  readonly items: Map<string, Map<string, Held>>;
  /** The records hold its making: what is not known to be in a list is not there. */
  made: boolean;
}

const ITEM_LISTS: Readonly<Record<string, string>> = {
  QueueConfigs: 'QueueConfigs',
  QueueReferences: 'QueueConfigs',
  QuickConnectIds: 'QuickConnectIds',
};
const keyOfItem = (item: Json): string => {
  const reference = memberOf(item, 'QueueReference') ?? item;
  const id = memberOf(reference, 'QueueId');
  return id === undefined ? plainValue(item) : `${lastUuid(id)} ${String(memberOf(reference, 'Channel'))}`;
};
const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);
const same = (held: Held): string =>
  held.is === 'value' ? plainValue(held.value) : held.is === 'unknown' ? 'not recorded' : held.is;

const heldIn = (value: Json): Held =>
  value === undefined ? { is: 'nothing' } : isHidden(value) ? { is: 'hidden' } : { is: 'value', value };
const within = (held: Held, member: string): Held =>
  held.is === 'value' ? heldIn(memberOf(held.value, member)) : held;

/** Whether what was not there, of a thing whose making is recorded, is told as nothing or as not recorded. */
const EITHER = ['nothing', 'not recorded'];
const fromOf = (before: Held, isNew: boolean, now: Held): readonly string[] => {
  if (isNew) return ['nothing'];
  if (now.is === 'hidden') return before.is === 'nothing' ? [...EITHER, 'hidden'] : ['hidden'];
  return before.is === 'nothing' ? EITHER : [same(before)];
};

/** A member that was set in its place, leaf by leaf, and what an object leaves out. */
const leaves = (field: string, before: Held, now: Held, isNew: boolean, gone = 'not stated'): readonly ReadField[] => {
  const value = now.is === 'value' ? now.value : undefined;
  const earlier = before.is === 'value' ? before.value : undefined;
  const left =
    isMembers(earlier) && isMembers(value) && !isNew
      ? Object.entries(earlier).filter(([member]) => !(member in value))
      : [];
  if (isMembers(value) && Object.keys(value).length + left.length > 0) {
    const was = memberOf(earlier, TYPE);
    const to = was !== undefined && was !== value[TYPE] ? 'nothing' : gone;
    return [
      ...Object.keys(value).flatMap((member) =>
        leaves(`${field}.${member}`, within(before, member), within(now, member), isNew, to),
      ),
      ...left.flatMap(([member, held]) => leftOut(`${field}.${member}`, held, to)),
    ];
  }
  const from = fromOf(before, isNew, now);
  if (!Array.isArray(value)) return [{ field, item: undefined, from, to: same(now) }];
  if (isNew || !Array.isArray(earlier)) return [{ field, item: undefined, from, to: same(now), ...(!isNew && NONE) }];
  const [was, is] = [earlier.map(plainValue), value.map(plainValue)];
  return [
    {
      field,
      item: undefined,
      from,
      to: same(now),
      added: is.filter((one) => !was.includes(one)),
      removed: was.filter((one) => !is.includes(one)),
    },
  ];
};
const NONE = { added: [], removed: [] };

/** Whether a call keeps what it does not name is not known; but a quick connect has one destination. */
const TYPE = 'QuickConnectType';
const leftOut = (field: string, held: Json, to: string): readonly ReadField[] =>
  isMembers(held)
    ? Object.entries(held).flatMap(([member, inner]) => leftOut(`${field}.${member}`, inner, to))
    : [{ field, item: undefined, from: [same(heldIn(held))], to }];

/** A routing profile's channels, each by itself. */
const channelLeaves = (before: Held, now: Held): readonly ReadField[] => {
  const concurrency = (held: Held, channel: string): Held => {
    if (held.is !== 'value') return held;
    const found = listOf(held.value).find((one) => memberOf(one, 'Channel') === channel);
    return heldIn(memberOf(found, 'Concurrency'));
  };
  return listOf(now.is === 'value' ? now.value : []).map((one) => {
    const channel = String(memberOf(one, 'Channel'));
    const [was, is] = [concurrency(before, channel), concurrency(now, channel)];
    return {
      field: 'MediaConcurrencies.Concurrency',
      item: channel,
      from: fromOf(was, false, is),
      to: same(is),
    };
  });
};

const UNKNOWN: Held = { is: 'unknown' };
const heldBefore = (state: State | undefined, member: string): Held => state?.held.get(member) ?? UNKNOWN;

const itemBefore = (state: State | undefined, list: string, item: string): Held =>
  state?.items.get(list)?.get(item) ?? (state?.made ? { is: 'nothing' } : UNKNOWN);

const fieldsOf = (change: ReadChange, state: State | undefined): readonly ReadField[] => {
  const { kind, request } = change;
  const isNew = kind.verb === 'create' || kind.verb === 'claim';
  const set = Object.entries(kind.sets ?? {}).flatMap(([member, way]): readonly ReadField[] => {
    const value = request[member];
    if (value === undefined) return [];
    const list = ITEM_LISTS[member];
    const now = heldIn(value);
    if (way === 'replace') {
      if (member === 'MediaConcurrencies' && !isNew) return channelLeaves(heldBefore(state, member), now);
      return leaves(member, heldBefore(state, member), now, isNew);
    }
    if (list === undefined) return tagLeaves(value, state);
    const items = listOf(value);
    if (way === 'add')
      return [{ field: list, item: undefined, from: ['any'], to: 'any', added: items.map(plainValue), removed: [] }];
    if (way === 'remove') {
      const removed = items.map((item) => {
        const known = itemBefore(state, list, keyOfItem(item));
        return plainValue(member === 'QueueReferences' ? withKnown(item, known) : item);
      });
      return [{ field: list, item: undefined, from: ['any'], to: 'any', added: [], removed }];
    }
    return items.flatMap((item) =>
      ['Priority', 'Delay'].flatMap((part) => {
        const is = heldIn(memberOf(item, part));
        const was = within(itemBefore(state, list, keyOfItem(item)), part);
        return is.is === 'nothing'
          ? []
          : [{ field: `${list}.${part}`, item: keyOfItem(item), from: fromOf(was, false, is), to: same(is) }];
      }),
    );
  });
  const { clears } = kind;
  if (clears === undefined || request[clears] !== undefined) return set;
  return [...set, ...leaves(clears, heldBefore(state, clears), { is: 'nothing' }, false)];
};

/** Tags by their keys, which an untagging call lists. */
const tagLeaves = (value: Json, state: State | undefined): readonly ReadField[] => {
  const given = isMembers(value)
    ? Object.entries(value)
    : listOf(value).map((key) => [String(key), undefined] as const);
  return given.map(([key, tag]) => {
    const now = heldIn(tag);
    return {
      field: `tags.${key}`,
      item: undefined,
      from: fromOf(itemBefore(state, 'tags', key), false, now),
      to: same(now),
    };
  });
};

const withKnown = (reference: Json, known: Held): Json => ({
  ...(known.is === 'value' && isMembers(known.value) ? known.value : {}),
  QueueReference: reference,
});

const takenBy = (change: ReadChange, state: State | undefined): readonly string[] => {
  const { kind, request, failed, id } = change;
  if (failed || kind.verb === 'create' || kind.verb === 'claim') return [];
  const replaced = Object.entries(kind.sets ?? {}).flatMap(([member, way]) =>
    way === 'replace' && request[member] !== undefined ? [member] : [],
  );
  const members = kind.clears === undefined ? replaced : [...new Set([...replaced, kind.clears])];
  return members.flatMap((member) => {
    const before = heldBefore(state, member);
    if (before.is !== 'value' || isHidden(request[member])) return [];
    return dropped(before.value, request[member]).filter((one) => one !== id);
  });
};
/** The ids that a new value does not name any more, part by part. */
const dropped = (before: Json, now: Json): readonly string[] => {
  if (isHidden(now)) return [];
  if (isMembers(before) && isMembers(now))
    return Object.keys(before).flatMap((member) => dropped(before[member], now[member]));
  const left = referred(now);
  return referred(before).filter((one) => !left.includes(one));
};
/** The ids of a value: of an ARN that it holds, the last. */
const referred = (value: Json): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(referred);
  if (isMembers(value)) return Object.values(value).flatMap(referred);
  return typeof value === 'string' ? [lastUuid(value) ?? []].flat() : [];
};

/** The members that a change writes, and items of lists as `QueueConfigs/item`. */
const writes = ({ kind, request }: ReadChange): readonly string[] => {
  const set = Object.keys(kind.sets ?? {}).flatMap((member): readonly string[] => {
    const value = request[member];
    if (value === undefined) return [];
    const list = ITEM_LISTS[member];
    if (list !== undefined) return listOf(value).map((item) => `${list}/${keyOfItem(item)}`);
    return [member === 'tagKeys' ? 'tags' : member];
  });
  return [...new Set([...set, ...(kind.clears === undefined ? [] : [kind.clears])])];
};

const apply = (change: ReadChange, state: State, isUnsure: (member: string) => boolean): void => {
  const { kind, request } = change;
  const isNew = kind.verb === 'create' || kind.verb === 'claim';
  for (const [member, way] of Object.entries(kind.sets ?? {})) {
    const list = ITEM_LISTS[member];
    const value = request[member];
    if (value === undefined) continue;
    if (member === 'tags' || member === 'tagKeys') {
      const tags = state.items.get('tags') ?? new Map<string, Held>();
      const given = isMembers(value)
        ? Object.entries(value)
        : listOf(value).map((key) => [String(key), undefined] as const);
      for (const [key, tag] of given) tags.set(key, isUnsure('tags') ? UNKNOWN : heldIn(tag));
      state.items.set('tags', tags);
      continue;
    }
    if (list === undefined) {
      state.held.set(member, isUnsure(member) ? UNKNOWN : heldIn(value));
      continue;
    }
    const items = state.items.get(list) ?? new Map<string, Held>();
    for (const item of listOf(value)) {
      const key = keyOfItem(item);
      const earlier = items.get(key);
      const merged =
        way === 'merge' && earlier?.is === 'value' && isMembers(earlier.value) && isMembers(item)
          ? { ...earlier.value, ...item }
          : item;
      const now: Held = way === 'remove' ? { is: 'nothing' } : heldIn(merged);
      items.set(key, isUnsure(`${list}/${key}`) ? UNKNOWN : now);
    }
    state.items.set(list, items);
  }
  if (kind.clears !== undefined && request[kind.clears] === undefined)
    state.held.set(kind.clears, isUnsure(kind.clears) ? UNKNOWN : { is: 'nothing' });
  if (!isNew) return;
  state.made = true;
  for (const member of CREATED[kind.type] ?? [])
    if (request[member] === undefined && !state.held.has(member)) state.held.set(member, { is: 'nothing' });
};
/** What a thing that was made without it does not have, though a later call may give it. */
const CREATED: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.values(CONNECT).map(({ type }) => [
    type,
    Object.values(CONNECT)
      .filter((kind) => kind.type === type)
      .flatMap(({ sets = {}, clears }) => [...Object.keys(sets), ...(clears === undefined ? [] : [clears])]),
  ]),
);

/** A thing and its replica are set each by themselves. */
const placeOf = (id: string, region: string): string => `${id} in ${region}`;

/**
 * What each change did, by event id, copies too: each second's changes are seen beside what was there in their Region before
 * that second.
 */
export const readEffects = (changes: readonly ReadChange[]): ReadonlyMap<string, ReadEffect> => {
  const states = new Map<string, State>();
  const effects = new Map<string, ReadEffect>();
  const seconds = new Map<string, ReadChange[]>();
  const doubted = new Set<string>();
  for (const change of [...changes].reverse()) seconds.set(change.time, [...(seconds.get(change.time) ?? []), change]);
  for (const now of seconds.values()) {
    for (const change of now) {
      const place = placeOf(change.id ?? '', change.region);
      const state = change.id === undefined ? undefined : states.get(place);
      const rivals = now.filter(
        (one) => one !== change && one.id === change.id && one.region === change.region && !one.failed,
      );
      const unsure = writes(change).filter((member) => rivals.some((one) => writes(one).includes(member)));
      effects.set(change.eventId, {
        fields: fieldsOf(change, state),
        taken: takenBy(change, state),
        unsure,
        doubted: doubted.has(place),
      });
    }
    for (const change of now) {
      if (change.failed || change.id === undefined) continue;
      const place = placeOf(change.id, change.region);
      const state = states.get(place) ?? { held: new Map(), items: new Map(), made: false };
      const unsure = effects.get(change.eventId)?.unsure ?? [];
      apply(change, state, (member) => unsure.includes(member));
      states.set(place, state);
    }
    for (const { failed, type, verb, id, mentions, region } of now) {
      if (failed) continue;
      const forgotten = type === 'unknown' ? mentions : ENDS.includes(verb) && id !== undefined ? [id] : [];
      for (const one of forgotten) {
        states.delete(placeOf(one, region));
        doubted.add(placeOf(one, region));
      }
    }
  }
  return effects;
};

const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .trim();
const small = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** A question in the plainest terms. */
export interface PlainQuestion {
  readonly name?: string;
  readonly id?: string;
  readonly eventId?: string;
  readonly by?: string;
  readonly type?: string;
  readonly from?: string;
  readonly to?: string;
  readonly instanceId?: string;
  readonly verb?: string;
  readonly only?: 'people' | 'pipelines' | 'failed' | 'direct';
  readonly limit?: number;
}

export interface PlainAnswer {
  readonly outcome: 'found' | 'nothing' | 'unknown' | 'ambiguous';
  readonly eventIds: readonly string[];
  /** Event id → direct or indirect. */
  readonly relations: Readonly<Record<string, string>>;
  /** What the name was found to mean: ids, and whether deleted. */
  readonly subjects: readonly string[];
}

/** All that the records and the listings tell, worked out once for many questions. */
export interface ReadAccount extends ReadRecords {
  readonly listed: readonly ListedThing[];
  readonly things: ReadonlyMap<string, ReadThing>;
  readonly effects: ReadonlyMap<string, ReadEffect>;
}

export const readAccount = (records: readonly RawRecord[], listed: readonly ListedThing[]): ReadAccount => {
  const read = readRecords(records);
  return { ...read, listed, things: readThings(read.changes, listed), effects: readEffects(read.withCopies) };
};

const bearers = (
  things: readonly ReadThing[],
  { name = '', type, instanceId }: PlainQuestion,
): readonly ReadThing[] => {
  const scope = things.filter(
    (thing) =>
      (type === undefined || thing.type === type) && (instanceId === undefined || thing.instanceId === instanceId),
  );
  const ways: readonly ((candidate: string) => boolean)[] = [
    (candidate) => candidate === name,
    (candidate) => folded(candidate) === folded(name),
    (candidate) => folded(candidate).startsWith(folded(name)),
  ];
  for (const isCalled of ways) {
    const found = scope.filter(({ names }) => names.some((held) => isCalled(held.name)));
    if (found.length > 0) return found;
  }
  // A number may have been moved out of the instance, and of that only its own changes tell.
  const numbers = things.filter((thing) => thing.type === 'phone-number' && (type ?? thing.type) === thing.type);
  return numbers.filter(({ names }) => names.some((held) => folded(held.name) === folded(name)));
};

const nothing = (outcome: 'unknown' | 'ambiguous'): PlainAnswer => ({
  outcome,
  eventIds: [],
  relations: {},
  subjects: [],
});

const usersMeant = ({ things, listed }: ReadAccount, { by = '', instanceId }: PlainQuestion): readonly string[] => {
  const users = [...things.values()].filter(
    (thing) => thing.type === 'user' && (instanceId === undefined || thing.instanceId === instanceId),
  );
  const full = (user: ReadThing): readonly string[] => {
    const { firstName = '', lastName = '' } = listed.find((one) => one.id === user.id) ?? {};
    return [
      `${firstName} ${lastName}`,
      `${lastName} ${firstName}`,
      `${firstName}${lastName}`,
      `${lastName}${firstName}`,
    ];
  };
  const byLogin = (exact: boolean) =>
    users.filter(({ names }) => names.some((held) => (exact ? held.name === by : folded(held.name) === folded(by))));
  const logins = byLogin(true).length > 0 ? byLogin(true) : byLogin(false);
  const named = users.filter((user) => full(user).some((one) => folded(one) === folded(by)));
  return [...logins, ...named].map((user) => user.id);
};

/** The answer that the records and listings alone give. */
export const bruteAnswer = (account: ReadAccount, question: PlainQuestion): PlainAnswer => {
  const { changes, things, effects } = account;
  const { name, id, type, by, instanceId, eventId } = question;
  const meant = name === undefined ? [] : bearers([...things.values()], question);
  if (name !== undefined && meant.length > 5) return nothing('ambiguous');

  const ids = new Set(id === undefined ? meant.map((thing) => thing.id) : [id]);
  const idless = ({ id: own, stated, type: made }: ReadChange): boolean =>
    name !== undefined &&
    own === undefined &&
    stated !== undefined &&
    small(stated) === small(name) &&
    (meant.length === 0
      ? type === undefined || type === made
      : meant.some((thing) => thing.type === made) || type === made);
  if (name !== undefined && meant.length === 0 && !changes.some(idless)) return nothing('unknown');

  const isDirect = (change: ReadChange): boolean =>
    (name === undefined && id === undefined) ||
    idless(change) ||
    [change.id, ...change.whole].some((one) => one !== undefined && ids.has(one));
  // What never got an id and was to be called as the thing is called, which only its beginning was asked for.
  const isCalledAs = ({ id: own, stated, type: made }: ReadChange): boolean =>
    own === undefined &&
    stated !== undefined &&
    meant.some((thing) => thing.type === made && thing.names.some((held) => small(held.name) === small(stated)));
  const relationOf = (change: ReadChange): string => (isDirect(change) || isCalledAs(change) ? 'direct' : 'indirect');
  const bears = (change: ReadChange): boolean =>
    isDirect(change) || [...change.mentions, ...(effects.get(change.eventId)?.taken ?? [])].some((one) => ids.has(one));
  const isOfType = (change: ReadChange): boolean =>
    name !== undefined ||
    id !== undefined ||
    type === undefined ||
    change.type === type ||
    (change.type === 'hours-of-operation-override' && type === 'hours-of-operation') ||
    // A kind of change that nobody knows counts as what it names.
    (change.type === 'unknown' && type === 'queue');

  const wanted = [...(by === undefined ? [] : usersMeant(account, question)), by ?? ''].map((one) => one.toLowerCase());
  const isBy = (change: ReadChange): boolean =>
    by === undefined || change.who.some((one) => wanted.includes(one.toLowerCase()));

  const instanceOf = (change: ReadChange): string | undefined =>
    change.instanceId ?? (change.id === undefined ? undefined : things.get(change.id)?.instanceId);
  const inWindow = ({ time }: ReadChange): boolean =>
    (question.from === undefined || time >= question.from) && (question.to === undefined || time <= question.to);
  const asked = by !== undefined && small(by) === 'replica sync' ? account.withCopies : changes;
  const beforeFilters = asked.filter(
    (change) =>
      (eventId === undefined || change.eventId === eventId) &&
      bears(change) &&
      isOfType(change) &&
      isBy(change) &&
      inWindow(change) &&
      (instanceId === undefined || instanceOf(change) === instanceId),
  );
  const { verb, only } = question;
  const found = beforeFilters.filter(
    (change) =>
      (verb === undefined || change.verb === verb) &&
      (only !== 'failed' || change.failed) &&
      (only !== 'direct' || relationOf(change) === 'direct') &&
      (only !== 'people' || change.sort === 'person') &&
      (only !== 'pipelines' || change.sort !== 'person'),
  );
  // Of a thing that is known, nothing by an unknown person is nothing; only a person alone can be unknown.
  const isAboutThing = name !== undefined || id !== undefined;
  const isAnybody = asked.some(
    (change) =>
      isBy(change) &&
      isOfType(change) &&
      inWindow(change) &&
      (instanceId === undefined || [undefined, instanceId].includes(change.instanceId)),
  );
  const isNarrow = [type, instanceId, question.from, question.to].some((part) => part !== undefined);
  const nobody = by !== undefined && !isAboutThing && !isNarrow && wanted.length === 1 && !isAnybody;
  const told = found.slice(0, question.limit ?? found.length);
  return {
    outcome: found.length > 0 ? 'found' : nobody ? 'unknown' : 'nothing',
    eventIds: told.map((change) => change.eventId),
    relations: Object.fromEntries(told.map((change) => [change.eventId, relationOf(change)])),
    subjects: [...ids].map((one) => `${one}${things.get(one)?.deleted ? ' deleted' : ''}`).sort(),
  };
};

/** Who an unknown user of the website probably was. */
export interface ReadLikely {
  readonly name: string;
  readonly askedAt: string;
  readonly minutesBefore: number;
  readonly others: number;
}

const isNamedUser = ({ things }: ReadAccount, userId: string): boolean => (things.get(userId)?.names.length ?? 0) > 0;
const deletionOf = ({ changes }: ReadAccount, userId: string): ReadChange | undefined =>
  changes.find(({ id, verb, failed }) => id === userId && verb === 'delete' && !failed);

export const likelyBehind = (
  account: ReadAccount,
  { userId, time, instanceId }: ReadChange,
): ReadLikely | undefined => {
  if (userId === undefined || isNamedUser(account, userId) || deletionOf(account, userId) !== undefined)
    return undefined;
  // Whoever acted when nobody had asked for access is somebody else.
  const acts = account.changes.filter((one) => one.userId === userId);
  if (acts.some((act) => lastToken(account, act) === undefined)) return undefined;
  return lastToken(account, { time, instanceId });
};

const lastToken = (
  account: ReadAccount,
  { time, instanceId }: Pick<ReadChange, 'time' | 'instanceId'>,
): ReadLikely | undefined => {
  const asked = account.changes.filter(
    (one) =>
      TOKEN_CALLS.includes(one.eventName) &&
      !one.failed &&
      one.instanceId === instanceId &&
      secondsBetween(one.time, time) >= 0 &&
      secondsBetween(one.time, time) <= 12 * 3600,
  );
  const [last] = asked;
  if (last === undefined) return undefined;
  const name = last.who[0] ?? '';
  return {
    name,
    askedAt: last.time,
    minutesBefore: Math.floor(secondsBetween(last.time, time) / 60),
    others: new Set(asked.map(({ who }) => who[0]).filter((one) => one !== name)).size,
  };
};

export interface ReadTraces {
  readonly deletedAt?: string;
  readonly deletedBy?: readonly string[];
  readonly firstChange: string | undefined;
  readonly lastChange: string | undefined;
}

export const tracesOf = (account: ReadAccount, { userId }: ReadChange): ReadTraces | undefined => {
  if (userId === undefined || isNamedUser(account, userId)) return undefined;
  const deletion = deletionOf(account, userId);
  const own = account.changes.filter((one) => one.userId === userId);
  return {
    ...(deletion && { deletedAt: deletion.time, deletedBy: deletion.who }),
    firstChange: own.at(-1)?.time,
    lastChange: own[0]?.time,
  };
};

/** How a Connect user may be told: by full name and login, or by login. */
export const userLabel = ({ listed, things }: ReadAccount, userId: string): string | undefined => {
  const one = listed.find(({ id }) => id === userId);
  const login = things.get(userId)?.names.at(-1)?.name;
  return one?.firstName === undefined ? login : `${one.firstName} ${one.lastName} (${login})`;
};

const HOUR_S = 3600;
const isoPlus = (time: string, seconds: number): string =>
  `${new Date(Date.parse(time) + seconds * 1000).toISOString().slice(0, 19)}Z`;

/** What else changed nearby: the stretch, and the events of it. */
export interface ReadNearby {
  readonly from: string;
  readonly to: string;
  readonly eventIds: readonly string[];
}

/** Nearby changes of a question about a thing, given the answer to it. */
export const bruteNearby = (
  { changes, things, effects }: ReadAccount,
  question: PlainQuestion,
  answer: PlainAnswer,
  now: string,
): ReadNearby | undefined => {
  const told = changes.filter(({ eventId }) => answer.eventIds.includes(eventId));
  const { from, to = now } = question;
  const isShort = from !== undefined && secondsBetween(from, to) <= 26 * HOUR_S;
  const newest = told[0]?.time;
  if (!isShort && newest === undefined) return undefined;
  const window =
    isShort || newest === undefined
      ? { from: from ?? '', to }
      : { from: isoPlus(newest, -HOUR_S), to: isoPlus(newest, HOUR_S) };
  const taken = (change: ReadChange): readonly string[] => effects.get(change.eventId)?.taken ?? [];
  // An attempt to make another thing of the name is none of this one's changes.
  const direct = told.filter(({ eventId, id }) => id !== undefined && answer.relations[eventId] === 'direct');
  const subjects = answer.subjects.map((one) => one.replace(' deleted', ''));
  const referredTo = direct
    .flatMap((change) => [...change.mentions, ...taken(change)])
    .filter((one) => things.get(one)?.type !== 'user' && !subjects.includes(one));
  const profiles = told.flatMap(({ eventId, type, id }) =>
    answer.relations[eventId] === 'indirect' && type === 'routing-profile' ? (id ?? []) : [],
  );
  const about = new Set([...referredTo, ...profiles]);
  const isMove = (change: ReadChange): boolean =>
    ['UpdateUserRoutingProfile', 'CreateUser'].includes(change.eventName) &&
    [...change.mentions, ...taken(change)].some((one) => profiles.includes(one));
  const found = changes.filter(
    (change) =>
      change.time >= window.from &&
      change.time <= window.to &&
      !answer.eventIds.includes(change.eventId) &&
      ([change.id, ...change.whole].some((one) => one !== undefined && about.has(one)) || isMove(change)),
  );
  return { ...window, eventIds: found.map(({ eventId }) => eventId) };
};
