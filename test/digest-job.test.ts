import type { Message } from '../bot/answer/message';
import { createSettings, settingsTableDefinition } from '../bot/aws/settings-table';
import { createStateTable, type StateTable, stateTableDefinition } from '../bot/aws/state-table';
import type { DigestOrder } from '../bot/digest/digest-order';
import { betweenSchema, digestProgressSchema, digestSettingSchema } from '../bot/digest/digest-setting';
import { type DigestJobDeps, digestJob } from '../bot/digest-job';
import type { Digests } from '../bot/digests';
import { type LocalDynamo, startLocalDynamo } from '../bot/local/dynamo';
import { silentLog } from '../bot/log';
import type { Query } from '../bot/query/query';
import type { DigestJob } from '../bot/slack/job';
import type { Posted } from '../bot/slack/post-to-channel';
import { answer, answered, coverage } from './support/build-answer';
import { digestProgress, digestSetting, toldDigest } from './support/build-digest';

let dynamo: LocalDynamo;
let state: StateTable;
beforeAll(async () => {
  dynamo = await startLocalDynamo({ settings: settingsTableDefinition, state: stateTableDefinition });
  state = createStateTable({ client: dynamo.client, tableName: 'state' });
});
afterAll(() => dynamo.close());

const CHANNEL = 'C0OPS000001';
const now = () => new Date('2026-11-27T12:00:00Z');
let worlds = 0;

/** A channel's digest in a real table, what was posted there and what the asker alone was told. */
const world = (overrides: Partial<DigestJobDeps> = {}) => {
  worlds += 1;
  const own = { client: dynamo.client, tableName: 'settings' };
  const digests: Digests = {
    settings: createSettings({ ...own, sort: `digest-${worlds}`, schema: digestSettingSchema }),
    progress: createSettings({ ...own, sort: `progress-${worlds}`, schema: digestProgressSchema }),
    between: createSettings({ ...own, sort: `between-${worlds}`, schema: betweenSchema }),
  };
  const posts: (Message & { readonly thread?: string })[] = [];
  const told: Message[] = [];
  const asked: Query[] = [];
  const deps: DigestJobDeps = {
    digests,
    report: async (query) => {
      asked.push(query);
      return { kind: 'answer', answer: answer({ query, changes: [answered()], coverage: coverage() }) };
    },
    zoneOf: async () => 'Europe/Berlin',
    personOf: async () => ({ realName: 'Nikki Wolf' }),
    post: async (_channel, message, thread): Promise<Posted> => {
      posts.push({ ...message, ...(thread !== undefined && { thread }) });
      return { kind: 'posted', ts: '1.5' };
    },
    tell: async (message) => void told.push(message),
    wait: async () => {},
    claim: (id) => state.claim(id, { leaseSeconds: 90, now: now() }),
    finish: state.finish,
    release: state.release,
    now,
    log: silentLog,
    ...overrides,
  };
  let jobs = 0;
  const job = (order: DigestOrder): DigestJob => {
    jobs += 1;
    const id = `job-${worlds}-${jobs}`;
    return { version: 1, kind: 'digest', id, userId: 'U1', channel: CHANNEL, askedAt: now().toISOString(), order };
  };
  return { digests, posts, told, asked, job, work: (one: DigestJob) => digestJob(one, deps) };
};

const set: DigestOrder = { kind: 'set', at: '09:00', weekdays: false, silent: false, filters: '' };
const textOf = ({ lines }: Message): string =>
  lines.map(({ pieces }) => pieces.map((piece) => Object.values(piece)[0]).join('')).join('\n');

it('a job that is delivered twice is done once', async () => {
  const { job, work, posts } = world();
  const one = job(set);
  await work(one);
  await work(one);
  expect(posts).toHaveLength(1);
});

it.each<[string, Partial<DigestJobDeps>]>([
  ['refuses it', { post: async () => ({ kind: 'not posted', error: new Error('ratelimited') }) }],
  ['does not answer', { post: async () => Promise.reject(new Error('socket hang up')) }],
])('where Slack %s nothing is kept, and the asker gets a reference', async (_what, overrides) => {
  const { job, work, digests, told } = world(overrides);
  const one = job(set);
  await work(one);
  expect(await digests.settings.get(CHANNEL)).toBeUndefined();
  expect(told.map(textOf)).toEqual([expect.stringContaining(one.id)]);
});

it('where not even the asker can be told, the job is given back to the queue', async () => {
  const away = async (): Promise<never> => Promise.reject(new Error('Slack is away.'));
  const { job, work } = world({ post: away, tell: away });
  await expect(work(job(set))).rejects.toThrow('Slack is away.');
});

it('one that is ended where the bot can’t post any more is ended all the same', async () => {
  const { job, work, digests, told } = world({ post: async () => ({ kind: 'closed', because: 'not_in_channel' }) });
  await digests.settings.put(CHANNEL, digestSetting());
  await work(job({ kind: 'off' }));
  expect(await digests.settings.get(CHANNEL)).toBeUndefined();
  expect(told.map(textOf)).toEqual([expect.stringContaining('was ended by Nikki Wolf')]);
});

describe('a digest that is wanted now', () => {
  it('tells the time since the last one, up to now, by the channel’s filters and zone, with its thread', async () => {
    const { job, work, digests, posts, asked } = world();
    await digests.settings.put(CHANNEL, digestSetting({ filters: 'only:people', zone: 'Asia/Tokyo' }));
    const progress = digestProgress({ last: toldDigest({ to: '2026-11-27T08:30:00Z' }) });
    await digests.progress.revise(CHANNEL, progress);
    await work(job({ kind: 'now', filters: '' }));
    expect(asked).toMatchObject([
      { window: { from: '2026-11-27T08:30:01Z', to: '2026-11-27T12:00:00Z' }, only: ['people'] },
    ]);
    const [digest, detail] = posts;
    expect(digest && textOf(digest)).toContain('since Fri 27 Nov 17:30 (Asia/Tokyo)');
    // Half an hour before now, as it is there.
    expect(digest && textOf(digest)).toContain('Complete to Fri 27 Nov 20:30, later ones may still arrive.');
    expect(detail?.thread).toBe('1.5');
    expect(await digests.progress.get(CHANNEL)).toEqual(progress);
  });

  it('tells the last day where no digest is set, in the asker’s zone', async () => {
    const { job, work, posts, asked } = world();
    await work(job({ kind: 'now', filters: 'type:flow' }));
    expect(asked).toMatchObject([
      { window: { from: '2026-11-26T12:00:00Z', to: '2026-11-27T12:00:00Z' }, types: ['flow'] },
    ]);
    expect(posts[0] && textOf(posts[0])).toContain('(Europe/Berlin)');
  });
});

describe('how it stands', () => {
  const status = async (progress: Parameters<typeof digestProgress>[0]): Promise<string> => {
    const { job, work, digests, told } = world();
    await digests.settings.put(CHANNEL, digestSetting());
    await digests.progress.revise(CHANNEL, digestProgress(progress));
    await work(job({ kind: 'status' }));
    return told.map(textOf).join();
  };

  it.each<[string, Parameters<typeof digestProgress>[0], readonly string[]]>([
    [
      'in order',
      { last: toldDigest({ day: '2026-11-27', to: '2026-11-27T08:30:00Z' }) },
      ['Next: Sat 28 Nov 09:00', 'told up to Fri 27 Nov 08:30.', 'Set by Nikki Wolf'],
    ],
    ['due and failing', { last: toldDigest({ day: '2026-11-26' }) }, ['due and not posted yet']],
    ['in doubt', { posting: toldDigest({ day: '2026-11-27' }) }, ['whether Slack took it is not known']],
    [
      'paused',
      { paused: { setAt: digestSetting().setAt, because: 'the channel is archived.' } },
      ['is paused: the channel is archived.', 'To resume it'],
    ],
  ])('is told where it is %s', async (_what, progress, parts) => {
    const text = await status(progress);
    for (const part of parts) expect(text).toContain(part);
  });

  it.each<[string, Parameters<typeof digestProgress>[0] | undefined, readonly string[]]>([
    [
      'and none came by itself',
      undefined,
      ['One was posted with “now” on Fri 27 Nov 12:00; none has come by itself yet.'],
    ],
    [
      'and the last one came before that',
      { last: toldDigest({ day: '2026-11-27', to: '2026-11-27T08:30:00Z' }) },
      ['The last one told up to Fri 27 Nov 08:30.', 'One was posted with “now” on Fri 27 Nov 12:00, besides.'],
    ],
  ])('says that one was asked for, %s', async (_what, progress, parts) => {
    const { job, work, digests, told } = world();
    await digests.settings.put(CHANNEL, digestSetting());
    if (progress !== undefined) await digests.progress.revise(CHANNEL, digestProgress(progress));
    await work(job({ kind: 'now', filters: '' }));
    await work(job({ kind: 'status' }));
    const text = told.map(textOf).join();
    for (const part of parts) expect(text).toContain(part);
    expect(text).not.toContain('None was posted yet.');
  });
});
