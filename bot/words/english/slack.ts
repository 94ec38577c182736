import type { Parts } from '../../answer/message';

/** Slash commands, as Slack's own menu describes them; `manifest.yml` says the same. */
export const commands = {
  whoChanged: 'Who changed what in Amazon Connect, when, how',
  changes: 'Everything that changed in Amazon Connect in a time',
  digest: 'What changed in Amazon Connect, once a day in this channel',
  watch: 'What changes in Amazon Connect, told in this channel as it arrives',
};

/** Shortcuts. Slack shows 24 letters of a name. */
export const shortcuts = {
  around: {
    name: 'What changed around this',
    description: 'What changed in Amazon Connect from an hour before this message to ten minutes after it',
  },
  ask: {
    name: 'Who changed this?',
    description: 'Choose anything in Amazon Connect, also what is deleted, and see who changed it',
  },
};

/** The buttons under an answer. */
export const answerButtons = {
  live: 'Check the last minutes live',
  details: 'Details',
  export: 'Export',
  shareHere: 'Share here',
  shareInThread: 'Share in its thread',
};

/** The form in which a question is put together, and what stands around a modal. */
export const modal = {
  close: 'Close',
  looking: 'Looking …',
  lookUp: 'Look up',
  newSearch: 'New search',
  thing: 'What or who',
  thingHint: 'Queues, flows, users and all else in Amazon Connect, also what is deleted. Left empty it is everything.',
  thingPlaceholder: 'Type a part of its name',
  period: 'Since when',
  periods: {
    all: 'Everything that is known',
    twoHours: 'The last 2 hours',
    today: 'Today',
    week: 'The last 7 days',
    month: 'The last 30 days',
  },
  sort: 'Of these',
  onlyPeople: 'What people did, without pipelines',
  deleted: 'deleted',
  nowCalled: ({ name }: { readonly name: string }): string => `now ${name}`,
  lettersLeft: ({ count }: { readonly count: number }): string =>
    `(${count === 1 ? '1 more letter is' : `${count} more letters are`} not shown)`,
};

/** What the app says by itself, before any look-up and around it. */
export const app = {
  linesLeft: ({ count }: { readonly count: number }): string =>
    `${count === 1 ? '1 more line is' : `${count} more lines are`} too long for Slack.`,
  notHandedOn: 'Your question could not be handed on; nothing was looked up. Please ask again.',
  failed: 'Something went wrong on my side. Please try again in a minute.',
  reference: ({ code }: { readonly code: string }): Parts => ['Reference: ', { code }],
  tooOld: 'This button is of an older version of me. Ask again, and the new answer has one that works.',
  notShared: ({ invite }: { readonly invite: string }): Parts => [
    'I can’t post in this channel, so nothing was shared. Invite me, ',
    { code: invite },
    ', and press the button again.',
  ],
  digestUnderway: 'The digest is being made. It will be posted here.',
};
