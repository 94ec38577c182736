import { createTokenBucket } from '../../bot/aws/token-bucket';

/** When each of these calls gets its turn, in milliseconds, if asked for at these moments. */
const turns = async (asked: readonly { readonly at: number; readonly key: string }[]): Promise<number[]> => {
  let ms = 0;
  const waited: number[] = [];
  const take = createTokenBucket({
    perSecond: 2,
    burst: 5,
    now: () => new Date(ms),
    sleep: async (wait) => void waited.push(wait),
  });
  const given: number[] = [];
  for (const { at, key } of asked) {
    ms = at;
    await take(key);
    given.push(at + (waited.shift() ?? 0));
  }
  return given;
};
const at = (...moments: number[]) => moments.map((moment) => ({ at: moment, key: 'us-east-1' }));

it('Five calls go at once, then two a second', async () => {
  expect(await turns(at(0, 0, 0, 0, 0, 0, 0, 0))).toEqual([0, 0, 0, 0, 0, 500, 1000, 1500]);
});

it('What is not used is saved up, five at most', async () => {
  expect(await turns(at(0, 0, 0, 0, 0, 1000, 1000, 1000))).toEqual([0, 0, 0, 0, 0, 1000, 1000, 1500]);
  expect(await turns(at(0, ...Array(6).fill(60_000)))).toEqual([0, ...Array(5).fill(60_000), 60_500]);
});

it('Every Region has its own', async () => {
  const both = ['us-east-1', 'eu-west-2'].flatMap((key) => Array.from({ length: 6 }, () => ({ at: 0, key })));
  expect(await turns(both)).toEqual([0, 0, 0, 0, 0, 500, 0, 0, 0, 0, 0, 500]);
});
