import { type Days, filesOfDays } from '../../bot/trail/days';
import { logFilesAmong } from '../../bot/trail/log-files';

const on = (day: string): string => `AWSLogs/123456789012/CloudTrail/us-east-1/${day}/a.json.gz`;
const DAYS = ['2026/02/28', '2026/11/15', '2026/11/16', '2026/11/17', '2026/11/18', '2026/11/19', '2027/01/01'];
const FILES = DAYS.map((day) => ({ name: on(day) }));

const kept = (days: Days): readonly string[] =>
  DAYS.filter((day) => filesOfDays(FILES, days).some(({ name }) => name === on(day)));

describe('the files of some days', () => {
  it.each<[string, Days, readonly string[]]>([
    ['all where no day is given', {}, DAYS],
    [
      'those of the day and of the next, in which the last events of the day were delivered',
      { from: '2026-11-16', to: '2026-11-16' },
      ['2026/11/16', '2026/11/17'],
    ],
    ['all from a day on', { from: '2026-11-18' }, ['2026/11/18', '2026/11/19', '2027/01/01']],
    ['all up to a day, and of the next', { to: '2026-11-15' }, ['2026/02/28', '2026/11/15', '2026/11/16']],
    ['those of the next day in the next year', { from: '2026-12-31', to: '2026-12-31' }, ['2027/01/01']],
    ['those of the day before in the month before', { from: '2026-03-01', to: '2026-03-01' }, []],
    ['none where the days are the wrong way round', { from: '2026-11-19', to: '2026-11-17' }, []],
  ])('are %s', (_what, days, expected) => {
    expect(kept(days)).toEqual(expected);
  });

  it.each([
    'a.json',
    'us-east-1/a.json',
    '2026/11/a.json',
    '2020/13/45/a.json',
    'exported/2020/01/01/by-hand/a.json',
    'x2020/01/01/a.json',
    '2020-01-01/a.json',
  ])('are also %s, which tells no day', (name) => {
    expect(filesOfDays([{ name }], { from: '2026-11-17', to: '2026-11-17' })).toEqual([{ name }]);
  });

  it('are told by their folder also where the address ends right before it', () => {
    expect(filesOfDays([{ name: '2020/01/01/a.json' }], { from: '2026-11-17' })).toEqual([]);
  });

  it.each(['yesterday', '2026-11-7', '2026/11/17', '2026-02-31', '2026-13-01', '2026-11-17T00:00:00Z', ''])(
    'are not guessed where “%s” is given for a day',
    (day) => {
      const message = `${day} is no day: one is written 2026-11-17.`;
      expect(() => filesOfDays(FILES, { from: day })).toThrow(message);
      expect(() => filesOfDays(FILES, { to: day })).toThrow(message);
    },
  );

  it.each<[Days, string]>([
    [{ from: '2028-01-01' }, 'the-logs holds no log file of 2028-01-01 or later.'],
    [{ to: '2025-01-01' }, 'the-logs holds no log file of 2025-01-01 or before.'],
    [{ from: '2026-06-01', to: '2026-06-02' }, 'the-logs holds no log file of 2026-06-01 to 2026-06-02.'],
  ])('are missed in one line where there is none: %j', (days, message) => {
    expect(() => logFilesAmong(FILES, 'the-logs', days)).toThrow(message);
  });
});
