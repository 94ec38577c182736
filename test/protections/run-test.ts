import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as z from 'zod/mini';
import type { Shown } from '../support/promises';

export interface Outcome {
  /** `failed` where the named test ran and failed: not where it could not even begin. */
  readonly kind: 'failed' | 'passed' | 'not run' | 'not loaded' | 'too slow';
  readonly said: string;
}

/** Longer than the longest of the tests, with what it takes to start. */
const LIMIT_MS = 180_000;

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

/** Runs one test of a tree, by jest as the tree has it. */
export const runTest = async (tree: string, shown: Shown): Promise<Outcome> => {
  const outputFile = path.join(tree, 'protections.json');
  fs.rmSync(outputFile, { force: true });
  const isInTime = await jest(tree, [
    ...['--runTestsByPath', shown.file],
    ...(shown.afterOthers === undefined ? ['--testNamePattern', patternOf(shown.title)] : []),
    ...['--runInBand', '--forceExit', '--silent', '--json', '--outputFile', outputFile],
  ]);
  return isInTime ? outcomeOf(outputFile, new RegExp(patternOf(shown.title))) : { kind: 'too slow', said: '' };
};

/** A part of the test's whole name, as its letters; an apostrophe may be typed either way, and a table's case stands for itself. */
const patternOf = (title: string): string =>
  title
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/['’]/g, "['’]")
    .replace(/%[sdij]/g, '.*');

/** Whether it came to an end by itself. */
const jest = (cwd: string, args: readonly string[]): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const bin = path.join(cwd, 'node_modules/jest/bin/jest.js');
    // A group of its own, as tests start processes too.
    const child = spawn(process.execPath, [bin, ...args], { cwd, stdio: 'ignore', detached: true });
    let isInTime = true;
    const limit = setTimeout(() => {
      isInTime = false;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, LIMIT_MS);
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(limit);
      resolve(isInTime);
    });
  });

const outcomeOf = (outputFile: string, named: RegExp): Outcome => {
  if (!fs.existsSync(outputFile)) return { kind: 'not loaded', said: 'Jest wrote no report.' };
  const { testResults } = z.parse(reportSchema, JSON.parse(fs.readFileSync(outputFile, 'utf8')));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const ran = tests.filter(
    ({ status, fullName }) => (status === 'passed' || status === 'failed') && named.test(fullName),
  );
  const failures = ran.flatMap(({ failureMessages }) => failureMessages);
  const said = failures.join('\n');
  if (tests.length === 0) return { kind: 'not loaded', said: testResults.map(({ message }) => message).join('\n') };
  if (ran.length === 0) return { kind: 'not run', said };
  if (failures.some((failure) => NOT_LOADED.test(failure))) return { kind: 'not loaded', said };
  return { kind: failures.length > 0 ? 'failed' : 'passed', said };
};

/** How a failure begins where a replacement is a mistake, be it jest or a bundler that meets it, or what is done before the test. */
const NOT_LOADED = /^(?:SyntaxError|ReferenceError|.*(?:for a hook|Cannot find module|Build failed|Transform failed))/;
