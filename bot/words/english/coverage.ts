import type { CoverageSource, Lack } from '../../answer/coverage';
import { capitalised, counted, type LinePiece, listOf, moment, type Parts, words } from '../../answer/message';
import { inPlace, type Stretch } from './stretches';

const KINDS: Readonly<Record<CoverageSource['kind'], string>> = {
  index: 'index',
  'live CloudTrail': 'live CloudTrail',
  'trail files': 'trail files',
  archive: 'archive',
};

const LACKING: Readonly<Record<Lack, string>> = {
  tags: 'tags',
  'newer-kinds': 'kinds of change that are newer than this bot',
  'other-sessions': 'sessions of other names',
  takers: 'what took it away without naming it',
  'unnamed-things': 'changes whose records do not say what they changed',
  'unknown-instances': 'changes of an unknown instance',
  namesakes: 'other things of that name',
  'other-attempts': 'attempts and links of other types by that name',
  ids: 'things with that id',
  'earlier-times': 'earlier times in some Regions',
  'connect-user': 'what was done as a Connect user',
  names: 'names that only the directory holds',
};

/** "tags and kinds of change that are newer than this bot" */
export const lackWords = (lacks: readonly Lack[]): string => listOf(lacks.map((lack) => LACKING[lack]));

/** "2 changes · 1 attempt failed": what failed changed nothing. */
const counts = (changes: number, failed: number): string => {
  const attempts = failed === 0 ? '' : ` · ${counted(failed, 'attempt')} failed`;
  return `${changes === 0 ? 'no changes' : counted(changes, 'change')}${attempts}`;
};

/** What was searched, and how surely. */
export const coverage = {
  /** How a note of something that was cut begins. */
  partial: 'Partial',
  unsettled: [words('not settled yet: more may still arrive')],
  cut: [words('PARTIAL')],
  complete: [words('complete')],
  completeTo: ({ time }: { readonly time: string }): readonly LinePiece[] => [
    words('complete to '),
    moment(time),
    words(', later ones may still arrive'),
  ],
  /** Of an answer of which nothing was cut, and which may lack something all the same. */
  allBut: ({
    lacks,
    settledTo,
  }: {
    readonly lacks: readonly Lack[];
    readonly settledTo: string | undefined;
  }): readonly LinePiece[] => [
    words(`all but ${lackWords(lacks)}`),
    ...(settledTo === undefined ? [] : [words(', to '), moment(settledTo), words('; later ones may still arrive')]),
  ],
  nothing: [words(' nothing')],
  /** " 23 Aug to 21 Nov 08:20, live CloudTrail, complete", or ", trail files, complete": what it begins with stands behind a word. */
  searched: ({
    from,
    to,
    kinds,
    whole,
    newestEvent,
  }: Stretch & {
    readonly kinds: readonly CoverageSource['kind'][];
    readonly whole: readonly LinePiece[];
    readonly newestEvent: string | undefined;
  }): readonly LinePiece[] => [
    ...(from === undefined ? [] : [words(' '), moment(from)]),
    ...(to === undefined ? [] : [words(' to '), moment(to)]),
    words(`, ${kinds.map((kind) => KINDS[kind]).join(' and ')}, `),
    ...whole,
    ...(newestEvent === undefined ? [] : [words(' · newest event of any kind '), moment(newestEvent)]),
  ],
  /** The last line of an answer. `place` is where all of it was, where lines don't say it. */
  edge: ({
    subject,
    changes,
    failed,
    place,
    searched,
  }: {
    readonly subject: readonly LinePiece[];
    readonly changes: number;
    readonly failed: number;
    readonly place: string | undefined;
    readonly searched: readonly LinePiece[];
  }): Parts => [
    ...capitalised(subject),
    ` · ${counts(changes, failed)}`,
    ...(place === undefined ? [] : [', all', ...inPlace(place)]),
    ' · searched',
    ...searched,
  ],
  searchedAlone: ({ searched }: { readonly searched: readonly LinePiece[] }): Parts => ['Searched', ...searched],
  amongRecords: ({ searched }: { readonly searched: readonly LinePiece[] }): Parts => [
    'Looked among the names in the records of',
    ...searched,
  ],
  /** `types` are those whose listings were read; `count` where there are too many to name. */
  amongListings: ({
    types,
    count,
    searched,
  }: {
    readonly types: readonly string[];
    readonly count: number | undefined;
    readonly searched: readonly LinePiece[];
  }): Parts => {
    const of = count === undefined ? listOf(types) : `${count} types`;
    return [
      `Looked among the names in Connect’s listings${of === '' ? '' : ` of ${of}`}, and in the events of`,
      ...searched,
    ];
  },
};

/** What Connect itself says of when a thing was last modified. */
export const observed = {
  mayArrive: ({ time }: { readonly time: string }): Parts => [
    'Connect says it was last modified ',
    moment(time),
    '; a record of that may still be on its way.',
  ],
  notRecorded: ({ time, isLater }: { readonly time: string; readonly isLater: boolean }): Parts => [
    `${isLater ? 'But Connect' : 'Connect'} says it was last modified `,
    moment(time),
    '; CloudTrail has no record of that.',
  ],
  lateOrUnrecorded: 'The record is late, or CloudTrail does not record this kind of edit.',
  /** `type` is the thing's own, where only changes to others mention it. */
  agrees: ({ time, type }: { readonly time: string; readonly type: string | undefined }): Parts => [
    `Connect agrees: ${type === undefined ? '' : `the ${type} itself was `}last modified `,
    moment(time),
    '.',
  ],
  mayNameEditor: ({ things, isOne }: { readonly things: number; readonly isOne: boolean }): string =>
    `${isOne ? 'Its page' : things === 1 ? 'Their page' : 'Their pages'} in Connect may name the editor, under View historical changes.`,
};
