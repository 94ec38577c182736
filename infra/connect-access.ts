import type { Statement } from './policy';

/**
 * What the bot reads of Connect: names and last-modified times, nothing of any contact or recording.
 * Denying one costs a note in an answer, never the answer.
 */
const READS = [
  'DescribeAgentStatus',
  'DescribeContactFlow',
  'DescribeHoursOfOperation',
  'DescribeInstance',
  'DescribePrompt',
  'DescribeQueue',
  'DescribeQuickConnect',
  'DescribeRoutingProfile',
  'DescribeSecurityProfile',
  'DescribeUser',
  'DescribeUserHierarchyGroup',
  'ListAgentStatuses',
  'ListContactFlowModules',
  'ListContactFlows',
  'ListHoursOfOperations',
  'ListPhoneNumbersV2',
  'ListPrompts',
  'ListQueues',
  'ListQuickConnects',
  'ListRoutingProfiles',
  'ListSecurityProfiles',
  'ListUserHierarchyGroups',
  'ListUsers',
  'SearchUsers',
];

/** Reading the configured instances and what is in them; every instance of the account where none is configured. */
export const mayReadConnect = (instanceArns: readonly string[]): Statement[] => [
  {
    sid: 'ReadConnect',
    actions: READS.map((read) => `connect:${read}`),
    resources: instanceArns.length === 0 ? ['*'] : instanceArns.flatMap(instanceAndContents),
  },
  // ListInstances knows no resource to restrict it to.
  { sid: 'FindInstances', actions: ['connect:ListInstances'], resources: ['*'] },
];

/** Phone numbers stand beside their instance, not under it. */
function instanceAndContents(arn: string): string[] {
  return [arn, `${arn}/*`, arn.replace(/:instance\/.*$/, ':phone-number/*')];
}

/** LookupEvents knows no resource to restrict it to: it is all of the account's event history or nothing. */
export const mayLookUpEvents = (): Statement => ({
  sid: 'LookUpEvents',
  actions: ['cloudtrail:LookupEvents'],
  resources: ['*'],
});
