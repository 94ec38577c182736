import * as fc from 'fast-check';
import type { ResourceRef } from '../../bot/change/resource';
import { directoryOf } from '../../bot/directory/directory';
import type { DirectoryFact } from '../../bot/directory/facts';
import { factsOf, identity, type Remembered, worthKeeping } from '../../bot/directory/remembered';

const queue: ResourceRef = { service: 'connect', type: 'queue', id: 'q1', region: 'us-east-1' };
const HOUR = 3_600_000;
const START = Date.parse('2026-11-01T00:00:00Z');
const hour = (n: number): string => new Date(START + n * HOUR).toISOString();

/** What is kept after each of these was learnt in turn. */
const keepAll = (...lessons: DirectoryFact[][]): readonly Remembered[] => {
  const kept = new Map<string, Remembered>();
  for (const facts of lessons) {
    for (const worth of worthKeeping([...kept.values()], facts)) kept.set(identity(worth), worth);
  }
  return [...kept.values()];
};
const listed = (n: number, name: string, firstName?: string): DirectoryFact => ({
  kind: 'listed',
  ref: queue,
  name,
  at: hour(n),
  ...(firstName !== undefined && { person: { firstName } }),
});

it('Listings that tell nothing new are kept once a day', () => {
  const kept = keepAll(...Array.from({ length: 50 }, (_, n) => [listed(n, 'Billing')]));
  expect(kept).toEqual([{ kind: 'listed', ref: queue, name: 'Billing', at: hour(0), until: hour(48) }]);
});

it('A new name, a first name and a return after an absence are kept at once', () => {
  expect(worthKeeping(keepAll([listed(0, 'A')]), [listed(1, 'B')])).toMatchObject([{ name: 'B', at: hour(1) }]);
  expect(worthKeeping(keepAll([listed(0, 'A')]), [listed(1, 'A', 'Akua')])).toMatchObject([
    { name: 'A', at: hour(0), until: hour(1), person: { firstName: 'Akua' } },
  ]);
  const missing: DirectoryFact = { kind: 'missing', ref: queue, at: hour(1) };
  expect(worthKeeping(keepAll([listed(0, 'A')], [missing]), [listed(2, 'A')])).toMatchObject([{ at: hour(2) }]);
});

it('A listing without first names leaves them as they were', () => {
  const kept = keepAll([listed(0, 'A', 'Akua')], [listed(30, 'A')]);
  expect(kept).toMatchObject([{ until: hour(30), person: { firstName: 'Akua' } }]);
});

it('An absence is kept once', () => {
  const missing = (n: number): DirectoryFact => ({ kind: 'missing', ref: queue, at: hour(n) });
  expect(worthKeeping(keepAll([listed(0, 'A')], [missing(1)]), [missing(2)])).toEqual([]);
});

it('A name is kept once, and once more where it is learnt that the thing was made with it', () => {
  const named: DirectoryFact = { kind: 'named', ref: queue, name: 'A', at: hour(0) };
  const made: DirectoryFact = { ...named, made: true };
  expect(worthKeeping([named], [made])).toEqual([made]);
  expect(keepAll([named], [made])).toEqual([made]);
  expect(worthKeeping([made], [named])).toEqual([]);
});

it('What is kept names everything as all the facts would, at any time', async () => {
  const name = fc.constantFrom('A', 'B');
  const fact = (n: number): fc.Arbitrary<DirectoryFact> =>
    fc.oneof(
      { weight: 5, arbitrary: name.map((its) => listed(n, its)) },
      {
        weight: 2,
        arbitrary: name.map((its): DirectoryFact => ({ kind: 'named', ref: queue, name: its, at: hour(n) })),
      },
      { weight: 1, arbitrary: fc.constant<DirectoryFact>({ kind: 'deleted', ref: queue, at: hour(n) }) },
      { weight: 1, arbitrary: fc.constant<DirectoryFact>({ kind: 'missing', ref: queue, at: hour(n) }) },
    );
  const history = fc
    .array(fc.integer({ min: 0, max: 100 }), { maxLength: 20 })
    .chain((hours) => fc.tuple(...[...new Set(hours)].sort((a, b) => a - b).map(fact)));
  await fc.assert(
    fc.property(history, (facts: DirectoryFact[]) => {
      const whole = directoryOf(facts);
      const kept = directoryOf(keepAll(...facts.map((one) => [one])).flatMap(factsOf));
      for (let n = 0; n <= 100; n += 1) expect(kept.nameAt(queue, hour(n))).toBe(whole.nameAt(queue, hour(n)));
      expect(kept.isDeleted(queue)).toBe(whole.isDeleted(queue));
    }),
    { numRuns: 300 },
  );
});
