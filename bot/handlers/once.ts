/** Runs once and remembers the result, for what a warm function keeps; a failure is not remembered, the next call tries again. */
export const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
};

/** So soon a warm function hears of a changed secret. */
export const SECRET_MS = 10 * 60_000;
/** After a failure nobody else is kept waiting for another one so soon. */
const AGAIN_MS = 60_000;

/**
 * As `once`, but what is older than `ms` is made anew by the next call. Where that fails the older one goes on, `onFailure` hears of
 * it, and a minute later the next call tries again. Whoever calls waits: `make` must end soon by itself.
 */
export const renewedEvery = <T>(
  ms: number,
  make: () => Promise<T>,
  { now, onFailure }: { readonly now: () => Date; readonly onFailure: (error: unknown) => void },
): (() => Promise<T>) => {
  let last: { readonly made: T; readonly at: number } | undefined;
  let making: Promise<T> | undefined;
  const makeNew = (): Promise<T> => {
    const at = now().getTime();
    making ??= make()
      .then((made) => {
        last = { made, at };
        return made;
      })
      .finally(() => {
        making = undefined;
      });
    return making;
  };
  return async () => {
    if (last === undefined) return makeNew();
    const { made, at } = last;
    if (now().getTime() - at < ms) return made;
    return makeNew().catch((error: unknown) => {
      last = { made, at: now().getTime() - ms + AGAIN_MS };
      onFailure(error);
      return made;
    });
  };
};
