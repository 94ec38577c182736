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
  place === undefined ? [] : [words(' in '), quiet(place)];
