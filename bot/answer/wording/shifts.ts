import type { Before, FieldChange, NotKnownBecause } from '../../change/effect';
import { bareId } from '../../change/ids';
import { isSameValue } from '../../change/meaning';
import { isUuid } from '../../change/resource';
import { hiddenWords } from '../hidden';
import { intervalPieces, intervalShift } from './intervals';
import { isPrivate, labelPieces } from './labels';
import { clipped, commas, listed, nameOf, type Pieces, say, words } from './pieces';
import {
  askedFirst,
  isComplex,
  isEmptyObject,
  isHidden,
  isKnownShift,
  isLeftOut,
  isSame,
  isUnshown,
  type Telling,
} from './telling';
import { idPieces, resourceOfId } from './things';
import { itemPieces, valuePieces } from './values';

/** How a field went from one value to another. */

const BEFORE: Readonly<Record<NotKnownBecause, string>> = {
  'not recorded': 'not recorded',
  hidden: 'hidden',
  'not read': 'not read',
};
export const beforeWords = (because: NotKnownBecause): string => `before: ${BEFORE[because]}`;

/** " (before: not recorded)". An attempt changed nothing: what was there before is no question then. */
export const beforeMark = (t: Telling, from: Before | undefined): string =>
  t.tried || from?.kind !== 'not known' ? '' : ` (${beforeWords(from.because)})`;

const show = (t: Telling, field: string, value: unknown): Pieces => clipped(valuePieces(t, field, value), 80);

/** " from 20 to 40", " to 40 (before: not recorded)", " to 40, as it was" */
export const fromTo = (t: Telling, { field, from, to }: FieldChange): Pieces => {
  const after = toOnly(t, { field, to });
  if (isPrivate(field) || to.kind === 'hidden') return after;
  if (to.kind === 'none' || to.kind === 'not stated') return fromOnly(t, { field, from });
  if (from.kind === 'value' && isSame({ field, from, to })) return say(after, ', as it was');
  return from.kind === 'value' && !isNamelessHere(t, from.value) && !looksSame({ field, from, to })
    ? say(' from ', show(t, field, from.value), after)
    : say(after, beforeMark(t, from));
};

/** " to 40", whatever it was before; nothing where there is nothing any more. */
export const toOnly = (t: Telling, { field, to }: Pick<FieldChange, 'field' | 'to'>): Pieces => {
  if (isPrivate(field) || (to.kind === 'hidden' && to.withheld)) return [words(' to something personal or secret')];
  if (to.kind === 'hidden') return [words(' to something hidden by AWS')];
  return to.kind === 'value' ? say(' to ', show(t, field, to.value)) : [];
};

/** Whether both sides read alike, also where what is hidden in them may differ. */
const looksSame = ({ field, from, to }: FieldChange): boolean =>
  from.kind === 'value' && to.kind === 'value' && isSameValue(field, from.value, to.value);

/** What an attempt would have taken away is not always named; then what it would have set is enough. */
export const isNamelessHere = (t: Telling, value: unknown): boolean =>
  t.tried && typeof value === 'string' && isUuid(bareId(value)) && resourceOfId(t, value)?.name === undefined;

/** " (before: 20)", of something that was taken away. */
export const fromOnly = (t: Telling, { field, from }: Pick<FieldChange, 'field' | 'from'>): Pieces =>
  from.kind === 'value' && isNamelessHere(t, from.value)
    ? []
    : from.kind === 'value' && !isPrivate(field)
      ? say(' (before: ', show(t, field, from.value), ')')
      : say(beforeMark(t, from));

/** "A → B", "B" where nothing was there, "A → none", "A → not stated any more". */
export const arrow = (t: Telling, { field, from, to }: FieldChange): Pieces => {
  if (to.kind === 'hidden') return [words(hiddenWords(to))];
  if (isPrivate(field) && to.kind === 'value') return [words(hiddenWords({ kind: 'hidden', withheld: true }))];
  const after = to.kind === 'value' ? show(t, field, to.value) : [words(to.kind === 'none' ? 'none' : notStated(t))];
  if (isPrivate(field)) return after;
  if (from.kind === 'value' && !looksSame({ field, from, to }) && !isNamelessHere(t, from.value))
    return say(show(t, field, from.value), ' → ', after);
  return from.kind === 'not known' && to.kind === 'none' ? [words('removed')] : after;
};

/** Left out by a call that set the others: whether that keeps or clears it is not known. */
const notStated = ({ tried }: Telling): string => (tried ? 'not stated' : 'not stated any more');

/** "MaxContacts" in words, with the item of a list that is meant: "priority of Billing (VOICE)". */
export const fieldLabel = (t: Telling, { field, item }: Pick<FieldChange, 'field' | 'item'>): Pieces =>
  // Of an override they may be closing times.
  t.resource.ref.type === 'hours-of-operation-override' && field.toLowerCase() === 'config'
    ? [words('times')]
    : item === undefined
      ? labelPieces(field)
      : say(labelPieces(field), ' of ', keyPieces(t, item));

/** A list item's key: a word, or an id with what tells it from others of the id. */
export const keyPieces = (t: Telling, key: string): Pieces => {
  const [id = key, ...rest] = key.split(' ');
  const isId = resourceOfId(t, id) !== undefined || /^[0-9a-f-]{36}$/i.test(id);
  if (!isId) return [nameOf(key)];
  return rest.length === 0 ? idPieces(t, id) : say(idPieces(t, id), ' (', [nameOf(rest.join(' '))], ')');
};

const items = (t: Telling, field: string, all: readonly unknown[]): Pieces => {
  const list = askedFirst(t, all);
  return clipped(
    listed([...list.slice(0, 3).map((item) => itemPieces(t, field, item)), ...list.slice(3).map(() => [])]),
    110,
  );
};

/** "A and B added, C removed"; undefined for what is no list of known sides. */
export const comings = (t: Telling, { field, added = [], removed = [] }: FieldChange): Pieces | undefined => {
  if (added.length + removed.length === 0 || isPrivate(field)) return undefined;
  const hours = intervalShift(added, removed);
  if (hours !== undefined) return hours;
  return commas([
    added.length === 0 ? [] : say(items(t, field, added), ' added'),
    removed.length === 0 ? [] : say(items(t, field, removed), ' removed'),
  ]);
};

/** One field in a few words, as it follows a colon: "status DRAFT → PUBLISHED", "values French added", "actions". */
export const segment = (t: Telling, field: FieldChange): Pieces => {
  const label = fieldLabel(t, field);
  const list = comings(t, field);
  if (isTimes(field) && list !== undefined) return list;
  if (list !== undefined && !isComplex(field)) return say(label, ' ', list);
  if (isLeftOut(field) && (isComplex(field) || isWordy(field) || isPrivate(field.field)))
    return say(label, ` ${notStated(t)}`);
  if (isUnshown(field)) return say(label, hiddenMark(field));
  if ((isComplex(field) || isWordy(field)) && !isEmptyObject(field) && !isTimes(field)) return label;
  return say(label, ' ', arrow(t, field));
};

/** " (hidden)", of what AWS hid in the record; " (not shown)", of what is personal or secret. */
export const hiddenMark = (field: FieldChange): string => {
  if (isPrivate(field.field) || (field.to.kind === 'hidden' && field.to.withheld)) return ' (not shown)';
  return isHidden(field) ? ' (hidden)' : ' (partly hidden)';
};

/** Opening times speak for themselves. */
export const isTimes = ({ field, to, added = [], removed = [] }: FieldChange): boolean =>
  field.toLowerCase() === 'config' &&
  (added.length + removed.length > 0
    ? intervalShift(added, removed) !== undefined
    : to.kind === 'value' && Array.isArray(to.value) && intervalPieces(to.value) !== undefined);

/** The same as one of several details: "auto-accept: off → on", "description: hidden by AWS". */
export const detail = (t: Telling, field: FieldChange, marked: boolean): Pieces =>
  say(
    fieldLabel(t, field),
    ': ',
    comings(t, field) ?? arrow(t, field),
    marked && !isUnshown(field) ? beforeMark(t, field.from) : '',
  );

/** Free text: that it changed is told, how is left to the details. */
export const isWordy = ({ field }: FieldChange): boolean =>
  /^(?:.*\.)?(?:description|phonenumberdescription|content|title|versiondescription|instructions|function)$/i.test(
    field,
  );

/** Fields that are known to have changed come first. */
export const byKnowledge = (fields: readonly FieldChange[]): readonly FieldChange[] => [
  ...fields.filter(isKnownShift),
  ...fields.filter((field) => !isKnownShift(field)),
];
