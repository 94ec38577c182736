import type { Answer } from '../../bot/answer/answer';
import { messageOfAnswer } from '../../bot/answer/answer-message';
import type { Message } from '../../bot/answer/message';
import { answerQuestion } from '../../bot/answer-question';
import { isObject } from '../../bot/change/json';
import type { InstanceRef } from '../../bot/change/resource';
import { directoryOf } from '../../bot/directory/directory';
import { escapeCommandText } from '../../bot/local/slack/escape-command-text';
import { sampleWorkspace } from '../../bot/local/slack/workspace';
import { parseQuery } from '../../bot/query/parse-query';
import type { Query } from '../../bot/query/query';
import { commandText, readCommand } from '../../bot/slack/commands';
import { answersRequest, type ChangeSource, newestFirst } from '../../bot/sources/change-source';
import { addRecord, noRecords, unusableNotes } from '../../bot/sources/read-records';
import { type Listing, worldOf } from './listing';

/** Everything that an answer depends on: the records of an account, what Connect lists, and when and where one asks. */
export interface Story {
  readonly records: readonly unknown[];
  /** Absent where Connect can't be asked. */
  readonly listing?: Listing;
  readonly now: Date;
  /** IANA name. */
  readonly zone: string;
}

export interface Told {
  readonly answer: Answer;
  readonly message: Message;
}

/** The changes that a message shows before "more". */
const SHOWN = 6;
const REACH_MS = 90 * 86_400_000;
const WORKSPACE = sampleWorkspace('UTC');

/** Answers a question as it is typed in Slack (`/connect-changes 2h`, or without a command a who-changed question). */
export const tell = async (typed: string, story: Story): Promise<Told> => {
  const { kind, text } = readCommand(typed);
  const { now, zone } = story;
  const parsed = parseQuery(escapeCommandText(text, WORKSPACE), { now, zone, command: kind });
  if (parsed.kind !== 'query') throw new Error(`“${typed}” is no question: ${JSON.stringify(parsed)}`);
  const answer = await answerTo(parsed.query, story);
  return { answer, message: messageOfAnswer(answer, { now, command: commandText(kind), most: SHOWN }) };
};

/** The answer to a question that was understood. */
export const answerTo = async (query: Query, story: Story): Promise<Answer> => {
  const { now } = story;
  const world = story.listing === undefined ? undefined : worldOf(story.listing, now);
  // A variable: a source of the world that answers do not ask yet may be among them.
  const deps = {
    find: sourceOf(story),
    directory: directoryOf(world?.facts ?? []),
    instances: instancesOf(story),
    now: () => now,
    ...world,
  };
  const answered = await answerQuestion(query, deps);
  if (answered.kind === 'mistake') throw new Error(`“${query.text}” can't be answered: ${answered.mistake.message}`);
  return answered.answer;
};

/** CloudTrail's event history as a source: what its 90 days hold of the records, all of it read. */
export const sourceOf = ({ records, now }: Pick<Story, 'records' | 'now'>): ChangeSource => {
  const reach = { from: iso(now.getTime() - REACH_MS), to: iso(now.getTime()) };
  const within = records.filter((record) => isBetween(timeOf(record), reach));
  const read = noRecords();
  for (const record of within) addRecord(read, record);
  const regions = [...new Set(read.changes.map(({ region }) => region))].toSorted();
  const newest = within
    .flatMap((record) => timeOf(record) ?? [])
    .toSorted()
    .at(-1);
  return async (request) => {
    const window = {
      from: request.window.from !== undefined && request.window.from > reach.from ? request.window.from : reach.from,
      to: request.window.to !== undefined && request.window.to < reach.to ? request.window.to : reach.to,
    };
    return {
      changes: newestFirst(read.changes.filter((change) => answersRequest(change, { ...request, window }))),
      facts: read.facts,
      coverage: {
        ...window,
        complete: read.unusable.size === 0,
        asOf: reach.to,
        sources: regions.map((region) => ({ kind: 'live CloudTrail', region, ...window, calls: 1 })),
        ...(newest !== undefined && { newestEvent: newest }),
        notes: unusableNotes(read),
      },
    };
  };
};

const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

const timeOf = (record: unknown): string | undefined =>
  isObject(record) && typeof record.eventTime === 'string' ? record.eventTime : undefined;

/** A record without a time is for the reader of records to refuse. */
const isBetween = (time: string | undefined, { from, to }: { readonly from: string; readonly to: string }): boolean =>
  time === undefined || (time >= from && time <= to);

/** The instances that Connect lists, else those that the records name. */
const instancesOf = ({ records, listing, now }: Story): readonly InstanceRef[] => {
  if (listing !== undefined) return worldOf(listing, now).instances;
  const read = noRecords();
  for (const record of records) addRecord(read, record);
  const named = read.changes.flatMap(({ resource }) => resource.instance ?? []);
  return [...new Map(named.map((instance) => [`${instance.region} ${instance.id}`, instance])).values()];
};
