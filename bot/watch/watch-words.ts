import type { NamedResource } from '../answer/answer';
import { channelPieces, closedWords, type Doer, doerPiece, INVITE } from '../answer/channel-words';
import {
  type Action,
  counted,
  joined,
  type Line,
  type LinePiece,
  line,
  type Message,
  moment,
  words,
} from '../answer/message';
import { describe } from '../answer/subject-pieces';
import { unescapeSlack, withMentionsNamed } from '../query/tokens';
import { MOST_WATCHES, type Watch } from './watch';

/** The command, as people type it. */
export const WATCH_COMMAND_TEXT = '/connect-watch' as const;

/** The buttons that end a watch; each carries the id of one. */
export const STOP_WATCH_ACTION = /^watch-stop-\d+$/;
/** The buttons that set a watch; each carries a question as Slack sends it. */
export const SET_WATCH_ACTION = /^watch-set-\d+$/;

/** A watch's question as people type it. */
export const askedText = ({ question }: Pick<Watch, 'question'>): string => withMentionsNamed(unescapeSlack(question));

const typed = (text: string): LinePiece => ({ code: `${WATCH_COMMAND_TEXT} ${text}`.trim() });

export const stopButton = (watch: Watch, at: number, label: string): Action => ({
  id: `watch-stop-${at}`,
  label,
  value: watch.id,
  confirm: {
    title: 'Stop watching?',
    text: `The channel hears no more of ${shortened(askedText(watch))}.`,
    yes: 'Stop',
    no: 'Keep it',
  },
});

/** As much of a question as stands on a button or before it. */
export const shortened = (text: string, most = 60): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['queue-test-1', 'whatever changes this queue, or names it'],
  ['type:security-profile', 'whoever changes what people may do'],
  ['only:worth-a-look', 'rights, deletions, disabled queues, numbers pointed elsewhere, instance settings'],
  ['by:"Mateo Jackson"', 'whatever this person changes'],
  ['type:flow only:people instance:harbor-prod', 'the flows of one instance, if a person changes them'],
  ['list', 'what is watched here, by whom, with a button to stop each'],
  ['off 1', 'ends the first one of the list; its question does as well as its number'],
];

const HELP_LINES: readonly Line[] = [
  line('heading', 'For example'),
  ...EXAMPLES.map(([question, means]) => line('item', typed(question), `  ${means}`)),
  line(
    'note',
    'A watch is a question without times. Everybody in the channel reads what it tells, and may end it. A change is told some seconds after CloudTrail has delivered it, which takes minutes.',
  ),
];

export const WATCH_HELP: Message = {
  lines: [
    line(
      'fact',
      'A watch tells this channel of changes in Amazon Connect as they arrive: one message for what somebody does within ten minutes.',
    ),
    ...HELP_LINES,
    line('note', 'What a question may hold: ', { code: '/connect-who-changed help' }),
  ],
  buttons: [],
};

/** What a channel watches, for whoever asks, alone. `nameOf` gives who set each. */
export const listMessage = (
  watches: readonly Watch[],
  { nameOf, withHelp }: { readonly nameOf: (userId: string) => Doer; readonly withHelp: boolean },
): Message => ({
  lines: [
    watches.length === 0
      ? line('fact', 'Nothing is watched in this channel.')
      : line('fact', `${counted(watches.length, 'watch', 'watches')} in this channel:`),
    ...watches.map((watch, at) => listLine(watch, at + 1, nameOf(watch.setBy))),
    ...(withHelp || watches.length === 0 ? HELP_LINES : []),
  ],
  buttons: [],
  actions: watches.map((watch, at) => stopButton(watch, at, `Stop ${at + 1}`)),
});

const listLine = ({ paused, setAt, ...watch }: Watch, number: number, by: Doer): Line =>
  line(
    'item',
    `${number}  `,
    { code: shortened(askedText(watch), 120) },
    '  set by ',
    doerPiece(by),
    ', ',
    moment(setAt),
    ...(paused === undefined
      ? []
      : [words(' · paused since '), moment(paused.at), words(`: ${closedWords(paused.because)}`)]),
  );

/** So many watches of all channels a Home tab shows, each with its button. */
const MOST_AT_HOME = 20;

/** The watches of all channels, for a Home tab. */
export const watchesAtHome = (watches: readonly Watch[]): Message => {
  const shown = watches.slice(0, MOST_AT_HOME);
  const more = watches.length - shown.length;
  return {
    lines: [
      line('heading', 'Watches'),
      ...(watches.length === 0 ? [line('item', 'No channel has one.')] : []),
      ...shown.map((watch, at) =>
        line(
          'item',
          `${at + 1}  `,
          { code: shortened(askedText(watch)) },
          ' in ',
          ...channelPieces(watch),
          watch.paused === undefined ? '' : `, paused: ${closedWords(watch.paused.because)}`,
        ),
      ),
      ...(more > 0 ? [line('note', `And ${more} more: type ${WATCH_COMMAND_TEXT} list in their channels.`)] : []),
      ...(watches.length === 0 ? [line('note', 'In a channel: ', typed('type:security-profile'))] : []),
    ],
    buttons: [],
    actions: shown.map((watch, at) => ({
      ...stopButton(watch, at, `Stop ${at + 1}`),
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
    line(
      'fact',
      'Changes in Amazon Connect that answer ',
      { code: askedText(watch) },
      ` are told here from now on${pausedSince === undefined ? '' : ', again'}.`,
    ),
    ...aboutLines(about),
    line('detail', pausedSince === undefined ? 'Set by ' : 'Resumed by ', doerPiece(by), '.'),
    ...(pausedSince === undefined ? [] : [line('detail', 'It told nothing since ', moment(pausedSince), '.')]),
  ],
  buttons:
    pausedSince === undefined
      ? []
      : [{ label: 'What changed meanwhile', ask: `/connect-who-changed ${watch.question} since:${pausedSince}` }],
  actions: [stopButton(watch, 0, 'Stop watching')],
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
          'That is ',
          ...joined('; ', about.things.slice(0, MOST_THINGS).map(describe)),
          more > 0 ? ` and ${more} more.` : '.',
        ),
      ];
    }
    case 'not yet':
      return [
        line('detail', 'Nothing is called ', { name: about.name }, ' yet. It is told from the change that makes it.'),
        ...nearestLines(about.nearest),
      ];
    case 'nobody yet':
      return [
        line('detail', 'No Connect user is called ', { name: about.name }, ' yet, as far as is known.'),
        ...nearestLines(about.nearest),
      ];
  }
};

const nearestLines = (nearest: readonly string[]): readonly Line[] =>
  nearest.length === 0
    ? []
    : [
        line(
          'detail',
          'Nearest: ',
          ...joined(
            ', ',
            nearest.map((name) => [{ name }]),
          ),
          '.',
        ),
      ];

/** To whoever sets what is set already. */
export const thereAlready = (watch: Watch, by: Doer): Message => ({
  lines: [
    line(
      'fact',
      { code: askedText(watch) },
      ' is watched here already: set by ',
      doerPiece(by),
      ', ',
      moment(watch.setAt),
      '.',
    ),
  ],
  buttons: [],
});

export const TOO_MANY: Message = {
  lines: [
    line('fact', `A channel has at most ${MOST_WATCHES} watches, and this one has them. Nothing was set.`),
    line('detail', 'End one first: ', typed('list')),
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
    line('fact', { name }, ` means ${total} things, so nothing was set. Which one?`),
    ...choices.map(({ thing }) => line('item', ...describe(thing))),
    line('note', 'Or narrow it with ', { code: 'type:' }, ', ', { code: 'instance:' }, ' or the id.'),
  ],
  buttons: [],
  actions: choices.map(({ thing: { name: called, ref }, question }, at) => ({
    id: `watch-set-${at}`,
    label: `${called ?? ref.id} (${ref.type}${ref.instance?.alias === undefined ? '' : `, ${ref.instance.alias}`})`,
    value: question,
  })),
});

/** To whoever sets a watch where the bot may not post. `question` as they typed it. */
export const notSetMessage = (question: string): Message => ({
  lines: [
    line('fact', 'I can’t post in this channel, so nothing was set.'),
    line('detail', 'Invite me, ', { code: INVITE }, ', and type it again: ', typed(question)),
  ],
  buttons: [],
});

export const NO_INDEX: Message = {
  lines: [line('fact', 'Nothing can be watched here: this bot keeps no index of changes.')],
  buttons: [],
};

/** Posted into the channel when somebody ends a watch. */
export const stoppedMessage = (watch: Watch, { by, setBy }: { readonly by: Doer; readonly setBy: Doer }): Message => ({
  lines: [
    line('fact', doerPiece(by), ' stopped watching ', { code: askedText(watch) }, ' here.'),
    line(
      'note',
      'It was set by ',
      doerPiece(setBy),
      ', ',
      moment(watch.setAt),
      '. To have it again: ',
      typed(askedText(watch)),
    ),
  ],
  buttons: [],
});

/** To whoever ends what is ended already. */
export const NOT_WATCHED: Message = {
  lines: [line('fact', 'That is not watched any more.'), line('note', 'What is: ', typed('list'))],
  buttons: [],
};

/** To whoever ends what nobody set. */
export const noSuchWatch = (which: string): Message => ({
  lines: [
    line('fact', 'No watch in this channel is ', { code: shortened(which) }, '.'),
    line('detail', 'What is watched, with numbers: ', typed('list')),
    line('note', 'To watch something whose name begins with off, stop or unwatch, put the name into quotes.'),
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
        `What you ${watches.length === 1 ? 'watch' : 'have watched'} in `,
        ...(first === undefined ? [] : channelPieces(first)),
        ` is paused: ${closedWords(because)}`,
      ),
      ...watches.map((watch) => line('item', { code: askedText(watch) })),
      line(
        'detail',
        'Changes from ',
        moment(untoldFrom),
        ' on are not told there. To resume a watch, set it there again.',
      ),
    ],
    buttons: [{ label: 'What changed since', ask: `/connect-changes since:${untoldFrom}` }],
  };
};

/** What could not be done, with a reference that is in the log too. */
export const failedWatch = (reference: string): Message => ({
  lines: [
    line('fact', 'Something went wrong on my side. ', typed('list'), ' shows what is watched.'),
    line('note', 'Please try again in a minute. Reference: ', { code: reference }),
  ],
  buttons: [],
});
