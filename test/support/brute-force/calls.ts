/** How a request member alters what is there: in its place, as further or fewer items of a list, or within its items. */
export type Way = 'replace' | 'add' | 'remove' | 'merge';
export interface Kind {
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

export const CONNECT: Readonly<Record<string, Kind>> = {
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
export const KINDS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  'connect.amazonaws.com': CONNECT,
  'lex.amazonaws.com': {
    CreateBot: made('lex-bot', 'botId', 'botName'),
    DeleteBot: ended('lex-bot', 'botId'),
  },
  'voiceid.amazonaws.com': { CreateDomain: made('voiceid-domain', 'domain', 'name') },
};
export const TYPE_IN_ARN: Readonly<Record<string, string>> = {
  agent: 'user',
  'agent-group': 'user-hierarchy-group',
  'contact-flow': 'flow',
  'operating-hours': 'hours-of-operation',
  'transfer-destination': 'quick-connect',
};

export const TOKEN_CALLS = ['AdminGetEmergencyAccessToken', 'GetFederationTokens'];
