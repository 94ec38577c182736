import type { Statement } from './policy';

/**
 * What the bot reads of Connect: names and last-modified times, nothing of any contact or recording.
 * Denying one costs a note in an answer, never the answer.
 */
const READS = [
  'DescribeAgentStatus',
  'DescribeContactFlow',
  'DescribeDataTable',
  'DescribeEmailAddress',
  'DescribeEvaluationForm',
  'DescribeExtractionDefinition',
  'DescribeHoursOfOperation',
  'DescribeInstance',
  'DescribeMetric',
  'DescribePredefinedAttribute',
  'DescribePrompt',
  'DescribeQueue',
  'DescribeQuickConnect',
  'DescribeRoutingProfile',
  'DescribeRule',
  'DescribeSecurityProfile',
  'DescribeUser',
  'DescribeUserHierarchyGroup',
  'DescribeView',
  'DescribeWorkspace',
  'ListAgentStatuses',
  'ListContactFlowModules',
  'ListContactFlows',
  'ListDataTables',
  'ListEvaluationForms',
  'ListExtractionDefinitions',
  'ListHoursOfOperations',
  'ListIntegrationAssociations',
  'ListMetrics',
  'ListPhoneNumbersV2',
  'ListPredefinedAttributes',
  'ListPrompts',
  'ListQueues',
  'ListQuickConnects',
  'ListRoutingProfileQueues',
  'ListRoutingProfiles',
  'ListRules',
  'ListSecurityProfiles',
  'ListTaskTemplates',
  'ListTrafficDistributionGroups',
  'ListUserHierarchyGroups',
  'ListUsers',
  'ListViews',
  'ListWorkspaces',
  'SearchEmailAddresses',
  'SearchHoursOfOperationOverrides',
  'SearchRoutingProfiles',
  'SearchUsers',
  'SearchVocabularies',
];

/** Reading the configured instances and what is in them; every instance of the account where none is configured. */
export const mayReadConnect = (instanceArns: readonly string[]): Statement[] => [
  {
    sid: 'ReadConnect',
    actions: READS.map((read) => `connect:${read}`),
    resources: instanceArns.length === 0 ? ['*'] : instanceArns.flatMap(instanceAndContents),
  },
  mayFindInstances(),
];

/** ListInstances knows no resource to restrict it to. */
export const mayFindInstances = (): Statement => ({
  sid: 'FindInstances',
  actions: ['connect:ListInstances'],
  resources: ['*'],
});

/** Phone numbers and traffic distribution groups stand beside their instance, not under it. */
function instanceAndContents(arn: string): string[] {
  const beside = (type: string): string => arn.replace(/:instance\/.*$/, `:${type}/*`);
  return [arn, `${arn}/*`, beside('phone-number'), beside('traffic-distribution-group')];
}

/** LookupEvents knows no resource to restrict it to: it is all of the account's event history or nothing. */
export const mayLookUpEvents = (): Statement => ({
  sid: 'LookUpEvents',
  actions: ['cloudtrail:LookupEvents'],
  resources: ['*'],
});
