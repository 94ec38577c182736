import { line, type Message } from '../answer/message';
import { phrases } from '../words/words';

/** Who may ask, by Slack's ids: whoever is in one of the channels, and the users wherever they are. Everybody where neither is given. */
export interface Askers {
  readonly channels?: readonly string[] | undefined;
  readonly users?: readonly string[] | undefined;
}

/** Somebody who types or clicks, and where; a click in a modal or at home is nowhere. */
export interface Asker {
  readonly userId: string;
  readonly channelId?: string | undefined;
}

export const mayAsk = ({ channels, users }: Askers, { userId, channelId }: Asker): boolean => {
  if (channels === undefined && users === undefined) return true;
  return users?.includes(userId) === true || (channelId !== undefined && channels?.includes(channelId) === true);
};

/** To whoever may not: politely, with what to have added where. */
export const mayNotAskMessage = ({ userId, channelId }: Asker): Message => ({
  lines: [line('fact', phrases.app.notListed), line('note', ...phrases.app.askToBeListed({ userId, channelId }))],
  buttons: [],
});
