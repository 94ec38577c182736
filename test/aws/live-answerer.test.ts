import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { createLiveAnswerer, type LiveDeps } from '../../bot/aws/live-answerer';
import type { DirectoryFact } from '../../bot/directory/facts';
import { answerIn, queryOf } from '../support/account-answers';

const harbor = { id: 'harbor-id', region: 'us-east-1', account: '111122223333', alias: 'harbor-prod' };
const now = () => new Date('2026-11-20T12:00:00Z');
const called = (name: string): DirectoryFact => ({
  kind: 'listed',
  ref: { service: 'connect', type: 'queue', id: 'q1', region: 'us-east-1', instance: harbor },
  name,
  at: '2026-11-19T00:00:00Z',
});

/** An account in which nothing happened. */
const quiet = (): CloudTrailClient =>
  Object.assign(new CloudTrailClient({ region: 'us-east-1' }), { send: async () => ({ Events: [] }) });

it('One question after the other reads the directory whole once, and knows what was learnt since', async () => {
  let loads = 0;
  let learnt: DirectoryFact[] = [];
  const table: LiveDeps['table'] = {
    load: async (instances) => {
      loads += instances.length;
      return [called('Billing')];
    },
    learntSince: async () => learnt,
    learn: async () => {},
    lastWhole: async () => [],
  };
  const answer = createLiveAnswerer({
    reader: {
      instances: async () => [harbor],
      describeUser: async () => undefined,
      lastModified: async () => undefined,
      dependencies: async () => undefined,
    },
    table,
    cloudTrail: quiet,
    pacer: () => ({ reserve: async () => {}, throttled: async () => {} }),
    regions: [],
    budgetMs: 20_000,
    now,
    log: () => {},
  });
  const idsOf = async (name: string) => answerIn(await answer(queryOf({ name }))).subjects.map(({ ref }) => ref.id);
  expect(await idsOf('Billing')).toEqual(['q1']);
  expect(await idsOf('Invoices')).toEqual([]);
  learnt = [{ ...called('Invoices'), at: '2026-11-20T11:59:00Z' } as DirectoryFact];
  expect(await idsOf('Invoices')).toEqual(['q1']);
  expect(loads).toBe(1);
});
