import type { LinePiece, Parts } from '../../answer/message';

/** How the digest of a channel stands, is set and ended. Commands come as they are typed. */
export const digest = {
  narrowedBy: ({ filters }: { readonly filters: string }): Parts => ['Narrowed by ', { code: filters }],
  change: 'Change this digest',
  /** "every weekday at 09:00 (Asia/Tokyo)" */
  when: ({ at, zone, weekdays }: { readonly at: string; readonly zone: string; readonly weekdays: boolean }): string =>
    `every ${weekdays ? 'weekday' : 'day'} at ${at} (${zone})`,
  silent: 'Where nothing changed, nothing is posted.',
  toChange: ({ set, off }: { readonly set: string; readonly off: string }): Parts => [
    'To change it, type it anew: ',
    { code: set },
    '. To end it: ',
    { code: off },
  ],
  willCome: ({
    when,
    next,
    isNew,
  }: {
    readonly when: string;
    readonly next: string | undefined;
    readonly isNew: boolean;
  }): string =>
    `A digest of Amazon Connect will come here ${when}${next === undefined ? '' : `, ${isNew ? 'first' : 'next'} on ${next}`}.`,
  setBy: ({ by }: { readonly by: LinePiece }): Parts => ['Set by ', by, '.'],
  /** `before` is when it came until now, where that was another time. */
  changedBy: ({ by, before }: { readonly by: LinePiece; readonly before: string | undefined }): Parts => [
    'Changed by ',
    by,
    before === undefined ? '.' : `; it came ${before}.`,
  ],
  ended: ({ when, by }: { readonly when: string; readonly by: LinePiece }): Parts => [
    `The digest of Amazon Connect, ${when}, was ended by `,
    by,
    '.',
  ],
  toHaveAgain: ({ typed }: { readonly typed: string }): Parts => ['To have it again: ', { code: typed }],
  notSet: 'No digest is set in this channel.',
  toSet: ({ typed }: { readonly typed: string }): Parts => ['To set one: ', { code: typed }],
  comes: ({ when }: { readonly when: string }): string => `A digest of Amazon Connect comes here ${when}.`,
  paused: ({ because }: { readonly because: string }): string => `The digest of Amazon Connect is paused: ${because}`,
  wasSet: ({ by, at }: { readonly by: LinePiece; readonly at: string }): Parts => ['Set by ', by, `, ${at}`],
  isDue: 'Today’s is due and not posted yet; it is tried every five minutes.',
  next: ({ at }: { readonly at: string | undefined }): string => `Next: ${at ?? 'not known'}`,
  noneYet: 'None was posted yet.',
  /** One that somebody asked for; `isFirst` where none came by itself. */
  asked: ({ at, isFirst }: { readonly at: string; readonly isFirst: boolean }): string =>
    isFirst
      ? `One was posted with “now” on ${at}; none has come by itself yet.`
      : `One was posted with “now” on ${at}, besides.`,
  last: ({ to, isDoubted }: { readonly to: string; readonly isDoubted: boolean }): string =>
    `The last one told up to ${to}${isDoubted ? '; whether Slack took it is not known' : ''}.`,
  toResume: ({ typed }: { readonly typed: string }): Parts => ['To resume it, set it again: ', { code: typed }],
  notSetHere: 'I can’t post in this channel, so no digest was set.',
  notPostedHere: 'I can’t post in this channel, so no digest was posted.',
  inviteAndType: ({ invite, typed }: { readonly invite: string; readonly typed: string }): Parts => [
    'Invite me, ',
    { code: invite },
    ', and type it again: ',
    { code: typed },
  ],
  pausedIn: ({ channel, because }: { readonly channel: Parts; readonly because: string }): Parts => [
    'The digest of Amazon Connect in ',
    ...channel,
    ` is paused: ${because}`,
  ],
  toResumeThere: ({ typed }: { readonly typed: string }): Parts => [
    'To resume it, set it there again: ',
    { code: typed },
  ],
  thenTellsMeanwhile: 'The next one then tells what changed meanwhile.',
  failed: ({ typed }: { readonly typed: string }): Parts => [
    'Something went wrong on my side. ',
    { code: typed },
    ' shows how the digest stands.',
  ],
  tryAgain: ({ reference }: { readonly reference: string }): Parts => [
    'Please try again in a minute. Reference: ',
    { code: reference },
  ],
  /** Why it is paused: this stands behind a colon. */
  filtersMeanNothing: ({ because }: { readonly because: string }): string =>
    `its filters mean nothing any more. ${because}`,
  filtersAskForHelp: 'Its filters ask for help.',
};

/** What can be typed for a digest. */
export const digestHelp = {
  whatItIs: 'A digest tells a channel once a day what changed in Amazon Connect, what is worth a look first.',
  forExample: 'For example',
  examples: {
    daily: 'every day at 9 in your own time zone',
    weekdays: 'Monday to Friday, by the clocks of Tokyo',
    narrowed: 'only what people did to flows and queues',
    silent: 'nothing is posted where nothing changed',
    now: 'posts what changed since the last one; the next one comes as usual',
    status: 'whether one is set, when it comes, who set it',
    off: 'ends it',
  },
  narrowIt: 'Narrow it',
  filters: {
    only: 'people, pipelines, failed or worth-a-look alone',
    type: 'changes to things of this type',
    instance: 'in this Connect instance',
  },
  whoMay: 'Everybody in the channel reads the digest, and may change or end it.',
};
