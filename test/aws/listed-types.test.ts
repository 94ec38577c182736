import * as sdk from '@aws-sdk/client-connect';
import { createConnectListings, type Listed } from '../../bot/aws/connect-listings';
import { LISTED_TYPES, type ListedType, NOT_LISTED } from '../../bot/aws/listed-types';
import { OPERATIONS, type Operation, RESOURCE_TYPES, type ResourceType } from '../../bot/change/catalogue';
import { normalize } from '../../bot/change/normalize';
import { isUuid, sameResource } from '../../bot/change/resource';
import { COLLECTIONS, type LocalResource, localAccount, localInstance } from '../../bot/local/aws/local-account';
import { type LocalAws, startLocalAws } from '../../bot/local/aws/local-aws';
import { roleCallEvent } from '../../bot/local/aws/records';

const INSTANCE = { id: 'b1f7c0de-0000-4000-8000-000000000001', region: 'us-east-1', account: '111122223333' };
const HOURS = 'b1f7c0de-0000-4000-8000-000000000002';
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** One of each kind, and an override under an id that is no UUID. */
const oneOfEach = Object.fromEntries(
  COLLECTIONS.map((collection, n): [string, LocalResource[]] => {
    const thing = { id: uuid(n), name: `a name in ${collection}`, lastModifiedTime: '2026-11-01T10:00:00Z' };
    if (collection === 'predefinedAttributes') return [collection, [{ ...thing, id: thing.name }]];
    const details = collection === 'hoursOfOperationOverrides' ? { HoursOfOperationId: HOURS } : {};
    const other = collection === 'hoursOfOperationOverrides' ? [{ ...thing, id: 'summer', details }] : [];
    return [collection, [{ ...thing, details }, ...other]];
  }),
);
const user = { id: uuid(99), username: 'akua', lastModifiedTime: '2026-11-01T10:00:00Z' };
const instance = localInstance({ ...INSTANCE, alias: 'prod', ...oneOfEach, users: [user] });

let aws: LocalAws;
let client: sdk.ConnectClient;
const listed = new Map<ListedType, readonly Listed[]>();
beforeAll(async () => {
  aws = await startLocalAws(localAccount({ accountId: INSTANCE.account, instances: [instance] }));
  client = new sdk.ConnectClient({ region: INSTANCE.region, endpoint: aws.url, maxAttempts: 1 });
  const listings = createConnectListings({
    client: () => client,
    pace: async () => undefined,
    defaultRegion: INSTANCE.region,
  });
  for (const type of LISTED_TYPES) {
    const all: Listed[] = [];
    for await (const page of listings.list(INSTANCE, type)) all.push(...page);
    listed.set(type, all);
  }
});
afterAll(async () => {
  client.destroy();
  await aws.close();
});

describe('every type of the catalogue', () => {
  const reasons = new Map(Object.entries(NOT_LISTED));

  it.each(RESOURCE_TYPES)('%s is either listed, or it is said why not', (type) => {
    const isListed = LISTED_TYPES.some((one) => one === type);
    expect({ isListed, isLeftOut: reasons.has(type) }).toEqual({ isListed, isLeftOut: !isListed });
    if (!isListed) expect(reasons.get(type)).toMatch(/^[A-Z].{20,}\.$/);
  });

  it('is there: nothing else is listed or left out', () => {
    const known: readonly string[] = RESOURCE_TYPES;
    expect([...LISTED_TYPES, ...reasons.keys()].filter((type) => !known.includes(type))).toEqual([]);
  });
});

/**
 * The SDK's List and Search operations that no listing makes, by what they list: a type that is listed by another call or stands
 * in NOT_LISTED, `of a thing` for lists that are a part of one's own settings, or `no configuration`.
 */
const NOT_MADE: Readonly<Record<string, ResourceType | 'of a thing' | 'no configuration'>> = {
  ListAnalyticsDataAssociations: 'analytics-data-set-association',
  ListAnalyticsDataLakeDataSets: 'no configuration',
  ListApprovedOrigins: 'approved-origin',
  ListAssociatedContacts: 'no configuration',
  ListAttachedFilesConfigurations: 'attached-files-configuration',
  ListAuthenticationProfiles: 'authentication-profile',
  ListBots: 'lex-bot-association',
  ListChildHoursOfOperations: 'of a thing',
  ListContactEvaluations: 'no configuration',
  ListContactFlowModuleAliases: 'flow-module-alias',
  ListContactFlowModuleVersions: 'flow-module-version',
  ListContactFlowVersions: 'flow-version',
  ListContactReferences: 'no configuration',
  ListDataTableAttributes: 'data-table-attribute',
  ListDataTablePrimaryValues: 'of a thing',
  ListDataTableValues: 'of a thing',
  ListDefaultVocabularies: 'default-vocabulary',
  ListEntitySecurityProfiles: 'of a thing',
  ListEvaluationFormAIVersions: 'of a thing',
  ListEvaluationFormVersions: 'of a thing',
  ListFlowAssociations: 'flow-association',
  ListHoursOfOperationOverrides: 'hours-of-operation-override',
  ListInstanceAttributes: 'instance-attribute',
  ListInstanceStorageConfigs: 'instance-storage-config',
  ListInstances: 'instance',
  ListLambdaFunctions: 'lambda-function-association',
  ListLexBots: 'lex-bot-association',
  ListNotifications: 'no configuration',
  ListPhoneNumbers: 'phone-number',
  ListQueueEmailAddresses: 'of a thing',
  ListQueueQuickConnects: 'of a thing',
  ListRealtimeContactAnalysisSegmentsV2: 'no configuration',
  ListRoutingProfileManualAssignmentQueues: 'of a thing',
  ListRoutingProfileQueues: 'of a thing',
  ListSecurityKeys: 'security-key',
  ListSecurityProfileAIAgents: 'of a thing',
  ListSecurityProfileApplications: 'of a thing',
  ListSecurityProfileFlowModules: 'of a thing',
  ListSecurityProfilePermissions: 'of a thing',
  ListTagsForResource: 'resource-tags',
  ListTestCaseExecutionRecords: 'no configuration',
  ListTestCaseExecutions: 'no configuration',
  ListTestCases: 'test-case',
  ListTrafficDistributionGroupUsers: 'of a thing',
  ListUseCases: 'use-case',
  ListUserNotifications: 'no configuration',
  ListUserProficiencies: 'of a thing',
  ListViewVersions: 'view-version',
  ListWorkspaceMedia: 'of a thing',
  ListWorkspacePages: 'workspace-page',
  SearchAgentStatuses: 'agent-status',
  SearchAvailablePhoneNumbers: 'no configuration',
  SearchContactEvaluations: 'no configuration',
  SearchContactFlowModules: 'flow-module',
  SearchContactFlows: 'flow',
  SearchContacts: 'no configuration',
  SearchDataTables: 'data-table',
  SearchEvaluationForms: 'evaluation-form',
  SearchHoursOfOperations: 'hours-of-operation',
  SearchMetrics: 'metric',
  SearchNotifications: 'no configuration',
  SearchPredefinedAttributes: 'predefined-attribute',
  SearchPrompts: 'prompt',
  SearchQueues: 'queue',
  SearchQuickConnects: 'quick-connect',
  SearchResourceTags: 'resource-tags',
  SearchRoutingProfiles: 'routing-profile',
  SearchRules: 'rule',
  SearchSecurityProfiles: 'security-profile',
  SearchTestCases: 'test-case',
  SearchUserHierarchyGroups: 'user-hierarchy-group',
  SearchUsers: 'user',
  SearchViews: 'view',
  SearchWorkspaceAssociations: 'of a thing',
  SearchWorkspaces: 'workspace',
};

it('Every List and Search operation of the SDK is made by a listing, or it is known what it would list', () => {
  const made = new Set(aws.calls.map(({ operation }) => operation));
  const offered = Object.keys(sdk).flatMap((name) => /^((?:List|Search)\w+)Command$/.exec(name)?.[1] ?? []);
  expect(offered.length).toBeGreaterThan(90);
  expect([...made, ...Object.keys(NOT_MADE)].sort()).toEqual(offered.sort());
});

type Json = { readonly [member: string]: unknown };

/** The members with a value at a path of the catalogue: `View.Id`, `SecurityProfiles[].Id`. */
const withValueAt = (members: Json, path: string, value: unknown): Json => {
  const [first = '', ...rest] = path.split('.');
  const name = first.replace('[]', '');
  const inner = rest.length === 0 ? value : withValueAt({}, rest.join('.'), value);
  return { ...members, [name]: first.endsWith('[]') ? [inner] : inner };
};

/** A record of an operation on a thing: by its id in the request, or in the answer where the request has none. */
const recordOf = (operation: Operation, id: string, parent: string | undefined) => {
  const inRequest = operation.ids.slice(0, 1).map((path): [string, string] => [path, id]);
  const parents = parent === undefined ? [] : operation.parents.map((path): [string, string] => [path, parent]);
  const answered = operation.responseId === undefined ? {} : withValueAt({}, operation.responseId, id);
  return roleCallEvent({
    instance: INSTANCE,
    holder: { role: 'admin', session: 'shell' },
    time: new Date('2026-11-01T10:00:00Z'),
    eventName: operation.name,
    requestParameters: [...inRequest, ...parents].reduce<Json>(
      (all, [path, value]) => withValueAt(all, path, value),
      {},
    ),
    ...(inRequest.length === 0 && { responseElements: answered }),
  });
};

describe('the listed id', () => {
  it.each(LISTED_TYPES)('of a %s is the one that its changes have', (type) => {
    const things = listed.get(type) ?? [];
    expect(things.length).toBeGreaterThan(0);
    const operations = OPERATIONS.filter(
      (operation) =>
        operation.type === type && operation.service === 'connect' && operation.category === 'config-change',
    ).filter(({ ids, responseId }) => ids.length > 0 || responseId !== undefined);
    expect(operations.length).toBeGreaterThan(0);
    for (const { ref } of things) {
      const [parent, own = ref.id ?? ''] = /^([0-9a-f-]{36})\/(.+)$/.exec(ref.id ?? '')?.slice(1) ?? [HOURS];
      for (const operation of operations) {
        const record = recordOf(operation, own, operation.parentType === 'instance' ? undefined : parent);
        const normalized = normalize(record);
        const changed = normalized.kind === 'change' ? normalized.change.resource : undefined;
        expect({ operation: operation.name, type: changed?.type, id: changed?.id }).toEqual({
          operation: operation.name,
          type,
          id: ref.id,
        });
        expect(changed && sameResource(changed, ref)).toBe(true);
      }
    }
  });

  it('stands behind its parent only where it is no UUID', () => {
    const overrides = (listed.get('hours-of-operation-override') ?? []).map(({ ref }) => ref.id ?? '');
    expect(overrides.map(isUuid)).toEqual([true, false]);
    expect(overrides[1]).toBe(`${HOURS}/summer`);
  });
});
