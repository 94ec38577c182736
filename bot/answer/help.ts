import type { Mistake } from '../query/query';
import { HELP_EXAMPLES, QUALIFIERS } from '../query/query-words';
import { line, type Message } from './message';

/** What can be asked, with examples to copy; made from the parser's own table of qualifiers. */
export const helpMessage = (command: string): Message => ({
  lines: [
    line('fact', 'Ask who changed something in Amazon Connect. Give a name, an id, an ARN or a console link.'),
    line('heading', 'For example'),
    ...HELP_EXAMPLES.map(({ question, means }) => line('item', { code: `${command} ${question}` }, `  ${means}`)),
    line('heading', 'Narrow it'),
    ...QUALIFIERS.map(({ key, means, examples, synonyms }) =>
      line(
        'item',
        { code: examples[0] ?? `${key}:` },
        `  ${means}`,
        ...(synonyms.length === 0 ? [] : [` (also ${synonyms.map((word) => `${word}:`).join(' ')})`]),
      ),
    ),
    line(
      'note',
      `Times without an offset are in your own time zone.${command.startsWith('/') ? ' Only you see the answers.' : ''}`,
    ),
  ],
  buttons: [],
});

/** What could not be understood, and what to type instead. `command` is what the asker typed before the question. */
export const mistakeMessage = ({ message, tryInstead }: Mistake, command: string): Message => ({
  lines: [
    line('fact', message),
    ...(tryInstead === undefined ? [] : [line('detail', 'Try ', { code: `${command} ${tryInstead}` })]),
    line('note', 'For what can be asked: ', { code: `${command} help` }),
  ],
  buttons: tryInstead === undefined ? [] : [{ label: 'Ask that', ask: `${command} ${tryInstead}` }],
});
