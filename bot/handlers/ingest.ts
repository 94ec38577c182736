import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { dynamoClient } from '../aws/dynamo-client';
import { openIndexWriter } from '../aws/index-writer';
import { readConfig } from '../config';
import { ingestDelivered } from '../ingest-delivered';
import { consoleLog } from '../log';
import { once } from './once';

const now = () => new Date();

const start = once(async () => {
  const config = readConfig('ingest');
  const writer = openIndexWriter({
    client: dynamoClient(),
    indexTable: config.INDEX_TABLE,
    directoryTable: config.DIRECTORY_TABLE,
    ...(config.INDEX_RETENTION_DAYS !== undefined && { retentionDays: config.INDEX_RETENTION_DAYS }),
    now,
  });
  return (bodies: readonly string[]) =>
    ingestDelivered(bodies, { ingester: writer.ingester, noteDelivered: writer.proofs.noteDelivered });
});

/**
 * Events that EventBridge delivered. A message that can't be told is given back alone, and ends in the dead letters; a table that
 * can't be written gives the whole batch back.
 */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const ingest = await start();
  const { counts, refused } = await ingest(event.Records.map(({ body }) => body));
  consoleLog(refused.length > 0 ? 'warn' : 'info', 'events ingested', { ...counts, refused: refused.length });
  const batchItemFailures = refused.flatMap(({ at, because }) => {
    const messageId = event.Records[at]?.messageId;
    if (messageId === undefined) return [];
    consoleLog('error', 'an event could not be told', { messageId, because });
    return [{ itemIdentifier: messageId }];
  });
  return { batchItemFailures };
};
