import type { CloudTrailRecord } from '../../bot/local/aws/local-account';
import { idFrom, lambdaEvent, terraformEvent, websiteEvent } from '../../bot/local/aws/records';

/** The one instance of the accounts that are measured: made up, like all that happens in it. */
export const INSTANCE = {
  id: idFrom('the busy instance'),
  alias: 'busy',
  region: 'us-east-1',
  account: '111122223333',
} as const;

/** How many changes there are for each thing: the same in every size, so that a larger account is a wider one. */
const CHANGES_A_THING = 20;
const USERS = 200;
/** Changes a day in the small account and the large: what happens is spread over the whole retention. */
const DAYS = 380;

export const queueName = (n: number): string => `Queue ${n}`;
export const queueId = (n: number): string => idFrom(`queue ${n}`);
export const profileId = (n: number): string => idFrom(`profile ${n}`);
const userId = (n: number): string => idFrom(`user ${n % USERS}`);
/** The people of the instance, as Connect lists them. */
export const users = Array.from({ length: USERS }, (_, n) => ({
  id: userId(n),
  username: `person-${n}`,
  lastModifiedTime: '2025-01-01T00:00:00Z',
}));

/** How many queues an account of so many changes has; as many routing profiles hold them. */
export const queuesOf = (changes: number): number => Math.max(1, Math.floor(changes / CHANGES_A_THING));

/** What people and a pipeline do to queue and profile number `thing`, the n-th time. */
const change = (thing: number, n: number, time: Date): CloudTrailRecord => {
  const at = { instance: INSTANCE, time, eventId: idFrom(`change ${thing} ${n}`) };
  const by = { ...at, userId: userId(thing * 7 + n) };
  const QueueId = queueId(thing);
  switch (n % 5) {
    case 0:
      return n === 0
        ? websiteEvent({
            ...by,
            eventName: 'CreateQueue',
            requestParameters: { Name: queueName(thing), HoursOfOperationId: idFrom('hours') },
            responseElements: {
              QueueId,
              QueueArn: `arn:aws:connect:us-east-1:111122223333:instance/${INSTANCE.id}/queue/${QueueId}`,
            },
          })
        : websiteEvent({
            ...by,
            eventName: 'UpdateQueueStatus',
            requestParameters: { QueueId, Status: n % 2 ? 'DISABLED' : 'ENABLED' },
          });
    case 1:
      return terraformEvent({
        ...at,
        role: 'ci-connect',
        session: `run-${thing % 900}`,
        eventName: 'UpdateQueueMaxContacts',
        requestParameters: { QueueId, MaxContacts: n },
      });
    case 2:
      return websiteEvent({
        ...by,
        eventName: 'UpdateQueueHoursOfOperation',
        requestParameters: { QueueId, HoursOfOperationId: idFrom(`hours ${n}`) },
      });
    case 3:
      return websiteEvent({
        ...by,
        eventName: 'AssociateRoutingProfileQueues',
        requestParameters: {
          RoutingProfileId: profileId(thing),
          QueueConfigs: [{ Priority: 1, Delay: 0, QueueReference: { QueueId, Channel: 'VOICE' } }],
        },
      });
    default:
      return websiteEvent({
        ...by,
        eventName: 'UpdateRoutingProfileConcurrency',
        requestParameters: {
          RoutingProfileId: profileId(thing),
          MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: n }],
        },
      });
  }
};

/** So many changes, each thing's spread over the days before `end`. Made one by one: a million do not lie in memory. */
export function* changesOf(count: number, end: Date): Generator<CloudTrailRecord> {
  const things = queuesOf(count);
  const spanMs = DAYS * 86_400_000;
  for (let n = 0; n < CHANGES_A_THING; n += 1) {
    for (let thing = 0; thing < things; thing += 1) {
      const back = spanMs * (1 - (n + thing / things) / CHANGES_A_THING) + 3_600_000;
      yield change(thing, n, new Date(end.getTime() - back));
    }
  }
}

/** A wallboard's poll, of which there are hundreds for each change. */
export const poll = (time: Date, n: number): CloudTrailRecord =>
  lambdaEvent({
    instance: INSTANCE,
    functionName: 'wallboard',
    time,
    eventId: idFrom(`poll ${n}`),
    eventName: n % 3 === 0 ? 'GetCurrentMetricData' : 'GetMetricDataV2',
    readOnly: false,
    requestParameters: {
      Filters: [{ FilterKey: 'QUEUE', FilterValues: [queueId(n % 40), queueId(n % 41)] }],
      Metrics: [{ Name: 'CONTACTS_HANDLED' }, { Name: 'AVG_HANDLE_TIME' }],
    },
  });
