/**
 * What an account's records say, read by plain means and by a few rules of thumb, apart from the code that it judges: every
 * UUID in a request is a thing that the change mentions, names are those that successful calls gave.
 */
export interface RawRecord {
  readonly [member: string]: unknown;
  readonly eventID: string;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
}

/** Event name → type of thing, member of its id, member of the name that it gives, verb. */
const EVENTS: Readonly<Record<string, readonly [type: string, id: string, name: string, verb: string]>> = {
  CreateQueue: ['queue', 'QueueId', 'Name', 'create'],
  UpdateQueueName: ['queue', 'QueueId', 'Name', 'update'],
  UpdateQueueStatus: ['queue', 'QueueId', '', 'update'],
  DeleteQueue: ['queue', 'QueueId', '', 'delete'],
  CreateContactFlow: ['flow', 'ContactFlowId', 'Name', 'create'],
  UpdateContactFlowName: ['flow', 'ContactFlowId', 'Name', 'update'],
  UpdateContactFlowContent: ['flow', 'ContactFlowId', '', 'update'],
  DeleteContactFlow: ['flow', 'ContactFlowId', '', 'delete'],
  CreateRoutingProfile: ['routing-profile', 'RoutingProfileId', 'Name', 'create'],
  UpdateRoutingProfileName: ['routing-profile', 'RoutingProfileId', 'Name', 'update'],
  UpdateRoutingProfileConcurrency: ['routing-profile', 'RoutingProfileId', '', 'update'],
  AssociateRoutingProfileQueues: ['routing-profile', 'RoutingProfileId', '', 'associate'],
  DeleteRoutingProfile: ['routing-profile', 'RoutingProfileId', '', 'delete'],
  CreateHoursOfOperation: ['hours-of-operation', 'HoursOfOperationId', 'Name', 'create'],
  UpdateHoursOfOperation: ['hours-of-operation', 'HoursOfOperationId', '', 'update'],
  DeleteHoursOfOperation: ['hours-of-operation', 'HoursOfOperationId', '', 'delete'],
  CreateHoursOfOperationOverride: ['hours-of-operation-override', 'HoursOfOperationOverrideId', 'Name', 'create'],
  ClaimPhoneNumber: ['phone-number', 'PhoneNumberId', 'PhoneNumber', 'claim'],
  ReleasePhoneNumber: ['phone-number', 'PhoneNumberId', '', 'release'],
  CreateUser: ['user', 'UserId', 'Username', 'create'],
  UpdateUserPhoneConfig: ['user', 'UserId', '', 'update'],
  DeleteUser: ['user', 'UserId', '', 'delete'],
  // No catalogue has this one.
  ReassignQueueOwner: ['unknown', '', '', 'change'],
};
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export interface ReadChange {
  readonly eventId: string;
  readonly time: string;
  readonly type: string;
  readonly verb: string;
  readonly id: string | undefined;
  readonly failed: boolean;
  /** What the request calls the thing. */
  readonly stated: string | undefined;
  /** Other things' ids. */
  readonly mentions: readonly string[];
  /** Those of which this is a part. */
  readonly whole: readonly string[];
  readonly instanceId: string | undefined;
  /** All that whoever did it can be asked for by. */
  readonly who: readonly string[];
  readonly byPerson: boolean;
}

type Members = Readonly<Record<string, unknown>>;
const text = (value: unknown): string => decodeURIComponent(JSON.stringify(value ?? null));
const lastUuid = (value: unknown): string | undefined => text(value).match(UUID)?.at(-1);

const whoIs = (identity: Members): readonly string[] => {
  if (identity.type === 'Root') return ['root'];
  if (identity.type === 'IAMUser') return [String(identity.userName)];
  const [, role = '', session = ''] = String(identity.arn).split('/');
  return role.startsWith('AWSService') || role.startsWith('AWSReserved') ? [session] : [session, role];
};

const readChange = (record: RawRecord): ReadChange | undefined => {
  const known = EVENTS[record.eventName];
  if (record.eventSource !== 'connect.amazonaws.com' || known === undefined) return undefined;
  const [type, idMember, nameMember, verb] = known;
  const request = (record.requestParameters ?? {}) as Members;
  const response = (record.responseElements ?? {}) as Members;
  const id = idMember === '' ? undefined : lastUuid(request[idMember] ?? response[idMember]);
  const instanceId = lastUuid(request.InstanceId);
  const others = (text(request).match(UUID) ?? []).filter((one) => one !== id && one !== instanceId);
  const agent = String(record.userAgent);
  return {
    eventId: record.eventID,
    time: record.eventTime,
    type,
    verb,
    id,
    failed: record.errorCode !== undefined,
    stated: nameMember === '' ? undefined : String(request[nameMember]),
    mentions: others,
    whole: type === 'hours-of-operation-override' ? others : [],
    instanceId,
    who: whoIs(record.userIdentity as Members),
    byPerson: !agent.includes('Terraform'),
  };
};

const isNewer = (a: ReadChange, b: ReadChange): number => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0);

/** Every change of the records, newest first. */
export const readChanges = (records: readonly RawRecord[]): readonly ReadChange[] =>
  records.flatMap((record) => readChange(record) ?? []).sort(isNewer);

/** A thing that the records name. */
export interface ReadThing {
  readonly type: string;
  readonly id: string;
  readonly names: readonly { readonly name: string; readonly since: string }[];
  readonly deleted: boolean;
  readonly instanceId: string | undefined;
}

/** A person whom something else than the records names. */
export interface ListedUser {
  readonly id: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly instanceId: string;
}

export const readThings = (changes: readonly ReadChange[], listed: readonly ListedUser[]): readonly ReadThing[] => {
  const oldestFirst = [...changes].reverse().filter(({ failed }) => !failed);
  const ids = new Set([...oldestFirst.flatMap(({ id }) => id ?? []), ...listed.map(({ id }) => id)]);
  return [...ids].map((id) => {
    const own = oldestFirst.filter((change) => change.id === id);
    const given = own.flatMap(({ stated, time }) => (stated === undefined ? [] : [{ name: stated, since: time }]));
    const user = listed.find((one) => one.id === id);
    const login = user?.username;
    return {
      id,
      type: own[0]?.type ?? 'user',
      names: given.length === 0 && login !== undefined ? [{ name: login, since: '' }] : given,
      deleted: own.some(({ verb }) => verb === 'delete' || verb === 'release'),
      instanceId: user?.instanceId ?? own.find(({ instanceId }) => instanceId !== undefined)?.instanceId,
    };
  });
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
  return [];
};

const empty = { eventIds: [], relations: {}, subjects: [] };

/** The answer that the records alone give. */
export const bruteAnswer = (
  changes: readonly ReadChange[],
  listed: readonly ListedUser[],
  question: PlainQuestion,
): PlainAnswer => {
  const things = readThings(changes, listed);
  const { name, id, type, by, instanceId } = question;
  const meant = name === undefined ? [] : bearers(things, question);
  if (name !== undefined && meant.length > 5) return { ...empty, outcome: 'ambiguous' };

  const ids = new Set(id === undefined ? meant.map((thing) => thing.id) : [id]);
  const idless = ({ id: own, stated, type: made }: ReadChange): boolean =>
    name !== undefined &&
    own === undefined &&
    stated !== undefined &&
    small(stated) === small(name) &&
    (meant.length === 0
      ? type === undefined || type === made
      : meant.some((thing) => thing.type === made) || type === made);
  if (name !== undefined && meant.length === 0 && !changes.some(idless)) return { ...empty, outcome: 'unknown' };

  const isDirect = (change: ReadChange): boolean =>
    (name === undefined && id === undefined) ||
    idless(change) ||
    [change.id, ...change.whole].some((one) => one !== undefined && ids.has(one));
  const bears = (change: ReadChange): boolean => isDirect(change) || change.mentions.some((one) => ids.has(one));
  const typeOf = (thingId: string): string | undefined => things.find((thing) => thing.id === thingId)?.type;
  const isOfType = (change: ReadChange): boolean =>
    name !== undefined ||
    id !== undefined ||
    type === undefined ||
    change.type === type ||
    change.whole.some((one) => typeOf(one) === type) ||
    // A kind of change that nobody knows counts as what it names.
    (change.type === 'unknown' && type === 'queue');

  const users = things.filter(
    (thing) => thing.type === 'user' && (instanceId === undefined || thing.instanceId === instanceId),
  );
  const full = (user: ReadThing): readonly string[] => {
    const person = listed.find((one) => one.id === user.id);
    if (person === undefined) return [];
    const { firstName, lastName } = person;
    return [`${firstName} ${lastName}`, `${lastName} ${firstName}`];
  };
  const byName = (exact: boolean) =>
    users.filter(({ names }) =>
      names.some((held) => (exact ? held.name === by : folded(held.name) === folded(by ?? ''))),
    );
  const logins = byName(true).length > 0 ? byName(true) : byName(false);
  const named = users.filter((user) => full(user).some((one) => folded(one) === folded(by ?? '')));
  const wanted = [...[...logins, ...named].map((user) => user.id), by ?? ''].map((one) => one.toLowerCase());
  const isBy = (change: ReadChange): boolean =>
    by === undefined || change.who.some((one) => wanted.includes(one.toLowerCase()));

  const instanceOf = (change: ReadChange): string | undefined =>
    change.instanceId ?? things.find((thing) => thing.id === change.id)?.instanceId;
  const beforeFilters = changes.filter(
    (change) =>
      bears(change) &&
      isOfType(change) &&
      isBy(change) &&
      (question.from === undefined || change.time >= question.from) &&
      (question.to === undefined || change.time <= question.to) &&
      (instanceId === undefined || instanceOf(change) === instanceId),
  );
  const { verb, only } = question;
  const found = beforeFilters.filter(
    (change) =>
      (verb === undefined || change.verb === verb) &&
      (only !== 'failed' || change.failed) &&
      (only !== 'direct' || isDirect(change)) &&
      (only !== 'people' || change.byPerson) &&
      (only !== 'pipelines' || !change.byPerson),
  );
  const isGone = (one: string): boolean => things.some((thing) => thing.id === one && thing.deleted);
  // Of a thing that is known, nothing by an unknown person is nothing; only a person alone can be unknown.
  const isAboutThing = name !== undefined || id !== undefined;
  const nobody = by !== undefined && !isAboutThing && wanted.length === 1 && beforeFilters.length === 0;
  return {
    outcome: found.length > 0 ? 'found' : nobody ? 'unknown' : 'nothing',
    eventIds: found.slice(0, question.limit ?? found.length).map(({ eventId }) => eventId),
    relations: Object.fromEntries(
      found
        .slice(0, question.limit ?? found.length)
        .map((change) => [change.eventId, isDirect(change) ? 'direct' : 'indirect']),
    ),
    subjects: [...ids].map((one) => `${one}${isGone(one) ? ' deleted' : ''}`).sort(),
  };
};

/** What a change's thing was called when it was changed; nothing where no record tells. */
export const nameThen = (things: readonly ReadThing[], change: ReadChange): string | undefined => {
  if (!change.failed && change.stated !== undefined) return change.stated;
  const held = things.find(({ id }) => id === change.id)?.names.filter(({ since }) => since < change.time) ?? [];
  return held.at(-1)?.name ?? change.stated;
};
