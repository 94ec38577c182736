/** The two ways in which the sample account places its events in time, for one `now`. */
export interface Moments {
  /** `08:30` or `08:30:15` UTC on the day this many days before now's own (UTC) day. */
  readonly daysAgo: (days: number, clock: string) => Date;
  /** This many minutes before now, seconds cut off; `seconds` are added. */
  readonly minutesAgo: (minutes: number, seconds?: number) => Date;
}

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

export const startOfDay = (now: Date): number => Math.floor(now.getTime() / DAY_MS) * DAY_MS;

export const momentsBefore = (now: Date): Moments => {
  const minute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  return {
    daysAgo: (days, clock) => {
      const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
      return new Date(startOfDay(now) - days * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000);
    },
    minutesAgo: (minutes, seconds = 0) => new Date(minute - minutes * MINUTE_MS + seconds * 1000),
  };
};
