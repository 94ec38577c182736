import type { Answer } from '../../bot/answer/answer';
import { answerQuestion } from '../../bot/answer-question';
import { directoryOf } from '../../bot/directory/directory';
import { eventBy, idFrom } from '../../bot/local/aws/records';
import { parseQuery } from '../../bot/query/parse-query';
import { recordSource } from '../support/record-source';

const NOW = new Date('2026-11-21T12:00:00Z');
const PROD = { id: idFrom('prod'), region: 'us-east-1', account: '111122223333', alias: 'prod' };
const REF = { service: 'connect', type: 'queue', id: idFrom('Billing'), region: PROD.region, instance: PROD } as const;
const AT = '2026-11-21T09:00:00Z';

/** A call of which CloudTrail left the request out. */
const emptied = (eventName: string, over: { readonly errorCode?: string } = {}) =>
  eventBy({ type: 'IAMUser', userName: 'mateo' }, { eventName, time: new Date(AT), ...over });

const ask = (eventName: string): Promise<Answer> => askOf([emptied(eventName)]);
const askOf = async (records: Parameters<typeof recordSource>[0]): Promise<Answer> => {
  const parsed = parseQuery('Billing since:2026-11-20', { now: NOW, zone: 'UTC' });
  if (parsed.kind !== 'query') throw new Error(JSON.stringify(parsed));
  const answered = await answerQuestion(parsed.query, {
    find: recordSource(records, NOW).find,
    directory: directoryOf([{ kind: 'listed', ref: REF, name: 'Billing', at: '2026-11-01T00:00:00Z' }]),
    instances: [PROD],
    now: () => NOW,
    lastModified: async () => AT,
  });
  if (answered.kind !== 'answer') throw new Error(answered.mistake.message);
  return answered.answer;
};

it('A change that does not say which queue it changed is noted, and may be what Connect knows of', async () => {
  const { outcome, observation, coverage } = await ask('UpdateQueueStatus');
  expect([outcome, observation]).toEqual(['nothing', undefined]);
  expect(coverage.notes).toContain('1 UpdateQueueStatus does not say which queue it changed.');
});

it('One of another type is neither', async () => {
  const { observation, coverage } = await ask('UpdateContactFlowContent');
  expect(observation).toEqual({ kind: 'not recorded', lastModified: AT });
  expect(coverage.notes.join()).not.toContain('does not say');
});

it('A change that does not say which queue it changed may have set what came before', async () => {
  const queue = { InstanceId: PROD.id, QueueId: REF.id };
  const max = (MaxContacts: number, time: string) =>
    eventBy(
      { type: 'IAMUser', userName: 'mateo' },
      { eventName: 'UpdateQueueMaxContacts', time: new Date(time), requestParameters: { ...queue, MaxContacts } },
    );
  const froms = async (eventName: string, errorCode?: string) => {
    const one = emptied(eventName, errorCode === undefined ? {} : { errorCode });
    const records = [max(1, '2026-11-21T08:00:00Z'), one, max(9, '2026-11-21T10:00:00Z')];
    const { changes } = await askOf(records);
    return [changes.map(({ change }) => change.eventName), changes[0]?.fields[0]?.from];
  };
  const names = ['UpdateQueueMaxContacts', 'UpdateQueueMaxContacts'];
  expect(await froms('UpdateQueueMaxContacts')).toEqual([names, { kind: 'not known', because: 'not recorded' }]);
  expect(await froms('UpdateQueueStatus')).toEqual([names, { kind: 'value', value: 1 }]);
  // So may an attempt, unless the service refused it.
  expect(await froms('UpdateQueueMaxContacts', 'InternalServiceException')).toEqual([
    names,
    { kind: 'not known', because: 'not recorded' },
  ]);
  expect(await froms('UpdateQueueMaxContacts', 'AccessDenied')).toEqual([names, { kind: 'value', value: 1 }]);
});
