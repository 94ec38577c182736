import type { CloudTrailClient, Event } from '@aws-sdk/client-cloudtrail';
import { serviceOfEventSource } from '../change/catalogue';
import { NO_JSON } from '../change/json-text';
import type { ChangeRequest } from '../sources/change-source';
import { type LookupAttribute, planLookup } from '../sources/plan';
import { addRecord, addUnusable, noRecords, type RecordsRead } from '../sources/read-records';
import type { Clock } from '../time/clock';
import { type CloudTrailFailure, failureOf, reasonOf } from './cloudtrail-failure';
import { followPlan, TooDear, type Walk, type WalkOptions } from './follow-plan';
import { anyOf } from './lookup-call';
import { lookupPages } from './lookup-pages';
import type { Pacer } from './pacer';

const HOUR = 3_600_000;

export interface Span {
  readonly from: Date;
  readonly to: Date;
}

export interface Asking {
  readonly client: CloudTrailClient;
  readonly pacer: Pacer;
  readonly clock: Clock;
  readonly span: Span;
  readonly budget: AbortSignal;
  readonly callsLeft: number;
}

/** What was read of a Region so far, for whichever request. */
export interface Memory {
  readonly records: RecordsRead;
  /** Ids of the events that were read: a fan-out meets again what its probe showed. */
  readonly seen: Set<string>;
  /** What was read whole, by attribute. */
  readonly walked: Map<string, readonly Span[]>;
}
export const newMemory = (): Memory => ({ records: noRecords(), seen: new Set(), walked: new Map() });

export interface RegionReading {
  readonly region: string;
  readonly records: RecordsRead;
  /** Pages that were read. */
  calls: number;
  throttled: number;
  /** What a call failed with last, where no page was read after that. */
  lastTry?: unknown;
  readonly notes: string[];
  /** Why this Region could not be read to its end. */
  failure?: { readonly reason: string; readonly cause: unknown };
}

/** Reads of a Region what answers a request, as far as it can be read, and tells why no further. */
export const readRegion = async (
  asking: Asking,
  region: string,
  memory: Memory,
  request: ChangeRequest,
): Promise<RegionReading> => {
  const reading: RegionReading = { region, records: memory.records, calls: 0, throttled: 0, notes: [] };
  const { span, budget, callsLeft } = asking;
  const halt = new AbortController();
  try {
    const plan = planLookup(request, (span.to.getTime() - span.from.getTime()) / HOUR);
    await followPlan(plan, {
      walk: (attribute, options = {}) => walkPages({ ...asking, ...options, attribute, halt }, memory, reading),
      isRead: (attribute) => unread(memory, attribute, span) === undefined,
      callsLeft: () => callsLeft - reading.calls,
      addNotes: (notes) => reading.notes.push(...notes),
    });
    return reading;
  } catch (error) {
    const reason = reasonOf(error, budget, reading.throttled, reading.lastTry);
    return { ...reading, failure: { reason, cause: error } };
  }
};

const keyOf = ({ key, value }: LookupAttribute): string => `${key} ${value}`;

/** The stretch of a span that is still to be read under an attribute, which is its older part; undefined where none is. */
const unread = ({ walked }: Memory, attribute: LookupAttribute, { from, to }: Span): Span | undefined => {
  const reaching = (walked.get(keyOf(attribute)) ?? []).filter((one) => one.from <= to && one.to >= to);
  const oldest = Math.min(to.getTime(), ...reaching.map((one) => one.from.getTime()));
  return reaching.length > 0 && oldest <= from.getTime() ? undefined : { from, to: new Date(oldest) };
};

interface WalkAsking extends Asking, WalkOptions {
  readonly attribute: LookupAttribute;
  /** Ends every walk of this reading. */
  readonly halt: AbortController;
}

/** One walk, newest first, page by page, of what is not yet read. */
async function* walkPages(asking: WalkAsking, memory: Memory, reading: RegionReading): Walk {
  const { attribute, span, callsLeft, halt } = asking;
  const stretch = unread(memory, attribute, span);
  if (stretch === undefined) return;
  const signal = anyOf([asking.budget, halt.signal, asking.stop]);
  const pages = lookupPages({
    ...asking,
    ...stretch,
    signal,
    beforeAttempt: () => {
      if (reading.calls >= callsLeft) throw new TooDear();
    },
    onFailure: (error) => {
      if (failureOf(error) === 'throttled') reading.throttled += 1;
      else reading.lastTry = error;
    },
  });
  let callsBefore = reading.calls;
  try {
    for await (const { events, isLast, oldest, readFrom } of pages) {
      reading.calls += 1;
      callsBefore = reading.calls;
      reading.lastTry = undefined;
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
  } catch (error) {
    // Where no call is answered, not each walk need learn it by itself.
    if (!signal.aborted && isForAll(failureOf(error), reading.calls === callsBefore)) halt.abort(error);
    throw error;
  }
}

/** Whether a failure that no further try overcame says that the other walks would meet it, too. */
const isForAll = (failure: CloudTrailFailure, nothingAnswered: boolean): boolean =>
  failure === 'shut' ||
  failure === 'unreached' ||
  failure === 'wrong clock' ||
  (failure === 'passing' && nothingAnswered);

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

export const newerOf = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;
