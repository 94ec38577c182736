import { labelOf, pluralOf } from '../change/resource-types';
import { quoteName } from '../query/tokens';
import type { Answer, NamedResource, Underway } from './answer';
import { aboutOne, byPerson, ofName, retyped, type Telling } from './ask-again';
import { noteLines, partialLines, searchedPieces } from './edge-lines';
import { joined, type Line, line, listOf, type Message } from './message';
import { describe, personPieces } from './subject-pieces';

/** Nothing and nobody is called that: the nearest names, and where was looked. */
export const unknownMessage = (answer: Answer, { command }: Telling): Message => {
  const { query, suggestions, coverage } = answer;
  const asked = query.subject.kind === 'name' && !answer.unknownPerson ? query.subject.name : undefined;
  const what = query.types.length === 0 ? 'Nothing' : `No ${query.types.map(labelOf).join(' or ')}`;
  const askFor = (name: string): string => (asked === undefined ? byPerson(name, query) : ofName(name, query));
  const nearest = joined(
    ', ',
    suggestions.map((name) => [{ name }]),
  );
  return {
    lines: [
      asked === undefined
        ? line(
            'fact',
            'Nobody called ',
            ...personPieces(query),
            coverage.complete
              ? ' is known, and nothing was changed under that name.'
              : ' was found in what could be read.',
          )
        : line(
            'fact',
            `${what} ${isInFiles(answer) ? 'in these records' : 'I know of'} is or was called `,
            { name: asked },
            coverage.complete ? '.' : ', as far as could be read.',
          ),
      ...(suggestions.length === 0 ? [] : [line('detail', 'Nearest: ', ...nearest)]),
      ...partialLines(coverage),
      lookedAmong(answer),
      ...noteLines(coverage),
    ],
    buttons: suggestions.map((name) => ({ label: name, ask: `${command} ${askFor(name)}` })),
  };
};

/** Whether names are known from records alone: no Connect was ever asked for its own. */
const isInFiles = ({ coverage, listed }: Answer): boolean =>
  coverage.sources.some(({ kind }) => kind === 'trail files') ||
  (listed === undefined && coverage.sources.every(({ kind }) => kind === 'index'));

/** More types than that are only counted: nobody reads them. */
const MOST_LISTED = 6;

const lookedAmong = (answer: Answer): Line => {
  const { listed = [], coverage } = answer;
  const of = listed.length > MOST_LISTED ? `${listed.length} types` : listOf(listed.map(pluralOf));
  const listings = `Connect’s listings${of === '' ? '' : ` of ${of}`}`;
  return line(
    'edge',
    isInFiles(answer)
      ? 'Looked among the names in the records of'
      : `Looked among the names in ${listings}, and in the events of`,
    ...searchedPieces(coverage),
  );
};

/** Said while CloudTrail is still searched for what bore the name once: most often it was a slip of the finger. */
export const underwayMessage = (
  { name, nearest }: Extract<Underway, { kind: 'unknown name' }>,
  command: string,
): Message => ({
  lines: [
    line(
      'fact',
      'Nothing is called ',
      { name },
      ' today. Nearest: ',
      ...joined(
        ', ',
        nearest.map((each) => [{ name: each }]),
      ),
      '.',
    ),
    line(
      'note',
      'CloudTrail is being searched for what was called that and is gone, at 2 calls a second. The answer follows here.',
    ),
  ],
  buttons: nearest.map((each) => ({ label: each, ask: `${command} ${quoteName(each)}` })),
});

/** More things bear the name than are answered together: which one is meant? */
export const ambiguousMessage = ({ choices, query, total, coverage }: Answer, { command }: Telling): Message => ({
  lines: [
    line(
      'fact',
      { name: query.subject.kind === 'name' ? query.subject.name : query.text },
      ` means ${total} things. Which one?`,
    ),
    ...partialLines(coverage),
    ...choices.map((choice): Line => {
      const about = aboutOne(choice, query);
      return {
        role: 'choice',
        pieces: describe(choice),
        ...(about !== undefined && { ask: `${command} ${about}` }),
      };
    }),
    ...(total > choices.length ? [line('item', `and ${total - choices.length} more`)] : []),
    line('note', 'Narrow it with ', { code: 'type:' }, ', ', { code: 'instance:' }, ' or the id.'),
  ],
  buttons: choices.flatMap((choice) => {
    const about = aboutOne(choice, query);
    return about === undefined ? [] : [{ label: labelOfChoice(choice), ask: retyped(`${command} ${about}`) }];
  }),
});

const labelOfChoice = ({ ref, name }: NamedResource): string => {
  const where = ref.instance?.alias === undefined ? '' : `, ${ref.instance.alias}`;
  return `${name ?? ref.id} (${labelOf(ref.type)}${where})`;
};
