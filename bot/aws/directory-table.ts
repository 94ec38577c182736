import { createHash } from 'node:crypto';
import { BatchWriteCommand, type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ResourceType } from '../change/catalogue';
import type { InstanceRef, ResourceRef } from '../change/resource';
import type { DirectoryFact } from '../directory/facts';
import { factsOf, identity, NOT_KNOWN_SECONDS, type Remembered, worthKeeping } from '../directory/remembered';
import { type DirectoryItem, readItem, readWholeListing, type WholeListing } from './directory-item';

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
  /** Keeps what is new in these facts. A listing that tells nothing new moves the time of its name on, once a day at most. */
  readonly learn: (facts: readonly DirectoryFact[]) => Promise<void>;
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
  const read = async (pk: string, beginsWith: string): Promise<Remembered[]> => {
    const all: Remembered[] = [];
    for await (const item of queryItems(client, tableName, pk, beginsWith)) {
      const remembered = isExpired(item, now()) ? undefined : readItem(item);
      if (remembered === undefined) continue;
      noteSeen(remembered);
      all.push(remembered);
    }
    return all;
  };
  const readUnseen = (refs: readonly ResourceRef[]): Promise<unknown> => {
    const places = new Map(refs.map(placeOf).map((place) => [place.resource, place]));
    return inTurns(queriesFor([...places.values()].filter(({ resource }) => !seen.has(resource))), ({ pk, sk }) =>
      read(pk, sk),
    );
  };

  return {
    load: async (instances, { types = [], regions = [] } = {}) => {
      const partitions = new Set([
        ...instances.flatMap((one) => [pkOf(one.region, one.id), pkOf(one.region)]),
        ...regions.map((region) => pkOf(region)),
      ]);
      const prefixes = types.length === 0 ? [''] : types.map((type) => `${type}#`);
      const queries = [...partitions].flatMap((pk) => prefixes.map((prefix) => ({ pk, prefix })));
      const found = await inTurns(queries, ({ pk, prefix }) => read(pk, prefix));
      return found.flat().flatMap(factsOf);
    },
    learn: async (facts) => {
      const told = facts.filter(({ ref, at }) => ref.id !== undefined && !Number.isNaN(Date.parse(at)));
      // Only what depends on the past needs it: events are written as they are.
      await readUnseen(told.filter(({ kind }) => kind === 'listed' || kind === 'missing').map(({ ref }) => ref));
      const byResource = groupBy(told, ({ ref }) => placeOf(ref).resource);
      const worth = [...byResource].flatMap(([resource, own]) =>
        worthKeeping([...(seen.get(resource)?.values() ?? [])], own),
      );
      await writeItems(client, tableName, worth.map(itemOf));
      for (const remembered of worth) noteSeen(remembered);
    },
    // Of two syncs at once the one that ends last decides: seconds, and no reason for a conditional write of its own.
    noteWhole: ({ region, id: instanceId }, type, at) => {
      const key = { pk: pkOf(region, instanceId), sk: WHOLE + type };
      return writeItems(client, tableName, [{ ...key, instanceId, type, at }]);
    },
    lastWhole: async (instances) => {
      const found = await inTurns(instances, ({ region, id }) =>
        allItems(queryItems(client, tableName, pkOf(region, id), WHOLE)),
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

const pkOf = (region: string, instanceId = 'no instance'): string => `${region}#${instanceId}`;

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
const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const placeOf = ({ region, instance, service, type, id = '' }: ResourceRef): Place => {
  const escaped = encodeURIComponent(id.toLowerCase());
  const sk = `${type}#${service}#${escaped.length > LONGEST_ID ? `~${hash(escaped)}` : escaped}#`;
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

async function* queryItems(
  client: DynamoDBDocumentClient,
  tableName: string,
  pk: string,
  beginsWith: string,
): AsyncGenerator<Record<string, unknown>> {
  const all = beginsWith === '';
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: all ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': pk, ...(!all && { ':sk': beginsWith }) },
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
const isExpired = ({ expiresAt }: Record<string, unknown>, now: Date): boolean =>
  typeof expiresAt === 'number' && expiresAt * 1000 <= now.getTime();

const itemOf = (remembered: Remembered): DirectoryItem => {
  const { pk, sk } = placeOf(remembered.ref);
  const expires = remembered.kind === 'not known';
  return {
    ...remembered,
    pk,
    sk: sk + suffixOf(remembered),
    ...(expires && { expiresAt: Math.floor(Date.parse(remembered.at) / 1000) + NOT_KNOWN_SECONDS }),
  };
};

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

/** BatchWriteItem takes this many; what it hands back unprocessed is written again, a little later each time. */
const BATCH = 25;
const TRIES = 10;
type WrittenItem = DirectoryItem | (WholeListing & Pick<DirectoryItem, 'pk' | 'sk'>);

const writeItems = async (
  client: DynamoDBDocumentClient,
  tableName: string,
  items: readonly WrittenItem[],
): Promise<void> => {
  const batches: WrittenItem[][] = [];
  for (let i = 0; i < items.length; i += BATCH) batches.push(items.slice(i, i + BATCH));
  await inTurns(batches, (batch) => writeBatch(client, tableName, batch));
};

const writeBatch = async (
  client: DynamoDBDocumentClient,
  tableName: string,
  batch: readonly WrittenItem[],
): Promise<void> => {
  let requests: NonNullable<BatchWriteCommand['input']['RequestItems']> = {
    [tableName]: batch.map((Item) => ({ PutRequest: { Item } })),
  };
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const { UnprocessedItems = {} } = await client.send(new BatchWriteCommand({ RequestItems: requests }));
    if (Object.keys(UnprocessedItems).length === 0) return;
    requests = UnprocessedItems;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * 2 ** Math.min(tries, 6)));
  }
  throw new Error(`The directory table left items unwritten after ${TRIES} tries of a batch.`);
};
