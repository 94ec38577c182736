import { serviceOfEventSource } from './change/catalogue';
import { asString, isObject } from './change/json';
import { type ProofKey, SETTLE_SECONDS } from './index/proof';
import { difference, type Span, type Spans, secondOf } from './index/spans';
import type { Counts, Ingester } from './ingest-events';
import { type LogFile, readTrail, type Trail } from './trail/log-files';

export interface BackfillDeps {
  readonly ingester: () => Ingester;
  readonly prove: (region: string, key: ProofKey, span: Span) => Promise<void>;
  readonly noteWalk: (
    region: string,
    note: { readonly walkedTo?: string; readonly newestEvent?: string },
  ) => Promise<void>;
  readonly now: () => Date;
  /** Hears of every stretch of records, and of every file, that was read. */
  readonly onFile?: (progress: BackfillProgress) => void;
}

export interface BackfillProgress {
  readonly files: number;
  readonly allFiles: number;
  /** Bytes as they are stored, of the files that were read and of all. */
  readonly bytes: number;
  readonly allBytes: number;
  readonly records: number;
}

interface BrokenFile {
  readonly name: string;
  readonly reason: string;
  /** What to do about it, in a sentence. */
  readonly advice?: string;
  /** How many records were read before. */
  readonly records: number;
}

export interface Backfilled {
  readonly counts: Readonly<Counts>;
  readonly files: number;
  /** Files that could not be read, with why. Nothing is said to be whole of the days that they may be of. */
  readonly broken: readonly BrokenFile[];
  /** Files that hold one page of a longer list; they prove nothing either. */
  readonly pages: readonly string[];
  readonly regions: readonly string[];
  /** The stretch that counts as whole in these Regions; none where nothing was found. */
  readonly proved: Spans;
  /** The oldest and the newest record of any service, ISO 8601 UTC. */
  readonly oldest?: string;
  readonly newest?: string;
}

/**
 * A trail's log files into the index. The set is taken at its word: whole from its first record to half an hour before its last,
 * in every Region that it has records of ours from. That is said last, when everything else is written: who is stopped begins again,
 * which changes nothing.
 */
export const backfill = async (trail: Trail, deps: BackfillDeps): Promise<Backfilled> => {
  const files = await trail.files();
  const ingester = deps.ingester();
  const seen: Seen = { regions: new Set() };
  const broken: BrokenFile[] = [];
  const pages: string[] = [];
  const progress = { files: 0, allFiles: files.length, bytes: 0, allBytes: bytesOf(files), records: 0 };
  const tell = (bytes: number): void => deps.onFile?.({ ...progress, bytes: progress.bytes + bytes });
  for await (const read of readTrail(files)) {
    const { kind, file } = read;
    if (kind === 'records') {
      for (const record of read.records) lookAt(record, seen);
      await ingester.add(read.records);
      progress.records += read.records.length;
      tell(Math.min(read.bytes, file.bytes || read.bytes));
      continue;
    }
    if (kind === 'broken') {
      const { reason, records, advice } = read;
      broken.push({ name: file.name, reason, records, ...(advice !== undefined && { advice }) });
    } else if (read.isPage) pages.push(file.name);
    progress.files += 1;
    progress.bytes += file.bytes;
    tell(0);
  }
  await ingester.flush();
  const proved = provedBy(seen, [...broken.map(({ name }) => name), ...pages], deps.now());
  for (const region of seen.regions) {
    for (const span of proved) await deps.prove(region, 'everything', span);
    if (seen.newest !== undefined) await deps.noteWalk(region, { walkedTo: seen.newest, newestEvent: seen.newest });
  }
  return {
    counts: ingester.counts,
    files: files.length,
    broken,
    pages,
    regions: [...seen.regions].sort(),
    proved,
    ...(seen.oldest !== undefined && { oldest: seen.oldest }),
    ...(seen.newest !== undefined && { newest: seen.newest }),
  };
};

const bytesOf = (files: readonly LogFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

/** What the records tell of the set: when it begins and ends, and in which Regions ours are. */
interface Seen {
  readonly regions: Set<string>;
  oldest?: string;
  newest?: string;
}

const ISO_SECOND = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const lookAt = (record: unknown, seen: Seen): void => {
  if (!isObject(record)) return;
  const { eventTime: time, awsRegion: region } = record;
  if (typeof time === 'string') {
    if ((seen.oldest === undefined || time < seen.oldest) && isTime(time)) seen.oldest = time;
    if ((seen.newest === undefined || time > seen.newest) && (isOfMinute(time, seen.newest) || isTime(time))) {
      seen.newest = time;
    }
  }
  if (typeof region === 'string' && REGION.test(region) && !seen.regions.has(region)) {
    if (serviceOfEventSource(asString(record.eventSource) ?? '') !== undefined) seen.regions.add(region);
  }
};

/** Records commonly come in the order of time, each the newest so far: of one minute that was looked at, one is enough. */
const SECONDS = /^[0-5]\dZ$/;
const isOfMinute = (time: string, known: string | undefined): boolean =>
  known !== undefined && time.startsWith(known.slice(0, 17)) && SECONDS.test(time.slice(17));

/** Documentation prints other words in its place. */
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

const isTime = (text: string): boolean => ISO_SECOND.test(text) && !Number.isNaN(Date.parse(text));

const DAY = 86_400;

/** Of files that could not be read whole. One may hold events of its own day, and of the one before: the day in its path is that of its delivery. */
const provedBy = ({ oldest, newest }: Seen, notWhole: readonly string[], now: Date): Spans => {
  if (oldest === undefined || newest === undefined) return [];
  const last = Math.min(secondOf(newest), secondOf(now.toISOString()));
  const whole: Spans = [{ from: secondOf(oldest), to: last - SETTLE_SECONDS }];
  return notWhole.reduce<Spans>(
    (spans, name) => {
      const day = /(?:^|\/)(\d{4})\/(\d\d)\/(\d\d)\//.exec(name);
      if (day === null) return [];
      const midnight = secondOf(`${day[1]}-${day[2]}-${day[3]}T00:00:00Z`);
      return difference(spans, [{ from: midnight - DAY, to: midnight + DAY - 1 }]);
    },
    whole.filter(({ from, to }) => from <= to),
  );
};
