import { labelOf, pluralOf } from '../change/resource-types';
import { TIME_EXAMPLES } from '../query/period';
import { escapeSlack, quoteName } from '../query/tokens';
import { phrases } from '../words/words';
import type { Answer, NamedResource, Underway } from './answer';
import { aboutOne, byPerson, isAboutEverything, ofName, type Telling } from './ask-again';
import { noteLines, partialLines, searchedPieces } from './edge-lines';
import { type Line, line, type Message } from './message';
import { personOffers } from './person-offers';
import { readOtherwise } from './read-otherwise';
import { describe, personIn } from './subject-pieces';

/** Nothing and nobody is called that: the nearest names, and where was looked. */
export const unknownMessage = (answer: Answer, telling: Telling): Message => {
  const { query, suggestions, coverage } = answer;
  const { command } = telling;
  const person = personOffers(answer, telling);
  const asked = query.subject.kind === 'name' && !answer.unknownPerson ? query.subject.name : undefined;
  const otherwise = asked === undefined ? undefined : readOtherwise(query, telling);
  const askFor = (name: string): string => (asked === undefined ? byPerson(name, query) : ofName(name, query, telling));
  return {
    lines: [
      asked === undefined
        ? line('fact', ...phrases.whichOne.nobody({ person: personIn(answer), complete: coverage.complete }))
        : line(
            'fact',
            ...phrases.whichOne.nothing({
              ...{ types: query.types.map(labelOf), name: asked },
              ...{ isInRecords: isInFiles(answer), complete: coverage.complete },
            }),
          ),
      ...(suggestions.length === 0 ? [] : [line('detail', ...phrases.whichOne.nearest({ names: suggestions }))]),
      ...(otherwise === undefined ? [] : [line('detail', ...phrases.whichOne.perhaps({ typed: otherwise }))]),
      ...(isNoPeriod(answer, telling, otherwise) ? [line('detail', phrases.whichOne.periods(TIME_EXAMPLES))] : []),
      ...partialLines(coverage),
      lookedAmong(answer),
      ...person.lines,
      ...noteLines(coverage),
    ],
    buttons: [
      ...person.buttons,
      ...(otherwise === undefined ? [] : [{ label: phrases.whichOne.askThat, ask: escapeSlack(otherwise) }]),
      ...suggestions.map((name) => ({ label: name, ask: escapeSlack(`${command} ${askFor(name)}`) })),
    ],
  };
};

/** Where a period comes first, what is near to no name was perhaps meant as one. */
const isNoPeriod = ({ suggestions, unknownPerson }: Answer, telling: Telling, otherwise: string | undefined): boolean =>
  isAboutEverything(telling) && unknownPerson !== true && suggestions.length === 0 && otherwise === undefined;

/** Whether names are known from records alone: no Connect was ever asked for its own. */
const isInFiles = ({ coverage, listed }: Answer): boolean =>
  coverage.sources.some(({ kind }) => kind === 'trail files') ||
  (listed === undefined && coverage.sources.every(({ kind }) => kind === 'index'));

/** More types than that are only counted: nobody reads them. */
const MOST_LISTED = 6;

const lookedAmong = (answer: Answer): Line => {
  const { listed = [], coverage } = answer;
  const searched = searchedPieces(coverage);
  if (isInFiles(answer)) return line('edge', ...phrases.coverage.amongRecords({ searched }));
  const count = listed.length > MOST_LISTED ? listed.length : undefined;
  return line('edge', ...phrases.coverage.amongListings({ types: listed.map(pluralOf), count, searched }));
};

/** Said while CloudTrail is still searched for what bore the name once: most often it was a slip of the finger. */
export const underwayMessage = (
  { name, nearest }: Extract<Underway, { kind: 'unknown name' }>,
  command: string,
): Message => ({
  lines: [
    line('fact', ...phrases.whichOne.nothingToday({ name, nearest })),
    line('note', phrases.whichOne.beingSearched),
  ],
  buttons: nearest.map((each) => ({ label: each, ask: escapeSlack(`${command} ${quoteName(each)}`) })),
});

/** More things bear the name than are answered together: which one is meant? */
export const ambiguousMessage = ({ choices, query, total, coverage }: Answer, telling: Telling): Message => ({
  lines: [
    line(
      'fact',
      ...phrases.whichOne.means({ name: query.subject.kind === 'name' ? query.subject.name : query.text, total }),
    ),
    ...partialLines(coverage),
    ...choices.map((choice): Line => {
      const about = aboutOne(choice, query, telling);
      return {
        role: 'choice',
        pieces: describe(choice),
        ...(about !== undefined && { ask: `${telling.command} ${about}` }),
      };
    }),
    ...(total > choices.length ? [line('item', phrases.lists.andMore({ more: total - choices.length }))] : []),
    line('note', ...phrases.whichOne.narrowIt({ qualifiers: ['type:', 'instance:'] })),
  ],
  buttons: choices.flatMap((choice) => {
    const about = aboutOne(choice, query, telling);
    const ask = escapeSlack(`${telling.command} ${about}`);
    return about === undefined ? [] : [{ label: labelOfChoice(choice), ask }];
  }),
});

/** A thing on a button. */
export const labelOfChoice = ({ ref, name, nameNow, earlier }: NamedResource): string => {
  const where = ref.instance?.alias === undefined ? '' : `, ${ref.instance.alias}`;
  const mark = earlier === undefined ? '' : phrases.subjects.earlier(earlier);
  return `${nameNow ?? name ?? ref.id}${mark} (${labelOf(ref.type)}${where})`;
};
