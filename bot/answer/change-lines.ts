import { sameResource } from '../change/resource';
import { phrases } from '../words/words';
import type { Answer, AnsweredChange, LikelyPerson, Traces } from './answer';
import type { Telling } from './ask-again';
import { besidePieces } from './beside-lines';
import type { Save } from './group-saves';
import { joined, type Line, type LinePiece, line, moment, type Piece, words } from './message';
import { ago } from './moments';
import { reasonOf } from './reason';
import { whereOf } from './subject-pieces';
import { VIA_SHORT, VIA_WORDS } from './wording/via';

/** How much one line tells before it counts. */
const MOST_DEEDS = 3;
const MOST_DETAILS = 3;

/** The fact, with when and how, what else the same Save did, what was there before, and what is not known of its maker. */
export const factLines = (save: Save, answer: Answer, { now }: Pick<Telling, 'now'>): readonly Line[] => {
  const { lead } = save;
  const { time, via } = lead.change;
  return [
    { role: 'fact', pieces: lead.sentence },
    line(
      'detail',
      ...phrases.change.when({ time, ago: ago(time, now), via: VIA_WORDS[via] }),
      ...whereOf(lead, answer),
      ...indirectMark(lead, answer),
      ...copiesPieces(lead),
      ...userId(lead),
      ...besidePieces(lead.change),
    ),
    ...whyLines(lead),
    ...sameSaveLines(save),
    ...detailLines(lead),
    ...likelyLines(lead.actor.likely),
    ...tracesLines(lead.actor.traces),
    ...whoActedLines(lead),
  ];
};

/** One line for a Save, as it stands in a list; in short where the list is about the one thing that it changed. */
export const saveLine = (save: Save, answer: Answer): Line => {
  const { lead } = save;
  const first = isAboutIt(lead, answer) ? lead.brief : lead.sentence;
  const others = save.others.map(({ shortDeed }) => shortDeed);
  return line(
    'item',
    moment(lead.change.time),
    '  ',
    ...phrases.lists.deeds({ deeds: [first, ...others.slice(0, MOST_DEEDS)], more: others.length - MOST_DEEDS }),
    ` · ${howInShort(lead.change)}`,
    ...whereOf(lead, answer),
    ...indirectMark(lead, answer),
    ...copiesPieces(lead),
    ...besidePieces(lead.change),
  );
};

const MOST_OF_REASON = 200;

const whyLines = ({ change }: AnsweredChange): readonly Line[] => {
  const reason = reasonOf(change, MOST_OF_REASON);
  return reason === undefined ? [] : [line('detail', ...phrases.change.why({ reason }))];
};

/** A login can be given to another person later; the id can't. */
const userId = ({ actor: { actor, label } }: AnsweredChange): readonly LinePiece[] =>
  actor.kind === 'connect user' && !label.includes(actor.userId) ? phrases.change.userId({ id: actor.userId }) : [];

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
    : [words(phrases.change.indirect)];

/** Whether the sentence itself shows what it has to do with what was asked about. */
export const isSubjectNamed = ({ sentence }: AnsweredChange, { subjects }: Answer): boolean => {
  const names = new Set(subjects.flatMap(({ name, nameNow }) => [name, nameNow]));
  return sentence.some((piece) => 'name' in piece && names.has(piece.name));
};

const copiesPieces = ({ copies }: AnsweredChange): readonly LinePiece[] => {
  const regions = [...new Set(copies.map(({ region }) => region))];
  return regions.length === 0 ? [] : [words(phrases.change.copiedTo({ regions }))];
};

const sameSaveLines = ({ lead, others }: Save): readonly Line[] => {
  const companions = [...others, ...lead.sameSave];
  if (companions.length === 0) return [];
  const deeds = companions.map(({ change, deed, shortDeed }): readonly Piece[] =>
    sameResource(change.resource, lead.change.resource) ? shortDeed : deed,
  );
  return [
    line(
      'detail',
      ...phrases.change.sameSave({
        isSave: lead.change.via === 'connect website',
        deeds: deeds.slice(0, MOST_DEEDS),
        more: deeds.length - MOST_DEEDS,
      }),
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
      ...(more > 0 ? [words(phrases.change.moreFields({ count: more }))] : []),
    ),
  ];
};

export const likelyLines = (likely: LikelyPerson | undefined): readonly Line[] =>
  likely === undefined ? [] : [line('detail', ...phrases.change.likely(likely))];

/** What is left of a user whom neither Connect nor any record can name. */
export const tracesLines = (traces: Traces | undefined): readonly Line[] =>
  traces === undefined ? [] : [line('detail', ...phrases.change.traces(traces))];

/** A pipeline that passes nobody's identity on: the record holds its role and session, and no person. */
export const isRunOfNobody = ({ change }: AnsweredChange): boolean =>
  change.actor.kind === 'role session' && change.actor.sourceIdentity === undefined && change.acts === 'pipeline';

/** What is not known of who acted. */
const whoActedLines = (answered: AnsweredChange): readonly Line[] => [
  ...(isRunOfNobody(answered) ? [line('detail', phrases.change.whoStartedTheRun)] : []),
  ...(answered.change.acts === 'unknown' ? [line('detail', phrases.change.whoActed)] : []),
];

/** How, in a word or two, as it stands in a list; and that it is not known whether a person acted or a pipeline. */
const howInShort = ({ via, acts }: AnsweredChange['change']): string =>
  acts === 'unknown' ? phrases.change.byEither({ via: VIA_SHORT[via] }) : VIA_SHORT[via];

/** For a list, once: that nobody knows who began its pipelines' runs. */
export const runNote = (saves: readonly Save[]): readonly Line[] =>
  saves.some(({ lead }) => isRunOfNobody(lead)) ? [line('note', phrases.change.whoStartedRuns)] : [];
