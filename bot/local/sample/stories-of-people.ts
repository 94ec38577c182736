import type { CloudTrailRecord } from '../aws/local-account';
import { arnOfInstance, idFrom, websiteEvent } from '../aws/records';
import { AWKWARD_QUEUES, idInProd, idInSydney, PROD, prodUser, RENAMED, SYDNEY } from './harbor';
import type { Moments } from './moments';
import { AGENTS, AKUA, JORGE, MATEO, MOVED_AGENTS, NIKKI, PAULO, type Person, SAANVI, SHIRLEY, userId } from './people';

type Members = { readonly [member: string]: unknown };
type Failure = { readonly errorCode: string; readonly errorMessage: string };

/** Somebody whom neither a listing nor any record names: they left before the month began. */
export const UNKNOWN_USER_ID = idFrom('somebody who left long ago');

const inProd =
  (userIdOfActor: string) =>
  (
    time: Date,
    eventName: string,
    requestParameters: Members,
    result: Partial<Failure> & { responseElements?: Members } = {},
  ) =>
    websiteEvent({ instance: PROD, userId: userIdOfActor, time, eventName, requestParameters, ...result });

const by = (person: Person) => inProd(prodUser(person));
const queue = (name: string) => ({ QueueId: idInProd('queue', name) });
const tier1 = { RoutingProfileId: idInProd('routing profile', 'Tier 1 Voice') };
const tier2 = { RoutingProfileId: idInProd('routing profile', 'Tier 2 Voice') };
const hours = (name: string) => ({ HoursOfOperationId: idInProd('hours', name) });
const profiles = (...names: string[]) => ({
  SecurityProfileIds: names.map((name) => idInProd('security profile', name)),
});

/** The last hour: three agents moved, then Billing out of Tier 1 Voice and its callback queue in, by one Save. */
const billingGoesQuiet = ({ minutesAgo }: Moments): readonly CloudTrailRecord[] => [
  ...MOVED_AGENTS.map((agent, i) =>
    by(NIKKI)(minutesAgo(31, i * 4), 'UpdateUserRoutingProfile', { UserId: prodUser(agent), ...tier2 }),
  ),
  by(MATEO)(minutesAgo(15), 'DisassociateRoutingProfileQueues', {
    ...tier1,
    QueueReferences: [{ ...queue('Billing'), Channel: 'VOICE' }],
  }),
  by(MATEO)(minutesAgo(15), 'AssociateRoutingProfileQueues', {
    ...tier1,
    QueueConfigs: [{ QueueReference: { ...queue('Billing Callback'), Channel: 'VOICE' }, Priority: 1, Delay: 0 }],
  }),
];

/** Three weeks before, they had come to Tier 1. */
const agentsPlaced = ({ daysAgo }: Moments): readonly CloudTrailRecord[] =>
  MOVED_AGENTS.map((agent, i) =>
    by(NIKKI)(daysAgo(21, `13:12:0${i * 3}`), 'UpdateUserRoutingProfile', { UserId: prodUser(agent), ...tier1 }),
  );

const day = (date: Date): string => date.toISOString().slice(0, 10);

/** Billing's month: its limit, its hours, and an attempt to disable it that was refused. */
const billingBefore = ({ daysAgo }: Moments): readonly CloudTrailRecord[] => [
  by(SAANVI)(daysAgo(29, '14:20:11'), 'UpdateQueueHoursOfOperation', { ...queue('Billing'), ...hours('Weekdays') }),
  by(SAANVI)(daysAgo(24, '15:41:02'), 'UpdateQueueMaxContacts', { ...queue('Billing'), MaxContacts: 7 }),
  by(MATEO)(daysAgo(22, '17:05:40'), 'AssociateRoutingProfileQueues', {
    ...tier1,
    QueueConfigs: [{ QueueReference: { ...queue('Billing'), Channel: 'VOICE' }, Priority: 1, Delay: 0 }],
  }),
  by(SAANVI)(daysAgo(18, '15:58:20'), 'UpdateHoursOfOperation', {
    ...hours('Weekdays 8–20'),
    TimeZone: 'America/New_York',
    Config: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'].map((weekday) => ({
      Day: weekday,
      StartTime: { Hours: 8, Minutes: 0 },
      EndTime: { Hours: 20, Minutes: 0 },
    })),
  }),
  by(SAANVI)(
    daysAgo(18, '16:02:31'),
    'UpdateQueueStatus',
    { ...queue('Billing'), Status: 'DISABLED' },
    {
      errorCode: 'AccessDeniedException',
      errorMessage: 'User is not authorized to perform: connect:UpdateQueueStatus',
    },
  ),
  by(SAANVI)(daysAgo(18, '16:05:07'), 'UpdateQueueHoursOfOperation', {
    ...queue('Billing'),
    ...hours('Weekdays 8–20'),
  }),
  by(MATEO)(
    daysAgo(2, '18:12:45'),
    'CreateHoursOfOperationOverride',
    {
      ...hours('Weekdays 8–20'),
      Name: 'Thanksgiving',
      Description: '***',
      EffectiveFrom: day(daysAgo(-5, '00:00')),
      EffectiveTill: day(daysAgo(-6, '00:00')),
      Config: [],
    },
    { responseElements: { HoursOfOperationOverrideId: idFrom('override Thanksgiving') } },
  ),
];

/** Who may do what: an edit of a security profile, one granted, and one granted and taken away again. */
const permissions = ({ daysAgo }: Moments): readonly CloudTrailRecord[] => [
  by(NIKKI)(daysAgo(23, '13:30:00'), 'UpdateUserSecurityProfiles', {
    UserId: prodUser(AKUA),
    ...profiles('CallCenterManager'),
  }),
  by(SHIRLEY)(daysAgo(20, '15:10:00'), 'UpdateUserSecurityProfiles', {
    UserId: prodUser(PAULO),
    ...profiles('Agent', 'Admin'),
  }),
  by(NIKKI)(daysAgo(6, '18:02:27'), 'UpdateUserSecurityProfiles', { UserId: prodUser(PAULO), ...profiles('Agent') }),
  by(NIKKI)(daysAgo(4, '19:44:12'), 'UpdateSecurityProfile', {
    SecurityProfileId: idInProd('security profile', 'Agent'),
    Description: '***',
    Permissions: ['BasicAgentAccess', 'OutboundCallAccess'],
  }),
  by(NIKKI)(daysAgo(1, '17:20:33'), 'UpdateUserSecurityProfiles', {
    UserId: prodUser(AKUA),
    ...profiles('CallCenterManager', 'Admin'),
  }),
];

/** Content of flows is hidden; a draft is told by the id's suffix. */
const flowsSaved = ({ daysAgo }: Moments): readonly CloudTrailRecord[] => {
  const save = (person: Person, time: Date, name: string, suffix = '') =>
    by(person)(time, 'UpdateContactFlowContent', { ContactFlowId: idInProd('flow', name) + suffix, Content: '***' });
  return [
    save(AKUA, daysAgo(7, '15:10:05'), 'Main Menu', ':$SAVED'),
    save(AKUA, daysAgo(7, '15:22:48'), 'Main Menu', ':$SAVED'),
    save(AKUA, daysAgo(7, '15:40:19'), 'Main Menu'),
    save(MATEO, daysAgo(2, '15:03:27'), 'Billing', ':$SAVED'),
    save(MATEO, daysAgo(2, '15:31:54'), 'Billing'),
    save(AKUA, daysAgo(20, '14:12:00'), 'Claims Intake', ':$SAVED'),
  ];
};

/** A queue renamed, queues with awkward names made, one deleted in the other instance. */
const queuesComeAndGo = ({ daysAgo }: Moments): readonly CloudTrailRecord[] => {
  const created = (person: Person, time: Date, name: string) =>
    by(person)(
      time,
      'CreateQueue',
      { Name: name, Description: '***', ...hours('Basic Hours') },
      {
        responseElements: { ...queue(name), QueueArn: `${arnOfInstance(PROD)}/queue/${idInProd('queue', name)}` },
      },
    );
  const sydney = (eventName: string, time: Date, requestParameters: Members, responseElements?: Members) =>
    websiteEvent({
      instance: SYDNEY,
      userId: userId(SYDNEY.alias, SAANVI.username),
      time,
      eventName,
      requestParameters,
      ...(responseElements && { responseElements }),
    });
  const refundsEs = idInSydney('queue', 'Refunds ES');
  return [
    created(AKUA, daysAgo(27, '13:02:10'), RENAMED.from),
    by(AKUA)(daysAgo(9, '18:30:44'), 'UpdateQueueName', {
      ...queue(RENAMED.from),
      Name: RENAMED.to,
      Description: '***',
    }),
    ...AWKWARD_QUEUES.map((name, i) => created(MATEO, daysAgo(15, `16:0${i}:20`), name)),
    sydney(
      'CreateQueue',
      daysAgo(26, '01:15:00'),
      { Name: 'Refunds ES', HoursOfOperationId: idInSydney('hours', 'Basic Hours') },
      { QueueId: refundsEs, QueueArn: `${arnOfInstance(SYDNEY)}/queue/${refundsEs}` },
    ),
    sydney('UpdateQueueMaxContacts', daysAgo(21, '02:40:31'), {
      QueueId: idInSydney('queue', 'Billing'),
      MaxContacts: 15,
    }),
    sydney('DeleteQueue', daysAgo(10, '00:48:09'), { QueueId: refundsEs }),
  ];
};

/** Jorge came, changed things, and was deleted; somebody before him was deleted whose name nobody knows any more. */
const peopleWhoLeft = ({ daysAgo }: Moments): readonly CloudTrailRecord[] => [
  by(NIKKI)(
    daysAgo(28, '13:00:00'),
    'CreateUser',
    {
      Username: JORGE.username,
      IdentityInfo: '***',
      Password: '***',
      PhoneConfig: { PhoneType: 'SOFT_PHONE', AutoAccept: false, AfterContactWorkTimeLimit: 0 },
      ...tier1,
      ...profiles('CallCenterManager'),
    },
    { responseElements: { UserId: prodUser(JORGE), UserArn: `${arnOfInstance(PROD)}/agent/${prodUser(JORGE)}` } },
  ),
  by(JORGE)(daysAgo(20, '17:17:17'), 'UpdateQueueMaxContacts', { ...queue('Refunds'), MaxContacts: 12 }),
  by(JORGE)(daysAgo(19, '19:08:55'), 'UpdateQuickConnectConfig', {
    QuickConnectId: idInProd('quick connect', 'Billing'),
    QuickConnectConfig: {
      QuickConnectType: 'QUEUE',
      QueueConfig: { ...queue('Billing'), ContactFlowId: idInProd('flow', 'Billing') },
    },
  }),
  by(NIKKI)(daysAgo(12, '20:00:00'), 'DeleteUser', { UserId: prodUser(JORGE) }),
  by(SHIRLEY)(daysAgo(15, '13:05:00'), 'DeleteUser', { UserId: UNKNOWN_USER_ID }),
  inProd(UNKNOWN_USER_ID)(daysAgo(16, '14:33:21'), 'UpdateQueueOutboundCallerConfig', {
    ...queue('Sales'),
    OutboundCallerConfig: { OutboundCallerIdName: 'Harbor' },
  }),
];

const everydayEdits = ({ daysAgo }: Moments): readonly CloudTrailRecord[] => [
  ...AGENTS.slice(4, 10).map((agent, i) =>
    by(SAANVI)(daysAgo(25 - i * 3, `18:1${i}:00`), 'UpdateUserPhoneConfig', {
      UserId: prodUser(agent),
      PhoneConfig: { PhoneType: 'SOFT_PHONE', AutoAccept: true, AfterContactWorkTimeLimit: 30 },
    }),
  ),
  by(AKUA)(daysAgo(21, '14:02:00'), 'UpdateRoutingProfileConcurrency', {
    ...tier2,
    MediaConcurrencies: [
      { Channel: 'VOICE', Concurrency: 1 },
      { Channel: 'CHAT', Concurrency: 3 },
    ],
  }),
  by(AKUA)(daysAgo(13, '15:15:15'), 'UpdateQuickConnectName', {
    QuickConnectId: idInProd('quick connect', 'Escalations'),
    Name: 'Escalations',
    Description: '***',
  }),
  by(NIKKI)(daysAgo(3, '16:20:00'), 'UpdateAgentStatus', {
    AgentStatusId: idInProd('agent status', 'Lunch'),
    Name: 'Lunch',
    DisplayOrder: 3,
  }),
];

/** What people did in the Connect admin website this month. */
export const storiesOfPeople = (moments: Moments): readonly CloudTrailRecord[] =>
  [
    agentsPlaced,
    billingBefore,
    permissions,
    flowsSaved,
    queuesComeAndGo,
    peopleWhoLeft,
    everydayEdits,
    billingGoesQuiet,
  ].flatMap((story) => story(moments));
