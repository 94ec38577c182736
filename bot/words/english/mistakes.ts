/** What is wrong with what somebody typed for a digest. */
export const digestMistakes = {
  nowStandsWithFilters: '“now” takes no other word, only filters.',
  standsAlone: ({ word }: { readonly word: string }): string => `“${word}” stands alone.`,
  offset: 'A digest keeps to the clock of a place: write its time zone by name, as in at 09:00 Asia/Tokyo.',
  seconds: 'Seconds are too fine for a digest: write a time like 09:00.',
  morningOrEvening: ({ hour }: { readonly hour: string }): string =>
    `“${hour}” may be a morning's or an evening's hour.`,
  saysNothing: ({ word }: { readonly word: string }): string => `“${word}” says nothing here.`,
  noTime: 'Say at what time of day the digest is to come.',
  noSuchZone: ({ zone }: { readonly zone: string }): string =>
    `“${zone}” is no time zone that I know: write one by its place, like Asia/Tokyo or America/New_York.`,
  filtersTooLong: ({ most }: { readonly most: number }): string => `Filters hold ${most} characters at most.`,
  noFilter: ({ key }: { readonly key: string }): string =>
    `“${key}:” is no filter of a digest: it takes only:, type: and instance:, and tells the time since the last one.`,
};

interface Key {
  /** A qualifier's word, as it was typed. */
  readonly key: string;
}

const UNDERSTOOD =
  'Of links, these are understood: a page of one thing on the Connect admin website ' +
  '(https://your-instance.my.connect.aws/queues/edit?id=…), an instance in the AWS console, and an event in the ' +
  'CloudTrail console (…/cloudtrailv2/home?region=…#/events/…).';

/** What is wrong with a question, and what to type. */
export const mistakes = {
  tooLong: ({ most, length }: { readonly most: number; readonly length: number }): string =>
    `A question holds ${most} characters at most, this one has ${length}: ask about one thing.`,
  link: UNDERSTOOD,
  listedPage: `That page lists many things: open one and copy its address. ${UNDERSTOOD}`,
  nearQualifier: ({ typed, meant }: { readonly typed: string; readonly meant: string }): string =>
    `“${typed}:” is no qualifier: was it meant to be ${meant}:? If it is part of a name, put the name in quotes.`,
  colonApart: ({ key }: Key): string =>
    `The colon comes right after ${key} and the value right after that: ${key}:…. If it is part of a name, put the name in quotes.`,
  likeAnOption: ({ key }: Key): string => `Qualifiers are written with a colon: ${key}:… instead of --${key}.`,
  givenTwice: ({ key }: Key): string => `${key}: may be given once: leave one out.`,
  sameTwice: ({ key, other }: Key & { readonly other: string }): string =>
    `${key}: and ${other}: mean the same and may be given once: leave one out.`,
  rivals: ({ key, other }: Key & { readonly other: string }): string =>
    `${key}: and ${other}: both say when: leave one of them out.`,
  nameNotClosed: 'The quotes around the name are not closed.',
  nothingInQuotes: 'There is nothing between the quotes: put a name there, or leave them out.',
  severalNames: 'Those are several names in quotes: ask about one at a time.',
  mentionAlone:
    'A mention alone could be who changed or what was changed: write by: before it for what they changed, or the login ' +
    'of their Connect user for who changed that.',
  /** `value` is what to put there, as its qualifier says. */
  takes: ({ key, value, example }: Key & { readonly value: string; readonly example: string }): string =>
    `${key}: takes ${value} right after the colon, like ${example}.`,
  valueNotClosed: ({ key }: Key): string => `The quotes after ${key}: are not closed.`,
  limit: ({ most }: { readonly most: number }): string =>
    `limit: takes a whole number from 1 to ${most}, like limit:20.`,
  list: ({ example }: { readonly example: string }): string => `A list has commas and no spaces, like ${example}.`,
  /** What a list is of. */
  sorts: {
    type: 'type of thing in Connect',
    verb: 'verb here',
    only: ({ words }: { readonly words: readonly string[] }): string => `sort (${words.join(', ')})`,
  },
  noSuch: ({
    entry,
    sort,
    examples,
  }: {
    readonly entry: string;
    readonly sort: string;
    readonly examples: readonly string[];
  }): string => `“${entry}” is no ${sort}: write it like ${examples.join(' or ')}.`,
  noSuchNear: ({
    entry,
    sort,
    nearest,
  }: {
    readonly entry: string;
    readonly sort: string;
    readonly nearest: string;
  }): string => `“${entry}” is no ${sort}: did you mean ${nearest}?`,
  typeOfSeveralWords: ({ whole }: { readonly whole: string }): string =>
    `A type of several words needs dashes or quotes: ${whole}.`,
};

/** What is wrong with what somebody typed for a watch. */
export const watchMistakes = {
  whichIsToEnd: ({ word }: { readonly word: string }): string =>
    `Say which watch is to end: its number in the list, like ${word} 1, or its question.`,
  noSense: ({ token }: { readonly token: string }): string =>
    `“${token}” makes no sense in a watch, which tells all that changes from now on: leave it out.`,
  event: 'One event has happened and does not change: watch the thing that it was about.',
  tooLong: ({ most, length }: { readonly most: number; readonly length: number }): string =>
    `A watch holds ${most} characters at most, this one has ${length}: watch one thing.`,
};
