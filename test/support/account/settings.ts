import type { Instance, Kind, Members } from './world';
import type { AccountWriter } from './writer';
import { given } from './writer';

const DAYS = ['MONDAY', 'TUESDAY', 'FRIDAY'];
const PERMISSIONS = ['BasicAgentAccess', 'OutboundCallAccess', 'Users.View', 'Queues.Edit'];

/** A call that sets something of a thing, and what it sets. */
export type Touch = readonly [Kind, string, (instance: Instance) => Members];

/** What calls set: of a thing when it is made, and later. */
export const settingsOf = ({ pick, oneIn, some, below, written, idOf, idsOf, living }: AccountWriter) => {
  const channels = (): Members => ({
    MediaConcurrencies: [
      { Channel: 'VOICE', Concurrency: 1 },
      { Channel: 'CHAT', Concurrency: 1 + below(4) },
    ],
  });
  const queueConfigs = (instance: Instance): readonly Members[] =>
    some(
      living.filter((one) => one.kind === 'queue' && one.instance === instance),
      2,
    ).map((queue) => ({
      QueueReference: { QueueId: written(queue), Channel: pick(['VOICE', 'VOICE', 'CHAT']) },
      Priority: 1 + below(3),
      Delay: below(2) * 30,
    }));
  const phoneConfig = (): Members => ({
    PhoneConfig: {
      PhoneType: pick(['SOFT_PHONE', 'DESK_PHONE']),
      AutoAccept: oneIn(2),
      ...(oneIn(2) && { AfterContactWorkTimeLimit: below(3) * 10 }),
    },
  });
  const quickConnectConfig = (instance: Instance): Members => ({
    QuickConnectConfig: {
      QuickConnectType: 'QUEUE',
      QueueConfig: {
        ...given('QueueId', idOf('queue', instance)),
        ...given('ContactFlowId', idOf('flow', instance)),
      },
    },
  });
  const callerConfig = (instance: Instance): Members => ({
    OutboundCallerConfig: {
      OutboundCallerIdName: pick(['Support', 'Help']),
      ...(oneIn(2) && given('OutboundCallerIdNumberId', idOf('phone-number', instance))),
      ...(oneIn(2) && given('OutboundFlowId', idOf('flow', instance))),
    },
  });
  const openingTimes = (): Members => ({
    TimeZone: pick(['Asia/Tokyo', 'Europe/London']),
    Config: some(DAYS, 3).map((Day) => ({
      Day,
      StartTime: { Hours: 8 + below(2), Minutes: 0 },
      EndTime: { Hours: 17 + below(2), Minutes: 30 },
    })),
  });
  const hiddenOr = (value: unknown): unknown => (oneIn(9) ? '***' : value);
  const made: Readonly<Record<Kind, (instance: Instance) => Members>> = {
    queue: (instance) => ({
      ...given('HoursOfOperationId', idOf('hours-of-operation', instance)),
      ...(oneIn(2) && { MaxContacts: 5 + below(4) }),
      ...(oneIn(2) && callerConfig(instance)),
      ...(oneIn(3) && { QuickConnectIds: idsOf('quick-connect', instance) }),
      ...(oneIn(3) && { Description: '***' }),
    }),
    flow: () => ({ Type: 'CONTACT_FLOW', Content: '***' }),
    'routing-profile': (instance) => ({
      ...given('DefaultOutboundQueueId', idOf('queue', instance)),
      ...channels(),
      ...(oneIn(2) && { QueueConfigs: queueConfigs(instance) }),
    }),
    'hours-of-operation': openingTimes,
    'phone-number': () => ({}),
    user: (instance) => ({
      ...given('RoutingProfileId', idOf('routing-profile', instance)),
      SecurityProfileIds: idsOf('security-profile', instance),
      ...(oneIn(2) && given('HierarchyGroupId', idOf('user-hierarchy-group', instance))),
      ...phoneConfig(),
      IdentityInfo: '***',
    }),
    'quick-connect': quickConnectConfig,
    'security-profile': () => ({ Permissions: some(PERMISSIONS, 3) }),
    'user-hierarchy-group': () => ({}),
  };

  const TOUCHES: readonly Touch[] = [
    ['queue', 'UpdateQueueStatus', () => ({ Status: pick(['ENABLED', 'DISABLED']) })],
    ['queue', 'UpdateQueueMaxContacts', () => ({ MaxContacts: hiddenOr(1 + below(4)) })],
    ['queue', 'UpdateQueueHoursOfOperation', (at) => given('HoursOfOperationId', idOf('hours-of-operation', at))],
    [
      'queue',
      'UpdateQueueOutboundCallerConfig',
      (at) => (oneIn(9) ? { OutboundCallerConfig: '***' } : callerConfig(at)),
    ],
    ['queue', 'AssociateQueueQuickConnects', (at) => ({ QuickConnectIds: idsOf('quick-connect', at) })],
    ['queue', 'DisassociateQueueQuickConnects', (at) => ({ QuickConnectIds: idsOf('quick-connect', at) })],
    ['flow', 'UpdateContactFlowContent', () => ({ Content: '***' })],
    ['routing-profile', 'UpdateRoutingProfileConcurrency', channels],
    [
      'routing-profile',
      'UpdateRoutingProfileDefaultOutboundQueue',
      (at) => given('DefaultOutboundQueueId', hiddenOr(idOf('queue', at))),
    ],
    ['routing-profile', 'AssociateRoutingProfileQueues', (at) => ({ QueueConfigs: queueConfigs(at) })],
    ['routing-profile', 'AssociateRoutingProfileQueues', (at) => ({ QueueConfigs: queueConfigs(at) })],
    ['routing-profile', 'UpdateRoutingProfileQueues', (at) => ({ QueueConfigs: queueConfigs(at) })],
    [
      'routing-profile',
      'DisassociateRoutingProfileQueues',
      (at) => ({ QueueReferences: queueConfigs(at).map(({ QueueReference }) => QueueReference) }),
    ],
    ['hours-of-operation', 'UpdateHoursOfOperation', openingTimes],
    ['phone-number', 'AssociatePhoneNumberContactFlow', (at) => given('ContactFlowId', idOf('flow', at))],
    ['phone-number', 'AssociatePhoneNumberContactFlow', (at) => given('ContactFlowId', idOf('flow', at))],
    ['phone-number', 'DisassociatePhoneNumberContactFlow', () => ({})],
    ['user', 'UpdateUserPhoneConfig', phoneConfig],
    ['user', 'UpdateUserIdentityInfo', () => ({ IdentityInfo: '***' })],
    ['user', 'UpdateUserSecurityProfiles', (at) => ({ SecurityProfileIds: hiddenOr(idsOf('security-profile', at)) })],
    ['user', 'UpdateUserRoutingProfile', (at) => given('RoutingProfileId', hiddenOr(idOf('routing-profile', at)))],
    ['user', 'UpdateUserRoutingProfile', (at) => given('RoutingProfileId', idOf('routing-profile', at))],
    [
      'user',
      'UpdateUserHierarchy',
      (at) => (oneIn(2) ? {} : given('HierarchyGroupId', idOf('user-hierarchy-group', at))),
    ],
    ['quick-connect', 'UpdateQuickConnectConfig', quickConnectConfig],
    ['security-profile', 'UpdateSecurityProfile', () => ({ Permissions: some(PERMISSIONS, 3) })],
  ];
  return { made, touches: TOUCHES };
};
