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
