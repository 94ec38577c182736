import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Answered, answerQuestion } from '../answer-question';
import { createChangeIndex } from '../aws/change-index';
import { createDirectoryTable } from '../aws/directory-table';
import { createProofReader } from '../aws/proof-table';
import { directoryOf } from '../directory/directory';
import type { Query } from '../query/query';
import { indexFirst } from '../sources/index-first';
import { DIRECTORY_TABLE, FOLDER_RETENTION_DAYS, INDEX_TABLE } from './index-folder';
import { withNamesNote } from './trail-answerer';

/** Answers from a local index alone, without AWS: names are those that were ingested with it. */
export const indexAnswerer = (
  client: DynamoDBDocumentClient,
  folder: string,
  now: () => Date,
): ((query: Query) => Promise<Answered>) => {
  const index = createChangeIndex({ client, tableName: INDEX_TABLE, now });
  const proofs = createProofReader({ client, tableName: INDEX_TABLE, retentionDays: FOLDER_RETENTION_DAYS });
  const table = createDirectoryTable({ client, tableName: DIRECTORY_TABLE, now });
  return async (query) => {
    const regions = await proofs.regions();
    if (regions.length === 0) {
      throw new Error(
        `Nothing in the index in ${folder} is known to be whole: its ingest was stopped, or read half an hour of records or less. Ingest all of them, or ask the files themselves with --trail.`,
      );
    }
    const instances = await index.instances();
    const ends = (await Promise.all(regions.map(proofs.reach))).flatMap(({ walkedTo }) => walkedTo ?? []);
    const end = ends.sort().at(-1);
    const listed = new Set((await table.lastWhole(instances)).map(({ instanceId }) => instanceId));
    const answered = await answerQuestion(query, {
      find: indexFirst({
        index: { ...index, reach: proofs.reach },
        regions,
        retentionDays: FOLDER_RETENTION_DAYS,
        // It ends where it was read to: what came after that nobody has looked for.
        now: end === undefined ? now() : new Date(end),
        alone: true,
      }),
      directory: directoryOf(await table.load(instances, { regions })),
      instances,
      // A list of an instance's users is all of them: whom it does not hold, Connect does not know.
      describeUser: async ({ id }) => (listed.has(id) ? 'not known' : undefined),
      mostDescribed: Number.POSITIVE_INFINITY,
      now,
    });
    return withNamesNote(answered);
  };
};
