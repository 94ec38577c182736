import type { PlainAnswer } from './answer';
import type { RawRecord } from './change';
import { readEffects } from './effects';
import type { ReadEffect } from './fields';
import { readPlaces } from './places';
import { type ReadRecords, readRecords } from './records';
import { type ListedThing, type ReadThing, readThings } from './things';

/** All that the records and the listings tell, worked out once for many questions. */
export interface ReadAccount extends ReadRecords {
  readonly listed: readonly ListedThing[];
  readonly things: ReadonlyMap<string, ReadThing>;
  readonly effects: ReadonlyMap<string, ReadEffect>;
  readonly places: ReadonlyMap<string, readonly string[]>;
  /** Answers that were worked out already, by their question. */
  readonly answers: Map<string, PlainAnswer>;
}

export const readAccount = (records: readonly RawRecord[], listed: readonly ListedThing[]): ReadAccount => {
  const read = readRecords(records);
  const things = readThings(read.changes, listed);
  const places = readPlaces(read.withCopies, things);
  return { ...read, listed, things, effects: readEffects(read.withCopies), places, answers: new Map() };
};
