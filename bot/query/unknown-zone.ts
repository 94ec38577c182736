import { isDeepStrictEqual } from 'node:util';
import { type Asking, parseQuery } from './parse-query';

/** By this clock is read whatever was said by one that nobody knows. */
export const UNKNOWN_ZONE = 'utc';

/** As far apart as clocks are. */
const FARTHEST = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'];

/** Whether a question means another time by another clock: "since:today" does, "since:2h" does not. */
export const dependsOnZone = (text: string, asking: Omit<Asking, 'zone'>): boolean => {
  const [first, second] = FARTHEST.map((zone) => {
    const parsed = parseQuery(text, { ...asking, zone });
    return parsed.kind === 'query' ? parsed.query.window : parsed.kind;
  });
  return !isDeepStrictEqual(first, second);
};
