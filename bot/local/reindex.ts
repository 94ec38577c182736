import { Command, Option } from 'commander';
import { visible } from '../answer/visible';
import { createChangeIndex } from '../aws/change-index';
import { reindex } from '../reindex';
import { failureLine } from './failure-line';
import type { IngestTerminal } from './ingest';
import { DEFAULT_FOLDER, type IngestTarget } from './ingest-arguments';
import { openTarget } from './ingest-target';
import { createProgressBar } from './progress-bar';
import { readCommand, type Stop } from './read-command';

/** `npm run reindex`: gives the exit status, 0 done, 2 not understood, 1 something failed. */
export const runReindex = async (argv: readonly string[], terminal: IngestTerminal): Promise<0 | 1 | 2> => {
  const target = readTarget(argv);
  if ('exitStatus' in target) {
    if (target.exitStatus === 0) terminal.out(target.text.trimEnd());
    else terminal.err(visible(`${target.text.trimEnd()} See npm run reindex -- --help.`));
    return target.exitStatus;
  }
  try {
    await reindexTarget(target, terminal);
    return 0;
  } catch (error) {
    terminal.err(failureLine(error));
    return 1;
  }
};

const AFTER_HELP = `
After an upgrade whose changelog says so. Answers are right meanwhile, and a run that was stopped is simply run again.
Exit status: 0 done, 2 not understood, 1 something failed.`;

const readTarget = (argv: readonly string[]): IngestTarget | Stop => {
  const command = new Command('npm run reindex --')
    .description('Makes an index anew from the records that it keeps, as this version reads them.')
    .option('--index <folder>', 'the folder of the index', DEFAULT_FOLDER)
    .addOption(
      new Option(
        '--tables <name>',
        'the tables of a deployed bot instead: the name in connect-who-changed.config.ts',
      ).conflicts('index'),
    )
    .addHelpText('after', AFTER_HELP);
  return readCommand(command, argv, (): IngestTarget => {
    const { index, tables } = command.opts<{ index: string; tables?: string }>();
    return tables === undefined ? { kind: 'folder', folder: index } : { kind: 'deployed', name: tables };
  });
};

const reindexTarget = async (
  target: IngestTarget,
  { out, now, progress, isTerminal }: IngestTerminal,
): Promise<void> => {
  const { writer, tables, close } = await openTarget(target, now, { make: false });
  let bar: ReturnType<typeof createProgressBar> | undefined;
  try {
    const { records, refiled, retired, told } = await reindex({
      ...createChangeIndex({ client: tables.client, tableName: tables.index, now }),
      learn: writer.learn,
      retentionDays: writer.retentionDays,
      onDay: ({ done, all, counts }) => {
        bar ??= createProgressBar(progress, { total: all, unit: 'days', isTerminal });
        bar.update({ done, note: `${counts.records.toLocaleString('en')} records` });
      },
    });
    bar?.stop();
    out(
      `${records.toLocaleString('en')} ${records === 1 ? 'record' : 'records'} read again: ${refiled} filed otherwise than before, ${retired} no change any more, ${told} told that could not be.`,
    );
  } finally {
    bar?.stop();
    await close();
  }
};
