import timersPromises from 'node:timers/promises';
import { isReading } from './virtual-clock';

/**
 * Time that moves only when everything waits for it, and then at once to the first moment that something waits for: minutes of waiting
 * take none. While `run` works, all that tells the time or waits for it in this process goes by it: `Date`, `setTimeout`,
 * `node:timers/promises`, `AbortSignal.timeout`. So the SDK's own waiting does too, and chance is what `random` gives: what happened once
 * happens again.
 */
export interface VirtualTime {
  /** Milliseconds since 1970. */
  readonly ms: () => number;
  /** Waits; rejects with the signal's reason as soon as that is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Work that this time does not see, as that of another machine: it stands still meanwhile. */
  readonly outside: <T>(work: () => Promise<T>) => Promise<T>;
  /** Does the work to its end. Fails where it lasts longer than `LONGEST_MS`, and where it waits for nothing that could come. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
}

const LONGEST_MS = 3_600_000;
/** So many turns of the event loop without anything new: then everything waits. */
const CALM_TURNS = 3;
/** Files are read once by each process, in real time; after so many turns nothing comes any more. */
const HOPELESS_TURNS = 5_000;

interface Timer {
  at: number;
  readonly fire: () => void;
  readonly everyMs?: number;
}
type Callback = (...args: readonly unknown[]) => void;

/** The process's own, whatever stands in their place just now. */
const real = {
  Date,
  random: Math.random,
  setImmediate,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  performanceNow: performance.now,
  abortAfter: AbortSignal.timeout,
  sleep: timersPromises.setTimeout,
};

export const createVirtualTime = (start: Date, random: () => number): VirtualTime => {
  const timers = new Set<Timer>();
  let now = start.getTime();
  let underway = 0;
  /** Counts what happens, so that a turn in which nothing did can be told. */
  let happened = 0;

  const add = (fire: () => void, delay: unknown, repeats = false): Timer => {
    const ms = Math.max(1, Number(delay) || 0);
    const timer: Timer = { at: now + ms, fire, ...(repeats && { everyMs: ms }) };
    timers.add(timer);
    happened += 1;
    return timer;
  };
  const remove = (timer: unknown): void => {
    if (isHandle(timer)) timers.delete(timer.timer);
    else real.clearTimeout(timer as NodeJS.Timeout);
  };
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const abort = () => {
        timers.delete(timer);
        reject(signal?.reason);
      };
      const timer = add(() => {
        signal?.removeEventListener('abort', abort);
        resolve();
      }, ms);
      signal?.addEventListener('abort', abort, { once: true });
    });

  const stands = {
    setTimeout: (callback: Callback, ms?: number, ...args: unknown[]) => handleOf(add(() => callback(...args), ms)),
    setInterval: (callback: Callback, ms?: number, ...args: unknown[]) =>
      handleOf(add(() => callback(...args), ms, true)),
    clearTimeout: remove,
    clearInterval: remove,
    Date: new Proxy(real.Date, {
      construct: (date, args, target) => Reflect.construct(date, args.length === 0 ? [now] : args, target),
      apply: () => new real.Date(now).toString(),
      get: (date, member, target) => (member === 'now' ? () => now : Reflect.get(date, member, target)),
    }),
  };
  const abortAfter = (ms: number): AbortSignal => {
    const controller = new AbortController();
    add(() => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')), ms);
    return controller.signal;
  };
  const install = (): (() => void) => {
    Object.assign(globalThis, stands);
    Math.random = random;
    Object.assign(performance, { now: () => now - start.getTime() });
    Object.assign(AbortSignal, { timeout: abortAfter });
    Object.assign(timersPromises, {
      setTimeout: async (ms: number, value: unknown, options: { readonly signal?: AbortSignal } = {}) => {
        await sleep(ms, options.signal).catch(() => {
          throw Object.assign(new Error('The operation was aborted'), { name: 'AbortError', code: 'ABORT_ERR' });
        });
        return value;
      },
    });
    return () => {
      const {
        random: own,
        performanceNow,
        abortAfter: timeout,
        sleep: setTimeoutPromise,
        setImmediate: _,
        ...globals
      } = real;
      Object.assign(globalThis, globals);
      Math.random = own;
      Object.assign(performance, { now: performanceNow });
      Object.assign(AbortSignal, { timeout });
      Object.assign(timersPromises, { setTimeout: setTimeoutPromise });
      timers.clear();
    };
  };

  const turn = (): Promise<void> => new Promise((resolve) => real.setImmediate(() => resolve()));
  const calm = async (turns: number): Promise<void> => {
    for (let still = 0; still < turns; ) {
      const before = happened;
      await turn();
      still = before === happened && underway === 0 && !isReading() ? still + 1 : 0;
    }
  };
  const moveOn = (): void => {
    const [first] = [...timers].sort((a, b) => a.at - b.at);
    if (first === undefined) return;
    now = Math.max(now, first.at);
    if (first.everyMs === undefined) timers.delete(first);
    else first.at = now + first.everyMs;
    first.fire();
  };
  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    const restore = install();
    let isDone = false;
    try {
      const result = work().finally(() => {
        isDone = true;
      });
      result.catch(() => undefined);
      while (!isDone) {
        await calm(CALM_TURNS);
        if (!isDone && timers.size === 0) await calm(HOPELESS_TURNS);
        if (isDone) break;
        if (timers.size === 0) throw new Error('It waits for something that never comes.');
        if (now - start.getTime() > LONGEST_MS)
          throw new Error(`It has not ended within ${LONGEST_MS / 60_000} minutes.`);
        moveOn();
      }
      return await result;
    } finally {
      restore();
    }
  };

  const outside = async <T>(work: () => Promise<T>): Promise<T> => {
    underway += 1;
    try {
      return await work();
    } finally {
      underway -= 1;
      happened += 1;
    }
  };

  return {
    ms: () => now,
    sleep,
    outside,
    run,
  };
};

/** What `setTimeout` gives in Node. */
interface Handle {
  readonly timer: Timer;
  readonly ref: () => Handle;
  readonly unref: () => Handle;
  readonly hasRef: () => boolean;
}
const handleOf = (timer: Timer): Handle => {
  const handle: Handle = { timer, ref: () => handle, unref: () => handle, hasRef: () => true };
  return handle;
};
const isHandle = (value: unknown): value is Handle => typeof value === 'object' && value !== null && 'timer' in value;
