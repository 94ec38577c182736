import type { Answer } from '../bot/answer/answer';
import { messageOfAnswer } from '../bot/answer/answer-message';
import { answerToJson } from '../bot/answer/to-json';
import { type AnswerDeps, type Answered, answerQuestion } from '../bot/answer-question';
import { createConnectReader } from '../bot/aws/connect-reader';
import { createLiveAnswerer } from '../bot/aws/live-answerer';
import { openConnect } from '../bot/aws/open-connect';
import { type Directory, directoryOf } from '../bot/directory/directory';
import type { DirectoryFact } from '../bot/directory/facts';
import { type CloudTrailRecord, localAccount } from '../bot/local/aws/local-account';
import { type LocalAwsOptions, startLocalAws } from '../bot/local/aws/local-aws';
import { identityCenterEvent, idFrom, replicaSyncEvent, roleCallEvent, websiteEvent } from '../bot/local/aws/records';
import { localClients } from '../bot/local/local-clients';
import type { Query } from '../bot/query/query';
import type { ChangeRequest, ChangeSource } from '../bot/sources/change-source';
import { answersRequest, newestFirst } from '../bot/sources/change-source';
import { addRecord, noRecords } from '../bot/sources/read-records';
import { ANN, EAST, NOW, PROD } from './support/account/world';
import { answerIn, daysAgo, liveAccount, plainly, queryOf } from './support/account-answers';
import { readAccount } from './support/brute-force/account';
import { bruteAnswer } from './support/brute-force/answer';
import { smallAccount } from './support/small-account';

const now = (): Date => NOW;
const closers: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});

/** One queue's story, told by a source that holds these records, to a directory that knows what is given. */
const QUEUE = idFrom('a queue');
const OTHER = idFrom('another queue');
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const iso = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
const queueRef = (id = QUEUE) =>
  ({ service: 'connect', type: 'queue', id, region: PROD.region, instance: PROD }) as const;
const listed = (name: string, id = QUEUE): DirectoryFact => ({
  kind: 'listed',
  ref: queueRef(id),
  name,
  at: iso(minutesAgo(5 * 1440)),
});
const call = (minutes: number, eventName: string, requestParameters: Record<string, unknown>, over: object = {}) =>
  websiteEvent({ instance: PROD, userId: ANN.id, time: minutesAgo(minutes), eventName, requestParameters, ...over });
const touch = (minutes: number, over: object = {}) =>
  call(minutes, 'UpdateQueueStatus', { QueueId: QUEUE, Status: 'ENABLED' }, over);
const made = (minutes: number, name: string, id: string) =>
  call(minutes, 'CreateQueue', { Name: name }, { responseElements: { QueueId: id } });

const sourceOf = (events: readonly CloudTrailRecord[], complete = true) => {
  const requests: ChangeRequest[] = [];
  const find: ChangeSource = async (request) => {
    requests.push(request);
    const records = noRecords();
    for (const event of events) addRecord(records, event);
    const window = { from: daysAgo(90), to: iso(NOW), ...request.window };
    return {
      changes: newestFirst(records.changes.filter((change) => answersRequest(change, request))),
      facts: records.facts,
      coverage: { ...window, complete, asOf: iso(NOW), sources: [], notes: [] },
    };
  };
  return { find, requests };
};

const asking = (
  events: readonly CloudTrailRecord[],
  facts: readonly DirectoryFact[],
  over: Partial<AnswerDeps> = {},
) => {
  const { find, requests } = sourceOf(events);
  const learnt: DirectoryFact[] = [];
  let directory: Directory = directoryOf(facts);
  const learn = async (more: readonly DirectoryFact[]): Promise<void> => {
    learnt.push(...more);
    directory = directoryOf([...facts, ...learnt]);
  };
  const ask = (question: Partial<Query>): Promise<Answered> =>
    answerQuestion({ ...queryOf({}), ...question }, { find, directory, learn, instances: [PROD], now, ...over });
  return { ask, requests, learnt };
};
const byName = (name: string): Pick<Query, 'subject'> => ({ subject: { kind: 'name', name } });
const times = ({ changes }: Answer): readonly string[] => changes.map(({ change }) => change.time);

describe("Connect's own last-modified time", () => {
  const observed = async (
    events: readonly CloudTrailRecord[],
    lastModified: Date | undefined,
    over: Partial<Query> = {},
    complete = true,
  ) => {
    const { find } = sourceOf(events, complete);
    const lastModifiedOf = async () => (lastModified === undefined ? undefined : lastModified.toISOString());
    const { ask } = asking(events, [listed('Billing'), listed('Sales', OTHER)], { find, lastModified: lastModifiedOf });
    return answerIn(await ask({ ...byName('Billing'), ...over })).observation?.kind;
  };
  const away = (minutes: number, seconds: number): Date => new Date(minutesAgo(minutes).getTime() + seconds * 1000);
  const failed = touch(100, { errorCode: 'AccessDeniedException' });
  const intoProfile = call(50, 'AssociateRoutingProfileQueues', {
    RoutingProfileId: idFrom('profile'),
    QueueConfigs: [{ QueueReference: { QueueId: QUEUE, Channel: 'VOICE' } }],
  });
  const week = { window: { from: daysAgo(7) } };

  it.each([
    ['agrees at the last recorded change', [touch(100)], minutesAgo(100), {}, 'connect agrees'],
    ['agrees two minutes off', [touch(100)], away(100, 120), {}, 'connect agrees'],
    ['agrees before a window without changes', [touch(20000)], minutesAgo(20000), week, 'connect agrees'],
    ['agrees before a window with attempts alone', [touch(20000), failed], minutesAgo(20000), week, 'connect agrees'],
    [
      'agrees at its own last change, though something named it since',
      [touch(100), intoProfile],
      minutesAgo(100),
      {},
      'connect agrees',
    ],
    ['is not recorded more than two minutes off', [touch(100)], away(100, 121), {}, 'not recorded'],
    ['is not recorded where only an attempt is near', [failed], minutesAgo(100), {}, 'not recorded'],
    ['is not recorded where nothing is', [], minutesAgo(31), {}, 'not recorded'],
    ['may be on its way where the time is not settled yet', [], minutesAgo(29), {}, 'not settled'],
    ['says nothing where the window ended before it', [], minutesAgo(100), { window: { to: daysAgo(1) } }, undefined],
    ['says nothing where an older change is near it', [touch(50), touch(100)], minutesAgo(100), {}, undefined],
    ['says nothing before a window with changes', [touch(100)], minutesAgo(20000), week, undefined],
    [
      'says nothing where the change near it lies just outside the window',
      [touch(1441)],
      away(1440, 30),
      { window: { from: iso(minutesAgo(1440)) } },
      undefined,
    ],
    [
      'says nothing where only one person is asked for',
      [],
      minutesAgo(100),
      { by: { kind: 'name', name: 'x' } },
      undefined,
    ],
    ['says nothing where only some verbs are', [], minutesAgo(100), { verbs: ['create'] }, undefined],
    ['says nothing where only some changes are', [], minutesAgo(100), { only: ['direct'] }, undefined],
    ['says nothing where Connect tells no time', [touch(100)], undefined, {}, undefined],
  ] as const)('%s', async (_what, events, lastModified, over, kind) => {
    expect(await observed(events, lastModified, over as Partial<Query>)).toBe(kind);
  });

  it('says nothing where something was cut', async () => {
    expect(await observed([], minutesAgo(100), {}, false)).toBeUndefined();
    expect(await observed([touch(100)], minutesAgo(100), {}, false)).toBeUndefined();
  });

  it('says nothing of several things', async () => {
    const facts = [listed('Billing'), listed('Billing', OTHER)];
    const { ask } = asking([], facts, { lastModified: async () => iso(minutesAgo(100)) });
    expect(answerIn(await ask(byName('Billing')))).not.toHaveProperty('observation');
  });
});

describe('a name', () => {
  const deletion = call(300, 'DeleteQueue', { QueueId: QUEUE });

  it('that only deleted things bear means also what was given it since the last listing', async () => {
    const { ask } = asking(
      [made(400, 'Billing', QUEUE), deletion, made(60, 'Billing', OTHER)],
      [listed('Billing'), { kind: 'deleted', ref: queueRef(), at: deletion.eventTime }],
    );
    const answer = answerIn(await ask(byName('Billing')));
    expect(answer.subjects.map(({ ref, deleted }) => [ref.id, deleted])).toEqual([
      [OTHER, undefined],
      [QUEUE, true],
    ]);
    expect(times(answer)).toEqual([60, 300, 400].map((minutes) => iso(minutesAgo(minutes))));
  });

  it('that one thing bears and, as the records tell, another bore means both', async () => {
    const renamed = call(200, 'UpdateQueueName', { QueueId: OTHER, Name: 'Sales' });
    const { ask } = asking(
      [touch(100), renamed, made(300, 'Billing', OTHER)],
      [listed('Billing'), listed('Sales', OTHER)],
    );
    const answer = answerIn(await ask(byName('Billing')));
    expect(answer.subjects.map(({ ref }) => ref.id).sort()).toEqual([OTHER, QUEUE].sort());
    expect(times(answer)).toEqual([100, 200, 300].map((minutes) => iso(minutesAgo(minutes))));
  });

  it('whose only trace is a failed create is answered with the attempt', async () => {
    const attempt = call(10, 'CreateQueue', { Name: 'Refunds' }, { errorCode: 'LimitExceededException' });
    const { ask } = asking([attempt, touch(20)], [listed('Billing')]);
    const answer = answerIn(await ask(byName('refunds')));
    expect([answer.outcome, times(answer)]).toEqual(['found', [attempt.eventTime]]);
    expect(answerIn(await ask({ ...byName('Refunds'), types: ['flow'] })).outcome).toBe('unknown');
  });

  it('of a queue finds an attempt to make a flow of that name, unless queues are asked for', async () => {
    const attempt = call(10, 'CreateContactFlow', { Name: 'Billing' }, { errorCode: 'LimitExceededException' });
    const { ask } = asking([attempt, touch(20)], [listed('Billing')]);
    expect(times(answerIn(await ask(byName('Billing'))))).toEqual([attempt.eventTime, iso(minutesAgo(20))]);
    expect(times(answerIn(await ask({ ...byName('Billing'), types: ['queue'] })))).toEqual([iso(minutesAgo(20))]);
  });

  it('of more than five things is answered with a choice', async () => {
    const six = ['1', '2', '3', '4', '5', '6'].map((n) => listed('Billing', idFrom(`queue ${n}`)));
    const answer = answerIn(await asking([touch(1)], six).ask(byName('Billing')));
    expect([answer.outcome, answer.choices.length, answer.changes]).toEqual(['ambiguous', 6, []]);
    const five = answerIn(await asking([touch(1)], six.slice(1)).ask(byName('Billing')));
    expect([five.outcome, five.subjects.length]).toEqual(['nothing', 5]);
  });

  it('that nothing bears gives the nearest ones', async () => {
    const answer = answerIn(await asking([], [listed('Billing')]).ask(byName('Biling')));
    expect([answer.outcome, answer.suggestions]).toEqual(['unknown', ['Billing']]);
  });

  it('of a user asks what was done to the user, not by the user', async () => {
    const user = { ...queueRef(ANN.id), type: 'user' } as const;
    const moved = call(10, 'UpdateUserRoutingProfile', { UserId: ANN.id, RoutingProfileId: idFrom('profile') });
    const { ask } = asking([moved, touch(20)], [{ kind: 'listed', ref: user, name: 'ann.lee', at: iso(NOW) }]);
    expect(times(answerIn(await ask(byName('ann.lee'))))).toEqual([moved.eventTime]);
    const by = answerIn(await ask({ by: { kind: 'name', name: 'ann.lee' } }));
    expect(times(by)).toEqual([moved.eventTime, iso(minutesAgo(20))]);
  });
});

describe('an id', () => {
  it('from a console link keeps the type and the instance that the link told', async () => {
    const { ask, requests } = asking([touch(5)], []);
    const subject = { kind: 'id', id: QUEUE, type: 'queue', instanceId: PROD.id } as const;
    expect(times(answerIn(await ask({ subject })))).toEqual([iso(minutesAgo(5))]);
    expect(requests[0]?.targets).toEqual([queueRef()]);
  });

  it('alone is looked for as the type that was asked for beside it', async () => {
    const { ask, requests } = asking([touch(5)], []);
    await ask({ subject: { kind: 'id', id: QUEUE }, types: ['queue', 'flow'] });
    expect(requests[0]?.targets?.map(({ type }) => type)).toEqual(['queue', 'flow']);
  });

  it('of an ARN keeps the service of the ARN', async () => {
    const { ask, requests } = asking([], []);
    const arn = 'arn:aws:lex:eu-west-2:111122223333:bot/ABCDEFGHIJ';
    const subject = { kind: 'arn', arn, id: 'ABCDEFGHIJ', type: 'lex-bot', region: 'eu-west-2', account: '1' } as const;
    await ask({ subject });
    expect(requests[0]?.targets).toEqual([{ service: 'lex', type: 'lex-bot', id: 'ABCDEFGHIJ', region: 'eu-west-2' }]);
  });
});

describe('a person', () => {
  const user = (id: string, name: string, person?: object): DirectoryFact => ({
    kind: 'listed',
    ref: { ...queueRef(id), type: 'user' },
    name,
    at: iso(NOW),
    ...(person && { person }),
  });
  const by = (name: string): Partial<Query> => ({ by: { kind: 'name', name } });

  it.each(['ann.lee', 'ANN.LEE', 'Ann Lee', 'lee ann', 'ANN  LEE', 'Änn Lée'])('is found as %s', async (name) => {
    const { ask } = asking([touch(5)], [user(ANN.id, 'ann.lee', { firstName: 'Ann', lastName: 'Lee' })]);
    expect(answerIn(await ask(by(name))).outcome).toBe('found');
  });

  it.each(['山田 太郎', '山田太郎', '太郎 山田'])('is found as %s', async (name) => {
    const { ask } = asking([touch(5)], [user(ANN.id, 'taro', { firstName: '太郎', lastName: '山田' })]);
    expect(answerIn(await ask(by(name))).outcome).toBe('found');
  });

  it('who came and went between two listings is found by the events that made the user', async () => {
    const created = call(90, 'CreateUser', { Username: 'bob' }, { responseElements: { UserId: idFrom('bob') } });
    const change = websiteEvent({
      instance: PROD,
      userId: idFrom('bob'),
      time: minutesAgo(10),
      eventName: 'UpdateQueueStatus',
      requestParameters: { QueueId: QUEUE },
    });
    const { ask, requests } = asking([created, change, touch(5)], []);
    expect(times(answerIn(await ask(by('bob'))))).toEqual([change.eventTime]);
    expect(requests[0]).toMatchObject({ naming: true, types: ['user'] });
  });

  it('who is not known gives the nearest ones', async () => {
    const { ask } = asking([], [user(ANN.id, 'ann.lee')]);
    const answer = answerIn(await ask(by('ann.leee')));
    expect([answer.outcome, answer.suggestions]).toEqual(['unknown', ['ann.lee']]);
  });
});

describe('an instance', () => {
  it('that is not known is a mistake that names those that are', async () => {
    const answered = await asking([], []).ask({ instance: 'sydney' });
    expect(answered).toEqual({
      kind: 'mistake',
      mistake: { message: 'No instance is called “sydney”. The instances are: prod.', token: 'sydney' },
    });
  });

  it.each(['prod', 'PROD', PROD.id, `arn:aws:connect:us-east-1:111122223333:instance/${PROD.id}`])(
    'is known as %s',
    async (instance) => {
      const { ask } = asking([touch(5)], [listed('Billing')]);
      expect(times(answerIn(await ask({ instance })))).toHaveLength(1);
    },
  );

  it('is known by an alias that only an earlier listing told', async () => {
    const { alias: _none, ...unnamed } = PROD;
    const { ask } = asking([touch(5)], [listed('Billing')], { instances: [unnamed] });
    expect(times(answerIn(await ask({ instance: 'prod' })))).toHaveLength(1);
  });

  it('is taken by its id where Connect could not list any', async () => {
    const { ask } = asking([touch(5)], [], { instances: [] });
    expect(times(answerIn(await ask({ instance: PROD.id })))).toHaveLength(1);
    expect((await ask({ instance: 'prod' })).kind).toBe('mistake');
  });

  it('has also those changes that do not name it, of what is known to be in it; the others are counted', async () => {
    const [ours, foreign] = [idFrom('our number'), idFrom('a number')];
    const release = (minutes: number, id: string): CloudTrailRecord => {
      const record = call(minutes, 'ReleasePhoneNumber', { PhoneNumberId: id });
      return { ...record, requestParameters: { PhoneNumberId: id } };
    };
    const number = { ...queueRef(ours), type: 'phone-number' } as const;
    const facts: DirectoryFact[] = [{ kind: 'listed', ref: number, name: '+18005550100', at: daysAgo(3) }];
    const { ask } = asking([release(5, ours), release(6, foreign)], facts);
    const everything = answerIn(await ask({ instance: 'prod' }));
    expect(times(everything)).toEqual([iso(minutesAgo(5))]);
    expect(everything.coverage.notes).toEqual([
      '1 change was left out because no record that was read tells which instance it was in.',
    ]);
    const answer = answerIn(await ask({ instance: 'prod', ...byName('+18005550100') }));
    expect(times(answer)).toEqual([iso(minutesAgo(5))]);
    expect(answer.coverage.notes).toEqual([]);
  });
});

describe('what Global Resiliency repeats in another Region', () => {
  const synced = (minutes: number, eventName: string, set: Record<string, unknown>, seconds = 9) =>
    replicaSyncEvent({
      instance: { ...PROD, region: 'eu-west-2' },
      time: new Date(minutesAgo(minutes).getTime() + seconds * 1000),
      eventName,
      requestParameters: set,
    });
  const most = (minutes: number, MaxContacts: number) =>
    call(minutes, 'UpdateQueueMaxContacts', { QueueId: QUEUE, MaxContacts });
  const copyOfMost = (minutes: number, MaxContacts: number, seconds?: number) =>
    synced(minutes, 'UpdateQueueMaxContacts', { QueueId: QUEUE, MaxContacts }, seconds);

  it('brings back no value that was replaced since', async () => {
    const { ask } = asking([most(9, 1), most(8, 2), copyOfMost(9, 1, 90), most(7, 3)], [listed('Billing')]);
    const [newest] = answerIn(await ask(byName('Billing'))).changes;
    expect(newest?.fields).toMatchObject([{ field: 'MaxContacts', from: { kind: 'value', value: 2 } }]);
  });

  it('is told of no window that begins between the change and its copy', async () => {
    const { ask } = asking([most(9, 1), copyOfMost(9, 1)], [listed('Billing')]);
    const from = iso(new Date(minutesAgo(9).getTime() + 5000));
    expect(answerIn(await ask({ ...byName('Billing'), window: { from } })).outcome).toBe('nothing');
  });

  it('is told with the change to whoever asks by person', async () => {
    const copy = copyOfMost(9, 1);
    const { ask } = asking([most(9, 1), copy], [listed('Billing')]);
    const [only] = answerIn(await ask({ by: { kind: 'name', name: ANN.id } })).changes;
    expect(only?.copies).toEqual([{ eventId: copy.eventID, region: 'eu-west-2' }]);
  });

  it('is not what deleted a user', async () => {
    const ghost = idFrom('ghost');
    const byGhost = websiteEvent({ instance: PROD, userId: ghost, time: minutesAgo(9), eventName: 'DeleteQueue' });
    const gone = call(5, 'DeleteUser', { UserId: ghost });
    const { ask } = asking([byGhost, gone, synced(5, 'DeleteUser', { UserId: ghost })], []);
    const [told] = answerIn(await ask({ by: { kind: 'name', name: ghost } })).changes;
    expect(told?.actor.traces).toMatchObject({ deletedAt: gone.eventTime, deletedBy: expect.stringContaining(ANN.id) });
  });

  it('happened near nothing', async () => {
    const hours = idFrom('hours');
    const set = call(9, 'UpdateQueueHoursOfOperation', { QueueId: QUEUE, HoursOfOperationId: hours });
    const times = { HoursOfOperationId: hours, TimeZone: 'Asia/Tokyo' };
    const changed = call(8, 'UpdateHoursOfOperation', times);
    const { ask } = asking([set, changed, synced(8, 'UpdateHoursOfOperation', times)], [listed('Billing')]);
    const { nearby } = answerIn(await ask(byName('Billing')));
    expect(nearby.map(({ change }) => change.eventId)).toEqual([changed.eventID]);
  });
});

describe('what was there before', () => {
  const number = idFrom('a number');
  const main = idFrom('main');
  const points = (minutes: number, by: string) =>
    websiteEvent({
      instance: PROD,
      userId: by,
      time: minutesAgo(minutes),
      eventName: 'AssociatePhoneNumberContactFlow',
      requestParameters: { PhoneNumberId: number, ContactFlowId: main },
    });

  it('counts what somebody else took away by a call that names no value', async () => {
    const freed = call(8, 'DisassociatePhoneNumberContactFlow', { PhoneNumberId: number });
    const { ask } = asking([points(9, ANN.id), freed, points(7, idFrom('bob'))], []);
    const [told] = answerIn(await ask({ by: { kind: 'name', name: idFrom('bob') } })).changes;
    expect(told?.fields).toMatchObject([{ field: 'ContactFlowId', from: { kind: 'none' } }]);
  });

  it('is not known of a queue that was made and changed in one second, whatever the ids of the events', async () => {
    const most = (minutes: number, MaxContacts: number, eventId: string) =>
      call(minutes, 'UpdateQueueMaxContacts', { QueueId: QUEUE, MaxContacts }, { eventId });
    const created = call(
      9,
      'CreateQueue',
      { Name: 'Billing', MaxContacts: 1 },
      { responseElements: { QueueId: QUEUE }, eventId: 'b' },
    );
    const { ask } = asking([most(9, 2, 'a'), created, most(8, 3, 'c')], []);
    const [newest] = answerIn(await ask(byName('Billing'))).changes;
    expect(newest?.fields).toMatchObject([{ from: { kind: 'not known', because: 'not recorded' } }]);
  });

  it('is what was there before the second, to each of two changes in it', async () => {
    const most = (minutes: number, MaxContacts: number) =>
      call(minutes, 'UpdateQueueMaxContacts', { QueueId: QUEUE, MaxContacts });
    const { ask } = asking([most(9, 1), most(8, 2), most(8, 3)], [listed('Billing')]);
    const { changes } = answerIn(await ask(byName('Billing')));
    expect(changes.slice(0, 2).map(({ fields }) => fields[0]?.from)).toEqual([
      { kind: 'value', value: 1 },
      { kind: 'value', value: 1 },
    ]);
  });

  it('was hidden where AWS hid the whole object', async () => {
    const config = (minutes: number, OutboundCallerConfig: unknown) =>
      call(minutes, 'UpdateQueueOutboundCallerConfig', { QueueId: QUEUE, OutboundCallerConfig });
    const { ask } = asking([config(9, '***'), config(8, { OutboundCallerIdName: 'Help' })], [listed('Billing')]);
    const [newest] = answerIn(await ask(byName('Billing'))).changes;
    expect(newest?.fields).toMatchObject([{ from: { kind: 'not known', because: 'hidden' } }]);
  });

  it('tells who took away a thing that is known by its id alone', async () => {
    const give = (minutes: number, id: string) =>
      call(minutes, 'UpdateUserSecurityProfiles', { UserId: idFrom('bob'), SecurityProfileIds: [id] });
    const taking = give(8, idFrom('agent'));
    const { ask } = asking([give(9, idFrom('admin')), taking], []);
    const subject = { kind: 'id', id: idFrom('admin') } as const;
    const asked = answerIn(await ask({ subject })).changes;
    expect(asked.map(({ change, relation }) => [change.time, relation])).toEqual([
      [taking.eventTime, 'indirect'],
      [iso(minutesAgo(9)), 'indirect'],
    ]);
    const since = answerIn(await ask({ subject, window: { from: taking.eventTime } }));
    expect(times(since)).toEqual([taking.eventTime]);
  });
});

describe('an attempt', () => {
  it('to rename a thing gives it no name', async () => {
    const attempt = call(
      9,
      'UpdateQueueName',
      { QueueId: QUEUE, Name: 'Sales' },
      { errorCode: 'AccessDeniedException' },
    );
    const [told] = answerIn(await asking([attempt], []).ask({})).changes;
    expect(told?.resource.name).toBeUndefined();
  });

  it('to make another queue of the name is about the name, whatever else it holds', async () => {
    const profile = {
      service: 'connect',
      type: 'routing-profile',
      id: idFrom('p'),
      region: PROD.region,
      instance: PROD,
    };
    const facts = [listed('Sales'), { ...listed('Sales'), ref: profile } as DirectoryFact];
    const QueueConfigs = [{ QueueReference: { QueueId: QUEUE, Channel: 'VOICE' }, Priority: 1, Delay: 0 }];
    const { ask } = asking([call(9, 'CreateRoutingProfile', { Name: 'Sales', QueueConfigs })], facts);
    const { changes } = answerIn(await ask(byName('Sales')));
    expect(changes.map(({ relation }) => relation)).toEqual(['direct']);
  });
});

describe('a user', () => {
  it('has not near it who else was moved into the same routing profile', async () => {
    const move = (minutes: number, id: string) =>
      call(minutes, 'UpdateUserRoutingProfile', { UserId: id, RoutingProfileId: idFrom('profile') });
    const user = { ...listed('bob', idFrom('bob')), ref: { ...queueRef(idFrom('bob')), type: 'user' } } as const;
    const { ask } = asking([move(9, idFrom('bob')), move(8, idFrom('eve'))], [user]);
    expect(answerIn(await ask(byName('bob'))).nearby).toEqual([]);
  });
});

describe('users whom nothing names', () => {
  const describing = (answers: Readonly<Record<string, 'not known' | { username: string } | undefined>>) => {
    const calls: string[] = [];
    const describeUser: NonNullable<AnswerDeps['describeUser']> = async ({ id }) => {
      calls.push(id);
      return answers[id];
    };
    return { describeUser, calls };
  };

  it('are asked for once, and that Connect does not know them is remembered', async () => {
    const { describeUser, calls } = describing({ [PROD.id]: 'not known' });
    const { ask, learnt } = asking([touch(5), touch(6)], [listed('Billing')], { describeUser });
    await ask(byName('Billing'));
    await ask(byName('Billing'));
    expect(calls).toEqual([PROD.id]);
    expect(learnt.filter(({ kind }) => kind === 'not known')).toMatchObject([{ ref: { type: 'user', id: ANN.id } }]);
  });

  it('are named by the events that made them where Connect no longer knows them', async () => {
    const { describeUser } = describing({ [PROD.id]: 'not known' });
    const created = call(2000, 'CreateUser', { Username: 'ann.lee' }, { responseElements: { UserId: ANN.id } });
    const { ask } = asking([touch(5), created], [listed('Billing')], { describeUser });
    const [change] = answerIn(await ask(byName('Billing'))).changes;
    expect(change?.actor.label).toBe('ann.lee');
  });

  it('are looked for in every instance of the Region where the record names none', async () => {
    const { describeUser, calls } = describing({ [PROD.id]: 'not known', [idFrom('second')]: { username: 'ann.lee' } });
    const second = { ...PROD, id: idFrom('second'), alias: 'second' };
    const record = call(5, 'ReleasePhoneNumber', { PhoneNumberId: idFrom('number') });
    const release = { ...record, requestParameters: { PhoneNumberId: idFrom('number') } };
    const { ask } = asking([release], [], { describeUser, instances: [PROD, second] });
    const [change] = answerIn(await ask({})).changes;
    expect([calls, change?.actor.label]).toEqual([[PROD.id, second.id], 'ann.lee']);
  });

  it('cost a note, never the answer, where Connect may not be asked', async () => {
    const { describeUser } = describing({});
    const { ask } = asking([touch(5)], [listed('Billing')], { describeUser });
    const answer = answerIn(await ask(byName('Billing')));
    expect(answer.outcome).toBe('found');
    expect(answer.coverage.notes).toContain('1 user is told by id: Connect could not be asked for the name.');
  });

  it('cost a note where the events that made them cannot be read', async () => {
    const { describeUser } = describing({ [PROD.id]: 'not known' });
    const { find } = sourceOf([touch(5)]);
    const noNames: ChangeSource = (request) => (request.naming ? Promise.reject(new Error('No time.')) : find(request));
    const { ask } = asking([], [listed('Billing')], { describeUser, find: noNames });
    const answer = answerIn(await ask(byName('Billing')));
    expect(answer.outcome).toBe('found');
    expect(answer.coverage.notes).toContain('Partial: names of users could not be looked for in events. No time.');
  });
});

describe('a Connect that denies everything', () => {
  const small = smallAccount(21);
  const expected = bruteAnswer(readAccount(small.events, []), { name: 'Billing' });
  const denies: LocalAwsOptions = {
    faults: ({ service }) => (service === 'connect' ? { kind: 'denied' } : undefined),
  };

  it('costs names and a note, never the answer', async () => {
    const { ask, close } = await liveAccount(small, denies);
    closers.push(close);
    const answer = await ask({ name: 'Billing' });
    expect(plainly(answer)).toEqual(expected);
    expect(answer.coverage.complete).toBe(true);
  });

  it('leaves the names and instances of earlier listings to the next process', async () => {
    let isDown = false;
    const { reopen, close } = await liveAccount(small, {
      faults: (call) => (isDown ? denies.faults?.(call) : undefined),
    });
    closers.push(close);
    const before = answerIn(await reopen().answer(queryOf({ name: 'ann.lee', instanceId: PROD.id })));
    isDown = true;
    const after = answerIn(await reopen().answer(queryOf({ name: 'ann.lee', instanceId: PROD.alias })));
    expect(before.subjects.map(({ ref }) => ref.id)).toEqual([ANN.id]);
    expect(plainly(after)).toEqual(plainly(before));
    expect(before.coverage.notes.join(' ')).not.toMatch(/Connect could not be asked for its instances/);
    expect(after.coverage.notes.join(' ')).toMatch(/Connect could not be asked for its instances/);
  });

  it('costs nothing but the names where what was learnt cannot be kept', async () => {
    const account = localAccount({ accountId: PROD.account, events: small.events });
    const aws = await startLocalAws(account, { now, callsPerSecond: Number.POSITIVE_INFINITY });
    closers.push(() => aws.close());
    const clients = localClients(aws.url);
    const warnings: string[] = [];
    const ask = createLiveAnswerer({
      reader: createConnectReader(openConnect({ homeRegion: PROD.region, now, connect: clients.connect })),
      table: {
        load: async () => [],
        learntSince: async () => [],
        learn: () => Promise.reject(new Error('The table is gone.')),
        lastWhole: async () => [],
      },
      cloudTrail: clients.cloudTrail,
      pacer: () => ({ reserve: async () => {}, throttled: async () => {} }),
      regions: [PROD.region, EAST.region],
      budgetMs: 20_000,
      now,
      log: (_level, message) => warnings.push(message),
    });
    expect(plainly(answerIn(await ask(queryOf({ name: 'Billing' }))))).toEqual(expected);
    expect(warnings).toContain('What the records told of names could not be kept');
  });
});

describe('what one Region alone does not know', () => {
  const replica = { ...PROD, region: 'eu-west-2' };
  const repeated = (
    minutes: number,
    eventName: string,
    requestParameters: Record<string, unknown>,
    over: object = {},
  ) => replicaSyncEvent({ instance: replica, time: minutesAgo(minutes), eventName, requestParameters, ...over });

  it('is that a thing, made there too, was renamed and deleted here', async () => {
    const copy = repeated(8.9, 'CreateQueue', { Name: 'Billing' }, { responseElements: { QueueId: QUEUE } });
    const renamed = call(7, 'UpdateQueueName', { QueueId: QUEUE, Name: 'Sales' });
    const events = [made(9, 'Billing', QUEUE), copy, renamed, call(5, 'DeleteQueue', { QueueId: QUEUE })];
    const { facts } = await sourceOf(events).find({ types: [], window: {} });
    expect(answerIn(await asking(events, facts).ask(byName('Billing'))).subjects).toMatchObject([
      { name: 'Sales', deleted: true },
    ]);
  });

  it('is what a thing was called that only the replica deleted', async () => {
    const events = [made(900, 'Billing', QUEUE), repeated(5, 'DeleteQueue', { QueueId: QUEUE })];
    const { facts } = await sourceOf(events).find({ types: [], window: {} });
    expect(answerIn(await asking(events, facts).ask({})).changes[0]?.resource.name).toBe('Billing');
  });
});

it('what was there before is not known after a kind of change that no catalogue has, whoever made it', async () => {
  const most = (MaxContacts: number) => ({ QueueId: QUEUE, MaxContacts });
  const byBob = websiteEvent({
    instance: PROD,
    userId: idFrom('bob'),
    time: minutesAgo(7),
    eventName: 'UpdateQueueMaxContacts',
    requestParameters: most(3),
  });
  const events = [call(9, 'UpdateQueueMaxContacts', most(1)), call(8, 'ReassignQueueOwner', { QueueId: QUEUE }), byBob];
  const [told] = answerIn(await asking(events, []).ask({ by: { kind: 'name', name: idFrom('bob') } })).changes;
  expect(told?.fields).toMatchObject([{ from: { kind: 'not known', because: 'not recorded' } }]);
});

describe('people and pipelines', () => {
  const byRole = (minutes: number, session: string, over: object = {}) =>
    roleCallEvent({
      ...{ instance: PROD, time: minutesAgo(minutes), eventName: 'UpdateQueueStatus', ...over },
      ...{ requestParameters: { QueueId: QUEUE, Status: 'ENABLED' }, holder: { role: 'ConnectAdmin', session } },
    });
  const events = [touch(50), byRole(40, 'jane.doe'), byRole(30, 'GitHubActions')];
  const askFor = async (only: Query['only']): Promise<Answer> => {
    const answered = await asking(events, [listed('Billing')]).ask({
      ...{ subject: { kind: 'everything' }, window: { from: iso(minutesAgo(60)) }, only },
    });
    if (answered.kind !== 'answer') throw new Error(answered.kind);
    return answered.answer;
  };
  const actsIn = ({ changes }: Answer) => changes.map(({ change }) => change.acts);

  it('are told apart, and what may be either’s is left out of neither', async () => {
    expect(actsIn(await askFor([]))).toEqual(['pipeline', 'unknown', 'person']);
    expect(actsIn(await askFor(['people']))).toEqual(['unknown', 'person']);
    expect(actsIn(await askFor(['pipelines']))).toEqual(['pipeline', 'unknown']);
  });

  it('are told apart in the line and for programs', async () => {
    const answer = await askFor(['people']);
    const { lines } = messageOfAnswer(answer, { now: NOW, command: '/connect-changes', most: 30 });
    const said = JSON.stringify(lines);
    expect(said.match(/CLI or SDK, person or pipeline not known/g)).toHaveLength(1);
    const json = JSON.parse(JSON.stringify(answerToJson(answer))) as { changes: { actor: { acts: string } }[] };
    expect(json.changes.map(({ actor }) => actor.acts)).toEqual(['unknown', 'person']);
  });
});

describe('what is asked for by an id that nothing names', () => {
  const ROUTING = idFrom('a routing profile');
  const takesOut = call(9, 'DisassociateRoutingProfileQueues', {
    RoutingProfileId: ROUTING,
    QueueReferences: [{ QueueId: QUEUE, Channel: 'VOICE' }],
  });
  const edgeOf = (answer: Answer): string => {
    const { lines } = messageOfAnswer(answer, { now: NOW, command: '/connect-changes', most: 30 });
    const edge = lines.filter(({ role }) => role === 'edge');
    return edge.flatMap(({ pieces }) => pieces.flatMap((piece) => Object.values(piece).join(''))).join('');
  };
  const askFor = async (id: string, events: readonly CloudTrailRecord[]): Promise<Answer> =>
    answerIn(await asking(events, []).ask({ subject: { kind: 'id', id } }));

  it.each<[string, string, readonly CloudTrailRecord[], string]>([
    ['that were made to it', QUEUE.toUpperCase(), [touch(50), touch(40)], 'queue'],
    ['that only name it', QUEUE, [takesOut], 'queue'],
    ['of something of another type', ROUTING, [takesOut], 'routing-profile'],
  ])('is of the type that the changes state: %s', async (_which, id, events, type) => {
    const { subjects } = await askFor(id, events);
    expect(subjects.map(({ ref }) => ref)).toEqual([
      { service: 'connect', type, id: id.toLowerCase(), region: PROD.region, instance: expect.anything() },
    ]);
  });

  it('is called so in the last line', async () => {
    expect(edgeOf(await askFor(QUEUE, [touch(50)]))).toMatch(new RegExp(`^Queue ${QUEUE}`, 'i'));
  });

  it('stays of no type where no change states one', async () => {
    expect((await askFor(QUEUE, [])).subjects.map(({ ref }) => ref.type)).toEqual(['unknown']);
  });
});

describe('a person of Identity Center', () => {
  const event = identityCenterEvent({
    ...{ instance: PROD, time: minutesAgo(40), eventName: 'UpdateQueueStatus' },
    requestParameters: { QueueId: QUEUE, Status: 'ENABLED' },
    ...{ userName: 'ann@acme.example', permissionSet: 'Connect_Admin' },
  });
  const ask = async (subject: Partial<Query>): Promise<Answer> =>
    answerIn(await asking([event], [listed('Billing')]).ask(subject));

  it.each(['ann@acme.example', 'Connect_Admin', 'connect_admin'])(
    'is found by all that the line says of who it was: %s',
    async (name) => {
      const answer = await ask({ subject: { kind: 'everything' }, by: { kind: 'name', name } });
      expect(answer.changes.map(({ actor }) => actor.label)).toEqual(['ann@acme.example (Connect_Admin)']);
    },
  );

  it('is offered to who asks for the permission set without by:', async () => {
    const { actedAs } = await ask({ subject: { kind: 'name', name: 'Connect_Admin' } });
    expect(actedAs).toEqual({ name: 'Connect_Admin', newest: iso(minutesAgo(40)) });
  });
});

describe('whom a record names behind the actor', () => {
  const delegated = roleCallEvent({
    ...{ instance: PROD, time: minutesAgo(40), eventName: 'UpdateQueueStatus' },
    requestParameters: { QueueId: QUEUE, Status: 'ENABLED' },
    holder: {
      ...{ role: 'Vendor', session: 's' },
      identity: { invokedByDelegate: { accountId: '444455556666' }, onBehalfOf: { userId: 'u-1' } },
    },
  });
  const askBy = async (name: string) => {
    const answered = await asking([delegated], [listed('Billing')]).ask({
      ...{ subject: { kind: 'everything' }, by: { kind: 'name', name } },
    });
    return answered.kind === 'answer' ? answered.answer : undefined;
  };

  it('is found by what the record calls them', async () => {
    for (const name of ['Vendor', '444455556666', 'U-1']) expect((await askBy(name))?.changes).toHaveLength(1);
    expect((await askBy('555566667777'))?.changes).toHaveLength(0);
  });

  it('stands in the line, and for programs', async () => {
    const answer = await askBy('444455556666');
    if (answer === undefined) throw new Error('There is no answer.');
    const { lines } = messageOfAnswer(answer, { now: NOW, command: '/connect-changes', most: 30 });
    const said = lines.map(({ pieces }) => pieces.map((piece) => Object.values(piece).join('')).join('')).join('');
    expect(said).toContain('product provider of AWS account 444455556666');
    const [change] = answerToJson(answer).changes;
    expect(change?.actor.beside).toEqual([
      { kind: 'delegate', id: '444455556666' },
      { kind: 'on behalf of', id: 'u-1' },
    ]);
  });
});

describe('a login that two people had, one after the other', () => {
  const BOSS = idFrom('boss');
  const [FIRST, SECOND] = [idFrom('the first jdoe'), idFrom('the second jdoe')];
  const byUser = (userId: string, minutes: number, eventName: string, requestParameters: object, over: object = {}) =>
    websiteEvent({
      ...{ instance: PROD, userId, time: minutesAgo(minutes), eventName, ...over },
      requestParameters: { ...requestParameters },
    });
  const makes = (id: string, minutes: number) =>
    byUser(BOSS, minutes, 'CreateUser', { Username: 'jdoe' }, { responseElements: { UserId: id } });
  const ends = (id: string, minutes: number) => byUser(BOSS, minutes, 'DeleteUser', { UserId: id });
  const touches = (userId: string, minutes: number, Status: string) =>
    byUser(userId, minutes, 'UpdateQueueStatus', { QueueId: QUEUE, Status });
  const events = [
    ...[makes(FIRST, 90), touches(FIRST, 80, 'DISABLED'), ends(FIRST, 70)],
    ...[makes(SECOND, 60), touches(SECOND, 50, 'ENABLED')],
  ];
  const deletedAt = iso(minutesAgo(70));
  const EARLIER = `the earlier jdoe (deleted ${deletedAt.slice(0, 10)} ${deletedAt.slice(11, 16)} UTC)`;
  const answerTo = async (records: readonly CloudTrailRecord[], question: Partial<Query>): Promise<Answer> => {
    const answered = await asking(records, [listed('Billing')]).ask(question);
    if (answered.kind !== 'answer') throw new Error(answered.kind);
    return answered.answer;
  };
  const byJdoe = { subject: { kind: 'everything' }, by: { kind: 'name', name: 'jdoe' } } as const;
  const actorsOf = ({ changes }: Answer) => changes.map(({ actor }) => actor.label);

  it('tells them apart, whether or not both are gone', async () => {
    expect(actorsOf(await answerTo(events, byJdoe))).toEqual(['jdoe', EARLIER]);
    expect(actorsOf(await answerTo([...events, ends(SECOND, 40)], byJdoe))).toEqual(['jdoe', EARLIER]);
  });

  it('says that both were found, and finds the earlier by what an answer calls them', async () => {
    const { coverage } = await answerTo(events, byJdoe);
    expect(coverage.notes.join()).toContain(`2 users had the login jdoe, one after the other: jdoe and ${EARLIER}.`);
    const earlier = await answerTo(events, { ...byJdoe, by: { kind: 'name', name: EARLIER } });
    expect(actorsOf(earlier)).toEqual([EARLIER]);
    // One of them, asked for alone, had it; nothing is to be said of two.
    const byId = await answerTo(events, { ...byJdoe, by: { kind: 'name', name: FIRST } });
    expect([earlier, byId].map((answer) => answer.coverage.notes.join()).join()).not.toContain('had the login');
  });

  it('tells apart the users themselves', async () => {
    const { changes, subjects } = await answerTo(events, { subject: { kind: 'name', name: 'jdoe' } });
    const told = changes.map(({ deed }) => deed.map((piece) => ('name' in piece ? piece.name : piece.words)).join(''));
    expect(told).toEqual([
      'created user jdoe',
      'deleted user jdoe (the earlier of that login)',
      `created user jdoe (the earlier of that login, deleted ${EARLIER.slice(-21)}`,
    ]);
    expect(subjects.map(({ earlier }) => earlier)).toContainEqual({ deletedAt });
  });

  it('says nothing of it where the other is of another instance, or it is one user seen twice', async () => {
    const elsewhere = { ...PROD, id: idFrom('elsewhere') };
    const other = websiteEvent({
      ...{ instance: elsewhere, userId: BOSS, time: minutesAgo(60), eventName: 'CreateUser' },
      ...{ requestParameters: { Username: 'jdoe' }, responseElements: { UserId: SECOND } },
    });
    const first = [makes(FIRST, 90), touches(FIRST, 80, 'DISABLED')];
    expect(actorsOf(await answerTo([...first, other], byJdoe))).toEqual(['jdoe']);
    expect(actorsOf(await answerTo([...first, makes(FIRST, 60)], byJdoe))).toEqual(['jdoe']);
  });
});
