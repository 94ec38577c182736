import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import type { Message } from '../bot/answer/message';
import type { Answered } from '../bot/answer-question';
import { createStateTable, type StateTable, stateTableDefinition } from '../bot/aws/state-table';
import { type LocalDynamo, startLocalDynamo } from '../bot/local/dynamo';
import { silentLog } from '../bot/log';
import { type DigestDeps, postDigest } from '../bot/post-digest';
import type { Query, Window } from '../bot/query/query';
import { answer, answered } from './support/build-answer';

let dynamo: LocalDynamo;
let state: StateTable;
beforeAll(async () => {
  dynamo = await startLocalDynamo({ state: stateTableDefinition });
});
afterAll(() => dynamo.close());
beforeEach(() => {
  state = createStateTable({ client: dynamo.client, tableName: 'state' });
});

const LEASE_SECONDS = 600;
let channels = 0;
/** A channel that no test has posted to yet. */
const freshChannel = (): string => {
  channels += 1;
  return `C${String(channels).padStart(10, '0')}`;
};

/** Claims in a real table, and what was asked and posted. */
const deps = (at: string, overrides: Partial<DigestDeps> = {}) => {
  const asked: Query[] = [];
  const posted: (readonly [channel: string, message: Message])[] = [];
  const now = (): Date => new Date(at);
  const given: DigestDeps = {
    answer: async (query): Promise<Answered> => {
      asked.push(query);
      return { kind: 'answer', answer: answer({ query, changes: [answered()] }) };
    },
    post: async (channel, message) => void posted.push([channel, message]),
    claim: (id) => state.claim(id, { leaseSeconds: LEASE_SECONDS, now: now() }),
    finish: (id) => state.finish(id),
    release: (id) => state.release(id),
    now,
    log: silentLog,
    ...overrides,
  };
  return { given, asked, posted };
};

const run = async (channel: string, zone: string, at: string) => {
  const { given, posted } = deps(at);
  return { result: await postDigest({ channel, zone }, given), posts: posted.length };
};

describe('once a local day', () => {
  it.each([
    // The same two moments are one day or two, depending on where the channel lives.
    ['Asia/Tokyo', '2026-11-20T14:30:00Z', '2026-11-20T15:30:00Z', true],
    ['Europe/Berlin', '2026-11-20T14:30:00Z', '2026-11-20T15:30:00Z', false],
    ['UTC', '2026-11-20T23:59:59Z', '2026-11-21T00:00:00Z', true],
    ['America/Los_Angeles', '2026-11-20T23:59:59Z', '2026-11-21T00:00:00Z', false],
    ['Pacific/Kiritimati', '2026-11-20T09:59:00Z', '2026-11-20T10:01:00Z', true],
  ])('%s, run at %s and at %s: again %s', async (zone, first, second, again) => {
    const channel = freshChannel();
    expect(await run(channel, zone, first)).toEqual({ result: 'posted', posts: 1 });
    expect(await run(channel, zone, second)).toEqual(
      again ? { result: 'posted', posts: 1 } : { result: 'already posted', posts: 0 },
    );
  });

  it('for any two moments within a day, in any zone', async () => {
    const zones = fc.constantFrom('UTC', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia', 'Africa/Cairo');
    const from = Date.parse('2026-01-01T00:00:00Z');
    const moments = fc.integer({ min: 0, max: 365 * 24 * 60 }).map((minutes) => from + minutes * 60_000);
    await fc.assert(
      fc.asyncProperty(zones, moments, fc.integer({ min: 0, max: 23 * 60 }), async (zone, first, minutes) => {
        const channel = freshChannel();
        const [one, two] = [first, first + minutes * 60_000].map((ms) => new Date(ms).toISOString());
        const dayOf = (at = ''): string | null => DateTime.fromISO(at, { zone }).toISODate();
        await run(channel, zone, one ?? '');
        expect((await run(channel, zone, two ?? '')).posts).toBe(dayOf(one) === dayOf(two) ? 0 : 1);
      }),
      { numRuns: 40 },
    );
  });

  it('two runs at the same time post it once, and the one that came too late fails, to be tried again', async () => {
    const channel = freshChannel();
    const target = { channel, zone: 'UTC' };
    const at = '2026-11-20T09:00:00Z';
    const late = deps(at);
    const first = deps(at, {
      answer: async (query) => {
        await expect(postDigest(target, late.given)).rejects.toThrow('being worked on');
        return { kind: 'answer', answer: answer({ query }) };
      },
    });
    expect(await postDigest(target, first.given)).toBe('posted');
    expect([first.posted.length, late.posted.length]).toEqual([1, 0]);
    expect(await postDigest(target, late.given)).toBe('already posted');
  });

  it('each channel has its own', async () => {
    const at = '2026-11-20T09:00:00Z';
    expect((await run(freshChannel(), 'UTC', at)).posts).toBe(1);
    expect((await run(freshChannel(), 'UTC', at)).posts).toBe(1);
  });
});

describe('a failure', () => {
  const at = '2026-11-20T09:00:00Z';
  it.each<[string, Partial<DigestDeps>, string]>([
    ['to look up', { answer: async () => Promise.reject(new Error('CloudTrail is away.')) }, 'CloudTrail is away.'],
    ['to post', { post: async () => Promise.reject(new Error('not_in_channel')) }, 'not_in_channel'],
    ['to understand', { answer: async () => ({ kind: 'mistake', mistake: { message: 'Why?' } }) }, 'Why?'],
  ])('%s escapes, and the next run posts the digest', async (_what, overrides, message) => {
    const channel = freshChannel();
    await expect(postDigest({ channel, zone: 'UTC' }, deps(at, overrides).given)).rejects.toThrow(message);
    expect(await run(channel, 'UTC', '2026-11-20T09:01:00Z')).toEqual({ result: 'posted', posts: 1 });
  });

  it('to give the day back does not hide why it was given back', async () => {
    const { given } = deps(at, {
      post: async () => Promise.reject(new Error('not_in_channel')),
      release: async () => Promise.reject(new Error('The table is away.')),
    });
    await expect(postDigest({ channel: freshChannel(), zone: 'UTC' }, given)).rejects.toThrow('not_in_channel');
  });

  it('to write down that it was posted does not post it twice', async () => {
    const channel = freshChannel();
    const { given, posted } = deps(at, { finish: async () => Promise.reject(new Error('The table is away.')) });
    expect(await postDigest({ channel, zone: 'UTC' }, given)).toBe('posted');
    expect(posted).toHaveLength(1);
  });
});

describe('the time that a digest tells', () => {
  const windowAt = async (at: string, zone: string, settleMinutes?: number): Promise<Window> => {
    const { given, asked } = deps(at, settleMinutes === undefined ? {} : { settleMinutes });
    await postDigest({ channel: freshChannel(), zone }, given);
    return asked[0]?.window ?? {};
  };

  it('is a day that ended half an hour ago: records can come that late, and none of them may fall between two digests', async () => {
    expect(await windowAt('2026-11-20T09:00:12Z', 'UTC')).toEqual({
      from: '2026-11-19T08:30:01Z',
      to: '2026-11-20T08:30:00Z',
    });
  });

  it('ends now where records are never late', async () => {
    expect((await windowAt('2026-11-20T09:00:00Z', 'UTC', 0)).to).toBe('2026-11-20T09:00:00Z');
  });

  it.each([
    ['Europe/Berlin', '2026-10-24T07:00:00Z', '2026-10-25T08:00:00Z', '2026-10-26T08:00:00Z'],
    ['America/New_York', '2026-03-07T14:00:00Z', '2026-03-08T13:00:00Z', '2026-03-09T13:00:00Z'],
    ['Asia/Tokyo', '2026-03-07T00:00:00Z', '2026-03-08T00:00:00Z', '2026-03-09T00:00:00Z'],
  ])('begins where the day before ended, also where the clocks change: %s', async (zone, ...mornings) => {
    const windows = await Promise.all(mornings.map((at) => windowAt(at, zone)));
    const secondAfter = (at = ''): string => `${new Date(Date.parse(at) + 1000).toISOString().slice(0, 19)}Z`;
    expect(windows.slice(1).map(({ from }) => from)).toEqual(windows.slice(0, -1).map(({ to }) => secondAfter(to)));
  });

  it('is about everything that changed, and the message goes to the channel', async () => {
    const channel = freshChannel();
    const { given, asked, posted } = deps('2026-11-20T09:00:00Z', { preface: 'Sample account.' });
    await postDigest({ channel, zone: 'UTC' }, given);
    expect(asked).toMatchObject([{ subject: { kind: 'everything' }, types: [], verbs: [], only: [] }]);
    expect(posted).toEqual([[channel, expect.objectContaining({ preface: 'Sample account.' })]]);
  });
});
