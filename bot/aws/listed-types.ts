import {
  type ConnectClient,
  ListAgentStatusesCommand,
  ListContactFlowModulesCommand,
  ListContactFlowsCommand,
  ListDataTablesCommand,
  ListEvaluationFormsCommand,
  ListExtractionDefinitionsCommand,
  ListHoursOfOperationsCommand,
  ListIntegrationAssociationsCommand,
  ListMetricsCommand,
  ListPhoneNumbersV2Command,
  ListPredefinedAttributesCommand,
  ListPromptsCommand,
  ListQueuesCommand,
  ListQuickConnectsCommand,
  ListRoutingProfilesCommand,
  ListRulesCommand,
  ListSecurityProfilesCommand,
  ListTaskTemplatesCommand,
  ListTrafficDistributionGroupsCommand,
  ListUserHierarchyGroupsCommand,
  ListUsersCommand,
  ListViewsCommand,
  ListWorkspacesCommand,
  SearchEmailAddressesCommand,
  SearchHoursOfOperationOverridesCommand,
  SearchVocabulariesCommand,
} from '@aws-sdk/client-connect';
import type { ResourceType } from '../change/catalogue';
import { isUuid } from '../change/resource';

/** One page of a listing: what Connect calls each thing, and the token of the page after it. */
export interface ListedPage {
  readonly items: readonly Summary[] | undefined;
  readonly next: string | undefined;
}
interface Summary {
  readonly Id?: string | undefined;
  readonly Name?: string | undefined;
}

/** Reads the page that a token stands for, the first one without. */
export type ReadPage = (client: ConnectClient, at: PageAt) => Promise<ListedPage>;
interface PageAt {
  readonly InstanceId: string;
  readonly NextToken: string | undefined;
}

/**
 * A listing by the most that one page may hold (asking for more is a validation error), its call, and what stands in an answer.
 * The notes `NO_SIDE_EFFECTS` and `PURE` are for the bundler: a function that lists nothing then holds no listing.
 */
/* @__NO_SIDE_EFFECTS__ */
const listing =
  <Answer extends { readonly NextToken?: string | undefined }>(
    MaxResults: number,
    ask: (client: ConnectClient, page: PageAt & { readonly MaxResults: number }) => Promise<Answer>,
    itemsOf: (answer: Answer) => readonly Summary[] | undefined,
  ): ReadPage =>
  async (client, at) => {
    const answer = await ask(client, { ...at, MaxResults });
    return { items: itemsOf(answer), next: answer.NextToken };
  };

/** As the normaliser forms the id of a part: a UUID stands by itself, any other id behind its parent's. */
const within = (parent: string | undefined, id: string | undefined): string | undefined =>
  id === undefined || parent === undefined || isUuid(id) ? id : `${parent}/${id}`;

/** How each type is listed: the types whose listing tells a name for an id, at no more than a few calls an instance. */
export const LISTINGS = {
  user: listing(
    1000,
    (c, page) => c.send(new ListUsersCommand(page)),
    ({ UserSummaryList }) => UserSummaryList?.map(({ Id, Username }) => ({ Id, Name: Username })),
  ),
  // Every agent has a queue of their own besides, which nobody asks for by a name.
  queue: listing(
    1000,
    (c, page) => c.send(new ListQueuesCommand({ ...page, QueueTypes: ['STANDARD'] })),
    (answer) => answer.QueueSummaryList,
  ),
  'routing-profile': listing(
    1000,
    (c, page) => c.send(new ListRoutingProfilesCommand(page)),
    (answer) => answer.RoutingProfileSummaryList,
  ),
  flow: listing(
    1000,
    (c, page) => c.send(new ListContactFlowsCommand(page)),
    (answer) => answer.ContactFlowSummaryList,
  ),
  'flow-module': listing(
    1000,
    (c, page) => c.send(new ListContactFlowModulesCommand(page)),
    (answer) => answer.ContactFlowModulesSummaryList,
  ),
  'hours-of-operation': listing(
    1000,
    (c, page) => c.send(new ListHoursOfOperationsCommand(page)),
    (answer) => answer.HoursOfOperationSummaryList,
  ),
  // The search goes over all hours at once; the List operation would take a call for each.
  'hours-of-operation-override': listing(
    100,
    (c, page) => c.send(new SearchHoursOfOperationOverridesCommand(page)),
    ({ HoursOfOperationOverrides }) =>
      HoursOfOperationOverrides?.map(({ HoursOfOperationId, HoursOfOperationOverrideId, Name }) => ({
        Id: within(HoursOfOperationId, HoursOfOperationOverrideId),
        Name,
      })),
  ),
  'quick-connect': listing(
    1000,
    (c, page) => c.send(new ListQuickConnectsCommand(page)),
    (answer) => answer.QuickConnectSummaryList,
  ),
  'security-profile': listing(
    1000,
    (c, page) => c.send(new ListSecurityProfilesCommand(page)),
    (answer) => answer.SecurityProfileSummaryList,
  ),
  prompt: listing(
    1000,
    (c, page) => c.send(new ListPromptsCommand(page)),
    (answer) => answer.PromptSummaryList,
  ),
  'phone-number': listing(
    1000,
    (c, page) => c.send(new ListPhoneNumbersV2Command(page)),
    ({ ListPhoneNumbersSummaryList }) =>
      ListPhoneNumbersSummaryList?.map(({ PhoneNumberId, PhoneNumber }) => ({ Id: PhoneNumberId, Name: PhoneNumber })),
  ),
  'agent-status': listing(
    1000,
    (c, page) => c.send(new ListAgentStatusesCommand(page)),
    (answer) => answer.AgentStatusSummaryList,
  ),
  'user-hierarchy-group': listing(
    1000,
    (c, page) => c.send(new ListUserHierarchyGroupsCommand(page)),
    (answer) => answer.UserHierarchyGroupSummaryList,
  ),
  'email-address': listing(
    100,
    (c, page) => c.send(new SearchEmailAddressesCommand(page)),
    ({ EmailAddresses }) =>
      EmailAddresses?.map(({ EmailAddressId, EmailAddress }) => ({ Id: EmailAddressId, Name: EmailAddress })),
  ),
  // AWS's own views can't be changed.
  view: listing(
    100,
    (c, page) => c.send(new ListViewsCommand({ ...page, Type: 'CUSTOMER_MANAGED' })),
    (answer) => answer.ViewsSummaryList,
  ),
  rule: listing(
    200,
    (c, page) => c.send(new ListRulesCommand(page)),
    ({ RuleSummaryList }) => RuleSummaryList?.map(({ RuleId, Name }) => ({ Id: RuleId, Name })),
  ),
  // Comes whole: the API reference says not to expect a size of page to be set, nor a token to be given.
  'task-template': listing(
    100,
    (c, { MaxResults, ...page }) => c.send(new ListTaskTemplatesCommand(page)),
    (answer) => answer.TaskTemplates,
  ),
  'evaluation-form': listing(
    100,
    (c, page) => c.send(new ListEvaluationFormsCommand(page)),
    ({ EvaluationFormSummaryList }) =>
      EvaluationFormSummaryList?.map(({ EvaluationFormId, Title }) => ({ Id: EvaluationFormId, Name: Title })),
  ),
  // Its name is its id: the listing is for finding it, and for suggesting it.
  'predefined-attribute': listing(
    100,
    (c, page) => c.send(new ListPredefinedAttributesCommand(page)),
    ({ PredefinedAttributeSummaryList }) => PredefinedAttributeSummaryList?.map(({ Name }) => ({ Id: Name, Name })),
  ),
  'data-table': listing(
    1000,
    (c, page) => c.send(new ListDataTablesCommand(page)),
    (answer) => answer.DataTableSummaryList,
  ),
  workspace: listing(
    100,
    (c, page) => c.send(new ListWorkspacesCommand(page)),
    (answer) => answer.WorkspaceSummaryList,
  ),
  // An application's name is optional; what it is for always stands there (`CASES_DOMAIN`).
  'integration-association': listing(
    100,
    (c, page) => c.send(new ListIntegrationAssociationsCommand(page)),
    ({ IntegrationAssociationSummaryList }) =>
      IntegrationAssociationSummaryList?.map(
        ({ IntegrationAssociationId, SourceApplicationName, IntegrationType }) => ({
          Id: IntegrationAssociationId,
          Name: SourceApplicationName ?? IntegrationType,
        }),
      ),
  ),
  'traffic-distribution-group': listing(
    10,
    (c, page) => c.send(new ListTrafficDistributionGroupsCommand(page)),
    (answer) => answer.TrafficDistributionGroupSummaryList,
  ),
  vocabulary: listing(
    100,
    (c, page) => c.send(new SearchVocabulariesCommand(page)),
    (answer) => answer.VocabularySummaryList,
  ),
  // AWS's own metrics can't be changed.
  metric: listing(
    100,
    (c, page) => c.send(new ListMetricsCommand({ ...page, Type: 'CUSTOMER_MANAGED' })),
    (answer) => answer.MetricSummaryList,
  ),
  'extraction-definition': listing(
    100,
    (c, page) => c.send(new ListExtractionDefinitionsCommand(page)),
    ({ ExtractionDefinitionSummaryList }) =>
      ExtractionDefinitionSummaryList?.map(({ ExtractionDefinitionId, Name }) => ({
        Id: ExtractionDefinitionId,
        Name,
      })),
  ),
} as const satisfies Partial<Record<ResourceType, ReadPage>>;

export type ListedType = keyof typeof LISTINGS;
/** All types that are listed, users first: their names are what every answer needs. */
export const LISTED_TYPES = /* @__PURE__ */ Object.keys(LISTINGS) as ListedType[];

/** What questions are mostly about, and what nearly every answer names. */
export const EVERYDAY_TYPES: readonly ListedType[] = [
  'user',
  'queue',
  'routing-profile',
  'flow',
  'flow-module',
  'hours-of-operation',
  'quick-connect',
  'security-profile',
  'prompt',
  'phone-number',
  'agent-status',
  'user-hierarchy-group',
];

const LEX = "Lex is another service, whose bots belong to no instance; the events' own names are used.";
const VOICE_ID = 'Voice ID ended on 2026-05-20: there is nothing left to list.';
const ONE_PER_INSTANCE = 'An instance has one, without a name of its own.';
const NUMBERED = 'Versions are numbers, which the records state; a listing would take a call for each parent.';
const NAMED_IN_RECORDS = 'Each record states its name, which is its id; a listing would take a call for each parent.';
const READABLE = 'The id is what people call it, and each record states it.';

/** Why the other types are not listed. What they are called is known from the records that name them. */
export const NOT_LISTED: Readonly<Record<Exclude<ResourceType, ListedType>, string>> = {
  'analytics-data-set-association': READABLE,
  'approved-origin': READABLE,
  'attached-files-configuration': READABLE,
  'authentication-profile':
    'The API is a preview that AWS opens on request; for everyone else each sync would report a listing that failed.',
  'cross-region-routing': ONE_PER_INSTANCE,
  'data-table-attribute': NAMED_IN_RECORDS,
  'default-vocabulary': READABLE,
  'flow-association': 'It is known by the phone number or address that it gives a flow to, and has no name.',
  'flow-module-alias':
    'A listing would take a call for each module; the record that made an alias names it, and its module is listed.',
  'flow-module-version': NUMBERED,
  'flow-version': NUMBERED,
  instance: 'Its alias comes with ListInstances and DescribeInstance, before every question.',
  'instance-attribute': READABLE,
  'instance-storage-config':
    'Each record states what is stored (CALL_RECORDINGS), which is all the name it has; a listing would take 13 calls.',
  'lambda-function-association': READABLE,
  'lex-bot': LEX,
  'lex-bot-alias': LEX,
  'lex-bot-association': "The id is the bot's name or the ARN of its alias, and Connect's listing knows no other name.",
  'lex-bot-channel': LEX,
  'lex-bot-locale': LEX,
  'lex-bot-replica': LEX,
  'lex-bot-version': LEX,
  'lex-custom-vocabulary': LEX,
  'lex-import': LEX,
  'lex-intent': LEX,
  'lex-intent-version': LEX,
  'lex-migration': LEX,
  'lex-resource-policy': LEX,
  'lex-resource-policy-statement': LEX,
  'lex-slot': LEX,
  'lex-slot-type': LEX,
  'lex-slot-type-version': LEX,
  'resource-tags': 'Tags are told of the thing that bears them.',
  'security-key': 'It has no name, only the key itself.',
  'test-case':
    "AWS's Service Authorization Reference knows no ListTestCases yet, so no permission is sure to allow it.",
  unknown: 'Nothing is known of it.',
  'use-case': 'It has no name but its kind, and a listing would take a call for each integration.',
  'user-hierarchy-structure': ONE_PER_INSTANCE,
  'view-version': NUMBERED,
  'voiceid-domain': VOICE_ID,
  'voiceid-fraudster': VOICE_ID,
  'voiceid-watchlist': VOICE_ID,
  'workspace-page': NAMED_IN_RECORDS,
};
