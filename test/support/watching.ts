import { createServer } from 'node:http';
import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { ExpressReceiver, LogLevel } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import express from 'express';
import { createAnnouncer } from '../../bot/announce';
import type { CloudTrailRecord } from '../../bot/local/aws/local-account';
import type { LocalDynamo } from '../../bot/local/dynamo';
import { startTables } from '../../bot/local/index-folder';
import { messageText } from '../../bot/local/message-text';
import { openSampleAccount } from '../../bot/local/sample-account';
import type { StandInMessage } from '../../bot/local/slack/message';
import { createSlackStandIn } from '../../bot/local/slack/slack-stand-in';
import { type Log, silentLog } from '../../bot/log';
import { createApp } from '../../bot/slack/app';
import type { Askers } from '../../bot/slack/asker';
import { COMMANDS } from '../../bot/slack/commands';
import { type Job, parseJob } from '../../bot/slack/job';
import { slackLimitErrors } from '../../bot/slack/limits';
import { SEEN_SECONDS, seenSchema } from '../../bot/slack/people';
import { createOnceClient, createWebClient, webClientOptions } from '../../bot/slack/web-client';
import { createWorker } from '../../bot/slack/worker';
import { handledBy } from './handled';
import { close, listen, urlOf } from './local-server';

const signingSecret = 'test-signing-secret';
const botToken = 'xoxb-test';
export const OPS = 'C0OPS000001';
export const RANDOM = 'C0RANDOM002';
export const SOFIA = 'U0SOFIA0001';
export const MATEO = 'U0MATEO0002';

/** As the deployed queue: three deliveries, two minutes apart. */
const MOST_DELIVERIES = 3;
const AGAIN_MS = 120_000;

interface Queued {
  readonly body: string;
  readonly dueAt: number;
  readonly deliveries: number;
}

/**
 * The whole bot with the sample account: signed requests, the real worker and tables, a stand-in for Slack; and a queue whose clock goes on
 * as jobs fall due, so that nobody waits.
 */
export const startWatching = async ({
  askers,
  patienceMs,
  log = silentLog,
  meanwhile,
}: {
  readonly askers?: Askers;
  readonly patienceMs?: number;
  readonly log?: Log;
  /** What others do after a worker has read a channel's groups, and before it writes them. */
  readonly meanwhile?: () => Promise<unknown>;
} = {}) => {
  let ahead = 0;
  const now = (): Date => new Date(Date.now() + ahead);
  const tables = await startTables();
  if (meanwhile !== undefined) afterGroups(tables, meanwhile);
  const turns: Turn[] = [];
  recordTurns(tables, turns);
  const account = await openSampleAccount(now, { unlimited: true, tables });
  const web = express();
  const server = createServer(web);
  await listen(server);
  const url = urlOf(server);
  const slack = createSlackStandIn({
    signingSecret,
    botToken,
    eventsUrl: () => `${url}/slack/events`,
    baseUrl: () => url,
    limits: slackLimitErrors,
    commands: COMMANDS,
    zone: 'UTC',
  });
  /** When each post or rewriting came, by the bot's clock. */
  const posts: { readonly channel: string; readonly at: number }[] = [];
  web.post('/slack-api/chat.:what', express.urlencoded({ extended: false }), (request, _response, next) => {
    posts.push({ channel: String(request.body?.channel), at: now().getTime() });
    next();
  });
  web.use(slack.router);
  const slackApiUrl = `${url}/slack-api/`;
  let queue: Queued[] = [];
  const dead: string[] = [];
  const enqueue = async (job: Job, delaySeconds = 0): Promise<void> => {
    queue.push({ body: JSON.stringify(job), dueAt: now().getTime() + delaySeconds * 1000, deliveries: 0 });
  };
  const app = createApp({
    receiver: new ExpressReceiver({ signingSecret, app: web, logLevel: LogLevel.ERROR }),
    botToken,
    enqueue,
    suggest: account.suggest,
    clientOptions: webClientOptions(log, slackApiUrl),
    seen: account.shared('asker', seenSchema, SEEN_SECONDS),
    ...(askers && { askers }),
    now,
    log,
  });
  const worker = createWorker({
    ...{
      account,
      client: createWebClient(botToken, log, slackApiUrl),
      onceClient: createOnceClient(botToken, log, slackApiUrl),
    },
    ...(askers && { askers }),
    ...{ leaseSeconds: 90, enqueue, now, log, ...(patienceMs !== undefined && { patienceMs }) },
  });
  const handled = handledBy(app);
  const deliver = async ({ body, deliveries }: Queued): Promise<void> => {
    try {
      await worker(parseJob(body));
    } catch {
      const again = { body, dueAt: now().getTime() + AGAIN_MS, deliveries: deliveries + 1 };
      if (again.deliveries >= MOST_DELIVERIES) dead.push(body);
      else queue.push(again);
    }
  };
  /** Delivers jobs as they fall due, until none is left. */
  const settle = async (): Promise<void> => {
    for (;;) {
      await handled();
      const [next, ...later] = queue.toSorted((one, other) => one.dueAt - other.dueAt);
      if (next === undefined) return;
      queue = later;
      ahead = Math.max(ahead, next.dueAt - Date.now());
      await deliver(next);
    }
  };
  const announce = createAnnouncer({ send: enqueue, now });
  const { happen } = account;
  if (happen === undefined) throw new Error('Nothing can happen in the sample account.');
  return {
    ...{
      account,
      tables,
      slack,
      now,
      posts,
      turns,
      dead,
      handled,
      settle,
      announce,
      happen,
      enqueue,
      botToken,
      slackApiUrl,
    },
    queue: () => queue.map(({ body }) => parseJob(body)),
    /** All that waits in the queue, taken out of it. */
    takeQueue: (): Job[] => {
      const taken = queue.map(({ body }) => parseJob(body));
      queue = [];
      return taken;
    },
    /** Delivers a job at once, whatever is in the queue. */
    deliver: (job: Job) => deliver({ body: JSON.stringify(job), dueAt: 0, deliveries: 0 }),
    wait: (seconds: number): void => {
      ahead += seconds * 1000;
    },
    /** A command, and all that comes of it. */
    type: async (text: string, { userId = SOFIA, channelId = OPS } = {}): Promise<void> => {
      await slack.sendCommand({ command: '/connect-watch', text, userId, channelId });
      await settle();
    },
    /** Records that are written to the index and announced, as the ingest function does. */
    ingest: (records: readonly CloudTrailRecord[]) => account.ingest?.(records, announce),
    press: async (message: StandInMessage, label: string, userId = SOFIA): Promise<void> => {
      const { blockId, actionId } = buttonOf(message, label);
      await slack.press({ messageId: message.id, blockId, actionId, userId });
      await settle();
    },
    stop: async (): Promise<void> => {
      slack.close();
      await close(server);
      await account.close();
    },
  };
};
/** A channel's turn as it was taken, by the bot's clock: how soon the post of it arrives depends on the machine. */
interface Turn {
  readonly channel: string;
  readonly at: number;
}
const recordTurns = ({ client }: LocalDynamo, turns: Turn[]): void =>
  client.middlewareStack.add(
    (next) => async (call) => {
      const done = await next(call);
      const { Key, ExpressionAttributeValues: values } = call.input as Partial<UpdateCommandInput>;
      const [, channel] = /^turn#(.*)$/.exec(String(Key?.pk)) ?? [];
      if (channel !== undefined) turns.push({ channel, at: Number(values?.[':now']) });
      return done;
    },
    { step: 'initialize' },
  );

const afterGroups = ({ client }: LocalDynamo, meanwhile: () => Promise<unknown>): void =>
  client.middlewareStack.add(
    (next) => async (call) => {
      const read = await next(call);
      if ('ConsistentRead' in call.input && JSON.stringify(call.input).includes('"watched#')) await meanwhile();
      return read;
    },
    { step: 'initialize' },
  );

export type Watching = Awaited<ReturnType<typeof startWatching>>;

export const textOf = ({ blocks }: Pick<StandInMessage, 'blocks'>): string => messageText(blocks, 'UTC');

const buttonOf = ({ blocks }: StandInMessage, label: string) => {
  for (const block of blocks as readonly KnownBlock[]) {
    if (block.type !== 'actions') continue;
    const button = block.elements.find((one) => one.type === 'button' && one.text.text === label);
    if (button !== undefined) return { blockId: block.block_id ?? '', actionId: button.action_id ?? '' };
  }
  throw new Error(`There is no button “${label}”.`);
};
