import type { ReadAccount } from './account';
import { bruteAnswer, type PlainAnswer, type PlainQuestion } from './answer';
import { type ReadChange, secondsBetween } from './change';

/** What else happened in a short window that holds nothing of the asked thing. */
export interface ReadElsewhere {
  readonly changes: number;
  readonly newest?: string;
  readonly instanceId?: string;
  readonly unplaced?: number;
}

/** No record tells in which instance it was, and it may have been in this one. */
const isUnplaced =
  ({ places, changes }: ReadAccount, instanceId: string) =>
  ({ eventId, region, type }: ReadChange): boolean =>
    places.get(eventId)?.length === 0 &&
    !/^(lex|voiceid)-/.test(type) &&
    changes.some((one) => one.region === region && places.get(one.eventId)?.includes(instanceId));

/**
 * The one instance in which all that was asked about is, none of it an instance. Of what has no name, and of a number that an ARN put into an
 * instance, an answer may know the instance or not: only `isFarKnown` counts it.
 */
const homeOf = ({ things }: ReadAccount, { subjects }: PlainAnswer, isFarKnown: boolean): string | undefined => {
  const homes = new Set(
    subjects.map((one) => {
      const thing = things.get(one.replace(' deleted', ''));
      const isInstance = thing?.key === thing?.instanceId;
      const isFar = thing?.names.length === 0 || thing?.type === 'phone-number';
      return isInstance || (isFar && !isFarKnown) ? undefined : thing?.instanceId;
    }),
  );
  return homes.size === 1 ? [...homes][0] : undefined;
};

export const bruteElsewhere = (
  account: ReadAccount,
  question: PlainQuestion,
  answer: PlainAnswer,
  now: string,
  isFarKnown = false,
): ReadElsewhere | undefined => {
  const { name, id, by, verb, only, from, to = now } = question;
  const isAboutThing = name !== undefined || id !== undefined;
  const isNarrow = by !== undefined || verb !== undefined || only !== undefined;
  if (answer.outcome !== 'nothing' || !isAboutThing || isNarrow) return undefined;
  if (from === undefined || secondsBetween(from, to) > 26 * 3600) return undefined;
  const instanceId = question.instanceId ?? homeOf(account, answer, isFarKnown);
  const seen = account.changes.filter(({ time, failed }) => time >= from && time <= to && !failed);
  const here = seen.filter(
    ({ eventId }) => instanceId === undefined || account.places.get(eventId)?.includes(instanceId),
  );
  const unplaced = instanceId === undefined ? 0 : seen.filter(isUnplaced(account, instanceId)).length;
  const [newest] = here;
  return {
    changes: here.length,
    ...(newest && { newest: newest.time }),
    ...(instanceId !== undefined && { instanceId }),
    ...(unplaced > 0 && { unplaced }),
  };
};

/**
 * Changes that fit but for the asked instance, and of which it is not known whether they were in it. A Connect user of another
 * instance changes nothing in this one.
 */
export const mayBeInPlace = (account: ReadAccount, question: PlainQuestion): boolean => {
  const { instanceId, limit: _limit, ...anywhere } = question;
  if (instanceId === undefined) return false;
  const { eventIds } = bruteAnswer(account, anywhere);
  const isOfAnother = ({ userId = '' }: ReadChange): boolean => {
    const home = account.things.get(userId)?.instanceId;
    return question.by !== undefined && home !== undefined && home !== instanceId;
  };
  return account.withCopies.some(
    (change) => eventIds.includes(change.eventId) && isUnplaced(account, instanceId)(change) && !isOfAnother(change),
  );
};
