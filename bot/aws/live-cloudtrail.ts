import { setMaxListeners } from 'node:events';
import { type CloudTrailClient, type Event, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { Coverage, CoverageSource } from '../answer/coverage';
import {
  answersRequest,
  type ChangeRequest,
  type ChangeSource,
  type Found,
  newestFirst,
} from '../sources/change-source';
import { type LookupAttribute, type Plan, type Probe, planLookup, walkOn } from '../sources/plan';
import { addRecord, noRecords, type RecordsRead, unusableNotes } from '../sources/read-records';
import { type Pacer, pacedMiddleware } from './pacer';

/** CloudTrail keeps its event history for 90 days. */
const REACH_DAYS = 90;
const HOUR = 3_600_000;
const SETTLE_NOTE = 'Events can reach CloudTrail some minutes late; newer ones may still arrive.';
const NAMES_NOTE = 'Looked up by event names; a kind of change that has no name in our catalogue would be missed.';

export interface LiveCloudTrailDeps {
  /** The Regions to ask, each once. */
  readonly regions: readonly string[];
  readonly pacer: (region: string) => Pacer;
  readonly now: () => Date;
  /** After this long no further page is asked for, and the answer says that it is partial. */
  readonly budgetMs: number;
  /** A client for a Region, always the same one. */
  readonly cloudTrail: (region: string) => CloudTrailClient;
}

/** CloudTrail's LookupEvents as a source of changes: planned, paced, its window frozen, cut at a time budget and saying so. */
export const liveCloudTrail = (deps: LiveCloudTrailDeps): ChangeSource => {
  const clientOf = (region: string): CloudTrailClient => {
    const client = deps.cloudTrail(region);
    client.middlewareStack.use(pacedMiddleware(deps.pacer(region)));
    return client;
  };

  return async (request) => {
    const now = deps.now();
    const span = frozenSpan(request, now);
    if (span === undefined) return nothingInReach(request, now);
    const budget = AbortSignal.timeout(deps.budgetMs);
    // Every call under way listens to it.
    setMaxListeners(0, budget);
    const readings = await Promise.all(
      regionsOf(request, deps.regions).map((region) => readRegion(clientOf(region), region, request, span, budget)),
    );
    return merge(readings, request, span, now);
  };
};

/** A thing's events are in its own Region; where it is not known which, every Region is read. */
const regionsOf = ({ targets = [] }: ChangeRequest, all: readonly string[]): readonly string[] => {
  const wanted = new Set(targets.map(({ region }) => region));
  const known = all.filter((region) => wanted.has(region));
  return known.length === wanted.size && known.length > 0 ? known : all;
};

interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** The asked window within CloudTrail's reach; both ends fixed once, as every page of a walk must repeat them. */
const frozenSpan = ({ window }: ChangeRequest, now: Date): Span | undefined => {
  // A little inside the reach, so that a slow walk does not fall out of it.
  const oldest = now.getTime() - REACH_DAYS * 24 * HOUR + 60_000;
  const from = Math.max(window.from === undefined ? oldest : Date.parse(window.from), oldest);
  const to = Math.min(window.to === undefined ? now.getTime() : Date.parse(window.to), now.getTime());
  return from > to ? undefined : { from: new Date(from), to: new Date(to) };
};

interface RegionReading {
  readonly region: string;
  readonly records: RecordsRead;
  calls: number;
  readonly notes: string[];
  /** Why this Region could not be read to its end. */
  failure?: { readonly reason: string; readonly cause: unknown };
}

const readRegion = async (
  client: CloudTrailClient,
  region: string,
  request: ChangeRequest,
  span: Span,
  budget: AbortSignal,
): Promise<RegionReading> => {
  const reading: RegionReading = { region, records: noRecords(), calls: 0, notes: [] };
  const walk = (attribute: LookupAttribute) => walkPages(client, attribute, span, budget, reading);
  const readToEnd = async (pages: AsyncGenerator<Probe>): Promise<void> => {
    for await (const _page of pages);
  };
  try {
    const plan = planLookup(request, (span.to.getTime() - span.from.getTime()) / HOUR);
    reading.notes.push(...plan.notes);
    await followPlan(plan, walk, readToEnd, reading);
  } catch (error) {
    reading.failure = { reason: reasonOf(error, budget), cause: error };
  }
  return reading;
};

const followPlan = async (
  plan: Plan,
  walk: (attribute: LookupAttribute) => AsyncGenerator<Probe>,
  readToEnd: (pages: AsyncGenerator<Probe>) => Promise<void>,
  reading: RegionReading,
): Promise<void> => {
  if (plan.kind === 'walks') {
    await settleAll(plan.walks.map((attribute) => readToEnd(walk(attribute))));
    return;
  }
  const walks = plan.sources.map(walk);
  const probes = await settleAll(walks.map(async (pages) => (await pages.next()).value as Probe));
  if (walkOn(probes, plan.fanOutCost)) {
    await settleAll(walks.map(readToEnd));
    return;
  }
  reading.notes.push(NAMES_NOTE);
  await settleAll(plan.fanOut.map((attribute) => readToEnd(walk(attribute))));
};

/** Like Promise.all, but waits for all of them before it throws the first failure: what the others read is kept. */
const settleAll = async <T>(work: readonly Promise<T>[]): Promise<readonly T[]> => {
  const settled = await Promise.allSettled(work);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
};

/** One walk, newest first, page by page. A page may be empty and still have a token: only the token's absence is the end. */
async function* walkPages(
  client: CloudTrailClient,
  { key, value }: LookupAttribute,
  span: Span,
  budget: AbortSignal,
  reading: RegionReading,
): AsyncGenerator<Probe> {
  let token: string | undefined;
  do {
    budget.throwIfAborted();
    const page = await client.send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: key, AttributeValue: value }],
        StartTime: span.from,
        EndTime: span.to,
        MaxResults: 50,
        ...(token === undefined ? {} : { NextToken: token }),
      }),
      { abortSignal: budget },
    );
    reading.calls += 1;
    const events = page.Events ?? [];
    for (const event of events) addEvent(reading.records, event, key);
    token = page.NextToken;
    const oldest = events.at(-1)?.EventTime?.getTime() ?? span.to.getTime();
    yield {
      events: events.length,
      isLast: token === undefined,
      coveredMs: span.to.getTime() - oldest,
      windowMs: span.to.getTime() - span.from.getTime(),
    };
  } while (token !== undefined);
}

const addEvent = (records: RecordsRead, event: Event, key: LookupAttribute['key']): void => {
  if (key === 'EventSource') records.newest = newerOf(records.newest, event.EventTime?.toISOString());
  addRecord(records, parseRecord(event.CloudTrailEvent));
};

const parseRecord = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return { eventSource: undefined };
  }
};

const newerOf = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

/** The world's failures in words for the person who asked. */
const reasonOf = (error: unknown, budget: AbortSignal): string => {
  const name = error instanceof Error ? error.name : '';
  if (/Throttl|TooManyRequests/i.test(name))
    return 'it throttled every try (its limit is 2 calls a second for the whole account)';
  if (budget.aborted) return 'time ran out';
  if (/AccessDenied|Unauthorized|NotAuthorized/i.test(name))
    return 'access was denied (cloudtrail:LookupEvents is needed)';
  if (/ExpiredToken|Credentials|UnrecognizedClient|InvalidClientTokenId|CredentialsProvider/i.test(name)) {
    return 'the AWS credentials are missing or not valid';
  }
  return error instanceof Error && error.message !== ''
    ? (error.message.split('\n')[0] ?? name)
    : 'it could not be reached';
};

/** Nothing at all could be read: the world failed. The message is one line, fit for a person. */
export class CloudTrailUnavailable extends Error {
  override readonly name = 'CloudTrailUnavailable';
}

const merge = (readings: readonly RegionReading[], request: ChangeRequest, span: Span, now: Date): Found => {
  const failed = readings.filter(({ failure }) => failure !== undefined);
  if (failed.length === readings.length && readings.every(({ calls }) => calls === 0)) {
    const [first] = failed;
    throw new CloudTrailUnavailable(
      `CloudTrail could not be read in ${readings.map(({ region }) => region).join(', ')}: ${first?.failure?.reason ?? 'no Region to ask'}`,
      { cause: first?.failure?.cause },
    );
  }
  const newest = readings.map(({ records }) => records.newest).reduce(newerOf, undefined);
  const coverage: Coverage = {
    from: isoSeconds(span.from),
    to: isoSeconds(span.to),
    complete: failed.length === 0,
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
        ...readings.flatMap(partialNotes),
        ...readings.flatMap(({ notes }) => notes),
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
  ...(failure === undefined
    ? []
    : [`Partial: CloudTrail in ${region} was not read to its end after ${calls} calls, ${failure.reason}.`]),
  ...unusableNotes(records),
];

const settleNotes = (span: Span, now: Date): readonly string[] =>
  now.getTime() - span.to.getTime() < HOUR / 2 ? [SETTLE_NOTE] : [];

const nothingInReach = (request: ChangeRequest, now: Date): Found => ({
  changes: [],
  facts: [],
  coverage: {
    ...(request.window.from === undefined ? {} : { from: request.window.from }),
    ...(request.window.to === undefined ? {} : { to: request.window.to }),
    complete: false,
    asOf: isoSeconds(now),
    sources: [],
    notes: ["The whole window lies before CloudTrail's event history, which holds 90 days."],
  },
});
