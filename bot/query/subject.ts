import { parseArn } from '../change/arn';
import type { ResourceType } from '../change/catalogue';
import { typeFromWords } from '../change/resource-types';
import { phrases } from '../words/words';
import { decoded, idOf, isLink, subjectOfLink } from './links';
import type { Mistake, Subject } from './query';
import { mistake, mistakeIn, type Question, questionWith } from './question';
import { opensOnly, quoteName, type Token, withMentionsNamed } from './tokens';

/**
 * A type before a name in quotes, or before an id, is the same as `type:` behind it: `queue "Billing"`. Where no quotes part the two,
 * something may have the whole name, and only who knows all names can tell.
 */
export const typeBefore = (
  words: readonly Token[],
  types: readonly ResourceType[],
): { readonly type?: ResourceType; readonly words: readonly Token[] } => {
  const before = words.slice(0, -1);
  const last = words.slice(-1);
  const isApart = last.some(({ quoted, raw }) => quoted || idOf(raw) !== undefined || isArn(raw));
  if (!isApart || before.some(({ quoted }) => quoted)) return { words };
  const type = typeFromWords(before.map(({ raw }) => raw).join(' '));
  return type === undefined || (types.length > 0 && !types.includes(type)) ? { words } : { type, words: last };
};

const isArn = (word: string): boolean => /^arn(?::|%3a)/i.test(word);

/** What the words that are no qualifiers ask about. */
export const subjectOf = (words: readonly Token[], question: Question): Subject | Mistake => {
  const [first, second] = words;
  if (first === undefined) return { kind: 'everything' };
  const unclosed = first.quoted ? undefined : unclosedMistake(words, question);
  if (unclosed !== undefined) return unclosed;
  if (second !== undefined) return subjectOfWords(words, question);
  if (first.quoted) return quotedSubject(first);
  if (first.mention) return mentionMistake(first, question);
  return subjectOfWord(first);
};

/** `"Billing ES since:2h`, `queue "Billing ES`: whether the quote is part of the name, only the asker knows. */
const unclosedMistake = (words: readonly Token[], question: Question): Mistake | undefined => {
  const at = words.findIndex((_word, index) => opensOnly(asTyped(words.slice(index), question)));
  const [first, ...others] = words.slice(Math.max(at, 0));
  const isBehindType = at > 0 && typeFromWords(asTyped(words.slice(0, at), question)) !== undefined;
  if (first === undefined || !(at === 0 || isBehindType)) return undefined;
  const name = asTyped([first, ...others], question);
  const changed = new Map(others.map((each) => [each, ''])).set(first, quoteName(name.slice(1)));
  return mistake(phrases.mistakes.nameNotClosed, first, questionWith(question, changed));
};

const quotedSubject = (token: Token): Subject | Mistake =>
  token.text.trim() === ''
    ? mistake(phrases.mistakes.nothingInQuotes, token)
    : { kind: 'name', name: withMentionsNamed(token.text) };

const subjectOfWords = (words: readonly Token[], question: Question): Subject | Mistake => {
  const [first] = words;
  if (first !== undefined && words.every(({ quoted }) => quoted)) {
    const message = phrases.mistakes.severalNames;
    return mistake(message, words[1], questionWith(question, new Map(words.slice(1).map((token) => [token, '']))));
  }
  return { kind: 'name', name: withMentionsNamed(asTyped(words, question)) };
};

/** Words joined as typed: with the spaces between them, or one where a qualifier stood there. */
const asTyped = (words: readonly Token[], { tokens }: Question): string =>
  words.reduce((name, word, index) => {
    const followsDirectly = index > 0 && tokens[tokens.indexOf(word) - 1] === words[index - 1];
    return `${name}${index === 0 ? '' : followsDirectly ? word.spacesBefore || ' ' : ' '}${word.raw}`;
  }, '');

const mentionMistake = (token: Token, question: Question): Mistake =>
  mistakeIn(question, token, phrases.mistakes.mentionAlone, `by:${token.raw}`);

/** Records hold ARNs with URL escapes (`arn%3Aaws%3A…`); from there they are copied. */
const subjectOfWord = (token: Token): Subject | Mistake => {
  const word = /^arn%3a/i.test(token.raw) ? decoded(token.raw) : token.raw;
  const id = idOf(word);
  if (id !== undefined) return { kind: 'id', id };
  if (/^arn:aws[a-z-]*:/i.test(word)) return subjectOfArn(word);
  if (!isLink(word) || ORIGIN.test(word)) return { kind: 'name', name: word };
  const link = subjectOfLink(word);
  return link.ok ? link.value : mistake(link.message, token);
};

/** An address without a path is what an approved origin is called, and no page of anything. */
const ORIGIN = /^https?:\/\/[^/?#\s]+\/?$/i;

/** An ARN of another service is the id of what links that to Connect, or of what of it a call of Connect's changes. */
const subjectOfArn = (typed: string): Subject => {
  const arn = parseArn(typed);
  if (arn === undefined) {
    const [, , service = '', region = '', account = ''] = typed.split(':');
    const type = service.toLowerCase() === 'lambda' ? 'lambda-function-association' : 'unknown';
    return { kind: 'arn', arn: typed, id: typed, type, region, account };
  }
  const { type, region, account, instanceId } = arn;
  const id = idOf(arn.id) ?? arn.id;
  return { kind: 'arn', arn: typed, id, type, region, account, ...(instanceId !== undefined && { instanceId }) };
};
