import { liveCloudTrail } from '../../bot/aws/live-cloudtrail';
import { createPacer } from '../../bot/aws/pacer';
import { stateTableDefinition } from '../../bot/aws/state-table';
import { EVENT_SOURCES } from '../../bot/change/catalogue';
import { type CloudTrailRecord, localAccount, localInstance } from '../../bot/local/aws/local-account';
import { startLocalAws } from '../../bot/local/aws/local-aws';
import { startLocalDynamo } from '../../bot/local/dynamo';
import { localClients } from '../../bot/local/local-clients';
import type { ChangeRequest } from '../../bot/sources/change-source';
import { isTagging, operationsFor } from '../../bot/sources/plan';
import { changesOf, INSTANCE, poll, queueId } from './busy-account';
import { type Figure, say } from './figures';

const PAGE = 50;
/** What the rate allows between two calls. */
const INTERVAL_MS = 500;
const DAY_MS = 86_400_000;
/** Reads for each day; enough that walking through them is out of the question. */
const POLLS_A_DAY = 6_000;

const pagesOf = (events: number): number => Math.max(1, Math.ceil(events / PAGE));

/** A question about one queue to live CloudTrail with nothing indexed: how many calls, and how long. */
export const benchLive = async (): Promise<readonly Figure[]> => {
  const figures: Figure[] = [];
  for (const [days, words] of [
    [1, '24 hours'],
    [90, '90 days'],
  ] as const) {
    for (const latencyMs of [0, 4_000]) {
      say(`asking live CloudTrail for ${words}, each call ${latencyMs} ms`);
      figures.push(...(await askLive(days, words, latencyMs)));
    }
  }
  return figures;
};

const askLive = async (days: number, words: string, latencyMs: number): Promise<readonly Figure[]> => {
  const end = new Date();
  const events = busyDays(days, end);
  const aws = await startLocalAws(
    localAccount({ accountId: INSTANCE.account, events, instances: [localInstance(INSTANCE)] }),
    latencyMs === 0 ? {} : { faults: () => ({ kind: 'delay', ms: latencyMs }) },
  );
  const dynamo = await startLocalDynamo({ state: stateTableDefinition });
  try {
    const { region } = INSTANCE;
    const find = liveCloudTrail({
      regions: [region],
      cloudTrail: localClients(aws.url).cloudTrail,
      pacer: () => createPacer({ client: dynamo.client, tableName: 'state', account: 'own', region }),
      budgetMs: 600_000,
      now: () => end,
    });
    const from = `${new Date(end.getTime() - days * DAY_MS + 120_000).toISOString().slice(0, 19)}Z`;
    const target = { service: 'connect', type: 'queue', id: queueId(0), region } as const;
    const request: ChangeRequest = { types: [], targets: [target], window: { from } };
    const started = performance.now();
    const { changes, coverage } = await find(request);
    const tookMs = performance.now() - started;
    if (!coverage.complete || changes.length === 0) throw new Error(`The look-up of ${words} was not whole.`);
    const calls = aws.calls.length;
    const best = bestPlan(request, events, from);
    const scan = pagesOf(events.filter(({ eventTime }) => eventTime >= from).length);
    // The last call begins when the rate lets it, and takes what a call takes.
    const allowedMs = (calls - 1) * INTERVAL_MS + Math.max(latencyMs, 50);
    const ratio = tookMs / allowedMs;
    const each = latencyMs === 0 ? '' : `, each call ${latencyMs / 1000} s`;
    return [
      ...(latencyMs === 0
        ? [
            {
              what: `one queue, nothing indexed, ${words}: calls`,
              figure: `${calls}; the best plan ${best}, a walk of the event source ${scan.toLocaleString('en')}`,
              value: calls / best,
            },
          ]
        : []),
      {
        what: `one queue, nothing indexed, ${words}${each}: time`,
        figure: `${(tookMs / 1000).toFixed(1)} s, ${ratio.toFixed(2)} x what the rate allows for ${calls} calls`,
        value: ratio,
        goal: { text: 'at most 1.1 x', met: ratio <= 1.1 },
      },
    ];
  } finally {
    await Promise.all([aws.close(), dynamo.close()]);
  }
};

/** So many days of polls and a few hundred changes of queues and profiles, newest first. */
const busyDays = (days: number, end: Date): readonly CloudTrailRecord[] => {
  const polls = Array.from({ length: Math.min(days, 10) * POLLS_A_DAY }, (_, n) =>
    poll(new Date(end.getTime() - (n * Math.max(1, days / 10) * DAY_MS) / POLLS_A_DAY), n),
  );
  const changes = [...changesOf(600, new Date(end.getTime() + 3_600_000))];
  const newest = changes.map((event, n) => ({
    ...event,
    eventTime: `${new Date(end.getTime() - ((n % 40) / 40) * days * DAY_MS * 0.95 - 60_000).toISOString().slice(0, 19)}Z`,
  }));
  return [...polls, ...newest];
};

/**
 * The fewest calls that can find every change of a queue: whoever knew how many events each name has would choose, between a
 * page or more of each name that can touch a queue and walking everything.
 */
const bestPlan = (request: ChangeRequest, events: readonly CloudTrailRecord[], from: string): number => {
  const names = new Set(
    operationsFor(request)
      .filter((operation) => !isTagging(operation))
      .map(({ name }) => name),
  );
  const counts = new Map<string, number>();
  let all = 0;
  for (const { eventName, eventTime, eventSource } of events) {
    if (eventTime < from || eventSource !== EVENT_SOURCES.connect) continue;
    all += 1;
    if (names.has(eventName)) counts.set(eventName, (counts.get(eventName) ?? 0) + 1);
  }
  const fanOut = [...names].reduce((sum, name) => sum + pagesOf(counts.get(name) ?? 0), 0);
  return Math.min(fanOut, pagesOf(all));
};
