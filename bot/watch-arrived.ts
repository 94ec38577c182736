import pMap from 'p-map';
import { type AnswerDeps, answerQuestion } from './answer-question';
import type { IndexLookUp } from './aws/index-look-up';
import type { Settings } from './aws/settings-table';
import type { SharedItems } from './aws/shared-items';
import type { Change } from './change/change';
import { secondOf } from './index/spans';
import type { Log } from './log';
import { amongChanges } from './look-up/among-changes';
import type { SlackPerson } from './look-up/answer-deps';
import type { ArrivedJob, WatchedJob } from './slack/job';
import { type Groups, groupsIdOf, keyOfChange, placeInGroups, type Watched } from './watch/groups';
import { isActive, queryOf, type Watch } from './watch/watch';

export interface ArrivedDeps {
  readonly watches: Pick<Settings<Watch>, 'all'>;
  readonly groups: SharedItems<Groups>;
  readonly fromIndex: (() => Promise<IndexLookUp>) | undefined;
  readonly personOf: (slackUserId: string) => Promise<SlackPerson | undefined>;
  /** Hands a group to the queue, to be told after `delaySeconds`. */
  readonly enqueue: (job: WatchedJob, delaySeconds: number) => Promise<void>;
  /** For so long a group is held back before it is told, and before it is told anew: one Save makes several events. */
  readonly hold?: Hold;
  readonly log: Log;
}

/** In seconds. */
export interface Hold {
  readonly first: number;
  readonly again: number;
}
const HOLD: Hold = { first: 10, again: 20 };

/** Watches whose questions are answered at once. */
const AT_ONCE = 8;

/**
 * Finds out which watches the changes that arrived answer, and puts each change into a group of its channel, from where it is told. Every
 * part of it may be done again: a change is in one group of a channel, once. Where one watch fails the others are told; then it throws.
 */
export const watchArrived = async (job: ArrivedJob, deps: ArrivedDeps): Promise<void> => {
  const watches = (await deps.watches.all()).filter(isActive);
  if (watches.length === 0 || deps.fromIndex === undefined) return;
  const look = await deps.fromIndex();
  const span = { from: secondOf(job.from), to: secondOf(job.to) };
  const arrived = new Set(job.eventIds);
  const changes = (await look.changes(span)).filter(({ eventId }) => arrived.has(eventId));
  if (changes.length === 0) return;
  const find = amongChanges(changes, span, look.deps.find);
  const failures: unknown[] = [];
  const matches = await pMap(
    watches,
    async (watch) => {
      try {
        return {
          watch,
          ids: await answering(watch, job, { ...look.deps, find, slackPerson: deps.personOf }, deps.log),
        };
      } catch (error) {
        deps.log('error', 'a watch could not be answered', { watch: watch.id }, error);
        failures.push(error);
        return { watch, ids: NONE };
      }
    },
    { concurrency: AT_ONCE },
  );
  for (const [id, { channel, watched }] of byGroups(changes, matches)) await place(id, channel, watched, deps);
  deps.log('info', 'changes arrived', { changes: changes.length, watches: watches.length });
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} watches could not be answered.`);
};

const NONE: ReadonlySet<string> = new Set();

/** The ids of the changes that answer a watch and were made since it was set. */
const answering = async (
  watch: Watch,
  { from, to }: ArrivedJob,
  // Nobody is asked for here: names are for whoever tells the change.
  { describeUser: _asks, learn: _learns, ...known }: AnswerDeps,
  log: Log,
): Promise<ReadonlySet<string>> => {
  const query = queryOf(watch);
  if (query === undefined || secondOf(to) < secondOf(watch.setAt)) return NONE;
  const answered = await answerQuestion({ ...query, window: { from, to } }, { ...known, changesAlone: true });
  if (answered.kind === 'mistake') {
    log('warn', 'a watch means nothing any more', { watch: watch.id, why: answered.mistake.message });
    return NONE;
  }
  const isSince = ({ time }: Change): boolean => secondOf(time) >= secondOf(watch.setAt);
  return new Set(answered.answer.changes.flatMap(({ change }) => (isSince(change) ? [change.eventId] : [])));
};

interface Match {
  readonly watch: Watch;
  readonly ids: ReadonlySet<string>;
}

/** What is to be told in which groups, by the groups' id. */
const byGroups = (changes: readonly Change[], matches: readonly Match[]) => {
  const found = new Map<string, { readonly channel: string; readonly watched: Watched[] }>();
  const channels = [...new Set(matches.map(({ watch }) => watch.channel))];
  for (const channel of channels) {
    const own = matches.filter(({ watch }) => watch.channel === channel);
    for (const change of changes) {
      const watches = own.filter(({ ids }) => ids.has(change.eventId)).map(({ watch }) => watch.id);
      if (watches.length === 0) continue;
      const id = groupsIdOf(channel, change);
      const { watched } = found.get(id) ?? { watched: [] };
      found.set(id, { channel, watched: [...watched, { key: keyOfChange(change), time: change.time, watches }] });
    }
  }
  return found;
};

/** First it is written down that they wait, then they are handed on: whoever ends in between is delivered again, and hands them on. */
const place = async (
  id: string,
  channel: string,
  watched: readonly Watched[],
  { groups, enqueue, hold = HOLD, log }: ArrivedDeps,
): Promise<void> => {
  let leftOut = 0;
  const after = await groups.alter(id, (before) => {
    const placed = placeInGroups(before?.groups ?? [], watched);
    leftOut = placed.leftOut;
    return { groups: [...placed.groups] };
  });
  if (leftOut > 0) log('warn', 'more changes of one actor in a day than a channel is told', { channel, leftOut });
  const { toTell } = placeInGroups(after?.groups ?? [], watched);
  for (const group of toTell) {
    const isTold = after?.groups[group]?.ts !== undefined;
    const job = { version: 1, kind: 'watched', channel, groups: id, group, tries: 0 } as const;
    await enqueue(job, isTold ? hold.again : hold.first);
  }
};
