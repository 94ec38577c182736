import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import { createKey } from 'dynalite/db';
import { Level } from 'level';
import { indexTableDefinition, RETENTION_DAYS } from '../../bot/aws/change-index';
import { normalize } from '../../bot/change/normalize';
import type { DirectoryFact } from '../../bot/directory/facts';
import { factsOfChange } from '../../bot/directory/facts-of-change';
import { dayItem, instanceItem, itemsOf } from '../../bot/index/index-item';
import { INDEX_TABLE, openIndexFolder } from '../../bot/local/index-folder';

const BATCH = 5_000;

/** DynamoDB's JSON of what the index's items hold; bytes are base64. */
const attribute = (value: unknown): unknown => {
  if (typeof value === 'number') return { N: String(value) };
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return { L: value.map(attribute) };
  return { S: String(value) };
};
const asStored = (item: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attribute(value)]));

/**
 * Puts the items of records straight into the store that dynalite keeps in an index folder, as it would have written them itself:
 * a million changes in minutes and not in hours. Stops where time is up, and gives how many were loaded.
 */
export const bulkLoad = async (
  folder: string,
  records: Iterable<unknown>,
  timeUpAt: number,
  onFacts: (facts: readonly DirectoryFact[]) => void,
): Promise<number> => {
  await (await openIndexFolder(folder, { make: true })).close();
  const store = path.join(folder, 'dynamodb');
  mkdirSync(store, { recursive: true });
  const level = new Level<string, unknown>(store, { valueEncoding: 'json' });
  await level.open();
  let batch: { type: 'put'; key: string; value: unknown }[] = [];
  let loaded = 0;
  for (const record of records) {
    const normalized = normalize(record);
    if (normalized.kind !== 'change') continue;
    const { change } = normalized;
    const { instance } = change.resource;
    const beside = [dayItem(change, RETENTION_DAYS), ...(instance === undefined ? [] : [instanceItem(instance)])];
    for (const item of [...itemsOf(change, record, RETENTION_DAYS), ...beside]) {
      const value = asStored(item);
      batch.push({ type: 'put', key: `item-${INDEX_TABLE}~${createKey(value, indexTableDefinition)}`, value });
    }
    onFacts(factsOfChange(normalized.change));
    loaded += 1;
    if (batch.length < BATCH) continue;
    await level.batch(batch);
    batch = [];
    if (performance.now() > timeUpAt) break;
  }
  await level.batch(batch);
  await level.close();
  return loaded;
};
