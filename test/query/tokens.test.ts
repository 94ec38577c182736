import fc from 'fast-check';
import { parseQuery } from '../../bot/query/parse-query';
import {
  escapeSlack,
  quoteName,
  textOfArguments,
  tokensOf,
  unescapeSlack,
  withMentionsNamed,
} from '../../bot/query/tokens';

const textsOf = (text: string) => tokensOf(text).map((token) => (token.quoted ? [token.text] : token.text));

describe('Slack’s escapes', () => {
  it.each([
    ['<http://q.example.com|q.example.com>', 'q.example.com'],
    ['<https://q.example.com/a?b=1&amp;c=2>', 'https://q.example.com/a?b=1&c=2'],
    ['by:<mailto:a@b.example|a@b.example>', 'by:a@b.example'],
    ['<mailto:a@b.example>', 'a@b.example'],
    ['<#C1|general> <#C2>', '#general #C2'],
    ['<tel:+81312345678|+81312345678> <tel:+8131>', '+81312345678 +8131'],
    ['<!channel> <!date^1^{date}|today>', '@channel today'],
    ['<!here> <!subteam^S1|@ops>', '@here @ops'],
    ['by:<@U123|ann>', 'by:<@U123|ann>'],
    ['R&amp;D &lt;EMEA&gt;', 'R&D <EMEA>'],
    ['R&D <EMEA>', 'R&D <EMEA>'],
    ['&amp;lt;', '&lt;'],
    ['a < b > c', 'a < b > c'],
  ])('%s was typed as %s', (escaped, typed) => {
    expect(unescapeSlack(escaped)).toBe(typed);
  });

  it.each(['R&D <EMEA>', 'by:<@U123|ann> &lt;', '<!channel>', '<https://x.example|y>', '<@home>', '<@>', '<@U1|a<b>'])(
    'of what is typed anew are undone again: %s',
    (typed) => {
      expect(unescapeSlack(escapeSlack(typed))).toBe(typed);
    },
  );

  it('names a mention by its label for a reader', () => {
    expect(withMentionsNamed('Ops <@U1|ann> and <@U2>')).toBe('Ops @ann and @U2');
  });
});

describe('Tokens; those in brackets were in quotes', () => {
  it.each<[string, (string | string[])[]]>([
    ['', []],
    [' \n\t ', []],
    ['Billing ES', ['Billing', 'ES']],
    ['Billing\u00a0ES\u3000EMEA', ['Billing', 'ES', 'EMEA']],
    ['\u200bBilling\ufeff ES\u200d', ['Billing', 'ES']],
    ['\u202a+81312345678\u202c', ['+81312345678']],
    ['Bil\u200bling', ['Bil\u200bling']],
    ['\u200b', []],
    ['"Billing ES"', [['Billing ES']]],
    ['“Billing ES”', [['Billing ES']]],
    ['„Billing ES“', [['Billing ES']]],
    ['”Billing ES”', [['Billing ES']]],
    ['« Billing\u00a0ES »', [['Billing\u00a0ES']]],
    ["'Billing ES'", [['Billing ES']]],
    ['‘Billing ES’', [['Billing ES']]],
    ['「お問い合わせ キュー」', [['お問い合わせ キュー']]],
    ['"  two  spaces "', [['  two  spaces ']]],
    ['"since:2h"', [['since:2h']]],
    ['""', [['']]],
    ['O’Brien', ['O’Brien']],
    ["O'Brien's queue", ["O'Brien's", 'queue']],
    ["'O’Brien’s queue'", [['O’Brien’s queue']]],
    ['27" monitors', ['27"', 'monitors']],
    ['"27\\" monitors"', [['27" monitors']]],
    ['"27\\\\" monitors', [['27\\'], 'monitors']],
    ['"C:\\"', [['C:\\']]],
    ['"a\\b"', [['a\\b']]],
    ['"Billing', ['"Billing']],
    ['"Billing"ES', ['"Billing"ES']],
    ['—help', ['--help']],
    ['–h', ['--h']],
    ['Sales — EMEA', ['Sales', '—', 'EMEA']],
    ['a <@U1|ann lee> b', ['a', '<@U1|ann lee>', 'b']],
  ])('of %j', (text, expected) => {
    expect(textsOf(text)).toEqual(expected);
  });

  it.each([
    ['since:2h', { key: 'since', value: '2h', quoted: false }],
    ['Since:18:40', { key: 'Since', value: '18:40', quoted: false }],
    ['by:', { key: 'by', value: '', quoted: false }],
    ['by:"Mateo Jackson"', { key: 'by', value: 'Mateo Jackson', quoted: true }],
    ['by:“Mateo Jackson”', { key: 'by', value: 'Mateo Jackson', quoted: true }],
    ['by:O’Brien', { key: 'by', value: 'O’Brien', quoted: false }],
    [
      'by:<@U123|ann>',
      { key: 'by', value: '<@U123|ann>', quoted: false, mention: { slackUserId: 'U123', label: 'ann' } },
    ],
    ['by:<@U123>', { key: 'by', value: '<@U123>', quoted: false, mention: { slackUserId: 'U123' } }],
    ['ｓｉｎｃｅ：２ｈ', { key: 'since', value: '２ｈ', quoted: false }],
    ['type：queue', { key: 'type', value: 'queue', quoted: false }],
    ['arn:aws:x', { key: 'arn', value: 'aws:x', quoted: false }],
  ])('%s is a key and a value', (text, pair) => {
    expect(tokensOf(text)).toEqual([expect.objectContaining({ raw: text, pair })]);
  });

  it.each(['10:30', ':since', '"a:b"', 'Billing', '<@U1|a:b>', 'ü:1'])('%s is not', (text) => {
    expect(tokensOf(text)[0]?.pair).toBeUndefined();
  });

  it('keep the spaces between them, of whatever kind, as plain ones', () => {
    expect(tokensOf('a  b\u3000\u200bc').map(({ spacesBefore }) => spacesBefore)).toEqual(['', '  ', ' ']);
  });

  it('keep what was typed beside what is read', () => {
    expect(tokensOf('–EMEA')).toEqual([{ raw: '–EMEA', text: '--EMEA', quoted: false, spacesBefore: '' }]);
  });

  it('put together hold all that was typed but spaces and what cannot be seen', () => {
    const seen = (text: string) => text.replace(/[\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu, '');
    const typed = fc
      .array(fc.constantFrom('a', ' ', '"', '“', "'", ':', 'by', '<@U1|x y>', '\u200b', '—', '「', '」', '<', '«'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(typed, (text) =>
        expect(
          seen(
            tokensOf(text)
              .map(({ raw }) => raw)
              .join(''),
          ),
        ).toBe(seen(text)),
      ),
    );
  });
});

describe('A name in quotes', () => {
  it.each([
    ['Billing', '"Billing"'],
    ['The "big" queue', `'The "big" queue'`],
    ['R&amp;D', '"R&amp;D"'],
    ['<@home>', '"<@home>"'],
  ])('%s is written %s', (name, quoted) => {
    expect(quoteName(name)).toBe(quoted);
  });

  it.each(['a" b’ c」 d』', `all" of' them」 here』`, '\\" \\\\’ 」 』'])('%s is read back exactly', (name) => {
    expect(tokensOf(unescapeSlack(escapeSlack(quoteName(name))))).toEqual([
      expect.objectContaining({ text: name, quoted: true }),
    ]);
  });
});

describe('Arguments of a terminal', () => {
  it.each([
    [['queue-test-1', 'since:7d'], 'queue-test-1 since:7d'],
    [['Billing', 'ES'], 'Billing ES'],
    [['Billing ES'], '"Billing ES"'],
    [['Billing ES', 'since:7d'], '"Billing ES" since:7d'],
    [['Sales: EMEA'], '"Sales: EMEA"'],
    [['Billing ES since:7d'], 'Billing ES since:7d'],
    [['by:Mateo Jackson'], 'by:"Mateo Jackson"'],
    [['by:ann since:7d'], 'by:ann since:7d'],
    [['Billing', 'by:Mateo Jackson'], 'Billing by:"Mateo Jackson"'],
    [['Billing', 'by:"Mateo Jackson"'], 'Billing by:"Mateo Jackson"'],
    [['Billing', 'since:2026-11-01 09:00'], 'Billing since:"2026-11-01 09:00"'],
    [['Billing', 'by:ann since:7d'], 'Billing by:ann since:7d'],
    [['"Billing ES"'], '"Billing ES"'],
    [['The "big queue"'], '"The "big queue""'],
    [[' Billing '], 'Billing'],
    [[''], ''],
    [[], ''],
  ])('%j ask %s', (args, text) => {
    expect(textOfArguments(args)).toBe(text);
  });
});

describe('what a terminal types', () => {
  it.each(['<!channel>', 'a&amp;b', '<https://evil.example|x>', '*x*'])('%s is asked for by its letters', (name) => {
    const parsed = parseQuery(textOfArguments([name]), { now: new Date('2026-11-21T09:00:00Z'), zone: 'utc' });
    expect(parsed).toMatchObject({ kind: 'query', query: { subject: { kind: 'name', name } } });
  });
});
