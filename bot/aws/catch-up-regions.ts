import type { CloudTrailClient, Event } from '@aws-sdk/client-cloudtrail';
import { type CatchUpDeps, type CatchUpKind, type CatchUpProgress, type CaughtUp, catchUp, dueNow } from '../catch-up';
import { serviceOfEventSource } from '../change/catalogue';
import type { Log } from '../log';
import { type Clock, machineClock } from '../time/clock';
import type { IndexWriter } from './index-writer';
import { lookupPages } from './lookup-pages';
import type { Pacer } from './pacer';
import type { StateTable } from './state-table';

export interface CatchUpRegionsDeps {
  readonly cloudTrail: (region: string) => CloudTrailClient;
  /** Of background priority: questions come first. */
  readonly pacer: (region: string) => Pacer;
  readonly writer: IndexWriter;
  readonly state: Pick<StateTable, 'claim' | 'release'>;
  readonly now: () => Date;
  readonly clock?: Clock;
  /** Aborted where time is up. */
  readonly signal: AbortSignal;
  /** For so long a run may hold a Region; whoever holds it for longer was killed. */
  readonly leaseSeconds: number;
  readonly log: Log;
  readonly onProgress?: (region: string, progress: CatchUpProgress) => void;
}

export type RegionCaughtUp = { readonly region: string } & (
  | ({ readonly kind: 'done' } & CaughtUp)
  /** Nothing was due, or another run is at it. */
  | { readonly kind: 'not due' | 'busy' }
  | { readonly kind: 'failed'; readonly error: unknown }
);

const NIGHTLY_TRIES = 20;
const WAIT_MS = 15_000;

/** Catches up with these Regions at once, as each has a rate of its own. One that fails is no reason not to read the others. */
export const catchUpRegions = (
  kind: CatchUpKind | 'now',
  regions: readonly string[],
  deps: CatchUpRegionsDeps,
): Promise<readonly RegionCaughtUp[]> =>
  Promise.all(
    regions.map(async (region): Promise<RegionCaughtUp> => {
      try {
        return await catchUpRegion(kind, region, deps);
      } catch (error) {
        return { region, kind: 'failed', error };
      }
    }),
  );

const catchUpRegion = async (
  kind: CatchUpKind | 'now',
  region: string,
  deps: CatchUpRegionsDeps,
): Promise<RegionCaughtUp> => {
  const { state, writer, now, clock = machineClock } = deps;
  const { isDue, againDays } =
    kind === 'now' ? { isDue: true } : dueNow(kind, await writer.proofs.reach(region), now(), writer.retentionDays);
  if (!isDue) return { region, kind: 'not due' };
  const claim = `catch-up-${region}`;
  const isMine = async () => (await state.claim(claim, { leaseSeconds: deps.leaseSeconds, now: now() })) === 'mine';
  for (let tries = 1; !(await isMine()); tries += 1) {
    // The next tick comes in ten minutes, the next night in a day: a night's run waits for the tick that is at it.
    if (kind !== 'nightly' || tries > NIGHTLY_TRIES || deps.signal.aborted) return { region, kind: 'busy' };
    await clock.sleep(WAIT_MS);
  }
  try {
    const caughtUp = await catchUp({
      ...catchUpDeps(region, deps),
      ...(againDays !== undefined && { againDays }),
    });
    return { region, kind: 'done', ...caughtUp };
  } finally {
    await state
      .release(claim)
      .catch((error: unknown) => deps.log('warn', 'a catch-up could not be given back', { region }, error));
  }
};

const catchUpDeps = (
  region: string,
  { cloudTrail, pacer, writer, now, clock = machineClock, signal, onProgress }: CatchUpRegionsDeps,
): CatchUpDeps => {
  const { proofs, ingester } = writer;
  const [client, own] = [cloudTrail(region), pacer(region)];
  return {
    walk: async function* (attribute, { from, to }, stop) {
      const dates = { from: new Date(from * 1000), to: new Date(to * 1000) };
      for await (const page of lookupPages({ client, pacer: own, clock, attribute, ...dates, signal: stop })) {
        const newest = page.events[0]?.EventTime?.toISOString();
        yield {
          records: page.events.map(recordOf),
          isLast: page.isLast,
          oldest: Math.floor(page.oldest.getTime() / 1000),
          readFrom: Math.floor(page.readFrom.getTime() / 1000),
          ...(newest !== undefined && { newest }),
        };
      }
    },
    retentionDays: writer.retentionDays,
    reach: () => proofs.reach(region),
    prove: (key, span) => proofs.prove(region, key, span),
    noteWalk: (note) => proofs.noteWalk(region, note),
    ingester,
    now,
    signal,
    ...(onProgress !== undefined && { onProgress: (progress: CatchUpProgress) => onProgress(region, progress) }),
  };
};

/** The record of an event; a text that is none stays a text, which the index keeps as what it could not tell. */
const recordOf = ({ EventSource: eventSource, CloudTrailEvent: text, ...event }: Event): unknown => {
  // Names that other services have too bring their events along, and those need not even be readable.
  if (eventSource !== undefined && serviceOfEventSource(eventSource) === undefined) return { eventSource };
  if (text === undefined) return JSON.stringify({ eventSource, ...event });
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
