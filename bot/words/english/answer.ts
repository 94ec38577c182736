import type { CoverageSource } from '../../answer/coverage';
import {
  capitalised,
  counted,
  joined,
  type LinePiece,
  listOf,
  moment,
  type Parts,
  quiet,
  words,
} from '../../answer/message';

/** A stretch of time that was asked for: ISO 8601 UTC. */
interface Stretch {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const since = ({ from, to }: Stretch): readonly LinePiece[] => [
  ...(from === undefined ? [] : [words(' since '), moment(from)]),
  ...(to === undefined ? [] : [words(' until '), moment(to)]),
];
const by = (person: string | undefined): readonly LinePiece[] =>
  person === undefined ? [] : [words(' by '), quiet(person)];
const inPlace = (place: string | undefined): readonly LinePiece[] =>
  place === undefined ? [] : [words(' in '), quiet(place)];

const KINDS: Readonly<Record<CoverageSource['kind'], string>> = {
  index: 'index',
  'live CloudTrail': 'live CloudTrail',
  'trail files': 'trail files',
  archive: 'archive',
};

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
    ...(place === undefined ? [] : [', all in ', quiet(place)]),
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

/** Changes that were found. */
export const found = {
  triedSince: 'Tried since',
  earlier: 'Earlier',
  worthALook: 'Worth a look',
  newestFirst: 'Newest first',
  everythingElse: 'Everything else',
  /** Nobody changed the things themselves. */
  namedOnly: ({
    subject,
    things,
    changes,
    complete,
    ...stretch
  }: Stretch & {
    readonly subject: readonly LinePiece[];
    readonly things: number;
    readonly changes: number;
    readonly complete: boolean;
  }): Parts => [
    complete ? 'No change to ' : 'No change was found to ',
    ...subject,
    things === 1 ? ' itself' : ' themselves',
    ...since(stretch),
    `; ${counted(changes, 'change')} elsewhere ${changes === 1 ? 'names' : 'name'} ${things === 1 ? 'it' : 'them'}.`,
  ],
  changes: ({
    changes,
    person,
    ...stretch
  }: Stretch & { readonly changes: number; readonly person: string | undefined }): Parts => [
    counted(changes, 'change'),
    ...since(stretch),
    ...by(person),
  ],
  attempts: ({
    attempts,
    person,
    ...stretch
  }: Stretch & { readonly attempts: number; readonly person: string | undefined }): Parts => [
    `${counted(attempts, 'attempt')} failed`,
    ...since(stretch),
    ...by(person),
  ],
  attemptsBesides: ({ attempts, typed }: { readonly attempts: number; readonly typed: string }): Parts => [
    `${counted(attempts, 'attempt')} failed and changed nothing: `,
    { code: typed },
  ],
  page: ({ first, last, total }: { readonly first: number; readonly last: number; readonly total: number }): string =>
    `Changes ${first} to ${last} of ${total}`,
  noMore: 'There are no more changes in that answer.',
  more: ({ count, typed }: { readonly count: number; readonly typed: string }): Parts => [
    `${count} more: `,
    { code: typed },
  ],
  showMore: ({ count }: { readonly count: number }): string => `Show ${count} more`,
  showSome: ({ count, left }: { readonly count: number; readonly left: number }): string =>
    `Show ${count} more of ${counted(left, 'change')}`,
  nearbyInPeriod: 'Nearby, in the same period',
  nearbyWithinHour: 'Nearby, within an hour of it',
  moreNearby: ({ count, typed }: { readonly count: number; readonly typed: string }): Parts => [
    `and ${count} more: `,
    { code: typed },
  ],
};

/** What else can be asked. */
export const further = {
  changedThemselves: ({ typed }: { readonly typed: string }): Parts => [
    'What they changed themselves: ',
    { code: typed },
  ],
  whatTheyChanged: 'What they changed',
  stretches: { quarter: '15 min', hour: '1 h', fourHours: '4 h', day: '24 h', week: '7 d' },
  peopleOnly: 'People only',
  withPipelines: 'With pipelines',
  wider: ({ typed }: { readonly typed: string }): Parts => ['To look wider: ', { code: typed }],
  lookWider: 'Look wider',
  whatElse: 'What else changed',
};

/** Nothing was found. */
export const nothing = {
  /** `subject` is what was asked about, unless that was everything; `shown` is how surely there is none. */
  none: ({
    shown,
    isOfAKind,
    subject,
    person,
    place,
    agrees,
    ...stretch
  }: Stretch & {
    readonly shown: 'complete' | 'not settled' | 'cut';
    readonly isOfAKind: boolean;
    readonly subject: readonly LinePiece[] | undefined;
    readonly person: string | undefined;
    readonly place: string | undefined;
    /** When Connect says that it was last modified, where that agrees. */
    readonly agrees: string | undefined;
  }): Parts => [
    `${SHOWN[shown]}${isOfAKind ? ' of that kind' : ''}`,
    ...(subject === undefined ? by(person) : [words(' to '), ...subject]),
    ...inPlace(place),
    ...since(stretch),
    ...(agrees === undefined ? [] : [', and Connect agrees: last modified ', moment(agrees)]),
    '.',
  ],
  nothingElse: ({ place, ...stretch }: Stretch & { readonly place: string | undefined }): Parts => [
    'Nothing else changed',
    ...inPlace(place),
    ...since(stretch),
    '.',
  ],
  elsewhere: ({
    changes,
    place,
    newest,
    ...stretch
  }: Stretch & {
    readonly changes: number;
    readonly place: string | undefined;
    readonly newest: string | undefined;
  }): Parts => [
    counted(changes, 'other change'),
    ...inPlace(place),
    ...since(stretch),
    ...(newest === undefined ? [] : [changes === 1 ? ', ' : ', the latest ', moment(newest)]),
    '.',
  ],
  lastBefore: ({ time, sentence }: { readonly time: string; readonly sentence: readonly LinePiece[] }): Parts => [
    'Last recorded: ',
    moment(time),
    ', ',
    ...sentence,
  ],
  noEvent: 'No change with this event id was found. The event may be a read, or older than what was searched.',
};

const SHOWN = {
  complete: 'CloudTrail shows no change',
  'not settled': 'No change is known so far',
  cut: 'No change was found in what could be read',
};

/** A name that means nothing, or too much. */
export const whichOne = {
  nobody: ({ person, complete }: { readonly person: string | undefined; readonly complete: boolean }): Parts => [
    'Nobody called ',
    ...(person === undefined ? [] : [quiet(person)]),
    complete ? ' is known, and nothing was changed under that name.' : ' was found in what could be read.',
  ],
  nothing: ({
    types,
    name,
    isInRecords,
    complete,
  }: {
    readonly types: readonly string[];
    readonly name: string;
    readonly isInRecords: boolean;
    readonly complete: boolean;
  }): Parts => [
    `${types.length === 0 ? 'Nothing' : `No ${types.join(' or ')}`} ${isInRecords ? 'in these records' : 'I know of'} is or was called `,
    { name },
    complete ? '.' : ', as far as could be read.',
  ],
  nearest: ({ names }: { readonly names: readonly string[] }): Parts => ['Nearest: ', ...namesOf(names)],
  nothingToday: ({ name, nearest }: { readonly name: string; readonly nearest: readonly string[] }): Parts => [
    'Nothing is called ',
    { name },
    ' today. Nearest: ',
    ...namesOf(nearest),
    '.',
  ],
  beingSearched:
    'CloudTrail is being searched for what was called that and is gone, at 2 calls a second. The answer follows here.',
  means: ({ name, total }: { readonly name: string; readonly total: number }): Parts => [
    { name },
    ` means ${total} things. Which one?`,
  ],
  narrowIt: ({ qualifiers: [first, second] }: { readonly qualifiers: readonly [string, string] }): Parts => [
    'Narrow it with ',
    { code: first },
    ', ',
    { code: second },
    ' or the id.',
  ],
};

const namesOf = (names: readonly string[]): readonly LinePiece[] =>
  joined(
    ', ',
    names.map((name) => [{ name }]),
  );

/** What is known of edits by hand reaching CloudTrail. */
export const website = {
  sentence: ({
    types,
    where,
    evidence,
  }: {
    readonly types: readonly string[];
    readonly where: 'Connect admin website' | 'AWS console' | 'Lex console';
    readonly evidence: 'seen' | 'documented' | 'not confirmed';
  }): string => `Edits of ${listOf(types)} in the ${where} ${EVIDENCE[evidence]}`,
  ofAnyType: 'Not every edit made by hand in the Connect admin website is confirmed to be recorded by CloudTrail.',
};

const EVIDENCE = {
  seen: 'have been seen in CloudTrail, though not every kind of edit is confirmed.',
  documented: 'are recorded by CloudTrail, AWS’s documentation says; no record of one is known.',
  'not confirmed': 'are not confirmed to be recorded by CloudTrail.',
};
