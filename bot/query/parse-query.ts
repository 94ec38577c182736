import { phrases } from '../words/words';
import { type Clock, comesRound, roundBefore } from './period';
import { sortTokens } from './qualifiers';
import type { Mistake, Parsed, Query, Subject, Window } from './query';
import { type Asked, excerpt, isMistake, mistake, type Question, questionWith, valueQuoted } from './question';
import { subjectOf, typeBefore } from './subject';
import { escapeSlack, LONGEST_QUESTION, type Token, tokensOf, unescapeSlack } from './tokens';
import { draftOf, timeMistake } from './values';
import { type AskedPeriod, parseWindow } from './window';

export type Command = 'who-changed' | 'changes';

/** What reading a question depends on besides its text. */
export interface Asking extends Clock {
  /** `changes` may begin with a period, asks about the last two hours by default, and needs no name. */
  readonly command?: Command;
}

const DEFAULT_PERIOD_OF_CHANGES = '2h';

const HELP = new Set(['help', '?', '-h', '--h', '--help', '-help']);

/**
 * Reads a question as Slack or a terminal gives it. Never throws, whatever the text is: what cannot be understood comes
 * back as a mistake with a sentence for the asker. The question that a mistake offers instead is one that is understood
 * where it is typed: `escapeSlack` makes of it what Slack would send then.
 */
export const parseQuery = (text: string, asking: Asking): Parsed => {
  const parsed = readQuestion(text, asking);
  if (parsed.kind !== 'mistake' || parsed.mistake.tryInstead === undefined) return parsed;
  const { tryInstead, ...told } = parsed.mistake;
  return readQuestion(escapeSlack(tryInstead), asking).kind === 'query' ? parsed : { kind: 'mistake', mistake: told };
};

const readQuestion = (text: string, { now, zone, command = 'who-changed' }: Asking): Parsed => {
  if (text.length > LONGEST_QUESTION) {
    const message = phrases.mistakes.tooLong({ most: LONGEST_QUESTION, length: text.length });
    return { kind: 'mistake', mistake: { message } };
  }
  const typed = unescapeSlack(text).trim();
  const tokens = tokensOf(typed);
  if (isHelp(tokens, command)) return { kind: 'help' };
  const query = queryOf(typed, { tokens, now, zone }, command);
  return isMistake(query) ? { kind: 'mistake', mistake: query } : { kind: 'query', query };
};

const isHelp = (tokens: readonly Token[], command: Command): boolean => {
  const [first, second] = tokens;
  if (first === undefined) return command === 'who-changed';
  return second === undefined && !first.quoted && HELP.has(first.text.normalize('NFKC').toLowerCase());
};

const queryOf = (text: string, question: Question, command: Command): Query | Mistake => {
  const sorted = sortTokens(question, command === 'changes');
  if (isMistake(sorted)) return sorted;
  const draft = draftOf(sorted.asked, question);
  if (isMistake(draft)) return draft;
  const { type, words } = typeBefore(sorted.words, draft.types ?? []);
  const subject = subjectOf(words, question);
  if (isMistake(subject)) return subject;
  const window = windowOf(sorted.asked, draft.period ?? defaultPeriod(command, subject), question);
  if (isMistake(window)) return window;
  const { types = [], verbs = [], only = [], period, ...single } = draft;
  return { text, subject, ...single, types: type === undefined ? types : [type], window, verbs, only };
};

/** One event is looked for wherever it is. */
const defaultPeriod = (command: Command, subject: Subject): AskedPeriod =>
  command === 'changes' && subject.kind !== 'event' ? { since: DEFAULT_PERIOD_OF_CHANGES } : {};

const windowOf = (asked: readonly Asked[], period: AskedPeriod, question: Question): Window | Mistake => {
  const window = parseWindow(period, question);
  if (window.ok) return window.value;
  const times = asked.filter(({ qualifier }) => qualifier.key in period);
  const last = times.at(-1);
  if (last === undefined) return mistake(window.message);
  const [first, second] = times;
  if (first !== undefined && second !== undefined) {
    const where = times.map(({ pair }) => `${pair.key}:${excerpt(pair.value)}`).join(' ');
    return mistake(`“${where}”: ${window.message}`, last.token, swapped(first, second, period, question));
  }
  return timeMistake(window, last.pair, last.token, question);
};

/**
 * The question with its two times exchanged, where that makes sense. Of weekdays and months the one before was meant: who asks on a Monday
 * for "monday until:tuesday" asks about last week.
 */
const swapped = (first: Asked, second: Asked, period: AskedPeriod, question: Question): string | undefined => {
  const both = [first, second];
  const values = both.some(({ pair }) => comesRound(pair.value))
    ? both.map((one) => (one.qualifier.key === 'since' ? roundBefore(one.pair.value, question) : one.pair.value))
    : [second.pair.value, first.pair.value];
  const [one, other] = values;
  if (one === undefined || other === undefined) return undefined;
  const exchanged = { ...period, [first.qualifier.key]: one, [second.qualifier.key]: other };
  if (!parseWindow(exchanged, question).ok) return undefined;
  return questionWith(
    question,
    new Map([
      [first.token, `${first.pair.key}:${valueQuoted(one)}`],
      [second.token, `${second.pair.key}:${valueQuoted(other)}`],
    ]),
  );
};
