import type { WebClient } from '@slack/web-api';
import type { Account } from '../aws/account';
import { digestsOf } from '../digests';
import type { Log } from '../log';
import { type Ticked, tickDigests } from '../tick-digests';
import type { Askers } from './asker';
import { createChannels } from './channels';
import { postToChannel } from './post-to-channel';
import { sayDirectly } from './reply';
import { claimsOf, mayDirectBy, peopleOf } from './worker';

export interface DigestTicksDeps {
  readonly account: Account;
  /** One that does not repeat a call by itself: `createOnceClient`. */
  readonly client: WebClient;
  /** Whose `sharedChannels` a digest may go into; into none that is shared unless given. */
  readonly askers?: Askers;
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
  const { account, client, askers = {}, wait, now, log, preface } = deps;
  const people = peopleOf(account, { client, now, log });
  const channels = createChannels({ client, askers, log });
  const saying = { client, now, log, mayDirect: mayDirectBy(people, askers) };
  return () =>
    tickDigests({
      ...{ ...claimsOf(account, deps), digests: digestsOf(account), answer: account.report, wait, now, log },
      post: (channel, message, thread) =>
        postToChannel({ channel, message, ...(thread !== undefined && { thread }) }, { client, channels, now }),
      tell: (userId, message) => sayDirectly(userId, message, saying),
      ...(preface !== undefined && { preface }),
    });
};
