import { setTimeout as timer } from 'node:timers/promises';

/** What waits takes its time from here, so that a test can let minutes pass in an instant. */
export interface Clock {
  readonly now: () => Date;
  /** Rejects with the signal's reason as soon as it is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** A signal that is aborted after so long. */
  readonly timeout: (ms: number) => AbortSignal;
}

export const machineClock: Clock = {
  now: () => new Date(),
  sleep: async (ms, signal) => {
    try {
      await timer(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
  timeout: (ms) => AbortSignal.timeout(ms),
};
