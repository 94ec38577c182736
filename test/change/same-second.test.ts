import type { Change } from '../../bot/change/change';
import { effectsOf } from '../../bot/change/history';
import { normalize } from '../../bot/change/normalize';

const PROFILE = '540813aa-d639-4f5d-8c98-56e95a0aa123';
const called = (
  eventID: string,
  eventTime: string,
  eventName: string,
  requestParameters: object,
  errorCode?: string,
  responseElements: object | null = null,
) => {
  const read = normalize({
    eventVersion: '1.11',
    userIdentity: { type: 'IAMUser', userName: 'ann', accountId: '111122223333' },
    eventTime,
    eventSource: 'connect.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    eventID,
    requestParameters,
    responseElements,
    ...(errorCode !== undefined && { errorCode }),
  });
  return read.kind === 'change' ? [read.change] : [];
};
const updated = (eventID: string, eventTime: string, sets: object) =>
  called(eventID, eventTime, 'UpdateSecurityProfile', { SecurityProfileId: PROFILE, Permissions: ['A'], ...sets });

it('claims no earlier value that a call of the same second may have dropped', () => {
  const group = (id: string) => ({ AllowedAccessControlHierarchyGroupId: id });
  const changes = [
    ...updated('1', '2026-11-01T12:00:00Z', {}),
    ...updated('2', '2026-11-01T12:00:00Z', group('858cf5db-67e3-4198-8864-c2ee1b0e2486')),
    ...updated('3', '2026-11-02T12:00:00Z', group('7efc2d74-6d77-48c3-885e-04ef334c9019')),
  ];
  const effect = effectsOf(changes, () => true).get('3');
  expect(effect?.fields.find(({ field }) => field === 'AllowedAccessControlHierarchyGroupId')?.from).toEqual({
    kind: 'not known',
    because: 'not recorded',
  });
  expect(effect?.taken).toEqual([]);
});

describe('a call that no documentation names, in the second of another', () => {
  const QueueId = '0bfe935e-70c3-41c7-8a3a-fc75ce0d0ca2';
  const limited = (eventID: string, eventTime: string, MaxContacts: number) =>
    called(eventID, eventTime, 'UpdateQueueMaxContacts', { QueueId, MaxContacts });
  const fromOf = (changes: readonly Change[], eventId: string) =>
    effectsOf(changes, () => true)
      .get(eventId)
      ?.fields.find(({ field }) => field === 'MaxContacts')?.from;

  it.each(['1', '9'])('leaves what came before and after it not known, whichever came first (id %s)', (unknownId) => {
    const changes = [
      ...limited('3', '2026-11-01T12:00:00Z', 5),
      ...called(unknownId, '2026-11-02T12:00:00Z', 'ReassignQueueOwner', { QueueId }),
      ...limited('4', '2026-11-02T12:00:00Z', 9),
      ...limited('5', '2026-11-03T12:00:00Z', 2),
      ...limited('6', '2026-11-04T12:00:00Z', 1),
    ];
    const notRecorded = { kind: 'not known', because: 'not recorded' };
    expect(fromOf(changes, '4')).toEqual(notRecorded);
    expect(fromOf(changes, '5')).toEqual(notRecorded);
    expect(fromOf(changes, '6')).toEqual({ kind: 'value', value: 2 });
  });
});

it('claims no value that a call of the same second may have undone, though it failed and would have set what was there', () => {
  const QueueId = '0bfe935e-70c3-41c7-8a3a-fc75ce0d0ca2';
  const limited = (eventID: string, eventTime: string, MaxContacts: number, errorCode?: string) =>
    called(eventID, eventTime, 'UpdateQueueMaxContacts', { QueueId, MaxContacts }, errorCode);
  const changes = [
    ...limited('1', '2026-11-01T12:00:00Z', 9),
    ...limited('2', '2026-11-02T12:00:00Z', 9, 'ServiceUnavailable'),
    ...limited('3', '2026-11-02T12:00:00Z', 6),
    ...limited('4', '2026-11-03T12:00:00Z', 5),
  ];
  const from = (eventId: string) => effectsOf(changes, () => true).get(eventId)?.fields[0]?.from;
  expect(from('3')).toEqual({ kind: 'value', value: 9 });
  expect(from('4')).toEqual({ kind: 'not known', because: 'not recorded' });
});

describe('two calls of one second that each name other channels', () => {
  const RoutingProfileId = '540813aa-d639-4f5d-8c98-56e95a0aa124';
  const channels = (eventID: string, eventTime: string, all: Readonly<Record<string, number>>) =>
    called(eventID, eventTime, 'UpdateRoutingProfileConcurrency', {
      RoutingProfileId,
      MediaConcurrencies: Object.entries(all).map(([Channel, Concurrency]) => ({ Channel, Concurrency })),
    });

  it.each([
    ['1', '2'],
    ['2', '1'],
  ])('leave open what the other has set, whichever came first (%s, %s)', (one, other) => {
    const changes = [
      ...channels(one, '2026-11-01T12:00:00Z', { VOICE: 1, CHAT: 2 }),
      ...channels(other, '2026-11-01T12:00:00Z', { VOICE: 1 }),
      ...channels('3', '2026-11-02T12:00:00Z', { CHAT: 5 }),
    ];
    const told = effectsOf(changes, () => true)
      .get('3')
      ?.fields.map(({ item, from }) => [item, from]);
    expect(told).toEqual([['CHAT', { kind: 'not known', because: 'not recorded' }]]);
  });
});

it('takes a rename for the last call of its second: after it nothing goes by the old name', () => {
  const table = {
    InstanceId: '9db333d8-55b8-4d61-8f05-694dec53099e',
    DataTableId: '313dee1e-2ffe-4ce8-83b0-44947648d36c',
  };
  const attribute = (eventID: string, eventTime: string, AttributeName: string, Name: string, ValueType: string) =>
    called(eventID, eventTime, 'UpdateDataTableAttribute', { ...table, AttributeName, Name, ValueType });
  for (const [rename, other] of [
    ['1', '2'],
    ['2', '1'],
  ] as const) {
    const changes = [
      ...attribute(rename, '2026-11-01T12:00:00Z', 'Cost', 'Price', 'NUMBER'),
      ...attribute(other, '2026-11-01T12:00:00Z', 'Cost', 'Cost', 'TEXT'),
      ...attribute('3', '2026-11-02T12:00:00Z', 'Price', 'Price', 'TEXT'),
    ];
    const fields = effectsOf(changes, () => true).get('3')?.fields;
    expect(fields?.find(({ field }) => field === 'ValueType')?.from).toMatchObject({ because: 'not recorded' });
  }
});

it('knows what was set in the second of a create whose request was left out: the create came first', () => {
  const QueueId = '0bfe935e-70c3-41c7-8a3a-fc75ce0d0ca3';
  const changes = [
    ...called('2', '2026-11-01T12:00:00Z', 'CreateQueue', { omitted: true }, undefined, { QueueId }),
    ...called('1', '2026-11-01T12:00:00Z', 'UpdateQueueMaxContacts', { QueueId, MaxContacts: 2 }),
    ...called('3', '2026-11-02T12:00:00Z', 'UpdateQueueMaxContacts', { QueueId, MaxContacts: 4 }),
  ];
  expect(effectsOf(changes, () => true).get('3')?.fields[0]?.from).toEqual({ kind: 'value', value: 2 });
});
