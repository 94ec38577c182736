import * as fc from 'fast-check';
import { isObject, jsonText } from '../../bot/change/json';
import { hostile } from '../support/hostile';

describe('JSON for other programs', () => {
  it.each([
    ['half of a letter', 'a\ud83d', '"a\ufffd"'],
    ['its other half', '\ude00b', '"\ufffdb"'],
    ['a letter of two halves', '😀', '"😀"'],
    ['the letters of an escape', String.raw`\ud83d`, String.raw`"\\ud83d"`],
    ['a backslash before half of a letter', '\\\ud83d', '"\\\\\ufffd"'],
    ['an escape sequence', '\u001b[2J\u009b31m\u007f', String.raw`"\u001b[2J\u009b31m\u007f"`],
    ['ends of lines', '\n\u0085\u2028\u2029', String.raw`"\n\u0085\u2028\u2029"`],
    ['what turns a line', '\u202egnillib', String.raw`"\u202egnillib"`],
    ['what hides beyond the first plane', '\u{e0041}', String.raw`"\udb40\udc41"`],
  ])('writes %s so that every reader takes it', (_what, text, written) => {
    expect(jsonText([text])).toBe(`[${written}]`);
  });

  it('is one line without an indent', () => {
    expect(jsonText({ a: ['x\ny'] })).toBe('{"a":["x\\ny"]}');
  });

  it('says the same, whatever the names and values', () => {
    const values = fc.dictionary(hostile, fc.oneof(hostile, fc.array(hostile, { maxLength: 2 })), { maxKeys: 4 });
    void fc.assert(
      fc.property(values, fc.constantFrom(undefined, 2), (value, indent) => {
        const text = jsonText(value, indent);
        expect(JSON.parse(text)).toEqual(wellFormed(value));
        expect(text.isWellFormed()).toBe(true);
        expect(text.match(/[^\n\P{Cc}]|[\p{Zl}\p{Zp}\p{Cf}]/gu)).toBeNull();
      }),
    );
  });
});

const wellFormed = (value: unknown): unknown => {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name.toWellFormed(), wellFormed(item)]));
};
