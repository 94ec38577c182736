import type { Answered } from '../answer-question';
import type { Account } from '../aws/account';
import { EVERYDAY_TYPES, LISTED_TYPES } from '../aws/listed-types';
import { labelOf } from '../change/resource-types';
import { silentLog } from '../log';
import type { Query } from '../query/query';
import type { ListingSynced } from '../sync-directory';
import { awsClients, configuredRegion } from './aws-clients';
import {
  DIRECTORY_TABLE,
  FOLDER_RETENTION_DAYS,
  INDEX_TABLE,
  openIndexFolder,
  SETTINGS_TABLE,
  STATE_TABLE,
  startTables,
} from './index-folder';
import { openListedAccount } from './listed-account';
import type { OpenedAccount } from './sample-account';

const BUDGET_MS = 120_000;

/**
 * The account of the caller's credentials, read-only: the SDK's own credential chain, Region and endpoint variables. Names are
 * synced from Connect for this one run into a DynamoDB in this process, or into the folder of an index, which then answers first;
 * what Connect refuses costs a note.
 * Throws with one line where no Region is set.
 */
export const openAwsAccount = async (now: () => Date, indexFolder?: string): Promise<OpenedAccount> => {
  const homeRegion = await configuredRegion();
  if (homeRegion === undefined)
    throw new Error('No AWS Region is set. Set AWS_REGION, for example AWS_REGION=us-east-1.');
  const ids = listOf(process.env.CONNECT_INSTANCE_IDS);
  const dynamo = indexFolder === undefined ? await startTables() : await openIndexFolder(indexFolder);
  const account = openListedAccount({
    ...awsClients(),
    dynamo: dynamo.client,
    directoryTable: DIRECTORY_TABLE,
    stateTable: STATE_TABLE,
    settingsTable: SETTINGS_TABLE,
    ...(indexFolder !== undefined && { indexTable: INDEX_TABLE, retentionDays: FOLDER_RETENTION_DAYS }),
    homeRegion,
    ...(ids.length > 0 && { instanceIds: ids }),
    budgetMs: BUDGET_MS,
    now,
    log: silentLog,
  });
  const synced = [...(await listings(account.sync(EVERYDAY_TYPES)))];
  let rest: Promise<void> | undefined;
  /** Each listing costs half a second: those of rarer things are read when a question may be about one. */
  const syncRest = (): Promise<void> => {
    const types = LISTED_TYPES.filter((type) => !EVERYDAY_TYPES.includes(type));
    rest ??= listings(account.sync(types)).then((more) => void synced.push(...more));
    return rest;
  };
  return {
    ...account,
    answer: async (query) => {
      if (await mayBeRare(query, account, synced)) await syncRest();
      const answered = await account.answer(query);
      return withNotes(answered, failedListings(synced));
    },
    close: dynamo.close,
  };
};

/** Whether a question is about a type, or a name, that the everyday listings do not show. */
const mayBeRare = async (
  { subject, types }: Query,
  account: Pick<Account, 'names'>,
  synced: readonly ListingSynced[],
): Promise<boolean> => {
  if (types.length > 0) return !types.every((type) => EVERYDAY_TYPES.some((one) => one === type));
  if (subject.kind !== 'name') return false;
  const directory = await account.names([...new Set(synced.map(({ instance }) => instance))]);
  const { match } = directory.find(subject.name);
  return match !== 'exact' && match !== 'folded';
};

/** What can't be listed costs names, never the answer. */
const listings = (syncing: Promise<readonly ListingSynced[]>): Promise<readonly ListingSynced[]> =>
  syncing.catch(() => []);

const withNotes = (answered: Answered, notes: readonly string[]): Answered => {
  if (answered.kind === 'mistake') return answered;
  const { coverage } = answered.answer;
  return {
    kind: 'answer',
    answer: { ...answered.answer, coverage: { ...coverage, notes: [...coverage.notes, ...notes] } },
  };
};

const listOf = (text = ''): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** One sentence for all that Connect would not list: those names are missing. */
const failedListings = (synced: readonly ListingSynced[]): readonly string[] => {
  const failed = synced.filter((listing) => listing.failed !== undefined);
  if (failed.length === 0) return [];
  const types = [...new Set(failed.map(({ type }) => labelOf(type)))].join(', ');
  return [`Connect did not list everything (${types}): such names are those of the records themselves.`];
};
