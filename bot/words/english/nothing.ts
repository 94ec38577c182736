import { counted, joined, type LinePiece, listOf, moment, type Parts, quiet, words } from '../../answer/message';
import { by, inPlace, type Stretch, since } from './stretches';

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
    readonly shown: 'complete' | 'all but' | 'not settled' | 'cut';
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
  unplaced: ({ changes }: { readonly changes: number }): string =>
    changes === 1
      ? 'Besides, 1 change whose instance no record says.'
      : `Besides, ${changes} changes whose instance no record says.`,
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
  'all but': 'No change was found',
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
  /** What may have been meant by words that nothing is called. */
  perhaps: ({ typed }: { readonly typed: string }): Parts => ['Perhaps you mean ', { code: typed }],
  askThat: 'Ask that',
  /** How a period is written that a question may begin with. */
  periods: (examples: readonly string[]): string =>
    `If it is meant as a time, write it like ${examples.slice(0, -1).join(', ')} or ${examples.at(-1)}.`,
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
