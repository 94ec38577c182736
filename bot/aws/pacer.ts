import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import PQueue from 'p-queue';
import { type Clock, machineClock } from '../time/clock';
import { FULL_PACE, ownSlots, type Pace, type PaceSlots, sharedSlots } from './pace-slots';

/** Which of the calls that wait in a process goes first: the tried again, then the pages of walks that have begun, and what may not be needed last. */
export const RANKS = { speculative: 0, begins: 1, continues: 2, retry: 3 } as const;
export type Rank = keyof typeof RANKS;

/** Makes the calls of an account and Region take turns. */
export interface Pacer {
  /** Waits until a call may be made. Throws the signal's reason where it is aborted while waiting. */
  readonly reserve: (signal?: AbortSignal, rank?: Rank) => Promise<void>;
  /** Call this when CloudTrail throttles a call: all calls pause for a moment and then go more slowly for a while. */
  readonly throttled: () => Promise<void>;
}

export interface PaceOptions {
  /** Between two slots. LookupEvents allows 2 calls a second, so a little over 500. */
  readonly intervalMs?: number;
  /** Background work takes a slot only where no question wants it, and never more than half of them. */
  readonly priority?: 'question' | 'background';
  readonly clock?: Clock;
  /** From 0 to 1, as Math.random. */
  readonly random?: () => number;
}

export interface PacerDeps extends PaceOptions {
  readonly client: DynamoDBDocumentClient;
  /** A table with the string key `pk` alone. */
  readonly tableName: string;
  readonly account: string;
  readonly region: string;
}

/** So long without any call after a throttle, half more or less by chance: several that were throttled together come back apart. */
const REST_MS = 500;
/** The part of its rate that a throttle leaves. */
const SLOWER = 0.7;
/** So long the rate then takes to grow from nothing to full. */
const RECOVERY_MS = 3_000;
/** After so many throttles in a row it takes twice as long for each further one: where refused calls count, too, none would get through. */
const MANY_THROTTLES = 6;
const MOST_DOUBLINGS = 3;
const LEAST_RATE = 1 / 16;
/** Nobody wanted the slot for so long: then background work may have it. */
const IDLE_MS = 100;

/** A pacer by one DynamoDB item for an account and Region. Calls of one process wait in line; processes share evenly. */
export const createPacer = ({ client, tableName, account, region, ...options }: PacerDeps): Pacer =>
  pacerBy(sharedSlots({ client, tableName, account, region }), options);

/** A pacer of one process, which knows of others only by the throttles that it meets. */
export const createOwnPacer = (options: PaceOptions = {}): Pacer => pacerBy(ownSlots(), options);

/** A pacer by these slots, which several may share. */
export const pacerBy = (
  slots: PaceSlots,
  { intervalMs = 510, priority = 'question', clock = machineClock, random = Math.random }: PaceOptions,
): Pacer => {
  const now = (): number => clock.now().getTime();
  /** By chance a little longer while slowed down: those that know nothing of each other must not keep step. */
  const stepAt = (at: number): number => {
    const rate = rateAt(slots.pace(), at);
    return rate === 1 ? intervalMs : Math.ceil((intervalMs / rate) * (1 + random() / 4));
  };
  /** Throttles in a row, and turns since the last one. */
  let [throttles, turnsSince] = [0, 0];
  const takeTurn = async (signal: AbortSignal): Promise<void> => {
    for (;;) {
      signal.throwIfAborted();
      const at = now();
      const step = stepAt(at);
      const slot = await (priority === 'question' ? slots.takeNext(at, step) : slots.takeIdle(at, step, IDLE_MS));
      if (slot !== undefined) {
        turnsSince += 1;
        return waitUntil(slot, signal);
      }
      if (priority === 'background') await clock.sleep(IDLE_MS + random() * IDLE_MS, signal);
    }
  };
  const waitUntil = async (slot: number, signal: AbortSignal): Promise<void> => {
    for (let ms = slot - now(); ms > 0; ms = slot - now()) await clock.sleep(ms, signal);
    signal.throwIfAborted();
  };

  return {
    reserve: createLine(takeTurn),
    throttled: async () => {
      const at = now();
      throttles = turnsSince > 1 ? 1 : throttles + 1;
      turnsSince = 0;
      const doublings = Math.min(MOST_DOUBLINGS, Math.max(0, throttles - MANY_THROTTLES));
      const pace = {
        rate: Math.max(LEAST_RATE, rateAt(slots.pace(), at) * SLOWER),
        at,
        recoveryMs: RECOVERY_MS * 2 ** doublings,
      };
      await slots.slowDown(pace, at + Math.round(REST_MS * (0.5 + random())));
    },
  };
};

const rateAt = ({ rate, at, recoveryMs }: Pace, now: number): number =>
  Math.min(FULL_PACE.rate, rate + Math.max(0, now - at) / recoveryMs);

/**
 * Takes one turn after the other and gives each to the first in line: by rank, and in the order they came where that is the same. Who
 * that is shows when the turn has come. One that is aborted leaves the line at once; the last one when the turn that was being taken for it
 * is given up, as who hears that all is over may close the table of turns.
 */
const createLine = (takeTurn: (unwanted: AbortSignal) => Promise<void>) => {
  const line = new PQueue({ concurrency: 1, autoStart: false });
  let unwanted = new AbortController();
  let turn: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;

  const giveToFirst = async (): Promise<void> => {
    line.pause();
    if (failure !== undefined) throw failure.error;
  };
  const serve = async (): Promise<void> => {
    while (line.size > 0) {
      unwanted = new AbortController();
      failure = undefined;
      turn = takeTurn(unwanted.signal).catch((error: unknown) => {
        failure = { error };
      });
      await turn;
      if (!unwanted.signal.aborted) line.start();
    }
    turn = undefined;
  };

  return async (signal?: AbortSignal, rank: Rank = 'begins'): Promise<void> => {
    signal?.throwIfAborted();
    const mine = line.add(giveToFirst, { priority: RANKS[rank], ...(signal !== undefined && { signal }) });
    if (turn === undefined) void serve();
    try {
      await mine;
    } catch (error) {
      if (line.size === 0 && turn !== undefined) {
        unwanted.abort();
        await turn;
      }
      throw error;
    }
  };
};
