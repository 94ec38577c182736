import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { conditionHolds } from './state-table';

/** Items of the state table that several processes alter, each alteration seeing the one before. */
export interface SharedItems<T> {
  /** Undefined where there is none, or it has expired. */
  readonly read: (id: string) => Promise<T | undefined>;
  /** Writes what `change` makes of the item, which may be asked more than once; nothing where it gives undefined. Gives what is there then. */
  readonly alter: (id: string, change: (before: T | undefined) => T | undefined) => Promise<T | undefined>;
}

/** Those who alter one item at once are few: whoever finds it altered so often gives up, to be asked again. */
const MOST_TRIES = 20;

/** Shared items of one sort; each is forgotten `keptSeconds` after it was altered last. */
export const createSharedItems = <T extends object>({
  client,
  tableName,
  sort,
  schema,
  keptSeconds,
  now,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly sort: string;
  readonly schema: z.ZodMiniType<T>;
  readonly keptSeconds: number;
  readonly now: () => Date;
}): SharedItems<T> => {
  const keyOf = (id: string) => ({ TableName: tableName, Key: { pk: `${sort}#${id}` } });
  const readItem = async (id: string): Promise<{ readonly value?: T; readonly revision: number }> => {
    const { Item } = await client.send(new GetCommand({ ...keyOf(id), ConsistentRead: true }));
    const revision = typeof Item?.revision === 'number' ? Item.revision : 0;
    const isThere = Item !== undefined && Number(Item.expiresAt) * 1000 > now().getTime();
    return { revision, ...(isThere && { value: z.parse(schema, Item.value) }) };
  };
  const write = (id: string, value: T, revision: number): Promise<boolean> =>
    conditionHolds(
      client.send(
        new UpdateCommand({
          ...keyOf(id),
          UpdateExpression: 'SET #value = :value, revision = :next, expiresAt = :expires',
          ConditionExpression: revision === 0 ? 'attribute_not_exists(revision)' : 'revision = :before',
          ExpressionAttributeNames: { '#value': 'value' },
          ExpressionAttributeValues: {
            ':value': value,
            ':next': revision + 1,
            ':expires': Math.floor(now().getTime() / 1000) + keptSeconds,
            ...(revision > 0 && { ':before': revision }),
          },
        }),
      ),
    );
  return {
    read: async (id) => (await readItem(id)).value,
    alter: async (id, change) => {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const { value: before, revision } = await readItem(id);
        const after = change(before);
        if (after === undefined || (await write(id, after, revision))) return after ?? before;
      }
      throw new Error(`An item of the sort ${sort} was altered by others all the time.`);
    },
  };
};
