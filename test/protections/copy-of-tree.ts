import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A copy of all that git knows of or would add, as it lies in the folder now; packages are linked. Whoever asks for it removes it. */
export const copyOfTree = (root: string): string => {
  const tree = fs.mkdtempSync(path.join(os.tmpdir(), 'protections-'));
  for (const file of filesOf(root)) {
    const copied = path.join(tree, file);
    fs.mkdirSync(path.dirname(copied), { recursive: true });
    fs.copyFileSync(path.join(root, file), copied);
  }
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'), 'dir');
  return tree;
};

const filesOf = (root: string): readonly string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
    .split('\0')
    .filter((file) => file !== '' && isFile(path.join(root, file)));

/** Neither what was deleted and is still in git's index, nor a link to a folder. */
const isFile = (file: string): boolean => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
