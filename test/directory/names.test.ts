import * as fc from 'fast-check';
import { distance } from 'fastest-levenshtein';
import { fold, fullNamesOf, nearnessTo, withoutSpaces } from '../../bot/directory/names';

/** As the words say it, with a table of distances for each part. */
const plainNearness = (typed: string, candidate: string): number => {
  const relative = (part: string) => distance(typed, part) / Math.max(typed.length, part.length, 1);
  if (candidate.length <= typed.length) return relative(candidate);
  if (typed.length > 1 && candidate.includes(typed)) return Math.min(relative(candidate), 0.15);
  const starts = [...candidate.matchAll(/(?<=^|[\s_\-./・:])(?=[^\s_\-./・:])/g)].map(({ index }) => index);
  const parts = starts.flatMap((start) =>
    [typed.length - 1, typed.length, typed.length + 1].map((length) => candidate.slice(start, start + length)),
  );
  return Math.min(relative(candidate), ...parts.map((part) => 0.15 + relative(part)));
};

describe('How near a name is to what was typed', () => {
  const letter = fc.constantFrom('a', 'b', 'i', 'l', 'n', 'g', ' ', '-', '.', '_', 'ü', '請', 'キ', '・', '😀');
  const text = (maxLength: number) => fc.array(letter, { maxLength }).map((letters) => fold(letters.join('')));

  it.each([
    ['few letters', 12],
    ['as many letters as fit into a word of bits, and more', 40],
  ])('is what a plain reckoning gives, for %s', async (_, maxLength) => {
    await fc.assert(
      fc.property(text(maxLength), fc.array(text(45), { minLength: 1, maxLength: 8 }), (typed, candidates) => {
        const nearness = nearnessTo(typed);
        const plain = candidates.map((candidate) => plainNearness(typed, candidate));
        candidates.forEach((candidate, i) => {
          expect(nearness(candidate)).toBeCloseTo(plain[i] ?? Number.NaN, 10);
        });
      }),
      { numRuns: 200 },
    );
  });

  it.each([31, 32, 33])('is exact at %i letters', (length) => {
    const typed = 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnop'.slice(0, length);
    for (const candidate of [typed, typed.slice(1), `${typed}x`, `x ${typed}y`, typed.replace('z', 'q'), 'nothing'])
      expect(nearnessTo(typed)(candidate)).toBeCloseTo(plainNearness(typed, candidate), 10);
  });
});

it('A full name is first and last in either order, and none where neither is known', () => {
  expect(fullNamesOf({ firstName: 'Taro', lastName: '山田' })).toContain(withoutSpaces('山田 ＴＡＲＯ'));
  expect(fullNamesOf({ firstName: 'Taro', lastName: '山田' })).toContain(withoutSpaces('taro山田'));
  expect(fullNamesOf({ firstName: ' ' })).toEqual([]);
  expect(fullNamesOf()).toEqual([]);
});

describe('Two spellings of one name', () => {
  it.each([
    ['case', 'BILLING es', 'Billing ES'],
    ['width', 'Ｂｉｌｌｉｎｇ', 'Billing'],
    ['half-width kana', 'ｷｭｰ', 'キュー'],
    ['accents', 'Bílling', 'Billing'],
    ['accents apart from their letters', 'Bi\u0301lling', 'Billing'],
    ['a sharp s', 'Straße', 'STRASSE'],
    ['a dotted capital i', 'İzmir', 'izmir'],
    ['a dotless i', 'Diyarbakır', 'DIYARBAKIR'],
    ['a final sigma', 'Πελάτης', 'ΠΕΛΑΤΗΣ'],
    ['ligatures', 'oﬃce', 'office'],
    ['a no-break space', 'Billing\u00a0ES', 'Billing ES'],
    ['several spaces', '  Billing \t ES ', 'Billing ES'],
    ['an en dash', 'Weekdays 8–20', 'Weekdays 8-20'],
    ['a no-break hyphen', 'Tier\u20111', 'Tier-1'],
    ['a minus sign', '\u22125', '-5'],
    ['a curly apostrophe', 'O’Brien', "O'Brien"],
    ['curly quotes', '“VIP” line', '"VIP" line'],
    ['a zero-width space', 'Bil\u200bling', 'Billing'],
    ['a soft hyphen', 'Bil\u00adling', 'Billing'],
    ['direction marks', '\u202a+81312345678\u202c', '+81312345678'],
  ])('differ by %s', (_, one, other) => {
    expect(fold(one)).toBe(fold(other));
  });

  it.each([
    ['the voicing marks of kana', 'か', 'が'],
    ['the dash of kana', 'キュー', 'キュ-'],
    ['a space', 'Billing ES', 'BillingES'],
    ['an underscore', 'a_b', 'a-b'],
    ['another letter', 'Billing', 'Filling'],
  ])('never differ by %s', (_, one, other) => {
    expect(fold(one)).not.toBe(fold(other));
  });

  it('are spelt alike once they are folded, and stay so', async () => {
    await fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(fold(fold(name))).toBe(fold(name));
      }),
    );
  });
});
