import { Writable } from 'node:stream';
import { createProgressBar } from '../../bot/local/progress-bar';

const stream = (isTTY: boolean) => {
  const written: string[] = [];
  const screen = new Writable({
    write: (chunk, _encoding, done) => {
      written.push(String(chunk));
      done();
    },
  });
  return { screen: Object.assign(screen, { isTTY, columns: 100 }), written };
};

const clock = () => {
  let ms = 1_000_000;
  return { now: () => ms, pass: (seconds: number) => (ms += seconds * 1000) };
};

const ESC = String.fromCharCode(27);

describe('how far a long piece of work is', () => {
  it('is a line every ten seconds and one at the end where there is no terminal', () => {
    const { screen, written } = stream(false);
    const { now, pass } = clock();
    const bar = createProgressBar(screen, { total: 200, unit: 'files', isTerminal: false, now });
    for (let second = 1; second <= 25; second += 1) {
      pass(1);
      bar.update({ done: second * 4, ...(second === 10 && { note: 'day 17' }) });
    }
    pass(100);
    bar.stop();
    expect(written).toEqual([
      '20 %: 40 of 200 files, 4.0 files/s, 40 s left, day 17\n',
      '40 %: 80 of 200 files, 4.0 files/s, 30 s left\n',
      '50 %: 100 of 200 files, in 2 min 5 s\n',
    ]);
  });

  it('is a bar on a terminal, whose last state stays', () => {
    const { screen, written } = stream(true);
    const { now, pass } = clock();
    const bar = createProgressBar(screen, { total: 4, unit: 'files', isTerminal: true, now });
    expect(written.join('')).toContain(`[${'-'.repeat(16)}]   0 % | 0 of 4 files`);
    pass(2);
    bar.update({ done: 3, note: 'day 17' });
    bar.stop();
    expect(written.join('')).toContain(`[${'='.repeat(12)}${'-'.repeat(4)}]  75 % | 3 of 4 files | in 2 s | day 17`);
    expect(written.at(-1)).toBe('\n');
  });

  it('is cut off at the edge of the terminal', () => {
    const { screen, written } = stream(true);
    const bar = createProgressBar(screen, { total: 4, unit: 'files', isTerminal: true, now: clock().now });
    bar.update({ done: 1, note: 'x'.repeat(500) });
    bar.stop();
    expect(Math.max(...written.map((text) => text.length))).toBe(100);
  });

  it('is written as lines on a terminal where no bar is wanted', () => {
    const { screen, written } = stream(true);
    createProgressBar(screen, { total: 1, unit: 'files', isTerminal: false, now: clock().now }).stop();
    expect(written).toEqual(['0 %: 0 of 1 files, in 0 s\n']);
  });

  it('goes by the last while, not by what was passed over at the start', () => {
    const { screen, written } = stream(false);
    const { now, pass } = clock();
    const bar = createProgressBar(screen, { total: 10_000, unit: 'files', isTerminal: false, now });
    bar.update({ done: 9_000 });
    for (let second = 1; second <= 60; second += 1) {
      pass(1);
      bar.update({ done: 9_000 + second });
    }
    expect(written.at(-1)).toBe('90 %: 9060 of 10000 files, 1.0 files/s, 15 min 40 s left\n');
  });

  it('is told in bytes and records where these are what is known of it', () => {
    const { screen, written } = stream(false);
    const { now, pass } = clock();
    const bar = createProgressBar(screen, { total: 456_000_000, unit: 'bytes', isTerminal: false, now });
    for (let second = 1; second <= 20; second += 1) {
      pass(1);
      bar.update({ done: second * 3_000_000, ...(second > 10 && { records: second * 45_000 }) });
    }
    bar.stop();
    expect(written).toEqual([
      '6 %: 30.0 of 456.0 MB, 3.0 MB/s, 2 min 22 s left\n',
      '13 %: 60.0 of 456.0 MB, 45000 records/s, 2 min 12 s left\n',
      '13 %: 60.0 of 456.0 MB, in 20 s, 900,000 records\n',
    ]);
  });

  it.each([
    [999, '0 of 999 bytes'],
    [1_000, '0.0 of 1.0 kB'],
    [2_500_000_000, '0.0 of 2.5 GB'],
  ])('tells %s bytes as a person reads them', (total, told) => {
    const { screen, written } = stream(false);
    createProgressBar(screen, { total, unit: 'bytes', isTerminal: false, now: clock().now }).stop();
    expect(written).toEqual([`0 %: ${told}, in 0 s\n`]);
  });

  it('ends with its bytes, its time and its records in 80 columns', () => {
    const { screen, written } = stream(true);
    screen.columns = 80;
    const { now, pass } = clock();
    const bar = createProgressBar(screen, { total: 456_000_000, unit: 'bytes', isTerminal: true, now });
    pass(25);
    bar.update({ done: 123_400_000, records: 1_125_000 });
    bar.stop();
    expect(written.join('')).toContain('27 % | 123.4 of 456.0 MB | in 25 s | 1,125,000 records');
  });

  it.each([
    ['nothing is to be done', 0, 0, '100 %: 0 of 0 files, in 0 s\n'],
    ['almost all is done', 999, 1000, '99 %: 999 of 1000 files, in 0 s\n'],
  ])('tells the share where %s', (_what, done, total, line) => {
    const { screen, written } = stream(false);
    const bar = createProgressBar(screen, { total, unit: 'files', isTerminal: false, now: clock().now });
    bar.update({ done });
    bar.stop();
    expect(written).toEqual([line]);
  });

  it('shows a note as its letters', () => {
    const { screen, written } = stream(false);
    const bar = createProgressBar(screen, { total: 1, unit: 'files', isTerminal: false, now: clock().now });
    bar.update({ done: 1, note: `a${ESC}[2J\nb` });
    bar.stop();
    expect(written).toEqual(['100 %: 1 of 1 files, in 0 s, a[U+001B][2J b\n']);
  });

  it('says nothing more after its end', () => {
    const { screen, written } = stream(false);
    const { now, pass } = clock();
    const bar = createProgressBar(screen, { total: 1, unit: 'files', isTerminal: false, now });
    bar.stop();
    pass(60);
    bar.update({ done: 1 });
    bar.stop();
    expect(written).toHaveLength(1);
  });
});
