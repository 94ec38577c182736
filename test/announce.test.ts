import { createAnnouncer } from '../bot/announce';
import { createIngester } from '../bot/ingest-events';
import { websiteEvent } from '../bot/local/aws/records';
import { PROD, prodUser } from '../bot/local/sample/harbor';
import { MATEO } from '../bot/local/sample/people';
import type { ArrivedJob } from '../bot/slack/job';

const now = () => new Date('2026-11-20T09:00:00Z');
const announced = async (changes: readonly { readonly eventId: string; readonly time: string }[]) => {
  const jobs: ArrivedJob[] = [];
  await createAnnouncer({ send: async (job) => void jobs.push(job), now })(changes);
  return jobs;
};

it('changes are announced by their ids, with the time of the first and the last', async () => {
  const jobs = await announced([
    { eventId: 'b', time: '2026-11-20T08:59:00Z' },
    { eventId: 'a', time: '2026-11-20T08:01:00.000Z' },
    { eventId: 'b', time: '2026-11-20T08:59:00Z' },
  ]);
  expect(jobs).toEqual([
    { version: 1, kind: 'arrived', from: '2026-11-20T08:01:00Z', to: '2026-11-20T08:59:00Z', eventIds: ['a', 'b'] },
  ]);
});

it('what is older than a day is no news', async () => {
  expect(await announced([{ eventId: 'a', time: '2026-11-19T08:59:59Z' }])).toEqual([]);
});

it('very many are several jobs, each of which SQS takes, one after the other in time', async () => {
  const jobs = await announced(
    Array.from({ length: 6_000 }, (_, n) => ({
      eventId: `5a3b1e00-0000-4000-8000-${String(n).padStart(12, '0')}`,
      time: new Date(now().getTime() - (6_000 - n) * 10_000).toISOString(),
    })),
  );
  expect(jobs.flatMap(({ eventIds }) => eventIds)).toHaveLength(6_000);
  for (const job of jobs) expect(Buffer.byteLength(JSON.stringify(job))).toBeLessThan(256 * 1024);
  for (const [n, job] of jobs.slice(1).entries()) expect(job.from >= (jobs[n]?.to ?? '')).toBe(true);
});

describe('ingestion', () => {
  const record = websiteEvent({
    ...{ instance: PROD, userId: prodUser(MATEO), time: new Date('2026-11-20T08:00:00Z'), eventName: 'DeleteQueue' },
    requestParameters: { QueueId: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee' },
  });

  it('announces what is in the index, names too, and nothing before that', async () => {
    const done: string[] = [];
    const ingester = createIngester({
      put: async () => void done.push('put'),
      learn: async () => void done.push('learnt'),
      announce: async (changes) => void done.push(`announced ${changes.length}`),
      ...{ retentionDays: 400, now },
    });
    await ingester.add([record, { eventSource: 'ec2.amazonaws.com' }]);
    await ingester.flush();
    await ingester.flush();
    expect(done.slice(0, 3)).toEqual(['put', 'learnt', 'announced 1']);
    expect(done.filter((one) => one.startsWith('announced'))).toHaveLength(1);
  });

  it('does not count as done where that fails: whoever delivered it does so again', async () => {
    const away = async (): Promise<never> => Promise.reject(new Error('The queue is away.'));
    const nothing = async (): Promise<void> => {};
    const ingester = createIngester({ put: nothing, learn: nothing, announce: away, retentionDays: 400, now });
    await ingester.add([record]);
    await expect(ingester.flush()).rejects.toThrow('The queue is away.');
  });
});
