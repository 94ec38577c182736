import {
  type ConnectClient,
  DescribeAgentStatusCommand,
  DescribeContactFlowCommand,
  DescribeDataTableCommand,
  DescribeEmailAddressCommand,
  DescribeEvaluationFormCommand,
  DescribeExtractionDefinitionCommand,
  DescribeHoursOfOperationCommand,
  DescribeMetricCommand,
  DescribePredefinedAttributeCommand,
  DescribePromptCommand,
  DescribeQueueCommand,
  DescribeQuickConnectCommand,
  DescribeRoutingProfileCommand,
  DescribeRuleCommand,
  DescribeSecurityProfileCommand,
  DescribeUserCommand,
  DescribeUserHierarchyGroupCommand,
  DescribeViewCommand,
  DescribeWorkspaceCommand,
  ListTaskTemplatesCommand,
} from '@aws-sdk/client-connect';
import type { ResourceType } from '../change/catalogue';

/** Asks Connect, by one call, when a thing was last modified. */
export type AskLastModified = (client: ConnectClient, InstanceId: string, id: string) => Promise<Date | undefined>;

/**
 * The types of which Connect tells when they were last modified. Modules, phone numbers, overrides and traffic distribution
 * groups have no such member; a vocabulary's moves by itself when its upload has been processed.
 */
export const LAST_MODIFIED: Partial<Record<ResourceType, AskLastModified>> = {
  user: async (client, InstanceId, UserId) =>
    (await client.send(new DescribeUserCommand({ InstanceId, UserId }))).User?.LastModifiedTime,
  queue: async (client, InstanceId, QueueId) =>
    (await client.send(new DescribeQueueCommand({ InstanceId, QueueId }))).Queue?.LastModifiedTime,
  'routing-profile': async (client, InstanceId, RoutingProfileId) =>
    (await client.send(new DescribeRoutingProfileCommand({ InstanceId, RoutingProfileId }))).RoutingProfile
      ?.LastModifiedTime,
  flow: async (client, InstanceId, ContactFlowId) =>
    (await client.send(new DescribeContactFlowCommand({ InstanceId, ContactFlowId }))).ContactFlow?.LastModifiedTime,
  'hours-of-operation': async (client, InstanceId, HoursOfOperationId) =>
    (await client.send(new DescribeHoursOfOperationCommand({ InstanceId, HoursOfOperationId }))).HoursOfOperation
      ?.LastModifiedTime,
  'quick-connect': async (client, InstanceId, QuickConnectId) =>
    (await client.send(new DescribeQuickConnectCommand({ InstanceId, QuickConnectId }))).QuickConnect?.LastModifiedTime,
  'security-profile': async (client, InstanceId, SecurityProfileId) =>
    (await client.send(new DescribeSecurityProfileCommand({ InstanceId, SecurityProfileId }))).SecurityProfile
      ?.LastModifiedTime,
  prompt: async (client, InstanceId, PromptId) =>
    (await client.send(new DescribePromptCommand({ InstanceId, PromptId }))).Prompt?.LastModifiedTime,
  'agent-status': async (client, InstanceId, AgentStatusId) =>
    (await client.send(new DescribeAgentStatusCommand({ InstanceId, AgentStatusId }))).AgentStatus?.LastModifiedTime,
  'user-hierarchy-group': async (client, InstanceId, HierarchyGroupId) =>
    (await client.send(new DescribeUserHierarchyGroupCommand({ InstanceId, HierarchyGroupId }))).HierarchyGroup
      ?.LastModifiedTime,
  // The one time that the API gives as text.
  'email-address': async (client, InstanceId, EmailAddressId) =>
    dateOf((await client.send(new DescribeEmailAddressCommand({ InstanceId, EmailAddressId }))).ModifiedTimestamp),
  view: async (client, InstanceId, ViewId) =>
    (await client.send(new DescribeViewCommand({ InstanceId, ViewId }))).View?.LastModifiedTime,
  rule: async (client, InstanceId, RuleId) =>
    (await client.send(new DescribeRuleCommand({ InstanceId, RuleId }))).Rule?.LastUpdatedTime,
  // Templates are listed all at once, with their times.
  'task-template': async (client, InstanceId, id) =>
    (await client.send(new ListTaskTemplatesCommand({ InstanceId }))).TaskTemplates?.find(({ Id }) => Id === id)
      ?.LastModifiedTime,
  'evaluation-form': async (client, InstanceId, EvaluationFormId) =>
    (await client.send(new DescribeEvaluationFormCommand({ InstanceId, EvaluationFormId }))).EvaluationForm
      ?.LastModifiedTime,
  'predefined-attribute': async (client, InstanceId, Name) =>
    (await client.send(new DescribePredefinedAttributeCommand({ InstanceId, Name }))).PredefinedAttribute
      ?.LastModifiedTime,
  'data-table': async (client, InstanceId, DataTableId) =>
    (await client.send(new DescribeDataTableCommand({ InstanceId, DataTableId }))).DataTable?.LastModifiedTime,
  workspace: async (client, InstanceId, WorkspaceId) =>
    (await client.send(new DescribeWorkspaceCommand({ InstanceId, WorkspaceId }))).Workspace?.LastModifiedTime,
  metric: async (client, InstanceId, MetricId) =>
    (await client.send(new DescribeMetricCommand({ InstanceId, MetricId }))).Metric?.LastModifiedTime,
  'extraction-definition': async (client, InstanceId, ExtractionDefinitionId) =>
    (await client.send(new DescribeExtractionDefinitionCommand({ InstanceId, ExtractionDefinitionId })))
      .ExtractionDefinition?.LastUpdatedTime,
};

const dateOf = (text: string | undefined): Date | undefined => {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
};
