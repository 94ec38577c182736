import { setTimeout as timer } from 'node:timers/promises';
import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import PQueue from 'p-queue';
import { isThrottling } from './told-calls';

/** The table of turns could not be reached: without a turn nobody calls, as the rate belongs to the whole account. */
export class NoTurn extends Error {
  override readonly name = 'NoTurn';
}

/** Makes the calls of all processes of an account and Region take turns. */
export interface Pacer {
  /**
   * Waits until a call may be made. Throws the signal's reason where it is aborted while waiting. A call that `goesOn` with a walk
   * comes before those that begin one: pages follow on each other, and so the longest walk would end last.
   */
  readonly reserve: (signal?: AbortSignal, goesOn?: boolean) => Promise<void>;
  /** Tells that a call was throttled all the same: for a while, slots lie farther apart. */
  readonly throttled: () => Promise<void>;
}

export interface PacerDeps {
  readonly client: DynamoDBDocumentClient;
  /** A table with the string key `pk` alone. */
  readonly tableName: string;
  readonly account: string;
  readonly region: string;
  /** Between two slots. LookupEvents allows 2 calls a second, so a little over 500. */
  readonly intervalMs?: number;
  /** Background work takes a slot only where no question wants it, and never more than half of them. */
  readonly priority?: 'question' | 'background';
  readonly now?: () => Date;
  /** Rejects with the signal's reason as soon as it is aborted. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** After a throttle: no call at all for a second, and twice the distance for half a minute. */
const REST_MS = 1_000;
const SLOW_MS = 30_000;
const SLOW_FACTOR = 2;
/** Nobody wanted the slot for so long: then background work may have it. */
const IDLE_MS = 100;
/** Every process holds one slot at most, so one so far ahead was set by a clock that is wrong. */
const ABSURDLY_FAR_MS = 60_000;

/** The shared item: epoch milliseconds of the next free slot, of the end of a slow stretch, and of background work's next turn. */
interface PacerItem {
  readonly nextAt: number;
  readonly slowUntil: number;
  readonly backgroundAt: number;
}

/** A pacer by one DynamoDB item for an account and Region. Calls of one process wait in line; processes share evenly. */
export const createPacer = ({
  client,
  tableName,
  account,
  region,
  intervalMs = 510,
  priority = 'question',
  now = () => new Date(),
  sleep = sleepFor,
}: PacerDeps): Pacer => {
  const key = { TableName: tableName, Key: { pk: `pacer#${account}#${region}` } };
  let slowUntil = 0;

  /** The item after the update, or `undefined` where the condition did not hold. */
  const update = async (
    UpdateExpression: string,
    values: Record<string, number>,
    ConditionExpression?: string,
  ): Promise<PacerItem | undefined> => {
    try {
      const { Attributes = {} } = await client.send(
        new UpdateCommand({
          ...key,
          UpdateExpression,
          ExpressionAttributeValues: values,
          ReturnValues: 'ALL_NEW',
          ...(ConditionExpression !== undefined && { ConditionExpression }),
        }),
      );
      const item = readPacerItem(Attributes);
      slowUntil = item.slowUntil;
      return item;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw new NoTurn('The next call to CloudTrail could not be given its turn.', { cause: error });
    }
  };

  const interval = (at: number): number => (at < slowUntil ? intervalMs * SLOW_FACTOR : intervalMs);

  /** Reserves the next slot and gives its moment; `undefined` where others were quicker, to try again at once. */
  const reserveNext = async (at: number): Promise<number | undefined> => {
    const step = interval(at);
    const queued = await update(
      'SET nextAt = nextAt + :step',
      { ':step': step, ':now': at, ':absurd': at + ABSURDLY_FAR_MS },
      'nextAt > :now AND nextAt < :absurd',
    );
    if (queued !== undefined) return queued.nextAt - step;
    const free = await update(
      'SET nextAt = :next',
      { ':next': at + step, ':now': at, ':absurd': at + ABSURDLY_FAR_MS },
      'attribute_not_exists(nextAt) OR nextAt <= :now OR nextAt >= :absurd',
    );
    return free === undefined ? undefined : at;
  };

  const reserveIdle = async (at: number): Promise<number | undefined> => {
    const step = interval(at);
    const taken = await update(
      'SET nextAt = :next, backgroundAt = :again',
      {
        ':next': at + step,
        ':again': at + 2 * step,
        ':now': at,
        ':idle': at - IDLE_MS,
        ':absurd': at + ABSURDLY_FAR_MS,
      },
      '(attribute_not_exists(nextAt) OR nextAt <= :idle OR nextAt >= :absurd) AND ' +
        '(attribute_not_exists(backgroundAt) OR backgroundAt <= :now OR backgroundAt >= :absurd)',
    );
    return taken === undefined ? undefined : at;
  };

  const takeTurn = async (signal?: AbortSignal): Promise<void> => {
    for (;;) {
      signal?.throwIfAborted();
      const at = now().getTime();
      const slot = await (priority === 'question' ? reserveNext(at) : reserveIdle(at));
      if (slot !== undefined) return waitUntil(slot, signal);
      if (priority === 'background') await sleep(IDLE_MS + Math.random() * IDLE_MS, signal);
    }
  };

  const waitUntil = async (slot: number, signal?: AbortSignal): Promise<void> => {
    for (let ms = slot - now().getTime(); ms > 0; ms = slot - now().getTime()) await sleep(ms, signal);
    signal?.throwIfAborted();
  };

  const line = createLine();
  return {
    reserve: (signal, goesOn) => line(() => takeTurn(signal), signal, goesOn),
    throttled: async () => {
      const at = now().getTime();
      const values = { ':slow': at + SLOW_MS, ':rested': at + REST_MS };
      const rested = await update(
        'SET slowUntil = :slow, nextAt = :rested',
        values,
        'attribute_not_exists(nextAt) OR nextAt < :rested',
      );
      if (rested === undefined) await update('SET slowUntil = :slow', { ':slow': at + SLOW_MS });
    },
  };
};

const readPacerItem = ({ nextAt, slowUntil, backgroundAt }: Record<string, unknown>): PacerItem => ({
  nextAt: Number(nextAt ?? 0),
  slowUntil: Number(slowUntil ?? 0),
  backgroundAt: Number(backgroundAt ?? 0),
});

const sleepFor = async (ms: number, signal?: AbortSignal): Promise<void> => {
  try {
    await timer(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
};

/**
 * Runs works one after the other: those that go on with something begun before those that begin something, else in the order they
 * came. One that is aborted while it waits leaves the line at once.
 */
const createLine = () => {
  const queue = new PQueue({ concurrency: 1 });
  return (work: () => Promise<void>, signal?: AbortSignal, goesOn = false): Promise<void> => {
    let hasBegun = false;
    const begin = async (): Promise<void> => {
      if (signal?.aborted) return;
      hasBegun = true;
      await work();
    };
    const turn = queue.add(begin, { priority: goesOn ? 1 : 0 });
    return signal === undefined ? turn : Promise.race([turn, rejectsOnAbort(signal, turn, () => !hasBegun)]);
  };
};

/**
 * Never settles but by an abort while `isWaiting`; lets go of the signal once the work is over. Work that has begun ends by itself
 * when it is aborted, and is waited for: whoever is told that it is over may close the table that it writes to.
 */
const rejectsOnAbort = (signal: AbortSignal, work: Promise<void>, isWaiting: () => boolean): Promise<never> =>
  new Promise((_, reject) => {
    const abort = () => {
      if (isWaiting()) reject(signal.reason);
    };
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    const letGo = () => signal.removeEventListener('abort', abort);
    work.then(letGo, letGo);
  });

type Plugin = Parameters<CloudTrailClient['middlewareStack']['use']>[0];

/**
 * Makes a client reserve a slot before every attempt, the SDK's own retries among them, and tell of every throttled one. It
 * stands inside the SDK's retries (`retryMiddleware`) and outside the signature, which so is fresh however long the wait.
 */
export const pacedMiddleware = (pacer: Pacer): Plugin => ({
  applyToStack: (stack) => {
    const placed = { relation: 'after', toMiddleware: 'retryMiddleware', override: true } as const;
    stack.addRelativeTo(paceAttempts(pacer), { ...placed, name: 'pacedMiddleware' });
  },
});

const paceAttempts =
  (pacer: Pacer) =>
  <Attempt, Result>(next: (attempt: Attempt) => Promise<Result>, context: { readonly [key: string]: unknown }) =>
  async (attempt: Attempt): Promise<Result> => {
    await pacer.reserve(abortSignalOf(context));
    try {
      return await next(attempt);
    } catch (error) {
      // What the call itself met matters more than whether it could be told.
      if (isThrottling(error)) await pacer.throttled().catch(() => undefined);
      throw error;
    }
  };

/** The `abortSignal` of `client.send`, as the SDK hands it to its own retries. */
const abortSignalOf = (context: { readonly [key: string]: unknown }): AbortSignal | undefined => {
  const smithy = context.__smithy_context;
  const signal =
    typeof smithy === 'object' && smithy !== null && 'abortSignal' in smithy ? smithy.abortSignal : undefined;
  return signal instanceof AbortSignal ? signal : undefined;
};
