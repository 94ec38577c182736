import type { NamedResource } from '../answer/answer';
import { channelPieces, closedWords, type Doer, doerPiece, INVITE } from '../answer/channel-words';
import { type Action, type Line, line, type Message } from '../answer/message';
import { describe } from '../answer/subject-pieces';
import { labelOfChoice } from '../answer/which-one-message';
import { unescapeSlack, withMentionsNamed } from '../query/tokens';
import { phrases } from '../words/words';
import { MOST_WATCHES, type Watch } from './watch';

/** The command, as people type it. */
export const WATCH_COMMAND_TEXT = '/connect-watch' as const;

/** The buttons that end a watch; each carries the id of one. */
export const STOP_WATCH_ACTION = /^watch-stop-\d+$/;
/** The buttons that set a watch; each carries a question as Slack sends it. */
export const SET_WATCH_ACTION = /^watch-set-\d+$/;

/** A watch's question as people type it. */
export const askedText = ({ question }: Pick<Watch, 'question'>): string => withMentionsNamed(unescapeSlack(question));

const typed = (text: string): string => `${WATCH_COMMAND_TEXT} ${text}`.trim();
const LIST = { typed: typed('list') };

export const stopButton = (watch: Watch, at: number, label: string): Action => ({
  id: `watch-stop-${at}`,
  label,
  value: watch.id,
  confirm: {
    ...phrases.watch.confirmStop,
    text: phrases.watch.confirmStop.text({ question: shortened(askedText(watch)) }),
  },
});

/** As much of a question as stands on a button or before it. */
export const shortened = (text: string, most = 60): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['queue-test-1', phrases.watch.examples.thing],
  ['type:security-profile', phrases.watch.examples.type],
  ['only:worth-a-look', phrases.watch.examples.worthALook],
  ['by:"Mateo Jackson"', phrases.watch.examples.person],
  ['type:flow only:people instance:harbor-prod', phrases.watch.examples.several],
  ['list', phrases.watch.examples.list],
  ['off 1', phrases.watch.examples.off],
];

const HELP_LINES: readonly Line[] = [
  line('heading', phrases.watch.forExample),
  ...EXAMPLES.map(([question, means]) => line('item', { code: typed(question) }, `  ${means}`)),
  line('note', phrases.watch.howItTells),
];

export const WATCH_HELP: Message = {
  lines: [
    line('fact', phrases.watch.whatItIs),
    ...HELP_LINES,
    line('note', ...phrases.watch.whatAQuestionHolds({ typed: '/connect-who-changed help' })),
  ],
  buttons: [],
};

/** What a channel watches, for whoever asks, alone. `nameOf` gives who set each. */
export const listMessage = (
  watches: readonly Watch[],
  { nameOf, withHelp }: { readonly nameOf: (userId: string) => Doer; readonly withHelp: boolean },
): Message => ({
  lines: [
    line('fact', phrases.watch.list({ count: watches.length })),
    ...watches.map((watch, at) => listLine(watch, at + 1, nameOf(watch.setBy))),
    ...(withHelp || watches.length === 0 ? HELP_LINES : []),
  ],
  buttons: [],
  actions: watches.map((watch, at) => stopButton(watch, at, phrases.watch.stopNumber({ number: at + 1 }))),
});

const listLine = ({ paused, setAt, ...watch }: Watch, number: number, by: Doer): Line =>
  line(
    'item',
    ...phrases.watch.listed({
      ...{ number, question: shortened(askedText(watch), 120), by: doerPiece(by), setAt },
      paused: paused && { at: paused.at, because: closedWords(paused.because) },
    }),
  );

/** So many watches of all channels a Home tab shows, each with its button. */
const MOST_AT_HOME = 20;

/** The watches of all channels, for a Home tab. */
export const watchesAtHome = (watches: readonly Watch[]): Message => {
  const shown = watches.slice(0, MOST_AT_HOME);
  const more = watches.length - shown.length;
  return {
    lines: [
      line('heading', phrases.watch.title),
      ...(watches.length === 0 ? [line('item', phrases.watch.noneInAnyChannel)] : []),
      ...shown.map((watch, at) =>
        line(
          'item',
          ...phrases.watch.atHome({
            ...{ number: at + 1, question: shortened(askedText(watch)), channel: channelPieces(watch) },
            paused: watch.paused && closedWords(watch.paused.because),
          }),
        ),
      ),
      ...(more > 0 ? [line('note', phrases.watch.more({ count: more, ...LIST }))] : []),
      ...(watches.length === 0
        ? [line('note', ...phrases.watch.inAChannel({ typed: typed('type:security-profile') }))]
        : []),
    ],
    buttons: [],
    actions: shown.map((watch, at) => ({
      ...stopButton(watch, at, phrases.watch.stopNumber({ number: at + 1 })),
      id: `home-stop-watch-${at}`,
    })),
  };
};

/** What a watch is about, as far as names are known when it is set. */
export type About =
  | { readonly kind: 'things'; readonly things: readonly NamedResource[] }
  /** Nothing bears the name yet. */
  | { readonly kind: 'not yet'; readonly name: string; readonly nearest: readonly string[] }
  /** No Connect user bears the name yet; somebody else's name it may be. */
  | { readonly kind: 'nobody yet'; readonly name: string; readonly nearest: readonly string[] }
  | { readonly kind: 'anything'; readonly notes: readonly string[] };

/** Posted into the channel when a watch is set: that it can be posted shows that changes can. `pausedSince` where it was resumed. */
export const setMessage = (
  watch: Watch,
  { by, about, pausedSince }: { readonly by: Doer; readonly about: About; readonly pausedSince?: string | undefined },
): Message => ({
  lines: [
    line('fact', ...phrases.watch.set({ question: askedText(watch), again: pausedSince !== undefined })),
    ...aboutLines(about),
    line('detail', ...phrases.watch[pausedSince === undefined ? 'setBy' : 'resumedBy']({ by: doerPiece(by) })),
    ...(pausedSince === undefined ? [] : [line('detail', ...phrases.watch.toldNothingSince({ time: pausedSince }))]),
  ],
  buttons:
    pausedSince === undefined
      ? []
      : [{ label: phrases.watch.changedMeanwhile, ask: `/connect-who-changed ${watch.question} since:${pausedSince}` }],
  actions: [stopButton(watch, 0, phrases.watch.stop)],
});

const MOST_THINGS = 5;

const aboutLines = (about: About): readonly Line[] => {
  switch (about.kind) {
    case 'anything':
      return about.notes.map((note) => line('detail', note));
    case 'things': {
      const more = about.things.length - MOST_THINGS;
      return [
        line(
          'detail',
          ...phrases.watch.meansThings({ things: about.things.slice(0, MOST_THINGS).map(describe), more }),
        ),
      ];
    }
    case 'not yet':
      return [line('detail', ...phrases.watch.nothingYet(about)), ...nearestLines(about.nearest)];
    case 'nobody yet':
      return [line('detail', ...phrases.watch.nobodyYet(about)), ...nearestLines(about.nearest)];
  }
};

const nearestLines = (nearest: readonly string[]): readonly Line[] =>
  nearest.length === 0 ? [] : [line('detail', ...phrases.watch.nearest({ names: nearest }))];

/** To whoever sets what is set already. */
export const thereAlready = (watch: Watch, by: Doer): Message => ({
  lines: [
    line('fact', ...phrases.watch.thereAlready({ question: askedText(watch), by: doerPiece(by), setAt: watch.setAt })),
  ],
  buttons: [],
});

export const TOO_MANY: Message = {
  lines: [
    line('fact', phrases.watch.tooMany({ most: MOST_WATCHES })),
    line('detail', ...phrases.watch.endOneFirst(LIST)),
  ],
  buttons: [],
};

/** To whoever wants to watch a name that more things bear than anybody means. */
export const chooseMessage = (
  name: string,
  total: number,
  choices: readonly { readonly thing: NamedResource; readonly question: string }[],
): Message => ({
  lines: [
    line('fact', ...phrases.watch.whichOne({ name, total })),
    ...choices.map(({ thing }) => line('item', ...describe(thing))),
    line('note', ...phrases.watch.narrowIt({ qualifiers: ['type:', 'instance:'] })),
  ],
  buttons: [],
  actions: choices.map(({ thing, question }, at) => ({
    id: `watch-set-${at}`,
    label: labelOfChoice(thing),
    value: question,
  })),
});

/** To whoever sets a watch where the bot may not post. `question` as they typed it. */
export const notSetMessage = (question: string): Message => ({
  lines: [
    line('fact', phrases.watch.notSet),
    line('detail', ...phrases.watch.inviteAndType({ invite: INVITE, typed: typed(question) })),
  ],
  buttons: [],
});

export const NO_INDEX: Message = {
  lines: [line('fact', phrases.watch.noIndex)],
  buttons: [],
};

/** Posted into the channel when somebody ends a watch. */
export const stoppedMessage = (watch: Watch, { by, setBy }: { readonly by: Doer; readonly setBy: Doer }): Message => ({
  lines: [
    line('fact', ...phrases.watch.stopped({ by: doerPiece(by), question: askedText(watch) })),
    line('note', ...phrases.watch.wasSet({ by: doerPiece(setBy), setAt: watch.setAt, typed: typed(askedText(watch)) })),
  ],
  buttons: [],
});

/** To whoever ends what is ended already. */
export const NOT_WATCHED: Message = {
  lines: [line('fact', phrases.watch.notWatched), line('note', ...phrases.watch.whatIs(LIST))],
  buttons: [],
};

/** To whoever ends what nobody set. */
export const noSuchWatch = (which: string): Message => ({
  lines: [
    line('fact', ...phrases.watch.noSuchWatch({ which: shortened(which) })),
    line('detail', ...phrases.watch.whatIsWithNumbers(LIST)),
    line('note', phrases.watch.nameLikeAnOrder),
  ],
  buttons: [],
});

/** To whoever set watches in a channel where the bot may not post any more, once. `untold` changes wait there. */
export const pausedMessage = (watches: readonly Watch[], because: string, untoldFrom: string): Message => {
  const [first] = watches;
  return {
    lines: [
      line(
        'fact',
        ...phrases.watch.paused({
          watches: watches.length,
          channel: first === undefined ? [] : channelPieces(first),
          because: closedWords(because),
        }),
      ),
      ...watches.map((watch) => line('item', { code: askedText(watch) })),
      line('detail', ...phrases.watch.untoldFrom({ time: untoldFrom })),
    ],
    buttons: [{ label: phrases.watch.changedSince, ask: `/connect-changes since:${untoldFrom}` }],
  };
};

/** What could not be done, with a reference that is in the log too. */
export const failedWatch = (reference: string): Message => ({
  lines: [line('fact', ...phrases.watch.failed(LIST)), line('note', ...phrases.watch.tryAgain({ reference }))],
  buttons: [],
});
