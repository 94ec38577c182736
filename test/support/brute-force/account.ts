import type { RawRecord } from './change';
import { readEffects } from './effects';
import type { ReadEffect } from './fields';
import { type ReadRecords, readRecords } from './records';
import { type ListedThing, type ReadThing, readThings } from './things';

/** All that the records and the listings tell, worked out once for many questions. */
export interface ReadAccount extends ReadRecords {
  readonly listed: readonly ListedThing[];
  readonly things: ReadonlyMap<string, ReadThing>;
  readonly effects: ReadonlyMap<string, ReadEffect>;
}

export const readAccount = (records: readonly RawRecord[], listed: readonly ListedThing[]): ReadAccount => {
  const read = readRecords(records);
  return { ...read, listed, things: readThings(read.changes, listed), effects: readEffects(read.withCopies) };
};
