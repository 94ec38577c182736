import { type CloudTrailClient, LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import { localAccount } from '../../bot/local/aws/local-account';
import { startLocalAws } from '../../bot/local/aws/local-aws';
import { localClients } from '../../bot/local/local-clients';
import { inWorld, openWorlds } from '../support/faulty-world';
import { MADE_INSTANCE, MADE_NOW, MADE_USER, madeAccount } from '../support/made-account';

const account = madeAccount({
  ...{ seed: 5, hours: 3, connectChanges: 120, lexChanges: 20, voiceIdChanges: 5, reads: 40, ofOthers: 60 },
});
const REGION = MADE_INSTANCE.region;
const hoursAgo = (hours: number): Date => new Date(MADE_NOW.getTime() - hours * 3_600_000);

beforeAll(openWorlds);

/** What a look-up gives, page by page. */
const walked = async (
  client: CloudTrailClient,
  input: LookupEventsCommandInput,
  wait: () => Promise<void> = async () => {},
): Promise<readonly string[][]> => {
  const pages: string[][] = [];
  let NextToken: string | undefined;
  do {
    await wait();
    const page = await client.send(new LookupEventsCommand({ ...input, ...(NextToken && { NextToken }) }));
    pages.push((page.Events ?? []).map(({ EventTime, EventName }) => `${EventTime?.toISOString()} ${EventName}`));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return pages;
};
const attribute = (
  AttributeKey: 'EventSource' | 'EventName' | 'Username' | 'EventId' | 'ReadOnly',
  AttributeValue: string,
) => ({
  LookupAttributes: [{ AttributeKey, AttributeValue }],
});

// Two readings of what AWS documents, written apart.
it.each<[string, LookupEventsCommandInput]>([
  ['everything', {}],
  ['a window', { StartTime: hoursAgo(2), EndTime: hoursAgo(1) }],
  ['an event source', attribute('EventSource', 'connect.amazonaws.com')],
  ['the name of an event', { ...attribute('EventName', 'UpdateQueueStatus'), MaxResults: 7 }],
  ['a user', attribute('Username', MADE_USER)],
  ['what reads', attribute('ReadOnly', 'true')],
  ['one event', attribute('EventId', account.changes[3]?.eventId ?? '')],
])('The simulated CloudTrail gives the pages that the local one gives: %s', async (_what, input) => {
  const local = await startLocalAws(localAccount({ accountId: MADE_INSTANCE.account, events: account.events }), {
    now: () => MADE_NOW,
    callsPerSecond: Number.POSITIVE_INFINITY,
  });
  const expected = await walked(localClients(local.url).cloudTrail(REGION), input);
  await local.close();
  const { outcomes } = await inWorld({ account, hours: 3 }, ({ cloudTrail, time }) =>
    walked(cloudTrail(REGION), input, () => time.sleep(510)),
  );
  const sorted = (pages: readonly string[][] | undefined) => pages?.map((page) => [...page].sort());
  expect(outcomes[0]?.result?.flat().length).toBeGreaterThan(0);
  expect(sorted(outcomes[0]?.result)).toEqual(sorted(expected));
});

it('The simulated CloudTrail throttles more than two calls a second, and refuses a token with another request', async () => {
  const { outcomes, calls } = await inWorld({ account, hours: 3 }, async ({ cloudTrail, time }) => {
    const client = cloudTrail(REGION);
    const first = await client.send(new LookupEventsCommand({}));
    await time.sleep(5_000);
    const other = { ...attribute('EventName', 'UpdateQueueStatus'), NextToken: first.NextToken };
    const refused = await client.send(new LookupEventsCommand(other)).catch((error: Error) => error.name);
    await time.sleep(5_000);
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => client.send(new LookupEventsCommand({}))));
    return { refused, answered: answers.filter(({ status }) => status === 'fulfilled').length };
  });
  expect(outcomes[0]?.result).toEqual({ refused: 'InvalidNextTokenException', answered: 2 });
  expect(calls.filter(({ outcome }) => outcome === 'ThrottlingException').length).toBeGreaterThanOrEqual(6);
});
