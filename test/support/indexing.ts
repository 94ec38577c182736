import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createChangeIndex, RETENTION_DAYS } from '../../bot/aws/change-index';
import { createDirectoryTable } from '../../bot/aws/directory-table';
import { createProofTable } from '../../bot/aws/proof-table';
import { type Span, secondOf } from '../../bot/index/spans';
import { createIngester, type IngestDeps } from '../../bot/ingest-events';

interface Tables {
  readonly client: DynamoDBDocumentClient;
  readonly indexTable?: string;
  readonly directoryTable?: string;
  readonly retentionDays?: number;
}

/** What ingestion writes to, as a deployed function would. */
export const ingestDeps = (
  { client, indexTable = 'index', directoryTable = 'directory', retentionDays = RETENTION_DAYS }: Tables,
  now: () => Date,
): IngestDeps => ({
  put: createChangeIndex({ client, tableName: indexTable, now }).put,
  learn: createDirectoryTable({ client, tableName: directoryTable, now }).learnEvents,
  retentionDays,
  now,
});

/** Puts records into the index, and proves nothing. */
export const index = async (events: Iterable<unknown>, tables: Tables, now: () => Date) => {
  const ingester = createIngester(ingestDeps(tables, now));
  await ingester.add(events);
  await ingester.flush();
  return ingester.counts;
};

/** Says that all events of these Regions were read in a span of time, ISO 8601. */
export const prove = async (
  { client, indexTable = 'index' }: Tables,
  regions: readonly string[],
  ...spans: readonly (readonly [from: string, to: string])[]
): Promise<void> => {
  const proofs = createProofTable({ client, tableName: indexTable });
  for (const region of regions)
    for (const [from, to] of spans) {
      const span: Span = { from: secondOf(from), to: secondOf(to) };
      await proofs.prove(region, 'everything', span);
    }
};

/** Every item of a table, in the order of its keys. */
export const itemsIn = async (client: DynamoDBDocumentClient, TableName = 'index') => {
  const items: Record<string, unknown>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName, ...(ExclusiveStartKey && { ExclusiveStartKey }) }));
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  const keyOf = ({ pk, sk }: Record<string, unknown>): string => `${pk}\n${sk}`;
  return items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
};
