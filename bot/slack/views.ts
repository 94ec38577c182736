import type { KnownBlock, ModalView, RichTextBlock } from '@slack/types';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { line, type Message } from '../answer/message';
import { visibleLines } from '../answer/visible';
import { phrases } from '../words/words';
import { messageBlocks } from './message-blocks';
import { shorten } from './text';

/** Slack shows so many letters of a modal's title. */
const LONGEST_TITLE = 24;
/** JSON is read in a modal as far as people scroll. */
const LONGEST_CODE = 8_000;

export interface ViewOptions {
  readonly title: string;
  readonly callbackId: string;
  /** Kept with the view and given back with every press in it; ids alone. */
  readonly metadata: string;
  readonly now: Date;
  /** Stands behind what the message says. */
  readonly blocks?: readonly KnownBlock[];
}

/** A modal that says a message. */
export const messageView = (
  message: Message,
  { title, callbackId, metadata, now, blocks = [] }: ViewOptions,
): ModalView => ({
  type: 'modal',
  callback_id: callbackId,
  private_metadata: metadata,
  title: { type: 'plain_text', text: shorten(title, LONGEST_TITLE), emoji: false },
  close: { type: 'plain_text', text: phrases.modal.close, emoji: false },
  blocks: [...messageBlocks(message, now).blocks, ...blocks],
});

/** Stands in a modal while the worker looks. */
export const LOOKING: Message = { lines: [line('note', phrases.modal.looking)], buttons: [] };

/** A text as it is, in letters of one width, nothing in it parsed; what is too long is cut, and that is said. */
export const codeBlock = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: codeText(text) }] }],
});

const codeText = (text: string): string => {
  const shown = visibleLines(text) || ' ';
  return shown.length <= LONGEST_CODE
    ? shown
    : `${shorten(shown, LONGEST_CODE)}\n${phrases.modal.lettersLeft({ count: shown.length - LONGEST_CODE })}`;
};

/** Shows it in a modal that is open. That nobody has it open any more is no failure. */
export const updateView = async (client: WebClient, viewId: string, view: ModalView): Promise<void> => {
  try {
    await client.views.update({ view_id: viewId, view });
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError && CLOSED.has(error.data.error))) throw error;
  }
};
const CLOSED: ReadonlySet<string> = new Set(['not_found', 'view_not_found', 'expired_trigger_id']);
