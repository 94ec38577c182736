import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import pMap from 'p-map';
import { type LogFile, logFilesAmong, type Trail } from './log-files';

/** A folder of CloudTrail log files, as a trail lays them out in S3 (or any `.json` and `.json.gz` below it), or one such file. */
export const folderTrail = (folder: string): Trail => ({
  address: folder,
  files: async (days) => {
    const found = await stat(folder).catch(() => undefined);
    if (found === undefined) throw new Error(`There is no folder ${folder}, or it can't be read.`);
    // Who names one file wants that one read, whatever it is called.
    if (found.isFile()) return [await onDisk(folder, path.basename(folder))];
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const below = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => ({ file, name: path.relative(folder, file).split(path.sep).join('/') }));
    // Not all at once: a million calls that wait for the disk take more memory than what comes of them.
    return pMap(logFilesAmong(below, folder, days), ({ file, name }) => onDisk(file, name), { concurrency: 32 });
  },
});

/** A file that went away since it was listed is told when its turn comes, as any that can't be read. */
const onDisk = async (file: string, name: string): Promise<LogFile> => ({
  name,
  bytes: await stat(file).then(
    ({ size }) => size,
    () => 0,
  ),
  read: () => readFile(file),
});
