import {
  CloudTrailClient,
  type LookupAttributeKey,
  LookupEventsCommand,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import {
  ConnectClient,
  DescribeAgentStatusCommand,
  DescribeContactFlowCommand,
  DescribeDataTableCommand,
  DescribeEmailAddressCommand,
  DescribeEvaluationFormCommand,
  DescribeExtractionDefinitionCommand,
  DescribeHoursOfOperationCommand,
  DescribeInstanceCommand,
  DescribeMetricCommand,
  DescribePhoneNumberCommand,
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
  ListAgentStatusesCommand,
  ListContactFlowModulesCommand,
  ListContactFlowsCommand,
  ListDataTablesCommand,
  ListEvaluationFormsCommand,
  ListExtractionDefinitionsCommand,
  ListHoursOfOperationsCommand,
  ListInstancesCommand,
  ListIntegrationAssociationsCommand,
  ListMetricsCommand,
  ListPhoneNumbersCommand,
  ListPhoneNumbersV2Command,
  ListPredefinedAttributesCommand,
  ListPromptsCommand,
  ListQueuesCommand,
  ListQuickConnectsCommand,
  ListRoutingProfileQueuesCommand,
  ListRoutingProfilesCommand,
  ListRulesCommand,
  ListSecurityProfilesCommand,
  ListTaskTemplatesCommand,
  ListTrafficDistributionGroupsCommand,
  ListUserHierarchyGroupsCommand,
  ListUsersCommand,
  ListViewsCommand,
  ListWorkspacesCommand,
  paginateListUsers,
  SearchEmailAddressesCommand,
  SearchHoursOfOperationOverridesCommand,
  SearchRoutingProfilesCommand,
  SearchUsersCommand,
  SearchVocabulariesCommand,
} from '@aws-sdk/client-connect';
import { CONNECT_OPERATIONS } from '../../bot/local/aws/connect-server';
import { COLLECTIONS, type LocalAccount, localAccount, localInstance } from '../../bot/local/aws/local-account';
import { type LocalAws, type LocalAwsOptions, startLocalAws } from '../../bot/local/aws/local-aws';
import {
  assumedRoleEvent,
  awsServiceEvent,
  iamUserEvent,
  lambdaEvent,
  rootEvent,
  websiteEvent,
} from '../../bot/local/aws/records';
import { LOCAL_CREDENTIALS } from '../../bot/local/own-requests';
import { sampleAccount } from '../../bot/local/sample/sample-account';

const NOW = new Date('2026-11-21T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const daysAgo = (days: number) => minutesAgo(days * 1440);

const INSTANCE = {
  id: '11111111-2222-4333-8444-555555555555',
  alias: 'prod',
  region: 'us-east-1',
  account: '111122223333',
};
const USER_ID = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const resource = (name: string) => ({ id: `id-of-${name}`, name, lastModifiedTime: '2026-11-01T10:00:00Z' });
const holdsQueues = { details: { AssociatedQueueIds: ['id-of-queues'] } };
const everything = {
  ...Object.fromEntries(COLLECTIONS.map((collection) => [collection, [resource(collection)]])),
  routingProfiles: [{ ...resource('routingProfiles'), ...holdsQueues }],
};
const person = (n: number) => ({
  id: n === 0 ? USER_ID : `user-${n}`,
  username: `agent.${n}`,
  firstName: 'Mary',
  lastName: `Major ${n}`,
  lastModifiedTime: '2026-11-01T10:00:00.500Z',
});
const instance = localInstance({ ...INSTANCE, ...everything, users: [0, 1, 2].map(person) });

const edit = (minutes: number, name: string, region = 'us-east-1') =>
  websiteEvent({
    instance: INSTANCE,
    userId: USER_ID,
    time: minutesAgo(minutes),
    region,
    eventName: name,
    requestParameters: { QueueId: `queue-${minutes}` },
  });

const running: LocalAws[] = [];
const clients: { destroy(): void }[] = [];

/** A server over an account, and real clients for it in a Region; everything stops after the test. */
const serve = async (account: LocalAccount, options: LocalAwsOptions = {}, region = 'us-east-1') => {
  const aws = await startLocalAws(account, { now: () => NOW, callsPerSecond: Number.POSITIVE_INFINITY, ...options });
  running.push(aws);
  const config = { endpoint: aws.url, region, maxAttempts: 1 };
  const cloudTrail = new CloudTrailClient(config);
  const connect = new ConnectClient(config);
  clients.push(cloudTrail, connect);
  const lookUp = (input: LookupEventsCommandInput = {}) => cloudTrail.send(new LookupEventsCommand(input));
  return { aws, connect, cloudTrail, lookUp };
};

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await Promise.all(running.splice(0).map((aws) => aws.close()));
});

const accountOf = (events = [edit(1, 'UpdateQueueName'), edit(2, 'DeleteQueue')]) =>
  localAccount({ accountId: '111122223333', events, instances: [instance] });

const by = (AttributeKey: LookupAttributeKey, AttributeValue: string) => ({
  LookupAttributes: [{ AttributeKey, AttributeValue }],
});

describe('LookupEvents on the local CloudTrail', () => {
  it('gives a record with the fields of the API, and the record itself as a JSON string', async () => {
    const record = edit(1, 'UpdateQueueName');
    const { lookUp } = await serve(accountOf([record]));
    const { Events, NextToken } = await lookUp();
    expect(NextToken).toBeUndefined();
    expect(Events).toEqual([
      {
        EventId: record.eventID,
        EventName: 'UpdateQueueName',
        ReadOnly: 'false',
        AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
        EventTime: minutesAgo(1),
        EventSource: 'connect.amazonaws.com',
        Username: USER_ID,
        Resources: [],
        CloudTrailEvent: JSON.stringify(record),
      },
    ]);
  });

  it.each([1, 7, 50])('walks all events newest first and each once, %i a page', async (MaxResults) => {
    const minutes = Array.from({ length: 120 }, (_, i) => (i * 37) % 60);
    const account = accountOf(
      minutes.map((minute, i) => ({ ...edit(minute, 'UpdateQueueName'), eventID: `event-${i}` })),
    );
    const { lookUp } = await serve(account);
    const seen: { id: string; time: number }[] = [];
    let NextToken: string | undefined;
    do {
      const page = await lookUp({ MaxResults, EndTime: NOW, ...(NextToken && { NextToken }) });
      expect(page.Events?.length).toBeLessThanOrEqual(MaxResults);
      for (const event of page.Events ?? [])
        seen.push({ id: event.EventId ?? '', time: event.EventTime?.getTime() ?? 0 });
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(new Set(seen.map((event) => event.id)).size).toBe(120);
    expect(seen.map((event) => event.time)).toEqual(seen.map((event) => event.time).sort((a, b) => b - a));
  });

  it('neither repeats nor drops an event when others arrive between two pages', async () => {
    const account = accountOf([1, 2, 3, 4].map((minute) => edit(minute, 'UpdateQueueName')));
    const { lookUp } = await serve(account);
    const first = await lookUp({ MaxResults: 2 });
    account.addEvent(edit(0, 'CreateQueue'));
    const second = await lookUp({ MaxResults: 2, ...(first.NextToken && { NextToken: first.NextToken }) });
    expect([first, second].flatMap((page) => page.Events?.map((event) => event.EventTime))).toEqual(
      [1, 2, 3, 4].map(minutesAgo),
    );
    expect((await lookUp({ MaxResults: 1 })).Events?.[0]?.EventName).toBe('CreateQueue');
  });

  const call = { instance: INSTANCE, time: minutesAgo(1), eventName: 'UpdateQueueName' };
  const foreign = assumedRoleEvent({
    holder: { role: 'r', session: 's' },
    time: minutesAgo(1),
    eventSource: 's3.amazonaws.com',
    eventName: 'CreateBucket',
    overrides: { resources: [{ ARN: 'arn:aws:s3:::b', type: 'AWS::S3::Bucket' }], eventID: 'the-bucket' },
  });
  const mixed = [
    edit(1, 'DeleteQueue'),
    iamUserEvent({ ...call, userName: 'carlos' }),
    rootEvent(call),
    lambdaEvent({ ...call, functionName: 'wallboard', readOnly: true }),
    awsServiceEvent({ ...call, service: 'kms.amazonaws.com' }),
    foreign,
  ];

  it.each<[LookupAttributeKey, string, number]>([
    ['EventName', 'DeleteQueue', 1],
    ['EventName', 'deletequeue', 0],
    ['EventName', 'Delete', 0],
    ['EventSource', 's3.amazonaws.com', 1],
    ['EventId', 'the-bucket', 1],
    ['ReadOnly', 'true', 1],
    ['ReadOnly', 'false', 5],
    ['Username', USER_ID, 1],
    ['Username', 'carlos', 1],
    ['Username', 'root', 1],
    ['Username', 'wallboard', 1],
    ['Username', 'kms.amazonaws.com', 0],
    ['AccessKeyId', 'AKIAIOSFODNN7EXAMPLE', 1],
    ['ResourceType', 'AWS::S3::Bucket', 1],
    ['ResourceName', 'arn:aws:s3:::b', 1],
    ['ResourceName', 'queue-1', 0],
  ])('finds by %s %s: %i events', async (key, value, count) => {
    const { lookUp } = await serve(accountOf(mixed));
    expect((await lookUp(by(key, value))).Events).toHaveLength(count);
  });

  it('tells no user name for what an AWS service did by itself', async () => {
    const { lookUp } = await serve(accountOf([awsServiceEvent({ ...call, service: 'kms.amazonaws.com' })]));
    expect((await lookUp()).Events?.[0]).not.toHaveProperty('Username');
  });

  it('takes both ends of the time range as inside it', async () => {
    const { lookUp } = await serve(accountOf([1, 2, 3, 4].map((minute) => edit(minute, 'UpdateQueueName'))));
    const { Events } = await lookUp({ StartTime: minutesAgo(3), EndTime: minutesAgo(2) });
    expect(Events?.map((event) => event.EventTime)).toEqual([minutesAgo(2), minutesAgo(3)]);
  });

  it.each<[string, LookupEventsCommandInput, string]>([
    [
      'two attributes',
      { LookupAttributes: [...by('EventName', 'a').LookupAttributes, ...by('EventName', 'b').LookupAttributes] },
      'InvalidLookupAttributesException',
    ],
    ['an unknown attribute', by('QueueId' as LookupAttributeKey, 'x'), 'InvalidLookupAttributesException'],
    ['an empty value', by('EventName', ''), 'InvalidLookupAttributesException'],
    ['a start after the end', { StartTime: minutesAgo(1), EndTime: minutesAgo(2) }, 'InvalidTimeRangeException'],
    ['no results a page', { MaxResults: 0 }, 'InvalidMaxResultsException'],
    ['51 results a page', { MaxResults: 51 }, 'InvalidMaxResultsException'],
    ['a made-up token', { NextToken: 'bm9uc2Vuc2U' }, 'InvalidNextTokenException'],
  ])('refuses %s', async (_, input, name) => {
    const { lookUp } = await serve(accountOf());
    await expect(lookUp(input)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
  });

  it.each<[string, LookupEventsCommandInput]>([
    ['another end', { EndTime: minutesAgo(1), MaxResults: 1 }],
    ['no end', { MaxResults: 1 }],
    ['another page size', { EndTime: NOW, MaxResults: 2 }],
    ['an attribute', { EndTime: NOW, MaxResults: 1, ...by('EventName', 'DeleteQueue') }],
  ])('refuses a token that is given back with %s', async (_, input) => {
    const { lookUp } = await serve(accountOf());
    const { NextToken } = await lookUp({ EndTime: NOW, MaxResults: 1 });
    expect(NextToken).toEqual(expect.any(String));
    await expect(lookUp({ ...input, NextToken })).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
  });

  it('reaches 90 days back and shows management events only', async () => {
    const old = (days: number, overrides = {}) => ({
      ...edit(days * 1440, 'DeleteQueue'),
      eventID: `${days}`,
      ...overrides,
    });
    const data = old(1, { eventCategory: 'Data', managementEvent: false, eventID: 'data' });
    const { lookUp } = await serve(accountOf([old(89), old(90), old(91), data]));
    const { Events } = await lookUp({ StartTime: daysAgo(400) });
    expect(Events?.map((event) => event.EventId)).toEqual(['89', '90']);
    expect((await lookUp({ EventCategory: 'insight' })).Events).toEqual([]);
  });

  it('shows an event only after its delivery delay', async () => {
    let now = NOW;
    const delays = { deliveryDelayMs: 5 * 60_000, now: () => now };
    const { lookUp } = await serve(accountOf([edit(4, 'DeleteQueue')]), delays);
    expect((await lookUp()).Events).toEqual([]);
    now = minutesAgo(-1);
    expect((await lookUp()).Events).toHaveLength(1);
  });

  it('keeps Regions apart, a token included', async () => {
    const events = [
      edit(1, 'DeleteQueue'),
      edit(2, 'DeleteQueue', 'ap-southeast-2'),
      edit(3, 'DeleteQueue', 'ap-southeast-2'),
    ];
    const { aws, lookUp } = await serve(accountOf(events), {}, 'ap-southeast-2');
    const virginia = new CloudTrailClient({ endpoint: aws.url, region: 'us-east-1', maxAttempts: 1 });
    clients.push(virginia);
    const { Events, NextToken } = await lookUp({ MaxResults: 1 });
    expect(Events?.[0]?.EventTime).toEqual(minutesAgo(2));
    const elsewhere = virginia.send(new LookupEventsCommand({ MaxResults: 1, NextToken }));
    await expect(elsewhere).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
    expect(aws.calls.map((recorded) => recorded.region)).toEqual(['ap-southeast-2', 'us-east-1']);
  });

  it('throttles the third call at once with HTTP 400, as CloudTrail does, and only in that Region', async () => {
    const { aws, lookUp } = await serve(accountOf(), { callsPerSecond: 2, elapsedMs: () => 0 });
    const results = await Promise.allSettled([lookUp(), lookUp(), lookUp()]);
    const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(failed).toEqual([
      expect.objectContaining({
        name: 'ThrottlingException',
        message: 'Rate exceeded',
        $metadata: expect.objectContaining({ httpStatusCode: 400 }),
      }),
    ]);
    const sydney = new CloudTrailClient({ endpoint: aws.url, region: 'ap-southeast-2', maxAttempts: 1 });
    clients.push(sydney);
    await expect(sydney.send(new LookupEventsCommand({}))).resolves.toMatchObject({ Events: [] });
    expect(aws.calls.map((recorded) => recorded.outcome).sort()).toEqual([
      'ThrottlingException',
      'answered',
      'answered',
      'answered',
    ]);
  });

  it('lets one more call through each half second, and saves up no more than a second of calls', async () => {
    let elapsed = 0;
    const { aws, lookUp } = await serve(accountOf(), { callsPerSecond: 2, elapsedMs: () => elapsed });
    for (const wait of [0, 0, 499, 1, 0, 60_000, 0, 0]) {
      elapsed += wait;
      await lookUp().catch(() => undefined);
    }
    const passed = aws.calls.map((recorded) => recorded.outcome === 'answered');
    expect(passed).toEqual([true, true, false, true, false, true, true, false]);
  });

  it('serves a record whose Region and time are words where the account places it, as printed', async () => {
    const template = { ...edit(1, 'PutBot'), eventTime: 'timestamp', awsRegion: 'region' };
    const account = localAccount({
      accountId: '111122223333',
      events: [template],
      unplaced: { region: 'us-east-1', time: '2026-11-20T09:00:00Z' },
    });
    const { lookUp } = await serve(account);
    const { Events } = await lookUp();
    expect(Events?.[0]?.EventTime).toEqual(new Date('2026-11-20T09:00:00Z'));
    expect(JSON.parse(Events?.[0]?.CloudTrailEvent ?? '')).toEqual(template);
  });
});

const InstanceId = INSTANCE.id;
const listedAs = (collection: string) => ({ Id: `id-of-${collection}`, Name: collection });
const dated = { LastModifiedTime: new Date('2026-11-01T10:00:00Z'), LastModifiedRegion: 'us-east-1' };

/** Each operation through the real client, and what its answer must hold. */
const OPERATIONS: Record<string, [(connect: ConnectClient) => Promise<object>, object]> = {
  ListInstances: [
    (c) => c.send(new ListInstancesCommand({})),
    { InstanceSummaryList: [{ Id: InstanceId, InstanceAlias: 'prod', CreatedTime: expect.any(Date) }] },
  ],
  DescribeInstance: [
    (c) => c.send(new DescribeInstanceCommand({ InstanceId })),
    { Instance: { Id: InstanceId, InstanceAlias: 'prod', InstanceStatus: 'ACTIVE' } },
  ],
  ListUsers: [
    (c) => c.send(new ListUsersCommand({ InstanceId, MaxResults: 1 })),
    {
      NextToken: expect.any(String),
      UserSummaryList: [
        {
          Id: USER_ID,
          Username: 'agent.0',
          Arn: `arn:aws:connect:us-east-1:111122223333:instance/${InstanceId}/agent/${USER_ID}`,
          LastModifiedTime: new Date('2026-11-01T10:00:00.500Z'),
        },
      ],
    },
  ],
  DescribeUser: [
    (c) => c.send(new DescribeUserCommand({ InstanceId, UserId: USER_ID })),
    { User: { Username: 'agent.0', IdentityInfo: { FirstName: 'Mary', LastName: 'Major 0' } } },
  ],
  SearchUsers: [
    (c) =>
      c.send(
        new SearchUsersCommand({
          InstanceId,
          SearchCriteria: { StringCondition: { FieldName: 'lastName', Value: 'major 2', ComparisonType: 'EXACT' } },
        }),
      ),
    { Users: [{ Username: 'agent.2', IdentityInfo: { FirstName: 'Mary' } }] },
  ],
  ListQueues: [
    (c) => c.send(new ListQueuesCommand({ InstanceId, QueueTypes: ['STANDARD'] })),
    { QueueSummaryList: [{ ...listedAs('queues'), ...dated, QueueType: 'STANDARD' }] },
  ],
  DescribeQueue: [
    (c) => c.send(new DescribeQueueCommand({ InstanceId, QueueId: 'id-of-queues' })),
    { Queue: { QueueId: 'id-of-queues', Name: 'queues', Status: 'ENABLED', ...dated } },
  ],
  ListRoutingProfiles: [
    (c) => c.send(new ListRoutingProfilesCommand({ InstanceId })),
    { RoutingProfileSummaryList: [{ ...listedAs('routingProfiles'), ...dated }] },
  ],
  DescribeRoutingProfile: [
    (c) => c.send(new DescribeRoutingProfileCommand({ InstanceId, RoutingProfileId: 'id-of-routingProfiles' })),
    { RoutingProfile: { RoutingProfileId: 'id-of-routingProfiles', Name: 'routingProfiles', ...dated } },
  ],
  ListContactFlows: [
    (c) => c.send(new ListContactFlowsCommand({ InstanceId, ContactFlowTypes: ['CONTACT_FLOW'] })),
    { ContactFlowSummaryList: [{ ...listedAs('contactFlows'), ContactFlowStatus: 'PUBLISHED' }] },
  ],
  DescribeContactFlow: [
    (c) => c.send(new DescribeContactFlowCommand({ InstanceId, ContactFlowId: 'id-of-contactFlows:$SAVED' })),
    { ContactFlow: { ...listedAs('contactFlows'), ...dated } },
  ],
  ListContactFlowModules: [
    (c) => c.send(new ListContactFlowModulesCommand({ InstanceId })),
    { ContactFlowModulesSummaryList: [{ ...listedAs('contactFlowModules'), State: 'ACTIVE' }] },
  ],
  ListHoursOfOperations: [
    (c) => c.send(new ListHoursOfOperationsCommand({ InstanceId })),
    { HoursOfOperationSummaryList: [{ ...listedAs('hoursOfOperations'), ...dated }] },
  ],
  DescribeHoursOfOperation: [
    (c) => c.send(new DescribeHoursOfOperationCommand({ InstanceId, HoursOfOperationId: 'id-of-hoursOfOperations' })),
    { HoursOfOperation: { HoursOfOperationId: 'id-of-hoursOfOperations', Name: 'hoursOfOperations', ...dated } },
  ],
  ListQuickConnects: [
    (c) => c.send(new ListQuickConnectsCommand({ InstanceId })),
    { QuickConnectSummaryList: [{ ...listedAs('quickConnects'), ...dated }] },
  ],
  DescribeQuickConnect: [
    (c) => c.send(new DescribeQuickConnectCommand({ InstanceId, QuickConnectId: 'id-of-quickConnects' })),
    { QuickConnect: { QuickConnectId: 'id-of-quickConnects', Name: 'quickConnects', ...dated } },
  ],
  ListSecurityProfiles: [
    (c) => c.send(new ListSecurityProfilesCommand({ InstanceId })),
    { SecurityProfileSummaryList: [{ ...listedAs('securityProfiles'), ...dated }] },
  ],
  DescribeSecurityProfile: [
    (c) => c.send(new DescribeSecurityProfileCommand({ InstanceId, SecurityProfileId: 'id-of-securityProfiles' })),
    { SecurityProfile: { Id: 'id-of-securityProfiles', SecurityProfileName: 'securityProfiles', ...dated } },
  ],
  ListPrompts: [
    (c) => c.send(new ListPromptsCommand({ InstanceId })),
    { PromptSummaryList: [{ ...listedAs('prompts'), ...dated }] },
  ],
  DescribePrompt: [
    (c) => c.send(new DescribePromptCommand({ InstanceId, PromptId: 'id-of-prompts' })),
    { Prompt: { PromptId: 'id-of-prompts', Name: 'prompts', ...dated } },
  ],
  ListPhoneNumbersV2: [
    (c) => c.send(new ListPhoneNumbersV2Command({ InstanceId })),
    { ListPhoneNumbersSummaryList: [{ PhoneNumberId: 'id-of-phoneNumbers', PhoneNumber: 'phoneNumbers', InstanceId }] },
  ],
  ListPhoneNumbers: [
    (c) => c.send(new ListPhoneNumbersCommand({ InstanceId })),
    { PhoneNumberSummaryList: [{ Id: 'id-of-phoneNumbers', PhoneNumber: 'phoneNumbers' }] },
  ],
  DescribePhoneNumber: [
    (c) => c.send(new DescribePhoneNumberCommand({ PhoneNumberId: 'id-of-phoneNumbers' })),
    { ClaimedPhoneNumberSummary: { PhoneNumberId: 'id-of-phoneNumbers', PhoneNumber: 'phoneNumbers' } },
  ],
  ListAgentStatuses: [
    (c) => c.send(new ListAgentStatusesCommand({ InstanceId, AgentStatusTypes: ['CUSTOM'] })),
    { AgentStatusSummaryList: [{ ...listedAs('agentStatuses'), ...dated, Type: 'CUSTOM' }] },
  ],
  DescribeAgentStatus: [
    (c) => c.send(new DescribeAgentStatusCommand({ InstanceId, AgentStatusId: 'id-of-agentStatuses' })),
    { AgentStatus: { AgentStatusId: 'id-of-agentStatuses', Name: 'agentStatuses', ...dated } },
  ],
  ListUserHierarchyGroups: [
    (c) => c.send(new ListUserHierarchyGroupsCommand({ InstanceId })),
    { UserHierarchyGroupSummaryList: [{ ...listedAs('hierarchyGroups'), ...dated }] },
  ],
  DescribeUserHierarchyGroup: [
    (c) => c.send(new DescribeUserHierarchyGroupCommand({ InstanceId, HierarchyGroupId: 'id-of-hierarchyGroups' })),
    { HierarchyGroup: { ...listedAs('hierarchyGroups'), ...dated } },
  ],
  SearchHoursOfOperationOverrides: [
    (c) => c.send(new SearchHoursOfOperationOverridesCommand({ InstanceId, MaxResults: 100 })),
    {
      HoursOfOperationOverrides: [
        { HoursOfOperationOverrideId: 'id-of-hoursOfOperationOverrides', Name: 'hoursOfOperationOverrides' },
      ],
    },
  ],
  SearchEmailAddresses: [
    (c) => c.send(new SearchEmailAddressesCommand({ InstanceId })),
    { EmailAddresses: [{ EmailAddressId: 'id-of-emailAddresses', EmailAddress: 'emailAddresses' }] },
  ],
  DescribeEmailAddress: [
    (c) => c.send(new DescribeEmailAddressCommand({ InstanceId, EmailAddressId: 'id-of-emailAddresses' })),
    { EmailAddress: 'emailAddresses', ModifiedTimestamp: '2026-11-01T10:00:00Z' },
  ],
  ListViews: [
    (c) => c.send(new ListViewsCommand({ InstanceId, Type: 'CUSTOMER_MANAGED' })),
    { ViewsSummaryList: [{ ...listedAs('views'), Type: 'CUSTOMER_MANAGED' }] },
  ],
  DescribeView: [
    (c) => c.send(new DescribeViewCommand({ InstanceId, ViewId: 'id-of-views' })),
    { View: { ...listedAs('views'), LastModifiedTime: dated.LastModifiedTime } },
  ],
  ListRules: [
    (c) => c.send(new ListRulesCommand({ InstanceId, MaxResults: 200 })),
    { RuleSummaryList: [{ RuleId: 'id-of-rules', Name: 'rules', LastUpdatedTime: dated.LastModifiedTime }] },
  ],
  DescribeRule: [
    (c) => c.send(new DescribeRuleCommand({ InstanceId, RuleId: 'id-of-rules' })),
    { Rule: { RuleId: 'id-of-rules', Name: 'rules', LastUpdatedTime: dated.LastModifiedTime } },
  ],
  ListTaskTemplates: [
    (c) => c.send(new ListTaskTemplatesCommand({ InstanceId })),
    { TaskTemplates: [{ ...listedAs('taskTemplates'), LastModifiedTime: dated.LastModifiedTime }] },
  ],
  ListEvaluationForms: [
    (c) => c.send(new ListEvaluationFormsCommand({ InstanceId })),
    { EvaluationFormSummaryList: [{ EvaluationFormId: 'id-of-evaluationForms', Title: 'evaluationForms' }] },
  ],
  DescribeEvaluationForm: [
    (c) => c.send(new DescribeEvaluationFormCommand({ InstanceId, EvaluationFormId: 'id-of-evaluationForms' })),
    { EvaluationForm: { Title: 'evaluationForms', LastModifiedTime: dated.LastModifiedTime } },
  ],
  ListPredefinedAttributes: [
    (c) => c.send(new ListPredefinedAttributesCommand({ InstanceId })),
    { PredefinedAttributeSummaryList: [{ Name: 'predefinedAttributes', ...dated }] },
  ],
  DescribePredefinedAttribute: [
    (c) => c.send(new DescribePredefinedAttributeCommand({ InstanceId, Name: 'id-of-predefinedAttributes' })),
    { PredefinedAttribute: { Name: 'predefinedAttributes', ...dated } },
  ],
  ListDataTables: [
    (c) => c.send(new ListDataTablesCommand({ InstanceId })),
    { DataTableSummaryList: [{ ...listedAs('dataTables'), ...dated }] },
  ],
  DescribeDataTable: [
    (c) => c.send(new DescribeDataTableCommand({ InstanceId, DataTableId: 'id-of-dataTables' })),
    { DataTable: { ...listedAs('dataTables'), ...dated } },
  ],
  ListWorkspaces: [
    (c) => c.send(new ListWorkspacesCommand({ InstanceId })),
    { WorkspaceSummaryList: [{ ...listedAs('workspaces'), ...dated }] },
  ],
  DescribeWorkspace: [
    (c) => c.send(new DescribeWorkspaceCommand({ InstanceId, WorkspaceId: 'id-of-workspaces' })),
    { Workspace: { ...listedAs('workspaces'), ...dated } },
  ],
  ListIntegrationAssociations: [
    (c) => c.send(new ListIntegrationAssociationsCommand({ InstanceId })),
    {
      IntegrationAssociationSummaryList: [
        { IntegrationAssociationId: 'id-of-integrationAssociations', IntegrationType: 'APPLICATION' },
      ],
    },
  ],
  ListTrafficDistributionGroups: [
    (c) => c.send(new ListTrafficDistributionGroupsCommand({ InstanceId, MaxResults: 10 })),
    {
      TrafficDistributionGroupSummaryList: [
        {
          ...listedAs('trafficDistributionGroups'),
          Arn: 'arn:aws:connect:us-east-1:111122223333:traffic-distribution-group/id-of-trafficDistributionGroups',
        },
      ],
    },
  ],
  SearchVocabularies: [
    (c) => c.send(new SearchVocabulariesCommand({ InstanceId, MaxResults: 100 })),
    { VocabularySummaryList: [{ ...listedAs('vocabularies'), State: 'ACTIVE' }] },
  ],
  ListMetrics: [
    (c) => c.send(new ListMetricsCommand({ InstanceId, Type: 'CUSTOMER_MANAGED' })),
    { MetricSummaryList: [{ ...listedAs('metrics'), ...dated }] },
  ],
  DescribeMetric: [
    (c) => c.send(new DescribeMetricCommand({ InstanceId, MetricId: 'id-of-metrics' })),
    { Metric: { ...listedAs('metrics'), ...dated } },
  ],
  ListExtractionDefinitions: [
    (c) => c.send(new ListExtractionDefinitionsCommand({ InstanceId })),
    {
      ExtractionDefinitionSummaryList: [
        { ExtractionDefinitionId: 'id-of-extractionDefinitions', Name: 'extractionDefinitions' },
      ],
    },
  ],
  DescribeExtractionDefinition: [
    (c) =>
      c.send(
        new DescribeExtractionDefinitionCommand({ InstanceId, ExtractionDefinitionId: 'id-of-extractionDefinitions' }),
      ),
    { ExtractionDefinition: { Name: 'extractionDefinitions', LastUpdatedTime: dated.LastModifiedTime } },
  ],
  SearchRoutingProfiles: [
    (c) => c.send(new SearchRoutingProfilesCommand({ InstanceId, MaxResults: 100 })),
    { RoutingProfiles: [{ RoutingProfileId: 'id-of-routingProfiles', AssociatedQueueIds: ['id-of-queues'] }] },
  ],
  ListRoutingProfileQueues: [
    (c) => c.send(new ListRoutingProfileQueuesCommand({ InstanceId, RoutingProfileId: 'id-of-routingProfiles' })),
    { RoutingProfileQueueConfigSummaryList: [{ QueueId: 'id-of-queues', QueueName: 'queues', Channel: 'VOICE' }] },
  ],
};

describe('the local Connect', () => {
  it('has every operation it serves in the table of this test', () => {
    expect([...CONNECT_OPERATIONS].sort()).toEqual(Object.keys(OPERATIONS).sort());
  });

  it.each(Object.entries(OPERATIONS))(
    'answers %s so that the real client reads it',
    async (operation, [send, expected]) => {
      const { aws, connect } = await serve(accountOf());
      expect(await send(connect)).toMatchObject(expected);
      expect(aws.calls).toMatchObject([{ service: 'connect', operation, region: 'us-east-1', outcome: 'answered' }]);
    },
  );

  it('pages through the real paginator, by id and by ARN of the instance', async () => {
    const { connect } = await serve(accountOf());
    const arn = `arn:aws:connect:us-east-1:111122223333:instance/${InstanceId}`;
    for (const id of [InstanceId, arn]) {
      const names: (string | undefined)[] = [];
      for await (const page of paginateListUsers({ client: connect, pageSize: 2 }, { InstanceId: id })) {
        names.push(...(page.UserSummaryList ?? []).map((user) => user.Username));
      }
      expect(names).toEqual(['agent.0', 'agent.1', 'agent.2']);
    }
  });

  it('lists the nameless queue of every user unless standard queues alone are asked for', async () => {
    const { connect } = await serve(accountOf());
    const { QueueSummaryList } = await connect.send(new ListQueuesCommand({ InstanceId }));
    expect(QueueSummaryList?.map((queue) => queue.Name)).toEqual(['queues', undefined, undefined, undefined]);
  });

  it.each<[string, (connect: ConnectClient) => Promise<object>]>([
    ['user', (c) => c.send(new DescribeUserCommand({ InstanceId, UserId: 'who-left' }))],
    ['queue', (c) => c.send(new DescribeQueueCommand({ InstanceId, QueueId: 'gone' }))],
    ['phone number', (c) => c.send(new DescribePhoneNumberCommand({ PhoneNumberId: 'gone' }))],
    ['instance', (c) => c.send(new ListQueuesCommand({ InstanceId: 'gone' }))],
  ])('does not know a %s that is not there', async (_, send) => {
    const { connect } = await serve(accountOf());
    const error = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } };
    await expect(send(connect)).rejects.toMatchObject(error);
  });

  it('knows an instance in its own Region only', async () => {
    const { connect } = await serve(accountOf(), {}, 'eu-west-2');
    expect(await connect.send(new ListInstancesCommand({}))).toMatchObject({ InstanceSummaryList: [] });
    const listing = connect.send(new ListQueuesCommand({ InstanceId }));
    await expect(listing).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it.each<[string, number, (connect: ConnectClient, MaxResults: number) => Promise<object>]>([
    ['views', 100, (c, MaxResults) => c.send(new ListViewsCommand({ InstanceId, MaxResults }))],
    ['rules', 200, (c, MaxResults) => c.send(new ListRulesCommand({ InstanceId, MaxResults }))],
    ['groups', 10, (c, MaxResults) => c.send(new ListTrafficDistributionGroupsCommand({ InstanceId, MaxResults }))],
  ])('gives %s by pages of %i at most', async (_, largest, send) => {
    const { connect } = await serve(accountOf());
    await expect(send(connect, largest)).resolves.toBeDefined();
    await expect(send(connect, largest + 1)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('refuses a page that is too large and a token of another listing', async () => {
    const { connect } = await serve(accountOf());
    const tooLarge = connect.send(new ListUsersCommand({ InstanceId, MaxResults: 1001 }));
    await expect(tooLarge).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const { NextToken } = await connect.send(new ListUsersCommand({ InstanceId, MaxResults: 1 }));
    const swapped = connect.send(new SearchUsersCommand({ InstanceId, NextToken }));
    await expect(swapped).rejects.toMatchObject({ name: 'InvalidToken', $metadata: { httpStatusCode: 400 } });
  });

  it('throttles the sixth call of one operation at once, and no other operation', async () => {
    const { connect } = await serve(accountOf(), { elapsedMs: () => 0 });
    const calls = Array.from({ length: 6 }, () => connect.send(new ListPromptsCommand({ InstanceId })));
    const failed = (await Promise.allSettled(calls)).filter((result) => result.status === 'rejected');
    expect(failed).toMatchObject([
      { reason: { name: 'TooManyRequestsException', $metadata: { httpStatusCode: 429 } } },
    ]);
    await expect(connect.send(new ListUsersCommand({ InstanceId }))).resolves.toBeDefined();
  });
});

describe('faults', () => {
  it.each([
    ['denied', 'AccessDeniedException', 400],
    ['throttled', 'ThrottlingException', 400],
    ['server error', 'InternalFailure', 500],
  ] as const)('makes a CloudTrail call %s', async (kind, name, httpStatusCode) => {
    const { lookUp } = await serve(accountOf(), { faults: () => ({ kind }) });
    await expect(lookUp()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  it.each([
    ['denied', 'AccessDeniedException', 403],
    ['throttled', 'TooManyRequestsException', 429],
    ['server error', 'InternalServiceException', 500],
  ] as const)('makes a Connect call %s', async (kind, name, httpStatusCode) => {
    const { connect } = await serve(accountOf(), { faults: () => ({ kind }) });
    const listing = connect.send(new ListInstancesCommand({}));
    await expect(listing).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  it('falls on the call that the test picks, which the real client then repeats', async () => {
    const { aws } = await serve(accountOf(), { faults: ({ n }) => (n === 1 ? { kind: 'server error' } : undefined) });
    const patient = new CloudTrailClient({ endpoint: aws.url, region: 'us-east-1', maxAttempts: 2 });
    clients.push(patient);
    expect((await patient.send(new LookupEventsCommand({}))).Events).toHaveLength(2);
    expect(aws.calls.map((recorded) => recorded.outcome)).toEqual(['InternalFailure', 'answered']);
  });

  it('answers late as it would have answered at once', async () => {
    const { lookUp } = await serve(accountOf(), { faults: () => ({ kind: 'delay', ms: 20 }) });
    expect((await lookUp()).Events).toHaveLength(2);
  });

  it('leaves a call hanging until the server closes', async () => {
    const { aws, lookUp } = await serve(accountOf(), { faults: () => ({ kind: 'hang' }) });
    const hanging = lookUp();
    const settled = expect(hanging).rejects.toThrow();
    while (aws.calls[0]?.outcome !== 'hangs') await new Promise((resolve) => setTimeout(resolve, 5));
    await aws.close();
    await settled;
  });
});

describe('the server', () => {
  it('refuses what is not signed and what it does not serve', async () => {
    const { aws } = await serve(accountOf());
    const scope = `${LOCAL_CREDENTIALS.accessKeyId}/20261121/us-east-1/connect/aws4_request`;
    const signed = { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, Signature=0` };
    expect((await fetch(`${aws.url}/instance`)).status).toBe(403);
    expect((await fetch(`${aws.url}/nothing`, { headers: signed })).status).toBe(404);
    expect((await fetch(`${aws.url}/search-users`, { method: 'POST', headers: signed, body: '{' })).status).toBe(400);
    expect(aws.calls).toEqual([]);
  });

  it('is found by the endpoint variables of the SDK alone', async () => {
    const { aws } = await serve(accountOf());
    Object.assign(process.env, aws.env);
    const client = new CloudTrailClient({ region: 'us-east-1' });
    clients.push(client);
    try {
      expect((await client.send(new LookupEventsCommand({}))).Events).toHaveLength(2);
    } finally {
      for (const name of Object.keys(aws.env)) delete process.env[name];
    }
  });

  it('serves the sample account: who made queue-test-1', async () => {
    const { connect, lookUp } = await serve(sampleAccount(NOW));
    const { Events } = await lookUp(by('EventName', 'CreateQueue'));
    const creation = Events?.find((event) => event.CloudTrailEvent?.includes('"Name":"queue-test-1"'));
    const { UserSummaryList } = await connect.send(
      new ListUsersCommand({ InstanceId: 'e013010d-c287-401c-8e59-XXXXXXXXX' }),
    );
    expect(UserSummaryList).toMatchObject([{ Id: creation?.Username, Username: 'test-1' }]);
  });
});
