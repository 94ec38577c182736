import type { Answer } from './answer';
import type { Telling } from './ask-again';
import { foundMessage, windowMessage } from './found-message';
import type { Message } from './message';
import { noEventMessage, nothingMessage } from './nothing-message';
import { ambiguousMessage, unknownMessage } from './which-one-message';

/** What an answer says, the fact first. */
export const messageOfAnswer = (answer: Answer, telling: Telling): Message => {
  switch (answer.outcome) {
    case 'found':
      return answer.query.subject.kind === 'everything'
        ? windowMessage(answer, telling)
        : foundMessage(answer, telling);
    case 'nothing':
      if (answer.query.subject.kind === 'event') return noEventMessage(answer);
      // No thing has the name, and somebody who made changes does.
      return answer.actedAs !== undefined && answer.subjects.length === 0
        ? unknownMessage(answer, telling)
        : nothingMessage(answer, telling);
    case 'unknown':
      return unknownMessage(answer, telling);
    case 'ambiguous':
      return ambiguousMessage(answer, telling);
  }
};
