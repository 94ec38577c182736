import fc from 'fast-check';
import { decodeEntities, type Inline, type Part, parseMrkdwn } from '../../bot/local/page/mrkdwn';
import { slackDate } from '../../bot/local/page/slack-date';

const inlines = (parts: readonly Part[]): readonly Inline[] =>
  parts
    .flatMap((part) => ('inner' in part ? part.inner : []))
    .flatMap((one) => ('inner' in one ? [one, ...one.inner] : one));

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

describe('mrkdwn on the local page', () => {
  it('never shows a mention or a masked link for text that was escaped, whatever the text', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '!',
      '@',
      '#',
      '|',
      '^',
      '&',
      'channel',
      'U0MATEO0002',
      'lt;',
      'gt;',
      'amp;',
      'https://e.example',
      '*',
      '`',
      '\n',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (letters) => {
        const found = inlines(parseMrkdwn(escaped(letters.join(''))));
        const live = found.filter(({ kind }) => !['text', 'code', 'styled', 'emoji', 'link'].includes(kind));
        const masked = found.filter((one) => one.kind === 'link' && one.url !== one.label);
        expect([...live, ...masked]).toEqual([]);
      }),
    );
  });

  it('loses no letter of text without marks', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zé日 <>&;!@#.,-]{1,40}$/), (text) => {
        fc.pre(!text.startsWith('>'));
        const shown = inlines(parseMrkdwn(escaped(text))).map((one) => ('text' in one ? one.text : '?'));
        expect(shown.join('')).toBe(text);
      }),
    );
  });

  it.each([
    ['a *bold* word', ['text', 'styled', 'text']],
    ['2*3*4 is not bold', ['text']],
    ['snake_case_name', ['text']],
    ['at 18:40:12', ['text']],
    ['`*code*`', ['code']],
    ['<@U0MATEO0002>', ['user']],
    ['<!here>', ['broadcast']],
    ['<!subteam^S1|@oncall>', ['group']],
    ['<https://a.example|A>', ['link']],
    ['<javascript:alert(1)|A>', ['text']],
    ['see https://a.example now', ['text', 'link', 'text']],
  ])('reads “%s”', (text, kinds) => {
    expect(parseMrkdwn(text).flatMap((part) => ('inner' in part ? part.inner.map(({ kind }) => kind) : []))).toEqual(
      kinds,
    );
  });

  it('reads quotations and preformatted text', () => {
    expect(parseMrkdwn('one\n&gt; two\n```a &lt; b\n  c```three').map(({ kind }) => kind)).toEqual([
      'paragraph',
      'quote',
      'preformatted',
      'paragraph',
    ]);
  });

  it('decodes an entity once', () => {
    expect(decodeEntities('&amp;lt; &lt;')).toBe('&lt; <');
  });
});

describe('Slack’s dates on the local page', () => {
  const reader = { zone: 'Asia/Tokyo', now: new Date('2026-11-21T16:00:00Z'), locale: 'en-GB' };
  const at = (iso: string) => Date.parse(iso) / 1000;

  it.each([
    ['2026-11-21T15:30:00Z', '{date_num} {time}', '2026-11-22 00:30'],
    ['2026-11-21T15:30:00Z', '{date_pretty}', 'today'],
    ['2026-11-21T14:30:00Z', '{date_short_pretty} at {time}', 'yesterday at 23:30'],
    ['2026-11-18T03:00:00Z', '{date_short_pretty}', '18 Nov 2026'],
    ['2026-11-21T15:45:00Z', '{ago}', '15 minutes ago'],
    ['2026-11-21T15:45:00Z', '{time_secs}', '00:45:00'],
    ['2026-11-21T15:45:00Z', '{nonsense}', 'fallback'],
    ['2026-11-21T15:45:00Z', 'no token', 'fallback'],
  ])('shows %s as %s in the reader’s zone: %s', (iso, layout, shown) => {
    expect(slackDate(at(iso), layout, 'fallback', reader)).toBe(shown);
  });

  it('shows the fallback for a time that is none', () => {
    expect(slackDate(Number.NaN, '{time}', 'fallback', reader)).toBe('fallback');
    expect(slackDate(0, '{time}', 'fallback', reader)).toBe('fallback');
  });
});
