import type { Change } from '../../bot/change/change';
import { eventBy, idFrom, websiteEvent } from '../../bot/local/aws/records';
import { type ChangeRequest, newestFirst } from '../../bot/sources/change-source';
import { addRecord, idlessNotes, noRecords } from '../../bot/sources/read-records';

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
