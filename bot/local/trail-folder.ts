import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { asString, isObject } from '../change/json';
import type { Window } from '../query/query';
import { answersRequest, type ChangeSource, newestFirst } from '../sources/change-source';
import { addRecord, idlessNotes, noRecords, type RecordsRead, unusableNotes } from '../sources/read-records';

/** CloudTrail holds log files to 50 MB uncompressed; four times that is no log file. */
const MAX_FILE_BYTES = 200 * 1024 * 1024;
/** What lies beside the log files in a trail's bucket: integrity digests, insights and the like. */
const NOT_LOGS = /^CloudTrail-(Digest|Insight|NetworkActivity|Aggregated)$/;
const BROKEN_NAMED = 5;
const unzip = promisify(gunzip);

interface FolderRead {
  readonly records: RecordsRead;
  readonly files: number;
  readonly broken: readonly string[];
  readonly oldest?: string;
  readonly newest?: string;
}

/**
 * A folder of CloudTrail log files, as a trail lays them out in S3 (or any `.json` and `.json.gz` below it), as a source.
 * Read once, on the first question. A broken file is skipped and told in the notes.
 * Throws with one line when the folder isn't there, holds no log file, or none that can be read.
 */
export const trailFolder = (folder: string, now: () => Date): ChangeSource => {
  let reading: Promise<FolderRead> | undefined;
  return async (request) => {
    reading ??= readFolder(folder);
    const { records, files, broken, oldest, newest } = await reading;
    return {
      changes: newestFirst(records.changes.filter((change) => answersRequest(change, request))),
      facts: records.facts,
      coverage: {
        ...span(request.window, oldest, newest),
        complete:
          broken.length === 0 && records.unusable.size === 0 && cutNotes(request.window, oldest, newest).length === 0,
        ...((broken.length > 0 || cutNotes(request.window, oldest, newest).length > 0) && { cut: true as const }),
        asOf: `${now().toISOString().slice(0, 19)}Z`,
        sources: [{ kind: 'trail files', calls: files, ...definedSpan(oldest, newest) }],
        ...(newest === undefined ? {} : { newestEvent: newest }),
        notes: [
          ...cutNotes(request.window, oldest, newest),
          ...brokenNotes(broken),
          ...unusableNotes(records),
          ...idlessNotes(records.changes, request),
        ],
      },
    };
  };
};

const definedSpan = (from: string | undefined, to: string | undefined) => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

/** What of the asked window the folder can speak for; nothing where the two do not meet. */
const span = (window: Window, oldest: string | undefined, newest: string | undefined) => {
  if (isOutside(window, oldest, newest)) return {};
  const from = window.from !== undefined && (oldest === undefined || window.from > oldest) ? window.from : oldest;
  const to = window.to !== undefined && (newest === undefined || window.to < newest) ? window.to : newest;
  return definedSpan(from, to);
};

const isOutside = ({ from, to }: Window, oldest: string | undefined, newest: string | undefined): boolean =>
  (from !== undefined && newest !== undefined && from > newest) ||
  (to !== undefined && oldest !== undefined && to < oldest);

/** Quiet stretches are usual; of more than a day before its first record a folder can't speak. */
const QUIET_MS = 24 * 3_600_000;

/** What of the asked time the folder can't speak for. */
const cutNotes = (window: Window, oldest: string | undefined, newest: string | undefined): readonly string[] => {
  if (isOutside(window, oldest, newest)) {
    return [`Partial: the log files hold records from ${oldest} to ${newest}, none of the time that was asked for.`];
  }
  const { from } = window;
  if (from === undefined || oldest === undefined || Date.parse(oldest) - Date.parse(from) <= QUIET_MS) return [];
  return [`Partial: the log files begin at ${oldest}; nothing before that was searched.`];
};

/** The first few by name: a folder of something else would be a page of them. */
const brokenNotes = (broken: readonly string[]): readonly string[] => [
  ...broken.slice(0, BROKEN_NAMED).map((what) => `Skipped ${what}.`),
  ...(broken.length > BROKEN_NAMED
    ? [`Skipped files that could not be read besides: ${broken.length - BROKEN_NAMED}.`]
    : []),
];

const readFolder = async (folder: string): Promise<FolderRead> => {
  const files = await logFiles(folder);
  if (files.length === 0) throw new Error(`${folder} holds no .json or .json.gz file.`);
  const records = noRecords();
  const broken: string[] = [];
  let oldest: string | undefined;
  let newest: string | undefined;
  // One after the other: a trail of months must not lie in memory at once.
  for (const file of files) {
    try {
      for (const record of await recordsOf(file)) {
        addRecord(records, record);
        const time = isObject(record) ? asString(record.eventTime) : undefined;
        if (time !== undefined && !Number.isNaN(Date.parse(time))) {
          if (oldest === undefined || time < oldest) oldest = time;
          if (newest === undefined || time > newest) newest = time;
        }
      }
    } catch (error) {
      broken.push(`${path.relative(folder, file)}: ${reason(error)}`);
    }
  }
  const [first] = broken;
  if (first !== undefined && broken.length === files.length)
    throw new Error(`${folder} holds no CloudTrail log file that can be read. ${first}.`);
  return { records, files: files.length, broken, ...(oldest && { oldest }), ...(newest && { newest }) };
};

const reason = (error: unknown): string => {
  if (error instanceof SyntaxError) return 'it is not JSON';
  const code = isObject(error) || error instanceof Error ? (error as { code?: unknown }).code : undefined;
  if (code === 'ERR_BUFFER_TOO_LARGE') return 'it is larger than any CloudTrail log file';
  if (typeof code === 'string' && code.startsWith('Z_')) return 'it is not whole gzip';
  return error instanceof Error ? error.message : 'it cannot be read';
};

const logFiles = async (folder: string): Promise<readonly string[]> => {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) throw new Error(`There is no folder ${folder}, or it can't be read.`);
  if (found.isFile()) return [folder];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.json(\.gz)?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        !path
          .relative(folder, file)
          .split(path.sep)
          .some((part) => NOT_LOGS.test(part)),
    )
    .sort();
};

/** The records of a log file; also of what `aws cloudtrail lookup-events` prints, and of a record or a list on its own. */
const recordsOf = async (file: string): Promise<readonly unknown[]> => {
  const { size } = await stat(file);
  if (size > MAX_FILE_BYTES) throw new Error('it is larger than any CloudTrail log file');
  const bytes = await readFile(file);
  const text = (file.endsWith('.gz') ? await unzip(bytes, { maxOutputLength: MAX_FILE_BYTES }) : bytes).toString(
    'utf8',
  );
  const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  if (Array.isArray(json)) return json;
  if (!isObject(json)) throw new Error('it holds no records');
  if (Array.isArray(json.Records)) return json.Records;
  if (Array.isArray(json.Events)) return json.Events.map(looked);
  if ('eventName' in json || 'eventSource' in json) return [json];
  throw new Error('it holds no records');
};

const looked = (event: unknown): unknown =>
  isObject(event) && typeof event.CloudTrailEvent === 'string' ? JSON.parse(event.CloudTrailEvent) : event;
