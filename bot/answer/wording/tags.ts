import type { FieldChange } from '../../change/effect';
import { REMOVED, SET } from './families';
import { listed, nameOf, type Pieces, say } from './pieces';
import { beforeMark, fromOnly, fromTo, toOnly } from './shifts';
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
  const { mark, ofEach } = marksOf(t, tags);
  const what = listed(tags.map((tag) => say(keyOf(tag), toOnly(t, tag), ofEach(tag))));
  return deed(unknownBefore(shown(tags)), form(t, SET), ' tags ', what, ' on ', self(t), mark);
};
const TAGGED: Forms = ['tagged', 'tag'];

/** "removed tag team from queue Billing (before: red)" */
const untagged: Word = (t) => {
  const tags = tagsIn(t);
  const [only, ...more] = tags;
  if (namesNone(t, 'tags')) return deed(['tagKeys'], form(t, REMOVED), ' no tags from ', self(t));
  if (only === undefined) return deed(['tagKeys'], form(t, ['removed tags from', 'remove tags from']), ' ', self(t));
  if (more.length === 0) {
    return deed([only.field], form(t, REMOVED), ' tag ', keyOf(only), ' from ', self(t), fromOnly(t, only));
  }
  const { mark, ofEach } = marksOf(t, tags);
  const what = listed(tags.map((tag) => say(keyOf(tag), ofEach(tag))));
  return deed(unknownBefore(shown(tags)), form(t, REMOVED), ' tags ', what, ' from ', self(t), mark);
};

/** Marks earlier values that are not known: once at the end where that holds for all tags, else beside each such tag. */
const marksOf = (t: Telling, tags: readonly FieldChange[]) => {
  const [mark = '', ...others] = new Set(tags.map(({ from }) => beforeMark(t, from)));
  const isOne = others.length === 0;
  return {
    mark: isOne ? mark : '',
    ofEach: ({ from }: FieldChange): string => (isOne ? '' : beforeMark(t, from)),
  };
};

/** Those that a list of three or of two and a count shows. */
const shown = (tags: readonly FieldChange[]): readonly FieldChange[] => (tags.length <= 3 ? tags : tags.slice(0, 2));

/** Details need tell only those of which there is more to tell. */
const unknownBefore = (tags: readonly FieldChange[]): readonly string[] =>
  tags.filter(({ from }) => from.kind !== 'value').map(({ field }) => field);

export const TAG_DEEDS: Readonly<Record<string, Word>> = {
  TagResource: tagged,
  UntagResource: untagged,
};
