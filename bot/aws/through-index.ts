import type { Answered, OnUnderway } from '../answer-question';
import type { ChangeSource } from '../sources/change-source';
import { GLANCE_CALLS, GLANCE_MS, type IndexReader, indexFirst } from '../sources/index-first';
import { type Clock, machineClock } from '../time/clock';
import { type LiveCloudTrailDeps, liveCloudTrail } from './live-cloudtrail';

export interface ThroughIndexDeps extends LiveCloudTrailDeps {
  readonly index: IndexReader;
  readonly retentionDays: number;
}

/** Asks a question of a source; what can be said before is heard only where somebody listens. */
export type Ask = (find: ChangeSource, onUnderway?: OnUnderway) => Promise<Answered>;

/**
 * One question to the index, and to live CloudTrail for what the index has not read. What the index tells is said at once where
 * CloudTrail takes its time; nobody waits for the newest minutes longer than `GLANCE_MS`.
 */
export const askThroughIndex = async (
  ask: Ask,
  { index, retentionDays, ...live }: ThroughIndexDeps,
  onUnderway?: OnUnderway,
): Promise<Answered> => {
  const now = live.now();
  const frozen = { ...live, now: () => now };
  const base = { index, retentionDays, regions: live.regions, now };
  const glance = liveCloudTrail({ ...frozen, budgetMs: GLANCE_MS, mostCalls: GLANCE_CALLS });
  let hasGap = false;
  const onGap = (): void => {
    hasGap = true;
  };
  const first = await ask(indexFirst({ ...base, glance, onGap }));
  if (!hasGap) return first;
  const fill = liveCloudTrail(frozen);
  const whole = ask(indexFirst({ ...base, fill, glance }), onUnderway);
  if (onUnderway !== undefined && tellsSomething(first) && (await isLate(whole, live.clock ?? machineClock))) {
    onUnderway({ kind: 'from the index', answer: first.answer });
  }
  return whole;
};

/** The same where nobody waits: the newest minutes are read live as well, whatever it takes. */
export const reportThroughIndex = (
  ask: Ask,
  { index, retentionDays, ...live }: ThroughIndexDeps,
): Promise<Answered> => {
  const now = live.now();
  const fill = liveCloudTrail({ ...live, now: () => now });
  return ask(indexFirst({ index, retentionDays, regions: live.regions, now, fill, fillsTail: true }));
};

const tellsSomething = (answered: Answered): answered is Extract<Answered, { kind: 'answer' }> =>
  answered.kind === 'answer' && answered.answer.changes.length > 0;

/** Whether something is still under way after as long as an answer may wait. A failure is for whoever awaits it. */
const isLate = async (work: Promise<unknown>, clock: Clock): Promise<boolean> => {
  const over = new AbortController();
  const late = clock.sleep(GLANCE_MS, over.signal).then(
    () => true,
    () => false,
  );
  const done = work.then(
    () => false,
    () => false,
  );
  try {
    return await Promise.race([late, done]);
  } finally {
    over.abort();
  }
};
