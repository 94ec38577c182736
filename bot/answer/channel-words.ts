import { phrases } from '../words/words';
import { type LinePiece, quiet } from './message';

/** Who did something, by the name that Slack tells; nobody is mentioned. */
export interface Doer {
  readonly userId: string;
  readonly name?: string;
}
export const doerPiece = ({ userId, name }: Doer): LinePiece => (name === undefined ? { code: userId } : quiet(name));

/** What one types to let the bot into a channel. */
export const INVITE = '/invite @connect-who-changed';

/** Stands where Slack's word does for a channel into which we ourselves post nothing. */
export const SHARED_CHANNEL = 'shared_with_another_organization';

/** Why nothing comes to a channel any more where nothing may be posted there. `error` is Slack's word for it, or ours. */
export const closedWords = (error: string): string => {
  if (error === 'is_archived') return phrases.channel.archived;
  return error === SHARED_CHANNEL ? phrases.channel.shared : phrases.channel.refused({ error, invite: INVITE });
};

/** A channel by its name, where Slack tells it; by its id where it is private. */
export const channelPieces = ({
  channel,
  channelName,
}: {
  readonly channel: string;
  readonly channelName?: string | undefined;
}): readonly LinePiece[] =>
  channelName === undefined || ['privategroup', 'directmessage'].includes(channelName)
    ? [{ code: channel }]
    : [quiet(`#${channelName}`)];
