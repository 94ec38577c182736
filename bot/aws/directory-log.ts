import { randomUUID } from 'node:crypto';
import type { Remembered } from '../directory/remembered';
import type { Key } from './batch-write';
import { readItem } from './directory-item';

/**
 * What was written into the directory of late, once more, in the order of writing: who holds the directory already reads only
 * this. One partition a day, so that the newest part is one query, or two around midnight.
 */
export interface LogItem extends Key {
  /** Remembered facts as JSON: a list of maps would be twice as large. */
  readonly facts: string;
  readonly expiresAt: number;
}

/** Far longer than anybody goes without reading all. */
const LOG_KEPT_SECONDS = 2 * 24 * 3_600;
const DAY_MS = 24 * 3_600_000;

/** With their log item they fill one BatchWriteItem: what is in the table is then in the log as well, and the reverse. */
const LOGGED_TOGETHER = 24;
/** DynamoDB takes items of 400 KB; a letter of JSON may have three bytes. */
const LOGGED_LETTERS = 120_000;

/** The parts of these facts that have a log item each. */
export const partsToLog = (facts: readonly Remembered[]): readonly (readonly Remembered[])[] => {
  const parts: Remembered[][] = [];
  let letters = 0;
  for (const fact of facts) {
    const part = parts.at(-1);
    const more = JSON.stringify(fact).length + 1;
    if (part === undefined || part.length === LOGGED_TOGETHER || letters + more > LOGGED_LETTERS) {
      parts.push([fact]);
      letters = more;
    } else {
      part.push(fact);
      letters += more;
    }
  }
  return parts;
};

/** The log item of facts that are written now; `random` tells those apart that are written in one millisecond. */
export const logItem = (facts: readonly Remembered[], now: Date, random: string = randomUUID()): LogItem => ({
  pk: pkOfDay(now.getTime()),
  sk: `${now.toISOString()}#${random}`,
  facts: JSON.stringify(facts),
  expiresAt: Math.floor(now.getTime() / 1000) + LOG_KEPT_SECONDS,
});

/** The partitions that hold what was written from one moment to another. */
export const logPartitions = (from: Date, to: Date): readonly string[] => {
  const days: string[] = [];
  for (let ms = from.getTime(); pkOfDay(ms) <= pkOfDay(to.getTime()); ms += DAY_MS) days.push(pkOfDay(ms));
  return days;
};

/** No Region is called so: what is logged is among no instance's facts. */
const pkOfDay = (ms: number): string => `changed#${new Date(ms).toISOString().slice(0, 10)}`;

/** The facts in a log item, but for those that this version does not know. */
export const readLogItem = ({ facts }: Record<string, unknown>): readonly Remembered[] => {
  const json: unknown = typeof facts === 'string' ? JSON.parse(facts) : [];
  return Array.isArray(json) ? json.flatMap((one: Record<string, unknown>) => readItem(one) ?? []) : [];
};
