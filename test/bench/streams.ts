import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import { type Figure, say } from './figures';

const [SHORT_MB, LONG_MB] = [100, 1_000];
/** Without a limit Node collects late, and takes as much as it is let. */
const HEAP_MB = 64;
const READ = path.join(__dirname, '../faults/read-large.ts');

/** What a process takes that reads a stream of a gigabyte, against one that reads a tenth of it. */
export const benchStreams = async (): Promise<readonly Figure[]> =>
  ['a log file', 'lines'].map((what): Figure => {
    const peak = (megabytes: number): number => {
      say(`reading ${megabytes} MB: ${what}`);
      const node = [`--max-old-space-size=${HEAP_MB}`, '--require', 'tsx/cjs', READ, what, String(megabytes)];
      return JSON.parse(execFileSync(process.execPath, node, { encoding: 'utf8' })).peakMB;
    };
    const [short, long] = [peak(SHORT_MB), peak(LONG_MB)];
    return {
      what: `memory at its peak, standard input of ${LONG_MB.toLocaleString('en')} MB, ${what}, in a heap of ${HEAP_MB} MB`,
      figure: `${long} MB, ${(long / short).toFixed(2)} x that of ${SHORT_MB} MB`,
      value: long / short,
      goal: { text: 'flat: at most 1.5 x', met: long / short <= 1.5 },
    };
  });
