import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Shown } from '../support/promises';
import { copyOfTree } from './copy-of-tree';
import { PROTECTIONS, type Protection, type TakenOut } from './protections';
import { type Outcome, runTest } from './run-test';

/**
 * npm run test:protections [-- PATTERN] [-- --why]: takes what keeps the promises of docs/reliability.md out of a copy of the source, one thing at a
 * time, and runs the promise's test there, which must fail. PATTERN picks by the test's file and name and by what is taken out; `--why` prints what the test said.
 */
const args = process.argv.slice(2);
const pattern = new RegExp(args.find((arg) => !arg.startsWith('--')) ?? '', 'i');
const isWhyAsked = args.includes('--why');
const root = path.resolve(__dirname, '../..');

interface Trial {
  readonly protection: Protection;
  readonly without: TakenOut;
}

const SAID: Readonly<Record<Outcome['kind'], string>> = {
  failed: 'failed as it should',
  passed: 'STILL PASSED',
  'not run': 'NO SUCH TEST RAN',
  'not loaded': 'COULD NOT BE LOADED',
  'too slow': 'TOOK TOO LONG',
};

const trials: readonly Trial[] = PROTECTIONS.flatMap((protection) =>
  protection.takenOut.map((without) => ({ protection, without })),
).filter(({ protection: { file, title }, without: { what } }) => pattern.test(`${file}: ${title}: ${what}`));

const shownBy = ({ protection, without }: Trial): Shown => without.shownBy ?? protection;

/** What became of the test while the replacements stood in the copy. */
const tryWithout = async (tree: string, trial: Trial): Promise<Outcome> => {
  const { without } = trial;
  const before = without.replacements.map(
    ({ file }) => [file, fs.readFileSync(path.join(tree, file), 'utf8')] as const,
  );
  try {
    for (const { file, from, to } of without.replacements) {
      const at = path.join(tree, file);
      fs.writeFileSync(at, replacedOnce(fs.readFileSync(at, 'utf8'), from, to));
    }
    return await runTest(tree, shownBy(trial));
  } finally {
    for (const [file, text] of before) fs.writeFileSync(path.join(tree, file), text);
  }
};

const replacedOnce = (text: string, from: string, to: string): string => {
  const [head, tail, ...more] = text.split(from);
  if (head === undefined || tail === undefined || more.length > 0) throw new Error(`Not once in its file: ${from}`);
  return head + to + tail;
};

const run = async (): Promise<boolean> => {
  const tree = copyOfTree(root);
  let failed = 0;
  try {
    for (const trial of trials) {
      const startedAt = Date.now();
      const outcome = await tryWithout(tree, trial);
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      if (outcome.kind === 'failed') failed += 1;
      const { file, title } = shownBy(trial);
      console.log(`${SAID[outcome.kind]} (${seconds} s): ${trial.without.what} | ${file}: ${title}`);
      if (isWhyAsked || outcome.kind === 'not loaded') console.log(outcome.said);
    }
  } finally {
    fs.rmSync(tree, { recursive: true, force: true });
  }
  console.log(`${failed} of ${trials.length} tests fail without their protection`);
  return trials.length > 0 && failed === trials.length;
};

run().then(
  (isWell) => {
    process.exitCode = isWell ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
