import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createAnnouncer } from '../announce';
import { createIndexPut, RETENTION_DAYS } from '../aws/change-index';
import { createEventLearner } from '../aws/directory-table';
import { dynamoClient } from '../aws/dynamo-client';
import { queueClient, sendJob } from '../aws/job-queue';
import { createDeliveryNote } from '../aws/proof-table';
import { readConfig } from '../config';
import { ingestDelivered } from '../ingest-delivered';
import { createIngester } from '../ingest-events';
import { lambdaLog, secondsSince } from './lambda-log';
import { once } from './once';

const now = () => new Date();

/** Nothing but what writes: the function's role may read neither table. */
const start = once(async () => {
  const config = readConfig('ingest');
  const client = dynamoClient(lambdaLog);
  const sqs = queueClient(lambdaLog);
  const deps = {
    put: createIndexPut({ client, tableName: config.INDEX_TABLE }),
    learn: createEventLearner({ client, tableName: config.DIRECTORY_TABLE, now }),
    retentionDays: config.INDEX_RETENTION_DAYS ?? RETENTION_DAYS,
    announce: createAnnouncer({ send: (job) => sendJob(sqs, config.JOBS_QUEUE_URL, job), now }),
    now,
  };
  const noteDelivered = createDeliveryNote({ client, tableName: config.INDEX_TABLE });
  return (bodies: readonly string[]) =>
    ingestDelivered(bodies, { ingester: () => createIngester(deps), noteDelivered });
});

/**
 * Events that EventBridge delivered. A message that can't be told is given back alone, and ends in the dead letters; a table that
 * can't be written gives the whole batch back.
 */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const ingest = await start();
  const { counts, refused, newestEvent } = await ingest(event.Records.map(({ body }) => body));
  lambdaLog(refused.length > 0 ? 'warn' : 'info', 'events ingested', {
    ...{ ...counts, refused: refused.length },
    ...(newestEvent !== undefined && { lagSeconds: secondsSince(newestEvent, now()) }),
  });
  const batchItemFailures = refused.flatMap(({ at, because }) => {
    const messageId = event.Records[at]?.messageId;
    if (messageId === undefined) return [];
    lambdaLog('error', 'an event could not be told', { messageId, because });
    return [{ itemIdentifier: messageId }];
  });
  return { batchItemFailures };
};
