import { setTimeout as timer } from 'node:timers/promises';

export interface TokenBucketDeps {
  /** Calls that become available each second. */
  readonly perSecond: number;
  /** How many are saved up at most, and there at the start. */
  readonly burst: number;
  readonly now?: () => Date;
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/** What Connect allows of each operation by default, for an account and Region: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html */
export const CONNECT_RATE = { perSecond: 2, burst: 5 } as const;

/**
 * Waits for the turn of a call, each key (a Region, an operation in it) by its own bucket. One bucket serves a whole process: the
 * order of waiting is the order of asking.
 */
export const createTokenBucket = ({
  perSecond,
  burst,
  now = () => new Date(),
  sleep = timer,
}: TokenBucketDeps): ((key: string) => Promise<void>) => {
  /** For each key the moment, in epoch milliseconds, from which on the bucket is full. */
  const fullAt = new Map<string, number>();
  const step = 1000 / perSecond;
  return async (key) => {
    const at = now().getTime();
    const from = Math.max(fullAt.get(key) ?? at, at);
    fullAt.set(key, from + step);
    const wait = from - at - (burst - 1) * step;
    if (wait > 0) await sleep(wait);
  };
};
