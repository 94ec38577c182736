import type { ReadAccount } from './account';
import { bruteAnswer, type PlainAnswer, type PlainQuestion } from './answer';
import { ATTRIBUTE, type ReadChange, secondsBetween, toldOf } from './change';

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
  account: ReadAccount,
  question: PlainQuestion,
  answer: PlainAnswer,
  now: string,
): ReadNearby | undefined => {
  const { changes, things, effects } = account;
  const told = changes.filter(({ eventId }) => answer.eventIds.includes(eventId));
  const { from, to = now } = question;
  const isShort = from !== undefined && secondsBetween(from, to) <= 26 * HOUR_S;
  const newest = told[0]?.time;
  if (!isShort && newest === undefined) return undefined;
  const window =
    isShort || newest === undefined
      ? { from: from ?? '', to }
      : { from: isoPlus(newest, -HOUR_S), to: isoPlus(newest, HOUR_S) };
  // What a thing depends on is what any of its own records names up to then, also before the window that was asked for.
  const { from: _from, to: _to, limit: _limit, verb: _verb, only: _only, by: _by, ...everything } = question;
  const ever = bruteAnswer(account, { ...everything, to: window.to });
  const known = changes.filter(({ eventId }) => ever.eventIds.includes(eventId));
  const taken = (change: ReadChange): readonly string[] => effects.get(change.eventId)?.taken ?? [];
  // Nothing depends on who acts on it, nor on the instance that everything is in.
  const instances = new Set(changes.map(({ instanceId }) => instanceId));
  const subjects = answer.subjects.map((one) => one.replace(' deleted', ''));
  // An attempt to make another thing of the name is none of this one's changes; but an attribute that has it is meant, too.
  const direct = known.filter(
    ({ id, type, eventId }) =>
      id !== undefined &&
      (subjects.includes(toldOf(id)) || (type === ATTRIBUTE && ever.relations[eventId] === 'direct')),
  );
  const referredTo = direct
    .flatMap((change) => [...change.mentions, ...taken(change)])
    .filter((one) => things.get(one)?.type !== 'user' && !instances.has(one) && !subjects.includes(one));
  const profiles = known.flatMap(({ eventId, type, id }) =>
    ever.relations[eventId] === 'indirect' && type === 'routing-profile' ? (id ?? []) : [],
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
