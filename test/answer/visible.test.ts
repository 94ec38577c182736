import { visible, visibleLines } from '../../bot/answer/visible';

describe('what nobody can see is shown as its letters', () => {
  it.each([
    ['what a terminal obeys', '\u001b[2J\u009b2J\u007f\u0007', '[U+001B][2J[U+009B]2J[U+007F][U+0007]'],
    ['what turns the direction', '\u202egnillib\u2066b\u2069\u200f', '[U+202E]gnillib[U+2066]b[U+2069][U+200F]'],
    ['what has no width', 'a\u200bb\u200dc\ufeffd\u00ade', 'a[U+200B]b[U+200D]c[U+FEFF]d[U+00AD]e'],
    ['what is ignored', 'a\u034fb\ufe0fc\u180ed\u{e0041}', 'a[U+034F]b[U+FE0F]c[U+180E]d[U+E0041]'],
    ['what is only a gap', 'a\u3164b\u2800c\uffa0', 'a[U+3164]b[U+2800]c[U+FFA0]'],
    ['what ends a line for some', 'a\u2028b\u2029c\u0085d\u000be', 'a[U+2028]b[U+2029]c[U+0085]d[U+000B]e'],
    ['half of a letter', 'a\ud83d', 'a[U+D83D]'],
  ])('%s', (_what, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it.each(['❤️', '👩🏽‍🚀', '1️⃣', 'क्‍ष', '葛\u{e0100}', 'Zoë', 'שלום', 'مرحبا', '漢字', '🏳️‍🌈'])('but not %s', (text) => {
    expect(visible(text)).toBe(text);
  });

  it('and lines stay lines where they are read as such', () => {
    expect([visible('a\r\nb\tc'), visibleLines('a\r\nb\rc\u001bd')]).toEqual(['a b c', 'a\nb\nc[U+001B]d']);
  });
});
