import type { CloudTrailRecord } from '../aws/local-account';
import { idFrom, lambdaEvent, websiteEvent } from '../aws/records';
import { idInProd, PROD, prodUser, SYDNEY } from './harbor';
import type { Moments } from './moments';
import { AGENTS, MANAGERS } from './people';

const MINUTES_A_DAY = 1440;
const DAYS = 30;

interface Source {
  readonly everyMinutes: number;
  /** How long before now the first one is; keeps sources off each other's seconds. */
  readonly firstMinutesAgo: number;
  readonly event: (time: Date, n: number) => CloudTrailRecord;
}

const pick = <T>(list: readonly T[], n: number): T => {
  const item = list[n % list.length];
  if (item === undefined) throw new Error('Picking from an empty list.');
  return item;
};

/** A wallboard's poll; CloudTrail calls this read a write. */
const metricPoll = (instance: typeof PROD | typeof SYDNEY) => (time: Date, n: number) =>
  lambdaEvent({
    instance,
    functionName: 'wallboard',
    time,
    eventName: 'GetMetricDataV2',
    readOnly: false,
    requestParameters: { Metrics: [{ Name: 'CONTACTS_HANDLED' }], NextToken: idFrom(`${instance.alias} poll ${n}`) },
  });

const READS = ['ListQueues', 'DescribeQueue', 'ListUsers', 'SearchUsers', 'DescribeRoutingProfile', 'ListContactFlows'];

const websiteRead = (time: Date, n: number) =>
  websiteEvent({
    instance: PROD,
    userId: prodUser(pick(MANAGERS, n)),
    time,
    eventName: pick(READS, n),
    readOnly: true,
    requestParameters: { QueueId: idInProd('queue', 'Billing'), MaxResults: 25 },
  });

const CONTACT_EVENTS = ['UpdateContactAttributes', 'UpdateContact', 'StopContact', 'StartTaskContact'];

const contactEvent = (time: Date, n: number) =>
  lambdaEvent({
    instance: PROD,
    functionName: 'crm-lookup',
    time,
    eventName: pick(CONTACT_EVENTS, n),
    requestParameters: { ContactId: idFrom(`contact ${n}`), InitialContactId: idFrom(`contact ${n}`) },
  });

/** A supervisor setting an agent's status: what an agent does, not configuration. */
const agentStatus = (time: Date, n: number) =>
  websiteEvent({
    instance: PROD,
    userId: prodUser(pick(MANAGERS, n)),
    time,
    eventName: 'PutUserStatus',
    requestParameters: {
      UserId: prodUser(pick(AGENTS, n)),
      AgentStatusId: idInProd('agent status', n % 2 === 0 ? 'Lunch' : 'Available'),
    },
  });

// About 75 events a day in us-east-1 and 12 in ap-southeast-2.
const SOURCES: readonly Source[] = [
  { everyMinutes: 48, firstMinutesAgo: 2, event: metricPoll(PROD) },
  { everyMinutes: 120, firstMinutesAgo: 7, event: metricPoll(SYDNEY) },
  { everyMinutes: 90, firstMinutesAgo: 11, event: websiteRead },
  { everyMinutes: 60, firstMinutesAgo: 4, event: contactEvent },
  { everyMinutes: 240, firstMinutesAgo: 38, event: agentStatus },
];

const times = ({ everyMinutes, firstMinutesAgo }: Source): readonly number[] =>
  Array.from(
    { length: Math.floor((DAYS * MINUTES_A_DAY) / everyMinutes) },
    (_, n) => firstMinutesAgo + n * everyMinutes,
  );

/** Reads, metric polls and contact events of thirty days: what an account's Connect history mostly consists of. */
export const noise = ({ minutesAgo }: Moments): readonly CloudTrailRecord[] =>
  SOURCES.flatMap((source) => times(source).map((minutes, n) => source.event(minutesAgo(minutes, n % 60), n)));
