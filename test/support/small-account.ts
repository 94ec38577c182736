import type { CloudTrailRecord } from '../../bot/local/aws/local-account';
import {
  arnOfInstance,
  awsServiceEvent,
  type CallParts,
  eventBy,
  iamUserEvent,
  identityCenterEvent,
  idFrom,
  lambdaEvent,
  replicaSyncEvent,
  rootEvent,
  terraformEvent,
  websiteEvent,
} from '../../bot/local/aws/records';

export const NOW = new Date('2026-11-21T12:00:00Z');
const ACCOUNT = '111122223333';
export const PROD = { id: idFrom('prod'), alias: 'prod', region: 'us-east-1', account: ACCOUNT };
export const TEST = { id: idFrom('test'), alias: 'prod-test', region: 'us-east-1', account: ACCOUNT };
export const EAST = { id: idFrom('east'), alias: 'prod-east', region: 'eu-west-2', account: ACCOUNT };
export const INSTANCES = [PROD, TEST, EAST] as const;
/** Global Resiliency: the same instance and the same things, under the same ids, in another Region. */
const REPLICA = { ...PROD, region: EAST.region };
type Instance = typeof PROD;

/** Names that things take from one another, hostile and Japanese ones among them; some differ by case or accents only. */
export const NAMES = [
  'Billing',
  'billing',
  'Bílling ES',
  'Sales',
  '請求・返金',
  '<!channel>',
  '*x* | _y_',
  'VIP',
  'Sales {{name}} `#',
  '__proto__',
];
export const NUMBERS = ['+18005550100', '+18005550142', '+18005550177'];

export const KINDS = [
  'queue',
  'flow',
  'routing-profile',
  'hours-of-operation',
  'phone-number',
  'user',
  'quick-connect',
  'security-profile',
  'user-hierarchy-group',
] as const;
export type Kind = (typeof KINDS)[number];
type Members = Readonly<Record<string, unknown>>;

interface Calls {
  readonly create: string;
  readonly rename?: string;
  readonly end: string;
  readonly nameMember: string;
  readonly idMember: string;
  readonly arnKind: string;
}

const CALLS: Readonly<Record<Kind, Calls>> = {
  queue: {
    create: 'CreateQueue',
    rename: 'UpdateQueueName',
    end: 'DeleteQueue',
    nameMember: 'Name',
    idMember: 'QueueId',
    arnKind: 'queue',
  },
  flow: {
    create: 'CreateContactFlow',
    rename: 'UpdateContactFlowName',
    end: 'DeleteContactFlow',
    nameMember: 'Name',
    idMember: 'ContactFlowId',
    arnKind: 'contact-flow',
  },
  'routing-profile': {
    create: 'CreateRoutingProfile',
    rename: 'UpdateRoutingProfileName',
    end: 'DeleteRoutingProfile',
    nameMember: 'Name',
    idMember: 'RoutingProfileId',
    arnKind: 'routing-profile',
  },
  'hours-of-operation': {
    create: 'CreateHoursOfOperation',
    rename: 'UpdateHoursOfOperation',
    end: 'DeleteHoursOfOperation',
    nameMember: 'Name',
    idMember: 'HoursOfOperationId',
    arnKind: 'operating-hours',
  },
  'phone-number': {
    create: 'ClaimPhoneNumber',
    end: 'ReleasePhoneNumber',
    nameMember: 'PhoneNumber',
    idMember: 'PhoneNumberId',
    arnKind: 'phone-number',
  },
  user: { create: 'CreateUser', end: 'DeleteUser', nameMember: 'Username', idMember: 'UserId', arnKind: 'agent' },
  'quick-connect': {
    create: 'CreateQuickConnect',
    rename: 'UpdateQuickConnectName',
    end: 'DeleteQuickConnect',
    nameMember: 'Name',
    idMember: 'QuickConnectId',
    arnKind: 'transfer-destination',
  },
  'security-profile': {
    create: 'CreateSecurityProfile',
    end: 'DeleteSecurityProfile',
    nameMember: 'SecurityProfileName',
    idMember: 'SecurityProfileId',
    arnKind: 'security-profile',
  },
  'user-hierarchy-group': {
    create: 'CreateUserHierarchyGroup',
    rename: 'UpdateUserHierarchyGroupName',
    end: 'DeleteUserHierarchyGroup',
    nameMember: 'Name',
    idMember: 'HierarchyGroupId',
    arnKind: 'agent-group',
  },
};

export interface Thing {
  readonly kind: Kind;
  readonly id: string;
  readonly instance: Instance;
  name: string;
  lastModified: string;
}

/** Records of three instances and a replica, and what is left in them at the end. */
export interface SmallAccount {
  readonly events: readonly CloudTrailRecord[];
  readonly living: readonly Thing[];
}

const person = (who: string, username: string, firstName: string, lastName: string, instance: Instance) => ({
  id: idFrom(who),
  username,
  firstName,
  lastName,
  instanceId: instance.id,
  region: instance.region,
});
/** Listed by Connect, and made long before the records begin. */
export const ANN = person('ann', 'ann.lee', 'Ann', 'Lee', PROD);
/** Another person of the same login name, in another instance. */
export const ANNA = person('anna', 'ann.lee', 'Anna', 'Lee', TEST);
export const TARO = person('taro', 'Taro', '太郎', '山田', EAST);
export const LISTED = [ANN, ANNA, TARO] as const;
/** Nothing ever names these two; the records only tell that the second was deleted. */
const STRANGER = idFrom('stranger');
export const GHOST = idFrom('ghost');
/** A user whom the records make and unmake. */
const BOB = idFrom('bob');

/** Everyone who made a change, by a name that can be asked for. */
export const PEOPLE = [
  'Ann Lee',
  'lee ann',
  'Anna Lee',
  'ann.lee',
  'BOB',
  'Taro',
  '山田 太郎',
  '太郎山田',
  'Mateo',
  'kai@example.com',
  'KAI@example.com',
  'ci-connect',
  'run-1',
  'onboard',
  'onboard-role',
  'root',
  'replica sync',
  STRANGER,
  GHOST,
];

/** A small generator of numbers: the same seed gives the same account. */
export const numbers = (seed: number) => {
  let state = seed * 2654435761 + 1;
  return (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 374761393) >>> 0;
    return (state >>> 8) % below;
  };
};

const DAY_S = 86_400;
/** Seconds between one event and the next: often the same second or the same click of Save, now and then days. */
const GAPS = [0, 0, 0, 1, 2, 7, 20, 45, 59, 61, 240, 1500, 3500, 20 * 3600, 2 * DAY_S];
/** Seconds until the replica's Region has the copy; the last is too late to be taken for one. */
const SYNC_DELAYS = [0, 2, 4, 9, 20, 75, 900, 901];
const DAYS = ['MONDAY', 'TUESDAY', 'FRIDAY'];
const PERMISSIONS = ['BasicAgentAccess', 'OutboundCallAccess', 'Users.View', 'Queues.Edit'];

/**
 * An account of some hundred events in the last weeks, by any kind of actor, and the traps that CloudTrail lays. With
 * `copiesNames` the replica sync repeats also what makes, renames and ends things.
 */
export const smallAccount = (seed: number, size = 100, { copiesNames = false } = {}): SmallAccount => {
  const below = numbers(seed);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const oneIn = (n: number): boolean => below(n) === 0;
  const some = <T>(from: readonly T[], most: number): readonly T[] =>
    [...new Set(Array.from({ length: 1 + below(most) }, () => below(Math.max(from.length, 1))))].flatMap(
      (at) => from[at] ?? [],
    );
  const events: CloudTrailRecord[] = [];
  const old = (kind: Kind, id: string, instance: Instance, name: string): Thing => ({
    kind,
    id,
    instance,
    name,
    lastModified: '2026-01-01T00:00:00Z',
  });
  const living: Thing[] = [
    ...LISTED.map(({ id, username, instanceId }) =>
      old('user', id, INSTANCES.find((one) => one.id === instanceId) ?? PROD, username),
    ),
    old('queue', idFrom('old queue'), PROD, 'Old'),
    old('hours-of-operation', idFrom('old hours'), PROD, 'Old'),
    old('routing-profile', idFrom('old profile'), PROD, 'Old'),
    old('security-profile', idFrom('old security'), PROD, 'Agent'),
    old('queue', idFrom('old queue of test'), TEST, 'Billing'),
  ];
  const gone = new Set<string>();
  let emergencyUser: string | undefined;
  let step = 0;
  let copies = 0;
  let clock = NOW.getTime() / 1000 - 75 * DAY_S;
  const lastMoment = NOW.getTime() / 1000 - 2 * 3600;
  let maker = 0;
  /** The next event comes in the same second. */
  let atOnce = false;

  const arnOf = ({ instance, kind, id }: Pick<Thing, 'instance' | 'kind' | 'id'>): string =>
    kind === 'phone-number'
      ? `arn:aws:connect:${instance.region}:${instance.account}:phone-number/${id}`
      : `${arnOfInstance(instance)}/${CALLS[kind].arnKind}/${id}`;
  /** An id as records hold it: bare, in an ARN, in an encoded ARN. */
  const written = (thing: Pick<Thing, 'instance' | 'kind' | 'id'>): string =>
    pick([thing.id, thing.id, arnOf(thing), encodeURIComponent(arnOf(thing))]);

  const usersOf = (instance: Instance): readonly string[] =>
    [
      ...(instance.id === PROD.id ? [ANN.id, ANN.id, BOB, GHOST] : instance === TEST ? [ANNA.id] : [TARO.id]),
      STRANGER,
    ].filter((id) => !gone.has(id));

  interface Made {
    readonly call: Omit<CallParts, 'time'>;
    readonly instance: Instance;
    /** Some operations carry no instance. */
    readonly bare?: boolean;
    /** A Connect user of the website; any kind of actor where absent. */
    readonly userId?: string;
    /** A person at AWS's own console or keys: nobody else can ask for emergency access. */
    readonly atAws?: true;
    /** How the replica's Region writes it; absent for what is not repeated there. */
    readonly copied?: Omit<CallParts, 'time'>;
  }

  const atAwsOf = (instance: Instance, parts: CallParts): readonly (() => CloudTrailRecord)[] => [
    () => iamUserEvent({ ...parts, instance, userName: 'Mateo' }),
    () => identityCenterEvent({ ...parts, instance, userName: 'kai@example.com', permissionSet: 'Contact_Center' }),
    () => rootEvent({ ...parts, instance }),
  ];
  const makersOf = (instance: Instance, parts: CallParts): readonly (() => CloudTrailRecord)[] => [
    ...usersOf(instance).map((userId) => () => websiteEvent({ ...parts, instance, userId })),
    ...atAwsOf(instance, parts),
    () => iamUserEvent({ ...parts, instance, userName: 'Mateo', invokedBy: 'cloudformation.amazonaws.com' }),
    () => terraformEvent({ ...parts, instance, role: 'ci-connect', session: step % 2 === 0 ? 'run-1' : 'run-2' }),
    () => lambdaEvent({ ...parts, instance, functionName: 'onboard' }),
    () => awsServiceEvent({ ...parts, instance, service: 'connect-campaigns.amazonaws.com' }),
  ];

  const keep = (made: CloudTrailRecord, bare: boolean): CloudTrailRecord => {
    if (!bare) return made;
    const { InstanceId: _none, ...requestParameters } = made.requestParameters as Members;
    return { ...made, requestParameters };
  };

  const record = ({ call, instance, bare = false, userId, atAws, copied }: Made): CloudTrailRecord => {
    step += 1;
    clock = Math.min(clock + (atOnce ? 0 : pick(GAPS)), lastMoment);
    atOnce = false;
    // Two calls alike in everything within a second are two events.
    const parts = { ...call, time: new Date(clock * 1000), eventId: idFrom(`${seed} event ${step}`) };
    const makers = atAws ? atAwsOf(instance, parts) : makersOf(instance, parts);
    if (oneIn(2)) maker = below(makers.length);
    const made =
      userId === undefined
        ? (makers[maker % makers.length] as () => CloudTrailRecord)()
        : websiteEvent({ ...parts, instance, userId });
    events.push(keep(made, bare));
    if (instance === PROD && copied !== undefined && call.errorCode === undefined && oneIn(3)) repeat(copied, bare);
    return made;
  };
  const repeat = (copied: Omit<CallParts, 'time'>, bare: boolean): void => {
    if (!copiesNames && /^(Create|Delete|Claim|Release)|Name$|^UpdateHoursOfOperation$/.test(copied.eventName)) return;
    const error = pick([undefined, undefined, undefined, 'ResourceConflictException', 'AccessDeniedException']);
    copies += 1;
    const { responseElements, ...tried } = copied;
    const copy = replicaSyncEvent({
      ...tried,
      ...(error !== undefined ? { errorCode: error } : responseElements && { responseElements }),
      instance: REPLICA,
      time: new Date((clock + pick(SYNC_DELAYS)) * 1000),
      eventId: idFrom(`${seed} copy ${copies}`),
    });
    events.push(keep(copy, bare));
  };

  const touched = (id: string, { eventTime }: CloudTrailRecord): void => {
    for (const thing of living) if (thing.id === id) thing.lastModified = eventTime;
  };
  const inReplica = (value: Members): Members =>
    JSON.parse(
      decodeURIComponent(JSON.stringify(value)).replaceAll(`${PROD.region}:${ACCOUNT}`, `${EAST.region}:${ACCOUNT}`),
    );

  const create = (kind: Kind, instance: Instance, name: string, id: string, set: Members = {}): void => {
    const { create: eventName, nameMember, idMember } = CALLS[kind];
    const outcome = id === BOB ? 'made' : pick(['made', 'made', 'made', 'made', 'made', 'made', 'failed', 'hidden']);
    const answered = { [idMember]: id, [idMember.replace(/Id$/, 'Arn')]: arnOf({ kind, instance, id }) };
    if (outcome === 'made') living.push({ kind, id, instance, name, lastModified: '' });
    const call = { eventName, requestParameters: { [nameMember]: name, ...set } };
    const failed = pick(['AccessDeniedException', 'DuplicateResourceException']);
    const response = outcome === 'made' ? { responseElements: answered } : {};
    const made = record({
      instance,
      call: { ...call, ...response, ...(outcome === 'failed' && { errorCode: failed }) },
      ...(outcome === 'made' && {
        copied: { ...call, ...response, requestParameters: inReplica(call.requestParameters) },
      }),
    });
    touched(id, made);
  };
  const ERRORS = ['AccessDeniedException', 'ResourceConflictException', 'ThrottlingException'];
  const change = (
    thing: Thing,
    eventName: string,
    set: Members = {},
    { failed = oneIn(7), userId }: { readonly failed?: boolean; readonly userId?: string | undefined } = {},
  ): boolean => {
    const { idMember } = CALLS[thing.kind];
    const made = record({
      instance: thing.instance,
      bare: eventName === 'ReleasePhoneNumber',
      ...(userId !== undefined && { userId }),
      call: {
        eventName,
        requestParameters: { [idMember]: written(thing), ...set },
        ...(failed && { errorCode: pick(ERRORS) }),
      },
      copied: { eventName, requestParameters: inReplica({ [idMember]: arnOf(thing), ...set }) },
    });
    if (!failed) touched(thing.id, made);
    return !failed;
  };
  const oneOf = (kind: Kind, instance?: Instance): Thing | undefined => {
    const found = living.filter((one) => one.kind === kind && (instance === undefined || one.instance === instance));
    return found.length === 0 ? undefined : pick(found);
  };
  /** One of the thing's instance, as a record writes it. */
  const idOf = (kind: Kind, instance: Instance): string | undefined => {
    const found = oneOf(kind, instance);
    return found && written(found);
  };
  const idsOf = (kind: Kind, instance: Instance): readonly string[] =>
    some(
      living.filter((one) => one.kind === kind && one.instance === instance),
      3,
    ).map(written);
  const given = (member: string, value: unknown): Members => (value === undefined ? {} : { [member]: value });

  const channels = (): Members => ({
    MediaConcurrencies: [
      { Channel: 'VOICE', Concurrency: 1 },
      { Channel: 'CHAT', Concurrency: 1 + below(4) },
    ],
  });
  const queueConfigs = (instance: Instance): readonly Members[] =>
    some(
      living.filter((one) => one.kind === 'queue' && one.instance === instance),
      2,
    ).map((queue) => ({
      QueueReference: { QueueId: written(queue), Channel: pick(['VOICE', 'VOICE', 'CHAT']) },
      Priority: 1 + below(3),
      Delay: below(2) * 30,
    }));
  const phoneConfig = (): Members => ({
    PhoneConfig: {
      PhoneType: pick(['SOFT_PHONE', 'DESK_PHONE']),
      AutoAccept: oneIn(2),
      ...(oneIn(2) && { AfterContactWorkTimeLimit: below(3) * 10 }),
    },
  });
  const quickConnectConfig = (instance: Instance): Members => ({
    QuickConnectConfig: {
      QuickConnectType: 'QUEUE',
      QueueConfig: {
        ...given('QueueId', idOf('queue', instance)),
        ...given('ContactFlowId', idOf('flow', instance)),
      },
    },
  });
  const callerConfig = (instance: Instance): Members => ({
    OutboundCallerConfig: {
      OutboundCallerIdName: pick(['Support', 'Help']),
      ...(oneIn(2) && given('OutboundCallerIdNumberId', idOf('phone-number', instance))),
      ...(oneIn(2) && given('OutboundFlowId', idOf('flow', instance))),
    },
  });
  const openingTimes = (): Members => ({
    TimeZone: pick(['Asia/Tokyo', 'Europe/London']),
    Config: some(DAYS, 3).map((Day) => ({
      Day,
      StartTime: { Hours: 8 + below(2), Minutes: 0 },
      EndTime: { Hours: 17 + below(2), Minutes: 30 },
    })),
  });
  const hiddenOr = (value: unknown): unknown => (oneIn(9) ? '***' : value);
  const anInstance = (): Instance => pick([PROD, PROD, PROD, TEST, EAST]);

  const made: Readonly<Record<Kind, (instance: Instance) => Members>> = {
    queue: (instance) => ({
      ...given('HoursOfOperationId', idOf('hours-of-operation', instance)),
      ...(oneIn(2) && { MaxContacts: 5 + below(4) }),
      ...(oneIn(2) && callerConfig(instance)),
      ...(oneIn(3) && { QuickConnectIds: idsOf('quick-connect', instance) }),
      ...(oneIn(3) && { Description: '***' }),
    }),
    flow: () => ({ Type: 'CONTACT_FLOW', Content: '***' }),
    'routing-profile': (instance) => ({
      ...given('DefaultOutboundQueueId', idOf('queue', instance)),
      ...channels(),
      ...(oneIn(2) && { QueueConfigs: queueConfigs(instance) }),
    }),
    'hours-of-operation': openingTimes,
    'phone-number': () => ({}),
    user: (instance) => ({
      ...given('RoutingProfileId', idOf('routing-profile', instance)),
      SecurityProfileIds: idsOf('security-profile', instance),
      ...(oneIn(2) && given('HierarchyGroupId', idOf('user-hierarchy-group', instance))),
      ...phoneConfig(),
      IdentityInfo: '***',
    }),
    'quick-connect': quickConnectConfig,
    'security-profile': () => ({ Permissions: some(PERMISSIONS, 3) }),
    'user-hierarchy-group': () => ({}),
  };

  type Touch = readonly [Kind, string, (instance: Instance) => Members];
  const TOUCHES: readonly Touch[] = [
    ['queue', 'UpdateQueueStatus', () => ({ Status: pick(['ENABLED', 'DISABLED']) })],
    ['queue', 'UpdateQueueMaxContacts', () => ({ MaxContacts: hiddenOr(1 + below(4)) })],
    ['queue', 'UpdateQueueHoursOfOperation', (at) => given('HoursOfOperationId', idOf('hours-of-operation', at))],
    [
      'queue',
      'UpdateQueueOutboundCallerConfig',
      (at) => (oneIn(9) ? { OutboundCallerConfig: '***' } : callerConfig(at)),
    ],
    ['queue', 'AssociateQueueQuickConnects', (at) => ({ QuickConnectIds: idsOf('quick-connect', at) })],
    ['queue', 'DisassociateQueueQuickConnects', (at) => ({ QuickConnectIds: idsOf('quick-connect', at) })],
    ['flow', 'UpdateContactFlowContent', () => ({ Content: '***' })],
    ['routing-profile', 'UpdateRoutingProfileConcurrency', channels],
    [
      'routing-profile',
      'UpdateRoutingProfileDefaultOutboundQueue',
      (at) => given('DefaultOutboundQueueId', hiddenOr(idOf('queue', at))),
    ],
    ['routing-profile', 'AssociateRoutingProfileQueues', (at) => ({ QueueConfigs: queueConfigs(at) })],
    ['routing-profile', 'AssociateRoutingProfileQueues', (at) => ({ QueueConfigs: queueConfigs(at) })],
    ['routing-profile', 'UpdateRoutingProfileQueues', (at) => ({ QueueConfigs: queueConfigs(at) })],
    [
      'routing-profile',
      'DisassociateRoutingProfileQueues',
      (at) => ({ QueueReferences: queueConfigs(at).map(({ QueueReference }) => QueueReference) }),
    ],
    ['hours-of-operation', 'UpdateHoursOfOperation', openingTimes],
    ['phone-number', 'AssociatePhoneNumberContactFlow', (at) => given('ContactFlowId', idOf('flow', at))],
    ['phone-number', 'AssociatePhoneNumberContactFlow', (at) => given('ContactFlowId', idOf('flow', at))],
    ['phone-number', 'DisassociatePhoneNumberContactFlow', () => ({})],
    ['user', 'UpdateUserPhoneConfig', phoneConfig],
    ['user', 'UpdateUserIdentityInfo', () => ({ IdentityInfo: '***' })],
    ['user', 'UpdateUserSecurityProfiles', (at) => ({ SecurityProfileIds: hiddenOr(idsOf('security-profile', at)) })],
    ['user', 'UpdateUserRoutingProfile', (at) => given('RoutingProfileId', hiddenOr(idOf('routing-profile', at)))],
    ['user', 'UpdateUserRoutingProfile', (at) => given('RoutingProfileId', idOf('routing-profile', at))],
    [
      'user',
      'UpdateUserHierarchy',
      (at) => (oneIn(2) ? {} : given('HierarchyGroupId', idOf('user-hierarchy-group', at))),
    ],
    ['quick-connect', 'UpdateQuickConnectConfig', quickConnectConfig],
    ['security-profile', 'UpdateSecurityProfile', () => ({ Permissions: some(PERMISSIONS, 3) })],
  ];
  const touch = (userId?: string): void => {
    const [kind, eventName, set] = pick(TOUCHES);
    const thing = oneOf(kind, userId === undefined ? undefined : PROD);
    if (thing !== undefined) change(thing, eventName, set(thing.instance), { userId });
  };
  const remove = (thing: Thing): void => {
    if (!change(thing, CALLS[thing.kind].end)) return;
    gone.add(thing.id);
    living.splice(living.indexOf(thing), 1);
  };
  const isListed = ({ id }: Thing): boolean => LISTED.some((one) => one.id === id);
  const newThing = (kind: Kind, instance = anInstance()): void =>
    create(
      kind,
      instance,
      kind === 'phone-number' ? pick(NUMBERS) : kind === 'user' ? `agent${below(4)}` : pick(NAMES),
      idFrom(`${seed} ${step} ${kind}`),
      made[kind](instance),
    );

  const steps: readonly (() => void)[] = [
    ...Array.from({ length: 8 }, () => () => newThing(pick(KINDS))),
    ...Array.from({ length: 3 }, () => () => {
      const thing = pick(living);
      const { rename } = CALLS[thing.kind];
      if (rename === undefined) return;
      const name = pick(NAMES);
      if (change(thing, rename, { Name: name })) thing.name = name;
    }),
    ...Array.from({ length: 22 }, () => () => touch()),
    // One field twice, most often within a second.
    ...Array.from({ length: 3 }, () => () => {
      const [kind, eventName, set] = pick(TOUCHES);
      const thing = oneOf(kind);
      if (thing === undefined) return;
      for (let more = 1 + below(2); more >= 0; more -= 1) {
        change(thing, eventName, set(thing.instance));
        atOnce = !oneIn(3);
      }
      atOnce = false;
    }),
    // A moved agent, several profiles given and withdrawn, within one story.
    ...Array.from({ length: 3 }, () => () => {
      const user = oneOf('user');
      if (user === undefined) return;
      change(user, 'UpdateUserSecurityProfiles', { SecurityProfileIds: idsOf('security-profile', user.instance) });
      change(user, 'UpdateUserRoutingProfile', given('RoutingProfileId', idOf('routing-profile', user.instance)));
    }),
    ...Array.from({ length: 2 }, () => () => {
      const thing = pick(living);
      if (!isListed(thing) && thing.id !== BOB) remove(thing);
    }),
    () => {
      const hours = oneOf('hours-of-operation');
      if (hours === undefined) return;
      const id = idFrom(`${seed} ${step} override`);
      const made = record({
        instance: hours.instance,
        call: {
          eventName: 'CreateHoursOfOperationOverride',
          requestParameters: { HoursOfOperationId: written(hours), Name: 'Holiday', EffectiveFrom: '2026-12-24' },
          responseElements: { HoursOfOperationOverrideId: id },
        },
      });
      touched(hours.id, made);
    },
    () => {
      const thing = pick(living);
      const tag = oneIn(2);
      record({
        instance: thing.instance,
        bare: true,
        call: {
          eventName: tag ? 'TagResource' : 'UntagResource',
          requestParameters: {
            resourceArn: pick([arnOf(thing), encodeURIComponent(arnOf(thing))]),
            ...(tag ? { tags: { team: pick(['voice', 'chat']) } } : { tagKeys: ['team'] }),
          },
        },
      });
    },
    () => {
      const queue = oneOf('queue');
      if (queue === undefined) return;
      const requestParameters = { QueueId: written(queue) };
      const error = oneIn(3) ? { errorCode: 'AccessDeniedException' } : {};
      record({ instance: queue.instance, call: { eventName: 'ReassignQueueOwner', requestParameters, ...error } });
    },
    // A change in the replica's Region that nobody made in the other.
    () => {
      const queue = oneOf('queue', PROD);
      if (queue === undefined) return;
      const requestParameters = {
        QueueId: pick([queue.id, arnOf({ ...queue, instance: REPLICA })]),
        Status: pick(['ENABLED', 'DISABLED']),
      };
      record({ instance: REPLICA, call: { eventName: 'UpdateQueueStatus', requestParameters } });
    },
    // A copy whose original no record holds.
    () => {
      const queue = oneOf('queue', PROD);
      if (queue === undefined) return;
      clock = Math.min(clock + pick(GAPS), lastMoment);
      const requestParameters = { QueueId: arnOf({ ...queue, instance: REPLICA }), Status: 'DISABLED' };
      repeat({ eventName: 'UpdateQueueStatus', requestParameters }, false);
    },
    // Emergency access: who asked for it, and what somebody whom nothing names then did.
    ...Array.from({ length: 3 }, () => () => {
      if (oneIn(2) || emergencyUser === undefined) emergencyUser = idFrom(`${seed} ${step} emergency`);
      clock = Math.min(clock + 1, lastMoment);
      const asked = pick(['AdminGetEmergencyAccessToken', 'AdminGetEmergencyAccessToken', 'GetFederationTokens']);
      const error = oneIn(4) ? { errorCode: 'AccessDeniedException' } : {};
      record({ instance: pick([PROD, PROD, TEST]), atAws: true, call: { eventName: asked, ...error } });
      clock = Math.min(clock + 1, lastMoment);
      for (let more = below(3); more >= 0; more -= 1) touch(emergencyUser);
    }),
    // What is no change, or not ours, though it holds a name or an id of ours.
    () => {
      const thing = oneOf('queue');
      const requestParameters = { QueueId: thing?.id ?? '', Name: pick(NAMES) };
      const ours = (eventName: string, set: Members) =>
        record({ instance: PROD, call: { eventName, requestParameters: set } });
      const theirs = (eventSource: string, eventName: string, set: Members, answer?: Members) =>
        record({
          instance: PROD,
          bare: true,
          call: { eventName, eventSource, requestParameters: set, ...(answer && { responseElements: answer }) },
        });
      ours('GetMetricDataV2', requestParameters);
      ours('UpdateContactAttributes', { Name: pick(NAMES) });
      ours('StartOutboundVoiceContact', { QueueId: thing?.id ?? '', ContactFlowId: idFrom('old flow') });
      ours('PutUserStatus', { UserId: ANN.id, AgentStatusId: idFrom('status') });
      ours('GetFederationToken', {});
      theirs('sqs.amazonaws.com', 'CreateQueue', requestParameters);
      theirs('iam.amazonaws.com', 'CreateUser', { userName: 'bob' });
      theirs('iam.amazonaws.com', 'DeleteUser', { userName: 'bob', UserId: BOB });
      theirs('ecs.amazonaws.com', 'TagResource', { resourceArn: thing === undefined ? '' : arnOf(thing), tags: {} });
    },
    // Of other services of ours: a bot and a domain of no instance.
    () => {
      const bot = `BOT${String(step).padStart(7, '0')}`;
      const lex = { eventSource: 'lex.amazonaws.com' };
      const botName = pick(['Billing', 'Greeter']);
      const parts = { instance: PROD, bare: true };
      record({
        ...parts,
        call: {
          ...lex,
          eventName: 'CreateBot',
          requestParameters: { botName },
          responseElements: { botId: bot, botName },
        },
      });
      record({ ...parts, call: { ...lex, eventName: 'DeleteBot', requestParameters: { botId: bot } } });
      record({
        ...parts,
        call: {
          eventSource: 'voiceid.amazonaws.com',
          eventName: 'CreateDomain',
          requestParameters: { name: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
          responseElements: { domain: { domainId: `Domain${step}` } },
        },
      });
    },
  ];

  create('user', PROD, 'bob', BOB, made.user(PROD));
  const ghost: Thing = { kind: 'user', id: GHOST, instance: PROD, name: '', lastModified: '' };
  for (const kind of KINDS) newThing(kind, PROD);
  while (step < size) {
    pick(steps)();
    if (step > size / 2 && !gone.has(GHOST) && change(ghost, 'DeleteUser')) gone.add(GHOST);
  }
  const bob = living.find(({ id }) => id === BOB);
  while (bob !== undefined && !gone.has(BOB)) remove(bob);
  return { events, living };
};

/** Reads that drown the changes: so many that a question is answered by event names. */
export const polls = (n: number): readonly CloudTrailRecord[] =>
  Array.from({ length: n }, (_, i) =>
    eventBy(
      { type: 'IAMUser', userName: 'dashboard', arn: `arn:aws:iam::${PROD.account}:user/dashboard` },
      {
        eventName: 'GetMetricDataV2',
        time: new Date(NOW.getTime() - Math.floor(((i + 1) * 75 * DAY_S * 1000) / (n + 1))),
        eventId: idFrom(`poll ${i}`),
      },
    ),
  );
