import type { CloudTrailRecord } from '../../bot/local/aws/local-account';
import { assumedRoleEvent, iamUserEvent, idFrom, terraformEvent, websiteEvent } from '../../bot/local/aws/records';

/** The moment at which questions about a made account are asked. */
export const MADE_NOW = new Date('2026-11-21T12:00:00Z');
export const MADE_INSTANCE = {
  id: idFrom('made instance'),
  alias: 'prod',
  region: 'us-east-1',
  account: '111122223333',
};
export const MADE_QUEUE = idFrom('asked queue');
export const MADE_USER = idFrom('asked user');

/** How much happened in a made account's hours, by what it is. */
export interface MadeAccountParts {
  readonly seed: number;
  readonly hours: number;
  readonly connectChanges: number;
  readonly lexChanges: number;
  readonly voiceIdChanges: number;
  /** Of Connect, which are found with its changes. */
  readonly reads: number;
  /** Of other services, also under names of ours. */
  readonly ofOthers: number;
}

/** One change that is in the account, and what a question may ask of it. */
export interface MadeChange {
  readonly eventId: string;
  /** ISO 8601 UTC, to the second. */
  readonly time: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly ofQueue: boolean;
  readonly byUser: boolean;
}

export interface MadeAccount {
  readonly events: readonly CloudTrailRecord[];
  /** Newest first: what any answer is held against. */
  readonly changes: readonly MadeChange[];
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Without names and tags: a question about a queue finds what is about the queue by its id. */
const DEEDS = [
  ['UpdateQueueStatus', (QueueId: string, n: number) => ({ QueueId, Status: n % 2 === 0 ? 'ENABLED' : 'DISABLED' })],
  ['UpdateQueueMaxContacts', (QueueId: string, n: number) => ({ QueueId, MaxContacts: n })],
  ['UpdateQueueHoursOfOperation', (QueueId: string) => ({ QueueId, HoursOfOperationId: idFrom('hours') })],
] as const;
const OTHER_DEEDS = [
  ['UpdateContactFlowContent', (n: number) => ({ ContactFlowId: idFrom(`flow ${n % 7}`), Content: '***' })],
  ['UpdateRoutingProfileName', (n: number) => ({ RoutingProfileId: idFrom(`profile ${n % 5}`), Name: `Profile ${n}` })],
  [
    'UpdateUserRoutingProfile',
    (n: number) => ({ UserId: idFrom(`agent ${n % 9}`), RoutingProfileId: idFrom('profile 1') }),
  ],
  ['DeletePrompt', (n: number) => ({ PromptId: idFrom(`prompt ${n}`) })],
] as const;
const TRAPS = [
  ['sqs.amazonaws.com', 'CreateQueue'],
  ['iam.amazonaws.com', 'CreateUser'],
  ['kms.amazonaws.com', 'TagResource'],
  ['quicksight.amazonaws.com', 'UpdateUser'],
  ['ec2.amazonaws.com', 'RunInstances'],
] as const;

/** An account in which this happened by `MADE_NOW`, and an hour of the same before it that no question is about. */
export const madeAccount = (parts: MadeAccountParts): MadeAccount => {
  const random = randomOf(parts.seed);
  const instance = MADE_INSTANCE;
  let made = 0;
  const eventId = (): string => idFrom(`made ${parts.seed} ${made++}`);
  // Some of them within one second, and a few before the hours that are asked about.
  const timeOf = (): Date => {
    const secondsAgo = Math.floor(random() * parts.hours * 3600) + 2;
    const isShared = random() < 0.2;
    return new Date(MADE_NOW.getTime() - (isShared ? secondsAgo - (secondsAgo % 60) + 2 : secondsAgo) * 1000);
  };
  const earlier = (): Date =>
    new Date(MADE_NOW.getTime() - (parts.hours * 3600 + 5 + Math.floor(random() * 3600)) * 1000);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

  const connectChange = (time: Date): CloudTrailRecord => {
    const n = made;
    const isOfAsked = random() < 0.25;
    const [eventName, requestParameters] =
      random() < 0.6
        ? queueDeed(pick(DEEDS), isOfAsked ? MADE_QUEUE : idFrom(`queue ${n % 6}`), n)
        : otherDeed(pick(OTHER_DEEDS), n);
    const failed = random() < 0.05 ? { errorCode: 'AccessDeniedException', errorMessage: 'Not allowed.' } : {};
    const call = { instance, time, eventName, requestParameters, eventId: eventId(), ...failed };
    const who = random();
    if (who < 0.4) return websiteEvent({ ...call, userId: MADE_USER });
    if (who < 0.7) return websiteEvent({ ...call, userId: idFrom(`user ${n % 4}`) });
    return who < 0.85
      ? terraformEvent({ ...call, role: 'deploy', session: `run-${n}` })
      : iamUserEvent({ ...call, userName: 'ops' });
  };
  const of = (eventSource: string, eventName: string, requestParameters: Record<string, unknown>, time: Date) =>
    assumedRoleEvent({
      holder: { role: 'builder', session: 'bots' },
      ...{ time, eventSource, eventName, requestParameters, eventId: eventId() },
    });
  const lexChange = (time: Date): CloudTrailRecord =>
    of('lex.amazonaws.com', pick(['UpdateBot', 'UpdateIntent']), { botId: 'ABCDEFGHIJ', intentId: 'KLMNOPQRST' }, time);
  const voiceIdChange = (time: Date): CloudTrailRecord =>
    of('voiceid.amazonaws.com', 'UpdateDomain', { DomainId: 'abcdefghijklmnopqrstuv' }, time);
  const read = (time: Date): CloudTrailRecord =>
    iamUserEvent({
      ...{ instance, userName: 'dashboard', time, eventId: eventId() },
      ...pick([
        { eventName: 'GetMetricDataV2', readOnly: false },
        { eventName: 'GetCurrentMetricData', readOnly: true },
        { eventName: 'DescribeQueue', readOnly: true },
      ]),
      requestParameters: { QueueId: MADE_QUEUE },
    });
  const ofOther = (time: Date): CloudTrailRecord => {
    const [eventSource, eventName] = pick(TRAPS);
    return of(eventSource, eventName, { QueueId: MADE_QUEUE }, time);
  };

  const several = (n: number, make: (time: Date) => CloudTrailRecord): readonly CloudTrailRecord[] =>
    Array.from({ length: n }, () => make(timeOf()));
  const changes = [
    ...several(parts.connectChanges, connectChange),
    ...several(parts.lexChanges, lexChange),
    ...several(parts.voiceIdChanges, voiceIdChange),
  ];
  const noise = [
    ...several(parts.reads, read),
    ...several(parts.ofOthers, ofOther),
    ...Array.from({ length: 10 }, () => connectChange(earlier())),
  ];
  return {
    events: [...changes, ...noise],
    changes: changes.map(toldOf).sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0)),
  };
};

const queueDeed = ([name, parametersOf]: (typeof DEEDS)[number], queueId: string, n: number) =>
  [name, parametersOf(queueId, n)] as const;
const otherDeed = ([name, parametersOf]: (typeof OTHER_DEEDS)[number], n: number) => [name, parametersOf(n)] as const;

const toldOf = (record: CloudTrailRecord): MadeChange => {
  const { eventID: eventId, eventTime: time, eventSource, eventName, requestParameters, userIdentity } = record;
  return {
    ...{ eventId, time, eventSource, eventName },
    ofQueue: JSON.stringify(requestParameters).includes(MADE_QUEUE),
    byUser: JSON.stringify(userIdentity).includes(MADE_USER),
  };
};
