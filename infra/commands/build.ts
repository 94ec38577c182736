import * as fs from 'node:fs';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { FUNCTION_NAMES } from '../../bot/config';
import { bundle, handlerFile } from '../bundle';

/** Bundles every handler into `<dist>/<name>/index.js` and prints how large each is. */
export const build = async (dist: string): Promise<void> => {
  for (const name of FUNCTION_NAMES) {
    const outfile = path.join(dist, name, 'index.js');
    await bundle(handlerFile(name), outfile);
    console.log(sizeLine(name, fs.readFileSync(outfile)));
  }
};

function sizeLine(name: string, code: Buffer): string {
  const kB = (bytes: number): string => `${Math.round(bytes / 1024)} kB`.padStart(8);
  return `${name.padEnd(8)}${kB(code.length)}${kB(gzipSync(code).length)} gz`;
}
