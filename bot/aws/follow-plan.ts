import { type LookupAttribute, MOST_EMPTY_PAGES, type Plan, type Probe, walkOn } from '../sources/plan';
import { phrases } from '../words/words';

/** A walk of LookupEvents, newest first; each page tells how dense the rest will be. */
export type Walk = AsyncGenerator<Probe, void>;

export interface WalkOptions {
  /** Ends this walk; what it has read stays. */
  readonly stop?: AbortSignal;
  /** While this holds, everything else goes before it. */
  readonly isSpeculative?: () => boolean;
  /** Called where CloudTrail takes long to answer a call. */
  readonly onSlow?: () => void;
}

/** What following a plan needs of the reading of a Region. */
export interface PlanReader {
  readonly walk: (attribute: LookupAttribute, options?: WalkOptions) => Walk;
  readonly isRead: (attribute: LookupAttribute) => boolean;
  readonly callsLeft: () => number;
  readonly addNotes: (notes: readonly string[]) => void;
}

/** More would be read than something that can be done without is worth. */
export class TooDear extends Error {
  override readonly name = 'TooDear';
  constructor() {
    super(phrases.search.reasons.tooDear);
  }
}

/** Reads what a plan asks for. Throws the first failure once all has ended: what was read by then stays. */
export const followPlan = async (plan: Plan, reader: PlanReader): Promise<void> => {
  if (plan.kind === 'walks') {
    await settleAll(plan.walks.map((attribute) => readToEnd(reader.walk(attribute))));
    return;
  }
  if (plan.sources.every(reader.isRead)) return;
  const names = plan.fanOut.filter((attribute) => !reader.isRead(attribute));
  // A probe of everything costs a call, as one name does; but it may show more than the names can.
  const isCheap = plan.fanOutNotes.length === 0 && names.length <= plan.sources.length + 1;
  const ahead = namesAhead(names.length <= reader.callsLeft() ? names : [], reader);
  if (names.length > 0 && !isCheap && (await readEverything(plan, reader, ahead))) return;
  const others = names.filter((name) => !ahead.hasBegun(name));
  if (others.length > reader.callsLeft()) {
    await ahead.drop();
    throw new TooDear();
  }
  reader.addNotes(plan.fanOutNotes);
  await settleAll([ahead.keep(), ...others.map((name) => readToEnd(reader.walk(name)))]);
};

/**
 * Probes the event sources, and where walking on is cheaper than the names reads them to their end. Gives whether it did; otherwise
 * the names are to be read.
 */
const readEverything = async (
  { sources, fanOutCost }: Extract<Plan, { kind: 'choice' }>,
  { walk }: PlanReader,
  ahead: NamesAhead,
): Promise<boolean> => {
  const walks = sources.map((source) => walk(source, { onSlow: ahead.begin }));
  const probed = await Promise.allSettled(walks.map(probe));
  const shown = probed.flatMap((result) => (result.status === 'fulfilled' ? (result.value ?? []) : []));
  const failed = probed.filter((result) => result.status === 'rejected');
  const isWorthIt = failed.length < probed.length && walkOn(shown, fanOutCost);
  if (!isWorthIt && failed.length < probed.length) return false;
  // A walk that failed is over; the others go on, and what they read is kept.
  await settleAll([ahead.drop(), ...walks.map(readToEnd)]);
  for (const { reason } of failed) throw reason;
  return true;
};

/** The first page of a walk that shows how dense the rest is; undefined where all of it is read already. */
const probe = async (walk: Walk): Promise<Probe | undefined> => {
  for (let empty = 0; ; empty += 1) {
    const page = await walk.next();
    if (page.done) return undefined;
    if (page.value.events > 0 || page.value.isLast || empty === MOST_EMPTY_PAGES) return page.value;
  }
};

/** So many names at most are looked up before it shows whether names are needed: the calls are everybody's. */
const MOST_AHEAD = 3;

/** The first names of a fan-out, begun before the probes have answered where CloudTrail takes long to answer. */
interface NamesAhead {
  readonly begin: () => void;
  readonly hasBegun: (name: LookupAttribute) => boolean;
  /** They are needed: reads those that have begun to their end, no less than everything else now. */
  readonly keep: () => Promise<void>;
  /** They are not needed: what has not begun never does. */
  readonly drop: () => Promise<void>;
}

const namesAhead = (names: readonly LookupAttribute[], { walk }: PlanReader): NamesAhead => {
  const stop = new AbortController();
  let decide = (): void => undefined;
  const decision = new Promise<void>((resolve) => {
    decide = resolve;
  });
  let isSpeculative = true;
  let begun: readonly { readonly name: LookupAttribute; readonly read: Promise<void> }[] = [];
  const read = async (name: LookupAttribute): Promise<void> => {
    const pages = walk(name, { stop: stop.signal, isSpeculative: () => isSpeculative });
    await pages.next();
    await decision;
    await readToEnd(pages);
  };
  const end = async (): Promise<void> => {
    isSpeculative = false;
    decide();
    await settleAll(begun.map((one) => one.read));
  };
  return {
    begin: () => {
      if (begun.length > 0 || !isSpeculative) return;
      begun = names.slice(0, MOST_AHEAD).map((name) => ({ name, read: read(name) }));
      // The caller that decides handles the error.
      for (const one of begun) one.read.catch(() => undefined);
    },
    hasBegun: (name) => begun.some((one) => one.name === name),
    keep: end,
    drop: async () => {
      stop.abort(new Error('The names are not needed.'));
      await end().catch(() => undefined);
    },
  };
};

const readToEnd = async (pages: Walk): Promise<void> => {
  for await (const _page of pages);
};

/** Like Promise.all, but waits for all of them before it throws the first failure: what the others read is kept. */
const settleAll = async (work: readonly Promise<unknown>[]): Promise<void> => {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason;
};
