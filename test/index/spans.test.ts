import fc from 'fast-check';
import { difference, intersection, isoOf, type Span, secondOf, union } from '../../bot/index/spans';

const END = 60;
const span = fc
  .tuple(fc.integer({ min: 0, max: END }), fc.integer({ min: -2, max: 15 }))
  .map(([from, length]): Span => ({ from, to: Math.min(END, from + length) }));
const spans = fc.array(span, { maxLength: 8 });

/** The plain way: every second by itself. */
const seconds = (all: readonly Span[]): Set<number> =>
  new Set(all.flatMap(({ from, to }) => Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n)));
const sorted = (set: Set<number>): number[] => [...set].sort((a, b) => a - b);

describe('spans of time', () => {
  it('hold together every second that one of them holds, in order and apart from each other', () => {
    fc.assert(
      fc.property(spans, (all) => {
        const one = union(all);
        expect(sorted(seconds(one))).toEqual(sorted(seconds(all)));
        for (const [at, { from, to }] of one.entries()) {
          expect(from).toBeLessThanOrEqual(to);
          const next = one[at + 1];
          if (next !== undefined) expect(next.from).toBeGreaterThan(to + 1);
        }
      }),
    );
  });

  it('have in common what both hold, and without each other what only one does', () => {
    fc.assert(
      fc.property(spans, spans, (a, b) => {
        const [one, other] = [union(a), union(b)];
        const [mine, theirs] = [seconds(a), seconds(b)];
        expect(sorted(seconds(intersection(one, other)))).toEqual(sorted(mine).filter((second) => theirs.has(second)));
        expect(sorted(seconds(difference(one, other)))).toEqual(sorted(mine).filter((second) => !theirs.has(second)));
      }),
    );
  });

  it('are counted in the whole seconds that CloudTrail writes', () => {
    expect(isoOf(secondOf('2026-11-18T08:09:34Z'))).toBe('2026-11-18T08:09:34Z');
    expect(isoOf(secondOf('2026-11-18T08:09:34.900Z'))).toBe('2026-11-18T08:09:34Z');
  });
});
