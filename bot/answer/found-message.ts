import { labelOf } from '../change/resource-types';
import { phrases } from '../words/words';
import { type Answer, type AnsweredChange, allChanges } from './answer';
import { moreLine, type Telling, windowButtons } from './ask-again';
import { factLines, isRunOfNobody, isSubjectNamed, runNote, saveLine } from './change-lines';
import { edgeLine, freshLine, noteLines, partialLines } from './edge-lines';
import { changesOfSave, type Save } from './group-saves';
import { type Line, line, type Message, type Parts } from './message';
import { nearbyLines } from './nearby-lines';
import { changesIn, isWorth, isWorthIt, listed, moreAfter, tellsFailed, upTo, worthFirst } from './paging';
import { personOffers } from './person-offers';
import { personIn, subjectPieces } from './subject-pieces';

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
  const person = personOffers(answer, telling);
  return {
    lines: [
      ...factLines(newest, answer, telling),
      ...laterThanRecorded(answer, newest),
      ...partialLines(answer.coverage),
      ...section(phrases.found.triedSince, later, answer),
      ...section(phrases.found.earlier, earlier, answer),
      ...moreLine(answer, shown, telling),
      ...nearbyLines(answer, telling),
      ...agreesLines(answer, newest),
      edgeLine(answer),
      ...(isRunOfNobody(newest.lead) ? [] : runNote([...later, ...earlier])),
      ...person.lines,
      ...noteLines(answer.coverage),
    ],
    buttons: person.buttons,
    ...moreAfter(saves, shown, all.total),
  };
};

const isIndirect = ({ relation }: AnsweredChange): boolean => relation === 'indirect';

/** Nobody changed the thing itself: what named it is no headline of its own. */
const namedOnlyMessage = (answer: Answer, { saves, shown }: ReturnType<typeof upTo>, telling: Telling): Message => ({
  lines: [
    line(
      'fact',
      ...phrases.found.namedOnly({
        ...{ subject: subjectPieces(answer), things: answer.subjects.length, changes: answer.total },
        ...{ complete: answer.coverage.complete, ...answer.query.window },
      }),
    ),
    ...(saves[0] === undefined ? [] : laterThanRecorded(answer, saves[0])),
    ...partialLines(answer.coverage),
    ...saves.map((save) => saveLine(save, answer)),
    ...moreLine(answer, shown, telling),
    ...nearbyLines(answer, telling),
    ...(saves[0] === undefined ? [] : agreesLines(answer, saves[0])),
    edgeLine(answer),
    ...runNote(saves),
    ...personOffers(answer, telling).lines,
    ...noteLines(answer.coverage),
  ],
  buttons: personOffers(answer, telling).buttons,
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
  return [line('detail', ...phrases.observed.notRecorded({ time: observation.lastModified, isLater }))];
};

/** Of a thing that only others' changes mention, Connect's time is older than the newest change: so it says whose it is. */
const agreesLines = ({ observation, subjects }: Answer, { lead }: Save): readonly Line[] => {
  if (observation?.kind !== 'connect agrees') return [];
  const [subject] = subjects;
  const type = lead.relation === 'direct' || subject === undefined ? undefined : labelOf(subject.ref.type);
  return [line('note', ...phrases.observed.agrees({ time: observation.lastModified, type }))];
};

/** Everything in a window: what is worth a look first, then the rest, and the attempts that failed in one closing line. */
export const windowMessage = (answer: Answer, telling: Telling): Message => {
  const asksForFailed = tellsFailed(answer);
  const all = listed(answer);
  const { saves, shown } = worthFirst(all.saves, telling);
  const worth = saves.filter(isWorth).map(leadByWorth);
  const rest = saves.filter((save) => !isWorth(save));
  const failed = asksForFailed ? 0 : answer.failed;
  const person = personOffers(answer, telling);
  return {
    lines: [
      line('fact', ...factPieces(answer, asksForFailed)),
      ...partialLines(answer.coverage),
      ...section(worthHeading(worth, answer), worth, answer),
      ...section(worth.length === 0 ? phrases.found.newestFirst : phrases.found.everythingElse, rest, answer),
      ...(failed > 0 ? [attemptsLine(failed, answer, telling)] : []),
      ...moreLine(answer, shown + failed, telling),
      edgeLine(answer),
      ...runNote(saves),
      ...person.lines,
      ...noteLines(answer.coverage),
    ],
    buttons: [...person.buttons, ...windowButtons(answer, telling)],
    ...moreAfter(saves, shown, all.total),
  };
};

/** "Worth a look, 5 of 9 changes": how many there are where not all are shown. */
const worthHeading = (shown: readonly Save[], answer: Answer): string => {
  const { saves } = listed({ ...answer, changes: allChanges(answer) });
  const all = changesIn(saves.filter(isWorth));
  return changesIn(shown) < all
    ? phrases.found.worthALookOf({ shown: changesIn(shown), all })
    : phrases.found.worthALook;
};

/** What failed changed nothing, and is counted with the changes nowhere. */
const factPieces = (answer: Answer, asksForFailed: boolean): Parts => {
  const { total, failed, query } = answer;
  const asked = { ...query.window, person: personIn(answer) };
  return asksForFailed && failed === total
    ? phrases.found.attempts({ attempts: failed, ...asked })
    : phrases.found.changes({ changes: total - failed, ...asked });
};

const attemptsLine = (failed: number, { query }: Answer, { command }: Telling): Line =>
  line(
    'item',
    ...phrases.found.attemptsBesides({
      attempts: failed,
      typed: [command, query.text, 'only:failed'].filter(Boolean).join(' '),
    }),
  );

/** What makes a Save worth a look is said first. */
const leadByWorth = (save: Save): Save => {
  const changes = changesOfSave(save);
  const lead = changes.find(isWorthIt) ?? save.lead;
  return { lead, others: changes.filter((change) => change !== lead) };
};
