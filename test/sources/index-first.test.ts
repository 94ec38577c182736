import type { Coverage } from '../../bot/answer/coverage';
import { CHANGES, EVENT_SOURCES } from '../../bot/change/catalogue';
import type { Change } from '../../bot/change/change';
import type { RegionReach } from '../../bot/index/proof';
import { isoOf, type Spans, secondOf } from '../../bot/index/spans';
import type { ChangeRequest, Found } from '../../bot/sources/change-source';
import { GLANCE_CALLS, type IndexFirstDeps, indexFirst } from '../../bot/sources/index-first';
import { NAMES_NOTE, TAG_NOTE } from '../../bot/sources/plan';
import { change } from '../support/build-answer';

const NOW = new Date('2026-11-21T18:52:40Z');
const REGION = 'us-east-1';
const nowSecond = secondOf(NOW.toISOString());
const ago = (minutes: number): string => isoOf(nowSecond - minutes * 60);
const DAY = 1_440;
const settled: Spans = [{ from: secondOf(ago(200 * DAY)), to: secondOf(ago(40)) }];
const everything = (spans: Spans): RegionReach => ({
  proofs: new Map([['everything', spans]]),
  eventsAnHour: new Map(),
});

const QUEUE = {
  service: 'connect',
  type: 'queue',
  id: '11111111-2222-4333-8444-555555555555',
  region: REGION,
} as const;
const aboutQueue: ChangeRequest = { types: [], window: {}, targets: [QUEUE] };
const on = (time: string, eventId = time): Change => change({ eventId, time, resource: QUEUE });

/** What live CloudTrail was asked for, and what it gives. */
const live = (changes: readonly Change[] = [], coverage: Partial<Coverage> = {}) => {
  const asked: ChangeRequest[] = [];
  const find = async (request: ChangeRequest): Promise<Found> => {
    asked.push(request);
    return {
      changes,
      facts: [],
      coverage: {
        complete: true,
        asOf: NOW.toISOString(),
        sources: [{ kind: 'live CloudTrail', region: REGION, calls: 1 }],
        notes: [],
        ...coverage,
      },
    };
  };
  return { asked, find };
};

const ask = async (
  request: ChangeRequest,
  reach: RegionReach | Readonly<Record<string, RegionReach>>,
  { changes = [], ...deps }: Partial<IndexFirstDeps> & { readonly changes?: readonly Change[] } = {},
): Promise<Found> => {
  const reaches = 'proofs' in reach ? { [REGION]: reach as RegionReach } : reach;
  return indexFirst({
    index: {
      changes: async (partitions) => (partitions.includes('amending') ? [] : changes),
      unusable: async () => [],
      days: async () => [],
      reach: async (region) => reaches[region] ?? { proofs: new Map(), eventsAnHour: new Map() },
    },
    regions: Object.keys(reaches),
    retentionDays: 400,
    now: NOW,
    ...deps,
  })(request);
};

const windows = (asked: readonly ChangeRequest[]) => asked.map(({ window: { from, to } }) => [from, to]);

describe('the index first', () => {
  it('answers alone for what is settled, and says up to when that is', async () => {
    const { find, asked } = live();
    const { changes, coverage } = await ask(aboutQueue, everything(settled), {
      changes: [on(ago(60))],
      fill: find,
      glance: find,
    });
    expect(changes.map(({ time }) => time)).toEqual([ago(60)]);
    expect(coverage).toMatchObject({ complete: true, settledTo: ago(40), to: ago(0), from: ago(200 * DAY) });
    expect(coverage.cut).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('tells what EventBridge brought after that, without saying that it is all', async () => {
    const { changes, coverage } = await ask(aboutQueue, everything(settled), { changes: [on(ago(1))] });
    expect(changes).toHaveLength(1);
    expect(coverage.settledTo).toBe(ago(40));
  });

  it('calls a window complete that ends before the unsettled minutes', async () => {
    const window = { from: ago(120), to: ago(60) };
    const { coverage } = await ask({ ...aboutQueue, window }, everything(settled));
    expect(coverage).toMatchObject({ complete: true, ...window });
    expect(coverage.settledTo).toBeUndefined();
  });

  it('calls nothing complete where none of the window is settled', async () => {
    const { coverage } = await ask({ types: [], window: { from: ago(15) } }, everything(settled), {
      changes: [on(ago(3))],
    });
    expect(coverage).toMatchObject({ complete: false, settledTo: ago(40) });
    expect(coverage.cut).toBeUndefined();
  });

  it('fills a gap in the middle from live CloudTrail, each event told once', async () => {
    const gap: Spans = [
      { from: secondOf(ago(200 * DAY)), to: secondOf(ago(10 * DAY)) },
      { from: secondOf(ago(8 * DAY)), to: secondOf(ago(40)) },
    ];
    const inGap = on(ago(9 * DAY), 'delivered by EventBridge');
    const { find, asked } = live([inGap, on(ago(9.5 * DAY), 'read live')]);
    const { changes, coverage } = await ask(aboutQueue, everything(gap), {
      changes: [inGap, on(ago(60), 'old')],
      fill: find,
    });
    expect(windows(asked)).toEqual([[isoOf(secondOf(ago(10 * DAY)) + 1), isoOf(secondOf(ago(8 * DAY)) - 1)]]);
    expect(asked[0]?.regions).toEqual([REGION]);
    expect(changes.map(({ eventId }) => eventId)).toEqual(['old', 'delivered by EventBridge', 'read live']);
    expect(coverage.complete).toBe(true);
    expect(coverage.sources.map(({ kind }) => kind)).toEqual(['index', 'live CloudTrail']);
  });

  it('never answers silently for a gap that cannot be filled', async () => {
    const gap: Spans = [{ from: secondOf(ago(5 * DAY)), to: secondOf(ago(40)) }];
    const fill = async (): Promise<Found> => {
      throw new Error('CloudTrail throttled every try');
    };
    const { coverage, changes } = await ask(aboutQueue, everything(gap), { changes: [on(ago(60))], fill });
    expect(changes).toHaveLength(1);
    expect(coverage).toMatchObject({ complete: false, cut: true });
    expect(coverage.notes.join()).toMatch(
      /Partial: .* was not searched in us-east-1: .*gap.*CloudTrail throttled every try/,
    );
  });

  it('fails as the world does where nothing was ever indexed', async () => {
    const fill = async (): Promise<Found> => {
      throw new Error('access denied');
    };
    const nothing = { proofs: new Map(), eventsAnHour: new Map() };
    await expect(ask(aboutQueue, nothing, { fill })).rejects.toThrow('access denied');
  });

  it('says so where there is a gap and nobody to fill it, and that somebody should know', async () => {
    let gaps = 0;
    const onGap = (): void => {
      gaps += 1;
    };
    const { coverage } = await ask(aboutQueue, everything([{ from: secondOf(ago(DAY)), to: secondOf(ago(40)) }]), {
      onGap,
    });
    expect(coverage).toMatchObject({ complete: false, cut: true });
    expect(gaps).toBe(1);
    await ask(aboutQueue, everything(settled), { onGap });
    expect(gaps).toBe(1);
  });

  it('reads an old end of the index live, not as the newest minutes, once catch-up has stopped', async () => {
    const { find, asked } = live();
    await ask(aboutQueue, everything([{ from: secondOf(ago(200 * DAY)), to: secondOf(ago(5 * 60)) }]), { fill: find });
    expect(windows(asked)).toEqual([[isoOf(secondOf(ago(5 * 60)) + 1), ago(0)]]);
  });

  it('tells in one line of a stretch that several Regions lack', async () => {
    const { find } = live();
    const old: Spans = [
      { from: secondOf(ago(300 * DAY)), to: secondOf(ago(200 * DAY)) },
      { from: secondOf(ago(80 * DAY)), to: secondOf(ago(40)) },
    ];
    const { coverage } = await ask(
      aboutQueue,
      { [REGION]: everything(old), 'eu-west-2': everything(old) },
      { fill: find },
    );
    expect(coverage.notes.filter((note) => note.startsWith('Partial: '))).toEqual([
      expect.stringMatching(
        /^Partial: \S+ \S+ to \S+ \S+ UTC was not searched in us-east-1, eu-west-2: the index does not hold it/,
      ),
    ]);
  });

  it('goes past CloudTrail’s 90 days, and tells what neither holds', async () => {
    const { find, asked } = live();
    const old: Spans = [
      { from: secondOf(ago(300 * DAY)), to: secondOf(ago(200 * DAY)) },
      { from: secondOf(ago(80 * DAY)), to: secondOf(ago(40)) },
    ];
    const { coverage } = await ask(aboutQueue, everything(old), { fill: find });
    expect(coverage.from).toBe(ago(300 * DAY));
    expect(windows(asked)).toEqual([[isoOf(nowSecond - 90 * 86_400 + 60), isoOf(secondOf(ago(80 * DAY)) - 1)]]);
    expect(coverage.notes.join()).toMatch(
      /Partial: .*the index does not hold it, and CloudTrail's event history reaches back 90 days/,
    );
    expect(coverage.complete).toBe(false);
  });

  it('believes no proof of a time whose changes it no longer keeps', async () => {
    const { coverage } = await ask(aboutQueue, everything([{ from: 0, to: secondOf(ago(40)) }]), {
      retentionDays: 100,
    });
    expect(coverage.from).toBe(ago(100 * DAY));
  });

  it('is only as settled as the Region that is least so', async () => {
    const { coverage } = await ask(aboutQueue, {
      [REGION]: everything(settled),
      'ap-southeast-2': everything([{ from: secondOf(ago(200 * DAY)), to: secondOf(ago(90)) }]),
    });
    expect(coverage.settledTo).toBe(ago(90));
  });

  it('claims nothing of a Region before the time that it reaches back to', async () => {
    const { coverage } = await ask(
      aboutQueue,
      {
        [REGION]: everything(settled),
        'ap-southeast-2': everything([{ from: secondOf(ago(120 * DAY)), to: secondOf(ago(40)) }]),
      },
      { fill: live().find },
    );
    expect(coverage.from).toBe(ago(200 * DAY));
    expect(coverage.notes).toEqual([
      `In ap-southeast-2 nothing before ${ago(120 * DAY)
        .slice(0, 16)
        .replace('T', ' ')} UTC was searched.`,
    ]);
  });

  describe('knows by what it was read', () => {
    const byNames = (names: readonly string[], spans = settled): RegionReach => ({
      proofs: new Map(names.map((name) => [`EventName ${name}`, spans])),
      eventsAnHour: new Map(),
    });
    const untagged = CHANGES.filter(({ type }) => type !== 'resource-tags').map(({ name }) => name);

    it('so a walk by names proves no unknown kind of change and no tags, and says so', async () => {
      const { coverage } = await ask(aboutQueue, byNames(untagged));
      expect(coverage.complete).toBe(true);
      expect(coverage.notes).toEqual([TAG_NOTE, NAMES_NOTE]);
    });

    it('so one name that is missing is a gap for who needs it, and for nobody else', async () => {
      const { find, asked } = live();
      const all = byNames(untagged.filter((name) => name !== 'DeleteQueue'));
      await ask(aboutQueue, all, { fill: find });
      expect(asked).toHaveLength(1);
      await ask({ types: ['prompt'], window: {} }, all, { fill: find });
      expect(asked).toHaveLength(1);
    });

    it('so a walk of Connect’s source is enough for a queue, and not for everything', async () => {
      const { find, asked } = live();
      const connect: RegionReach = {
        proofs: new Map([[`EventSource ${EVENT_SOURCES.connect}`, settled]]),
        eventsAnHour: new Map(),
      };
      const { coverage } = await ask(aboutQueue, connect, { fill: find });
      expect(asked).toEqual([]);
      expect(coverage.notes).toEqual([]);
      await ask({ types: [], window: {} }, connect, { fill: find });
      expect(asked).toHaveLength(1);
    });

    it('so the history of a tag is whole only where tags were read', async () => {
      const { find, asked } = live();
      await ask({ ...aboutQueue, own: true, eventNames: ['TagResource'] }, byNames(untagged), { fill: find });
      expect(asked).toHaveLength(1);
    });
  });

  describe('looks at the newest minutes live', () => {
    const quiet = (events: number): RegionReach => ({
      ...everything(settled),
      eventsAnHour: new Map([[EVENT_SOURCES.connect, events]]),
    });

    it('where two calls should do, and then all of it is settled', async () => {
      const { find, asked } = live([on(ago(2), 'just now')]);
      const { changes, coverage } = await ask(aboutQueue, quiet(120), {
        changes: [on(ago(60), 'before')],
        glance: find,
      });
      expect(windows(asked)).toEqual([[isoOf(secondOf(ago(40)) + 1), ago(0)]]);
      expect(changes.map(({ eventId }) => eventId)).toEqual(['just now', 'before']);
      expect(coverage.settledTo).toBeUndefined();
      expect(coverage.complete).toBe(true);
    });

    it.each([
      ['more events than that are to be expected', aboutQueue, quiet(GLANCE_CALLS * 50 * 2)],
      ['nobody knows how many', aboutQueue, everything(settled)],
      ['the answer can do without', { ...aboutQueue, optional: 'history' as const }, quiet(10)],
    ])('but not where %s', async (_what, request, reach) => {
      const { find, asked } = live();
      const { coverage } = await ask(request, reach, { glance: find });
      expect(asked).toEqual([]);
      expect(coverage.settledTo).toBe(ago(40));
    });

    it.each([
      ['took too long', live([], { complete: false, cut: true }).find],
      ['failed', () => Promise.reject(new Error('throttled'))],
    ])('and a look that %s costs the answer nothing', async (_what, glance) => {
      const { coverage } = await ask(aboutQueue, quiet(10), { glance });
      expect(coverage).toMatchObject({ complete: true, settledTo: ago(40), notes: [] });
      expect(coverage.cut).toBeUndefined();
    });

    it('whatever it takes where nobody waits', async () => {
      const { find, asked } = live();
      const { coverage } = await ask(aboutQueue, everything(settled), { fill: find, fillsTail: true });
      expect(windows(asked)).toEqual([[isoOf(secondOf(ago(40)) + 1), ago(0)]]);
      expect(coverage.settledTo).toBeUndefined();
    });

    it('for an event that the index does not hold yet', async () => {
      const { find, asked } = live([on(ago(5), 'wanted')]);
      const request: ChangeRequest = { types: [], window: {}, eventId: 'wanted' };
      expect((await ask(request, everything(settled), { glance: find })).changes).toHaveLength(1);
      await ask(request, everything(settled), { glance: find, changes: [on(ago(5), 'wanted')] });
      expect(asked).toHaveLength(1);
    });
  });

  it('says that a record which could not be told is missing, where it may be part of the answer', async () => {
    const unusable = [
      { because: 'its eventTime is not a time' },
      { because: 'its eventVersion is 2.0, which is not known', time: ago(300 * DAY) },
    ];
    const index: IndexFirstDeps['index'] = {
      changes: async () => [],
      unusable: async () => unusable,
      days: async () => [],
      reach: async () => everything(settled),
    };
    const { coverage } = await indexFirst({ index, regions: [REGION], retentionDays: 400, now: NOW })(aboutQueue);
    expect(coverage.complete).toBe(false);
    expect(coverage.notes).toEqual(['Partial: 1 record was left out: its eventTime is not a time.']);
  });

  it('says once that a record which an older program filed can’t be read, however often it is filed', async () => {
    const index: IndexFirstDeps['index'] = {
      changes: async (partitions, _span, { onUnusable } = {}) => {
        for (const _each of [1, 2]) onUnusable?.('a', { because: 'its eventTime is not a time', time: ago(60) });
        return partitions.includes('amending') ? [] : [on(ago(60))];
      },
      unusable: async () => [],
      days: async () => [],
      reach: async () => everything(settled),
    };
    const { coverage, changes } = await indexFirst({ index, regions: [REGION], retentionDays: 400, now: NOW })(
      aboutQueue,
    );
    expect(changes).toHaveLength(1);
    expect(coverage.complete).toBe(false);
    expect(coverage.notes).toEqual(['Partial: 1 record was left out: its eventTime is not a time.']);
  });

  it('reads no history of thousands of things while somebody waits, and says that it was not read', async () => {
    const thousands = Array.from({ length: 600 }, (_, n) => ({ ...QUEUE, id: `queue-${n}` }));
    const request: ChangeRequest = { types: [], window: {}, targets: thousands, own: true, optional: 'history' };
    const { changes, coverage } = await ask(request, everything(settled), { changes: [on(ago(60))] });
    expect([changes, coverage.cut, coverage.complete]).toEqual([[], true, false]);
    const report = await ask(request, everything(settled), { fillsTail: true, fill: live().find });
    expect(report.coverage.cut).toBeUndefined();
  });

  it('tells what was corrected later as the correction has it, wherever the first record is filed', async () => {
    const first = on(ago(60), 'first');
    const correction = { ...on(ago(50), 'second'), amends: 'first' };
    const index: IndexFirstDeps['index'] = {
      changes: async (partitions) => (partitions.includes('amending') ? [correction] : [first]),
      unusable: async () => [],
      days: async () => [],
      reach: async () => everything(settled),
    };
    const { changes } = await indexFirst({ index, regions: [REGION], retentionDays: 400, now: NOW })(aboutQueue);
    expect(changes).toEqual([]);
  });

  describe('alone, without a CloudTrail beside it', () => {
    it('covers what it has read, and says where the window is older', async () => {
      const { coverage } = await ask(aboutQueue, everything(settled), { alone: true });
      expect(coverage).toMatchObject({ complete: true, from: ago(200 * DAY) });
      const wider = await ask({ ...aboutQueue, window: { from: ago(300 * DAY) } }, everything(settled), {
        alone: true,
      });
      expect(wider.coverage).toMatchObject({ complete: false, cut: true });
      expect(wider.coverage.notes.join()).toContain('Partial: the index does not hold us-east-1 from');
    });

    it('says that it ends before the time that was asked for', async () => {
      const end = new Date(NOW.getTime() - 3 * 86_400_000);
      const { coverage } = await ask({ ...aboutQueue, window: { from: ago(60) } }, everything(settled), {
        alone: true,
        now: end,
      });
      expect(coverage).toMatchObject({ complete: false, cut: true });
      expect(coverage.notes.join()).toContain('the index ends at');
    });
  });
});
