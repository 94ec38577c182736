import type { Answer } from '../../bot/answer/answer';
import { messageOfAnswer } from '../../bot/answer/answer-message';
import { answerQuestion } from '../../bot/answer-question';
import type { InstanceRef } from '../../bot/change/resource';
import { directoryOf } from '../../bot/directory/directory';
import type { DirectoryFact } from '../../bot/directory/facts';
import { type CallParts, eventBy, idFrom } from '../../bot/local/aws/records';
import { terminalText } from '../../bot/local/terminal';
import { parseQuery } from '../../bot/query/parse-query';
import { recordSource } from '../support/record-source';

const NOW = new Date('2026-11-21T12:00:00Z');
const instance = (alias: string, region = 'us-east-1'): InstanceRef => ({
  ...{ id: idFrom(alias), region, account: '111122223333', alias },
});
const [PROD, TEST, SYDNEY] = [instance('prod'), instance('test'), instance('sydney', 'ap-southeast-2')];
const arnOf = ({ id, region }: InstanceRef): string => `arn:aws:connect:${region}:111122223333:instance/${id}`;

/** A call `minutes` ago; no instance stands in it unless the request names one. */
const call = (
  minutes: number,
  eventName: string,
  requestParameters: Record<string, unknown>,
  over: Partial<CallParts> = {},
) =>
  eventBy(
    { type: 'IAMUser', userName: 'ann', arn: 'arn:aws:iam::111122223333:user/ann', accountId: '111122223333' },
    { time: new Date(NOW.getTime() - minutes * 60_000), eventName, requestParameters, ...over },
  );
const NUMBER = idFrom('number');
const TDG = idFrom('group');
const claimed = (minutes: number, into: Record<string, unknown>) =>
  call(
    minutes,
    'ClaimPhoneNumber',
    { PhoneNumber: '+15550111', ...into },
    { responseElements: { PhoneNumberId: NUMBER } },
  );
const moved = (minutes: number, into: Record<string, unknown>, over: Partial<CallParts> = {}) =>
  call(minutes, 'UpdatePhoneNumber', { PhoneNumberId: NUMBER, ...into }, over);
const described = (minutes: number) =>
  call(minutes, 'UpdatePhoneNumberMetadata', { PhoneNumberId: NUMBER, PhoneNumberDescription: `at ${minutes}` });
const released = (minutes: number, over: Partial<CallParts> = {}) =>
  call(minutes, 'ReleasePhoneNumber', { PhoneNumberId: NUMBER }, over);
const listed = (place: InstanceRef, days = 30): DirectoryFact => ({
  kind: 'listed',
  ref: { service: 'connect', type: 'phone-number', id: NUMBER, region: place.region, instance: place },
  name: '+15550111',
  at: new Date(NOW.getTime() - days * 86_400_000).toISOString(),
});

interface World {
  readonly facts?: readonly DirectoryFact[];
}

const ask = async (
  question: string,
  events: ReturnType<typeof call>[],
  { facts = [] }: World = {},
): Promise<Answer> => {
  const { find } = recordSource(events, NOW);
  const read = await find({ types: [], window: {} });
  const parsed = parseQuery(question, { now: NOW, zone: 'UTC', command: 'changes' });
  if (parsed.kind !== 'query') throw new Error(JSON.stringify(parsed));
  const answered = await answerQuestion(parsed.query, {
    find,
    directory: directoryOf([...read.facts, ...facts]),
    instances: [PROD, TEST, SYDNEY],
    now: () => NOW,
  });
  if (answered.kind !== 'answer') throw new Error(answered.mistake.message);
  return answered.answer;
};
const toldIn = async (place: InstanceRef, events: ReturnType<typeof call>[], world?: World) => {
  const { changes, coverage } = await ask(`since:7d instance:${place.alias}`, events, world);
  return { told: changes.map(({ change }) => change.eventName), notes: coverage.notes };
};
const textOf = (answer: Answer): string =>
  terminalText(messageOfAnswer(answer, { now: NOW, command: 'who-changed', most: 9 }), {
    ...{ zone: 'UTC', now: NOW, colours: false },
  });

const NOT_TOLD = (count: number): string[] => [
  count === 1
    ? '1 change was left out because no record that was read tells which instance it was in.'
    : `${count} changes were left out because no record that was read tells which instance they were in.`,
];

it('A change of a Region that only the changes of an instance tell of may have been in it', async () => {
  const there = { region: 'eu-west-2' };
  const replica = call(
    50,
    'UpdateQueueStatus',
    { InstanceId: PROD.id, QueueId: idFrom('queue'), Status: 'ENABLED' },
    there,
  );
  const denied = { ...there, errorCode: 'AccessDeniedException', overrides: { requestParameters: null } };
  const { notes } = await toldIn(PROD, [replica, call(40, 'UpdateQueueStatus', {}, denied)]);
  expect(notes).toEqual(expect.arrayContaining(NOT_TOLD(1)));
});

describe('An instance holds', () => {
  const group = call(
    9000,
    'CreateTrafficDistributionGroup',
    { InstanceId: PROD.id, Name: 'Both' },
    { responseElements: { Id: TDG } },
  );
  const intoGroup = { TargetArn: `arn:aws:connect:us-east-1:111122223333:traffic-distribution-group/${TDG}` };

  it.each([
    ['a number that an ARN puts into it', [claimed(50, { TargetArn: arnOf(PROD) })], ['ClaimPhoneNumber'], []],
    ['a number that an id puts into it', [claimed(50, { InstanceId: PROD.id })], ['ClaimPhoneNumber'], []],
    [
      'what happened to such a number by calls that name no instance',
      [claimed(50, { TargetArn: arnOf(PROD) }), described(40), released(30)],
      ['ReleasePhoneNumber', 'UpdatePhoneNumberMetadata', 'ClaimPhoneNumber'],
      [],
    ],
    [
      'what took a number out of it, and what happened to the number before',
      [claimed(50, { TargetArn: arnOf(PROD) }), described(40), moved(30, { TargetArn: arnOf(TEST) }), described(20)],
      ['UpdatePhoneNumber', 'UpdatePhoneNumberMetadata', 'ClaimPhoneNumber'],
      ['UpdatePhoneNumberMetadata', 'UpdatePhoneNumber'],
    ],
    [
      'the same where ids name the instances',
      [claimed(50, { InstanceId: PROD.id }), moved(30, { InstanceId: TEST.id })],
      ['UpdatePhoneNumber', 'ClaimPhoneNumber'],
      ['UpdatePhoneNumber'],
    ],
    [
      'an attempt to move a number out of it, which left it there',
      [
        claimed(50, { TargetArn: arnOf(PROD) }),
        moved(30, { TargetArn: arnOf(TEST) }, { errorCode: 'AccessDeniedException' }),
        described(20),
      ],
      ['UpdatePhoneNumberMetadata', 'UpdatePhoneNumber', 'ClaimPhoneNumber'],
      ['UpdatePhoneNumber'],
    ],
    [
      'a number of its traffic distribution group, and the group',
      [group, claimed(50, intoGroup), described(40), call(30, 'UpdateTrafficDistribution', { Id: TDG })],
      ['UpdateTrafficDistribution', 'UpdatePhoneNumberMetadata', 'ClaimPhoneNumber', 'CreateTrafficDistributionGroup'],
      [],
    ],
    [
      'tags of a number by its ARN, which names no instance',
      [
        claimed(50, { TargetArn: arnOf(PROD) }),
        call(40, 'TagResource', {
          resourceArn: `arn:aws:connect:us-east-1:111122223333:phone-number/${NUMBER}`,
          tags: { team: 'red' },
        }),
      ],
      ['TagResource', 'ClaimPhoneNumber'],
      [],
    ],
  ] as const)('%s', async (_, events, inProd, inTest) => {
    expect(await toldIn(PROD, [...events])).toEqual({ told: inProd, notes: [] });
    expect(await toldIn(TEST, [...events])).toEqual({ told: inTest, notes: [] });
    expect(await toldIn(SYDNEY, [...events])).toEqual({ told: [], notes: [] });
  });

  it('a number claimed long before the window', async () => {
    const events = [claimed(30 * 1440, { TargetArn: arnOf(PROD) }), described(40)];
    expect(await toldIn(PROD, events)).toEqual({ told: ['UpdatePhoneNumberMetadata'], notes: [] });
  });

  it('a number that Connect lists in it', async () => {
    expect(await toldIn(PROD, [described(40)], { facts: [listed(PROD)] })).toEqual({
      ...{ told: ['UpdatePhoneNumberMetadata'], notes: [] },
    });
  });
});

describe('Left out of an instance, and counted, is', () => {
  it.each([
    ['what no record and no listing places', [described(40), released(30)], [], 2],
    ['a move whose beginning no record tells', [moved(30, { TargetArn: arnOf(TEST) })], [], 1],
    ['what was done before such a move', [described(40), moved(30, { TargetArn: arnOf(TEST) })], [listed(TEST)], 2],
  ] as const)('%s', async (_, events, facts, count) => {
    expect(await toldIn(PROD, [...events], { facts })).toEqual({ told: [], notes: NOT_TOLD(count) });
  });

  it('nothing of a Region in which the instance is not', async () => {
    expect(await toldIn(SYDNEY, [released(30)])).toEqual({ told: [], notes: [] });
  });

  it('nothing that is known to have been elsewhere', async () => {
    const lex = call(20, 'DeleteBot', { botId: 'ORDERBOT01' }, { eventSource: 'lex.amazonaws.com' });
    expect(await toldIn(PROD, [claimed(50, { TargetArn: arnOf(TEST) }), released(30), lex])).toEqual({
      told: [],
      notes: ['1 change of Lex or Voice ID was left out: it belongs to no instance.'],
    });
  });
});

describe('Where a thing had no change, the others are counted', () => {
  const queueOf = (place: InstanceRef) =>
    call(
      20 * 1440,
      'CreateQueue',
      { InstanceId: place.id, Name: 'Harbour' },
      { region: place.region, responseElements: { QueueId: idFrom('harbour') } },
    );

  it.each([
    ['in its instance alone', PROD, [released(30)], { changes: 1, newest: '2026-11-21T11:30:00Z' }, [listed(PROD)]],
    ['and not those of another instance', PROD, [released(30)], { changes: 0 }, [listed(TEST)]],
    ['and not those of another Region', SYDNEY, [released(30)], { changes: 0 }, []],
    ['and those that may be its own apart', PROD, [released(30)], { changes: 0, unplaced: 1 }, []],
    ['and no attempts', PROD, [released(30, { errorCode: 'AccessDeniedException' })], { changes: 0 }, []],
  ] as const)('%s', async (_, place, events, elsewhere, facts) => {
    const answer = await ask('Harbour since:2h', [queueOf(place), ...events], { facts });
    expect([answer.outcome, answer.elsewhere]).toEqual(['nothing', { ...elsewhere, instanceId: place.id }]);
    const text = textOf(answer);
    const isNone = elsewhere.changes === 0 && !('unplaced' in elsewhere);
    expect(text.includes('Nothing else changed')).toBe(isNone);
    expect(text.includes('other change in')).toBe(elsewhere.changes > 0);
    expect(text.includes('Besides, 1 change whose instance no record')).toBe('unplaced' in elsewhere);
  });

  it('and the newest before is one of that instance', async () => {
    const events = [
      claimed(9000, { TargetArn: arnOf(PROD) }),
      moved(8000, { TargetArn: arnOf(TEST) }),
      described(7000),
    ];
    const last = async (place: InstanceRef) =>
      (await ask(`+15550111 since:2h instance:${place.alias}`, events)).lastBefore?.change.eventName;
    expect([await last(PROD), await last(TEST)]).toEqual(['UpdatePhoneNumber', 'UpdatePhoneNumberMetadata']);
  });
});

it('A number is told in the instance that it was moved to', async () => {
  const moves = [claimed(50, { InstanceId: PROD.id }), moved(30, { TargetArn: arnOf(TEST) })];
  expect((await ask('+15550111 since:7d', moves)).subjects.map(({ ref }) => ref.instance?.id)).toEqual([TEST.id]);
});

it.each([
  ['verb:create', 0],
  ['verb:update', 2],
  ['only:failed', 1],
  ['only:people', 2],
  ['only:pipelines', 0],
  ['by:bob', 0],
  ['type:queue', 0],
])('Only what the question asks for counts as left out: %s', async (asked, left) => {
  const denied = call(4, 'UpdatePhoneNumberMetadata', { PhoneNumberId: NUMBER }, { errorCode: 'AccessDenied' });
  const { coverage } = await ask(`${asked} since:7d instance:test`, [described(5), denied]);
  const notes = coverage.notes.filter((note) => note.includes('tells which instance'));
  expect([notes.map((note) => Number.parseInt(note, 10)), coverage.complete]).toEqual([left ? [left] : [], left === 0]);
});
