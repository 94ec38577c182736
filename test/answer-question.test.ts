import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Answer } from '../bot/answer/answer';
import { type AnswerDeps, type Answered, answerQuestion } from '../bot/answer-question';
import { openAccount } from '../bot/aws/account';
import { directoryTableDefinition } from '../bot/aws/directory-table';
import { createLiveAnswerer } from '../bot/aws/live-answerer';
import { openConnect } from '../bot/aws/open-connect';
import { stateTableDefinition } from '../bot/aws/state-table';
import type { ResourceType, Verb } from '../bot/change/catalogue';
import { type Directory, directoryOf } from '../bot/directory/directory';
import type { DirectoryFact } from '../bot/directory/facts';
import { type CloudTrailRecord, localAccount, localInstance } from '../bot/local/aws/local-account';
import { type LocalAwsOptions, startLocalAws } from '../bot/local/aws/local-aws';
import { idFrom, websiteEvent } from '../bot/local/aws/records';
import { startLocalDynamo } from '../bot/local/dynamo';
import { localClients } from '../bot/local/local-clients';
import { trailAnswerer } from '../bot/local/trail-answerer';
import { silentLog } from '../bot/log';
import type { Query, Subject } from '../bot/query/query';
import type { ChangeRequest, ChangeSource } from '../bot/sources/change-source';
import { answersRequest, newestFirst } from '../bot/sources/change-source';
import { addRecord, noRecords } from '../bot/sources/read-records';
import {
  bruteAnswer,
  nameThen,
  type PlainAnswer,
  type PlainQuestion,
  readChanges,
  readThings,
} from './support/brute-force';
import { ANN, EAST, NAMES, NOW, PEOPLE, PROD, polls, type SmallAccount, smallAccount } from './support/small-account';

const now = (): Date => NOW;
const daysAgo = (days: number): string => `${new Date(NOW.getTime() - days * 86_400_000).toISOString().slice(0, 19)}Z`;
const closers: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});

const subjectOf = ({ name, id }: PlainQuestion): Subject =>
  name !== undefined ? { kind: 'name', name } : id !== undefined ? { kind: 'id', id } : { kind: 'everything' };

const queryOf = (question: PlainQuestion): Query => ({
  text: JSON.stringify(question),
  subject: subjectOf(question),
  types: question.type === undefined ? [] : [question.type as ResourceType],
  window: { ...(question.from && { from: question.from }), ...(question.to && { to: question.to }) },
  verbs: question.verb === undefined ? [] : [question.verb as Verb],
  only: question.only === undefined ? [] : [question.only],
  ...(question.by !== undefined && { by: { kind: 'name', name: question.by } }),
  ...(question.instanceId !== undefined && { instance: question.instanceId }),
  ...(question.limit !== undefined && { limit: question.limit }),
});

const answerIn = (answered: Answered): Answer => {
  if (answered.kind !== 'answer') throw new Error(answered.mistake.message);
  return answered.answer;
};
const plainly = ({ outcome, changes, subjects }: Answer): PlainAnswer => ({
  outcome,
  eventIds: changes.map(({ change }) => change.eventId),
  relations: Object.fromEntries(changes.map(({ change, relation }) => [change.eventId, relation])),
  subjects: subjects
    .flatMap(({ ref, deleted }) => (ref.id === undefined ? [] : `${ref.id}${deleted ? ' deleted' : ''}`))
    .sort(),
});

/** Everything that is asked of an account. */
const questionsOf = ({ events }: SmallAccount): readonly PlainQuestion[] => {
  const changes = readChanges(events);
  const names = [...NAMES, '+18005550100', 'ann.lee', 'bob', 'Holiday', 'BILLING', 'Bill', 'Nobody has this'];
  const ids = [...new Set(changes.flatMap(({ id }) => id ?? []))];
  const some: PlainQuestion = { name: 'Billing' };
  return [
    ...names.map((name) => ({ name })),
    ...['queue', 'flow', 'user'].map((type) => ({ name: 'Billing', type })),
    ...ids.map((id) => ({ id })),
    { id: idFrom('nothing') },
    ...PEOPLE.map((by) => ({ by })),
    ...['queue', 'hours-of-operation', 'phone-number', 'user'].map((type) => ({ type })),
    ...['ann.lee', 'ci-connect', 'Mateo'].map((by) => ({ ...some, by })),
    { by: 'bob', type: 'queue' },
    { by: 'nobody.here' },
    ...[some, { by: 'ann.lee' }, {}, { name: '+18005550100' }].flatMap((one) =>
      [PROD.id, EAST.id].map((instanceId) => ({ ...one, instanceId })),
    ),
    ...[some, {}, { by: 'ann.lee' }].map((one) => ({ ...one, from: daysAgo(30) })),
    { ...some, from: daysAgo(40), to: daysAgo(20) },
    ...['create', 'update', 'delete', 'associate', 'release'].map((verb) => ({ verb })),
    ...(['people', 'pipelines', 'failed', 'direct'] as const).map((only) => ({ only })),
    { ...some, only: 'direct' },
    { name: 'Sales', only: 'failed' },
    { limit: 3 },
    { ...some, limit: 1 },
  ];
};

const USERS: readonly DirectoryFact[] = [
  {
    kind: 'listed',
    ref: { service: 'connect', type: 'user', id: ANN.id, region: PROD.region, instance: PROD },
    name: ANN.username,
    at: NOW.toISOString(),
    person: ANN,
  },
];

/** The account's records as a trail lays them out: two Regions, days, unordered, zipped. */
const trailOf = ({ events }: Pick<SmallAccount, 'events'>): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trail-'));
  closers.push(() => rmSync(folder, { recursive: true }));
  const files = new Map<string, CloudTrailRecord[]>();
  for (const event of [...events].reverse()) {
    const day = event.eventTime.slice(0, 10).replaceAll('-', '/');
    const file = path.join(folder, 'AWSLogs', PROD.account, 'CloudTrail', event.awsRegion, day, 'log.json.gz');
    files.set(file, [...(files.get(file) ?? []), event]);
  }
  for (const [file, Records] of files) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, gzipSync(JSON.stringify({ Records })));
  }
  return folder;
};

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('the answers out of a trail, account %i', (seed) => {
  const account = smallAccount(seed);
  const changes = readChanges(account.events);
  const answer = trailAnswerer(trailOf(account), USERS, now);

  it('are those that reading every record gives, to every question', async () => {
    for (const question of questionsOf(account)) {
      const answered = answerIn(await answer(queryOf(question)));
      expect([question, plainly(answered)]).toEqual([question, bruteAnswer(changes, [ANN], question)]);
    }
  });

  it('call each thing what it was called when it was changed', async () => {
    const things = readThings(changes, [ANN]);
    const { changes: told } = answerIn(await answer(queryOf({})));
    const named = told.map(({ change, resource }) => [change.eventId, resource.name]);
    expect(named).toEqual(changes.map((change) => [change.eventId, nameThen(things, change)]));
  });
});

/** The account behind a local AWS, its Connect as the records left it, synced once. */
const liveAccount = async (account: SmallAccount, options: LocalAwsOptions = {}) => {
  const thingsOf = (instance: typeof PROD, kind: string) =>
    account.living
      .filter((thing) => thing.instance === instance && thing.kind === kind)
      .map(({ id, name, lastModified: lastModifiedTime }) => ({ id, name, lastModifiedTime }));
  const instances = [PROD, EAST].map((instance) =>
    localInstance({
      ...instance,
      users: instance === PROD ? [{ ...ANN, lastModifiedTime: '2026-01-01T00:00:00Z' }] : [],
      queues: thingsOf(instance, 'queue'),
      contactFlows: thingsOf(instance, 'flow'),
      routingProfiles: thingsOf(instance, 'routing-profile'),
      hoursOfOperations: thingsOf(instance, 'hours-of-operation'),
      phoneNumbers: thingsOf(instance, 'phone-number'),
    }),
  );
  const held = localAccount({ accountId: PROD.account, events: account.events, instances });
  const noLimit = { perSecond: Number.POSITIVE_INFINITY, burst: 1 };
  const aws = await startLocalAws(held, {
    now,
    callsPerSecond: Number.POSITIVE_INFINITY,
    connectAllowance: noLimit,
    ...options,
  });
  const dynamo = await startLocalDynamo({ directory: directoryTableDefinition, state: stateTableDefinition });
  closers.push(async () => {
    await Promise.all([aws.close(), dynamo.close()]);
  });
  const openedWith = (instances: { readonly instanceIds?: readonly string[] }) =>
    openAccount({
      ...localClients(aws.url),
      dynamo: dynamo.client,
      directoryTable: 'directory',
      stateTable: 'state',
      homeRegion: PROD.region,
      furtherRegions: [EAST.region],
      ...instances,
      connectRate: noLimit,
      paceMs: 0,
      budgetMs: 20_000,
      now,
      log: silentLog,
    });
  const instanceIds = [PROD, EAST].map(
    ({ id, region, account: owner }) => `arn:aws:connect:${region}:${owner}:instance/${id}`,
  );
  const opened = openedWith({ instanceIds });
  await opened.sync();
  const ask = async (question: PlainQuestion): Promise<Answer> => answerIn(await opened.answer(queryOf(question)));
  /** As another process would, and with the instances that Connect lists. */
  const reopen = () => openedWith({});
  return { aws, ask, reopen };
};

describe('the answers out of live CloudTrail', () => {
  it.each([11, 12])('are those that reading every record gives, to every question, account %i', async (seed) => {
    const account = smallAccount(seed);
    const { ask } = await liveAccount(account);
    const changes = readChanges(account.events);
    // What events tell of names is learnt with the first question that no listing answers.
    await ask({ name: 'Nobody has this' });
    for (const question of questionsOf(account)) {
      const answered = await ask(question);
      expect([question, plainly(answered)]).toEqual([question, bruteAnswer(changes, [ANN], question)]);
      expect(answered.coverage.complete).toBe(true);
    }
  });

  it('are the same where reads drown the changes', async () => {
    const small = smallAccount(13);
    const changes = readChanges(small.events);
    const { ask, aws } = await liveAccount({ ...small, events: [...small.events, ...polls(3000)] });
    await ask({ name: 'Nobody has this' });
    for (const question of [{ name: 'Billing', type: 'queue' }, { name: 'Sales', type: 'flow' }, { by: 'ann.lee' }]) {
      expect([question, plainly(await ask(question))]).toEqual([question, bruteAnswer(changes, [ANN], question)]);
    }
    const keys = aws.calls.map(({ input }) => JSON.stringify(input.LookupAttributes ?? null));
    expect(keys.filter((key) => key.includes('EventName')).length).toBeGreaterThan(20);
  });
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
    ['says nothing where the time is not settled yet', [], minutesAgo(29), {}, undefined],
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

  it('of a queue is not told about an attempt to make a flow of that name', async () => {
    const attempt = call(10, 'CreateContactFlow', { Name: 'Billing' }, { errorCode: 'LimitExceededException' });
    const { ask } = asking([attempt, touch(20)], [listed('Billing')]);
    expect(times(answerIn(await ask(byName('Billing'))))).toEqual([iso(minutesAgo(20))]);
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
    expect(everything.coverage.notes).toEqual(['1 change was left out because no record names the instance.']);
    const answer = answerIn(await ask({ instance: 'prod', ...byName('+18005550100') }));
    expect(times(answer)).toEqual([iso(minutesAgo(5))]);
    expect(answer.coverage.notes).toEqual([]);
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
    expect(answer.coverage.notes).toEqual(['1 user is told by id: Connect could not be asked for the name.']);
  });

  it('cost a note where the events that made them cannot be read', async () => {
    const { describeUser } = describing({ [PROD.id]: 'not known' });
    const { find } = sourceOf([touch(5)]);
    const noNames: ChangeSource = (request) => (request.naming ? Promise.reject(new Error('No time.')) : find(request));
    const { ask } = asking([], [listed('Billing')], { describeUser, find: noNames });
    const answer = answerIn(await ask(byName('Billing')));
    expect(answer.outcome).toBe('found');
    expect(answer.coverage.notes).toEqual(['Partial: names of users could not be looked for in events. No time.']);
  });
});

describe('a Connect that denies everything', () => {
  const small = smallAccount(21);
  const expected = bruteAnswer(readChanges(small.events), [], { name: 'Billing' });
  const denies: LocalAwsOptions = {
    faults: ({ service }) => (service === 'connect' ? { kind: 'denied' } : undefined),
  };

  it('costs names and a note, never the answer', async () => {
    const { ask } = await liveAccount(small, denies);
    const answer = await ask({ name: 'Billing' });
    expect(plainly(answer)).toEqual(expected);
    expect(answer.coverage.complete).toBe(true);
  });

  it('leaves the names and instances of earlier listings to the next process', async () => {
    let isDown = false;
    const { reopen } = await liveAccount(small, {
      faults: (call) => (isDown ? denies.faults?.(call) : undefined),
    });
    const before = answerIn(await reopen().answer(queryOf({ name: 'ann.lee' })));
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
      reader: openConnect({ homeRegion: PROD.region, now, connect: clients.connect }),
      table: { load: async () => [], learn: () => Promise.reject(new Error('The table is gone.')) },
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
