import type { FieldChange } from '../../change/effect';
import {
  asSaved,
  CHANGED,
  isLong,
  isOldName,
  namePaths,
  pathsOf,
  pathsTold,
  RENAMED,
  renamedFrom,
  SAVED,
  SET,
  sharedMark,
  toTell,
} from './families';
import { commas, listed, nameOf, type Pieces, say } from './pieces';
import { beforeMark, fieldLabel, segment } from './shifts';
import {
  type Deed,
  fieldsOf,
  form,
  isAmong,
  isKnownShift,
  isLeftOut,
  isOwnName,
  isSame,
  isSetOver,
  isUnshown,
  type Telling,
} from './telling';
import { pronoun } from './things';
import { valuePieces } from './values';

/** What a call set besides what its sentence tells: in a list of changes the sentence is all there is. */

/** So many other settings are told; of more, only how many. */
const MOST_TOLD = 2;

/** "renamed hours Weekdays to Weekdays 2 and changed them: Mon 08:00–12:00 instead of 09:00–17:00" */
export const withTheRest = (t: Telling, base: Deed): Deed => {
  const { tells, names = [], lists } = base;
  const rest = fieldsOf(t).filter(
    (field) =>
      !isSame(field) && !isAmong(field, [...tells, ...names]) && !isOldName(t, field) && !isOwnName(t.change, field),
  );
  const shown = lists ? [] : toTell(rest, MOST_TOLD);
  const more = rest.length - shown.length;
  const groups = [
    ...renamedToo(t, [...tells, ...names]),
    ...groupsOf(t, shown, base),
    ...(more > 0 ? [say(`${more} other setting${more === 1 ? '' : 's'}`)] : []),
  ];
  if (groups.length === 0) return base;
  const behind = groups.flatMap((group, at) => say(at === groups.length - 1 ? ' and ' : ', ', group));
  return {
    ...base,
    pieces: say(withoutMark(base.pieces, sharedMark(t, shown.filter(isSetOver))), behind),
    tells: [...tells, ...pathsTold(shown)],
    names: [...names, ...pathsOf(shown)],
  };
};

/** "renamed it from A to B", where the sentence does not tell that. */
const renamedToo = (t: Telling, told: readonly string[]): readonly Pieces[] => {
  const [before, now, paths] = [renamedFrom(t), t.change.nameInRecord, namePaths(t)];
  if (before === undefined || now === undefined || paths.every((path) => told.includes(path))) return [];
  return [say(form(t, RENAMED), ` ${pronoun(t)} from `, [nameOf(before)], ' to ', [nameOf(now)])];
};

/** What is not known before both is said once, behind them. */
const withoutMark = (pieces: Pieces, mark: string): Pieces => {
  const last = pieces.at(-1);
  return mark !== '' && last !== undefined && 'words' in last && last.words === mark ? pieces.slice(0, -1) : pieces;
};

/** What changed, what was set and what was only saved: each with its verb. */
const groupsOf = (t: Telling, fields: readonly FieldChange[], base: Deed): readonly Pieces[] => {
  const changed = fields.filter((field) => isKnownShift(field));
  const set = fields.filter((field) => isSetOver(field));
  const saved = fields.filter((field) => !isKnownShift(field) && !isSetOver(field));
  const verb = changed.every(isLeftOut) ? SAVED : CHANGED;
  const mark = sharedMark(t, set);
  // "set the name to live and the version to 6"
  const [first] = base.pieces;
  const goesOn = changed.length === 0 && first !== undefined && 'words' in first && first.words === form(t, SET);
  return [
    changed.length === 0
      ? []
      : say(form(t, verb), ` ${pronoun(t)}: `, commas(changed.map((field) => segment(t, field)))),
    set.length === 0
      ? []
      : say(goesOn ? '' : `${form(t, SET)} `, listed(set.map((field) => asSet(t, field, mark === ''))), mark),
    saved.length === 0
      ? []
      : say(form(t, SAVED), ' ', listed(saved.map((field) => say('the ', fieldLabel(t, field), asSaved(t, field))))),
  ].filter((group) => group.length > 0);
};

const asSet = (t: Telling, field: FieldChange, isMarked: boolean): Pieces => {
  const value = field.to.kind === 'value' ? valuePieces(t, field.field, field.to.value) : 'none';
  const to = isUnshown(field) || isLong(field) ? '' : say(' to ', value);
  return say('the ', fieldLabel(t, field), to, isMarked ? beforeMark(t, field.from) : '');
};
