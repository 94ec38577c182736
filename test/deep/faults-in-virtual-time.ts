import fc from 'fast-check';
import { openWorlds } from '../support/faulty-world';
import {
  askUnder,
  baselineOf,
  from,
  onlyAt,
  type Pattern,
  patternText,
  QUICK_FAULTS,
  SETTINGS,
  type Setting,
  settingText,
  type Wrong,
  wrongIfNotComplete,
  wrongInAnswers,
  wrongInForeign,
  wrongInPace,
  wrongInPassing,
  wrongUnshared,
  wrongWhereHalfFails,
} from '../support/held-under-faults';
import { type Fault, FOREIGN_FAULTS, PASSING_FAULTS } from '../support/simulated-cloudtrail';

/** `PATTERNS=200 SEED=7 npm run test:deep -- faults-in` tries so many patterns of each random kind, from that seed. */
const PATTERNS = Number(process.env.PATTERNS ?? 200);
const SEED = Number(process.env.SEED ?? 1);
/** One pattern that failed, as the failure prints it. */
const { PATTERN } = process.env;

const SMALL = SETTINGS.filter(({ account }) => account !== 'drowned in reads');
const setting = fc.constantFrom(...SMALL);
const anyFault = fc.constantFrom<Fault[]>(...PASSING_FAULTS, ...FOREIGN_FAULTS, 'hang');

let tried = 0;
const hold = async (pattern: Pattern, wrongIn: (pattern: Pattern) => Promise<Wrong>): Promise<void> => {
  tried += 1;
  const wrong = await wrongIn(pattern);
  if (wrong.length > 0)
    throw new Error(`${wrong.join('\n')}\nPATTERN='${patternText(pattern)}' npm run test:deep -- faults-in`);
};
/** Random patterns, a part of them each test, shrunk where one fails. */
const holdMany = (what: string, patterns: fc.Arbitrary<Pattern>, wrongIn: (pattern: Pattern) => Promise<Wrong>): void =>
  it.each(Array.from({ length: PARTS }, (_, part) => SEED * PARTS + part))(`${what}, seed %i`, (seed) =>
    fc.assert(
      fc.asyncProperty(patterns, (pattern) => hold(pattern, wrongIn)),
      { numRuns: Math.ceil(PATTERNS / PARTS), seed },
    ),
  );
const PARTS = 10;

const always = async (pattern: Pattern): Promise<Wrong> => {
  const run = await askUnder(pattern);
  return [...wrongInAnswers(pattern.setting, run), ...wrongInPace(run.calls, pattern.shares)];
};
const faultsOf = ({ faults }: Pattern): readonly Fault[] => faults.filter((fault) => fault !== null);
const passing = async (pattern: Pattern): Promise<Wrong> => {
  const run = await askUnder(pattern);
  const common = [...wrongInAnswers(pattern.setting, run), ...wrongInPace(run.calls)];
  return [...common, ...(await wrongInPassing(pattern.setting, run, faultsOf(pattern)))];
};

beforeAll(openWorlds);
afterAll(() => process.stdout.write(`Patterns of faults in virtual time: ${tried}\n`));

const describeUnlessOne = PATTERN === undefined ? describe : describe.skip;

describeUnlessOne('one fault costs at most four calls and ten seconds more, and no change', () => {
  const cases = SETTINGS.flatMap((of) =>
    [...PASSING_FAULTS, 'hang' as const].map((fault) => [fault, settingText(of), of] as const),
  );
  it.each(cases)('%s: %s', async (fault, _text, of) => {
    const { calls } = await baselineOf(of);
    // Of very many calls, those in the middle of a walk are alike.
    const step = calls > 40 ? 9 : 1;
    for (let n = 1; n <= calls; n += step) await hold({ setting: of, faults: onlyAt(n, fault) }, passing);
  });
});

describeUnlessOne('a wrong clock', () => {
  const cases = SMALL.flatMap((of) => [-20, -6, 6, 20].map((minutes) => [minutes, settingText(of), of] as const));
  it.each(cases)('that goes wrong by %i minutes costs little, and no change: %s', (minutes, _text, of) =>
    hold({ setting: of, faults: ['clock corrected'], aheadMs: minutes * 60_000 }, async (pattern) => {
      const run = await askUnder({ ...pattern, faults: [] });
      return [...wrongInAnswers(of, run), ...(await wrongInPassing(of, run, ['clock corrected']))];
    }),
  );
});

describeUnlessOne('two faults cost no more than each by itself', () => {
  holdMany(
    'at any two calls',
    fc
      .record({
        setting,
        first: fc.constantFrom(...PASSING_FAULTS),
        second: fc.constantFrom(...PASSING_FAULTS),
        at: fc.integer({ min: 1, max: 24 }),
        after: fc.integer({ min: 1, max: 6 }),
      })
      .map(({ setting: of, first, second, at, after }) => ({
        setting: of,
        faults: [...onlyAt(at, first), ...onlyAt(after, second)],
      })),
    passing,
  );
});

describeUnlessOne('where half of the calls fail', () => {
  const half = fc.record({
    setting,
    faults: fc.array(fc.option(fc.constantFrom(...QUICK_FAULTS), { freq: 2 }), { minLength: 40, maxLength: 40 }),
    repeats: fc.constant(true),
    seed: fc.nat(99),
  });
  holdMany(
    'an answer is right, and complete for little more than twice the calls, or says why not',
    half,
    async (pattern) => {
      const run = await askUnder(pattern);
      const common = [...wrongInAnswers(pattern.setting, run), ...wrongInPace(run.calls)];
      return [...common, ...(await wrongWhereHalfFails(pattern.setting, run))];
    },
  );

  const everyOther = SMALL.flatMap((of) => QUICK_FAULTS.map((fault) => [fault, settingText(of), of] as const));
  it.each(everyOther)('every other one by %s, it is complete: %s', async (fault, _text, of) => {
    for (const faults of [
      [fault, null],
      [null, fault],
    ])
      await hold({ setting: of, faults, repeats: true }, async (pattern) => {
        const run = await askUnder(pattern);
        const common = [...wrongInAnswers(of, run), ...wrongInPace(run.calls)];
        return [...common, ...(await wrongWhereHalfFails(of, run)), ...(await wrongIfNotComplete(of, run))];
      });
  });
});

describeUnlessOne('one to five that share their turns', () => {
  holdMany(
    'never call faster than these allow, and each answer is right, whatever happens',
    fc.record({
      setting,
      faults: fc.array(fc.option(anyFault, { freq: 3 }), { minLength: 60, maxLength: 60 }),
      clients: fc.integer({ min: 1, max: 5 }),
      seed: fc.nat(99),
    }),
    always,
  );
});

describeUnlessOne('those that share no turns', () => {
  it.each(SMALL.map((of) => [settingText(of), of] as const))(
    'are each complete within four times the time of one, three at once: %s',
    async (_text, of) => {
      for (let seed = 1; seed <= 10; seed += 1)
        await hold({ setting: of, faults: [], clients: 3, shares: false, seed }, async (pattern) => {
          const run = await askUnder(pattern);
          return [...wrongInAnswers(of, run), ...(await wrongUnshared(of, run))];
        });
    },
  );
  holdMany(
    'give right answers, one to five of them, whatever happens',
    fc.record({
      setting,
      faults: fc.array(fc.option(anyFault, { freq: 5 }), { minLength: 60, maxLength: 60 }),
      clients: fc.integer({ min: 1, max: 5 }),
      shares: fc.constant(false),
      seed: fc.nat(99),
    }),
    always,
  );
});

describeUnlessOne('what is not CloudTrail, or does not let us in,', () => {
  const cases = SMALL.flatMap((of) => FOREIGN_FAULTS.map((fault) => [fault, settingText(of), of] as const));
  it.each(cases)('is told at once by what it is: %s, %s', async (fault, _text, of) => {
    const { calls } = await baselineOf(of);
    for (let first = 1; first <= calls; first += 1)
      await hold({ setting: of, ...from(first, fault) }, async (pattern) => {
        const run = await askUnder(pattern);
        return [...wrongInAnswers(of, run), ...(await wrongInForeign(of, run, fault, first))];
      });
  });
});

describeUnlessOne('a fault that stays', () => {
  const cases = SMALL.flatMap((of) =>
    [...PASSING_FAULTS, 'hang' as const].map((fault) => [fault, settingText(of), of] as const),
  );
  it.each(cases)('is told, and what was read before it: %s, %s', async (fault, _text, of) => {
    const { calls } = await baselineOf(of);
    for (const first of new Set([1, 2, Math.ceil(calls / 2), calls]))
      await hold({ setting: of, ...from(first, fault) }, always);
  });
});

const one: Pattern | undefined = PATTERN === undefined ? undefined : JSON.parse(PATTERN);
(one === undefined ? it.skip : it)('this pattern', async () => {
  if (one === undefined) return;
  const of: Setting = one.setting;
  const run = await askUnder(one);
  for (const { client, n, ms, input, fault, outcome } of run.calls) {
    const [attribute] = input.LookupAttributes ?? [];
    const what = `${attribute?.AttributeKey}=${attribute?.AttributeValue} ${input.NextToken === undefined ? '' : 'next page'}`;
    process.stdout.write(
      `${n} ${((ms - (run.outcomes[0]?.startedAt ?? 0)) / 1000).toFixed(2)} s ${client} ${what} ${fault ?? ''} → ${outcome}\n`,
    );
  }
  for (const { client, tookMs, result, error } of run.outcomes)
    process.stdout.write(
      `${client} ${tookMs / 1000} s ${error ?? JSON.stringify({ changes: result?.changes.length, ...result?.coverage })}\n`,
    );
  const { setting: _setting, ...rest } = { ...one, usual: await baselineOf(of) };
  process.stdout.write(`${settingText(of)} ${JSON.stringify(rest)}\n`);
  const clients = one.clients ?? 1;
  const met = run.calls.flatMap(({ fault }) => fault ?? []);
  expect([...(await always(one)), ...(clients === 1 ? await wrongInPassing(of, run, met) : [])]).toEqual([]);
});
