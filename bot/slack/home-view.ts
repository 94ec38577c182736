import type { HomeView, KnownBlock } from '@slack/types';
import type { Message } from '../answer/message';
import { messageBlocks } from './message-blocks';

/** The button that ends a channel's digest; its value is the channel. */
export const END_DIGEST_ACTION = 'home-end-digest';

/** The buttons that end a watch; the value of each is its id. */
export const HOME_STOP_WATCH_ACTION = /^home-stop-watch-\d+$/;

/** Slack shows so many blocks of a Home tab. */
const MOST_BLOCKS = 100;

/** A Home tab that says these messages, one below the other; what does not fit is left out from the end. */
export const homeView = (messages: readonly Message[], now: Date): HomeView => {
  const parts = messages.map((message) => messageBlocks(message, now).blocks);
  const blocks = parts.flatMap((part, at): KnownBlock[] => (at === 0 ? part : [{ type: 'divider' }, ...part]));
  return { type: 'home', blocks: blocks.slice(0, MOST_BLOCKS) };
};
