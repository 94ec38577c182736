import type { Statement } from './policy';

/** What an answer asks of Connect: last-modified times, what depends on what, and who somebody is. Denying one costs a note at most. */
const ASKED = [
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
  'ListRoutingProfileQueues',
  'ListTaskTemplates',
  'SearchRoutingProfiles',
];

/** What a sync lists: the names of everyone and everything, nothing of any contact or recording. Denying one costs its names. */
const LISTED = [
  'DescribeInstance',
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
  'SearchUsers',
  'SearchVocabularies',
];

type Instances = readonly string[];

/** Of the configured instances and what is in them; of every instance of the account where none is configured. */
export const mayAskConnect = (instanceArns: Instances): Statement[] => [
  mayRead('AskConnect', ASKED, instanceArns.flatMap(instanceAndContents)),
  ...mayFindInstances(instanceArns),
];

/** Likewise. Phone numbers and traffic distribution groups stand beside their instance, not under it. */
export const mayListConnect = (instanceArns: Instances): Statement[] => [
  mayRead(
    'ListConnect',
    LISTED,
    instanceArns.flatMap((arn) => [
      ...instanceAndContents(arn),
      beside(arn, 'phone-number'),
      beside(arn, 'traffic-distribution-group'),
    ]),
  ),
  ...mayFindInstances(instanceArns),
];

/** ListInstances knows no resource to restrict it to; nobody asks it where instances are configured. */
export const mayFindInstances = (instanceArns: Instances): Statement[] =>
  instanceArns.length > 0 ? [] : [{ sid: 'FindInstances', actions: ['connect:ListInstances'], resources: ['*'] }];

function mayRead(sid: string, reads: readonly string[], resources: readonly string[]): Statement {
  return {
    sid,
    actions: reads.map((read) => `connect:${read}`),
    resources: resources.length === 0 ? ['*'] : [...new Set(resources)],
  };
}

function instanceAndContents(arn: string): string[] {
  return [arn, `${arn}/*`];
}

function beside(arn: string, type: string): string {
  return arn.replace(/:instance\/.*$/, `:${type}/*`);
}

/** LookupEvents knows no resource to restrict it to: it is all of the account's event history or nothing. */
export const mayLookUpEvents = (): Statement => ({
  sid: 'LookUpEvents',
  actions: ['cloudtrail:LookupEvents'],
  resources: ['*'],
});
