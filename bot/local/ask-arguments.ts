import { Command, Option } from 'commander';
import { readCommand, type Stop } from './read-command';

export type { Stop } from './read-command';

/** Where the answer comes from: only a flag chooses it, never credentials that happen to be about. */
export type AskSource =
  | { readonly kind: 'sample' }
  | { readonly kind: 'trail'; readonly address: string; readonly users?: string }
  | { readonly kind: 'index'; readonly folder: string }
  /** `index`: the folder of an index that answers first. */
  | { readonly kind: 'aws'; readonly index?: string };

export interface AskArguments {
  readonly words: readonly string[];
  readonly source: AskSource;
  /** For people, or a document for programs. */
  readonly as: 'text' | 'json' | 'csv';
}

const AFTER_HELP = `
Without --trail, --index and --aws the built-in sample account is asked. Without a question it says what can be asked.
Exit status: 0 answered (also where nothing was found), 2 not understood, 1 something failed.`;

/** Reads the arguments of `who-changed`. */
export const readArguments = (argv: readonly string[]): AskArguments | Stop => {
  const command = new Command('who-changed')
    .description('Who changed what in Amazon Connect, when and how.')
    .argument('[question...]', 'a name, an id, an ARN or a console link, and qualifiers: queue-test-1 since:7d')
    .option(
      '--trail <place>',
      'read CloudTrail records: a folder or a file, s3://bucket/prefix, or - for standard input',
    )
    .option('--users <file>', 'with --trail: the output of `aws connect list-users`, for names')
    .addOption(
      new Option('--index <folder>', 'ask an index that `npm run ingest` made; with --aws it answers first').conflicts(
        'trail',
      ),
    )
    .addOption(new Option('--aws', 'read the AWS account of your credentials').conflicts('trail'))
    .addOption(new Option('--json', 'print one JSON document').conflicts('csv'))
    .option('--csv', 'print every change as a row of CSV')
    .addHelpText('after', AFTER_HELP);
  return readCommand(command, argv, (): AskArguments | Stop => {
    type Options = { trail?: string; users?: string; index?: string; aws?: true; json?: true; csv?: true };
    const { trail, users, index, aws, json, csv } = command.opts<Options>();
    if (users !== undefined && trail === undefined) return { text: '--users goes with --trail.', exitStatus: 2 };
    const as = json ? 'json' : csv ? 'csv' : 'text';
    return { words: command.args, source: sourceOf({ trail, users, index, aws }), as };
  });
};

type Given<T> = { readonly [K in keyof T]: T[K] | undefined };

const sourceOf = ({
  trail,
  users,
  index,
  aws,
}: Given<{ trail: string; users: string; index: string; aws: true }>): AskSource => {
  if (trail !== undefined) return { kind: 'trail', address: trail, ...(users !== undefined && { users }) };
  if (aws) return { kind: 'aws', ...(index !== undefined && { index }) };
  return index === undefined ? { kind: 'sample' } : { kind: 'index', folder: index };
};
