import type { CloudTrailRecord } from '../aws/local-account';
import {
  arnOfInstance,
  assumedRoleEvent,
  iamUserEvent,
  identityCenterEvent,
  idFrom,
  lambdaEvent,
  replicaSyncEvent,
  roleCallEvent,
  rootEvent,
  TERRAFORM_AGENT,
  terraformEvent,
  websiteEvent,
} from '../aws/records';
import { idInProd, PROD, prodUser } from './harbor';
import type { Moments } from './moments';
import { AGENTS, LEAVERS, NEWCOMERS, type Person, SHIRLEY } from './people';

type Members = { readonly [member: string]: unknown };

/** The person who signs in to AWS itself, through IAM Identity Center. */
const SHIRLEY_AT_AWS = { userName: `${SHIRLEY.username}@example.com`, permissionSet: 'Connect_Admin' };
/** The session that emergency access opened: an id of no user. */
export const EMERGENCY_USER_ID = idFrom('emergency access session');
/** Where harbor-prod's replica lives. Global Resiliency gives it the same instance id. */
export const REPLICA_REGION = 'us-west-2';

const pad = (n: number): string => String(n).padStart(2, '0');
const queueId = (name: string) => ({ QueueId: idInProd('queue', name) });

const terraform = (time: Date, session: string, eventName: string, requestParameters: Members) =>
  terraformEvent({ instance: PROD, role: 'ci-connect', session, time, eventName, requestParameters });

/** Tags go by ARN alone: no instance member. */
const tagged = (time: Date, session: string, name: string) =>
  assumedRoleEvent({
    holder: { role: 'ci-connect', session },
    userAgent: TERRAFORM_AGENT,
    time,
    eventName: 'TagResource',
    requestParameters: {
      resourceArn: `${arnOfInstance(PROD)}/queue/${idInProd('queue', name)}`,
      tags: { team: 'contact-center' },
    },
  });

/** Two small runs that raise Billing's limit, and a large one that sets limits and tags on many queues within a minute. */
const terraformRuns = ({ daysAgo }: Moments): readonly CloudTrailRecord[] => {
  const many = [
    'Claims',
    'Claims ES',
    'Refunds',
    'Sales',
    'Sales ES',
    'Fleet',
    'Roadside',
    'VIP',
    'Escalations',
    'Billing ES',
  ];
  return [
    terraform(daysAgo(12, '09:40:18'), 'run-4655', 'UpdateQueueMaxContacts', {
      ...queueId('Billing'),
      MaxContacts: 20,
    }),
    terraform(daysAgo(5, '09:12:44'), 'run-4711', 'UpdateQueueMaxContacts', { ...queueId('Billing'), MaxContacts: 40 }),
    ...many.map((name, i) =>
      terraform(daysAgo(4, `14:02:${pad(i * 2)}`), 'run-4716', 'UpdateQueueMaxContacts', {
        ...queueId(name),
        MaxContacts: 20,
      }),
    ),
    ...many.map((name, i) => tagged(daysAgo(4, `14:02:${pad(i * 2 + 25)}`), 'run-4716', name)),
  ];
};

/** The onboarding pipeline: a role whose session tells the job only. */
const onboarding = ({ daysAgo }: Moments): readonly CloudTrailRecord[] => {
  const call = (time: Date, eventName: string, requestParameters: Members, responseElements?: Members) =>
    roleCallEvent({
      instance: PROD,
      holder: { role: 'ci-onboarding', session: 'job-20931' },
      time,
      eventName,
      requestParameters,
      ...(responseElements && { responseElements }),
    });
  const hire = (person: Person, i: number) =>
    call(
      daysAgo(4, `13:15:${pad(i * 3)}`),
      'CreateUser',
      {
        Username: person.username,
        IdentityInfo: '***',
        Password: '***',
        PhoneConfig: { PhoneType: 'SOFT_PHONE' },
        RoutingProfileId: idInProd('routing profile', 'Tier 1 Voice'),
        SecurityProfileIds: [idInProd('security profile', 'Agent')],
      },
      { UserId: prodUser(person), UserArn: `${arnOfInstance(PROD)}/agent/${prodUser(person)}` },
    );
  const leave = (person: Person, i: number) =>
    call(daysAgo(4, `13:16:${pad(i * 3)}`), 'DeleteUser', { UserId: prodUser(person) });
  return [...NEWCOMERS.map(hire), ...LEAVERS.map(leave)];
};

/** At 02:11 somebody asks AWS for an emergency login; at 02:14 a user whom nobody knows edits the main flow. */
const emergency = ({ daysAgo }: Moments): readonly CloudTrailRecord[] => {
  const edit = (clock: string, suffix: string) =>
    websiteEvent({
      instance: PROD,
      userId: EMERGENCY_USER_ID,
      time: daysAgo(3, clock),
      eventName: 'UpdateContactFlowContent',
      requestParameters: { ContactFlowId: idInProd('flow', 'Main Menu') + suffix, Content: '***' },
    });
  const token = { instance: PROD, time: daysAgo(3, '02:11:06'), eventName: 'AdminGetEmergencyAccessToken' };
  return [identityCenterEvent({ ...SHIRLEY_AT_AWS, ...token }), edit('02:14:12', ':$SAVED'), edit('02:14:51', '')];
};

/** By hand, outside the Connect website: AWS console, root, keys of an IAM user, CloudFormation on such keys. */
const awsSide = ({ daysAgo }: Moments): readonly CloudTrailRecord[] => [
  identityCenterEvent({
    ...SHIRLEY_AT_AWS,
    instance: PROD,
    time: daysAgo(8, '16:48:30'),
    eventName: 'UpdateInstanceAttribute',
    requestParameters: { AttributeType: 'CONTACTFLOW_LOGS', Value: 'true' },
  }),
  // IAM knows this action, the SDK's models do not: an operation that no catalogue made from them can have.
  identityCenterEvent({
    ...SHIRLEY_AT_AWS,
    instance: PROD,
    time: daysAgo(8, '17:01:12'),
    eventName: 'StartForecastingPlanningSchedulingIntegration',
  }),
  rootEvent({
    instance: PROD,
    time: daysAgo(14, '12:30:00'),
    eventName: 'AssociateApprovedOrigin',
    requestParameters: { Origin: 'https://crm.example.com' },
  }),
  iamUserEvent({
    instance: PROD,
    userName: 'carlos.salazar',
    time: daysAgo(13, '21:10:45'),
    eventName: 'AssociatePhoneNumberContactFlow',
    requestParameters: {
      PhoneNumberId: idInProd('phone number', '+18005550142'),
      ContactFlowId: idInProd('flow', 'Billing'),
    },
  }),
  iamUserEvent({
    instance: PROD,
    userName: 'deploy',
    invokedBy: 'cloudformation.amazonaws.com',
    time: daysAgo(11, '11:20:00'),
    eventName: 'CreateContactFlowModule',
    requestParameters: { Name: 'Survey Offer', Description: '***', Content: '***' },
    responseElements: {
      Id: idInProd('flow module', 'Survey Offer'),
      Arn: `${arnOfInstance(PROD)}/flow-module/${idInProd('flow module', 'Survey Offer')}`,
    },
  }),
  assumedRoleEvent({
    holder: { role: 'bot-builder', session: 'nightly-build', sourceIdentity: 'akua.mansa' },
    eventSource: 'lex.amazonaws.com',
    time: daysAgo(6, '05:00:10'),
    eventName: 'UpdateIntent',
    requestParameters: {
      botId: 'ABCDEFGHIJ',
      botVersion: 'DRAFT',
      localeId: 'en_US',
      intentId: 'KLMNOPQRST',
      intentName: 'PayBill',
    },
    responseElements: { botId: 'ABCDEFGHIJ', intentId: 'KLMNOPQRST', intentName: 'PayBill' },
  }),
];

/** A function that moves two agents to Back Office each third night and back in the morning. */
const nightlyStaffing = ({ daysAgo }: Moments): readonly CloudTrailRecord[] =>
  [6, 9, 12, 15, 18].flatMap((days) =>
    AGENTS.slice(10, 12).flatMap((agent, i) =>
      (['Back Office', 'Tier 1 Voice'] as const).map((profile, morning) =>
        lambdaEvent({
          instance: PROD,
          functionName: 'nightly-staffing',
          time: daysAgo(days, morning === 0 ? `03:00:${pad(i * 5)}` : `11:00:${pad(i * 5)}`),
          eventName: 'UpdateUserRoutingProfile',
          requestParameters: { UserId: prodUser(agent), RoutingProfileId: idInProd('routing profile', profile) },
        }),
      ),
    ),
  );

/** The replica's Region repeats what was done to Claims; the second time the two Regions already agree, which is an error. */
const replicaSync = ({ daysAgo }: Moments): readonly CloudTrailRecord[] => {
  const replica = { ...PROD, region: REPLICA_REGION };
  const call = {
    instance: replica,
    eventName: 'UpdateQueueMaxContacts',
    requestParameters: { QueueId: `${arnOfInstance(replica)}/queue/${idInProd('queue', 'Claims')}`, MaxContacts: 20 },
  };
  return [
    replicaSyncEvent({ ...call, time: daysAgo(4, '14:02:31') }),
    replicaSyncEvent({
      ...call,
      time: daysAgo(4, '14:03:40'),
      errorCode: 'ResourceConflictException',
      errorMessage: 'The resource is already in the requested state.',
    }),
  ];
};

/** What pipelines, functions, AWS itself and people with AWS credentials did this month. */
export const storiesOfMachines = (moments: Moments): readonly CloudTrailRecord[] =>
  [terraformRuns, onboarding, emergency, awsSide, nightlyStaffing, replicaSync].flatMap((story) => story(moments));
