import type { ActionsBlock, KnownBlock, ModalView } from '@slack/types';
import type { Details } from '../details-job';
import { phrases } from '../words/words';
import type { DetailsJob } from './job';
import { type ReplyDeps, showOrSay } from './reply';
import { codeBlock, messageView } from './views';

/** Shows a change in the modal that was opened for it; without its record in a direct message where that does not take it. */
export const showDetails = (
  { viewId, metadata, userId }: DetailsJob,
  details: Details,
  deps: ReplyDeps,
): Promise<void> => {
  const view = detailsView(details, metadata, deps.now());
  // Its buttons step through the modal that is lost.
  const { handles: _handles, ...message } = details.message;
  return showOrSay({ viewId, view, userId, message }, deps);
};

/** The modal of one change. */
export const DETAILS = { title: phrases.details.title, callbackId: 'details' } as const;

/** What is known of a change, where else to look, and the record. */
export const detailsView = ({ message, record, links }: Details, metadata: string, now: Date): ModalView => {
  const blocks: readonly KnownBlock[] = [
    ...(links.length === 0 ? [] : [linkButtons(links)]),
    ...(record === undefined ? [] : [RECORD_HEADING, codeBlock(record)]),
  ];
  return messageView(message, { ...DETAILS, metadata, now, blocks });
};

const linkButtons = (links: Details['links']): ActionsBlock => ({
  type: 'actions',
  elements: links.map(({ label, url }, at) => ({
    type: 'button',
    action_id: `${LINK_ACTION}-${at}`,
    text: { type: 'plain_text', text: label, emoji: false },
    url,
  })),
});

/** Slack tells of a press on a link as well. */
export const LINK_ACTION = 'link';

const RECORD_HEADING: KnownBlock = {
  type: 'context',
  elements: [{ type: 'plain_text', text: phrases.details.record, emoji: false }],
};
