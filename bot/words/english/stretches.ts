import { type LinePiece, moment, quiet, words } from '../../answer/message';

/** A stretch of time that was asked for: ISO 8601 UTC. */
export interface Stretch {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** " since Sat 21 Nov 08:00 until …" */
export const since = ({ from, to }: Stretch): readonly LinePiece[] => [
  ...(from === undefined ? [] : [words(' since '), moment(from)]),
  ...(to === undefined ? [] : [words(' until '), moment(to)]),
];
export const by = (person: string | undefined): readonly LinePiece[] =>
  person === undefined ? [] : [words(' by '), quiet(person)];
export const inPlace = (place: string | undefined): readonly LinePiece[] =>
  place === undefined ? [] : [words(' in '), ...instanceCalled(place)];

/** An instance by its alias; by its id, which could be anything's, it is said to be one. */
export const instanceCalled = (place: string): readonly LinePiece[] =>
  INSTANCE_ID.test(place) ? [words('instance '), quiet(place)] : [quiet(place)];
/** Published records have X in place of some digits. */
const INSTANCE_ID = /^[\da-f]{8}(?:-[\da-fx]{4}){3}-[\da-fx]+$/i;
