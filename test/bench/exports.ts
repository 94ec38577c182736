import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import { type Figure, say } from './figures';

const CHANGES = 100_000;
const MOST_MB = 1_000;
/** What Node takes for objects at most: what else a process of 1,024 MB needs has room beside it. */
const HEAP_MB = 768;
const READ = path.join(__dirname, '../faults/read-large.ts');

/** What a process takes that answers with so many changes, at its peak. */
export const benchExports = async (): Promise<readonly Figure[]> =>
  ['text', '--json', '--csv', 'export'].map((as): Figure => {
    say(`answering with ${CHANGES.toLocaleString('en')} changes: ${as}`);
    const node = [`--max-old-space-size=${HEAP_MB}`, '--require', 'tsx/cjs', READ, 'answers', as, String(CHANGES)];
    const { peakMB, length } = JSON.parse(execFileSync(process.execPath, node, { encoding: 'utf8' }));
    return {
      what: `memory at its peak, ${as} of ${CHANGES.toLocaleString('en')} changes, in a heap of ${HEAP_MB} MB`,
      figure: `${peakMB} MB for ${(length / 1e6).toFixed(1)} MB, ${(peakMB / MOST_MB).toFixed(2)} x 1 GB`,
      value: peakMB,
      goal: { text: 'below 1 GB', met: peakMB < MOST_MB },
    };
  });
