import { labelOf, pluralOf } from '../change/resource-types';
import { phrases } from '../words/words';
import { actorKey } from './actor-id';
import type { Answer, AnsweredChange } from './answer';
import { everythingIn, type Telling } from './ask-again';
import { type Line, line, moment, type Piece } from './message';
import { whereOf } from './subject-pieces';
import { VIA_SHORT } from './wording/via';

const MOST_NEARBY = 3;
const ALIKE_MS = 10 * 60_000;

/** Changes to what the thing depends on: three lines at most, apart from the answer. */
export const nearbyLines = (answer: Answer, { command }: Telling): readonly Line[] => {
  const alike = collapseAlike(answer.nearby);
  if (alike.length === 0) return [];
  // A long window is not looked at whole, only the hours around the newest change.
  const { from } = answer.query.window;
  const isAsked = from !== undefined && from === (answer.nearbyWindow ?? answer.query.window).from;
  const more = alike.slice(MOST_NEARBY).reduce((sum, { changes }) => sum + changes.length, 0);
  return [
    line('heading', isAsked ? phrases.found.nearbyInPeriod : phrases.found.nearbyWithinHour),
    ...alike.slice(0, MOST_NEARBY).map((each) => alikeLine(each, answer)),
    ...(more > 0
      ? [
          line(
            'item',
            ...phrases.found.moreNearby({
              count: more,
              typed: `${command} ${everythingIn(answer.nearbyWindow ?? answer.query.window, answer)}`.trim(),
            }),
          ),
        ]
      : []),
  ];
};

const alikeLine = ({ newest, sentence }: Alike, answer: Answer): Line =>
  line(
    'item',
    moment(newest.change.time),
    '  ',
    ...sentence,
    ` · ${VIA_SHORT[newest.change.via]}`,
    ...whereOf(newest, answer),
  );

/** The same deed on many things, as one. */
export interface Alike {
  readonly newest: AnsweredChange;
  /** All of them, newest first. */
  readonly changes: readonly AnsweredChange[];
  /** "Nikki Wolf moved 3 users from routing profile Tier 1 Voice to Tier 2 Voice" */
  readonly sentence: readonly Piece[];
}

/**
 * One actor's same deed on many things within ten minutes reads as one. Two deeds are the same where their sentences differ
 * in nothing but the thing, so in from and to and outcome alike. Every change is in exactly one entry; takes and gives them
 * newest first.
 */
export const collapseAlike = (changes: readonly AnsweredChange[]): readonly Alike[] => {
  const started: { readonly key: string | undefined; readonly changes: AnsweredChange[] }[] = [];
  for (const change of changes) {
    const key = keyOf(change);
    const found = started.find(
      (each) => key !== undefined && each.key === key && isSoon(each.changes[0] ?? change, change),
    );
    if (found === undefined) started.push({ key, changes: [change] });
    else found.changes.push(change);
  }
  return started.flatMap(({ changes: alike }) => {
    const [newest] = alike;
    return newest === undefined ? [] : [{ newest, changes: alike, sentence: sentenceOfAll(newest, alike) }];
  });
};

const isSoon = ({ change: one }: AnsweredChange, { change: other }: AnsweredChange): boolean =>
  Math.abs(Date.parse(one.time) - Date.parse(other.time)) <= ALIKE_MS;

const keyOf = (answered: AnsweredChange): string | undefined => {
  const { change } = answered;
  const actor = actorKey(change.actor);
  const parts = aroundThing(answered);
  if (actor === undefined || parts === undefined) return undefined;
  const { instance, region, type } = change.resource;
  return JSON.stringify([
    actor,
    change.eventName,
    change.outcome.kind,
    type,
    instance?.id ?? region,
    change.via,
    parts,
  ]);
};

interface AroundThing {
  /** Ends before the thing's type. */
  readonly before: readonly Piece[];
  readonly after: readonly Piece[];
}

/** A sentence without the thing that was changed; undefined where it does not tell it by type and name. */
const aroundThing = ({ sentence: told, resource }: AnsweredChange): AroundThing | undefined => {
  const sentence = inOnePiece(told);
  const label = `${labelOf(resource.ref.type)} `;
  const at = sentence.findIndex((piece, n) => {
    const before = sentence[n - 1];
    const isNamed = 'name' in piece && (piece.name === resource.name || resource.name === undefined);
    return isNamed && before !== undefined && 'words' in before && before.words.endsWith(label);
  });
  const before = sentence[at - 1];
  if (before === undefined || !('words' in before)) return undefined;
  return {
    before: [...sentence.slice(0, at - 1), { words: before.words.slice(0, -label.length) }],
    after: sentence.slice(at + 1),
  };
};

/** Neighbouring words as one piece. */
const inOnePiece = (sentence: readonly Piece[]): readonly Piece[] => {
  const merged: Piece[] = [];
  for (const piece of sentence) {
    const last = merged.at(-1);
    if (last !== undefined && 'words' in last && 'words' in piece)
      merged[merged.length - 1] = { words: last.words + piece.words };
    else merged.push(piece);
  }
  return merged;
};

const sentenceOfAll = (newest: AnsweredChange, alike: readonly AnsweredChange[]): readonly Piece[] => {
  const things = new Set(alike.map(({ change }) => change.resource.id?.toLowerCase())).size;
  const around = aroundThing(newest);
  if (alike.length < 2 || around === undefined) return newest.sentence;
  if (things === 1) return [...newest.sentence, { words: phrases.lists.times({ count: alike.length }) }];
  return [
    ...around.before,
    { words: phrases.lists.things({ count: things, plural: pluralOf(newest.resource.ref.type) }) },
    ...around.after,
    ...(alike.length > things ? [{ words: phrases.lists.changes({ count: alike.length }) }] : []),
  ];
};
