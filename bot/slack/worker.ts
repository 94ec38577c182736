import { setTimeout as sleep } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { answerJob } from '../answer-job';
import type { Account } from '../aws/account';
import type { Claims } from '../claimed';
import { detailsJob } from '../details-job';
import { digestJob } from '../digest-job';
import { digestsOf, listDigests } from '../digests';
import { exportJob } from '../export-job';
import { homeJob } from '../home-job';
import type { Log } from '../log';
import { underReference } from '../reference';
import { tellWatched } from '../tell-watched';
import { type Hold, watchArrived } from '../watch-arrived';
import { watchJob } from '../watch-job';
import { allWatches, groupsOf, watchesOf } from '../watches';
import { homeView } from './home-view';
import type { Job } from './job';
import { messageBlocks } from './message-blocks';
import { POST_EVERY_MS, type PostedInTurn, postInTurn, type ToPost } from './post-in-turn';
import { postToChannel } from './post-to-channel';
import { QUIET, replyTo } from './reply';
import { sendFiles } from './send-files';
import { showDetails } from './show-details';
import { type SlackUsers, slackUsers } from './slack-users';

export interface WorkerDeps {
  readonly account: Account;
  readonly client: WebClient;
  /** For what must not be posted twice: one that does not repeat a call by itself (`createOnceClient`); `client` unless given. */
  readonly onceClient?: WebClient;
  /** What is known of Slack's users; asked anew by default. */
  readonly users?: SlackUsers;
  /** As long as the worker may take: whoever holds a claim for longer was killed. */
  readonly leaseSeconds: number;
  /** Hands a job to the queue, to be delivered after `delaySeconds` (SQS holds up to 900). */
  readonly enqueue: (job: Job, delaySeconds: number) => Promise<void>;
  readonly now: () => Date;
  readonly log: Log;
  /** Said before every answer (the sample account). */
  readonly preface?: string;
  /** For how long changes that are watched are held back; some seconds unless said otherwise. */
  readonly hold?: Hold;
  /** After so long an asker is told that the work goes on; some seconds unless said otherwise. */
  readonly patienceMs?: number;
}

/** The claims of an account's state table, each for so long. */
export const claimsOf = (
  { state }: Pick<Account, 'state'>,
  { leaseSeconds, now }: { readonly leaseSeconds: number; readonly now: () => Date },
): Claims => ({
  claim: (id) => state.claim(id, { leaseSeconds, now: now() }),
  finish: state.finish,
  release: state.release,
});

/** Somebody waits for it, and the channel's turn comes within a second or two: only where it does not, the job is put off. */
const PATIENT_TRIES = 3;
const patiently = async (post: () => Promise<PostedInTurn>, tries = PATIENT_TRIES): Promise<PostedInTurn> => {
  const posted = await post();
  if (posted.kind !== 'later' || posted.seconds !== undefined || tries <= 1) return posted;
  await sleep(POST_EVERY_MS);
  return patiently(post, tries - 1);
};

/** Does what the Slack function handed on, the same on Lambda, on a laptop and in tests. What fails escapes, for the queue to deliver again. */
export const createWorker = (deps: WorkerDeps): ((job: Job) => Promise<void>) => {
  const { account, client, enqueue, now, log, preface } = deps;
  const users = deps.users ?? slackUsers(client);
  const claims = claimsOf(account, deps);
  const { fromIndex } = account;
  const watches = watchesOf(account);
  const turns = account.turns(POST_EVERY_MS);
  const posting = { client: deps.onceClient ?? client, turns, now };
  const post = (message: ToPost) => postInTurn(message, posting);
  const work = async (job: Job): Promise<void> => {
    switch (job.kind) {
      case 'question':
        return answerJob(job, {
          ...{ ...claims, ...users, answer: account.answer, report: account.report, enqueue, now, log },
          post: (to, message) => replyTo(to, message, { client, now, log }),
          ...(deps.patienceMs !== undefined && { patienceMs: deps.patienceMs }),
          ...(preface !== undefined && { preface }),
        });
      case 'details':
        return void (await detailsJob(job, {
          ...{ ...claims, answer: account.answer, record: account.record, now, log },
          show: (to, details) => showDetails(to, details, { client, now, log }),
          ...(preface !== undefined && { preface }),
        }));
      case 'export':
        return void (await exportJob(job, {
          ...{ ...claims, ...users, answer: account.answer, now, log },
          send: (userId, comment, files) => sendFiles(client, userId, comment, files),
          tell: (message) => replyTo({ ...job, askedAt: now().toISOString() }, message, { client, now, log }),
          ...(preface !== undefined && { preface }),
        }));
      case 'home':
        return void (await homeJob(job, {
          ...{ ...claims, health: account.health, log },
          digests: () => listDigests(digestsOf(account), now()),
          orderDigest: (channel, order, { userId, id, askedAt }) =>
            work({ version: 1, kind: 'digest', id: `${id}-digest`, userId, askedAt, channel, order }),
          watches: () => allWatches(watches),
          stopWatch: ({ id: watch, channel }, { userId, id, askedAt }) =>
            work({
              ...{ version: 1, kind: 'watch', id: `${id}-stop`, userId, askedAt, channel },
              order: { kind: 'stop this', id: watch },
            }),
          publish: (userId, messages) => client.views.publish({ user_id: userId, view: homeView(messages, now()) }),
          ...(preface !== undefined && { preface }),
        }));
      case 'digest':
        return digestJob(job, {
          ...{ ...claims, ...users, report: account.report, digests: digestsOf(account), now, log },
          post: (channel, message, thread) =>
            postToChannel({ channel, message, ...(thread !== undefined && { thread }) }, { client, now }),
          wait: sleep,
          tell: (message) => replyTo(job, message, { client, now, log }),
          ...(preface !== undefined && { preface }),
        });
      case 'watch':
        return watchJob(job, {
          ...{ ...claims, ...users, watches, fromIndex, enqueue, now, log },
          post: (channel, message) => patiently(() => post({ channel, message })),
          tell: (message) => replyTo(job, message, { client, now, log }),
        });
      case 'arrived':
        return watchArrived(job, {
          ...{ ...users, watches, groups: groupsOf(account), fromIndex, enqueue, log },
          ...(deps.hold && { hold: deps.hold }),
        });
      case 'watched':
        return tellWatched(job, {
          ...{ ...claims, watches, groups: groupsOf(account), fromIndex, post, enqueue, now, log },
          tellPerson: (userId, message) =>
            client.chat.postMessage({ channel: userId, ...messageBlocks(message, now()), ...QUIET }),
          ...(preface !== undefined && { preface }),
        });
    }
  };
  return (job) => underReference(referenceOf(job), () => work(job));
};

/** What the queue tells itself of watches has no id; its first event, or its group, tells it apart. */
const referenceOf = (job: Job): string => {
  if (job.kind === 'arrived') return `arrived-${job.eventIds[0] ?? ''}`;
  return job.kind === 'watched' ? `watched-${job.groups}-${job.group}` : job.id;
};
