import fc from 'fast-check';
import type { Change } from '../../bot/change/change';
import { type Effect, effectsOf, type FieldChange, operationsTellingBefore } from '../../bot/change/history';
import { normalize } from '../../bot/change/normalize';
import { arnOfInstance, idFrom, websiteEvent } from '../../bot/local/aws/records';

const PROD = { id: idFrom('prod'), region: 'us-east-1', account: '111122223333' };
const START = Date.parse('2026-11-01T08:00:00Z');

/** A change made so many minutes after the start. */
const made = (
  minute: number,
  eventName: string,
  requestParameters: Record<string, unknown>,
  over: { responseElements?: Record<string, unknown>; errorCode?: string; eventId?: string } = {},
): Change => {
  const time = new Date(START + minute * 60_000);
  const normalized = normalize(
    websiteEvent({ instance: PROD, userId: idFrom('ann'), time, eventName, requestParameters, ...over }),
  );
  if (normalized.kind !== 'change') throw new Error(normalized.kind);
  return normalized.change;
};
const QUEUE = { QueueId: idFrom('queue') };
const OTHER = idFrom('other queue');
const PROFILE = { RoutingProfileId: idFrom('profile') };
const USER = { UserId: idFrom('user') };
const id = (name: string): string => idFrom(name);
const contacts = (minute: number, MaxContacts: number, over = {}) =>
  made(minute, 'UpdateQueueMaxContacts', { ...QUEUE, MaxContacts }, over);
const withQueue = (QueueId: string, Priority: number) => ({
  Priority,
  Delay: 0,
  QueueReference: { QueueId, Channel: 'VOICE' },
});

const effectOf = (changes: readonly Change[], change: Change, whole = true): Effect => {
  const effect = effectsOf(changes, () => whole).get(change.eventId);
  if (effect === undefined) throw new Error('no effect');
  return effect;
};
const lastOf = (...changes: readonly Change[]): Effect => effectOf(changes, changes.at(-1) as Change);
const fieldOf = ({ fields }: Effect, field: string): FieldChange | undefined =>
  fields.find((one) => one.field === field);
const takenIds = ({ taken }: Effect) => taken.map(({ resource }) => resource.id);
const value = (held: unknown) => ({ kind: 'value', value: held });
const notKnown = (because: string) => ({ kind: 'not known', because });

describe('what was there before', () => {
  it.each([
    ['is what the last change set', [contacts(0, 5), contacts(1, 7)], value(5)],
    [
      'is what it was made with',
      [made(0, 'CreateQueue', { Name: 'A', MaxContacts: 3 }, { responseElements: QUEUE }), contacts(1, 7)],
      value(3),
    ],
    [
      'is not recorded where nothing set it',
      [made(0, 'UpdateQueueStatus', { ...QUEUE, Status: 'ENABLED' }), contacts(1, 7)],
      notKnown('not recorded'),
    ],
    [
      'is not what a failed call tried',
      [contacts(0, 5), contacts(1, 6, { errorCode: 'AccessDeniedException' }), contacts(2, 7)],
      value(5),
    ],
    [
      'is gone with the thing',
      [contacts(0, 5), made(1, 'DeleteQueue', QUEUE), contacts(2, 7)],
      notKnown('not recorded'),
    ],
    [
      'is nothing where it was taken away',
      [contacts(0, 5), made(1, 'UpdateQueueMaxContacts', QUEUE), contacts(2, 7)],
      { kind: 'none' },
    ],
    [
      'is not known after a kind of change that nobody knows',
      [contacts(0, 5), made(1, 'ReshapeQueue', QUEUE), contacts(2, 7)],
      notKnown('not recorded'),
    ],
    [
      'is not known where two calls of one second set it',
      [contacts(0, 5), contacts(1, 6, { eventId: 'a' }), contacts(1, 8, { eventId: 'b' }), contacts(2, 7)],
      notKnown('not recorded'),
    ],
  ])('%s', (_, changes, from) => {
    expect(fieldOf(lastOf(...changes), 'MaxContacts')).toMatchObject({ from, to: value(7) });
  });

  it('is told for a failed attempt too', () => {
    const failed = contacts(1, 9, { errorCode: 'AccessDeniedException' });
    expect(fieldOf(lastOf(contacts(0, 5), failed), 'MaxContacts')).toMatchObject({ from: value(5), to: value(9) });
  });

  it('is nobody’s guess where the records were not read to their end', () => {
    const [before, after] = [contacts(0, 5), contacts(1, 7)];
    expect(fieldOf(effectOf([before, after], after, false), 'MaxContacts')?.from).toEqual(notKnown('not read'));
  });

  it('is hidden where AWS hides it', () => {
    const metadata = (minute: number, Description: string) =>
      made(minute, 'UpdateQueueName', { ...QUEUE, Description });
    expect(fieldOf(lastOf(metadata(0, '***'), metadata(1, 'open')), 'Description')?.from).toEqual(notKnown('hidden'));
    expect(fieldOf(lastOf(metadata(0, 'open'), metadata(1, '***')), 'Description')).toEqual({
      field: 'Description',
      from: notKnown('hidden'),
      to: { kind: 'hidden' },
    });
  });

  it('of an object is told member by member, and forgets what an update leaves out', () => {
    const phone = (minute: number, PhoneConfig: object) =>
      made(minute, 'UpdateUserPhoneConfig', { ...USER, PhoneConfig });
    const first = phone(0, { PhoneType: 'SOFT_PHONE', AutoAccept: false });
    const second = phone(1, { PhoneType: 'SOFT_PHONE' });
    const third = phone(2, { PhoneType: 'DESK_PHONE', AutoAccept: true });
    expect(lastOf(first, second, third).fields).toEqual([
      { field: 'PhoneConfig.PhoneType', from: value('SOFT_PHONE'), to: value('DESK_PHONE') },
      { field: 'PhoneConfig.AutoAccept', from: notKnown('not recorded'), to: value(true) },
    ]);
  });

  it('of something new is nothing', () => {
    const create = made(0, 'CreateQueue', { Name: 'A', MaxContacts: 3 }, { responseElements: QUEUE });
    expect(fieldOf(lastOf(create), 'MaxContacts')).toMatchObject({ from: { kind: 'none' }, to: value(3) });
  });
});

describe('lists', () => {
  const profiles = (minute: number, ...SecurityProfileIds: string[]) =>
    made(minute, 'UpdateUserSecurityProfiles', { ...USER, SecurityProfileIds });

  it('that are set anew tell what came and what went, and what was taken away', () => {
    const effect = lastOf(profiles(0, id('agent'), id('admin')), profiles(1, id('agent'), id('manager')));
    expect(fieldOf(effect, 'SecurityProfileIds')).toMatchObject({
      from: value([id('agent'), id('admin')]),
      to: value([id('agent'), id('manager')]),
      added: [id('manager')],
      removed: [id('admin')],
    });
    expect(takenIds(effect)).toEqual([id('admin')]);
  });

  it('compare ids however they are written', () => {
    const arn = (name: string) => `${arnOfInstance(PROD)}/security-profile/${id(name)}`;
    const effect = lastOf(profiles(0, arn('agent'), id('admin')), profiles(1, encodeURIComponent(arn('agent'))));
    expect(fieldOf(effect, 'SecurityProfileIds')).toMatchObject({ added: [], removed: [id('admin')] });
  });

  it('whose earlier state is not recorded take nothing away', () => {
    const effect = lastOf(profiles(0, id('agent')));
    expect(effect).toMatchObject({ taken: [], fields: [{ from: notKnown('not recorded'), to: value([id('agent')]) }] });
    expect(effect.fields[0]).not.toHaveProperty('removed');
  });

  it('that are added to and taken from tell the item with what was known of it', () => {
    const added = made(0, 'AssociateRoutingProfileQueues', { ...PROFILE, QueueConfigs: [withQueue(QUEUE.QueueId, 3)] });
    const moved = made(1, 'UpdateRoutingProfileQueues', {
      ...PROFILE,
      QueueConfigs: [{ ...withQueue(QUEUE.QueueId, 4) }, withQueue(OTHER, 9)],
    });
    const removed = made(2, 'DisassociateRoutingProfileQueues', {
      ...PROFILE,
      QueueReferences: [{ QueueId: QUEUE.QueueId, Channel: 'VOICE' }],
    });
    const effects = effectsOf([removed, added, moved], () => true);
    const fields = (change: Change) => effects.get(change.eventId)?.fields;
    expect(fields(added)).toMatchObject([{ field: 'QueueConfigs', added: [withQueue(QUEUE.QueueId, 3)] }]);
    expect(fields(moved)?.filter(({ field }) => field === 'QueueConfigs.Priority')).toEqual([
      { field: 'QueueConfigs.Priority', item: `${QUEUE.QueueId} VOICE`, from: value(3), to: value(4) },
      { field: 'QueueConfigs.Priority', item: `${OTHER} VOICE`, from: notKnown('not recorded'), to: value(9) },
    ]);
    expect(fields(removed)).toMatchObject([{ field: 'QueueConfigs', removed: [withQueue(QUEUE.QueueId, 4)] }]);
  });

  it('of channels are told channel by channel', () => {
    const channels = (minute: number, Concurrency: number) =>
      made(minute, 'UpdateRoutingProfileConcurrency', {
        ...PROFILE,
        MediaConcurrencies: [{ Channel: 'CHAT', Concurrency }],
      });
    expect(lastOf(channels(0, 1), channels(1, 3)).fields).toEqual([
      { field: 'MediaConcurrencies.Concurrency', item: 'CHAT', from: value(1), to: value(3) },
    ]);
  });
});

describe('what a change takes away', () => {
  it.each([
    [
      'the hours a queue had',
      made(0, 'UpdateQueueHoursOfOperation', { ...QUEUE, HoursOfOperationId: id('weekdays') }),
      made(1, 'UpdateQueueHoursOfOperation', { ...QUEUE, HoursOfOperationId: id('weekend') }),
      [id('weekdays')],
    ],
    [
      'the routing profile a user was made with',
      made(0, 'CreateUser', { Username: 'ann', RoutingProfileId: id('tier 1') }, { responseElements: USER }),
      made(1, 'UpdateUserRoutingProfile', { ...USER, RoutingProfileId: id('tier 2') }),
      [id('tier 1')],
    ],
    [
      'the flow of a phone number',
      made(0, 'AssociatePhoneNumberContactFlow', { PhoneNumberId: id('number'), ContactFlowId: id('main') }),
      made(1, 'DisassociatePhoneNumberContactFlow', { PhoneNumberId: id('number') }),
      [id('main')],
    ],
    [
      'nothing that the new state names too',
      made(0, 'UpdateQueueHoursOfOperation', { ...QUEUE, HoursOfOperationId: id('weekdays') }),
      made(1, 'UpdateQueueHoursOfOperation', { ...QUEUE, HoursOfOperationId: id('weekdays') }),
      [],
    ],
    [
      'nothing where the call failed',
      made(0, 'UpdateQueueHoursOfOperation', { ...QUEUE, HoursOfOperationId: id('weekdays') }),
      made(
        1,
        'UpdateQueueHoursOfOperation',
        { ...QUEUE, HoursOfOperationId: id('weekend') },
        { errorCode: 'AccessDenied' },
      ),
      [],
    ],
  ])('is %s', (_, before, after, ids) => {
    expect(takenIds(lastOf(before, after))).toEqual(ids);
  });

  it('is the same whatever the order the records come in, and however often', () => {
    const story = [
      contacts(0, 1),
      made(1, 'UpdateQueueHoursOfOperation', { ...QUEUE, HoursOfOperationId: id('weekdays') }),
      contacts(2, 4),
      contacts(2, 5, { eventId: 'same second' }),
      made(3, 'UpdateQueueHoursOfOperation', { ...QUEUE, HoursOfOperationId: id('weekend') }),
      contacts(4, 2),
      made(5, 'AssociateQueueQuickConnects', { ...QUEUE, QuickConnectIds: [id('a'), id('b')] }),
      made(6, 'DisassociateQueueQuickConnects', { ...QUEUE, QuickConnectIds: [id('b')] }),
    ];
    const told = (changes: readonly Change[]) =>
      [...effectsOf(changes, () => true)].sort(([a], [b]) => (a < b ? -1 : 1));
    fc.assert(
      fc.property(fc.shuffledSubarray([...story, ...story], { minLength: 16 }), (changes) => {
        expect(told(changes)).toEqual(told(story));
      }),
    );
  });
});

it('tags are told key by key', () => {
  const arn = `${arnOfInstance(PROD)}/queue/${QUEUE.QueueId}`;
  const tag = (minute: number, team: string) => made(minute, 'TagResource', { resourceArn: arn, tags: { team } });
  const untag = made(2, 'UntagResource', { resourceArn: arn, tagKeys: ['team'] });
  expect(lastOf(tag(0, 'red'), tag(1, 'blue')).fields).toEqual([
    { field: 'tags.team', from: value('red'), to: value('blue') },
  ]);
  expect(lastOf(tag(0, 'red'), untag).fields).toEqual([
    { field: 'tags.team', from: value('red'), to: { kind: 'none' } },
  ]);
});

it.each([
  [contacts(0, 5), ['CreateQueue', 'UpdateQueueMaxContacts']],
  [
    made(0, 'DisassociateRoutingProfileQueues', { ...PROFILE, QueueReferences: [] }),
    [
      'AssociateRoutingProfileQueues',
      'CreateRoutingProfile',
      'DisassociateRoutingProfileQueues',
      'UpdateRoutingProfileQueues',
    ],
  ],
  [made(0, 'DisassociatePhoneNumberContactFlow', { PhoneNumberId: id('number') }), ['AssociatePhoneNumberContactFlow']],
  [made(0, 'CreateQueue', { Name: 'A' }), []],
  [made(0, 'DeleteQueue', QUEUE), []],
])('the records that can tell what was there before are those that set the same, row %#', (change, names) => {
  for (const name of names) expect(operationsTellingBefore(change)).toContain(name);
  if (names.length === 0) expect(operationsTellingBefore(change)).toEqual([]);
});
