import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trailAnswerer } from '../../bot/local/trail-answerer';
import { parseQuery } from '../../bot/query/parse-query';

const now = new Date('2026-11-04T12:00:00Z');
const record = (eventID: string, eventTime: string, rest: object) => ({
  eventVersion: '1.11',
  userIdentity: { type: 'IAMUser', userName: 'ann', accountId: '111122223333' },
  eventSource: 'connect.amazonaws.com',
  awsRegion: 'us-east-1',
  eventID,
  eventTime,
  responseElements: null,
  ...rest,
});

it('counts what else changed in a window also for a name that only an attempt has', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  const Records = [
    record('1', '2026-11-01T12:00:00Z', {
      eventName: 'CreateQueue',
      errorCode: 'AccessDeniedException',
      requestParameters: { Name: 'Returns' },
    }),
    record('2', '2026-11-03T12:00:00Z', {
      eventName: 'UpdateQueueStatus',
      requestParameters: { QueueId: '8e35c2cd-3bf6-441b-8b0e-2050b76932cb', Status: 'DISABLED' },
    }),
  ];
  writeFileSync(join(folder, 'a.json'), JSON.stringify({ Records }));
  const parsed = parseQuery('Returns on:2026-11-03', { now, zone: 'UTC' });
  const answered = parsed.kind === 'query' ? await trailAnswerer(folder, [], () => now)(parsed.query) : undefined;
  rmSync(folder, { recursive: true });
  expect(answered).toMatchObject({
    answer: { outcome: 'nothing', elsewhere: { changes: 1, newest: '2026-11-03T12:00:00Z' } },
  });
});
