import { type Beside, SAID_ANYHOW } from '../actor/actor';
import type { Change } from '../change/change';
import { phrases } from '../words/words';
import { joined, type Line, type LinePiece, line, words } from './message';

const piecesOf = (one: Beside): readonly LinePiece[] => phrases.beside[one.kind](one);

/** Whom the record names beside the actor, each in a line of its own. For details. */
export const besideLines = ({ beside = [] }: Change): readonly Line[] =>
  beside.map((one) => line('item', ...piecesOf(one)));

/** Those of them that somebody else may stand behind, as they follow a line. */
export const besidePieces = ({ beside = [] }: Change): readonly LinePiece[] => {
  const told = beside.filter(({ kind }) => !SAID_ANYHOW.has(kind)).map(piecesOf);
  return told.length === 0 ? [] : [words(' · '), ...joined(', ', told)];
};
