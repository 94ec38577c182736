import { labelOf } from '../change/resource-types';
import { idOfActor } from './actor-id';
import type { Answer, AnsweredChange, NamedResource } from './answer';
import { likelyLines, tracesLines } from './change-lines';
import { counted, type Line, type LinePiece, line, type Message, moment, quiet } from './message';
import { allFieldsOf } from './wording/details';
import { VIA_WORDS } from './wording/via';

/** More fields than that are nobody's reading; the export holds them all. */
const MOST_FIELDS = 40;
const MOST_RELATED = 20;

/** All that is known of one change: what was set and from what, who, how, and every id to copy. `place` tells which of several it is. */
export const detailsMessage = (
  answered: AnsweredChange,
  { coverage }: Pick<Answer, 'coverage'>,
  place: { readonly at: number; readonly of: number },
): Message => {
  const { change, sentence, actor, resource } = answered;
  return {
    lines: [
      ...(place.of > 1 ? [line('note', `Change ${place.at + 1} of ${place.of}, the newest first.`)] : []),
      { role: 'fact', pieces: sentence },
      line('detail', moment(change.time), ` · ${VIA_WORDS[change.via]}`, ...whereOf(resource)),
      ...(change.outcome.kind === 'failed'
        ? [line('detail', 'It failed with ', { code: change.outcome.errorCode }, ' and changed nothing.')]
        : []),
      ...fieldLines(answered),
      ...copyLines(answered),
      line('heading', 'Who'),
      line('item', quiet(actor.label), ` · ${actor.actor.kind}`, ...(actor.deleted ? [' · since deleted'] : [])),
      ...likelyLines(actor.likely),
      ...tracesLines(actor.traces),
      ...idLines(answered),
      ...coverage.notes.map((note) => line('note', note)),
    ],
    buttons: [],
  };
};

const whereOf = ({ ref: { instance, region } }: NamedResource): readonly (string | LinePiece)[] =>
  instance === undefined ? [` · ${region}`] : [' · ', quiet(instance.alias ?? instance.id), ` (${instance.region})`];

const fieldLines = (answered: AnsweredChange): readonly Line[] => {
  const fields = allFieldsOf(answered);
  if (fields.length === 0) return [line('detail', 'The record tells no fields that can be shown.')];
  const more = fields.length - MOST_FIELDS;
  return [
    line('heading', answered.change.outcome.kind === 'failed' ? 'What it would have set' : 'What it set'),
    ...fields.slice(0, MOST_FIELDS).map((pieces) => line('item', ...pieces)),
    ...(more > 0 ? [line('item', `and ${counted(more, 'more field')}, in the export`)] : []),
  ];
};

const copyLines = ({ copies }: AnsweredChange): readonly Line[] =>
  copies.map(({ region, eventId }) => line('detail', `Copied to ${region} by Global Resiliency: `, { code: eventId }));

/** Each id on a line of its own, to be copied. */
const idLines = ({ change, resource, related, taken, actor }: AnsweredChange): readonly Line[] => {
  const named = [resource, ...related, ...taken].slice(0, MOST_RELATED);
  const who = idOfActor(actor.actor);
  return [
    line('heading', 'To copy'),
    line('item', 'event ', { code: change.eventName }, ' of ', { code: change.eventSource }),
    line('item', 'event id ', { code: change.eventId }),
    ...(who === undefined ? [] : [line('item', 'by ', { code: who })]),
    ...named.flatMap(({ ref, name }) =>
      ref.id === undefined
        ? []
        : [line('item', `${labelOf(ref.type)} `, ...(name === undefined ? [] : [quiet(name), ' ']), { code: ref.id })],
    ),
  ];
};
