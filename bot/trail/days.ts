/** UTC days of events, `2026-11-17`, both included; open where one is left out. */
export interface Days {
  readonly from?: string;
  readonly to?: string;
}

/** A trail lays each file into the folder of the day on which it delivered it. */
const DELIVERED = /(?:^|\/)(\d{4})\/(\d\d)\/(\d\d)\/[^/]+$/;
const DAY_MS = 86_400_000;

/**
 * Of files those that may hold events of the days, by the day of delivery in their names, in the same order. What happened shortly before
 * midnight is delivered on the next day, so that day's files are among them; and a file whose name tells no day always is. They
 * also hold events of other days, and those not all.
 * Throws with one line where a day is none.
 */
export const filesOfDays = <Named extends { readonly name: string }>(
  files: readonly Named[],
  { from, to }: Days,
): readonly Named[] => {
  const first = from === undefined ? Number.NEGATIVE_INFINITY : midnightOf(from);
  const last = to === undefined ? Number.POSITIVE_INFINITY : midnightOf(to) + DAY_MS;
  return files.filter(({ name }) => {
    const [, year, month, day] = DELIVERED.exec(name) ?? [];
    const delivered = Date.parse(`${year}-${month}-${day}`);
    return Number.isNaN(delivered) || (delivered >= first && delivered <= last);
  });
};

/** For a sentence: `of 2026-11-17 to 2026-11-18`. */
export const daysInWords = ({ from, to }: Days): string => {
  if (from === undefined) return to === undefined ? 'of any day' : `of ${to} or before`;
  return to === undefined ? `of ${from} or later` : `of ${from} to ${to}`;
};

const midnightOf = (day: string): number => {
  const midnight = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day) : Number.NaN;
  // 31 February would be another day in March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) {
    throw new Error(`${day} is no day: one is written 2026-11-17.`);
  }
  return midnight;
};
