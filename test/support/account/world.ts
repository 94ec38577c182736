import type { CloudTrailRecord } from '../../../bot/local/aws/local-account';
import { idFrom } from '../../../bot/local/aws/records';

export const NOW = new Date('2026-11-21T12:00:00Z');
export const ACCOUNT = '111122223333';
export const PROD = { id: idFrom('prod'), alias: 'prod', region: 'us-east-1', account: ACCOUNT };
export const TEST = { id: idFrom('test'), alias: 'prod-test', region: 'us-east-1', account: ACCOUNT };
export const EAST = { id: idFrom('east'), alias: 'prod-east', region: 'eu-west-2', account: ACCOUNT };
export const INSTANCES = [PROD, TEST, EAST] as const;
/** Global Resiliency: the same instance and the same things, under the same ids, in another Region. */
export const REPLICA = { ...PROD, region: EAST.region };
export type Instance = typeof PROD;

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
export type Members = Readonly<Record<string, unknown>>;

interface Calls {
  readonly create: string;
  readonly rename?: string;
  readonly end: string;
  readonly nameMember: string;
  readonly idMember: string;
  readonly arnKind: string;
}

export const CALLS: Readonly<Record<Kind, Calls>> = {
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
export const STRANGER = idFrom('stranger');
export const GHOST = idFrom('ghost');
/** A user whom the records make and unmake. */
export const BOB = idFrom('bob');

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
  'jane.doe',
  'ConnectAdmin',
  'jdoe',
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

export const DAY_S = 86_400;
/** Seconds between one event and the next: often the same second or the same click of Save, now and then days. */
export const GAPS = [0, 0, 0, 1, 2, 7, 20, 45, 59, 61, 240, 1500, 3500, 20 * 3600, 2 * DAY_S];
/** Seconds until the replica's Region has the copy; the last is too late to be taken for one. */
export const SYNC_DELAYS = [0, 2, 4, 9, 20, 75, 900, 901];
