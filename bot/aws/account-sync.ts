import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type ListingSynced, syncDirectory } from '../sync-directory';
import type { ConnectCallDeps } from './connect-calls';
import { createConnectListings } from './connect-listings';
import { createDirectoryTable } from './directory-table';
import type { ListedType } from './listed-types';

export interface AccountSyncDeps {
  readonly connect: ConnectCallDeps;
  readonly dynamo: DynamoDBDocumentClient;
  readonly directoryTable: string;
  /** Ids or ARNs; all that Connect lists where absent. */
  readonly instanceIds?: readonly string[];
  readonly now: () => Date;
}

/** Syncs the listings of these types, or all, into the directory's table. Nothing is called yet. */
export const createAccountSync = ({ connect, dynamo, directoryTable, now, ...which }: AccountSyncDeps) => {
  const listings = createConnectListings(connect);
  const table = createDirectoryTable({ client: dynamo, tableName: directoryTable, now });
  return (types?: readonly ListedType[]): Promise<readonly ListingSynced[]> =>
    syncDirectory({ ...{ listings, table, now, ...which }, ...(types !== undefined && { types }) });
};
