import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { visible } from '../../bot/answer/visible';
import { readArguments } from '../../bot/local/ask-arguments';
import { shellArgument, shellCommand } from '../../bot/local/shell-command';
import { textOfArguments, tokensOf, unescapeSlack } from '../../bot/query/tokens';
import { hostile } from '../support/hostile';

/** The arguments that a real shell hands on; `printf` is all that it runs. */
const argumentsOf = (command: string): string[] =>
  execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

const meant = (text: string): string[] => tokensOf(text).map((token) => token.text);

describe('a command that is pasted into a shell', () => {
  it.each([
    ['who-changed queue-test-1 since:2h', 'who-changed queue-test-1 since:2h'],
    ['who-changed "Billing ES"', `who-changed '"Billing ES"'`],
    ['who-changed $HOME', `who-changed '$HOME'`],
    ['who-changed "$(printf pasted)" by:"Mateo Jackson"', `who-changed '"$(printf pasted)"' 'by:"Mateo Jackson"'`],
    ["who-changed it's;&|!", "who-changed 'it'\\''s;&|!'"],
    ['who-changed --json -x', 'who-changed -- --json -x'],
    ['who-changed A&amp;B', `who-changed 'A&amp;B'`],
    ['who-changed *x* `x` ~', "who-changed '*x*' '`x`' '~'"],
    [
      'who-changed "que\u200bue\n50% \\\\"',
      String.raw`who-changed "$(printf '"que\342\200\213ue\01250\045 \134\134"')"`,
    ],
    ['who-changed =ls a=b', "who-changed '=ls' a=b"],
  ])('%s', (command, pasted) => {
    expect(shellCommand(command)).toBe(pasted);
  });

  it('asks the same question, whatever letters and dashes it has', () => {
    const questions = fc.string({
      unit: fc.constantFrom(...'aZ9é請 $`"\'\\!*?~#;&|<>(){}[]-=:', '&lt;', '&amp;', ' -x', ' --json'),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(questions, (typed) => {
        const question = typed.trim();
        fc.pre(tokensOf(question).length > 0);
        const read = readArguments(argumentsOf(shellCommand(`who-changed ${question}`)).slice(1));
        if (!('words' in read)) throw new Error(read.text);
        expect(meant(unescapeSlack(textOfArguments([...read.words])))).toEqual(meant(question));
      }),
      { numRuns: 200 },
    );
  });

  it('is one argument for one name, whatever it holds', () => {
    const names = fc.oneof(
      hostile,
      fc.constantFrom('$(printf x)', '`printf x`', "'; printf x; '", '\\', '!!', '=ls', '-x', '~'),
    );
    fc.assert(
      fc.property(names, (name) => {
        const short = name.slice(0, 600).toWellFormed().replaceAll('\0', '[U+0000]').trimEnd();
        const argument = shellArgument(short);
        expect(argumentsOf(argument)).toEqual([short]);
        expect(visible(argument)).toBe(argument);
      }),
      { numRuns: 100 },
    );
  });
});
