import { catchUpRegions, type RegionCaughtUp } from '../bot/aws/catch-up-regions';
import { createChangeIndex, indexTableDefinition } from '../bot/aws/change-index';
import { directoryTableDefinition } from '../bot/aws/directory-table';
import { type IndexWriter, openIndexWriter } from '../bot/aws/index-writer';
import { createPacer } from '../bot/aws/pacer';
import { createStateTable, stateTableDefinition } from '../bot/aws/state-table';
import { type CatchUpKind, dueNow, isEventBridgeHealthy, windowsToRead } from '../bot/catch-up';
import { CHANGES, EVENT_SOURCES, eventSourceOf } from '../bot/change/catalogue';
import { normalize } from '../bot/change/normalize';
import { nameProved, type RegionReach, SETTLE_SECONDS } from '../bot/index/proof';
import { isoOf, type Spans, secondOf } from '../bot/index/spans';
import { type CloudTrailRecord, localAccount } from '../bot/local/aws/local-account';
import { type LocalAws, type LocalAwsOptions, startLocalAws } from '../bot/local/aws/local-aws';
import { createTable, type LocalDynamo, startLocalDynamo } from '../bot/local/dynamo';
import { localClients } from '../bot/local/local-clients';
import { silentLog } from '../bot/log';
import { costOf, pagesLeft, walkOn } from '../bot/sources/plan';
import { NOW, PROD } from './support/account/world';
import { index, itemsIn } from './support/indexing';
import { polls, smallAccount } from './support/small-account';

const REGION = PROD.region;
const now = (): Date => NOW;
const nowSecond = secondOf(NOW.toISOString());
const DAY = 86_400;
let dynamo: LocalDynamo;
const servers: LocalAws[] = [];
let tables = 0;

beforeAll(async () => {
  dynamo = await startLocalDynamo({});
});
afterAll(async () => {
  for (const server of servers) await server.close();
  await dynamo.close();
});

const emptyTables = async () => {
  tables += 1;
  const [indexTable, directoryTable] = [`index-${tables}`, `directory-${tables}`];
  await createTable(dynamo.client, indexTable, indexTableDefinition);
  await createTable(dynamo.client, directoryTable, directoryTableDefinition);
  const stateTable = `state-${tables}`;
  await createTable(dynamo.client, stateTable, stateTableDefinition);
  return { client: dynamo.client, indexTable, directoryTable, stateTable };
};

/** An account behind a local CloudTrail, and empty tables to index it into. */
const opened = async (events: readonly CloudTrailRecord[], options: LocalAwsOptions = {}) => {
  const held = localAccount({ accountId: PROD.account, events });
  const aws = await startLocalAws(held, { now, callsPerSecond: Number.POSITIVE_INFINITY, ...options });
  servers.push(aws);
  const own = await emptyTables();
  const writer = openIndexWriter({ ...own, now });
  const run = (
    kind: CatchUpKind | 'now' = 'now',
    { signal = new AbortController().signal, writing = writer }: { signal?: AbortSignal; writing?: IndexWriter } = {},
  ): Promise<readonly RegionCaughtUp[]> =>
    catchUpRegions(kind, [REGION], {
      cloudTrail: localClients(aws.url).cloudTrail,
      pacer: (region) =>
        createPacer({
          client: dynamo.client,
          tableName: own.stateTable,
          account: own.indexTable,
          region,
          intervalMs: 0,
        }),
      writer: writing,
      state: createStateTable({ client: dynamo.client, tableName: own.stateTable }),
      now,
      signal,
      leaseSeconds: 1,
      log: silentLog,
    });
  const done = async (kind: CatchUpKind | 'now' = 'now') => {
    const [result] = await run(kind);
    if (result?.kind !== 'done') throw new Error(`The catch-up was ${result?.kind}.`);
    return result;
  };
  /** Everything but what proves it. */
  const changes = async () =>
    (await itemsIn(dynamo.client, own.indexTable)).filter(({ pk }) => !String(pk).startsWith('proof'));
  const reach = () => writer.proofs.reach(REGION);
  const lookUps = () => aws.calls.filter(({ operation }) => operation === 'LookupEvents');
  return {
    index: createChangeIndex({ client: own.client, tableName: own.indexTable, now }),
    held,
    aws,
    own,
    writer,
    run,
    done,
    changes,
    reach,
    lookUps,
  };
};

/** The index that these events make when they are simply put into it. */
const indexOf = async (events: readonly CloudTrailRecord[]) => {
  const own = await emptyTables();
  await index(events, own, now);
  return itemsIn(dynamo.client, own.indexTable);
};

const inRegion = (events: readonly CloudTrailRecord[]) => events.filter(({ awsRegion }) => awsRegion === REGION);
const small = inRegion(smallAccount(10).events).slice(-60);
const settled: Spans = [{ from: nowSecond - 90 * DAY + 120, to: nowSecond - SETTLE_SECONDS }];
/** What a walk by names can't find: tags over long windows, and names that no catalogue has. */
const isFoundByName = ({ eventName }: CloudTrailRecord): boolean =>
  !['TagResource', 'UntagResource', 'ReassignQueueOwner'].includes(eventName);

describe('catching up', () => {
  it('walks everything of a quiet account, and proves all of it but the newest half hour', async () => {
    const quiet = await opened(small);
    const { windows, failures, isCut } = await quiet.done();
    expect(new Set(windows.map(({ by }) => by))).toEqual(new Set(['walk']));
    expect({ failures, isCut }).toEqual({ failures: [], isCut: false });
    expect(await quiet.changes()).toEqual(await indexOf(small));
    const { proofs, walkedTo } = await quiet.reach();
    for (const source of Object.values(EVENT_SOURCES)) expect(proofs.get(`EventSource ${source}`)).toEqual(settled);
    expect(walkedTo).toBe(isoOf(nowSecond));
  });

  it('fans out over names where reads drown the changes; one that can’t be read is read the next time', async () => {
    let isDenied = true;
    const busy = await opened([...small.filter(isFoundByName), ...inRegion(polls(13_000))], {
      faults: ({ input }) =>
        isDenied && JSON.stringify(input.LookupAttributes).includes('"DeleteQueue"') ? { kind: 'denied' } : undefined,
    });
    const { windows, failures } = await busy.done();
    expect(windows.filter(({ by, source }) => by === 'names' && source === EVENT_SOURCES.connect)).not.toEqual([]);
    expect(failures.length).toBeGreaterThan(0);
    for (const why of failures) expect(why).toMatch(/^EventName DeleteQueue: AccessDenied/);
    expect((await busy.reach()).walkedTo).toBeUndefined();
    const tags = busy.lookUps().filter(({ input }) => JSON.stringify(input.LookupAttributes).includes('TagResource'));
    for (const { input } of tags)
      expect(Number(input.EndTime) - Number(input.StartTime)).toBeLessThanOrEqual(26 * 3_600);

    isDenied = false;
    const { calls } = await busy.done();
    expect(calls).toBeLessThan(40);
    expect(await busy.changes()).toEqual(await indexOf(small.filter(isFoundByName)));
    const { proofs } = await busy.reach();
    for (const operation of CHANGES) {
      if (operation.type === 'resource-tags') continue;
      expect([operation.name, nameProved(proofs, operation)]).toEqual([operation.name, settled]);
    }
  }, 120_000);

  it('reads nothing twice that is proved, but for the newest half hour', async () => {
    const quiet = await opened(small);
    await quiet.done();
    const before = quiet.lookUps().length;
    const { windows } = await quiet.done();
    for (const { from } of windows) expect(from).toBe(nowSecond - SETTLE_SECONDS + 1);
    expect(quiet.lookUps().length - before).toBe(3);
  });

  it('finds at night what came late, and changes nothing else', async () => {
    const quiet = await opened(small);
    await quiet.done();
    const late = { ...(small[0] as CloudTrailRecord), eventID: 'late', eventTime: isoOf(nowSecond - 2 * DAY) };
    quiet.held.addEvent(late);
    await quiet.done();
    expect(await quiet.index.record('late')).toBeUndefined();
    await quiet.done('nightly');
    expect(await quiet.index.record('late')).toEqual(late);
    expect(await quiet.changes()).toEqual(await indexOf([...small, late]));
  });

  it('gives the index of a clean run when it is killed at any step, and never proves what it has not', async () => {
    const few = small.slice(-12);
    const clean = await opened(few);
    await clean.done();
    const [items, { proofs }] = [await clean.changes(), await clean.reach()];
    const changes = few.flatMap((record) => {
      const normalized = normalize(record);
      if (normalized.kind !== 'change') return [];
      const { time, eventId, eventName: name } = normalized.change;
      const service = CHANGES.find((one) => eventSourceOf(one) === record.eventSource)?.service ?? 'connect';
      return [{ time, eventId, operation: { name, service } }];
    });
    let steps = 0;
    let fatal = 1;
    const step = async <T>(work: () => Promise<T>): Promise<T> => {
      steps += 1;
      if (steps === fatal) throw new Error('killed');
      return work();
    };
    for (; ; fatal += 1) {
      steps = 0;
      const killed = await opened(few, {
        faults: () => {
          steps += 1;
          return steps === fatal ? { kind: 'denied' } : undefined;
        },
      });
      const { writer } = killed;
      const writing: IndexWriter = {
        ...writer,
        proofs: { ...writer.proofs, prove: (...args) => step(() => writer.proofs.prove(...args)) },
        ingester: (onChange) => {
          const ingester = writer.ingester(onChange);
          return {
            ...ingester,
            add: (records) => step(() => ingester.add(records)),
            flush: () => step(() => ingester.flush()),
          };
        },
      };
      await killed.run('now', { writing });
      const isOver = steps < fatal;
      const reach = await killed.reach();
      const there = new Set((await killed.changes()).map(({ sk }) => String(sk)));
      for (const { time, eventId, operation } of changes) {
        const proved = nameProved(reach.proofs, operation);
        const isProved = proved.some(({ from, to }) => secondOf(time) >= from && secondOf(time) <= to);
        if (isProved) expect([fatal, there.has(`${time}#${eventId}`)]).toEqual([fatal, true]);
      }
      await killed.done();
      expect(await killed.changes()).toEqual(items);
      expect((await killed.reach()).proofs).toEqual(proofs);
      if (isOver) break;
    }
    expect(fatal).toBeGreaterThan(15);
  }, 120_000);

  it('stops where time is up, loses one unit at most, and goes on from there', async () => {
    const year = Array.from({ length: 400 }, (_, n) => ({
      ...(small[0] as CloudTrailRecord),
      eventID: `event ${n}`,
      eventTime: isoOf(nowSecond - 3_600 - n * 9_000),
    }));
    const clean = await opened(year);
    const { calls } = await clean.done();
    const stop = new AbortController();
    let n = 0;
    const cut = await opened(year, {
      faults: ({ input }) => {
        if (JSON.stringify(input.LookupAttributes).includes('connect')) n += 1;
        if (n === 5) stop.abort();
        return undefined;
      },
    });
    const [first] = await cut.run('now', { signal: stop.signal });
    expect(first).toMatchObject({ kind: 'done', isCut: true, failures: [] });
    expect((await cut.reach()).walkedTo).toBeUndefined();
    const { proofs } = await cut.reach();
    const provedSeconds = (proofs.get(`EventSource ${EVENT_SOURCES.connect}`) ?? []).map(({ from, to }) => to - from);
    expect(Math.max(...provedSeconds)).toBeGreaterThan(5 * DAY);
    await cut.done();
    expect(await cut.changes()).toEqual(await clean.changes());
    expect(cut.lookUps().length).toBeLessThanOrEqual(calls + 8);
    const tokens = cut.lookUps().flatMap(({ input }) => input.NextToken ?? []);
    expect(tokens.length).toBeGreaterThan(0);
    const kept = JSON.stringify([
      await itemsIn(dynamo.client, cut.own.indexTable),
      await itemsIn(dynamo.client, cut.own.stateTable),
    ]);
    for (const token of tokens) expect(kept).not.toContain(String(token));
  });

  it('fails where nothing at all can be read, or the index can’t be written', async () => {
    const denied = await opened(small, { faults: () => ({ kind: 'denied' }) });
    expect(await denied.run()).toMatchObject([
      { kind: 'failed', error: { message: expect.stringContaining('AccessDenied') } },
    ]);
    const full = await opened(small);
    const writing: IndexWriter = {
      ...full.writer,
      proofs: { ...full.writer.proofs, prove: () => Promise.reject(new Error('the table is away')) },
    };
    expect(await full.run('now', { writing })).toMatchObject([
      { kind: 'failed', error: { message: 'the table is away' } },
    ]);
  });

  it('keeps a record that it can’t tell', async () => {
    const spoilt = { ...(small[0] as CloudTrailRecord), eventID: 'spoilt', eventVersion: '2.0' };
    const quiet = await opened([...small, spoilt]);
    expect((await quiet.done()).counts.unusable).toBe(1);
    expect(await quiet.index.unusable()).toMatchObject([{ because: 'its eventVersion is 2.0, which is not known' }]);
  });

  it('leaves a Region to the run that is at it', async () => {
    const quiet = await opened(small);
    const results = await Promise.all([quiet.run(), quiet.run()]);
    expect(
      results
        .flat()
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['busy', 'done']);
  });
});

describe('when a catch-up is due', () => {
  const minutesAgo = (minutes: number): string => isoOf(nowSecond - minutes * 60);
  const all: RegionReach = { proofs: new Map([['everything', settled]]), eventsAnHour: new Map() };
  const healthy = { delivered: minutesAgo(20), deliverable: minutesAgo(30) };

  it.each<[string, Partial<RegionReach>, boolean]>([
    ['never ran', {}, true],
    ['ran ten minutes ago, and EventBridge delivers', { ...healthy, walkedTo: minutesAgo(10) }, false],
    ['ran an hour ago, and EventBridge delivers', { ...healthy, walkedTo: minutesAgo(60) }, true],
    ['ran ten minutes ago, and EventBridge has never delivered', { walkedTo: minutesAgo(10) }, true],
    [
      'ran ten minutes ago, and found what EventBridge had missed',
      { delivered: minutesAgo(90), deliverable: minutesAgo(30), walkedTo: minutesAgo(10) },
      true,
    ],
    [
      'ran ten minutes ago, and the first install is still to be read',
      {
        ...healthy,
        walkedTo: minutesAgo(10),
        proofs: new Map([['everything', [{ from: nowSecond - 9 * DAY, to: nowSecond - SETTLE_SECONDS }]]]),
      },
      true,
    ],
  ])('a tick: %s', (_what, reach, isDue) => {
    expect(dueNow('tick', { ...all, ...reach }, NOW, 400)).toEqual({ isDue });
  });

  it('at night, always, and three days again', () => {
    expect(dueNow('nightly', { ...all, ...healthy, walkedTo: minutesAgo(1) }, NOW, 400)).toEqual({
      isDue: true,
      againDays: 3,
    });
  });

  it('EventBridge counts as healthy only once it has delivered', () => {
    expect(isEventBridgeHealthy({ ...all })).toBe(false);
    expect(isEventBridgeHealthy({ ...all, delivered: minutesAgo(1) })).toBe(true);
  });
});

describe('an account of a million events a day', () => {
  const EVENTS_A_SECOND = 1_000_000 / DAY;
  /** Calls that a window takes, by the rule that catch-up goes by: every name once, and what else it holds. */
  const callsFor = (seconds: number): { readonly by: 'walk' | 'names'; readonly calls: number } => {
    const probe = { events: 50, isLast: false, coveredMs: (50 / EVENTS_A_SECOND) * 1000, windowMs: seconds * 1000 };
    const names = [
      ...new Set(CHANGES.filter((one) => eventSourceOf(one) === EVENT_SOURCES.connect).map(({ name }) => name)),
    ];
    const cost = names.reduce((sum, name) => sum + costOf(name), 0);
    return walkOn([probe], cost) ? { by: 'walk', calls: 1 + pagesLeft(probe) } : { by: 'names', calls: 1 + cost };
  };
  /** Half of two calls a second. */
  const ALLOWED_A_SECOND = 1;
  /** The half hour that is read again, as it is never settled. */
  const OVERLAP = SETTLE_SECONDS;

  it.each([
    ['each hour', 3_600],
    ['every ten minutes', 600],
    ['three days again, at night', 3 * DAY],
  ])('is kept pace with at half of the rate: %s', (_when, seconds) => {
    const { calls } = callsFor(seconds + OVERLAP);
    expect(calls).toBeLessThan(ALLOWED_A_SECOND * Math.min(seconds, 12 * 60));
  });

  it('has its first ninety days read within one run of the function', () => {
    const oneDay = callsFor(DAY);
    const rest = callsFor(89 * DAY);
    expect([oneDay.by, rest.by]).toEqual(['names', 'names']);
    expect(oneDay.calls + rest.calls).toBeLessThan(ALLOWED_A_SECOND * 14 * 60);
  });
});

describe('what is to be read', () => {
  it('is nothing that the index would not keep', async () => {
    const [newest, older] = windowsToRead(new Map(), EVENT_SOURCES.connect, nowSecond, { retentionDays: 30 });
    expect(newest?.to).toBe(nowSecond);
    expect(older?.from).toBe(nowSecond - 30 * DAY + 120);
  });

  it('is the newest day first, then all that is older', () => {
    const windows = windowsToRead(new Map(), EVENT_SOURCES.connect, nowSecond, { retentionDays: 400 });
    expect(windows.map(({ from, to }) => Math.round((to - from) / DAY))).toEqual([1, 89]);
    expect(windows[0]?.to).toBe(nowSecond);
  });
});
