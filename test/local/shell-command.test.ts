import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { shellCommand } from '../../bot/local/shell-command';
import { quoteName, textOfArguments, tokensOf, unescapeSlack } from '../../bot/query/tokens';

/** The arguments that a real shell hands on; `printf` is all that it runs. */
const argumentsOf = (command: string): string[] =>
  execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

const meant = (text: string): string[] => tokensOf(unescapeSlack(text)).map((token) => token.text);

describe('a command that is pasted into a shell', () => {
  it.each([
    ['who-changed queue-test-1 since:2h', 'who-changed queue-test-1 since:2h'],
    ['who-changed "Billing ES"', `who-changed '"Billing ES"'`],
    ['who-changed $HOME', `who-changed '$HOME'`],
    ['who-changed "$(printf pasted)" by:"Mateo Jackson"', `who-changed '"$(printf pasted)"' 'by:"Mateo Jackson"'`],
    ["who-changed it's;&|!", "who-changed 'it'\\''s;&|!'"],
    ['who-changed *x* `x` ~', "who-changed '*x*' '`x`' '~'"],
  ])('%s', (command, pasted) => {
    expect(shellCommand(command)).toBe(pasted);
  });

  it('asks for exactly the name, whatever letters it has', () => {
    const names = fc.string({
      unit: fc.constantFrom(...'aZ9é請 $`"\'\\!*?~#;&|<>(){}[]-='),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(names, (name) => {
        fc.pre(name.trim() !== '');
        const command = `who-changed ${quoteName(name)} since:2h`;
        expect(meant(textOfArguments(argumentsOf(shellCommand(command))))).toEqual(meant(command));
      }),
      { numRuns: 150 },
    );
  });
});
