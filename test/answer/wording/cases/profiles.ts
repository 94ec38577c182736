import { IDS as $, type Case } from '../told';

const P = { RoutingProfileId: $.tier1 };
const inQueue = (QueueId: string, Priority: number, Channel = 'VOICE', Delay = 0) => ({
  QueueReference: { QueueId, Channel },
  Priority,
  Delay,
});

const channel = (BehaviorType: string) => ({
  RoutingProfileId: $.tier1,
  MediaConcurrencies: [{ Channel: 'CHAT', Concurrency: 2, CrossChannelBehavior: { BehaviorType } }],
});

export const PROFILES: readonly Case[] = [
  [
    'UpdateRoutingProfileConcurrency',
    channel('ROUTE_ANY_CHANNEL'),
    'ann changed the channels of routing profile Tier 1: cross-channel behavior of CHAT ROUTE_CURRENT_CHANNEL_ONLY → ROUTE_ANY_CHANNEL',
    { before: [['UpdateRoutingProfileConcurrency', channel('ROUTE_CURRENT_CHANNEL_ONLY')]] },
  ],
  [
    'CreateRoutingProfile',
    {
      Name: 'Tier 3',
      Description: '***',
      DefaultOutboundQueueId: $.billing,
      MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: 1 }],
    },
    'ann created routing profile Tier 3',
  ],
  [
    'UpdateRoutingProfileName',
    { ...P, Name: 'First line' },
    'ann renamed routing profile Tier 1 to First line',
    { nameBefore: 'Tier 1' },
  ],
  [
    'UpdateRoutingProfileConcurrency',
    {
      ...P,
      MediaConcurrencies: [
        { Channel: 'VOICE', Concurrency: 1 },
        { Channel: 'CHAT', Concurrency: 3 },
      ],
    },
    'ann set the channels of routing profile Tier 1 to VOICE 1, CHAT 3 (before: not recorded)',
  ],
  [
    'UpdateRoutingProfileConcurrency',
    {
      ...P,
      MediaConcurrencies: [
        { Channel: 'VOICE', Concurrency: 1 },
        { Channel: 'CHAT', Concurrency: 3 },
      ],
    },
    'ann changed the channels of routing profile Tier 1: CHAT 2 → 3',
    {
      before: [
        [
          'UpdateRoutingProfileConcurrency',
          {
            ...P,
            MediaConcurrencies: [
              { Channel: 'VOICE', Concurrency: 1 },
              { Channel: 'CHAT', Concurrency: 2 },
            ],
          },
        ],
      ],
    },
  ],
  [
    'AssociateRoutingProfileQueues',
    { ...P, QueueConfigs: [inQueue($.billing, 1)] },
    'ann put queue Billing (VOICE, priority 1) into routing profile Tier 1',
  ],
  [
    'AssociateRoutingProfileQueues',
    { ...P, QueueConfigs: [inQueue($.billing, 1), inQueue($.refunds, 2, 'CHAT', 30)] },
    'ann put queues Billing (VOICE, priority 1) and Refunds (CHAT, priority 2, delay 30 s) into routing profile Tier 1',
  ],
  [
    'AssociateRoutingProfileQueues',
    { ...P, ManualAssignmentQueueConfigs: [{ QueueReference: { QueueId: $.billing, Channel: 'TASK' } }] },
    'ann put queue Billing (TASK) into routing profile Tier 1, for manual assignment',
  ],
  [
    'DisassociateRoutingProfileQueues',
    { ...P, QueueReferences: [{ QueueId: $.billing, Channel: 'VOICE' }] },
    'ann took queue Billing (VOICE, priority 1) out of routing profile Tier 1',
    { before: [['AssociateRoutingProfileQueues', { ...P, QueueConfigs: [inQueue($.billing, 1)] }]] },
  ],
  [
    'DisassociateRoutingProfileQueues',
    {
      ...P,
      QueueReferences: [
        { QueueId: $.billing, Channel: 'VOICE' },
        { QueueId: $.refunds, Channel: 'CHAT' },
      ],
    },
    'ann took queues Billing (VOICE) and Refunds (CHAT) out of routing profile Tier 1',
  ],
  [
    'UpdateRoutingProfileQueues',
    { ...P, QueueConfigs: [inQueue($.billing, 2)] },
    'ann set the priority of queue Billing (VOICE) in routing profile Tier 1 from 1 to 2',
    { before: [['AssociateRoutingProfileQueues', { ...P, QueueConfigs: [inQueue($.billing, 1)] }]] },
  ],
  [
    'UpdateRoutingProfileQueues',
    { ...P, QueueConfigs: [inQueue($.billing, 2), inQueue($.refunds, 2, 'CHAT', 30)] },
    'ann changed the queues of routing profile Tier 1: priority of Billing (VOICE) 1 → 2, delay of Refunds (CHAT) 0 s → 30 s',
    {
      before: [
        [
          'AssociateRoutingProfileQueues',
          { ...P, QueueConfigs: [inQueue($.billing, 1), inQueue($.refunds, 2, 'CHAT')] },
        ],
      ],
    },
  ],
  [
    'UpdateRoutingProfileQueues',
    { ...P, QueueConfigs: [inQueue($.billing, 2)] },
    'ann set priority and delay of queue Billing (VOICE, priority 2) in routing profile Tier 1 (before: not recorded)',
  ],
  [
    'UpdateRoutingProfileDefaultOutboundQueue',
    { ...P, DefaultOutboundQueueId: $.refunds },
    'ann changed the default outbound queue of routing profile Tier 1 from Billing to Refunds',
    { before: [['UpdateRoutingProfileDefaultOutboundQueue', { ...P, DefaultOutboundQueueId: $.billing }]] },
  ],
  [
    'UpdateRoutingProfileAgentAvailabilityTimer',
    { ...P, AgentAvailabilityTimer: 'TIME_SINCE_LAST_INBOUND' },
    'ann set the agent availability timer of routing profile Tier 1 from time since last activity to time since last inbound',
    {
      before: [
        ['UpdateRoutingProfileAgentAvailabilityTimer', { ...P, AgentAvailabilityTimer: 'TIME_SINCE_LAST_ACTIVITY' }],
      ],
    },
  ],
];
