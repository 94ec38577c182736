import type { Change } from '../../bot/change/change';
import { eventBy, idFrom, websiteEvent } from '../../bot/local/aws/records';
import { type ChangeRequest, newestFirst } from '../../bot/sources/change-source';
import { addRecord, countLoneTwins, idlessNotes, noRecords } from '../../bot/sources/read-records';
import { keyOfChange } from '../../bot/watch/groups';

const PROD = { id: idFrom('prod'), region: 'us-east-1', account: '111122223333' };
const TIME = new Date('2026-11-21T09:00:00Z');
const read = (...events: readonly unknown[]): readonly Change[] => {
  const records = noRecords();
  for (const event of events) addRecord(records, event);
  return records.changes;
};

describe('a record whose request was too large to be kept', () => {
  const ann = { type: 'IAMUser', userName: 'ann' };
  const emptied = (eventName: string, over: object = {}, seconds = 0) =>
    eventBy(ann, { eventName, time: new Date(TIME.getTime() + seconds * 1000), ...over });
  const queue = { service: 'connect', type: 'queue', id: idFrom('Billing'), region: PROD.region } as const;
  const about = (over: Partial<ChangeRequest> = {}): ChangeRequest => ({
    types: [],
    targets: [queue],
    window: {},
    ...over,
  });

  it('is told where it may be about what was asked', () => {
    const one = [emptied('UpdateQueueStatus')];
    expect(idlessNotes(read(...one), about())).toEqual(['1 UpdateQueueStatus does not say which queue it changed.']);
    const more = [...one, emptied('UpdateQueueStatus', {}, 1), emptied('DeleteQueue')];
    expect(idlessNotes(read(...more), about())).toEqual([
      '2 UpdateQueueStatus do not say which queue they changed.',
      '1 DeleteQueue does not say which queue it changed.',
    ]);
    expect(idlessNotes(read(...one), about({ targets: [{ ...queue, type: 'unknown' }] }))).toHaveLength(1);
  });

  it.each<[string, string, object, Partial<ChangeRequest>]>([
    ['failed', 'UpdateQueueStatus', { errorCode: 'AccessDeniedException' }, {}],
    ['is of another type', 'UpdateContactFlowContent', {}, {}],
    ['made something new', 'CreateQueue', {}, {}],
    ['lies outside the window', 'UpdateQueueStatus', {}, { window: { from: '2026-11-21T10:00:00Z' } }],
    ['is somebody else’s', 'UpdateQueueStatus', {}, { by: { connectUserIds: [], names: ['bob'] } }],
    ['says what it is about', 'UpdateQueueStatus', { requestParameters: { QueueId: idFrom('Other') } }, {}],
  ])('is not told where it %s', (_, eventName, over, asked) => {
    expect(idlessNotes(read(emptied(eventName, over)), about(asked))).toEqual([]);
  });

  it('is not told where it is among the changes itself', () => {
    const { targets: _none, ...everything } = about();
    expect(idlessNotes(read(emptied('UpdateQueueStatus')), everything)).toEqual([]);
  });
});

describe('a corrected record', () => {
  const event = (eventId: string, Status: string, overrides: object = {}) =>
    websiteEvent({
      instance: PROD,
      userId: idFrom('ann'),
      time: TIME,
      eventId,
      eventName: 'UpdateQueueStatus',
      requestParameters: { QueueId: idFrom('Billing'), Status },
      overrides: { ...overrides },
    });
  const addendum = (reason: string, originalEventID: string) => ({ addendum: { reason, originalEventID } });

  it('stands in the place of the one that it corrects', () => {
    const corrected = event('b', 'DISABLED', addendum('UPDATED_DATA', 'a'));
    for (const order of [
      [event('a', 'ENABLED'), corrected],
      [corrected, event('a', 'ENABLED')],
    ])
      expect(newestFirst(read(...order))).toMatchObject([{ eventId: 'b', amends: 'a' }]);
  });

  it('is one of its own where it only came late', () => {
    const late = event('b', 'DISABLED', addendum('DELIVERY_DELAY', 'a'));
    expect(newestFirst(read(event('a', 'ENABLED'), late))).toHaveLength(2);
  });
});

describe('a record that is no call', () => {
  const call = (over: object = {}) =>
    websiteEvent({
      ...{ instance: PROD, userId: idFrom('ann'), time: TIME, eventName: 'UpdateQueueStatus' },
      requestParameters: { QueueId: idFrom('Billing'), Status: 'DISABLED' },
      overrides: { requestID: 'request-1', ...over },
    });
  const NETWORK = { eventCategory: 'NetworkActivity', eventType: 'AwsVpceEvent', requestParameters: null };
  const twin = (over: object = {}) => call({ eventID: 'twin', ...NETWORK, ...over });
  const unusableIn = (...events: readonly unknown[]) => {
    const records = noRecords();
    for (const event of events) addRecord(records, event);
    countLoneTwins(records);
    return { changes: records.changes.length, unusable: [...records.unusable.values()] };
  };

  it.each<[string, readonly unknown[], number, readonly number[]]>([
    ['what the network saw, behind the call', [call(), twin()], 1, []],
    ['what the network saw, before the call', [twin(), call()], 1, []],
    ['what the network saw, told by its category alone', [call(), twin({ eventType: 'AwsApiCall' })], 1, []],
    ['what the network saw of a call that is not there', [twin()], 0, [1]],
    ['what the network did not let through: nothing changed', [twin({ errorCode: 'VpceAccessDenied' })], 0, []],
    ['what the network saw of a look', [twin({ eventName: 'DescribeQueue' })], 0, []],
    ['what the network saw of another service', [twin({ eventSource: 'kms.amazonaws.com' })], 0, []],
    [
      'an insight, which names no service',
      [{ eventCategory: 'Insight', eventType: 'AwsCloudTrailInsight', insightDetails: {} }],
      0,
      [],
    ],
    [
      'a sum of calls',
      [{ eventCategory: 'Aggregated', eventType: 'AwsAggregatedEvent', eventSource: 'connect.amazonaws.com' }],
      0,
      [],
    ],
    [
      'a sign-in',
      [call({ eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', eventType: 'AwsConsoleSignIn' })],
      0,
      [],
    ],
    ['but what a service did of itself is one', [call({ eventType: 'AwsServiceEvent' })], 1, []],
    [
      'nor is what somebody did in the console without a call left out',
      [call({ eventType: 'AwsConsoleAction' })],
      1,
      [],
    ],
  ])('is %s', (_what, events, changes, unusable) => {
    expect(unusableIn(...events)).toEqual({ changes, unusable });
  });

  it('is told once where two accounts have a record of it, by the one that knows who called', () => {
    const own = call({ eventID: 'b', sharedEventID: 's' });
    const other = call({
      ...{ eventID: 'a', sharedEventID: 's', recipientAccountId: '444455556666' },
      userIdentity: { type: 'AWSAccount', accountId: PROD.account, principalId: 'AROAEXAMPLE' },
    });
    for (const order of [
      [own, other],
      [other, own],
    ])
      expect(newestFirst(read(...order))).toMatchObject([{ eventId: 'b', actor: { kind: 'connect user' } }]);
    const [one, two] = read(own, other);
    expect(one && two && keyOfChange(one)).toBe(two && keyOfChange(two));
    expect(newestFirst(read(own, call({ eventID: 'c', sharedEventID: 't' })))).toHaveLength(2);
  });
});
