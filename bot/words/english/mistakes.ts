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
