import * as fc from 'fast-check';
import { aboutOne, byPerson, ofName, widened } from '../../bot/answer/ask-again';
import { parseQuery } from '../../bot/query/parse-query';
import type { Query } from '../../bot/query/query';
import { escapeSlack, plainOrQuoted, quoteName } from '../../bot/query/tokens';
import { readCommand } from '../../bot/slack/commands';
import { hostile } from '../support/hostile';
import { NOW } from './ask-both';

/** The query of a question as it is typed. */
const queryOf = (typed: string): Query => {
  const parsed = parseQuery(escapeSlack(typed), { now: NOW, zone: 'UTC' });
  if (parsed.kind !== 'query') throw new Error(`${typed}: ${JSON.stringify(parsed)}`);
  return parsed.query;
};

/** Not those that are a mention once they are typed, nor what no question has room for. */
const names = hostile.filter(
  (name) => name.trim() !== '' && name.length < 400 && !/<@[A-Z0-9]+(?:\|[^<>]*)?>/.test(name) && name.isWellFormed(),
);
const QUALIFIERS = ['since:2h', 'type:queue', 'only:failed', 'by:"<@ann>"', 'instance:"R&D"', 'limit:3'];
const questions = fc
  .tuple(names, fc.subarray(QUALIFIERS))
  .map(([name, qualifiers]) => [quoteName(name), ...qualifiers].join(' '));

const TELLING = { now: NOW, command: '/connect-who-changed', most: 6 };
/** What is asked by looking wider; undefined where no time narrowed the question. */
const widerOf = (query: Query): Query | undefined => {
  const typed = widened(query, TELLING);
  return typed === undefined ? undefined : queryOf(readCommand(typed).text);
};

const meaning = ({ text: _text, window: _window, ...rest }: Query) => rest;

describe('The question behind a button', () => {
  it('without the times asks about the same name with all else that was asked', async () => {
    await fc.assert(
      fc.property(questions, (question) => {
        const query = queryOf(question);
        const wider = widerOf(query);
        if (query.window.from === undefined) return expect(wider).toBeUndefined();
        expect(wider && meaning(wider)).toEqual(meaning(query));
        expect(wider?.window).toEqual({});
      }),
    );
  });

  it('about another name, another person or one thing keeps all else that was asked', async () => {
    await fc.assert(
      fc.property(questions, names, (question, name) => {
        const query = queryOf(question);
        expect(queryOf(ofName(name, query, TELLING))).toMatchObject({
          ...meaning(query),
          subject: { kind: 'name', name },
        });
        expect(queryOf(byPerson(name, query))).toMatchObject({ ...meaning(query), by: { kind: 'name', name } });
        const ref = { service: 'lex', type: 'lex-bot', id: name, region: 'us-east-1' } as const;
        expect(queryOf(aboutOne({ ref }, query) ?? '')).toMatchObject({
          ...meaning(query),
          types: ['lex-bot'],
          subject: { kind: 'name', name },
        });
      }),
    );
  });

  it('says a value so that it is read back', async () => {
    await fc.assert(
      fc.property(names, (value) => {
        expect(queryOf(`by:${plainOrQuoted(value)}`).by).toEqual({ kind: 'name', name: value });
      }),
    );
  });

  it('about a thing whose id is no UUID asks for it in its own instance', () => {
    const instance = { id: '9db333d8-55b8-4d61-8f05-694dec53099e', region: 'us-east-1', account: '111122223333' };
    const ref = {
      service: 'connect',
      type: 'predefined-attribute',
      id: 'Language',
      region: 'us-east-1',
      instance,
    } as const;
    const about = aboutOne({ ref }, queryOf('Language type:queue instance:prod since:2h'), TELLING);
    expect(about).toBe(`Language type:predefined-attribute instance:${instance.id} since:2h`);
  });

  it('about another name keeps the type that stood before the name', () => {
    expect(ofName('Billing', queryOf('queue "Biling" since:2h'), TELLING)).toBe('"Billing" type:queue since:2h');
  });

  it('about <@home> asks about <@home>', () => {
    const query = queryOf('<@home> since:2h');
    expect(query.subject).toEqual({ kind: 'name', name: '<@home>' });
    expect(widerOf(query)?.subject).toEqual(query.subject);
  });
});
