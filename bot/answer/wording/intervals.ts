import { asNumber, isObject, member } from '../../change/json';
import { commas, type Pieces, words } from './pieces';

/** Opening times, told by day. */

const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const SHORT = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

interface Interval {
  readonly day: number;
  readonly hours: string;
}

const clock = (time: unknown): string | undefined => {
  const [hours, minutes] = [asNumber(member(time, 'Hours') ?? 0), asNumber(member(time, 'Minutes') ?? 0)];
  if (!isObject(time) || !isWhole(hours, 24) || !isWhole(minutes, 59)) return undefined;
  return [hours, minutes].map((part) => String(part).padStart(2, '0')).join(':');
};
const isWhole = (value: unknown, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;

const intervalOf = (item: unknown): Interval | undefined => {
  const day = member(item, 'Day');
  const at = typeof day === 'string' ? DAYS.indexOf(day.toUpperCase()) : -1;
  const [start, end] = [clock(member(item, 'StartTime')), clock(member(item, 'EndTime'))];
  return at < 0 || start === undefined || end === undefined ? undefined : { day: at, hours: `${start}–${end}` };
};

const intervalsOf = (items: readonly unknown[]): readonly Interval[] | undefined => {
  const found = items.map(intervalOf);
  return found.length > 0 && found.every((interval) => interval !== undefined) ? found : undefined;
};

/** What is told of each day, days of one kind together: "Mon–Fri 09:00–18:00". */
const byDay = (textOf: (day: number) => string | undefined): readonly string[] => {
  const runs: { from: number; to: number; text: string }[] = [];
  for (const day of DAYS.keys()) {
    const text = textOf(day);
    const last = runs.at(-1);
    if (text === undefined) continue;
    if (last?.to === day - 1 && last.text === text) last.to = day;
    else runs.push({ from: day, to: day, text });
  }
  return runs.map(({ from, to, text }) => `${daysFrom(from, to)} ${text}`);
};
const daysFrom = (from: number, to: number): string => (from === to ? `${SHORT[from]}` : `${SHORT[from]}–${SHORT[to]}`);

const onDay = (intervals: readonly Interval[], day: number): string =>
  intervals
    .filter((interval) => interval.day === day)
    .map(({ hours }) => hours)
    .sort()
    .join(' and ');

const MOST = 3;

/** "Mon–Fri 09:00–18:00, Sat 10:00–14:00"; undefined for a list of anything else. */
export const intervalPieces = (items: readonly unknown[]): Pieces | undefined => {
  const intervals = intervalsOf(items);
  if (intervals === undefined) return undefined;
  const told = byDay((day) => onDay(intervals, day) || undefined);
  return told.length > MOST ? [words(`${intervals.length} opening times`)] : commas(told.map((text) => [words(text)]));
};

/** "Mon 08:00–20:00 instead of 09:00–18:00, Sat 10:00–14:00 added"; undefined for anything but intervals. */
export const intervalShift = (added: readonly unknown[], removed: readonly unknown[]): Pieces | undefined => {
  const came = added.length === 0 ? [] : intervalsOf(added);
  const went = removed.length === 0 ? [] : intervalsOf(removed);
  if (came === undefined || went === undefined) return undefined;
  const told = byDay((day) => {
    const [now, before] = [onDay(came, day), onDay(went, day)];
    if (now !== '' && before !== '') return `${now} instead of ${before}`;
    if (now !== '') return `${now} added`;
    return before === '' ? undefined : `${before} removed`;
  });
  if (told.length <= MOST) return commas(told.map((text) => [words(text)]));
  const counts = [came.length > 0 && `${came.length} added`, went.length > 0 && `${went.length} removed`].filter(
    Boolean,
  );
  return [words(`opening times, ${counts.join(' and ')}`)];
};
