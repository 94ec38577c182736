import { type CloudTrailClient, type Event, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { LookupAttribute } from '../sources/plan';
import { askingAgainWhatIsCutOff } from './cut-off';
import { type Pacer, pacedMiddleware } from './pacer';

export interface Walking {
  readonly client: CloudTrailClient;
  readonly pacer: Pacer;
  readonly attribute: LookupAttribute;
  /** Both ends inclusive and the same for every page. */
  readonly from: Date;
  readonly to: Date;
  readonly signal: AbortSignal;
  /** Called before each page is asked for; what it throws ends the walk. */
  readonly beforeCall?: () => void;
}

export interface LookupPage {
  readonly events: readonly Event[];
  readonly isLast: boolean;
  /** The time of the oldest event that was seen, or the end of the walk where there was none yet. */
  readonly oldest: Date;
  /** From here to the end of the walk everything was read. */
  readonly readFrom: Date;
}

type Plugin = Parameters<LookupEventsCommand['middlewareStack']['use']>[0];

/**
 * One walk of LookupEvents, newest first, page by page, each call in its turn. A page may be empty and still have a token: only
 * the token's absence is the end. Tokens live no longer than the walk: their lifetime is not documented.
 */
export async function* lookupPages(walking: Walking): AsyncGenerator<LookupPage, void> {
  const { client, pacer, attribute, from, to, signal, beforeCall } = walking;
  let token: string | undefined;
  let oldest = to;
  const paced: Pacer = {
    reserve: (own) => pacer.reserve(own, token !== undefined),
    throttled: pacer.throttled,
  };
  do {
    signal.throwIfAborted();
    beforeCall?.();
    const command = new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: attribute.key, AttributeValue: attribute.value }],
      StartTime: from,
      EndTime: to,
      MaxResults: 50,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    // On the command, not the client: the client is others' too.
    command.middlewareStack.use(pacedMiddleware(paced) as Plugin);
    command.middlewareStack.use(askingAgainWhatIsCutOff as Plugin);
    const page = await client.send(command, { abortSignal: signal });
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
