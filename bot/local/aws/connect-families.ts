import type { JsonMembers } from './aws-http';
import type { Collection } from './local-account';

/** The members in which an answer writes a thing's identity; those that it lacks are left away. */
export interface Naming {
  readonly id?: string;
  readonly arn?: string;
  readonly name?: string;
}

/** How a time of modification is written: under which member, with the Region beside it or not, as text or epoch seconds. */
export interface Dating {
  readonly member: 'LastModifiedTime' | 'LastUpdatedTime' | 'ModifiedTimestamp';
  readonly region: boolean;
  readonly asText?: boolean;
}

/** How one kind of resource is listed and described, by the names of Connect's API. */
export interface Family {
  readonly collection: Collection;
  /** The part of the ARN before the id. */
  readonly arnPath: string;
  /** Stands beside the instance in an ARN, not under it. */
  readonly topLevel?: boolean;
  readonly list: {
    readonly operation: string;
    /** GET unless given. */
    readonly method?: 'POST';
    readonly path: string;
    /** The answer's list. */
    readonly member: string;
    /** `Id`, `Arn` and `Name` unless given. */
    readonly naming?: Naming;
    /** Details that a summary shows too. */
    readonly shows: readonly string[];
    /** Whether a summary tells the last modification, and how where it is not `LastModifiedTime` with its Region. */
    readonly dated: boolean | Dating;
    /** The most that a page may hold: 1,000 unless given. */
    readonly largest?: number;
    /** A request member, one value or several, that keeps only some values of a detail. */
    readonly filter?: { readonly member: string; readonly detail: string };
  };
  readonly describe?: {
    readonly operation: string;
    readonly path: string;
    readonly idMember: string;
    /** The answer's only member; without one the answer itself is the description. */
    readonly member?: string;
    /** `LastModifiedTime` with its Region unless given. */
    readonly dated?: Dating;
  } & Naming;
  /** What a new one in Connect starts with. */
  readonly defaults: JsonMembers;
}

/** The kinds of voice and chat that share one shape; phone numbers and users have their own. Source: the SDK's schemas of client-connect. */
export const FAMILIES: readonly Family[] = [
  {
    collection: 'queues',
    arnPath: 'queue',
    list: {
      operation: 'ListQueues',
      path: '/queues-summary/{InstanceId}',
      member: 'QueueSummaryList',
      shows: ['QueueType'],
      dated: true,
      filter: { member: 'QueueTypes', detail: 'QueueType' },
    },
    describe: {
      operation: 'DescribeQueue',
      path: '/queues/{InstanceId}/{QueueId}',
      idMember: 'QueueId',
      member: 'Queue',
      id: 'QueueId',
      arn: 'QueueArn',
      name: 'Name',
    },
    defaults: { QueueType: 'STANDARD', Status: 'ENABLED' },
  },
  {
    collection: 'routingProfiles',
    arnPath: 'routing-profile',
    list: {
      operation: 'ListRoutingProfiles',
      path: '/routing-profiles-summary/{InstanceId}',
      member: 'RoutingProfileSummaryList',
      shows: [],
      dated: true,
    },
    describe: {
      operation: 'DescribeRoutingProfile',
      path: '/routing-profiles/{InstanceId}/{RoutingProfileId}',
      idMember: 'RoutingProfileId',
      member: 'RoutingProfile',
      id: 'RoutingProfileId',
      arn: 'RoutingProfileArn',
      name: 'Name',
    },
    defaults: { MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: 1 }] },
  },
  {
    collection: 'contactFlows',
    arnPath: 'contact-flow',
    list: {
      operation: 'ListContactFlows',
      path: '/contact-flows-summary/{InstanceId}',
      member: 'ContactFlowSummaryList',
      shows: ['ContactFlowType', 'ContactFlowState', 'ContactFlowStatus'],
      dated: false,
      filter: { member: 'ContactFlowTypes', detail: 'ContactFlowType' },
    },
    describe: {
      operation: 'DescribeContactFlow',
      path: '/contact-flows/{InstanceId}/{ContactFlowId}',
      idMember: 'ContactFlowId',
      member: 'ContactFlow',
      id: 'Id',
      arn: 'Arn',
      name: 'Name',
    },
    defaults: {
      ContactFlowType: 'CONTACT_FLOW',
      ContactFlowState: 'ACTIVE',
      ContactFlowStatus: 'PUBLISHED',
      Type: 'CONTACT_FLOW',
      State: 'ACTIVE',
      Status: 'PUBLISHED',
    },
  },
  {
    collection: 'contactFlowModules',
    arnPath: 'flow-module',
    list: {
      operation: 'ListContactFlowModules',
      path: '/contact-flow-modules-summary/{InstanceId}',
      member: 'ContactFlowModulesSummaryList',
      shows: ['State'],
      dated: false,
    },
    defaults: { State: 'ACTIVE' },
  },
  {
    collection: 'hoursOfOperations',
    arnPath: 'operating-hours',
    list: {
      operation: 'ListHoursOfOperations',
      path: '/hours-of-operations-summary/{InstanceId}',
      member: 'HoursOfOperationSummaryList',
      shows: [],
      dated: true,
    },
    describe: {
      operation: 'DescribeHoursOfOperation',
      path: '/hours-of-operations/{InstanceId}/{HoursOfOperationId}',
      idMember: 'HoursOfOperationId',
      member: 'HoursOfOperation',
      id: 'HoursOfOperationId',
      arn: 'HoursOfOperationArn',
      name: 'Name',
    },
    defaults: { TimeZone: 'UTC', Config: [] },
  },
  {
    collection: 'quickConnects',
    arnPath: 'transfer-destination',
    list: {
      operation: 'ListQuickConnects',
      path: '/quick-connects/{InstanceId}',
      member: 'QuickConnectSummaryList',
      shows: ['QuickConnectType'],
      dated: true,
      filter: { member: 'QuickConnectTypes', detail: 'QuickConnectType' },
    },
    describe: {
      operation: 'DescribeQuickConnect',
      path: '/quick-connects/{InstanceId}/{QuickConnectId}',
      idMember: 'QuickConnectId',
      member: 'QuickConnect',
      id: 'QuickConnectId',
      arn: 'QuickConnectARN',
      name: 'Name',
    },
    defaults: { QuickConnectType: 'QUEUE' },
  },
  {
    collection: 'securityProfiles',
    arnPath: 'security-profile',
    list: {
      operation: 'ListSecurityProfiles',
      path: '/security-profiles-summary/{InstanceId}',
      member: 'SecurityProfileSummaryList',
      shows: [],
      dated: true,
    },
    describe: {
      operation: 'DescribeSecurityProfile',
      path: '/security-profiles/{InstanceId}/{SecurityProfileId}',
      idMember: 'SecurityProfileId',
      member: 'SecurityProfile',
      id: 'Id',
      arn: 'Arn',
      name: 'SecurityProfileName',
    },
    defaults: {},
  },
  {
    collection: 'prompts',
    arnPath: 'prompt',
    list: {
      operation: 'ListPrompts',
      path: '/prompts-summary/{InstanceId}',
      member: 'PromptSummaryList',
      shows: [],
      dated: true,
    },
    describe: {
      operation: 'DescribePrompt',
      path: '/prompts/{InstanceId}/{PromptId}',
      idMember: 'PromptId',
      member: 'Prompt',
      id: 'PromptId',
      arn: 'PromptARN',
      name: 'Name',
    },
    defaults: {},
  },
  {
    collection: 'agentStatuses',
    arnPath: 'agent-state',
    list: {
      operation: 'ListAgentStatuses',
      path: '/agent-status/{InstanceId}',
      member: 'AgentStatusSummaryList',
      shows: ['Type'],
      dated: true,
      filter: { member: 'AgentStatusTypes', detail: 'Type' },
    },
    describe: {
      operation: 'DescribeAgentStatus',
      path: '/agent-status/{InstanceId}/{AgentStatusId}',
      idMember: 'AgentStatusId',
      member: 'AgentStatus',
      id: 'AgentStatusId',
      arn: 'AgentStatusARN',
      name: 'Name',
    },
    defaults: { Type: 'CUSTOM', State: 'ENABLED' },
  },
  {
    collection: 'hierarchyGroups',
    arnPath: 'agent-group',
    list: {
      operation: 'ListUserHierarchyGroups',
      path: '/user-hierarchy-groups-summary/{InstanceId}',
      member: 'UserHierarchyGroupSummaryList',
      shows: [],
      dated: true,
    },
    describe: {
      operation: 'DescribeUserHierarchyGroup',
      path: '/user-hierarchy-groups/{InstanceId}/{HierarchyGroupId}',
      idMember: 'HierarchyGroupId',
      member: 'HierarchyGroup',
      id: 'Id',
      arn: 'Arn',
      name: 'Name',
    },
    defaults: {},
  },
];
