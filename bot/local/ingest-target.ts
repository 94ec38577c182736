import { dynamoClient } from '../aws/dynamo-client';
import { type IndexWriter, openIndexWriter } from '../aws/index-writer';
import { consoleLog } from '../log';
import { configuredRegion } from './aws-clients';
import { DIRECTORY_TABLE, FOLDER_RETENTION_DAYS, INDEX_TABLE, openIndexFolder, STATE_TABLE } from './index-folder';
import type { IngestTarget } from './ingest-arguments';

/** An index that is open for writing. */
export interface OpenedTarget {
  readonly writer: IndexWriter;
  readonly tables: {
    readonly client: ReturnType<typeof dynamoClient>;
    readonly index: string;
    readonly directory: string;
    readonly state: string;
  };
  readonly close: () => Promise<void>;
}

/** Opens what is written to; `make` makes a folder where there is none. Throws with one line where it can't be opened. */
export const openTarget = async (
  target: IngestTarget,
  now: () => Date,
  { make }: { readonly make: boolean },
): Promise<OpenedTarget> => {
  if (target.kind === 'folder') {
    const { client, close } = await openIndexFolder(target.folder, { make });
    const tables = { client, index: INDEX_TABLE, directory: DIRECTORY_TABLE, state: STATE_TABLE };
    return {
      writer: openIndexWriter({
        client,
        indexTable: INDEX_TABLE,
        directoryTable: DIRECTORY_TABLE,
        retentionDays: FOLDER_RETENTION_DAYS,
        now,
      }),
      tables,
      close,
    };
  }
  if ((await configuredRegion()) === undefined)
    throw new Error('No AWS Region is set. Set AWS_REGION, for example AWS_REGION=us-east-1.');
  const client = dynamoClient(consoleLog);
  const { name } = target;
  const tables = { client, index: `${name}-index`, directory: `${name}-directory`, state: `${name}-state` };
  const writer = openIndexWriter({ client, indexTable: tables.index, directoryTable: tables.directory, now });
  return { writer, tables, close: async () => client.destroy() };
};
