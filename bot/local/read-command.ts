import { type Command, CommanderError } from 'commander';

/** A flag that could not be understood, or `--help`: what to print, and how to end. */
export interface Stop {
  readonly text: string;
  readonly exitStatus: 0 | 2;
}

/** Reads a command line without ending the process or printing anything; `understood` makes what comes of the options. */
export const readCommand = <T>(command: Command, argv: readonly string[], understood: () => T | Stop): T | Stop => {
  let help = '';
  command.exitOverride().configureOutput({
    writeOut: (text) => {
      help += text;
    },
    writeErr: () => {},
  });
  try {
    command.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0
      ? { text: help, exitStatus: 0 }
      : { text: sentence(error.message.replace(/^error: /, '')), exitStatus: 2 };
  }
  return understood();
};

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!)]$/.test(text) ? '' : '.'}`;
