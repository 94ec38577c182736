import { OPERATIONS, type Operation, type ResourceType } from './catalogue';
import { type Change, ENDINGS, type FieldSet, type FieldValue, type JsonValue, MAKINGS, type Mention } from './change';
import { entryOf, isObject, member } from './json';
import { nameInId, newNameMember, underName } from './known-by-name';
import { type Item, itemsOf, mergesItems, withoutItem } from './list-items';
import { fieldValue, idsIn, isAllHidden } from './normalize';
import { inTime } from './order';
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
export type After =
  | FieldValue
  | { readonly kind: 'none' }
  /** The new setting does not name it; whether the call keeps or clears it is not documented. */
  | { readonly kind: 'not stated' };

/** One field that a change set out to alter. */
export interface FieldChange {
  /** Members of the API joined by dots (`PhoneConfig.AutoAccept`); the lists they stand in are not marked. */
  readonly field: string;
  /** Which item of a list is meant (`CHAT` of a routing profile's channels, a queue's id and channel), where items are told apart. */
  readonly item?: string;
  readonly from: Before;
  readonly to: After;
  /** For a list of which both sides are known, or a call that adds or removes: what surely came and went. */
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
  const states = new Map<string, State>();
  const effects = new Map<string, Effect>();
  for (const change of [...unique.values()].sort(inTime)) {
    const key = keyOf(change.resource);
    const writing = new Writing(
      change,
      (key === undefined ? undefined : states.get(key)) ?? new Map(),
      isWhole(change),
    );
    for (const field of change.set) writing.set(field);
    for (const path of clearedBy(change)) writing.clear(path);
    for (const path of leftOutBy(change)) writing.omit(path);
    effects.set(change.eventId, writing.effect());
    if (change.outcome.kind === 'failed') continue;
    if (!change.inCatalogue) for (const { resource } of change.mentions) states.delete(keyOf(resource) ?? '');
    if (key === undefined) continue;
    if (ENDINGS.has(change.verb)) states.delete(key);
    else states.set(keyAfter(change) ?? key, writing.state);
  }
  return effects;
};

/** Where the state of a thing that is known by its name stands after a rename. */
const keyAfter = ({ resource, set }: Change): string | undefined => {
  const member = newNameMember(resource);
  const renamed = set.find(({ field }) => field === member)?.to;
  return renamed?.kind === 'value' && typeof renamed.value === 'string'
    ? keyOf(underName(resource, renamed.value))
    : undefined;
};

/** The operations whose records can tell what was there before a change: those that set one of its fields. */
export const operationsTellingBefore = (change: Change): readonly string[] => {
  if (change.verb === 'create') return [];
  // Of what is hidden nothing is told, whatever was there before.
  const shown = change.set.filter(({ to }) => to.kind !== 'hidden');
  const own = new Set([...shown.map(({ field }) => fieldName(field)), ...clearedBy(change), ...leftOutBy(change)]);
  if (own.size === 0) return [];
  const setting = OPERATIONS.filter(
    ({ type, sets }) => type === change.resource.type && sets.some((one) => own.has(fieldName(one))),
  );
  const clearing = CLEARING.filter(({ type, field }) => type === change.resource.type && own.has(field));
  return [
    ...new Set([
      ...setting.map(({ name }) => name),
      ...(own.has('tags') ? TAGGING : []),
      ...clearing.map(({ name }) => name),
    ]),
  ];
};

const TAGGING = ['TagResource', 'UntagResource'];
/** Calls that set nothing, so that no catalogue tells which field they empty. */
const CLEARING: readonly { readonly name: string; readonly type: ResourceType; readonly field: string }[] = [
  { name: 'DisassociatePhoneNumberContactFlow', type: 'phone-number', field: 'ContactFlowId' },
  { name: 'DisassociateFlow', type: 'flow-association', field: 'FlowId' },
];

const topOf = (path: string): string => fieldName(path.split(/[.[]/)[0] ?? path);

/**
 * The operations that let things of other types refer to this one in a field that an update replaces: such an update takes
 * away what it does not name, and only these tell what was there.
 */
export const operationsReferringTo = (type: ResourceType): readonly string[] => {
  const mentioning = OPERATIONS.filter((one) => one.mentions.some((mention) => mention.type === type));
  const replaced = mentioning.flatMap((operation) =>
    operation.mentions
      .filter((mention) => mention.type === type && replaces(operation, topOf(mention.path)))
      .map(({ path }) => `${operation.type} ${topOf(path)}`),
  );
  const fields = new Set(replaced);
  const names = OPERATIONS.filter((one) => one.sets.some((field) => fields.has(`${one.type} ${fieldName(field)}`)));
  const clearing = CLEARING.filter((one) => fields.has(`${one.type} ${one.field}`));
  return [...new Set([...names, ...clearing].map(({ name }) => name))];
};

/** Whether a call that sets a field takes away what was there. */
const replaces = ({ name, type, verb }: Operation, field: string): boolean =>
  verb === 'update' || verb === 'put'
    ? !mergesItems(name)
    : entryOf(CLEARS_IF_ABSENT, name) === field || CLEARING.some((one) => one.type === type && one.field === field);

/**
 * A thing and its replica are set each in their own Region, so each has a state of its own. Within a Region a UUID is one thing
 * whatever instance it is in; any other id is so in its own instance only.
 */
const keyOf = ({ service, type, id, region, instance }: ResourceRef): string | undefined => {
  if (id === undefined) return undefined;
  return [service, type, region, id.toLowerCase(), ...(isUuid(id) ? [] : [instance?.id ?? ''])].join(' ');
};

/** Calls that take something away without naming it: by themselves, or by leaving a member out. Source: the API reference. */
const clearedBy = ({ eventName, set }: Change): readonly string[] => {
  const cleared = CLEARING.filter(({ name }) => name === eventName);
  if (cleared.length > 0) return cleared.map(({ field }) => field);
  const path = entryOf(CLEARS_IF_ABSENT, eventName);
  return path === undefined || set.some(({ field }) => field.toLowerCase() === path.toLowerCase()) ? [] : [path];
};

const CLEARS_IF_ABSENT: Readonly<Record<string, string>> = {
  UpdateUserHierarchy: 'HierarchyGroupId',
  UpdateQueueMaxContacts: 'MaxContacts',
  // "If this is empty, the default is set to none."
  AssociateDefaultVocabulary: 'VocabularyId',
};

/**
 * Members that restrict what a profile gives access to, where a call does not state them: no documentation says whether that keeps
 * or clears them, and it matters. (Permissions are kept: Terraform's provider sends them only where they changed.)
 */
const leftOutBy = ({ eventName, set }: Change): readonly string[] =>
  eventName === 'UpdateSecurityProfile'
    ? RESTRICTIONS.filter((path) => !set.some(({ field }) => field.toLowerCase() === path.toLowerCase()))
    : [];

const RESTRICTIONS = [
  'AllowedAccessControlTags',
  'TagRestrictedResources',
  'AllowedAccessControlHierarchyGroupId',
  'HierarchyRestrictedResources',
  'Applications',
  'AllowedFlowModules',
  'AllowedAIAgents',
  'GranularAccessControlConfiguration',
];

/** The same field under the name that the call which sets it uses. */
const fieldName = (field: string): string => entryOf(FIELD_NAMES, field) ?? field;
const FIELD_NAMES: Readonly<Record<string, string>> = {
  // Where a phone number goes: only a call that moves one sets its instance.
  InstanceId: 'TargetArn',
  QueueReferences: 'QueueConfigs',
  ManualAssignmentQueueReferences: 'ManualAssignmentQueueConfigs',
  SecurityProfiles: 'SecurityProfileIds',
  Tags: 'tags',
  tagKeys: 'tags',
};

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
      /** What was taken out last, and when: what comes back in the same second may as well have gone after it. */
      readonly gone?: { readonly time: string; readonly keys: readonly string[] };
    };
interface HeldItem extends Omit<Item, 'key'> {
  readonly refs: readonly Mention[];
  readonly time: string;
  /** It was set twice in one second. */
  readonly unsure?: true;
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
    for (const [path, value] of leaves) {
      if (value.kind === 'value' && Array.isArray(value.value)) this.setList(path, itemsOf(path, value.value));
      else this.setOne(path, value);
    }
    if (this.change.verb !== 'tag') this.leaveOut(top, leaves);
    this.state.set(mark, { kind: 'one', to: { kind: 'none' }, refs: [], time: this.change.time });
    if (leaves.some(([path]) => path === top)) return;
    for (const path of [top, ...(isTwice ? leaves.map(([leaf]) => leaf) : [])]) this.doubt(path);
  }

  /** Takes a value away. */
  clear(path: string): void {
    this.setOne(path, { kind: 'none' });
  }

  /** What an update does not state at all is no longer known to be there. */
  omit(top: string): void {
    const to: After = { kind: 'not stated' };
    const held = [...this.state].filter(([path]) => (path === top || isBelow(path, top)) && path !== `${top}.`);
    for (const [path, one] of held) {
      const from = this.before(this.priorOf(one), to);
      if (isSomething(from)) this.setOne(path, to);
      else if (from.kind !== 'none' || one.time === this.change.time) this.doubt(path);
    }
  }

  /** What an update leaves out of an object that it sets is no longer known to be there. */
  private leaveOut(top: string, leaves: readonly Leaf[]): void {
    const stated = leaves.map(([path]) => path);
    const hidden = leaves.flatMap(([path, { kind }]) => (kind === 'hidden' ? [path] : []));
    const to: After = { kind: this.isOfAnotherKind(top) ? 'none' : 'not stated' };
    const others = [...this.state].filter(
      ([path]) => isBelow(path, top) && path !== `${top}.` && !stated.includes(path),
    );
    for (const [path, held] of others) {
      const from = this.before(this.priorOf(held), to);
      const isThere = stated.some((one) => isBelow(one, path)) || hidden.some((one) => isBelow(path, one));
      if (REPLACING.has(this.change.verb) && !isThere && isSomething(from)) {
        // An empty object is told by what it leaves out.
        const empty = this.fields.findIndex(({ field }) => isBelow(path, field));
        if (empty >= 0) this.fields.splice(empty, 1);
        this.setOne(path, to);
      } else if (from.kind !== 'none' || held.time === this.change.time) this.doubt(path);
    }
  }

  /** Whether the object's own type changed: what went with the old one is gone. */
  private isOfAnotherKind(top: string): boolean {
    const type = this.fields.find(({ field }) => field === entryOf(TYPE_WITHIN, top));
    return type?.from.kind === 'value' && type.to.kind === 'value' && type.from.value !== type.to.value;
  }

  /** From here on nobody knows what is there. */
  private doubt(path: string): void {
    const prior = this.priorOf(this.state.get(path));
    this.state.set(path, { kind: 'one', to: { kind: 'unsure' }, refs: [], time: this.change.time, prior });
  }

  private setOne(path: string, to: After): void {
    const held = this.state.get(path);
    const { time, verb } = this.change;
    if (verb === 'disassociate' && to.kind === 'value') {
      this.fields.push({ field: path, from: asValue(to.value), to: { kind: 'none' } });
      return;
    }
    const prior = this.hiddenAbove(path) ?? this.priorOf(held);
    const from = this.ownName(path) ?? this.before(prior, to);
    this.fields.push({ field: path, from, to });
    if (from.kind === 'value') this.taken.push(...refsOf(prior).map((ref) => ({ ...ref, path })));
    const refs = to.kind === 'value' ? this.refsIn(to.value) : [];
    this.state.set(path, { kind: 'one', to: held?.time === time ? { kind: 'unsure' } : to, refs, time, prior });
  }

  /** The call that renames what is known by its name says itself what that was. */
  private ownName(path: string): Before | undefined {
    const { resource, verb } = this.change;
    const name = verb === 'update' && path === newNameMember(resource) ? nameInId(resource) : undefined;
    return name === undefined ? undefined : asValue(name);
  }

  /** What a field held before this second: of two changes in one second nobody knows which came first. */
  private priorOf(held: Held | undefined): Held | undefined {
    return held?.time === this.change.time ? held.prior : held;
  }

  /** A member of an object that was hidden whole. */
  private hiddenAbove(path: string): Held | undefined {
    const steps = path.split('.');
    return steps
      .slice(1)
      .map((_, at) => this.priorOf(this.state.get(steps.slice(0, at + 1).join('.'))))
      .find((held) => held?.kind === 'one' && held.to.kind === 'hidden');
  }

  private before(held: Held | undefined, to: After): Before {
    if (MAKINGS.has(this.change.verb)) return { kind: 'none' };
    if (!this.whole) return notKnown('not read');
    if (to.kind === 'hidden') return notKnown('hidden');
    if (held === undefined) return notKnown('not recorded');
    if (held.kind === 'list') {
      const values = valuesOf(held);
      if (!held.whole) return notKnown('not recorded');
      return isAllHidden(values) ? notKnown('hidden') : asValue(values);
    }
    switch (held.to.kind) {
      case 'hidden':
        return notKnown('hidden');
      case 'unsure':
      case 'not stated':
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
    const mayBeAny = items.some(({ opaque }) => opaque);
    const left = new Map(mayBeAny ? [] : list.items);
    let whole = list.whole && !mayBeAny;
    for (const { key } of items) {
      const held = left.get(key);
      if (held?.time === this.change.time || (held === undefined && hasOpaque(left))) whole = false;
      left.delete(key);
    }
    const { time } = this.change;
    const before = list.gone?.time === time ? list.gone.keys : [];
    this.state.set(path, {
      ...list,
      whole,
      items: left,
      gone: { time, keys: [...before, ...items.map(({ key }) => key)] },
    });
  }

  /** The item as it was, where that is known, else as the call names it. */
  private known(held: HeldItem | undefined, named: JsonValue): JsonValue {
    const isKnown = held !== undefined && this.whole && held.time !== this.change.time && !held.unsure;
    return isKnown ? held.value : named;
  }

  private mergeItems(path: string, list: HeldList, items: readonly Item[]): void {
    for (const { key, value, opaque } of items) {
      const held = list.items.get(key);
      for (const [leaf, to] of leavesOf(path, asValue(withoutItem(path, value)))) {
        const from = opaque ? notKnown('hidden') : this.beforeItem(list, held, leaf.slice(path.length + 1));
        this.fields.push({ field: leaf, item: key, from, to });
      }
    }
    const merged = items.map((item) => ({ ...item, value: merge(list.items.get(item.key)?.value, item.value) }));
    const mayBeAny = items.some(({ opaque }) => opaque);
    this.keep(path, mayBeAny ? { ...list, whole: false, items: new Map() } : list, merged);
  }

  private beforeItem(list: HeldList, held: HeldItem | undefined, path: string): Before {
    if (!this.whole) return notKnown('not read');
    const isUnsure = held?.time === this.change.time || held?.unsure;
    if (isUnsure || (held === undefined && !list.whole)) return notKnown('not recorded');
    if (held === undefined && hasOpaque(list.items)) return notKnown('hidden');
    const value = path.split('.').reduce<JsonValue | undefined>((inner, step) => member(inner, step), held?.value);
    if (value !== undefined) return isAllHidden(value) ? notKnown('hidden') : asValue(value);
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
      // An item that is hidden on one side may be any of those that only the other side names.
      const gone = items.some(({ opaque }) => opaque)
        ? undefined
        : [...known].flatMap(([key, item]) => (keys.has(key) || item.opaque ? [] : [item]));
      const added = hasOpaque(known)
        ? undefined
        : items.flatMap(({ key, value, opaque }) => (known.has(key) || opaque ? [] : [value]));
      this.fields.push({
        field: path,
        from,
        to,
        ...(added && { added }),
        ...(gone && { removed: gone.map(({ value }) => value) }),
      });
      this.taken.push(...(gone ?? []).flatMap(({ refs }) => refs.map((ref) => ({ ...ref, path }))));
    }
    const isSure = held?.time !== this.change.time;
    const empty = { kind: 'list' as const, whole: isSure, items: new Map(), time: this.change.time, prior };
    this.keep(path, empty, isSure ? items : []);
  }

  private keep(path: string, list: HeldList, items: readonly Item[]): void {
    const { time } = this.change;
    const { gone, prior } = list;
    const all = new Map(list.items);
    let { whole } = list;
    for (const { key, ...item } of items) {
      const isBack = gone?.time === time && gone.keys.includes(key);
      const isTwice = all.get(key)?.time === time || isBack;
      if (isTwice) whole = false;
      all.set(key, { ...item, refs: this.refsIn(item.value), time, ...(isTwice && { unsure: true as const }) });
    }
    this.state.set(path, {
      kind: 'list',
      whole: whole || this.change.verb === 'create',
      items: all,
      time,
      prior,
      ...(gone && { gone }),
    });
  }

  private refsIn(value: JsonValue): readonly Mention[] {
    const ids = new Set(idsIn(value));
    return this.change.mentions.filter(({ resource }) => ids.has(resource.id?.toLowerCase() ?? ''));
  }
}
type HeldList = Extract<Held, { kind: 'list' }>;

type Leaf = readonly [path: string, to: FieldValue];

/** The verbs of calls that put a new value over the one that was there. */
const REPLACING: ReadonlySet<Change['verb']> = new Set<Change['verb']>(['update', 'put']);

/** Objects that are of one type at a time, and the member that says which: a quick connect has one destination. */
const TYPE_WITHIN: Readonly<Record<string, string>> = { QuickConnectConfig: 'QuickConnectConfig.QuickConnectType' };

const isBelow = (path: string, above: string): boolean => path.startsWith(`${above}.`);

/** Whether something was there, also where AWS hid what it was. */
const isSomething = (from: Before): boolean =>
  from.kind === 'value' ? !isEmpty(from.value) : from.kind === 'not known' && from.because === 'hidden';

const isEmpty = (value: JsonValue): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

const refsOf = (held: Held | undefined): readonly Mention[] =>
  held?.kind === 'list' ? [...held.items.values()].flatMap(({ refs }) => refs) : (held?.refs ?? []);

const hasOpaque = (items: HeldList['items']): boolean => [...items.values()].some(({ opaque }) => opaque);

const valuesOf = ({ items }: HeldList): readonly JsonValue[] => [...items.values()].map(({ value }) => value);

const merge = (before: JsonValue | undefined, after: JsonValue): JsonValue =>
  isObject(before) && isObject(after) ? { ...before, ...after } : after;

/** A value's parts: members of objects one by one, lists whole. */
const leavesOf = (path: string, to: FieldValue): readonly Leaf[] => {
  if (to.kind === 'hidden') return [[path, to]];
  const { value } = to;
  if (!isObject(value) || Object.keys(value).length === 0) return [[path, fieldValue(value)]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(`${path}.${key}`, asValue(inner)));
};
