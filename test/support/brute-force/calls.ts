/**
 * How a request member alters what is there: in its place, as further or fewer items of a list, or within its items. Channels
 * are set one by one, and of those that a call does not name nobody knows whether they stay. A link was not there before, and
 * what takes it away says which it was.
 */
export type Way = 'replace' | 'add' | 'remove' | 'merge' | 'channels' | 'link' | 'unlink';
export interface Kind {
  readonly type: string;
  readonly verb: string;
  /** Member of the id in the request or the response. */
  readonly id?: string;
  readonly name?: string;
  readonly sets?: Readonly<Record<string, Way>>;
  /** What the call empties where the request does not hold it. */
  readonly clears?: string;
  /** What may be kept or cleared where the request does not hold it: nobody says which. */
  readonly leavesOpen?: readonly string[];
  /** What is not known any more after the call, though it does not name it. */
  readonly forgets?: readonly string[];
  /** A member of the request → the one under which other calls set the same. */
  readonly renames?: Readonly<Record<string, string>>;
  /** A member → the one in which the request itself says what was there before. */
  readonly before?: Readonly<Record<string, string>>;
  /** The member that names the thing of which this is a part. */
  readonly whole?: string;
  /** The thing is a part of the instance. */
  readonly isOfInstance?: true;
  /** The request names the instance that the thing goes to. */
  readonly namesInstance?: true;
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
const OVERRIDE = ['EffectiveFrom', 'EffectiveTill', 'Config'];
/** What a security profile restricts. That UpdateSecurityProfile keeps what it does not hold is documented nowhere. */
const RESTRICTIONS = [
  'AllowedAccessControlTags',
  'TagRestrictedResources',
  'HierarchyRestrictedResources',
  'AllowedAccessControlHierarchyGroupId',
];
const withChannels = (kind: Kind): Kind => ({ ...kind, sets: { ...kind.sets, MediaConcurrencies: 'channels' } });
const ofInstance = (type: string, id: string, verb: string): Kind => ({ type, verb, id, name: id, isOfInstance: true });
/** "You must enter InstanceId or TargetArn" (ClaimPhoneNumber, UpdatePhoneNumber): either says where the number is. */
const PLACE = { renames: { InstanceId: 'TargetArn' }, namesInstance: true } as const;

export const CONNECT: Readonly<Record<string, Kind>> = {
  CreateQueue: made('queue', 'QueueId', 'Name', [
    'HoursOfOperationId',
    'MaxContacts',
    'OutboundCallerConfig',
    'QuickConnectIds',
    'Description',
  ]),
  UpdateQueueName: renamed('queue', 'QueueId', ['Description']),
  UpdateQueueStatus: setting('queue', 'QueueId', 'Status'),
  UpdateQueueMaxContacts: setting('queue', 'QueueId', 'MaxContacts'),
  UpdateQueueHoursOfOperation: setting('queue', 'QueueId', 'HoursOfOperationId'),
  UpdateQueueOutboundCallerConfig: setting('queue', 'QueueId', 'OutboundCallerConfig'),
  AssociateQueueQuickConnects: setting('queue', 'QueueId', 'QuickConnectIds', 'add', 'associate'),
  DisassociateQueueQuickConnects: setting('queue', 'QueueId', 'QuickConnectIds', 'remove', 'disassociate'),
  DeleteQueue: ended('queue', 'QueueId'),
  CreateContactFlow: made('flow', 'ContactFlowId', 'Name', ['Type', 'Content', 'Status']),
  UpdateContactFlowName: renamed('flow', 'ContactFlowId'),
  UpdateContactFlowContent: setting('flow', 'ContactFlowId', 'Content'),
  DeleteContactFlow: ended('flow', 'ContactFlowId'),
  CreateRoutingProfile: withChannels(
    made('routing-profile', 'RoutingProfileId', 'Name', ['DefaultOutboundQueueId', 'QueueConfigs']),
  ),
  UpdateRoutingProfileName: renamed('routing-profile', 'RoutingProfileId'),
  UpdateRoutingProfileConcurrency: withChannels({ type: 'routing-profile', verb: 'update', id: 'RoutingProfileId' }),
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
  CreateHoursOfOperationOverride: {
    ...made('hours-of-operation-override', 'HoursOfOperationOverrideId', 'Name', OVERRIDE),
    whole: 'HoursOfOperationId',
  },
  UpdateHoursOfOperationOverride: {
    ...renamed('hours-of-operation-override', 'HoursOfOperationOverrideId', OVERRIDE),
    whole: 'HoursOfOperationId',
  },
  DeleteHoursOfOperationOverride: {
    ...ended('hours-of-operation-override', 'HoursOfOperationOverrideId'),
    whole: 'HoursOfOperationId',
  },
  ClaimPhoneNumber: {
    ...made('phone-number', 'PhoneNumberId', 'PhoneNumber', ['TargetArn'], 'claim'),
    ...PLACE,
  },
  // "It doesn't migrate the flow configuration of the phone number, too."
  UpdatePhoneNumber: { ...setting('phone-number', 'PhoneNumberId', 'TargetArn'), ...PLACE, forgets: ['ContactFlowId'] },
  UpdatePhoneNumberMetadata: setting('phone-number', 'PhoneNumberId', 'PhoneNumberDescription'),
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
  UpdateUserConfig: {
    type: 'user',
    verb: 'update',
    id: 'UserId',
    sets: { AutoAcceptConfigs: 'channels', AfterContactWorkConfigs: 'channels' },
    leavesOpen: ['AutoAcceptConfigs', 'AfterContactWorkConfigs'],
  },
  UpdateUserIdentityInfo: setting('user', 'UserId', 'IdentityInfo'),
  UpdateUserSecurityProfiles: setting('user', 'UserId', 'SecurityProfileIds'),
  UpdateUserRoutingProfile: setting('user', 'UserId', 'RoutingProfileId'),
  UpdateUserHierarchy: { ...setting('user', 'UserId', 'HierarchyGroupId'), clears: 'HierarchyGroupId' },
  DeleteUser: ended('user', 'UserId'),
  CreateQuickConnect: made('quick-connect', 'QuickConnectId', 'Name', ['QuickConnectConfig']),
  UpdateQuickConnectName: renamed('quick-connect', 'QuickConnectId'),
  UpdateQuickConnectConfig: setting('quick-connect', 'QuickConnectId', 'QuickConnectConfig'),
  DeleteQuickConnect: ended('quick-connect', 'QuickConnectId'),
  AssociateSecurityProfiles: setting('user', 'EntityArn', 'SecurityProfileIds', 'add', 'associate'),
  DisassociateSecurityProfiles: setting('user', 'EntityArn', 'SecurityProfileIds', 'remove', 'disassociate'),
  CreateSecurityProfile: made('security-profile', 'SecurityProfileId', 'SecurityProfileName', [
    'Permissions',
    ...RESTRICTIONS,
  ]),
  UpdateSecurityProfile: {
    type: 'security-profile',
    verb: 'update',
    id: 'SecurityProfileId',
    sets: Object.fromEntries(['Permissions', ...RESTRICTIONS].map((member) => [member, 'replace'])),
    leavesOpen: RESTRICTIONS,
  },
  DeleteSecurityProfile: ended('security-profile', 'SecurityProfileId'),
  CreateUserHierarchyGroup: made('user-hierarchy-group', 'HierarchyGroupId', 'Name'),
  UpdateUserHierarchyGroupName: renamed('user-hierarchy-group', 'HierarchyGroupId'),
  DeleteUserHierarchyGroup: ended('user-hierarchy-group', 'HierarchyGroupId'),
  CreateVocabulary: made('vocabulary', 'VocabularyId', 'VocabularyName', ['LanguageCode', 'Content']),
  DeleteVocabulary: ended('vocabulary', 'VocabularyId'),
  // "If this is empty, the default is set to none."
  AssociateDefaultVocabulary: {
    ...ofInstance('default-vocabulary', 'LanguageCode', 'associate'),
    sets: { VocabularyId: 'replace' },
    clears: 'VocabularyId',
  },
  CreateDataTable: made('data-table', 'Id', 'Name', ['TimeZone', 'ValueLockLevel', 'Status']),
  CreateDataTableAttribute: {
    type: 'data-table-attribute',
    verb: 'create',
    id: 'Name',
    name: 'Name',
    sets: { ValueType: 'replace' },
    whole: 'DataTableId',
  },
  UpdateDataTableAttribute: {
    ...made('data-table-attribute', 'AttributeName', 'Name', ['ValueType'], 'update'),
    before: { Name: 'AttributeName' },
    whole: 'DataTableId',
  },
  DeleteDataTableAttribute: { ...ended('data-table-attribute', 'AttributeName'), whole: 'DataTableId' },
  AssociateLambdaFunction: ofInstance('lambda-function-association', 'FunctionArn', 'associate'),
  DisassociateLambdaFunction: ofInstance('lambda-function-association', 'FunctionArn', 'disassociate'),
  AssociateApprovedOrigin: ofInstance('approved-origin', 'Origin', 'associate'),
  DisassociateApprovedOrigin: ofInstance('approved-origin', 'Origin', 'disassociate'),
  AssociateBot: { ...ofInstance('lex-bot-association', 'LexV2Bot', 'associate'), sets: { LexV2Bot: 'link' } },
  DisassociateBot: { ...ofInstance('lex-bot-association', 'LexV2Bot', 'disassociate'), sets: { LexV2Bot: 'unlink' } },
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
    CreateBotAlias: { ...made('lex-bot-alias', 'botAliasId', 'botAliasName', ['botVersion']), whole: 'botId' },
    UpdateBotAlias: {
      ...made('lex-bot-alias', 'botAliasId', 'botAliasName', ['botVersion'], 'update'),
      whole: 'botId',
    },
    TagResource: { type: 'lex-bot-alias', verb: 'tag', id: 'resourceARN', sets: { tags: 'merge' } },
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
