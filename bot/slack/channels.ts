import type { WebClient } from '@slack/web-api';
import type { Channel } from '@slack/web-api/dist/types/response/ConversationsInfoResponse';
import { line, type Message } from '../answer/message';
import type { Log } from '../log';
import { phrases } from '../words/words';
import type { Askers } from './asker';
import { missingScope } from './missing-scope';

/** Why nothing may be posted for everybody in a channel. */
export type Shut =
  | { readonly kind: 'shared' }
  /** The bot lacks this scope of Slack's to see it. */
  | { readonly kind: 'scope missing'; readonly scope: string; readonly error: unknown }
  | { readonly kind: 'not known'; readonly error: unknown };

/** The channels that somebody is in, by their ids; or why that is not known. */
export type OwnChannels =
  | { readonly kind: 'channels'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'not known'; readonly scope?: string };

export interface Channels {
  /** Why nothing may be posted there; undefined where it may. Asked of Slack each time, as a channel may be shared at any moment. */
  readonly shut: (channel: string) => Promise<Shut | undefined>;
  /** Public ones, and the private ones that the bot is in as well. */
  readonly of: (userId: string) => Promise<OwnChannels>;
}

const PAGE = 200;

export const createChannels = ({
  client,
  askers,
  log,
}: {
  readonly client: WebClient;
  readonly askers: Pick<Askers, 'sharedChannels'>;
  readonly log: Log;
}): Channels => ({
  shut: async (channel) => {
    if (askers.sharedChannels?.includes(channel) === true) return undefined;
    try {
      const info = await client.conversations.info({ channel });
      return isExternal(info.channel) ? { kind: 'shared' } : undefined;
    } catch (error) {
      const scope = missingScope(error);
      log('warn', 'Slack did not say whether a channel is shared', { channel, ...(scope && { scope }) }, error);
      return scope === undefined ? { kind: 'not known', error } : { kind: 'scope missing', scope, error };
    }
  },
  of: async (userId) => {
    const ids = new Set<string>();
    try {
      let cursor: string | undefined;
      do {
        const page = await client.users.conversations({
          ...{ user: userId, types: 'public_channel,private_channel', exclude_archived: true, limit: PAGE },
          ...(cursor && { cursor }),
        });
        for (const { id } of page.channels ?? []) if (id !== undefined) ids.add(id);
        cursor = page.response_metadata?.next_cursor;
      } while (cursor);
      return { kind: 'channels', ids };
    } catch (error) {
      const scope = missingScope(error);
      log('warn', 'Slack did not say which channels somebody is in', { asker: userId, ...(scope && { scope }) }, error);
      return { kind: 'not known', ...(scope && { scope }) };
    }
  },
});

/** Whether people of another organization read it, or are invited to. Where Slack says nothing of it, they may. */
export const isExternal = (channel: Channel | undefined): boolean => {
  const { is_ext_shared, is_pending_ext_shared, is_shared, is_org_shared } = channel ?? {};
  if ([is_ext_shared, is_pending_ext_shared, is_shared].every((flag) => typeof flag !== 'boolean')) return true;
  const isPending = [channel?.pending_shared, channel?.pending_connected_team_ids].some(
    (teams) => Array.isArray(teams) && teams.length > 0,
  );
  return (
    is_ext_shared === true ||
    is_pending_ext_shared === true ||
    isPending ||
    (is_shared === true && is_org_shared !== true)
  );
};

/** To the one who wanted something posted there. */
export const shutMessage = (shut: Shut, channel: string): Message => ({
  lines: [line('fact', ...wordsOf(shut, channel))],
  buttons: [],
});

const wordsOf = (shut: Shut, channel: string) => {
  switch (shut.kind) {
    case 'shared':
      return phrases.askers.shared({ channel });
    case 'scope missing':
      return phrases.askers.scopeMissing(shut);
    case 'not known':
      return phrases.askers.notKnownWhetherShared;
  }
};
