import { visible } from '../answer/visible';
import { tokensOf } from '../query/tokens';

/** What no shell reads as anything but its letters; zsh takes a word behind an equals sign for a program's. */
const PLAIN = /^[\w@%+:,./-][\w@%+=:,./-]*$/;

/**
 * A command as a person may paste it into a POSIX shell: each token is one argument, in single quotes where a shell would read anything into
 * it, so that a name such as `$(reboot)` is asked for and not run. The same question is read of it again, and asked where `flags` say.
 */
export const shellCommand = (command: string, flags: readonly string[] = []): string =>
  parts(
    tokensOf(command).map(({ raw }) => raw),
    flags,
  )
    .map(shellArgument)
    .join(' ');

/** What begins with a dash would be read as an option. */
const parts = ([command = '', ...question]: readonly string[], flags: readonly string[]): readonly string[] => [
  command,
  ...flags,
  ...(question.some((part) => part.startsWith('-')) ? ['--'] : []),
  ...question,
];

/** One argument as a POSIX shell takes it for its letters; what can't be seen in it is written as its bytes, for `printf` to put there. */
export const shellArgument = (argument: string): string => {
  if (PLAIN.test(argument)) return argument;
  return visible(argument) === argument ? `'${argument.replaceAll("'", `'\\''`)}'` : printed(argument);
};

const printed = (argument: string): string => {
  // No argument holds a zero, nor any text half of a letter.
  const letters = [...argument.toWellFormed().replaceAll('\0', visible)];
  return `"$(printf '${letters.map((letter) => (NO_FORMAT.test(letter) && visible(letter) === letter ? letter : octal(letter))).join('')}')"`;
};

/** What `printf`, single quotes, and an interactive shell within double quotes take for its letter. */
const NO_FORMAT = /[^%\\'!]/;

const octal = (letter: string): string =>
  [...Buffer.from(letter)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
