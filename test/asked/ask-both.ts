import type { Answer } from '../../bot/answer/answer';
import { answerQuestion } from '../../bot/answer-question';
import { directoryOf } from '../../bot/directory/directory';
import { partition, partitionsOf } from '../../bot/index/index-item';
import { secondOf } from '../../bot/index/spans';
import { eventBy } from '../../bot/local/aws/records';
import { type Command, parseQuery } from '../../bot/query/parse-query';
import type { Query, Subject, Window } from '../../bot/query/query';
import { escapeSlack } from '../../bot/query/tokens';
import type { ChangeSource } from '../../bot/sources/change-source';
import { indexFirst } from '../../bot/sources/index-first';
import { addRecord, noRecords } from '../../bot/sources/read-records';
import { recordSource } from '../support/record-source';

export const NOW = new Date('2026-11-21T12:00:00Z');
export const REGION = 'us-east-1';

type Members = { readonly [member: string]: unknown };
interface Call {
  readonly request?: Members;
  readonly response?: Members;
  readonly error?: string;
  readonly source?: string;
  readonly region?: string;
}

/** Some calls, each a day after the one before; their event ids are `1`, `2`, … */
export const calls = (...all: readonly (readonly [eventName: string, call: Call])[]) =>
  all.map(([eventName, { request = {}, response, error, source = 'connect.amazonaws.com', region = REGION }], at) =>
    eventBy(
      { type: 'IAMUser', userName: 'ann' },
      {
        eventName,
        eventSource: source,
        time: new Date(Date.UTC(2026, 10, at + 1, 12)),
        region,
        requestParameters: request,
        eventId: String(at + 1),
        ...(response !== undefined && { responseElements: response }),
        ...(error !== undefined && { errorCode: error }),
      },
    ),
  );

export type Records = readonly unknown[];

const readOf = (records: Records) => {
  const read = noRecords();
  for (const record of records) addRecord(read, record);
  return read;
};

/** An index that holds these records, all of its time proved. */
const indexOf = (records: Records): ChangeSource => {
  const { changes } = readOf(records);
  const filed = changes.map((change) => ({
    change,
    under: new Set([...partitionsOf(change), partition.event(change.eventId)]),
  }));
  const all = { from: 0, to: secondOf(NOW.toISOString()) };
  return indexFirst({
    index: {
      changes: async (partitions, { from = all.from, to = all.to } = {}) =>
        filed
          .filter(({ under }) => partitions.some((one) => under.has(one)))
          .map(({ change }) => change)
          .filter(({ time }) => secondOf(time) >= from && secondOf(time) <= to),
      unusable: async () => [],
      days: async () => changes.map(({ time }) => partition.day(time)),
      reach: async () => ({ proofs: new Map([['everything', [all]]]), eventsAnHour: new Map() }),
    },
    regions: [...new Set([REGION, ...changes.map(({ region }) => region)])],
    retentionDays: 100_000,
    now: NOW,
    alone: true,
  });
};

export const SOURCES = ['trail files', 'the index'] as const;
export type SourceName = (typeof SOURCES)[number];

/** All that answers come from, made once of some records. */
const worldOf = (records: Records) => {
  const { changes, facts } = readOf(records);
  const instances = changes.flatMap(({ resource }) => resource.instance ?? []);
  return {
    sources: {
      'trail files': recordSource(records as Parameters<typeof recordSource>[0], NOW).find,
      'the index': indexOf(records),
    },
    directory: directoryOf(facts),
    instances: [...new Map(instances.map((instance) => [instance.id, instance])).values()],
  };
};
const worlds = new WeakMap<Records, ReturnType<typeof worldOf>>();

/** The answer to a question as Slack sends it, of records alone. */
export const askSent = async (
  sent: string,
  records: Records,
  source: SourceName,
  command: Command = 'who-changed',
): Promise<Answer> => {
  const parsed = parseQuery(sent, { now: NOW, zone: 'UTC', command });
  if (parsed.kind !== 'query') throw new Error(`${sent}: ${JSON.stringify(parsed)}`);
  return ask(parsed.query, records, source);
};

/** The answer about something, whatever one would type for it. */
export const askAbout = (
  subject: Subject,
  records: Records,
  source: SourceName,
  window: Window = {},
): Promise<Answer> => ask({ text: '', subject, types: [], window, verbs: [], only: [] }, records, source);

const ask = async (query: Query, records: Records, source: SourceName): Promise<Answer> => {
  const { sources, directory, instances } = worlds.get(records) ?? worldOf(records);
  worlds.set(records, { sources, directory, instances });
  const answered = await answerQuestion(query, {
    find: sources[source],
    directory,
    instances,
    now: () => NOW,
  });
  if (answered.kind !== 'answer') throw new Error(answered.mistake.message);
  return answered.answer;
};

/** The ids of the events in the answer to a question as it is typed, the oldest first; of both sources, which must agree. */
export const found = async (typed: string, records: Records): Promise<readonly string[]> => {
  const [trail, index] = await Promise.all(
    SOURCES.map(async (source) => {
      const { changes } = await askSent(escapeSlack(typed), records, source);
      return changes.map(({ change }) => change.eventId).reverse();
    }),
  );
  expect(index).toEqual(trail);
  return trail ?? [];
};
