import type { Mistake } from '../query/query';
import { QUALIFIERS } from '../query/query-words';
import type { Line, LinePiece, Message } from './message';

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['/connect-who-changed queue-test-1', 'who changed the thing of that name, whatever it is'],
  ['/connect-who-changed "Weekdays 8–20" since:18:00', 'in quotes, since six this evening'],
  ['/connect-who-changed by:"Mateo Jackson" since:7d', 'what one person did in a week'],
  ['/connect-who-changed type:flow on:monday', 'every flow that changed on Monday'],
  ['/connect-changes 2h', 'everything that changed in the last two hours'],
];

const line = (role: Line['role'], ...pieces: readonly (string | LinePiece)[]): Line => ({
  role,
  pieces: pieces.map((piece) => (typeof piece === 'string' ? { words: piece } : piece)),
});

/** What can be asked, with examples to copy; made from the parser's own table of qualifiers. */
export const helpMessage = (): Message => ({
  lines: [
    line('fact', 'Ask who changed something in Amazon Connect. Give a name, an id, an ARN or a console link.'),
    line('heading', 'For example'),
    ...EXAMPLES.map(([code, means]) => line('item', { code }, `  ${means}`)),
    line('heading', 'Narrow it'),
    ...QUALIFIERS.map(({ key, means, examples, synonyms }) =>
      line(
        'item',
        { code: examples[0] ?? `${key}:` },
        `  ${means}`,
        ...(synonyms.length === 0 ? [] : [` (also ${synonyms.map((word) => `${word}:`).join(' ')})`]),
      ),
    ),
    line('note', 'Times without an offset are in your own time zone. Only you see the answers.'),
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
