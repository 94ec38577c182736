import type { ReadChange } from './change';
import type { ReadThing } from './things';

const PUTS = ['ClaimPhoneNumber', 'UpdatePhoneNumber'];

/**
 * The instances in which each change was, by event id: that which its record names; for a number's move also that which it was
 * in before; for a change of a number that names none, where the number was then. None where no record tells.
 */
export const readPlaces = (
  changes: readonly ReadChange[],
  things: ReadonlyMap<string, ReadThing>,
): ReadonlyMap<string, readonly string[]> => {
  const puts = changes.filter(({ eventName, failed }) => PUTS.includes(eventName) && !failed);
  const before = (change: ReadChange): string | undefined => {
    const own = puts.filter(({ id }) => id !== undefined && id === change.id);
    const at = changes.indexOf(change);
    const earlier = own.find((put) => changes.indexOf(put) > at);
    if (earlier !== undefined) return earlier.instanceId;
    const isMovedLater = own.some(({ eventName }) => eventName === 'UpdatePhoneNumber');
    return change.id === undefined || isMovedLater ? undefined : things.get(change.id)?.instanceId;
  };
  return new Map(
    changes.map((change) => {
      const named = change.instanceId;
      const isMove = change.eventName === 'UpdatePhoneNumber';
      const places = [named, ...(named === undefined || isMove ? [before(change)] : [])];
      return [change.eventId, [...new Set(places.flatMap((place) => place ?? []))]];
    }),
  );
};
