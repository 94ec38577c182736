import { distance } from 'fastest-levenshtein';
import { DateTime, FixedOffsetZone, type Zone } from 'luxon';
import { EVENT_HISTORY_DAYS } from '../change/cloudtrail-event';
import { phrases } from '../words/words';
import { atMidnight, instantsOf, type Local, plus, zoneOf } from './local-time';

/** The asker's clock: the present moment, and the IANA time zone that a time without an offset is meant in. */
export interface Clock {
  readonly now: Date;
  readonly zone: string;
}

/** A value that was read, or why it could not be. */
export type Reading<T> = { readonly ok: true; readonly value: T } | NotRead;
export interface NotRead {
  readonly ok: false;
  /** A sentence that says what to type instead. */
  readonly message: string;
  /** A value that would be read. */
  readonly instead?: string;
  /** The qualifier that would take `instead`, where it is another one. */
  readonly insteadKey?: string;
}

export type SpanUnit = 'moment' | 'clock' | 'day' | 'month';

/**
 * What a time as people write it means: its first and last second (Unix seconds, inclusive). They differ for days and
 * months, and for a clock time that happened twice when the clocks went back.
 */
export interface Span {
  readonly first: number;
  readonly last: number;
  readonly unit: SpanUnit;
}

/** How a time is written, for help and for mistakes. */
export const TIME_EXAMPLES = [
  '30m',
  '2h',
  '7d',
  '18:40',
  'monday',
  'yesterday',
  '2026-11-01',
  '2026-11-01T09:00',
  '2026-03',
] as const;

const HOUR = 3600;
const DAY = 24 * HOUR;
/** AWS CloudTrail was announced on 13 November 2013: no record is older, so an earlier year is a slip of the finger. */
const FIRST_YEAR = 2013;
const LAST_YEAR = 2100;
/** A longer one is a slip of the finger. */
const LONGEST_DAYS = 100 * 366;
const FIRST_SECOND = Date.UTC(FIRST_YEAR, 0) / 1000;

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const WORDS = ['now', 'today', 'yesterday', ...WEEKDAYS, ...MONTHS];

const UNITS = [
  { words: ['s', 'sec', 'secs', 'second', 'seconds'], seconds: 1, days: 0 },
  { words: ['m', 'min', 'mins', 'minute', 'minutes'], seconds: 60, days: 0 },
  { words: ['h', 'hr', 'hrs', 'hour', 'hours'], seconds: HOUR, days: 0 },
  { words: ['d', 'day', 'days'], seconds: 0, days: 1 },
  { words: ['w', 'wk', 'wks', 'week', 'weeks'], seconds: 0, days: 7 },
];

/** A time back from now: `1d12h`. */
export const DURATION = /^(?:\d+(?:\.\d+)? *[a-z]+ *)+(?:ago)?$/;
const DURATION_PART = /(?<!\d)(\d+(?:\.\d+)?) *([a-z]+)/g;
const OFFSET = '(z|utc|gmt|[+-](?:0\\d|1[0-4])(?::?[0-5]\\d)?)';
const CLOCK = new RegExp(`^(\\d{1,2})(?:[:.](\\d{2}))?(?::(\\d{2}))? *([ap]\\.?m\\.?)?(?: *${OFFSET})?$`);
/** `18.11` may be a time of day or the 18th of November. */
const DAY_AND_MONTH = /^\d{1,2}\.(?:0[1-9]|1[0-2])$/;
const MONTH = /^(\d{4})[-/.](\d{1,2})$/;
const DATE = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const DATE_AND_TIME = new RegExp(
  `^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:t| +)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)? *${OFFSET}?$`,
);
const WORD_AND_CLOCK = /^([a-z]+) +(?:at +)?(\d.*)$/;
const DAY_FIRST_OR_MONTH_FIRST = /^\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})$/;

/** A value that was read. */
export const read = <T>(value: T): Reading<T> => ({ ok: true, value });
/** A value that was not. */
export const notRead = (message: string, instead?: string, insteadKey?: string): NotRead => ({
  ok: false,
  message,
  ...(instead === undefined ? {} : { instead }),
  ...(insteadKey === undefined ? {} : { insteadKey }),
});

/** Unix seconds as CloudTrail writes times (`2026-11-18T08:09:34Z`), so that both compare as strings. */
export const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

/** Whole Unix seconds, as CloudTrail counts. */
export const secondsOf = (now: Date): number => Math.floor(now.getTime() / 1000);

const localNow = ({ now, zone }: Clock): DateTime => DateTime.fromJSDate(now, { zone: zoneOf(zone) });

const daySpan = (midnight: Local, zone: Zone): Span => ({
  first: instantsOf(midnight, zone).first,
  last: instantsOf(plus(midnight, { days: 1 }), zone).first - 1,
  unit: 'day',
});

const monthSpan = (year: number, month: number, zone: Zone): Span => {
  const begin: Local = { year, month, day: 1, hour: 0, minute: 0, second: 0 };
  return {
    first: instantsOf(begin, zone).first,
    last: instantsOf(plus(begin, { months: 1 }), zone).first - 1,
    unit: 'month',
  };
};

const two = (value: number): string => String(value).padStart(2, '0');

/** Why a calendar has no such date, or undefined where it has. */
const dateMistake = (year: number, month: number, day = 1): NotRead | undefined => {
  if (year < FIRST_YEAR) {
    return notRead(phrases.times.tooEarly({ firstYear: FIRST_YEAR, year }));
  }
  if (year > LAST_YEAR) return notRead(phrases.times.tooLate({ year }));
  if (month < 1 || month > 12) {
    return notRead(phrases.times.noSuchMonth({ month }));
  }
  const days = DateTime.utc(year, month).daysInMonth ?? 31;
  if (day >= 1 && day <= days) return undefined;
  return notRead(phrases.times.noSuchDay({ year, month, days, day }), `${year}-${two(month)}-${two(days)}`);
};

const clockMistake = (hour: number, minute: number, second: number): NotRead | undefined =>
  hour <= 23 && minute <= 59 && second <= 59 ? undefined : notRead(phrases.times.noSuchTimeOfDay);

const readDuration = (text: string, clock: Clock): Reading<Span> => {
  let seconds = 0;
  let days = 0;
  for (const [, amount = '', word = ''] of text.replace(/ago$/, '').matchAll(DURATION_PART)) {
    const unit = UNITS.find(({ words }) => words.includes(word));
    if (unit === undefined) return notRead(phrases.times.noUnit({ word }));
    const count = Math.min(Number(amount), Number.MAX_SAFE_INTEGER);
    seconds += count * unit.seconds;
    days += count * unit.days;
  }
  if (seconds + days === 0) return notRead(phrases.times.noTimeAtAll);
  if (days + seconds / DAY > LONGEST_DAYS) {
    return notRead(phrases.times.tooLong, '90d');
  }
  // What goes back further than any record means all of them.
  const at = Math.max(agoOf(days, seconds, clock), FIRST_SECOND);
  return read({ first: at, last: at, unit: 'moment' });
};

/**
 * So long before now. Whole days are the calendar's: `7d` is the same time of day a week ago, though the clocks changed. From as many on as
 * CloudTrail's event history holds they are of 24 hours, as it counts them: `90d` asks for no hour before what it holds.
 */
const agoOf = (days: number, seconds: number, clock: Clock): number => {
  const whole = days < EVENT_HISTORY_DAYS ? Math.floor(days) : 0;
  const rest = seconds + (days - whole) * DAY;
  const now = secondsOf(clock.now);
  if (whole === 0) return Math.floor(now - rest);
  const { year, month, day, hour, minute, second } = localNow(clock);
  const then = plus({ year, month, day, hour, minute, second }, { days: -whole });
  return Math.floor(instantsOf(then, zoneOf(clock.zone)).first - rest);
};

/** `z`, `utc`, `+09`, `+0900` or `+09:00` in seconds east of Greenwich. */
const secondsOfOffset = (offset: string): number => {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  const seconds = Number(hours) * HOUR + Number(minutes) * 60;
  return sign === '-' ? -seconds : seconds;
};

/** A time of day, and how far east of Greenwich it is meant where that was written. */
export interface ClockTime extends Pick<Local, 'hour' | 'minute' | 'second'> {
  readonly offset?: number;
}

/** A time of day as written; undefined for what is none. */
export const clockOf = (text: string): Reading<ClockTime> | undefined => {
  const [, hours = '', minutes, seconds = '0', half, offset] = CLOCK.exec(text) ?? [];
  if (hours === '' || (minutes === undefined && half === undefined)) return undefined;
  if (DAY_AND_MONTH.test(text)) {
    return notRead(phrases.times.timeOrDate({ text, asTime: text.replace('.', ':') }));
  }
  const [hour, minute, second] = [Number(hours), Number(minutes ?? 0), Number(seconds)];
  const meantIn = offset === undefined ? {} : { offset: secondsOfOffset(offset) };
  if (half === undefined) return clockMistake(hour, minute, second) ?? read({ hour, minute, second, ...meantIn });
  if (hour < 1 || hour > 12) return notRead(phrases.times.noSuchHour({ hour: hours, half }));
  const sinceNoon = half.startsWith('p') ? 12 : 0;
  return clockMistake(0, minute, second) ?? read({ hour: (hour % 12) + sinceNoon, minute, second, ...meantIn });
};

/** Where a time of day is meant: at its own offset, or where the asker is. */
export const zoneOfClock = ({ offset }: ClockTime, { zone }: Clock): Zone =>
  offset === undefined ? zoneOf(zone) : FixedOffsetZone.instance(offset / 60);

/** That time of a day. */
export const atClock = (date: DateTime, { hour, minute, second }: ClockTime): Local => ({
  ...atMidnight(date),
  ...{ hour, minute, second },
});

/** The most recent such moment that is not in the future. */
const readClock = (text: string, clock: Clock): Reading<Span> | undefined => {
  const time = clockOf(text);
  if (time === undefined || !time.ok) return time;
  const zone = zoneOfClock(time.value, clock);
  const today = atClock(DateTime.fromJSDate(clock.now, { zone }), time.value);
  const now = secondsOf(clock.now);
  const { first, last } = instantsOf(today, zone);
  if (first > now) return read({ ...instantsOf(plus(today, { days: -1 }), zone), unit: 'clock' });
  return read({ first, last: last > now ? first : last, unit: 'clock' });
};

const readDateAndTime = (text: string, clock: Clock): Reading<Span> | undefined => {
  const parts = DATE_AND_TIME.exec(text);
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const mistake = dateMistake(year, month, day) ?? clockMistake(hour, minute, second);
  if (mistake !== undefined) return mistake;
  const local: Local = { year, month, day, hour, minute, second };
  const offset = parts[7];
  if (offset === undefined) return read({ ...instantsOf(local, zoneOf(clock.zone)), unit: 'moment' });
  const at = Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - secondsOfOffset(offset);
  return read({ first: at, last: at, unit: 'moment' });
};

const readDate = (text: string, { zone }: Clock): Reading<Span> | undefined => {
  const [, years, months, days] = DATE.exec(text) ?? MONTH.exec(text) ?? [];
  if (years === undefined || months === undefined) return undefined;
  const [year, month] = [Number(years), Number(months)];
  if (days === undefined) return dateMistake(year, month) ?? read(monthSpan(year, month, zoneOf(zone)));
  const mistake = dateMistake(year, month, Number(days));
  return mistake ?? read(daySpan({ year, month, day: Number(days), hour: 0, minute: 0, second: 0 }, zoneOf(zone)));
};

/** Which name is meant by a word: the whole of it or a beginning of at least three letters (`mon`, `tues`, `sept`). */
const indexByName = (names: readonly string[], word: string): number =>
  word.length < 3 ? -1 : names.findIndex((name) => name.startsWith(word));

/** How many days ago the day was that a word names: `today`, `yesterday`, or the latest such weekday. */
const daysAgoOf = (word: string, now: DateTime): number | undefined => {
  if (word === 'today') return 0;
  if (word === 'yesterday') return 1;
  const weekday = indexByName(WEEKDAYS, word);
  return weekday < 0 ? undefined : (now.weekday - 1 - weekday + 7) % 7;
};

const yearOf = (month: number, now: DateTime): number => (month > now.month ? now.year - 1 : now.year);

/** Whether a time is named by a weekday or a month, which come round again and mean the latest. */
export const comesRound = (text: string): boolean => {
  const typed = typedTime(text);
  const [, word = typed] = WORD_AND_CLOCK.exec(typed) ?? [];
  return indexByName(WEEKDAYS, word) >= 0 || indexByName(MONTHS, word) >= 0;
};

/** The weekday, or the month, before the latest of that name, to be typed: "2026-11-14", "2025-11". Undefined for all that is named otherwise. */
export const roundBefore = (text: string, clock: Clock): string | undefined => {
  const typed = typedTime(text);
  const now = localNow(clock);
  const month = indexByName(MONTHS, typed) + 1;
  if (month > 0) return `${yearOf(month, now) - 1}-${two(month)}`;
  const days = indexByName(WEEKDAYS, typed) < 0 ? undefined : daysAgoOf(typed, now);
  return days === undefined ? undefined : now.minus({ days: days + 7 }).toFormat('yyyy-MM-dd');
};

const readWord = (word: string, clock: Clock): Reading<Span> | undefined => {
  const zone = zoneOf(clock.zone);
  const now = localNow(clock);
  if (word === 'now') return read({ first: secondsOf(clock.now), last: secondsOf(clock.now), unit: 'moment' });
  const days = daysAgoOf(word, now);
  if (days !== undefined) return read(daySpan(plus(atMidnight(now), { days: -days }), zone));
  const month = indexByName(MONTHS, word) + 1;
  if (month > 0) return read(monthSpan(yearOf(month, now), month, zone));
  return undefined;
};

/** `yesterday 18:40`, `monday 9am`. A weekday's time that is still to come today is last week's. */
const readWordAndClock = (text: string, clock: Clock): Reading<Span> | undefined => {
  const [, word = '', rest = ''] = WORD_AND_CLOCK.exec(text) ?? [];
  const now = localNow(clock);
  const days = daysAgoOf(word, now);
  const time = days === undefined ? undefined : clockOf(rest);
  if (days === undefined || time === undefined || !time.ok) return time?.ok === false ? time : undefined;
  const zone = zoneOfClock(time.value, clock);
  const on = (daysAgo: number) => instantsOf(plus(atClock(now, time.value), { days: -daysAgo }), zone);
  const isToCome = word !== 'today' && on(days).first > secondsOf(clock.now);
  return read({ ...on(isToCome ? days + 7 : days), unit: 'moment' });
};

/** What was most likely meant by a text that is no time. */
const meantBy = (text: string, clock: Clock): string | undefined => {
  const bare = text.replace(/^[-+~=]+|(?<![.,;:!?、。])[.,;:!?、。]+$/g, '').trim();
  const withColon = text.replace(/^(\d{1,2})h(\d{2})$|^([01]\d|2[0-3])([0-5]\d)$/, '$1$3:$2$4');
  const nearest = WORDS.find((word) => distance(word, text) <= (word.length > 4 ? 2 : 1));
  return [bare, withColon].find((each) => each !== text && parseSpan(each, clock).ok) ?? nearest;
};

const notATime = (typed: string, clock: Clock): NotRead => {
  const text = typed.length > 40 ? `${typed.slice(0, 40)}…` : typed;
  if (DAY_FIRST_OR_MONTH_FIRST.test(text)) {
    return notRead(phrases.times.dayOrMonthFirst({ text }));
  }
  if (/^20[1-9]\d$/.test(text)) {
    return notRead(phrases.times.yearOrTime({ text }));
  }
  const [from, to] = text.split(/\.\.+|~|〜|→|(?<=\d{4}-\d{1,2}-\d{1,2})-| to /).map((part) => part.trim());
  if (from && to && parseSpan(from, clock).ok && parseSpan(to, clock).ok) {
    return notRead(phrases.times.twoTimes({ text, from, to }));
  }
  return notRead(
    phrases.times.notATime({ text, examples: TIME_EXAMPLES }),
    typed.length > 40 ? undefined : meantBy(typed, clock),
  );
};

/** What phones and Japanese keyboards put for a dash. */
const DASHES = /[‐‒–—―−ー]/g;

/** Full-width digits and capitals are as good as any, and so is any dash. */
export const typedTime = (text: string): string => text.normalize('NFKC').replace(DASHES, '-').trim().toLowerCase();

/**
 * Reads a time as people write it: a duration back from now (`30m`, `1d12h`), a clock time or weekday (the most recent),
 * `today`, `yesterday`, `now`, a date, a date and time (with an offset or in the clock's zone), a month.
 */
export const parseSpan = (text: string, clock: Clock): Reading<Span> => {
  const typed = typedTime(text);
  return (
    readWord(typed, clock) ??
    readClock(typed, clock) ??
    (DURATION.test(typed) ? readDuration(typed, clock) : undefined) ??
    readDate(typed, clock) ??
    readDateAndTime(typed, clock) ??
    readWordAndClock(typed, clock) ??
    notATime(typed, clock)
  );
};
