import { asString, isObject } from '../change/json';
import type { Window } from '../query/query';
import { answersRequest, type ChangeSource, newestFirst } from '../sources/change-source';
import { addRecord, idlessNotes, noRecords, type RecordsRead, unusableNotes } from '../sources/read-records';
import { readTrail } from '../trail/log-files';
import { trailAt } from '../trail/s3-trail';
import { createTrailClient } from './trail-client';

const BROKEN_NAMED = 5;

interface FolderRead {
  readonly records: RecordsRead;
  readonly files: number;
  readonly broken: readonly string[];
  readonly oldest?: string;
  readonly newest?: string;
}

/**
 * A folder of CloudTrail log files, as a trail lays them out in S3 (or any `.json` and `.json.gz` below it), as a source; also such
 * a folder where it lies in S3, by an address that begins with `s3://`.
 * Read once, on the first question. A broken file is skipped and told in the notes.
 * Throws with one line when the folder isn't there, holds no log file, or none that can be read.
 */
export const trailFolder = (address: string, now: () => Date): ChangeSource => {
  let reading: Promise<FolderRead> | undefined;
  return async (request) => {
    reading ??= readFolder(address);
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

const readFolder = async (address: string): Promise<FolderRead> => {
  const files = await trailAt(address, createTrailClient).files();
  const records = noRecords();
  const broken: string[] = [];
  let oldest: string | undefined;
  let newest: string | undefined;
  for await (const read of readTrail(files)) {
    if (read.kind === 'broken') {
      broken.push(`${read.file.name}: ${read.reason}`);
      continue;
    }
    for (const record of read.records) {
      addRecord(records, record);
      const time = isObject(record) ? asString(record.eventTime) : undefined;
      if (time !== undefined && !Number.isNaN(Date.parse(time))) {
        if (oldest === undefined || time < oldest) oldest = time;
        if (newest === undefined || time > newest) newest = time;
      }
    }
  }
  const [first] = broken;
  if (first !== undefined && broken.length === files.length)
    throw new Error(`${address} holds no CloudTrail log file that can be read. ${first}.`);
  return { records, files: files.length, broken, ...(oldest && { oldest }), ...(newest && { newest }) };
};
