import type { Change } from '../change/change';
import { COPIED_WITHIN_MS, collapseCopies, possibleCopies } from '../change/replica-copies';
import type { ChangeSource } from '../sources/change-source';
import { findOptional, type OptionalFound } from './find-optional';

/**
 * Around the changes that the replica sync may have repeated: a window can begin between a change and its copy, and then the copy
 * looks like a change of its own.
 */
export const findOriginals = async (changes: readonly Change[], find: ChangeSource): Promise<OptionalFound> => {
  const alone = possibleCopies(collapseCopies(changes).changes);
  const times = alone.map(({ time }) => time).sort();
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return { changes: [], facts: [], whole: true };
  const things = new Map(alone.map(({ resource }) => [`${resource.type} ${resource.id?.toLowerCase()}`, resource]));
  return findOptional(
    'history',
    {
      targets: [...things.values()],
      eventNames: [...new Set(alone.map(({ eventName }) => eventName))],
      own: true,
      types: [],
      window: { from: isoSeconds(Date.parse(first) - COPIED_WITHIN_MS), to: last },
    },
    find,
  );
};

const isoSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
