import { plainText } from '../../bot/answer/wording/pieces';
import { answerQuestion } from '../../bot/answer-question';
import { normalize } from '../../bot/change/normalize';
import { directoryOf } from '../../bot/directory/directory';
import type { DirectoryFact } from '../../bot/directory/facts';
import { factsOfChange } from '../../bot/directory/facts-of-change';
import { eventBy, idFrom } from '../../bot/local/aws/records';
import { recordSource } from '../support/record-source';

const NOW = new Date('2026-11-21T12:00:00Z');
const PROD = { id: idFrom('prod'), region: 'us-east-1', account: '111122223333', alias: 'prod' };
const QUEUE = { InstanceId: PROD.id, QueueId: idFrom('Billing') };
const REF = { service: 'connect', type: 'queue', id: QUEUE.QueueId, region: PROD.region, instance: PROD } as const;

type Over = { readonly errorCode?: string; readonly responseElements?: Record<string, unknown> };
const called = (hour: number, eventName: string, requestParameters: Record<string, unknown>, over: Over = {}) =>
  eventBy(
    { type: 'IAMUser', userName: 'mateo' },
    { eventName, time: new Date(`2026-11-21T0${hour}:00:00Z`), requestParameters, ...over },
  );
const created = called(
  1,
  'CreateQueue',
  { InstanceId: PROD.id, Name: 'A' },
  { responseElements: { QueueId: QUEUE.QueueId } },
);
const renamed = (hour: number, Name: string, over: Over = {}) =>
  called(hour, 'UpdateQueueName', { ...QUEUE, Name }, over);

/** What the newest change is told as. */
const newest = async (
  records: readonly ReturnType<typeof called>[],
  listed: readonly DirectoryFact[] = [],
  id = QUEUE.QueueId,
) => {
  const facts = records.flatMap((record) => {
    const normalized = normalize(record);
    return normalized.kind === 'change' ? factsOfChange(normalized.change) : [];
  });
  const answered = await answerQuestion(
    { text: '', subject: { kind: 'id', id }, types: [], verbs: [], only: [], window: {} },
    {
      find: recordSource(records, NOW).find,
      directory: directoryOf([...facts, ...listed]),
      instances: [PROD],
      now: () => NOW,
    },
  );
  if (answered.kind !== 'answer') throw new Error(answered.mistake.message);
  return plainText(answered.answer.changes[0]?.sentence ?? []);
};

it.each([
  ['nothing', [], 'mateo (IAM user) renamed queue A to C'],
  ['a failure that may have renamed it', [renamed(2, 'B', { errorCode: 'InternalServiceException' })], undefined],
  ['a request that was not recorded', [called(2, 'UpdateQueueName', { omitted: true })], undefined],
  ['two renames of one second', [renamed(2, 'B'), renamed(2, 'D')], undefined],
  [
    'an attempt that was refused',
    [renamed(2, 'B', { errorCode: 'AccessDenied' })],
    'mateo (IAM user) renamed queue A to C',
  ],
])('A rename says from what only where that is known: after %s', async (_, between, sentence) => {
  const told = sentence ?? 'mateo (IAM user) set the name of a queue to C (before: not recorded)';
  expect(await newest([created, ...between, renamed(3, 'C')])).toBe(told);
});

it('A name that Connect listed in between is the one before', async () => {
  const listed = { kind: 'listed', ref: REF, name: 'B', at: '2026-11-21T02:30:00Z' } as const;
  const between = renamed(2, 'B', { errorCode: 'InternalServiceException' });
  expect(await newest([created, between, renamed(3, 'C')], [listed])).toBe('mateo (IAM user) renamed queue B to C');
});

it('What goes by its name is not renamed by a call that writes it in other capitals', async () => {
  const attribute = (hour: number, eventName: string, Name: string) =>
    called(hour, eventName, { InstanceId: PROD.id, Name, Values: { StringList: [eventName] } });
  const told = await newest(
    [attribute(1, 'CreatePredefinedAttribute', 'Lang'), attribute(2, 'UpdatePredefinedAttribute', 'lang')],
    [],
    'Lang',
  );
  expect(told).toMatch(/^mateo \(IAM user\) changed predefined attribute lang in instance with id /);
});
