/** Draws what is being waited for until the function that it gives is called. */
export type Working = (what: string) => () => void;

/** What a terminal's stream does for us. */
interface Screen {
  readonly write: (text: string) => unknown;
  readonly columns?: number;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const EVERY_MS = 120;
/** Most answers from files are there sooner: nothing flickers. */
const SILENT_MS = 600;
const BACK_AND_CLEAR = '\r\u001b[K';

/** One line on a terminal's standard error that moves while a look-up runs and is gone after it. */
export const progressOn =
  (screen: Screen): Working =>
  (what) => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
      const elapsed = ticks * EVERY_MS;
      if (elapsed < SILENT_MS) return;
      const line = `${FRAMES[ticks % FRAMES.length]} ${what} … ${Math.floor(elapsed / 1000)} s`;
      // A line that wraps could not be taken back.
      screen.write(`${BACK_AND_CLEAR}${line.slice(0, (screen.columns || 80) - 1)}`);
    }, EVERY_MS);
    timer.unref();
    return () => {
      clearInterval(timer);
      if (ticks * EVERY_MS >= SILENT_MS) screen.write(BACK_AND_CLEAR);
    };
  };
