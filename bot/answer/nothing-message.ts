import { sameResource } from '../change/resource';
import type { Answer, AnsweredChange } from './answer';
import { everythingElse, retyped, type Telling, whatTheyChanged, widened, windowButtons } from './ask-again';
import type { Coverage } from './coverage';
import { freshLine, isUnsettled, noteLines, partialLines, searchedPieces } from './edge-lines';
import { counted, type Line, type LinePiece, line, type Message, moment, quiet, words } from './message';
import { nearbyLines } from './nearby-lines';
import { byPieces, onlyInstanceOf, sincePieces, subjectPieces } from './subject-pieces';
import { websiteRecordOf, websiteSentences } from './website-records';

/** No change was found: since when, what Connect itself says, what CloudTrail does not record, what else changed. */
export const nothingMessage = (answer: Answer, telling: Telling): Message => {
  const { query, observation, coverage } = answer;
  const agrees = observation?.kind === 'connect agrees';
  const wider = `${telling.command} ${widened(query, telling.now)}`;
  const isNarrow = query.window.from !== undefined;
  const stretches = query.subject.kind === 'everything' ? windowButtons(answer, telling) : [];
  const elsewhere = elsewhereLines(answer, telling);
  return {
    lines: [
      factLine(answer),
      ...notRecordedLines(answer),
      ...partialLines(coverage),
      ...(agrees ? [] : pageLines(answer)),
      ...elsewhere.lines,
      ...lastBeforeLines(answer),
      ...nearbyLines(answer, telling),
      line('edge', 'Searched', ...searchedPieces(coverage)),
      ...(agrees || coverage.sources.length === 0 ? [] : websiteLines(answer)),
      ...(coverage.sources.length === 0 ? [] : noteLines(coverage)),
      ...(isNarrow ? [line('note', 'To look wider: ', { code: wider })] : []),
      ...whatTheyChanged(answer, telling).lines,
    ],
    buttons: [
      ...whatTheyChanged(answer, telling).buttons,
      ...elsewhere.buttons,
      ...stretches,
      ...(isNarrow && !stretches.some(({ ask }) => ask === retyped(wider))
        ? [{ label: 'Look wider', ask: retyped(wider) }]
        : []),
    ],
  };
};

const isAboutAnything = ({ subjects, query }: Answer): boolean => subjects.length === 0 && query.types.length === 0;

const shownNone = (coverage: Coverage): string => {
  if (coverage.complete) return 'CloudTrail shows no change';
  return isUnsettled(coverage) ? 'No change is known so far' : 'No change was found in what could be read';
};

const factLine = (answer: Answer): Line => {
  const { query, observation, coverage } = answer;
  // Nothing could be searched at all: that is the fact.
  if (coverage.sources.length === 0 && coverage.notes[0] !== undefined) return line('fact', coverage.notes[0]);
  const kind = query.verbs.length > 0 || query.only.length > 0 ? ' of that kind' : '';
  return line(
    'fact',
    `${shownNone(coverage)}${kind}`,
    ...(isAboutAnything(answer) ? [] : [words(' to ')]),
    ...(isAboutAnything(answer) ? byPieces(query) : subjectPieces(answer)),
    // What was asked about is told with its instance.
    ...(query.instance === undefined || answer.subjects.length > 0 ? [] : [words(' in '), quiet(query.instance)]),
    ...sincePieces(query),
    ...(observation?.kind === 'connect agrees'
      ? [words(', and Connect agrees: last modified '), moment(observation.lastModified)]
      : []),
    '.',
  );
};

const notRecordedLines = ({ observation }: Answer): readonly Line[] =>
  observation?.kind === 'not settled'
    ? [freshLine(observation.lastModified)]
    : observation?.kind === 'not recorded'
      ? [
          line(
            'detail',
            'But Connect says it was last modified ',
            moment(observation.lastModified),
            '; CloudTrail has no record of that.',
          ),
          line('detail', 'The record is late, or CloudTrail does not record this kind of edit.'),
        ]
      : [];

/** Which pages of the website have that link is written down nowhere. */
const pageLines = ({ subjects }: Answer): readonly Line[] => {
  const [subject, ...others] = subjects;
  const isInWebsite = subjects.every(({ ref }) => websiteRecordOf(ref.type)?.where === 'Connect admin website');
  if (subject === undefined || !isInWebsite) return [];
  const isOne = others.length === 0 && subject.ref.type !== 'hours-of-operation';
  const whose = isOne ? 'Its page' : others.length === 0 ? 'Their page' : 'Their pages';
  return [line('item', `${whose} in Connect may name the editor, under View historical changes.`)];
};

interface Elsewhere {
  readonly lines: readonly Line[];
  readonly buttons: Message['buttons'];
}

/** What happened in the same stretch to anything else: the cause may be there. */
const elsewhereLines = (answer: Answer, { command }: Telling): Elsewhere => {
  const { elsewhere, query, coverage, nearby } = answer;
  if (elsewhere === undefined) return { lines: [], buttons: [] };
  const place = onlyInstanceOf(answer);
  const where: readonly LinePiece[] = place === undefined ? [] : [words(' in '), quiet(place)];
  if (elsewhere.changes === 0) {
    if (!coverage.complete || nearby.length > 0) return { lines: [], buttons: [] };
    return { lines: [line('item', 'Nothing else changed', ...where, ...sincePieces(query), '.')], buttons: [] };
  }
  const newest: readonly LinePiece[] =
    elsewhere.newest === undefined
      ? []
      : [words(elsewhere.changes === 1 ? ', ' : ', the latest '), moment(elsewhere.newest)];
  return {
    lines: [line('item', counted(elsewhere.changes, 'other change'), ...where, ...sincePieces(query), ...newest, '.')],
    buttons: [{ label: 'What else changed', ask: retyped(`${command} ${everythingElse(answer)}`.trim()) }],
  };
};

const lastBeforeLines = ({ lastBefore, subjects }: Answer): readonly Line[] =>
  lastBefore === undefined
    ? []
    : [
        line(
          'detail',
          'Last recorded: ',
          moment(lastBefore.change.time),
          ', ',
          ...(isAboutThem(lastBefore, subjects) ? lastBefore.brief : lastBefore.sentence),
        ),
      ];

const isAboutThem = ({ change }: AnsweredChange, subjects: Answer['subjects']): boolean =>
  subjects.length === 1 && subjects.every(({ ref }) => sameResource(ref, change.resource));

/** What is known of edits by hand of what was asked about. */
const websiteLines = ({ subjects, query }: Answer): readonly Line[] => {
  const types = subjects.length > 0 ? subjects.map(({ ref }) => ref.type) : query.types;
  const sentences = websiteSentences(types);
  return [line('note', (sentences.length > 0 ? sentences : [OF_ANY_TYPE]).join(' '))];
};

const OF_ANY_TYPE =
  'Not every edit made by hand in the Connect admin website is confirmed to be recorded by CloudTrail.';

/** An event's id leads to nothing. */
export const noEventMessage = ({ coverage }: Answer): Message => ({
  lines: [
    line('fact', 'No change with this event id was found. The event may be a read, or older than what was searched.'),
    ...partialLines(coverage),
    line('edge', 'Searched', ...searchedPieces(coverage)),
    ...noteLines(coverage),
  ],
  buttons: [],
});
