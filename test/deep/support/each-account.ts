import type { Outcome } from '../../support/held-against-records';

/** `ACCOUNTS=5 FROM=1017 npm run test:deep` asks about five accounts from one on, to look into a disagreement. */
const ACCOUNTS = Number(process.env.ACCOUNTS ?? 100);

/** Asks about a hundred accounts, each a test of its own: the name of a test that failed says which account to look into. */
export const eachAccount = (mode: string, first: number, hold: (seed: number) => Promise<Outcome>): void => {
  const from = Number(process.env.FROM ?? first);
  describe(`the answers ${mode}`, () => {
    it.each(Array.from({ length: ACCOUNTS }, (_, at) => from + at))(
      'are those of the records, account %i',
      async (seed) => {
        const { wrong, answers } = await hold(seed);
        expect(answers.length).toBeGreaterThan(0);
        expect(wrong).toEqual([]);
      },
    );
  });
};
