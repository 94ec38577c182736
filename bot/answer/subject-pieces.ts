import { labelOf } from '../change/resource-types';
import type { Query } from '../query/query';
import type { Answer, AnsweredChange, NamedResource } from './answer';
import { joined, type LinePiece, listOf, moment, quiet, words } from './message';

/** A thing by type, name and instance: "queue Billing, harbor-prod (deleted)". */
export const describe = ({ ref, name, nameNow, deleted }: NamedResource): readonly LinePiece[] => [
  words(`${labelOf(ref.type)} `),
  { name: nameNow ?? name ?? ref.id ?? 'of unknown id' },
  ...(ref.instance === undefined ? [] : [words(', '), quiet(ref.instance.alias ?? ref.instance.id)]),
  ...(deleted ? [words(' (deleted)')] : []),
];

/** What was asked about: "queue Billing, harbor-prod", "everything by ann". */
export const subjectPieces = ({ subjects, query }: Answer): readonly LinePiece[] =>
  subjects.length === 0
    ? [
        words(query.types.length === 0 ? 'everything' : `every ${query.types.map(labelOf).join(', ')}`),
        ...byPieces(query),
      ]
    : [...thingsPieces(subjects), ...byPieces(query)];

/** One thing in full; several of one name by their types: "flow and queue Billing in harbor-prod, queue Billing in harbor-sydney". */
const thingsPieces = (subjects: readonly NamedResource[]): readonly LinePiece[] => {
  const [first] = subjects;
  const nameOf = ({ name, nameNow, ref }: NamedResource) => nameNow ?? name ?? ref.id ?? '';
  if (first === undefined || subjects.length === 1 || subjects.some((each) => nameOf(each) !== nameOf(first))) {
    return joined(' and ', subjects.map(describe));
  }
  const places = [...new Set(subjects.map(({ ref }) => placeOf(ref)))];
  return joined(
    ', ',
    places.map((place): readonly LinePiece[] => {
      const types = subjects.filter(({ ref }) => placeOf(ref) === place).map(({ ref }) => labelOf(ref.type));
      return [
        words(`${listOf(types)} `),
        { name: nameOf(first) },
        ...(place === '' ? [] : [words(' in '), quiet(place)]),
      ];
    }),
  );
};

const placeOf = ({ instance }: NamedResource['ref']): string => instance?.alias ?? instance?.id ?? '';

/** The instances that an answer is about, each once. */
const instancesOf = ({ changes, subjects }: Answer): readonly string[] => {
  const refs = [...subjects.map(({ ref }) => ref), ...changes.map(({ resource }) => resource.ref)];
  return [...new Set(refs.map(placeOf).filter((place) => place !== ''))];
};

/** With several instances in one answer, or several Regions of one, each line says which one it is about. */
export const whereOf = (told: AnsweredChange, answer: Answer): readonly LinePiece[] => {
  const place = placeOf(told.resource.ref);
  const isNamed = told.sentence.some((piece) => 'name' in piece && piece.name === place);
  const region = regionsBeside(told, answer).length > 1 ? told.change.region : undefined;
  if (region !== undefined) return [words(' · '), quiet(isNamed || place === '' ? region : `${place} (${region})`)];
  const places = instancesOf(answer);
  return place !== '' && !isNamed && (places.length > 1 || !places.includes(place)) ? [words(' · '), quiet(place)] : [];
};

/** Global Resiliency: one instance id, and in each Region changes of its own. The Regions of this one's in an answer. */
const regionsBeside = ({ change, resource }: AnsweredChange, { changes, subjects }: Answer): readonly string[] => {
  const id = resource.ref.instance?.id;
  const isOfIt = (named: NamedResource): boolean => id !== undefined && named.ref.instance?.id === id;
  return [
    ...new Set([
      change.region,
      ...changes.filter((other) => isOfIt(other.resource)).map((other) => other.change.region),
      ...subjects.filter(isOfIt).map(({ ref }) => ref.region),
    ]),
  ];
};

/** Where lines don't say it, since all of it was in one instance. */
export const allInPieces = (answer: Answer): readonly LinePiece[] => {
  if (answer.changes.some(({ resource }) => placeOf(resource.ref) === '')) return [];
  const [only, ...others] = instancesOf(answer);
  return only === undefined || others.length > 0 || answer.subjects.length > 0 ? [] : [words(', all in '), quiet(only)];
};

/** The one instance of what was asked about. */
export const onlyInstanceOf = (answer: Answer): string | undefined => {
  const places = instancesOf(answer);
  return places.length === 1 ? places[0] : undefined;
};

export const personPieces = ({ by }: Query): readonly LinePiece[] =>
  by === undefined ? [] : [quiet(by.kind === 'name' ? by.name : (by.label ?? by.slackUserId))];

/** " by ann" */
export const byPieces = (query: Query): readonly LinePiece[] =>
  query.by === undefined ? [] : [words(' by '), ...personPieces(query)];

/** " since Sat 21 Nov 08:00 until …" */
export const sincePieces = ({ window: { from, to } }: Query): readonly LinePiece[] => [
  ...(from === undefined ? [] : [words(' since '), moment(from)]),
  ...(to === undefined ? [] : [words(' until '), moment(to)]),
];
