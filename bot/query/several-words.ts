import { phrases } from '../words/words';
import { parseSpan } from './period';
import type { Mistake } from './query';
import { type Asked, following, mistake, type Question, questionWith, valueQuoted } from './question';

/** What may only go on with a time that could end here: `2h ago`, `2026-11-01 09:00`, `6:40 pm`, `18:40 UTC`. */
const GOES_ON = /^(?:ago|at|[ap]\.?m\.?|z|utc|gmt|\d{1,2}:\d{2}\S*|\d{1,2}[ap]m|[+-]\d{2}\S*)$/i;

const LONGEST = 3;

/**
 * `since:2026-11-01 09:00`: only quotes hold a time of several words together. Without them the rest would be read as a
 * name, and the question would mean something else.
 */
export const timeOfSeveralWords = ({ pair, token }: Asked, question: Question): Mistake | undefined => {
  if (pair.quoted) return undefined;
  const isTime = parseSpan(pair.value, question).ok;
  for (let count = LONGEST; count > 0; count -= 1) {
    const rest = following(token, question, count);
    const isPlain = rest.every((each) => !each.quoted && each.pair === undefined);
    if (rest.length < count || !isPlain || (isTime && !rest.every(({ raw }) => GOES_ON.test(raw)))) continue;
    const words = [pair.value, ...rest.map(({ raw }) => raw)].join(' ');
    if (!parseSpan(words, question).ok) continue;
    const whole = `${pair.key}:${valueQuoted(words)}`;
    return mistake(
      phrases.times.severalWords({ whole }),
      token,
      questionWith(question, new Map(rest.map((each) => [each, ''])).set(token, whole)),
    );
  }
  return undefined;
};
