import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

/** The table of turns could not be reached. Without a turn no call is made, because the rate belongs to the whole account. */
export class NoTurn extends Error {
  override readonly name = 'NoTurn';
}

/**
 * How fast calls go: `rate` is the part of the full rate that they had at `at`, in epoch milliseconds. It grows again by itself, from nothing
 * to full within `recoveryMs`.
 */
export interface Pace {
  readonly rate: number;
  readonly at: number;
  readonly recoveryMs: number;
}
export const FULL_PACE: Pace = { rate: 1, at: 0, recoveryMs: 1 };

/** The slots of an account and Region, as all that share them see them; times are epoch milliseconds. */
export interface PaceSlots {
  /** The last pace that was seen here; each of the calls below may change it. */
  readonly pace: () => Pace;
  /** Reserves the next slot, the one after it no sooner than `step` later, and gives its time; undefined where others were quicker. */
  readonly takeNext: (at: number, step: number) => Promise<number | undefined>;
  /** The same for a slot that was free for `idleMs`, and no sooner than two steps after the last one that was taken so. */
  readonly takeIdle: (at: number, step: number, idleMs: number) => Promise<number | undefined>;
  /** From now on this pace, and no slot before `restUntil`. */
  readonly slowDown: (pace: Pace, restUntil: number) => Promise<void>;
}

/** Every process holds one slot at most, so one so far ahead was set by a clock that is wrong. */
const ABSURDLY_FAR_MS = 60_000;

/** Slots that one process has for itself. */
export const ownSlots = (): PaceSlots => {
  let [nextAt, againAt, pace] = [0, 0, FULL_PACE];
  return {
    pace: () => pace,
    takeNext: async (at, step) => {
      const slot = nextAt > at && nextAt < at + ABSURDLY_FAR_MS ? nextAt : at;
      nextAt = slot + step;
      return slot;
    },
    takeIdle: async (at, step, idleMs) => {
      const isIdle = nextAt <= at - idleMs || nextAt >= at + ABSURDLY_FAR_MS;
      if (!isIdle || (againAt > at && againAt < at + ABSURDLY_FAR_MS)) return undefined;
      [nextAt, againAt] = [at + step, at + 2 * step];
      return at;
    },
    slowDown: async (slower, restUntil) => {
      pace = slower;
      nextAt = Math.max(nextAt, restUntil);
    },
  };
};

export interface SlotTable {
  readonly client: DynamoDBDocumentClient;
  /** A table with the string key `pk` alone. */
  readonly tableName: string;
  readonly account: string;
  readonly region: string;
}

/** Slots that all processes share, in one item for an account and Region. */
export const sharedSlots = ({ client, tableName, account, region }: SlotTable): PaceSlots => {
  const key = { TableName: tableName, Key: { pk: `pacer#${account}#${region}` } };
  let pace = FULL_PACE;

  /** The next free slot after the update, or `undefined` where the condition did not hold. */
  const update = async (
    UpdateExpression: string,
    values: Record<string, number>,
    ConditionExpression?: string,
  ): Promise<number | undefined> => {
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
      const { nextAt = 0, rate = 1, rateAt = 0, recoveryMs = 1 } = Attributes;
      pace = { rate: Number(rate), at: Number(rateAt), recoveryMs: Number(recoveryMs) };
      return Number(nextAt);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw new NoTurn('The next call to CloudTrail could not be given its turn.', { cause: error });
    }
  };

  return {
    pace: () => pace,
    takeNext: async (at, step) => {
      const absurd = { ':now': at, ':absurd': at + ABSURDLY_FAR_MS };
      const queued = await update(
        'SET nextAt = nextAt + :step',
        { ':step': step, ...absurd },
        'nextAt > :now AND nextAt < :absurd',
      );
      if (queued !== undefined) return queued - step;
      const free = await update(
        'SET nextAt = :next',
        { ':next': at + step, ...absurd },
        'attribute_not_exists(nextAt) OR nextAt <= :now OR nextAt >= :absurd',
      );
      return free === undefined ? undefined : at;
    },
    takeIdle: async (at, step, idleMs) => {
      const taken = await update(
        'SET nextAt = :next, backgroundAt = :again',
        {
          ':next': at + step,
          ':again': at + 2 * step,
          ':now': at,
          ':idle': at - idleMs,
          ':absurd': at + ABSURDLY_FAR_MS,
        },
        '(attribute_not_exists(nextAt) OR nextAt <= :idle OR nextAt >= :absurd) AND ' +
          '(attribute_not_exists(backgroundAt) OR backgroundAt <= :now OR backgroundAt >= :absurd)',
      );
      return taken === undefined ? undefined : at;
    },
    slowDown: async ({ rate, at, recoveryMs }, restUntil) => {
      const slower = { ':rate': rate, ':at': at, ':recovery': recoveryMs };
      const rested = await update(
        'SET rate = :rate, rateAt = :at, recoveryMs = :recovery, nextAt = :rested',
        { ...slower, ':rested': restUntil },
        'attribute_not_exists(nextAt) OR nextAt < :rested',
      );
      if (rested === undefined) await update('SET rate = :rate, rateAt = :at, recoveryMs = :recovery', slower);
    },
  };
};
