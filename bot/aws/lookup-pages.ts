import type { CloudTrailClient, Event, LookupEventsCommandOutput } from '@aws-sdk/client-cloudtrail';
import type { LookupAttribute } from '../sources/plan';
import type { Clock } from '../time/clock';
import { failureOf } from './cloudtrail-failure';
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
  /** Called with what an attempt failed with. */
  readonly onFailure?: (error: unknown) => void;
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

/** So often a walk may begin again at the same time, or it would go round in a circle where a page is all of one second. */
const MOST_FRUITLESS = 2;

/**
 * One walk of LookupEvents, newest first, page by page, each call in its turn. A page may be empty and still have a token: only
 * the token's absence is the end. How long a token holds is not documented: where one is refused the walk begins again at the oldest
 * time that was read, whose second is then read twice.
 */
export async function* lookupPages(walking: Walking): AsyncGenerator<LookupPage, void> {
  const { from, to, signal } = walking;
  let [token, end, oldest]: [string | undefined, Date, Date] = [undefined, to, to];
  let fruitless = 0;
  for (;;) {
    signal.throwIfAborted();
    const page: LookupEventsCommandOutput | undefined = await onePage(walking, end, token).catch((error: unknown) => {
      fruitless = oldest < end ? 0 : fruitless + 1;
      const goesOn = failureOf(error) === 'token refused' && token !== undefined && fruitless <= MOST_FRUITLESS;
      if (!goesOn) throw error;
      return undefined;
    });
    if (page === undefined) {
      [token, end] = [undefined, oldest];
      continue;
    }
    const leadsToItself = page.NextToken !== undefined && page.NextToken === token;
    token = page.NextToken;
    const events = page.Events ?? [];
    oldest = events.at(-1)?.EventTime ?? oldest;
    // A second that a page ends in may go on in the next page.
    const readFrom = token === undefined ? from : new Date(oldest.getTime() + 1000);
    yield { events, isLast: token === undefined, oldest, readFrom };
    if (leadsToItself) throw new Error('CloudTrail gave the same page token twice');
    if (token === undefined) return;
  }
}

const onePage = (walking: Walking, end: Date, token: string | undefined): Promise<LookupEventsCommandOutput> => {
  const { attribute, from, isSpeculative } = walking;
  return lookUpEvents(
    {
      LookupAttributes: [{ AttributeKey: attribute.key, AttributeValue: attribute.value }],
      StartTime: from,
      EndTime: end,
      MaxResults: 50,
      ...(token === undefined ? {} : { NextToken: token }),
    },
    {
      ...walking,
      rank: isSpeculative?.() ? 'speculative' : token === undefined && end === walking.to ? 'begins' : 'continues',
    },
  );
};
