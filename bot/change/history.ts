import { OPERATIONS } from './catalogue';
import { type Change, ENDINGS, type FieldSet, type FieldValue, type JsonValue, type Mention } from './change';
import { isObject, member } from './json';
import { type Item, itemsOf, mergesItems, withoutItem } from './list-items';
import { idsIn } from './normalize';
import { isUuid, type ResourceRef, sameResource } from './resource';

/**
 * Earlier values, out of a resource's own history: CloudTrail's records hold what was set, never what was there before. All
 * of this is derived when it is read, from changes in whatever order they came.
 */

/** Why nothing can be said of what was there before. */
export type NotKnownBecause =
  /** No record that was read states it. */
  | 'not recorded'
  /** AWS hid it in the record that set it, or hides it in this one. */
  | 'hidden'
  /** The records that could tell were not read to their end. */
  | 'not read';

/** What a field held before a change. */
export type Before =
  | { readonly kind: 'value'; readonly value: JsonValue }
  /** The resource, or this part of it, was not there. */
  | { readonly kind: 'none' }
  | { readonly kind: 'not known'; readonly because: NotKnownBecause };

/** What a change put there; `none` where it took the value away. */
export type After = FieldValue | { readonly kind: 'none' };

/** One field that a change set out to alter. */
export interface FieldChange {
  /** Members of the API joined by dots (`PhoneConfig.AutoAccept`); the lists they stand in are not marked. */
  readonly field: string;
  /** Which item of a list is meant (`CHAT` of a routing profile's channels, a queue's id and channel), where items are told apart. */
  readonly item?: string;
  readonly from: Before;
  readonly to: After;
  /** For a list of which both sides are known, or a call that adds or removes: what came and went. */
  readonly added?: readonly JsonValue[];
  readonly removed?: readonly JsonValue[];
}

/** What a change did to its resource, seen beside the ones before it. */
export interface Effect {
  readonly fields: readonly FieldChange[];
  /** What the resource no longer refers to: the new state names only what stays. `path` is where it stood. */
  readonly taken: readonly Mention[];
}

/**
 * What each change did, or a failed one tried, by event id. `whole` is whether all records that could tell of earlier values
 * were read; where they were not, no earlier value is stated. Changes may come in any order, and more than once.
 */
export const effectsOf = (changes: Iterable<Change>, whole: boolean): ReadonlyMap<string, Effect> => {
  const unique = new Map([...changes].map((change) => [change.eventId, change]));
  const inTime = [...unique.values()].sort((a, b) => a.time.localeCompare(b.time) || (a.eventId < b.eventId ? -1 : 1));
  const states = new Map<string, State>();
  const effects = new Map<string, Effect>();
  for (const change of inTime) {
    const key = keyOf(change.resource);
    const writing = new Writing(change, (key === undefined ? undefined : states.get(key)) ?? new Map(), whole);
    for (const field of change.set) writing.set(field);
    for (const path of clearedBy(change)) writing.clear(path);
    effects.set(change.eventId, writing.effect());
    if (change.outcome.kind === 'failed') continue;
    if (!change.inCatalogue) for (const { resource } of change.mentions) states.delete(keyOf(resource) ?? '');
    if (key === undefined) continue;
    if (ENDINGS.has(change.verb)) states.delete(key);
    else states.set(key, writing.state);
  }
  return effects;
};

/** The operations whose records can tell what was there before a change: those that set one of its fields. */
export const operationsTellingBefore = (change: Change): readonly string[] => {
  const own = new Set([...change.set.map(({ field }) => fieldName(field)), ...clearedBy(change)]);
  if (own.size === 0 || change.verb === 'create') return [];
  return OPERATIONS.filter(
    ({ type, sets }) => type === change.resource.type && sets.some((one) => own.has(fieldName(one))),
  ).map(({ name }) => name);
};

/** A UUID is one thing in every Region, any other id in its own Region and instance. */
const keyOf = ({ service, type, id, region, instance }: ResourceRef): string | undefined => {
  if (id === undefined) return undefined;
  return [service, type, id.toLowerCase(), ...(isUuid(id) ? [] : [region, instance?.id ?? ''])].join(' ');
};

/** Calls that take something away without naming it: by themselves, or by leaving a member out. Source: the API reference. */
const clearedBy = ({ eventName, set }: Change): readonly string[] => {
  if (eventName === 'DisassociatePhoneNumberContactFlow') return ['ContactFlowId'];
  const path = { UpdateUserHierarchy: 'HierarchyGroupId', UpdateQueueMaxContacts: 'MaxContacts' }[eventName];
  return path === undefined || set.some(({ field }) => field.toLowerCase() === path.toLowerCase()) ? [] : [path];
};

/** The same field under the name that the call which sets it uses. */
const fieldName = (field: string): string =>
  ({
    QueueReferences: 'QueueConfigs',
    ManualAssignmentQueueReferences: 'ManualAssignmentQueueConfigs',
    Tags: 'tags',
    tagKeys: 'tags',
  })[field] ?? field;

/** What records left in a field. `unsure`: it was set twice in one second, and nobody knows which came last. */
type Held =
  | {
      readonly kind: 'one';
      readonly to: After | { readonly kind: 'unsure' };
      readonly refs: readonly Mention[];
      readonly time: string;
    }
  /** `whole`: all of its items are known; else only those that were added or changed in the records. */
  | {
      readonly kind: 'list';
      readonly whole: boolean;
      readonly items: ReadonlyMap<string, HeldItem>;
      readonly time: string;
    };
interface HeldItem {
  readonly value: JsonValue;
  readonly refs: readonly Mention[];
  readonly time: string;
}
type State = ReadonlyMap<string, Held>;

const notKnown = (because: NotKnownBecause): Before => ({ kind: 'not known', because });
const asValue = (value: JsonValue): { readonly kind: 'value'; readonly value: JsonValue } => ({ kind: 'value', value });

/** One change, written over the state that the ones before it left. */
class Writing {
  readonly state: Map<string, Held>;
  private readonly fields: FieldChange[] = [];
  private readonly taken: Mention[] = [];

  constructor(
    private readonly change: Change,
    before: State,
    private readonly whole: boolean,
  ) {
    this.state = new Map(change.verb === 'create' ? [] : before);
  }

  effect(): Effect {
    const isNamed = ({ resource }: Mention): boolean =>
      this.change.mentions.some((mention) => sameResource(mention.resource, resource));
    const unique = new Map(this.taken.map((mention) => [`${mention.resource.type} ${mention.resource.id}`, mention]));
    const taken = this.change.outcome.kind === 'failed' ? [] : [...unique.values()];
    return { fields: this.fields, taken: taken.filter((mention) => !isNamed(mention)) };
  }

  set({ field, to }: FieldSet): void {
    const top = fieldName(field);
    if (this.change.verb === 'untag') {
      for (const key of to.kind === 'value' && Array.isArray(to.value) ? to.value : []) this.clear(`${top}.${key}`);
      return;
    }
    const leaves = leavesOf(top, to);
    // A member that an update leaves out of an object is no longer known to be there.
    if (this.change.verb !== 'tag') this.forget(top, new Set(leaves.map(([path]) => path)));
    for (const [path, value] of leaves) {
      if (value.kind === 'value' && Array.isArray(value.value)) this.setList(path, itemsOf(path, value.value));
      else this.setOne(path, value);
    }
  }

  /** Takes a value away. */
  clear(path: string): void {
    this.setOne(path, { kind: 'none' });
  }

  private forget(top: string, stated: ReadonlySet<string>): void {
    for (const path of this.state.keys()) if (path.startsWith(`${top}.`) && !stated.has(path)) this.state.delete(path);
  }

  private setOne(path: string, to: After): void {
    const held = this.state.get(path);
    const { time, verb } = this.change;
    if (verb === 'disassociate' && to.kind === 'value') {
      this.fields.push({ field: path, from: asValue(to.value), to: { kind: 'none' } });
      return;
    }
    this.fields.push({ field: path, from: this.before(held, to), to });
    if (held?.kind === 'one' && held.time !== time) this.taken.push(...held.refs.map((ref) => ({ ...ref, path })));
    const refs = to.kind === 'value' ? this.refsIn(to.value) : [];
    this.state.set(path, { kind: 'one', to: held?.time === time ? { kind: 'unsure' } : to, refs, time });
  }

  private before(held: Held | undefined, to: After): Before {
    if (this.change.verb === 'create') return { kind: 'none' };
    if (!this.whole) return notKnown('not read');
    if (to.kind === 'hidden') return notKnown('hidden');
    if (held === undefined || held.time === this.change.time) return notKnown('not recorded');
    if (held.kind === 'list') return held.whole ? asValue(valuesOf(held)) : notKnown('not recorded');
    switch (held.to.kind) {
      case 'hidden':
        return notKnown('hidden');
      case 'unsure':
        return notKnown('not recorded');
      case 'value':
      case 'none':
        return held.to;
    }
  }

  private setList(path: string, items: readonly Item[]): void {
    const held = this.state.get(path);
    const list = held?.kind === 'list' ? held : { kind: 'list' as const, whole: false, items: new Map(), time: '' };
    if (this.change.verb === 'associate') this.addItems(path, list, items);
    else if (this.change.verb === 'disassociate') this.removeItems(path, list, items);
    else if (mergesItems(this.change.eventName)) this.mergeItems(path, list, items);
    else this.replaceItems(path, held, items);
  }

  private addItems(path: string, list: HeldList, items: readonly Item[]): void {
    const added = items.map(({ value }) => value);
    this.fields.push({ field: path, from: { kind: 'none' }, to: asValue(added), added });
    this.keep(path, list, items);
  }

  private removeItems(path: string, list: HeldList, items: readonly Item[]): void {
    const removed = items.map(({ key, value }) => this.known(list.items.get(key), value));
    this.fields.push({ field: path, from: asValue(removed), to: { kind: 'none' }, removed });
    const left = new Map(list.items);
    let { whole } = list;
    for (const { key } of items) {
      if (left.get(key)?.time === this.change.time) whole = false;
      left.delete(key);
    }
    this.state.set(path, { ...list, whole, items: left });
  }

  /** The item as it was, where that is known, else as the call names it. */
  private known(held: HeldItem | undefined, named: JsonValue): JsonValue {
    return held === undefined || !this.whole || held.time === this.change.time ? named : held.value;
  }

  private mergeItems(path: string, list: HeldList, items: readonly Item[]): void {
    for (const { key, value } of items) {
      const held = list.items.get(key);
      for (const [leaf, to] of leavesOf(path, asValue(withoutItem(path, value)))) {
        this.fields.push({
          field: leaf,
          item: key,
          from: this.beforeItem(list, held, leaf.slice(path.length + 1)),
          to,
        });
      }
    }
    const merged = items.map((item) => ({ ...item, value: merge(list.items.get(item.key)?.value, item.value) }));
    this.keep(path, list, merged);
  }

  private beforeItem(list: HeldList, held: HeldItem | undefined, path: string): Before {
    if (!this.whole) return notKnown('not read');
    if (held?.time === this.change.time || (held === undefined && !list.whole)) return notKnown('not recorded');
    const value = path.split('.').reduce<JsonValue | undefined>((inner, step) => member(inner, step), held?.value);
    if (value !== undefined) return asValue(value);
    return held === undefined ? { kind: 'none' } : notKnown('not recorded');
  }

  private replaceItems(path: string, held: Held | undefined, items: readonly Item[]): void {
    const to = asValue(items.map(({ value }) => value));
    const from = this.before(held, to);
    const known = held?.kind === 'list' && from.kind === 'value' ? held.items : undefined;
    if (known === undefined) this.fields.push({ field: path, from, to });
    else {
      const keys = new Set(items.map(({ key }) => key));
      const gone = [...known].filter(([key]) => !keys.has(key)).map(([, item]) => item);
      const added = items.filter(({ key }) => !known.has(key)).map(({ value }) => value);
      this.fields.push({ field: path, from, to, added, removed: gone.map(({ value }) => value) });
      this.taken.push(...gone.flatMap(({ refs }) => refs.map((ref) => ({ ...ref, path }))));
    }
    const isSure = held?.time !== this.change.time;
    this.keep(path, { kind: 'list', whole: isSure, items: new Map(), time: this.change.time }, isSure ? items : []);
  }

  private keep(path: string, list: HeldList, items: readonly Item[]): void {
    const { time } = this.change;
    const all = new Map(list.items);
    let { whole } = list;
    for (const { key, value } of items) {
      if (all.get(key)?.time === time) whole = false;
      all.set(key, { value, refs: this.refsIn(value), time });
    }
    this.state.set(path, { kind: 'list', whole: whole || this.change.verb === 'create', items: all, time });
  }

  private refsIn(value: JsonValue): readonly Mention[] {
    const ids = new Set(idsIn(value));
    return this.change.mentions.filter(({ resource }) => ids.has(resource.id?.toLowerCase() ?? ''));
  }
}
type HeldList = Extract<Held, { kind: 'list' }>;

const valuesOf = ({ items }: HeldList): readonly JsonValue[] => [...items.values()].map(({ value }) => value);

const merge = (before: JsonValue | undefined, after: JsonValue): JsonValue =>
  isObject(before) && isObject(after) ? { ...before, ...after } : after;

/** A value's parts: members of objects one by one, lists whole. */
const leavesOf = (path: string, to: FieldValue): readonly (readonly [string, FieldValue])[] => {
  if (to.kind === 'hidden') return [[path, to]];
  const { value } = to;
  if (value === '***') return [[path, { kind: 'hidden' }]];
  if (!isObject(value) || Object.keys(value).length === 0) return [[path, to]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(`${path}.${key}`, asValue(inner)));
};
