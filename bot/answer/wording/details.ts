import type { Verb } from '../../change/catalogue';
import type { FieldChange } from '../../change/effect';
import { isPrivate } from './labels';
import { clipped, type Pieces, words } from './pieces';
import { deedIn } from './sentence';
import { beforeWords, byKnowledge, detail } from './shifts';
import { askedFirst, fieldsOf, isAmong, isOwnName, isSame, SETTING_VERBS, type Telling, type Told } from './telling';

const MOST = 6;
const LONGEST = 200;

/** What the sentence does not tell, a field each: "auto-accept: off → on". Nothing personal, secret or unchanged. */
export const detailsOf = (told: Told): readonly Pieces[] => {
  const t: Telling = { ...told, it: false, tried: told.change.outcome.kind === 'failed' };
  const { tells } = deedIn(told, false);
  const known = byKnowledge(
    fieldsOf(t).filter(
      (field) =>
        says(field) &&
        !isSame(field) &&
        !isAmong(field, tells) &&
        !isOwnName(told.change, field) &&
        !isOfNoUse(field, told),
    ),
  );
  const untold = askedFirst(t, known);
  const shown = untold.slice(0, MOST);
  const unknown = shown.filter((field) => SETTING.has(told.change.verb) && isUnknown(field));
  const reasons = [...new Set(unknown.flatMap(({ from }) => (from.kind === 'not known' ? [from.because] : [])))];
  // Several fields of which the same is unknown say so once, at the end.
  const [because, ...others] = unknown.length > 1 && !t.tried ? reasons : [];
  const together = because !== undefined && others.length === 0;
  const more = untold.length - shown.length;
  return [
    ...shown.map((field) => clipped(detail(t, field, !together && unknown.includes(field)), LONGEST)),
    ...(together ? [[words(beforeWords(because))]] : []),
    ...(more > 0 ? [[words(`${more} more`)]] : []),
    ...withoutRequest(told),
  ];
};

/** What a call named and stated is then not known, which its silence does not say. */
const withoutRequest = ({ change }: Told): readonly Pieces[] =>
  change.withoutRequest ? [[words('what it stated was not recorded')]] : [];

/** So much of one value is read in a list of all. */
const LONGEST_OF_ALL = 400;

/** Every field that may be told, whether the sentence tells it or not: "max contacts: 20 → 40", each with what is not known of before. */
export const allFieldsOf = (told: Told): readonly Pieces[] => {
  const t: Telling = { ...told, it: false, tried: told.change.outcome.kind === 'failed' };
  const fields = byKnowledge(fieldsOf(t).filter((field) => says(field) || field.to.kind === 'hidden')).map((field) =>
    clipped(detail(t, field, SETTING.has(told.change.verb) && isUnknown(field)), LONGEST_OF_ALL),
  );
  return [...fields, ...withoutRequest(told)];
};

/** Verbs that set over what was there before. */
const SETTING: ReadonlySet<Verb> = new Set<Verb>(['update', 'put', 'tag', 'untag', 'change']);
const isUnknown = ({ from, to }: FieldChange): boolean => from.kind === 'not known' && to.kind !== 'hidden';

/** Of something new, that it has a password or a name is no news. */
const isOfNoUse = ({ field }: FieldChange, { change }: Told): boolean =>
  !SETTING_VERBS.has(change.verb) && isPrivate(field);

/** An empty value of something new says nothing. */
const says = ({ from, to }: FieldChange): boolean =>
  from.kind !== 'none' || (to.kind === 'value' && to.value !== '' && to.value !== null && !isEmpty(to.value));
const isEmpty = (value: object | string | number | boolean): boolean =>
  typeof value === 'object' && Object.keys(value).length === 0;
