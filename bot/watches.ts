import type { Account } from './aws/account';
import type { Settings } from './aws/settings-table';
import type { SharedItems } from './aws/shared-items';
import { type Groups, groupsSchema } from './watch/groups';
import { type Watch, watchesIn, watchSchema } from './watch/watch';

/** Longer than anything is announced again: what was told is not told once more. */
const GROUPS_KEPT_SECONDS = 3 * 86_400;

/** The watches of all channels, each by its id. */
export const watchesOf = ({ settings }: Pick<Account, 'settings'>): Settings<Watch> => settings('watch', watchSchema);

/** What was told of each actor and day in a channel, and what waits to be. */
export const groupsOf = ({ shared }: Pick<Account, 'shared'>): SharedItems<Groups> =>
  shared('watched', groupsSchema, GROUPS_KEPT_SECONDS);

/** The watches of all channels, channel by channel, each in the order of its list. */
export const allWatches = async (watches: Pick<Settings<Watch>, 'all'>): Promise<readonly Watch[]> => {
  const all = await watches.all();
  const channels = [...new Set(all.map(({ channel }) => channel))].sort();
  return channels.flatMap((channel) => watchesIn(channel, all));
};
