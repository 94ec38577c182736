import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { type AnswerDeps, type Answered, answerQuestion, type OnUnderway } from '../answer-question';
import type { InstanceRef } from '../change/resource';
import { withFacts } from '../directory/directory';
import type { DirectoryFact } from '../directory/facts';
import type { Log } from '../log';
import type { Query } from '../query/query';
import type { IndexReader } from '../sources/index-first';
import type { ConnectReader } from './connect-listings';
import type { DirectoryTable } from './directory-table';
import { instancesKept } from './instances-kept';
import { createKnownDirectory } from './known-directory';
import { type LiveCloudTrailDeps, liveCloudTrail } from './live-cloudtrail';
import type { Pacer } from './pacer';
import { type Ask, askThroughIndex, reportThroughIndex } from './through-index';

export interface LiveDeps {
  readonly reader: ConnectReader;
  readonly table: Pick<DirectoryTable, 'load' | 'learntSince' | 'learn' | 'lastWhole'>;
  readonly cloudTrail: (region: string) => CloudTrailClient;
  readonly pacer: (region: string) => Pacer;
  /** The Region asked where no instance says otherwise, and those that Voice ID or Lex live in besides. */
  readonly regions: readonly string[];
  /** Ids or ARNs; all that Connect lists where absent. */
  readonly instanceIds?: readonly string[];
  readonly budgetMs: number;
  /** The index of changes, and for how long it keeps one; every question reads CloudTrail where there is none. */
  readonly index?: { readonly reader: IndexReader; readonly retentionDays: number };
  /** Nobody waits for the answers: the newest minutes are read live, whatever it takes. */
  readonly isReport?: boolean;
  readonly now: () => Date;
  readonly log: Log;
}

/** Answers a question; `onUnderway` hears what can be said before, `slackPerson` tells who a mentioned Slack user is. */
export type Answer = (
  query: Query,
  onUnderway?: OnUnderway,
  slackPerson?: AnswerDeps['slackPerson'],
) => Promise<Answered>;

/** Instances hardly ever change, and Connect allows 2 calls a second for everyone. */
const INSTANCES_KEPT_MS = 5 * 60_000;

/** Answers questions from a real account (or the local one): the directory from DynamoDB, the changes from CloudTrail. */
export const createLiveAnswerer = (deps: LiveDeps): Answer => {
  const names = createKnownDirectory(deps);
  let kept: { readonly instances: readonly InstanceRef[]; readonly until: number } | undefined;
  /** What is not kept is read again the next time: no reason to withhold an answer. */
  const learn = async (facts: readonly DirectoryFact[]): Promise<void> => {
    try {
      await deps.table.learn(facts);
    } catch (error) {
      deps.log('warn', 'What the records told of names could not be kept', {}, error);
    }
  };
  /** Where they can't be listed, those of the last listing do, which another process may have read. */
  const instancesNow = async (): Promise<{ readonly known: readonly InstanceRef[]; readonly down: boolean }> => {
    const now = deps.now().getTime();
    if (kept !== undefined && now < kept.until) return { known: kept.instances, down: false };
    try {
      const instances = await deps.reader.instances(deps.instanceIds);
      kept = { instances, until: now + INSTANCES_KEPT_MS };
      await learn(instances.flatMap(aliasFact(deps.now())));
      return { known: instances, down: false };
    } catch (error) {
      deps.log('warn', "Connect's instances could not be listed", {}, error);
      return { known: kept?.instances ?? (await instancesKept(deps.table, deps.regions)), down: true };
    }
  };
  return async (query, onUnderway, slackPerson) => {
    const { known, down } = await instancesNow();
    const directory = withFacts(
      await names.current(known, { regions: deps.regions }),
      known.flatMap(aliasFact(deps.now())),
    );
    const regions = [...new Set([...known.map(({ region }) => region), ...deps.regions])];
    const ask: Ask = (find, onUnderwayNow) =>
      answerQuestion(query, {
        find,
        directory,
        learn,
        instances: known,
        describeUser: deps.reader.describeUser,
        lastModified: deps.reader.lastModified,
        dependencies: deps.reader.dependencies,
        listedTypes: async () => [...new Set((await deps.table.lastWhole(known)).map(({ type }) => type))],
        ...(onUnderwayNow !== undefined && { onUnderway: onUnderwayNow }),
        ...(slackPerson !== undefined && { slackPerson }),
        now: deps.now,
      });
    const live = { ...deps, regions };
    const answered = await answerFrom(ask, live, onUnderway);
    return down ? withNote(answered, CONNECT_DOWN) : answered;
  };
};

/** Through the index where there is one. */
const answerFrom = (
  ask: Ask,
  live: Omit<LiveDeps, 'now'> & LiveCloudTrailDeps,
  onUnderway: OnUnderway | undefined,
): Promise<Answered> => {
  const { index } = live;
  if (index === undefined) return ask(liveCloudTrail(live), onUnderway);
  const through = { ...live, index: index.reader, retentionDays: index.retentionDays };
  return live.isReport ? reportThroughIndex(ask, through) : askThroughIndex(ask, through, onUnderway);
};

const CONNECT_DOWN =
  'Connect could not be asked for its instances just now: names are those of earlier listings and of the records themselves.';

const withNote = (answered: Answered, note: string): Answered =>
  answered.kind === 'mistake'
    ? answered
    : {
        kind: 'answer',
        answer: {
          ...answered.answer,
          coverage: { ...answered.answer.coverage, notes: [...answered.answer.coverage.notes, note] },
        },
      };

/** An instance is a thing with a name too: its alias, as Connect lists it now. */
const aliasFact =
  (now: Date) =>
  (instance: InstanceRef): readonly DirectoryFact[] => {
    const { id, region, alias } = instance;
    if (alias === undefined) return [];
    return [
      { kind: 'listed', ref: { service: 'connect', type: 'instance', id, region }, name: alias, at: now.toISOString() },
    ];
  };
