import type { Directory, DirectoryEntry } from './directory';

/** A user whose login went to another user later. */
export interface EarlierHolder {
  /** When they were deleted, ISO 8601 UTC, where an event says so. */
  readonly deletedAt?: string;
}

/**
 * Whether a user's login belongs or belonged to another user of the same instance after them: undefined for who has or had it last. A
 * login is one user's at a time, so the one who left later had it later.
 */
export const earlierHolder = (
  directory: Directory,
  entry: DirectoryEntry | undefined,
  login: string,
): EarlierHolder | undefined => {
  if (entry === undefined) return undefined;
  const others = directory.usersOfLogin(login).filter((other) => isAnother(entry, other));
  if (!others.some((other) => isLater(other, entry, login))) return undefined;
  return entry.deleted?.how === 'event' ? { deletedAt: entry.deleted.at } : {};
};

const isAnother = ({ ref }: DirectoryEntry, other: DirectoryEntry): boolean =>
  other.ref.id?.toLowerCase() !== ref.id?.toLowerCase() &&
  other.ref.region === ref.region &&
  other.ref.instance?.id === ref.instance?.id;

const isLater = (one: DirectoryEntry, other: DirectoryEntry, login: string): boolean => {
  const [end, otherEnd] = [one.deleted?.at ?? '~', other.deleted?.at ?? '~'];
  return end === otherEnd ? startOf(one, login) > startOf(other, login) : end > otherEnd;
};

/** Since when it was seen to be theirs; of one moment the id decides, so that one of them is the earlier. */
const startOf = ({ names, ref }: DirectoryEntry, login: string): string =>
  `${names.find(({ name }) => name.toLowerCase() === login.toLowerCase())?.firstSeen ?? ''} ${ref.id}`;
