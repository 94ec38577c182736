import type { Answer } from './answer/answer';
import { aboutOne } from './answer/ask-again';
import { mistakeMessage } from './answer/help';
import type { Message } from './answer/message';
import type { IndexLookUp } from './aws/index-look-up';
import type { Settings } from './aws/settings-table';
import { type Claims, onceClaimed } from './claimed';
import type { Log } from './log';
import type { SlackPerson } from './look-up/answer-deps';
import { doerOf } from './look-up/doer';
import { chooseInstance, findMeaning } from './look-up/find-meaning';
import type { Query } from './query/query';
import { readWatch } from './query/read-watch';
import { escapeSlack, unescapeSlack, withMentionsNamed } from './query/tokens';
import type { WatchJob } from './slack/job';
import { withMentionsShown, withNamesInMentions } from './slack/mentions';
import type { PostedInTurn } from './slack/post-in-turn';
import { askedKey, MOST_WATCHES, queryOf, type Watch, watchesIn } from './watch/watch';
import {
  type About,
  chooseMessage,
  failedWatch,
  listMessage,
  NO_INDEX,
  NOT_WATCHED,
  noSuchWatch,
  notSetMessage,
  setMessage,
  stoppedMessage,
  TOO_MANY,
  thereAlready,
  WATCH_COMMAND_TEXT,
} from './watch/watch-words';

export interface WatchJobDeps extends Claims {
  readonly watches: Settings<Watch>;
  /** What names mean; absent where there is no index, and so nothing to watch by. */
  readonly fromIndex: (() => Promise<IndexLookUp>) | undefined;
  readonly personOf: (slackUserId: string) => Promise<SlackPerson | undefined>;
  /** For everybody in the channel. */
  readonly post: (channel: string, message: Message) => Promise<PostedInTurn>;
  /** Tells the asker alone. */
  readonly tell: (message: Message) => Promise<unknown>;
  /** Hands the job to the queue again, for later. */
  readonly enqueue: (job: WatchJob, delaySeconds: number) => Promise<void>;
  readonly now: () => Date;
  readonly log: Log;
}

type Order<K extends WatchJob['order']['kind']> = Extract<WatchJob['order'], { readonly kind: K }>;

/** Whether a job is done with, or waits for the channel's turn. */
type Outcome = 'done' | 'not done';

/** Does once what somebody wants of a channel's watches. What fails is told to them; where even that fails it escapes, to be delivered again. */
export const watchJob = async (job: WatchJob, deps: WatchJobDeps): Promise<void> => {
  await onceClaimed(job.id, deps, async () => {
    try {
      return await carryOut(job, deps);
    } catch (error) {
      deps.log('error', 'a watch could not be set or ended', { reference: job.id }, error);
      await deps.tell(failedWatch(job.id));
      return 'done';
    }
  });
};

const carryOut = async (job: WatchJob, deps: WatchJobDeps): Promise<Outcome> => {
  const { order } = job;
  switch (order.kind) {
    case 'set':
      return setWatch(job, order, deps);
    case 'list':
      return tellList(job, order, deps);
    case 'stop':
      return stopNamed(job, order, deps);
    case 'stop this':
      return stopWatch(job, await watchHere(order.id, job, deps), deps);
  }
};

/** A button carries the id of a watch, which may be one of another channel: it is ended only from its own. */
const watchHere = async (id: string, { channel }: WatchJob, { watches }: WatchJobDeps): Promise<Watch | undefined> => {
  const watch = await watches.get(id);
  return watch?.channel === channel ? watch : undefined;
};

const told = async (message: Message, { tell }: Pick<WatchJobDeps, 'tell'>): Promise<Outcome> => {
  await tell(message);
  return 'done';
};

const PATIENCE_SECONDS = 2;

/** The post comes first: where it can't be made, changes can't be told, and nothing is kept. */
const setWatch = async (job: WatchJob, order: Order<'set'>, deps: WatchJobDeps): Promise<Outcome> => {
  const question = await withNamesInMentions(order.question, deps.personOf);
  const read = readWatch(question);
  if (read.kind === 'mistake') return told(mistakeMessage(read.mistake, WATCH_COMMAND_TEXT), deps);
  if (read.kind !== 'watch') throw new Error('What was handed on is no watch.');
  const here = watchesIn(job.channel, await deps.watches.all());
  const key = askedKey(read.query);
  const before = here.find((watch) => keyOf(watch) === key);
  if (before !== undefined && before.paused === undefined)
    return told(thereAlready(before, await doerOf(before.setBy, deps)), deps);
  if (before === undefined && here.length >= MOST_WATCHES) return told(TOO_MANY, deps);
  const meant = await meaningOf(read.query, deps);
  if (meant.kind === 'refused') return told(withMentionsShown(meant.message), deps);

  const { channel, channelName, userId } = job;
  const watch: Watch = {
    ...{ id: before?.id ?? `${channel}#${job.id}`, channel, ...(channelName && { channelName }), question },
    ...{ setBy: userId, setAt: deps.now().toISOString() },
  };
  const by = await doerOf(userId, deps);
  const posted = await deps.post(
    channel,
    setMessage(watch, { by, about: meant.about, pausedSince: before?.paused?.at }),
  );
  switch (posted.kind) {
    case 'posted':
      await deps.watches.put(watch.id, watch);
      deps.log('info', 'watch set', { watch: watch.id, by: userId });
      return 'done';
    case 'closed':
      return told(notSetMessage(withMentionsNamed(unescapeSlack(order.question))), deps);
    case 'later':
      return putOff(job, posted.seconds, deps);
    case 'gone':
    case 'not posted':
      throw new Error('Slack did not take the confirmation of a watch.', { cause: causeOf(posted) });
  }
};

const causeOf = (posted: PostedInTurn): unknown => (posted.kind === 'not posted' ? posted.error : undefined);

/** The claim is given back: the same job comes again. */
const putOff = async (job: WatchJob, seconds = PATIENCE_SECONDS, { enqueue }: WatchJobDeps): Promise<Outcome> => {
  await enqueue(job, Math.min(seconds, 900));
  return 'not done';
};

const keyOf = (watch: Watch): string | undefined => {
  const query = queryOf(watch);
  return query && askedKey(query);
};

type Meaning =
  | { readonly kind: 'meant'; readonly about: About }
  | { readonly kind: 'refused'; readonly message: Message };

const refused = (message: Message): Meaning => ({ kind: 'refused', message });

/** What the question's names mean now; a name that nobody bears yet may be watched, one that many things bear not. */
const meaningOf = async (query: Query, deps: WatchJobDeps): Promise<Meaning> => {
  if (deps.fromIndex === undefined) return refused(NO_INDEX);
  const known = { ...(await deps.fromIndex()).deps, slackPerson: deps.personOf };
  const instance = chooseInstance(query, known);
  if (instance.kind === 'mistake')
    return refused({ ...mistakeMessage(instance.mistake, WATCH_COMMAND_TEXT), buttons: [] });
  const meant = await findMeaning(query, instance.id, known);
  if (meant.kind === 'answer') return meaningOfNone(meant.answer);
  const { subjects, request, directory } = meant;
  if (subjects.length > 0) return { kind: 'meant', about: { kind: 'things', things: subjects } };
  const name = query.by?.kind === 'name' ? query.by.name : undefined;
  if (name === undefined || request.by === undefined || request.by.connectUserIds.length > 0)
    return { kind: 'meant', about: { kind: 'anything', notes: meant.notes } };
  const nearest = directory.nearest(name, 3, { types: ['user'] });
  return { kind: 'meant', about: { kind: 'nobody yet', name, nearest } };
};

const meaningOfNone = (answer: Answer): Meaning => {
  const { query, outcome, choices, total, suggestions, coverage, unknownPerson } = answer;
  if (unknownPerson) return refused(mistakeMessage({ message: coverage.notes.join(' ') }, WATCH_COMMAND_TEXT));
  const name = query.subject.kind === 'name' ? query.subject.name : query.text;
  if (outcome === 'unknown') return { kind: 'meant', about: { kind: 'not yet', name, nearest: suggestions } };
  return refused(
    chooseMessage(
      name,
      total,
      choices.flatMap((thing) => {
        const question = aboutOne(thing, query);
        return question === undefined ? [] : [{ thing, question: escapeSlack(question) }];
      }),
    ),
  );
};

const tellList = async ({ channel }: WatchJob, { withHelp }: Order<'list'>, deps: WatchJobDeps): Promise<Outcome> => {
  const here = watchesIn(channel, await deps.watches.all());
  const setters = [...new Set(here.map(({ setBy }) => setBy))];
  const doers = new Map(
    await Promise.all(setters.map(async (userId) => [userId, await doerOf(userId, deps)] as const)),
  );
  return told(listMessage(here, { withHelp, nameOf: (userId) => doers.get(userId) ?? { userId } }), deps);
};

const stopNamed = async (job: WatchJob, { which }: Order<'stop'>, deps: WatchJobDeps): Promise<Outcome> => {
  const here = watchesIn(job.channel, await deps.watches.all());
  const watch = here[Number(which) - 1] ?? watchAsking(which, here);
  return watch === undefined
    ? told(noSuchWatch(withMentionsNamed(unescapeSlack(which))), deps)
    : stopWatch(job, watch, deps);
};

const watchAsking = (question: string, here: readonly Watch[]): Watch | undefined => {
  const query = queryOf({ question });
  const key = query && askedKey(query);
  return here.find((watch) => key !== undefined && keyOf(watch) === key);
};

/** Ends a watch and says in its channel who did; it ends though the channel can't be told. */
export const stopWatch = async (job: WatchJob, watch: Watch | undefined, deps: WatchJobDeps): Promise<Outcome> => {
  if (watch === undefined) return told(NOT_WATCHED, deps);
  const [by, setBy] = await Promise.all([doerOf(job.userId, deps), doerOf(watch.setBy, deps)]);
  const message = stoppedMessage(watch, { by, setBy });
  const posted = await deps.post(watch.channel, message);
  if (posted.kind === 'later') return putOff(job, posted.seconds, deps);
  if (!(await deps.watches.remove(watch.id))) return told(NOT_WATCHED, deps);
  deps.log('info', 'watch ended', { watch: watch.id, by: job.userId });
  if (posted.kind !== 'posted') await deps.tell(message);
  return 'done';
};
