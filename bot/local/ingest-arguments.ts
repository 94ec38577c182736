import { Command, Option } from 'commander';
import { readCommand, type Stop } from './read-command';

/** Where records come from. */
export type IngestSource =
  | { readonly kind: 'trail'; readonly address: string; readonly users?: string }
  | { readonly kind: 'aws' };

/** Where they go: a folder, or the tables of a deployed bot by the name that it was deployed under. */
export type IngestTarget =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'deployed'; readonly name: string };

export interface IngestArguments {
  readonly source: IngestSource;
  readonly target: IngestTarget;
}

/** Where an index goes if nothing else is said: in the folder that the command is run in. */
export const DEFAULT_FOLDER = 'who-changed-index';

const AFTER_HELP = `
What is ingested twice is the same: a run that was stopped is simply run again. Then ask:
  npm run ask -- queue-test-1 --index ${DEFAULT_FOLDER}
Exit status: 0 done, 2 not understood, 1 something failed.`;

/** Reads the arguments of `npm run ingest`. */
export const readIngestArguments = (argv: readonly string[]): IngestArguments | Stop => {
  const command = new Command('npm run ingest --')
    .description('Puts CloudTrail records into an index, which answers at once.')
    .option(
      '--trail <place>',
      'CloudTrail records: a folder or a file, s3://bucket/prefix of a trail, or - for standard input',
    )
    .addOption(
      new Option('--aws', "CloudTrail's event history of your credentials' account, 90 days").conflicts('trail'),
    )
    .option('--users <file>', 'with --trail: the output of `aws connect list-users`, for names')
    .option('--index <folder>', 'the folder of the index', DEFAULT_FOLDER)
    .addOption(
      new Option(
        '--tables <name>',
        'the tables of a deployed bot instead: the name in connect-who-changed.config.ts',
      ).conflicts('index'),
    )
    .addHelpText('after', AFTER_HELP);
  return readCommand(command, argv, (): IngestArguments | Stop => {
    type Options = { trail?: string; aws?: true; users?: string; index: string; tables?: string };
    const { trail, aws, users, index, tables } = command.opts<Options>();
    if (trail === undefined && !aws)
      return { text: 'Say where the records are: --trail <folder> or --aws.', exitStatus: 2 };
    if (users !== undefined && trail === undefined) return { text: '--users goes with --trail.', exitStatus: 2 };
    if (aws && tables !== undefined) {
      return { text: 'A deployed bot catches up by itself: --tables goes with --trail.', exitStatus: 2 };
    }
    const source: IngestSource =
      trail === undefined ? { kind: 'aws' } : { kind: 'trail', address: trail, ...(users !== undefined && { users }) };
    return {
      source,
      target: tables === undefined ? { kind: 'folder', folder: index } : { kind: 'deployed', name: tables },
    };
  });
};
