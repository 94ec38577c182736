import { labelOf } from '../change/resource-types';
import { phrases } from '../words/words';
import { idOfActor } from './actor-id';
import type { Answer, AnsweredChange, NamedResource } from './answer';
import { besideLines } from './beside-lines';
import { likelyLines, tracesLines } from './change-lines';

import { type Line, type LinePiece, line, type Message, type Parts, quiet } from './message';
import { reasonOf } from './reason';

import { allFieldsOf } from './wording/details';
import { VIA_WORDS } from './wording/via';

/** More fields than that are nobody's reading; the export holds them all. */
const MOST_FIELDS = 40;
const MOST_RELATED = 20;

/** Which change it is of an answer's, the newest first; only the first of them may be looked at one by one. */
export interface Place {
  readonly at: number;
  /** All of the answer, attempts too. */
  readonly of: number;
  /** How many of them are attempts that failed. */
  readonly failed: number;
  readonly lookedAt: number;
}

/** All that is known of one change: what was set and from what, who, how, and every id to copy. `place` tells which of several it is. */
export const detailsMessage = (
  answered: AnsweredChange,
  { coverage }: Pick<Answer, 'coverage'>,
  place: Place,
): Message => {
  const { change, sentence, actor, resource } = answered;
  const reason = reasonOf(change);
  return {
    lines: [
      ...(place.of > 1 ? [line('note', phrases.changeDetails.place({ ...place, number: place.at + 1 }))] : []),
      { role: 'fact', pieces: sentence },
      line(
        'detail',
        ...phrases.change.when({ time: change.time, ago: undefined, via: VIA_WORDS[change.via] }),
        ...whereOf(resource),
      ),
      ...(change.outcome.kind === 'failed' ? [line('detail', ...phrases.changeDetails.failed(change.outcome))] : []),
      ...(reason === undefined ? [] : [line('detail', ...phrases.change.why({ reason }))]),
      ...fieldLines(answered),
      ...copyLines(answered),
      line('heading', phrases.changeDetails.who),
      line(
        'item',
        quiet(actor.label),
        ` · ${phrases.actors.kinds[actor.actor.kind]}`,
        ...(actor.deleted ? [phrases.change.sinceDeleted] : []),
      ),
      ...besideLines(change),
      ...(change.acts === 'unknown' ? [line('item', phrases.change.whoActed)] : []),
      ...likelyLines(actor.likely),
      ...tracesLines(actor.traces),
      ...idLines(answered),
      ...coverage.notes.map((note) => line('note', note)),
    ],
    buttons: [],
  };
};

const whereOf = ({ ref: { instance, region } }: NamedResource): readonly (string | LinePiece)[] =>
  instance === undefined
    ? [` · ${region}`]
    : [' · ', ...phrases.subjects.place({ place: instance.alias ?? instance.id, region: instance.region })];

const fieldLines = (answered: AnsweredChange): readonly Line[] => {
  const fields = allFieldsOf(answered);
  if (fields.length === 0) return [line('detail', phrases.changeDetails.noFields)];
  const more = fields.length - MOST_FIELDS;
  return [
    line(
      'heading',
      answered.change.outcome.kind === 'failed' ? phrases.changeDetails.wouldHaveSet : phrases.changeDetails.set,
    ),
    ...fields.slice(0, MOST_FIELDS).map((pieces) => line('item', ...pieces)),
    ...(more > 0 ? [line('item', phrases.changeDetails.moreFields({ count: more }))] : []),
  ];
};

const copyLines = ({ copies }: AnsweredChange): readonly Line[] =>
  copies.map((copy) => line('detail', ...phrases.changeDetails.copiedTo(copy)));

/** Each id on a line of its own, to be copied. */
const idLines = ({ change, resource, related, taken, actor }: AnsweredChange): readonly Line[] => {
  const named = [resource, ...related, ...taken].slice(0, MOST_RELATED);
  const who = idOfActor(actor.actor);
  return [
    line('heading', phrases.changeDetails.toCopy),
    line('item', ...phrases.changeDetails.event({ name: change.eventName, source: change.eventSource })),
    line('item', ...phrases.changeDetails.eventId({ id: change.eventId })),
    ...(who === undefined ? [] : [line('item', ...phrases.changeDetails.by({ id: who }))]),
    ...named.flatMap(({ ref, name, nameNow }) =>
      ref.id === undefined
        ? []
        : [line('item', `${labelOf(ref.type)} `, ...nameBefore(name ?? nameNow), { code: ref.id })],
    ),
  ];
};

const nameBefore = (name: string | undefined): Parts => (name === undefined ? [] : [quiet(name), ' ']);
