import { sameResource } from '../change/resource';
import { escapeSlack } from '../query/tokens';
import { phrases } from '../words/words';
import type { Answer, AnsweredChange } from './answer';
import { everythingIn, stretchTyped, type Telling, widened, windowButtons } from './ask-again';
import type { Coverage } from './coverage';
import { freshLine, isUnsettled, noteLines, onlyLacks, partialLines, searchedPieces } from './edge-lines';
import { type Line, line, type Message } from './message';
import { nearbyLines } from './nearby-lines';
import { personOffers } from './person-offers';
import { personIn, subjectPieces } from './subject-pieces';
import { websiteRecordOf, websiteSentences } from './website-records';

/** No change was found: since when, what Connect itself says, what CloudTrail does not record, what else changed. */
export const nothingMessage = (answer: Answer, telling: Telling): Message => {
  const { query, observation, coverage } = answer;
  const agrees = observation?.kind === 'connect agrees';
  // Where files hold nothing of that time, they may hold as little of a week.
  const isOutside = coverage.sources.length === 0 && query.subject.kind === 'everything';
  const wider = isOutside ? undefined : widened(query, telling);
  const stretches = query.subject.kind === 'everything' ? windowButtons(answer, telling) : [];
  const elsewhere = elsewhereLines(answer, telling);
  const person = personOffers(answer, telling);
  return {
    lines: [
      factLine(answer),
      ...notRecordedLines(answer),
      ...partialLines(coverage),
      ...(agrees ? [] : pageLines(answer)),
      ...elsewhere.lines,
      ...lastBeforeLines(answer),
      ...nearbyLines(answer, telling),
      line('edge', ...phrases.coverage.searchedAlone({ searched: searchedPieces(coverage) })),
      ...(agrees || coverage.sources.length === 0 ? [] : websiteLines(answer)),
      ...(coverage.sources.length === 0 ? [] : noteLines(coverage)),
      ...(wider === undefined ? [] : [line('note', ...phrases.further.wider({ typed: wider }))]),
      ...person.lines,
    ],
    buttons: [
      ...person.buttons,
      ...elsewhere.buttons,
      ...stretches,
      ...(wider === undefined || stretches.some(({ ask }) => ask === escapeSlack(wider))
        ? []
        : [{ label: phrases.further.lookWider, ask: escapeSlack(wider) }]),
    ],
  };
};

const isAboutAnything = ({ subjects, query }: Answer): boolean => subjects.length === 0 && query.types.length === 0;

const howSurely = (coverage: Coverage): 'complete' | 'all but' | 'not settled' | 'cut' => {
  if (coverage.complete) return 'complete';
  if (onlyLacks(coverage)) return 'all but';
  return isUnsettled(coverage) ? 'not settled' : 'cut';
};

const factLine = (answer: Answer): Line => {
  const { query, observation, coverage } = answer;
  // Nothing could be searched at all: that is the fact.
  if (coverage.sources.length === 0 && coverage.notes[0] !== undefined) return line('fact', coverage.notes[0]);
  return line(
    'fact',
    ...phrases.nothing.none({
      shown: howSurely(coverage),
      isOfAKind: query.verbs.length > 0 || query.only.length > 0,
      subject: isAboutAnything(answer) ? undefined : subjectPieces(answer, 'any'),
      person: personIn(answer),
      // What was asked about is told with its instance.
      place: answer.subjects.length > 0 ? undefined : (answer.instanceAlias ?? query.instance),
      agrees: observation?.kind === 'connect agrees' ? observation.lastModified : undefined,
      ...query.window,
    }),
  );
};

const notRecordedLines = ({ observation }: Answer): readonly Line[] =>
  observation?.kind === 'not settled'
    ? [freshLine(observation.lastModified)]
    : observation?.kind === 'not recorded'
      ? [
          line('detail', ...phrases.observed.notRecorded({ time: observation.lastModified, isLater: true })),
          line('detail', phrases.observed.lateOrUnrecorded),
        ]
      : [];

/** Which pages of the website have that link is written down nowhere. */
const pageLines = ({ subjects }: Answer): readonly Line[] => {
  const [subject, ...others] = subjects;
  const isInWebsite = subjects.every(({ ref }) => websiteRecordOf(ref.type)?.where === 'Connect admin website');
  if (subject === undefined || !isInWebsite) return [];
  const isOne = others.length === 0 && subject.ref.type !== 'hours-of-operation';
  return [line('item', phrases.observed.mayNameEditor({ things: subjects.length, isOne }))];
};

interface Elsewhere {
  readonly lines: readonly Line[];
  readonly buttons: Message['buttons'];
}

/** What happened in the same stretch to anything else: the cause may be there. */
const elsewhereLines = (answer: Answer, { command }: Telling): Elsewhere => {
  const { elsewhere, query, coverage, nearby } = answer;
  if (elsewhere === undefined) return { lines: [], buttons: [] };
  const { changes, newest, unplaced = 0 } = elsewhere;
  const place = placeOfElsewhere(answer);
  if (changes + unplaced === 0) {
    if (!coverage.complete || nearby.length > 0) return { lines: [], buttons: [] };
    return { lines: [line('item', ...phrases.nothing.nothingElse({ place, ...query.window }))], buttons: [] };
  }
  // What nothing places is not found in an instance.
  const everything = changes === 0 ? stretchTyped(query.window) : everythingIn(query.window, answer);
  return {
    lines: [
      ...(changes === 0
        ? []
        : [line('item', ...phrases.nothing.elsewhere({ changes, place, newest, ...query.window }))]),
      ...(unplaced === 0 ? [] : [line('item', phrases.nothing.unplaced({ changes: unplaced }))]),
    ],
    buttons: [{ label: phrases.further.whatElse, ask: escapeSlack(`${command} ${everything}`) }],
  };
};

/** The instance that the other changes were counted in, by its alias where that is known; none where they were counted in all. */
const placeOfElsewhere = ({ elsewhere, subjects, query }: Answer): string | undefined => {
  const id = elsewhere?.instanceId;
  const known = subjects.find(({ ref }) => ref.instance?.id === id && ref.instance?.alias !== undefined);
  return id === undefined ? undefined : (known?.ref.instance?.alias ?? query.instance ?? id);
};

const lastBeforeLines = ({ lastBefore, subjects }: Answer): readonly Line[] =>
  lastBefore === undefined
    ? []
    : [
        line(
          'detail',
          ...phrases.nothing.lastBefore({
            time: lastBefore.change.time,
            sentence: isAboutThem(lastBefore, subjects) ? lastBefore.brief : lastBefore.sentence,
          }),
        ),
      ];

const isAboutThem = ({ change }: AnsweredChange, subjects: Answer['subjects']): boolean =>
  subjects.length === 1 && subjects.every(({ ref }) => sameResource(ref, change.resource));

/** What is known of edits by hand of what was asked about. */
const websiteLines = ({ subjects, query }: Answer): readonly Line[] => {
  const types = subjects.length > 0 ? subjects.map(({ ref }) => ref.type) : query.types;
  const sentences = websiteSentences(types);
  return [line('note', (sentences.length > 0 ? sentences : [phrases.website.ofAnyType]).join(' '))];
};

/** An event's id leads to nothing. */
export const noEventMessage = ({ coverage }: Answer): Message => ({
  lines: [
    line('fact', phrases.nothing.noEvent),
    ...partialLines(coverage),
    line('edge', ...phrases.coverage.searchedAlone({ searched: searchedPieces(coverage) })),
    ...noteLines(coverage),
  ],
  buttons: [],
});
