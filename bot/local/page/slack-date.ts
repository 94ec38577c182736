/** Who reads a date, and when: an IANA zone, and the browser's own locale unless another is named. */
export interface DateReader {
  readonly zone: string;
  readonly now: Date;
  readonly locale?: string;
}

const format = (date: Date, { zone, locale }: DateReader, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(date);

/** The calendar day as `2026-11-18`, in the reader's zone. */
const isoDay = (date: Date, { zone }: DateReader) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(date);

const dayMs = 86_400_000;

/** `today`, `yesterday` or `tomorrow` where it is one of them, and the other form elsewhere. */
const pretty = (date: Date, reader: DateReader, otherwise: string) => {
  const distance = (Date.parse(isoDay(date, reader)) - Date.parse(isoDay(reader.now, reader))) / dayMs;
  if (Math.abs(distance) > 1) return otherwise;
  return new Intl.RelativeTimeFormat(reader.locale, { numeric: 'auto' }).format(distance, 'day');
};

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', dayMs],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

const ago = (date: Date, { now, locale }: DateReader) => {
  const distance = date.getTime() - now.getTime();
  const [unit, ms] = units.find(([, size]) => Math.abs(distance) >= size) ?? ['second', 1000];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(distance / ms), unit);
};

const short = (date: Date, reader: DateReader) => format(date, reader, { dateStyle: 'medium' });
const medium = (date: Date, reader: DateReader) => format(date, reader, { dateStyle: 'long' });
const long = (date: Date, reader: DateReader) => format(date, reader, { dateStyle: 'full' });

/** Slack's date tokens: https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
const tokens: Readonly<Record<string, (date: Date, reader: DateReader) => string>> = {
  date_num: isoDay,
  date_slash: (date, reader) => format(date, reader, { dateStyle: 'short' }),
  date: medium,
  date_pretty: (date, reader) => pretty(date, reader, medium(date, reader)),
  date_short: short,
  date_short_pretty: (date, reader) => pretty(date, reader, short(date, reader)),
  date_long: long,
  date_long_full: long,
  date_long_pretty: (date, reader) => pretty(date, reader, long(date, reader)),
  day_divider_pretty: (date, reader) => pretty(date, reader, long(date, reader)),
  time: (date, reader) => format(date, reader, { timeStyle: 'short' }),
  time_secs: (date, reader) => format(date, reader, { timeStyle: 'medium' }),
  ago,
};

/**
 * A date as Slack shows it: the format's tokens in the reader's zone. `seconds` is a Unix time. A time or a token that
 * makes no sense gives the fallback, as in Slack.
 */
export const slackDate = (seconds: number, layout: string, fallback: string, reader: DateReader): string => {
  const date = new Date(seconds * 1000);
  const named = [...layout.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const understood = named.length > 0 && named.every((name) => Object.hasOwn(tokens, name));
  if (seconds <= 0 || Number.isNaN(date.getTime()) || !understood) return fallback;
  return layout.replace(/\{(\w+)\}/g, (token, name: string) => tokens[name]?.(date, reader) ?? token);
};
