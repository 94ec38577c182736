import type { Command } from '../query/parse-query';
import type { Mistake } from '../query/query';
import { CHANGES_EXAMPLES, HELP_EXAMPLES, QUALIFIERS } from '../query/query-words';
import { phrases } from '../words/words';
import { line, type Message } from './message';

/** What can be asked by a command, with examples to copy; made from the parser's own table of qualifiers. */
export const helpMessage = (command: string, kind: Command): Message => ({
  lines: [
    line('fact', kind === 'changes' ? phrases.help.askOfAll : phrases.help.ask),
    line('heading', phrases.help.forExample),
    ...(kind === 'changes' ? CHANGES_EXAMPLES : HELP_EXAMPLES).map(({ question, means }) =>
      line('item', { code: `${command} ${question}` }, `  ${means}`),
    ),
    line('heading', phrases.help.narrowIt),
    ...QUALIFIERS.map(({ key, means, examples, synonyms }) =>
      line(
        'item',
        { code: examples[0] ?? `${key}:` },
        `  ${means}`,
        ...(synonyms.length === 0 ? [] : [phrases.help.also({ words: synonyms.map((word) => `${word}:`) })]),
      ),
    ),
    line('note', command.startsWith('/') ? phrases.help.yourZoneAlone : phrases.help.yourZone),
  ],
  buttons: [],
});

/** What could not be understood, and what to type instead. `command` is what the asker typed before the question. */
export const mistakeMessage = ({ message, tryInstead }: Mistake, command: string): Message => ({
  lines: [
    line('fact', message),
    ...(tryInstead === undefined
      ? []
      : [line('detail', ...phrases.help.tryInstead({ typed: `${command} ${tryInstead}` }))]),
    line('note', ...phrases.help.whatCanBeAsked({ typed: `${command} help` })),
  ],
  buttons: tryInstead === undefined ? [] : [{ label: phrases.help.askThat, ask: `${command} ${tryInstead}` }],
});
