import type { FieldChange } from '../../change/effect';
import { REMOVED, SET } from './families';
import { cut, listed, nameOf, type Pieces, quietly, say, scalarText } from './pieces';
import { fromOnly, fromTo } from './shifts';
import { deed, type Forms, fieldsUnder, form, namesNone, type Telling, type Word } from './telling';
import { self } from './things';

/** A tag is a field below `tags`, by its key. */
const tagsIn = (t: Telling): readonly FieldChange[] =>
  fieldsUnder(t, 'tags', 'tagKeys').filter(({ field }) => field.includes('.'));

const keyOf = ({ field }: FieldChange): Pieces => [nameOf(field.slice(field.indexOf('.') + 1), 40)];

/** "set tag team on queue Billing from red to billing", "set tags team to billing and env to prod on queue Billing" */
const tagged: Word = (t) => {
  const tags = tagsIn(t);
  const [only, ...more] = tags;
  if (namesNone(t, 'tags')) return deed(['tags'], form(t, SET), ' no tags on ', self(t));
  if (only === undefined) return deed([], form(t, TAGGED), ' ', self(t));
  if (more.length === 0)
    return deed([only.field], form(t, SET), ' tag ', keyOf(only), ' on ', self(t), fromTo(t, only));
  const what = listed(tags.map((tag) => say(keyOf(tag), ' to ', valueIn(tag))));
  return deed(unknownBefore(tags.slice(0, 2)), form(t, SET), ' tags ', what, ' on ', self(t));
};
const TAGGED: Forms = ['tagged', 'tag'];

const valueIn = ({ to }: FieldChange): Pieces =>
  to.kind === 'value' ? [quietly(cut(scalarText(to.value), 60))] : say('something hidden by AWS');

/** "removed tag team from queue Billing (before: red)" */
const untagged: Word = (t) => {
  const tags = tagsIn(t);
  const [only, ...more] = tags;
  if (namesNone(t, 'tags')) return deed(['tagKeys'], form(t, REMOVED), ' no tags from ', self(t));
  if (only === undefined) return deed(['tagKeys'], form(t, ['removed tags from', 'remove tags from']), ' ', self(t));
  if (more.length === 0) {
    return deed([only.field], form(t, REMOVED), ' tag ', keyOf(only), ' from ', self(t), fromOnly(t, only));
  }
  const what = listed(tags.map(keyOf));
  return deed(unknownBefore(tags), form(t, REMOVED), ' tags ', what, ' from ', self(t));
};

/** Details need tell only those of which there is more to tell. */
const unknownBefore = (tags: readonly FieldChange[]): readonly string[] =>
  tags.filter(({ from }) => from.kind !== 'value').map(({ field }) => field);

export const TAG_DEEDS: Readonly<Record<string, Word>> = {
  TagResource: tagged,
  UntagResource: untagged,
};
