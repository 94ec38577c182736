import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { EVENT_HISTORY_DAYS } from '../change/cloudtrail-event';
import type { ChangeRequest, ChangeSource, Optional } from '../sources/change-source';
import { regionsOf, unreadRegions } from '../sources/regions';
import { type Clock, machineClock } from '../time/clock';
import { phrases } from '../words/words';
import { foundIn, nothingInReach } from './live-found';
import { anyOf } from './lookup-call';
import type { Pacer } from './pacer';
import { type Memory, newMemory, readRegion, type Span } from './read-region';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** A window that was meant to reach back exactly 90 days may begin so much earlier: it was asked for a while ago. */
const REACH_TOLERANCE = 15 * MINUTE;

export interface LiveCloudTrailDeps {
  /** The Regions to ask, each once. */
  readonly regions: readonly string[];
  readonly pacer: (region: string) => Pacer;
  /** The time that the question is asked at; what waits does so by `clock`. */
  readonly now: () => Date;
  readonly clock?: Clock;
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
  const { clock = machineClock } = deps;
  let budget: AbortSignal | undefined;
  let frozenNow: Date | undefined;
  const memories = new Map<string, Memory>();
  const optionalCalls = new Map<Optional, number>();
  const budgetFor = ({ naming }: ChangeRequest): AbortSignal => {
    budget ??= anyOf([clock.timeout(deps.budgetMs)]);
    return naming ? anyOf([budget, clock.timeout(deps.budgetMs / 2)]) : budget;
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
        const ask = {
          client: deps.cloudTrail(region),
          pacer: deps.pacer(region),
          clock,
          span,
          budget: signal,
          callsLeft,
        };
        return readRegion(ask, region, memoryOf(region), request);
      }),
    );
    if (optional !== undefined) {
      const calls = Math.max(...readings.map((reading) => reading.calls));
      optionalCalls.set(optional, (optionalCalls.get(optional) ?? 0) + calls);
    }
    return foundIn(readings, request, span, now, [
      ...unreadRegions(request, deps.regions),
      ...beyondReach(request, span),
    ]);
  };
};

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
