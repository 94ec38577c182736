import type { ConnectListings, Listed, ListedUser } from './aws/connect-listings';
import type { DirectoryTable } from './aws/directory-table';
import { LISTED_TYPES, type ListedType } from './aws/listed-types';
import type { InstanceRef, ResourceRef } from './change/resource';
import { type Directory, type DirectoryEntry, directoryOf, LISTING_LAG_MS } from './directory/directory';
import type { DirectoryFact } from './directory/facts';

export interface SyncDeps {
  readonly listings: ConnectListings;
  readonly table: DirectoryTable;
  readonly now: () => Date;
  /** Ids or ARNs; all instances of the default Region where none are given. */
  readonly instanceIds?: readonly string[];
  /** All that are listed unless given. */
  readonly types?: readonly ListedType[];
}

/** What one listing of one instance told. */
export interface ListingSynced {
  readonly instance: InstanceRef;
  readonly type: ListedType;
  readonly listed: number;
  readonly new: number;
  readonly renamed: number;
  readonly gone: number;
  /** Why the listing was not read to its end. What it showed until then is kept, and nothing is marked as gone. */
  readonly failed?: string;
  /** What is missing besides. */
  readonly note?: string;
}

/**
 * Takes down what everyone and everything in Connect is called. Nothing is ever forgotten: what a listing no longer holds is
 * marked as gone and keeps its names. A sync that runs at the same time writes the same facts and does no harm.
 */
export const syncDirectory = async (deps: SyncDeps): Promise<readonly ListingSynced[]> => {
  const instances = await deps.listings.instances(deps.instanceIds);
  const synced = await Promise.all(instances.map((instance) => syncInstance(instance, deps)));
  return synced.flat();
};

const syncInstance = async (instance: InstanceRef, deps: SyncDeps): Promise<readonly ListingSynced[]> => {
  const known = await deps.table.load([instance]);
  const synced: ListingSynced[] = [];
  for (const type of deps.types ?? LISTED_TYPES) synced.push(await syncListing(instance, type, known, deps));
  return synced;
};

const syncListing = async (
  instance: InstanceRef,
  type: ListedType,
  known: readonly DirectoryFact[],
  { listings, table, now }: SyncDeps,
): Promise<ListingSynced> => {
  // One moment for the whole listing, its beginning: whatever an event says later is newer than what was listed.
  const at = now().toISOString();
  const { items, failed } = await readAll(listings.list(instance, type));
  const before = directoryOf(known.filter(({ ref }) => ref.type === type));
  const gone =
    failed === undefined && !SHOWS_PART.has(type) ? goneRefs(before, listedRefs(known, instance, type), items, at) : [];
  await table.learn([...items.map(listedFact(at)), ...gone.map((ref) => ({ kind: 'missing' as const, ref, at }))]);
  if (failed === undefined) await table.noteWhole(instance, type, at);
  const note =
    type === 'user' && failed === undefined ? await syncPeople(instance, at, { listings, table }) : undefined;
  return {
    instance,
    type,
    listed: items.length,
    new: items.filter(({ ref }) => before.nameNow(ref) === undefined).length,
    renamed: items.filter(({ ref, name }) => (before.nameNow(ref) ?? name) !== name).length,
    gone: gone.length,
    ...(failed !== undefined && { failed }),
    ...(note !== undefined && { note }),
  };
};

/** Listings that may leave out what still exists: the search for overrides is not known to show past ones. */
const SHOWS_PART: ReadonlySet<ListedType> = new Set<ListedType>(['hours-of-operation-override']);

interface Read<T> {
  readonly items: readonly T[];
  readonly failed?: string;
}

const readAll = async <T>(pages: AsyncIterable<readonly T[]>): Promise<Read<T>> => {
  const items: T[] = [];
  try {
    for await (const page of pages) items.push(...page);
    return { items };
  } catch (error) {
    return { items, failed: error instanceof Error ? error.message : String(error) };
  }
};

const listedFact =
  (at: string) =>
  ({ ref, name, ...rest }: Listed | ListedUser): DirectoryFact => ({
    kind: 'listed',
    ref,
    name,
    at,
    ...('person' in rest && { person: rest.person }),
  });

/** What listings of this type have ever shown. What only events told of may be of a kind that they never show (personal queues). */
const listedRefs = (
  known: readonly DirectoryFact[],
  instance: InstanceRef,
  type: ListedType,
): readonly ResourceRef[] => {
  const shown = known.filter(
    ({ kind, ref }) => kind === 'listed' && ref.type === type && ref.instance?.id === instance.id,
  );
  return [...new Map(shown.map(({ ref }) => [ref.id?.toLowerCase(), ref])).values()];
};

/** What was listed before, is not now, and is not known to be deleted already; the very new may be listed late. */
const goneRefs = (
  before: Directory,
  everListed: readonly ResourceRef[],
  items: readonly Listed[],
  at: string,
): readonly ResourceRef[] => {
  const listed = new Set(items.map(({ ref }) => ref.id?.toLowerCase()));
  return everListed.filter((ref) => {
    const entry = before.entry(ref);
    return !listed.has(ref.id?.toLowerCase()) && entry !== undefined && !entry.deleted && !isVeryNew(entry, at);
  });
};

const isVeryNew = ({ names }: DirectoryEntry, at: string): boolean => {
  const [first] = names;
  return first !== undefined && Date.parse(at) - Date.parse(first.firstSeen) < LISTING_LAG_MS;
};

/** First and last names, which the listing lacks. Without them people go by their logins. */
const syncPeople = async (
  instance: InstanceRef,
  at: string,
  { listings, table }: Pick<SyncDeps, 'listings' | 'table'>,
): Promise<string | undefined> => {
  const { items, failed } = await readAll(listings.searchUsers(instance));
  const named = items.filter(({ person }) => person.firstName !== undefined || person.lastName !== undefined);
  await table.learn(named.map(listedFact(at)));
  return failed === undefined ? undefined : `First and last names were not read: ${failed}`;
};
