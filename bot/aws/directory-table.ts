import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ResourceType } from '../change/catalogue';
import type { InstanceRef, ResourceRef } from '../change/resource';
import type { DirectoryFact } from '../directory/facts';
import {
  factsOf,
  identity,
  isOnlySeenAgain,
  NOT_KNOWN_SECONDS,
  type Remembered,
  worthKeeping,
} from '../directory/remembered';
import { batchWrite, type Key } from './batch-write';
import { type DirectoryItem, readItem, readWholeListing, type WholeListing } from './directory-item';
import { logItem, logPartitions, partsToLog, readLogItem } from './directory-log';

/** The table's keys; items whose `expiresAt` (epoch seconds) is past are DynamoDB's to delete. */
export const directoryTableDefinition = {
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  ttlAttribute: 'expiresAt',
} as const;

export interface DirectoryTable {
  /**
   * All facts of these instances, and of what stands in their Regions (and in `regions`) without an instance; of some types
   * only, or of all.
   */
  readonly load: (
    instances: readonly InstanceRef[],
    only?: { readonly types?: readonly ResourceType[]; readonly regions?: readonly string[] },
  ) => Promise<DirectoryFact[]>;
  /**
   * Those of the facts that `load` gives which any process wrote since then. That a listing still shows what it showed is not
   * among them.
   */
  readonly learntSince: (
    since: Date,
    instances: readonly InstanceRef[],
    only?: { readonly regions?: readonly string[] },
  ) => Promise<DirectoryFact[]>;
  /** Keeps what is new in these facts. A listing that tells nothing new moves the time of its name on, once a day at most. */
  readonly learn: (facts: readonly DirectoryFact[]) => Promise<void>;
  /**
   * Keeps what events tell: names given, and deletions; other facts are left out. They are written as they are, and nothing
   * of them is held in memory, so that any number of events can be told.
   */
  readonly learnEvents: (facts: readonly DirectoryFact[]) => Promise<void>;
  /** Remembers that a listing which began at this moment was read to its end. */
  readonly noteWhole: (instance: InstanceRef, type: ResourceType, at: string) => Promise<void>;
  /** When the listings of these instances were last read to their ends; those that never were are not among them. */
  readonly lastWhole: (instances: readonly InstanceRef[]) => Promise<WholeListing[]>;
}

export interface DirectoryTableDeps {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly now?: () => Date;
}

/** A few parts at a time, each with the moment of its own writing: none is under way for long when the log is read by it. */
const newsWriter =
  ({ client, tableName, now }: Required<DirectoryTableDeps>) =>
  async (news: readonly Remembered[]): Promise<void> => {
    const parts = partsToLog(news);
    for (let i = 0; i < parts.length; i += PARTS_AT_ONCE) {
      const items = parts.slice(i, i + PARTS_AT_ONCE).flatMap((part) => [logItem(part, now()), ...part.map(itemOf)]);
      await batchWrite(client, tableName, items);
    }
  };

/** `learnEvents` by itself, for whoever may write to the table and not read it. */
export const createEventLearner = (deps: Required<DirectoryTableDeps>): DirectoryTable['learnEvents'] => {
  const writeNews = newsWriter(deps);
  return async (facts) => {
    const told = facts.filter(canBeKept).filter(({ kind }) => kind === 'named' || kind === 'deleted');
    await writeNews([...byResource(told).values()].flatMap((own) => worthKeeping([], own)));
  };
};

type ReadItems = (pk: string, beginsWith: string) => Promise<Remembered[]>;

/** Reads the items of a partition that have not expired; `onRead` hears of each. */
const itemReader =
  (
    { client, tableName, now }: Required<DirectoryTableDeps>,
    onRead: (remembered: Remembered) => void = () => {},
  ): ReadItems =>
  async (pk, beginsWith) => {
    const all: Remembered[] = [];
    for await (const item of queryItems(client, tableName, { pk, beginsWith })) {
      const remembered = isExpired(item, now()) ? undefined : readItem(item);
      if (remembered === undefined) continue;
      onRead(remembered);
      all.push(remembered);
    }
    return all;
  };

const directoryReader = (
  { client, tableName, now }: Required<DirectoryTableDeps>,
  read: ReadItems,
): Pick<DirectoryTable, 'load' | 'learntSince'> => ({
  load: async (instances, { types = [], regions = [] } = {}) => {
    const partitions = partitionsOf(instances, regions);
    const prefixes = types.length === 0 ? [''] : types.map((type) => `${type}#`);
    const queries = [...partitions].flatMap((pk) => prefixes.map((prefix) => ({ pk, prefix })));
    const found = await inTurns(queries, ({ pk, prefix }) => read(pk, prefix));
    return found.flat().flatMap(factsOf);
  },
  learntSince: async (since, instances, { regions = [] } = {}) => {
    const partitions = partitionsOf(instances, regions);
    const found = await inTurns(logPartitions(since, now()), (pk) =>
      allItems(queryItems(client, tableName, { pk, from: since.toISOString() })),
    );
    const logged = found.flat().filter((item) => !isExpired(item, now()));
    const own = logged.flatMap(readLogItem).filter(({ ref }) => partitions.has(placeOf(ref).pk));
    return own.filter((one) => !isExpired(expiryOf(one), now())).flatMap(factsOf);
  },
});

/** The directory for who only reads it: to suggest names needs no permission to write any. */
export const createDirectoryReader = ({
  client,
  tableName,
  now = () => new Date(),
}: DirectoryTableDeps): Pick<DirectoryTable, 'load' | 'learntSince'> =>
  directoryReader({ client, tableName, now }, itemReader({ client, tableName, now }));

/**
 * The facts of the directory in a DynamoDB table: one partition for each instance and one for each Region's things without an
 * instance. An item holds one fact, or one run of listings, under a key made of nothing but its own first moment: writing it
 * twice or out of order changes nothing, and no writer can take a name away from another.
 */
export const createDirectoryTable = ({
  client,
  tableName,
  now = () => new Date(),
}: DirectoryTableDeps): DirectoryTable => {
  /** What this process has read or written, by resource: spares writes, never decides what is true. */
  const seen = new Map<string, Map<string, Remembered>>();
  const noteSeen = (remembered: Remembered): void => {
    const place = placeOf(remembered.ref);
    const known = seen.get(place.resource) ?? new Map<string, Remembered>();
    seen.set(place.resource, known.set(identity(remembered), remembered));
  };
  const reader = itemReader({ client, tableName, now }, noteSeen);
  const readUnseen = (refs: readonly ResourceRef[]): Promise<unknown> => {
    const places = new Map(refs.map(placeOf).map((place) => [place.resource, place]));
    return inTurns(queriesFor([...places.values()].filter(({ resource }) => !seen.has(resource))), ({ pk, sk }) =>
      reader(pk, sk),
    );
  };

  const writeNews = newsWriter({ client, tableName, now });

  return {
    ...directoryReader({ client, tableName, now }, reader),
    learn: async (facts) => {
      const told = facts.filter(canBeKept);
      // Only what depends on the past needs it: events are written as they are.
      await readUnseen(told.filter(({ kind }) => kind === 'listed' || kind === 'missing').map(({ ref }) => ref));
      const worth = [...byResource(told)].flatMap(([resource, own]) => {
        const known = seen.get(resource);
        const kept = worthKeeping([...(known?.values() ?? [])], own);
        return kept.map((one) => ({ one, isNews: !isOnlySeenAgain(known?.get(identity(one)), one) }));
      });
      await writeNews(worth.flatMap(({ one, isNews }) => (isNews ? [one] : [])));
      // All that is listed is seen again each day: in the log it would make every question read the whole directory then.
      await batchWrite(
        client,
        tableName,
        worth.flatMap(({ one, isNews }) => (isNews ? [] : [itemOf(one)])),
      );
      for (const { one } of worth) noteSeen(one);
    },
    learnEvents: createEventLearner({ client, tableName, now }),
    // Of two syncs at once the one that ends last decides: seconds, and no reason for a conditional write of its own.
    noteWhole: ({ region, id: instanceId }, type, at) => {
      const key = { pk: pkOf(region, instanceId), sk: WHOLE + type };
      const item: WholeListing & Key = { ...key, instanceId, type, at };
      return batchWrite(client, tableName, [item]);
    },
    lastWhole: async (instances) => {
      const found = await inTurns(instances, ({ region, id }) =>
        allItems(queryItems(client, tableName, { pk: pkOf(region, id), beginsWith: WHOLE })),
      );
      return found.flat().flatMap((item) => readWholeListing(item) ?? []);
    },
  };
};

const groupBy = <T>(all: Iterable<T>, keyOf: (one: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
};

/** So many parts of the log are written together: with their facts they are a thousand items. */
const PARTS_AT_ONCE = 40;

/** Without an id or a time there is no key. */
const canBeKept = ({ ref, at }: DirectoryFact): boolean => ref.id !== undefined && !Number.isNaN(Date.parse(at));

const byResource = (facts: readonly DirectoryFact[]): Map<string, DirectoryFact[]> =>
  groupBy(facts, ({ ref }) => placeOf(ref).resource);

const pkOf = (region: string, instanceId = 'no instance'): string => `${region}#${shortId(instanceId)}`;

/** An instance's things, and what stands in its Region without an instance. */
const partitionsOf = (instances: readonly InstanceRef[], regions: readonly string[]): ReadonlySet<string> =>
  new Set([
    ...instances.flatMap((one) => [pkOf(one.region, one.id), pkOf(one.region)]),
    ...regions.map((region) => pkOf(region)),
  ]);

/** Before the type in the sort keys of whole listings: no type is called so, and no fact's key begins with it. */
const WHOLE = 'listed whole#';

interface Place {
  readonly pk: string;
  /** The beginning of the sort keys of all that is kept of the resource. */
  readonly sk: string;
  readonly type: ResourceType;
  readonly resource: string;
}

/** A sort key holds 1,024 bytes; an id that is a whole ARN, or a name in a script of many bytes, still leaves room for the rest. */
const LONGEST_ID = 600;
const shortId = (id: string): string => (id.length > LONGEST_ID ? `~${hash(id)}` : id);
const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const placeOf = ({ region, instance, service, type, id = '' }: ResourceRef): Place => {
  // Half of a letter outside the first plane can be in a record, and in no URL.
  const escaped = encodeURIComponent(id.toLowerCase().toWellFormed());
  const sk = `${type}#${service}#${shortId(escaped)}#`;
  const pk = pkOf(region, instance?.id);
  return { pk, sk, type, resource: `${pk} ${sk}` };
};

/** One resource's items, or the whole of its type where many of a type are asked for. */
const queriesFor = (places: readonly Place[]): readonly { readonly pk: string; readonly sk: string }[] =>
  [...groupBy(places, ({ pk, type }) => `${pk} ${type}`).values()].flatMap((ofType) => {
    const [first] = ofType;
    return ofType.length > 20 && first !== undefined ? [{ pk: first.pk, sk: `${first.type}#` }] : ofType;
  });

/** At most so many requests are under way at once. */
const AT_ONCE = 8;

const inTurns = async <T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  for (let i = 0; i < all.length; i += AT_ONCE) {
    results.push(...(await Promise.all(all.slice(i, i + AT_ONCE).map(work))));
  }
  return results;
};

/** What is read of a partition: the sort keys that begin with a text (all with the empty one), or those from a text on. */
type Part = { readonly pk: string } & ({ readonly beginsWith: string } | { readonly from: string });

const conditionOf = (part: Part): string => {
  if ('from' in part) return 'pk = :pk AND sk >= :sk';
  return part.beginsWith === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :sk)';
};

/**
 * The log is read consistently: what a question learnt is there for the next one, seconds later. All else is read at half the
 * price, and may lack what was written in the second before.
 */
async function* queryItems(
  client: DynamoDBDocumentClient,
  tableName: string,
  part: Part,
): AsyncGenerator<Record<string, unknown>> {
  const sk = 'from' in part ? part.from : part.beginsWith;
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: conditionOf(part),
        ExpressionAttributeValues: { ':pk': part.pk, ...(sk !== '' && { ':sk': sk }) },
        ConsistentRead: 'from' in part,
        ...(from !== undefined && { ExclusiveStartKey: from }),
      }),
    );
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}

const allItems = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** DynamoDB deletes expired items when it comes to it, commonly within days. */
const isExpired = ({ expiresAt }: { readonly expiresAt?: unknown }, now: Date): boolean =>
  typeof expiresAt === 'number' && expiresAt * 1000 <= now.getTime();

const itemOf = (remembered: Remembered): DirectoryItem => {
  const { pk, sk } = placeOf(remembered.ref);
  return { ...remembered, pk, sk: sk + suffixOf(remembered), ...expiryOf(remembered) };
};

const expiryOf = ({ kind, at }: Remembered): { readonly expiresAt?: number } =>
  kind === 'not known' ? { expiresAt: Math.floor(Date.parse(at) / 1000) + NOT_KNOWN_SECONDS } : {};

const suffixOf = (remembered: Remembered): string => {
  switch (remembered.kind) {
    case 'listed':
    case 'named':
      return `${remembered.kind}#${remembered.at}#${hash(remembered.name)}`;
    case 'deleted':
    case 'missing':
      return `${remembered.kind}#${remembered.at}`;
    case 'not known':
      return remembered.kind;
  }
};
