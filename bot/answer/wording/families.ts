import type { ResourceType } from '../../change/catalogue';
import type { FieldChange } from '../../change/effect';
import { isOnlyItsId } from '../../change/known-by-name';
import { labelOf } from '../../change/resource-types';
import { isPrivate } from './labels';
import { commas, listed, nameOf, type Pieces, say } from './pieces';
import {
  beforeMark,
  fieldLabel,
  fromOnly,
  fromTo,
  hiddenMark,
  isNamelessHere,
  isTimes,
  isWordy,
  segment,
} from './shifts';
import {
  askedFirst,
  type Deed,
  deed,
  type Forms,
  fieldAt,
  fieldsOf,
  fieldsUnder,
  form,
  isComplex,
  isEmptyObject,
  isKnownShift,
  isLeftOut,
  isList,
  isOwnName,
  isSame,
  isSetOver,
  isUnshown,
  keyOf,
  namesNone,
  type Telling,
  type Word,
} from './telling';
import { idPieces, named, ofParent, ofSelf, oneOf, pronoun, relatedOf, self, things } from './things';

/** Ways of telling that many operations share. */

export const SET: Forms = ['set', 'set'];
export const CHANGED: Forms = ['changed', 'change'];
/** Of a call of which nobody knows what it set. */
export const UPDATED: Forms = ['updated', 'update'];
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
    return field === undefined ? deed([], form(t, SET), ` ${what}`, ofSelf(t)) : one(t, field, what);
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
  // A new name comes first.
  if (verb === undefined || renamedFrom(t) !== undefined) return undefined;
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
    const [only] = fields;
    if (only !== undefined && fields.length === 1 && isEmptyObject(only) && paths.some((path) => isWhole(only, path)))
      return deed([only.field], form(t, SAVED), ` ${what}`, ofSelf(t), ', empty');
    return several(t, fields, say(what, ofSelf(t)));
  };

const isWhole = ({ field }: FieldChange, path: string): boolean => field.toLowerCase() === path.toLowerCase();

/** "changed" where something is known to have changed, "set" where it is not known what was there, "saved" where all may be as it was. */
export const verbFor = (fields: readonly FieldChange[]): Forms => {
  if (fields.some((field) => isKnownShift(field) && !isLeftOut(field))) return CHANGED;
  return fields.some(isSetOver) ? SET : SAVED;
};

/** More fields than that are not all told: the first two, and how many others. */
const MOST_TOLD = 3;

/** What changed comes before what may be gone, what was set, and what may be as it was. */
const rankOf = (field: FieldChange): number => {
  if (isLeftOut(field)) return 1;
  if (isKnownShift(field)) return 0;
  return isSetOver(field) ? 2 : 3;
};

/** The fields that a sentence tells, those that are known to have changed first. */
export const toTell = (fields: readonly FieldChange[], most = MOST_TOLD): readonly FieldChange[] => {
  const ordered = [...fields].sort((one, other) => rankOf(one) - rankOf(other));
  return ordered.length <= most ? ordered : ordered.slice(0, most - 1);
};

/** A list of what changed; where nothing is known to have changed, of what was set or saved. */
const several = (t: Telling, fields: readonly FieldChange[], what: Pieces, set: Forms = SET): Deed => {
  const news = fields.filter((field) => !isSame(field));
  if (fields.length === 0) return deed([], form(t, UPDATED), ' ', what);
  if (news.length === 0) return deed(pathsOf(fields), form(t, SAVED), ' ', what, ' without a change');
  const verb = verbFor(news);
  const listed = askedFirst(t, verb === CHANGED ? news.filter(isKnownShift) : news);
  const shown = toTell(listed);
  const { pieces, tells } = deed(
    pathsTold(shown),
    form(t, verb === SET ? set : verb),
    ' ',
    what,
    ': ',
    commas(segmentsOf(t, shown)),
  );
  const isAll = listed.length === shown.length;
  return { pieces, tells, names: pathsOf(shown), ...(isAll ? {} : { lists: true as const }) };
};

/** What is not known before several is said once, behind the last of them. */
const segmentsOf = (t: Telling, fields: readonly FieldChange[]): readonly Pieces[] => {
  const unknown = fields.filter((field) => field.from.kind === 'not known' && !isUnshown(field));
  const shared = sharedMark(t, unknown);
  return fields.map((field) => {
    const own = shared === '' && unknown.includes(field) ? beforeMark(t, field.from) : '';
    return say(segment(t, field), field === unknown.at(-1) ? shared : '', own);
  });
};

/** " (before: not recorded)", where that is so of all of them. */
export const sharedMark = (t: Telling, fields: readonly FieldChange[]): string => {
  const [mark = '', ...others] = new Set(fields.map(({ from }) => beforeMark(t, from)));
  return others.length === 0 ? mark : '';
};

export const pathsOf = (fields: readonly FieldChange[]): readonly string[] => fields.map(keyOf);

/** A segment tells all of a short value, and of a long one only that it changed. */
export const pathsTold = (fields: readonly FieldChange[]): readonly string[] =>
  pathsOf(fields.filter((field) => isUnshown(field) || !isLong(field)));

/** Free text, objects and lists of them: details tell them. */
export const isLong = (field: FieldChange): boolean => isWordy(field) || (isComplex(field) && !isTimes(field));

/** A change of whatever the request sets: a new name, one field, or the fields that are known to have changed. */
export const edited: Word = (t) => {
  const rename = renaming(t);
  if (rename !== undefined) return rename;
  const all = fieldsOf(t);
  const news = all.filter((field) => !isSame(field) && !isOldName(t, field));
  const [only] = news;
  if (news.length > 0 && verbFor(news) === SAVED && !news.some(isLeftOut)) return savedAgain(t, all);
  const name = news.find(isNameField);
  if (name !== undefined && !isKnownShift(name) && news.length <= 2) return newName(t, name);
  if (news.length === 1 && only !== undefined && !isLeftOut(only)) {
    const what = say(' the ', fieldLabel(t, only), ofSelf(t), ofParent(t));
    if ((isLong(only) || isPrivate(only.field)) && !isList(only)) {
      const { pieces, tells } = deed(
        [],
        form(t, verbFor(news)),
        what,
        isKnownShift(only) ? '' : beforeMark(t, only.from),
      );
      return { pieces, tells, names: pathsOf([only]) };
    }
    if (!isList(only) && only.to.kind === 'value') {
      return deed(pathsOf([only]), form(t, SET), what, fromTo(t, only));
    }
  }
  // "Set queue Billing" says nothing.
  const others = news.filter((field) => field !== name);
  const isShown = name === undefined || (!t.it && others.length > 0 && isOwnName(t.change, name));
  const ordered = isShown ? others : [...others, name];
  return several(t, news.length === 0 ? all : ordered, say(self(t), ofParent(t)), SAVED);
};

/** "saved the name (as it was) and the description (hidden) of queue Billing": nothing of it is known to have changed. */
const savedAgain = (t: Telling, fields: readonly FieldChange[]): Deed => {
  const news = fields.filter((field) => !isSame(field) && !isOldName(t, field));
  const shown = fields.length <= MOST_TOLD ? fields : toTell(news);
  const what = listed(shown.map((field) => say('the ', fieldLabel(t, field), asSaved(t, field))));
  const others = fields.length > MOST_TOLD && news.length < fields.length ? ', the rest as it was' : '';
  return deed(pathsOf(shown), form(t, SAVED), ' ', what, ofSelf(t), ofParent(t), others);
};

/** What is known of a field that a call saved. */
export const asSaved = (t: Telling, field: FieldChange): string => {
  if (isSame(field) || isOldName(t, field)) return ' (as it was)';
  if (isEmptyObject(field)) return ' (empty)';
  return hiddenMark(field);
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
export const isOldName = (t: Telling, field: FieldChange): boolean =>
  isNameField(field) && t.nameBefore !== undefined && t.nameBefore === t.change.nameInRecord;

/** The name that a call replaces, where both are known and differ. */
export const renamedFrom = (t: Telling): string | undefined => {
  const name = t.change.nameInRecord;
  const field = fieldsOf(t).find(isNameField);
  const before = t.nameBefore ?? (field?.from.kind === 'value' ? field.from.value : undefined);
  if (name === undefined || typeof before !== 'string' || before === name) return undefined;
  return [before, name].every((one) => isOnlyItsId(one, t.resource.ref)) ? undefined : before;
};

/** "renamed queue A to B" */
const renaming = (t: Telling): Deed | undefined => {
  const [before, name] = [renamedFrom(t), t.change.nameInRecord];
  if (before === undefined || name === undefined) return undefined;
  const what = t.it ? `${pronoun(t)} from ` : `${labelOf(t.resource.ref.type)} `;
  return deed(namePaths(t), form(t, RENAMED), ` ${what}`, [nameOf(before)], ' to ', [nameOf(name)]);
};
export const RENAMED: Forms = ['renamed', 'rename'];
export const namePaths = (t: Telling): readonly string[] => pathsOf(fieldsOf(t).filter(isNameField).slice(0, 1));

/** A name of which only the new one is known. */
const newName = (t: Telling, field: FieldChange): Deed => {
  const { nameNow } = t.resource;
  const now = nameNow === undefined ? [] : say(', now called ', [nameOf(nameNow)], ',');
  const of = t.it ? [] : say(` of ${oneOf(t)}`, now);
  return deed([field.field], form(t, SET), ' the name', of, fromTo(t, field));
};

/** What the call itself names is put in or taken out: "added quick connect Front Desk to queue Billing". */
export const parts =
  (verb: Forms, between: string, type: ResourceType, ...paths: readonly string[]): Word =>
  (t) =>
    deed(
      paths,
      form(t, verb),
      ' ',
      things(askedFirst(t, relatedOf(t, type)), type, namesNone(t, ...paths)),
      ` ${between} `,
      self(t),
    );

/** Something new with what it was made with: "created user carl with security profile Admin". */
export const madeWith =
  (...members: readonly (readonly [path: string, type: ResourceType])[]): Word =>
  (t) => {
    const found = members.flatMap(([path, type]) => {
      const ids = idsAt(t, path);
      const related = relatedOf(t, type).filter(({ ref }) => ids.includes(ref.id?.toLowerCase() ?? ''));
      const items = askedFirst(t, related);
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
    // Nobody knows that a hidden value is another one.
    if (field?.to.kind === 'hidden') return edited(t);
    if (field === undefined || field.to.kind !== 'value') return deed([], form(t, forms), ' ', self(t), ' elsewhere');
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

/** What a call does not state of its one setting: "saved queue Billing without maximum contacts (before: 20)". */
export const savedWithout =
  (path: string, what: string): Word =>
  (t) => {
    const field = fieldAt(t, path);
    const before = field === undefined ? [] : fromOnly(t, field);
    return deed([path], form(t, SAVED), ' ', self(t), ` without ${what}`, before);
  };

/** Whether a call states a member, if only as empty. */
export const isStated = ({ change }: Telling, path: string): boolean =>
  change.set.some(({ field }) => field.toLowerCase() === path.toLowerCase());
