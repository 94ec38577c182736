import { CONNECT } from './calls';
import { ENDS, type ReadChange } from './change';
import {
  fieldsOf,
  type Held,
  heldBefore,
  heldIn,
  ITEM_LISTS,
  keyOfItem,
  type ReadEffect,
  type State,
  UNKNOWN,
} from './fields';
import { isHidden, isMembers, type Json, lastUuid, listOf } from './json';

const takenBy = (change: ReadChange, state: State | undefined): readonly string[] => {
  const { kind, request, failed, id } = change;
  if (failed || kind.verb === 'create' || kind.verb === 'claim') return [];
  const replaced = Object.entries(kind.sets ?? {}).flatMap(([member, way]) =>
    way === 'replace' && request[member] !== undefined ? [member] : [],
  );
  const members = kind.clears === undefined ? replaced : [...new Set([...replaced, kind.clears])];
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
const writes = ({ kind, request }: ReadChange): readonly string[] => {
  const set = Object.keys(kind.sets ?? {}).flatMap((member): readonly string[] => {
    const value = request[member];
    if (value === undefined) return [];
    const list = ITEM_LISTS[member];
    if (list !== undefined) return listOf(value).map((item) => `${list}/${keyOfItem(item)}`);
    return [member === 'tagKeys' ? 'tags' : member];
  });
  return [...new Set([...set, ...(kind.clears === undefined ? [] : [kind.clears])])];
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
      state.held.set(member, isUnsure(member) ? UNKNOWN : heldIn(value));
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
    state.items.set(list, items);
  }
  if (kind.clears !== undefined && request[kind.clears] === undefined)
    state.held.set(kind.clears, isUnsure(kind.clears) ? UNKNOWN : { is: 'nothing' });
  if (!isNew) return;
  state.made = true;
  for (const member of CREATED[kind.type] ?? [])
    if (request[member] === undefined && !state.held.has(member)) state.held.set(member, { is: 'nothing' });
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
  for (const change of [...changes].reverse()) seconds.set(change.time, [...(seconds.get(change.time) ?? []), change]);
  for (const now of seconds.values()) {
    for (const change of now) {
      const place = placeOf(change.id ?? '', change.region);
      const state = change.id === undefined ? undefined : states.get(place);
      const rivals = now.filter(
        (one) => one !== change && one.id === change.id && one.region === change.region && !one.failed,
      );
      const unsure = writes(change).filter((member) => rivals.some((one) => writes(one).includes(member)));
      effects.set(change.eventId, {
        fields: fieldsOf(change, state),
        taken: takenBy(change, state),
        unsure,
        doubted: doubted.has(place),
      });
    }
    for (const change of now) {
      if (change.failed || change.id === undefined) continue;
      const place = placeOf(change.id, change.region);
      const state = states.get(place) ?? { held: new Map(), items: new Map(), made: false };
      const unsure = effects.get(change.eventId)?.unsure ?? [];
      apply(change, state, (member) => unsure.includes(member));
      states.set(place, state);
    }
    for (const { failed, type, verb, id, mentions, region } of now) {
      if (failed) continue;
      const forgotten = type === 'unknown' ? mentions : ENDS.includes(verb) && id !== undefined ? [id] : [];
      for (const one of forgotten) {
        states.delete(placeOf(one, region));
        doubted.add(placeOf(one, region));
      }
    }
  }
  return effects;
};
