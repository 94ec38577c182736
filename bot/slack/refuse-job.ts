import type { Message } from '../answer/message';
import { homeView } from './home-view';
import type { AskedJob } from './job';
import { messageBlocks } from './message-blocks';
import { type ReplyDeps, replyTo } from './reply';
import { DETAILS } from './show-details';
import { messageView, updateView } from './views';

/** Tells who asked for a job why nothing is done, where only they look. */
export const refuseJob = async (job: AskedJob, message: Message, deps: ReplyDeps): Promise<void> => {
  const { client, now } = deps;
  const { userId, responseUrl, askedAt } = job;
  if (job.kind === 'home') {
    await client.views.publish({ user_id: userId, view: homeView([message], now()) });
  } else if (job.kind === 'details') {
    const view = messageView(message, { ...DETAILS, metadata: job.metadata, now: now() });
    await updateView(client, job.viewId, view);
  } else if (job.kind === 'question' && job.everybody !== undefined && responseUrl === undefined) {
    // Not in the thread: Slack shows nothing there before the thread has begun.
    await client.chat.postEphemeral({ channel: job.everybody.channel, user: userId, ...messageBlocks(message, now()) });
  } else {
    const view = job.kind === 'question' ? job.view : job.kind === 'export' ? job.wantedIn : undefined;
    const said = { userId, askedAt, ...(responseUrl !== undefined && { responseUrl }), ...(view && { view }) };
    await replyTo(said, message, deps);
  }
};
