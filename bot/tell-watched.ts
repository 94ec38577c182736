import type { Message } from './answer/message';
import { type AnswerDeps, answerQuestion } from './answer-question';
import type { IndexLookUp } from './aws/index-look-up';
import type { Settings } from './aws/settings-table';
import type { SharedItems } from './aws/shared-items';
import type { Change } from './change/change';
import { type Claims, onceClaimed } from './claimed';
import { secondOf } from './index/spans';
import type { Log } from './log';
import { amongChanges } from './look-up/among-changes';
import type { Query } from './query/query';
import type { WatchedJob } from './slack/job';
import type { PostedInTurn, ToPost } from './slack/post-in-turn';
import { groupMessage } from './watch/group-message';
import { type Group, type Groups, keyOfChange, toldIn } from './watch/groups';
import { isActive, type Watch, watchesIn } from './watch/watch';
import { pausedMessage } from './watch/watch-words';

export interface TellDeps extends Claims {
  readonly watches: Settings<Watch>;
  readonly groups: SharedItems<Groups>;
  readonly fromIndex: (() => Promise<IndexLookUp>) | undefined;
  readonly post: (post: ToPost) => Promise<PostedInTurn>;
  /** Tells one person by direct message. */
  readonly tellPerson: (userId: string, message: Message) => Promise<unknown>;
  /** Hands the job to the queue again, for later. */
  readonly enqueue: (job: WatchedJob, delaySeconds: number) => Promise<void>;
  readonly now: () => Date;
  readonly log: Log;
  /** Said before every message (the sample account). */
  readonly preface?: string;
}

/** So many of a group's changes are put into words: its message shows fewer, and counts the rest. */
const MOST_IN_WORDS = 60;
/** Another process is at the same group: it will be done with it soon. */
const BUSY_SECONDS = 5;
/** SQS holds a message back for no longer. */
const LONGEST_DELAY = 900;
const LONGEST_PUT_OFF = 30;

/**
 * Tells a channel of a group: by one message, which is written anew with what came since. Whatever fails escapes, so that the queue
 * delivers the job again; what waits stays written down until it is told.
 */
export const tellWatched = async (job: WatchedJob, deps: TellDeps): Promise<void> => {
  const claim = `watched-${job.groups}-${job.group}`;
  if ((await deps.claim(claim)) !== 'mine') return deps.enqueue(job, BUSY_SECONDS);
  try {
    await tellClaimed(job, deps);
  } finally {
    await deps
      .release(claim)
      .catch((error: unknown) => deps.log('warn', 'a claim could not be given back', { claim }, error));
  }
};

const groupIn = async (job: WatchedJob, { groups }: TellDeps): Promise<Group | undefined> =>
  (await groups.read(job.groups))?.groups[job.group];

const tellClaimed = async (job: WatchedJob, deps: TellDeps): Promise<void> => {
  const group = await groupIn(job, deps);
  if (group === undefined || group.waiting.length === 0 || deps.fromIndex === undefined) return;
  const here = watchesIn(job.channel, await deps.watches.all()).filter(isActive);
  const watches = here.filter(({ id }) => group.watches.includes(id));
  // Nobody watches it any more.
  if (watches.length === 0) return settle(job, group, deps);
  const message = await messageOf(group, watches, await deps.fromIndex(), deps);
  if (message === undefined) {
    deps.log('warn', 'the index does not hold what a channel was to be told', { channel: job.channel });
    return settle(job, group, deps);
  }
  const posted = await deps.post({
    ...{ channel: job.channel, message, ...(group.ts !== undefined && { instead: group.ts }) },
    onTurn: () => noteWhere(group.ts === undefined, () => alterGroup(job, (one) => ({ ...one, posting: true }), deps)),
  });
  switch (posted.kind) {
    case 'posted':
      // What is posted is posted: to fail now would have it done again.
      await settle(job, group, deps, posted.ts).catch((error: unknown) =>
        deps.log('error', 'what a channel was told could not be written down', { channel: job.channel }, error),
      );
      deps.log('info', 'a channel was told', { channel: job.channel, changes: group.waiting.length });
      return;
    case 'later':
      await takeBack(job, group, deps);
      return putOff(job, posted.seconds, deps);
    case 'gone':
      // Somebody deleted it: all of it is told by a new one.
      await alterGroup(job, ({ ts: _gone, ...one }) => one, deps);
      return putOff(job, 1, deps);
    case 'closed':
      await takeBack(job, group, deps);
      return pause(group, posted.because, here, deps);
    case 'not posted':
      await takeBack(job, group, deps);
      throw new Error('Slack did not take what a channel watches.', { cause: posted.error });
  }
};

const noteWhere = async (isNeeded: boolean, note: () => Promise<unknown>): Promise<void> => {
  if (isNeeded) await note();
};

const alterGroup = (job: WatchedJob, change: (group: Group) => Group, { groups }: TellDeps): Promise<unknown> =>
  groups.alter(job.groups, (before) => {
    const group = before?.groups[job.group];
    return before && group && { groups: before.groups.with(job.group, change(group)) };
  });

/** What waited when the group was read is told now, or never. */
const settle = async (job: WatchedJob, { waiting }: Group, deps: TellDeps, ts?: string): Promise<void> => {
  await alterGroup(job, (now) => toldIn(now, waiting, ts), deps);
};

/** It was surely not posted. What nobody knew before, nobody knows now. */
const takeBack = async (job: WatchedJob, before: Group, deps: TellDeps): Promise<void> => {
  if (before.posting === undefined) await alterGroup(job, ({ posting: _not, ...one }) => one, deps);
};

/** Whoever finds the channel busy comes back by chance within a second or two, later the longer it has been so. */
const putOff = (job: WatchedJob, seconds: number | undefined, { enqueue }: TellDeps): Promise<void> => {
  const most = Math.min(2 ** (job.tries + 1), LONGEST_PUT_OFF);
  const delay = seconds ?? 1 + Math.floor(Math.random() * most);
  return enqueue({ ...job, tries: Math.min(job.tries + 1, 10) }, Math.min(delay, LONGEST_DELAY));
};

const EVERYTHING: Query = { text: '', subject: { kind: 'everything' }, types: [], window: {}, verbs: [], only: [] };

const messageOf = async (
  group: Group,
  watches: readonly Watch[],
  look: IndexLookUp,
  { now, preface }: TellDeps,
): Promise<Message | undefined> => {
  const { first, last, posting, ts } = group;
  const span = { from: secondOf(first), to: secondOf(last) };
  const keys = new Set([...group.told, ...group.waiting]);
  const isOfGroup = (change: Change): boolean => keys.has(keyOfChange(change));
  const changes = (await look.changes(span)).filter(isOfGroup);
  const told = changes.slice(0, MOST_IN_WORDS);
  const known: AnswerDeps = { ...look.deps, find: amongChanges(told, span, look.deps.find), changesAlone: true };
  const window = { from: first, to: last };
  const answered = await answerQuestion({ ...EVERYTHING, window }, known);
  if (answered.kind === 'mistake' || answered.answer.changes.length === 0) return undefined;
  const { answer } = answered;
  const total = answer.changes.length + changes.length - told.length;
  const places = new Set(changes.map(({ resource }) => resource.instance?.id));
  const isInOnePlace = places.size === 1 && !places.has(undefined);
  const isDoubted = posting === true && ts === undefined;
  const message = groupMessage({ answer, total, first, last, watches, isDoubted, isInOnePlace }, now());
  return preface === undefined ? message : { ...message, preface };
};

/** Nothing is told in the channel any more until somebody sets a watch again. Each of those who set one hears of it once. */
const pause = async (group: Group, because: string, here: readonly Watch[], deps: TellDeps): Promise<void> => {
  const at = deps.now().toISOString();
  for (const setBy of new Set(here.map((watch) => watch.setBy))) {
    const own = here.filter((watch) => watch.setBy === setBy);
    const claim = `paused-${own.at(-1)?.id}-${own.at(-1)?.setAt}`;
    await onceClaimed(claim, deps, async () => {
      for (const watch of own) await deps.watches.put(watch.id, { ...watch, paused: { at: group.first, because } });
      await deps
        .tellPerson(setBy, pausedMessage(own, because, group.first))
        .catch((error: unknown) => deps.log('warn', 'nobody could be told that a watch is paused', { at }, error));
      return 'done';
    });
  }
  deps.log('warn', 'watches are paused', { watches: here.length, because });
};
