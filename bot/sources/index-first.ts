import type { Coverage, CoverageSource } from '../answer/coverage';
import type { Change } from '../change/change';
import { EVENT_HISTORY_DAYS } from '../change/cloudtrail-event';
import { factsOfChange } from '../directory/facts-of-change';
import { partition } from '../index/index-item';
import { partitionsFor } from '../index/partitions-for';
import { allKindsProved, operationsProved, type RegionReach } from '../index/proof';
import { difference, intersection, isoOf, type Span, type Spans, secondOf } from '../index/spans';
import type { Unusable } from '../index/unusable';
import { phrases } from '../words/words';
import { answersRequest, type ChangeRequest, type ChangeSource, type Found, newestFirst } from './change-source';
import { isTagging, NAMES_NOTE, operationsFor, type Plan, planLookup, TAG_NOTE } from './plan';
import { idlessNotes, unusableNotes } from './read-records';
import { regionsOf, unreadRegions } from './regions';

/** What a question reads of the index. */
export interface IndexReader {
  /** All changes of these partitions in a span of time. */
  readonly changes: (
    partitions: readonly string[],
    span?: Partial<Span>,
    /** Hears of what is filed as a change and can't be read as one, by a key of its own. */
    options?: { readonly onUnusable?: (key: string, unusable: Unusable) => void },
  ) => Promise<readonly Change[]>;
  readonly unusable: () => Promise<readonly Unusable[]>;
  /** The partitions of the days that hold a change. */
  readonly days: () => Promise<readonly string[]>;
  readonly reach: (region: string) => Promise<RegionReach>;
}

export interface IndexFirstDeps {
  readonly index: IndexReader;
  /** The Regions that are asked about, each once. */
  readonly regions: readonly string[];
  /** For how long the index keeps a change: what was proved of earlier times is gone. */
  readonly retentionDays: number;
  /** The end of every window that has none. */
  readonly now: Date;
  /** There is no live CloudTrail beside this index (a folder on a laptop): what it has not read can't be read at all. */
  readonly alone?: true;
  /** Live CloudTrail, for what the index has not read. Without it such stretches are told as not searched. */
  readonly fill?: ChangeSource;
  /** Live CloudTrail with next to no patience, for the newest minutes: gives up within `GLANCE_MS`. */
  readonly glance?: ChangeSource;
  /** Whether the newest minutes are read live whatever it takes: where nobody waits. */
  readonly fillsTail?: boolean;
  /** Hears of a stretch that the index had not read. */
  readonly onGap?: () => void;
}

/** How long an answer that the index can give may wait for CloudTrail, and the calls that are tried in that time. */
export const GLANCE_MS = 1_500;
export const GLANCE_CALLS = 2;

/** How far CloudTrail's event history reaches, a little inside its 90 days, so that a slow walk does not fall out of it. */
const LIVE_REACH_SECONDS = EVENT_HISTORY_DAYS * 86_400 - 60;
/** A window that was meant to reach back exactly 90 days may begin so much earlier: it was asked for a while ago. */
const TOLERANCE_SECONDS = 15 * 60;
/**
 * For so long the newest stretch counts as not yet settled, and not as a gap: an hour between two catch-ups, half an hour that
 * records may take to appear, and the time that a catch-up takes itself.
 */
const UNSETTLED_SECONDS = 2 * 3_600;
const PAGE = 50;
const FEW_PARTITIONS = 7;
const DAYS = partition.day('');
/**
 * What an answer can do without may take so many queries: a security profile that thousands of agents have would else wait for the
 * history of each of them. Nothing is concluded from what was not read, and the answer says so.
 */
const MOST_OPTIONAL = 500;

const notWorthIt = (now: Date): Found => ({
  changes: [],
  facts: [],
  coverage: { complete: false, cut: true, asOf: `${now.toISOString().slice(0, 19)}Z`, sources: [], notes: [] },
});

/**
 * The index first: it answers for what it has proved to cover, live CloudTrail for the rest, and the answer says which was which.
 * Everything is read once a question and frozen: the moment that a question is asked at ends its windows.
 */
export const indexFirst = (deps: IndexFirstDeps): ChangeSource => {
  const { index } = deps;
  const nowSecond = Math.floor(deps.now.getTime() / 1000);
  const reaches = onceEach((region: string) => index.reach(region));
  const aside = once(async () => {
    const [amending, unusable] = await Promise.all([index.changes([partition.amending]), index.unusable()]);
    return { amended: new Set(amending.flatMap(({ amends }) => amends ?? [])), unusable };
  });

  const isForSomebody = deps.fillsTail !== true && deps.alone !== true;
  const days = once(async () => new Set(await index.days()));
  /** Of many days, those on which anything changed: one query in place of hundreds that find nothing. */
  const thoseThatHoldAny = async (partitions: readonly string[]): Promise<readonly string[]> => {
    if (partitions.length <= FEW_PARTITIONS || !partitions.every((one) => one.startsWith(DAYS))) return partitions;
    const known = await days();
    return partitions.filter((one) => known.has(one));
  };

  return async (request) => {
    const regions = regionsOf(request, deps.regions);
    const asked = await Promise.all(
      regions.map(async (region) => stretchesOf(request, region, await reaches(region), nowSecond, deps)),
    );
    const span = { from: Math.min(...asked.map(({ from }) => from)), to: spanEnd(request, nowSecond) };
    const partitions = await thoseThatHoldAny(partitionsFor(request, span));
    if (request.optional !== undefined && isForSomebody && partitions.length > MOST_OPTIONAL)
      return notWorthIt(deps.now);
    const stale = new Map<string, Unusable>();
    const [{ amended, unusable }, held, idless] = await Promise.all([
      aside(),
      index.changes(partitions, request.eventId === undefined ? span : undefined, {
        onUnusable: (key, one) => stale.set(key, one),
      }),
      tellsOfIdless(request) ? index.changes([partition.idless], span) : [],
    ]);
    const counted = held.filter(({ eventId }) => !amended.has(eventId));
    const found = newestFirst(counted).filter((change) => answersRequest(change, request));
    // An event is what it is: nothing else can answer for it.
    const isTold = request.eventId !== undefined && found.length > 0;
    const gaps = isTold ? [] : asked.flatMap(({ region, gaps: own }) => own.map((gap) => ({ region, ...gap })));
    const holes = gaps.filter(({ kind }) => kind === 'hole' || (kind === 'tail' && deps.fillsTail === true));
    if (holes.length > 0) deps.onGap?.();
    const tails = gaps.filter((gap) => gap.kind === 'tail' && !holes.includes(gap));
    const [filled, glanced] = await Promise.all([
      fillHoles(
        request,
        holes,
        deps.fill,
        asked.every(({ isUnproved }) => isUnproved),
      ),
      // Where a hole stays open this is not the last word: no reason to wait.
      isTold || (holes.length > 0 && deps.fill === undefined) ? NOTHING_READ : glanceAt(request, tails, asked, deps),
    ]);
    const live = [...filled.found, ...glanced.found];
    const whole = [...filled.found, ...glanced.found.filter(({ coverage }) => coverage.complete)];

    const changes = newestFirst([...counted, ...live.flatMap((one) => one.changes)]).filter(
      (change) => !amended.has(change.eventId) && answersRequest(change, request),
    );
    const spoilt = [...unusable, ...stale.values()].filter(({ time }) => time === undefined || isWithin(time, span));
    const unsettled = tails.flatMap((gap) =>
      gap.kind === 'tail' && !glanced.regions.has(gap.region) ? [gap.settledTo] : [],
    );
    const cuts = [
      ...together(gaps.filter(({ kind }) => kind === 'beyond')).map((stretch) => beyondNote(stretch, deps)),
      ...filled.cuts,
      ...unreadRegions(request, deps.regions),
      ...(span.from > span.to ? [outsideNote(span, deps)] : []),
    ];
    return {
      changes,
      facts: [...counted.flatMap(factsOfChange), ...live.flatMap(({ facts }) => facts)],
      coverage: coverageOf({
        span,
        asked,
        live: whole,
        cuts: [...new Set(cuts)],
        unsettled,
        queries: partitions.length,
        now: deps.now,
        notes: [
          ...unusableNotes({ unusable: countOf(spoilt) }),
          ...asked.flatMap((one) => (isTold ? [] : one.notes)),
          ...(isTold ? [] : asked.flatMap((one) => laterNotes(one, span))),
          ...idlessNotes([...idless, ...counted], request),
        ],
        isSpoilt: spoilt.length > 0,
        newestChange: changes[0]?.time,
      }),
    };
  };
};

/**
 * A stretch of a Region that the index has not proved. `beyond`: out of CloudTrail's reach; `tail`: the newest, which follows on the
 * last settled second.
 */
type Gap = Span & ({ readonly kind: 'hole' | 'beyond' } | { readonly kind: 'tail'; readonly settledTo: number });

/** What of a request's window a Region's index covers. */
interface Asked {
  readonly region: string;
  readonly reach: RegionReach;
  readonly from: number;
  readonly covered: Spans;
  readonly gaps: readonly Gap[];
  /** Nothing was ever read of what is asked for. */
  readonly isUnproved: boolean;
  readonly notes: readonly string[];
}

const spanEnd = ({ window }: ChangeRequest, nowSecond: number): number =>
  Math.min(window.to === undefined ? nowSecond : secondOf(window.to), nowSecond);

const stretchesOf = (
  request: ChangeRequest,
  region: string,
  reach: RegionReach,
  nowSecond: number,
  { retentionDays, alone }: Pick<IndexFirstDeps, 'retentionDays' | 'alone'>,
): Asked => {
  const { proofs } = reach;
  const needed = operationsFor(request);
  const untagged = needed.filter((operation) => !isTagging(operation));
  const tagged = needed.filter(isTagging);
  // Who asks for tags, or for the history of one, is not told anything without them.
  const tagsCount = request.eventNames !== undefined || untagged.length === 0;
  const kept: Spans = [{ from: nowSecond - retentionDays * 86_400, to: nowSecond }];
  const proved = intersection(operationsProved(proofs, tagsCount ? needed : untagged), kept);
  const liveFrom = alone ? Number.POSITIVE_INFINITY : nowSecond - LIVE_REACH_SECONDS;
  const to = spanEnd(request, nowSecond);
  const { from: asked } = request.window;
  const earliest = Math.min(proved[0]?.from ?? to, liveFrom, to);
  const from = asked === undefined ? earliest : secondOf(asked);
  const window: Spans = from <= to ? [{ from, to }] : [];
  const covered = intersection(window, proved);
  const last = proved.at(-1)?.to;
  const gaps = difference(window, proved).flatMap((gap) => gapsIn(gap, { last, liveFrom, nowSecond }));
  const read = intersection(covered, window);
  const isNamed = request.naming !== true && request.eventNames === undefined && request.eventId === undefined;
  const lacks = (whole: Spans): boolean => difference(read, whole).length > 0;
  return {
    region,
    reach,
    from,
    covered,
    gaps,
    isUnproved: proved.length === 0,
    notes: [
      ...(!tagsCount && tagged.length > 0 && request.naming !== true && lacks(operationsProved(proofs, tagged))
        ? [TAG_NOTE]
        : []),
      ...(isNamed && lacks(allKindsProved(proofs, needed)) ? [NAMES_NOTE] : []),
    ],
  };
};

/** A stretch that is not proved, by what can be done about it. */
const gapsIn = (
  { from, to }: Span,
  {
    last,
    liveFrom,
    nowSecond,
  }: { readonly last: number | undefined; readonly liveFrom: number; readonly nowSecond: number },
): readonly Gap[] => {
  const isTail = last !== undefined && from > last && nowSecond - last <= UNSETTLED_SECONDS;
  if (isTail) return [{ kind: 'tail', from, to, settledTo: last }];
  if (from >= liveFrom) return [{ kind: 'hole', from, to }];
  const hole: readonly Gap[] = to >= liveFrom ? [{ kind: 'hole', from: liveFrom, to }] : [];
  if (liveFrom - from <= TOLERANCE_SECONDS) return hole;
  return [{ kind: 'beyond', from, to: Math.min(to, liveFrom - 1) }, ...hole];
};

/** Where a question has no beginning, Regions may reach back differently far: of the later one nothing earlier is claimed. */
const laterNotes = ({ region, from }: Asked, span: Span): readonly string[] =>
  from - span.from <= TOLERANCE_SECONDS ? [] : [phrases.search.notBefore({ region, from: inWords(from) })];

const isWithin = (time: string, { from, to }: Span): boolean => secondOf(time) >= from && secondOf(time) <= to;

const countOf = (spoilt: readonly { readonly because: string }[]): Map<string, number> =>
  spoilt.reduce(
    (counts, { because }) => counts.set(because, (counts.get(because) ?? 0) + 1),
    new Map<string, number>(),
  );

const outsideNote = ({ from, to }: Span, { alone }: Pick<IndexFirstDeps, 'alone'>): string =>
  alone ? phrases.search.indexEnds({ to: inWords(to) }) : phrases.search.stillToCome({ to: inWords(from) });

/** Only who asks about a thing is told of changes that may have been about it. */
const tellsOfIdless = ({ targets, optional, naming, eventId }: ChangeRequest): boolean =>
  targets !== undefined && optional === undefined && !naming && eventId === undefined;

interface Read {
  readonly found: readonly Found[];
  /** Sentences on what could not be read. */
  readonly cuts: readonly string[];
  /** Regions that were read to their ends. */
  readonly regions: ReadonlySet<string>;
}

const NOTHING_READ: Read = { found: [], cuts: [], regions: new Set() };

type PlacedGap = Gap & Pick<Asked, 'region'>;

/** The same stretch is commonly open in all Regions: it is read in all of them at once. */
const together = (gaps: readonly PlacedGap[]): readonly SharedGap[] => {
  const groups = new Map<string, { readonly span: Span; readonly regions: string[] }>();
  for (const { from, to, region } of gaps) {
    const key = `${from} ${to}`;
    const group = groups.get(key) ?? { span: { from, to }, regions: [] };
    group.regions.push(region);
    groups.set(key, group);
  }
  return [...groups.values()];
};

const within = (request: ChangeRequest, { from, to }: Span, regions: readonly string[]): ChangeRequest => ({
  ...request,
  window: { from: isoOf(from), to: isoOf(to) },
  regions,
});

/** Throws only where nothing can be told without what could not be read. */
const fillHoles = async (
  request: ChangeRequest,
  holes: readonly PlacedGap[],
  fill: ChangeSource | undefined,
  isAllThereIs: boolean,
): Promise<Read> => {
  if (holes.length === 0) return NOTHING_READ;
  if (fill === undefined) return { ...NOTHING_READ, cuts: together(holes).map(notSearchedNote) };
  const reads = await Promise.all(
    together(holes).map(async ({ span, regions }): Promise<Read> => {
      try {
        const found = await fill(within(request, span, regions));
        return { found: [found], cuts: [], regions: new Set(regions) };
      } catch (error) {
        if (isAllThereIs) throw error;
        const reason = error instanceof Error ? ` ${error.message}.` : '';
        return { ...NOTHING_READ, cuts: [`${notSearchedNote({ span, regions })}${reason}`] };
      }
    }),
  );
  return {
    found: reads.flatMap(({ found }) => found),
    cuts: reads.flatMap(({ cuts }) => cuts),
    regions: new Set(reads.flatMap((read) => [...read.regions])),
  };
};

/** The newest minutes, where that takes next to no time. What fails here costs nothing: the answer says that they are not settled. */
const glanceAt = async (
  request: ChangeRequest,
  tails: readonly PlacedGap[],
  asked: readonly Asked[],
  { glance }: Pick<IndexFirstDeps, 'glance'>,
): Promise<Read> => {
  if (glance === undefined || tails.length === 0) return NOTHING_READ;
  if ((request.optional !== undefined || request.naming) && request.eventId === undefined) return NOTHING_READ;
  const cheap = tails.filter((tail) => {
    const reach = asked.find(({ region }) => region === tail.region)?.reach;
    return reach !== undefined && expectedCalls(request, tail, reach.eventsAnHour) <= GLANCE_CALLS;
  });
  const reads = await Promise.all(
    together(cheap).map(async ({ span, regions }): Promise<Read> => {
      try {
        const found = await glance(within(request, span, regions));
        return { found: [found], cuts: [], regions: new Set(found.coverage.complete ? regions : []) };
      } catch {
        return NOTHING_READ;
      }
    }),
  );
  return {
    // What a glance that was cut short did see is true all the same.
    found: reads.flatMap(({ found }) => found),
    cuts: [],
    regions: new Set(reads.flatMap((read) => [...read.regions])),
  };
};

/** Calls of LookupEvents that a stretch should take, going by how dense the newest walks found its events. */
const expectedCalls = (
  request: ChangeRequest,
  { from, to }: Span,
  eventsAnHour: ReadonlyMap<string, number>,
): number => {
  const hours = (to - from + 1) / 3_600;
  const plan = planLookup(within(request, { from, to }, []), hours);
  const pagesOf = (source: string): number => {
    const rate = eventsAnHour.get(source);
    return rate === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil((rate * hours) / PAGE));
  };
  return callsOf(plan, pagesOf);
};

const callsOf = (plan: Plan, pagesOf: (source: string) => number): number => {
  if (plan.kind === 'walks')
    return plan.walks.reduce((sum, { key, value }) => sum + (key === 'EventSource' ? pagesOf(value) : 1), 0);
  const walk = plan.sources.reduce((sum, { value }) => sum + pagesOf(value), 0);
  const names = plan.sources.length + plan.fanOutCost;
  return Math.min(walk, names);
};

const inWords = (second: number): string => isoOf(second).slice(0, 16).replace('T', ' ');

/** One stretch is told in one line, however many Regions lack it. */
interface SharedGap {
  readonly span: Span;
  readonly regions: readonly string[];
}

const inNote = ({ span: { from, to }, regions }: SharedGap) => ({
  ...{ from: inWords(from), to: inWords(to) },
  region: regions.join(', '),
});

const notSearchedNote = (gap: SharedGap): string => phrases.search.gap(inNote(gap));

const beyondNote = (gap: SharedGap, { alone }: Pick<IndexFirstDeps, 'alone'>): string =>
  phrases.search[alone ? 'notHeld' : 'beyondReach'](inNote(gap));

interface ForCoverage {
  readonly span: Span;
  readonly asked: readonly Asked[];
  readonly live: readonly Found[];
  readonly cuts: readonly string[];
  /** The ends of the settled parts, of Regions whose newest minutes were not read live. */
  readonly unsettled: readonly number[];
  readonly queries: number;
  readonly notes: readonly string[];
  readonly isSpoilt: boolean;
  readonly newestChange: string | undefined;
  readonly now: Date;
}

const coverageOf = (read: ForCoverage): Coverage => {
  const { span, asked, live, cuts, unsettled, queries, notes, isSpoilt, newestChange, now } = read;
  const liveCut = live.some(({ coverage }) => coverage.cut);
  const settledTo = unsettled.length === 0 ? undefined : Math.min(...unsettled);
  const isSettledSomewhere = settledTo === undefined || settledTo >= span.from;
  const newest = [
    ...asked.flatMap(({ reach }) => [reach.newestEvent, reach.delivered].filter((time) => time !== undefined)),
    ...live.flatMap(({ coverage }) => coverage.newestEvent ?? []),
    ...(newestChange === undefined ? [] : [newestChange]),
  ]
    .map((time) => time.replace('.000Z', 'Z'))
    .filter((time) => secondOf(time) * 1000 <= now.getTime())
    .sort()
    .at(-1);
  const covered = asked.flatMap((one) => one.covered);
  const own: CoverageSource = {
    kind: 'index',
    ...(covered.length > 0 && { from: isoOf(Math.min(...covered.map(({ from }) => from))) }),
    to: isoOf(span.to),
    calls: queries,
  };
  return {
    from: isoOf(span.from),
    to: isoOf(span.to),
    ...((cuts.length > 0 || liveCut) && { cut: true as const }),
    complete: cuts.length === 0 && !isSpoilt && isSettledSomewhere && live.every(({ coverage }) => coverage.complete),
    ...(settledTo !== undefined && { settledTo: isoOf(settledTo) }),
    asOf: `${now.toISOString().slice(0, 19)}Z`,
    sources: [
      ...(covered.length === 0 && live.length > 0 ? [] : [own]),
      ...live.flatMap(({ coverage }) => coverage.sources),
    ],
    ...(newest === undefined ? {} : { newestEvent: newest }),
    notes: [...new Set([...cuts, ...notes, ...live.flatMap(({ coverage }) => coverage.notes)])],
  };
};

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

const onceEach = <T>(make: (key: string) => Promise<T>): ((key: string) => Promise<T>) => {
  const made = new Map<string, Promise<T>>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
};
