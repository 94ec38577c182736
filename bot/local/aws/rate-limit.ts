export interface Allowance {
  /** Calls that become available each second; Infinity for no limit. */
  readonly perSecond: number;
  /** How many calls may be saved up and made at once. */
  readonly burst: number;
}

/**
 * A token bucket for each key. Takes a key, gives whether its call may pass. Calls that are refused take nothing.
 * `elapsedMs` is any clock that only moves forward.
 */
export const rateLimit = ({ perSecond, burst }: Allowance, elapsedMs: () => number): ((key: string) => boolean) => {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (key) => {
    if (perSecond === Number.POSITIVE_INFINITY) return true;
    const at = elapsedMs();
    const last = buckets.get(key) ?? { tokens: burst, at };
    const tokens = Math.min(burst, last.tokens + ((at - last.at) / 1000) * perSecond);
    const passes = tokens >= 1;
    buckets.set(key, { tokens: passes ? tokens - 1 : tokens, at });
    return passes;
  };
};
