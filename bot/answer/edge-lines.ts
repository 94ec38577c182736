import type { Answer } from './answer';
import type { Coverage } from './coverage';
import { capitalised, counted, type Line, type LinePiece, line, moment, words } from './message';
import { allInPieces, subjectPieces } from './subject-pieces';

/** What the answer is about, how many changes, and how surely: the edge of what is known. */
export const edgeLine = (answer: Answer): Line =>
  line(
    'edge',
    ...capitalised(subjectPieces(answer)),
    ` · ${countWords(answer)}`,
    ...allInPieces(answer),
    ' · searched',
    ...searchedPieces(answer.coverage),
  );

/** "2 changes · 1 attempt failed": what failed changed nothing. */
export const countWords = ({ total, failed }: Answer): string => {
  const attempts = failed === 0 ? '' : ` · ${counted(failed, 'attempt')} failed`;
  return `${total === failed ? 'no changes' : counted(total - failed, 'change')}${attempts}`;
};

/** Connect knows of a change that no record tells yet. */
export const freshLine = (lastModified: string): Line =>
  line(
    'detail',
    'Connect says it was last modified ',
    moment(lastModified),
    '; a record of that may still be on its way.',
  );

/** What was searched and how surely: " 23 Aug to 21 Nov 08:20, live CloudTrail, complete". */
export const searchedPieces = (coverage: Coverage): readonly LinePiece[] => {
  const { from, to, sources, newestEvent } = coverage;
  if (sources.length === 0) return [words(' nothing')];
  const kinds = [...new Set(sources.map(({ kind }) => kind))].join(' and ');
  return [
    ...(from === undefined ? [] : [words(' '), moment(from)]),
    ...(to === undefined ? [] : [words(' to '), moment(to)]),
    words(`, ${kinds}, `),
    ...howWhole(coverage),
    ...(newestEvent === undefined ? [] : [words(' · newest event of any kind '), moment(newestEvent)]),
  ];
};

/** Whether none of the window is settled: all that can be said is what is known so far. */
export const isUnsettled = ({ from = '', settledTo, cut }: Coverage): boolean =>
  cut !== true && settledTo !== undefined && settledTo < from;

/** "complete to 13:05, later ones may still arrive": where nothing was cut, what is not settled is said in so many words. */
export const howWhole = (coverage: Coverage): readonly LinePiece[] => {
  const { complete, settledTo } = coverage;
  if (isUnsettled(coverage)) return [words('not settled yet: more may still arrive')];
  if (!complete) return [words('PARTIAL')];
  return settledTo === undefined
    ? [words('complete')]
    : [words('complete to '), moment(settledTo), words(', later ones may still arrive')];
};

/** What was cut is told in a line of its own; what is always so, in one line of small print. */
export const isPartial = (note: string): boolean => note.startsWith('Partial');
export const partialLines = ({ notes }: Coverage): readonly Line[] =>
  notes.filter(isPartial).map((note) => line('detail', note));
export const noteLines = ({ notes }: Coverage): readonly Line[] => {
  const standing = notes.filter((note) => !isPartial(note));
  return standing.length === 0 ? [] : [line('note', standing.join(' '))];
};
