import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../bot/time/clock';

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** A clock that goes on to the next thing somebody waits for whenever all else is done: hours in an instant, always the same. */
export interface VirtualClock extends Clock {
  /** Lets time pass until the work is done. Everything in it must wait by this clock, and nothing for the machine. */
  readonly run: <T>(work: Promise<T>) => Promise<T>;
  /** Lets so much time pass. */
  readonly pass: (ms: number) => Promise<void>;
}

/** After so many turns of the event loop all that needs no waiting is done. */
const TURNS = 12;

/** Whether a file is being read, as the SDK reads its settings at first: that takes the machine's own time. */
export const isReading = (): boolean => process.getActiveResourcesInfo().some((one) => one.startsWith('FSReq'));

export const virtualClock = (start: Date): VirtualClock => {
  let ms = start.getTime();
  const timers = new Set<Timer>();
  const schedule = (wait: number, fire: () => void): (() => void) => {
    const timer = { at: ms + Math.max(0, wait), fire };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  const nextTimer = (): Timer | undefined =>
    [...timers].reduce<Timer | undefined>(
      (first, one) => (first === undefined || one.at < first.at ? one : first),
      undefined,
    );

  const clock: VirtualClock = {
    now: () => new Date(ms),
    sleep: (wait, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const cancel = schedule(wait, () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        });
        const abort = (): void => {
          cancel();
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', abort, { once: true });
      }),
    timeout: (wait) => {
      const controller = new AbortController();
      schedule(wait, () => controller.abort(Object.assign(new Error('It took too long.'), { name: 'TimeoutError' })));
      return controller.signal;
    },
    run: async (work) => {
      let isDone = false;
      const done = (): void => {
        isDone = true;
      };
      work.then(done, done);
      for (;;) {
        for (let n = 0; n < TURNS && !isDone; n = isReading() ? 0 : n + 1) await turn();
        if (isDone) return work;
        const timer = nextTimer();
        if (timer === undefined) throw new Error('Nothing is waited for, and the work is not done.');
        timers.delete(timer);
        ms = Math.max(ms, timer.at);
        timer.fire();
      }
    },
    pass: (wait) => clock.run(clock.sleep(wait)),
  };
  return clock;
};
