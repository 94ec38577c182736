import { phrases } from '../words/words';
import { parseQuery } from './parse-query';
import type { Mistake, Query } from './query';
import { qualifierNamed } from './query-words';
import { questionWith } from './question';
import { escapeSlack, LONGEST_QUESTION, type Token, tokensOf, unescapeSlack } from './tokens';

/** What somebody wants of a channel's watches. */
export type WatchRead =
  | { readonly kind: 'help' }
  | { readonly kind: 'list'; readonly withHelp: boolean }
  /** A number of the list, or the question of a watch. */
  | { readonly kind: 'stop'; readonly which: string }
  | { readonly kind: 'watch'; readonly query: Query }
  | { readonly kind: 'mistake'; readonly mistake: Mistake };

/** A list of 25 must fit into one message of Slack's. */
export const LONGEST_WATCH = 256;

/** A watch tells what changes from now on, and all of it. */
const SENSELESS: ReadonlySet<string> = new Set(['since', 'until', 'before', 'on', 'during', 'around', 'limit']);

/** A watch knows no times: any clock will do. */
const ANY_CLOCK = { now: new Date(0), zone: 'UTC' };

/** Reads what follows the command, as Slack sends it. Never throws, whatever the text is. What a mistake offers instead is understood. */
export const readWatch = (text: string): WatchRead => {
  const read = readTyped(text);
  if (read.kind !== 'mistake' || read.mistake.tryInstead === undefined) return read;
  const { tryInstead, ...told } = read.mistake;
  return readTyped(escapeSlack(tryInstead)).kind === 'watch' ? read : { kind: 'mistake', mistake: told };
};

const readTyped = (text: string): WatchRead => {
  const typed = unescapeSlack(text).trim();
  if (typed === '') return { kind: 'list', withHelp: true };
  if (typed.length > LONGEST_QUESTION) return tooLong(typed);
  const tokens = tokensOf(typed);
  const [first, ...others] = tokens;
  const word = first?.quoted === false ? first.text.normalize('NFKC').toLowerCase() : undefined;
  if (word === 'list' && others.length === 0) return { kind: 'list', withHelp: false };
  if (word !== undefined && STOPS.has(word)) return stopOf(typed.slice(first?.raw.length).trim(), word);
  return senseless(tokens) ?? readQuestion(text, typed);
};

const STOPS: ReadonlySet<string> = new Set(['off', 'unwatch', 'stop']);

const stopOf = (which: string, word: string): WatchRead =>
  which === '' ? mistake(phrases.watchMistakes.whichIsToEnd({ word })) : { kind: 'stop', which };

const senseless = (tokens: readonly Token[]): WatchRead | undefined => {
  const isSenseless = ({ pair }: Token): boolean => SENSELESS.has((pair && qualifierNamed(pair.key)?.key) ?? '');
  const token = tokens.find(isSenseless);
  if (token === undefined) return undefined;
  const rest = questionWith({ tokens, ...ANY_CLOCK }, new Map(tokens.filter(isSenseless).map((each) => [each, ''])));
  return {
    kind: 'mistake',
    mistake: {
      message: phrases.watchMistakes.noSense({ token: token.raw }),
      token: token.raw,
      ...(rest !== '' && { tryInstead: rest }),
    },
  };
};

const readQuestion = (text: string, typed: string): WatchRead => {
  const parsed = parseQuery(text, ANY_CLOCK);
  switch (parsed.kind) {
    case 'help':
    case 'mistake':
      return parsed;
    case 'query':
      if (parsed.query.subject.kind === 'event') return mistake(phrases.watchMistakes.event);
      return typed.length > LONGEST_WATCH ? tooLong(typed) : { kind: 'watch', query: parsed.query };
  }
};

const tooLong = ({ length }: string): WatchRead =>
  mistake(phrases.watchMistakes.tooLong({ most: LONGEST_WATCH, length }));

const mistake = (message: string): WatchRead => ({ kind: 'mistake', mistake: { message } });
