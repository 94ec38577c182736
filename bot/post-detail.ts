import type { Message } from './answer/message';
import type { Log } from './log';
import type { Posted } from './slack/post-to-channel';

export interface DetailDeps {
  /** Posts to a channel, or into the thread of a message there. Throws where nobody knows whether Slack took it. */
  readonly post: (channel: string, message: Message, thread?: string) => Promise<Posted>;
  readonly wait: (ms: number) => Promise<unknown>;
  readonly log: Log;
}

/** Slack takes one message a second to a channel. */
const SLACK_PACE_MS = 1_100;

/** Puts all changes into the thread of a digest. The digest itself was posted: what of its thread fails is only logged. */
export const postDetail = async (
  channel: string,
  thread: string,
  detail: readonly Message[],
  { post, wait, log }: DetailDeps,
): Promise<void> => {
  try {
    for (const message of detail) {
      await wait(SLACK_PACE_MS);
      const posted = await post(channel, message, thread);
      if (posted.kind !== 'posted') throw new Error(`Slack did not take a part of it (${posted.kind}).`);
    }
  } catch (error) {
    log('warn', 'the thread of a digest could not be posted whole', { channel }, error);
  }
};
