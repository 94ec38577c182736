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
const emptied = (eventName: string) =>
  eventBy({ type: 'IAMUser', userName: 'mateo' }, { eventName, time: new Date(AT) });

const ask = async (eventName: string): Promise<Answer> => {
  const parsed = parseQuery('Billing since:2026-11-20', { now: NOW, zone: 'UTC' });
  if (parsed.kind !== 'query') throw new Error(JSON.stringify(parsed));
  const answered = await answerQuestion(parsed.query, {
    find: recordSource([emptied(eventName)], NOW).find,
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
