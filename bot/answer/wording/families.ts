import type { ResourceType } from '../../change/catalogue';
import type { FieldChange } from '../../change/history';
import { labelOf } from '../../change/resource-types';
import { commas, listed, nameOf, type Pieces, say } from './pieces';
import { beforeMark, fieldLabel, fromOnly, fromTo, isNamelessHere, isTimes, isWordy, segment } from './shifts';
import {
  type Deed,
  deed,
  type Forms,
  fieldAt,
  fieldsOf,
  fieldsUnder,
  form,
  isComplex,
  isKnownShift,
  isLeftOut,
  isList,
  isSame,
  mayHideChange,
  type Telling,
  type Word,
} from './telling';
import { idPieces, named, ofParent, ofSelf, oneOf, pronoun, relatedOf, self, things } from './things';

/** Ways of telling that many operations share. */

export const SET: Forms = ['set', 'set'];
export const CHANGED: Forms = ['changed', 'change'];
export const ADDED: Forms = ['added', 'add'];
export const POINTED: Forms = ['pointed', 'point'];
export const REMOVED: Forms = ['removed', 'remove'];
export const SAVED: Forms = ['saved', 'save'];

/** A verb and the thing: "deleted queue Billing", "created flow module alias live of flow module Greeting". */
export const does =
  (past: string, plain: string): Word =>
  (t) =>
    deed([], form(t, [past, plain]), ' ', self(t), ofParent(t));

/** One field: "set the maximum contacts of queue Billing from 20 to 40". */
export const sets =
  (path: string, what: string): Word =>
  (t) => {
    const field = fieldAt(t, path);
    return field === undefined ? deed([], form(t, CHANGED), ` ${what}`, ofSelf(t)) : one(t, field, what);
  };

/** One field that names another resource: "changed the hours of queue Billing from Weekdays to Weekdays 8–20". */
export const refers =
  (path: string, what: string, type: ResourceType): Word =>
  (t) => {
    const field = fieldAt(t, path);
    if (field !== undefined) return one(t, field, what, CHANGED);
    const [other] = relatedOf(t, type);
    return deed([], form(t, other ? SET : CHANGED), ` ${what}`, ofSelf(t), other && ' to ', other && named(other));
  };

const one = (t: Telling, field: FieldChange, what: string, changed: Forms = SET): Deed => {
  const verb = field.to.kind === 'none' ? REMOVED : isKnownShift(field) && field.from.kind === 'value' ? changed : SET;
  return deed([field.field], form(t, verb), ` ${what}`, ofSelf(t), fromTo(t, field));
};

/** A setting of two or three states, each with its verb: "disabled queue Billing". Undefined where the record states none. */
export const turned = (t: Telling, path: string, verbs: Readonly<Record<string, Forms>>): Deed | undefined => {
  const field = fieldAt(t, path);
  if (field?.to.kind !== 'value' || typeof field.to.value !== 'string') return undefined;
  const state = field.to.value.toUpperCase();
  const verb = Object.hasOwn(verbs, state) ? verbs[state] : undefined;
  const others = fieldsOf(t).filter((other) => other !== field && !isSame(other));
  if (verb === undefined) return undefined;
  if (isKnownShift(field)) return deed([path], form(t, verb), ' ', self(t));
  if (others.length > 0) return undefined;
  return deed([path], form(t, verb), ' ', self(t), isSame(field) ? ', as it was' : '');
};

export const states =
  (path: string, verbs: Readonly<Record<string, Forms>>, otherwise: Word): Word =>
  (t) =>
    turned(t, path, verbs) ?? otherwise(t);

export const ON_OFF: Readonly<Record<string, Forms>> = {
  ENABLED: ['enabled', 'enable'],
  DISABLED: ['disabled', 'disable'],
};
export const ACTIVE: Readonly<Record<string, Forms>> = {
  ACTIVE: ['activated', 'activate'],
  INACTIVE: ['deactivated', 'deactivate'],
};
export const ARCHIVE = {
  ACTIVE: ['unarchived', 'unarchive'],
  ARCHIVED: ['archived', 'archive'],
} as const satisfies Readonly<Record<string, Forms>>;

/** A group of fields: "changed the phone settings of user Ann: auto-accept off → on". */
export const aspect =
  (what: string, ...paths: readonly string[]): Word =>
  (t) => {
    const fields = fieldsUnder(t, ...paths);
    return several(t, fields, say(what, ofSelf(t)), mayHideChange(t, ...paths));
  };

/** What was known to change, as far as it is short; else that it was set. `more` is whether what may not be told may have changed. */
const several = (t: Telling, fields: readonly FieldChange[], what: Pieces, more: boolean): Deed => {
  const news = fields.filter((field) => !isSame(field));
  if (fields.length > 0 && news.length === 0 && !more) {
    return deed(pathsOf(fields), form(t, SAVED), ' ', what, ' without a change');
  }
  // That what was left out is gone is not known.
  const verb = news.length > 0 && news.every(isLeftOut) && !more ? SAVED : CHANGED;
  const shifts = news.filter(isKnownShift);
  const known = [...shifts.filter((field) => !isLeftOut(field)), ...shifts.filter(isLeftOut)].slice(0, 2);
  if (known.length > 0) {
    return deed(pathsTold(known), form(t, verb), ' ', what, ': ', commas(known.map((field) => segment(t, field))));
  }
  const [only] = news;
  if (news.length !== 1 || only === undefined) return deed([], form(t, CHANGED), ' ', what);
  const told = pathsTold(news);
  const mark = told.length === 0 ? '' : beforeMark(t, only.from);
  return deed(told, form(t, verb), ' ', what, ': ', segment(t, only), mark);
};

const pathsOf = (fields: readonly FieldChange[]): readonly string[] => fields.map(keyOf);
const keyOf = ({ field, item }: FieldChange): string => (item === undefined ? field : `${field} ${item}`);

/** A segment tells all of a short value, and of a long one only that it changed. */
const pathsTold = (fields: readonly FieldChange[]): readonly string[] =>
  pathsOf(
    fields.filter((field) => !isWordy(field) && field.to.kind !== 'hidden' && (!isComplex(field) || isTimes(field))),
  );

/** A change of whatever the request sets: a new name, one field, or the fields that are known to have changed. */
export const edited: Word = (t) => {
  const rename = renaming(t);
  if (rename !== undefined) return rename;
  const news = fieldsOf(t).filter((field) => !isSame(field) && !isOldName(t, field));
  const [only] = news;
  if (news.length === 1 && only !== undefined && !isLeftOut(only)) {
    if (isNameField(only)) return newName(t, only);
    const label = fieldLabel(t, only);
    if (isComplex(only) && !isList(only)) return deed([], form(t, CHANGED), ' the ', label, ofSelf(t), ofParent(t));
    if (isWordy(only) || only.to.kind === 'hidden')
      return deed([], form(t, CHANGED), ' the ', label, ofSelf(t), ofParent(t));
    if (!isList(only) && only.to.kind === 'value') {
      return deed(pathsOf([only]), form(t, SET), ' the ', label, ofSelf(t), ofParent(t), fromTo(t, only));
    }
  }
  const name = news.find(isNameField);
  const other = news.find((field) => field !== name);
  if (news.length === 2 && name !== undefined && other !== undefined && news.every((field) => !isKnownShift(field))) {
    const { pieces, tells } = newName(t, name);
    return { pieces: say(pieces, ', and the ', fieldLabel(t, other)), tells };
  }
  return several(t, news.length === 0 ? fieldsOf(t) : news, say(self(t), ofParent(t)), mayHideChange(t));
};

const NAMES = new Set([
  'name',
  'title',
  'botname',
  'botaliasname',
  'intentname',
  'slotname',
  'slottypename',
  'newpage',
]);
const isNameField = ({ field }: FieldChange): boolean => NAMES.has(field.toLowerCase());

/** A name that was so before, by what else is known of it. */
const isOldName = (t: Telling, field: FieldChange): boolean =>
  isNameField(field) && t.nameBefore !== undefined && t.nameBefore === t.change.nameInRecord;

/** "renamed queue A to B", where both names are known and differ. */
const renaming = (t: Telling): Deed | undefined => {
  const name = t.change.nameInRecord;
  const field = fieldsOf(t).find(isNameField);
  const before = t.nameBefore ?? (field?.from.kind === 'value' ? field.from.value : undefined);
  if (name === undefined || typeof before !== 'string' || before === name) return undefined;
  const what = t.it ? `${pronoun(t)} from ` : `${labelOf(t.resource.ref.type)} `;
  const told = field === undefined ? [] : [field.field];
  return deed(told, form(t, ['renamed', 'rename']), ` ${what}`, [nameOf(before)], ' to ', [nameOf(name)]);
};

/** A name of which only the new one is known. */
const newName = (t: Telling, field: FieldChange): Deed => {
  const { nameNow } = t.resource;
  const now = nameNow === undefined ? [] : say(', now called ', [nameOf(nameNow)], ',');
  const of = t.it ? [] : say(` of ${oneOf(t)}`, now);
  if (field.to.kind !== 'value') return deed([], form(t, CHANGED), ' the name', ofSelf(t), ofParent(t));
  return deed([field.field], form(t, SET), ' the name', of, fromTo(t, field));
};

/** What the call itself names is put in or taken out: "added quick connect Front Desk to queue Billing". */
export const parts =
  (verb: Forms, between: string, type: ResourceType, ...paths: readonly string[]): Word =>
  (t) =>
    deed(paths, form(t, verb), ' ', things(relatedOf(t, type), type), ` ${between} `, self(t));

/** Something new with what it was made with: "created user carl with security profile Admin". */
export const madeWith =
  (...members: readonly (readonly [path: string, type: ResourceType])[]): Word =>
  (t) => {
    const found = members.flatMap(([path, type]) => {
      const ids = idsAt(t, path);
      const items = relatedOf(t, type).filter(({ ref }) => ids.includes(ref.id?.toLowerCase() ?? ''));
      return items.length === 0 ? [] : [{ path, pieces: things(items, type) }];
    });
    const withThem = found.length === 0 ? [] : say(' with ', listed(found.map(({ pieces }) => pieces)));
    const paths = found.map(({ path }) => path);
    return deed(paths, form(t, ['created', 'create']), ' ', self(t), ofParent(t), withThem);
  };

const idsAt = (t: Telling, path: string): readonly string[] =>
  t.change.mentions
    .filter((mention) => mention.path.replace(/\[\]$/, '').toLowerCase() === path.toLowerCase())
    .map(({ resource }) => resource.id?.toLowerCase() ?? '');

/** Pointed somewhere: "pointed phone number +1 555 from flow A to flow B". */
export const pointed =
  (forms: Forms, path: string, typeWords: string, to = 'to'): Word =>
  (t) => {
    const field = fieldAt(t, path);
    if (field?.to.kind !== 'value') return deed([], form(t, forms), ' ', self(t), ' elsewhere');
    const [from, now] = [field.from.kind === 'value' ? field.from.value : undefined, field.to.value];
    const target = say(typeWords, typeof now === 'string' ? idPieces(t, now) : []);
    if (typeof from !== 'string' || isSame(field) || isNamelessHere(t, from)) {
      const mark = isSame(field) ? ', as before' : beforeMark(t, field.from);
      return deed([path], form(t, forms), ' ', self(t), ` ${to} `, target, mark);
    }
    return deed([path], form(t, forms), ' ', self(t), ' from ', typeWords, idPieces(t, from), ' to ', target);
  };

/** Takes a reference away: "took user Ann out of agent hierarchy group North". */
export const parted =
  (forms: Forms, between: string, path: string, typeWords: string, vague: string): Word =>
  (t) => {
    const field = fieldAt(t, path);
    const from = field?.from.kind === 'value' ? field.from.value : undefined;
    const what =
      typeof from === 'string' && !isNamelessHere(t, from) ? say(typeWords, idPieces(t, from)) : [...say(vague)];
    return deed([path], form(t, forms), ' ', self(t), ` ${between} `, what, beforeMark(t, field?.from));
  };

export const lifts =
  (path: string, what: string): Word =>
  (t) => {
    const field = fieldAt(t, path);
    return deed(
      [path],
      form(t, ['lifted', 'lift']),
      ` ${what}`,
      ofSelf(t),
      field === undefined ? [] : fromOnly(t, field),
    );
  };
