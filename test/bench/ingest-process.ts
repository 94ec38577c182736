import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openIndexWriter } from '../../bot/aws/index-writer';
import { backfill } from '../../bot/backfill';
import { localDynamoClient } from '../../bot/local/dynamo';
import { DIRECTORY_TABLE, INDEX_TABLE, openIndexFolder } from '../../bot/local/index-folder';
import { folderTrail } from '../../bot/trail/folder-trail';
import type { LogFile } from '../../bot/trail/log-files';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** `folder` is the index; for `beside` it is the address of tables that another process holds. */
const [what, trail = '', folder = ''] = process.argv.slice(2);
const ROUNDS = 3;
const MB = 1024 * 1024;

const open = async (at: string) => {
  const { client, close } = await openIndexFolder(at, { make: true });
  const now = (): Date => new Date();
  return {
    writer: openIndexWriter({ client, indexTable: INDEX_TABLE, directoryTable: DIRECTORY_TABLE, now }),
    close,
    now,
  };
};

/** No more than unpacking and parsing, one file after the other. */
const bare = (): number => {
  let records = 0;
  for (const entry of readdirSync(trail, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const text = gunzipSync(readFileSync(path.join(entry.parentPath, entry.name))).toString('utf8');
    records += (JSON.parse(text) as { Records: unknown[] }).Records.length;
  }
  return records;
};

const speed = async (): Promise<void> => {
  const took = { bare: [] as number[], ours: [] as number[] };
  let records = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    let from = performance.now();
    records = bare();
    took.bare.push(performance.now() - from);
    const { writer, close, now } = await open(`${folder}-${round}`);
    from = performance.now();
    await backfill(folderTrail(trail), {
      ingester: writer.ingester,
      prove: writer.proofs.prove,
      noteWalk: writer.proofs.noteWalk,
      now,
    });
    took.ours.push(performance.now() - from);
    await close();
  }
  const best = { bare: Math.min(...took.bare), ours: Math.min(...took.ours) };
  console.log(
    JSON.stringify({
      ours: (records / best.ours) * 1000,
      bare: (records / best.bare) * 1000,
      ratio: best.bare / best.ours,
    }),
  );
};

/** The same files over and over, up to a million events: their number is what must not matter. */
const memory = async (): Promise<void> => {
  const { writer, close, now } = await open(folder);
  const files = await folderTrail(trail).files();
  const many: LogFile[] = Array.from({ length: 100 }, (_, n) => files[n % files.length] as LogFile);
  let early = 0;
  let peak = 0;
  await backfill(
    { address: trail, files: async () => many },
    {
      ingester: writer.ingester,
      prove: writer.proofs.prove,
      noteWalk: writer.proofs.noteWalk,
      now,
      onFile: ({ records }) => {
        global.gc?.();
        const { heapUsed, external } = process.memoryUsage();
        const used = (heapUsed + external) / MB;
        if (records <= 50_000) early = Math.max(early, used);
        else peak = Math.max(peak, used);
      },
    },
  );
  await close();
  console.log(JSON.stringify({ early, peak }));
};

/** A backfill of all files into tables that others read meanwhile. */
const beside = async (): Promise<void> => {
  const now = (): Date => new Date();
  const client = localDynamoClient(folder, { accessKeyId: process.env.TABLES_KEY ?? '', secretAccessKey: 'local' });
  const writer = openIndexWriter({ client, indexTable: INDEX_TABLE, directoryTable: DIRECTORY_TABLE, now });
  const from = performance.now();
  const { counts } = await backfill(folderTrail(trail), {
    ingester: writer.ingester,
    prove: writer.proofs.prove,
    noteWalk: writer.proofs.noteWalk,
    now,
  });
  console.log(JSON.stringify({ ...counts, seconds: (performance.now() - from) / 1000 }));
};

const WAYS: Readonly<Record<string, () => Promise<void>>> = { speed, memory, beside };

(WAYS[what ?? ''] ?? memory)().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
