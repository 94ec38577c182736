import type { Change } from '../change/change';
import { normalize } from '../change/normalize';
import type { DirectoryFact } from '../directory/facts';
import { factsOfChange } from '../directory/facts-of-change';

/** What came of a heap of records, whatever they were read from. */
export interface RecordsRead {
  readonly changes: Change[];
  readonly facts: DirectoryFact[];
  /** Reason → how many records could not be told for it. Other services' records and reads are not counted. */
  readonly unusable: Map<string, number>;
  /** Newest time of any record of our services that was kept or left out, ISO 8601 UTC. */
  newest?: string | undefined;
}

export const noRecords = (): RecordsRead => ({ changes: [], facts: [], unusable: new Map() });

/** Adds one record (unknown JSON) to the heap. */
export const addRecord = (into: RecordsRead, json: unknown): void => {
  const normalized = normalize(json);
  switch (normalized.kind) {
    case 'change':
      into.changes.push(normalized.change);
      into.facts.push(...factsOfChange(normalized.change));
      return;
    case 'unusable':
      addUnusable(into, normalized.because);
      return;
    case 'left out':
    case 'foreign':
      return;
  }
};

/** Counts a record that could not be told, with a short phrase for why. */
export const addUnusable = ({ unusable }: RecordsRead, because: string): void => {
  unusable.set(because, (unusable.get(because) ?? 0) + 1);
};

/** A sentence for each reason for which records could not be told. What they held is not known: the reading is partial. */
export const unusableNotes = ({ unusable }: RecordsRead): readonly string[] =>
  [...unusable].map(([because, count]) =>
    count === 1
      ? `Partial: 1 record was left out: ${because}.`
      : `Partial: ${count} records were left out: ${because}.`,
  );
