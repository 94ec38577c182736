import { setTimeout as sleep } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { line, type Message } from '../answer/message';
import { answerJob } from '../answer-job';
import type { Account } from '../aws/account';
import { type Claims, onceClaimed } from '../claimed';
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
import { phrases } from '../words/words';
import { type Askers, isInside, mayHear } from './asker';
import { createChannels, shutMessage } from './channels';
import { admitAgain } from './gate';
import { homeView } from './home-view';
import type { AskedJob, Job } from './job';
import { createPeople, type People, type PeopleDeps, SEEN_SECONDS, seenSchema } from './people';
import { POST_EVERY_MS, type PostedInTurn, postInTurn, type ToPost } from './post-in-turn';
import { postToChannel } from './post-to-channel';
import { refuseJob } from './refuse-job';
import { type ReplyDeps, replyTo, sayDirectly } from './reply';
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
  /** Who they are to the workspace; asked anew by default. */
  readonly people?: People;
  /** Who may ask; members of the workspace unless given. */
  readonly askers?: Askers;
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
  const askers = deps.askers ?? {};
  const people = deps.people ?? peopleOf(account, { client, hear: users.hear, now, log });
  const channels = createChannels({ client, askers, log });
  const saying = { client, now, log, mayDirect: mayDirectBy(people, askers) };
  const claims = claimsOf(account, deps);
  const { fromIndex } = account;
  const watches = watchesOf(account);
  const turns = account.turns(POST_EVERY_MS);
  const posting = { client: deps.onceClient ?? client, channels, turns, now };
  const post = (message: ToPost) => postInTurn(message, posting);
  const work = async (job: Job): Promise<void> => {
    switch (job.kind) {
      case 'question':
        return answerJob(job, {
          ...{ ...claims, ...users, answer: account.answer, report: account.report, enqueue, now, log },
          post: (to, message) => replyTo(to, message, saying),
          ...(deps.patienceMs !== undefined && { patienceMs: deps.patienceMs }),
          ...(preface !== undefined && { preface }),
        });
      case 'details':
        return void (await detailsJob(job, {
          ...{ ...claims, answer: account.answer, record: account.record, now, log },
          show: (to, details) => showDetails(to, details, saying),
          ...(preface !== undefined && { preface }),
        }));
      case 'export':
        return void (await exportJob(job, {
          ...{ ...claims, ...users, answer: account.answer, now, log },
          send: (userId, comment, files) => sendFiles(client, userId, comment, files),
          tell: (message) => replyTo({ ...job, askedAt: now().toISOString() }, message, saying),
          ...(preface !== undefined && { preface }),
        }));
      case 'home':
        return void (await homeJob(job, {
          ...{ ...claims, health: account.health, log },
          channels: () => channels.of(job.userId),
          digests: () => listDigests(digestsOf(account), now()),
          orderDigest: (channel, order, { userId, id, askedAt }) =>
            workOpen({ version: 1, kind: 'digest', id: `${id}-digest`, userId, askedAt, channel, order }),
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
            postToChannel({ channel, message, ...(thread !== undefined && { thread }) }, { client, channels, now }),
          wait: sleep,
          tell: (message) => replyTo(job, message, saying),
          ...(preface !== undefined && { preface }),
        });
      case 'watch':
        return watchJob(job, {
          ...{ ...claims, ...users, watches, fromIndex, enqueue, now, log },
          post: (channel, message) => patiently(() => post({ channel, message })),
          tell: (message) => replyTo(job, message, saying),
        });
      case 'arrived':
        return watchArrived(job, {
          ...{ ...users, watches, groups: groupsOf(account), fromIndex, enqueue, log },
          ...(deps.hold && { hold: deps.hold }),
        });
      case 'watched':
        return tellWatched(job, {
          ...{ ...claims, watches, groups: groupsOf(account), fromIndex, post, enqueue, now, log },
          tellPerson: (userId, message) => sayDirectly(userId, message, saying),
          ...(preface !== undefined && { preface }),
        });
    }
  };
  /** Nothing is read or posted for anybody before it is known that they may ask. */
  const workAsked = async (job: AskedJob): Promise<void> => {
    const admission = await admitAgain(job, { people, askers, channels, now, log });
    if (admission.kind === 'refused')
      return refuse(job, admission.message, { ...saying, mayDirect: async () => false });
    const isSentOutside = job.kind === 'export' && !isInside(admission.admitted.person);
    return isSentOutside ? refuse(job, EXPORTS_INSIDE, saying) : workOpen(job);
  };
  /** Nor is anything read for everybody in a channel where nothing may be posted. */
  const workOpen = async (job: AskedJob): Promise<void> => {
    const place = publicPlace(job);
    const shut = place === undefined ? undefined : await channels.shut(place);
    return place !== undefined && shut !== undefined ? refuse(job, shutMessage(shut, place), saying) : work(job);
  };
  const refuse = async (job: AskedJob, message: Message | undefined, deps: ReplyDeps): Promise<void> => {
    // What looks again by itself says nothing of it.
    if (message === undefined || (job.kind === 'question' && job.secondLook !== undefined)) return;
    await onceClaimed(`${job.id}-refused`, { ...claims, log }, async () => {
      await refuseJob(job, message, deps);
      return 'done';
    });
  };
  return (job) => underReference(referenceOf(job), () => ('userId' in job ? workAsked(job) : work(job)));
};

const EXPORTS_INSIDE: Message = { lines: [line('fact', phrases.askers.exportsInside)], buttons: [] };

/** Whether something may be said to somebody directly, as Slack has them now. */
export const mayDirectBy =
  (people: People, askers: Askers) =>
  async (userId: string): Promise<boolean> =>
    mayHear((await people.of(userId, { isFresh: true })).person, userId, askers);

/** People as an account's tables keep them for all processes. */
export const peopleOf = ({ shared }: Pick<Account, 'shared'>, deps: Omit<PeopleDeps, 'seen'>): People =>
  createPeople({ ...deps, seen: shared('asker', seenSchema, SEEN_SECONDS) });

/** The channel in which everybody is to read what comes of a job; what is ended is ended though its channel can't be told. */
const publicPlace = (job: AskedJob): string | undefined => {
  switch (job.kind) {
    case 'question':
      return job.everybody?.channel;
    case 'digest':
      return job.order.kind === 'set' || job.order.kind === 'now' ? job.channel : undefined;
    case 'watch':
      return job.order.kind === 'set' ? job.channel : undefined;
    case 'home':
      return undefined;
    case 'details':
    case 'export':
      return undefined;
  }
};

/** What the queue tells itself of watches has no id; its first event, or its group, tells it apart. */
const referenceOf = (job: Job): string => {
  if (job.kind === 'arrived') return `arrived-${job.eventIds[0] ?? ''}`;
  return job.kind === 'watched' ? `watched-${job.groups}-${job.group}` : job.id;
};
