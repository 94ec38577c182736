const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

interface Text {
  readonly text: string;
}

/** Why a time could not be read, and how to write it. */
export const times = {
  tooEarly: ({ firstYear, year }: { readonly firstYear: number; readonly year: number }): string =>
    `CloudTrail began in ${firstYear}, so nothing can be found for the year ${year}. Check the year.`,
  tooLate: ({ year }: { readonly year: number }): string => `The year ${year} is too far ahead. Check the year.`,
  noSuchMonth: ({ month }: { readonly month: number }): string =>
    `There is no month ${month}: write the year, the month and the day, like 2026-11-01.`,
  noSuchDay: ({
    year,
    month,
    days,
    day,
  }: {
    readonly year: number;
    readonly month: number;
    readonly days: number;
    readonly day: number;
  }): string => `${MONTHS[month - 1] ?? ''} ${year} has ${days} days: there is no day ${day}.`,
  noSuchTimeOfDay: 'A time of day goes from 00:00 to 23:59: write it like 18:40.',
  noUnit: ({ word }: { readonly word: string }): string =>
    `“${word}” is no unit of time here: write s, m, h, d or w, like 90s or 1d12h.`,
  noTimeAtAll: 'That is no time at all: write how long ago, like 30m, 2h or 7d.',
  tooLong: 'That goes back further than CloudTrail does: write a shorter time, like 90d.',
  timeOrDate: ({ text, asTime }: Text & { readonly asTime: string }): string =>
    `“${text}” may be a time of day or a date: write ${asTime}, or a date with its year first, like 2026-11-01.`,
  noSuchHour: ({ hour, half }: { readonly hour: string; readonly half: string }): string =>
    `There is no ${hour} ${half}: write the time of day like 18:40.`,
  dayOrMonthFirst: ({ text }: Text): string =>
    `“${text}” may be read day first or month first: write the year first, like 2026-11-01.`,
  yearOrTime: ({ text }: Text): string =>
    `“${text}” may be a year or a time of day: write a month like ${text}-03, or a time like 18:40.`,
  twoTimes: ({ text, from, to }: Text & { readonly from: string; readonly to: string }): string =>
    `“${text}” is two times: write them as since:${from} until:${to}.`,
  notATime: ({ text, examples }: Text & { readonly examples: readonly string[] }): string =>
    `“${text}” is not a time that can be read here: write it like ${examples.slice(0, -1).join(', ')} or ${examples.at(-1)}.`,
  inTheFuture: 'That lies in the future, where nothing has changed yet: write a time that has begun, like today or 2h.',
  endsBeforeItBegins: 'The period would begin after it ends: write the earlier time first.',
  onTakesNoMonth: ({ text }: Text): string => `on: takes a day, like on:monday; for a month write during:${text}.`,
  onTakesNoMoment: ({ text }: Text): string =>
    `on: takes a day, like on:monday; for a moment write since:${text} or around:${text}.`,
  duringTakesNoMoment: ({ text }: Text): string =>
    `during: takes a month or a day, like during:2026-11; for a moment write since:${text} or around:${text}.`,
  aroundTakesAMoment: ({ text, unit }: Text & { readonly unit: 'day' | 'month' }): string =>
    `around: takes a moment, like around:18:40 or around:2026-11-01T09:00; for a whole ${unit} write during:${text}.`,
  severalWords: ({ whole }: { readonly whole: string }): string =>
    `A time of several words needs quotes: ${whole}. What is part of a name goes into quotes of its own.`,
};
