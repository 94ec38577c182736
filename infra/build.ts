import * as fs from 'node:fs';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { FUNCTION_NAMES } from '../bot/config';
import { bundle, handlerFile } from './bundle';

/** `npm run build`: every handler's bundle into dist/<name>/index.js, and how large each is. */
const buildAll = async (dist: string): Promise<void> => {
  for (const name of FUNCTION_NAMES) {
    const entry = handlerFile(name);
    if (entry === undefined) {
      console.warn(`${name.padEnd(8)} has no handler in bot/handlers yet`);
      continue;
    }
    const outfile = path.join(dist, name, 'index.js');
    await bundle(entry, outfile);
    console.log(sizeLine(name, fs.readFileSync(outfile)));
  }
};

function sizeLine(name: string, code: Buffer): string {
  const kB = (bytes: number): string => `${Math.round(bytes / 1024)} kB`.padStart(8);
  return `${name.padEnd(8)}${kB(code.length)}${kB(gzipSync(code).length)} gz`;
}

buildAll(path.resolve('dist')).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
