import { Command, CommanderError, Option } from 'commander';

/** Where the answer comes from: only a flag chooses it, never credentials that happen to be about. */
export type AskSource =
  | { readonly kind: 'sample' }
  | { readonly kind: 'trail'; readonly folder: string; readonly users?: string }
  | { readonly kind: 'aws' };

export interface AskArguments {
  readonly words: readonly string[];
  readonly source: AskSource;
  readonly json: boolean;
}

/** A flag that could not be understood, or `--help`: what to print, and how to end. */
export interface Stop {
  readonly text: string;
  readonly exitStatus: 0 | 2;
}

const AFTER_HELP = `
Without --trail and --aws the built-in sample account is asked. Without a question it says what can be asked.
Exit status: 0 answered (also where nothing was found), 2 not understood, 1 something failed.`;

/** Reads the arguments of `who-changed`. */
export const readArguments = (argv: readonly string[]): AskArguments | Stop => {
  let help = '';
  const command = new Command('who-changed')
    .description('Who changed what in Amazon Connect, when and how.')
    .argument('[question...]', 'a name, an id, an ARN or a console link, and qualifiers: queue-test-1 since:7d')
    .option('--trail <folder>', 'read a folder of CloudTrail log files, as a trail lays them out in S3')
    .option('--users <file>', 'with --trail: the output of `aws connect list-users`, for names')
    .addOption(new Option('--aws', 'read the AWS account of your credentials').conflicts('trail'))
    .option('--json', 'print one JSON document')
    .addHelpText('after', AFTER_HELP)
    .exitOverride()
    .configureOutput({
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
  const { trail, users, aws, json } = command.opts<{ trail?: string; users?: string; aws?: true; json?: true }>();
  if (users !== undefined && trail === undefined) return { text: '--users goes with --trail.', exitStatus: 2 };
  const source: AskSource =
    trail !== undefined
      ? { kind: 'trail', folder: trail, ...(users !== undefined && { users }) }
      : { kind: aws ? 'aws' : 'sample' };
  return { words: command.args, source, json: json === true };
};

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!)]$/.test(text) ? '' : '.'}`;
