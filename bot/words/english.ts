import { channel } from './english/channel';
import { dates } from './english/dates';
import { digest, digestHelp, digestMessage } from './english/digest';
import { details, exporting, home, question } from './english/jobs';
import { lists } from './english/lists';
import { digestMistakes } from './english/mistakes';
import { answerButtons, app, commands, modal, shortcuts } from './english/slack';
import { watch } from './english/watch';

/** All that the bot says to people, in English; how single changes are told is in `bot/answer/wording`. */
export const english = {
  ...{ app, commands, shortcuts, answerButtons, modal, question, details, exporting, home },
  ...{ channel, dates, lists, digest, digestHelp, digestMessage, digestMistakes, watch },
};
