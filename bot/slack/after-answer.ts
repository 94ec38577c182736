import * as z from 'zod/mini';
import type { Answer, AnsweredChange } from '../answer/answer';
import type { Action, Message, More } from '../answer/message';
import { phrases } from '../words/words';
import { readCarried } from './carried';

/** The ids of the buttons under an answer. */
export const MORE_ACTION = 'more';
export const DETAILS_ACTION = 'details';
/** Of the details of one change: to its neighbours. */
export const NEWER_ACTION = 'details-newer';
export const OLDER_ACTION = 'details-older';
export const EXPORT_ACTION = 'export';
export const LIVE_ACTION = 'live';

/** The question that an answer is to, as a button carries it: command and all, with the moment that its window ends at. */
export interface AskedAt {
  readonly ask: string;
  /** ISO 8601 UTC. */
  readonly askedAt: string;
}

/** So many changes of an answer can be looked at one by one: their ids must fit into a button. */
const MOST_DETAILED = 30;

/** What can be done with an answer, as it is told in a message; the newest change comes first in the details. */
export const handlesOf = (answer: Answer, message: Message, asked: AskedAt, isLive: boolean): readonly Action[] => {
  const { changes, coverage, total, failed } = answer;
  const isUnread = coverage.settledTo !== undefined && coverage.sources.some(({ kind }) => kind === 'index');
  return [
    ...(message.more === undefined ? [] : [moreAction(message.more, asked)]),
    ...(changes.length === 0
      ? []
      : [detailsAction(changes.slice(0, MOST_DETAILED), { of: total, failed }), exportAction(asked)]),
    ...(isUnread && !isLive ? [{ id: LIVE_ACTION, label: phrases.answerButtons.live, value: asked.ask }] : []),
  ];
};

export const moreAction = ({ label, eventId, shown }: More, asked: AskedAt): Action => ({
  id: MORE_ACTION,
  label,
  value: JSON.stringify({ ...asked, eventId, shown }),
});

const detailsAction = (
  changes: readonly AnsweredChange[],
  counts: { readonly of: number; readonly failed: number },
): Action => ({
  id: DETAILS_ACTION,
  label: phrases.answerButtons.details,
  value: JSON.stringify({ eventIds: changes.map(({ change }) => change.eventId), at: 0, ...counts }),
});

const exportAction = (asked: AskedAt): Action => ({
  id: EXPORT_ACTION,
  label: phrases.answerButtons.export,
  value: JSON.stringify(asked),
});

const askedAt = { ask: z.string().check(z.minLength(1)), askedAt: z.iso.datetime() };
const eventId = z.string().check(z.minLength(1), z.maxLength(100));
const moreSchema = z.object({ ...askedAt, eventId, shown: z.number() });
const exportSchema = z.object(askedAt);
/** Events by their ids, and which of them is looked at. */
export const detailsSchema = z.object({
  eventIds: z.array(eventId).check(z.minLength(1), z.maxLength(MOST_DETAILED)),
  at: z.number().check(z.nonnegative()),
  /** How many the answer has, and how many of these are attempts; a button of an earlier version does not say. */
  of: z.optional(z.number()),
  failed: z.optional(z.number()),
});
export type Detailed = z.infer<typeof detailsSchema>;

export const readMore = readCarried(moreSchema);
export const readDetails = readCarried(detailsSchema);
export const readExport = readCarried(exportSchema);
