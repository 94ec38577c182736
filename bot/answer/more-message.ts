import { phrases } from '../words/words';
import type { Answer } from './answer';
import type { Telling } from './ask-again';
import { saveLine } from './change-lines';
import { edgeLine, noteLines, partialLines } from './edge-lines';
import { line, type Message, type More } from './message';
import { listedToItsEnd, moreAfter, savesAfter, upTo } from './paging';

/** What comes after a page of an answer, in the same order, as many changes as one message holds. */
export const moreMessage = (
  answer: Answer,
  after: Pick<More, 'eventId' | 'shown'>,
  { most }: Pick<Telling, 'most'>,
): Message => {
  const { saves, total, failed } = listedToItsEnd(answer);
  const page = upTo(savesAfter(saves, after), most);
  if (page.saves.length === 0) return NO_MORE;
  const shown = after.shown + page.shown;
  return {
    lines: [
      line('heading', phrases.found.page({ first: after.shown + 1, last: shown, total, failed })),
      ...page.saves.map((save) => saveLine(save, answer)),
      ...partialLines(answer.coverage),
      edgeLine(answer),
      ...noteLines(answer.coverage),
    ],
    buttons: [],
    ...moreAfter(page.saves, shown, total),
  };
};

/** The index lets go of what is old: what an old button goes on from may be the end by now. */
const NO_MORE: Message = {
  lines: [line('fact', phrases.found.noMore)],
  buttons: [],
};
