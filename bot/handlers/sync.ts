import { createDirectoryTable } from '../aws/directory-table';
import { dynamoClient } from '../aws/dynamo-client';
import { openConnect } from '../aws/open-connect';
import { readConfig } from '../config';
import { syncDirectory } from '../sync-directory';
import { lambdaLog } from './lambda-log';
import { once } from './once';

const now = () => new Date();

const start = once(async () => {
  const config = readConfig('sync');
  const client = dynamoClient(lambdaLog);
  return {
    reader: openConnect({ homeRegion: config.AWS_REGION ?? 'us-east-1', now, log: lambdaLog }),
    table: createDirectoryTable({ client, tableName: config.DIRECTORY_TABLE, now }),
    now,
    ...(config.CONNECT_INSTANCE_IDS && { instanceIds: config.CONNECT_INSTANCE_IDS }),
  };
});

/** The schedule's call: takes down what everyone and everything in Connect is called. A listing that fails is one log line. */
export const handler = async (): Promise<{ readonly listed: number; readonly failed: number }> => {
  const synced = await syncDirectory(await start());
  for (const { instance, type, failed, note } of synced) {
    const why = failed ?? note;
    if (why !== undefined) lambdaLog('warn', 'a Connect listing is not whole', { instance: instance.id, type, why });
  }
  return {
    listed: synced.reduce((sum, { listed }) => sum + listed, 0),
    failed: synced.filter(({ failed }) => failed !== undefined).length,
  };
};
