import type { Query } from '../query/query';
import { phrases } from '../words/words';
import { type Coverage, LACKS, type Lack } from './coverage';
import { isPartial } from './edge-lines';

/** A question that finds a thing or a person by name needs the names. */
const needsNames = ({ subject, by }: Query): boolean => subject.kind === 'name' || by !== undefined;

/** What notes say that the answer to a question may lack. */
const lacksIn = (notes: readonly string[], query: Query): readonly Lack[] =>
  LACKS.filter(
    (lack) =>
      (lack !== 'names' || needsNames(query)) &&
      notes.some((note) => !isPartial(note) && note.includes(phrases.search.lacking[lack])),
  );

/**
 * The coverage of an answer with what was found out besides: what was cut on the way to it cuts the answer, and one that may lack changes
 * of what was asked for is not complete.
 */
export const withNotes = (coverage: Coverage, more: readonly string[], query: Query): Coverage => {
  const notes = [...new Set([...coverage.notes, ...more])];
  const lacks = lacksIn(notes, query);
  return {
    ...coverage,
    complete: coverage.complete && !notes.some(isPartial) && lacks.length === 0,
    ...(lacks.length > 0 && { lacks }),
    notes,
  };
};
