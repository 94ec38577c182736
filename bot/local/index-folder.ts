import { mkdir, readdir } from 'node:fs/promises';
import * as path from 'node:path';
import { Level } from 'level';
import { indexTableDefinition } from '../aws/change-index';
import { directoryTableDefinition } from '../aws/directory-table';
import { settingsTableDefinition } from '../aws/settings-table';
import { stateTableDefinition } from '../aws/state-table';
import { whyNotRead } from '../trail/why-not-read';
import { type LocalDynamo, startLocalDynamo } from './dynamo';
import { shellArgument } from './shell-command';

/** The tables that the bot keeps, by the names that they have on a laptop. */
export const DIRECTORY_TABLE = 'directory';
export const STATE_TABLE = 'state';
export const INDEX_TABLE = 'index';
export const SETTINGS_TABLE = 'settings';

/** Whoever ingests a folder of old log files wants to ask about them: a folder lets nothing go. */
export const FOLDER_RETENTION_DAYS = 36_500;

const TABLES = {
  [DIRECTORY_TABLE]: directoryTableDefinition,
  [STATE_TABLE]: stateTableDefinition,
  [INDEX_TABLE]: indexTableDefinition,
  [SETTINGS_TABLE]: settingsTableDefinition,
};

/** The bot's tables in a DynamoDB in this process: in memory, gone with the process. */
export const startTables = (): Promise<LocalDynamo> => startLocalDynamo(TABLES);

/** Inside the folder that a person names, so that it is plain what may be deleted. */
const STORE = 'dynamodb';

/**
 * The bot's tables in a folder, which outlive the process; whatever ends it, what was written by then is there the next time.
 * `make` makes the folder where there is none. Throws with one line where there is nothing to open, or where another process has
 * it open: a folder is one process's at a time.
 */
export const openIndexFolder = async (folder: string, { make = false } = {}): Promise<LocalDynamo> => {
  const store = path.join(folder, STORE);
  if (make) await makeFolder(folder, store);
  else if (!(await isThere(store))) {
    throw new Error(
      `There is no index in ${folder}. Make one: npm run ingest -- --trail <folder> --index ${shellArgument(folder)}`,
    );
  }
  await seeWhetherFree(store, folder);
  return startLocalDynamo(TABLES, store);
};

const isThere = (store: string): Promise<boolean> =>
  readdir(store).then(
    (entries) => entries.includes('CURRENT'),
    () => false,
  );

/** A folder that holds something else is nobody's index yet: nothing is written between other people's files. */
const makeFolder = async (folder: string, store: string): Promise<void> => {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw new Error(`${folder} can't be used for an index: ${whyNotRead(error)}.`, { cause: error });
  });
  if (entries.length > 0 && !entries.includes(STORE)) {
    throw new Error(`${folder} is no index and holds other files. Name a folder that is empty or does not exist yet.`);
  }
  await mkdir(store, { recursive: true }).catch((cause: unknown) => {
    throw new Error(`${folder} can't be made: ${whyNotRead(cause)}.`, { cause });
  });
};

/** dynalite would end the process where its store is locked. */
const seeWhetherFree = async (store: string, folder: string): Promise<void> => {
  const level = new Level(store);
  try {
    await level.open();
    await level.close();
  } catch (error) {
    const { cause } = error as { cause?: { code?: unknown } };
    if (cause?.code === 'LEVEL_LOCKED') {
      throw new Error(`The index in ${folder} is in use by another process. Try again when that one has ended.`, {
        cause: error,
      });
    }
    throw new Error(`The index in ${folder} can't be opened. If it is damaged, delete the folder and ingest again.`, {
      cause: error,
    });
  }
};
