import { CONNECT } from './calls';
import { ENDS, type ReadChange } from './change';
import {
  fieldsOf,
  type Held,
  heldBefore,
  heldIn,
  ITEM_LISTS,
  keyOfItem,
  leftOpenBy,
  NOT_KNOWN,
  type ReadEffect,
  type State,
  UNKNOWN,
} from './fields';
import { isHidden, isMembers, type Json, lastUuid, listOf, plainValue } from './json';

const takenBy = (change: ReadChange, state: State | undefined): readonly string[] => {
  const { kind, request, failed, id } = change;
  if (failed || !change.isRecorded || kind.verb === 'create' || kind.verb === 'claim') return [];
  const replaced = Object.entries(kind.sets ?? {}).flatMap(([member, way]) =>
    way === 'replace' && request[member] !== undefined ? [member] : [],
  );
  const members = [
    ...new Set([...replaced, ...(kind.clears === undefined ? [] : [kind.clears]), ...leftOpenBy(change)]),
  ];
  return members.flatMap((member) => {
    const before = heldBefore(state, member);
    if (before.is !== 'value' || isHidden(request[member])) return [];
    return dropped(before.value, request[member]).filter((one) => one !== id);
  });
};
/** The ids that a new value does not name any more, part by part. */
const dropped = (before: Json, now: Json): readonly string[] => {
  if (isHidden(now)) return [];
  if (isMembers(before) && isMembers(now))
    return Object.keys(before).flatMap((member) => dropped(before[member], now[member]));
  const left = referred(now);
  return referred(before).filter((one) => !left.includes(one));
};
/** The ids of a value: of an ARN that it holds, the last. */
const referred = (value: Json): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(referred);
  if (isMembers(value)) return Object.values(value).flatMap(referred);
  return typeof value === 'string' ? [lastUuid(value) ?? []].flat() : [];
};

/** The members that a change writes, and items of lists as `QueueConfigs/item`. */
const writes = (change: ReadChange): readonly string[] => {
  const { kind, request } = change;
  if (!change.isRecorded) return [];
  const set = Object.keys(kind.sets ?? {}).flatMap((member): readonly string[] => {
    const value = request[member];
    if (value === undefined) return [];
    const list = ITEM_LISTS[member];
    if (list !== undefined) return listOf(value).map((item) => `${list}/${keyOfItem(item)}`);
    return [member === 'tagKeys' ? 'tags' : member];
  });
  return [...new Set([...set, ...(kind.clears === undefined ? [] : [kind.clears]), ...leftOpenBy(change)])];
};

/** Lists of which a call leaves open what becomes of the channels that it does not name. */
const opens = ({ kind, request, isRecorded }: ReadChange): readonly string[] =>
  isRecorded && kind.verb !== 'create'
    ? Object.entries(kind.sets ?? {}).flatMap(([member, way]) =>
        way === 'channels' && request[member] !== undefined ? [`${ITEM_LISTS[member]}/`] : [],
      )
    : [];
/** What both of two changes write, or one writes and the other leaves open. */
const openBetween = (change: ReadChange, rival: ReadChange): readonly string[] => {
  const [own, others] = [writes(change), writes(rival)];
  const isOpen = (lists: readonly string[]) => (item: string) => lists.some((list) => item.startsWith(list));
  return [
    ...own.filter((member) => others.includes(member) || isOpen(opens(rival))(member)),
    ...others.filter(isOpen(opens(change))),
  ];
};

const apply = (change: ReadChange, state: State, isUnsure: (member: string) => boolean): void => {
  const { kind, request } = change;
  const isNew = kind.verb === 'create' || kind.verb === 'claim';
  for (const [member, way] of Object.entries(kind.sets ?? {})) {
    const list = ITEM_LISTS[member];
    const value = request[member];
    if (value === undefined) continue;
    if (member === 'tags' || member === 'tagKeys') {
      const tags = state.items.get('tags') ?? new Map<string, Held>();
      const given = isMembers(value)
        ? Object.entries(value)
        : listOf(value).map((key) => [String(key), undefined] as const);
      for (const [key, tag] of given) tags.set(key, isUnsure('tags') ? UNKNOWN : heldIn(tag));
      state.items.set('tags', tags);
      continue;
    }
    if (list === undefined) {
      const before = heldBefore(state, member);
      const now = way === 'replace' ? heldIn(value) : inList(before, listOf(value), way);
      // What was to be set to what it was already is known either way.
      const isSame = now.is === 'value' && before.is === 'value' && plainValue(now.value) === plainValue(before.value);
      state.held.set(member, isUnsure(member) && !(change.failed && isSame) ? UNKNOWN : now);
      continue;
    }
    const items = state.items.get(list) ?? new Map<string, Held>();
    for (const item of listOf(value)) {
      const key = keyOfItem(item);
      const earlier = items.get(key);
      const merged =
        way === 'merge' && earlier?.is === 'value' && isMembers(earlier.value) && isMembers(item)
          ? { ...earlier.value, ...item }
          : item;
      const now: Held = way === 'remove' ? { is: 'nothing' } : heldIn(merged);
      items.set(key, isUnsure(`${list}/${key}`) ? UNKNOWN : now);
    }
    // Whether a channel that the call leaves out stays is not documented.
    const named = listOf(value).map(keyOfItem);
    if (way === 'channels') for (const key of items.keys()) if (!named.includes(key)) items.set(key, UNKNOWN);
    state.items.set(list, items);
  }
  if (kind.clears !== undefined && request[kind.clears] === undefined)
    state.held.set(kind.clears, isUnsure(kind.clears) ? UNKNOWN : { is: 'nothing' });
  for (const member of leftOpenBy(change)) {
    state.held.set(member, UNKNOWN);
    for (const item of state.items.get(member)?.keys() ?? []) state.items.get(member)?.set(item, UNKNOWN);
  }
  forgetSame(change, state);
  for (const member of kind.forgets ?? [])
    if (heldBefore(state, member).is !== 'nothing') state.held.set(member, UNKNOWN);
  if (!isNew || change.failed) return;
  state.made = true;
  for (const member of CREATED[kind.type] ?? [])
    if (request[member] === undefined && !state.held.has(member)) state.held.set(member, { is: 'nothing' });
};
/** Two calls set the same under other names: what one set, the other's record does not tell. */
const SAME: readonly (readonly [member: string, list: string])[] = [
  ['AutoAccept', 'AutoAcceptConfigs'],
  ['AfterContactWorkTimeLimit', 'AfterContactWorkConfigs'],
];
const forgetSame = ({ request }: ReadChange, state: State): void => {
  for (const [member, list] of SAME) {
    const config = state.held.get('PhoneConfig');
    if (request[list] !== undefined) {
      const known = config?.is === 'value' && isMembers(config.value) ? config.value : {};
      state.held.set('PhoneConfig', { is: 'value', value: { ...known, [member]: NOT_KNOWN } });
    }
    // The call replaces the phone settings whole, so that it may also reset what it leaves out.
    if (isMembers(request.PhoneConfig))
      for (const item of state.items.get(list)?.keys() ?? []) state.items.get(list)?.set(item, UNKNOWN);
  }
};

/** A list to which a call adds, or from which it takes, without stating the rest. */
const inList = (before: Held, items: readonly Json[], way: string): Held => {
  if (before.is !== 'value') return UNKNOWN;
  const named = items.map(plainValue);
  const rest = listOf(before.value).filter((one) => !named.includes(plainValue(one)));
  return { is: 'value', value: way === 'add' ? [...rest, ...items] : rest };
};
/** What a thing that was made without it does not have, though a later call may give it. */
const CREATED: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.values(CONNECT).map(({ type }) => [
    type,
    Object.values(CONNECT)
      .filter((kind) => kind.type === type)
      .flatMap(({ sets = {}, clears }) => [...Object.keys(sets), ...(clears === undefined ? [] : [clears])]),
  ]),
);

const forgetAll = (state: State): void => {
  state.held.clear();
  state.items.clear();
  state.made = false;
};

/** A thing and its replica are set each by themselves. */
const placeOf = (id: string, region: string): string => `${id} in ${region}`;

/**
 * What each change did, by event id, copies too: each second's changes are seen beside what was there in their Region before
 * that second.
 */
export const readEffects = (changes: readonly ReadChange[]): ReadonlyMap<string, ReadEffect> => {
  const states = new Map<string, State>();
  const effects = new Map<string, ReadEffect>();
  const seconds = new Map<string, ReadChange[]>();
  const doubted = new Set<string>();
  const types = new Map<string, string>();
  for (const change of [...changes].reverse()) seconds.set(change.time, [...(seconds.get(change.time) ?? []), change]);
  const forget = (ids: readonly string[], region: string): void => {
    for (const id of ids) {
      states.delete(placeOf(id, region));
      doubted.add(placeOf(id, region));
    }
  };
  // What a call that nobody knows did, and whether before or after the others of its second, is not known.
  const forgetUnknown = (now: readonly ReadChange[]): void => {
    for (const { failed, mayBeDone, type, mentions, region } of now)
      if (type === 'unknown' && (!failed || mayBeDone)) forget(mentions, region);
  };
  for (const now of seconds.values()) {
    forgetUnknown(now);
    for (const change of now) {
      const place = placeOf(change.id ?? '', change.region);
      const state = change.id === undefined ? undefined : states.get(place);
      const rivals = now.filter(
        (one) =>
          one !== change && one.id === change.id && one.region === change.region && (!one.failed || one.mayBeDone),
      );
      const unsure = rivals.flatMap((one) => openBetween(change, one));
      effects.set(change.eventId, {
        fields: fieldsOf(change, state),
        taken: takenBy(change, state),
        unsure,
        doubted: doubted.has(place),
      });
    }
    // Whose a change was that its record does not say may be any thing's of the type.
    for (const { failed, isRecorded, id, type, region } of now)
      if (!failed && !isRecorded && id === undefined)
        for (const [place, state] of states)
          if (place.endsWith(` in ${region}`) && types.get(place) === type) forgetAll(state);
    for (const change of now) {
      if ((change.failed && !change.mayBeDone) || change.id === undefined) continue;
      const place = placeOf(change.id, change.region);
      const state = (change.isRecorded ? states.get(place) : undefined) ?? {
        held: new Map(),
        items: new Map(),
        made: false,
      };
      const unsure = effects.get(change.eventId)?.unsure ?? [];
      if (change.isRecorded) apply(change, state, (member) => change.mayBeDone || unsure.includes(member));
      else state.made = false;
      states.set(place, state);
      types.set(place, change.type);
    }
    forgetUnknown(now);
    for (const { failed, verb, id, region } of now)
      if (!failed && ENDS.includes(verb) && id !== undefined) forget([id], region);
  }
  return effects;
};
