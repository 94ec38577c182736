import { givesName } from '../change/catalogue';
import { type Change, ENDINGS, MAKINGS } from '../change/change';
import type { DirectoryFact } from './facts';

/** What a change tells about the names and lives of resources. A failed one tells nothing; nor does one without an id. */
export const factsOfChange = (change: Change): readonly DirectoryFact[] => {
  const { resource: ref, nameInRecord: name, time: at } = change;
  if (change.outcome.kind === 'failed' || ref.id === undefined) return [];
  if (ENDINGS.has(change.verb)) return [{ kind: 'deleted', ref, at }];
  if (name === undefined || !givesName(change)) return [];
  return [{ kind: 'named', ref, name, at, ...(MAKINGS.has(change.verb) && { made: true as const }) }];
};
