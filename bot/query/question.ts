import type { Clock } from './period';
import type { Mistake } from './query';
import type { Qualifier } from './query-words';
import { type Pair, quoteName, type Token } from './tokens';

/** A qualifier as asked: the token that holds it, and its value. */
export interface Asked {
  readonly qualifier: Qualifier;
  readonly pair: Pair;
  readonly token: Token;
}

/** A whole question cut into tokens, from which corrected ones are made. */
export interface Question extends Clock {
  readonly tokens: readonly Token[];
}

/** Whether reading came to a mistake. */
export const isMistake = (value: object): value is Mistake => 'message' in value;

/** The question with some tokens put otherwise, or left out. */
export const questionWith = ({ tokens }: Question, changed: ReadonlyMap<Token, string>): string =>
  tokens
    .map((token) => changed.get(token) ?? token.raw)
    .filter((text) => text !== '')
    .join(' ');

/** A mistake, the token it is in, and a whole question to ask instead. */
export const mistake = (message: string, token?: Token, tryInstead?: string): Mistake => ({
  message,
  ...(token && { token: token.raw }),
  ...(tryInstead && { tryInstead }),
});

/** A mistake in one token; `instead` is what the token should have been. */
export const mistakeIn = (question: Question, token: Token, message: string, instead?: string): Mistake =>
  mistake(message, token, instead === undefined ? undefined : questionWith(question, new Map([[token, instead]])));

/** A value as it may stand behind a colon. */
export const valueQuoted = (value: string): string => (/\s/.test(value) ? quoteName(value) : value);

/** As much of a long text as a mistake repeats. */
export const excerpt = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** The question with a token replaced by `beginning` and the word after it, where a plain word follows: `by: ann` as `by:ann`. */
export const withNextJoined = (question: Question, token: Token, beginning: string): string | undefined => {
  const next = question.tokens[question.tokens.indexOf(token) + 1];
  if (next === undefined || next.pair !== undefined) return undefined;
  return questionWith(question, new Map([[token, `${beginning}${next.raw}`]]).set(next, ''));
};

/** The tokens right behind one, at most so many. */
export const following = (token: Token, { tokens }: Question, count: number): readonly Token[] => {
  const at = tokens.indexOf(token) + 1;
  return tokens.slice(at, at + count);
};
