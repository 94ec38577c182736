import { setMaxListeners } from 'node:events';
import {
  type CloudTrailClient,
  LookupEventsCommand,
  type LookupEventsCommandInput,
  type LookupEventsCommandOutput,
} from '@aws-sdk/client-cloudtrail';
import type { Clock } from '../time/clock';
import { type CloudTrailFailure, failureOf } from './cloudtrail-failure';
import { notCloudTrail, requireAnswer } from './not-cloudtrail';
import type { Pacer, Rank } from './pacer';
import { unreached } from './unreached';

export interface LookupCaller {
  readonly client: CloudTrailClient;
  readonly pacer: Pacer;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly rank: Rank;
  /** Called before each attempt; what it throws ends the call. */
  readonly beforeAttempt?: () => void;
  /** Called with what an attempt failed with. */
  readonly onFailure?: (error: unknown) => void;
  /** Called where an attempt that was sent is not answered within half a second; waiting for a turn does not count. */
  readonly onSlow?: () => void;
}

const SLOW_MS = 500;
/** An answer that takes so long may never come: it is asked for once more, and the first answer counts. */
const LATE_MS = 7_000;
/** LookupEvents has been seen to take 35 seconds in busy Regions, and to answer then. */
const ATTEMPT_MS = 40_000;

/** Tries after which a call is given up, by what they fail with. */
const MOST_TRIES: Readonly<Record<CloudTrailFailure, number>> = {
  throttled: Number.POSITIVE_INFINITY,
  passing: 12,
  unreached: 2,
  unanswered: 2,
  'wrong clock': 2,
  'token refused': 1,
  refused: 1,
  shut: 1,
};
/** Up to here the next turn is wait enough. */
const TRIES_AT_ONCE = 3;
const MOST_WAIT_MS = 4_000;

/**
 * One page of LookupEvents: each attempt in its turn, tried again here and not by the SDK, so that a retry goes before what was not yet
 * begun and waits by our clock.
 */
export const lookUpEvents = async (
  input: LookupEventsCommandInput,
  caller: LookupCaller,
): Promise<LookupEventsCommandOutput> => {
  const over = new AbortController();
  const signal = anyOf([caller.signal, over.signal]);
  try {
    return await attempt(input, { ...caller, signal }, [], false);
  } finally {
    over.abort();
  }
};

const attempt = async (
  input: LookupEventsCommandInput,
  caller: LookupCaller,
  failures: readonly CloudTrailFailure[],
  isSecond: boolean,
): Promise<LookupEventsCommandOutput> => {
  const { pacer, clock, signal, rank, onSlow } = caller;
  const isRetry = isSecond || failures.length > 0;
  caller.beforeAttempt?.();
  await pacer.reserve(signal, isRetry && rank !== 'speculative' ? 'retry' : rank);
  const answered = new AbortController();
  const sent = send(input, caller).finally(() => answered.abort());
  const later = (ms: number): Promise<'late'> => clock.sleep(ms, answered.signal).then(() => 'late');
  if (onSlow !== undefined) later(SLOW_MS).then(onSlow, () => undefined);
  const goOn = async (): Promise<LookupEventsCommandOutput> => {
    try {
      return await sent;
    } catch (error) {
      signal.throwIfAborted();
      caller.onFailure?.(error);
      const failed = [...failures, failureOf(error)];
      await waitAfter(error, failed, caller);
      return attempt(input, caller, failed, isSecond);
    }
  };
  if (isSecond) return goOn();
  const first = await Promise.race([
    sent.then(
      () => 'settled',
      () => 'settled',
    ),
    later(LATE_MS).catch(() => 'settled'),
  ]);
  if (first === 'settled') return goOn();
  const second = attempt(input, caller, failures, true);
  second.catch(() => undefined);
  return Promise.race([sent.catch(() => second), second]);
};

/** Waits before the next try after these failures; throws the last error, `error`, where another try can't help. */
const waitAfter = async (
  error: unknown,
  failures: readonly CloudTrailFailure[],
  { pacer, clock, signal }: LookupCaller,
): Promise<void> => {
  const failure = failureOf(error);
  const times = failures.filter((one) => one === failure).length;
  if (times >= MOST_TRIES[failure]) throw error;
  if (failure === 'throttled') {
    // What the call itself met matters more than whether the others could hear of it.
    await pacer.throttled().catch(() => undefined);
  } else if (times >= TRIES_AT_ONCE) {
    await clock.sleep(Math.min(MOST_WAIT_MS, 500 * 2 ** (times - TRIES_AT_ONCE)), signal);
  }
};

const send = async (
  input: LookupEventsCommandInput,
  { client, clock, signal }: LookupCaller,
): Promise<LookupEventsCommandOutput> => {
  const command = new LookupEventsCommand(input);
  // On the command, not the client: the client is others' too.
  command.middlewareStack.add(
    (next) => async (call) => {
      const result = await next(call).catch((error: unknown) => {
        throw unreached(error, call.request) ?? notCloudTrail(error) ?? error;
      });
      requireAnswer(result);
      return result;
    },
    INSTEAD_OF_RETRIES,
  );
  const limit = clock.timeout(ATTEMPT_MS);
  try {
    return await client.send(command, { abortSignal: anyOf([signal, limit]) });
  } catch (error) {
    signal.throwIfAborted();
    throw limit.aborted ? limit.reason : error;
  }
};

/** By the name of the SDK's own, which it takes the place of. */
const INSTEAD_OF_RETRIES = {
  name: 'retryMiddleware',
  step: 'finalizeRequest',
  priority: 'high',
  override: true,
} as const;

/** Aborts as soon as one of these does. */
export const anyOf = (signals: readonly (AbortSignal | undefined)[]): AbortSignal => {
  const signal = AbortSignal.any(signals.filter((one) => one !== undefined));
  // Every call under way listens to it.
  setMaxListeners(0, signal);
  return signal;
};
