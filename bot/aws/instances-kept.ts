import type { InstanceRef } from '../change/resource';
import { directoryOf } from '../directory/directory';
import type { DirectoryTable } from './directory-table';

/** The instances of the last listing, as the directory's table keeps them: known without a call of Connect. */
export const instancesKept = async (
  table: Pick<DirectoryTable, 'load'>,
  regions: readonly string[],
): Promise<readonly InstanceRef[]> => {
  const facts = await table.load([], { regions, types: ['instance'] });
  return [...directoryOf(facts).entries()].flatMap(({ ref: { id, region }, names }) => {
    const alias = names.at(-1)?.name;
    return id === undefined || alias === undefined ? [] : [{ id, region, account: 'unknown', alias }];
  });
};
