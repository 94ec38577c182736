import { type Change, ENDINGS, MAKINGS } from './change';

/**
 * The order in which changes were made, oldest first. CloudTrail's times are whole seconds: of one second, nothing happens to a
 * thing before it is made or after its end. What is left is told apart by the event id, so that the order is the same every time.
 */
export const inTime = (a: Change, b: Change): number => inOrder(a, b, 0);

/** The same, with what comes late of a second after the rest of what happens between the making of things and their end. */
export const inTimeBut =
  (isLate: (change: Change) => boolean) =>
  (a: Change, b: Change): number =>
    inOrder(a, b, Number(isLate(a)) - Number(isLate(b)));

const inOrder = (a: Change, b: Change, late: number): number =>
  compare(a.time, b.time) || lifeOrder(a) - lifeOrder(b) || late || compare(a.eventId, b.eventId);

const lifeOrder = ({ verb }: Change): number => (MAKINGS.has(verb) ? 0 : ENDINGS.has(verb) ? 2 : 1);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
