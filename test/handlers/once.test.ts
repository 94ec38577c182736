import { once, renewedEvery } from '../../bot/handlers/once';

describe('what a warm function keeps', () => {
  it('is made once, however many ask at the same time', async () => {
    const make = jest.fn(async () => ({}));
    const kept = once(make);
    const [first, second] = await Promise.all([kept(), kept()]);
    expect(second).toBe(first);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('is tried again after a failure', async () => {
    const make = jest.fn(async () => 'made').mockRejectedValueOnce(new Error('not yet'));
    const kept = once(make);
    await expect(kept()).rejects.toThrow('not yet');
    expect(await kept()).toBe('made');
  });
});

describe('what is made anew now and then', () => {
  const MINUTE = 60_000;
  let at: number;
  let failures: unknown[];
  const renewed = <T>(make: () => Promise<T>) =>
    renewedEvery(10 * MINUTE, make, { now: () => new Date(at), onFailure: (error) => failures.push(error) });
  beforeEach(() => {
    at = 0;
    failures = [];
  });

  it('is the same until its time is up, and then another', async () => {
    let made = 0;
    const kept = renewed(async () => ++made);
    expect(await Promise.all([kept(), kept()])).toEqual([1, 1]);
    at = 10 * MINUTE - 1;
    expect(await kept()).toBe(1);
    at = 10 * MINUTE;
    expect(await Promise.all([kept(), kept()])).toEqual([2, 2]);
    at = 20 * MINUTE - 1;
    expect(await kept()).toBe(2);
  });

  it('goes on as it was where that fails, says so, and is tried again a minute later', async () => {
    const make = jest
      .fn(async () => 'new')
      .mockResolvedValueOnce('old')
      .mockRejectedValueOnce(new Error('throttled'));
    const kept = renewed(make);
    expect(await kept()).toBe('old');
    at = 10 * MINUTE;
    expect(await kept()).toBe('old');
    expect(failures).toEqual([new Error('throttled')]);
    at = 11 * MINUTE - 1;
    expect(await kept()).toBe('old');
    expect(make).toHaveBeenCalledTimes(2);
    at = 11 * MINUTE;
    expect(await kept()).toBe('new');
  });

  it('fails where there is nothing yet to go on with', async () => {
    const make = jest.fn(async () => 'made').mockRejectedValueOnce(new Error('no value yet'));
    const kept = renewed(make);
    await expect(kept()).rejects.toThrow('no value yet');
    expect(await kept()).toBe('made');
    expect(failures).toEqual([]);
  });
});
