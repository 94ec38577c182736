import { backfill } from '../../bot/backfill';
import { exportJob } from '../../bot/export-job';
import { createIngester } from '../../bot/ingest-events';
import { ask } from '../../bot/local/ask';
import { trailAnswerer } from '../../bot/local/trail-answerer';
import { silentLog } from '../../bot/log';
import { folderTrail } from '../../bot/trail/folder-trail';
import { inputTrail } from '../../bot/trail/input-trail';
import type { Trail } from '../../bot/trail/log-files';
import { changesOf, poll } from '../bench/busy-account';

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

/** An answer of so many changes as text, `--json` or `--csv`, or as the files of an export: how long it is. */
const answer = async (as: string, count: number): Promise<void> => {
  const now = new Date();
  function* lines(): Generator<string> {
    for (const change of changesOf(count, now)) yield `${JSON.stringify(change)}\n`;
  }
  let length = 0;
  const out = (text: string): void => {
    length += text.length;
  };
  const pipe = async (pieces: Iterable<string>): Promise<void> => {
    for (const piece of pieces) out(piece);
  };
  const terminal = { out, err: () => {}, pipe, now: () => now, zone: 'UTC', colours: false, input: lines };
  if (as === 'export') length = await exported(now, lines);
  else await ask(['changes', '400d', ...(as === 'text' ? [] : [as]), '--trail', '-'], terminal);
  const peakMB = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ length, peakMB }));
};

/** As the worker makes and sends them: what carries them to Slack holds them once more. */
const exported = async (now: Date, lines: () => Iterable<string>): Promise<number> => {
  let sent = Buffer.alloc(0);
  const answer = trailAnswerer('-', [], () => now, lines);
  const job = { version: 1, kind: 'export', id: 'e1', userId: 'U1', askedAt: now.toISOString() } as const;
  await exportJob(
    { ...job, command: 'changes', text: '400d' },
    {
      ...{ claim: async () => 'mine', finish: async () => {}, release: async () => {} },
      ...{ zoneOf: async () => 'UTC', personOf: async () => undefined, tell: async () => undefined },
      answer,
      send: async (_userId, _comment, files) => {
        sent = Buffer.concat(files.map(({ content }) => content));
      },
      ...{ now: () => now, log: silentLog },
    },
  );
  return sent.length;
};

const run = async (): Promise<void> => {
  const nothing = async (): Promise<void> => {};
  const now = (): Date => new Date('2026-11-21T12:00:00Z');
  if (what === 'answers') return answer(size, Number(folder));
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
