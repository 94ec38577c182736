import { tokensOf, unescapeSlack } from '../query/tokens';

/** What no shell reads as anything but its letters. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/**
 * A command as a person may paste it into a POSIX shell: each token is one argument, in single quotes where a shell would read anything into
 * it, so that a name such as `$(reboot)` is asked for and not run. `textOfArguments` makes the same question of it again.
 */
export const shellCommand = (command: string): string =>
  tokensOf(unescapeSlack(command))
    .map(({ raw }) => quoted(raw))
    .join(' ');

const quoted = (argument: string): string =>
  PLAIN.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
