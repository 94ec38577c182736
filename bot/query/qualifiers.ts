import { distance } from 'fastest-levenshtein';
import { phrases } from '../words/words';
import { parseSpan, type Span, secondsOf } from './period';
import type { Mistake } from './query';
import { QUALIFIER_WORDS, type QualifierKey, qualifierNamed } from './query-words';
import {
  type Asked,
  following,
  isMistake,
  mistake,
  mistakeIn,
  type Question,
  questionWith,
  valueQuoted,
  withNextJoined,
} from './question';
import { timeOfSeveralWords } from './several-words';
import type { Pair, Token } from './tokens';

/** A question's qualifiers, and the words that are none. */
export interface Sorted {
  readonly asked: readonly Asked[];
  readonly words: readonly Token[];
}

/** Tells the qualifiers from the words of the name; a period may lead in `/connect-changes`. */
export const sortTokens = (question: Question, mayLeadWithPeriod: boolean): Sorted | Mistake => {
  const asked: Asked[] = [];
  const words: Token[] = [];
  for (const token of question.tokens) {
    const qualifier = token.pair && qualifierNamed(token.pair.key);
    const slip = qualifier === undefined ? slipIn(token, question) : undefined;
    if (slip !== undefined) return slip;
    if (token.pair && qualifier) asked.push({ qualifier, pair: token.pair, token });
    else words.push(token);
  }
  const period = mayLeadWithPeriod ? leadingPeriod(words, asked, question) : undefined;
  if (period !== undefined && isMistake(period)) return period;
  if (period !== undefined) asked.unshift(period);
  return givenOnce(asked, question) ?? { asked, words: period === undefined ? words : words.slice(1) };
};

/** A word that was surely meant as a qualifier: `sicne:2h`, `--since 2h`, `since :2h`, `since 2h`. */
const slipIn = (token: Token, question: Question): Mistake | undefined => {
  if (token.quoted) return undefined;
  const [, dashes, option = '', sign, value] = /^(-{1,2})([a-z]+)(?:([=:])(.*))?$/i.exec(token.text) ?? [];
  if (qualifierNamed(option) !== undefined && (dashes === '--' || sign === ':')) {
    return optionMistake(option.toLowerCase(), value, token, question);
  }
  const apart = colonApart(token, question);
  if (apart !== undefined) return apart;
  const meant = token.pair && nearWord(token.pair);
  if (token.pair === undefined || meant === undefined) return undefined;
  const { key: typed, value: of } = token.pair;
  const message = phrases.mistakes.nearQualifier({ typed, meant });
  if (of === '') return mistake(message, token, withNextJoined(question, token, `${meant}:`));
  return mistakeIn(question, token, message, `${meant}:${token.raw.slice(typed.length + 1)}`);
};

/** `since :2h` and `since : 2h`, as French is written, and `since 2h`; the other words stand in many a name. */
const colonApart = (token: Token, question: Question): Mistake | undefined => {
  const word = token.text.normalize('NFKC').toLowerCase();
  if (qualifierNamed(word) === undefined || token.pair !== undefined) return undefined;
  const [next, afterNext] = following(token, question, 2);
  if (next === undefined || next.pair !== undefined) return undefined;
  const message = phrases.mistakes.colonApart({ key: word });
  const joined = (value: string, ...used: readonly Token[]) =>
    mistake(
      message,
      token,
      questionWith(question, new Map(used.map((each) => [each, ''])).set(token, `${word}:${value}`)),
    );
  if (/^[:：]$/.test(next.raw)) {
    return afterNext === undefined || afterNext.pair !== undefined
      ? mistake(message, token)
      : joined(afterNext.raw, next, afterNext);
  }
  if (/^[:：]/.test(next.raw)) return joined(next.raw.slice(1), next);
  const isTime = word === 'since' && !next.quoted && parseSpan(next.raw, question).ok;
  return isTime ? joined(valueQuoted(next.raw), next) : undefined;
};

const optionMistake = (key: string, value: string | undefined, token: Token, question: Question): Mistake => {
  const message = phrases.mistakes.likeAnOption({ key });
  if (value !== undefined) return mistakeIn(question, token, message, `${key}:${value}`);
  return mistake(message, token, withNextJoined(question, token, `${key}:`));
};

/**
 * The qualifier one edit away. `EN: Sales` and `B: overflow` stay names: any two letters are one edit from `on` or `by`,
 * and a qualifier has its value right after the colon.
 */
const nearWord = ({ key, value }: Pair): string | undefined => {
  const typed = key.toLowerCase();
  return QUALIFIER_WORDS.find((word) => isOneEditAway(word, typed) && (word.length > 2 || value !== ''));
};

const isOneEditAway = (a: string, b: string): boolean => {
  const between = distance(a, b);
  if (between !== 2 || a.length !== b.length) return between === 1;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
};

/** `/connect-changes 2h Billing`: a period before the name. Words that begin many a name (`Sunday hours`) must stand alone. */
const leadingPeriod = (
  words: readonly Token[],
  others: readonly Asked[],
  question: Question,
): Asked | Mistake | undefined => {
  const [token] = words;
  if (token === undefined || token.quoted) return undefined;
  const as = (key: QualifierKey): Asked | undefined => {
    const qualifier = qualifierNamed(key);
    return qualifier && { qualifier, pair: { key, value: token.text, quoted: false }, token };
  };
  const since = as('since');
  const severalWords = since && timeOfSeveralWords(since, question);
  if (severalWords !== undefined) return severalWords;
  if (!startsPeriod(token) && (words.length > 1 || !/day$/i.test(token.text))) return undefined;
  const span = parseSpan(token.text, question);
  return span.ok ? as(keyOfLeading(span.value, others, question)) : undefined;
};

/** The word of a question about everything that is its period. */
interface Lead {
  readonly token: Token;
  /** The same as it may stand before a name, too: `2h`, `on:monday`. */
  readonly typed: string;
}

/** What a question about everything begins with: `2h` of `2h type:queue`; nothing where a qualifier says when. */
export const leadOf = (question: Question): Lead | undefined => {
  const sorted = sortTokens(question, true);
  const lead = isMistake(sorted) ? undefined : sorted.asked.find(({ token }) => token.pair === undefined);
  if (lead === undefined) return undefined;
  const { token, pair } = lead;
  return { token, typed: startsPeriod(token) ? token.raw : `${pair.key}:${token.raw}` };
};

const startsPeriod = ({ text }: Token): boolean => /^(?:today|yesterday)$|^\d/i.test(text.normalize('NFKC'));

/** A day or a month that has ended means itself. What goes on begins there, and so does what is given an end of its own. */
const keyOfLeading = ({ unit, last }: Span, others: readonly Asked[], { now }: Question): QualifierKey => {
  const hasEnd = others.some(({ qualifier }) => qualifier.key === 'until' || qualifier.key === 'before');
  if (hasEnd || last >= secondsOf(now)) return 'since';
  if (unit === 'day') return 'on';
  return unit === 'month' ? 'during' : 'since';
};

/** Which qualifiers say the same of the window, so that only one of each row may stand. */
const RIVALS: readonly (readonly QualifierKey[])[] = [
  ['until', 'before'],
  ['on', 'during', 'around', 'since'],
  ['on', 'during', 'around', 'until', 'before'],
];

const TIME_KEYS: ReadonlySet<QualifierKey> = new Set(RIVALS.flat());

const givenOnce = (asked: readonly Asked[], question: Question): Mistake | undefined => {
  for (const [index, one] of asked.entries()) {
    // Without the rest of its time, that would be left as a name.
    const isTime = TIME_KEYS.has(one.qualifier.key) && one.pair.value !== '';
    const severalWords = isTime ? timeOfSeveralWords(one, question) : undefined;
    if (severalWords !== undefined) return severalWords;
    const without = questionWith(question, new Map([[one.token, '']]));
    const earlier = asked.slice(0, index);
    const same = earlier.find(({ qualifier }) => qualifier.key === one.qualifier.key && !qualifier.many);
    if (same !== undefined) {
      const [key, other] = [same.pair.key, one.pair.key];
      const message = key === other ? phrases.mistakes.givenTwice({ key }) : phrases.mistakes.sameTwice({ key, other });
      return mistake(message, one.token, without);
    }
    const rival = earlier.find(({ qualifier }) => areRivals(qualifier.key, one.qualifier.key));
    if (rival === undefined) continue;
    const message = phrases.mistakes.rivals({ key: rival.pair.key, other: one.pair.key });
    return mistake(message, one.token, without);
  }
  return undefined;
};

const areRivals = (a: QualifierKey, b: QualifierKey): boolean =>
  a !== b && RIVALS.some((row) => row.includes(a) && row.includes(b));
