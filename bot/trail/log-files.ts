import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { isObject } from '../change/json';
import { type Days, daysInWords, filesOfDays } from './days';
import { NoRecords, recordsIn } from './records-in';
import { whyNotRead } from './why-not-read';

/** One log file of a trail, wherever it lies. */
export interface LogFile {
  /** Where it lies below the trail's address, with slashes. */
  readonly name: string;
  /** As it is stored: packed, where it is packed. */
  readonly bytes: number;
  readonly read: () => Promise<Uint8Array>;
}

/** A place where CloudTrail log files lie. */
export interface Trail {
  readonly address: string;
  /**
   * In the order of their names: all, or those that may hold events of some days. Throws with one line where there is none.
   * All at once, as their number and size are what progress is told by: a million of them take some 600 MB, without what they hold.
   */
  readonly files: (days?: Days) => Promise<readonly LogFile[]>;
}

/** What came of a file: its records, or why it has none, in words that follow “name: ”. */
export type FileRead =
  | {
      readonly kind: 'records';
      readonly file: LogFile;
      readonly records: readonly unknown[];
      /** It is one page of a longer list: what follows in that is not in it. */
      readonly isPage?: true;
    }
  /** `advice`: what to do about it, in a sentence. */
  | { readonly kind: 'broken'; readonly file: LogFile; readonly reason: string; readonly advice?: string };

/** CloudTrail holds log files to 50 MB uncompressed; four times that is no log file. */
export const MAX_FILE_BYTES = 200 * 1024 * 1024;
/** What lies beside the log files in a trail's bucket: integrity digests, insights and the like. */
const NOT_LOGS = /^CloudTrail-(Digest|Insight|NetworkActivity|Aggregated)$/;
/** Besides the file that is being consumed. More would be faster nowhere: parsing, on one thread, is what takes the time. */
const AHEAD = 2;
const TOO_LARGE = 'it is larger than any CloudTrail log file';
const unzip = promisify(gunzip);

/** Names of log files, and of what people and other services make of them: CloudWatch Logs exports `000000.gz`. */
const LOG_NAME = /\.(json|jsonl|ndjson)(\.gz)?$|(^|\/)[^./]+\.gz$/i;
export const isNamedAsLog = ({ name }: { readonly name: string }): boolean => LOG_NAME.test(name);

/**
 * Of files that may be log files those that are, by the folders that they lie in, of some days if any are given, in the order of their names.
 * Throws with one line where there is none.
 */
export const logFilesAmong = <Named extends { readonly name: string }>(
  files: readonly Named[],
  address: string,
  days: Days = {},
): readonly Named[] => {
  const logs = files.filter(({ name }) => !name.split('/').some((part) => NOT_LOGS.test(part)));
  if (logs.length === 0) {
    throw new Error(`${address} holds no file of CloudTrail records: JSON or lines of JSON, packed with gzip or not.`);
  }
  const ofDays = filesOfDays(logs, days);
  if (ofDays.length === 0) throw new Error(`${address} holds no log file ${daysInWords(days)}.`);
  return ofDays.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
};

/**
 * Reads log files in the order they are given in: each comes out once, with its records or with the reason why it has none.
 * The next two are read and unpacked while one is consumed, and no more: a trail of months must not lie in memory at once.
 * Who stops early waits for those two, so that nothing is open when the loop is left.
 */
export async function* readTrail(trailFiles: readonly LogFile[]): AsyncGenerator<FileRead> {
  const begun: Promise<Unpacked>[] = [];
  let next = 0;
  try {
    for (const file of trailFiles) {
      for (; begun.length <= AHEAD; next += 1) {
        const following = trailFiles[next];
        if (following === undefined) break;
        begun.push(unpacked(following));
      }
      // Not kept in a variable, which would hold the text for as long as its records are consumed.
      yield fileRead(file, await (begun.shift() ?? unpacked(file)));
    }
  } finally {
    await Promise.all(begun);
  }
}

/** A failure is kept for the file's turn: thrown while nobody waits for it, it would end the process. */
type Unpacked = { readonly json: Buffer } | { readonly error: unknown };

const unpacked = async (file: LogFile): Promise<Unpacked> => {
  try {
    if (file.bytes > MAX_FILE_BYTES) return { error: new Error(TOO_LARGE) };
    const bytes = await file.read();
    return { json: await unzipped(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) };
  } catch (error) {
    return { error };
  }
};

/** Browsers unpack a file and keep its name, Firehose packs what is packed already: only its first bytes tell. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
const MOST_TIMES_PACKED = 3;

const unzipped = async (packed: Buffer): Promise<Buffer> => {
  let bytes = packed;
  for (let times = 0; isGzip(bytes) && times < MOST_TIMES_PACKED; times += 1) {
    bytes = await unzip(bytes, { maxOutputLength: MAX_FILE_BYTES, chunkSize: unpackedSize(bytes) });
  }
  return bytes;
};

/** Large enough for most files at once, which else come out in thousands of pieces that are then copied together. */
const LARGEST_CHUNK = 64 * 1024 * 1024;

/** What gzip says at its end that it unpacks to; anything may stand there, so it only sizes the first piece. */
const unpackedSize = (bytes: Uint8Array): number => {
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const said = end.length < 4 ? 0 : end.readUInt32LE(end.length - 4);
  return Math.min(Math.max(said + 1, 16 * 1024), LARGEST_CHUNK);
};

const fileRead = (file: LogFile, read: Unpacked): FileRead => {
  try {
    if ('error' in read) throw read.error;
    const { records, isPage } = recordsIn(read.json);
    return { kind: 'records', file, records, ...(isPage && { isPage }) };
  } catch (error) {
    const advice = error instanceof NoRecords ? error.advice : undefined;
    return { kind: 'broken', file, reason: reason(error), ...(advice !== undefined && { advice }) };
  }
};

const reason = (error: unknown): string => {
  const { code } = isObject(error) ? error : {};
  if (code === 'ERR_BUFFER_TOO_LARGE') return TOO_LARGE;
  if (typeof code === 'string' && code.startsWith('Z_')) return 'it is not whole gzip';
  return whyNotRead(error);
};
