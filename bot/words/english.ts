import { askers } from './english/askers';
import { actors, beside, change, changeDetails, hidden } from './english/changes';
import { channel } from './english/channel';
import { coverage, observed } from './english/coverage';
import { dates } from './english/dates';
import { digest, digestHelp } from './english/digest';
import { digestMessage } from './english/digest-message';
import { found, further } from './english/found';
import { help } from './english/help';
import { details, exporting, home, question } from './english/jobs';
import { lists } from './english/lists';
import { digestMistakes, mistakes, watchMistakes } from './english/mistakes';
import { nothing, website, whichOne } from './english/nothing';
import { qualifiers, questions, questionsOfAll } from './english/qualifiers';
import { search } from './english/search';
import { answerButtons, app, commands, modal, shortcuts } from './english/slack';
import { subjects } from './english/subjects';
import { times } from './english/times';
import { watch } from './english/watch';
import { watchMessage } from './english/watch-message';

/** All that the bot says to people, in English; how single changes are told is in `bot/answer/wording`. */
export const english = {
  ...{ app, askers, commands, shortcuts, answerButtons, modal, question, details, exporting, home },
  ...{ coverage, found, further, nothing, observed, search, subjects, website, whichOne },
  ...{ actors, beside, change, changeDetails, help, hidden },
  ...{ channel, dates, lists, digest, digestHelp, digestMessage, watch, watchMessage },
  ...{ digestMistakes, mistakes, qualifiers, questions, questionsOfAll, times, watchMistakes },
};
