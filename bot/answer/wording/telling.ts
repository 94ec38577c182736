import type { Change, FieldSet } from '../../change/change';
import type { FieldChange } from '../../change/effect';
import { holdsHidden, isAllHidden } from '../../change/hidden';
import { isObject } from '../../change/json';
import { isSameValue } from '../../change/meaning';
import { fieldName, isGiven, listRule } from '../../change/what-calls-do';
import type { NamedActor, NamedResource } from '../answer';
import { isIdentifying, isPrivate } from './labels';
import { type Pieces, say } from './pieces';

/** A change with the names of all that it bears on, ready to be told. */
export interface Told {
  readonly change: Change;
  readonly actor: NamedActor;
  readonly resource: NamedResource;
  /** What the record names besides. */
  readonly related: readonly NamedResource[];
  /** What the change took away, which only the earlier value names. */
  readonly taken: readonly NamedResource[];
  readonly fields: readonly FieldChange[];
  /** The resource's name just before the change, where it is known. */
  readonly nameBefore?: string;
  /** The ids of what was asked about, in lower case. */
  readonly asked?: readonly string[];
}

/** With what was asked about first, in which a list that is cut begins: a resource, an id, or whatever of a record holds one. */
export const askedFirst = <T>({ asked = [] }: Pick<Told, 'asked'>, items: readonly T[]): readonly T[] => {
  if (asked.length === 0 || items.length < 2) return items;
  const isAsked = (item: T): boolean => {
    const text = JSON.stringify(item).toLowerCase();
    return asked.some((id) => text.includes(id));
  };
  return [...items.filter(isAsked), ...items.filter((item) => !isAsked(item))];
};

/** The same with how it is told: `it` stands for the thing itself; what was only tried is told in the plain form of verbs. */
export interface Telling extends Told {
  readonly it: boolean;
  readonly tried: boolean;
}

/**
 * What was done, in words. `tells` are the fields that it tells whole, with all below them: details need not repeat them. `names`
 * are those that it names and leaves to the details. `lists`: it ends in a list of fields, so that others are only counted.
 */
export interface Deed {
  readonly pieces: Pieces;
  readonly tells: readonly string[];
  readonly names?: readonly string[];
  readonly lists?: true;
}
export type Word = (t: Telling) => Deed;

/** A verb as it tells what was done ("took") and what was tried ("take"). */
export type Forms = readonly [past: string, plain: string];

export const form = ({ tried }: Telling, [past, plain]: Forms): string => (tried ? plain : past);

export const deed = (tells: readonly string[], ...parts: readonly (string | Pieces | undefined)[]): Deed => ({
  pieces: say(...parts),
  tells,
});

const lower = (text: string): string => text.toLowerCase();

/** Whether a field is the one at a path, or lies below it. CloudTrail does not always write capitals as the API does. */
export const isAt = ({ field }: Pick<FieldChange, 'field'>, path: string): boolean =>
  lower(field) === lower(path) || lower(field).startsWith(`${lower(path)}.`);

/** All that was set, but no means of the call. What is personal or secret is named, and its value never shown. */
export const fieldsOf = (t: Telling): readonly FieldChange[] =>
  (t.fields.length === 0 ? setOnly(t.change) : t.fields).filter(
    ({ field }) => !isIdentifying(field, t.resource.ref.type),
  );

/** Where nobody compared the change with those before it. */
const setOnly = (change: Change): readonly FieldChange[] =>
  change.set
    .filter((field) => isGiven(field) && !altersNothing(change, field))
    .map(({ field, to }) => ({
      field,
      from: change.verb === 'create' ? { kind: 'none' } : { kind: 'not known', because: 'not read' },
      to,
    }));

/** A call that does not replace a list, and names no item of it, sets nothing by that. */
const altersNothing = (change: Change, { to }: FieldSet): boolean =>
  to.kind === 'value' && Array.isArray(to.value) && to.value.length === 0 && listRule(change) !== 'replaces';

export const fieldAt = (t: Telling, path: string): FieldChange | undefined =>
  fieldsOf(t).find(({ field, item }) => item === undefined && lower(field) === lower(path));

export const fieldsUnder = (t: Telling, ...paths: readonly string[]): readonly FieldChange[] =>
  fieldsOf(t).filter((field) => paths.some((path) => isAt(field, path)));

/** What the request states in a member, whatever it was before. */
export const statedIn = ({ change }: Telling, member: string): unknown => {
  const found = change.set.find(({ field }) => lower(field) === lower(member));
  return found?.to.kind === 'value' ? found.to.value : undefined;
};

/** Whether a call states no more than empty lists or maps at these paths, if any: it names nothing. */
export const namesNone = ({ change }: Telling, ...paths: readonly string[]): boolean => {
  const stated = change.set.filter(({ field }) => paths.some((path) => lower(path) === lower(fieldName(field))));
  return stated.length > 0 && stated.every(({ to }) => to.kind === 'value' && isEmpty(to.value));
};

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** Whether the field holds what it held before. What is hidden on either side may be anything. */
export const isSame = (field: FieldChange): boolean => {
  const { from, to, added, removed } = field;
  if (isList(field) || isVeiled(field)) return false;
  if (from.kind === 'none' && added === undefined && removed === undefined) return to.kind === 'none';
  // Items that both lists have may still differ inside.
  return from.kind === 'value' && to.kind === 'value' && isSameValue(field.field, from.value, to.value);
};

/** Whether both sides are known and differ. */
export const isKnownShift = (field: FieldChange): boolean =>
  field.from.kind !== 'not known' &&
  field.to.kind !== 'hidden' &&
  !isSame(field) &&
  (isList(field) || !isVeiled(field));

/** Whether some items are known to have come or gone. */
export const isList = ({ added = [], removed = [] }: FieldChange): boolean => added.length + removed.length > 0;

/** Whether a part of either side is hidden. */
const isVeiled = ({ from, to }: FieldChange): boolean =>
  from.kind === 'value' && to.kind === 'value' && (holdsHidden(from.value) || holdsHidden(to.value));

/** Whether an update set the object that held it, and did not name it. */
export const isLeftOut = ({ to }: FieldChange): boolean => to.kind === 'not stated';

/** Objects and lists of them: they are named, not shown. */
export const isComplex = ({ from, to }: FieldChange): boolean =>
  [from, to].some(
    (side) =>
      side.kind === 'value' &&
      (isObject(side.value) || (Array.isArray(side.value) && side.value.some((item: unknown) => isObject(item)))),
  );

/** The field's key among `tells` and `names`: an item of a list is told by itself. */
export const keyOf = ({ field, item }: Pick<FieldChange, 'field' | 'item'>): string =>
  item === undefined ? field : `${field} ${item}`;

/** Whether one of these names the field, or what it lies below. */
export const isAmong = (field: FieldChange, keys: readonly string[]): boolean =>
  keys.some((key) => key === keyOf(field) || isAt(field, key));

/** An object that a call states without a member: what that does is not documented. */
export const isEmptyObject = ({ to }: FieldChange): boolean =>
  to.kind === 'value' && isObject(to.value) && Object.keys(to.value).length === 0;

/** Whether AWS, or we, hid the whole value in the record: it may be what was there. */
export const isHidden = ({ to }: FieldChange): boolean =>
  to.kind === 'hidden' || (to.kind === 'value' && isAllHidden(to.value));

/** Whether a value may not be shown. */
export const isUnshown = (field: FieldChange): boolean => isPrivate(field.field) || isHidden(field);

/** Whether a value was set, over one that is not known. */
export const isSetOver = (field: FieldChange): boolean =>
  field.from.kind === 'not known' && !isLeftOut(field) && !isHidden(field) && !isEmptyObject(field);

/** The name that a thing was made with, or that stayed: it stands in the sentence. */
export const isOwnName = ({ nameInRecord }: Change, { field, to }: FieldChange): boolean =>
  nameInRecord !== undefined && to.kind === 'value' && to.value === nameInRecord && !field.includes('.');

/** Verbs that set over what was there before, several settings in one call. */
export const SETTING_VERBS: ReadonlySet<Change['verb']> = new Set<Change['verb']>(['update', 'put', 'change']);
