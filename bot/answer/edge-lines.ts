import { phrases } from '../words/words';
import type { Answer } from './answer';
import type { Coverage } from './coverage';
import { type Line, type LinePiece, line } from './message';
import { placeOfAll, subjectPieces } from './subject-pieces';

/** What the answer is about, how many changes, and how surely: the edge of what is known. */
export const edgeLine = (answer: Answer): Line =>
  line(
    'edge',
    ...phrases.coverage.edge({
      ...{ subject: subjectPieces(answer), changes: answer.total - answer.failed, failed: answer.failed },
      ...{ place: placeOfAll(answer), searched: searchedPieces(answer.coverage) },
    }),
  );

/** Connect knows of a change that no record tells yet. */
export const freshLine = (lastModified: string): Line =>
  line('detail', ...phrases.observed.mayArrive({ time: lastModified }));

/** What was searched and how surely: " 23 Aug to 21 Nov 08:20, live CloudTrail, complete". */
export const searchedPieces = (coverage: Coverage): readonly LinePiece[] => {
  const { from, to, sources, newestEvent } = coverage;
  if (sources.length === 0) return phrases.coverage.nothing;
  const kinds = [...new Set(sources.map(({ kind }) => kind))];
  return phrases.coverage.searched({ from, to, kinds, whole: howWhole(coverage), newestEvent });
};

/** Whether none of the window is settled: all that can be said is what is known so far. */
export const isUnsettled = ({ from = '', settledTo, cut }: Coverage): boolean =>
  cut !== true && settledTo !== undefined && settledTo < from;

/** Whether all that was to be read was, and yet something may be lacking. */
export const onlyLacks = (coverage: Coverage): boolean =>
  !coverage.complete &&
  (coverage.lacks ?? []).length > 0 &&
  coverage.cut !== true &&
  !isUnsettled(coverage) &&
  !coverage.notes.some(isPartial);

/** "complete to 13:05, later ones may still arrive": where nothing was cut, what is not settled is said in so many words. */
const howWhole = (coverage: Coverage): readonly LinePiece[] => {
  const { complete, settledTo, lacks = [] } = coverage;
  if (isUnsettled(coverage)) return phrases.coverage.unsettled;
  if (onlyLacks(coverage)) return phrases.coverage.allBut({ lacks, settledTo });
  if (!complete) return phrases.coverage.cut;
  return settledTo === undefined ? phrases.coverage.complete : phrases.coverage.completeTo({ time: settledTo });
};

/** What was cut is told in a line of its own; what is always so, in one line of small print. */
export const isPartial = (note: string): boolean => note.startsWith(phrases.coverage.partial);
/** What was cut, where “PARTIAL” is said already. */
export const cutReasons = ({ notes }: Pick<Coverage, 'notes'>): readonly string[] =>
  notes.filter(isPartial).map((note) => note.slice(phrases.coverage.partial.length).replace(/^: /, ''));
export const partialLines = ({ notes }: Coverage): readonly Line[] =>
  notes.filter(isPartial).map((note) => line('detail', note));
/** Whether something was cut, or nothing is settled yet: more than that an answer may lack something. */
export const isUnfinished = (coverage: Coverage): boolean => !coverage.complete && !onlyLacks(coverage);

/** What the edge says already is not said twice. */
export const standingNotes = (coverage: Coverage): readonly string[] => {
  const isSaid = (note: string): boolean => onlyLacks(coverage) && phrases.search.saidInEdge.includes(note);
  return coverage.notes.filter((note) => !isPartial(note) && !isSaid(note));
};
export const noteLines = (coverage: Coverage): readonly Line[] => {
  const standing = standingNotes(coverage);
  return standing.length === 0 ? [] : [line('note', standing.join(' '))];
};
