import { nameActor, nameResource } from '../../bot/answer/name';
import { plainText, sentenceOf } from '../../bot/answer/wording';
import { OPERATIONS } from '../../bot/change/catalogue';
import type { Change } from '../../bot/change/change';
import { normalize } from '../../bot/change/normalize';
import { labelOf } from '../../bot/change/resource-types';
import { directoryOf } from '../../bot/directory/directory';
import type { DirectoryFact } from '../../bot/directory/facts';
import { websiteEvent } from '../../bot/local/aws/records';

const INSTANCE = {
  id: '11111111-2222-4333-8444-555555555555',
  region: 'us-east-1',
  account: '111122223333',
  alias: 'harbor',
};
const id = (n: number): string => `${String(n).repeat(8)}-aaaa-4bbb-8ccc-dddddddddddd`;
const QUEUE = id(1);
const OTHER_QUEUE = id(2);
const PROFILE = id(3);
const HOURS = id(4);
const USER = id(5);
const ANN = id(6);
const FLOW = id(7);
const SECURITY = id(8);
const LONG_AGO = '2026-01-01T00:00:00Z';

const listed = (type: Change['resource']['type'], resourceId: string, name: string): DirectoryFact => ({
  kind: 'listed',
  ref: { service: 'connect', type, id: resourceId, region: 'us-east-1', instance: INSTANCE },
  name,
  at: LONG_AGO,
});
const directory = directoryOf([
  listed('queue', QUEUE, 'Billing'),
  listed('queue', OTHER_QUEUE, 'Refunds'),
  listed('routing-profile', PROFILE, 'Tier 1'),
  listed('hours-of-operation', HOURS, 'Weekdays'),
  listed('user', USER, 'bob'),
  listed('user', ANN, 'ann'),
  listed('flow', FLOW, 'Main Menu'),
  listed('security-profile', SECURITY, 'Admin'),
  listed('instance', INSTANCE.id, 'harbor'),
]);

const changeOf = (
  eventName: string,
  requestParameters: Record<string, unknown>,
  more: Record<string, unknown> = {},
): Change => {
  const event = websiteEvent({
    instance: INSTANCE,
    userId: ANN,
    eventName,
    requestParameters,
    time: new Date('2026-11-02T10:00:00Z'),
  });
  const normalized = normalize({ ...event, ...more });
  if (normalized.kind !== 'change') throw new Error(`${eventName} is no change`);
  return normalized.change;
};

const sentence = (change: Change, nameBefore?: string): string =>
  plainText(
    sentenceOf({
      change,
      actor: nameActor(directory, change),
      resource: nameResource(directory, change.resource, change.time, change.nameInRecord),
      related: change.mentions.map(({ resource }) => nameResource(directory, resource, change.time)),
      ...(nameBefore !== undefined && { nameBefore }),
    }),
  );

describe('the sentence of', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['CreateQueue', { Name: 'New', HoursOfOperationId: HOURS }, 'ann created queue New'],
    ['DeleteQueue', { QueueId: QUEUE }, 'ann deleted queue Billing'],
    ['UpdateQueueStatus', { QueueId: QUEUE, Status: 'DISABLED' }, 'ann disabled queue Billing'],
    ['UpdateQueueStatus', { QueueId: QUEUE, Status: 'ENABLED' }, 'ann enabled queue Billing'],
    [
      'UpdateQueueMaxContacts',
      { QueueId: QUEUE, MaxContacts: 20 },
      'ann set the maximum of contacts of queue Billing to 20',
    ],
    ['UpdateQueueMaxContacts', { QueueId: QUEUE }, 'ann lifted the maximum of contacts of queue Billing'],
    [
      'UpdateQueueHoursOfOperation',
      { QueueId: QUEUE, HoursOfOperationId: HOURS },
      'ann set the hours of queue Billing to hours Weekdays',
    ],
    [
      'UpdateQueueOutboundCallerConfig',
      { QueueId: QUEUE },
      'ann changed the outbound caller settings of queue Billing',
    ],
    ['CreateUser', { Username: 'carl', SecurityProfileIds: [SECURITY] }, 'ann created user carl'],
    ['DeleteUser', { UserId: USER }, 'ann deleted user bob'],
    [
      'UpdateUserSecurityProfiles',
      { UserId: USER, SecurityProfileIds: [SECURITY] },
      'ann set the security profiles of user bob to security profile Admin',
    ],
    [
      'UpdateUserRoutingProfile',
      { UserId: USER, RoutingProfileId: PROFILE },
      'ann moved user bob to routing profile Tier 1',
    ],
    ['UpdateUserHierarchy', { UserId: USER }, 'ann took user bob out of the hierarchy'],
    [
      'UpdateUserIdentityInfo',
      { UserId: USER, IdentityInfo: '***' },
      'ann changed the name or contact details of user bob',
    ],
    [
      'AssociateRoutingProfileQueues',
      {
        RoutingProfileId: PROFILE,
        QueueConfigs: [{ QueueReference: { QueueId: QUEUE, Channel: 'VOICE' }, Priority: 1, Delay: 0 }],
      },
      'ann put queue Billing (VOICE, priority 1) into routing profile Tier 1',
    ],
    [
      'DisassociateRoutingProfileQueues',
      {
        RoutingProfileId: PROFILE,
        QueueReferences: [
          { QueueId: QUEUE, Channel: 'VOICE' },
          { QueueId: OTHER_QUEUE, Channel: 'CHAT' },
        ],
      },
      'ann took queues Billing and Refunds out of routing profile Tier 1',
    ],
    [
      'UpdateRoutingProfileConcurrency',
      {
        RoutingProfileId: PROFILE,
        MediaConcurrencies: [
          { Channel: 'VOICE', Concurrency: 1 },
          { Channel: 'CHAT', Concurrency: 3 },
        ],
      },
      'ann set the channels of routing profile Tier 1 to VOICE 1, CHAT 3',
    ],
    ['UpdateContactFlowContent', { ContactFlowId: FLOW, Content: '***' }, 'ann updated the content of flow Main Menu'],
    [
      'UpdateContactFlowContent',
      { ContactFlowId: `${FLOW}:$SAVED`, Content: '***' },
      'ann saved a draft of flow Main Menu',
    ],
    [
      'AssociateApprovedOrigin',
      { Origin: 'https://crm.example.com' },
      'ann added approved origin https://crm.example.com to instance harbor',
    ],
    [
      'DisassociateApprovedOrigin',
      { Origin: 'https://crm.example.com' },
      'ann removed approved origin https://crm.example.com from instance harbor',
    ],
    ['UpdateHoursOfOperation', { HoursOfOperationId: HOURS }, 'ann changed hours Weekdays'],
    [
      'ReassignQueueOwner',
      { QueueId: QUEUE },
      'ann called ReassignQueueOwner, a kind of change that is not in our catalogue, naming queue Billing',
    ],
  ])('%s %j', (eventName, requestParameters, expected) => {
    expect(sentence(changeOf(eventName, requestParameters))).toBe(expected);
  });

  it.each([
    ['its earlier name is known', 'Billing', 'ann renamed queue Billing to Accounts'],
    ['its earlier name is not known', undefined, 'ann set the name of a queue to Accounts'],
    [
      'the name stayed and so only the description changed',
      'Accounts',
      'ann changed the description of queue Accounts',
    ],
  ])('a rename, where %s', (_case, before, expected) => {
    const change = changeOf('UpdateQueueName', { QueueId: id(9), Name: 'Accounts', Description: '***' });
    expect(sentence(change, before)).toBe(expected);
  });

  it('an attempt says that nothing changed, and why', () => {
    const change = changeOf(
      'UpdateQueueStatus',
      { QueueId: QUEUE, Status: 'DISABLED' },
      { errorCode: 'AccessDeniedException' },
    );
    expect(sentence(change)).toBe('ann tried to disable queue Billing: denied, nothing changed');
  });

  it('something whose name nobody knows gives its id', () => {
    expect(sentence(changeOf('DeleteQueue', { QueueId: id(9) }))).toBe(`ann deleted queue with id ${id(9)}`);
  });

  it('every configuration operation names the kind of thing that was changed', () => {
    const speechless = OPERATIONS.filter(
      ({ category, service }) => category === 'config-change' && service === 'connect',
    ).filter(({ name }) => {
      const change = changeOf(name, {});
      return !sentence(change).includes(labelOf(change.resource.type)) || !sentence(change).startsWith('ann ');
    });
    expect(speechless.map(({ name }) => name)).toEqual([]);
  });
});
