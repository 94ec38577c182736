import type { WebClient } from '@slack/web-api';
import type { Account } from '../aws/account';
import { digestsOf } from '../digests';
import type { Log } from '../log';
import { type Ticked, tickDigests } from '../tick-digests';
import { messageBlocks } from './message-blocks';
import { postToChannel } from './post-to-channel';
import { QUIET } from './reply';
import { claimsOf } from './worker';

export interface DigestTicksDeps {
  readonly account: Account;
  /** One that does not repeat a call by itself: `createOnceClient`. */
  readonly client: WebClient;
  /** As long as a tick may take: whoever holds a claim for longer was killed. */
  readonly leaseSeconds: number;
  /** Between two messages to a channel. */
  readonly wait: (ms: number) => Promise<unknown>;
  readonly now: () => Date;
  readonly log: Log;
  /** Said before every digest (the sample account). */
  readonly preface?: string;
}

/** Posts the digests that are due whenever it is called, the same on Lambda, on a laptop and in tests. */
export const createDigestTicks = (deps: DigestTicksDeps): (() => Promise<Readonly<Record<Ticked, number>>>) => {
  const { account, client, wait, now, log, preface } = deps;
  return () =>
    tickDigests({
      ...{ ...claimsOf(account, deps), digests: digestsOf(account), answer: account.report, wait, now, log },
      post: (channel, message, thread) =>
        postToChannel({ channel, message, ...(thread !== undefined && { thread }) }, { client, now }),
      tell: (userId, message) =>
        client.chat.postMessage({ channel: userId, ...messageBlocks(message, now()), ...QUIET }),
      ...(preface !== undefined && { preface }),
    });
};
