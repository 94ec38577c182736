import { DateTime } from 'luxon';
import { phrases } from '../words/words';
import type { Moment } from './message';

/** "Tue 17 Nov", the year where it is not this one. */
export const formatDay = (day: DateTime, thisYear: number): string => {
  const { locale, day: short, dayOfAnotherYear } = phrases.dates;
  return day.setLocale(locale).toFormat(day.year === thisYear ? short : dayOfAnotherYear);
};

/** A moment in a zone, for the terminal and for fallbacks: "Tue 17 Nov 08:09". */
export const formatMoment = ({ time, as }: Moment, zone: string, now: Date): string => {
  const at = DateTime.fromISO(time, { zone });
  const day = formatDay(at, DateTime.fromJSDate(now, { zone }).year);
  return as === 'day' ? day : `${day} ${at.setLocale(phrases.dates.locale).toFormat(phrases.dates.time)}`;
};

/** How long ago it was. */
export const ago = (time: string, now: Date): string =>
  phrases.dates.ago({ minutes: Math.max(0, Math.round((now.getTime() - Date.parse(time)) / 60_000)) });
