import { OPERATIONS, type ResourceType } from './catalogue';
import { type Change, ENDINGS, type FieldSet, type FieldValue, type JsonValue, type Mention } from './change';
import { isObject, member } from './json';
import { type Item, itemsOf, mergesItems, withoutItem } from './list-items';
import { fieldValue, idsIn } from './normalize';
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
 * What each change did, or a failed one tried, by event id. `isWhole` is whether all records that could tell what was there
 * before a change were read; where they were not, no earlier value is stated. Changes may come in any order, and more than once.
 */
export const effectsOf = (
  changes: Iterable<Change>,
  isWhole: (change: Change) => boolean,
): ReadonlyMap<string, Effect> => {
  const unique = new Map([...changes].map((change) => [change.eventId, change]));
  const inTime = [...unique.values()].sort(
    (a, b) => a.time.localeCompare(b.time) || lifeOrder(a) - lifeOrder(b) || (a.eventId < b.eventId ? -1 : 1),
  );
  const states = new Map<string, State>();
  const effects = new Map<string, Effect>();
  for (const change of inTime) {
    const key = keyOf(change.resource);
    const writing = new Writing(
      change,
      (key === undefined ? undefined : states.get(key)) ?? new Map(),
      isWhole(change),
    );
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

/** Of one second: nothing happens to a thing before it is made, or after its end. */
const lifeOrder = ({ verb }: Change): number => (MAKINGS.has(verb) ? 0 : ENDINGS.has(verb) ? 2 : 1);

/** The operations whose records can tell what was there before a change: those that set one of its fields. */
export const operationsTellingBefore = (change: Change): readonly string[] => {
  if (change.verb === 'create') return [];
  const own = new Set([...change.set.map(({ field }) => fieldName(field)), ...clearedBy(change)]);
  if (own.size === 0) return [];
  const setting = OPERATIONS.filter(
    ({ type, sets }) => type === change.resource.type && sets.some((one) => own.has(fieldName(one))),
  );
  const clearing = change.resource.type === 'phone-number' && own.has('ContactFlowId') ? [CLEARS_FLOW] : [];
  return [...new Set([...setting.map(({ name }) => name), ...(own.has('tags') ? TAGGING : []), ...clearing])];
};

const TAGGING = ['TagResource', 'UntagResource'];
/** Sets nothing, so that no catalogue tells which field it empties. */
const CLEARS_FLOW = 'DisassociatePhoneNumberContactFlow';

const topOf = (path: string): string => fieldName(path.split(/[.[]/)[0] ?? path);

/**
 * The operations that let things of other types refer to this one in a field that an update replaces: such an update takes
 * away what it does not name, and only these tell what was there.
 */
export const operationsReferringTo = (type: ResourceType): readonly string[] => {
  const replaced = OPERATIONS.filter(
    ({ name, verb }) => (verb === 'update' || verb === 'put') && !mergesItems(name),
  ).flatMap((operation) =>
    operation.mentions.filter((mention) => mention.type === type).map(({ path }) => `${operation.type} ${topOf(path)}`),
  );
  const fields = new Set([...replaced, ...(type === 'flow' ? ['phone-number ContactFlowId'] : [])]);
  const names = OPERATIONS.filter((one) => one.sets.some((field) => fields.has(`${one.type} ${fieldName(field)}`))).map(
    ({ name }) => name,
  );
  return [...new Set([...names, ...(type === 'flow' ? [CLEARS_FLOW] : [])])];
};

/** A UUID is one thing in every Region, any other id in its own Region and instance. */
const keyOf = ({ service, type, id, region, instance }: ResourceRef): string | undefined => {
  if (id === undefined) return undefined;
  return [service, type, id.toLowerCase(), ...(isUuid(id) ? [] : [region, instance?.id ?? ''])].join(' ');
};

/** Calls that take something away without naming it: by themselves, or by leaving a member out. Source: the API reference. */
const clearedBy = ({ eventName, set }: Change): readonly string[] => {
  if (eventName === CLEARS_FLOW) return ['ContactFlowId'];
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
      /** What was there before that second. */
      readonly prior?: Held | undefined;
    }
  /** `whole`: all of its items are known; else only those that were added or changed in the records. */
  | {
      readonly kind: 'list';
      readonly whole: boolean;
      readonly items: ReadonlyMap<string, HeldItem>;
      readonly time: string;
      readonly prior?: Held | undefined;
    };
interface HeldItem {
  readonly value: JsonValue;
  readonly refs: readonly Mention[];
  readonly time: string;
  /** It was set twice in one second. */
  readonly unsure?: true;
}
type State = ReadonlyMap<string, Held>;

/** The verbs before which the resource was not there. */
const MAKINGS: ReadonlySet<Change['verb']> = new Set<Change['verb']>(['create', 'claim']);

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
    this.state = new Map(MAKINGS.has(change.verb) ? [] : before);
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
    // Of an object that was set twice in one second, nobody knows which members are left.
    const mark = `${top}.`;
    const isTwice = this.change.verb !== 'tag' && this.state.get(mark)?.time === this.change.time;
    // A member that an update leaves out of an object is no longer known to be there.
    if (this.change.verb !== 'tag') this.forget(top, new Set(leaves.map(([path]) => path)));
    for (const [path, value] of leaves) {
      if (value.kind === 'value' && Array.isArray(value.value)) this.setList(path, itemsOf(path, value.value));
      else this.setOne(path, value);
    }
    if (leaves.some(([path]) => path === top)) return;
    this.state.delete(top);
    this.state.set(mark, { kind: 'one', to: { kind: 'none' }, refs: [], time: this.change.time });
    for (const [path] of isTwice ? leaves : []) {
      const held = this.state.get(path);
      if (held?.kind === 'one') this.state.set(path, { ...held, to: { kind: 'unsure' } });
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
    const prior = this.priorOf(held) ?? this.hiddenAbove(path);
    this.fields.push({ field: path, from: this.before(prior, to), to });
    if (prior?.kind === 'one' && prior.to.kind === 'value' && to.kind !== 'hidden' && this.whole)
      this.taken.push(...prior.refs.map((ref) => ({ ...ref, path })));
    const refs = to.kind === 'value' ? this.refsIn(to.value) : [];
    this.state.set(path, { kind: 'one', to: held?.time === time ? { kind: 'unsure' } : to, refs, time, prior });
  }

  /** What a field held before this second: of two changes in one second nobody knows which came first. */
  private priorOf(held: Held | undefined): Held | undefined {
    return held?.time === this.change.time ? held.prior : held;
  }

  /** A member of an object that was hidden whole. */
  private hiddenAbove(path: string): Held | undefined {
    const [top = ''] = path.split('.');
    const held = top === path ? undefined : this.priorOf(this.state.get(top));
    return held?.kind === 'one' && held.to.kind === 'hidden' ? held : undefined;
  }

  private before(held: Held | undefined, to: After): Before {
    if (MAKINGS.has(this.change.verb)) return { kind: 'none' };
    if (!this.whole) return notKnown('not read');
    if (to.kind === 'hidden') return notKnown('hidden');
    if (held === undefined) return notKnown('not recorded');
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
    const isKnown = held !== undefined && this.whole && held.time !== this.change.time && !held.unsure;
    return isKnown ? held.value : named;
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
    const isUnsure = held?.time === this.change.time || held?.unsure;
    if (isUnsure || (held === undefined && !list.whole)) return notKnown('not recorded');
    const value = path.split('.').reduce<JsonValue | undefined>((inner, step) => member(inner, step), held?.value);
    if (value !== undefined) return asValue(value);
    return held === undefined ? { kind: 'none' } : notKnown('not recorded');
  }

  private replaceItems(path: string, held: Held | undefined, items: readonly Item[]): void {
    const to = asValue(items.map(({ value }) => value));
    const prior = this.priorOf(held);
    const from = this.before(prior, to);
    const known = prior?.kind === 'list' && from.kind === 'value' ? prior.items : undefined;
    if (known === undefined) this.fields.push({ field: path, from, to });
    else {
      const keys = new Set(items.map(({ key }) => key));
      const gone = [...known].filter(([key]) => !keys.has(key)).map(([, item]) => item);
      const added = items.filter(({ key }) => !known.has(key)).map(({ value }) => value);
      this.fields.push({ field: path, from, to, added, removed: gone.map(({ value }) => value) });
      this.taken.push(...gone.flatMap(({ refs }) => refs.map((ref) => ({ ...ref, path }))));
    }
    const isSure = held?.time !== this.change.time;
    const empty = { kind: 'list' as const, whole: isSure, items: new Map(), time: this.change.time, prior };
    this.keep(path, empty, isSure ? items : []);
  }

  private keep(path: string, list: HeldList, items: readonly Item[]): void {
    const { time } = this.change;
    const all = new Map(list.items);
    let { whole } = list;
    for (const { key, value } of items) {
      const isTwice = all.get(key)?.time === time;
      if (isTwice) whole = false;
      all.set(key, { value, refs: this.refsIn(value), time, ...(isTwice && { unsure: true as const }) });
    }
    const { prior } = list;
    this.state.set(path, { kind: 'list', whole: whole || this.change.verb === 'create', items: all, time, prior });
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
  if (!isObject(value) || Object.keys(value).length === 0) return [[path, fieldValue(value)]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(`${path}.${key}`, asValue(inner)));
};
