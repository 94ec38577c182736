import { DateTime, IANAZone, type Zone } from 'luxon';

const DAY = 24 * 3600;

/** A date and time of day as written on a calendar and a clock, in no zone yet. */
export interface Local {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** The zone by its IANA name; UTC for a name that is none. */
export const zoneOf = (name: string): Zone => IANAZone.create(IANAZone.isValidZone(name) ? name : 'UTC');

/** The beginning of a day by the clock. */
export const atMidnight = (date: DateTime): Local => ({
  ...{ year: date.year, month: date.month, day: date.day },
  ...{ hour: 0, minute: 0, second: 0 },
});

/** A calendar's reckoning without any zone: days and months added to a local time, as if every day had 24 hours. */
export const plus = (local: Local, { days = 0, months = 0 }: { days?: number; months?: number }): Local => {
  const moved = DateTime.fromObject(local, { zone: 'utc' }).plus({ days, months });
  return { ...local, year: moved.year, month: moved.month, day: moved.day };
};

/**
 * The Unix seconds at which a zone's clocks show a local time: usually one; both where the clocks went back over it; and
 * where they skipped it, the moment at which they jumped.
 */
export const instantsOf = (local: Local, zone: Zone): { readonly first: number; readonly last: number } => {
  const { year, month, day, hour, minute, second } = local;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  const offsetAt = (seconds: number): number => Math.round(zone.offset(seconds * 1000) * 60);
  const offsets = [offsetAt(shown - DAY), offsetAt(shown + DAY)];
  const found = offsets.map((offset) => shown - offset).filter((at) => offsetAt(at) === shown - at);
  if (found.length > 0) return { first: Math.min(...found), last: Math.max(...found) };

  const jump = firstSecondAfter(shown - Math.max(...offsets), shown - Math.min(...offsets), offsetAt);
  return { first: jump, last: jump };
};

/** The first second in (`before`, `after`] that has the offset of `after`. */
const firstSecondAfter = (before: number, after: number, offsetAt: (seconds: number) => number): number => {
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === offsetAt(after)) high = middle;
    else low = middle;
  }
  return high;
};
