import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import type { AnsweredChange } from '../bot/answer/answer';
import type { Message } from '../bot/answer/message';
import { createSettings, settingsTableDefinition } from '../bot/aws/settings-table';
import { createStateTable, type StateTable, stateTableDefinition } from '../bot/aws/state-table';
import { RESOURCE_TYPES } from '../bot/change/catalogue';
import {
  betweenSchema,
  type DigestSetting,
  digestProgressSchema,
  digestSettingSchema,
} from '../bot/digest/digest-setting';
import type { Digests } from '../bot/digests';
import { listDigests } from '../bot/digests';
import { type LocalDynamo, startLocalDynamo } from '../bot/local/dynamo';
import { silentLog } from '../bot/log';
import type { Query } from '../bot/query/query';
import { slackLimitErrors } from '../bot/slack/limits';
import { messageBlocks } from '../bot/slack/message-blocks';
import type { Posted } from '../bot/slack/post-to-channel';
import { type TickDeps, tickDigests } from '../bot/tick-digests';
import { answer, answered, coverage, ref } from './support/build-answer';
import { digestSetting } from './support/build-digest';

let dynamo: LocalDynamo;
beforeAll(async () => {
  dynamo = await startLocalDynamo({ settings: settingsTableDefinition, state: stateTableDefinition });
});
afterAll(() => dynamo.close());

const LEASE_SECONDS = 600;
let worlds = 0;

interface Post {
  readonly channel: string;
  readonly message: Message;
  readonly thread?: string;
  readonly at: string;
}

/** Channels with digests in a real table of their own sort, a Slack that keeps what it was given, and a clock that is set by hand. */
const world = (overrides: Partial<TickDeps> = {}) => {
  worlds += 1;
  const own = { client: dynamo.client, tableName: 'settings' };
  const digests: Digests = {
    settings: createSettings({ ...own, sort: `digest-${worlds}`, schema: digestSettingSchema }),
    progress: createSettings({ ...own, sort: `progress-${worlds}`, schema: digestProgressSchema }),
    between: createSettings({ ...own, sort: `between-${worlds}`, schema: betweenSchema }),
  };
  // A process knows what it claimed; each run is one of its own.
  const clock = { now: new Date('2026-11-27T00:00:00Z') };
  const now = (): Date => clock.now;
  const asked: Query[] = [];
  const posts: Post[] = [];
  const told: (readonly [userId: string, message: Message])[] = [];
  const waits: number[] = [];
  const prefix = `world-${worlds}-`;
  const depsOf = (state: StateTable, more: Partial<TickDeps>): TickDeps => ({
    digests,
    claim: (id) => state.claim(prefix + id, { leaseSeconds: LEASE_SECONDS, now: now() }),
    finish: (id) => state.finish(prefix + id),
    release: (id) => state.release(prefix + id),
    answer: async (query) => {
      asked.push(query);
      const covered = {
        ...(query.window.from && { from: query.window.from }),
        ...(query.window.to && { to: query.window.to }),
      };
      return {
        kind: 'answer',
        answer: answer({
          query,
          changes: [answered({}, { time: query.window.to ?? '' })],
          coverage: coverage(covered),
        }),
      };
    },
    post: async (channel, message, thread): Promise<Posted> => {
      posts.push({ channel, message, at: now().toISOString(), ...(thread !== undefined && { thread }) });
      return { kind: 'posted', ts: `${posts.length}.000` };
    },
    tell: async (userId, message) => void told.push([userId, message]),
    wait: async (ms) => void waits.push(ms),
    now,
    log: silentLog,
    ...overrides,
    ...more,
  });
  const tick = (at: string, more: Partial<TickDeps> = {}) => {
    clock.now = new Date(at);
    return tickDigests(depsOf(createStateTable({ client: dynamo.client, tableName: 'state' }), more));
  };
  const set = (setting: Partial<DigestSetting> = {}): Promise<void> => {
    const whole = digestSetting(setting);
    return digests.settings.put(whole.channel, whole);
  };
  /** The digests themselves, without their threads. */
  const heads = (): readonly Post[] => posts.filter(({ thread }) => thread === undefined);
  const windows = () => asked.map(({ window }) => window);
  return { digests, clock, asked, posts, heads, windows, told, waits, tick, set };
};

const counts = (some: object) => ({ posted: 0, silent: 0, paused: 0, left: 0, ...some });
const textOf = ({ lines }: Message): string =>
  lines.map(({ pieces }) => pieces.map((piece) => Object.values(piece)[0]).join('')).join('\n');
const secondAfter = (at = ''): string => new Date(Date.parse(at) + 1000).toISOString().replace('.000Z', 'Z');
/** Slack refuses because of the channel. */
const closed = async (): Promise<Posted> => ({ kind: 'closed', because: 'not_in_channel' });

describe('a digest comes once a local day', () => {
  const every = (minutes: number, from: string, to: string): readonly string[] => {
    const [first, last] = [Date.parse(from), Date.parse(to)];
    const many = Math.floor((last - first) / (minutes * 60_000));
    return Array.from({ length: many + 1 }, (_, n) => new Date(first + n * minutes * 60_000).toISOString());
  };

  it.each<[string, string, string, string, readonly string[]]>([
    ['Asia/Tokyo', '09:00', '2026-11-26T12:00:00Z', '2026-11-29T12:00:00Z', ['27 09:00', '28 09:00', '29 09:00']],
    ['America/New_York', '09:00', '2026-03-07T15:00:00Z', '2026-03-10T00:00:00Z', ['08 09:00', '09 09:00']],
    ['America/New_York', '02:30', '2026-03-07T15:00:00Z', '2026-03-10T00:00:00Z', ['08 03:00', '09 02:30']],
    ['America/New_York', '01:30', '2026-10-31T15:00:00Z', '2026-11-03T00:00:00Z', ['01 01:30', '02 01:30']],
    ['Europe/Berlin', '02:30', '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z', ['29 03:00', '30 02:30']],
    ['Europe/Berlin', '02:30', '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z', ['25 02:30', '26 02:30']],
    ['Australia/Lord_Howe', '02:15', '2026-10-03T12:00:00Z', '2026-10-05T12:00:00Z', ['04 02:30', '05 02:15']],
    ['Australia/Lord_Howe', '01:45', '2026-04-04T12:00:00Z', '2026-04-06T12:00:00Z', ['05 01:45', '06 01:45']],
    ['Pacific/Apia', '09:00', '2026-11-26T21:00:00Z', '2026-11-29T12:00:00Z', ['28 09:00', '29 09:00']],
    ['Asia/Kathmandu', '23:59', '2026-11-26T00:00:00Z', '2026-11-28T12:00:00Z', ['27 00:00', '28 00:00']],
  ])(
    'in %s at %s',
    async (zone, at, from, to, expected) => {
      const { set, tick, heads, windows } = world();
      await set({ zone, at, setAt: from, since: from });
      for (const moment of every(15, from, to)) await tick(moment);
      const shown = heads().map((post) => DateTime.fromISO(post.at, { zone }).toFormat('dd HH:mm'));
      expect(shown).toEqual(expected);
      const all = windows();
      expect(all.slice(1).map((window) => window.from)).toEqual(
        all.slice(0, -1).map((window) => secondAfter(window.to)),
      );
    },
    60_000,
  );

  it('whatever is run again, at once or late', async () => {
    const { set, tick, heads } = world();
    await set();
    const at = '2026-11-27T09:01:00Z';
    const together = await Promise.allSettled([tick(at), tick(at), tick(at)]);
    expect(together.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect(await tick('2026-11-27T09:06:00Z')).toEqual(counts({}));
    expect(await tick('2026-11-27T23:55:00Z')).toEqual(counts({}));
    expect(heads()).toHaveLength(1);
  });

  it('though no claim remembers it any more', async () => {
    const { set, tick, heads } = world();
    await set();
    await tick('2026-11-27T09:01:00Z');
    const forgetful: Partial<TickDeps> = { claim: async () => 'mine', finish: async () => {}, release: async () => {} };
    await tick('2026-11-27T09:06:00Z', forgetful);
    expect(heads()).toHaveLength(1);
  });

  it('late on its day where nothing ran before, and not on the next', async () => {
    const { set, tick, heads, windows } = world();
    await set();
    await tick('2026-11-26T09:00:00Z');
    await tick('2026-11-27T22:00:00Z');
    await tick('2026-11-28T00:10:00Z');
    expect(heads().map(({ at }) => at.slice(0, 13))).toEqual(['2026-11-26T09', '2026-11-27T22']);
    expect(windows()[1]).toEqual({ from: '2026-11-26T08:30:01Z', to: '2026-11-27T21:30:00Z' });
  });

  it('and tells a day that was missed, and a weekend, in the next one', async () => {
    const { set, tick, heads, windows } = world();
    await set({ weekdays: true });
    for (const at of ['2026-11-25T09:00:00Z', '2026-11-28T09:00:00Z', '2026-11-29T09:00:00Z', '2026-11-30T09:00:00Z'])
      await tick(at);
    expect(heads()).toHaveLength(2);
    expect(windows()[1]).toEqual({ from: '2026-11-25T08:30:01Z', to: '2026-11-30T08:30:00Z' });
  });
});

describe('several channels', () => {
  it('have each their own digest, time and zone', async () => {
    const { set, tick, heads } = world();
    await set({ channel: 'C1', zone: 'Asia/Tokyo', setAt: '2026-11-26T12:00:00.000Z' });
    await set({ channel: 'C2', zone: 'Europe/Berlin', setAt: '2026-11-26T12:00:00.000Z' });
    await tick('2026-11-27T00:00:00Z');
    await tick('2026-11-27T08:00:00Z');
    expect(heads().map(({ channel, at }) => [channel, at.slice(11, 16)])).toEqual([
      ['C1', '00:00'],
      ['C2', '08:00'],
    ]);
  });

  it('do not wait for one that fails, which is told in the end and tried again', async () => {
    const { set, tick, heads } = world();
    await set({ channel: 'C1', filters: 'only:failed' });
    await set({ channel: 'C2' });
    const answerBut = async (query: Query) => {
      if (query.only.includes('failed')) throw new Error('CloudTrail is away.');
      return { kind: 'answer' as const, answer: answer({ query, changes: [answered()] }) };
    };
    await expect(tick('2026-11-27T09:00:00Z', { answer: answerBut })).rejects.toThrow(
      '1 of the digests that were due failed.',
    );
    expect(heads().map(({ channel }) => channel)).toEqual(['C2']);
    expect(await tick('2026-11-27T09:05:00Z')).toEqual(counts({ posted: 1 }));
    expect(heads().map(({ channel }) => channel)).toEqual(['C2', 'C1']);
  });

  it('get no more than a message a second each', async () => {
    const changes = Array.from({ length: 200 }, (_, n) =>
      answered({ what: `queue ${n}` }, { resource: ref({ id: `queue-${n}` }) }),
    );
    const { set, tick, posts, waits } = world();
    await set();
    await tick('2026-11-27T09:00:00Z', {
      answer: async (query) => ({ kind: 'answer', answer: answer({ query, changes }) }),
    });
    expect(posts.length).toBeGreaterThan(2);
    expect(waits).toEqual(posts.slice(1).map(() => expect.any(Number)));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1_000);
  });
});

describe('a channel that the bot may not post in', () => {
  it('has its digest paused, and who set it is told once', async () => {
    const { set, tick, told, digests, asked } = world();
    await set();
    expect(await tick('2026-11-27T09:00:00Z', { post: closed })).toEqual(counts({ paused: 1 }));
    expect(await tick('2026-11-27T09:05:00Z', { post: closed })).toEqual(counts({}));
    expect(await tick('2026-11-28T09:00:00Z', { post: closed })).toEqual(counts({}));
    expect(told.map(([userId]) => userId)).toEqual(['U0NIKKI0004']);
    expect(told.map(([, message]) => textOf(message)).join()).toMatch(
      /#connect-ops is paused: .*\/invite @connect-who-changed/s,
    );
    expect(asked).toHaveLength(1);
    const [standing] = await listDigests(digests, new Date('2026-11-28T10:00:00Z'));
    expect(standing).toMatchObject({ paused: expect.stringContaining('not_in_channel') });
    expect(standing).not.toHaveProperty('nextAt');
  });

  it('gets the next digest when it is set again, with all that happened meanwhile', async () => {
    const { set, tick, heads, windows } = world();
    await set();
    await tick('2026-11-26T09:00:00Z');
    await tick('2026-11-27T09:00:00Z', { post: closed });
    await set({ setAt: '2026-11-28T12:00:00.000Z' });
    expect(await tick('2026-11-29T09:00:00Z')).toEqual(counts({ posted: 1 }));
    expect(heads()).toHaveLength(2);
    expect(windows().at(-1)).toEqual({ from: '2026-11-26T08:30:01Z', to: '2026-11-29T08:30:00Z' });
  });

  it('is paused though nobody can be told', async () => {
    const { set, tick } = world({ tell: async () => Promise.reject(new Error('account_inactive')) });
    await set();
    expect(await tick('2026-11-27T09:00:00Z', { post: closed })).toEqual(counts({ paused: 1 }));
  });
});

describe('a failure', () => {
  it('of Slack to take it is tried again with the next run', async () => {
    const { set, tick, heads } = world();
    await set();
    const busy = async (): Promise<Posted> => ({ kind: 'not posted', error: new Error('ratelimited') });
    await expect(tick('2026-11-27T09:00:00Z', { post: busy })).rejects.toThrow('failed');
    expect(await tick('2026-11-27T09:05:00Z')).toEqual(counts({ posted: 1 }));
    expect(heads()).toHaveLength(1);
  });

  it('after which nobody knows whether Slack took it posts nothing twice, and the next digest says so', async () => {
    const { set, tick, heads, windows } = world();
    await set();
    const lost = async (): Promise<Posted> => Promise.reject(new Error('socket hang up'));
    await expect(tick('2026-11-27T09:00:00Z', { post: lost })).rejects.toThrow('failed');
    expect(await tick('2026-11-27T09:05:00Z')).toEqual(counts({}));
    await tick('2026-11-28T09:00:00Z');
    expect(windows().at(-1)?.from).toBe('2026-11-27T08:30:01Z');
    expect(heads().map(({ message }) => textOf(message))).toEqual([
      expect.stringContaining(
        'The digest before this one, Tue 27 Oct 08:30 to Fri 27 Nov 08:30, may not have been posted.',
      ),
    ]);
    expect(heads()[0]?.message.buttons.at(-1)?.ask).toContain('since:2026-10-27T08:30:00Z until:2026-11-27T08:30:00Z');
    await tick('2026-11-29T09:00:00Z');
    expect(
      heads()
        .map(({ message }) => textOf(message))
        .at(-1),
    ).not.toContain('may not');
  });

  it('to read everything is tried again for an hour, and told then', async () => {
    const { set, tick, heads } = world();
    await set();
    const cut: Partial<TickDeps> = {
      answer: async (query) => ({
        kind: 'answer',
        answer: answer({
          query,
          coverage: coverage({ complete: false, cut: true, notes: ['Partial: time ran out.'] }),
        }),
      }),
    };
    await expect(tick('2026-11-27T09:00:00Z', cut)).rejects.toThrow('failed');
    await expect(tick('2026-11-27T09:55:00Z', cut)).rejects.toThrow('failed');
    expect(await tick('2026-11-27T10:00:00Z', cut)).toEqual(counts({ posted: 1 }));
    expect(
      heads()
        .map(({ message }) => textOf(message))
        .join(),
    ).toContain('PARTIAL (time ran out.)');
  });

  it('of the filters to mean anything pauses it, after an hour', async () => {
    const { set, tick, told } = world();
    await set({ filters: 'instance:gone' });
    const gone: Partial<TickDeps> = {
      answer: async () => ({ kind: 'mistake', mistake: { message: 'No instance is called gone.' } }),
    };
    await expect(tick('2026-11-27T09:00:00Z', gone)).rejects.toThrow('failed');
    expect(await tick('2026-11-27T10:00:00Z', gone)).toEqual(counts({ paused: 1 }));
    expect(told.map(([, message]) => textOf(message)).join()).toContain('No instance is called gone.');
  });

  it('of its thread does not post it again', async () => {
    const { set, tick, heads } = world();
    await set();
    let first = true;
    const { post } = {
      post: async (): Promise<Posted> => {
        if (!first) throw new Error('Slack is away.');
        first = false;
        return { kind: 'posted', ts: '1.0' };
      },
    };
    expect(await tick('2026-11-27T09:00:00Z', { post })).toEqual(counts({ posted: 1 }));
    expect(await tick('2026-11-27T09:05:00Z')).toEqual(counts({}));
    expect(heads()).toEqual([]);
  });
});

describe('what is not settled', () => {
  it('is left to the next digest, without a gap', async () => {
    const { set, tick, windows, heads } = world();
    await set();
    const early: AnsweredChange = answered({ what: 'Early' }, { time: '2026-11-27T08:00:00Z' });
    const late: AnsweredChange = answered({ what: 'Late' }, { time: '2026-11-27T08:20:00Z' });
    await tick('2026-11-27T09:00:00Z', {
      answer: async (query) => ({
        kind: 'answer',
        answer: answer({ query, changes: [late, early], coverage: coverage({ settledTo: '2026-11-27T08:10:00Z' }) }),
      }),
    });
    await tick('2026-11-28T09:00:00Z');
    expect(windows().at(-1)?.from).toBe('2026-11-27T08:10:01Z');
    const [first = ''] = heads().map(({ message }) => textOf(message));
    expect(first).toContain('1 change');
    expect(first).toContain('Complete to Fri 27 Nov 08:10');
    expect(heads()[0]?.message.buttons[0]?.ask).toContain('until:2026-11-27T08:10:00Z');
  });
});

describe('where nothing changed', () => {
  const nothing: Partial<TickDeps> = {
    answer: async (query) => ({ kind: 'answer', answer: answer({ query, coverage: coverage() }) }),
  };

  it('one quiet line says so', async () => {
    const { set, tick, posts } = world();
    await set();
    expect(await tick('2026-11-27T09:00:00Z', nothing)).toEqual(counts({ posted: 1 }));
    expect(posts.map(({ message }) => message.lines.length)).toEqual([1]);
    expect(posts.map(({ message }) => textOf(message)).join()).toContain('nothing changed since');
  });

  it('nothing is posted where that was wished, and the next digest goes on from there', async () => {
    const { set, tick, posts, windows } = world();
    await set({ silent: true });
    expect(await tick('2026-11-27T09:00:00Z', nothing)).toEqual(counts({ silent: 1 }));
    expect(await tick('2026-11-27T09:05:00Z')).toEqual(counts({}));
    expect(posts).toEqual([]);
    await tick('2026-11-28T09:00:00Z');
    expect(windows().at(-1)?.from).toBe('2026-11-27T08:30:01Z');
    expect(posts.length).toBeGreaterThan(0);
  });

  it('silence is kept only where everything could be read', async () => {
    const { set, tick, posts } = world();
    await set({ silent: true });
    const unread: Partial<TickDeps> = {
      answer: async (query) => ({ kind: 'answer', answer: answer({ query, coverage: coverage({ complete: false }) }) }),
    };
    expect(await tick('2026-11-27T09:00:00Z', unread)).toEqual(counts({ posted: 1 }));
    expect(posts.map(({ message }) => textOf(message)).join()).toContain('PARTIAL');
  });
});

describe('after 5,000 changes', () => {
  it('it is one message of fifteen lines and five in its thread, all within the limits of Slack', async () => {
    const changes = Array.from({ length: 5_000 }, (_, n) =>
      answered(
        { who: `person ${n % 40} ${'n'.repeat(50)}`, what: `${n} ${'w'.repeat(200)}` },
        {
          actor: { kind: 'connect user', userId: `user-${n % 40}` },
          resource: ref({ id: `queue-${n}`, type: RESOURCE_TYPES[n % 10] ?? 'queue' }),
          ...(n % 3 === 0 && { verb: 'delete' as const, eventName: 'DeleteQueue' }),
          ...(n % 7 === 0 && { via: 'terraform' as const }),
          time: '2026-11-27T08:00:00Z',
        },
      ),
    );
    const { set, tick, posts, heads } = world();
    await set({ filters: 'only:people' });
    await tick('2026-11-27T09:00:00Z', {
      answer: async (query) => ({ kind: 'answer', answer: answer({ query, changes }) }),
    });
    expect(heads().map(({ message }) => message.lines.length)).toEqual([15]);
    expect(posts.map(({ thread }) => thread)).toEqual([undefined, '1.000', '1.000', '1.000', '1.000', '1.000']);
    for (const { message } of posts) expect(slackLimitErrors(messageBlocks(message, new Date()))).toEqual([]);
    const last = posts.at(-1)?.message;
    expect(last && textOf(last)).toMatch(/and \d+ more changes: press “All changes”/);
  }, 60_000);
});

it('tells every second once, whenever it is run and wherever a process ends', async () => {
  const zones = fc.constantFrom(
    'Asia/Tokyo',
    'America/New_York',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Asia/Kathmandu',
    'America/Nuuk',
  );
  const begin = fc.constantFrom(
    '2026-03-06T00:00:00Z',
    '2026-03-27T00:00:00Z',
    '2026-04-03T00:00:00Z',
    '2026-10-02T00:00:00Z',
    '2026-10-23T00:00:00Z',
  );
  const times = fc.constantFrom('00:00', '00:30', '01:30', '01:45', '02:15', '02:30', '09:00', '23:30', '23:59');
  const fates = fc.constantFrom(
    'well',
    'well',
    'well',
    'no look-up',
    'not taken',
    'ends before the record',
    'ends before the post',
    'ends after the post',
    'claims lost',
  );
  const runs = fc.array(fc.record({ minutes: fc.integer({ min: 0, max: 20 * 60 }), fate: fates }), {
    minLength: 1,
    maxLength: 25,
  });
  /** One run a day, when the digest is due; these are always tried. */
  const daily = (
    ...dayFates: readonly string[]
  ): [string, string, string, boolean, { minutes: number; fate: string }[]] => [
    ...(['Asia/Tokyo', '2026-03-06T00:00:00Z', '09:00', false] as const),
    dayFates.map((fate) => ({ minutes: 24 * 60, fate })),
  ];
  await fc.assert(
    fc.asyncProperty(zones, begin, times, fc.boolean(), runs, async (zone, from, at, weekdays, steps) => {
      const { set, tick, digests } = world();
      await set({ zone, at, weekdays, setAt: from, since: from });
      const told: {
        readonly from: string;
        readonly to: string;
        readonly day: string;
        readonly isLost: boolean;
        readonly isRecorded: boolean;
        readonly message: Message;
      }[] = [];
      let now = Date.parse(from);
      for (const { minutes, fate } of steps) {
        now += minutes * 60_000;
        let window: Query['window'] = {};
        await tick(new Date(now).toISOString(), {
          answer: async (query) => {
            if (fate === 'no look-up') throw new Error('CloudTrail is away.');
            window = query.window;
            return {
              kind: 'answer',
              answer: answer({ query, changes: [answered({}, { time: query.window.to ?? '' })] }),
            };
          },
          post: async (_channel, message, thread) => {
            if (thread !== undefined) return { kind: 'posted', ts: '' };
            if (fate === 'not taken') return { kind: 'not posted', error: new Error('ratelimited') };
            const isLost = fate === 'ends before the post';
            const isRecorded = !isLost && fate !== 'ends after the post';
            const [progress] = await digests.progress.all();
            const { from = '', to = '' } = window;
            told.push({ from, to, day: progress?.posting?.day ?? '', isLost, isRecorded, message });
            if (!isRecorded) throw new Error('The process ended.');
            return { kind: 'posted', ts: '1.0' };
          },
          ...(fate === 'ends before the record' && {
            digests: {
              ...digests,
              progress: { ...digests.progress, revise: async () => Promise.reject(new Error('The process ended.')) },
            },
          }),
          ...(fate === 'claims lost' && {
            claim: async () => 'mine' as const,
            finish: async () => {},
            release: async () => {},
          }),
        }).catch(() => {});
      }
      expect(told.slice(1).map((one) => one.from)).toEqual(told.slice(0, -1).map(({ to }) => secondAfter(to)));
      expect(new Set(told.map(({ day }) => day)).size).toBe(told.length);
      expect(told.every(({ day }) => !weekdays || DateTime.fromISO(day).weekday <= 5)).toBe(true);
      // What may be missing is said by the digest after it, back to the last one that is surely there.
      for (const [at, { to, isLost }] of told.entries()) {
        const next = told[at + 1];
        if (!isLost || next === undefined) continue;
        const first = told[told.slice(0, at).findLastIndex(({ isRecorded }) => isRecorded) + 1];
        expect(textOf(next.message)).toContain('may not have been posted');
        expect(next.message.buttons.at(-1)?.ask).toContain(`since:${first?.from} until:${to}`);
      }
    }),
    {
      numRuns: 40,
      examples: [
        daily('well', 'not taken', 'well'),
        daily('well', 'ends before the post', 'ends before the post', 'well'),
      ],
    },
  );
}, 120_000);
