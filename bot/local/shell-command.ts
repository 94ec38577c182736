import { tokensOf } from '../query/tokens';

/** What no shell reads as anything but its letters; zsh takes a word behind an equals sign for a program's. */
const PLAIN = /^[\w@%+:,./-][\w@%+=:,./-]*$/;

/**
 * A command as a person may paste it into a POSIX shell: each token is one argument, in single quotes where a shell would read anything into
 * it, so that a name such as `$(reboot)` is asked for and not run. The same question is read of it again.
 */
export const shellCommand = (command: string): string =>
  parts(tokensOf(command).map(({ raw }) => raw))
    .map(shellArgument)
    .join(' ');

/** What begins with a dash would be read as an option. */
const parts = ([command = '', ...question]: readonly string[]): readonly string[] =>
  question.some((part) => part.startsWith('-')) ? [command, '--', ...question] : [command, ...question];

/** One argument as a POSIX shell takes it for its letters. */
export const shellArgument = (argument: string): string =>
  PLAIN.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
