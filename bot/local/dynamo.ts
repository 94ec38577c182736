import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { LOCAL_CREDENTIALS, ownClientsOnly } from './own-requests';

/** A table's keys, as the code that uses the table states them. */
export interface TableDefinition {
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: 'S' | 'N' | 'B' }[];
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: 'HASH' | 'RANGE' }[];
}

export interface LocalDynamo {
  readonly url: string;
  /** A client for it, whatever credentials are about. */
  readonly client: DynamoDBDocumentClient;
  readonly close: () => Promise<void>;
}

/**
 * A DynamoDB in this process (dynalite) on any free port of 127.0.0.1, which answers this process alone, with these tables by their names (3 to 255 letters): in
 * memory, or in a folder (LevelDB), where tables that are there already stay as they are. It has no transactions, streams or
 * expiry: expired items are for the code to leave out.
 */
export const startLocalDynamo = async (
  tables: Readonly<Record<string, TableDefinition>>,
  folder?: string,
): Promise<LocalDynamo> => {
  const server = dynalite({ createTableMs: 0, ...(folder !== undefined && { path: folder }) });
  ownClientsOnly(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = localDynamoClient(url);
  const close = (): Promise<void> => {
    client.destroy();
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  try {
    const { TableNames: there = [] } = folder === undefined ? {} : await client.send(new ListTablesCommand({}));
    for (const [name, definition] of Object.entries(tables))
      if (!there.includes(name)) await createTable(client, name, definition);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, client, close };
};

/** One more client for a local DynamoDB; of another process with the credentials of that. */
export const localDynamoClient = (
  url: string,
  credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } = LOCAL_CREDENTIALS,
): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: url, region: 'us-east-1', credentials }));

/** Makes a table and waits until it can be used. */
export const createTable = async (
  client: DynamoDBDocumentClient,
  name: string,
  { AttributeDefinitions, KeySchema }: TableDefinition,
): Promise<void> => {
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...AttributeDefinitions],
      KeySchema: [...KeySchema],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName: name });
};
