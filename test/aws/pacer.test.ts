import { createServer, type Server } from 'node:http';
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { createPacer, type PacerDeps, pacedMiddleware } from '../../bot/aws/pacer';
import { stateTableDefinition } from '../../bot/aws/state-table';
import { type LocalDynamo, localDynamoClient, startLocalDynamo } from '../../bot/local/dynamo';
import { close as closeServer, listen, urlOf } from '../support/local-server';

let dynamo: LocalDynamo;
let accounts = 0;
beforeAll(async () => {
  dynamo = await startLocalDynamo({ state: stateTableDefinition });
});
afterAll(() => dynamo.close());

/**
 * A clock that moves only when every worker sleeps, and then to the first one's waking: minutes of waiting in no time, in the
 * order in which it would happen. Workers run in processes of their own, that is with clients and pacers of their own.
 */
const createWorld = () => {
  const account = String(accounts++);
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  const calls: { readonly worker: string; readonly ms: number }[] = [];
  let ms = Date.parse('2026-11-20T00:00:00Z');
  let awake = 0;
  const moveOn = () => {
    if (awake > 0 || sleepers.length === 0) return;
    sleepers.sort((a, b) => a.until - b.until);
    const first = sleepers.shift();
    ms = Math.max(ms, first?.until ?? ms);
    awake += 1;
    first?.wake();
  };
  const sleep = async (duration: number) => {
    await new Promise<void>((wake) => {
      sleepers.push({ until: ms + duration, wake });
      awake -= 1;
      moveOn();
    });
  };
  const now = () => new Date(ms);
  const pacer = (options: Partial<PacerDeps> = {}) =>
    createPacer({
      client: localDynamoClient(dynamo.url),
      tableName: 'state',
      account,
      region: 'us-east-1',
      now,
      sleep,
      ...options,
    });
  const run = async (...workers: (() => Promise<void>)[]) => {
    awake = workers.length;
    await Promise.all(
      workers.map(async (work) => {
        await work();
        awake -= 1;
        moveOn();
      }),
    );
  };
  const calling = (worker: string, n: number, options: Partial<PacerDeps> = {}) => {
    const paced = pacer(options);
    return async () => {
      for (let i = 0; i < n; i += 1) {
        await paced.reserve();
        // As a worker's own clock tells it: in whole milliseconds.
        calls.push({ worker, ms: now().getTime() });
      }
    };
  };
  return { pacer, run, calling, calls, sleep, now };
};
const gaps = (calls: readonly { readonly ms: number }[]): number[] =>
  calls
    .map(({ ms }) => ms)
    .sort((a, b) => a - b)
    .flatMap((ms, i, all) => (i === 0 ? [] : [ms - (all[i - 1] ?? 0)]));
const of = <C extends { readonly worker: string }>(calls: readonly C[], worker: string): C[] =>
  calls.filter((call) => call.worker === worker);

describe('the pacer', () => {
  it('never lets three processes call less than 510 ms apart, and wastes nothing', async () => {
    const { run, calling, calls } = createWorld();
    await run(calling('a', 20), calling('b', 20), calling('c', 20));
    expect(calls).toHaveLength(60);
    expect(new Set(gaps(calls))).toEqual(new Set([510]));
  });

  it('lets the calls of one process that ask at once wait in line', async () => {
    const { run, pacer, calls, now } = createWorld();
    const paced = pacer();
    await run(async () => {
      const turn = async (worker: string) => {
        await paced.reserve();
        calls.push({ worker, ms: now().getTime() });
      };
      await Promise.all(['1', '2', '3', '4'].map(turn));
    });
    expect(calls.map(({ worker }) => worker)).toEqual(['1', '2', '3', '4']);
    expect(gaps(calls)).toEqual([510, 510, 510]);
  });

  it('shares evenly: nobody waits for all that another process has to ask', async () => {
    const { run, calling, calls } = createWorld();
    await run(calling('many', 40), calling('few', 3));
    const lastOfFew = Math.max(...of(calls, 'few').map(({ ms }) => ms));
    expect(of(calls, 'many').filter(({ ms }) => ms < lastOfFew).length).toBeLessThanOrEqual(4);
  });

  it('lets no background work in while questions are asked, and gives it half of the rate at most', async () => {
    const { run, calling, calls } = createWorld();
    await run(calling('question', 10), calling('background', 10, { priority: 'background' }));
    const lastQuestion = Math.max(...of(calls, 'question').map(({ ms }) => ms));
    expect(of(calls, 'background').filter(({ ms }) => ms < lastQuestion).length).toBeLessThanOrEqual(1);
    expect(Math.min(...gaps(of(calls, 'background')))).toBeGreaterThanOrEqual(1020);
    expect(Math.min(...gaps(calls))).toBeGreaterThanOrEqual(510);
  });

  it('rests after a throttle and goes twice as slow for half a minute, in every process', async () => {
    const { run, pacer, calling, calls } = createWorld();
    const [told, other] = [pacer(), calling('other', 60)];
    await run(async () => {
      await told.reserve();
      await told.throttled();
      await other();
    });
    const [first = 0] = calls.map(({ ms }) => ms);
    expect(first - Date.parse('2026-11-20T00:00:00Z')).toBeGreaterThanOrEqual(1000);
    // One process learns of it with its first slot.
    const [, ...afterFirst] = gaps(calls);
    expect(afterFirst.slice(0, 27)).toEqual(Array(27).fill(1020));
    expect(afterFirst.slice(30)).toEqual(Array(28).fill(510));
  });

  it('does not wait for a slot that a wrong clock set far ahead', async () => {
    const { run, pacer, calling, calls, now } = createWorld();
    await pacer({ now: () => new Date(now().getTime() + 3_600_000) }).reserve();
    const start = now().getTime();
    await run(calling('a', 3));
    expect(calls.map(({ ms }) => ms - start)).toEqual([0, 510, 1020]);
  });

  it('lets an aborted call go at once, in line or waiting for its slot', async () => {
    const paced = createPacer({
      client: dynamo.client,
      tableName: 'state',
      account: 'abort',
      region: 'x',
      intervalMs: 20_000,
    });
    await paced.reserve();
    const [waiting, inLine] = [new AbortController(), new AbortController()];
    const turns = [paced.reserve(waiting.signal), paced.reserve(inLine.signal)].map((turn) =>
      turn.catch((error: unknown) => error),
    );
    inLine.abort(new Error('no longer in line'));
    expect(await turns[1]).toEqual(new Error('no longer in line'));
    waiting.abort(new Error('no longer waiting'));
    expect(await turns[0]).toEqual(new Error('no longer waiting'));
    await expect(paced.reserve(AbortSignal.abort(new Error('never began')))).rejects.toThrow('never began');
  });
});

describe('a paced client', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  /** CloudTrail's answers in turn, the last one for ever. */
  const startServer = async (answers: readonly ('throttle' | 'fail' | 'answer')[], maxAttempts = 4) => {
    let requests = 0;
    const server: Server = createServer((_, response) => {
      const kind = answers[Math.min(requests++, answers.length - 1)];
      if (kind === 'answer') return response.writeHead(200).end(JSON.stringify({ Events: [] }));
      const [status, code] = kind === 'throttle' ? [400, 'ThrottlingException'] : [500, 'InternalFailure'];
      return response
        .writeHead(status, { 'x-amzn-errortype': code })
        .end(JSON.stringify({ __type: code, message: 'Rate exceeded' }));
    });
    await listen(server);
    const client = new CloudTrailClient({
      region: 'us-east-1',
      endpoint: urlOf(server),
      maxAttempts,
    });
    const close = async () => {
      client.destroy();
      await closeServer(server);
    };
    closing.push(close);
    return { client, requests: () => requests };
  };
  const watched = () => {
    const told: string[] = [];
    const pacer = {
      reserve: async () => void told.push('reserve'),
      throttled: async () => void told.push('throttled'),
    };
    return { told, pacer };
  };

  it('reserves a slot for each of the retries that the SDK makes, and tells of each throttle', async () => {
    const { client, requests } = await startServer(['throttle', 'fail', 'throttle', 'answer']);
    const { told, pacer } = watched();
    client.middlewareStack.use(pacedMiddleware(pacer));
    await client.send(new LookupEventsCommand({}));
    expect(requests()).toBe(4);
    expect(told).toEqual(['reserve', 'throttled', 'reserve', 'reserve', 'throttled', 'reserve']);
  });

  it('fails by the throttle, not by a pacer that could not be told of it', async () => {
    const { client } = await startServer(['throttle'], 1);
    const { pacer } = watched();
    client.middlewareStack.use(pacedMiddleware({ ...pacer, throttled: () => Promise.reject(new Error('no table')) }));
    await expect(client.send(new LookupEventsCommand({}))).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  it('is paced once, however often the middleware is added', async () => {
    const { client } = await startServer(['answer']);
    const { told, pacer } = watched();
    client.middlewareStack.use(pacedMiddleware(pacer));
    client.middlewareStack.use(pacedMiddleware(pacer));
    await client.send(new LookupEventsCommand({}));
    expect(told).toEqual(['reserve']);
  });

  it('gives up its waiting when the call is aborted, and asks CloudTrail nothing', async () => {
    const { client, requests } = await startServer(['answer']);
    client.middlewareStack.use(
      pacedMiddleware(
        createPacer({ client: dynamo.client, tableName: 'state', account: 'busy', region: 'x', intervalMs: 20_000 }),
      ),
    );
    await client.send(new LookupEventsCommand({}));
    const abort = new AbortController();
    const sent = client.send(new LookupEventsCommand({}), { abortSignal: abort.signal });
    setTimeout(() => abort.abort(), 50);
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
    await expect(client.send(new LookupEventsCommand({}), { abortSignal: AbortSignal.timeout(50) })).rejects.toThrow();
    expect(requests()).toBe(1);
  });

  it("spaces the SDK's retries by the table", async () => {
    const { client } = await startServer(['fail', 'fail', 'answer']);
    const slots: number[] = [];
    let ms = 0;
    const pacer = createPacer({
      client: dynamo.client,
      tableName: 'state',
      account: 'retries',
      region: 'us-east-1',
      now: () => new Date(ms),
      sleep: async (wait) => {
        ms += wait;
      },
    });
    const reserve = async () => {
      await pacer.reserve();
      slots.push(ms);
    };
    client.middlewareStack.use(pacedMiddleware({ ...pacer, reserve }));
    await client.send(new LookupEventsCommand({}));
    expect(slots).toEqual([0, 510, 1020]);
  });
});
