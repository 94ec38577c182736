import { phrases } from '../words/words';
import { type Answer, type AnsweredChange, allChanges } from './answer';
import { MOST_SHOWN, type Telling } from './ask-again';
import { changesOfSave, groupSaves, type Save } from './group-saves';
import { isWorthALook } from './judge';
import type { More } from './message';

/** The Saves of an answer in the order in which they are told, how many changes there are to tell, and how many of these are attempts. */
export interface Listed {
  readonly saves: readonly Save[];
  readonly total: number;
  readonly failed: number;
}

/** About one thing it is newest first; about everything what is worth a look, then the rest, without attempts that failed. */
export const listed = (answer: Answer): Listed => {
  const { query, changes, total, failed } = answer;
  const isTold = query.subject.kind !== 'everything' || tellsFailed(answer);
  return {
    saves: inOrder(changes, answer),
    total: isTold ? total : total - failed,
    failed: isTold ? failed : 0,
  };
};

/** The same with what a `limit:` keeps out behind it: pages go past the limit, in the order in which the answer began. */
export const listedToItsEnd = (answer: Answer): Listed => ({
  ...listed(answer),
  saves: [...inOrder(answer.changes, answer), ...inOrder(answer.beyondLimit ?? [], answer)],
});

const inOrder = (changes: readonly AnsweredChange[], answer: Answer): readonly Save[] => {
  if (answer.query.subject.kind !== 'everything') return groupSaves(changes);
  const saves = groupSaves(tellsFailed(answer) ? changes : changes.filter(isDone));
  return [...saves.filter(isWorth), ...saves.filter((save) => !isWorth(save))];
};

/** Whether attempts are what was asked for, or all there is. */
export const tellsFailed = (answer: Answer): boolean =>
  answer.query.only.includes('failed') || !allChanges(answer).some(isDone);

const isDone = ({ change }: AnsweredChange): boolean => change.outcome.kind === 'succeeded';

export const isWorthIt = ({ change, actor }: AnsweredChange): boolean => isWorthALook(change, actor);
export const isWorth = (save: Save): boolean => changesOfSave(save).some(isWorthIt);

export const changesIn = (saves: readonly Save[]): number =>
  saves.reduce((sum, save) => sum + changesOfSave(save).length, 0);

/** As many Saves as hold that many changes, at least one, with how many changes they hold. */
export const upTo = (
  saves: readonly Save[],
  most: number,
): { readonly saves: readonly Save[]; readonly shown: number } => {
  const taken: Save[] = [];
  let shown = 0;
  for (const save of saves) {
    const count = changesOfSave(save).length;
    if (taken.length > 0 && shown + count > most) break;
    taken.push(save);
    shown += count;
  }
  return { saves: taken, shown };
};

/** What is worth a look, which has more room than the rest; then as much of the rest as fills the message. */
export const worthFirst = (
  saves: readonly Save[],
  { most, mostWorth = most }: Pick<Telling, 'most' | 'mostWorth'>,
): ReturnType<typeof upTo> => {
  const all = saves.filter(isWorth);
  const worth = upTo(all, mostWorth);
  const room = most - worth.shown;
  // A page goes on where the one before ended: nothing of the rest comes before the end of what is worth a look.
  if (worth.saves.length < all.length || room <= 0) return worth;
  const rest = upTo(saves.slice(all.length), room);
  return { saves: [...worth.saves, ...rest.saves], shown: worth.shown + rest.shown };
};

/** How to go on after these Saves, of which `shown` changes were told by then; nothing where all was told. */
export const moreAfter = (told: readonly Save[], shown: number, total: number): { readonly more?: More } => {
  const last = told.at(-1);
  const left = total - shown;
  if (last === undefined || left <= 0) return {};
  const label =
    left <= MOST_SHOWN ? phrases.found.showMore({ count: left }) : phrases.found.showSome({ count: MOST_SHOWN, left });
  return { more: { eventId: last.lead.change.eventId, shown, label } };
};

/** The Saves behind those that were told; where the last of them is gone from the index, behind as many changes. */
export const savesAfter = (
  saves: readonly Save[],
  { eventId, shown }: Pick<More, 'eventId' | 'shown'>,
): readonly Save[] => {
  const at = saves.findIndex(({ lead }) => lead.change.eventId === eventId);
  if (at >= 0) return saves.slice(at + 1);
  let told = 0;
  return saves.filter((save) => {
    told += changesOfSave(save).length;
    return told > shown;
  });
};
