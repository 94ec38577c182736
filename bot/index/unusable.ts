import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { asString, isObject, isTooDeep } from '../change/json';

/** The partition of the records that could not be told. Few. */
export const UNUSABLE = 'unusable';

/**
 * A record of our services that could not be told, kept as it came: nothing that is ingested is ever dropped, and an answer about
 * its time says that something is missing.
 */
export interface UnusableItem {
  readonly pk: typeof UNUSABLE;
  /** Made from the content, so that the same record that comes again is the same item. */
  readonly sk: string;
  /** A short phrase, as `normalize` gives it. */
  readonly because: string;
  /** The record's own time where it has one that can be read, ISO 8601 UTC. */
  readonly time?: string;
  /** The text as it came, or its beginning where that is too long for an item; deflated. */
  readonly record: Uint8Array;
}

/** What is said of a record that could not be told. */
export type Unusable = Pick<UnusableItem, 'because' | 'time'>;

/** Takes any JSON, or a text that is none. */
export const unusableItem = (json: unknown, because: string): UnusableItem => {
  const text = typeof json === 'string' ? json : textOf(json);
  const ms = isObject(json) ? Date.parse(asString(json.eventTime) ?? '') : Number.NaN;
  return {
    pk: UNUSABLE,
    sk: createHash('sha256').update(text).digest('hex'),
    because: because.slice(0, LONGEST_REASON),
    ...(Number.isNaN(ms) ? {} : { time: new Date(ms).toISOString() }),
    record: deflated(text),
  };
};

/** It may quote the record. */
const LONGEST_REASON = 200;
/** An item holds 400 kB. */
const LARGEST = 350_000;

/** Longer than any record: a text of one letter over and over packs a thousand times, and would be unpacked again. */
const LONGEST = 2_000_000;

const deflated = (text: string): Uint8Array => {
  const whole = deflateRawSync(text.slice(0, LONGEST));
  return whole.byteLength <= LARGEST ? whole : deflateRawSync(Buffer.from(text).subarray(0, LARGEST));
};

/** As it came; of what can't be written for its depth, the members that can. */
const textOf = (json: unknown): string => {
  if (!isTooDeep(json)) return JSON.stringify(json) ?? String(json);
  const shallow = isObject(json) ? Object.entries(json).filter(([, value]) => !isTooDeep(value)) : [];
  return JSON.stringify({ ...Object.fromEntries(shallow), tooDeep: true });
};
