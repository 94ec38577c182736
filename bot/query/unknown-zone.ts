import { isDeepStrictEqual } from 'node:util';
import { type Asking, parseQuery } from './parse-query';

/** By this clock is read whatever was said by one that nobody knows. */
export const UNKNOWN_ZONE = 'utc';

/** That clock, and those farthest from it. */
const CLOCKS = [UNKNOWN_ZONE, 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];

/** Whether a question means another time by another clock, or none: "since:today" does, "since:2h" does not. */
export const dependsOnZone = (text: string, asking: Omit<Asking, 'zone'>): boolean => {
  const [first, ...others] = CLOCKS.map((zone) => {
    const parsed = parseQuery(text, { ...asking, zone });
    return parsed.kind === 'query' ? parsed.query.window : parsed.kind;
  });
  return others.some((other) => !isDeepStrictEqual(first, other));
};
