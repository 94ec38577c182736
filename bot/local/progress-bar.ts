import { Format, SingleBar } from 'cli-progress';
import { visible } from '../answer/visible';

export interface ProgressBar {
  /** How many of all are done by now, how many records were in them, and what is worth a word beside it. */
  readonly update: (state: { readonly done: number; readonly records?: number; readonly note?: string }) => void;
  /** Leaves the last state on the stream. Must be called, as the bar's clock keeps the process alive until then. */
  readonly stop: () => void;
}

export interface ProgressOptions {
  /** Undefined where nobody knows: then only how far it is can be told. */
  readonly total: number | undefined;
  /** What is counted, in the plural: `files`. `bytes` are told in thousands or millions of them. */
  readonly unit: string;
  /** Whether a bar can move there. Elsewhere, as in the log of a build, lines are written. */
  readonly isTerminal: boolean;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** Leaves room for a note in 80 columns. */
const BAR_WIDTH = 16;
const LINE_EVERY_MS = 10_000;
/** The rate is that of the last while: files that were done before are passed over in no time, and tell nothing of the others. */
const RATE_OVER_MS = 30_000;
const SAMPLE_EVERY_MS = 1_000;

/** Shows how far a long piece of work is: as a bar on a terminal, elsewhere as a line every ten seconds and one at the end. */
export const createProgressBar = (
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean },
  { total, unit, isTerminal, now = Date.now }: ProgressOptions,
): ProgressBar => {
  const pace = paceFrom(now());
  let done = 0;
  let records: number | undefined;
  let note = '';
  let isStopped = false;
  const texts = () => {
    const at = now();
    const took = isStopped ? [`in ${duration(at - pace.began)}`, ...recordsInAll(records)] : [];
    const ahead =
      isStopped || total === undefined
        ? []
        : comingOf(pace.perSecond(at), { left: total - done, unit, isOfRecords: !!records });
    return {
      share: total === undefined ? 'So far' : `${percent(done, total)} %`,
      told: [doneOf(done, total, unit), ...took, ...ahead, ...words(note)],
    };
  };
  // cli-progress is silent where the stream itself is no terminal.
  const bar = isTerminal && stream.isTTY === true && total !== undefined ? barOn(stream, texts) : undefined;
  bar?.start(total ?? 0, 0);
  let lastLine = now();
  const line = () => {
    const { share, told } = texts();
    stream.write(`${share}: ${told.join(', ')}\n`);
    lastLine = now();
  };
  return {
    update: (state) => {
      if (isStopped) return;
      done = state.done;
      records = state.records;
      note = state.note ?? '';
      pace.add(now(), done, records ?? 0);
      if (bar !== undefined) bar.update(done);
      else if (now() - lastLine >= LINE_EVERY_MS) line();
    },
    stop: () => {
      if (isStopped) return;
      isStopped = true;
      if (bar !== undefined) bar.stop();
      else line();
    },
  };
};

const barOn = (
  stream: NodeJS.WritableStream,
  texts: () => { readonly share: string; readonly told: readonly string[] },
): SingleBar =>
  new SingleBar({
    stream,
    barsize: BAR_WIDTH,
    // A line that wraps could not be drawn over; this cuts it off at the terminal's edge.
    linewrap: true,
    format: (options, { progress }) => {
      const { share, told } = texts();
      return [`[${Format.BarFormat(progress, options)}] ${share.padStart(5)}`, ...told].join(' | ');
    },
  });

/** Never 100 before all is done. */
const percent = (done: number, total: number): number =>
  done >= total ? 100 : Math.max(0, Math.floor((done / total) * 100));

const SIZES = [
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB'],
] as const;

/** Both in the same measure, which is named once. */
const doneOf = (done: number, total: number | undefined, unit: string): string => {
  const size = unit === 'bytes' ? SIZES.find(([bytes]) => (total ?? done) >= bytes) : undefined;
  if (size === undefined) return total === undefined ? `${done} ${unit}` : `${done} of ${total} ${unit}`;
  const [bytes, name] = size;
  if (total === undefined) return `${(done / bytes).toFixed(1)} ${name}`;
  return `${(done / bytes).toFixed(1)} of ${(total / bytes).toFixed(1)} ${name}`;
};

const recordsInAll = (records: number | undefined): readonly string[] =>
  records === undefined ? [] : [`${records.toLocaleString('en')} records`];

interface Pace {
  readonly done: number;
  readonly records: number;
}

/** How fast it goes, by records where these are counted: what a file or a byte holds is not always as much. */
const comingOf = (
  pace: Pace | undefined,
  { left, unit, isOfRecords }: { readonly left: number; readonly unit: string; readonly isOfRecords: boolean },
): readonly string[] => {
  if (pace === undefined || pace.done <= 0) return [];
  const rate = isOfRecords ? `${amount(pace.records)} records/s` : rateOf(pace.done, unit);
  return left <= 0 ? [rate] : [rate, `${duration((left / pace.done) * 1000)} left`];
};

const rateOf = (perSecond: number, unit: string): string => {
  const [bytes, name] = (unit === 'bytes' && SIZES.find(([size]) => perSecond >= size)) || [1, unit];
  return `${amount(perSecond / bytes)} ${name}/s`;
};

const amount = (n: number): string => (n < 10 ? n.toFixed(1) : String(Math.round(n)));

/** A note may hold the name of a file, which whoever wrote the file chose: nothing in it moves the cursor. */
const words = (note: string): readonly string[] => {
  const shown = visible(note).trim();
  return shown === '' ? [] : [shown];
};

const duration = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
};

const paceFrom = (began: number) => {
  const samples = [{ at: began, done: 0, records: 0 }];
  let latest: Pace = { done: 0, records: 0 };
  return {
    began,
    add: (at: number, done: number, records: number): void => {
      latest = { done, records };
      const last = samples.at(-1);
      if (last === undefined || at - last.at >= SAMPLE_EVERY_MS) samples.push({ at, done, records });
      // One that is older than the while stays, for the while to begin at.
      while (samples.length > 2 && at - (samples[1]?.at ?? at) >= RATE_OVER_MS) samples.shift();
    },
    /** Nothing in the first second, in which any number could come out. */
    perSecond: (at: number): Pace | undefined => {
      const first = samples[0];
      if (first === undefined || at - first.at < SAMPLE_EVERY_MS) return undefined;
      const seconds = (at - first.at) / 1000;
      return { done: (latest.done - first.done) / seconds, records: (latest.records - first.records) / seconds };
    },
  };
};
