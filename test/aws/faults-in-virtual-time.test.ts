import { openWorlds, type Told } from '../support/faulty-world';
import {
  askUnder,
  baselineOf,
  from,
  onlyAt,
  type Pattern,
  patternText,
  QUICK_FAULTS,
  type Setting,
  type Wrong,
  wrongIfNotComplete,
  wrongInAnswers,
  wrongInForeign,
  wrongInPace,
  wrongInPassing,
  wrongUnshared,
  wrongWhereHalfFails,
} from '../support/held-under-faults';
import { randomOf } from '../support/made-account';
import { type Fault, FOREIGN_FAULTS, PASSING_FAULTS } from '../support/simulated-cloudtrail';

/** A sample of what `npm run test:deep -- faults-in` holds of thousands of patterns. */
const EVERYTHING: Setting = { account: 'quiet', question: { asked: 'everything' }, kind: 'worker' };
const TYPED: Setting = { account: 'quiet', question: { typed: 'everything' }, kind: 'terminal' };
const QUEUE: Setting = { account: 'busy', question: { asked: 'one queue' }, kind: 'worker' };

const held = async (pattern: Pattern, wrongIn: (run: Awaited<ReturnType<typeof askUnder>>) => Promise<Wrong>) => {
  const run = await askUnder(pattern);
  const wrong = [...wrongInAnswers(pattern.setting, run), ...(await wrongIn(run))];
  return wrong.length === 0 ? [] : [...wrong, patternText(pattern)];
};

beforeAll(openWorlds);

type Changes = Told['changes'];
const cut = { complete: false, notes: ['Partial: time ran out.'] };
describe('what would be wrong is seen:', () => {
  it.each<[string, (changes: Changes) => Changes, Partial<Told['coverage']>, RegExp | undefined]>([
    ['nothing, where all is right', (all) => all, {}, undefined],
    ['nothing, where the oldest are missing and it says why', (all) => all.slice(0, -9), cut, undefined],
    ['a change too few in what is complete', (all) => all.slice(0, -1), {}, /calls itself complete and lacks 1 change/],
    ['one too few without a reason', (all) => all.slice(0, -1), { complete: false, notes: [] }, /does not say why/],
    ['a missing change newer than those that are told', (all) => all.slice(1), cut, /tells the older one/],
    ['a change that is told twice', (all) => [...all.slice(0, 1), ...all], {}, /told twice/],
    ['changes in a wrong order', (all) => [...all].reverse(), {}, /stands behind an older one/],
    ['a change that nobody made', (all) => all.map((one) => ({ ...one, eventId: 'x' })), {}, /never made/],
  ])('%s', async (_what, alter, coverage, seen) => {
    const { calls, outcomes } = await askUnder({ setting: EVERYTHING, faults: [] });
    const altered = outcomes.map(({ result, ...rest }) => ({
      ...rest,
      ...(result && { result: { changes: alter(result.changes), coverage: { ...result.coverage, ...coverage } } }),
    }));
    const wrong = wrongInAnswers(EVERYTHING, { calls, outcomes: altered });
    if (seen === undefined) expect(wrong).toEqual([]);
    else expect(wrong.join('\n')).toMatch(seen);
  });

  it('a call that comes too soon', async () => {
    const { calls } = await askUnder({ setting: EVERYTHING, faults: [] });
    expect(wrongInPace(calls)).toEqual([]);
    expect(wrongInPace(calls.map((call) => ({ ...call, ms: call.ms * 0.9 })))).not.toEqual([]);
  });
});

it('asks no more than it needs where nothing fails', async () => {
  expect(await baselineOf(EVERYTHING)).toMatchObject({ calls: 6, complete: true });
  expect(await baselineOf(TYPED)).toMatchObject({ complete: true });
});

describe('one fault costs at most four calls and ten seconds more, and no change', () => {
  it.each(PASSING_FAULTS)('%s', async (fault) => {
    for (const [setting, calls] of [
      [EVERYTHING, [1, 2, 3, 4, 5, 6]],
      [QUEUE, [1, 4]],
      [TYPED, [1]],
    ] as const)
      for (const n of calls)
        expect(
          await held({ setting, faults: onlyAt(n, fault) }, async (run) => [
            ...wrongInPace(run.calls),
            ...(await wrongInPassing(setting, run, [fault])),
          ]),
        ).toEqual([]);
  });
});

it('Where every other call fails an answer is complete, for little more than twice the calls', async () => {
  for (const setting of [EVERYTHING, QUEUE])
    for (const fault of ['throttle', 'reset', 'token refused'] as const)
      expect(
        await held({ setting, faults: [fault, null], repeats: true }, async (run) => [
          ...(await wrongIfNotComplete(setting, run)),
          ...(await wrongWhereHalfFails(setting, run)),
        ]),
      ).toEqual([]);
});

/** Half of the calls fail, in this or that way. */
const atRandom = (seed: number): readonly (Fault | null)[] => {
  const random = randomOf(seed);
  return Array.from({ length: 40 }, () =>
    random() < 0.5 ? null : (QUICK_FAULTS[Math.floor(random() * QUICK_FAULTS.length)] ?? null),
  );
};

it.each([1, 2, 3, 4, 5])(
  'Where half of the calls fail an answer is right, and says what it lacks: the oldest, pattern %i',
  async (seed) => {
    for (const setting of [EVERYTHING, QUEUE])
      expect(
        await held({ setting, faults: atRandom(seed), repeats: true }, (run) => wrongWhereHalfFails(setting, run)),
      ).toEqual([]);
  },
);

it('Five that share their turns never call nearer to each other than these allow, whatever happens', async () => {
  expect(
    await held({ setting: EVERYTHING, faults: atRandom(6), repeats: true, clients: 5 }, async ({ calls }) =>
      wrongInPace(calls),
    ),
  ).toEqual([]);
});

it('Three that share no turns are each complete within four times the time of one', async () => {
  for (const setting of [EVERYTHING, TYPED])
    expect(
      await held({ setting, faults: [], clients: 3, shares: false }, (run) => wrongUnshared(setting, run)),
    ).toEqual([]);
});

it.each(FOREIGN_FAULTS)('Says at once by name that it meets no CloudTrail that lets it in: %s', async (fault) => {
  for (const first of [1, 3])
    expect(
      await held({ setting: EVERYTHING, ...from(first, fault) }, (run) =>
        wrongInForeign(EVERYTHING, run, fault, first),
      ),
    ).toEqual([]);
});
