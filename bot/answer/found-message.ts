import { labelOf } from '../change/resource-types';
import type { Answer, AnsweredChange } from './answer';
import { moreLine, type Telling, whatTheyChanged, windowButtons } from './ask-again';
import { factLines, isRunOfNobody, isSubjectNamed, runNote, saveLine } from './change-lines';
import { edgeLine, freshLine, noteLines, partialLines } from './edge-lines';
import { changesOfSave, type Save } from './group-saves';
import { counted, type Line, line, type Message, moment } from './message';
import { nearbyLines } from './nearby-lines';
import { isWorth, isWorthIt, listed, moreAfter, tellsFailed, upTo } from './paging';
import { byPieces, sincePieces, subjectPieces } from './subject-pieces';

/** The newest change as the fact, what came before it, what happened nearby, and how surely all that is known. */
export const foundMessage = (answer: Answer, telling: Telling): Message => {
  const all = listed(answer);
  const { saves, shown } = upTo(all.saves, telling.most);
  // What changed is the fact, though somebody tried something later.
  const at = Math.max(saves.findIndex(isDone), 0);
  const newest = saves[at];
  const [later, earlier] = [saves.slice(0, at), saves.slice(at + 1)];
  if (newest === undefined) return { lines: [edgeLine(answer), ...noteLines(answer.coverage)], buttons: [] };
  const isNamedOnly = answer.total === answer.changes.length && answer.changes.every(isIndirect);
  if (isNamedOnly && !isSubjectNamed(newest.lead, answer)) return namedOnlyMessage(answer, { saves, shown }, telling);
  return {
    lines: [
      ...factLines(newest, answer, telling),
      ...laterThanRecorded(answer, newest),
      ...partialLines(answer.coverage),
      ...section('Tried since', later, answer),
      ...section('Earlier', earlier, answer),
      ...moreLine(answer, shown, telling),
      ...nearbyLines(answer, telling),
      ...agreesLines(answer, newest),
      edgeLine(answer),
      ...(isRunOfNobody(newest.lead) ? [] : runNote([...later, ...earlier])),
      ...whatTheyChanged(answer, telling).lines,
      ...noteLines(answer.coverage),
    ],
    buttons: whatTheyChanged(answer, telling).buttons,
    ...moreAfter(saves, shown, all.total),
  };
};

const isIndirect = ({ relation }: AnsweredChange): boolean => relation === 'indirect';

/** Nobody changed the thing itself: what named it is no headline of its own. */
const namedOnlyMessage = (answer: Answer, { saves, shown }: ReturnType<typeof upTo>, telling: Telling): Message => ({
  lines: [
    line(
      'fact',
      answer.coverage.complete ? 'No change to ' : 'No change was found to ',
      ...subjectPieces(answer),
      answer.subjects.length === 1 ? ' itself' : ' themselves',
      ...sincePieces(answer.query),
      `; ${counted(answer.total, 'change')} elsewhere ${answer.total === 1 ? 'names' : 'name'} ${answer.subjects.length === 1 ? 'it' : 'them'}.`,
    ),
    ...(saves[0] === undefined ? [] : laterThanRecorded(answer, saves[0])),
    ...partialLines(answer.coverage),
    ...saves.map((save) => saveLine(save, answer)),
    ...moreLine(answer, shown, telling),
    ...nearbyLines(answer, telling),
    ...(saves[0] === undefined ? [] : agreesLines(answer, saves[0])),
    edgeLine(answer),
    ...runNote(saves),
    ...noteLines(answer.coverage),
  ],
  buttons: [],
  ...moreAfter(saves, shown, answer.total),
});

const isDone = ({ lead }: Save): boolean => lead.change.outcome.kind === 'succeeded';

const section = (heading: string, saves: readonly Save[], answer: Answer): readonly Line[] =>
  saves.length === 0 ? [] : [line('heading', heading), ...saves.map((save) => saveLine(save, answer))];

/** Connect knows of a change after the newest one that CloudTrail has: that belongs beside the fact. */
const laterThanRecorded = ({ observation }: Answer, { lead }: Save): readonly Line[] => {
  if (observation?.kind === 'not settled') return [freshLine(observation.lastModified)];
  if (observation?.kind !== 'not recorded') return [];
  const isLater = Date.parse(observation.lastModified) > Date.parse(lead.change.time);
  return [
    line(
      'detail',
      `${isLater ? 'But Connect' : 'Connect'} says it was last modified `,
      moment(observation.lastModified),
      '; CloudTrail has no record of that.',
    ),
  ];
};

/** Of a thing that only others' changes mention, Connect's time is older than the newest change: so it says whose it is. */
const agreesLines = ({ observation, subjects }: Answer, { lead }: Save): readonly Line[] => {
  if (observation?.kind !== 'connect agrees') return [];
  const [subject] = subjects;
  const whose =
    lead.relation === 'direct' || subject === undefined ? '' : `the ${labelOf(subject.ref.type)} itself was `;
  return [line('note', `Connect agrees: ${whose}last modified `, moment(observation.lastModified), '.')];
};

/** Everything in a window: what is worth a look first, then the rest, and the attempts that failed in one closing line. */
export const windowMessage = (answer: Answer, telling: Telling): Message => {
  const asksForFailed = tellsFailed(answer);
  const all = listed(answer);
  const { saves, shown } = upTo(all.saves, telling.most);
  const worth = saves.filter(isWorth).map(leadByWorth);
  const rest = saves.filter((save) => !isWorth(save));
  const failed = asksForFailed ? 0 : answer.failed;
  return {
    lines: [
      line('fact', factWords(answer, asksForFailed), ...sincePieces(answer.query), ...byPieces(answer.query)),
      ...partialLines(answer.coverage),
      ...section('Worth a look', worth, answer),
      ...section(worth.length === 0 ? 'Newest first' : 'Everything else', rest, answer),
      ...(failed > 0 ? [attemptsLine(failed, answer, telling)] : []),
      ...moreLine(answer, shown + failed, telling),
      edgeLine(answer),
      ...runNote(saves),
      ...noteLines(answer.coverage),
    ],
    buttons: windowButtons(answer, telling),
    ...moreAfter(saves, shown, all.total),
  };
};

/** What failed changed nothing, and is counted with the changes nowhere. */
const factWords = ({ total, failed }: Answer, asksForFailed: boolean): string =>
  asksForFailed && failed === total ? `${counted(failed, 'attempt')} failed` : counted(total - failed, 'change');

const attemptsLine = (failed: number, { query }: Answer, { command }: Telling): Line =>
  line('item', `${counted(failed, 'attempt')} failed and changed nothing: `, {
    code: `${command} ${query.text} only:failed`.replace(/\s+/g, ' '),
  });

/** What makes a Save worth a look is said first. */
const leadByWorth = (save: Save): Save => {
  const changes = changesOfSave(save);
  const lead = changes.find(isWorthIt) ?? save.lead;
  return { lead, others: changes.filter((change) => change !== lead) };
};
