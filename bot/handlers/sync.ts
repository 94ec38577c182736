import { createAccountSync } from '../aws/account-sync';
import { dynamoClient } from '../aws/dynamo-client';
import { openConnect } from '../aws/open-connect';
import { readConfig } from '../config';
import { lambdaLog } from './lambda-log';
import { once } from './once';

const now = () => new Date();

const start = once(async () => {
  const config = readConfig('sync');
  return createAccountSync({
    connect: openConnect({ homeRegion: config.AWS_REGION ?? 'us-east-1', now, log: lambdaLog }),
    dynamo: dynamoClient(lambdaLog),
    directoryTable: config.DIRECTORY_TABLE,
    now,
    ...(config.CONNECT_INSTANCE_IDS && { instanceIds: config.CONNECT_INSTANCE_IDS }),
  });
});

/** The schedule's call: takes down what everyone and everything in Connect is called. A listing that fails is one log line. */
export const handler = async (): Promise<{ readonly listed: number; readonly failed: number }> => {
  const sync = await start();
  const synced = await sync();
  for (const { instance, type, failed, note } of synced) {
    const why = failed ?? note;
    if (why !== undefined) lambdaLog('warn', 'a Connect listing is not whole', { instance: instance.id, type, why });
  }
  return {
    listed: synced.reduce((sum, { listed }) => sum + listed, 0),
    failed: synced.filter(({ failed }) => failed !== undefined).length,
  };
};
