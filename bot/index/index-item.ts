import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Change, isOfUnknownThing } from '../change/change';
import { isObject } from '../change/json';
import type { InstanceRef } from '../change/resource';
import { withParsedParts } from '../change/whole-record';
import { fold } from '../directory/names';
import { doerNames, namesInId } from '../sources/change-source';

/**
 * The version of the normaliser and of the keys below. An item that an older program wrote is read again from its raw record,
 * and `npm run reindex` writes it anew: raise this with every alteration of what a record is normalised to or filed under.
 */
export const ITEM_VERSION = 3;

/** An item of the index: a change under one of its keys, or the record itself under its event id. */
export type IndexItem = ChangeItem | RecordItem;

interface Filed {
  readonly pk: string;
  /** Time and event id: one partition is in order of time, and the same event written again is the same item. */
  readonly sk: string;
  readonly v: number;
  /** Epoch seconds, made from the event's own time: DynamoDB's to delete from then on. */
  readonly expiresAt: number;
}

export interface ChangeItem extends Filed {
  /** The change as JSON. */
  readonly change: string;
}

/** The record as AWS wrote it, kept once. */
export interface RecordItem extends Filed {
  /** JSON, deflated. */
  readonly record: Uint8Array;
  /** Every other partition that holds the change. */
  readonly under: readonly string[];
}

/**
 * A partition key has room for 2,048 bytes; an id that is a whole ARN, or a name in a script of many bytes, goes by its hash. Half of a
 * letter, which a record may hold, is no UTF-8 and in no key.
 */
const LONGEST = 1_000;
const short = (text: string): string => {
  const whole = text.toWellFormed();
  return Buffer.byteLength(whole) <= LONGEST
    ? whole
    : `~${createHash('sha256').update(whole).digest('hex').slice(0, 32)}`;
};

/** The partitions of the index. None depends on anything but its arguments: ids and names are folded here alone. */
export const partition = {
  /** Changes of a thing itself and of its parts, and those of a kind that nobody knows which name it. */
  own: (id: string) => `own#${short(id.toLowerCase())}`,
  /** Changes of other things that name it. */
  named: (id: string) => `named#${short(id.toLowerCase())}`,
  /** Changes by somebody, under each of the names that one can be asked for by. */
  by: (actor: string) => `by#${short(fold(actor))}`,
  /** Changes whose record states this name of the thing: it was made so, renamed so, or was to be. */
  called: (name: string) => `called#${short(fold(name))}`,
  /** All changes of a UTC day. */
  day: (iso: string) => `day#${iso.slice(0, 10)}`,
  /** The record of an event, and changes that amend it. */
  event: (eventId: string) => `event#${short(eventId)}`,
  /** Changes that do not say which thing they were about, which any question of their type must tell of. Few. */
  idless: 'idless',
  /** Who asked for access to an instance: looked for by itself, over any time, where nobody knows who acted. Few. */
  access: 'access',
  /** What an older program took for changes and this one does not: kept, in case that the next one does again. */
  retired: 'retired',
  /** The Connect instances that any change was in. */
  instances: 'instances',
  /** The days that hold a change. */
  days: 'days',
  /** Changes that correct an earlier record: whatever that one is filed under, it no longer counts. Few. */
  amending: 'amending',
} as const;

export const sortKeyOf = ({ time, eventId }: Pick<Change, 'time' | 'eventId'>): string => `${time}#${short(eventId)}`;

/**
 * All items of a change, made from its record alone: whoever delivers it, however often and in whatever order, they are the same
 * to the byte. `json` is the record as it was parsed.
 */
export const itemsOf = (change: Change, json: unknown, retentionDays: number): readonly IndexItem[] => {
  const filed = {
    sk: sortKeyOf(change),
    v: ITEM_VERSION,
    expiresAt: Math.floor(Date.parse(change.time) / 1000) + retentionDays * 86_400,
  };
  const under = partitionsOf(change);
  const text = JSON.stringify(change);
  const record = deflateRawSync(JSON.stringify(json));
  return [
    { pk: partition.event(change.eventId), ...filed, record, under },
    ...under.map((pk) => ({ pk, ...filed, change: text })),
  ];
};

/** DynamoDB takes no item of more than 400 kB: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const LARGEST_ITEM = 390_000;

/** Whether a table can hold these. */
export const canBeFiled = (items: readonly IndexItem[]): boolean => items.every((item) => sizeOf(item) <= LARGEST_ITEM);

/** Of what can be large. */
const sizeOf = (item: IndexItem): number =>
  'record' in item
    ? item.record.byteLength + item.under.reduce((sum, pk) => sum + Buffer.byteLength(pk), 0)
    : Buffer.byteLength(item.change);

/** Stands in the index once for each instance that a change names. */
export interface InstanceItem extends InstanceRef {
  readonly pk: typeof partition.instances;
  readonly sk: string;
}

export const instanceItem = ({ id, region, account }: InstanceRef): InstanceItem => ({
  pk: partition.instances,
  sk: `${region}#${short(id)}`,
  id,
  region,
  account,
});

/** Stands in the index once for each day that holds a change, for as long as the day's last change does. */
export interface DayItem {
  readonly pk: typeof partition.days;
  readonly sk: string;
  readonly expiresAt: number;
}

export const dayItem = ({ time }: Pick<Change, 'time'>, retentionDays: number): DayItem => {
  const day = time.slice(0, 10);
  return {
    pk: partition.days,
    sk: day,
    expiresAt: Math.floor(Date.parse(day) / 1000) + (retentionDays + 1) * 86_400,
  };
};

/** What stays of a record that is no change any more. */
export const retiredItems = (record: RecordItem): readonly IndexItem[] => {
  const { sk, expiresAt } = record;
  const retired = { pk: partition.retired, sk, v: ITEM_VERSION, expiresAt };
  return [
    { ...record, v: ITEM_VERSION, under: [partition.retired] },
    { ...retired, change: '' },
  ];
};

/** Every partition that a change is filed under. */
export const partitionsOf = (change: Change): readonly string[] => {
  const { resource, mentions, inCatalogue, nameInRecord, amends } = change;
  const own = [resource, ...mentions.filter(({ parent }) => parent || !inCatalogue).map((one) => one.resource)];
  const named = mentions.filter(({ parent }) => !parent && inCatalogue).map((one) => one.resource);
  const pks = [
    ...own.flatMap(({ id }) => (id === undefined ? [] : [partition.own(id)])),
    ...named.flatMap(({ id }) => (id === undefined ? [] : [partition.named(id)])),
    ...doerNames(change).map(partition.by),
    ...(nameInRecord === undefined ? [] : [partition.called(nameInRecord)]),
    ...namesInId(change).map(partition.called),
    partition.day(change.time),
    ...(amends === undefined ? [] : [partition.event(amends), partition.amending]),
    ...(isOfUnknownThing(change) ? [partition.idless] : []),
    ...(change.verb === 'access' ? [partition.access] : []),
  ];
  return [...new Set(pks)];
};

/** The change in an item of this version; undefined for one of another version, or one that holds a record. */
export const changeIn = (item: Record<string, unknown>): Change | undefined =>
  // What this version wrote is a Change: the version is the guard.
  item.v === ITEM_VERSION && typeof item.change === 'string' && item.change !== ''
    ? (JSON.parse(item.change) as Change)
    : undefined;

/** The record in an item, as AWS wrote it; undefined where the item holds none. Older programs kept parts of some as JSON text. */
export const recordIn = (item: { readonly record?: unknown }): unknown => {
  const json: unknown = item.record instanceof Uint8Array ? JSON.parse(inflate(item.record)) : undefined;
  return isObject(json) ? withParsedParts(json) : json;
};

/** A deflated text. */
export const inflate = (bytes: Uint8Array): string => inflateRawSync(bytes).toString('utf8');
