import { counted, joined, type LinePiece, moment, type Parts } from '../../answer/message';

/** The watches of a channel. Commands come as they are typed. */
export const watch = {
  confirmStop: {
    title: 'Stop watching?',
    text: ({ question }: { readonly question: string }): string => `The channel hears no more of ${question}.`,
    yes: 'Stop',
    no: 'Keep it',
  },
  forExample: 'For example',
  examples: {
    thing: 'whatever changes this queue, or names it',
    type: 'whoever changes what people may do',
    worthALook: 'rights, deletions, disabled queues, numbers pointed elsewhere, instance settings',
    person: 'whatever this person changes',
    several: 'the flows of one instance, if a person changes them',
    list: 'what is watched here, by whom, with a button to stop each',
    off: 'ends the first one of the list; its question does as well as its number',
  },
  howItTells:
    'A watch is a question without times. Everybody in the channel reads what it tells, and may end it. A change is told some seconds after CloudTrail has delivered it, which takes minutes.',
  whatItIs:
    'A watch tells this channel of changes in Amazon Connect as they arrive: one message for what somebody does within ten minutes.',
  whatAQuestionHolds: ({ typed }: { readonly typed: string }): Parts => ['What a question may hold: ', { code: typed }],
  list: ({ count }: { readonly count: number }): string =>
    count === 0 ? 'Nothing is watched in this channel.' : `${counted(count, 'watch', 'watches')} in this channel:`,
  stopNumber: ({ number }: { readonly number: number }): string => `Stop ${number}`,
  listed: ({
    number,
    question,
    by,
    setAt,
    paused,
  }: {
    readonly number: number;
    readonly question: string;
    readonly by: LinePiece;
    readonly setAt: string;
    readonly paused?: { readonly at: string; readonly because: string } | undefined;
  }): Parts => [
    `${number}  `,
    { code: question },
    '  set by ',
    by,
    ', ',
    moment(setAt),
    ...(paused === undefined ? [] : [' · paused since ', moment(paused.at), `: ${paused.because}`]),
  ],
  title: 'Watches in your channels',
  noneInAnyChannel: 'None of your channels has one.',
  atHome: ({
    number,
    question,
    channel,
    paused,
  }: {
    readonly number: number;
    readonly question: string;
    readonly channel: Parts;
    readonly paused: string | undefined;
  }): Parts => [
    `${number}  `,
    { code: question },
    ' in ',
    ...channel,
    paused === undefined ? '' : `, paused: ${paused}`,
  ],
  more: ({ count, typed }: { readonly count: number; readonly typed: string }): string =>
    `And ${count} more: type ${typed} in their channels.`,
  inAChannel: ({ typed }: { readonly typed: string }): Parts => ['In a channel: ', { code: typed }],
  set: ({ question, again }: { readonly question: string; readonly again: boolean }): Parts => [
    'Changes in Amazon Connect that answer ',
    { code: question },
    ` are told here from now on${again ? ', again' : ''}.`,
  ],
  setBy: ({ by }: { readonly by: LinePiece }): Parts => ['Set by ', by, '.'],
  resumedBy: ({ by }: { readonly by: LinePiece }): Parts => ['Resumed by ', by, '.'],
  toldNothingSince: ({ time }: { readonly time: string }): Parts => ['It told nothing since ', moment(time), '.'],
  changedMeanwhile: 'What changed meanwhile',
  stop: 'Stop watching',
  stopOf: ({ question }: { readonly question: string }): string => `Stop watching ${question}`,
  meansThings: ({
    things,
    more,
  }: {
    readonly things: readonly (readonly LinePiece[])[];
    readonly more: number;
  }): Parts => ['That is ', ...joined('; ', things), more > 0 ? ` and ${more} more.` : '.'],
  nothingYet: ({ name }: { readonly name: string }): Parts => [
    'Nothing is called ',
    { name },
    ' yet. It is told from the change that makes it.',
  ],
  nobodyYet: ({ name }: { readonly name: string }): Parts => [
    'No Connect user is called ',
    { name },
    ' yet, as far as is known.',
  ],
  nearest: ({ names }: { readonly names: readonly string[] }): Parts => [
    'Nearest: ',
    ...joined(
      ', ',
      names.map((name) => [{ name }]),
    ),
    '.',
  ],
  thereAlready: ({
    question,
    by,
    setAt,
  }: {
    readonly question: string;
    readonly by: LinePiece;
    readonly setAt: string;
  }): Parts => [{ code: question }, ' is watched here already: set by ', by, ', ', moment(setAt), '.'],
  tooMany: ({ most }: { readonly most: number }): string =>
    `A channel has at most ${most} watches, and this one has them. Nothing was set.`,
  endOneFirst: ({ typed }: { readonly typed: string }): Parts => ['End one first: ', { code: typed }],
  whichOne: ({ name, total }: { readonly name: string; readonly total: number }): Parts => [
    { name },
    ` means ${total} things, so nothing was set. Which one?`,
  ],
  narrowIt: ({ qualifiers: [first, second] }: { readonly qualifiers: readonly [string, string] }): Parts => [
    'Or narrow it with ',
    { code: first },
    ', ',
    { code: second },
    ' or the id.',
  ],
  notSet: 'I can’t post in this channel, so nothing was set.',
  inviteAndType: ({ invite, typed }: { readonly invite: string; readonly typed: string }): Parts => [
    'Invite me, ',
    { code: invite },
    ', and type it again: ',
    { code: typed },
  ],
  noIndex: 'Nothing can be watched here: this bot keeps no index of changes.',
  stopped: ({ by, question }: { readonly by: LinePiece; readonly question: string }): Parts => [
    by,
    ' stopped watching ',
    { code: question },
    ' here.',
  ],
  wasSet: ({ by, setAt, typed }: { readonly by: LinePiece; readonly setAt: string; readonly typed: string }): Parts => [
    'It was set by ',
    by,
    ', ',
    moment(setAt),
    '. To have it again: ',
    { code: typed },
  ],
  notWatched: 'That is not watched any more.',
  whatIs: ({ typed }: { readonly typed: string }): Parts => ['What is: ', { code: typed }],
  noSuchWatch: ({ which }: { readonly which: string }): Parts => ['No watch in this channel is ', { code: which }, '.'],
  whatIsWithNumbers: ({ typed }: { readonly typed: string }): Parts => [
    'What is watched, with numbers: ',
    { code: typed },
  ],
  nameLikeAnOrder: 'To watch something whose name begins with off, stop or unwatch, put the name into quotes.',
  paused: ({
    watches,
    channel,
    because,
  }: {
    readonly watches: number;
    readonly channel: Parts;
    readonly because: string;
  }): Parts => [`What you ${watches === 1 ? 'watch' : 'have watched'} in `, ...channel, ` is paused: ${because}`],
  untoldFrom: ({ time }: { readonly time: string }): Parts => [
    'Changes from ',
    moment(time),
    ' on are not told there. To resume a watch, set it there again.',
  ],
  changedSince: 'What changed since',
  failed: ({ typed }: { readonly typed: string }): Parts => [
    'Something went wrong on my side. ',
    { code: typed },
    ' shows what is watched.',
  ],
  tryAgain: ({ reference }: { readonly reference: string }): Parts => [
    'Please try again in a minute. Reference: ',
    { code: reference },
  ],
};
