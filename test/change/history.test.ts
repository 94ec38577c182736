import fc from 'fast-check';
import type { Change } from '../../bot/change/change';
import type { Effect, FieldChange } from '../../bot/change/effect';
import { effectsOf, operationsTellingBefore } from '../../bot/change/history';
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
  instance = PROD,
): Change => {
  const time = new Date(START + minute * 60_000);
  const normalized = normalize(
    websiteEvent({ instance, userId: idFrom('ann'), time, eventName, requestParameters, ...over }),
  );
  if (normalized.kind !== 'change') throw new Error(normalized.kind);
  return normalized.change;
};
const QUEUE = { QueueId: idFrom('queue') };
const OTHER = idFrom('other queue');
const PROFILE = { RoutingProfileId: idFrom('profile') };
const USER = { UserId: idFrom('user') };
const id = (name: string): string => idFrom(name);
const phone = (minute: number, PhoneConfig: object) => made(minute, 'UpdateUserPhoneConfig', { ...USER, PhoneConfig });
const contacts = (minute: number, MaxContacts: number, over = {}) =>
  made(minute, 'UpdateQueueMaxContacts', { ...QUEUE, MaxContacts }, over);
const status = (minute: number, Status: string, instance = PROD) =>
  made(minute, 'UpdateQueueStatus', { ...QUEUE, Status }, {}, instance);
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

describe('a restriction of a security profile that a call does not state', () => {
  const restrict = (minute: number, request: object) =>
    made(minute, 'UpdateSecurityProfile', { SecurityProfileId: id('agent'), ...request });
  const all = restrict(0, {
    AllowedAccessControlTags: { team: 'x' },
    TagRestrictedResources: ['User'],
    AllowedAccessControlHierarchyGroupId: id('north'),
    HierarchyRestrictedResources: ['User'],
    Permissions: ['A'],
  });
  const tagsOnly = restrict(1, { AllowedAccessControlTags: { team: 'y' } });

  it('is not stated any more, whichever it is, and told once', () => {
    const { fields } = lastOf(all, tagsOnly);
    expect(fields.map(({ field, to }) => `${field} ${to.kind}`)).toEqual([
      'AllowedAccessControlTags.team value',
      'TagRestrictedResources not stated',
      'HierarchyRestrictedResources not stated',
      'AllowedAccessControlHierarchyGroupId not stated',
    ]);
    const again = lastOf(all, tagsOnly, restrict(2, { AllowedAccessControlTags: { team: 'z' } }));
    expect(again.fields.map(({ field }) => field)).toEqual(['AllowedAccessControlTags.team']);
  });

  it('is not known before the next call that states it', () => {
    const next = restrict(2, { TagRestrictedResources: ['Queue'], AllowedAccessControlTags: { team: 'y' } });
    expect(fieldOf(lastOf(all, tagsOnly, next), 'TagRestrictedResources')?.from).toEqual(notKnown('not recorded'));
  });

  it('is looked for also where the call states nothing that is shown', () => {
    expect(operationsTellingBefore(restrict(0, { Description: '***' }))).toContain('UpdateSecurityProfile');
  });
});

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

  it('is what was there in the same Region: a replica has a state of its own', () => {
    const replica = { ...PROD, region: 'eu-west-2' };
    const [enabled, closed, again] = [status(0, 'ENABLED'), status(1, 'DISABLED', replica), status(2, 'ENABLED')];
    const froms = [closed, again].map((change) => fieldOf(effectOf([enabled, closed, again], change), 'Status')?.from);
    expect(froms).toEqual([notKnown('not recorded'), value('ENABLED')]);
  });

  it('of a number that another instance has now is what the first one set', () => {
    const number = { PhoneNumberId: id('number') };
    const described = (hour: number, PhoneNumberDescription: string, instance = PROD) =>
      made(hour, 'UpdatePhoneNumberMetadata', { ...number, PhoneNumberDescription }, {}, instance);
    const other = { ...PROD, id: idFrom('test') };
    const changes = [
      described(0, 'Main line'),
      made(1, 'UpdatePhoneNumber', number, {}, other),
      described(2, 'Night line', other),
    ] as const;
    const from = fieldOf(effectOf(changes, changes[2]), 'PhoneNumberDescription')?.from;
    expect(from).toEqual(value('Main line'));
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

  it('of an object is told member by member, and what an update leaves out is not known any more', () => {
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

describe('what an update leaves out of an object that it sets', () => {
  const FLOW = id('whisper flow');
  const caller = (minute: number, OutboundCallerConfig: unknown, over = {}) =>
    made(minute, 'UpdateQueueOutboundCallerConfig', { ...QUEUE, OutboundCallerConfig }, over);
  const acme = { OutboundCallerIdName: 'Acme' };
  const whole = { ...acme, OutboundFlowId: FLOW };
  const sameName = { field: 'OutboundCallerConfig.OutboundCallerIdName', from: value('Acme'), to: value('Acme') };
  const leftOut = { field: 'OutboundCallerConfig.OutboundFlowId', from: value(FLOW), to: { kind: 'not stated' } };

  it('is told as not stated, and the new state does not name it', () => {
    const effect = lastOf(caller(0, whole), caller(1, acme));
    expect(effect.fields).toEqual([sameName, leftOut]);
    expect(takenIds(effect)).toEqual([FLOW]);
    expect(lastOf(caller(0, whole), caller(1, {})).fields).toEqual([
      { ...sameName, to: { kind: 'not stated' } },
      leftOut,
    ]);
  });

  it('is told once, and not known from then on', () => {
    expect(lastOf(caller(0, whole), caller(1, acme), caller(2, acme)).fields).toEqual([sameName]);
    const back = lastOf(caller(0, whole), caller(1, acme), caller(2, whole));
    expect(back.fields).toEqual([sameName, { ...leftOut, from: notKnown('not recorded'), to: value(FLOW) }]);
    expect(back.taken).toEqual([]);
  });

  it.each<[string, readonly Change[]]>([
    ['nothing set it', [caller(0, acme), caller(1, acme)]],
    ['AWS hides the whole', [caller(0, whole), caller(1, '***')]],
    ['a failed call set it', [caller(0, whole, { errorCode: 'AccessDeniedException' }), caller(1, acme)]],
    ['it was set twice in one second', [caller(0, whole), caller(0, whole, { eventId: 'again' }), caller(1, acme)]],
  ])('is not told where %s', (_, changes) => {
    const { fields, taken } = lastOf(...changes);
    expect([fields.filter(({ to }) => to.kind === 'not stated'), taken]).toEqual([[], []]);
  });

  it('is not told where the records were not read to their end', () => {
    const [before, after] = [caller(0, whole), caller(1, acme)];
    const { fields, taken } = effectOf([before, after], after, false);
    expect([fields.map(({ field }) => field), taken]).toEqual([['OutboundCallerConfig.OutboundCallerIdName'], []]);
  });

  it('is told of what was hidden too, and of a failed attempt, which takes nothing', () => {
    expect(lastOf(caller(0, { ...acme, OutboundFlowId: '***' }), caller(1, acme)).fields[1]).toEqual({
      ...leftOut,
      from: notKnown('hidden'),
    });
    const failed = lastOf(caller(0, whole), caller(1, acme, { errorCode: 'AccessDeniedException' }));
    expect([failed.fields[1], failed.taken]).toEqual([leftOut, []]);
  });

  const quick = (minute: number, QuickConnectConfig: object) =>
    made(minute, 'UpdateQuickConnectConfig', { QuickConnectId: id('desk'), QuickConnectConfig });
  const toQueue = { QuickConnectType: 'QUEUE', QueueConfig: { QueueId: OTHER, ContactFlowId: FLOW } };
  const toPhone = { QuickConnectType: 'PHONE_NUMBER', PhoneConfig: { PhoneNumber: '+15550100' } };

  it('is taken away where a quick connect is pointed at something of another type', () => {
    const effect = lastOf(quick(0, toQueue), quick(1, toPhone));
    expect(effect.fields.slice(2)).toEqual([
      { field: 'QuickConnectConfig.QueueConfig.QueueId', from: value(OTHER), to: { kind: 'none' } },
      { field: 'QuickConnectConfig.QueueConfig.ContactFlowId', from: value(FLOW), to: { kind: 'none' } },
    ]);
    expect(takenIds(effect)).toEqual([OTHER, FLOW]);
    const back = lastOf(quick(0, toQueue), quick(1, toPhone), quick(2, toQueue));
    expect(fieldOf(back, 'QuickConnectConfig.QueueConfig.QueueId')).toMatchObject({ from: { kind: 'none' } });
  });

  it('was not there where the quick connect was pointed at something of another type', () => {
    const toUser = { UserConfig: { UserId: OTHER, ContactFlowId: FLOW }, QuickConnectType: 'USER' };
    expect(lastOf(quick(0, toPhone), quick(1, toUser)).fields.slice(0, 2)).toEqual([
      { field: 'QuickConnectConfig.UserConfig.UserId', from: { kind: 'none' }, to: value(OTHER) },
      { field: 'QuickConnectConfig.UserConfig.ContactFlowId', from: { kind: 'none' }, to: value(FLOW) },
    ]);
    const unknown = lastOf(quick(0, { QuickConnectType: 'USER' }), quick(1, toUser));
    expect(fieldOf(unknown, 'QuickConnectConfig.UserConfig.UserId')?.from).toEqual(notKnown('not recorded'));
  });

  it('may be hidden a level deeper, and is not left out then', () => {
    const hidden = { QuickConnectType: 'QUEUE', QueueConfig: '***' };
    expect(lastOf(quick(0, toQueue), quick(1, hidden)).fields.map(({ field }) => field)).toEqual([
      'QuickConnectConfig.QuickConnectType',
      'QuickConnectConfig.QueueConfig',
    ]);
    const shown = lastOf(quick(0, hidden), quick(1, toQueue));
    expect(fieldOf(shown, 'QuickConnectConfig.QueueConfig.QueueId')?.from).toEqual(notKnown('hidden'));
  });
});

describe('what is hidden inside a list', () => {
  const values = (minute: number, ...StringList: string[]) =>
    made(minute, 'UpdatePredefinedAttribute', { InstanceId: PROD.id, Name: 'Language', Values: { StringList } });
  const change = (before: readonly string[], now: readonly string[]) =>
    lastOf(values(0, ...before), values(1, ...now)).fields.find(({ field }) => field === 'Values.StringList');
  const WITHHELD = '(not shown: personal or secret)';

  it.each<[string, readonly string[], readonly string[], object]>([
    ['all of it', ['***'], ['***'], { from: notKnown('hidden'), to: value(['***']) }],
    ['all of what was there', ['***', '***'], ['a'], { from: notKnown('hidden'), to: value(['a']) }],
    ['a part of what was there', ['***', 'a'], ['b'], { from: value(['***', 'a']), to: value(['b']), removed: ['a'] }],
    ['a part of what came', ['a'], ['HIDDEN_DUE_TO_SECURITY_REASONS', 'b'], { added: ['b'] }],
    ['a part of both', ['a', '***'], [WITHHELD, 'b'], { from: value(['a', '***']), to: value([WITHHELD, 'b']) }],
  ])('may be anything: %s', (_, before, now, expected) => {
    const field = change(before, now);
    expect(field).toMatchObject(expected);
    for (const which of ['added', 'removed']) if (!(which in expected)) expect(field).not.toHaveProperty(which);
  });

  it('takes nothing away, since it may be what seems gone', () => {
    const profiles = (minute: number, ...SecurityProfileIds: string[]) =>
      made(minute, 'UpdateUserSecurityProfiles', { ...USER, SecurityProfileIds });
    expect(lastOf(profiles(0, id('agent'), id('admin')), profiles(1, id('agent'), '***')).taken).toEqual([]);
    expect(takenIds(lastOf(profiles(0, '***', id('admin')), profiles(1, id('agent'))))).toEqual([id('admin')]);
  });

  it('counts at any depth', () => {
    const template = (minute: number) =>
      made(minute, 'UpdateTaskTemplate', {
        TaskTemplateId: id('template'),
        Fields: [{ Id: { Name: '***' }, Type: 'NAME' }],
      });
    const field = fieldOf(lastOf(template(0), template(1)), 'Fields');
    expect(field).not.toHaveProperty('added');
    expect(field).not.toHaveProperty('removed');
  });

  it.each([
    ['taken out', 'DisassociateRoutingProfileQueues', { QueueReferences: [{ QueueId: '***', Channel: 'VOICE' }] }],
    ['changed', 'UpdateRoutingProfileQueues', { QueueConfigs: [withQueue('***', 5)] }],
  ])('may be any of the items where it is %s', (_, eventName, request) => {
    const added = made(0, 'AssociateRoutingProfileQueues', { ...PROFILE, QueueConfigs: [withQueue(OTHER, 3)] });
    const update = (minute: number) =>
      made(minute, 'UpdateRoutingProfileQueues', { ...PROFILE, QueueConfigs: [withQueue(OTHER, 4)] });
    const from = (effect: Effect) => fieldOf(effect, 'QueueConfigs.Priority')?.from;
    expect(from(lastOf(added, update(2)))).toEqual(value(3));
    expect(from(lastOf(added, made(1, eventName, { ...PROFILE, ...request }), update(2)))).toEqual(
      notKnown('not recorded'),
    );
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

it('an item that was taken out and put in within one second is not known any more', () => {
  const put = (minute: number, Priority: number, eventId: string) =>
    made(
      minute,
      'AssociateRoutingProfileQueues',
      { ...PROFILE, QueueConfigs: [withQueue(QUEUE.QueueId, Priority)] },
      { eventId },
    );
  const out = (minute: number, eventId: string) =>
    made(
      minute,
      'DisassociateRoutingProfileQueues',
      { ...PROFILE, QueueReferences: [{ QueueId: QUEUE.QueueId, Channel: 'VOICE' }] },
      { eventId },
    );
  for (const [first, second] of [
    ['a', 'b'],
    ['b', 'a'],
  ] as const) {
    const effect = lastOf(put(0, 1, 'x'), put(1, 2, first), out(1, second), out(2, 'y'));
    expect(effect.fields[0]?.removed).toEqual([{ QueueReference: { QueueId: QUEUE.QueueId, Channel: 'VOICE' } }]);
  }
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
      phone(7, { PhoneType: 'SOFT_PHONE', AutoAccept: true, AfterContactWorkTimeLimit: 5 }),
      phone(8, { PhoneType: 'SOFT_PHONE', AutoAccept: true }),
      phone(8, { PhoneType: 'SOFT_PHONE', AfterContactWorkTimeLimit: 9 }),
      phone(9, { PhoneType: 'DESK_PHONE' }),
    ];
    const told = (changes: readonly Change[]) =>
      [...effectsOf(changes, () => true)].sort(([a], [b]) => (a < b ? -1 : 1));
    fc.assert(
      fc.property(fc.shuffledSubarray([...story, ...story], { minLength: 24 }), (changes) => {
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
  [made(0, 'UpdateContactFlowContent', { ContactFlowId: id('flow'), Content: '***' }), []],
])('the records that can tell what was there before are those that set the same, row %#', (change, names) => {
  for (const name of names) expect(operationsTellingBefore(change)).toContain(name);
  if (names.length === 0) expect(operationsTellingBefore(change)).toEqual([]);
});

it('names of members that every object has in JavaScript are names like others', () => {
  const words = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
  const set = JSON.parse(`{${words.map((word) => `"${word}": ["x"]`).join(',')}}`) as Record<string, unknown>;
  for (const eventName of ['UpdateQueueStatus', 'AssociateQueueQuickConnects', ...words]) {
    const change = made(0, eventName, { ...QUEUE, ...set });
    expect(effectOf([change], change).fields.map(({ field }) => typeof field)).not.toContain('function');
    expect(operationsTellingBefore(change).every((name) => typeof name === 'string')).toBe(true);
  }
});
