import { type LiveCloudTrailDeps, liveCloudTrail } from '../../bot/aws/live-cloudtrail';
import { createOwnPacer, type Rank } from '../../bot/aws/pacer';
import { type CloudTrailRecord, localAccount } from '../../bot/local/aws/local-account';
import { idFrom, websiteEvent } from '../../bot/local/aws/records';
import type { ChangeRequest, Found } from '../../bot/sources/change-source';
import {
  type CallFault,
  cloudTrailInProcess,
  type InProcessCloudTrail,
  type InProcessOptions,
} from '../support/cloudtrail-in-process';
import { type VirtualClock, virtualClock } from '../support/virtual-clock';

const TYPE = 'application/x-amz-json-1.1';
const NOW = new Date('2026-11-21T12:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const INSTANCE = { id: idFrom('instance'), alias: 'prod', region: 'us-east-1', account: '111122223333' };
const edit = (minutes: number, queue = 'queue'): CloudTrailRecord =>
  websiteEvent({
    ...{ instance: INSTANCE, userId: idFrom('user'), time: minutesAgo(minutes), eventName: 'UpdateQueueStatus' },
    requestParameters: { QueueId: idFrom(queue), Status: 'ENABLED' },
  });
/** 180 changes in three hours, which `changes 3h` asks for. */
const EDITS: readonly CloudTrailRecord[] = Array.from({ length: 180 }, (_, n) => edit(n + 0.5));
const LAST_HOURS: ChangeRequest = { types: [], window: { from: `${minutesAgo(180).toISOString().slice(0, 19)}Z` } };

/** Asks in virtual time; gives what was found or the error, how many calls it took and how many seconds. */
const ask = async (
  options: Omit<InProcessOptions, 'clock'> = {},
  request: ChangeRequest = LAST_HOURS,
  over: Partial<LiveCloudTrailDeps> = {},
  events: readonly CloudTrailRecord[] = EDITS,
) => {
  const clock = virtualClock(NOW);
  const world = worldOf(clock, options, events);
  return { ...(await clock.run(askOnce(clock, world, request, over))), calls: world.calls };
};

/** The same by several at once, each with a pacer of its own. */
const askTogether = async (clients: number) => {
  const clock = virtualClock(NOW);
  const world = worldOf(clock);
  const asked = Array.from({ length: clients }, (_, n) => askOnce(clock, world, LAST_HOURS, {}, n));
  return { answers: await clock.run(Promise.all(asked)), calls: world.calls };
};

const worldOf = (
  clock: VirtualClock,
  options: Omit<InProcessOptions, 'clock'> = {},
  events: readonly CloudTrailRecord[] = EDITS,
) =>
  cloudTrailInProcess(localAccount({ accountId: INSTANCE.account, events }), { clock, callsPerSecond: 2, ...options });

const askOnce = async (
  clock: VirtualClock,
  { cloudTrail }: InProcessCloudTrail,
  request: ChangeRequest,
  over: Partial<LiveCloudTrailDeps> = {},
  seed = 0,
) => {
  const pacer = createOwnPacer({ clock, random: randomBy(seed) });
  const find = liveCloudTrail({
    ...{ regions: ['us-east-1'], pacer: () => pacer, now: () => NOW, clock, budgetMs: 120_000, cloudTrail },
    ...over,
  });
  const outcome: Found | Error = await find(request).catch((error: Error) => error);
  return { outcome, seconds: (clock.now().getTime() - NOW.getTime()) / 1000 };
};

/** From 0 to 1, always the same for a seed (Park and Miller). */
const randomBy = (seed: number): (() => number) => {
  let state = 1 + ((seed * 7919) % 2_147_483_646);
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};
const whole = { changes: { length: 180 }, coverage: { complete: true } };

describe('changes of three hours, two calls a second', () => {
  it('take six calls and four seconds', async () => {
    const { outcome, calls, seconds } = await ask();
    expect(outcome).toMatchObject(whole);
    expect(calls).toHaveLength(6);
    expect(seconds).toBeLessThanOrEqual(4);
  });

  const faults: readonly CallFault[] = ['throttled', 'reset', 'server error', 'empty page', 'cut off', 'hang'];
  it.each(faults.flatMap((fault) => [1, 2, 3, 4, 5, 6].map((n) => [fault, n] as const)))(
    'are complete at four calls and ten seconds more where there is one fault: %s, at call %i',
    async (fault, at) => {
      const { outcome, calls, seconds } = await ask({ faults: ({ n }) => (n === at ? fault : undefined) });
      expect(outcome).toMatchObject(whole);
      expect(calls.length).toBeLessThanOrEqual(10);
      expect(seconds).toBeLessThanOrEqual(14);
    },
  );
});

describe('a line of calls', () => {
  it('a retry keeps its place: it goes before pages of walks that have begun, those before others, names ahead last', async () => {
    const clock = virtualClock(NOW);
    const { reserve } = createOwnPacer({ clock });
    const went: Rank[] = [];
    const come = async (after: number, rank: Rank): Promise<void> => {
      await clock.sleep(after);
      await reserve(undefined, rank);
      went.push(rank);
    };
    // A turn each 510 ms. Who comes while one is waited for is served by rank, whoever it was reserved for.
    const comings: readonly (readonly [number, Rank])[] = [
      ...[1, 2, 3].map((n) => [n, 'speculative'] as const),
      ...([
        [10, 'begins'],
        [11, 'begins'],
        [20, 'continues'],
        [30, 'retry'],
        [900, 'retry'],
      ] as const),
    ];
    await clock.run(Promise.all(comings.map(([after, rank]) => come(after, rank))));
    expect(went).toEqual([
      'speculative',
      'retry',
      'retry',
      'continues',
      'begins',
      'begins',
      'speculative',
      'speculative',
    ]);
  });

  it('waiting for a turn is not CloudTrail being slow: no name is looked up', async () => {
    for (const faults of [
      undefined,
      ({ n }: { readonly n: number }) => (n <= 3 ? ('throttled' as const) : undefined),
    ]) {
      const { outcome, calls } = await ask({ ...(faults && { faults }), latencyMs: () => 400 });
      expect(outcome).toMatchObject(whole);
      expect(new Set(calls.map(({ attribute }) => attribute))).toEqual(new Set(['EventSource']));
    }
  });

  it('three names at most are looked up where a probe takes long, and none after it says that walking on is cheaper', async () => {
    const { outcome, calls } = await ask({ latencyMs: ({ n }) => (n === 1 ? 6_500 : 100) });
    expect(outcome).toMatchObject(whole);
    expect(calls.filter(({ attribute }) => attribute === 'EventName')).toHaveLength(3);
    expect(calls).toHaveLength(9);
  });
});

it('an answer is waited for where each call takes 35 seconds', async () => {
  const { outcome, seconds } = await ask({ latencyMs: () => 35_000 }, LAST_HOURS, { budgetMs: 300_000 });
  expect(outcome).toMatchObject(whole);
  // Four pages follow on each other.
  expect(seconds).toBeLessThanOrEqual(4 * 35 + 4);
});

describe('many failures', () => {
  const kinds: readonly CallFault[] = ['throttled', 'reset', 'server error', 'empty page', 'cut off'];

  it('every other call: complete within twice the calls', async () => {
    for (const kind of kinds) {
      const { outcome, calls } = await ask({ faults: ({ n }) => (n % 2 === 1 ? kind : undefined) });
      expect(outcome).toMatchObject(whole);
      expect(calls.length).toBeLessThanOrEqual(12);
    }
  });

  it('is right where half of all calls fail by chance, and complete within some twice the calls, or says why not', async () => {
    let all = 0;
    for (let seed = 1; seed <= 30; seed += 1) {
      const random = randomBy(seed);
      const { outcome, calls } = await ask({
        faults: () => (random() < 0.5 ? kinds[Math.floor(random() * kinds.length)] : undefined),
      });
      if (outcome instanceof Error) throw outcome;
      const times = outcome.changes.map(({ time }) => time);
      // Newest first, without a gap.
      expect(times).toEqual(EDITS.slice(0, times.length).map(({ eventTime }) => eventTime));
      if (times.length < 180)
        expect(outcome.coverage.notes[0]).toMatch(/^Partial: CloudTrail in us-east-1 was not read/);
      if (outcome.coverage.complete) expect(times).toHaveLength(180);
      else expect(outcome.coverage.notes[0]).toMatch(/^Partial: CloudTrail in us-east-1 was not read/);
      all += calls.length;
    }
    expect(all / 30).toBeLessThanOrEqual(2.2 * 6);
  });
});

describe('what was read before', () => {
  it.each<[string, CallFault, RegExp]>([
    ['answers break off', 'reset', /the connection to it broke off\.$/],
    ['answers are cut off', 'cut off', /its answers were cut off\.$/],
    ['the server fails', 'server error', /The request failed because of an internal error\.$/],
    ['credentials run out', { code: 'ExpiredTokenException' }, /the AWS credentials have expired\.$/],
  ])('stays where from then on %s, and it is said why', async (_what, fault, why) => {
    const { outcome } = await ask({ faults: ({ n }) => (n > 4 ? fault : undefined) });
    expect(outcome).toMatchObject({ changes: { length: 100 }, coverage: { complete: false } });
    const { coverage } = outcome as Found;
    expect(coverage.notes[0]).toMatch(/^Partial: CloudTrail in us-east-1 was not read to its end after 4 calls, /);
    expect(coverage.notes[0]).toMatch(why);
  });
});

/** A call's answer in place of CloudTrail's. */
const answer = (status: number, type: string, body: string, headers = {}): CallFault => ({
  answer: { status, headers: { 'content-type': type, ...headers }, body },
});

describe('an answer that is not CloudTrail’s', () => {
  const skewed = { code: 'RequestTimeTooSkewed', status: 403 };
  it.each<[string, CallFault, RegExp]>([
    [
      'a web page',
      answer(200, 'text/html', '<html>Sign in</html>'),
      /something else .* a web page \(HTTP 200\): a proxy/,
    ],
    ['XML', answer(200, 'text/xml', '<?xml version="1.0"?><a/>'), /something else .* XML \(HTTP 200\)/],
    ['text', answer(200, 'text/plain', 'OK'), /something else .* text \(HTTP 200\)/],
    ['a portal', answer(302, 'text/html', '<html/>', { location: 'http://portal.example' }), /a redirect \(HTTP 302\)/],
    ['a portal without a page', answer(307, 'text/html', ''), /a redirect \(HTTP 307\)/],
    ['a portal that says so', answer(511, 'text/html', '<html>Sign in</html>'), /a web page \(HTTP 511\)/],
    ['a refusal of a proxy', answer(403, 'text/html', '<html>Blocked</html>'), /a web page \(HTTP 403\)/],
    ['a proxy’s refusal in JSON', answer(403, 'application/json', '{"error":"no"}'), /not AWS’s \(HTTP 403\)/],
    ['a proxy that wants a password', answer(407, 'text/plain', ''), /not AWS’s \(HTTP 407\)/],
    [
      'JSON of another service',
      answer(200, 'application/json', '{"status":"ok"}'),
      /JSON of another kind \(HTTP 200\)/,
    ],
    ['a list', answer(200, 'application/json', '[{"Events":[]}]'), /JSON of another kind/],
    ['null', answer(200, 'application/json', 'null'), /JSON of another kind/],
    ['events that are none', answer(200, 'application/json', '{"Events":["x",5,null]}'), /JSON of another kind/],
    [
      'events without a time',
      answer(200, 'application/json', '{"Events":[{"EventTime":"soon"}]}'),
      /JSON of another kind/,
    ],
    [
      'another server’s certificate',
      { error: Object.assign(new Error('self-signed'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }) },
      /a certificate that this machine does not trust: a proxy/,
    ],
    ['a clock that no correction helps', skewed, /it refuses the time of this machine’s clock: set the clock right/],
    [
      'a signature of another time',
      { code: 'InvalidSignatureException', status: 403, message: 'Signature expired: 20261121T120000Z is now earlier' },
      /set the clock right/,
    ],
    [
      'a secret key that is wrong',
      { code: 'InvalidSignatureException', status: 403, message: 'The request signature we calculated does not match' },
      /credentials are missing or not valid/,
    ],
    ['credentials that have expired', { code: 'ExpiredTokenException' }, /the AWS credentials have expired/],
    ['credentials of nobody', { code: 'UnrecognizedClientException' }, /credentials are missing or not valid/],
  ])('what trying again can not mend is told at once, by name: %s', async (_what, fault, why) => {
    const atOnce = await ask({ faults: () => fault });
    expect(atOnce.outcome).toMatchObject({
      name: 'CloudTrailUnavailable',
      message: expect.stringMatching(new RegExp(`^CloudTrail could not be read in us-east-1: [^.]*${why.source}`)),
    });
    expect(atOnce.calls.length).toBeLessThanOrEqual(3);
    expect(atOnce.seconds).toBeLessThan(3);
    const later = await ask({ faults: ({ n }) => (n > 4 ? fault : undefined) });
    expect(later.outcome).toMatchObject({ changes: { length: 100 }, coverage: { complete: false } });
    expect((later.outcome as Found).coverage.notes[0]).toMatch(why);
    expect(later.calls.length).toBeLessThanOrEqual(6);
  });

  it('but not what is likely over at the next try: a page of a gateway, an empty answer, one refused time', async () => {
    const passing = [
      answer(503, 'text/html', '<html>Busy</html>'),
      answer(200, TYPE, '', { 'content-length': '0' }),
      skewed,
    ];
    for (const fault of passing) {
      const { outcome } = await ask({ faults: ({ n }) => (n % 3 === 0 ? fault : undefined) });
      expect(outcome).toMatchObject(whole);
    }
  });

  it('and is told apart from an answer that was cut off, wherever that was', async () => {
    const text = JSON.stringify({
      Events: [{ EventId: 'é', ReadOnly: 'true', n: [1.5e3, -2, true, null] }],
      NextToken: 'x',
    });
    for (let end = 1; end < text.length; end += 1)
      expect(() => JSON.parse(text.slice(0, end))).not.toThrow(/^Unexpected token/);
  });
});

describe('a token that is refused', () => {
  const refusedAt =
    (isRefused: (n: number) => boolean): NonNullable<InProcessOptions['faults']> =>
    ({ n, input }) =>
      input.NextToken !== undefined && isRefused(n) ? { code: 'InvalidNextTokenException' } : undefined;

  it.each<[string, (n: number) => boolean]>([
    ['once', (n) => n === 4],
    ['at every other call', (n) => n % 2 === 0],
    ['always: each walk has one page', () => true],
  ])('%s: the walk goes on from the oldest time that was read', async (_how, isRefused) => {
    const { outcome } = await ask({ faults: refusedAt(isRefused) });
    expect(outcome).toMatchObject(whole);
    const ids = (outcome as Found).changes.map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(180);
  });

  it('costs a call or two', async () => {
    const { calls } = await ask({ faults: refusedAt((n) => n === 5) });
    expect(calls.length).toBeLessThanOrEqual(8);
  });

  it('ends the walk, and is told, where that would go round in a circle', async () => {
    const sameSecond = Array.from({ length: 120 }, (_, n) => edit(60, `queue ${n}`));
    const { outcome, calls } = await ask({ faults: refusedAt(() => true) }, LAST_HOURS, {}, sameSecond);
    expect(outcome).toMatchObject({ changes: { length: 50 }, coverage: { complete: false } });
    expect((outcome as Found).coverage.notes[0]).toMatch(/, it refused the token of the next page\.$/);
    expect(calls.length).toBeLessThanOrEqual(10);
  });
});

describe('several who share no table', () => {
  it.each([2, 3, 5])('%i at once are each complete, three within four times the time of one', async (clients) => {
    const alone = await ask();
    const { answers, calls } = await askTogether(clients);
    // Who does not back off has most of its calls throttled.
    expect(calls.length).toBeLessThanOrEqual(3 * 6 * clients);
    for (const { outcome, seconds } of answers) {
      expect(outcome).toMatchObject(whole);
      // Two calls a second are shared by all of them.
      if (clients === 3) expect(seconds).toBeLessThanOrEqual(4 * alone.seconds);
    }
  });
});
