import { tokensOf } from '../query/tokens';

/** What no shell reads as anything but its letters. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/**
 * A command as a person may paste it into a POSIX shell: each token is one argument, in single quotes where a shell would read anything into
 * it, so that a name such as `$(reboot)` is asked for and not run. The same question is read of it again.
 */
export const shellCommand = (command: string): string =>
  parts(tokensOf(command).map(({ raw }) => raw))
    .map(quoted)
    .join(' ');

/** What begins with a dash would be read as an option. */
const parts = ([command = '', ...question]: readonly string[]): readonly string[] =>
  question.some((part) => part.startsWith('-')) ? [command, '--', ...question] : [command, ...question];

const quoted = (argument: string): string =>
  PLAIN.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
