import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { changesOf, poll } from './busy-account';
import { type Figure, say } from './figures';

export const IN_A_FILE = 10_000;
const FILES = 12;
/** A busy centre: a million events a day, of which five hundred change something. */
export const ONE_CHANGE_IN = 2_000;

/** A trail's files, mostly noise: events a second into a local index, against unpacking and parsing the same files and no more. */
export const benchIngest = async (): Promise<readonly Figure[]> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-ingest-'));
  try {
    say(`writing ${FILES} log files of ${IN_A_FILE.toLocaleString('en')} events`);
    const trail = path.join(folder, 'trail');
    await writeTrail(trail, FILES);
    const speed = measure('speed', trail, path.join(folder, 'index'));
    const ratio = Number(speed.ratio);
    const memory = measure('memory', trail, path.join(folder, 'index-2'));
    const growth = Number(memory.peak) / Number(memory.early);
    return [
      {
        what: `ingest of ${(FILES * IN_A_FILE).toLocaleString('en')} events from gz files, 1 change in ${ONE_CHANGE_IN.toLocaleString('en')}, on one core`,
        figure: `${Math.round(Number(speed.ours)).toLocaleString('en')} events/s, ${ratio.toFixed(2)} x gunzip and JSON.parse alone`,
        value: ratio,
        goal: { text: 'at least 0.8 x', met: ratio >= 0.8 },
      },
      {
        what: 'memory in use after collection, from 10,000 events to 1,000,000',
        figure: `${Number(memory.early).toFixed(0)} MB, at most ${Number(memory.peak).toFixed(0)} MB after: ${growth.toFixed(2)} x`,
        value: growth,
        goal: { text: 'flat: at most 1.2 x', met: growth <= 1.2 },
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** So many files of a day each, the last of today. */
export const writeTrail = async (trail: string, files: number): Promise<void> => {
  const end = Date.now() - 3_600_000;
  const changes = [...changesOf(files * 20, new Date(end))];
  for (let file = 0; file < files; file += 1) {
    const day = new Date(end - (files - file) * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '/');
    const place = path.join(trail, 'AWSLogs/111122223333/CloudTrail/us-east-1', day);
    await mkdir(place, { recursive: true });
    const Records = Array.from({ length: IN_A_FILE }, (_, n) => {
      const at = new Date(end - (files - file) * 86_400_000 + n * 8_000);
      const change = n % ONE_CHANGE_IN === 0 ? changes[(file * 5 + n / ONE_CHANGE_IN) % changes.length] : undefined;
      return change === undefined
        ? poll(at, file * IN_A_FILE + n)
        : { ...change, eventTime: `${at.toISOString().slice(0, 19)}Z`, eventID: `change ${file} ${n}` };
    });
    await writeFile(path.join(place, `${file}.json.gz`), gzipSync(JSON.stringify({ Records })));
  }
};

/** A process of its own, on one core where the machine can pin it to one; gives what it prints. */
const measure = (what: string, trail: string, index: string): Readonly<Record<string, unknown>> => {
  say(`ingesting, for ${what}`);
  const node = [
    process.execPath,
    '--expose-gc',
    '--require',
    'tsx/cjs',
    path.join(__dirname, 'ingest-process.ts'),
    what,
    trail,
    index,
  ];
  const pinned = spawnSync('taskset', ['-c', '0', 'true']).status === 0 ? ['taskset', '-c', '0', ...node] : node;
  const [command = '', ...args] = pinned;
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`The ingesting process ended with status ${status}: ${stderr}`);
  return JSON.parse(stdout);
};
