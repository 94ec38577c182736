import type { ActionsBlock, KnownBlock, ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Details } from '../details-job';
import { phrases } from '../words/words';
import type { DetailsJob } from './job';
import { codeBlock, messageView, updateView } from './views';

/** Shows a change in the modal that was opened for it. */
export const showDetails = (client: WebClient, job: DetailsJob, details: Details, now: Date): Promise<boolean> =>
  updateView(client, job.viewId, detailsView(details, job.metadata, now));

/** What is known of a change, where else to look, and the record. */
export const detailsView = ({ message, record, links }: Details, metadata: string, now: Date): ModalView => {
  const blocks: readonly KnownBlock[] = [
    ...(links.length === 0 ? [] : [linkButtons(links)]),
    ...(record === undefined ? [] : [RECORD_HEADING, codeBlock(record)]),
  ];
  return messageView(message, { title: phrases.details.title, callbackId: 'details', metadata, now, blocks });
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
