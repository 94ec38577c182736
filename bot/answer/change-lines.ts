import { sameResource } from '../change/resource';
import type { Answer, AnsweredChange, LikelyPerson, Piece, Traces } from './answer';
import type { Telling } from './ask-again';
import type { Save } from './group-saves';
import { isByPerson } from './judge';
import { counted, joined, type Line, type LinePiece, line, moment, quiet, words } from './message';
import { ago } from './moments';
import { whereOf } from './subject-pieces';
import { VIA_SHORT, VIA_WORDS } from './wording/via';

/** How much one line tells before it counts. */
const MOST_DEEDS = 3;
const MOST_DETAILS = 3;

/** The fact, with when and how, what else the same Save did, what was there before, and what is not known of its maker. */
export const factLines = (
  save: Save,
  answer: Answer,
  { now, stays }: Pick<Telling, 'now' | 'stays'>,
): readonly Line[] => {
  const { lead } = save;
  const { time, via } = lead.change;
  return [
    { role: 'fact', pieces: lead.sentence },
    line(
      'detail',
      moment(time),
      `${stays ? '' : `, ${ago(time, now)}`} · ${VIA_WORDS[via]}`,
      ...whereOf(lead, answer),
      ...indirectMark(lead, answer),
      ...copiesPieces(lead),
      ...userId(lead),
    ),
    ...sameSaveLines(save),
    ...detailLines(lead),
    ...likelyLines(lead.actor.likely),
    ...tracesLines(lead.actor.traces),
    ...(isRunOfNobody(lead) ? [line('detail', WHO_STARTED_IT)] : []),
  ];
};

/** One line for a Save, as it stands in a list; in short where the list is about the one thing that it changed. */
export const saveLine = (save: Save, answer: Answer): Line => {
  const { lead } = save;
  const deeds = save.others.map(({ shortDeed }) => shortDeed);
  return line(
    'item',
    moment(lead.change.time),
    '  ',
    ...(isAboutIt(lead, answer) ? lead.brief : lead.sentence),
    ...deeds.slice(0, MOST_DEEDS).flatMap((deed) => [words('; '), ...deed]),
    ...andMore(deeds.length - MOST_DEEDS, '; and '),
    ` · ${VIA_SHORT[lead.change.via]}`,
    ...whereOf(lead, answer),
    ...indirectMark(lead, answer),
    ...copiesPieces(lead),
  );
};

/** A login can be given to another person later; the id can't. */
const userId = ({ actor: { actor, label } }: AnsweredChange): readonly LinePiece[] =>
  actor.kind === 'connect user' && !label.includes(actor.userId) ? [words(' · user id '), quiet(actor.userId)] : [];

/** Whether "it" can only be the thing that was asked about. */
const isAboutIt = ({ change, relation }: AnsweredChange, { subjects }: Answer): boolean => {
  const [subject, ...others] = subjects;
  return (
    subject !== undefined && others.length === 0 && relation === 'direct' && sameResource(change.resource, subject.ref)
  );
};

const indirectMark = (answered: AnsweredChange, answer: Answer): readonly LinePiece[] =>
  answered.relation === 'direct' || answer.subjects.length === 0 || isSubjectNamed(answered, answer)
    ? []
    : [words(' · indirect')];

/** Whether the sentence itself shows what it has to do with what was asked about. */
export const isSubjectNamed = ({ sentence }: AnsweredChange, { subjects }: Answer): boolean => {
  const names = new Set(subjects.flatMap(({ name, nameNow }) => [name, nameNow]));
  return sentence.some((piece) => 'name' in piece && names.has(piece.name));
};

const copiesPieces = ({ copies }: AnsweredChange): readonly LinePiece[] => {
  const regions = [...new Set(copies.map(({ region }) => region))];
  return regions.length === 0 ? [] : [words(` · also copied to ${regions.join(', ')}`)];
};

const andMore = (count: number, before: string): readonly LinePiece[] =>
  count > 0 ? [words(`${before}${count} more`)] : [];

const sameSaveLines = ({ lead, others }: Save): readonly Line[] => {
  const companions = [...others, ...lead.sameSave];
  if (companions.length === 0) return [];
  const deeds = companions.map(({ change, deed, shortDeed }): readonly Piece[] =>
    sameResource(change.resource, lead.change.resource) ? shortDeed : deed,
  );
  return [
    line(
      'detail',
      lead.change.via === 'connect website' ? 'Same Save: ' : 'Within the same minute: ',
      ...joined('; ', deeds.slice(0, MOST_DEEDS)),
      ...andMore(deeds.length - MOST_DEEDS, '; and '),
    ),
  ];
};

const detailLines = ({ details }: AnsweredChange): readonly Line[] => {
  if (details.length === 0) return [];
  const more = details.length - MOST_DETAILS;
  return [
    line(
      'detail',
      ...joined(' · ', details.slice(0, MOST_DETAILS)),
      ...(more > 0 ? [words(` · ${counted(more, 'more field')}`)] : []),
    ),
  ];
};

export const likelyLines = (likely: LikelyPerson | undefined): readonly Line[] => {
  if (likely === undefined) return [];
  const { name, askedAt, minutesBefore, others } = likely;
  const before = minutesBefore === 0 ? 'less than a minute' : counted(minutesBefore, 'minute');
  const alsoAsked = others === 1 ? 'one other asked for one too' : `${others} others asked for one too`;
  return [
    line(
      'detail',
      quiet(name),
      ' asked for an emergency login ',
      moment(askedAt),
      `, ${before} before${others > 0 ? `; ${alsoAsked}` : ''}. That it was them is inferred, not recorded.`,
    ),
  ];
};

/** What is left of a user whom neither Connect nor any record can name. */
export const tracesLines = (traces: Traces | undefined): readonly Line[] => {
  if (traces === undefined) return [];
  const { deletedAt, deletedBy, firstChange, lastChange } = traces;
  const gone: readonly LinePiece[] = [
    ...(deletedAt === undefined ? [] : [words('deleted '), moment(deletedAt)]),
    ...(deletedBy === undefined ? [] : [words(deletedAt === undefined ? 'deleted by ' : ' by '), quiet(deletedBy)]),
  ];
  const changed: readonly LinePiece[] =
    firstChange === undefined || lastChange === undefined
      ? []
      : firstChange === lastChange
        ? [words('changed things only '), moment(firstChange)]
        : [words('changed things from '), moment(firstChange), words(' to '), moment(lastChange)];
  const told = [gone, changed].filter((part) => part.length > 0);
  return [
    line(
      'detail',
      'No record and no listing that was read names this user',
      ...(told.length === 0 ? [] : [words(': '), ...joined('; ', told)]),
    ),
  ];
};

const WHO_STARTED_IT = 'Who started the run is not in CloudTrail.';

/** A pipeline that passes nobody's identity on: the record holds its role and session, and no person. */
export const isRunOfNobody = ({ change }: AnsweredChange): boolean =>
  change.actor.kind === 'role session' && change.actor.sourceIdentity === undefined && !isByPerson(change);

/** The same for a list, once. */
export const runNote = (saves: readonly Save[]): readonly Line[] =>
  saves.some(({ lead }) => isRunOfNobody(lead))
    ? [line('note', 'Who started a pipeline’s run is not in CloudTrail.')]
    : [];
