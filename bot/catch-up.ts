import pMap from 'p-map';
import { CHANGES, EVENT_SOURCES, eventSourceOf, type Operation } from './change/catalogue';
import type { Change } from './change/change';
import { EVENT_HISTORY_DAYS } from './change/cloudtrail-event';
import {
  nameProved,
  operationsProved,
  type ProofKey,
  type Proofs,
  proofKey,
  type RegionReach,
  SETTLE_SECONDS,
  type WholeAttribute,
} from './index/proof';
import { difference, isoOf, type Span, type Spans, secondOf, union } from './index/spans';
import { type Counts, type Ingester, noCounts } from './ingest-events';
import { costOf, isTagging, MOST_EMPTY_PAGES, pagesLeft, TAG_WINDOW_HOURS } from './sources/plan';

/** A page of a walk, newest first. Times are seconds since the epoch. */
export interface WalkedPage {
  /** The records as they were parsed; a text that is no JSON as it is. */
  readonly records: readonly unknown[];
  readonly isLast: boolean;
  readonly oldest: number;
  /** From here to the end of the walk everything was read. */
  readonly readFrom: number;
  /** The time of the newest event of the page, ISO 8601 UTC. */
  readonly newest?: string;
}

export interface CatchUpDeps {
  /** Begins a walk of LookupEvents; both ends of the span belong to it. */
  readonly walk: (attribute: WholeAttribute, span: Span, signal: AbortSignal) => AsyncGenerator<WalkedPage, void>;
  readonly reach: () => Promise<RegionReach>;
  readonly prove: (key: ProofKey, span: Span) => Promise<void>;
  /** For how many days the index keeps a change: nothing older is worth reading. */
  readonly retentionDays: number;
  readonly noteWalk: (note: {
    readonly walkedTo?: string;
    readonly newestEvent?: string;
    readonly deliverable?: string;
    readonly eventsAnHour?: ReadonlyMap<string, number>;
  }) => Promise<void>;
  readonly ingester: (onChange: (change: Change) => void) => Ingester;
  readonly now: () => Date;
  /** Aborted where time is up: what was read by then stays, one unit of each walk that is under way is lost. */
  readonly signal: AbortSignal;
  /** Reads the last days again whatever is proved of them: events that came late. */
  readonly againDays?: number;
  readonly onProgress?: (progress: CatchUpProgress) => void;
}

export interface CatchUpProgress {
  /** What is being read: `EventName CreateQueue`. */
  readonly what: string;
  readonly span: Span;
  readonly calls: number;
  readonly changes: number;
  /** Days or names of this window that are read, and all of them. */
  readonly done: number;
  readonly all: number;
}

export interface CaughtUp {
  readonly calls: number;
  readonly counts: Readonly<Counts>;
  /** How each window of each event source was read. */
  readonly windows: readonly (Span & { readonly source: string; readonly by: 'walk' | 'names' })[];
  /** Of all that was read, the time of the newest event of any kind; absent where there was none. */
  readonly newestEvent?: string;
  /** What could not be read, each in a phrase; the next run tries again. */
  readonly failures: readonly string[];
  /** Time was up before everything was read. */
  readonly isCut: boolean;
}

/** How far back a first catch-up reads: CloudTrail's event history, a little inside its 90 days. */
const MARGIN = 120;
const DAY = 86_400;
const REACH_SECONDS = EVENT_HISTORY_DAYS * DAY - MARGIN;
/** EventBridge commonly delivers within seconds; what is older than this and was not delivered will not be. */
const DELIVERY_SECONDS = 15 * 60;
/** Walks that are under way at once: enough to use the rate where each call takes several seconds. */
const WALKS_AT_ONCE = 8;

/** What a call to CloudTrail met, told apart from a table that failed. */
class WalkFailed extends Error {
  override readonly name = 'WalkFailed';
}

/**
 * Reads what the index has not proved of one Region, newest first, and proves it. There is no state but the proofs: a run that is
 * killed or out of time is continued by the next. Throws where the index could not be written, or nothing at all could be read.
 */
export const catchUp = async (deps: CatchUpDeps): Promise<CaughtUp> => {
  const end = secondOf(deps.now().toISOString());
  const reach = await deps.reach();
  const run = newRun(deps, end, reach.proofs);
  const sources = Object.values(EVENT_SOURCES);
  const settled = await Promise.allSettled(sources.map((source) => readSource(source, run)));
  const broken = settled.find((one) => one.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  if (run.calls === 0 && run.failures.length > 0) {
    throw new Error(`Nothing could be read of CloudTrail: ${run.failures[0]}`);
  }
  const isWhole = run.failures.length === 0 && !run.isCut;
  await deps.noteWalk({
    ...(isWhole && { walkedTo: isoOf(end) }),
    ...(run.newestEvent !== undefined && { newestEvent: run.newestEvent }),
    ...(run.deliverable !== undefined && { deliverable: run.deliverable }),
    eventsAnHour: run.eventsAnHour,
  });
  const { calls, counts, windows, failures, isCut, newestEvent } = run;
  return { calls, counts, windows, failures, isCut, ...(newestEvent !== undefined && { newestEvent }) };
};

/** What one run knows and has done. */
interface Run {
  readonly deps: CatchUpDeps;
  readonly end: number;
  readonly proofs: Proofs;
  calls: number;
  readonly counts: Counts;
  readonly windows: (Span & { readonly source: string; readonly by: 'walk' | 'names' })[];
  readonly failures: string[];
  isCut: boolean;
  newestEvent?: string;
  deliverable?: string;
  readonly eventsAnHour: Map<string, number>;
}

const newRun = (deps: CatchUpDeps, end: number, proofs: Proofs): Run => ({
  deps,
  end,
  proofs,
  calls: 0,
  counts: noCounts(),
  windows: [],
  failures: [],
  isCut: false,
  eventsAnHour: new Map(),
});

const operationsOf = (source: string): readonly Operation[] =>
  CHANGES.filter((operation) => eventSourceOf(operation) === source);

/** What is to be read of a source: the newest day first, so that a first install soon answers what people ask most. */
export const windowsToRead = (
  proofs: Proofs,
  source: string,
  end: number,
  { againDays, retentionDays }: Pick<CatchUpDeps, 'againDays' | 'retentionDays'>,
): readonly Span[] => {
  // What the index would not keep is not read: it must not count as proved.
  const reach = Math.min(REACH_SECONDS, retentionDays * DAY - MARGIN);
  // Tags are in hundreds of services: over long windows nobody reads them by name, so they never count as missing.
  const proved = operationsProved(
    proofs,
    operationsOf(source).filter((operation) => !isTagging(operation)),
  );
  const gaps: Spans =
    againDays === undefined
      ? difference([{ from: end - reach, to: end }], proved)
      : [{ from: end - Math.min(againDays * DAY, reach), to: end }];
  return gaps.toReversed().flatMap(({ from, to }) => {
    const cut = to - DAY + 1;
    return from < cut
      ? [
          { from: cut, to },
          { from, to: cut - 1 },
        ]
      : [{ from, to }];
  });
};

const readSource = async (source: string, run: Run): Promise<void> => {
  for (const span of windowsToRead(run.proofs, source, run.end, run.deps)) {
    if (run.deps.signal.aborted) {
      run.isCut = true;
      return;
    }
    if (!(await readWindow(source, span, run))) return;
  }
};

/**
 * The cheaper of a walk of everything and a fan-out over names, as one page tells. False where not even that page could be read:
 * nobody answers then. What fails farther down is no reason not to read older windows, or one bad page would hide them for good.
 */
const readWindow = async (source: string, span: Span, run: Run): Promise<boolean> => {
  const everything: WholeAttribute = { key: 'EventSource', value: source };
  const walk = run.deps.walk(everything, span, run.deps.signal);
  const ingester = ingesterOf(run);
  let isAnswered = false;
  try {
    const first = await firstPage(walk, everything, run);
    isAnswered = true;
    if (first === undefined) return true;
    noteDensity(source, span, first, run);
    const names = namesToRead(source, span, run);
    const probe = {
      events: first.records.length,
      isLast: first.isLast,
      coveredMs: (span.to - first.oldest) * 1000,
      windowMs: (span.to - span.from) * 1000,
    };
    if (pagesLeft(probe) <= costOfNames(names)) {
      run.windows.push({ ...span, source, by: 'walk' });
      await readDown(everything, span, { walk, first, ingester }, run, days(span));
      return true;
    }
    await ingester.add(first.records);
    await ingester.flush();
    await walk.return();
    run.windows.push({ ...span, source, by: 'names' });
    await readNames(names, span, run);
    return true;
  } catch (error) {
    if (!isOfWalk(error, run)) throw error;
    return isAnswered;
  } finally {
    addCounts(run.counts, ingester.counts);
  }
};

interface NameToRead {
  readonly attribute: WholeAttribute;
  readonly spans: Spans;
}

/** The names of a source's operations, each with what of the window is not proved of it. */
const namesToRead = (source: string, span: Span, { proofs, deps }: Run): readonly NameToRead[] => {
  const tagsToo = span.to - span.from < TAG_WINDOW_HOURS * 3_600;
  const wanted = operationsOf(source).filter((operation) => tagsToo || !isTagging(operation));
  const byName = new Map(wanted.map((operation) => [operation.name, operation]));
  return [...byName.values()].flatMap((operation): readonly NameToRead[] => {
    const spans = deps.againDays === undefined ? difference([span], nameProved(proofs, operation)) : [span];
    return spans.length === 0 ? [] : [{ attribute: { key: 'EventName', value: operation.name }, spans }];
  });
};

const costOfNames = (names: readonly NameToRead[]): number =>
  names.reduce((sum, { attribute, spans }) => sum + costOf(attribute.value) * spans.length, 0);

/** What fails of one name is no reason not to read the others. */
const readNames = async (names: readonly NameToRead[], window: Span, run: Run): Promise<void> => {
  let done = 0;
  await pMap(
    names,
    async ({ attribute, spans }) => {
      for (const span of spans) {
        if (run.deps.signal.aborted) {
          run.isCut = true;
          return;
        }
        const ingester = ingesterOf(run);
        const walk = run.deps.walk(attribute, span, run.deps.signal);
        try {
          const first = await nextPage(walk, attribute, run);
          if (first !== undefined) await readDown(attribute, span, { walk, first, ingester }, run);
        } catch (error) {
          if (!isOfWalk(error, run)) throw error;
        } finally {
          addCounts(run.counts, ingester.counts);
        }
      }
      done += 1;
      tell(run, `${attribute.key} ${attribute.value}`, window, done, names.length);
    },
    { concurrency: WALKS_AT_ONCE },
  );
};

interface Walk {
  readonly walk: AsyncGenerator<WalkedPage, void>;
  readonly first: WalkedPage;
  readonly ingester: Ingester;
}

/**
 * One walk from its first page on. Each UTC day that was read whole is put into the index and only then proved, so that whoever is
 * stopped loses the day that was being read, and no proof is ever ahead of what it proves.
 */
const readDown = async (
  attribute: WholeAttribute,
  span: Span,
  { walk, first, ingester }: Walk,
  run: Run,
  all?: number,
): Promise<void> => {
  const key = proofKey(attribute);
  let provedFrom = span.to + 1;
  const proveFrom = async (from: number): Promise<void> => {
    if (from >= provedFrom) return;
    await ingester.flush();
    const to = Math.min(provedFrom - 1, run.end - SETTLE_SECONDS);
    provedFrom = from;
    if (from <= to) await run.deps.prove(key, { from, to });
  };
  for (let page: WalkedPage | undefined = first; page !== undefined; page = await nextPage(walk, attribute, run)) {
    await ingester.add(page.records);
    // The days that lie wholly above what is read down to.
    await proveFrom(page.isLast ? span.from : Math.ceil(page.readFrom / DAY) * DAY);
    if (all !== undefined) tell(run, key, span, days({ from: provedFrom, to: span.to }), all);
  }
};

const days = ({ from, to }: Span): number => (from > to ? 0 : Math.floor(to / DAY) - Math.floor(from / DAY) + 1);

/** The first page that shows how dense the rest is; those before it hold nothing. */
const firstPage: typeof nextPage = async (walk, attribute, run) => {
  for (let empty = 0; ; empty += 1) {
    const page = await nextPage(walk, attribute, run);
    if (page === undefined || page.records.length > 0 || page.isLast || empty === MOST_EMPTY_PAGES) return page;
  }
};

const nextPage = async (
  walk: AsyncGenerator<WalkedPage, void>,
  attribute: WholeAttribute,
  run: Run,
): Promise<WalkedPage | undefined> => {
  try {
    const { value, done } = await walk.next();
    if (done || value === undefined) return undefined;
    run.calls += 1;
    if (
      attribute.key === 'EventSource' &&
      value.newest !== undefined &&
      (run.newestEvent === undefined || value.newest > run.newestEvent)
    ) {
      run.newestEvent = value.newest;
    }
    return value;
  } catch (cause) {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message.split('\n')[0]}` : String(cause);
    throw new WalkFailed(`${attribute.key} ${attribute.value}: ${reason}`, { cause });
  }
};

/** Whether a failure is CloudTrail's, and then notes it: as time that was up, or as something that failed. */
const isOfWalk = (error: unknown, run: Run): boolean => {
  if (!(error instanceof WalkFailed)) return false;
  if (run.deps.signal.aborted) run.isCut = true;
  else run.failures.push(error.message);
  return true;
};

const ingesterOf = (run: Run): Ingester =>
  run.deps.ingester(({ time }) => {
    const isDeliverable = secondOf(time) <= run.end - DELIVERY_SECONDS;
    if (isDeliverable && (run.deliverable === undefined || time > run.deliverable)) run.deliverable = time;
  });

const noteDensity = (source: string, { from, to }: Span, { records, isLast, oldest }: WalkedPage, run: Run): void => {
  // The newest window comes first, and how dense that one is counts.
  if (run.eventsAnHour.has(source)) return;
  const seconds = isLast ? to - from + 1 : Math.max(1, to - oldest);
  run.eventsAnHour.set(source, (records.length / seconds) * 3_600);
};

const addCounts = (into: Counts, more: Readonly<Counts>): void => {
  for (const name of Object.keys(into) as (keyof Counts)[]) into[name] += more[name];
};

const tell = ({ deps, calls, counts }: Run, what: string, span: Span, done: number, all: number): void =>
  deps.onProgress?.({ what, span, calls, changes: counts.changes, done, all });

/** What a schedule asks for: a tick every ten minutes, and once a night. */
export type CatchUpKind = 'tick' | 'nightly';

/** How many days are read once more each night, for events that came late. */
const AGAIN_DAYS = 3;
/** Where EventBridge is healthy, a tick a little under an hour after the last walk walks. */
const HEALTHY_EVERY_SECONDS = 55 * 60;

/** Whether EventBridge delivers: everything that a walk found, and that it had time for, is not newer than what it delivered. */
export const isEventBridgeHealthy = ({ delivered, deliverable }: RegionReach): boolean =>
  delivered !== undefined && (deliverable === undefined || delivered >= deliverable);

/**
 * What a run that the schedule starts is to do: nothing where EventBridge is healthy and the last walk is recent, unless the
 * first install, or anything older than a day, is still to be read.
 */
export const dueNow = (
  kind: CatchUpKind,
  reach: RegionReach,
  now: Date,
  retentionDays: number,
): { readonly isDue: boolean; readonly againDays?: number } => {
  if (kind === 'nightly') return { isDue: true, againDays: AGAIN_DAYS };
  const end = secondOf(now.toISOString());
  const isOpen = Object.values(EVENT_SOURCES).some((source) =>
    union(windowsToRead(reach.proofs, source, end, { retentionDays })).some(({ from }) => from < end - DAY),
  );
  const since = reach.walkedTo === undefined ? Number.POSITIVE_INFINITY : end - secondOf(reach.walkedTo);
  return { isDue: isOpen || !isEventBridgeHealthy(reach) || since >= HEALTHY_EVERY_SECONDS };
};
