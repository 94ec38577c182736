import type { App, Receiver } from '@slack/bolt';
import { createAnnouncer } from '../announce';
import type { Announce } from '../ingest-events';
import type { Log } from '../log';
import { createApp } from '../slack/app';
import { SEEN_SECONDS, seenSchema } from '../slack/people';
import { createOnceClient, createWebClient, webClientOptions } from '../slack/web-client';
import { createWorker, type WorkerDeps } from '../slack/worker';
import { keepDigestsComing } from './digest-clock';
import { startLocalJobQueue } from './job-queue';
import type { OpenedAccount } from './sample-account';

export interface BotCoreOptions {
  readonly account: OpenedAccount;
  /** How Slack's requests come in. */
  readonly receiver: Receiver;
  readonly botToken: string;
  /** Slack itself unless a stand-in plays it. */
  readonly slackApiUrl?: string;
  readonly now: () => Date;
  readonly log: Log;
  /** For how long changes that are watched are held back; as deployed unless given. */
  readonly hold?: WorkerDeps['hold'];
}

/** All of the bot but the way to Slack: the app, its queue and worker, and the clock of the digests, in one process. */
export interface BotCore {
  readonly app: App;
  readonly announce: Announce;
  /** Ends it; the account is the caller's to close. */
  readonly close: () => Promise<void>;
}

const LEASE_SECONDS = 90;

export const startBotCore = async (options: BotCoreOptions): Promise<BotCore> => {
  const { account, receiver, botToken, slackApiUrl, now, log } = options;
  const preface = account.preface === undefined ? {} : { preface: account.preface };
  const queue = await startLocalJobQueue(log);
  const app = createApp({
    ...{ receiver, botToken, now, log },
    enqueue: (job) => queue.send(job),
    clientOptions: webClientOptions(log, slackApiUrl),
    suggest: account.suggest,
    seen: account.shared('asker', seenSchema, SEEN_SECONDS),
  });
  const client = createWebClient(botToken, log, slackApiUrl);
  queue.work(
    createWorker({
      ...{ account, client, leaseSeconds: LEASE_SECONDS, enqueue: queue.send, now, log, ...preface },
      ...{ onceClient: createOnceClient(botToken, log, slackApiUrl), ...(options.hold && { hold: options.hold }) },
    }),
  );
  const api = slackApiUrl === undefined ? {} : { slackApiUrl };
  const stopDigests = keepDigestsComing({ account, botToken, now, log, ...api, ...preface });
  const close = async (): Promise<void> => {
    await stopDigests();
    await queue.close();
  };
  return { app, announce: createAnnouncer({ send: queue.send, now }), close };
};
