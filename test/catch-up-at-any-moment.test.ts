import fc from 'fast-check';
import { catchUp, type WalkedPage } from '../bot/catch-up';
import { CHANGES, eventSourceOf, type Operation } from '../bot/change/catalogue';
import { nameProved, type Proofs, SETTLE_SECONDS, type WholeAttribute } from '../bot/index/proof';
import { difference, isoOf, type Span, type Spans, secondOf, union } from '../bot/index/spans';
import { createIngester, type Ingested } from '../bot/ingest-events';
import { isTagging } from '../bot/sources/plan';
import { NOW } from './support/account/world';

const NOW_SECOND = secondOf(NOW.toISOString());
const DAY = 86_400;
const RETENTION_DAYS = 400;
/** Small, so that few events make many pages. */
const PAGE = 4;
/** Names that only a walk of everything finds are not made here: whether there is one depends on how much was left to read. */
const FOUND_BY_NAME = CHANGES.filter((operation) => !isTagging(operation));

interface Made {
  readonly time: number;
  readonly operation: Pick<Operation, 'name' | 'service'>;
  readonly eventID: string;
}

const recordOf = ({ time, operation, eventID }: Made) => ({
  eventVersion: '1.08',
  userIdentity: { type: 'IAMUser', userName: 'made-up', accountId: '111122223333' },
  eventTime: isoOf(time),
  eventSource: eventSourceOf(operation),
  eventName: operation.name,
  awsRegion: 'us-east-1',
  requestParameters: { InstanceId: '00000000-0000-4000-8000-000000000001', Name: eventID },
  responseElements: null,
  eventID,
  eventType: 'AwsApiCall',
  recipientAccountId: '111122223333',
});

/** Reads that crowd the newest seconds before a moment: the first page of everything then tells that a walk would be long. */
const crowd = (service: Operation['service'], before: number): readonly Made[] =>
  Array.from({ length: 3 * PAGE }, (_, n) => ({
    time: before - n,
    operation: { name: 'DescribeNothing', service },
    eventID: `read ${service} ${before} ${n}`,
  }));

/** The n-th thing that a run does: a page that is read, items that are written, names that are learnt, a proof. */
type Stop =
  /** The process is gone: nothing works any more. */
  | { readonly kind: 'killed'; readonly at: number }
  /** Time is up. */
  | { readonly kind: 'stopped'; readonly at: number }
  /** One thing fails, whatever it is. */
  | { readonly kind: 'failed'; readonly at: number };

/** An account, an index and what proves it, in memory. */
const world = (events: readonly Made[]) => {
  const sorted = [...events].sort((a, b) => b.time - a.time);
  const items = new Map<string, Ingested>();
  const learnt = new Set<string>();
  const proofs = new Map<string, Spans>();
  let walkedTo: string | undefined;
  let pages = 0;

  /** `isBad` tells of pages that can't be read, whoever asks: by what they are of, and their place in the walk. */
  const run = async (
    stop?: Stop,
    isBad: (attribute: WholeAttribute, span: Span, at: number) => boolean = () => false,
  ) => {
    const time = new AbortController();
    let steps = 0;
    const step = async (): Promise<void> => {
      // Whatever is written elsewhere takes a moment.
      await Promise.resolve();
      steps += 1;
      if (stop === undefined) return;
      if (stop.kind === 'stopped' && steps >= stop.at) time.abort(new Error('time is up'));
      if (stop.kind === 'killed' && steps >= stop.at) throw new Error('killed');
      if (stop.kind === 'failed' && steps === stop.at) throw new Error('failed');
    };
    async function* walk(attribute: WholeAttribute, { from, to }: Span, signal: AbortSignal) {
      const found = sorted.filter(
        (one) =>
          one.time >= from &&
          one.time <= to &&
          (attribute.key === 'EventName' ? one.operation.name : eventSourceOf(one.operation)) === attribute.value,
      );
      for (let at = 0; at === 0 || at < found.length; at += PAGE) {
        signal.throwIfAborted();
        await step();
        if (isBad(attribute, { from, to }, at / PAGE)) throw new Error('a bad page');
        pages += 1;
        const page = found.slice(at, at + PAGE);
        const isLast = at + PAGE >= found.length;
        const oldest = page.at(-1)?.time ?? to;
        const walked: WalkedPage = {
          records: page.map(recordOf),
          isLast,
          oldest,
          readFrom: isLast ? from : oldest + 1,
        };
        yield walked;
      }
    }
    const outcome = await catchUp({
      walk,
      reach: async () => ({ proofs: new Map(proofs), eventsAnHour: new Map() }),
      prove: async (key, span) => {
        await step();
        proofs.set(key, union([...(proofs.get(key) ?? []), span]));
      },
      noteWalk: async (note) => {
        walkedTo = note.walkedTo ?? walkedTo;
      },
      ingester: (onChange) =>
        createIngester({
          put: async (written) => {
            await step();
            for (const item of written) items.set(`${item.pk}\n${item.sk}`, item);
          },
          learn: async (facts) => {
            await step();
            for (const fact of facts) learnt.add(JSON.stringify(fact));
          },
          retentionDays: RETENTION_DAYS,
          now: () => NOW,
          onChange,
        }),
      retentionDays: RETENTION_DAYS,
      now: () => NOW,
      signal: time.signal,
    }).catch((error: Error) => error);
    return { outcome, steps };
  };
  const held = () => ({ items: new Map([...items].sort()), learnt: new Set([...learnt].sort()) });
  return { run, held, proofs: (): Proofs => proofs, walkedTo: () => walkedTo, pages: () => pages };
};

const isHeld = ({ items }: ReturnType<ReturnType<typeof world>['held']>, { time, eventID }: Made): boolean =>
  items.has(`event#${eventID}\n${isoOf(time)}#${eventID}`);

const provedOf = (proofs: Proofs) => FOUND_BY_NAME.map((operation) => [operation.name, nameProved(proofs, operation)]);

/** Nothing is proved that is not in the index, nor anything that has not settled. */
const expectProofsToHold = (account: ReturnType<typeof world>, events: readonly Made[]): void => {
  const held = account.held();
  const proofs = account.proofs();
  for (const event of events) {
    if (difference([{ from: event.time, to: event.time }], nameProved(proofs, event.operation)).length > 0) continue;
    expect([event, isHeld(held, event)]).toEqual([event, true]);
  }
  for (const spans of proofs.values()) expect(spans.at(-1)?.to ?? 0).toBeLessThanOrEqual(NOW_SECOND - SETTLE_SECONDS);
};

const changes: fc.Arbitrary<readonly Made[]> = fc
  .array(
    fc.record({
      // Some in the newest hour, some in the newest days, some long ago, and some of those on one day.
      age: fc.oneof(fc.nat(3_600), fc.nat(3 * DAY), fc.nat(89 * DAY), fc.integer({ min: 40 * DAY, max: 41 * DAY })),
      // Two of any, so that one name has pages enough to be stopped between.
      operation: fc.oneof(fc.constantFrom(...FOUND_BY_NAME.slice(0, 2)), fc.constantFrom(...FOUND_BY_NAME)),
    }),
    { maxLength: 60 },
  )
  .map((all) => all.map(({ age, operation }, n) => ({ time: NOW_SECOND - age, operation, eventID: `change ${n}` })));
const reads = fc
  .subarray([0, DAY].flatMap((age) => (['connect', 'lexv2', 'voiceid'] as const).map((service) => ({ age, service }))))
  .map((crowds) => crowds.flatMap(({ age, service }) => crowd(service, NOW_SECOND - age)));
const stops: fc.Arbitrary<readonly Stop[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('killed' as const, 'stopped' as const, 'failed' as const),
    at: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 1_500 })),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('a catch-up that ends anywhere', () => {
  it('never proves what is not in the index, and the next ones make the index of a clean run, whatever reads crowd it', () =>
    fc.assert(
      fc.asyncProperty(changes, reads, stops, async (made, crowding, ends) => {
        const events = [...made, ...crowding];
        const clean = world(events);
        await clean.run();
        const account = world(events);
        for (const end of ends) {
          await account.run(end);
          expectProofsToHold(account, made);
        }
        await account.run();
        expectProofsToHold(account, made);
        expect(account.held()).toEqual(clean.held());
        expect(provedOf(account.proofs())).toEqual(provedOf(clean.proofs()));
        expect(account.walkedTo()).toBe(isoOf(NOW_SECOND));
        for (const event of made) expect(isHeld(account.held(), event)).toBe(true);
      }),
      { numRuns: 60 },
    ));

  it('proves nothing that is not in the index, killed at each of its steps in turn', async () => {
    const made = FOUND_BY_NAME.slice(0, 3).map((operation, n) => ({
      ...{ time: NOW_SECOND - (n + 2) * DAY, operation },
      eventID: `change ${n}`,
    }));
    let killed = 0;
    for (let at = 1; ; at += 1) {
      const account = world(made);
      const { steps } = await account.run({ kind: 'killed', at });
      expectProofsToHold(account, made);
      if (steps < at) break;
      killed += 1;
    }
    expect(killed).toBeGreaterThan(5);
  });

  it('reads what is older than a page that can’t be read, also where that page never can', async () => {
    const [operation] = FOUND_BY_NAME;
    if (operation === undefined) throw new Error('The catalogue is empty.');
    // An hour apart, beginning five hours ago: few enough to be walked through.
    const made = Array.from({ length: 60 }, (_, n) => ({
      time: NOW_SECOND - (n + 5) * 3_600,
      operation,
      eventID: `change ${n}`,
    }));
    const account = world(made);
    const { outcome } = await account.run(
      undefined,
      ({ key }, { to }, at) => key === 'EventSource' && to === NOW_SECOND && at === 1,
    );
    expect(outcome).toMatchObject({ isCut: false, failures: ['EventSource connect.amazonaws.com: Error: a bad page'] });
    expectProofsToHold(account, made);
    for (const event of made.filter(({ time }) => time <= NOW_SECOND - DAY))
      expect(isHeld(account.held(), event)).toBe(true);
    expect(account.walkedTo()).toBeUndefined();
  });
});

describe('an account of a million reads a day, and hardly a change', () => {
  const READS_A_SECOND = 1_000_000 / DAY;
  const FULL_PAGE = 50;

  /** How many calls a run makes that finds everything proved up to a moment. */
  const callsOf = async (provedTo: number | undefined, againDays?: number): Promise<number> => {
    const proved: Spans = provedTo === undefined ? [] : [{ from: NOW_SECOND - 90 * DAY, to: provedTo }];
    async function* walk({ key, value }: WholeAttribute, { from, to }: Span) {
      const isCrowded = key === 'EventSource' && value === 'connect.amazonaws.com';
      const pages = isCrowded ? Math.ceil(((to - from) * READS_A_SECOND) / FULL_PAGE) : 1;
      for (let page = 1; page <= pages; page += 1) {
        const isLast = page === pages;
        const oldest = isCrowded ? Math.max(from, Math.floor(to - (page * FULL_PAGE) / READS_A_SECOND)) : to;
        yield { records: [], isLast, oldest, readFrom: isLast ? from : oldest + 1 };
      }
    }
    const nothing = async (): Promise<void> => {};
    const { calls } = await catchUp({
      walk,
      reach: async () => ({ proofs: new Map([['everything', proved]]), eventsAnHour: new Map() }),
      prove: nothing,
      noteWalk: nothing,
      ingester: () => createIngester({ put: nothing, learn: nothing, retentionDays: RETENTION_DAYS, now: () => NOW }),
      retentionDays: RETENTION_DAYS,
      now: () => NOW,
      signal: new AbortController().signal,
      ...(againDays !== undefined && { againDays }),
    });
    return calls;
  };

  /** Half of the rate, as the pacer gives it to background work. */
  const allowed = (seconds: number): number => seconds / 1.02;

  it.each([
    ['every ten minutes', 600, NOW_SECOND - 600 - SETTLE_SECONDS, undefined],
    ['each hour, well inside ten minutes', 600, NOW_SECOND - 3_600 - SETTLE_SECONDS, undefined],
    ['three days again, within one run', 840, NOW_SECOND - SETTLE_SECONDS, 3],
    ['all of its ninety days, within one run', 840, undefined, undefined],
  ])('is kept pace with: %s', async (_when, seconds, provedTo, againDays) => {
    expect(await callsOf(provedTo, againDays)).toBeLessThan(allowed(seconds));
  });
});
