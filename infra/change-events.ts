import { CHANGES, EVENT_SOURCES, READ_PREFIXES } from '../bot/change/catalogue';

/** The part of EventBridge's pattern language that is used here; what stands in a list are alternatives. */
export interface EventPattern {
  readonly 'detail-type': readonly string[];
  readonly detail: {
    readonly eventSource: readonly string[];
    readonly eventName: readonly (string | { readonly 'anything-but': { readonly prefix: readonly string[] } })[];
  };
}

/** So long a pattern may be, in characters: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export const LONGEST_PATTERN = 2048;

/**
 * Which of CloudTrail's events EventBridge is to deliver: everything of our services that does not read. By exclusion, because the
 * names of all operations are more than twice as long as a pattern may be, and because an operation that came out yesterday is
 * then delivered too. What is no change of configuration comes along (calls about contacts) and is left out by the code that reads.
 * A few operations change something though they are called as if they read; they are named.
 */
export const changeEventPattern = (): EventPattern => ({
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: Object.values(EVENT_SOURCES),
    eventName: [{ 'anything-but': { prefix: [...READ_PREFIXES] } }, ...calledLikeReads()],
  },
});

function calledLikeReads(): string[] {
  const names = CHANGES.map(({ name }) => name).filter((name) =>
    READ_PREFIXES.some((prefix) => name.startsWith(prefix)),
  );
  return [...new Set(names)];
}
