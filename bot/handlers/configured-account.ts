import { type Account, openAccount } from '../aws/account';
import { dynamoClientOfAnswers } from '../aws/dynamo-client';
import type { Config } from '../config';
import { lambdaLog } from './lambda-log';

/** The account that a function's configuration names; one question may read CloudTrail for `budgetMs`. */
export const configuredAccount = (config: Config<'worker' | 'digest'>, budgetMs: number): Account =>
  openAccount({
    dynamo: dynamoClientOfAnswers(lambdaLog),
    directoryTable: config.DIRECTORY_TABLE,
    stateTable: config.STATE_TABLE,
    settingsTable: config.SETTINGS_TABLE,
    indexTable: config.INDEX_TABLE,
    ...(config.INDEX_RETENTION_DAYS !== undefined && { retentionDays: config.INDEX_RETENTION_DAYS }),
    homeRegion: config.AWS_REGION ?? 'us-east-1',
    ...(config.CONNECT_INSTANCE_IDS && { instanceIds: config.CONNECT_INSTANCE_IDS }),
    ...(config.CLOUDTRAIL_REGIONS && { furtherRegions: config.CLOUDTRAIL_REGIONS }),
    budgetMs,
    now: () => new Date(),
    log: lambdaLog,
  });
