import { distance } from 'fastest-levenshtein';
import type { ResourceType, Verb } from '../change/catalogue';
import { TYPE_WORDS, typeFromWords } from '../change/resource-types';
import { phrases } from '../words/words';
import { type NotRead, parseSpan } from './period';
import { type Mistake, ONLY, type Only, type Person } from './query';
import { type QualifierKey, VERB_WORDS, verbsFromWord } from './query-words';
import {
  type Asked,
  excerpt,
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
import { opensOnly, type Pair, quoteName, type Token, withMentionsNamed } from './tokens';
import type { AskedPeriod } from './window';

/** What was read of a question so far. */
export interface Draft {
  readonly by?: Person;
  readonly instance?: string;
  readonly limit?: number;
  readonly types?: readonly ResourceType[];
  readonly verbs?: readonly Verb[];
  readonly only?: readonly Only[];
  readonly period?: AskedPeriod;
}

/** `limit:` asks for no more. */
export const LARGEST_LIMIT = 1000;

type Reader = (asked: Asked, question: Question) => Draft | Mistake;

/** Reads the value of every qualifier; the first that cannot be read is the mistake. */
export const draftOf = (all: readonly Asked[], question: Question): Draft | Mistake => {
  let draft: Draft = {};
  for (const asked of all) {
    const part =
      withoutValue(asked, question) ?? withoutEnd(asked, question) ?? READERS[asked.qualifier.key](asked, question);
    if (isMistake(part)) return part;
    draft = together(draft, part);
  }
  return draft;
};

/** Lists are kept in one order, so that a question means the same in whatever order it was typed. */
const together = (a: Draft, b: Draft): Draft => ({
  ...a,
  ...b,
  types: ordered([...(a.types ?? []), ...(b.types ?? [])]),
  verbs: ordered([...(a.verbs ?? []), ...(b.verbs ?? [])]),
  only: ordered([...(a.only ?? []), ...(b.only ?? [])]),
  ...((a.period ?? b.period) && { period: { ...a.period, ...b.period } }),
});

const ordered = <T extends string>(values: readonly T[]): readonly T[] => [...new Set(values)].sort();

/** A person may have an @ before the name that is no mention. */
const withoutAt = (value: string): string => value.replace(/^[@＠]/, '');

const withoutValue = ({ qualifier, pair, token }: Asked, question: Question): Mistake | undefined => {
  const value = qualifier.key === 'by' && !pair.quoted ? withoutAt(pair.value) : pair.value;
  if (value.trim() !== '') return undefined;
  const { value: wanted, examples } = qualifier;
  const message = phrases.mistakes.takes({ key: pair.key, value: wanted, example: examples[0] ?? '' });
  return mistake(message, token, pair.value === '' ? withNextJoined(question, token, `${pair.key}:`) : undefined);
};

/** `by:"Mateo Jackson` would be by somebody called `"Mateo`, about something called Jackson. */
const withoutEnd = ({ pair, token }: Asked, question: Question): Mistake | undefined => {
  if (pair.quoted || !opensOnly(pair.value)) return undefined;
  const rest = following(token, question, question.tokens.length);
  const end = rest.findIndex(({ pair: next, quoted }) => next !== undefined || quoted);
  const words = end < 0 ? rest : rest.slice(0, end);
  const value = quoteName([pair.value.slice(1), ...words.map(({ raw }) => raw)].join(' '));
  return mistake(
    phrases.mistakes.valueNotClosed(pair),
    token,
    questionWith(question, new Map(words.map((each) => [each, ''])).set(token, `${pair.key}:${value}`)),
  );
};

const readBy: Reader = ({ pair }) => {
  if (pair.mention) return { by: { kind: 'slack user', ...pair.mention } };
  return { by: { kind: 'name', name: withMentionsNamed(pair.quoted ? pair.value : withoutAt(pair.value)) } };
};

/** Full-width letters and digits are as good as any. */
const halfWidth = (value: string): string => value.normalize('NFKC').trim();

const readInstance: Reader = ({ pair }) => ({ instance: halfWidth(pair.value) });

const readLimit: Reader = ({ pair, token }, question) => {
  const value = halfWidth(pair.value);
  const limit = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (limit >= 1 && limit <= LARGEST_LIMIT) return { limit };
  const message = phrases.mistakes.limit({ most: LARGEST_LIMIT });
  return mistakeIn(question, token, message, limit > LARGEST_LIMIT ? `limit:${LARGEST_LIMIT}` : undefined);
};

const timeReader =
  (key: keyof AskedPeriod): Reader =>
  (asked, question) => {
    const { pair, token } = asked;
    const severalWords = timeOfSeveralWords(asked, question);
    if (severalWords !== undefined) return severalWords;
    const span = parseSpan(pair.value, question);
    return span.ok ? { period: { [key]: pair.value } } : timeMistake(span, pair, token, question);
  };

/** What the time of a qualifier should have been; a message that repeats nothing of it says where. */
export const timeMistake = (
  { message, instead, insteadKey }: NotRead,
  pair: Pair,
  token: Token,
  question: Question,
): Mistake => {
  const saysWhere = message.includes('“') || message.includes(`${pair.key}:`);
  const where = saysWhere ? '' : `“${pair.key}:${excerpt(pair.value)}”: `;
  const corrected = instead && `${insteadKey ?? pair.key}:${valueQuoted(instead)}`;
  return mistakeIn(question, token, `${where}${message}`, corrected);
};

/** The entries of a comma list. */
const entriesOf = (value: string): readonly string[] =>
  halfWidth(value)
    .split(/[,、]/)
    .map((entry) => entry.trim());

const one = <T>(value: T | undefined): readonly T[] | undefined => (value === undefined ? undefined : [value]);

/** Reads each entry of a comma list; the first that means nothing is a mistake that names the nearest word. */
const listOf = <T extends string>(
  { pair, token, qualifier }: Asked,
  question: Question,
  { read, words, sort }: { read: (entry: string) => readonly T[] | undefined; words: readonly string[]; sort: string },
): readonly T[] | Mistake => {
  const entries = entriesOf(pair.value);
  const values = entries.map(read);
  const at = values.indexOf(undefined);
  if (at < 0) return values.flatMap((value) => value ?? []);

  const entry = entries[at] ?? '';
  if (entry === '') {
    const some = entries.filter((each) => each !== '').join(',');
    const message = phrases.mistakes.list({ example: qualifier.examples.at(-1) ?? '' });
    return mistakeIn(question, token, message, some === '' ? undefined : `${pair.key}:${valueQuoted(some)}`);
  }
  const nearest = nearestOf(entry, words);
  const told = { entry: excerpt(entry), sort };
  const message =
    nearest === undefined
      ? phrases.mistakes.noSuch({ ...told, examples: qualifier.examples })
      : phrases.mistakes.noSuchNear({ ...told, nearest: `${pair.key}:${valueQuoted(nearest)}` });
  const corrected = nearest && entries.with(at, nearest).join(',');
  return mistakeIn(question, token, message, corrected && `${pair.key}:${valueQuoted(corrected)}`);
};

/** The word that differs least, where it differs in at most a third of its letters. */
const nearestOf = (typed: string, words: readonly string[]): string | undefined => {
  const entry = typed.toLowerCase();
  const byDistance = words.map((word) => ({ word, off: distance(word, entry) })).sort((a, b) => a.off - b.off);
  const [best] = byDistance;
  return best !== undefined && best.off <= Math.max(1, Math.ceil(best.word.length / 3)) ? best.word : undefined;
};

/** Every word for a type, as it can be typed without quotes. */
const TYPEABLE_TYPES = Object.entries(TYPE_WORDS)
  .filter(([type]) => type !== 'unknown')
  .flatMap(([, words]) => [words.label, ...('synonyms' in words ? words.synonyms : [])])
  .map((words) => words.toLowerCase().replaceAll(' ', '-'));

const readTypes: Reader = (asked, question) => {
  const severalWords = typeOfSeveralWords(asked, question);
  if (severalWords !== undefined) return severalWords;
  const types = listOf(asked, question, {
    read: (words) => one(typeFromWords(words)),
    words: TYPEABLE_TYPES,
    sort: phrases.mistakes.sorts.type,
  });
  return isMistake(types) ? types : { types };
};

/** `type:queue ES` is about something called ES: joined, the two would spell a plural. */
const isPluralEnding = ({ raw }: Token): boolean => /^(?:s|es|ies)$/i.test(raw);

/** `type:routing profile`: the words that follow complete a type, and only quotes or a dash hold them together. */
const typeOfSeveralWords = ({ pair, token }: Asked, question: Question): Mistake | undefined => {
  if (pair.quoted) return undefined;
  const entry = entriesOf(pair.value).at(-1) ?? '';
  const at = question.tokens.indexOf(token) + 1;
  for (const count of [3, 2, 1]) {
    const following = question.tokens.slice(at, at + count);
    const words = [entry, ...following.map(({ raw }) => raw)].join('-');
    if (entry === '' || following.length < count || following.some(isPluralEnding)) continue;
    if (typeFromWords(words) === undefined) continue;
    const whole = `${pair.value}-${following.map(({ raw }) => raw).join('-')}`;
    const changed = new Map(following.map((each) => [each, ''])).set(token, `${pair.key}:${whole}`);
    return mistake(
      phrases.mistakes.typeOfSeveralWords({ whole: `${pair.key}:${whole}` }),
      token,
      questionWith(question, changed),
    );
  }
  return undefined;
};

const readVerbs: Reader = (asked, question) => {
  const verbs = listOf(asked, question, {
    read: verbsFromWord,
    words: Object.keys(VERB_WORDS),
    sort: phrases.mistakes.sorts.verb,
  });
  return isMistake(verbs) ? verbs : { verbs };
};

const onlyFromWord = (word: string): Only | undefined => {
  const typed = word.toLowerCase().replace(/[\s_]+/g, '-');
  return ONLY.find((only) => only === typed);
};

const readOnly: Reader = (asked, question) => {
  const only = listOf(asked, question, {
    read: (word) => one(onlyFromWord(word)),
    words: ONLY,
    sort: phrases.mistakes.sorts.only({ words: ONLY }),
  });
  return isMistake(only) ? only : { only };
};

const READERS: Readonly<Record<QualifierKey, Reader>> = {
  by: readBy,
  type: readTypes,
  verb: readVerbs,
  only: readOnly,
  instance: readInstance,
  limit: readLimit,
  since: timeReader('since'),
  until: timeReader('until'),
  before: timeReader('before'),
  on: timeReader('on'),
  during: timeReader('during'),
  around: timeReader('around'),
};
