import { DateTime } from 'luxon';
import { SETTLE_SECONDS } from '../index/proof';
import { isoOf, secondOf } from '../index/spans';
import { instantsOf, zoneOf } from '../query/local-time';
import { type DigestProgress, type DigestSetting, lastTold, pausedBecause } from './digest-setting';

/** A digest whose time has come or will come: of which local day (YYYY-MM-DD), and from which moment on. */
export interface Due {
  readonly day: string;
  readonly dueAt: Date;
}

export interface DueDigest extends Due {
  readonly setting: DigestSetting;
}

const HOUR_MS = 3_600_000;
const DAY_SECONDS = 86_400;
/** A digest set for 23:58 is not lost because the clock looked at midnight. */
const LATE_MS = 3 * HOUR_MS;
/** A digest that was paused for longer tells no more than this: nobody waits for the look-up of a year. */
export const LONGEST_DAYS = 31;

/** The local day of a moment, YYYY-MM-DD. */
export const localDay = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone: zoneOf(zone) }).toFormat('yyyy-MM-dd');

const daysAfter = (day: string, days: number): string =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd');

/**
 * The moment at which the clocks of the zone show the time on that day: the first, where they show it twice; where they skip it, the
 * moment at which they jump.
 */
export const dueMoment = (day: string, { at, zone }: Pick<DigestSetting, 'at' | 'zone'>): Date => {
  const { year, month, day: date, hour, minute } = DateTime.fromISO(`${day}T${at}`, { zone: 'utc' });
  return new Date(instantsOf({ year, month, day: date, hour, minute, second: 0 }, zoneOf(zone)).first * 1000);
};

const isDigestDay = (day: string, { weekdays }: DigestSetting): boolean =>
  !weekdays || DateTime.fromISO(day, { zone: 'utc' }).weekday <= 5;

/** Whether a digest of that local day was told; where the zone was changed since, the day that it was there. */
const isTold = (day: string, { zone }: DigestSetting, progress: DigestProgress | undefined): boolean => {
  const last = lastTold(progress);
  if (last === undefined) return false;
  return day <= (last.zone === zone ? last.day : localDay(new Date(last.dueAt), zone));
};

/** What is due of one digest now: the newest day's alone, since it also tells what the days before it missed. */
export const dueOf = (setting: DigestSetting, progress: DigestProgress | undefined, now: Date): Due | undefined => {
  if (pausedBecause(setting, progress) !== undefined) return undefined;
  const today = localDay(now, setting.zone);
  const days = [today, daysAfter(today, -1)].filter((day) => isDigestDay(day, setting));
  const newest = days.map((day) => ({ day, dueAt: dueMoment(day, setting) })).find(({ dueAt }) => dueAt <= now);
  if (newest === undefined || isTold(newest.day, setting, progress)) return undefined;
  const isLate = newest.day === today || now.getTime() - newest.dueAt.getTime() < LATE_MS;
  return isLate && newest.dueAt > new Date(setting.setAt) ? newest : undefined;
};

/** Which digests are due, the one that has waited longest first. */
export const dueDigests = (
  settings: readonly DigestSetting[],
  progress: readonly DigestProgress[],
  now: Date,
): readonly DueDigest[] =>
  settings
    .flatMap((setting) => {
      const own = progress.find(({ channel }) => channel === setting.channel);
      const due = dueOf(setting, own, now);
      return due === undefined ? [] : [{ setting, ...due }];
    })
    .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime());

/** The next digest to come after now: within nine days, since no two days that are none follow a weekday's told one. */
export const nextDue = (setting: DigestSetting, progress: DigestProgress | undefined, now: Date): Due | undefined => {
  const today = localDay(now, setting.zone);
  const days = Array.from({ length: 9 }, (_, after) => daysAfter(today, after - 1));
  return days
    .filter((day) => isDigestDay(day, setting) && !isTold(day, setting, progress))
    .map((day) => ({ day, dueAt: dueMoment(day, setting) }))
    .find(({ dueAt }) => dueAt > now);
};

/** What a digest tells, both ends inclusive, ISO 8601 UTC. */
export interface DigestWindow {
  readonly from: string;
  readonly to: string;
  /** Where it reaches back as far as it may, and the last one ended earlier: from then on nothing is told. */
  readonly untoldFrom?: string;
}

/**
 * From the second after the last digest's end to where records are settled, so that nothing is told twice and what comes late falls into
 * the next one. The first tells the last day, or longer where the digest was set longer ago. Undefined where no second has settled since.
 */
export const windowOf = (
  { since }: Pick<DigestSetting, 'since'>,
  progress: DigestProgress | undefined,
  now: Date,
  settleSeconds: number = SETTLE_SECONDS,
): DigestWindow | undefined => {
  const to = Math.floor(now.getTime() / 1000) - settleSeconds;
  const beginning = Math.min(secondOf(since), to - DAY_SECONDS);
  const last = lastTold(progress);
  const next = Math.max(last === undefined ? beginning : secondOf(last.to) + 1, beginning);
  const from = Math.max(next, to - LONGEST_DAYS * DAY_SECONDS);
  if (from > to) return undefined;
  return { from: isoOf(from), to: isoOf(to), ...(next < from && { untoldFrom: isoOf(next) }) };
};
