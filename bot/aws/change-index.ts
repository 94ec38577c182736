import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import type { Change } from '../change/change';
import { normalize } from '../change/normalize';
import type { InstanceRef } from '../change/resource';
import { changeIn, inflate, partition, type RecordItem, recordIn } from '../index/index-item';
import { isoOf, type Span } from '../index/spans';
import { UNUSABLE, type Unusable } from '../index/unusable';
import type { Ingested } from '../ingest-events';
import { batchGet, batchWrite, type Key } from './batch-write';

/** The table's key; items whose `expiresAt` (epoch seconds) is past are DynamoDB's to delete. It holds the index and what proves it. */
export const indexTableDefinition = {
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

/** For how long a change is kept where nothing else is said: a year and a month, so that last year's busy season is still there. */
export const RETENTION_DAYS = 400;

/** Queries that are under way at once. */
const AT_ONCE = 16;

export interface ChangeIndex {
  /** Writes items, and deletes others; what is there already stays as it is. Throws where some could not be written. */
  readonly put: (items: readonly Ingested[], deleted?: readonly Key[]) => Promise<void>;
  /**
   * All changes of these partitions in a span of time, each once for each partition that holds it, in no particular order; `written`
   * reads what was written by now too, whoever wrote it a moment ago. `onUnusable` hears of what another version filed as a change and this
   * one can't read as one, by its sort key.
   */
  readonly changes: (
    partitions: readonly string[],
    span?: Partial<Span>,
    options?: { readonly written?: boolean; readonly onUnusable?: OnUnusable },
  ) => Promise<readonly Change[]>;
  /** One partition's changes, newest first, page by page; `size` is how many items a page reads. */
  readonly pages: (
    partition: string,
    options?: { readonly span?: Partial<Span>; readonly size?: number; readonly written?: boolean },
  ) => AsyncGenerator<readonly Change[]>;
  /** The record of an event as AWS wrote it; undefined where the index does not hold it. */
  readonly record: (eventId: string) => Promise<unknown>;
  /** The records that could not be told: why, and their times where they have any. */
  readonly unusable: () => Promise<readonly Unusable[]>;
  /** The texts of the records that could not be told, with their keys; one after the other, as each may be long. */
  readonly unusableTexts: () => AsyncGenerator<Key & { readonly text: string }>;
  /** The instances that any change was in. */
  readonly instances: () => Promise<readonly InstanceRef[]>;
  /** The partitions of the days that hold a change, newest first. */
  readonly days: () => Promise<readonly string[]>;
  /** The records of all changes in a partition, page by page. */
  readonly records: (partition: string) => AsyncGenerator<readonly RecordItem[]>;
}

type OnUnusable = (sk: string, unusable: Unusable) => void;

export interface ChangeIndexDeps {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly now: () => Date;
}

/** `put` by itself, for whoever may write to the table and not read it. */
export const createIndexPut =
  ({ client, tableName }: Pick<ChangeIndexDeps, 'client' | 'tableName'>): ChangeIndex['put'] =>
  (items, deleted) =>
    batchWrite(client, tableName, items, deleted);

/** The index of changes in a DynamoDB table. It is read by queries alone; docs/index-keys.md has the keys and what each costs. */
export const createChangeIndex = ({ client, tableName, now }: ChangeIndexDeps): ChangeIndex => {
  async function* itemsOf(pk: string, { from, to }: Partial<Span> = {}, size?: number, written = false) {
    // "2026-11-21T13:20:05Z#…" is after "2026-11-21T13:20:05Z" and before "2026-11-21T13:20:05Z~".
    const between = {
      ':from': from === undefined ? ' ' : isoOf(from),
      ':to': to === undefined ? '~' : `${isoOf(to)}~`,
    };
    let after: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey }: QueryCommandOutput = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': pk, ...between },
          ScanIndexForward: false,
          ...(written && { ConsistentRead: true }),
          ...(size !== undefined && { Limit: size }),
          ...(after !== undefined && { ExclusiveStartKey: after }),
        }),
      );
      const nowSeconds = now().getTime() / 1000;
      yield Items.filter(({ expiresAt }) => typeof expiresAt !== 'number' || expiresAt > nowSeconds);
      after = LastEvaluatedKey;
    } while (after !== undefined);
  }

  /**
   * What another version of this program wrote is made anew from the record, and so is what stands under its event id. A record that is
   * no change any more, as its call is none, is left out; one that can't be read, or is not there, is heard of.
   */
  const changesIn = async (
    items: readonly Record<string, unknown>[],
    onUnusable: OnUnusable = () => {},
  ): Promise<readonly Change[]> => {
    const read: Change[] = [];
    const records: Record<string, unknown>[] = [];
    const others: Key[] = [];
    for (const item of items) {
      const change = changeIn(item);
      if (change !== undefined) read.push(change);
      else if (item.record !== undefined) records.push(item);
      else others.push(recordKey(String(item.sk)));
    }
    if (others.length > 0) records.push(...(await batchGet(client, tableName, others)));
    for (const item of records) {
      const again = normalize(recordIn(item));
      if (again.kind === 'change') read.push(again.change);
      if (again.kind === 'unusable') onUnusable(String(item.sk), { because: again.because, ...timeIn(item.sk) });
    }
    const kept = new Set(records.map(({ sk }) => sk));
    for (const { sk } of others)
      if (!kept.has(sk)) onUnusable(sk, { because: 'its record is not kept any more', ...timeIn(sk) });
    return read;
  };

  async function* pages(
    pk: string,
    {
      span,
      size,
      written,
      onUnusable,
    }: { span?: Partial<Span>; size?: number; written?: boolean; onUnusable?: OnUnusable | undefined } = {},
  ) {
    for await (const items of itemsOf(pk, span, size, written)) yield await changesIn(items, onUnusable);
  }

  return {
    put: createIndexPut({ client, tableName }),
    changes: async (partitions, span, { written = false, onUnusable } = {}) => {
      const all = await pMap(
        partitions,
        async (pk) => {
          const found: Change[] = [];
          for await (const page of pages(pk, { written, onUnusable, ...(span !== undefined && { span }) }))
            found.push(...page);
          return found;
        },
        { concurrency: AT_ONCE },
      );
      return all.flat();
    },
    pages,
    record: async (eventId) => {
      for await (const items of itemsOf(partition.event(eventId))) {
        const item = items.find(({ record }) => record !== undefined);
        if (item !== undefined) return recordIn(item);
      }
      return undefined;
    },
    unusable: async () => {
      const found: Unusable[] = [];
      for await (const items of itemsOf(UNUSABLE)) {
        for (const { because, time } of items)
          found.push({ because: String(because), ...(typeof time === 'string' && { time }) });
      }
      return found;
    },
    unusableTexts: async function* () {
      for await (const items of itemsOf(UNUSABLE)) {
        for (const { pk, sk, record } of items)
          if (record instanceof Uint8Array) yield { pk: String(pk), sk: String(sk), text: inflate(record) };
      }
    },
    instances: async () => {
      const found: InstanceRef[] = [];
      for await (const items of itemsOf(partition.instances)) {
        for (const { id, region, account } of items)
          found.push({ id: String(id), region: String(region), account: String(account) });
      }
      return found;
    },
    days: async () => {
      const found: string[] = [];
      for await (const items of itemsOf(partition.days))
        found.push(...items.map(({ sk }) => partition.day(String(sk))));
      return found;
    },
    records: async function* (pk) {
      for await (const items of itemsOf(pk)) {
        const read = await batchGet(
          client,
          tableName,
          items.map(({ sk }) => recordKey(String(sk))),
        );
        // What stands under an event id is what `itemsOf` made.
        yield read.filter((item) => item.record instanceof Uint8Array) as unknown as RecordItem[];
      }
    },
  };
};

/** The time that a sort key begins with. */
const timeIn = (sk: unknown): Pick<Unusable, 'time'> => ({ time: String(sk).split('#')[0] ?? '' });

/** The record of a change stands under its event id, with the same sort key. */
const recordKey = (sk: string): Key => ({ pk: `event#${sk.slice(sk.indexOf('#') + 1)}`, sk });
