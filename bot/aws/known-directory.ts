import type { InstanceRef } from '../change/resource';
import { compacted, type Directory, directoryOf, withFacts } from '../directory/directory';
import type { DirectoryTable } from './directory-table';

export interface KnownDirectory {
  /** All that is known of these instances, and of what stands in their Regions (and in `regions`) without an instance. */
  readonly current: (
    instances: readonly InstanceRef[],
    only?: { readonly regions?: readonly string[] },
  ) => Promise<Directory>;
}

export interface KnownDirectoryDeps {
  readonly table: Pick<DirectoryTable, 'load' | 'learntSince'>;
  readonly now: () => Date;
}

/**
 * After so long all is read again: what is kept here of "Connect does not know this id" does not expire, and that a listing
 * still shows a thing is not logged. The log reaches back much farther.
 */
const KEPT_MS = 4 * 3_600_000;

/** Clocks differ, and a writing may be under way while the log is read: so much of it is read once more. */
const OVERLAP_MS = 5 * 60_000;

interface Kept {
  readonly place: string;
  readonly directory: Directory;
  readonly loadedAt: number;
  readonly refreshedAt: number;
}

/**
 * The directory as a warm process keeps it: read whole at first, then only what any process wrote since, which is one short
 * query. Those who ask at once share one reading. What can't be read is thrown, and read the next time.
 */
export const createKnownDirectory = ({ table, now }: KnownDirectoryDeps): KnownDirectory => {
  let kept: Kept | undefined;
  let underway: { readonly place: string; readonly reading: Promise<Directory> } | undefined;

  const read = async (
    before: Kept | undefined,
    place: string,
    instances: readonly InstanceRef[],
    only: { readonly regions?: readonly string[] },
  ): Promise<Kept> => {
    // The moment before the reading: what is written meanwhile is read again.
    const at = now().getTime();
    if (before === undefined || before.place !== place || at - before.loadedAt > KEPT_MS) {
      return { place, directory: directoryOf(await table.load(instances, only)), loadedAt: at, refreshedAt: at };
    }
    const facts = await table.learntSince(new Date(before.refreshedAt - OVERLAP_MS), instances, only);
    return { ...before, directory: compacted(withFacts(before.directory, facts)), refreshedAt: at };
  };

  return {
    current: async (instances, only = {}) => {
      const place = placeOf(instances, only.regions);
      if (underway?.place !== place) {
        const reading = read(kept, place, instances, only).then((one) => {
          kept = one;
          return one.directory;
        });
        underway = { place, reading };
      }
      const { reading } = underway;
      try {
        return await reading;
      } finally {
        if (underway?.reading === reading) underway = undefined;
      }
    },
  };
};

const placeOf = (instances: readonly InstanceRef[], regions: readonly string[] = []): string =>
  JSON.stringify([instances.map(({ id, region }) => `${region} ${id}`).sort(), regions.toSorted()]);
