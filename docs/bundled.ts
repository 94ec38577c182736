import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { FUNCTION_NAMES, type FunctionName } from '../bot/config';
import { bundleParts, handlerFile } from '../infra/bundle';

/** The bytes of each package in a function's bundle, by its name; our own files under `bot/`, what stands in for others under `infra/`. */
export const packagesIn = async (name: FunctionName, folder: string): Promise<ReadonlyMap<string, number>> => {
  const sums = new Map<string, number>();
  for (const { file, bytes } of await bundleParts(handlerFile(name), path.join(folder, `${name}.js`))) {
    const inPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
    const of = inPackage ?? `${file.split('/')[0]}/`;
    sums.set(of, (sums.get(of) ?? 0) + bytes);
  }
  return sums;
};

/** npx tsx docs/bundled.ts: what each bundle holds, as the table of docs/supply-chain.md. */
const print = async (): Promise<void> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bundled-'));
  const held = new Map<FunctionName, ReadonlyMap<string, number>>();
  for (const name of FUNCTION_NAMES) held.set(name, await packagesIn(name, folder));
  fs.rmSync(folder, { recursive: true });
  const names = [...new Set([...held.values()].flatMap((one) => [...one.keys()]))].sort();
  const size = (bytes: number | undefined): string =>
    bytes === undefined ? '' : bytes < 512 ? '< 1' : String(Math.round(bytes / 1024));
  console.log(`| kB of | ${FUNCTION_NAMES.join(' | ')} |\n| --- |${' ---: |'.repeat(FUNCTION_NAMES.length)}`);
  for (const of of names) {
    console.log(`| \`${of}\` | ${FUNCTION_NAMES.map((name) => size(held.get(name)?.get(of))).join(' | ')} |`);
  }
};

if (require.main === module) void print();
