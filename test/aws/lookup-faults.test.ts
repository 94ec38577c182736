import { type LiveCloudTrailDeps, liveCloudTrail } from '../../bot/aws/live-cloudtrail';
import { createOwnPacer } from '../../bot/aws/pacer';
import { type CloudTrailRecord, localAccount } from '../../bot/local/aws/local-account';
import { idFrom, websiteEvent } from '../../bot/local/aws/records';
import type { ChangeRequest, Found } from '../../bot/sources/change-source';
import { type CallFault, cloudTrailInProcess, type InProcessOptions } from '../support/cloudtrail-in-process';
import { virtualClock } from '../support/virtual-clock';

const NOW = new Date('2026-11-21T12:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const INSTANCE = { id: idFrom('instance'), alias: 'prod', region: 'us-east-1', account: '111122223333' };
const edit = (minutes: number): CloudTrailRecord =>
  websiteEvent({
    ...{ instance: INSTANCE, userId: idFrom('user'), time: minutesAgo(minutes), eventName: 'UpdateQueueStatus' },
    requestParameters: { QueueId: idFrom('queue'), Status: 'ENABLED' },
  });
/** 180 changes in three hours, which `changes 3h` asks for. */
const EDITS = Array.from({ length: 180 }, (_, n) => edit(n + 0.5));
const LAST_HOURS: ChangeRequest = { types: [], window: { from: `${minutesAgo(180).toISOString().slice(0, 19)}Z` } };

/** Asks in virtual time; gives what was found or the error, how many calls it took and how many seconds. */
const ask = async (
  options: Omit<InProcessOptions, 'clock'> = {},
  request: ChangeRequest = LAST_HOURS,
  over: Partial<LiveCloudTrailDeps> = {},
) => {
  const clock = virtualClock(NOW);
  const world = cloudTrailInProcess(localAccount({ accountId: INSTANCE.account, events: EDITS }), {
    clock,
    callsPerSecond: 2,
    ...options,
  });
  const pacer = createOwnPacer({ clock });
  const find = liveCloudTrail({
    ...{ regions: ['us-east-1'], pacer: () => pacer, now: () => NOW, clock, budgetMs: 120_000 },
    cloudTrail: world.cloudTrail,
    ...over,
  });
  const outcome: Found | Error = await clock.run(find(request).catch((error: Error) => error));
  return { outcome, calls: world.calls, seconds: (clock.now().getTime() - NOW.getTime()) / 1000 };
};
const whole = { changes: { length: 180 }, coverage: { complete: true } };

describe('changes of three hours, two calls a second', () => {
  it('take six calls and four seconds', async () => {
    const { outcome, calls, seconds } = await ask();
    expect(outcome).toMatchObject(whole);
    expect(calls).toHaveLength(6);
    expect(seconds).toBeLessThanOrEqual(4);
  });

  const faults: readonly CallFault[] = ['throttled', 'reset', 'server error', 'empty page', 'cut off', 'hang'];
  it.each(faults.flatMap((fault) => [1, 2, 3, 4, 5, 6].map((n) => [fault, n] as const)))(
    'are complete at four calls and ten seconds more where there is one fault: %s, at call %i',
    async (fault, at) => {
      const { outcome, calls, seconds } = await ask({ faults: ({ n }) => (n === at ? fault : undefined) });
      expect(outcome).toMatchObject(whole);
      expect(calls.length).toBeLessThanOrEqual(10);
      expect(seconds).toBeLessThanOrEqual(14);
    },
  );
});

describe('what was read before', () => {
  it.each<[string, CallFault, RegExp]>([
    ['answers break off', 'reset', /the connection to it broke off\.$/],
    ['answers are cut off', 'cut off', /its answers were cut off\.$/],
    ['the server fails', 'server error', /The request failed because of an internal error\.$/],
    ['credentials run out', { code: 'ExpiredTokenException' }, /the AWS credentials are missing or not valid\.$/],
  ])('stays where from then on %s, and it is said why', async (_what, fault, why) => {
    const { outcome } = await ask({ faults: ({ n }) => (n > 4 ? fault : undefined) });
    expect(outcome).toMatchObject({ changes: { length: 100 }, coverage: { complete: false } });
    const { coverage } = outcome as Found;
    expect(coverage.notes[0]).toMatch(/^Partial: CloudTrail in us-east-1 was not read to its end after 4 calls, /);
    expect(coverage.notes[0]).toMatch(why);
  });
});
