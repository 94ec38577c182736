import type { Coverage } from '../answer/coverage';
import { asString, isObject } from '../change/json';
import { whyUnread } from '../change/json-text';
import type { Window } from '../query/query';
import { answersRequest, type ChangeRequest, type ChangeSource, newestFirst } from '../sources/change-source';
import {
  addRecord,
  addUnusable,
  countLoneTwins,
  idlessNotes,
  noRecords,
  type RecordsRead,
  unusableNotes,
} from '../sources/read-records';
import type { Input } from '../trail/input-trail';
import { type FileRead, readTrail, type Trail } from '../trail/log-files';
import { trailAt } from '../trail/s3-trail';
import { phrases } from '../words/words';
import { createTrailClient } from './trail-client';

type BrokenFile = Extract<FileRead, { kind: 'broken' }>;

interface FolderRead {
  readonly records: RecordsRead;
  readonly files: number;
  readonly broken: readonly BrokenFile[];
  /** The names of files that hold a page of a longer list. */
  readonly pages: readonly string[];
  readonly oldest?: string;
  readonly newest?: string;
}

/**
 * CloudTrail records in a folder or a file, in S3 by an address that begins with `s3://`, or out of `input` by the address `-`, as a source.
 * Read once, on the first question. A broken file is skipped and told in the notes.
 * Throws with one line when nothing is there, or nothing that can be read.
 */
export const trailFolder = (
  address: string,
  now: () => Date,
  input: () => Input = () => process.stdin,
): ChangeSource => {
  let reading: Promise<FolderRead> | undefined;
  return async (request) => {
    reading ??= readFolder(trailAt(address, { makeS3Client: createTrailClient, input }));
    const folder = await reading;
    const { changes, facts } = folder.records;
    return {
      changes: newestFirst(changes.filter((change) => answersRequest(change, request))),
      facts,
      coverage: coverageOf(folder, request, now()),
    };
  };
};

const coverageOf = (folder: FolderRead, request: ChangeRequest, now: Date): Coverage => {
  const { records, files, broken, pages, oldest, newest } = folder;
  const { window } = request;
  const asOf = `${now.toISOString().slice(0, 19)}Z`;
  const seen = newest === undefined ? {} : { newestEvent: newest };
  if (oldest !== undefined && newest !== undefined && isOutside(window, oldest, newest)) {
    const notes = [phrases.search.noFiles({ from: oldest, to: newest })];
    return { complete: false, cut: true, asOf, sources: [], ...seen, notes };
  }
  const cut = [...cutNotes(request, asOf, folder), ...pages.map((file) => phrases.search.page({ file }))];
  return {
    ...span(window, oldest, newest),
    complete: broken.length === 0 && records.unusable.size === 0 && cut.length === 0,
    ...((broken.length > 0 || cut.length > 0) && { cut: true as const }),
    asOf,
    sources: [{ kind: 'trail files', calls: files, ...definedSpan(oldest, newest) }],
    ...seen,
    notes: [...cut, ...brokenNotes(broken), ...unusableNotes(records), ...idlessNotes(records.changes, request)],
  };
};

const definedSpan = (from: string | undefined, to: string | undefined) => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

/** What of the asked window the files can speak for. */
const span = (window: Window, oldest: string | undefined, newest: string | undefined) => {
  if (oldest === undefined || newest === undefined) return {};
  const from = window.from !== undefined && window.from > oldest ? window.from : oldest;
  const to = window.to !== undefined && window.to < newest ? window.to : newest;
  return definedSpan(from, to);
};

const isOutside = ({ from, to }: Window, oldest: string, newest: string): boolean =>
  (from !== undefined && from > newest) || (to !== undefined && to < oldest);

/** Quiet stretches are usual; of more than a day before its first record, or after its last, a folder can't speak. */
const QUIET_MS = 24 * 3_600_000;

/**
 * What of the asked time the files can't speak for. A question without any time asks for all that they hold, and so does one for the
 * history of what is in them: how far they reach is said of what was asked.
 */
const cutNotes = (
  { window: { from, to }, optional }: ChangeRequest,
  asOf: string,
  { oldest, newest }: FolderRead,
): readonly string[] => {
  if (oldest === undefined || newest === undefined) return [phrases.search.noRecordsInFiles];
  if (optional === 'history') return [];
  const end = to === undefined || to > asOf ? asOf : to;
  const isAsked = from !== undefined || to !== undefined;
  const beginsLate = from !== undefined && Date.parse(oldest) - Date.parse(from) > QUIET_MS;
  const endsEarly = isAsked && Date.parse(end) - Date.parse(newest) > QUIET_MS;
  if (beginsLate && endsEarly) return [phrases.search.filesBeginAndEnd({ from: oldest, to: newest })];
  return [
    ...(beginsLate ? [phrases.search.filesBegin({ from: oldest })] : []),
    ...(endsEarly ? [phrases.search.filesEnd({ to: newest })] : []),
  ];
};

const BROKEN_NAMED = 5;

/** The first few by name: a folder of something else would be a page of them. */
const brokenNotes = (broken: readonly BrokenFile[]): readonly string[] => [
  ...broken.slice(0, BROKEN_NAMED).map(({ file, reason, records }) => {
    const what = `${file.name}: ${reason}`;
    return records > 0 ? phrases.search.readInPart({ what, records }) : phrases.search.skipped({ what });
  }),
  ...(broken.length > BROKEN_NAMED ? [phrases.search.skippedBesides({ count: broken.length - BROKEN_NAMED })] : []),
];

const readFolder = async (trail: Trail): Promise<FolderRead> => {
  const files = await trail.files();
  const records = noRecords();
  const broken: BrokenFile[] = [];
  const pages: string[] = [];
  let oldest: string | undefined;
  let newest: string | undefined;
  for await (const read of readTrail(files)) {
    if (read.kind === 'broken') {
      broken.push(read);
      continue;
    }
    if (read.kind === 'read') {
      if (read.isPage) pages.push(read.file.name);
      continue;
    }
    for (const record of read.records) {
      if (typeof record === 'string') addUnusable(records, whyUnread(record));
      else addRecord(records, record);
      const time = isObject(record) ? asString(record.eventTime) : undefined;
      if (time !== undefined && !Number.isNaN(Date.parse(time))) {
        if (oldest === undefined || time < oldest) oldest = time;
        if (newest === undefined || time > newest) newest = time;
      }
    }
  }
  countLoneTwins(records);
  const [first] = broken;
  if (first !== undefined && broken.length === files.length && broken.every(({ records }) => records === 0)) {
    const { reason, advice } = first;
    const what = first.file.name === trail.address ? capitalised(reason) : `${first.file.name}: ${reason}`;
    throw new Error(
      `${trail.address} holds no CloudTrail records that can be read. ${what}.${advice === undefined ? '' : ` ${advice}`}`,
    );
  }
  return { records, files: files.length, broken, pages, ...(oldest && { oldest }), ...(newest && { newest }) };
};

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
