import { DateTime } from 'luxon';
import { labelOf, pluralOf } from '../change/resource-types';
import type { Query } from '../query/query';
import type { Answer, AnsweredChange, NamedResource, Piece } from './answer';
import type { Coverage } from './coverage';
import { VIA_WORDS } from './wording';

/** A moment, shown in the reader's own zone: `moment` is day and time, `day` the day alone. ISO 8601 UTC. */
export interface Moment {
  readonly time: string;
  readonly as: 'moment' | 'day';
}
export type LinePiece = Piece | Moment | { readonly code: string };

/** One line of a message; Slack and the terminal draw each role their own way. */
export interface Line {
  readonly role: 'fact' | 'detail' | 'heading' | 'item' | 'edge' | 'note';
  readonly pieces: readonly LinePiece[];
}

/** Everything that is said, before it is drawn; `buttons` ask another question. */
export interface Message {
  /** Said before everything else: that this is the sample account. */
  readonly preface?: string;
  readonly lines: readonly Line[];
  readonly buttons: readonly { readonly label: string; readonly ask: string }[];
}

export interface Telling {
  readonly now: Date;
  /** What stands before a question where one types it: a slash command, or the terminal's `who-changed`. */
  readonly command: string;
  /** How many changes are shown before "more". */
  readonly most: number;
}

const words = (text: string): LinePiece => ({ words: text });
const line = (role: Line['role'], ...pieces: readonly (string | LinePiece)[]): Line => ({
  role,
  pieces: pieces.map((piece) => (typeof piece === 'string' ? words(piece) : piece)),
});
const moment = (time: string): LinePiece => ({ time, as: 'moment' });

/** What an answer says, fact first. */
export const messageOfAnswer = (answer: Answer, telling: Telling): Message => {
  switch (answer.outcome) {
    case 'found':
      return foundMessage(answer, telling);
    case 'nothing':
      return nothingMessage(answer);
    case 'unknown':
      return unknownMessage(answer);
    case 'ambiguous':
      return ambiguousMessage(answer);
  }
};

const foundMessage = (answer: Answer, { now, most }: Telling): Message => {
  const [newest, ...earlier] = answer.changes;
  if (newest === undefined) return nothingMessage(answer);
  const shown = earlier.slice(0, most - 1);
  const more = earlier.length - shown.length;
  return {
    lines: [
      { role: 'fact', pieces: newest.sentence },
      line(
        'detail',
        moment(newest.change.time),
        `, ${ago(newest.change.time, now)} · ${VIA_WORDS[newest.change.via]}`,
        ...markOf(newest, answer),
      ),
      ...(shown.length > 0 ? [line('heading', 'Earlier')] : []),
      ...shown.map((answered) => itemLine(answered, answer)),
      ...(more > 0
        ? [line('note', `${more} more: `, { code: `${answer.query.text} limit:${answer.changes.length}` })]
        : []),
      ...observationLines(answer),
      edgeLine(answer),
      ...noteLines(answer.coverage),
    ],
    buttons:
      more > 0
        ? [
            {
              label: `Show ${Math.min(more + most, MOST_SHOWN) - most} more`,
              ask: askWith(answer.query, `limit:${Math.min(answer.changes.length, MOST_SHOWN)}`),
            },
          ]
        : [],
  };
};

/** Slack's blocks hold no more lines than this with the longest names. */
export const MOST_SHOWN = 30;

const itemLine = (answered: AnsweredChange, answer: Answer): Line =>
  line(
    'item',
    moment(answered.change.time),
    '  ',
    ...answered.sentence,
    ` · ${VIA_WORDS[answered.change.via]}`,
    ...markOf(answered, answer),
  );

/** With several instances or things in one answer, each line says which one it is about. */
const markOf = ({ resource }: AnsweredChange, { subjects, query }: Answer): readonly LinePiece[] => {
  const several = new Set(subjects.map(({ ref }) => ref.instance?.id)).size > 1 || query.subject.kind === 'everything';
  const instance = resource.ref.instance;
  return several && instance !== undefined ? [words(' · '), { name: instance.alias ?? instance.id }] : [];
};

const askWith = ({ text }: Query, qualifier: string): string =>
  `${text.replace(/\s*\blimit:\S+/gi, '')} ${qualifier}`.trim();

const describe = ({ ref, name, deleted }: NamedResource): readonly LinePiece[] => [
  words(`${labelOf(ref.type)} `),
  { name: name ?? ref.id ?? 'of unknown id' },
  ...(ref.instance === undefined ? [] : [words(', '), { name: ref.instance.alias ?? ref.instance.id }]),
  ...(deleted ? [words(' (deleted)')] : []),
];

const subjectPieces = ({ subjects, query }: Answer): readonly LinePiece[] => {
  const [only, ...others] = subjects;
  if (only === undefined)
    return [words(query.by === undefined ? 'everything' : 'everything by '), ...personPieces(query)];
  const by: readonly LinePiece[] = query.by === undefined ? [] : [words(', by '), ...personPieces(query)];
  if (others.length === 0) return [...describe(only), ...by];
  return [...subjects.flatMap((subject, at) => [...(at === 0 ? [] : [words(' and ')]), ...describe(subject)]), ...by];
};

const personPieces = ({ by }: Query): readonly LinePiece[] =>
  by === undefined ? [] : [{ name: by.kind === 'name' ? by.name : (by.label ?? by.slackUserId) }];

/** What was searched and how surely, in one line. */
const edgeLine = (answer: Answer): Line => {
  const { changes, coverage } = answer;
  const count = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  return line('edge', ...capitalised(subjectPieces(answer)), ` · ${count}`, ...searchedPieces(coverage));
};

const capitalised = ([first, ...rest]: readonly LinePiece[]): readonly LinePiece[] =>
  first !== undefined && 'words' in first
    ? [words(first.words.charAt(0).toUpperCase() + first.words.slice(1)), ...rest]
    : first === undefined
      ? rest
      : [first, ...rest];

const searchedPieces = ({ from, to, complete, sources }: Coverage): readonly LinePiece[] => [
  ...(from === undefined ? [] : [words(' · searched from '), { time: from, as: 'day' as const }]),
  ...(to === undefined ? [] : [words(' to '), moment(to)]),
  words(
    sources.length === 0
      ? ''
      : `, ${[...new Set(sources.map(({ kind }) => kind))].join(' and ')}, ${complete ? 'complete' : 'PARTIAL'}`,
  ),
];

const noteLines = ({ notes }: Coverage): readonly Line[] => notes.map((note) => line('note', note));

const observationLines = ({ observation }: Answer): readonly Line[] => {
  if (observation === undefined) return [];
  return observation.kind === 'connect agrees'
    ? [line('note', 'Connect agrees: last modified ', moment(observation.lastModified), '.')]
    : [
        line(
          'note',
          'Connect says it was last modified ',
          moment(observation.lastModified),
          '; CloudTrail has no record of that.',
        ),
      ];
};

/** What CloudTrail is known not to show; told where an answer is empty. */
const NOT_IN_CLOUDTRAIL =
  'CloudTrail may not record every edit made in the Connect admin website; the page of a resource there has “View historical changes”.';

const nothingMessage = (answer: Answer): Message => {
  const { query, observation, coverage } = answer;
  const filtered = query.verbs.length > 0 || query.only.length > 0 ? ' of that kind' : '';
  const since: readonly LinePiece[] =
    query.window.from === undefined ? [] : [words(' since '), moment(query.window.from)];
  const until: readonly LinePiece[] = query.window.to === undefined ? [] : [words(' until '), moment(query.window.to)];
  const to: readonly LinePiece[] =
    answer.subjects.length === 0 && query.by === undefined ? [] : [words(' to '), ...subjectPieces(answer)];
  const whose: readonly LinePiece[] =
    answer.subjects.length === 0 && query.by !== undefined ? [words(' by '), ...personPieces(query)] : to;
  const agrees = observation?.kind === 'connect agrees';
  return {
    lines: [
      line(
        'fact',
        `${coverage.complete ? 'CloudTrail shows no change' : 'No change was found in what could be read'}${filtered}`,
        ...whose,
        ...since,
        ...until,
        ...(agrees ? [words(', and Connect agrees: last modified '), moment(observation.lastModified)] : []),
        '.',
      ),
      ...(observation?.kind === 'not recorded'
        ? [
            line(
              'detail',
              'But Connect says it was last modified ',
              moment(observation.lastModified),
              '; CloudTrail has no record of that.',
            ),
          ]
        : []),
      line(
        'edge',
        'Searched',
        ...(coverage.from === undefined ? [] : [words(' '), moment(coverage.from)]),
        ...(coverage.to === undefined ? [] : [words(' to '), moment(coverage.to)]),
        `, ${[...new Set(coverage.sources.map(({ kind }) => kind))].join(' and ') || 'nothing'}, ${coverage.complete ? 'complete' : 'PARTIAL'}`,
        ...(coverage.newestEvent === undefined
          ? []
          : [words(' · newest event of any kind '), moment(coverage.newestEvent)]),
      ),
      ...(agrees ? [] : [line('note', NOT_IN_CLOUDTRAIL)]),
      ...noteLines(coverage),
      ...(query.window.from === undefined
        ? []
        : [line('note', 'To look wider: ', { code: withoutWindow(query) || 'since:7d' })]),
    ],
    buttons:
      query.window.from === undefined || withoutWindow(query) === ''
        ? []
        : [{ label: 'Search everything there is', ask: withoutWindow(query) }],
  };
};

const withoutWindow = ({ text }: Query): string =>
  text.replace(/\s*\b(since|after|until|before|on|during|around):("[^"]*"|\S+)/gi, '').trim();

const unknownMessage = (answer: Answer): Message => {
  const { query, suggestions, coverage } = answer;
  const asked = query.subject.kind === 'name' ? query.subject.name : undefined;
  const types = query.types.length === 0 ? 'Nothing' : `No ${query.types.map(labelOf).join(' or ')}`;
  const fact =
    asked === undefined
      ? line('fact', 'Nobody called ', ...personPieces(query), ' is known, and nothing was changed under that name.')
      : line('fact', `${types} is or was called `, { name: asked }, '.');
  return {
    lines: [
      fact,
      ...(suggestions.length === 0
        ? []
        : [
            line(
              'detail',
              'Nearest: ',
              ...suggestions.flatMap((name, at): readonly LinePiece[] => [
                ...(at === 0 ? [] : [words(', ')]),
                { name },
              ]),
            ),
          ]),
      line('edge', 'Looked among the names in Connect’s listings and in events', ...searchedPieces(coverage)),
      ...noteLines(coverage),
    ],
    buttons: suggestions.map((name) => ({
      label: name,
      ask: asked === undefined ? query.text.replace(/(by|from):("[^"]*"|\S+)/i, `by:"${name}"`) : `"${name}"`,
    })),
  };
};

const ambiguousMessage = ({ choices, query }: Answer): Message => {
  const asked = query.subject.kind === 'name' ? query.subject.name : query.text;
  return {
    lines: [
      line('fact', { name: asked }, ` means ${choices.length} things. Which one?`),
      ...choices.map((choice) => line('item', ...describe(choice))),
      line('note', 'Narrow it with ', { code: 'type:' }, ', ', { code: 'instance:' }, ' or the id.'),
    ],
    buttons: choices.slice(0, 20).flatMap(({ ref, name }) =>
      ref.id === undefined
        ? []
        : [
            {
              label: `${name ?? ref.id} (${labelOf(ref.type)}${ref.instance?.alias === undefined ? '' : `, ${ref.instance.alias}`})`,
              ask: `${ref.id} type:${ref.type}`,
            },
          ],
    ),
  };
};

/** "15 min ago", as long as that helps; days after that. */
export const ago = (time: string, now: Date): string => {
  const minutes = Math.max(0, Math.round((now.getTime() - Date.parse(time)) / 60_000));
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  if (hours < 36) return hours === 1 ? '1 hour ago' : `${hours} hours ago`;
  return `${Math.round(hours / 24)} days ago`;
};

/** A moment in a zone, for the terminal and for fallbacks: "Tue 17 Nov 08:09", the year where it is not this one. */
export const formatMoment = ({ time, as }: Moment, zone: string, now: Date): string => {
  const at = DateTime.fromISO(time, { zone, locale: 'en-GB' });
  const sameYear = at.year === DateTime.fromJSDate(now, { zone }).year;
  const day = at.toFormat(sameYear ? 'ccc d LLL' : 'ccc d LLL yyyy');
  return as === 'day' ? day : `${day} ${at.toFormat('HH:mm')}`;
};

export const plural = (count: number, type: Parameters<typeof labelOf>[0]): string =>
  `${count} ${count === 1 ? labelOf(type) : pluralOf(type)}`;
