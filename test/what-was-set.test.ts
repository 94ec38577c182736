import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Answer, AnsweredChange } from '../bot/answer/answer';
import { answerToJson } from '../bot/answer/to-json';
import { plainText } from '../bot/answer/wording/pieces';
import { trailAnswerer } from '../bot/local/trail-answerer';
import { parseQuery } from '../bot/query/parse-query';

/** Questions asked of log files as people ask them: what each answer says was set. */

const NOW = new Date('2026-11-21T12:00:00Z');
const INSTANCE = '11111111-2222-4333-8444-555555555555';
const ARN = `arn:aws:connect:us-east-1:111122223333:instance/${INSTANCE}`;
const id = (n: number): string => `${n.toString(16).padStart(8, '0')}-aaaa-4bbb-8ccc-dddddddddddd`;

type Call = readonly [eventName: string, request: object | null, response?: object | undefined, errorCode?: string];

/** The calls as records, one a day at noon from the first of November. */
const recordsOf = (calls: readonly Call[]) =>
  calls.map(([eventName, request, response, errorCode], at) => ({
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      arn: 'arn:aws:iam::111122223333:user/ann',
      accountId: '111122223333',
      userName: 'ann',
    },
    eventTime: `2026-11-${String(at + 1).padStart(2, '0')}T12:00:00Z`,
    eventSource: 'connect.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    userAgent: 'aws-cli/2.27.41',
    requestParameters: request === null ? null : { InstanceId: INSTANCE, ...request },
    ...(errorCode !== undefined && { errorCode }),
    responseElements: response ?? null,
    eventID: id(1000 + at),
    eventType: 'AwsApiCall',
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
  }));

/** What a question about the calls is answered, newest first. */
const ask = async (calls: readonly Call[], question: string): Promise<readonly AnsweredChange[]> =>
  (await answerTo(calls, question)).changes;

const answerTo = async (calls: readonly Call[], question: string): Promise<Answer> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'what-was-set-'));
  try {
    writeFileSync(path.join(folder, 'records.json'), JSON.stringify({ Records: recordsOf(calls) }));
    const parsed = parseQuery(question, { now: NOW, zone: 'UTC' });
    if (parsed.kind !== 'query') throw new Error(`${question} is not understood`);
    const answered = await trailAnswerer(folder, [], () => NOW)(parsed.query);
    if (answered.kind !== 'answer') throw new Error(answered.mistake.message);
    return answered.answer;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Who did them is another matter. */
const deeds = (changes: readonly AnsweredChange[]): readonly string[] => changes.map(({ deed }) => plainText(deed));

const VOCABULARY: readonly Call[] = [
  ['CreateVocabulary', { VocabularyName: 'Products', LanguageCode: 'en-US' }, { VocabularyId: id(1) }],
  ['AssociateDefaultVocabulary', { LanguageCode: 'en-US', VocabularyId: id(1) }],
];

it('a default vocabulary that is cleared or replaced is found by the one that it was', async () => {
  const cleared = await ask([...VOCABULARY, ['AssociateDefaultVocabulary', { LanguageCode: 'en-US' }]], 'Products');
  expect(deeds(cleared)[0]).toBe(`took Products away as the default vocabulary en-US in instance with id ${INSTANCE}`);
  expect(cleared.map(({ relation }) => relation)).toEqual(['indirect', 'indirect', 'direct']);

  const replaced = await ask(
    [
      ...VOCABULARY,
      ['CreateVocabulary', { VocabularyName: 'Places', LanguageCode: 'en-US' }, { VocabularyId: id(2) }],
      ['AssociateDefaultVocabulary', { LanguageCode: 'en-US', VocabularyId: id(2) }],
    ],
    'Products',
  );
  expect(deeds(replaced)[0]).toBe(
    `set the default vocabulary en-US in instance with id ${INSTANCE} from Products to Places`,
  );
});

it('what is no longer tied to a flow is found by the flow', async () => {
  const sms = {
    ResourceType: 'SMS_PHONE_NUMBER',
    ResourceId: 'arn:aws:sms-voice:us-east-1:111122223333:phone-number/p1',
  };
  const changes = await ask(
    [
      ['CreateContactFlow', { Name: 'Texts' }, { ContactFlowId: id(3) }],
      ['AssociateFlow', { ...sms, FlowId: id(3) }],
      ['DisassociateFlow', sms],
    ],
    'Texts',
  );
  expect(deeds(changes)).toEqual([
    'detached SMS phone number p1 from flow Texts',
    'pointed SMS phone number p1 to flow Texts',
    'created flow Texts',
  ]);
});

it('security profiles given by either call are the user’s, and one history', async () => {
  const entity = { EntityType: 'USER', EntityArn: `${ARN}/agent/${id(5)}` };
  const calls: readonly Call[] = [
    ['CreateUser', { Username: 'bob', SecurityProfileIds: [id(6)] }, { UserId: id(5) }],
    ['CreateSecurityProfile', { SecurityProfileName: 'Admin' }, { SecurityProfileId: id(7) }],
    ['AssociateSecurityProfiles', { ...entity, SecurityProfiles: [{ Id: id(7) }] }],
    ['UpdateUserSecurityProfiles', { UserId: id(5), SecurityProfileIds: [id(6)] }],
  ];
  const bob = await ask(calls, 'bob');
  expect(bob.map(({ relation }) => relation)).toEqual(['direct', 'direct', 'direct']);
  expect(bob.map(({ fields }) => fields.map(({ field }) => field))).toEqual([
    ['SecurityProfileIds'],
    ['SecurityProfileIds'],
    ['Username', 'SecurityProfileIds'],
  ]);
  expect(deeds(bob).slice(0, 2)).toEqual([
    'took the security profile Admin from user bob',
    'gave user bob the security profile Admin',
  ]);
  expect(deeds(await ask(calls, 'Admin'))).toEqual([
    'took the security profile Admin from user bob',
    'gave user bob the security profile Admin',
    'created security profile Admin',
  ]);
});

const QUEUE = { QueueId: id(8) };
const max = (MaxContacts: number): Call => ['UpdateQueueMaxContacts', { ...QUEUE, MaxContacts }];
const phone = (AutoAccept: boolean): Call => [
  'UpdateUserPhoneConfig',
  { UserId: id(5), PhoneConfig: { PhoneType: 'SOFT_PHONE', AutoAccept } },
];

it.each<[string, readonly Call[], question: string, newestFirst: readonly string[]]>([
  [
    'a channel that a call does not name',
    [
      [
        'CreateRoutingProfile',
        {
          Name: 'Tier 1',
          MediaConcurrencies: [
            { Channel: 'VOICE', Concurrency: 1 },
            { Channel: 'CHAT', Concurrency: 2 },
          ],
        },
        { RoutingProfileId: id(9) },
      ],
      [
        'UpdateRoutingProfileConcurrency',
        { RoutingProfileId: id(9), MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: 1 }] },
      ],
      [
        'UpdateRoutingProfileConcurrency',
        { RoutingProfileId: id(9), MediaConcurrencies: [{ Channel: 'CHAT', Concurrency: 3 }] },
      ],
    ],
    'Tier 1',
    [
      'set the channels of routing profile Tier 1 to CHAT 3 (before: not recorded), VOICE 1 → not stated any more',
      'saved the channels of routing profile Tier 1: CHAT 2 → not stated any more',
      'created routing profile Tier 1',
    ],
  ],
  [
    'an id in another form',
    [
      ['CreateHoursOfOperation', { Name: 'Weekdays' }, { HoursOfOperationId: id(4) }],
      ['CreateQueue', { Name: 'Billing', HoursOfOperationId: id(4) }, QUEUE],
      ['UpdateQueueHoursOfOperation', { ...QUEUE, HoursOfOperationId: `${ARN}/operating-hours/${id(4)}` }],
    ],
    'Billing',
    ['set the hours of queue Billing to Weekdays, as it was', 'created queue Billing'],
  ],
  [
    'a number that was claimed by its instance',
    [
      ['ClaimPhoneNumber', { PhoneNumber: '+15550111' }, { PhoneNumberId: id(2) }],
      ['UpdatePhoneNumber', { PhoneNumberId: id(2), TargetArn: ARN.replace(INSTANCE, id(3)) }],
    ],
    '+15550111',
    [
      `moved phone number +15550111 from instance with id ${INSTANCE} to instance with id ${id(3)}`,
      `claimed phone number +15550111 for instance with id ${INSTANCE}`,
    ],
  ],
  [
    'members in small letters',
    [
      ['CreateQueue', { Name: 'Billing', MaxContacts: 1 }, QUEUE],
      ['UpdateQueueMaxContacts', { queueId: QUEUE.QueueId, maxContacts: 5 }],
      max(9),
    ],
    'Billing',
    [
      'set the maximum contacts of queue Billing from 5 to 9',
      'set the maximum contacts of queue Billing from 1 to 5',
      'created queue Billing',
    ],
  ],
  [
    'requests that were not recorded',
    [
      ['UpdateQueueMaxContacts', null, undefined, 'AccessDenied'],
      ['UpdateUserHierarchy', null, undefined, 'AccessDenied'],
    ],
    'since:2026-11-01',
    [
      'tried to change the agent hierarchy group of a user: denied, nothing changed',
      'tried to set the maximum contacts of a queue: denied, nothing changed',
    ],
  ],
  [
    'two calls that set one thing',
    [
      phone(true),
      ['UpdateUserConfig', { UserId: id(5), AutoAcceptConfigs: [{ Channel: 'VOICE', AutoAccept: false }] }],
      phone(true),
    ],
    id(5),
    [
      `set the phone settings of user with id ${id(5)}: auto-accept on (before: not recorded)`,
      `set the contact settings of user with id ${id(5)}: auto-accept of VOICE off (before: not recorded)`,
      `set the phone settings of user with id ${id(5)}: phone type SOFT_PHONE, auto-accept on (before: not recorded)`,
    ],
  ],
  [
    'a call that the service failed in',
    [
      ['CreateQueue', { Name: 'Billing', MaxContacts: 1 }, QUEUE],
      ['UpdateQueueMaxContacts', { ...QUEUE, MaxContacts: 5 }, undefined, 'InternalServiceException'],
      max(9),
    ],
    'Billing',
    [
      'set the maximum contacts of queue Billing to 9 (before: not recorded)',
      'tried to set the maximum contacts of queue Billing from 1 to 5: failed (InternalServiceException), whether it took effect is not known',
      'created queue Billing',
    ],
  ],
])('%s', async (_, calls, question, newestFirst) => {
  expect(deeds(await ask(calls, question))).toEqual(newestFirst);
});

it('a value of which a part is not shown is told as set, neither as changed nor as it was', async () => {
  const tag = (endpoint: string, apiKey: string): Call => [
    'TagResource',
    { resourceArn: `${ARN}/queue/${id(1)}`, tags: { endpoint, apiKey } },
  ];
  const calls = [
    tag('https://crm.example/?token=one', 'one'),
    tag('https://crm.example/?token=two', 'one'),
    tag('https://other.example/?token=two', 'two'),
  ];
  const endpoint = (host: string) => `endpoint to https://${host}/?token=(not shown: personal or secret)`;
  const apiKey = 'apiKey to something personal or secret';
  expect(deeds(await ask(calls, id(1)))).toEqual([
    `set tags ${endpoint('other.example')} and ${apiKey} (before: hidden) on queue with id ${id(1)}`,
    `set tags ${endpoint('crm.example')} and ${apiKey} (before: hidden) on queue with id ${id(1)}`,
    `set tags ${endpoint('crm.example')} (before: not recorded) and ${apiKey} (before: hidden) on queue with id ${id(1)}`,
  ]);
  const { changes } = answerToJson(await answerTo(calls, id(1)));
  expect(changes[1]?.fields).toContainEqual({
    field: 'tags.apiKey',
    fromUnknown: 'hidden',
    ...{ to: 'not shown: personal or secret', hidden: true },
  });
  const describe = (token: string): Call => [
    'UpdateQueueName',
    { QueueId: id(2), Name: 'Billing', Description: `To the CRM with token=${token}` },
  ];
  const saved = 'saved the name (as it was) and the description (partly hidden) of queue Billing';
  expect(deeds(await ask([describe('one'), describe('one'), describe('two')], id(2))).slice(0, 2)).toEqual([
    saved,
    saved,
  ]);
});

it('--json says of what a record does not hold, and of what may have taken effect, that it is so', async () => {
  const calls: readonly Call[] = [
    max(1),
    ['UpdateQueueMaxContacts', null, undefined, 'AccessDenied'],
    ['UpdateQueueMaxContacts', { ...QUEUE, MaxContacts: 5 }, undefined, 'InternalServiceException'],
  ];
  const { changes } = answerToJson(await answerTo(calls, 'since:2026-11-01'));
  expect(changes.map((change) => [change.mayHaveTakenEffect, change.requestNotRecorded])).toEqual([
    [true, undefined],
    [undefined, true],
    [undefined, undefined],
  ]);
});

it('each restriction of a security profile is told as one, and which a call does not state any more', async () => {
  const profile = { SecurityProfileId: id(8) };
  const changes = await ask(
    [
      [
        'CreateSecurityProfile',
        {
          SecurityProfileName: 'Agent',
          Permissions: ['A'],
          AllowedAccessControlTags: { team: 'x' },
          TagRestrictedResources: ['User'],
          HierarchyRestrictedResources: ['User'],
          AllowedAccessControlHierarchyGroupId: id(9),
        },
        profile,
      ],
      ['UpdateSecurityProfile', { ...profile, Permissions: ['A'], AllowedAccessControlTags: { team: 'y' } }],
      ['UpdateSecurityProfile', { ...profile, Permissions: ['A', 'B'], AllowedAccessControlTags: { team: 'z' } }],
    ],
    'Agent',
  );
  expect(deeds(changes)).toEqual([
    'changed security profile Agent: permissions B added, tag restriction team y → z',
    'changed security profile Agent: tag restriction team x → y, resources under the tag restriction User → not stated any more and 2 other settings',
    'created security profile Agent',
  ]);
  expect(changes.slice(1).map(({ details }) => details.map(plainText))).toEqual([
    [
      'resources under the hierarchy restriction: User → not stated any more',
      `hierarchy restriction: id ${id(9)} → not stated any more`,
    ],
    [
      'permissions: A',
      'tag restriction team: x',
      'resources under the tag restriction: User',
      'resources under the hierarchy restriction: User',
      `hierarchy restriction: id ${id(9)}`,
    ],
  ]);
});

it('a rename tells what else the call set, and nothing is told as changed that may be as it was', async () => {
  const hours = { HoursOfOperationId: id(10), TimeZone: 'UTC' };
  const open = (from: number, till: number) => [
    { Day: 'MONDAY', StartTime: { Hours: from, Minutes: 0 }, EndTime: { Hours: till, Minutes: 0 } },
  ];
  const weekdays = await ask(
    [
      ['CreateHoursOfOperation', { Name: 'Weekdays', TimeZone: 'UTC', Config: open(9, 17) }, hours],
      ['UpdateHoursOfOperation', { ...hours, Name: 'Weekdays 2', Config: open(8, 12) }],
      ['UpdateHoursOfOperation', { ...hours, Name: 'Weekdays 2', Config: open(8, 12), Description: '***' }],
    ],
    'Weekdays 2',
  );
  expect(deeds(weekdays).slice(0, 2)).toEqual([
    'saved the description (hidden) of hours Weekdays 2, the rest as it was',
    'renamed hours Weekdays to Weekdays 2 and changed them: Mon 08:00–12:00 instead of 09:00–17:00',
  ]);

  const queue = { QueueId: id(11) };
  const billing = await ask(
    [
      ['CreateQueue', { Name: 'Billing', Description: '***', HoursOfOperationId: id(10) }, queue],
      ['UpdateQueueName', { ...queue, Name: 'Billing', Description: '***' }],
      ['UpdateQueueOutboundCallerConfig', { ...queue, OutboundCallerConfig: {} }],
    ],
    'Billing',
  );
  expect(deeds(billing).slice(0, 2)).toEqual([
    'saved the outbound caller settings of queue Billing, empty',
    'saved the name (as it was) and the description (hidden) of queue Billing',
  ]);
});

describe('log files that end before the asked time does', () => {
  const NUMBER = id(20);
  const FLOW = id(21);

  it('tell what was there before each change in them', async () => {
    const { changes, coverage } = await answerTo(
      [
        ['CreateQueue', { Name: 'Billing', MaxContacts: 1, HoursOfOperationId: id(2) }, { QueueId: id(1) }],
        ['UpdateQueueMaxContacts', { QueueId: id(1), MaxContacts: 5 }],
      ],
      'Billing since:2026-11-02 until:2026-11-20',
    );
    expect(changes.flatMap(({ fields }) => fields)).toEqual([
      { field: 'MaxContacts', from: { kind: 'value', value: 1 }, to: { kind: 'value', value: 5 } },
    ]);
    expect(coverage).toMatchObject({ complete: false, cut: true });
    expect(coverage.notes).toEqual([
      'Partial: the log files end at 2026-11-02T12:00:00Z; nothing after that was searched.',
    ]);
  });

  it('find what took the asked thing away without naming it', async () => {
    const { changes, coverage } = await answerTo(
      [
        ['CreateContactFlow', { Name: 'Main', Type: 'CONTACT_FLOW', Content: '{}' }, { ContactFlowId: FLOW }],
        ['AssociatePhoneNumberContactFlow', { PhoneNumberId: NUMBER, ContactFlowId: FLOW }],
        ['DisassociatePhoneNumberContactFlow', { PhoneNumberId: NUMBER }],
      ],
      'Main since:2026-11-03 until:2026-11-20',
    );
    expect(changes.map(({ change }) => change.eventName)).toEqual(['DisassociatePhoneNumberContactFlow']);
    expect(coverage.notes).toEqual([
      'Partial: the log files end at 2026-11-03T12:00:00Z; nothing after that was searched.',
    ]);
  });
});
