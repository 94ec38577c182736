import { isUuid } from '../change/resource';
import { phrases } from '../words/words';
import type { ChangeRequest } from './change-source';

/**
 * A UUID may have events in every Region (Global Resiliency copies a thing under its id), a name-like id in its own only.
 * Where that is none of ours, or not known, every Region is read.
 */
export const regionsOf = ({ targets = [], regions }: ChangeRequest, all: readonly string[]): readonly string[] => {
  if (regions !== undefined) return all.filter((region) => regions.includes(region));
  if (targets.some(({ id }) => id === undefined || isUuid(id))) return all;
  const wanted = new Set(targets.map(({ region }) => region));
  const known = all.filter((region) => wanted.has(region));
  return known.length === wanted.size && known.length > 0 ? known : all;
};

/** Regions that a thing is said to be in and that are not read: that nothing was found there proves nothing. */
export const unreadRegions = ({ targets = [] }: ChangeRequest, all: readonly string[]): readonly string[] => {
  const unread = new Set(
    targets.map(({ region }) => region).filter((region) => region !== 'unknown' && !all.includes(region)),
  );
  return [...unread].map((region) => phrases.search.regionUnread({ region, regions: all }));
};
