import type { ResourceRef } from '../change/resource';
import { labelOf } from '../change/resource-types';
import { phrases } from '../words/words';
import { type Answer, type AnsweredChange, allChanges, type NamedResource } from './answer';
import { type LinePiece, quiet, words } from './message';

/** A thing by type, name and instance: "queue Billing, harbor-prod (deleted)". */
export const describe = ({ ref, name, nameNow, deleted, earlier }: NamedResource): readonly LinePiece[] => [
  ...phrases.subjects.thing({
    type: labelOf(ref.type),
    name: nameNow ?? name ?? ref.id ?? phrases.subjects.ofUnknownId,
    instance: ref.instance?.alias ?? ref.instance?.id,
    deleted: deleted === true && earlier === undefined,
  }),
  ...(earlier === undefined ? [] : [words(phrases.subjects.earlier(earlier))]),
];

/** What was asked about: "queue Billing, harbor-prod", "everything by ann"; `any` where nothing was found of it. */
export const subjectPieces = (answer: Answer, of: 'all' | 'any' = 'all'): readonly LinePiece[] => {
  const { subjects, query } = answer;
  if (query.subject.kind === 'event') return phrases.subjects.event(query.subject);
  const subject =
    subjects.length === 0 ? phrases.subjects[of]({ types: query.types.map(labelOf) }) : thingsPieces(subjects);
  const person = personIn(answer);
  return person === undefined ? subject : phrases.subjects.by({ subject, person });
};

/** One thing in full; several of one name by their types: "flow and queue Billing in harbor-prod, queue Billing in harbor-sydney". */
const thingsPieces = (subjects: readonly NamedResource[]): readonly LinePiece[] => {
  const [first] = subjects;
  const nameOf = ({ name, nameNow, ref }: NamedResource) => nameNow ?? name ?? ref.id ?? '';
  if (
    first === undefined ||
    subjects.length === 1 ||
    subjects.some((each) => each.earlier !== undefined || nameOf(each) !== nameOf(first))
  ) {
    return phrases.subjects.things({ things: subjects.map(describe) });
  }
  const places = [...new Set(subjects.map(({ ref }) => placeOf(ref)))].map((place) => ({
    place,
    types: subjects.filter(({ ref }) => placeOf(ref) === place).map(({ ref }) => labelOf(ref.type)),
  }));
  return phrases.subjects.ofOneName({ name: nameOf(first), places });
};

const placeOf = ({ instance }: NamedResource['ref']): string => instance?.alias ?? instance?.id ?? '';

/** The instances that an answer is about, each once, and the Regions that each of them, by its id, is seen in. */
interface Places {
  readonly instances: ReadonlySet<string>;
  readonly regions: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Each line asks: a thousand lines would look through all changes a thousand times. */
const FOUND = new WeakMap<Answer, Places>();
const placesOf = (answer: Answer): Places => {
  const known = FOUND.get(answer) ?? findPlaces(answer);
  FOUND.set(answer, known);
  return known;
};

const findPlaces = (answer: Answer): Places => {
  const instances = new Set<string>();
  const regions = new Map<string, Set<string>>();
  const add = (ref: NamedResource['ref'], region: string): void => {
    const place = placeOf(ref);
    if (place !== '') instances.add(place);
    const { instance } = ref;
    if (instance !== undefined) regions.set(instance.id, (regions.get(instance.id) ?? new Set()).add(region));
  };
  for (const { ref } of answer.subjects) add(ref, ref.region);
  for (const { resource, change } of allChanges(answer)) add(resource.ref, change.region);
  return { instances, regions };
};

/** With several instances in one answer, or several Regions of one, each line says which one it is about. */
export const whereOf = (told: AnsweredChange, answer: Answer): readonly LinePiece[] => {
  const place = placeOf(told.resource.ref);
  const isNamed = told.sentence.some((piece) => 'name' in piece && piece.name === place);
  const region = isInSeveralRegions(told, answer) ? told.change.region : undefined;
  if (region !== undefined)
    return [words(' · '), ...(isNamed || place === '' ? [quiet(region)] : phrases.subjects.place({ place, region }))];
  const { instances } = placesOf(answer);
  return place !== '' && !isNamed && (instances.size > 1 || !instances.has(place))
    ? [words(' · '), ...phrases.subjects.place({ place })]
    : [];
};

/** Global Resiliency: one instance id, and in each Region changes of its own. */
const isInSeveralRegions = ({ change, resource }: AnsweredChange, answer: Answer): boolean => {
  const regions = placesOf(answer).regions.get(resource.ref.instance?.id ?? '') ?? new Set();
  return new Set([change.region, ...regions]).size > 1;
};

/** The instance that all of it was in, where lines don't say it. */
export const placeOfAll = (answer: Answer): string | undefined =>
  answer.subjects.length > 0 || allChanges(answer).some(({ resource }) => placeOf(resource.ref) === '')
    ? undefined
    : onlyInstanceOf(answer);

/** The one instance of what was asked about. */
export const onlyInstanceOf = (answer: Answer): string | undefined => {
  const [only, ...others] = placesOf(answer).instances;
  return others.length === 0 ? only : undefined;
};

/** The name of the person whose changes were asked for, in place of an id too. */
export const personIn = ({ query: { by }, people = [] }: Pick<Answer, 'query' | 'people'>): string | undefined => {
  if (by === undefined) return undefined;
  if (by.kind === 'slack user') return by.label ?? by.slackUserId;
  const meant = people.find(({ ref }) => isIdOf(by.name, ref));
  return meant?.nameNow ?? meant?.name ?? by.name;
};

/** Whether a text is a thing's id, or an ARN that ends with it. */
export const isIdOf = (text: string, { id }: ResourceRef): boolean =>
  id !== undefined && `/${text.toLowerCase()}`.endsWith(`/${id.toLowerCase()}`);
