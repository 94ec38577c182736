import type { Observation } from '../answer/answer';
import { type Change, isOfUnknownThing } from '../change/change';
import type { ResourceRef } from '../change/resource';
import { SETTLE_SECONDS } from '../index/proof';
import type { Query, Window } from '../query/query';
import { type Found, relationTo } from '../sources/change-source';
import { NAMES_NOTE } from '../sources/plan';
import type { AnswerDeps } from './answer-deps';

const SAME_MOMENT_MS = 2 * 60_000;

/**
 * Connect's own last-modified time against what CloudTrail recorded. Said only of one thing, searched whole, where the time
 * lies before a window without changes, at the newest recorded change, or inside the settled part with no record within two
 * minutes of it.
 */
export const observe = async (
  query: Query,
  targets: readonly ResourceRef[],
  { changes, coverage }: Pick<Found, 'changes' | 'coverage'>,
  deps: AnswerDeps,
): Promise<Observation | undefined> => {
  const [target, ...others] = targets;
  const { from, to } = coverage;
  const narrowed = query.by !== undefined || query.verbs.length > 0 || query.only.length > 0;
  if (target === undefined || others.length > 0 || narrowed || !coverage.complete) return undefined;
  const lastModified = await deps.lastModified?.(target);
  if (lastModified === undefined || from === undefined || to === undefined) return undefined;

  const at = Date.parse(lastModified);
  const made = changes.filter(({ outcome }) => outcome.kind === 'succeeded');
  // What merely names a thing does not modify it: no reason for Connect's time to agree.
  const newest = made.find((change) => relationTo(change, target) === 'direct');
  const isNewest = newest !== undefined && isAt(newest, at);
  if (isNewest || (made.length === 0 && at < Date.parse(from))) return { kind: 'connect agrees', lastModified };
  const settledUntil = Math.min(
    Date.parse(coverage.settledTo ?? to),
    Date.parse(to),
    deps.now().getTime() - SETTLE_SECONDS * 1000,
  );
  if (at < Date.parse(from) || made.some((change) => isAt(change, at))) return undefined;
  if (at > settledUntil) return at <= Date.parse(to) ? { kind: 'not settled', lastModified } : undefined;
  return (await isUnrecorded(target, at, deps)) ? { kind: 'not recorded', lastModified } : undefined;
};

const isAt = ({ time }: Change, at: number): boolean => Math.abs(Date.parse(time) - at) <= SAME_MOMENT_MS;

/**
 * Whether CloudTrail has nothing of a thing around a moment, whatever its name or the end of the window: everything of those
 * four minutes is read. What can't be read whole proves nothing.
 */
const isUnrecorded = async (target: ResourceRef, at: number, { find }: AnswerDeps): Promise<boolean> => {
  const [from, to] = [at - SAME_MOMENT_MS, at + SAME_MOMENT_MS].map(
    (ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`,
  );
  try {
    const { changes, coverage } = await find({ types: [], window: { from, to } as Window });
    const byNames = coverage.notes.includes(NAMES_NOTE);
    const touches = (change: Change) =>
      (change.outcome.kind === 'succeeded' && relationTo(change, target) !== undefined) ||
      (isOfUnknownThing(change) && [change.resource.type, 'unknown'].includes(target.type));
    return coverage.complete && !byNames && !changes.some(touches);
  } catch {
    return false;
  }
};
