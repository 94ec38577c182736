import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Announce, createIngester, type IngestDeps, type Ingester } from '../ingest-events';
import { createIndexPut, RETENTION_DAYS } from './change-index';
import { createDirectoryTable, type DirectoryTable } from './directory-table';
import { createProofTable, type ProofTable } from './proof-table';

export interface IndexTables {
  readonly client: DynamoDBDocumentClient;
  readonly indexTable: string;
  readonly directoryTable: string;
  /** For how many days a change is kept. */
  readonly retentionDays?: number;
  /** Hears of what is in the index now; nobody does unless said otherwise. */
  readonly announce?: Announce;
  readonly now: () => Date;
}

/** Everything that is needed to write the index, which takes no reading of the changes in it. */
export interface IndexWriter {
  readonly proofs: ProofTable;
  readonly learn: DirectoryTable['learnEvents'];
  readonly retentionDays: number;
  readonly ingester: (onChange?: IngestDeps['onChange']) => Ingester;
}

/** Wires the tables of the index for whoever writes it; nothing is called yet. */
export const openIndexWriter = ({
  client,
  indexTable,
  directoryTable,
  retentionDays = RETENTION_DAYS,
  announce,
  now,
}: IndexTables): IndexWriter => {
  const put = createIndexPut({ client, tableName: indexTable });
  const learn = createDirectoryTable({ client, tableName: directoryTable, now }).learnEvents;
  return {
    proofs: createProofTable({ client, tableName: indexTable, retentionDays }),
    learn,
    retentionDays,
    ingester: (onChange) =>
      createIngester({
        ...{ put, learn, retentionDays, now },
        ...(onChange !== undefined && { onChange }),
        ...(announce !== undefined && { announce }),
      }),
  };
};
