import type { ServiceModel } from './models';

/**
 * What an operation is. `config-change` is what we tell about; all others are left out, and their names say what they are.
 */
export const CATEGORIES = [
  'config-change',
  'read',
  'contact',
  'evaluation',
  'attached-file',
  'notification',
  'agent-activity',
  'session',
  'execution',
  'device-registration',
  'speaker-data',
  'batch-job',
  'utterance-data',
  'assist-job',
  'test',
  'export',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Names with these beginnings only read. `readOnly` in the record does not tell: Connect's can be wrong. */
export const READ_PREFIXES = ['Get', 'List', 'Describe', 'Search', 'BatchGet', 'BatchDescribe'] as const;

/** Operation names that begin so have this verb; the first that fits counts, none gives `change`. */
export const VERB_PREFIXES = [
  'create',
  'update',
  'delete',
  'associate',
  'disassociate',
  'activate',
  'deactivate',
  'put',
  'claim',
  'release',
  'import',
  'replicate',
  'tag',
  'untag',
  'build',
  'start',
  'stop',
] as const;
/** `access` asks for rights and alters nothing: emergency access, which later changes are read by. */
export const VERBS = [...VERB_PREFIXES, 'access', 'change'] as const;
type Verb = (typeof VERBS)[number];

/**
 * One kind of resource and the operations on it. Paths that an operation doesn't have are passed over, so that one rule
 * does for the create, the updates and the delete. Only what the names don't show has to be said.
 */
export interface Rule {
  /** The operation names it is for. */
  readonly match: RegExp;
  readonly type: string;
  readonly ids: readonly string[];
  readonly names?: readonly string[];
  /** The resource that this one is a part of, and the request member that holds its id. */
  readonly partOf?: readonly [type: string, idPath: string];
  /** What else a member names that holds the id or the name: a bot's link names the bot. */
  readonly mentions?: readonly (readonly [path: string, type: string])[];
  /** Where the name's own verb would mislead: deleting a workspace's logo deletes no workspace. */
  readonly verb?: Verb;
  readonly responseId?: string;
  readonly responseArn?: string;
}

/**
 * "Log in for emergency access" in the AWS console: the second was its name until June 2024, and only sounds like a read.
 * `GetFederationToken`, without the s, is every SAML login.
 */
export const EMERGENCY_ACCESS = /^(AdminGetEmergencyAccessToken|GetFederationTokens)$/;

const partOfInstance = { partOf: ['instance', 'InstanceId'] } as const;
/** A policy goes by the ARN of the bot or alias that it is on. */
const botAtResourceArn = [
  ['resourceArn', 'lex-bot'],
  ['resourceArn', 'lex-bot-alias'],
] as const;
const partOfBot = { partOf: ['lex-bot', 'botId'] } as const;

/** The first rule that matches counts, so parts (`ContactFlowModuleVersion`) stand before wholes (`ContactFlowModule`). */
export const RULES: Readonly<Record<ServiceModel, readonly Rule[]>> = {
  connect: [
    { match: /^(Tag|Untag)Resource$/, type: 'resource-tags', ids: ['resourceArn'] },

    {
      match: /HoursOfOperationOverride$/,
      type: 'hours-of-operation-override',
      ids: ['HoursOfOperationOverrideId'],
      names: ['Name'],
      partOf: ['hours-of-operation', 'HoursOfOperationId'],
    },
    {
      match: /^(Create|Update|Delete|Associate|Disassociate)HoursOfOperations?$/,
      type: 'hours-of-operation',
      ids: ['HoursOfOperationId'],
      names: ['Name'],
    },
    { match: /^(Create|Update|Delete|Associate|Disassociate)Queue/, type: 'queue', ids: ['QueueId'], names: ['Name'] },
    {
      match: /^(Create|Update|Delete|Associate|Disassociate)RoutingProfile/,
      type: 'routing-profile',
      ids: ['RoutingProfileId'],
      names: ['Name'],
    },

    { match: /PhoneNumberContactFlow$/, type: 'phone-number', ids: ['PhoneNumberId'] },
    {
      match: /^(Claim|Import|Release|Update)PhoneNumber/,
      type: 'phone-number',
      ids: ['PhoneNumberId'],
      names: ['PhoneNumber'],
    },
    {
      match: /ContactFlowModuleAlias$/,
      type: 'flow-module-alias',
      ids: ['AliasId'],
      names: ['AliasName', 'Name'],
      partOf: ['flow-module', 'ContactFlowModuleId'],
    },
    {
      match: /ContactFlowModuleVersion$/,
      type: 'flow-module-version',
      ids: ['ContactFlowModuleVersion'],
      partOf: ['flow-module', 'ContactFlowModuleId'],
      responseId: 'Version',
    },
    { match: /ContactFlowModule/, type: 'flow-module', ids: ['ContactFlowModuleId'], names: ['Name'] },
    {
      match: /ContactFlowVersion$/,
      type: 'flow-version',
      ids: ['ContactFlowVersion'],
      partOf: ['flow', 'ContactFlowId'],
      responseId: 'Version',
    },
    { match: /ContactFlow/, type: 'flow', ids: ['ContactFlowId'], names: ['Name'] },

    {
      match: /^(Create|Update|Delete)QuickConnect/,
      type: 'quick-connect',
      ids: ['QuickConnectId'],
      names: ['Name'],
    },
    { match: /Prompt$/, type: 'prompt', ids: ['PromptId'], names: ['Name'] },
    {
      match: /EmailAddress(Metadata|Alias)?$/,
      type: 'email-address',
      ids: ['EmailAddressId'],
      names: ['EmailAddress'],
    },
    { match: /TaskTemplate$/, type: 'task-template', ids: ['TaskTemplateId'], names: ['Name'] },
    { match: /Rule$/, type: 'rule', ids: ['RuleId'], names: ['Name'] },
    { match: /EvaluationForm$/, type: 'evaluation-form', ids: ['EvaluationFormId'], names: ['Title'] },
    {
      match: /ViewVersion$/,
      type: 'view-version',
      ids: ['ViewVersion'],
      partOf: ['view', 'ViewId'],
      responseId: 'View.Version',
    },
    {
      match: /^(Create|Update|Delete)View/,
      type: 'view',
      ids: ['ViewId'],
      names: ['Name'],
      responseId: 'View.Id',
      responseArn: 'View.Arn',
    },
    { match: /TestCase$/, type: 'test-case', ids: ['TestCaseId'], names: ['Name'] },
    { match: /ExtractionDefinition$/, type: 'extraction-definition', ids: ['ExtractionDefinitionId'], names: ['Name'] },
    { match: /^(Create|Update|Delete)Metric/, type: 'metric', ids: ['MetricId'], names: ['Name'] },

    {
      match:
        /^(Create|Delete)User$|^UpdateUser(Config|Hierarchy|IdentityInfo|PhoneConfig|RoutingProfile|SecurityProfiles)$/,
      type: 'user',
      ids: ['UserId'],
      names: ['Username'],
    },
    { match: /UserProficiencies$/, type: 'user', ids: ['UserId'] },
    { match: /AgentStatus$/, type: 'agent-status', ids: ['AgentStatusId'], names: ['Name'] },
    // Its `EntityArn` is the user whose profiles change. (An AI agent may stand there: a thing of another service.)
    { match: /^(Associate|Disassociate)SecurityProfiles$/, type: 'user', ids: ['EntityArn'] },
    {
      match: /SecurityProfile$/,
      type: 'security-profile',
      ids: ['SecurityProfileId'],
      names: ['SecurityProfileName'],
    },
    { match: /UserHierarchyStructure$/, type: 'user-hierarchy-structure', ids: ['InstanceId'], ...partOfInstance },
    { match: /UserHierarchyGroup/, type: 'user-hierarchy-group', ids: ['HierarchyGroupId'], names: ['Name'] },
    {
      match: /AuthenticationProfile$/,
      type: 'authentication-profile',
      ids: ['AuthenticationProfileId'],
      names: ['Name'],
    },

    // The attribute has no other id than its name, which an update may replace.
    {
      match: /^CreateDataTableAttribute$/,
      type: 'data-table-attribute',
      ids: ['Name'],
      names: ['Name'],
      partOf: ['data-table', 'DataTableId'],
    },
    {
      match: /DataTableAttribute$/,
      type: 'data-table-attribute',
      ids: ['AttributeName'],
      names: ['Name', 'AttributeName'],
      partOf: ['data-table', 'DataTableId'],
    },
    { match: /DataTable(Value|PrimaryValues)$/, type: 'data-table', ids: ['DataTableId'], verb: 'update' },
    { match: /DataTable/, type: 'data-table', ids: ['DataTableId'], names: ['Name'] },
    {
      match: /WorkspacePage$/,
      type: 'workspace-page',
      ids: ['Page'],
      names: ['NewPage', 'Page'],
      partOf: ['workspace', 'WorkspaceId'],
    },
    { match: /WorkspaceMedia$/, type: 'workspace', ids: ['WorkspaceId'], verb: 'update' },
    { match: /Workspace/, type: 'workspace', ids: ['WorkspaceId'], names: ['Name'] },

    {
      match: /TrafficDistributionGroup/,
      type: 'traffic-distribution-group',
      ids: ['TrafficDistributionGroupId'],
      names: ['Name'],
    },
    { match: /^UpdateTrafficDistribution$/, type: 'traffic-distribution-group', ids: ['Id'] },

    // Whoever asks for emergency access acts under an id that Connect does not know: what it sets out to is a change.
    { match: EMERGENCY_ACCESS, type: 'instance', ids: ['InstanceId'], verb: 'access' },
    // ReplicateInstance's alias is the replica's, not this instance's.
    { match: /^ReplicateInstance$/, type: 'instance', ids: ['InstanceId'] },
    {
      match: /^(Create|Delete)Instance$/,
      type: 'instance',
      ids: ['InstanceId'],
      names: ['InstanceAlias'],
    },
    {
      match: /InstanceAttribute$/,
      type: 'instance-attribute',
      ids: ['AttributeType'],
      names: ['AttributeType'],
      ...partOfInstance,
    },
    {
      match: /InstanceStorageConfig$/,
      type: 'instance-storage-config',
      ids: ['AssociationId'],
      names: ['ResourceType'],
      ...partOfInstance,
    },
    { match: /ApprovedOrigin$/, type: 'approved-origin', ids: ['Origin'], names: ['Origin'], ...partOfInstance },
    {
      match: /LambdaFunction$/,
      type: 'lambda-function-association',
      ids: ['FunctionArn'],
      names: ['FunctionArn'],
      ...partOfInstance,
    },
    {
      match: /^(Associate|Disassociate)(Lex)?Bot$/,
      type: 'lex-bot-association',
      ids: ['LexBot.Name', 'LexV2Bot.AliasArn', 'BotName'],
      names: ['LexBot.Name', 'BotName'],
      mentions: [
        ['LexBot.Name', 'lex-bot'],
        ['BotName', 'lex-bot'],
        ['LexV2Bot.AliasArn', 'lex-bot'],
        ['LexV2Bot.AliasArn', 'lex-bot-alias'],
      ],
      ...partOfInstance,
    },
    {
      match: /AnalyticsDataSet$/,
      type: 'analytics-data-set-association',
      ids: ['DataSetId', 'DataSetIds[]'],
      names: ['DataSetId'],
      ...partOfInstance,
    },
    { match: /SecurityKey$/, type: 'security-key', ids: ['AssociationId'], ...partOfInstance },
    { match: /^(Associate|Disassociate)Flow$/, type: 'flow-association', ids: ['ResourceId'], ...partOfInstance },
    {
      match: /PredefinedAttribute$/,
      type: 'predefined-attribute',
      ids: ['Name'],
      names: ['Name'],
      ...partOfInstance,
    },
    {
      match: /AttachedFilesConfiguration$/,
      type: 'attached-files-configuration',
      ids: ['AttachmentScope'],
      names: ['AttachmentScope'],
      ...partOfInstance,
    },
    { match: /CrossRegionRouting$/, type: 'cross-region-routing', ids: ['InstanceId'], ...partOfInstance },
    {
      match: /DefaultVocabulary$/,
      type: 'default-vocabulary',
      ids: ['LanguageCode'],
      names: ['LanguageCode'],
      ...partOfInstance,
    },
    { match: /Vocabulary$/, type: 'vocabulary', ids: ['VocabularyId'], names: ['VocabularyName'] },
    {
      match: /IntegrationAssociation$/,
      type: 'integration-association',
      ids: ['IntegrationAssociationId'],
      names: ['SourceApplicationName'],
    },
    {
      match: /UseCase$/,
      type: 'use-case',
      ids: ['UseCaseId'],
      names: ['UseCaseType'],
      partOf: ['integration-association', 'IntegrationAssociationId'],
    },
    {
      match: /CustomerProfilesDomain$|ForecastingPlanningSchedulingIntegration$/,
      type: 'instance',
      ids: ['InstanceId'],
    },
  ],

  voiceid: [
    { match: /^(Tag|Untag)Resource$/, type: 'resource-tags', ids: ['ResourceArn'] },
    { match: /Domain$/, type: 'voiceid-domain', ids: ['DomainId'], names: ['Name'] },
    {
      match: /Watchlist$|^(Associate|Disassociate)Fraudster$/,
      type: 'voiceid-watchlist',
      ids: ['WatchlistId'],
      names: ['Name'],
      partOf: ['voiceid-domain', 'DomainId'],
    },
    {
      match: /^DeleteFraudster$/,
      type: 'voiceid-fraudster',
      ids: ['FraudsterId'],
      partOf: ['voiceid-domain', 'DomainId'],
    },
  ],

  // Lex V1 knows its resources by their names.
  lexv1: [
    { match: /^(Tag|Untag)Resource$/, type: 'resource-tags', ids: ['resourceArn'] },
    {
      match: /BotAlias$/,
      type: 'lex-bot-alias',
      ids: ['name'],
      names: ['name'],
      partOf: ['lex-bot', 'botName'],
    },
    {
      match: /BotChannelAssociation$/,
      type: 'lex-bot-channel',
      ids: ['name'],
      names: ['name'],
      partOf: ['lex-bot', 'botName'],
    },
    {
      match: /BotVersion$/,
      type: 'lex-bot-version',
      ids: ['version'],
      partOf: ['lex-bot', 'name'],
    },
    { match: /IntentVersion$/, type: 'lex-intent-version', ids: ['version'], partOf: ['lex-intent', 'name'] },
    { match: /SlotTypeVersion$/, type: 'lex-slot-type-version', ids: ['version'], partOf: ['lex-slot-type', 'name'] },
    { match: /Bot$/, type: 'lex-bot', ids: ['name'], names: ['name'] },
    { match: /Intent$/, type: 'lex-intent', ids: ['name'], names: ['name'] },
    { match: /SlotType$/, type: 'lex-slot-type', ids: ['name'], names: ['name'] },
    { match: /^StartImport$/, type: 'lex-import', ids: [], responseId: 'importId', verb: 'import' },
    {
      match: /^StartMigration$/,
      type: 'lex-migration',
      ids: ['v1BotName'],
      names: ['v2BotName'],
      mentions: [['v1BotName', 'lex-bot']],
    },
  ],

  lexv2: [
    { match: /^(Tag|Untag)Resource$/, type: 'resource-tags', ids: ['resourceARN'] },
    {
      match: /ResourcePolicyStatement$/,
      type: 'lex-resource-policy-statement',
      ids: ['statementId'],
      names: ['statementId'],
      partOf: ['lex-resource-policy', 'resourceArn'],
      mentions: botAtResourceArn,
    },
    { match: /ResourcePolicy$/, type: 'lex-resource-policy', ids: ['resourceArn'], mentions: botAtResourceArn },
    { match: /BotAlias$/, type: 'lex-bot-alias', ids: ['botAliasId'], names: ['botAliasName'], ...partOfBot },
    { match: /BotReplica$/, type: 'lex-bot-replica', ids: ['replicaRegion'], ...partOfBot },
    { match: /BotVersion$/, type: 'lex-bot-version', ids: ['botVersion'], ...partOfBot },
    { match: /BotLocale$/, type: 'lex-bot-locale', ids: ['localeId'], names: ['localeId'], ...partOfBot },
    {
      match: /CustomVocabularyItem$/,
      type: 'lex-custom-vocabulary',
      ids: ['localeId'],
      verb: 'update',
      ...partOfBot,
    },
    { match: /CustomVocabulary$/, type: 'lex-custom-vocabulary', ids: ['localeId'], ...partOfBot },
    { match: /SlotType$/, type: 'lex-slot-type', ids: ['slotTypeId'], names: ['slotTypeName'], ...partOfBot },
    {
      match: /Slot$/,
      type: 'lex-slot',
      ids: ['slotId'],
      names: ['slotName'],
      partOf: ['lex-intent', 'intentId'],
    },
    { match: /Intent$/, type: 'lex-intent', ids: ['intentId'], names: ['intentName'], ...partOfBot },
    { match: /^(Create|Update|Delete)Bot$/, type: 'lex-bot', ids: ['botId'], names: ['botName'] },
    {
      match: /^StartImport$/,
      type: 'lex-import',
      ids: ['importId'],
      names: ['resourceSpecification.botImportSpecification.botName'],
      verb: 'import',
    },
    { match: /Import$/, type: 'lex-import', ids: ['importId'] },
  ],
};

const named = (names: string): RegExp => new RegExp(`^(${names.trim().replace(/\s+/g, '|')})$`);

/** Names that sound like changes and are none. Whole names, so that `UpdateContact` does not swallow `UpdateContactFlowContent`. */
export const LEFT_OUT: Readonly<Record<ServiceModel, readonly (readonly [Category, RegExp])[]>> = {
  connect: [
    [
      'contact',
      named(`
        AssociateContactWithUser BatchPutContact CreateContact CreateParticipant CreatePersistentContactAssociation
        DeleteContactData MonitorContact PauseContact ResumeContact ResumeContactRecording SendChatIntegrationEvent
        SendIntegrationEvent SendOutboundChatMessage SendOutboundEmail SendOutboundWebNotification StartAssistantContact
        StartChatContact StartContactConversationalAnalyticsJob StartContactMediaProcessing StartContactRecording
        StartContactStreaming StartEmailContact StartOutboundChatContact StartOutboundEmailContact
        StartOutboundVoiceContact StartScreenSharing StartTaskContact StartWebRTCContact StopContact
        StopContactMediaProcessing StopContactRecording StopContactStreaming SuspendContactRecording TagContact
        TransferContact UntagContact UpdateContact UpdateContactAttributes UpdateContactRoutingData
        UpdateContactSchedule UpdateContactTaskTemplate UpdateParticipantAuthentication UpdateParticipantRoleConfig`),
    ],
    ['evaluation', /^(Start|Update|Submit|Delete)ContactEvaluation$/],
    [
      'attached-file',
      named('StartAttachedFileUpload CompleteAttachedFileUpload CreateAttachedFile DeleteAttachedFile'),
    ],
    ['notification', named('CreateNotification UpdateNotificationContent DeleteNotification')],
    ['agent-activity', named('PutUserStatus DismissUserContact UpdateUserNotificationStatus')],
    ['session', named('CreateAuthCode DeleteSession')],
    ['execution', named('StartEvaluationFormValidation StartTestCaseExecution StopTestCaseExecution')],
    ['device-registration', /^(Create|Delete)PushNotificationRegistration$/],
    ['read', /^EvaluateDataTableValues$/],
  ],
  voiceid: [
    ['speaker-data', named('DeleteSpeaker OptOutSpeaker')],
    ['batch-job', named('StartFraudsterRegistrationJob StartSpeakerEnrollmentJob')],
    ['read', /^EvaluateSession$/],
  ],
  lexv1: [['utterance-data', /^DeleteUtterances$/]],
  lexv2: [
    ['utterance-data', /^DeleteUtterances$/],
    ['export', named('CreateExport UpdateExport DeleteExport CreateUploadUrl')],
    [
      'assist-job',
      named(`
        DeleteBotAnalyzerRecommendation GenerateBotElement StartBotAnalyzer StopBotAnalyzer StartBotRecommendation
        StopBotRecommendation UpdateBotRecommendation StartBotResourceGeneration`),
    ],
    [
      'test',
      named('CreateTestSetDiscrepancyReport DeleteTestSet UpdateTestSet StartTestExecution StartTestSetGeneration'),
    ],
  ],
};

/**
 * Operations that no SDK has. All are actions in the Service Authorization Reference for Amazon Connect;
 * AdminGetEmergencyAccessToken, and GetFederationTokens before it, are known to appear in CloudTrail, of the others it is not
 * known.
 */
export const NOT_IN_SDK: readonly string[] = [
  'AdminGetEmergencyAccessToken',
  'AssociateCustomerProfilesDomain',
  'CreateAuthenticationProfile',
  'DisassociateCustomerProfilesDomain',
  'GetFederationTokens',
  'SendIntegrationEvent',
  'SendOutboundChatMessage',
  'StartForecastingPlanningSchedulingIntegration',
  'StopForecastingPlanningSchedulingIntegration',
];

/**
 * Request members that hold other resources' ids, by the last step of their path, or the last two. Where several types are possible the
 * value is an ARN, which tells.
 */
export const MENTIONED_BY: Readonly<Record<string, readonly string[]>> = {
  AgentStatusId: ['agent-status'],
  AllowedAccessControlHierarchyGroupId: ['user-hierarchy-group'],
  ContactFlowId: ['flow'],
  ContactFlowModuleId: ['flow-module'],
  DefaultOutboundQueueId: ['queue'],
  EmailAddressId: ['email-address'],
  EmailAddressesId: ['email-address'],
  EvaluationFormId: ['evaluation-form'],
  FlowId: ['flow'],
  FlowModuleId: ['flow-module'],
  FraudsterId: ['voiceid-fraudster'],
  HierarchyGroupId: ['user-hierarchy-group'],
  HoursOfOperationId: ['hours-of-operation'],
  IntegrationArn: ['voiceid-domain'],
  IntegrationAssociationId: ['integration-association'],
  MetricId: ['metric'],
  OutboundCallerIdNumberId: ['phone-number'],
  OutboundEmailAddressId: ['email-address'],
  OutboundFlowId: ['flow'],
  ParentGroupId: ['user-hierarchy-group'],
  ParentHoursOfOperationIds: ['hours-of-operation'],
  PhoneNumberId: ['phone-number'],
  PromptId: ['prompt'],
  QueueId: ['queue'],
  QuickConnectId: ['quick-connect'],
  QuickConnectIds: ['quick-connect'],
  ResourceArn: ['view'],
  ResourceArns: ['user', 'routing-profile'],
  RoutingProfileId: ['routing-profile'],
  SecurityProfileId: ['security-profile'],
  SecurityProfileIds: ['security-profile'],
  'SecurityProfiles[].Id': ['security-profile'],
  SelfAssignFlowId: ['flow'],
  TargetArn: ['instance', 'traffic-distribution-group'],
  TaskTemplateId: ['task-template'],
  // A predefined attribute has no other id than its name.
  'UserProficiencies[].AttributeName': ['predefined-attribute'],
  UserId: ['user'],
  UserIds: ['user'],
  ViewId: ['view'],
  VocabularyId: ['vocabulary'],
  botAliasId: ['lex-bot-alias'],
  botId: ['lex-bot'],
  botMemberAliasId: ['lex-bot-alias'],
  botMemberId: ['lex-bot'],
  intentId: ['lex-intent'],
  intentName: ['lex-intent'],
  slotId: ['lex-slot'],
  slotTypeId: ['lex-slot-type'],
};
