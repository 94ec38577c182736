import type { Answer, Underway } from './answer/answer';
import { messageOfAnswer } from './answer/answer-message';
import { MOST_SHOWN } from './answer/ask-again';
import { isUnfinished } from './answer/edge-lines';
import { helpMessage } from './answer/help';
import { type Line, line, type Message } from './answer/message';
import { moreMessage } from './answer/more-message';
import { underwayMessage } from './answer/which-one-message';
import type { Answered, OnUnderway } from './answer-question';
import { type Claims, onceClaimed } from './claimed';
import type { Log } from './log';
import type { SlackPerson } from './look-up/answer-deps';
import { parseQuery } from './query/parse-query';
import { endingBy, type Query } from './query/query';
import { unescapeSlack, withMentionsNamed } from './query/tokens';
import { dependsOnZone, UNKNOWN_ZONE } from './query/unknown-zone';
import { handlesOf, moreAction } from './slack/after-answer';
import { commandText } from './slack/commands';
import type { Question } from './slack/job';
import { mistakeInSlack, withMentionsShown, withNamesInMentions } from './slack/mentions';
import { phrases } from './words/words';

export interface JobDeps extends Claims {
  readonly answer: (query: Query, onUnderway: OnUnderway, slackPerson: JobDeps['personOf']) => Promise<Answered>;
  /** The same where the newest minutes are read live, whatever it takes. */
  readonly report: JobDeps['answer'];
  /** The asker's time zone, an IANA name; `undefined` where Slack does not tell. */
  readonly zoneOf: (slackUserId: string) => Promise<string | undefined>;
  /** Who a mentioned user is; `undefined` where Slack does not tell. */
  readonly personOf: (slackUserId: string) => Promise<SlackPerson | undefined>;
  /** False where the answer could not be shown to everybody, and the asker was told why: it may be asked for again. */
  readonly post: (job: Question, message: Message) => Promise<boolean>;
  /** Hands the second look to the queue, to be delivered after `delaySeconds` (SQS holds up to 900). */
  readonly enqueue: (job: Question, delaySeconds: number) => Promise<void>;
  readonly now: () => Date;
  readonly log: Log;
  /** After so long the asker is told that the work goes on; three seconds unless said otherwise. */
  readonly patienceMs?: number;
  /** Said before every answer (the sample account). */
  readonly preface?: string;
}

/** How many changes a Slack message shows before "more". */
const SHOWN = 6;
/** And how many of those that are worth a look. */
const SHOWN_OF_WORTH = 12;
/** Slower than this, the asker is told that the work goes on: nobody should wonder whether it was heard. */
const PROGRESS_AFTER_MS = 3_000;
const SECOND_LOOK_SECONDS = 600;
const FRESH_MS = 20 * 60_000;

/**
 * One question from the queue, answered once. Whatever goes wrong in the look-up is told to the asker in one sentence with
 * a reference; only where even that cannot be posted does the error escape, so that the queue delivers the question again.
 */
export const answerJob = async (job: Question, deps: JobDeps): Promise<void> => {
  const claimId = job.secondLook === undefined ? job.id : `${job.id}-second-look`;
  const claims = { ...deps, claim: (id: string) => deps.claim(id).catch(unclaimed(job, deps)) };
  await onceClaimed(claimId, claims, async () => ((await answerClaimed(job, deps)) ? 'done' : 'not done'));
};

/** Where claims can't be written an answer may come twice, which is better than none. */
const unclaimed =
  (job: Question, { log }: JobDeps) =>
  (error: unknown): 'mine' => {
    log('error', 'a question could not be claimed', { reference: job.id }, error);
    return 'mine';
  };

/** Whether the question is done with; not where what was to be shared could not be. */
const answerClaimed = async (delivered: Question, deps: JobDeps): Promise<boolean> => {
  const startedAt = deps.now().getTime();
  const isWaitedFor = delivered.secondLook === undefined && delivered.shared === undefined;
  const progress = isWaitedFor ? progressAfter(delivered, deps) : NO_PROGRESS;
  const job = { ...delivered, text: await withNamesInMentions(delivered.text, deps.personOf) };
  const outcome = await lookUp(job, deps, (underway) => {
    const message = messageUnderway(underway, job, deps);
    if (message === undefined) return;
    const say = underway.kind === 'from the index' ? progress.sayToo : progress.say;
    say(withPreface(message, deps.preface));
  });
  await progress.stop();
  if (outcome.kind === 'silent') return true;
  const message = repeating(withMentionsShown(outcome.message), job);
  // Everybody is to read the answer, and nobody but the asker that there is none.
  const failed = job.shared !== undefined && outcome.answers === undefined;
  const { everybody: _everybody, ...alone } = job;
  const said = withPreface(await inItsPlace(message, delivered, outcome, deps), deps.preface);
  const posted = await deps.post(failed ? alone : job, said);
  deps.log('info', 'question answered', {
    reference: job.id,
    asker: job.userId,
    asked: `${commandText(job.command)} ${unescapeSlack(job.text)}`.trim(),
    outcome: outcome.what,
    ...(outcome.answers !== undefined && { partial: isUnfinished(outcome.answers.coverage) }),
    changes: outcome.changes,
    tookMs: deps.now().getTime() - startedAt,
  });
  return posted && !failed;
};

/** What everybody reads says who shows it; what the asker alone reads can be shown to everybody. */
const inItsPlace = async (message: Message, job: Question, outcome: Said, { personOf }: JobDeps): Promise<Message> => {
  if (outcome.answers === undefined) return message;
  if (job.after !== undefined) return onward(message, job);
  const { command, text, askedAt, about } = job;
  const asked = { ask: `${commandText(command)} ${text}`.trim(), askedAt };
  if (job.shared !== undefined) {
    const { realName, displayName } = (await personOf(job.userId)) ?? {};
    const name = realName ?? displayName;
    const shared = name === undefined ? [phrases.question.shared] : phrases.question.sharedBy({ name });
    return {
      ...message,
      handles: handlesOf(outcome.answers, message, asked, true),
      lines: [...message.lines, line('note', ...shared)],
    };
  }
  const handles = handlesOf(outcome.answers, message, asked, job.live === true);
  // What everybody reads is shared already.
  if (job.everybody !== undefined) return { ...message, handles };
  return { ...message, handles, share: { ...asked, ...(about && { thread: about }) } };
};

/** A further page goes on to the next; all else was offered with the first. */
const onward = (message: Message, { command, text, askedAt }: Question): Message =>
  message.more === undefined
    ? message
    : { ...message, handles: [moreAction(message.more, { ask: `${commandText(command)} ${text}`.trim(), askedAt })] };

/** What is said before the answer, in place of the line that says that the work goes on. */
const messageUnderway = (underway: Underway, job: Question, deps: JobDeps): Message | undefined => {
  const command = commandText(job.command);
  switch (underway.kind) {
    case 'unknown name':
      return underway.nearest.length > 0 ? underwayMessage(underway, command) : undefined;
    case 'from the index': {
      return withLine(messageOfAnswer(underway.answer, tellingOf(underway.answer, command, deps)), THE_REST);
    }
  }
};

const THE_REST = line('note', phrases.question.theRest);

const tellingOf = ({ query }: Answer, command: string, { now }: Pick<JobDeps, 'now'>) => ({
  now: now(),
  most: Math.min(query.limit ?? SHOWN, MOST_SHOWN),
  mostWorth: Math.min(query.limit ?? SHOWN_OF_WORTH, MOST_SHOWN),
  pages: true as const,
  command,
});

const withPreface = (message: Message, preface: string | undefined): Message =>
  preface === undefined ? message : { ...message, preface };

interface Said {
  readonly kind: 'message';
  readonly message: Message;
  readonly what: string;
  readonly changes: number;
  /** Set where it answers the question, and is neither help nor a choice nor a failure. */
  readonly answers?: Answer;
}
type LookedUp = Said | { readonly kind: 'silent' };

const lookUp = async (job: Question, deps: JobDeps, onUnderway: OnUnderway): Promise<LookedUp> => {
  try {
    const command = commandText(job.command);
    const asking = { now: new Date(job.askedAt), command: job.command };
    const zone = await deps.zoneOf(job.userId);
    const parsed = parseQuery(job.text, { ...asking, zone: zone ?? UNKNOWN_ZONE });
    if (parsed.kind === 'help') return said(helpMessage(command, job.command), 'help');
    const answered =
      parsed.kind === 'mistake'
        ? parsed
        : await (job.live ? deps.report : deps.answer)(sameWindow(parsed.query, job), onUnderway, deps.personOf);
    const told =
      answered.kind === 'mistake'
        ? firstLook(job, mistakeInSlack(answered.mistake, command), 'mistake')
        : await tellAnswer(job, answered.answer, deps);
    const isGuessed = zone === undefined && dependsOnZone(job.text, asking);
    return isGuessed && told.kind === 'message' ? { ...told, message: withLine(told.message, ZONE_UNKNOWN) } : told;
  } catch (error) {
    deps.log('error', 'a question could not be answered', { reference: job.id }, error);
    return firstLook(job, failureMessage(error, job.id), 'failed');
  }
};

const withLine = (message: Message, added: Line): Message => ({ ...message, lines: [...message.lines, added] });

const ZONE_UNKNOWN = line('note', phrases.question.zoneUnknown);

/** The second look speaks only of what has come. */
const firstLook = (job: Question, message: Message, what: string): LookedUp =>
  job.secondLook === undefined ? said(message, what) : { kind: 'silent' };

const said = (message: Message, what: string, changes = 0): Said => ({ kind: 'message', message, what, changes });

/** What repeats a question ends where the question did, so that "since two hours" means the same two hours. */
const sameWindow = (query: Query, { secondLook, shared, after, askedAt }: Question): Query =>
  secondLook === undefined && shared === undefined && after === undefined
    ? query
    : { ...query, window: endingBy(askedAt, query.window) };

const tellAnswer = async (job: Question, answer: Answer, deps: JobDeps): Promise<LookedUp> => {
  const command = commandText(job.command);
  const telling = tellingOf(answer, command, deps);
  if (job.secondLook !== undefined) {
    if (answer.changes.length === 0) return { kind: 'silent' };
    return said(arrivedMessage(answer, telling), 'arrived later', answer.changes.length);
  }
  if (job.after !== undefined) {
    const page = moreMessage(answer, job.after, { most: MOST_SHOWN });
    return { ...said(page, 'more', answer.changes.length), answers: answer };
  }
  const message = messageOfAnswer(answer, telling);
  // A modal is closed long before.
  const mayLook =
    job.shared === undefined && job.view === undefined && isEmpty(answer) && touchesNow(answer.query, job);
  const looksAgain = mayLook && (await lookAgain(job, deps));
  const lines = looksAgain ? [...message.lines, AGAIN] : message.lines;
  const answers = answer.outcome === 'found' || answer.outcome === 'nothing';
  return { ...said({ ...message, lines }, answer.outcome, answer.changes.length), ...(answers && { answers: answer }) };
};

/** Nothing was found, and no slip of the finger explains it: a record may still be on its way. */
const isEmpty = ({ outcome, suggestions, actedAs }: Answer): boolean =>
  (outcome === 'nothing' && actedAs === undefined) || (outcome === 'unknown' && suggestions.length === 0);

/** Whether the second look is on its way; an answer does not fail for want of one. */
const lookAgain = (job: Question, deps: JobDeps): Promise<boolean> =>
  deps.enqueue({ ...job, secondLook: true }, SECOND_LOOK_SECONDS).then(
    () => true,
    (error: unknown) => {
      deps.log('warn', 'a second look could not be handed on', { reference: job.id }, error);
      return false;
    },
  );

const AGAIN = line('note', phrases.question.looksAgain);

const touchesNow = ({ window }: Query, job: Question): boolean =>
  window.to === undefined || Date.parse(window.to) >= Date.parse(job.askedAt) - FRESH_MS;

const arrivedMessage = (answer: Answer, telling: Parameters<typeof messageOfAnswer>[1]): Message => {
  const message = messageOfAnswer(answer, telling);
  const heading = line('heading', phrases.question.arrived);
  return { ...message, lines: [heading, ...message.lines] };
};

/** The acknowledgement is silent, so whatever is said says what was asked, as it was typed. */
const repeating = (message: Message, { command, text }: Question): Message => {
  const typed = `${commandText(command)} ${withMentionsNamed(unescapeSlack(text))}`.trim();
  return withLine(message, line('note', ...phrases.question.asked({ typed })));
};

/** What to tell when the world failed: the sentence of an error that was made for people, else that it is on us. */
const failureMessage = (error: unknown, reference: string): Message => ({
  lines: [
    line(
      'fact',
      error instanceof Error && error.name === 'CloudTrailUnavailable' ? `${error.message}.` : phrases.question.failed,
    ),
    line('note', ...phrases.question.askAgain({ reference })),
  ],
  buttons: [],
});

interface Progress {
  /** Says it at once, in place of the usual line. */
  readonly say: (message: Message) => void;
  /** Says it whatever was said before: it is worth more than the usual line. */
  readonly sayToo: (message: Message) => void;
  /** Nothing is said any more; ends when what was said has been posted, so that the answer comes after it. */
  readonly stop: () => Promise<void>;
}

/** One word before the answer, if it takes long or something can be said already; two only where the index has spoken. */
const progressAfter = (job: Question, deps: JobDeps): Progress => {
  let posting: Promise<unknown> | undefined;
  const sayToo = (message: Message): void => {
    posting = (posting ?? Promise.resolve())
      .then(() => deps.post(job, message))
      .catch((error: unknown) => deps.log('warn', 'progress could not be posted', { reference: job.id }, error));
  };
  const say = (message: Message): void => {
    if (posting === undefined) sayToo(message);
  };
  const timer = setTimeout(() => say(PROGRESS), deps.patienceMs ?? PROGRESS_AFTER_MS).unref();
  return {
    say,
    sayToo,
    stop: async () => {
      clearTimeout(timer);
      await posting;
    },
  };
};

/** The second look is not waited for. */
const NO_PROGRESS: Progress = { say: () => {}, sayToo: () => {}, stop: async () => {} };

const PROGRESS: Message = {
  lines: [line('note', phrases.question.progress)],
  buttons: [],
};
