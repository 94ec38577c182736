import type { ReadAccount } from './account';
import type { PlainAnswer, PlainQuestion } from './answer';
import { type ReadChange, secondsBetween } from './change';

const HOUR_S = 3600;
const isoPlus = (time: string, seconds: number): string =>
  `${new Date(Date.parse(time) + seconds * 1000).toISOString().slice(0, 19)}Z`;

/** What else changed nearby: the stretch, and the events of it. */
export interface ReadNearby {
  readonly from: string;
  readonly to: string;
  readonly eventIds: readonly string[];
}

/** Nearby changes of a question about a thing, given the answer to it. */
export const bruteNearby = (
  { changes, things, effects }: ReadAccount,
  question: PlainQuestion,
  answer: PlainAnswer,
  now: string,
): ReadNearby | undefined => {
  const told = changes.filter(({ eventId }) => answer.eventIds.includes(eventId));
  const { from, to = now } = question;
  const isShort = from !== undefined && secondsBetween(from, to) <= 26 * HOUR_S;
  const newest = told[0]?.time;
  if (!isShort && newest === undefined) return undefined;
  const window =
    isShort || newest === undefined
      ? { from: from ?? '', to }
      : { from: isoPlus(newest, -HOUR_S), to: isoPlus(newest, HOUR_S) };
  const taken = (change: ReadChange): readonly string[] => effects.get(change.eventId)?.taken ?? [];
  // An attempt to make another thing of the name is none of this one's changes.
  const direct = told.filter(({ eventId, id }) => id !== undefined && answer.relations[eventId] === 'direct');
  const subjects = answer.subjects.map((one) => one.replace(' deleted', ''));
  const referredTo = direct
    .flatMap((change) => [...change.mentions, ...taken(change)])
    .filter((one) => things.get(one)?.type !== 'user' && !subjects.includes(one));
  const profiles = told.flatMap(({ eventId, type, id }) =>
    answer.relations[eventId] === 'indirect' && type === 'routing-profile' ? (id ?? []) : [],
  );
  const about = new Set([...referredTo, ...profiles]);
  const isMove = (change: ReadChange): boolean =>
    ['UpdateUserRoutingProfile', 'CreateUser'].includes(change.eventName) &&
    [...change.mentions, ...taken(change)].some((one) => profiles.includes(one));
  const found = changes.filter(
    (change) =>
      change.time >= window.from &&
      change.time <= window.to &&
      !answer.eventIds.includes(change.eventId) &&
      ([change.id, ...change.whole].some((one) => one !== undefined && about.has(one)) || isMove(change)),
  );
  return { ...window, eventIds: found.map(({ eventId }) => eventId) };
};
