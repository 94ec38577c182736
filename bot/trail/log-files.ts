import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { isObject } from '../change/json';
import { type Days, daysInWords, filesOfDays } from './days';
import { NoRecords, recordsReader } from './records-in';
import { whyNotRead } from './why-not-read';

/** One log file of a trail, wherever it lies. */
export interface LogFile {
  /** Where it lies below the trail's address, with slashes. */
  readonly name: string;
  /** As it is stored: packed, where it is packed. */
  readonly bytes: number;
  /** What it holds, from its beginning, as it is asked for. */
  readonly read: () => AsyncIterable<Uint8Array>;
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

/** What came of a file, in its order: its records, a few thousand at a time; then that it was read, or why no more of it was, in words that follow “name: ”. */
export type FileRead =
  | {
      readonly kind: 'records';
      readonly file: LogFile;
      readonly records: readonly unknown[];
      /** Bytes of the file that were read by then, as they are stored. */
      readonly bytes: number;
    }
  | {
      readonly kind: 'read';
      readonly file: LogFile;
      /** It is one page of a longer list: what follows in that is not in it. */
      readonly isPage?: true;
    }
  | {
      readonly kind: 'broken';
      readonly file: LogFile;
      readonly reason: string;
      /** What to do about it, in a sentence. */
      readonly advice?: string;
      /** How many records came before. */
      readonly records: number;
    };

/**
 * What a packed file may unpack to, and be: CloudTrail holds its log files to 50 MB uncompressed. A gzip file of some kilobytes unpacks to any size;
 * what is not packed is as long as it is, and is read as it comes.
 */
export const MOST_UNPACKED = 64 * 1024 * 1024;
/** What lies beside the log files in a trail's bucket: integrity digests, insights and the like. */
const NOT_LOGS = /^CloudTrail-(Digest|Insight|NetworkActivity|Aggregated)$/;
/** Besides the file that is being consumed. More would be faster nowhere: parsing, on one thread, is what takes the time. */
const AHEAD = 2;
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
 * Reads log files in the order they are given in. The next two are read and unpacked while one is consumed, and no more; long ones are read as
 * they are consumed. Neither a trail of months nor a file of gigabytes lies in memory at once.
 * Who stops early waits for those two, so that nothing is open when the loop is left.
 */
export async function* readTrail(trailFiles: readonly LogFile[]): AsyncGenerator<FileRead> {
  const begun: (Promise<Begun> | undefined)[] = [];
  let next = 0;
  try {
    for (const file of trailFiles) {
      for (; begun.length <= AHEAD; next += 1) {
        const following = trailFiles[next];
        if (following === undefined) break;
        begun.push(isShort(following) ? readWhole(following) : undefined);
      }
      // Not kept in a variable, which would hold what was unpacked for as long as the next file is consumed.
      yield* readBegun(file, await (begun.shift() ?? begin(file)));
    }
  } finally {
    await Promise.all(begun);
  }
}

/** Of what comes through a pipe nobody knows how long it is. */
const isShort = ({ bytes }: LogFile): boolean => bytes > 0 && bytes <= MOST_UNPACKED;

/** The beginning of a file, and what follows. A failure is kept for the file's turn: thrown while nobody waits for it, it would end the process. */
type Begun = { readonly first: Buffer; readonly pieces: AsyncIterator<Uint8Array> } | { readonly error: unknown };

const readWhole = async (file: LogFile): Promise<Begun> => {
  const begun = await begin(file);
  if ('error' in begun) return begun;
  try {
    return { ...begun, first: await atLeast(file.bytes, begun.pieces, begun.first) };
  } catch (error) {
    return { error };
  }
};

const begin = async (file: LogFile): Promise<Begun> => {
  const pieces = file.read()[Symbol.asyncIterator]();
  try {
    const first = await atLeast(2, pieces);
    if (!isGzip(first)) return { first, pieces };
    const packed = await atLeast(MOST_UNPACKED + 1, pieces, first);
    if (packed.length > MOST_UNPACKED) throw new TooLarge();
    return { first: await unzipped(packed), pieces };
  } catch (error) {
    await pieces.return?.();
    return { error };
  }
};

/** So many bytes behind those that are there, or all where they are fewer. */
const atLeast = async (
  enough: number,
  pieces: AsyncIterator<Uint8Array>,
  first: Buffer = Buffer.alloc(0),
): Promise<Buffer> => {
  const all = [first];
  let { length } = first;
  while (length < enough) {
    const piece = await pieces.next();
    if (piece.done) break;
    all.push(asBuffer(piece.value));
    length += piece.value.length;
  }
  return all.length === 1 ? first : Buffer.concat(all, length);
};

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Browsers unpack a file and keep its name, Firehose packs what is packed already: only its first bytes tell. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
const MOST_TIMES_PACKED = 3;

class TooLarge extends NoRecords {
  constructor() {
    super(
      'it unpacks to more than 64 MB, which no CloudTrail log file does',
      'If it is records all the same, unpack it first: gunzip. What is not packed may be of any size.',
    );
  }
}

const unzipped = async (packed: Buffer): Promise<Buffer> => {
  let bytes = packed;
  for (let times = 0; isGzip(bytes) && times < MOST_TIMES_PACKED; times += 1) {
    bytes = await unzip(bytes, { maxOutputLength: MOST_UNPACKED, chunkSize: unpackedSize(bytes) });
  }
  return bytes;
};

/** What gzip says at its end that it unpacks to; anything may stand there, so it only sizes the first piece. Most files come in one, and need not be copied together. */
const unpackedSize = (bytes: Buffer): number => {
  const said = bytes.length < 4 ? 0 : bytes.readUInt32LE(bytes.length - 4);
  return Math.min(Math.max(said + 1, 16 * 1024), MOST_UNPACKED);
};

/** So much is made text at once. */
const PIECE = 512 * 1024;

async function* parts(first: Buffer, pieces: AsyncIterator<Uint8Array>): AsyncGenerator<Buffer> {
  for (let from = 0; from < first.length; from += PIECE) yield first.subarray(from, from + PIECE);
  for (let piece = await pieces.next(); !piece.done; piece = await pieces.next()) yield asBuffer(piece.value);
}

async function* readBegun(file: LogFile, begun: Begun): AsyncGenerator<FileRead> {
  if ('error' in begun) {
    yield broken(file, begun.error, 0);
    return;
  }
  const { first, pieces } = begun;
  const reader = recordsReader();
  let [records, bytes] = [0, 0];
  const told = (read: readonly unknown[]): readonly FileRead[] => {
    records += read.length;
    return read.length === 0 ? [] : [{ kind: 'records', file, records: read, bytes }];
  };
  try {
    for await (const part of parts(first, pieces)) {
      bytes += part.length;
      yield* told(reader.add(part));
      if (reader.failure() !== undefined) break;
    }
    yield* told(reader.end());
    const failure = reader.failure();
    if (failure !== undefined) yield broken(file, failure, records);
    else yield { kind: 'read', file, ...(reader.isPage() && { isPage: true }) };
  } catch (error) {
    yield broken(file, error, records);
  } finally {
    await pieces.return?.();
  }
}

const broken = (file: LogFile, error: unknown, records: number): FileRead => {
  const told = isObject(error) && error.code === 'ERR_BUFFER_TOO_LARGE' ? new TooLarge() : error;
  const advice = told instanceof NoRecords ? told.advice : undefined;
  return { kind: 'broken', file, reason: reason(told), records, ...(advice !== undefined && { advice }) };
};

const reason = (error: unknown): string => {
  const { code } = isObject(error) ? error : {};
  return typeof code === 'string' && code.startsWith('Z_') ? 'it is not whole gzip' : whyNotRead(error);
};
