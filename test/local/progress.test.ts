import { progressOn } from '../../bot/local/progress';

describe('the line that says what is being waited for', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const watch = (columns?: number) => {
    const written: string[] = [];
    const screen = { write: (text: string) => written.push(text), ...(columns !== undefined && { columns }) };
    return { written, done: progressOn(screen)('Reading CloudTrail') };
  };

  it('stays away where the answer is there at once', () => {
    const { written, done } = watch();
    jest.advanceTimersByTime(500);
    done();
    jest.advanceTimersByTime(10_000);
    expect(written).toEqual([]);
  });

  it('counts the seconds, and clears itself away at the end', () => {
    const { written, done } = watch();
    jest.advanceTimersByTime(3_000);
    expect(written.at(-1)).toMatch(/ Reading CloudTrail … 3 s$/);
    done();
    expect(written.at(-1)).toBe('\r\u001b[K');
    const before = written.length;
    jest.advanceTimersByTime(10_000);
    expect(written).toHaveLength(before);
  });

  it('never fills the line, which would then wrap and stay', () => {
    const { written, done } = watch(12);
    jest.advanceTimersByTime(2_000);
    done();
    for (const text of written) expect(text.replace('\r\u001b[K', '').length).toBeLessThan(12);
  });
});
