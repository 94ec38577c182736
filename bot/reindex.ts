import pMap from 'p-map';
import { isObject } from './change/json';
import { parseJson } from './change/json-text';
import { normalize } from './change/normalize';
import { withParsedParts } from './change/whole-record';
import type { DirectoryFact } from './directory/facts';
import { factsOfChange } from './directory/facts-of-change';
import {
  canBeFiled,
  type IndexItem,
  itemsOf,
  partition,
  type RecordItem,
  recordIn,
  retiredItems,
} from './index/index-item';
import { type UnusableItem, unusableItem } from './index/unusable';
import type { IngestDeps, Ingested } from './ingest-events';

interface Key {
  readonly pk: string;
  readonly sk: string;
}

export interface ReindexDeps extends Pick<IngestDeps, 'learn' | 'retentionDays'> {
  readonly put: (items: readonly Ingested[], deleted?: readonly Key[]) => Promise<void>;
  /** The partitions of the days that hold a change, newest first. */
  readonly days: () => Promise<readonly string[]>;
  /** The records of all changes in a partition, page by page. */
  readonly records: (partition: string) => AsyncIterable<readonly RecordItem[]>;
  readonly unusableTexts: () => AsyncIterable<Key & { readonly text: string }>;
  /** Hears of each day that is done. */
  readonly onDay?: (progress: { readonly done: number; readonly all: number; readonly counts: ReindexCounts }) => void;
}

export interface ReindexCounts {
  readonly records: number;
  /** Records whose change is filed under other keys than before. */
  readonly refiled: number;
  /** What is no change any more; the record is kept. */
  readonly retired: number;
  /** Records that could not be told before, and can be now. */
  readonly told: number;
}

/**
 * Makes the whole index anew from the records that it keeps, as this program reads them. Day by day, newest first; a day that was
 * done twice is the same, so what ended half-way is simply begun again.
 */
export const reindex = async (deps: ReindexDeps): Promise<ReindexCounts> => {
  const counts = { records: 0, refiled: 0, retired: 0, told: await retryUnusable(deps) };
  const days = [...(await deps.days()), partition.retired];
  let done = 0;
  const remakeDay = async (day: string): Promise<void> => {
    for await (const page of deps.records(day)) {
      if (page.length === 0) continue;
      const made = page.map((record) => ({ record, ...remade(record, deps.retentionDays) }));
      await refile(made, deps);
      counts.records += page.length;
      counts.refiled += made.filter(({ stale }) => stale.length > 0).length;
      counts.retired += made.filter(({ isChange, stale }) => !isChange && stale.length > 0).length;
    }
    done += 1;
    deps.onDay?.({ done, all: days.length, counts });
  };
  await pMap(days, remakeDay, { concurrency: DAYS_AT_ONCE });
  return counts;
};

/** A day is small, and most of its time is waiting for the table. */
const DAYS_AT_ONCE = 4;

interface Remade {
  readonly items: readonly IndexItem[];
  /** Partitions that hold the change and no longer should. */
  readonly stale: readonly string[];
  readonly facts: readonly DirectoryFact[];
  readonly isChange: boolean;
  /** What was told, and can't be any more: answers about its time say so. */
  readonly unusable: readonly UnusableItem[];
}

const remade = (record: RecordItem, retentionDays: number): Remade => {
  const json = recordIn(record);
  const normalized = normalize(json);
  const isChange = normalized.kind === 'change';
  const items = isChange ? itemsOf(normalized.change, json, retentionDays) : retiredItems(record);
  const kept = new Set(items.map(({ pk }) => pk));
  return {
    items,
    stale: record.under.filter((pk) => !kept.has(pk)),
    facts: isChange ? factsOfChange(normalized.change) : [],
    isChange,
    unusable: normalized.kind === 'unusable' ? [unusableItem(json, normalized.because)] : [],
  };
};

/**
 * The record goes last, with the list of where its change is filed: whoever is stopped before that finds the old list the next
 * time, and with it what is still to be deleted.
 */
const refile = async (
  made: readonly (Remade & { readonly record: RecordItem })[],
  { put, learn }: Pick<ReindexDeps, 'put' | 'learn'>,
): Promise<void> => {
  const all = made.flatMap(({ items }) => items);
  const stale = made.flatMap(({ record: { sk }, stale: pks }) => pks.map((pk) => ({ pk, sk })));
  await put([...all.filter((item) => !('record' in item)), ...made.flatMap(({ unusable }) => unusable)]);
  await learn(made.flatMap(({ facts }) => facts));
  await put([], stale);
  await put(all.filter((item) => 'record' in item));
};

/** What could not be told may be told by now. */
const retryUnusable = async (deps: ReindexDeps): Promise<number> => {
  let told = 0;
  for await (const { pk, sk, text } of deps.unusableTexts()) if (await isToldNow(text, { pk, sk }, deps)) told += 1;
  return told;
};

const isToldNow = async (text: string, key: Key, { put, learn, retentionDays }: ReindexDeps): Promise<boolean> => {
  const json = jsonOf(text);
  const normalized = normalize(json);
  if (normalized.kind === 'unusable') return false;
  const changes = normalized.kind === 'change' ? [normalized.change] : [];
  const items = changes.flatMap((change) => itemsOf(change, json, retentionDays));
  if (!canBeFiled(items)) return false;
  await put(items);
  await learn(changes.flatMap(factsOfChange));
  await put([], [key]);
  return true;
};

const jsonOf = (text: string): unknown => {
  try {
    const json = parseJson(text);
    return isObject(json) ? withParsedParts(json) : json;
  } catch {
    return text;
  }
};
