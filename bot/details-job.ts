import type { AnsweredChange } from './answer/answer';
import { eventLink, pageLink } from './answer/console-links';
import { detailsMessage } from './answer/details-message';
import { maskedRecord } from './answer/masked-record';
import type { Action, Message } from './answer/message';
import { line } from './answer/message';
import type { Answered } from './answer-question';
import { isObject } from './change/json';
import { type Claims, onceClaimed } from './claimed';
import type { Log } from './log';
import type { Query } from './query/query';
import { NEWER_ACTION, OLDER_ACTION } from './slack/after-answer';
import type { DetailsJob } from './slack/job';
import { phrases } from './words/words';

/** What is shown of one change, or why it can't be. */
export interface Details {
  readonly message: Message;
  /** The record as AWS wrote it, secrets masked; absent where it can't be had. */
  readonly record?: string;
  readonly links: readonly { readonly label: string; readonly url: string }[];
}

export interface DetailsDeps extends Claims {
  readonly answer: (query: Query) => Promise<Answered>;
  /** The record of an event as AWS wrote it; undefined where no index holds it. */
  readonly record: (eventId: string) => Promise<unknown>;
  /** Shows it in the modal that the job names. */
  readonly show: (job: DetailsJob, details: Details) => Promise<unknown>;
  readonly now: () => Date;
  readonly log: Log;
  readonly preface?: string;
}

/** Fills an open modal with all that is known of one change. What fails is told there; where even that fails it escapes. */
export const detailsJob = (job: DetailsJob, deps: DetailsDeps): Promise<unknown> =>
  onceClaimed(job.id, deps, async () => {
    const details = await detailsOf(job, deps).catch((error: unknown) => {
      deps.log('error', 'a change could not be shown in detail', { reference: job.id }, error);
      return told(phrases.details.failed, job.id);
    });
    await deps.show(job, withSteps(job, withPreface(details, deps.preface)));
    deps.log('info', 'details shown', { reference: job.id, asker: job.userId, changes: job.eventIds.length });
    return 'done';
  });

const told = (sentence: string, code: string): Details => ({
  message: { lines: [line('fact', sentence), line('note', ...phrases.app.reference({ code }))], buttons: [] },
  links: [],
});

const withPreface = (details: Details, preface: string | undefined): Details =>
  preface === undefined ? details : { ...details, message: { ...details.message, preface } };

const detailsOf = async (
  { eventIds, at, of, failed = 0 }: DetailsJob,
  { answer, record }: DetailsDeps,
): Promise<Details> => {
  const eventId = eventIds[at] ?? '';
  const answered = await answer(ofEvent(eventId));
  const found = answered.kind === 'answer' ? answered.answer.changes[0] : undefined;
  if (answered.kind !== 'answer' || found === undefined) {
    return told(phrases.details.gone, eventId);
  }
  const raw = await record(eventId);
  const message = detailsMessage(found, answered.answer, {
    at,
    of: of ?? eventIds.length,
    failed,
    lookedAt: eventIds.length,
  });
  const notHeld = line('note', phrases.details.recordNotHeld);
  return {
    message: isObject(raw) ? message : { ...message, lines: [...message.lines, notHeld] },
    ...(isObject(raw) && { record: JSON.stringify(maskedRecord(raw), null, 2) }),
    links: linksOf(found),
  };
};

const linksOf = ({ change, resource }: AnsweredChange): Details['links'] => {
  const page = resource.deleted ? undefined : pageLink(resource.ref);
  const event = eventLink(change);
  return [
    ...(event === undefined ? [] : [{ label: phrases.details.event, url: event }]),
    ...(page === undefined ? [] : [{ label: phrases.details.page, url: page }]),
  ];
};

/** One event, whenever it was. */
const ofEvent = (eventId: string): Query => ({
  text: eventId,
  subject: { kind: 'event', eventId },
  types: [],
  window: {},
  verbs: [],
  only: [],
});

/** Buttons to the neighbours of the change that is shown. */
const withSteps = ({ eventIds, at, of, failed }: DetailsJob, details: Details): Details => {
  const to = (id: string, label: string, next: number): readonly Action[] =>
    next < 0 || next >= eventIds.length
      ? []
      : [{ id, label, value: JSON.stringify({ eventIds, at: next, of, failed }) }];
  const handles = [
    ...to(NEWER_ACTION, phrases.details.newer, at - 1),
    ...to(OLDER_ACTION, phrases.details.older, at + 1),
  ];
  return { ...details, message: { ...details.message, handles } };
};
