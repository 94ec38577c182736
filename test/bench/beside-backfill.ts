import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { LOCAL_CREDENTIALS } from '../../bot/local/own-requests';
import { queueName, queuesOf } from './busy-account';
import { type BusyBot, openBusyBot } from './busy-bot';
import { type Figure, percentile, say } from './figures';
import { IN_A_FILE, ONE_CHANGE_IN, writeTrail } from './ingest';

const FILES = 100;
const EVENTS = FILES * IN_A_FILE;
const CHANGES = 100_000;
const WARM_UP = 20;
const ASKED = 200;
const LOAD_MS = 8 * 60_000;
const MOST_MS = 3_000;

/** Questions, one after the other, while another process reads a million events of log files into the same tables; and before that. */
export const benchBesideBackfill = async (): Promise<readonly Figure[]> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-beside-'));
  const trail = path.join(folder, 'trail');
  say(`writing ${FILES} log files of ${IN_A_FILE.toLocaleString('en')} events`);
  await writeTrail(trail, FILES);
  const bot = await openBusyBot(path.join(folder, 'index'), CHANGES, performance.now() + LOAD_MS);
  try {
    let asked = 0;
    const ask = (): Promise<number> => {
      asked += 1;
      return bot.ask(queueName((asked * 37) % queuesOf(bot.changes)));
    };
    for (let n = 0; n < WARM_UP; n += 1) await ask();
    const alone: number[] = [];
    for (let n = 0; n < ASKED; n += 1) alone.push(await ask());
    say('asking beside a backfill');
    const beside: number[] = [];
    let told: Awaited<ReturnType<typeof backfill>> | undefined;
    const filled = backfill(trail, bot).then((counts) => {
      told = counts;
    });
    while (told === undefined) beside.push(await ask());
    await filled;
    return figuresOf(alone, beside, told);
  } finally {
    await bot.close();
    await rm(folder, { recursive: true, force: true });
  }
};

interface Backfilled {
  readonly changes: number;
  readonly leftOut: number;
  readonly unusable: number;
  readonly seconds: number;
}

const backfill = async (trail: string, { tablesUrl }: BusyBot): Promise<Backfilled> => {
  const file = path.join(__dirname, 'ingest-process.ts');
  const args = ['--require', 'tsx/cjs', file, 'beside', trail, tablesUrl];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    maxBuffer: 1e8,
    env: { ...process.env, TABLES_KEY: LOCAL_CREDENTIALS.accessKeyId },
  });
  return JSON.parse(stdout);
};

const figuresOf = (
  alone: readonly number[],
  beside: readonly number[],
  { changes, leftOut, unusable, seconds }: Backfilled,
): readonly Figure[] => {
  const expected = EVENTS / ONE_CHANGE_IN;
  const [before, during] = [percentile(alone, 50), percentile(beside, 50)];
  const most = Math.max(...beside);
  return [
    {
      what: `a backfill of ${EVENTS.toLocaleString('en')} events into the tables of a bot that answers meanwhile`,
      figure: `${seconds.toFixed(0)} s; ${changes} of ${expected} changes kept, ${leftOut.toLocaleString('en')} other events left out, ${unusable} untold`,
      value: changes / expected,
      goal: { text: 'every change', met: changes === expected && changes + leftOut === EVENTS && unusable === 0 },
    },
    {
      what: `questions meanwhile: ${beside.length}, all answered`,
      figure: `p50 ${during.toFixed(0)} ms, at most ${most.toFixed(0)} ms; ${(during / before).toFixed(2)} x the p50 without a backfill`,
      value: during / before,
      goal: { text: `none over ${MOST_MS / 1000} s`, met: most <= MOST_MS },
    },
  ];
};
