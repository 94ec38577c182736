import type { Answer } from '../../bot/answer/answer';
import { messageOfAnswer } from '../../bot/answer/answer-message';
import type { Message } from '../../bot/answer/message';
import { answerQuestion } from '../../bot/answer-question';
import type { InstanceRef } from '../../bot/change/resource';
import { directoryOf } from '../../bot/directory/directory';
import type { DirectoryFact } from '../../bot/directory/facts';
import type { CloudTrailRecord } from '../../bot/local/aws/local-account';
import { iamUserEvent, identityCenterEvent, idFrom, roleCallEvent, websiteEvent } from '../../bot/local/aws/records';
import { parseQuery } from '../../bot/query/parse-query';
import { recordSource } from '../support/record-source';

const NOW = new Date('2026-11-21T12:00:00Z');
const instance = (alias: string): InstanceRef => ({
  ...{ id: idFrom(alias), region: 'us-east-1', account: '111122223333', alias },
});
const [PROD, TEST] = [instance('prod'), instance('test')];
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);

const user = (login: string, place: InstanceRef, name: readonly [string, string]): DirectoryFact => ({
  kind: 'listed',
  ref: { service: 'connect', type: 'user', id: idFrom(login), region: place.region, instance: place },
  name: login,
  person: { firstName: name[0], lastName: name[1] },
  at: minutesAgo(100_000).toISOString(),
});
const USERS = [
  user('mjackson', PROD, ['Mateo', 'Jackson']),
  user('mateo.test', TEST, ['Mateo', 'Jackson']),
  user('saanvi', PROD, ['Saanvi', 'Sarkar']),
];

let minutes = 0;
/** What a user of the website did, each a minute before the last. */
const did = (login: string, place: InstanceRef) => {
  minutes += 1;
  return websiteEvent({
    ...{ instance: place, userId: idFrom(login), time: minutesAgo(minutes), eventName: 'UpdateQueueStatus' },
    requestParameters: { QueueId: idFrom('billing'), Status: 'ENABLED' },
  });
};
const doneTo = (login: string, place: InstanceRef, eventName = 'UpdateUserSecurityProfiles', more = {}) => {
  minutes += 1;
  return iamUserEvent({
    ...{ instance: place, userName: 'ci-connect', time: minutesAgo(minutes), eventName },
    requestParameters: { UserId: idFrom(login), ...more },
  });
};
const created = (login: string, id: string, at: number) =>
  iamUserEvent({
    ...{ instance: PROD, userName: 'ci-connect', time: minutesAgo(at), eventName: 'CreateUser' },
    requestParameters: { Username: login, SecurityProfileIds: [idFrom('agent')], RoutingProfileId: idFrom('tier 1') },
    responseElements: { UserId: idFrom(id) },
  });

const MATEO = { did: [did('mjackson', PROD)], doneTo: [doneTo('mjackson', PROD)] };
const MATEO_IN_TEST = { did: [did('mateo.test', TEST)], doneTo: [doneTo('mateo.test', TEST)] };
/** Deleted before anything was listed: the events that made and ended the user are all that tells the login. */
const GONE = {
  did: [did('gone', PROD)],
  doneTo: [created('gone', 'gone', 5000), doneTo('gone', PROD, 'DeleteUser')],
};
/** The same login, given to a second user. */
const SECOND = { did: [did('second gone', PROD)], doneTo: [created('gone', 'second gone', 10)] };
/** Only others' changes name her. */
const SAANVI = {
  did: [did('saanvi', PROD)],
  doneTo: [
    iamUserEvent({
      ...{ instance: PROD, userName: 'ci-connect', time: minutesAgo(300), eventName: 'CreateQuickConnect' },
      requestParameters: {
        Name: 'To Saanvi',
        QuickConnectConfig: {
          QuickConnectType: 'USER',
          UserConfig: { UserId: idFrom('saanvi'), ContactFlowId: idFrom('f') },
        },
      },
      responseElements: { QuickConnectId: idFrom('quick') },
    }),
  ],
};
/** Nothing names this user of the website. */
const STRANGER = { did: [did('stranger', PROD)], doneTo: [] };
const UNSEEN = { did: [did('unseen', PROD)], doneTo: [doneTo('unseen', PROD)] };
const queueMade = { eventName: 'CreateQueue', requestParameters: { Name: 'ann-queue' }, instance: PROD };
const SESSIONS = [
  identityCenterEvent({
    ...{ ...queueMade, time: minutesAgo(200), userName: 'ann@acme.example', permissionSet: 'ConnectAdmin' },
  }),
  roleCallEvent({ ...queueMade, time: minutesAgo(201), holder: { role: 'ConnectAdmin', session: 'ann' } }),
];
const EVENTS = [
  ...[MATEO, MATEO_IN_TEST, GONE, SECOND, SAANVI, STRANGER, UNSEEN].flatMap((all) => [...all.did, ...all.doneTo]),
  ...SESSIONS,
];
const BY_CI = EVENTS.filter((event) => JSON.stringify(event.userIdentity).includes('ci-connect'));

const SLACK_PERSON = { email: 'mateo@acme.example', realName: 'Mateo Jackson' };

const ask = async (typed: string): Promise<Answer> => {
  const { find } = recordSource(EVENTS, NOW);
  const { facts } = await find({ types: [], window: {} });
  const isChanges = typed.startsWith('changes ');
  const parsed = parseQuery(typed.replace(/^changes /, ''), {
    ...{ now: NOW, zone: 'UTC', command: isChanges ? 'changes' : 'who-changed' },
  });
  if (parsed.kind !== 'query') throw new Error(`${typed}: ${JSON.stringify(parsed)}`);
  const answered = await answerQuestion(parsed.query, {
    find,
    directory: directoryOf([...facts, ...USERS]),
    instances: [PROD, TEST],
    slackPerson: async () => SLACK_PERSON,
    now: () => NOW,
  });
  if (answered.kind !== 'answer') throw new Error(answered.mistake.message);
  return answered.answer;
};
const messageOf = (answer: Answer, isChanges = false): Message =>
  messageOfAnswer(answer, { now: NOW, command: isChanges ? 'changes' : '', most: 30 });
const typedIn = ({ lines }: Message): readonly string[] =>
  lines.flatMap(({ pieces }) => pieces.flatMap((piece) => ('code' in piece ? [piece.code.trim()] : [])));
const pressedIn = ({ buttons }: Message): readonly string[] => buttons.map(({ ask: asked }) => asked.trim());
const idsOf = ({ changes }: Answer): readonly string[] => changes.map(({ change }) => change.eventId);

/** What an answer tells, and those that it offers: by what is to be typed, and by buttons. */
const within = async (question: string, offered: (message: Message) => readonly string[]): Promise<Set<string>> => {
  const answer = await ask(question);
  const next = offered(messageOf(answer, question.startsWith('changes ')));
  const answers = await Promise.all(next.map(ask));
  return new Set([answer, ...answers].flatMap(idsOf));
};

const idsIn = (
  ...people: readonly { readonly did: readonly CloudTrailRecord[]; readonly doneTo: readonly CloudTrailRecord[] }[]
) => people.flatMap((person) => [...person.did, ...person.doneTo]).map(({ eventID }) => String(eventID));

describe('What a person did and what was done to their user are both told or one step away,', () => {
  const arn = `arn:aws:connect:us-east-1:111122223333:instance/${PROD.id}/agent/${idFrom('mjackson')}`;

  it.each([
    ['by login', 'mjackson', idsIn(MATEO)],
    ['by login in other capitals', 'MJackson', idsIn(MATEO)],
    ['by login with its type before it', 'user mjackson', idsIn(MATEO)],
    ['by first and last name, in several instances', 'Mateo Jackson', idsIn(MATEO, MATEO_IN_TEST)],
    ['by full name in one of them', 'Mateo Jackson instance:test', idsIn(MATEO_IN_TEST)],
    ['as answers tell the person', 'Mateo Jackson (mjackson)', idsIn(MATEO)],
    ['by id', idFrom('mjackson'), idsIn(MATEO)],
    ['by ARN', arn, idsIn(MATEO)],
    ['in a window', 'mjackson since:2h', idsIn(MATEO)],
    ['where what they did alone lies in the window', 'mjackson since:61s', idsIn({ ...MATEO, doneTo: [] })],
    ['of one who is deleted, and whose login another has', 'gone', idsIn(GONE, SECOND)],
    ['of the deleted one alone, by id', idFrom('gone'), idsIn(GONE)],
    ['of one whom only others’ changes name', 'saanvi', idsIn(SAANVI)],
    ['of a user of the website whom nothing names', idFrom('stranger'), idsIn(STRANGER)],
    ['of one who is known by what was done to them alone', idFrom('unseen'), idsIn(UNSEEN)],
    ['from what they did, by login', 'by:mjackson', idsIn(MATEO)],
    ['from what they did, by full name', 'by:"Mateo Jackson"', idsIn(MATEO, MATEO_IN_TEST)],
    ['from what they did, as answers tell the person', 'by:"Mateo Jackson (mjackson)"', idsIn(MATEO)],
    ['from what they did, by id', `by:${idFrom('mjackson')}`, idsIn(MATEO)],
    ['from what they did, by ARN', `by:${arn}`, idsIn(MATEO)],
    ['from what they did, by a mention in Slack', 'by:<@U0MATEO|mateo>', idsIn(MATEO, MATEO_IN_TEST)],
    ['from everything that they did', 'changes 7d by:mjackson', idsIn(MATEO)],
    ['from one verb alone', 'by:mjackson verb:updated', idsIn(MATEO)],
  ])('%s', async (_, question, ids) => {
    expect([...(await within(question, typedIn))]).toEqual(expect.arrayContaining(ids));
    expect([...(await within(question, pressedIn))]).toEqual(expect.arrayContaining(ids));
  });

  it('and by an id no other who has or had the login', async () => {
    const found = await within(idFrom('gone'), pressedIn);
    expect(idsIn(SECOND).filter((id) => found.has(id))).toEqual([]);
  });
});

describe('A name that no thing has leads to what was changed under it,', () => {
  it.each([
    ['an IAM user', 'ci-connect', BY_CI],
    ['an Identity Center user', 'ann@acme.example', SESSIONS.slice(0, 1)],
    ['a session’s, though a queue’s name begins so', 'ann', SESSIONS.slice(1)],
    ['a role', 'ConnectAdmin', SESSIONS.slice(1)],
    ['an IAM user, by ARN', 'arn:aws:iam::111122223333:user/pipelines/ci-connect', BY_CI],
    ['a session, by ARN', 'arn:aws:sts::111122223333:assumed-role/ConnectAdmin/ann', SESSIONS.slice(1)],
    ['an IAM user, asked for by ARN', 'by:arn:aws:iam::111122223333:user/ci-connect', BY_CI],
  ] as const)('%s', async (_, question, events) => {
    const wanted = events.map(({ eventID }) => String(eventID));
    expect([...(await within(question, typedIn))]).toEqual(expect.arrayContaining(wanted));
    expect([...(await within(question, pressedIn))]).toEqual(expect.arrayContaining(wanted));
  });

  it('and is not told to be unknown', async () => {
    const { outcome, actedAs } = await ask('ci-connect');
    expect([outcome, actedAs]).toEqual([
      'nothing',
      {
        name: 'ci-connect',
        newest: BY_CI.map(({ eventTime }) => eventTime)
          .sort()
          .at(-1),
      },
    ]);
    expect(await ask('nobody-at-all')).toMatchObject({ outcome: 'unknown' });
  });
});

it('A person who is asked for by id is told by name', async () => {
  const message = messageOf(await ask(`by:${idFrom('mjackson')}`));
  expect(JSON.stringify(message.lines[0])).toContain('mjackson');
});
