import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudTrailClient, Event } from '@aws-sdk/client-cloudtrail';
import type { Coverage, CoverageSource } from '../answer/coverage';
import { serviceOfEventSource } from '../change/catalogue';
import { EVENT_HISTORY_DAYS, NO_JSON } from '../change/cloudtrail-event';
import {
  answersRequest,
  type ChangeRequest,
  type ChangeSource,
  type Found,
  newestFirst,
  type Optional,
} from '../sources/change-source';
import { type LookupAttribute, type Plan, type Probe, planLookup, walkOn } from '../sources/plan';
import {
  addRecord,
  addUnusable,
  idlessNotes,
  noRecords,
  type RecordsRead,
  unusableNotes,
} from '../sources/read-records';
import { regionsOf, unreadRegions } from '../sources/regions';
import { phrases } from '../words/words';
import { lookupPages } from './lookup-pages';
import type { Pacer } from './pacer';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** A window that was meant to reach back exactly 90 days may begin so much earlier: it was asked for a while ago. */
const REACH_TOLERANCE = 15 * MINUTE;

export interface LiveCloudTrailDeps {
  /** The Regions to ask, each once. */
  readonly regions: readonly string[];
  readonly pacer: (region: string) => Pacer;
  readonly now: () => Date;
  /**
   * So long after the first request no further page is asked for, whichever request it is for, and what is found then says
   * that it is partial. Finding out what a name means may take half of it.
   */
  readonly budgetMs: number;
  /** Calls that each request may take in a Region; any number unless given. */
  readonly mostCalls?: number;
  readonly cloudTrail: (region: string) => CloudTrailClient;
}

/** Calls that what an answer can do without may take in a Region, by what it is for. */
const OPTIONAL_CALLS: Readonly<Record<Optional, number>> = { history: 14, nearby: 8, names: 6, who: 10 };

/**
 * CloudTrail's LookupEvents as a source of changes, for one question: planned, paced, its end frozen, cut at a time budget
 * and saying so. What was read for one request is not read again for the next.
 */
export const liveCloudTrail = (deps: LiveCloudTrailDeps): ChangeSource => {
  let budget: AbortSignal | undefined;
  let frozenNow: Date | undefined;
  const memories = new Map<string, Memory>();
  const optionalCalls = new Map<Optional, number>();
  const budgetFor = ({ naming }: ChangeRequest): AbortSignal => {
    budget ??= AbortSignal.timeout(deps.budgetMs);
    const own = naming ? AbortSignal.any([budget, AbortSignal.timeout(deps.budgetMs / 2)]) : budget;
    // Every call under way listens to it.
    setMaxListeners(0, own);
    return own;
  };
  const memoryOf = (region: string): Memory => {
    const memory = memories.get(region) ?? newMemory();
    memories.set(region, memory);
    return memory;
  };

  return async (request) => {
    frozenNow ??= deps.now();
    const now = frozenNow;
    const span = frozenSpan(request, now);
    if (span === undefined) return nothingInReach(request, now);
    const signal = budgetFor(request);
    const regions = regionsOf(request, deps.regions);
    const { optional } = request;
    const callsLeft =
      optional === undefined
        ? (deps.mostCalls ?? Number.POSITIVE_INFINITY)
        : OPTIONAL_CALLS[optional] - (optionalCalls.get(optional) ?? 0);
    const readings = await Promise.all(
      regions.map((region) => {
        const ask = { client: deps.cloudTrail(region), pacer: deps.pacer(region), span, budget: signal, callsLeft };
        return readRegion(ask, region, memoryOf(region), request);
      }),
    );
    if (optional !== undefined) {
      const calls = Math.max(...readings.map((reading) => reading.calls));
      optionalCalls.set(optional, (optionalCalls.get(optional) ?? 0) + calls);
    }
    return merge(readings, request, span, now, [
      ...unreadRegions(request, deps.regions),
      ...beyondReach(request, span),
    ]);
  };
};

interface Span {
  readonly from: Date;
  readonly to: Date;
}

/**
 * The asked window within CloudTrail's reach, from a whole second, as CloudTrail's times are; both ends fixed once, as every
 * page of a walk must repeat them.
 */
const frozenSpan = ({ window }: ChangeRequest, now: Date): Span | undefined => {
  // A little inside the reach, so that a slow walk does not fall out of it.
  const oldest = now.getTime() - EVENT_HISTORY_DAYS * 24 * HOUR + MINUTE;
  const asked = Math.max(window.from === undefined ? oldest : Date.parse(window.from), oldest);
  const from = Math.floor(asked / 1000) * 1000;
  const to = Math.min(window.to === undefined ? now.getTime() : Date.parse(window.to), now.getTime());
  return from > to ? undefined : { from: new Date(from), to: new Date(to) };
};

const beyondReach = ({ window: { from } }: ChangeRequest, span: Span): readonly string[] =>
  from === undefined || Date.parse(from) >= span.from.getTime() - REACH_TOLERANCE
    ? []
    : [phrases.search.liveReach({ days: EVENT_HISTORY_DAYS, from: inWords(span.from) })];

const inWords = (date: Date): string => date.toISOString().slice(0, 16).replace('T', ' ');

interface Asking {
  readonly client: CloudTrailClient;
  readonly pacer: Pacer;
  readonly span: Span;
  readonly budget: AbortSignal;
  readonly callsLeft: number;
}

/** What was read of a Region so far, for whichever request. */
interface Memory {
  readonly records: RecordsRead;
  /** Ids of the events that were read: a fan-out meets again what its probe showed. */
  readonly seen: Set<string>;
  /** What was read whole, by attribute. */
  readonly walked: Map<string, readonly Span[]>;
}
const newMemory = (): Memory => ({ records: noRecords(), seen: new Set(), walked: new Map() });

interface RegionReading {
  readonly region: string;
  readonly records: RecordsRead;
  calls: number;
  throttled: number;
  readonly notes: string[];
  /** Why this Region could not be read to its end. */
  failure?: { readonly reason: string; readonly cause: unknown };
}

const readRegion = async (
  asking: Asking,
  region: string,
  memory: Memory,
  request: ChangeRequest,
): Promise<RegionReading> => {
  const reading: RegionReading = { region, records: memory.records, calls: 0, throttled: 0, notes: [] };
  const { span, budget } = asking;
  try {
    const plan = planLookup(request, (span.to.getTime() - span.from.getTime()) / HOUR);
    const isRead = (attribute: LookupAttribute) => unread(memory, attribute, span) === undefined;
    const walk = (attribute: LookupAttribute, stop?: AbortSignal): Walk =>
      walkPages(stop === undefined ? asking : { ...asking, budget: either(budget, stop) }, attribute, memory, reading);
    await followPlan(plan, walk, isRead, reading, asking);
    return reading;
  } catch (error) {
    return { ...reading, failure: { reason: reasonOf(error, budget, reading.throttled), cause: error } };
  }
};

const keyOf = ({ key, value }: LookupAttribute): string => `${key} ${value}`;

/** The stretch of a span that is still to be read under an attribute, which is its older part; undefined where none is. */
const unread = ({ walked }: Memory, attribute: LookupAttribute, { from, to }: Span): Span | undefined => {
  const reaching = (walked.get(keyOf(attribute)) ?? []).filter((one) => one.from <= to && one.to >= to);
  const oldest = Math.min(to.getTime(), ...reaching.map((one) => one.from.getTime()));
  return reaching.length > 0 && oldest <= from.getTime() ? undefined : { from, to: new Date(oldest) };
};

type Walk = AsyncGenerator<Probe, void>;

const readToEnd = async (pages: Walk): Promise<void> => {
  for await (const _page of pages);
};

/** More would be read than something that can be done without is worth. */
class TooDear extends Error {
  override readonly name = 'TooDear';
}

/** Aborts as soon as one of the two does. Every call under way listens to it. */
const either = (one: AbortSignal, other: AbortSignal): AbortSignal => {
  const signal = AbortSignal.any([one, other]);
  setMaxListeners(0, signal);
  return signal;
};

type StartWalk = (attribute: LookupAttribute, stop?: AbortSignal) => Walk;

const followPlan = async (
  plan: Plan,
  walk: StartWalk,
  isRead: (attribute: LookupAttribute) => boolean,
  reading: Pick<RegionReading, 'notes' | 'calls'>,
  { callsLeft }: Asking,
): Promise<void> => {
  if (plan.kind === 'walks') {
    await settleAll(plan.walks.map((attribute) => readToEnd(walk(attribute))));
    return;
  }
  if (plan.sources.every(isRead)) return;
  const fanOut = plan.fanOut.filter((attribute) => !isRead(attribute));
  const walks = plan.sources.map((source) => walk(source));
  // A probe of everything costs a call, as one name does; but it may show more than the names can.
  const isCheap = plan.fanOutNotes.length === 0 && fanOut.length <= walks.length + 1;
  const readNames = (stop?: AbortSignal) => settleAll(fanOut.map((attribute) => readToEnd(walk(attribute, stop))));
  const mayReadNames = (): boolean => fanOut.length <= callsLeft - reading.calls;
  let names: Promise<unknown> | undefined;
  if (fanOut.length > 0 && !isCheap) {
    const probing = settleAll(walks.map((pages) => pages.next()));
    const stop = new AbortController();
    // Where a call takes seconds, the names need not wait to hear whether they are needed.
    if ((await isSlow(probing)) && mayReadNames()) names = readNames(stop.signal);
    const ended = names?.catch(() => undefined);
    const withoutNames = async (): Promise<void> => {
      stop.abort(new Error('The names are not needed.'));
      await ended;
    };
    const probes = await probing.catch(async (error: unknown) => {
      await withoutNames();
      throw error;
    });
    const shown = probes.flatMap((probe) => (probe.done ? [] : [probe.value]));
    if (walkOn(shown, plan.fanOutCost)) {
      await Promise.all([settleAll(walks.map(readToEnd)), withoutNames()]);
      return;
    }
  }
  if (names === undefined && !mayReadNames()) throw new TooDear(phrases.search.reasons.tooDear);
  reading.notes.push(...plan.fanOutNotes);
  await (names ?? readNames());
};

const SLOW_MS = 500;

const isSlow = async (work: Promise<unknown>): Promise<boolean> => {
  const timer = new AbortController();
  const slow = sleep(SLOW_MS, true, { signal: timer.signal }).catch(() => false);
  const done = work.then(
    () => false,
    () => false,
  );
  const first = await Promise.race([slow, done]);
  timer.abort();
  return first;
};

/** Like Promise.all, but waits for all of them before it throws the first failure: what the others read is kept. */
const settleAll = async <T>(work: readonly Promise<T>[]): Promise<readonly T[]> => {
  const settled = await Promise.allSettled(work);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
};

/** One walk, newest first, page by page, of what is not yet read. */
async function* walkPages(
  { client, pacer, span, budget, callsLeft }: Asking,
  attribute: LookupAttribute,
  memory: Memory,
  reading: RegionReading,
): Walk {
  const stretch = unread(memory, attribute, span);
  if (stretch === undefined) return;
  const counting: Pacer = {
    reserve: pacer.reserve,
    throttled: () => {
      reading.throttled += 1;
      return pacer.throttled();
    },
  };
  const beforeCall = (): void => {
    if (reading.calls >= callsLeft) throw new TooDear(phrases.search.reasons.tooDear);
  };
  const pages = lookupPages({ client, pacer: counting, attribute, ...stretch, signal: budget, beforeCall });
  for await (const { events, isLast, oldest, readFrom } of pages) {
    reading.calls += 1;
    for (const event of events) addEvent(memory, event, attribute.key);
    const before = memory.walked.get(keyOf(attribute)) ?? [];
    if (readFrom <= span.to) memory.walked.set(keyOf(attribute), [...before, { from: readFrom, to: span.to }]);
    yield {
      events: events.length,
      isLast,
      coveredMs: stretch.to.getTime() - oldest.getTime(),
      windowMs: stretch.to.getTime() - stretch.from.getTime(),
    };
  }
}

const addEvent = ({ records, seen }: Memory, event: Event, key: LookupAttribute['key']): void => {
  const { EventId: id, EventSource: source, CloudTrailEvent: text } = event;
  if (key === 'EventSource') records.newest = newerOf(records.newest, event.EventTime?.toISOString());
  if (id !== undefined && seen.has(id)) return;
  if (id !== undefined) seen.add(id);
  // Names that other services have too, and people who use them, bring their events along.
  if (source !== undefined && serviceOfEventSource(source) === undefined) return;
  const record = parseRecord(text);
  if (record === undefined) addUnusable(records, NO_JSON);
  else addRecord(records, record.json);
};

const parseRecord = (text: string | undefined): { readonly json: unknown } | undefined => {
  try {
    return { json: JSON.parse(text ?? '') };
  } catch {
    return undefined;
  }
};

const newerOf = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

const { reasons } = phrases.search;

/** The world's failures in words for the person who asked. */
const reasonOf = (error: unknown, budget: AbortSignal, throttled: number): string => {
  const name = error instanceof Error ? error.name : '';
  if (/Throttl|TooManyRequests/i.test(name)) return reasons.throttled;
  if (budget.aborted) return reasons.outOfTime({ throttled });
  if (/AccessDenied|Unauthorized|NotAuthorized/i.test(name)) return reasons.denied;
  if (/ExpiredToken|Credentials|UnrecognizedClient|InvalidClientTokenId|CredentialsProvider/i.test(name)) {
    return reasons.noCredentials;
  }
  if (name === 'SyntaxError') return reasons.cutOff;
  if (name === 'NoTurn') return reasons.noTurn;
  const [said = ''] = error instanceof Error ? error.message.split('\n') : [];
  if (/ECONNRESET|EPIPE|\baborted$|socket hang up/.test(said)) return reasons.brokenOff;
  return said === '' ? reasons.unreachable : said.replace(/\.$/, '');
};

/** Nothing at all could be read: the world failed. The message is one line, fit for a person. */
export class CloudTrailUnavailable extends Error {
  override readonly name = 'CloudTrailUnavailable';
}

/** `cuts` are sentences on what was not even tried. */
const merge = (
  readings: readonly RegionReading[],
  request: ChangeRequest,
  span: Span,
  now: Date,
  cuts: readonly string[],
): Found => {
  const failed = readings.filter(({ failure }) => failure !== undefined);
  if (failed.length === readings.length && readings.every(({ calls }) => calls === 0)) {
    const [first] = failed;
    throw new CloudTrailUnavailable(
      phrases.search.unreadable({
        regions: readings.map(({ region }) => region),
        reason: first?.failure?.reason ?? reasons.noRegion,
      }),
      { cause: first?.failure?.cause },
    );
  }
  const newest = readings.map(({ records }) => records.newest).reduce(newerOf, undefined);
  const coverage: Coverage = {
    from: isoSeconds(span.from),
    to: isoSeconds(span.to),
    ...((failed.length > 0 || cuts.length > 0) && { cut: true as const }),
    complete: failed.length === 0 && readings.every(({ records }) => records.unusable.size === 0) && cuts.length === 0,
    asOf: isoSeconds(now),
    sources: readings.map(
      ({ region, calls }): CoverageSource => ({
        kind: 'live CloudTrail',
        region,
        from: isoSeconds(span.from),
        to: isoSeconds(span.to),
        calls,
      }),
    ),
    ...(newest === undefined ? {} : { newestEvent: newest.replace('.000Z', 'Z') }),
    notes: [
      ...new Set([
        ...cuts,
        ...readings.flatMap(partialNotes),
        ...readings.flatMap(({ notes }) => notes),
        ...idlessNotes(
          readings.flatMap((reading) => reading.records.changes),
          request,
        ),
        ...settleNotes(span, now),
      ]),
    ],
  };
  const records = readings.map((reading) => reading.records);
  return {
    changes: newestFirst(records.flatMap(({ changes }) => changes)).filter((change) => answersRequest(change, request)),
    facts: records.flatMap(({ facts }) => facts),
    coverage,
  };
};

const isoSeconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

const partialNotes = ({ region, failure, calls, records }: RegionReading): readonly string[] => [
  ...(failure === undefined ? [] : [phrases.search.regionCut({ region, count: calls, reason: failure.reason })]),
  ...unusableNotes(records),
];

const settleNotes = (span: Span, now: Date): readonly string[] =>
  now.getTime() - span.to.getTime() < HOUR / 2 ? [phrases.search.unsettled] : [];

const nothingInReach = (request: ChangeRequest, now: Date): Found => ({
  changes: [],
  facts: [],
  coverage: {
    ...(request.window.from === undefined ? {} : { from: request.window.from }),
    ...(request.window.to === undefined ? {} : { to: request.window.to }),
    complete: false,
    cut: true,
    asOf: isoSeconds(now),
    sources: [],
    notes: [phrases.search.allBeforeReach],
  },
});
