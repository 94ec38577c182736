import type { CloudTrailRecord } from '../../bot/local/aws/local-account';
import {
  arnOfInstance,
  type CallParts,
  eventBy,
  iamUserEvent,
  identityCenterEvent,
  idFrom,
  rootEvent,
  terraformEvent,
  websiteEvent,
} from '../../bot/local/aws/records';

export const NOW = new Date('2026-11-21T12:00:00Z');
export const PROD = { id: idFrom('prod'), alias: 'prod', region: 'us-east-1', account: '111122223333' };
export const EAST = { id: idFrom('east'), alias: 'East', region: 'eu-west-2', account: '111122223333' };

/** Names that things take from one another, hostile and Japanese ones among them; some differ by case or accents only. */
export const NAMES = ['Billing', 'billing', 'Bílling ES', 'Sales', '請求・返金', '<!channel>', '*x* | _y_', 'VIP'];
export const LOGINS = ['ann.lee', 'bob', 'Taro'];
export const KINDS = ['queue', 'flow', 'routing-profile', 'hours-of-operation', 'phone-number', 'user'] as const;
export type Kind = (typeof KINDS)[number];

interface Calls {
  readonly create: string;
  readonly rename?: string;
  readonly touch?: readonly [string, Record<string, unknown>];
  readonly end: string;
  readonly nameMember: string;
  readonly idMember: string;
  readonly arnKind: string;
}

const CALLS: Readonly<Record<Kind, Calls>> = {
  queue: {
    create: 'CreateQueue',
    rename: 'UpdateQueueName',
    touch: ['UpdateQueueStatus', { Status: 'DISABLED' }],
    end: 'DeleteQueue',
    nameMember: 'Name',
    idMember: 'QueueId',
    arnKind: 'queue',
  },
  flow: {
    create: 'CreateContactFlow',
    rename: 'UpdateContactFlowName',
    touch: ['UpdateContactFlowContent', { Content: '***' }],
    end: 'DeleteContactFlow',
    nameMember: 'Name',
    idMember: 'ContactFlowId',
    arnKind: 'contact-flow',
  },
  'routing-profile': {
    create: 'CreateRoutingProfile',
    rename: 'UpdateRoutingProfileName',
    touch: ['UpdateRoutingProfileConcurrency', { MediaConcurrencies: [{ Channel: 'CHAT', Concurrency: 3 }] }],
    end: 'DeleteRoutingProfile',
    nameMember: 'Name',
    idMember: 'RoutingProfileId',
    arnKind: 'routing-profile',
  },
  'hours-of-operation': {
    create: 'CreateHoursOfOperation',
    touch: ['UpdateHoursOfOperation', { TimeZone: 'Asia/Tokyo' }],
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
  user: {
    create: 'CreateUser',
    touch: ['UpdateUserPhoneConfig', { PhoneConfig: { PhoneType: 'SOFT_PHONE' } }],
    end: 'DeleteUser',
    nameMember: 'Username',
    idMember: 'UserId',
    arnKind: 'agent',
  },
};

export interface Thing {
  readonly kind: Kind;
  readonly id: string;
  readonly instance: typeof PROD;
  name: string;
  lastModified: string;
}

/** Records of two instances, and what is left in them at the end. */
export interface SmallAccount {
  readonly events: readonly CloudTrailRecord[];
  readonly living: readonly Thing[];
  /** Everyone who made a change, by a name that can be asked for. */
  readonly people: readonly string[];
}

export const PEOPLE = [
  'Ann Lee',
  'lee ann',
  'ann.lee',
  'BOB',
  'Taro',
  'Mateo',
  'kai@example.com',
  'ci-connect',
  'run-1',
  'root',
];
/** Listed by Connect, and made long before the records begin. */
export const ANN = { id: idFrom('ann'), username: 'ann.lee', firstName: 'Ann', lastName: 'Lee', instanceId: PROD.id };
const STRANGER = idFrom('stranger');
/** A user whom the records make and unmake. */
const BOB = idFrom('bob');

/** A small generator of numbers: the same seed gives the same account. */
const numbers = (seed: number) => {
  let state = seed * 2654435761 + 1;
  return (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 374761393) >>> 0;
    return (state >>> 8) % below;
  };
};

const MINUTES = 60 * 1440;

/** An account of some fifty events over sixty days, by any kind of actor; no two in the same second. */
export const smallAccount = (seed: number, size = 50): SmallAccount => {
  const below = numbers(seed);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const events: CloudTrailRecord[] = [];
  const living: Thing[] = [
    { kind: 'user', id: ANN.id, instance: PROD, name: ANN.username, lastModified: '2026-01-01T00:00:00Z' },
    { kind: 'queue', id: idFrom('old queue'), instance: PROD, name: 'Old', lastModified: '2026-01-01T00:00:00Z' },
  ];
  let step = 0;

  const arnOf = ({ instance, kind, id }: Pick<Thing, 'instance' | 'kind' | 'id'>): string =>
    kind === 'phone-number'
      ? `arn:aws:connect:${instance.region}:${instance.account}:phone-number/${id}`
      : `${arnOfInstance(instance)}/${CALLS[kind].arnKind}/${id}`;
  /** An id as records hold it: bare, in an ARN, in an encoded ARN. */
  const written = (thing: Pick<Thing, 'instance' | 'kind' | 'id'>): string =>
    pick([thing.id, arnOf(thing), encodeURIComponent(arnOf(thing))]);

  const record = (instance: typeof PROD, call: Omit<CallParts, 'time'>): void => {
    step += 1;
    const time = new Date(
      NOW.getTime() - (MINUTES - Math.floor((step * MINUTES) / (size + 10))) * 60_000 - step * 1000,
    );
    const parts = { ...call, time, instance };
    const website = (userId: string) => () => websiteEvent({ ...parts, userId });
    const makers = [
      website(ANN.id),
      website(ANN.id),
      website(BOB),
      website(STRANGER),
      () => iamUserEvent({ ...parts, userName: 'Mateo' }),
      () => identityCenterEvent({ ...parts, userName: 'kai@example.com', permissionSet: 'Contact_Center' }),
      () => terraformEvent({ ...parts, role: 'ci-connect', session: pick(['run-1', 'run-2']) }),
      () => rootEvent(parts),
    ];
    // A user of one instance is nobody in the other.
    const made = instance === PROD ? pick(makers)() : pick(makers.slice(3))();
    if (call.eventName !== 'ReleasePhoneNumber') events.push(made);
    else {
      const { InstanceId: _none, ...requestParameters } = made.requestParameters as Record<string, unknown>;
      events.push({ ...made, requestParameters });
    }
    for (const thing of living) if (thing.id === touchedNow) thing.lastModified = made.eventTime;
    touchedNow = undefined;
  };
  let touchedNow: string | undefined;

  const create = (
    kind: Kind,
    instance: typeof PROD,
    name: string,
    id: string,
    outcome: 'made' | 'failed' | 'hidden',
  ) => {
    const { create: eventName, nameMember, idMember } = CALLS[kind];
    const answered = { [idMember]: id, [idMember.replace(/Id$/, 'Arn')]: arnOf({ kind, instance, id }) };
    if (outcome === 'made') living.push({ kind, id, instance, name, lastModified: '' });
    touchedNow = id;
    record(instance, {
      eventName,
      requestParameters: { [nameMember]: name },
      ...(outcome === 'made' && { responseElements: answered }),
      ...(outcome === 'failed' && { errorCode: pick(['AccessDeniedException', 'DuplicateResourceException']) }),
    });
  };
  const change = (thing: Thing, eventName: string, set: Record<string, unknown>, errorCode?: string) => {
    if (errorCode === undefined) touchedNow = thing.id;
    record(thing.instance, {
      eventName,
      requestParameters: { [CALLS[thing.kind].idMember]: written(thing), ...set },
      ...(errorCode !== undefined && { errorCode }),
    });
  };
  const oneOf = (...kinds: Kind[]): Thing | undefined => {
    const found = living.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
    return found.length === 0 ? undefined : pick(found);
  };

  const steps: readonly (() => void)[] = [
    ...Array.from({ length: 6 }, () => () => {
      const kind = pick(KINDS.filter((one) => one !== 'user'));
      const name = kind === 'phone-number' ? pick(['+18005550100', '+18005550142']) : pick(NAMES);
      const outcome = pick(['made', 'made', 'made', 'made', 'failed', 'hidden'] as const);
      create(kind, pick([PROD, PROD, EAST]), name, idFrom(`${seed} ${step} ${kind}`), outcome);
    }),
    ...Array.from({ length: 4 }, () => () => {
      const thing = oneOf('queue', 'flow', 'routing-profile');
      const rename = thing && CALLS[thing.kind].rename;
      if (thing === undefined || rename === undefined) return;
      const name = pick(NAMES);
      const failed = below(5) === 0;
      if (!failed) thing.name = name;
      change(thing, rename, { Name: name }, failed ? 'AccessDeniedException' : undefined);
    }),
    ...Array.from({ length: 5 }, () => () => {
      const thing = oneOf();
      const touch = thing && CALLS[thing.kind].touch;
      if (thing !== undefined && touch !== undefined)
        change(thing, ...touch, below(6) === 0 ? 'AccessDeniedException' : undefined);
    }),
    ...Array.from({ length: 2 }, () => () => {
      const thing = oneOf();
      if (thing === undefined || thing.id === ANN.id) return;
      living.splice(living.indexOf(thing), 1);
      change(thing, CALLS[thing.kind].end, {});
    }),
    ...Array.from({ length: 2 }, () => () => {
      const [profile, queue] = [oneOf('routing-profile'), oneOf('queue')];
      if (profile === undefined || queue === undefined || profile.instance !== queue.instance) return;
      const QueueReference = { QueueId: written(queue), Channel: 'VOICE' };
      change(profile, 'AssociateRoutingProfileQueues', { QueueConfigs: [{ Priority: 1, Delay: 0, QueueReference }] });
    }),
    () => {
      const hours = oneOf('hours-of-operation');
      if (hours === undefined) return;
      const id = idFrom(`${seed} ${step} override`);
      touchedNow = hours.id;
      record(hours.instance, {
        eventName: 'CreateHoursOfOperationOverride',
        requestParameters: { HoursOfOperationId: written(hours), Name: 'Holiday' },
        responseElements: { HoursOfOperationOverrideId: id },
      });
    },
    () => {
      const queue = oneOf('queue');
      if (queue !== undefined)
        record(queue.instance, { eventName: 'ReassignQueueOwner', requestParameters: { QueueId: written(queue) } });
    },
    // What is no change, or not ours, though it holds a name or an id of ours.
    () => {
      const thing = oneOf('queue');
      const requestParameters = { QueueId: thing?.id ?? '', Name: pick(NAMES) };
      record(PROD, { eventName: 'GetMetricDataV2', requestParameters });
      record(PROD, { eventName: 'CreateQueue', eventSource: 'sqs.amazonaws.com', requestParameters });
      record(PROD, {
        eventName: 'CreateUser',
        eventSource: 'iam.amazonaws.com',
        requestParameters: { userName: 'bob' },
      });
      record(PROD, { eventName: 'UpdateContactAttributes', requestParameters: { Name: pick(NAMES) } });
    },
  ];

  create('user', PROD, 'bob', BOB, 'made');
  while (step < size) pick(steps)();
  if (living.some(({ id }) => id === BOB)) {
    living.splice(
      living.findIndex(({ id }) => id === BOB),
      1,
    );
    change({ kind: 'user', id: BOB, instance: PROD, name: 'bob', lastModified: '' }, 'DeleteUser', {});
  }
  return { events, living, people: PEOPLE };
};

/** Reads that drown the changes: so many that a question is answered by event names. */
export const polls = (n: number): readonly CloudTrailRecord[] =>
  Array.from({ length: n }, (_, i) =>
    eventBy(
      { type: 'IAMUser', userName: 'dashboard', arn: `arn:aws:iam::${PROD.account}:user/dashboard` },
      {
        eventName: 'GetMetricDataV2',
        time: new Date(NOW.getTime() - Math.floor(((i + 1) * MINUTES * 60_000) / (n + 1))),
        eventId: idFrom(`poll ${i}`),
      },
    ),
  );
