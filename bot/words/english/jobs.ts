import type { Lack } from '../../answer/coverage';
import { counted, moment, type Parts, quiet } from '../../answer/message';
import { lackWords } from './coverage';

/** Around the answer to a question. */
export const question = {
  theRest: 'The rest is being read from CloudTrail, which allows 2 calls a second. The whole answer follows here.',
  progress: 'Reading CloudTrail, which allows 2 calls a second. The answer follows here.',
  shared: 'Shared.',
  sharedBy: ({ name }: { readonly name: string }): Parts => ['Shared by ', quiet(name), '.'],
  zoneUnknown:
    'Slack did not tell me your time zone: the times in your question were read as UTC. Write Z or an offset behind a time to be sure: 09:00+02:00.',
  looksAgain: 'I look again in ten minutes and write here only if a record has come.',
  arrived: 'A record has arrived since you asked',
  asked: ({ typed }: { readonly typed: string }): Parts => ['Asked: ', { code: typed }],
  failed: 'Something went wrong on my side; nothing can be said about your question.',
  askAgain: ({ reference }: { readonly reference: string }): Parts => [
    'Please ask again in a minute. Reference: ',
    { code: reference },
  ],
};

/** One change in a modal. */
export const details = {
  title: 'Details',
  failed: 'Something went wrong on my side. Please close this and press Details again.',
  gone: 'This change can’t be found any more: the index has let it go, or CloudTrail did not answer.',
  recordNotHeld: 'The record as AWS wrote it is not in the index; CloudTrail shows it for 90 days.',
  record: 'The record as AWS wrote it, secrets masked',
  event: 'Event in CloudTrail',
  page: 'Open in Connect',
  newer: 'Newer',
  older: 'Older',
};

interface Counts {
  readonly changes: number;
  readonly failed: number;
}

/** "12 changes and 1 attempt that failed" */
const changesAndAttempts = ({ changes, failed }: Counts): string => {
  const attempts = `${counted(failed, 'attempt')} that failed`;
  if (failed === 0) return counted(changes, 'change');
  return changes === 0 ? attempts : `${counted(changes, 'change')} and ${attempts}`;
};

/** An answer as files. */
export const exporting = {
  failed: 'The export failed on my side; no file was sent. Please press the button again in a minute.',
  sent: (counts: Counts): string => `I sent you ${changesAndAttempts(counts)} as CSV and JSON in a direct message.`,
  files: (counts: Counts): string => `${changesAndAttempts(counts)} as CSV and JSON.`,
  newestOf: ({ total }: { readonly total: number }): string =>
    `PARTIAL: these are the newest of ${total}. For the others, ask for a shorter time.`,
  unsettled: 'Not settled yet: more may still arrive.',
  partial: 'PARTIAL: not everything could be read; the notes in the JSON say what.',
  allBut: ({ lacks }: { readonly lacks: readonly Lack[] }): string => `All but ${lackWords(lacks)}.`,
};

interface Region {
  readonly region: string;
  readonly settledTo?: string | undefined;
  readonly newestEvent?: string | undefined;
  readonly delivered?: string | undefined;
  readonly gaps: number;
}

/** The Home tab. */
export const home = {
  title: 'Who changed what in Amazon Connect, when, how, and from what to what',
  examples: {
    name: 'who changed what is called so, newest first',
    person: 'what one person changed',
    window: 'everything in the last two hours',
    digest: 'tells a channel every morning',
    watch: 'tells a channel as it happens',
  },
  onAnAlert: ({ shortcut }: { readonly shortcut: string }): string =>
    `On an alert, choose “${shortcut}” from the message’s menu.`,
  inAThread: ({ typed }: { readonly typed: string }): Parts => ['In a thread, mention me: ', { code: typed }],
  allThatCanBeAsked: ({ typed }: { readonly typed: string }): Parts => ['All that can be asked: ', { code: typed }],
  inAChannel: ({ typed }: { readonly typed: string }): Parts => ['In a channel: ', { code: typed }],
  twoHours: 'The last 2 hours',
  today: 'Today',
  worthALook: 'Worth a look, 7 days',
  failed:
    'Digests, watches and how the index stands could not be read just now. Open this tab again in a minute; questions may be answered all the same.',
  channelsNotKnown: ({ scope }: { readonly scope: string | undefined }): Parts =>
    scope === undefined
      ? [
          'Slack did not say which channels you are in, so their digests and watches are not shown; open this tab again in a minute.',
        ]
      : [
          'I may not see which channels you are in, so their digests and watches are not shown; those who run me have to add the scope ',
          { code: scope },
          ' to the Slack app and install it again.',
        ],
  digests: 'Digests in your channels',
  noneInAnyChannel: 'None of your channels has one.',
  moreDigests: ({ count, typed }: { readonly count: number; readonly typed: string }): string =>
    `And ${count} more: type ${typed} in their channels.`,
  digest: ({ channel, when }: { readonly channel: Parts; readonly when: string }): Parts => [...channel, `, ${when}`],
  nextDigest: ({ at }: { readonly at: string | undefined }): Parts =>
    at === undefined ? ['Next: not known'] : ['Next: ', moment(at)],
  paused: ({ because }: { readonly because: string }): string => `Paused: ${because}`,
  typedInTheChannel: ({ typed }: { readonly typed: string }): Parts => ['Typed in the channel: ', { code: typed }],
  changeDigest: 'Change this digest',
  changeIt: 'Change it',
  whenItComes: 'When it comes',
  whenItComesHint:
    'As after /connect-digest: at 09:00 Asia/Tokyo weekdays only:people. The channel is told, by your name.',
  notATime: 'Write when it is to come, like at 09:00 weekdays.',
  tryInstead: ({ message, tryInstead }: { readonly message: string; readonly tryInstead: string }): string =>
    `${message} Try: ${tryInstead}`,
  endDigest: 'End this digest',
  endDigestConfirm: {
    title: 'End this digest?',
    text: 'The channel is told, by your name, and can set it again.',
    yes: 'End it',
    no: 'Keep it',
  },
  restsOn: 'What the answers rest on',
  noIndex: 'There is no index: every question reads live CloudTrail.',
  nothingRead: 'Nothing was read yet; the first catch-up is under way.',
  unusable: ({ count }: { readonly count: number }): string =>
    `${counted(count, 'record')} could not be told; answers about ${count === 1 ? 'its time' : 'their times'} say so.`,
  region: ({ region, settledTo, newestEvent, delivered, gaps }: Region): Parts => [
    quiet(region),
    ...(settledTo === undefined ? [': not read whole yet'] : [': settled to ', moment(settledTo)]),
    ...(newestEvent === undefined ? [] : [' · newest event read ', moment(newestEvent)]),
    ...(delivered === undefined ? [] : [' · newest event delivered ', moment(delivered)]),
    gaps === 0 ? '' : ` · ${counted(gaps, 'gap')} in the last 90 days`,
  ],
};
