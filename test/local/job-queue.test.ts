import { WorkedOnElsewhere } from '../../bot/claimed';
import { startLocalJobQueue } from '../../bot/local/job-queue';
import type { Log } from '../../bot/log';

it('A job that another worker is at is delivered again, and no error of the queue', async () => {
  const said: (readonly [string, string])[] = [];
  let heard = (): void => {};
  const log: Log = (level, message) => {
    said.push([level, message]);
    heard();
  };
  const queue = await startLocalJobQueue(log);
  try {
    const once = new Promise<void>((resolve) => {
      heard = resolve;
    });
    queue.work(async () => {
      throw new WorkedOnElsewhere('x is being worked on elsewhere.');
    });
    await queue.send({
      version: 1,
      kind: 'arrived',
      from: '2026-11-20T09:00:00Z',
      to: '2026-11-20T09:00:01Z',
      eventIds: ['e'],
    });
    await once;
    expect(said).toEqual([['info', 'a job is worked on elsewhere']]);
  } finally {
    await queue.close();
  }
});
