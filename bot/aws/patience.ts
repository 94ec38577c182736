import { setTimeout as sleep } from 'node:timers/promises';
import type { Around, SdkClient } from './sdk-client';

export interface Patience {
  /** For so long a call may take, the SDK's retries included. */
  readonly callMs: number;
  /** For so long nothing is asked after a call that took longer. */
  readonly restMs: number;
}

/** It did not answer in time, or not a moment ago. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/**
 * Has a client give a call up that takes too long, and fail all others at once for a while: who waits for one call of a service that hangs
 * need not wait for each. An answer takes a dozen calls, one after the other, and its worker has 90 seconds for all that it does.
 */
export const withPatience = <C extends SdkClient>(client: C, patience: Patience): C => {
  client.middlewareStack.use({
    applyToStack: (stack) => stack.add(givingUp(patience), { step: 'initialize', name: 'patience', override: true }),
  });
  return client;
};

const givingUp = ({ callMs, restMs }: Patience): Around => {
  let restsUntil = 0;
  return (next) => async (call) => {
    if (performance.now() < restsUntil) throw new NoAnswer('It did not answer a moment ago.');
    const answered = new AbortController();
    const late = inParts(callMs, answered.signal).then(() => {
      restsUntil = performance.now() + restMs;
      throw new NoAnswer(`It did not answer within ${callMs / 1_000} seconds.`);
    });
    try {
      return await Promise.race([next(call), late]);
    } finally {
      answered.abort();
      late.catch(() => undefined);
    }
  };
};

/** Of the time in which the process is held up, or frozen between two calls of its function, no more than one part counts. */
const PARTS = 10;
const inParts = async (ms: number, signal: AbortSignal): Promise<void> => {
  for (let part = 0; part < PARTS; part += 1) await sleep(ms / PARTS, undefined, { signal, ref: false });
};
