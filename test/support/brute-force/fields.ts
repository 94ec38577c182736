import type { ReadChange } from './change';
import { isHidden, isMembers, type Json, lastUuid, listOf, memberOf, plainValue } from './json';

/** What a field held: a value, what AWS hid, nothing since something took it away, or nobody knows. */
export type Held = { readonly is: 'value'; readonly value: Json } | { readonly is: 'hidden' | 'nothing' | 'unknown' };

export const UNKNOWN: Held = { is: 'unknown' };
/** In the place of a member of which nobody knows any more what it is. */
export const NOT_KNOWN = { isNotKnown: true } as const;

export interface ReadField {
  readonly field: string;
  readonly item: string | undefined;
  /** What may be told of what was there before; values as `plainValue` writes them. */
  readonly from: readonly string[];
  readonly to: string;
  /** Absent where either may be told. */
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
}

export interface ReadEffect {
  readonly fields: readonly ReadField[];
  /** Ids that the changed thing no longer refers to. */
  readonly taken: readonly string[];
  /** Members, and items of lists as `QueueConfigs/item`, of which a change of the same second leaves the order to luck. */
  readonly unsure: readonly string[];
  /** A call that nobody knows named the thing before, or it was deleted, and only who reads everything meets it. */
  readonly doubted: boolean;
}

export interface State {
  /** Request member → what it holds. */
  readonly held: Map<string, Held>;
  /** List member → item → what is known of the item. */
  readonly items: Map<string, Map<string, Held>>;
  /** The records hold its making: what is not known to be in a list is not there. */
  made: boolean;
}

/** Lists whose items are told apart by their channel. */
const BY_CHANNEL = ['MediaConcurrencies', 'AutoAcceptConfigs', 'AfterContactWorkConfigs'];
export const ITEM_LISTS: Readonly<Record<string, string>> = {
  QueueConfigs: 'QueueConfigs',
  QueueReferences: 'QueueConfigs',
  QuickConnectIds: 'QuickConnectIds',
  ...Object.fromEntries(BY_CHANNEL.map((list) => [list, list])),
};
export const keyOfItem = (item: Json): string => {
  const reference = memberOf(item, 'QueueReference') ?? item;
  const id = memberOf(reference, 'QueueId');
  const channel = memberOf(item, 'Channel');
  if (id === undefined && channel !== undefined) return String(channel);
  return id === undefined ? plainValue(item) : `${lastUuid(id)} ${String(memberOf(reference, 'Channel'))}`;
};
const same = (held: Held): string =>
  held.is === 'value' ? plainValue(held.value) : held.is === 'unknown' ? 'not recorded' : held.is;

export const heldIn = (value: Json): Held =>
  value === NOT_KNOWN
    ? UNKNOWN
    : value === undefined
      ? { is: 'nothing' }
      : isHidden(value)
        ? { is: 'hidden' }
        : { is: 'value', value };
const within = (held: Held, member: string): Held =>
  held.is === 'value' ? heldIn(memberOf(held.value, member)) : held;

/** Whether what was not there, of a thing whose making is recorded, is told as nothing or as not recorded. */
const EITHER = ['nothing', 'not recorded'];
const fromOf = (before: Held, isNew: boolean, now: Held): readonly string[] => {
  if (isNew) return ['nothing'];
  if (now.is === 'hidden') return before.is === 'nothing' ? [...EITHER, 'hidden'] : ['hidden'];
  return before.is === 'nothing' ? EITHER : [same(before)];
};

/** A member that was set in its place, leaf by leaf, and what an object leaves out. */
const leaves = (field: string, before: Held, now: Held, isNew: boolean, gone = 'not stated'): readonly ReadField[] => {
  const value = now.is === 'value' ? now.value : undefined;
  const earlier = before.is === 'value' ? before.value : undefined;
  const left =
    isMembers(earlier) && isMembers(value) && !isNew
      ? Object.entries(earlier).filter(([member]) => !(member in value))
      : [];
  if (isMembers(value) && Object.keys(value).length + left.length > 0) {
    const was = memberOf(earlier, TYPE);
    const to = was !== undefined && was !== value[TYPE] ? 'nothing' : gone;
    return [
      ...Object.keys(value).flatMap((member) =>
        leaves(`${field}.${member}`, within(before, member), within(now, member), isNew, to),
      ),
      ...left.flatMap(([member, held]) => leftOut(`${field}.${member}`, held, to)),
    ];
  }
  const from = fromOf(before, isNew, now);
  if (!Array.isArray(value)) return [{ field, item: undefined, from, to: same(now) }];
  if (isNew || !Array.isArray(earlier)) return [{ field, item: undefined, from, to: same(now), ...(!isNew && NONE) }];
  const [was, is] = [earlier.map(plainValue), value.map(plainValue)];
  return [
    {
      field,
      item: undefined,
      from,
      to: same(now),
      added: is.filter((one) => !was.includes(one)),
      removed: was.filter((one) => !is.includes(one)),
    },
  ];
};
const NONE = { added: [], removed: [] };

/** Whether a call keeps what it does not name is not known; but a quick connect has one destination. */
const TYPE = 'QuickConnectType';
const leftOut = (field: string, held: Json, to: string): readonly ReadField[] =>
  held === NOT_KNOWN
    ? []
    : isMembers(held)
      ? Object.entries(held).flatMap(([member, inner]) => leftOut(`${field}.${member}`, inner, to))
      : [{ field, item: undefined, from: [same(heldIn(held))], to }];

export const heldBefore = (state: State | undefined, member: string): Held => state?.held.get(member) ?? UNKNOWN;

const itemBefore = (state: State | undefined, list: string, item: string): Held =>
  state?.items.get(list)?.get(item) ?? (state?.made ? { is: 'nothing' } : UNKNOWN);

export const fieldsOf = (change: ReadChange, state: State | undefined): readonly ReadField[] => {
  const { kind, request } = change;
  if (!change.isRecorded) return [];
  const isNew = kind.verb === 'create' || kind.verb === 'claim';
  const set = Object.entries(kind.sets ?? {}).flatMap(([member, way]): readonly ReadField[] => {
    const value = request[member];
    if (value === undefined) return [];
    const list = ITEM_LISTS[member];
    const now = heldIn(value);
    if (way === 'channels')
      return isNew ? leaves(member, UNKNOWN, now, true) : channelLeaves(member, listOf(value), state);
    if (way === 'link') return leaves(member, { is: 'nothing' }, now, false);
    if (way === 'unlink') return leftOut(member, value, 'nothing');
    const stated = kind.before?.[member];
    const before = stated === undefined ? heldBefore(state, member) : heldIn(request[stated]);
    if (way === 'replace') return leaves(member, before, now, isNew);
    if (member === 'tags' || member === 'tagKeys') return tagLeaves(value, state);
    const items = listOf(value);
    const field = list ?? member;
    if (way === 'add')
      return [{ field, item: undefined, from: ['any'], to: 'any', added: items.map(plainValue), removed: [] }];
    if (list === undefined)
      return [{ field, item: undefined, from: ['any'], to: 'any', added: [], removed: items.map(plainValue) }];
    if (way === 'remove') {
      const removed = items.map((item) => {
        const known = itemBefore(state, list, keyOfItem(item));
        return plainValue(member === 'QueueReferences' ? withKnown(item, known) : item);
      });
      return [{ field: list, item: undefined, from: ['any'], to: 'any', added: [], removed }];
    }
    return items.flatMap((item) =>
      ['Priority', 'Delay'].flatMap((part) => {
        const is = heldIn(memberOf(item, part));
        const was = within(itemBefore(state, list, keyOfItem(item)), part);
        return is.is === 'nothing'
          ? []
          : [{ field: `${list}.${part}`, item: keyOfItem(item), from: fromOf(was, false, is), to: same(is) }];
      }),
    );
  });
  const open = leftOpenBy(change).flatMap((member) => {
    if (BY_CHANNEL.includes(member)) return channelLeaves(member, [], state);
    const before = heldBefore(state, member);
    return before.is === 'value' ? leftOut(member, before.value, 'not stated') : [];
  });
  const { clears } = kind;
  if (clears === undefined || request[clears] !== undefined) return [...set, ...open];
  return [...set, ...leaves(clears, heldBefore(state, clears), { is: 'nothing' }, false)];
};

/** What the call may take and does not hold, so that nobody knows whether it was kept. */
export const leftOpenBy = ({ kind, request, isRecorded }: ReadChange): readonly string[] =>
  isRecorded ? (kind.leavesOpen ?? []).filter((member) => request[member] === undefined) : [];

/** A list of channels, each by itself. Whether one that the call does not name stays is not documented. */
const channelLeaves = (list: string, channels: readonly Json[], state: State | undefined): readonly ReadField[] => {
  const of = (item: string, fields: readonly ReadField[]): readonly ReadField[] =>
    fields.flatMap((one) => (one.field === `${list}.Channel` ? [] : { ...one, item }));
  const named = channels.map(keyOfItem);
  const set = channels.flatMap((one) => {
    const item = keyOfItem(one);
    return of(item, leaves(list, itemBefore(state, list, item), heldIn(one), false));
  });
  const left = [...(state?.items.get(list) ?? [])].flatMap(([item, held]) =>
    held.is === 'value' && !named.includes(item) ? of(item, leftOut(list, held.value, 'not stated')) : [],
  );
  return [...set, ...left];
};

/** Tags by their keys, which an untagging call lists. */
const tagLeaves = (value: Json, state: State | undefined): readonly ReadField[] => {
  const given = isMembers(value)
    ? Object.entries(value)
    : listOf(value).map((key) => [String(key), undefined] as const);
  return given.map(([key, tag]) => {
    const now = heldIn(tag);
    return {
      field: `tags.${key}`,
      item: undefined,
      from: fromOf(itemBefore(state, 'tags', key), false, now),
      to: same(now),
    };
  });
};

const withKnown = (reference: Json, known: Held): Json => ({
  ...(known.is === 'value' && isMembers(known.value) ? known.value : {}),
  QueueReference: reference,
});
