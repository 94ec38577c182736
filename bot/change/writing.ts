import { type Change, type FieldSet, type JsonValue, MAKINGS, type Mention } from './change';
import { type After, type Before, type Effect, type FieldChange, isSomething, notKnown } from './effect';
import { groupedBy } from './grouped-by';
import { type Held, type HeldItem, type HeldList, hasOpaque, heldValue, refsOf, type State, unsure } from './held';
import { isAllHidden } from './hidden';
import { idsIn } from './ids';
import { entryOf, member } from './json';
import { nameInId, newNameMember } from './known-by-name';
import { asTags, asValue, type Leaf, leavesOf, merge } from './leaves';
import { type Item, itemsOf, withoutItem } from './list-items';
import { foldPath, isSamePath, isSameValue, pathsAbove } from './meaning';
import { sameResource } from './resource';
import {
  clearedBy,
  fieldName,
  isCleared,
  isGiven,
  isOfAPart,
  isReplacing,
  leftOutBy,
  leftOutRule,
  listRule,
  othersOf,
  settingsOf,
  tiesOne,
  topOf,
} from './what-calls-do';

/** One change, written over the state that the ones before it left. */
export class Writing {
  readonly state: Map<string, Held>;
  private readonly fields: FieldChange[] = [];
  /** How many of the fields have a folded path. */
  private readonly told = new Map<string, number>();
  private mentionsById: ReadonlyMap<string, readonly Mention[]> | undefined;
  private readonly taken: Mention[] = [];
  /** The objects that are of another kind from now on: what went with the old one is gone, and what comes with the new one was not there. */
  private readonly ofAnotherKind = new Set<string>();

  constructor(
    private readonly change: Change,
    before: State,
    private readonly whole: boolean,
  ) {
    this.state = new Map(MAKINGS.has(change.verb) ? [] : before);
  }

  /** Writes all that the change set, took away and left out. */
  all(): void {
    const { set } = this.change;
    for (const field of set) {
      if (isCleared(this.change, field)) this.clear(fieldName(field.field));
      else if (isGiven(field)) this.set(field);
    }
    // Of a request that was not recorded nothing is told, not even what its call always takes away.
    if (!this.change.withoutRequest) for (const path of clearedBy(this.change)) this.clear(path);
    for (const field of leftOutBy(this.change)) this.leaveOutWhole(field);
    const named = new Set(set.map(({ field }) => topOf(field)));
    const others = [...named].flatMap(othersOf).filter((other) => !named.has(topOf(other)));
    for (const other of others) this.doubtBelow(other);
    if (this.change.withoutRequest) this.doubtOthers();
  }

  /** Marks every setting that the call can alter as not known from here on. */
  doubtAll(): void {
    const { verb } = this.change;
    const settings = [...settingsOf(this.change), ...(verb === 'tag' || verb === 'untag' ? ['tags'] : [])];
    const cleared = clearedBy(this.change);
    for (const field of [...settings, ...settings.flatMap(othersOf), ...cleared]) this.doubtBelow(field);
  }

  /** What else a request set that was not recorded is not known. */
  private doubtOthers(): void {
    const named = new Set(this.change.set.map(({ field }) => topOf(field)));
    const stated = [...this.state].filter(([path]) => named.has(topOf(path)));
    this.doubtAll();
    for (const [path, held] of stated) this.state.set(path, held);
  }

  effect(): Effect {
    const isNamed = ({ resource }: Mention): boolean =>
      this.mentionsOf(resource.id?.toLowerCase() ?? '').some((one) => sameResource(one.resource, resource));
    const unique = new Map(this.taken.map((mention) => [`${mention.resource.type} ${mention.resource.id}`, mention]));
    const taken = this.change.outcome.kind === 'failed' ? [] : [...unique.values()];
    return { fields: this.fields, taken: taken.filter((mention) => !isNamed(mention)) };
  }

  private set({ field, to }: FieldSet): void {
    const top = fieldName(field);
    if (this.change.verb === 'untag') {
      for (const key of to.kind === 'value' && Array.isArray(to.value) ? to.value : []) this.clear(`${top}.${key}`);
      return;
    }
    if (isOfAPart(this.change.eventName, field)) {
      this.tell({ field: top, from: this.beforeOfPart(field), to });
      return;
    }
    const leaves = leavesOf(top, top === 'tags' ? asTags(to) : to);
    const isTag = top === 'tags' && !MAKINGS.has(this.change.verb);
    // Which members are left of an object that was set twice in one second is not known.
    const mark = `${top}.`;
    const isTwice = !isTag && this.get(mark)?.time === this.change.time;
    if (this.isOfAnotherKind(top, leaves)) this.ofAnotherKind.add(foldPath(top));
    for (const [path, value] of leaves) {
      if (value.kind === 'value' && Array.isArray(value.value)) this.setList(path, itemsOf(path, value.value));
      else this.setOne(path, value);
    }
    if (!isTag) this.leaveOut(top, leaves);
    const { time } = this.change;
    this.put({ kind: 'one', path: mark, to: { kind: 'none' }, refs: [], time });
    if (leaves.some(([path]) => path === top)) return;
    for (const path of [top, ...(isTwice ? leaves.map(([leaf]) => leaf) : [])]) this.doubt(path);
  }

  /** A row is named by its values, so that the call itself states those it had. */
  private beforeOfPart(field: string): Before {
    const earlier = foldPath(field) === 'newprimaryvalues' ? 'primaryvalues' : '';
    const stated = this.change.set.find((one) => foldPath(one.field) === earlier)?.to;
    return stated?.kind === 'value' ? stated : notKnown('not recorded');
  }

  private get(path: string): Held | undefined {
    return this.state.get(foldPath(path));
  }

  private put(held: Held): void {
    this.state.set(foldPath(held.path), held);
  }

  private mentionsOf(id: string): readonly Mention[] {
    this.mentionsById ??= groupedBy(this.change.mentions, ({ resource }) => resource.id?.toLowerCase() ?? '');
    return this.mentionsById.get(id) ?? [];
  }

  private tell(field: FieldChange): void {
    const key = foldPath(field.field);
    this.told.set(key, (this.told.get(key) ?? 0) + 1);
    this.fields.push(field);
  }

  /** An empty object is told by what it leaves out. */
  private untellAbove(key: string): void {
    const above = new Set(pathsAbove(key).filter((path) => this.told.get(path)));
    const at = above.size === 0 ? -1 : this.fields.findIndex(({ field }) => above.has(foldPath(field)));
    for (const { field } of at < 0 ? [] : this.fields.splice(at, 1)) {
      const path = foldPath(field);
      this.told.set(path, (this.told.get(path) ?? 1) - 1);
    }
  }

  /** Takes a value away. */
  private clear(path: string): void {
    this.setOne(path, { kind: 'none' });
  }

  /** What an update leaves out of an object that it sets is no longer known to be there. */
  private leaveOut(top: string, leaves: readonly Leaf[]): void {
    const stated = new Set(leaves.map(([path]) => foldPath(path)));
    const aboveStated = new Set([...stated].flatMap(pathsAbove));
    const hidden = new Set(leaves.flatMap(([path, { kind }]) => (kind === 'hidden' ? [foldPath(path)] : [])));
    const to: After = { kind: this.ofAnotherKind.has(foldPath(top)) ? 'none' : 'not stated' };
    for (const held of this.heldBelow(top)) {
      const key = foldPath(held.path);
      if (stated.has(key)) continue;
      const isThere = aboveStated.has(key) || (hidden.size > 0 && pathsAbove(key).some((path) => hidden.has(path)));
      this.leave(held, to, isReplacing(this.change) && !isThere);
    }
  }

  /** A setting that the call could name and does not. */
  private leaveOutWhole(field: string): void {
    const rule = leftOutRule(this.change.eventName, field);
    const to: After = { kind: rule === 'goes' ? 'none' : 'not stated' };
    const { time } = this.change;
    for (const held of [this.get(field) ?? [], ...this.heldBelow(field)].flat()) this.leave(held, to, true);
    if (this.get(field) !== undefined) return;
    if (rule === 'goes') this.put({ kind: 'one', path: field, to: { kind: 'none' }, refs: [], time });
    // A call of the same second may set it: which of the two came last is not known.
    else this.doubt(field);
  }

  /** What was held below a path, but for the mark of when it was set. */
  private heldBelow(top: string): readonly Held[] {
    const above = `${foldPath(top)}.`;
    return [...this.state].flatMap(([key, held]) => (key.startsWith(above) && !key.endsWith('.') ? [held] : []));
  }

  private leave(held: Held, to: After, isTold: boolean): void {
    const { path } = held;
    const from = this.before(this.priorOf(held), to);
    if (isTold && held.kind === 'list' && !held.whole) {
      this.leaveItems(held, to);
      this.doubt(path);
    } else if (isTold && isSomething(from)) {
      this.untellAbove(foldPath(path));
      this.setOne(path, to);
    } else if (from.kind !== 'none' || held.time === this.change.time) this.doubt(path);
  }

  /** Whether the object's own type changes. */
  private isOfAnotherKind(top: string, leaves: readonly Leaf[]): boolean {
    const within = entryOf(TYPE_WITHIN, foldPath(top));
    const [path, to] = (within === undefined ? undefined : leaves.find(([leaf]) => foldPath(leaf) === within)) ?? [];
    if (path === undefined || to?.kind !== 'value') return false;
    const from = this.before(this.priorOf(this.get(path)), to);
    return from.kind === 'value' && !isSameValue(path, from.value, to.value);
  }

  /** Marks what is there as not known from here on. */
  private doubt(path: string): void {
    // What makes a thing comes before all else of its second.
    const time = MAKINGS.has(this.change.verb) ? '' : this.change.time;
    this.put(unsure(path, time, this.priorOf(this.get(path))));
  }

  private doubtBelow(path: string): void {
    for (const one of [path, ...this.heldBelow(path).map((held) => held.path)]) this.doubt(one);
  }

  private setOne(path: string, to: After): void {
    const held = this.get(path);
    const { time, verb } = this.change;
    if (verb === 'disassociate' && to.kind === 'value') {
      this.tell({ field: path, from: asValue(to.value), to: { kind: 'none' } });
      return;
    }
    const prior = this.hiddenAbove(path) ?? this.priorOf(held);
    const from: Before = this.isNewWith(path, to) ? { kind: 'none' } : (this.ownName(path) ?? this.before(prior, to));
    this.tell({ field: path, from, to });
    if (from.kind === 'value') this.taken.push(...refsOf(prior).map((ref) => ({ ...ref, path })));
    const refs = to.kind === 'value' ? this.refsIn(to.value) : [];
    this.put({ kind: 'one', path, to: held?.time === time ? { kind: 'unsure' } : to, refs, time, prior });
  }

  /** Whether a value comes with the tie that the call makes, or with the other kind of thing that an object is from now on. */
  private isNewWith(path: string, to: After): boolean {
    if (to.kind !== 'value') return false;
    const { verb, eventName } = this.change;
    const isOfTie = verb === 'associate' && !tiesOne(eventName);
    return (
      isOfTie ||
      (this.get(path) === undefined && pathsAbove(foldPath(path)).some((above) => this.ofAnotherKind.has(above)))
    );
  }

  /** The call that renames what is known by its name says itself what that was. */
  private ownName(path: string): Before | undefined {
    const { resource, verb } = this.change;
    const field = newNameMember(resource);
    const name = verb === 'update' && field && isSamePath(path, field) ? nameInId(resource) : undefined;
    return name === undefined ? undefined : asValue(name);
  }

  /** What a field held before this second: which of two changes in one second came first is not known. */
  private priorOf(held: Held | undefined): Held | undefined {
    return held?.time === this.change.time ? held.prior : held;
  }

  /** A member of an object that was hidden whole. */
  private hiddenAbove(path: string): Held | undefined {
    return pathsAbove(foldPath(path))
      .map((above) => this.priorOf(this.state.get(above)))
      .find((held) => held?.kind === 'one' && held.to.kind === 'hidden');
  }

  private before(held: Held | undefined, to: After): Before {
    if (MAKINGS.has(this.change.verb)) return { kind: 'none' };
    if (!this.whole) return notKnown('not read');
    if (to.kind === 'hidden') return notKnown('hidden');
    return heldValue(held);
  }

  private setList(path: string, items: readonly Item[]): void {
    const held = this.get(path);
    const list =
      held?.kind === 'list' ? held : { kind: 'list' as const, path, whole: false, items: new Map(), time: '' };
    const rule = listRule(this.change);
    if (rule === 'adds') this.addItems(path, list, items);
    else if (rule === 'removes') this.removeItems(path, list, items);
    else if (rule === 'alters') this.alterItems(path, list, items);
    else if (rule === 'not documented') this.nameItems(path, list, items);
    else this.replaceItems(path, held, items);
  }

  private addItems(path: string, list: HeldList, items: readonly Item[]): void {
    const added = items.map(({ value }) => value);
    this.tell({ field: path, from: { kind: 'none' }, to: asValue(added), added });
    this.keep(path, list, items);
  }

  private removeItems(path: string, list: HeldList, items: readonly Item[]): void {
    const removed = items.map(({ key, value }) => this.known(list.items.get(key), value));
    this.tell({ field: path, from: asValue(removed), to: { kind: 'none' }, removed });
    const mayBeAny = items.some(({ opaque }) => opaque);
    const left = new Map(mayBeAny ? [] : list.items);
    let whole = list.whole && !mayBeAny && !this.isBesideWhole(list);
    for (const { key } of items) {
      const held = left.get(key);
      if (held?.time === this.change.time || (held === undefined && hasOpaque(left))) whole = false;
      left.delete(key);
    }
    const { time } = this.change;
    const before = list.gone?.time === time ? list.gone.keys : [];
    this.put({
      ...list,
      whole,
      items: left,
      time,
      prior: this.beforeThisSecond(path, list),
      gone: { time, keys: [...before, ...items.map(({ key }) => key)] },
    });
  }

  /** The item as it was, where that is known, else as the call names it. */
  private known(held: HeldItem | undefined, named: JsonValue): JsonValue {
    const isKnown = held !== undefined && this.whole && held.time !== this.change.time && !held.unsure;
    return isKnown ? held.value : named;
  }

  private alterItems(path: string, list: HeldList, items: readonly Item[]): void {
    this.tellItems(path, list, items);
    const merged = items.map((item) => ({ ...item, value: merge(list.items.get(item.key)?.value, item.value) }));
    const mayBeAny = items.some(({ opaque }) => opaque);
    this.keep(path, mayBeAny ? { ...list, whole: false, items: new Map() } : list, merged);
  }

  /** The items that a call names are as it says; whether the others are still there is not documented. */
  private nameItems(path: string, list: HeldList, items: readonly Item[]): void {
    const told = this.tellItems(path, list, items);
    // A list that names nothing, over one of which nothing is known, is told as it stands in the record.
    if (items.length === 0 && list.items.size === 0)
      this.tell({ field: path, from: notKnown(this.whole ? 'not recorded' : 'not read'), to: asValue([]) });
    this.leaveItems(list, { kind: 'not stated' }, items, told);
    const isTwice = list.time === this.change.time;
    this.keep(path, { ...list, whole: false, items: isTwice ? list.items : new Map() }, items);
    const kept = this.get(path);
    // What one call of this second names the other may have left out after it.
    if (isTwice && kept?.kind === 'list') this.put({ ...kept, items: new Map([...kept.items].map(doubtItem)) });
  }

  /** Tells what is known of a list's items and not named any more, member by member; `told` is what was told of the named ones. */
  private leaveItems(
    list: HeldList,
    to: After,
    named: readonly Item[] = [],
    told: ReadonlySet<string> = new Set(),
  ): void {
    const { path } = list;
    for (const [key, held] of list.items) {
      const leaves = leavesOf(path, asValue(withoutItem(path, held.value))).map(([leaf]) => leaf);
      for (const field of leaves.filter((leaf) => !told.has(foldPath(`${key} ${leaf}`)))) {
        const from = this.beforeItem(list, held, field.slice(path.length + 1));
        if (isSomething(from)) this.tell({ field, item: key, from, to });
      }
      const isNamed = named.some((item) => item.key === key);
      if (!isNamed && this.whole && held.time !== this.change.time)
        this.taken.push(...held.refs.map((ref) => ({ ...ref, path })));
    }
  }

  /** Tells the named items member by member; gives what was told, by item and path. */
  private tellItems(path: string, list: HeldList, items: readonly Item[]): ReadonlySet<string> {
    const told = new Set<string>();
    for (const { key, value, opaque } of items) {
      const held = list.items.get(key);
      for (const [leaf, to] of leavesOf(path, asValue(withoutItem(path, value)))) {
        const from = opaque ? notKnown('hidden') : this.beforeItem(list, held, leaf.slice(path.length + 1));
        this.tell({ field: leaf, item: key, from, to });
        told.add(foldPath(`${key} ${leaf}`));
      }
    }
    return told;
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
    if (known === undefined) this.tell({ field: path, from, to });
    else {
      const keys = new Set(items.map(({ key }) => key));
      // An item that is hidden on one side may be any of those that only the other side names.
      const gone = items.some(({ opaque }) => opaque)
        ? undefined
        : [...known].flatMap(([key, item]) => (keys.has(key) || item.opaque ? [] : [item]));
      const added = hasOpaque(known)
        ? undefined
        : items.flatMap(({ key, value, opaque }) => (known.has(key) || opaque ? [] : [value]));
      this.tell({
        field: path,
        from,
        to,
        ...(added && { added }),
        ...(gone && { removed: gone.map(({ value }) => value) }),
      });
      this.taken.push(...(gone ?? []).flatMap(({ refs }) => refs.map((ref) => ({ ...ref, path }))));
    }
    const isSure = held?.time !== this.change.time;
    const { time } = this.change;
    const empty = { kind: 'list' as const, path, whole: isSure, items: new Map(), time, prior };
    this.keep(path, empty, isSure ? items : []);
    const kept = this.get(path);
    // What makes a thing came before all else.
    if (kept?.kind === 'list' && !MAKINGS.has(this.change.verb)) this.put({ ...kept, replacedAt: time });
  }

  /** Whether a call of the same second set the list whole: which came first is not known. */
  private isBesideWhole({ replacedAt }: HeldList): boolean {
    return replacedAt === this.change.time;
  }

  private keep(path: string, list: HeldList, items: readonly Item[]): void {
    const { time } = this.change;
    const { gone, replacedAt } = list;
    const all = new Map(list.items);
    const isBeside = this.isBesideWhole(list);
    let whole = list.whole && !(isBeside && items.length > 0);
    for (const { key, ...item } of items) {
      const isBack = gone?.time === time && gone.keys.includes(key);
      const isTwice = all.get(key)?.time === time || isBack || isBeside;
      if (isTwice) whole = false;
      all.set(key, { ...item, refs: this.refsIn(item.value), time, ...(isTwice && { unsure: true as const }) });
    }
    this.put({
      kind: 'list',
      path,
      whole: whole || MAKINGS.has(this.change.verb),
      items: all,
      time,
      prior: this.beforeThisSecond(path, list),
      ...(gone && { gone }),
      ...(replacedAt !== undefined && { replacedAt }),
    });
  }

  /** What a list was before this second, while it is written over. */
  private beforeThisSecond(path: string, { time, prior }: HeldList): Held | undefined {
    return time === this.change.time ? prior : this.get(path);
  }

  private refsIn(value: JsonValue): readonly Mention[] {
    return [...new Set(idsIn(value))].flatMap((id) => this.mentionsOf(id));
  }
}

const doubtItem = ([key, item]: readonly [string, HeldItem]): readonly [string, HeldItem] => [
  key,
  { ...item, unsure: true },
];

/** Objects that are of one type at a time, and the member that says which: a quick connect has one destination. */
const TYPE_WITHIN: Readonly<Record<string, string>> = { quickconnectconfig: 'quickconnectconfig.quickconnecttype' };
