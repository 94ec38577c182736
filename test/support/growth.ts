import * as vm from 'node:vm';
import type { TextOf } from './hostile-texts';

/** Long enough to tell a step for each letter from one for each pair of letters. */
const LENGTH = 10_000;
/** A step for each letter takes less, but for a moment in which the machine was busy. */
const SUSPECT_MS = 5;
/** Long enough to be compared. */
const MEASURABLE_MS = 40;
/** A step for each letter never takes so long, on any machine. */
const HOPELESS_MS = 3_000;
const LONGEST = 10 * LENGTH;
/** Four times the text: four times the time where that grows with the text, sixteen times where it grows with its square. */
const TIMES = 4;
const TOO_MANY_TIMES = 9;

/** The first of the texts over which `run` takes more than a step for each letter, in 80 of its letters; undefined where there is none. */
export const slowText = (run: (text: string) => unknown, texts: readonly TextOf[]): string | undefined => {
  const slow = suspects(run, texts).find((textOf) => growsTooFast(run, textOf));
  return slow && JSON.stringify(slow(80));
};

const suspects = (run: (text: string) => unknown, texts: readonly TextOf[]): readonly TextOf[] => {
  const slow: TextOf[] = [];
  let at = 0;
  const runAll = (): void => {
    for (; at < texts.length; at += 1) {
      const [textOf] = texts.slice(at, at + 1);
      const text = textOf?.(LENGTH) ?? '';
      const began = performance.now();
      run(text);
      if (textOf !== undefined && performance.now() - began > SUSPECT_MS) slow.push(textOf);
    }
  };
  return timeOf(runAll) < HOPELESS_MS ? slow : [...slow, ...texts.slice(at, at + 1)];
};

/** By a ratio of times, and of times that can be told from none: a busy machine makes both longer. */
const growsTooFast = (run: (text: string) => unknown, textOf: TextOf): boolean => {
  const best = (length: number): number => {
    const text = textOf(length);
    return Math.min(...[1, 2, 3].map(() => timeOf(() => run(text))));
  };
  for (let length = LENGTH; length <= LONGEST; length *= 2) {
    const once = best(length);
    if (once >= HOPELESS_MS) return true;
    if (once > MEASURABLE_MS) return best(length * TIMES) >= Math.min(TOO_MANY_TIMES * once, HOPELESS_MS);
  }
  return false;
};

const guarded = vm.createContext({ run: () => undefined });
const script = new vm.Script('run()');

/** In milliseconds, of which no more than `HOPELESS_MS` are waited for. */
const timeOf = (run: () => unknown): number => {
  guarded.run = () => void run();
  const began = performance.now();
  try {
    script.runInContext(guarded, { timeout: HOPELESS_MS });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return HOPELESS_MS;
    throw error;
  }
  return performance.now() - began;
};
