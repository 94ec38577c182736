import { backfill } from '../../bot/backfill';
import { createIngester } from '../../bot/ingest-events';
import { trailFolder } from '../../bot/local/trail-folder';
import { folderTrail } from '../../bot/trail/folder-trail';
import { inputTrail } from '../../bot/trail/input-trail';
import type { Trail } from '../../bot/trail/log-files';
import { poll } from '../bench/busy-account';

/** In a process of its own, whose heap the test limits: reads what no heap holds, by the argument, and prints what came of it. */
const [what = '', size = '', folder = ''] = process.argv.slice(2);
const MB = 1024 * 1024;

/** Records of a wallboard that polls, in the shape of a log file or a line each. */
function* records(megabytes: number, [begin, between, end]: readonly [string, string, string]): Generator<Buffer> {
  const some = Array.from({ length: 500 }, (_, n) => JSON.stringify(poll(new Date(1.78e12 + n * 1_000), n)));
  const piece = Buffer.from(some.join(between) + between);
  yield Buffer.from(begin);
  for (let length = 0; length < megabytes * MB; length += piece.length) yield piece;
  yield Buffer.from(some[0] + end);
}

const SHAPES: Readonly<Record<string, readonly [string, string, string]>> = {
  'a log file': ['{"Records":[', ',', ']}'],
  lines: ['', '\n', '\n'],
};

const trailOf = (): Trail => {
  const shape = SHAPES[what];
  return shape === undefined ? folderTrail(folder) : inputTrail(records(Number(size), shape));
};

const run = async (): Promise<void> => {
  const nothing = async (): Promise<void> => {};
  const now = (): Date => new Date('2026-11-21T12:00:00Z');
  if (what === 'ask') {
    const { changes, coverage } = await trailFolder(folder, now)({ types: [], window: {} });
    console.log(JSON.stringify({ changes: changes.length, complete: coverage.complete, notes: coverage.notes }));
    return;
  }
  const { counts, broken, files } = await backfill(trailOf(), {
    ingester: () => createIngester({ put: nothing, learn: nothing, retentionDays: 40_000, now }),
    prove: nothing,
    noteWalk: nothing,
    now,
  });
  const { maxRSS } = process.resourceUsage();
  console.log(JSON.stringify({ counts, files, broken, peakMB: Math.round(maxRSS / 1024) }));
};

run().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
