import type { Answer, AnsweredChange } from '../../bot/answer/answer';
import { plainText } from '../../bot/answer/wording/pieces';
import { type AnswerDeps, answerQuestion } from '../../bot/answer-question';
import type { ResourceType } from '../../bot/change/catalogue';
import type { ResourceRef } from '../../bot/change/resource';
import { directoryOf } from '../../bot/directory/directory';
import type { DirectoryFact } from '../../bot/directory/facts';
import type { CloudTrailRecord } from '../../bot/local/aws/local-account';
import { iamUserEvent, idFrom, websiteEvent } from '../../bot/local/aws/records';
import { parseQuery } from '../../bot/query/parse-query';
import type { ChangeRequest } from '../../bot/sources/change-source';
import { recordSource } from '../support/record-source';

const NOW = new Date('2026-11-21T12:00:00Z');
const PROD = { id: idFrom('prod'), region: 'us-east-1', account: '111122223333', alias: 'harbor-prod' };
const id = (name: string): string => idFrom(name);
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const iso = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
const DAY = 1440;

const by =
  (person: string) =>
  (minutes: number, eventName: string, requestParameters: Record<string, unknown>, over: object = {}) =>
    websiteEvent({
      instance: PROD,
      userId: id(person),
      time: minutesAgo(minutes),
      eventName,
      requestParameters,
      ...over,
    });
const ann = by('ann');
const bob = by('bob');

const listed = (type: ResourceType, ...names: readonly string[]): readonly DirectoryFact[] =>
  names.map((name) => ({
    kind: 'listed',
    ref: { service: 'connect', type, id: id(name), region: PROD.region, instance: PROD },
    name,
    at: iso(minutesAgo(80 * DAY)),
  }));
const LISTED = [
  ...listed('user', 'ann', 'bob'),
  ...listed('queue', 'Billing', 'Sales'),
  ...listed('routing-profile', 'Tier 1', 'Tier 2'),
  ...listed('hours-of-operation', 'Weekdays', 'Weekend'),
  ...listed('security-profile', 'Admin', 'Agent'),
];

const ask = async (
  question: string,
  events: readonly CloudTrailRecord[],
  over: Partial<AnswerDeps> & { readonly isWhole?: (request: ChangeRequest) => boolean } = {},
): Promise<Answer> => {
  const { isWhole, ...deps } = over;
  const parsed = parseQuery(question, { now: NOW, zone: 'UTC' });
  if (parsed.kind !== 'query') throw new Error(JSON.stringify(parsed));
  const answered = await answerQuestion(parsed.query, {
    find: recordSource(events, NOW, isWhole).find,
    directory: directoryOf(LISTED),
    instances: [PROD],
    now: () => NOW,
    ...deps,
  });
  if (answered.kind !== 'answer') throw new Error(answered.mistake.message);
  return answered.answer;
};
const told = (changes: readonly AnsweredChange[]) =>
  changes.map(({ change, relation }) => `${relation} ${change.eventName} ${change.time}`);

const hoursTo = (minutes: number, name: string, who = ann) =>
  who(minutes, 'UpdateQueueHoursOfOperation', { QueueId: id('Billing'), HoursOfOperationId: id(name) });
const profilesTo = (minutes: number, user: string, ...names: readonly string[]) =>
  ann(minutes, 'UpdateUserSecurityProfiles', { UserId: id(user), SecurityProfileIds: names.map(id) });
const movedTo = (minutes: number, user: string, profile: string, over = {}) =>
  ann(minutes, 'UpdateUserRoutingProfile', { UserId: id(user), RoutingProfileId: id(profile) }, over);
const intoProfile = (minutes: number, queue: string, profile: string) =>
  ann(minutes, 'AssociateRoutingProfileQueues', {
    RoutingProfileId: id(profile),
    QueueConfigs: [{ Priority: 1, Delay: 0, QueueReference: { QueueId: id(queue), Channel: 'VOICE' } }],
  });
const outOfProfile = (minutes: number, queue: string, profile: string, over = {}) =>
  ann(
    minutes,
    'DisassociateRoutingProfileQueues',
    { RoutingProfileId: id(profile), QueueReferences: [{ QueueId: id(queue), Channel: 'VOICE' }] },
    over,
  );

describe('what took a thing away without naming it', () => {
  const granted = profilesTo(3 * DAY, 'bob', 'Admin', 'Agent');
  const withdrawn = profilesTo(60, 'bob', 'Agent');

  it('is among its changes, indirectly, with the thing among what was taken', async () => {
    const { changes } = await ask('Admin', [granted, withdrawn]);
    expect(told(changes)).toEqual([
      `indirect UpdateUserSecurityProfiles ${withdrawn.eventTime}`,
      `indirect UpdateUserSecurityProfiles ${granted.eventTime}`,
    ]);
    expect(changes[0]?.taken).toMatchObject([{ name: 'Admin' }]);
    expect(changes[0]?.fields).toMatchObject([{ removed: [id('Admin')], added: [] }]);
  });

  it('is found though the thing was last named long before the window', async () => {
    expect(told((await ask('Admin since:2h', [granted, withdrawn])).changes)).toHaveLength(1);
  });

  it.each([
    ['outside the window', 'Admin since:30m'],
    ['by somebody else', 'Admin by:bob since:2h'],
    ['and direct changes alone are asked for', 'Admin only:direct'],
  ])('is left out where it is %s', async (_, question) => {
    expect((await ask(question, [granted, withdrawn])).changes).toEqual([]);
  });

  it('is not guessed where its history could not be read whole', async () => {
    const isWhole = ({ optional }: ChangeRequest) => optional === undefined;
    const { changes, coverage } = await ask('Admin', [granted, withdrawn], { isWhole });
    expect(told(changes)).toEqual([`indirect UpdateUserSecurityProfiles ${granted.eventTime}`]);
    expect(changes[0]?.fields[0]?.from).toEqual({ kind: 'not known', because: 'not read' });
    expect(coverage.notes).toEqual([
      'Not all earlier values were read.',
      expect.stringMatching(/^Not searched: what took it away/),
    ]);
    expect(coverage).toMatchObject({ complete: false, lacks: ['takers'] });
  });

  it('holds whatever the reading fails with', async () => {
    const events = [granted, withdrawn];
    const { find } = recordSource(events, NOW);
    const failing: AnswerDeps['find'] = async (request) => {
      if (request.optional) throw new Error('down');
      return find(request);
    };
    expect((await ask('Admin', events, { find: failing })).outcome).toBe('found');
  });
});

describe('the earlier value', () => {
  it('is found before the window that was asked for', async () => {
    const { changes } = await ask('Billing since:2h', [hoursTo(5 * DAY, 'Weekdays'), hoursTo(60, 'Weekend')]);
    expect(changes).toHaveLength(1);
    expect(changes[0]?.fields).toMatchObject([
      { field: 'HoursOfOperationId', from: { value: id('Weekdays') }, to: { value: id('Weekend') } },
    ]);
    expect(changes[0]?.taken).toMatchObject([{ name: 'Weekdays' }]);
  });
});

describe('what the same Save did besides', () => {
  it('is told with the change that was asked about, and is none of the answer’s changes', async () => {
    const out = outOfProfile(20, 'Billing', 'Tier 1');
    const { changes } = await ask('Billing', [
      out,
      intoProfile(20, 'Sales', 'Tier 1'),
      intoProfile(25, 'Sales', 'Tier 2'),
    ]);
    expect(told(changes)).toEqual([`indirect DisassociateRoutingProfileQueues ${out.eventTime}`]);
    expect(changes[0]?.sameSave.map(({ related }) => related[0]?.name)).toEqual(['Sales']);
  });
});

describe('changes nearby', () => {
  const out = outOfProfile(20, 'Billing', 'Tier 1');
  const moved = ['u1', 'u2'].map((user, i) => movedTo(40 + i, user, 'Tier 2'));
  const before = ['u1', 'u2'].map((user) => movedTo(9 * DAY, user, 'Tier 1'));

  it('are agents who were moved out of a routing profile that holds the queue', async () => {
    const { nearby, nearbyWindow } = await ask('Billing', [out, ...moved, ...before]);
    expect(nearby.map(({ resource, taken }) => [resource.ref.id, taken[0]?.name])).toEqual([
      [id('u1'), 'Tier 1'],
      [id('u2'), 'Tier 1'],
    ]);
    expect(nearbyWindow).toEqual({ from: iso(minutesAgo(80)), to: iso(NOW) });
  });

  it('are overrides of the hours that Connect says the queue has', async () => {
    const override = ann(
      30,
      'CreateHoursOfOperationOverride',
      { HoursOfOperationId: id('Weekdays'), Name: 'Holiday' },
      { responseElements: { HoursOfOperationOverrideId: id('holiday') } },
    );
    const hours: ResourceRef = {
      service: 'connect',
      type: 'hours-of-operation',
      id: id('Weekdays'),
      region: PROD.region,
    };
    const dependencies = async () => ({ refs: [hours], whole: true });
    const { outcome, nearby } = await ask('Billing since:2h', [override], { dependencies });
    expect([outcome, told(nearby)]).toEqual([
      'nothing',
      [`direct CreateHoursOfOperationOverride ${override.eventTime}`],
    ]);
  });

  describe('of a window', () => {
    const overrideOf = (hours: string, minutes: number) =>
      ann(
        minutes,
        'CreateHoursOfOperationOverride',
        { HoursOfOperationId: id(hours), Name: 'Holiday' },
        { responseElements: { HoursOfOperationOverrideId: id(`holiday ${hours}`) } },
      );
    const holiday = overrideOf('Weekdays', 40);
    const most = ann(20, 'UpdateQueueMaxContacts', { QueueId: id('Billing'), MaxContacts: 25 });
    const madeWithHours = ann(
      20 * DAY,
      'CreateQueue',
      { Name: 'Billing', HoursOfOperationId: id('Weekdays') },
      { responseElements: { QueueId: id('Billing') } },
    );
    const idsOf = ({ nearby }: Answer) => nearby.map(({ change }) => change.eventId);
    const inProfile = intoProfile(30 * DAY, 'Billing', 'Tier 1');

    it.each([
      ['without a window', 'Billing', [holiday, most, madeWithHours], [holiday]],
      ['around a moment', `Billing around:${most.eventTime}`, [holiday, most, madeWithHours], [holiday]],
      ['of today', 'Billing on:today', [holiday, most, madeWithHours], [holiday]],
      ['since then', 'Billing since:2h', [holiday, most, madeWithHours], [holiday]],
      ['since then, by id', `${id('Billing')} since:2h`, [holiday, most, madeWithHours], [holiday]],
      ['where nothing happened to the queue', 'Billing since:2h', [holiday, madeWithHours], [holiday]],
      [
        'of hours that it was given later',
        'Billing since:2h',
        [holiday, most, hoursTo(9 * DAY, 'Weekdays')],
        [holiday],
      ],
      [
        'of the routing profile that holds it',
        'Billing since:2h',
        [moved[0], before[0], madeWithHours, inProfile],
        [moved[0]],
      ],
      [
        'of the hours that it had then',
        `Billing around:${overrideOf('Weekdays', 9000).eventTime}`,
        [overrideOf('Weekdays', 9000), madeWithHours, hoursTo(DAY, 'Weekend'), overrideOf('Weekend', 9001)],
        [overrideOf('Weekdays', 9000)],
      ],
      [
        'of a number’s flow',
        `${id('number')} since:2h`,
        [
          ann(30, 'UpdateContactFlowContent', { ContactFlowId: id('main'), Content: '***' }),
          ann(3 * DAY, 'AssociatePhoneNumberContactFlow', { PhoneNumberId: id('number'), ContactFlowId: id('main') }),
        ],
        [ann(30, 'UpdateContactFlowContent', { ContactFlowId: id('main'), Content: '***' })],
      ],
      [
        'of a user’s profile',
        'bob since:2h',
        [
          ann(30, 'UpdateSecurityProfile', { SecurityProfileId: id('Agent'), Permissions: [] }),
          profilesTo(3 * DAY, 'bob', 'Agent'),
          movedTo(3 * DAY, 'bob', 'Tier 1'),
        ],
        [ann(30, 'UpdateSecurityProfile', { SecurityProfileId: id('Agent'), Permissions: [] })],
      ],
    ] as const)('are those %s', async (_, question, events, near) => {
      const told = await ask(
        question,
        events.flatMap((event) => event ?? []),
      );
      const inShort = ({ eventName, eventTime }: CloudTrailRecord) => `${eventName} ${eventTime}`;
      expect(told.nearby.map(({ change }) => `${change.eventName} ${change.time}`)).toEqual(
        near.map((event) => inShort(event as CloudTrailRecord)),
      );
      expect(told.coverage.notes.join(' ')).not.toContain('nearby');
      expect(told.nearbyWindow).toBeDefined();
    });

    it('are none of what failed to be read, which the answer says', async () => {
      const isWhole = ({ optional }: ChangeRequest) => optional !== 'nearby';
      const answer = await ask('Billing since:2h', [holiday, most, madeWithHours], { isWhole });
      expect([answer.nearby, answer.nearbyWindow]).toEqual([[], undefined]);
      expect(answer.coverage.notes).toContain('Not searched: what happened nearby.');
    });

    it('are told in part where earlier records could not be read and Connect tells the rest', async () => {
      const isWhole = ({ optional }: ChangeRequest) => optional !== 'history';
      const refs: readonly ResourceRef[] = [
        { service: 'connect', type: 'hours-of-operation', id: id('Weekdays'), region: PROD.region, instance: PROD },
      ];
      const answer = await ask('Billing since:2h', [holiday, most], {
        isWhole,
        dependencies: async () => ({ refs, whole: true }),
      });
      expect(idsOf(answer)).toEqual([holiday.eventID]);
      expect(answer.coverage.notes).toContain(
        'Not all searched: what happened nearby, as not all that it depends on is known.',
      );
    });

    it.each([
      ['nothing names its hours', [holiday, most], 'Not searched', undefined],
      ['nothing but its profile is known', [moved[0], most, inProfile], 'Not all searched', undefined],
      ['Connect tells a part', [holiday, most, madeWithHours], 'Not all searched', { refs: [], whole: false }],
    ] as const)('are said to be looked for in part or not at all where %s', async (_, events, note, connect) => {
      const answer = await ask(
        'Billing since:2h',
        events.flatMap((event) => event ?? []),
        { dependencies: async () => connect },
      );
      expect(answer.coverage.notes.filter((one) => one.includes('nearby'))).toEqual([expect.stringMatching(note)]);
    });

    it.each([
      ['Connect says on what it depends', 'Billing since:2h', [most], { refs: [], whole: true }],
      ['nothing depends on anything', 'Weekdays since:2h', [holiday], undefined],
    ] as const)('are not missed where %s', async (_, question, events, connect) => {
      const answer = await ask(question, events, { dependencies: async () => connect });
      expect(answer.coverage.notes.join(' ')).not.toContain('nearby');
    });
  });

  it.each([
    ['are none where a person is asked for', 'Billing by:ann'],
    ['are none where failed attempts alone are asked for', 'Billing only:failed'],
    ['are none of everything', 'since:2h'],
  ])('%s', async (_, question) => {
    const answer = await ask(question, [out, ...moved, ...before]);
    expect([answer.nearby, answer.nearbyWindow]).toEqual([[], undefined]);
  });

  it('are never among the answer’s own', async () => {
    const { changes, nearby } = await ask('Billing', [
      out,
      intoProfile(3 * DAY, 'Billing', 'Tier 1'),
      ...moved,
      ...before,
    ]);
    const own = new Set(changes.map(({ change }) => change.eventId));
    expect(nearby.filter(({ change }) => own.has(change.eventId))).toEqual([]);
  });

  it('are not told where they could not be read whole', async () => {
    const isWhole = ({ optional }: ChangeRequest) => optional === undefined;
    expect((await ask('Billing', [out, ...moved], { isWhole })).nearbyWindow).toBeUndefined();
  });
});

describe('where a window held nothing', () => {
  it('tells how much else happened, and the newest change before', async () => {
    const events = [
      hoursTo(3 * DAY, 'Weekdays'),
      intoProfile(20, 'Sales', 'Tier 2'),
      movedTo(30, 'u1', 'Tier 2', { errorCode: 'AccessDenied' }),
    ];
    const { outcome, elsewhere, lastBefore } = await ask('Billing since:2h', events);
    expect(outcome).toBe('nothing');
    expect(elsewhere).toEqual({ changes: 1, newest: iso(minutesAgo(20)), instanceId: PROD.id });
    expect(lastBefore?.change.eventName).toBe('UpdateQueueHoursOfOperation');
  });
});

describe('a Connect user whom nothing names', () => {
  const STRANGER = 'a stranger';
  const strange = by(STRANGER)(60, 'UpdateQueueStatus', { QueueId: id('Billing'), Status: 'DISABLED' });
  const describeUser = async () => 'not known' as const;
  const token = (minutes: number, userName: string, over: object = {}) =>
    iamUserEvent({
      instance: PROD,
      userName,
      time: minutesAgo(minutes),
      eventName: 'AdminGetEmergencyAccessToken',
      ...over,
    });
  const actorOf = async (...events: readonly CloudTrailRecord[]) =>
    (await ask('Billing', [strange, ...events], { describeUser })).changes[0]?.actor;

  it('is likely the last who asked for emergency access', async () => {
    expect(await actorOf(token(63, 'shirley'), token(300, 'mateo'), token(14 * 60, 'nikki'))).toMatchObject({
      label: 'Emergency access, likely shirley (IAM user)',
      likely: { name: 'shirley (IAM user)', askedAt: iso(minutesAgo(63)), minutesBefore: 3, others: 1 },
    });
  });

  it.each([
    ['who asked after the change', token(59, 'shirley')],
    ['who was refused', token(63, 'shirley', { errorCode: 'AccessDenied' })],
    ['who asked in another instance', token(63, 'shirley', { instance: { ...PROD, id: id('other') } })],
    ['who asked more than twelve hours before', token(60 + 12 * 60 + 1, 'shirley')],
  ])('is nobody %s', async (_, event) => {
    expect(await actorOf(event)).not.toHaveProperty('likely');
  });

  it.each([
    ['that Connect was never asked about', {}],
    ['that Connect could not be asked about', { describeUser: async () => undefined }],
  ])('is nobody but an id %s', async (_, over) => {
    const { changes } = await ask('Billing', [strange, token(63, 'shirley')], over);
    expect(changes[0]?.actor).not.toHaveProperty('likely');
    expect(changes[0]?.actor.label).toContain(id(STRANGER));
  });

  it('who went on long after a login would have ended is somebody else', async () => {
    const before = by(STRANGER)(60 + 13 * 60, 'UpdateQueueStatus', { QueueId: id('Sales'), Status: 'ENABLED' });
    expect(await actorOf(token(61 + 13 * 60, 'shirley'), before)).not.toHaveProperty('likely');
  });

  it('who had acted long before anybody asked for access is somebody else', async () => {
    const before = by(STRANGER)(30 * DAY, 'UpdateQueueStatus', { QueueId: id('Sales'), Status: 'ENABLED' });
    expect(await actorOf(token(63, 'shirley'), before)).not.toHaveProperty('likely');
  });

  it('who was deleted is told by whoever did that, and by what they changed, never as emergency access', async () => {
    const deleted = bob(30, 'DeleteUser', { UserId: id(STRANGER) });
    const first = by(STRANGER)(2 * DAY, 'UpdateQueueStatus', { QueueId: id('Sales'), Status: 'ENABLED' });
    const actor = await actorOf(deleted, first, token(63, 'shirley'));
    expect(actor).toMatchObject({
      deleted: true,
      traces: {
        deletedAt: deleted.eventTime,
        deletedBy: 'bob',
        firstChange: first.eventTime,
        lastChange: strange.eventTime,
      },
    });
    expect(actor).not.toHaveProperty('likely');
  });
});

describe('names of what is gone', () => {
  const gone = { QuickConnectId: id('gone') };
  const made = ann(50 * DAY, 'CreateQuickConnect', { Name: 'Old transfers' }, { responseElements: gone });
  const tied = ann(60, 'AssociateQueueQuickConnects', { QueueId: id('Billing'), QuickConnectIds: [id('gone')] });

  it('are looked for in the events that gave them', async () => {
    // The records that a question reads hold no creation of a quick connect; only asking for names does.
    const all = recordSource([made, tied], NOW);
    const find: AnswerDeps['find'] = async (request) => {
      const found = await all.find(request);
      return request.naming ? found : { ...found, facts: [] };
    };
    const learnt: DirectoryFact[] = [];
    const learn = async (facts: readonly DirectoryFact[]) => void learnt.push(...facts);
    const { changes } = await ask('Billing', [], { find, learn });
    expect(changes[0]?.related[0]?.name).toBe('Old transfers');
    expect(learnt.map(({ kind }) => kind)).toContain('named');
  });

  it('that no event gives are no proof that Connect does not know a user', async () => {
    const learnt: DirectoryFact[] = [];
    const learn = async (facts: readonly DirectoryFact[]) => void learnt.push(...facts);
    await ask('since:2h', [movedTo(60, 'somebody unlisted', 'Tier 2')], { learn });
    expect(learnt.filter(({ kind, ref }) => kind === 'not known' && ref.type === 'user')).toEqual([]);
  });

  it('that no event gives either are asked for once', async () => {
    const learnt: DirectoryFact[] = [];
    const learn = async (facts: readonly DirectoryFact[]) => void learnt.push(...facts);
    await ask('Billing', [tied], { learn });
    expect(learnt.filter(({ kind }) => kind === 'not known').map(({ ref }) => ref.id)).toEqual([id('gone')]);
    const { find, requests } = recordSource([tied], NOW);
    await ask('Billing', [], { find, directory: directoryOf([...LISTED, ...learnt]) });
    expect(requests.filter(({ naming }) => naming)).toEqual([]);
  });
});

it('sentences hold no id where a name is known', async () => {
  const { changes } = await ask('Billing', [
    hoursTo(3 * DAY, 'Weekdays'),
    hoursTo(60, 'Weekend'),
    outOfProfile(20, 'Billing', 'Tier 1'),
  ]);
  for (const { sentence } of changes) expect(plainText(sentence)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
});

describe('a person', () => {
  const carl = (name: string) => ({ UserId: id(name) });
  const madeCarl = ann(60 * DAY, 'CreateUser', { Username: 'carl' }, { responseElements: carl('first carl') });
  const byFirst = by('first carl')(50 * DAY, 'UpdateQueueStatus', { QueueId: id('Sales'), Status: 'DISABLED' });

  it('of a login that somebody else had before is both of them', async () => {
    const events = [madeCarl, byFirst, ann(40 * DAY, 'DeleteUser', carl('first carl'))];
    const now = listed('user', 'carl');
    const { changes } = await ask('by:carl', events, { directory: directoryOf([...LISTED, ...now]) });
    expect(told(changes)).toEqual([`direct UpdateQueueStatus ${byFirst.eventTime}`]);
  });

  it('who did nothing in a window may be known elsewhere', async () => {
    const kai = iamUserEvent({ instance: PROD, userName: 'kai', time: minutesAgo(3 * DAY), eventName: 'DeleteQueue' });
    expect((await ask('by:kai since:2h', [kai])).outcome).toBe('nothing');
    const { outcome, coverage } = await ask('by:anm since:2h', [kai]);
    expect([outcome, coverage.notes.join(' ')]).toEqual(['nothing', expect.stringContaining('Nearest: ann.')]);
    expect((await ask('by:kay', [kai])).outcome).toBe('unknown');
  });
});

describe('what is asked for as answers tell it', () => {
  const person = { firstName: 'Ann', lastName: 'Lee' };
  const directory = directoryOf([
    ...LISTED,
    ...listed('user', 'ann').map((fact) => ({ ...fact, person, at: iso(minutesAgo(5)) }) as DirectoryFact),
  ]);
  const changed = ann(60, 'UpdateUserPhoneConfig', { UserId: id('ann'), PhoneConfig: { PhoneType: 'SOFT_PHONE' } });

  it.each([
    ['a user by first and last name', 'Ann Lee', 'ann'],
    ['a thing with its type before its name', 'routing profile Tier 1', 'Tier 1'],
    ['a thing with one of its type’s other words', 'hours of operation Weekend', 'Weekend'],
  ])('finds %s', async (_, question, subject) => {
    const { subjects } = await ask(question, [changed], { directory });
    expect(subjects.map(({ name }) => name)).toEqual([subject]);
  });

  it('prefers what bears the whole name', async () => {
    const more = listed('flow', 'queue Billing');
    const { subjects } = await ask('queue Billing', [], { directory: directoryOf([...LISTED, ...more]) });
    expect(subjects.map(({ ref }) => ref.type)).toEqual(['flow']);
  });

  it('takes an id that nothing is known by for an event’s, if it is one', async () => {
    const { changes, subjects } = await ask(changed.eventID, [changed]);
    expect([told(changes).length, subjects]).toEqual([1, []]);
  });
});

describe('a name', () => {
  const made = (minutes: number, name: string, key: string) =>
    ann(minutes, 'CreateQueue', { Name: name }, { responseElements: { QueueId: id(key) } });
  const gone = (minutes: number, key: string) => ann(minutes, 'DeleteQueue', { QueueId: id(key) });

  it('that many things bore says that they are left out', async () => {
    const smokes = Array.from({ length: 8 }, (_, n) => [
      made(900 - n * 20, 'Smoke', `s${n}`),
      gone(890 - n * 20, `s${n}`),
    ]);
    const directory = directoryOf([...LISTED, ...listed('queue', 'Smoke')]);
    const { coverage } = await ask('Smoke', smokes.flat(), { directory });
    expect(coverage.notes.join(' ')).toContain('8 other things have or had that name');
  });

  it('of which all bearers are gone names what is called so but for capitals', async () => {
    const { coverage } = await ask('billing', [made(900, 'billing', 'old'), gone(800, 'old')]);
    expect(coverage.notes.join(' ')).toContain('with other capitals or accents: Billing.');
  });

  it('that only a later listing shows gives way to what a rename tells, however short the window', async () => {
    const renamed = ann(100, 'UpdateQueueName', { QueueId: id('Billing'), Name: 'Billing' });
    const named = ann(30 * DAY, 'UpdateQueueName', { QueueId: id('Billing'), Name: 'Invoices' });
    const disabled = ann(2 * DAY, 'UpdateQueueStatus', { QueueId: id('Billing'), Status: 'DISABLED' });
    const all = recordSource([renamed, named, disabled], NOW);
    // The records of the window alone hold no rename.
    const find: AnswerDeps['find'] = async (request) => {
      const found = await all.find(request);
      return request.naming ? found : { ...found, facts: [] };
    };
    const today = listed('queue', 'Billing').map((fact) => ({ ...fact, at: iso(NOW) }));
    const { changes } = await ask('Billing on:2026-11-19', [], { find, directory: directoryOf(today) });
    expect(changes.map(({ resource }) => [resource.name, resource.nameNow])).toEqual([['Invoices', 'Billing']]);
  });
});

describe("Connect's last-modified time", () => {
  it('does not agree because something else named the thing then', async () => {
    const out = outOfProfile(100, 'Billing', 'Tier 1');
    const lastModified = async () => iso(minutesAgo(101));
    expect((await ask('Billing', [out], { lastModified })).observation).toBeUndefined();
  });
});
