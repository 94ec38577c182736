import type { CloudTrailClient, Event } from '@aws-sdk/client-cloudtrail';
import type { LookupAttribute } from '../sources/plan';
import type { Clock } from '../time/clock';
import { lookUpEvents } from './lookup-call';
import type { Pacer } from './pacer';

export interface Walking {
  readonly client: CloudTrailClient;
  readonly pacer: Pacer;
  readonly clock: Clock;
  readonly attribute: LookupAttribute;
  /** Both ends inclusive and the same for every page. */
  readonly from: Date;
  readonly to: Date;
  readonly signal: AbortSignal;
  /** May turn out not to be needed: everything else goes first. */
  readonly isSpeculative?: () => boolean;
  /** Called before each attempt at a page; what it throws ends the walk. */
  readonly beforeAttempt?: () => void;
  readonly onThrottle?: () => void;
  /** Called where an attempt takes long to be answered. */
  readonly onSlow?: () => void;
}

export interface LookupPage {
  readonly events: readonly Event[];
  readonly isLast: boolean;
  /** The time of the oldest event that was seen, or the end of the walk where there was none yet. */
  readonly oldest: Date;
  /** From here to the end of the walk everything was read. */
  readonly readFrom: Date;
}

/**
 * One walk of LookupEvents, newest first, page by page, each call in its turn. A page may be empty and still have a token: only
 * the token's absence is the end. Tokens live no longer than the walk: their lifetime is not documented.
 */
export async function* lookupPages(walking: Walking): AsyncGenerator<LookupPage, void> {
  const { attribute, from, to, signal, isSpeculative } = walking;
  let token: string | undefined;
  let oldest = to;
  do {
    signal.throwIfAborted();
    const rank = isSpeculative?.() ? 'speculative' : token === undefined ? 'begins' : 'continues';
    const page = await lookUpEvents(
      {
        LookupAttributes: [{ AttributeKey: attribute.key, AttributeValue: attribute.value }],
        StartTime: from,
        EndTime: to,
        MaxResults: 50,
        ...(token === undefined ? {} : { NextToken: token }),
      },
      { ...walking, rank },
    );
    const leadsToItself = page.NextToken !== undefined && page.NextToken === token;
    token = page.NextToken;
    const events = page.Events ?? [];
    oldest = events.at(-1)?.EventTime ?? oldest;
    // A second that a page ends in may go on in the next page.
    const readFrom = token === undefined ? from : new Date(oldest.getTime() + 1000);
    yield { events, isLast: token === undefined, oldest, readFrom };
    if (leadsToItself) throw new Error('CloudTrail gave the same page token twice');
  } while (token !== undefined);
}
