import { phrases } from '../bot/words/words';

const COUNTS =
  /^(?:count|changes|failed|more|total|things|others|minutesBefore|calls|attempts|left|watches|pipelines|byPipelines|people|gaps|throttled)$/;
/** Stands for a text, a piece and a list. */
const WORD = Object.assign([{ words: 'word' }], { words: 'word', toString: () => 'word' });
/** What any phrase may be given: one of all that is counted, and a word for the rest. */
const ONE_OF_ALL: object = new Proxy(
  {},
  {
    get: (_, name) => {
      if (name === 'place') return undefined;
      return COUNTS.test(String(name)) ? 1 : WORD;
    },
  },
);

const textOf = (said: unknown): string => {
  if (typeof said === 'string') return said;
  if (Array.isArray(said)) return said.map(textOf).join('');
  return typeof said === 'object' && said !== null && 'words' in said ? String(said.words) : '…';
};

/** What lists things in place of counting them takes other values than these, and says no number. */
const attempt = (phrase: (given: object) => unknown): string => {
  try {
    return textOf(phrase(ONE_OF_ALL));
  } catch {
    return '';
  }
};

/** Every phrase with what it says of one. */
const saidOfOne = (within: object, path: string): readonly (readonly [string, string])[] =>
  Object.entries(within).flatMap(([name, phrase]) => {
    const at = `${path}${name}`;
    if (typeof phrase === 'function') return [[at, attempt(phrase)] as const];
    return typeof phrase === 'object' && phrase !== null ? saidOfOne(phrase, `${at}.`) : [];
  });

/** These are said of several alone. */
const OF_SEVERAL: ReadonlySet<string> = new Set([
  ...[
    'lists.times',
    'lists.changes',
    'whichOne.means',
    'watch.whichOne',
    'watchMessage.all',
    'coverage.amongListings',
    'search.oneLogin',
  ],
]);

describe('one thing is never told in the plural', () => {
  const counting = saidOfOne(phrases, '').filter(([at, said]) => /\b1 /.test(said) && !OF_SEVERAL.has(at));
  it.each(counting)('%s: %s', (_at, said) => {
    expect(said).not.toMatch(/\b1 (?:more |other )?[a-z]+s\b/);
  });

  it('and most of what counts is looked at here', () => expect(counting.length).toBeGreaterThan(30));

  it.each([
    [0, 'just now'],
    [59, '59 min ago'],
    [60, '1 hour ago'],
    [89, '1 hour ago'],
    [90, '2 hours ago'],
    [35 * 60, '35 hours ago'],
    [36 * 60, '2 days ago'],
    [48 * 60 - 1, '2 days ago'],
    [72 * 60 - 1, '2 days ago'],
    [72 * 60, '3 days ago'],
    [729 * 1440, '729 days ago'],
    [730 * 1440, '2 years ago'],
  ])('%i minutes are %s', (minutes, ago) => expect(phrases.dates.ago({ minutes })).toBe(ago));
});
