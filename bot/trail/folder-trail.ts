import type { Dirent } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import pMap from 'p-map';
import { isGzip, isNamedAsLog, type LogFile, logFilesAmong, type Trail } from './log-files';
import { textOfBytes } from './text-of-bytes';
import { whatItIsNot } from './unknown-shape';
import { whyNotRead } from './why-not-read';

/** A folder of CloudTrail records in any shape that `recordsIn` knows, as a trail lays them out in S3 or otherwise; or one such file. */
export const folderTrail = (folder: string): Trail => ({
  address: folder,
  files: async (days) => {
    const found = await stat(folder).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') throw new Error(`There is no folder or file ${folder}.`, { cause });
      throw new Error(`${folder} can't be read: ${whyNotRead(cause)}.`, { cause });
    });
    // Who names one file wants that one read, whatever it is called.
    if (!found.isDirectory()) return [await onDisk(folder, path.basename(folder))];
    const below = await filesBelow(folder).catch((cause: unknown) => {
      throw new Error(`${folder} can't be read: ${whyNotRead(cause)}.`, { cause });
    });
    // Not all at once: a million calls that wait for the disk take more memory than what comes of them.
    const mayBeLogs = await pMap(below, async (one) => ((await mayBeLog(one)) ? [one] : []), { concurrency: 32 });
    if (mayBeLogs.flat().length === 0) await sayWhatIsThere(folder, below);
    const logs = logFilesAmong(mayBeLogs.flat(), folder, days);
    return pMap(logs, (one) => ('error' in one ? unreadable(one) : onDisk(one.file, one.name)), { concurrency: 32 });
  },
});

/** A file below a folder, or a folder there that can't be read. */
type Below = { readonly name: string } & ({ readonly file: string } | { readonly error: unknown });

/** All files below a folder, also by links; each folder once, as links may lead in a circle. Throws where the folder itself can't be read. */
const filesBelow = async (folder: string, name = '', seen = new Set<string>()): Promise<readonly Below[]> => {
  const here = await realpath(folder);
  if (seen.has(here)) return [];
  seen.add(here);
  const all: Below[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    const below = name === '' ? entry.name : `${name}/${entry.name}`;
    const kind = await kindOf(entry, file);
    if (kind === 'file') all.push({ file, name: below });
    if (kind !== 'folder') continue;
    const within = await filesBelow(file, below, seen).catch((error: unknown) => [{ name: below, error }]);
    for (const one of within) all.push(one);
  }
  return all;
};

const kindOf = async (entry: Dirent, file: string): Promise<'file' | 'folder' | 'other'> => {
  // A link to nothing is a file that can't be read.
  const kind = entry.isSymbolicLink() ? await stat(file).catch(() => undefined) : entry;
  if (kind === undefined || kind.isFile()) return 'file';
  return kind.isDirectory() ? 'folder' : 'other';
};

/** By its name, or, as people name files as they like, by what it begins with. */
const mayBeLog = async (one: Below): Promise<boolean> => {
  if ('error' in one || isNamedAsLog(one)) return true;
  if (path.basename(one.name).startsWith('.')) return false;
  return beginsAsLog(await beginOf(one.file).catch(() => Buffer.alloc(0)));
};

const LOOKED_AT = 4_096;
/** Gzip packs at most a thousand times. */
const MOST_OF_BEGIN = 1_100 * LOOKED_AT;

const beginOf = async (file: string): Promise<Buffer> => {
  const opened = await open(file);
  try {
    const { buffer, bytesRead } = await opened.read({ buffer: Buffer.alloc(LOOKED_AT) });
    const bytes = buffer.subarray(0, bytesRead);
    return isGzip(bytes)
      ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MOST_OF_BEGIN })
      : bytes;
  } finally {
    await opened.close();
  }
};

/** Throws with what the first file is, where that can be told. */
const sayWhatIsThere = async (folder: string, below: readonly Below[]): Promise<void> => {
  const [first] = below.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (first === undefined || 'error' in first) return;
  const begin = await beginOf(first.file).catch(() => Buffer.alloc(0));
  const [reason, advice] = whatItIsNot(begin, textOfBytes(begin));
  if (advice !== undefined)
    throw new Error(`${folder} holds no file of CloudTrail records. ${first.name}: ${reason}. ${advice}`);
};

/** JSON that may hold records is an object, a list of some or of texts, or a text; a page in Markdown may begin with a link. */
const beginsAsLog = (begin: Buffer): boolean => /^\s*(?:\{\s*["}]|\[\s*[{["\]])/.test(textOfBytes(begin));

/** A file that went away since it was listed is told when its turn comes, as any that can't be read. */
const onDisk = async (file: string, name: string): Promise<LogFile> => ({
  name,
  bytes: await stat(file).then(
    ({ size }) => size,
    () => 0,
  ),
  read: () => bytesOf(file),
});

const unreadable = ({ name, error }: { readonly name: string; readonly error: unknown }): LogFile => ({
  name,
  bytes: 0,
  read: () => failing(error),
});

/** So much is read at once: a file of a trail in one or a few pieces. */
const PIECE = 512 * 1024;

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  const opened = await open(file);
  try {
    for (;;) {
      const { buffer, bytesRead } = await opened.read({ buffer: Buffer.allocUnsafe(PIECE) });
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await opened.close();
  }
}

// biome-ignore lint/correctness/useYield: it has nothing to give.
async function* failing(error: unknown): AsyncGenerator<Uint8Array> {
  throw error;
}
