import { type Account, openAccount } from '../aws/account';
import { type Log, silentLog } from '../log';
import { startLocalAws } from './aws/local-aws';
import { DIRECTORY_TABLE, STATE_TABLE, startTables } from './index-folder';
import { localClients } from './local-clients';
import { PROD } from './sample/harbor';
import { SAMPLE_REGIONS, sampleAccount } from './sample/sample-account';

/** An account that is ready to be asked; `preface` is said before every answer. */
export interface OpenedAccount extends Account {
  readonly preface?: string;
  readonly close: () => Promise<void>;
}

const PREFACE = 'Sample account: published records and a made-up month, no real data.';
/** Long enough for every question of the sample; a person at a terminal can press Ctrl-C. */
const BUDGET_MS = 120_000;
/** The first sync fills an empty table; the local Connect need not be spared. */
const NO_LIMIT = { perSecond: Number.POSITIVE_INFINITY, burst: 1 };

export interface SampleOptions {
  readonly log?: Log;
  /** Leaves CloudTrail's limit of 2 calls a second away, for tests and pictures: the answers are the same, at once. */
  readonly unlimited?: boolean;
}

/** The sample account behind local servers, its users and resources synced into a DynamoDB in this process. */
export const openSampleAccount = async (
  now: () => Date,
  { log = silentLog, unlimited = false }: SampleOptions = {},
): Promise<OpenedAccount> => {
  const held = sampleAccount(now());
  const aws = await startLocalAws(held, {
    now,
    connectAllowance: NO_LIMIT,
    ...(unlimited && { callsPerSecond: Number.POSITIVE_INFINITY }),
  });
  const dynamo = await startTables();
  const account = openAccount({
    ...localClients(aws.url),
    dynamo: dynamo.client,
    directoryTable: DIRECTORY_TABLE,
    stateTable: STATE_TABLE,
    homeRegion: PROD.region,
    furtherRegions: SAMPLE_REGIONS,
    instanceIds: held.instances.map(
      ({ id, region, account: owner }) => `arn:aws:connect:${region}:${owner}:instance/${id}`,
    ),
    connectRate: NO_LIMIT,
    ...(unlimited && { paceMs: 0 }),
    budgetMs: BUDGET_MS,
    now,
    log,
  });
  await account.sync();
  const close = async (): Promise<void> => {
    await Promise.all([aws.close(), dynamo.close()]);
  };
  return { ...account, preface: PREFACE, close };
};
