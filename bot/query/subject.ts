import { parseArn } from '../change/arn';
import { idOf, isLink, subjectOfLink } from './links';
import type { Mistake, Subject } from './query';
import { mistake, mistakeIn, type Question, questionWith } from './question';
import { type Token, withMentionsNamed } from './tokens';

/** What the words that are no qualifiers ask about. */
export const subjectOf = (words: readonly Token[], question: Question): Subject | Mistake => {
  const [first, second] = words;
  if (first === undefined) return { kind: 'everything' };
  if (second !== undefined) return subjectOfWords(words, question);
  if (first.quoted) return quotedSubject(first);
  if (first.mention) return mentionMistake(first, question);
  return subjectOfWord(first);
};

const quotedSubject = (token: Token): Subject | Mistake =>
  token.text.trim() === ''
    ? mistake('There is nothing between the quotes: put a name there, or leave them out.', token)
    : { kind: 'name', name: withMentionsNamed(token.text) };

const subjectOfWords = (words: readonly Token[], question: Question): Subject | Mistake => {
  const [first] = words;
  if (first !== undefined && words.every(({ quoted }) => quoted)) {
    const message = 'Those are several names in quotes: ask about one at a time.';
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
  mistakeIn(
    question,
    token,
    'A mention alone could be who changed or what was changed: write by: before it for what they changed, or the login ' +
      'of their Connect user for who changed that.',
    `by:${token.raw}`,
  );

const subjectOfWord = (token: Token): Subject | Mistake => {
  const word = token.raw;
  const id = idOf(word);
  if (id !== undefined) return { kind: 'id', id };
  if (/^arn:aws[a-z-]*:/i.test(word)) return subjectOfArn(token);
  if (!isLink(word)) return { kind: 'name', name: word };
  const link = subjectOfLink(word);
  return link.ok ? link.value : mistake(link.message, token);
};

const subjectOfArn = (token: Token): Subject | Mistake => {
  const arn = parseArn(token.raw);
  if (arn === undefined) {
    const message = 'That is no ARN of Amazon Connect, Voice ID or Lex: give one of theirs, a name, or an id.';
    return mistake(message, token);
  }
  const { type, region, account, instanceId } = arn;
  const id = idOf(arn.id) ?? arn.id;
  return { kind: 'arn', arn: token.raw, id, type, region, account, ...(instanceId !== undefined && { instanceId }) };
};
