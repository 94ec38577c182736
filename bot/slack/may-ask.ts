import { line, type Message } from '../answer/message';

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
  lines: [
    line(
      'fact',
      'I answer only in channels and to people whom those who run me have listed. This is not one of those channels, and you are not on the list.',
    ),
    line(
      'note',
      'Ask them to add ',
      ...(channelId === undefined ? [] : ['this channel, ', { code: channelId }, ', or ']),
      'you, ',
      { code: userId },
      '.',
    ),
  ],
  buttons: [],
});
