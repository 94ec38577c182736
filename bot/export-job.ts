import type { Answer } from './answer/answer';
import { isUnsettled, onlyLacks } from './answer/edge-lines';
import { line, type Message } from './answer/message';
import { csvPieces } from './answer/to-csv';
import { jsonPieces } from './answer/to-json';
import type { Answered } from './answer-question';
import { type Claims, onceClaimed } from './claimed';
import type { Log } from './log';
import type { SlackPerson } from './look-up/answer-deps';
import { parseQuery } from './query/parse-query';
import { endingBy, type Query } from './query/query';
import { dependsOnZone, UNKNOWN_ZONE } from './query/unknown-zone';
import { commandText } from './slack/commands';
import type { ExportJob } from './slack/job';
import { phrases } from './words/words';

/** A file for whoever asked. */
export interface ExportFile {
  readonly name: string;
  readonly content: Uint8Array;
}

export interface ExportDeps extends Claims {
  readonly answer: (query: Query, onUnderway: undefined, slackPerson: ExportDeps['personOf']) => Promise<Answered>;
  readonly zoneOf: (slackUserId: string) => Promise<string | undefined>;
  readonly personOf: (slackUserId: string) => Promise<SlackPerson | undefined>;
  /** Sends files as one direct message. */
  readonly send: (userId: string, comment: string, files: readonly ExportFile[]) => Promise<void>;
  /** Tells the asker alone. */
  readonly tell: (message: Message) => Promise<unknown>;
  readonly now: () => Date;
  readonly log: Log;
  readonly preface?: string;
}

/**
 * Sends the whole answer, every change of its window, as CSV and JSON in a direct message. What fails is told to whoever asked; where even
 * that fails it escapes, to be delivered again.
 */
export const exportJob = (job: ExportJob, deps: ExportDeps): Promise<unknown> =>
  onceClaimed(job.id, deps, async () => {
    try {
      await exportAnswer(job, deps);
    } catch (error) {
      deps.log('error', 'an answer could not be exported', { reference: job.id }, error);
      await deps.tell(failed(job.id));
    }
    return 'done';
  });

const failed = (reference: string): Message => ({
  lines: [line('fact', phrases.exporting.failed), line('note', ...phrases.app.reference({ code: reference }))],
  buttons: [],
});

const exportAnswer = async (job: ExportJob, deps: ExportDeps): Promise<void> => {
  const told = await deps.zoneOf(job.userId);
  const zone = told ?? UNKNOWN_ZONE;
  const asking = { now: new Date(job.askedAt), command: job.command };
  const parsed = parseQuery(job.text, { ...asking, zone });
  if (parsed.kind !== 'query') throw new Error('The question of an export was not understood.');
  const answered = await deps.answer(whole(parsed.query, job), undefined, deps.personOf);
  if (answered.kind !== 'answer')
    throw new Error(`The question of an export is a mistake: ${answered.mistake.message}`);
  const answer = asAsked(answered.answer);
  const typed = `${commandText(job.command)} ${job.text}`.trim();
  const files = filesOf(answer, zone, job.askedAt);
  const isGuessed = told === undefined && dependsOnZone(job.text, asking);
  await deps.send(job.userId, comment(answer, isGuessed, deps.preface), files);
  deps.log('info', 'answer exported', {
    reference: job.id,
    asker: job.userId,
    asked: typed,
    changes: answer.changes.length,
  });
  await deps.tell({
    lines: [line('fact', phrases.exporting.sent(countsOf(answer)))],
    buttons: [],
  });
};

/** So many fit into the worker with the text that is made of them and what carries it to Slack. */
export const MOST_EXPORTED = 50_000;

/** All of the window, ending where the answer's did; of very many the newest. */
const whole = (query: Query, { askedAt }: ExportJob): Query => ({
  ...query,
  window: endingBy(askedAt, query.window),
  limit: MOST_EXPORTED,
});

/** Where our own limit kept nothing out nobody need hear of it. */
const asAsked = (answer: Answer): Answer => {
  const { limit: _ours, ...query } = answer.query;
  return answer.beyondLimit === undefined ? { ...answer, query } : answer;
};

/** Names without anything from outside, by the moment of the question. */
const filesOf = (answer: Answer, zone: string, askedAt: string): readonly ExportFile[] => {
  const name = `connect-changes-${askedAt.slice(0, 19).replace(/[:T]/g, '-')}`;
  return [
    { name: `${name}.csv`, content: bytesOf(csvPieces(answer, zone)) },
    { name: `${name}.json`, content: bytesOf(jsonPieces(answer)) },
  ];
};

/** As bytes, piece by piece: what the worker may hold does not hold the answer, its text and its bytes at once. */
const bytesOf = (pieces: Iterable<string>): Uint8Array =>
  Buffer.concat(Array.from(pieces, (piece) => Buffer.from(piece)));

/** As the answer counts them: the files hold both. */
const countsOf = ({ changes }: Answer) => {
  const failed = changes.filter(({ change }) => change.outcome.kind === 'failed').length;
  return { changes: changes.length - failed, failed };
};

const wholeWords = (coverage: Answer['coverage']): readonly string[] => {
  if (coverage.complete) return [];
  if (onlyLacks(coverage)) return [phrases.exporting.allBut({ lacks: coverage.lacks ?? [] })];
  return [isUnsettled(coverage) ? phrases.exporting.unsettled : phrases.exporting.partial];
};

/** Slack parses what stands with a file: the question stays out of it, as it may hold anything. */
const comment = (answer: Answer, isGuessed: boolean, preface: string | undefined): string =>
  [
    ...(preface === undefined ? [] : [preface]),
    phrases.exporting.files(countsOf(answer)),
    ...(answer.beyondLimit !== undefined ? [phrases.exporting.newestOf({ total: answer.total })] : []),
    ...wholeWords(answer.coverage),
    ...(isGuessed ? [phrases.question.zoneUnknown] : []),
  ].join(' ');
