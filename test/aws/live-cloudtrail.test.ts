import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type LiveCloudTrailDeps, liveCloudTrail } from '../../bot/aws/live-cloudtrail';
import { createPacer, type Pacer, type PacerDeps } from '../../bot/aws/pacer';
import { stateTableDefinition } from '../../bot/aws/state-table';
import { OPERATIONS, type ResourceType } from '../../bot/change/catalogue';
import type { ResourceRef } from '../../bot/change/resource';
import { type CloudTrailRecord, type LocalAccount, localAccount } from '../../bot/local/aws/local-account';
import {
  type Fault,
  type FaultyCall,
  type LocalAws,
  type LocalAwsOptions,
  startLocalAws,
} from '../../bot/local/aws/local-aws';
import { assumedRoleEvent, iamUserEvent, idFrom, websiteEvent } from '../../bot/local/aws/records';
import { type LocalDynamo, localDynamoClient, startLocalDynamo } from '../../bot/local/dynamo';
import { localClients } from '../../bot/local/local-clients';
import type { ChangeRequest, Found } from '../../bot/sources/change-source';
import { NAMES_NOTE, TAG_NOTE } from '../../bot/sources/plan';
import { machineClock } from '../../bot/time/clock';

const NOW = new Date('2026-11-21T12:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const iso = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
const daysAgo = (days: number): string => iso(minutesAgo(days * 1440));

const INSTANCE = { id: idFrom('instance'), alias: 'prod', region: 'us-east-1', account: '111122223333' };
const [QUEUE, OTHER_QUEUE, PROFILE, USER] = ['queue', 'other queue', 'profile', 'user'].map(idFrom) as [
  string,
  string,
  string,
  string,
];
const ref = (id: string, type: ResourceType = 'queue', region = 'us-east-1'): ResourceRef => ({
  service: 'connect',
  type,
  id,
  region,
});
const request = (over: Partial<ChangeRequest> = {}): ChangeRequest => ({ types: [], window: {}, ...over });

const edit = (minutes: number, eventName: string, requestParameters: object, region = 'us-east-1') =>
  websiteEvent({
    instance: { ...INSTANCE, region },
    userId: USER,
    time: minutesAgo(minutes),
    eventName,
    requestParameters: requestParameters as Record<string, unknown>,
  });
const status = (minutes: number, id = QUEUE, region = 'us-east-1') =>
  edit(minutes, 'UpdateQueueStatus', { QueueId: id, Status: 'ENABLED' }, region);
const poll = (seconds: number) =>
  iamUserEvent({
    instance: INSTANCE,
    userName: 'dashboard',
    time: new Date(NOW.getTime() - seconds * 1000),
    eventName: 'GetMetricDataV2',
    requestParameters: { n: seconds },
  });

/** What other services leave under the same names, and with an id of ours in it. */
const traps = [
  ['sqs.amazonaws.com', 'CreateQueue'],
  ['iam.amazonaws.com', 'CreateUser'],
  ['kms.amazonaws.com', 'TagResource'],
  ['states.amazonaws.com', 'UntagResource'],
].map(([eventSource = '', eventName = ''], n) =>
  assumedRoleEvent({
    holder: { role: 'ci', session: USER },
    time: minutesAgo(30 + n),
    eventSource,
    eventName,
    requestParameters: { QueueId: QUEUE, resourceArn: `arn:aws:connect:us-east-1:1:instance/x/queue/${QUEUE}` },
  }),
);

/** Of one queue: its own changes, one that names it, its tag; and changes of something else. */
const STORY: readonly CloudTrailRecord[] = [
  edit(1, 'AssociateRoutingProfileQueues', {
    RoutingProfileId: PROFILE,
    QueueConfigs: [{ Priority: 1, Delay: 0, QueueReference: { QueueId: QUEUE, Channel: 'VOICE' } }],
  }),
  ...[2, 50, 700].map((minutes) => status(minutes)),
  edit(60, 'TagResource', { resourceArn: `arn:aws:connect:us-east-1:1:instance/${INSTANCE.id}/queue/${QUEUE}` }),
  status(55, OTHER_QUEUE),
  ...traps,
];
const OF_QUEUE = [1, 2, 50, 60, 700].map((minutes) => iso(minutesAgo(minutes)));
const times = ({ changes }: Pick<Found, 'changes'>): readonly string[] => changes.map(({ time }) => time);

let dynamo: LocalDynamo;
const open: { readonly close: () => Promise<void> }[] = [];
beforeAll(async () => {
  dynamo = await startLocalDynamo({ state: stateTableDefinition });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
afterAll(() => dynamo.close());

let pacers = 0;
/** The real pacer; unless told otherwise its waiting takes no time. */
const pacerOf = (options: Partial<PacerDeps> = {}) => {
  const account = String(pacers++);
  let ms = NOW.getTime();
  const sleep = async (wait: number, signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted();
    ms += wait;
  };
  return (region: string) =>
    createPacer({
      client: dynamo.client,
      tableName: 'state',
      account,
      region,
      clock: { ...machineClock, now: () => new Date(ms), sleep },
      ...options,
    });
};

interface World {
  readonly aws: LocalAws;
  readonly account: LocalAccount;
  readonly source: (over?: Partial<LiveCloudTrailDeps>) => ReturnType<typeof liveCloudTrail>;
}
/** An account behind a local CloudTrail, and sources that read it with the SDK's own client. */
const world = async (events: readonly CloudTrailRecord[], options: LocalAwsOptions = {}): Promise<World> => {
  const account = localAccount({ accountId: INSTANCE.account, events });
  const aws = await startLocalAws(account, { now: () => NOW, callsPerSecond: Number.POSITIVE_INFINITY, ...options });
  open.push(aws);
  const { cloudTrail } = localClients(aws.url);
  const source = (over: Partial<LiveCloudTrailDeps> = {}) =>
    liveCloudTrail({ regions: ['us-east-1'], pacer: pacerOf(), now: () => NOW, budgetMs: 20_000, cloudTrail, ...over });
  return { aws, account, source };
};
const asked = ({ aws }: World): readonly string[] =>
  aws.calls.map(({ input }) => (input.LookupAttributes as { AttributeKey: string }[])[0]?.AttributeKey ?? 'none');

describe('the requests of one question', () => {
  const dense = [...STORY, ...Array.from({ length: 3000 }, (_, n) => poll(n * 15 + 1))];
  const names = ['UpdateQueueStatus', 'CreateQueue'];
  const spans = ({ aws }: World) =>
    aws.calls.map(({ input }) => [
      (input.LookupAttributes as { AttributeValue: string }[])[0]?.AttributeValue,
      input.StartTime,
      input.EndTime,
    ]);

  it('read nothing twice', async () => {
    const here = await world(dense);
    const source = here.source();
    const wide = { targets: [ref(QUEUE)], eventNames: names };
    const first = await source(request(wide));
    const calls = here.aws.calls.length;
    expect(await source(request({ ...wide, own: true, optional: 'history' }))).toMatchObject({
      changes: first.changes,
    });
    expect(await source(request({ ...wide, eventNames: ['UpdateQueueStatus'] }))).toMatchObject({
      changes: first.changes,
    });
    expect(here.aws.calls).toHaveLength(calls);
  });

  it('read only the older part of what a shorter window showed', async () => {
    const here = await world(dense);
    const source = here.source();
    const short = await source(request({ eventNames: ['UpdateQueueStatus'], window: { from: iso(minutesAgo(100)) } }));
    const long = await source(request({ eventNames: ['UpdateQueueStatus'], window: { from: iso(minutesAgo(1000)) } }));
    expect([times(short).length, times(long).length]).toEqual([3, 4]);
    const [first, second] = spans(here);
    expect(second?.[2]).toEqual(first?.[1]);
    expect(here.aws.calls).toHaveLength(2);
  });

  it('need no name that a whole reading of everything has shown', async () => {
    const here = await world(STORY);
    const source = here.source();
    await source(request());
    const calls = here.aws.calls.length;
    const found = await source(request({ targets: [ref(QUEUE)], eventNames: names, optional: 'history' }));
    expect([times(found).length, found.coverage.complete]).toEqual([3, true]);
    expect(here.aws.calls).toHaveLength(calls);
  });

  it('leave out what an answer can do without where it would cost much, and say so', async () => {
    const here = await world(dense);
    const source = here.source();
    const many = OPERATIONS.filter(({ category }) => category === 'config-change').map(({ name }) => name);
    const cut = await source(request({ eventNames: many.slice(0, 40), optional: 'history' }));
    expect(cut.coverage.complete).toBe(false);
    expect(here.aws.calls.length).toBeLessThanOrEqual(16);
    const whole = await source(request({ eventNames: many.slice(0, 40) }));
    expect(whole.coverage.complete).toBe(true);
  });

  it('ask by name for tags over a short window only', async () => {
    const here = await world(dense);
    const tags = { targets: [ref(QUEUE)], eventNames: ['TagResource'], optional: 'history' } as const;
    expect((await here.source()(request({ ...tags, window: { from: daysAgo(1) } }))).changes).toHaveLength(1);
    expect((await here.source()(request(tags))).coverage.complete).toBe(false);
  });
});

describe('a look-up', () => {
  const busy = [...STORY, ...Array.from({ length: 600 }, (_, n) => poll(n * 140 + 1))];
  // So many polls that reading everything would take far more calls than the names of what can touch a queue.
  const dense = [...STORY, ...Array.from({ length: 3000 }, (_, n) => poll(n * 15 + 1))];
  const day = { window: { from: daysAgo(1) } };

  it.each([
    ['a quiet account', STORY, ['EventSource']],
    ['a busy account', busy, ['EventSource']],
    ['an account drowned in polls', dense, ['EventSource', 'EventName']],
  ])('finds the same changes of a queue in %s', async (_what, events, attributes) => {
    const here = await world(events);
    const found = await here.source()(request({ targets: [ref(QUEUE)], ...day }));
    expect(times(found)).toEqual(OF_QUEUE);
    expect([...new Set(asked(here))]).toEqual(attributes);
    expect(found.coverage).toMatchObject({ complete: true, from: daysAgo(1), to: iso(NOW) });
    expect(found.coverage.notes.includes(NAMES_NOTE)).toBe(attributes.includes('EventName'));
  });

  it('says that tags are left out only where they are', async () => {
    const week = { window: { from: daysAgo(7) } };
    const read = async (events: readonly CloudTrailRecord[]) =>
      (await world(events)).source()(request({ targets: [ref(QUEUE)], ...week }));
    const [whole, fanned] = [await read(STORY), await read(dense)];
    expect(times(whole)).toEqual(OF_QUEUE);
    expect(whole.coverage.notes).not.toContain(TAG_NOTE);
    expect(times(fanned)).toEqual(OF_QUEUE.filter((time) => time !== iso(minutesAgo(60))));
    expect(fanned.coverage.notes).toContain(TAG_NOTE);
  });

  it.each([
    ['by the id of who made it', { by: { connectUserIds: [USER], names: [] } }],
    ['by its id alone', { targets: [ref(QUEUE, 'unknown', 'unknown')] }],
    ['among everything', {}],
  ])("never shows another service's events: %s", async (_how, over) => {
    const here = await world([...STORY, ...traps]);
    const found = await here.source()(request({ ...over, ...day }));
    expect(times(found)).toEqual(expect.arrayContaining(OF_QUEUE));
    expect(new Set(found.changes.map(({ eventSource }) => eventSource))).toEqual(new Set(['connect.amazonaws.com']));
    expect(found.coverage.notes.join(' ')).not.toContain('left out');
  });

  it('finds an event by its id', async () => {
    const here = await world(STORY);
    const [event] = STORY;
    const found = await here.source()(request({ eventId: event?.eventID ?? '' }));
    expect(found.changes.map(({ eventId }) => eventId)).toEqual([event?.eventID]);
    expect(asked(here)).toEqual(['EventId']);
  });

  it('reads the other Regions too: a replica has its events there under the same id', async () => {
    const here = await world([status(5), status(4, QUEUE, 'us-west-2')]);
    const found = await here.source({ regions: ['us-east-1', 'us-west-2'] })(request({ targets: [ref(QUEUE)] }));
    expect(found.changes.map(({ region }) => region)).toEqual(['us-west-2', 'us-east-1']);
  });

  it('says so where a thing is in a Region that is not read', async () => {
    const here = await world(STORY);
    const found = await here.source()(request({ targets: [ref(QUEUE, 'queue', 'eu-west-2')] }));
    expect(found.coverage.complete).toBe(false);
    expect(found.coverage.notes.join(' ')).toMatch(/not searched in eu-west-2/);
  });
});

describe('the window', () => {
  it('stays as it was when events arrive between two pages', async () => {
    let minutes = 0;
    const later = () => new Date(NOW.getTime() + minutes * 60_000);
    const here: World = await world(
      Array.from({ length: 120 }, (_, n) => status(n + 1)),
      {
        now: later,
        faults: () => {
          minutes += 1;
          here.account.addEvent(status(-minutes));
          return undefined;
        },
      },
    );
    const found = await here.source({ now: later })(request({ by: { connectUserIds: [USER], names: [] } }));
    expect(times(found)).toEqual(Array.from({ length: 120 }, (_, n) => iso(minutesAgo(n + 1))));
    const ends = here.aws.calls.map(({ input }) => [input.StartTime, input.EndTime]);
    expect(ends).toHaveLength(3);
    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
  });

  it.each([-10, 10])(
    'ends by the bot’s own clock, and is told whole, where that is %i minutes wrong',
    async (wrong) => {
      const made = [1, 5, 9, 11, 20];
      const here = await world(made.map((minutes) => status(minutes)));
      const to = minutesAgo(-wrong);
      const { changes, coverage } = await here.source({ now: () => to })(request({ window: { from: daysAgo(1) } }));
      expect(coverage).toMatchObject({ complete: true, to: iso(to) });
      expect(changes.map(({ time }) => time)).toEqual(
        made.map((minutes) => iso(minutesAgo(minutes))).filter((time) => time <= iso(to)),
      );
    },
  );

  it('holds both its ends', async () => {
    const here = await world([10, 20, 30, 40].map((minutes) => status(minutes)));
    const window = { from: iso(minutesAgo(30)), to: iso(minutesAgo(20)) };
    expect(times(await here.source()(request({ window })))).toEqual(
      [20, 30].map((minutes) => iso(minutesAgo(minutes))),
    );
  });

  it.each([
    ['without a beginning', undefined, true],
    ['of exactly 90 days', daysAgo(90), true],
    ['of 91 days', daysAgo(91), false],
    ['of a year', daysAgo(365), false],
  ])('%s is searched as far as CloudTrail reaches back, and told', async (_what, from, complete) => {
    const here = await world(STORY);
    const { coverage, changes } = await here.source()(request({ window: from === undefined ? {} : { from } }));
    expect(changes).not.toHaveLength(0);
    expect(coverage.complete).toBe(complete);
    expect(Date.parse(coverage.from ?? '')).toBeGreaterThanOrEqual(NOW.getTime() - 90 * 86_400_000);
    const told = coverage.notes.filter((note) =>
      /Partial: .*holds 90 days; nothing before 2026-08-23 12:0\d UTC/.test(note),
    );
    expect(told).toHaveLength(complete ? 0 : 1);
  });

  it('that lies before all that CloudTrail holds is not searched, and that is said', async () => {
    const here = await world(STORY);
    const window = { from: daysAgo(200), to: daysAgo(100) };
    const { changes, coverage } = await here.source()(request({ window }));
    expect(changes).toEqual([]);
    expect(coverage).toMatchObject({ complete: false, sources: [] });
    expect(coverage.notes.join(' ')).toMatch(/before CloudTrail’s event history/);
    expect(here.aws.calls).toHaveLength(0);
  });
});

describe('when CloudTrail does not answer as it should', () => {
  const many = Array.from({ length: 120 }, (_, n) => status(n + 1));
  const ofUser = request({ by: { connectUserIds: [USER], names: [] } });
  const fromCall = (first: number, kind: 'denied' | 'throttled' | 'hang') => ({
    faults: ({ n }: FaultyCall) => (n >= first ? { kind } : undefined),
  });

  it('is right and complete though every other call is throttled', async () => {
    const here = await world(many, { faults: ({ n }) => (n % 2 === 1 ? { kind: 'throttled' } : undefined) });
    let ms = NOW.getTime();
    const passing = async (wait: number): Promise<void> => {
      ms += wait;
    };
    const paced = pacerOf({ clock: { ...machineClock, now: () => new Date(ms), sleep: passing } });
    const turns: number[] = [];
    const pacer = (region: string): Pacer => {
      const { reserve, throttled } = paced(region);
      return { throttled, reserve: (signal) => reserve(signal).then(() => void turns.push(ms)) };
    };
    const found = await here.source({ pacer })(ofUser);
    expect(times(found)).toEqual(many.map(({ eventTime }) => eventTime));
    expect(found.coverage).toMatchObject({ complete: true, sources: [{ calls: 3 }] });
    expect([here.aws.calls.length, turns.length]).toEqual([6, 6]);
    expect((turns.at(-1) ?? 0) - (turns[0] ?? 0)).toBeGreaterThan(1.2 * 5 * 510);
  });

  it('stops at the budget where every further call is throttled, and says that CloudTrail throttled', async () => {
    const here = await world(many, fromCall(2, 'throttled'));
    const find = here.source({ budgetMs: 700 });
    const { changes, coverage } = await find(ofUser);
    expect(changes).toHaveLength(50);
    expect(coverage.complete).toBe(false);
    expect(coverage.notes[0]).toMatch(
      /^Partial: CloudTrail in us-east-1 was not read to its end after 1 call, time ran out while it throttled \d+ calls? \(its limit is 2 calls a second/,
    );
    const calls = here.aws.calls.length;
    await expect(find(request({ targets: [ref(QUEUE)] }))).rejects.toThrow('time ran out');
    expect(here.aws.calls).toHaveLength(calls);
  });

  it('fails where every call is throttled, and says that CloudTrail throttled', async () => {
    const here = await world(many, fromCall(1, 'throttled'));
    await expect(here.source({ budgetMs: 500 })(ofUser)).rejects.toMatchObject({
      name: 'CloudTrailUnavailable',
      message: expect.stringMatching(/^CloudTrail could not be read in us-east-1: .*throttled \d+ calls?/),
    });
  });

  it('gives what one Region told where the other denies, and why', async () => {
    const here = await world([status(5), status(4, OTHER_QUEUE, 'eu-west-2')], {
      faults: ({ region }) => (region === 'eu-west-2' ? { kind: 'denied' } : undefined),
    });
    const { changes, coverage } = await here.source({ regions: ['us-east-1', 'eu-west-2'] })(request());
    expect(changes.map(({ region }) => region)).toEqual(['us-east-1']);
    expect(coverage.complete).toBe(false);
    expect(coverage.notes[0]).toMatch(/^Partial: CloudTrail in eu-west-2 .* after 0 calls, access was denied/);
  });

  it('fails where access is denied everywhere', async () => {
    const here = await world(STORY, fromCall(1, 'denied'));
    await expect(here.source({ regions: ['us-east-1', 'eu-west-2'] })(request())).rejects.toMatchObject({
      name: 'CloudTrailUnavailable',
      message: expect.stringMatching(/us-east-1, eu-west-2: access was denied \(cloudtrail:LookupEvents is needed\)/),
    });
  });

  it('overcomes passing errors of the server', async () => {
    const here = await world(many, { faults: ({ n }) => (n === 2 ? { kind: 'server error' } : undefined) });
    const found = await here.source()(ofUser);
    expect(times(found)).toEqual(many.map(({ eventTime }) => eventTime));
    expect(found.coverage.complete).toBe(true);
  });

  it('gives what was read before a call that is never answered', async () => {
    const here = await world(many, fromCall(3, 'hang'));
    const { changes, coverage } = await here.source({ budgetMs: 400 })(ofUser);
    expect(changes).toHaveLength(100);
    expect(coverage.complete).toBe(false);
    expect(coverage.notes[0]).toMatch(/after 2 calls, time ran out\.$/);
  });

  it.each<[string, Fault]>([
    ['answers that break off', { kind: 'broken off' }],
    ['answers that are cut off', { kind: 'truncated' }],
    ['errors of the server', { kind: 'server error' }],
    ['refusals of a clock that is ten minutes slow', { kind: 'skewed', ms: 600_000 }],
    ['refusals of a clock that is ten minutes fast', { kind: 'skewed', ms: -600_000 }],
  ])('overcomes %s, each once', async (_what, fault) => {
    const here = await world(many, { faults: ({ n }) => (n % 2 === 1 ? fault : undefined) });
    const found = await here.source()(ofUser);
    expect(times(found)).toEqual(many.map(({ eventTime }) => eventTime));
    expect(found.coverage.complete).toBe(true);
  });

  it('keeps time for the question itself where finding out what a name means gets stuck', async () => {
    const here = await world(STORY, { faults: ({ n }) => (n <= 2 ? { kind: 'hang' } : undefined) });
    // Half of the budget passes in an instant, and the whole of it never.
    const timeout = (ms: number) => (ms === 600 ? AbortSignal.timeout(300) : new AbortController().signal);
    const find = here.source({ budgetMs: 1200, clock: { ...machineClock, timeout } });
    await expect(find(request({ naming: true, types: ['queue'] }))).rejects.toThrow(/time ran out/);
    expect(times(await find(request({ targets: [ref(QUEUE)] })))).toEqual(OF_QUEUE);
  });
});

describe('the pace', () => {
  it('is never more than two calls a second, however many questions are asked at once', async () => {
    const account = `pace of ${pacers++}`;
    const here = await world(
      Array.from({ length: 80 }, (_, n) => status(n + 1)),
      { callsPerSecond: 2 },
    );
    const ask = () => {
      const client = localDynamoClient(dynamo.url);
      const pacer = (region: string) => createPacer({ client, tableName: 'state', account, region });
      return here.source({ pacer })(request({ by: { connectUserIds: [USER], names: [] } }));
    };
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ changes }) => changes.length)).toEqual([80, 80, 80]);
    expect(here.aws.calls.map(({ outcome }) => outcome)).toEqual(Array(6).fill('answered'));
    const received = here.aws.calls.map(({ at }) => Date.parse(at)).sort((a, b) => a - b);
    const took = (received.at(-1) ?? 0) - (received[0] ?? 0);
    // The slots are half a second apart; a call may reach the server a little later than its slot.
    expect(received.length - 2).toBeLessThanOrEqual((took / 1000) * 2);
  });

  it('does not wait for an answer before the next call where answers take long', async () => {
    let most = 0;
    const here: World = await world([...STORY, ...Array.from({ length: 3000 }, (_, n) => poll(n * 15 + 1))], {
      faults: () => {
        most = Math.max(most, here.aws.calls.filter(({ outcome }) => outcome === 'pending').length);
        return { kind: 'delay', ms: 300 };
      },
    });
    const found = await here.source()(request({ targets: [ref(QUEUE)], window: { from: daysAgo(1) } }));
    expect(times(found)).toEqual(OF_QUEUE);
    expect(most).toBeGreaterThan(3);
  });
});

describe('odd pages', () => {
  let server: Server;
  /** A CloudTrail that gives these pages, by the token asked with. */
  const serving = async (pages: Readonly<Record<string, object>>) => {
    server = createServer(async (incoming, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const { NextToken = 'first' } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { NextToken?: string };
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(pages[NextToken] ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { cloudTrail } = localClients(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return liveCloudTrail({ regions: ['us-east-1'], pacer: pacerOf(), now: () => NOW, budgetMs: 5000, cloudTrail });
  };
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  const event = (record: CloudTrailRecord, over: object = {}) => ({
    EventId: record.eventID,
    EventName: record.eventName,
    EventSource: record.eventSource,
    EventTime: Date.parse(record.eventTime) / 1000,
    CloudTrailEvent: JSON.stringify(record),
    ...over,
  });
  const ofUser = request({ by: { connectUserIds: [USER], names: [] } });

  it('are followed where they are empty and not the last', async () => {
    const find = await serving({
      first: { Events: [], NextToken: 'a' },
      a: { NextToken: 'b' },
      b: { Events: [event(status(3))], NextToken: 'c' },
      c: { Events: [] },
    });
    const { changes, coverage } = await find(ofUser);
    expect(changes).toHaveLength(1);
    expect(coverage).toMatchObject({ complete: true, sources: [{ calls: 4 }] });
  });

  it('are given up where a token leads to itself, and that is said', async () => {
    const find = await serving({
      first: { Events: [event(status(3))], NextToken: 'a' },
      a: { Events: [], NextToken: 'b' },
      b: { Events: [event(status(4))], NextToken: 'b' },
    });
    const { changes, coverage } = await find(ofUser);
    expect(changes).toHaveLength(2);
    expect(coverage.complete).toBe(false);
    expect(coverage.notes[0]).toMatch(/^Partial: .* the same page token twice\.$/);
  });

  it('count each record once that cannot be read, and none of other services', async () => {
    const broken = (n: number) => event(status(n), { CloudTrailEvent: '{"eventVersion":"1.1' });
    const Events = [
      event(status(1)),
      broken(2),
      broken(3),
      event(status(4), { CloudTrailEvent: undefined }),
      event(status(5), { CloudTrailEvent: '"text"' }),
      { ...broken(6), EventSource: 'sqs.amazonaws.com' },
    ];
    const find = await serving({ first: { Events } });
    // Three walks here, and the same page for each.
    const { changes, coverage } = await find(request());
    expect(changes).toHaveLength(1);
    expect(coverage.complete).toBe(false);
    expect(coverage.notes.filter((note) => note.includes('left out'))).toEqual([
      'Partial: 3 records were left out: their text is no JSON.',
      'Partial: 1 record was left out: not a JSON object.',
    ]);
  });
});
