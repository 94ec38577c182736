import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Answer } from '../../bot/answer/answer';
import type { Answered } from '../../bot/answer-question';
import { indexTableDefinition } from '../../bot/aws/change-index';
import { directoryTableDefinition } from '../../bot/aws/directory-table';
import { stateTableDefinition } from '../../bot/aws/state-table';
import { RESOURCE_TYPES, VERBS } from '../../bot/change/catalogue';
import type { DirectoryFact } from '../../bot/directory/facts';
import { type CloudTrailRecord, localAccount, localInstance } from '../../bot/local/aws/local-account';
import { type LocalAwsOptions, startLocalAws } from '../../bot/local/aws/local-aws';
import { startLocalDynamo } from '../../bot/local/dynamo';
import { openListedAccount } from '../../bot/local/listed-account';
import { localClients } from '../../bot/local/local-clients';
import { silentLog } from '../../bot/log';
import type { Query, Subject } from '../../bot/query/query';
import { EAST, INSTANCES, type Kind, LISTED, NOW, PROD } from './account/world';
import type { PlainAnswer, PlainQuestion } from './brute-force/answer';
import type { ListedThing } from './brute-force/things';
import type { SmallAccount } from './small-account';

const now = (): Date => NOW;
export const daysAgo = (days: number): string =>
  `${new Date(NOW.getTime() - days * 86_400_000).toISOString().slice(0, 19)}Z`;

const subjectOf = ({ name, id, eventId }: PlainQuestion): Subject => {
  if (name !== undefined) return { kind: 'name', name };
  if (id !== undefined) return { kind: 'id', id };
  return eventId === undefined ? { kind: 'everything' } : { kind: 'event', eventId };
};

/** The question as a parsed one, about what it names or about `subject` in its place (an ARN). */
export const queryOf = (question: PlainQuestion, subject: Subject = subjectOf(question)): Query => ({
  text: JSON.stringify(question),
  subject,
  types: RESOURCE_TYPES.filter((type) => type === question.type),
  window: { ...(question.from && { from: question.from }), ...(question.to && { to: question.to }) },
  verbs: VERBS.filter((verb) => verb === question.verb),
  only: question.only === undefined ? [] : [question.only],
  ...(question.by !== undefined && { by: { kind: 'name', name: question.by } }),
  ...(question.instanceId !== undefined && { instance: question.instanceId }),
  ...(question.limit !== undefined && { limit: question.limit }),
});

export const answerIn = (answered: Answered): Answer => {
  if (answered.kind !== 'answer') throw new Error(answered.mistake.message);
  return answered.answer;
};

/** An answer in the plainest terms. */
export const plainly = ({ outcome, changes, subjects, total, failed }: Answer): PlainAnswer => ({
  outcome,
  eventIds: changes.map(({ change }) => change.eventId),
  relations: Object.fromEntries(changes.map(({ change, relation }) => [change.eventId, relation])),
  // Of a choice it is the things that are counted, which the brute force leaves to the choice.
  total: outcome === 'ambiguous' ? 0 : total,
  failed,
  subjects: [
    ...new Set(
      subjects.flatMap(({ ref, deleted }) => (ref.id === undefined ? [] : `${ref.id}${deleted ? ' deleted' : ''}`)),
    ),
  ].sort(),
});

/** The users whom Connect lists, for the product and for the brute force. */
export const USERS: readonly DirectoryFact[] = LISTED.map((one) => ({
  kind: 'listed',
  ref: {
    service: 'connect',
    type: 'user',
    id: one.id,
    region: one.region,
    instance: INSTANCES.find(({ id }) => id === one.instanceId) ?? PROD,
  },
  name: one.username,
  at: NOW.toISOString(),
  person: one,
}));
export const LISTED_USERS: readonly ListedThing[] = LISTED.map((one) => ({ ...one, type: 'user', name: one.username }));

/** Everything that Connect lists at the end. */
export const listedOf = ({ living }: SmallAccount): readonly ListedThing[] => [
  ...LISTED_USERS,
  ...INSTANCES.map(({ id, alias }) => ({ type: 'instance', id, name: alias, instanceId: id })),
  ...living
    .filter(({ id }) => !LISTED.some((one) => one.id === id))
    .map(({ kind, id, name, instance }) => ({ type: kind, id, name, instanceId: instance.id })),
];

/** Every third record in a second file as well, every fifth twice in its own: CloudTrail does both now and then. */
export const withDoubles = (events: readonly CloudTrailRecord[]): readonly CloudTrailRecord[] =>
  events.flatMap((event, at) => (at % 5 === 0 ? [event, event] : [event]));

/** The account's records as a trail lays them out: two Regions, days, unordered, zipped, some twice. Removed with `remove`. */
export const trailOf = ({ events }: Pick<SmallAccount, 'events'>): { readonly folder: string; remove: () => void } => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trail-'));
  const files = new Map<string, CloudTrailRecord[]>();
  const put = (event: CloudTrailRecord, name: string): void => {
    const day = event.eventTime.slice(0, 10).replaceAll('-', '/');
    const file = path.join(folder, 'AWSLogs', PROD.account, 'CloudTrail', event.awsRegion, day, name);
    files.set(file, [...(files.get(file) ?? []), event]);
  };
  for (const event of [...withDoubles(events)].reverse()) put(event, 'log.json.gz');
  events.forEach((event, at) => {
    if (at % 3 === 0) put(event, 'more.json.gz');
  });
  for (const [file, Records] of files) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, gzipSync(JSON.stringify({ Records })));
  }
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
};

/** The account behind a local AWS, its Connect as the records left it, synced once. */
export const liveAccount = async (account: SmallAccount, options: LocalAwsOptions = {}) => {
  const thingsOf = (instance: typeof PROD, kind: Kind) =>
    account.living
      .filter((thing) => thing.instance === instance && thing.kind === kind)
      .map(({ id, name, lastModified: lastModifiedTime }) => ({ id, name, lastModifiedTime }));
  const usersOf = (instance: typeof PROD) =>
    account.living
      .filter((thing) => thing.instance === instance && thing.kind === 'user')
      .map(({ id, name: username, lastModified: lastModifiedTime }) => {
        const person = LISTED.find((one) => one.id === id);
        const named = person && { firstName: person.firstName, lastName: person.lastName };
        return { id, username, lastModifiedTime, ...named };
      });
  const instances = INSTANCES.map((instance) =>
    localInstance({
      ...instance,
      users: usersOf(instance),
      queues: thingsOf(instance, 'queue'),
      contactFlows: thingsOf(instance, 'flow'),
      routingProfiles: thingsOf(instance, 'routing-profile'),
      hoursOfOperations: thingsOf(instance, 'hours-of-operation'),
      phoneNumbers: thingsOf(instance, 'phone-number'),
      quickConnects: thingsOf(instance, 'quick-connect'),
      securityProfiles: thingsOf(instance, 'security-profile'),
      hierarchyGroups: thingsOf(instance, 'user-hierarchy-group'),
    }),
  );
  const held = localAccount({ accountId: PROD.account, events: withDoubles(account.events), instances });
  const noLimit = { perSecond: Number.POSITIVE_INFINITY, burst: 1 };
  const aws = await startLocalAws(held, {
    now,
    callsPerSecond: Number.POSITIVE_INFINITY,
    connectAllowance: noLimit,
    ...options,
  });
  const dynamo = await startLocalDynamo({
    directory: directoryTableDefinition,
    state: stateTableDefinition,
    index: indexTableDefinition,
  });
  const openedWith = (chosen: { readonly instanceIds?: readonly string[]; readonly indexTable?: string }) =>
    openListedAccount({
      ...localClients(aws.url),
      dynamo: dynamo.client,
      directoryTable: 'directory',
      stateTable: 'state',
      settingsTable: 'settings',
      homeRegion: PROD.region,
      furtherRegions: [EAST.region],
      ...chosen,
      connectRate: noLimit,
      paceMs: 0,
      budgetMs: 20_000,
      now,
      log: silentLog,
    });
  const instanceIds = INSTANCES.map(
    ({ id, region, account: owner }) => `arn:aws:connect:${region}:${owner}:instance/${id}`,
  );
  const opened = openedWith({ instanceIds });
  await opened.sync();
  return {
    aws,
    answer: opened.answer,
    ask: async (question: PlainQuestion): Promise<Answer> => answerIn(await opened.answer(queryOf(question))),
    dynamo,
    /** The same account through the index. */
    indexed: () => openedWith({ instanceIds, indexTable: 'index' }),
    /** As another process would, and with the instances that Connect lists. */
    reopen: () => openedWith({}),
    close: async (): Promise<void> => {
      await Promise.all([aws.close(), dynamo.close()]);
    },
  };
};
