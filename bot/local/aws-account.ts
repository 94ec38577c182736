import { openAccount } from '../aws/account';
import { labelOf } from '../change/resource-types';
import { silentLog } from '../log';
import type { ListingSynced } from '../sync-directory';
import { awsClients, configuredRegion } from './aws-clients';
import { DIRECTORY_TABLE, type OpenedAccount, STATE_TABLE, startTables } from './sample-account';

const BUDGET_MS = 120_000;

/**
 * The account of the caller's credentials, read-only: the SDK's own credential chain, Region and endpoint variables. Names are
 * synced from Connect for this one run into a DynamoDB in this process; what Connect refuses costs a note.
 * Throws with one line where no Region is set.
 */
export const openAwsAccount = async (now: () => Date): Promise<OpenedAccount> => {
  const homeRegion = await configuredRegion();
  if (homeRegion === undefined)
    throw new Error('No AWS Region is set. Set AWS_REGION, for example AWS_REGION=us-east-1.');
  const ids = listOf(process.env.CONNECT_INSTANCE_IDS);
  const dynamo = await startTables();
  const account = openAccount({
    ...awsClients(),
    dynamo: dynamo.client,
    directoryTable: DIRECTORY_TABLE,
    stateTable: STATE_TABLE,
    homeRegion,
    ...(ids.length > 0 && { instanceIds: ids }),
    budgetMs: BUDGET_MS,
    now,
    log: silentLog,
  });
  const notes = await account.sync().then(failedListings, () => []);
  return {
    ...account,
    answer: async (query) => {
      const answered = await account.answer(query);
      if (answered.kind === 'mistake') return answered;
      const { coverage } = answered.answer;
      return {
        kind: 'answer',
        answer: { ...answered.answer, coverage: { ...coverage, notes: [...coverage.notes, ...notes] } },
      };
    },
    close: dynamo.close,
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
