import * as fc from 'fast-check';

/** What somebody may call a queue to have it read as something else. */
export const HOSTILE = [
  '<!channel>',
  '<!here|here>',
  '<@U0SOFIA0001>',
  '<!subteam^S1|@oncall>',
  '*bold*',
  '_it_ ~gone~ `code`',
  '``` block ```',
  ':tada:',
  ':flag-us: 10:30:00',
  '<https://evil.example|AWS console>',
  'https://evil.example',
  '&lt;!channel&gt;',
  '&amp;lt;',
  'que\u200bue',
  'que\u200due',
  '\u202egnillib',
  'a\u2066b\u2069',
  'two\nlines\r\n\ttabs',
  '\u2028\u2029\u0000\u0007',
  '\ufeffBilling\u00ad',
  'Bill\u3164ing',
  'Bill\u034fing\ufe0f\u2800',
  '\u{e0041}\u{e007f}',
  '\u001b]0;pwned\u0007\u009b2J\u007f',
  '\ud800',
  '   ',
  '',
  '|>',
  'x'.repeat(10_000),
  '&'.repeat(512),
  '`'.repeat(600),
  '\u200b'.repeat(512),
  '👩🏽‍🚀'.repeat(200),
  'z\u0301'.repeat(5_000),
];

/** Such names, parts of them, and any letters at all. */
export const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 600 }) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...HOSTILE), { maxLength: 4 }).map((parts) => parts.join('')) },
);
