import type { Answer } from '../../bot/answer/answer';
import { messageOfAnswer } from '../../bot/answer/answer-message';
import { plainText } from '../../bot/answer/wording/pieces';
import { answerQuestion } from '../../bot/answer-question';
import type { ResourceType } from '../../bot/change/catalogue';
import { directoryOf } from '../../bot/directory/directory';
import type { DirectoryFact } from '../../bot/directory/facts';
import type { CloudTrailRecord } from '../../bot/local/aws/local-account';
import {
  arnOfInstance,
  type CallParts,
  idFrom,
  replicaSyncEvent,
  terraformEvent,
  websiteEvent,
} from '../../bot/local/aws/records';
import { parseQuery } from '../../bot/query/parse-query';
import { recordSource } from '../support/record-source';

const NOW = new Date('2026-11-21T12:00:00Z');
const PROD = { id: idFrom('prod'), region: 'us-east-1', account: '111122223333', alias: 'prod' };
const TEST = { ...PROD, id: idFrom('test'), alias: 'prod-test' };
/** Global Resiliency: the same instance and the same ids in another Region. */
const REPLICA = { ...PROD, region: 'eu-west-2' };
const BILLING = idFrom('Billing');

const clock = (time: string): Date => new Date(`2026-11-21T${time}Z`);
const ann = (
  time: string,
  eventName: string,
  requestParameters: object,
  over: Partial<CallParts> = {},
  instance = PROD,
) =>
  websiteEvent({
    instance,
    userId: idFrom('ann'),
    time: clock(time),
    eventName,
    requestParameters: { ...requestParameters },
    ...over,
  });
const ci = (time: string, eventName: string, requestParameters: object, instance = REPLICA) =>
  terraformEvent({
    instance,
    role: 'ci',
    session: 'run-1',
    time: clock(time),
    eventName,
    requestParameters: { ...requestParameters },
  });
const sync = (time: string, eventName: string, requestParameters: object = {}, over: Partial<CallParts> = {}) =>
  replicaSyncEvent({
    instance: REPLICA,
    time: clock(time),
    eventName,
    requestParameters: { QueueId: `${arnOfInstance(REPLICA)}/queue/${BILLING}`, ...requestParameters },
    ...over,
  });
const queue = (set: object = {}) => ({ QueueId: BILLING, ...set });
const listed = (type: ResourceType, id: string, name: string, instance = PROD): DirectoryFact => ({
  kind: 'listed',
  ref: { service: 'connect', type, id, region: instance.region, instance },
  name,
  at: '2026-11-01T00:00:00Z',
});
const LISTED = [
  listed('instance', PROD.id, PROD.alias),
  listed('instance', TEST.id, TEST.alias, TEST),
  listed('user', idFrom('ann'), 'ann'),
  listed('queue', BILLING, 'Billing'),
  listed('phone-number', idFrom('number'), '+18005550100', TEST),
];

const ask = async (question: string, events: readonly CloudTrailRecord[]): Promise<Answer> => {
  const parsed = parseQuery(question, { now: NOW, zone: 'UTC' });
  if (parsed.kind !== 'query') throw new Error(JSON.stringify(parsed));
  const answered = await answerQuestion(parsed.query, {
    find: recordSource(events, NOW).find,
    directory: directoryOf(LISTED),
    instances: [PROD, TEST, REPLICA],
    now: () => NOW,
  });
  if (answered.kind !== 'answer') throw new Error(answered.mistake.message);
  return answered.answer;
};
const namesOf = ({ changes }: Answer) => changes.map(({ change }) => `${change.eventName} ${change.region}`);
const asText = (answer: Answer): string =>
  messageOfAnswer(answer, { now: NOW, most: 10, command: '/c' })
    .lines.map(({ pieces }) =>
      pieces.map((piece) => ('words' in piece ? piece.words : 'name' in piece ? piece.name : '')).join(''),
    )
    .join('\n');

describe('a change in the replica’s Region that was made there', () => {
  const enabled = ann('08:00:00', 'UpdateQueueStatus', queue({ Status: 'ENABLED' }));
  const disabled = ci('09:00:00', 'UpdateQueueStatus', queue({ Status: 'DISABLED' }));
  const again = ann('10:00:00', 'UpdateQueueStatus', queue({ Status: 'ENABLED' }));

  it('does not alter what was there in the other', async () => {
    const { changes } = await ask('Billing', [enabled, disabled, again]);
    expect(changes.map(({ fields }) => fields[0]?.from)).toMatchObject([
      { kind: 'value', value: 'ENABLED' },
      { kind: 'not known', because: 'not recorded' },
      { kind: 'not known', because: 'not recorded' },
    ]);
  });

  it('is told with its Region, and so is every other of that instance', async () => {
    expect(asText(await ask('Billing', [disabled]))).toContain('prod (eu-west-2)');
    const both = asText(await ask('Billing', [enabled, disabled, again]));
    expect(both).toContain('prod (eu-west-2)');
    expect(both).toContain('prod (us-east-1)');
    expect(asText(await ask('Billing', [enabled, again]))).not.toContain('(us-east-1)');
  });

  it('is no part of a Save in the other', async () => {
    const one = ci('09:00:00', 'UpdateQueueStatus', queue({ Status: 'DISABLED' }));
    const other = ci('09:00:20', 'UpdateQueueMaxContacts', queue({ MaxContacts: 5 }), PROD);
    expect(asText(await ask('Billing', [one, other]))).not.toContain('Within the same minute');
  });
});

describe('a copy by the replica sync', () => {
  const disabled = ann('11:48:00', 'UpdateQueueStatus', queue({ Status: 'DISABLED' }));
  const copied = sync('11:48:20', 'UpdateQueueStatus', { Status: 'DISABLED' });
  const deleted = ann('09:00:00', 'DeleteQueue', queue());
  const deletedThere = sync('09:10:00', 'DeleteQueue');

  it('is of the change that set the same, and one that failed is told as an attempt', async () => {
    const enabled = ann('11:40:00', 'UpdateQueueStatus', queue({ Status: 'ENABLED' }));
    const late = sync('11:49:00', 'UpdateQueueStatus', { Status: 'ENABLED' });
    const throttled = sync(
      '11:49:30',
      'UpdateQueueStatus',
      { Status: 'DISABLED' },
      { errorCode: 'ThrottlingException' },
    );
    const { changes } = await ask('Billing', [enabled, disabled, late, throttled]);
    expect(changes.map(({ change, copies }) => [change.eventId, copies.map(({ eventId }) => eventId)])).toEqual([
      [throttled.eventID, []],
      [disabled.eventID, []],
      [enabled.eventID, [late.eventID]],
    ]);
    expect(changes[0]?.fields[0]?.from).toEqual({ kind: 'value', value: 'ENABLED' });
  });

  it.each([
    ['a setting', 'Billing since:11:48:10', [disabled, copied]],
    ['a deletion', 'Billing since:09:05', [deleted, deletedThere]],
    ['everything', 'since:09:05 until:09:30', [deleted, deletedThere]],
  ])('is none in a window that begins after the change: %s', async (_, question, events) => {
    const asked = question.replace('11:48:10', '2026-11-21T11:48:10');
    const { outcome, changes } = await ask(asked, events);
    expect([outcome, changes]).toEqual(['nothing', []]);
  });

  it('is told where nothing that was read is repeated by it', async () => {
    expect(namesOf(await ask('Billing since:09:05', [deletedThere]))).toEqual(['DeleteQueue eu-west-2']);
  });

  it('is not what was last recorded, but the change is', async () => {
    const { lastBefore } = await ask('Billing since:11:50', [deleted, deletedThere]);
    expect(lastBefore?.change.eventId).toBe(deleted.eventID);
    expect(lastBefore?.copies).toMatchObject([{ eventId: deletedThere.eventID }]);
  });

  it('is not counted beside the change where a thing had none', async () => {
    const other = { QueueId: idFrom('Sales'), Status: 'ENABLED' };
    const events = [
      ann('11:00:00', 'UpdateQueueStatus', other),
      sync('11:00:30', 'UpdateQueueStatus', { ...other, QueueId: `${arnOfInstance(REPLICA)}/queue/${other.QueueId}` }),
    ];
    expect((await ask('Billing since:10:00', events)).elsewhere).toMatchObject({ changes: 1 });
    expect((await ask('Billing since:2026-11-21T11:00:10', events)).elsewhere).toMatchObject({ changes: 0 });
  });
});

describe('changes of one second', () => {
  it.each(['a', 'z'])('are told in the order of a life, whatever their ids (%s)', async (eventId) => {
    const events = [
      ann('09:00:00', 'DeleteQueue', queue(), { eventId }),
      ann('09:00:00', 'UpdateQueueStatus', queue({ Status: 'DISABLED' }), { eventId: 'm' }),
      ann(
        '09:00:00',
        'CreateQueue',
        { Name: 'Zeta' },
        { eventId: `${eventId}1`, responseElements: { QueueId: BILLING } },
      ),
    ];
    expect(namesOf(await ask('Billing', events)).map((one) => one.split(' ')[0])).toEqual([
      'DeleteQueue',
      'UpdateQueueStatus',
      'CreateQueue',
    ]);
  });

  it('name a thing as the rename does that came with its making', async () => {
    const made = ann('09:00:00', 'CreateQueue', { Name: 'Zeta' }, { responseElements: { QueueId: idFrom('new') } });
    const renamed = ann('09:00:00', 'UpdateQueueName', { QueueId: idFrom('new'), Name: 'Alpha' });
    expect((await ask('Zeta', [renamed, made])).subjects).toMatchObject([{ name: 'Alpha' }]);
  });
});

describe('a phone number that was moved to another instance', () => {
  const number = (set: object = {}) => ({ PhoneNumberId: idFrom('number'), ...set });
  const menu = ann('08:00:00', 'AssociatePhoneNumberContactFlow', number({ ContactFlowId: idFrom('menu') }));
  const night = ann('09:00:00', 'AssociatePhoneNumberContactFlow', number({ ContactFlowId: idFrom('night') }));
  const moved = ann('10:00:00', 'UpdatePhoneNumber', number(), {}, TEST);
  const events = [menu, night, moved];

  it('keeps its history', async () => {
    const answer = await ask('+18005550100', events);
    expect(namesOf(answer)).toEqual([
      'UpdatePhoneNumber us-east-1',
      'AssociatePhoneNumberContactFlow us-east-1',
      'AssociatePhoneNumberContactFlow us-east-1',
    ]);
    expect(answer.changes[1]?.fields[0]?.from).toEqual({ kind: 'value', value: idFrom('menu') });
  });

  it('is told with where it went', async () => {
    const [last] = (await ask('+18005550100', events)).changes;
    expect(last?.fields).toMatchObject([{ field: 'TargetArn', to: { kind: 'value' } }]);
    expect(plainText(last?.sentence ?? [])).toBe(
      'ann moved phone number +18005550100 to instance prod-test (before: not recorded)',
    );
  });

  it('is found in the instance that it left, with what was changed there', async () => {
    expect(namesOf(await ask('+18005550100 instance:prod', events))).toHaveLength(2);
    expect(namesOf(await ask('+18005550100 instance:prod-test', events))).toHaveLength(1);
  });
});
