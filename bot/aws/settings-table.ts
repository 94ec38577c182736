import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { conditionHolds } from './state-table';

/** The table's key: what sort of setting, and whose. It holds what people set in Slack; nothing in it expires. */
export const settingsTableDefinition = {
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
} as const;

/** One sort of setting, each kept under an id of its own. */
export interface Settings<T> {
  /** All that can be read; what an older or a newer version wrote, and this one can't read, is left where it is and left out. */
  readonly all: () => Promise<readonly T[]>;
  readonly get: (id: string) => Promise<T | undefined>;
  /** Writes it in place of what was there. */
  readonly put: (id: string, setting: T) => Promise<void>;
  /** Writes its next revision, the first being 1, only where the one before is there; whether it did. */
  readonly revise: (id: string, setting: T & { readonly revision: number }) => Promise<boolean>;
  /** Whether there was one. */
  readonly remove: (id: string) => Promise<boolean>;
}

/** The settings of one sort, in one partition of the table. */
export const createSettings = <T extends object>({
  client,
  tableName,
  sort,
  schema,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly sort: string;
  readonly schema: z.ZodMiniType<T>;
}): Settings<T> => {
  const keyOf = (id: string) => ({ TableName: tableName, Key: { pk: sort, sk: id } });
  const read = (item: Readonly<Record<string, unknown>> | undefined): readonly T[] => {
    const parsed = z.safeParse(schema, item?.setting);
    return parsed.success ? [parsed.data] : [];
  };
  return {
    all: async () => {
      const found: T[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: 'pk = :sort',
            ExpressionAttributeValues: { ':sort': sort },
            ConsistentRead: true,
            ...(ExclusiveStartKey && { ExclusiveStartKey }),
          }),
        );
        found.push(...(page.Items ?? []).flatMap(read));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined);
      return found;
    },
    get: async (id) => read((await client.send(new GetCommand({ ...keyOf(id), ConsistentRead: true }))).Item)[0],
    put: async (id, setting) => {
      await client.send(new PutCommand({ TableName: tableName, Item: { pk: sort, sk: id, setting } }));
    },
    revise: (id, setting) => {
      const theOneBefore =
        setting.revision === 1
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'setting.revision = :before',
              ExpressionAttributeValues: { ':before': setting.revision - 1 },
            };
      return conditionHolds(
        client.send(new PutCommand({ TableName: tableName, Item: { pk: sort, sk: id, setting }, ...theOneBefore })),
      );
    },
    remove: (id) =>
      conditionHolds(client.send(new DeleteCommand({ ...keyOf(id), ConditionExpression: 'attribute_exists(pk)' }))),
  };
};
