import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { withNotes as addNotes } from '../answer/lacks';
import { type AnswerDeps, type Answered, answerQuestion, type OnUnderway } from '../answer-question';
import type { Query } from '../query/query';
import type { IndexReader } from '../sources/index-first';
import type { Clock } from '../time/clock';
import { phrases } from '../words/words';
import { IndexAway, tellingAway } from './index-away';
import { createKnownAccount, type KnownAccountDeps } from './known-account';
import { type LiveCloudTrailDeps, liveCloudTrail } from './live-cloudtrail';
import type { Pacer } from './pacer';
import { type Ask, askThroughIndex, reportThroughIndex } from './through-index';

export interface LiveDeps extends KnownAccountDeps {
  readonly cloudTrail: (region: string) => CloudTrailClient;
  readonly pacer: (region: string) => Pacer;
  readonly clock?: Clock;
  readonly budgetMs: number;
  /** The index of changes, and for how long it keeps one; every question reads CloudTrail where there is none. */
  readonly index?: { readonly reader: IndexReader; readonly retentionDays: number };
  /** Nobody waits for the answers: the newest minutes are read live, whatever it takes. */
  readonly isReport?: boolean;
}

/** Answers a question; `onUnderway` hears what can be said before, `slackPerson` tells who a mentioned Slack user is. */
export type Answer = (
  query: Query,
  onUnderway?: OnUnderway,
  slackPerson?: AnswerDeps['slackPerson'],
) => Promise<Answered>;

/**
 * Answers questions from a real account (or the local one): the directory from DynamoDB, the changes from CloudTrail. `known` is shared
 * by those that answer in one process.
 */
export const createLiveAnswerer = (deps: LiveDeps, known = createKnownAccount(deps)): Answer => {
  const { lastModified, dependencies } = deps.reader;
  return async (query, onUnderway, slackPerson) => {
    const { regions, notes, isNamed: _isNamed, ...knownNow } = await known();
    const ask: Ask = (find, onUnderwayNow) =>
      answerQuestion(query, {
        ...{ ...knownNow, find, lastModified, dependencies },
        ...(onUnderwayNow !== undefined && { onUnderway: onUnderwayNow }),
        ...(slackPerson !== undefined && { slackPerson }),
      });
    const live = { ...deps, regions };
    return withNotes(await answerFrom(ask, live, onUnderway), notes);
  };
};

/** Through the index where there is one; by live CloudTrail alone where it can't be read, which the answer says. */
const answerFrom = async (
  ask: Ask,
  live: Omit<LiveDeps, 'now'> & LiveCloudTrailDeps,
  onUnderway: OnUnderway | undefined,
): Promise<Answered> => {
  const { index } = live;
  if (index === undefined) return ask(liveCloudTrail(live), onUnderway);
  const through = { ...live, index: tellingAway(index.reader), retentionDays: index.retentionDays };
  try {
    return await (live.isReport ? reportThroughIndex(ask, through) : askThroughIndex(ask, through, onUnderway));
  } catch (error) {
    if (!(error instanceof IndexAway)) throw error;
    live.log('error', 'the index could not be read', {}, error.cause);
    return withNotes(await ask(liveCloudTrail(live), onUnderway), [phrases.search.indexAway]);
  }
};

const withNotes = (answered: Answered, notes: readonly string[]): Answered => {
  if (answered.kind === 'mistake' || notes.length === 0) return answered;
  const { answer } = answered;
  return { kind: 'answer', answer: { ...answer, coverage: addNotes(answer.coverage, notes, answer.query) } };
};
