import { type Suggestion, suggest } from '../directory/suggest';
import type { DirectoryTable } from './directory-table';
import { instancesKept } from './instances-kept';
import { createKnownDirectory } from './known-directory';

export interface SuggestionsDeps {
  readonly table: Pick<DirectoryTable, 'load' | 'learntSince'>;
  /** The Regions that are asked about. */
  readonly regions: readonly string[];
  readonly now: () => Date;
}

/** So many options a select of Slack's shows. */
const MOST = 100;

/** What may be meant by what somebody has typed so far, by the directory alone: nobody waits for Connect. */
export const createSuggestions = ({ table, regions, now }: SuggestionsDeps) => {
  const names = createKnownDirectory({ table, now });
  return async (typed: string): Promise<readonly Suggestion[]> => {
    const instances = await instancesKept(table, regions);
    return suggest(await names.current(instances, { regions }), typed, MOST);
  };
};
