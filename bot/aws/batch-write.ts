import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetCommand, BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';

/** BatchWriteItem takes this many items, BatchGetItem that many keys. */
const WRITTEN_AT_ONCE = 25;
const READ_AT_ONCE = 100;
/** So many requests are under way at once. */
const REQUESTS_AT_ONCE = 8;
/** What DynamoDB hands back unprocessed is sent again, a little later each time: some ten seconds in all. */
const TRIES = 10;

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

type Request = NonNullable<NonNullable<BatchWriteCommand['input']['RequestItems']>[string]>[number];

/**
 * Puts items and deletes keys, in batches. Of two items under one key the later one counts. Throws where some could not be
 * written; what was written by then stays, and writing all of it again does no harm.
 */
export const batchWrite = async (
  client: DynamoDBDocumentClient,
  tableName: string,
  items: readonly Key[],
  deleted: readonly Key[] = [],
): Promise<void> => {
  const requests = new Map<string, Request>();
  for (const { pk, sk } of deleted) requests.set(keyText({ pk, sk }), { DeleteRequest: { Key: { pk, sk } } });
  for (const item of items.map(wellFormed)) requests.set(keyText(item), { PutRequest: { Item: item } });
  await pMap(chunks([...requests.values()], WRITTEN_AT_ONCE), (batch) => writeBatch(client, tableName, batch), {
    concurrency: REQUESTS_AT_ONCE,
  });
};

/** Tables hold UTF-8, in which there is no half of a letter; a record may have one anywhere. */
const wellFormed = (item: Key): Key => ({
  ...item,
  ...Object.fromEntries(
    Object.entries(item).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'string' && !value.isWellFormed() ? [[name, value.toWellFormed()]] : [],
    ),
  ),
});

const keyText = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

const writeBatch = async (
  client: DynamoDBDocumentClient,
  tableName: string,
  batch: readonly Request[],
): Promise<void> => {
  let left = [...batch];
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const { UnprocessedItems = {} } = await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: left } }));
    left = UnprocessedItems[tableName] ?? [];
    if (left.length === 0) return;
    await pause(tries);
  }
  throw new Error(`The table ${tableName} left ${left.length} items unwritten after ${TRIES} tries of a batch.`);
};

/** The items of these keys, in no particular order; those that are not there are left away. */
export const batchGet = async (
  client: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly Key[],
): Promise<Record<string, unknown>[]> => {
  const unique = [...new Map(keys.map(({ pk, sk }) => [keyText({ pk, sk }), { pk, sk }])).values()];
  const found = await pMap(chunks(unique, READ_AT_ONCE), (batch) => getBatch(client, tableName, batch), {
    concurrency: REQUESTS_AT_ONCE,
  });
  return found.flat();
};

const getBatch = async (
  client: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly Key[],
): Promise<Record<string, unknown>[]> => {
  const found: Record<string, unknown>[] = [];
  let left: Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const { Responses = {}, UnprocessedKeys = {} } = await client.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: left } } }),
    );
    found.push(...(Responses[tableName] ?? []));
    left = UnprocessedKeys[tableName]?.Keys ?? [];
    if (left.length === 0) return found;
    await pause(tries);
  }
  throw new Error(`The table ${tableName} left ${left.length} keys unread after ${TRIES} tries of a batch.`);
};

/** Spread by chance, so that those who were turned away together don't come back together. */
const pause = (tries: number): Promise<unknown> => sleep(Math.random() * 50 * 2 ** Math.min(tries, 6));

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
