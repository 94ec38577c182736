import { createHash } from 'node:crypto';
import {
  App,
  type BlockAction,
  type ButtonAction,
  type MessageShortcut,
  type Receiver,
  type SlashCommand,
} from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { helpMessage } from '../answer/help';
import type { Message } from '../answer/message';
import type { Log } from '../log';
import { type Asking, parseQuery } from '../query/parse-query';
import type { Parsed } from '../query/query';
import { AROUND_SHORTCUT, COMMANDS, type CommandKind, commandText, readCommand, readMention } from './commands';
import type { Job } from './job';
import { type Asker, type Askers, mayAsk, mayNotAskMessage } from './may-ask';
import { mistakeInSlack } from './mentions';
import { ASK_ACTION, messageBlocks, readShare, SHARE_ACTION } from './message-blocks';

export interface AppDeps {
  readonly receiver: Receiver;
  readonly botToken: string;
  /** Hands a question to the worker. */
  readonly enqueue: (job: Job) => Promise<void>;
  readonly clientOptions: WebClientOptions;
  /** Who may ask; help is for everybody. Asked again at every click. */
  readonly askers?: Askers;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * The Bolt app, the same on Lambda, on a laptop and in tests: it understands a question, answers help and mistakes at once
 * and hands everything else on, well inside Slack's 3 seconds.
 */
export const createApp = (deps: AppDeps): App => {
  const app = new App({
    receiver: deps.receiver,
    // Bolt would otherwise call auth.test before the first answer; nothing here needs the bot's own id.
    authorize: async () => ({ botToken: deps.botToken }),
    clientOptions: deps.clientOptions,
    convoStore: false,
  });
  for (const { command, kind } of COMMANDS) {
    app.command(command, async ({ command: asked, ack }) => {
      const atOnce = await take(asked, kind, deps);
      await (atOnce === undefined ? ack() : ack({ response_type: 'ephemeral', ...messageBlocks(atOnce, deps.now()) }));
    });
  }
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: ASK_ACTION },
    async ({ action, body, ack, respond }) => {
      await ack();
      const { kind, text } = readCommand(action.value ?? '');
      const asker = { userId: body.user.id, channelId: body.channel?.id };
      const job = {
        ...jobOf(body.trigger_id, kind, text, deps.now()),
        userId: asker.userId,
        responseUrl: body.response_url,
      };
      const refused = refusedTo(asker, deps) ?? (await handOn(job, deps));
      if (refused === undefined) return;
      await respond({ response_type: 'ephemeral', replace_original: false, ...messageBlocks(refused, deps.now()) });
    },
  );
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: SHARE_ACTION },
    async ({ action, body, ack, respond }) => {
      await ack();
      const asker = { userId: body.user.id, channelId: body.channel?.id };
      const refused = refusedTo(asker, deps) ?? (await share(action.value, body, deps));
      if (refused === undefined) return;
      await respond({ response_type: 'ephemeral', replace_original: false, ...messageBlocks(refused, deps.now()) });
    },
  );
  app.shortcut<MessageShortcut>(
    { type: 'message_action', callback_id: AROUND_SHORTCUT.callbackId },
    async ({ shortcut, ack, respond }) => {
      await ack();
      const asker = { userId: shortcut.user.id, channelId: shortcut.channel.id };
      const job = {
        ...jobOf(shortcut.trigger_id, 'changes', `around:${momentOf(shortcut.message_ts)}`, deps.now()),
        userId: asker.userId,
        responseUrl: shortcut.response_url,
        about: shortcut.message.thread_ts ?? shortcut.message_ts,
      };
      const refused = refusedTo(asker, deps) ?? (await handOn(job, deps));
      if (refused === undefined) return;
      await respond({ response_type: 'ephemeral', replace_original: false, ...messageBlocks(refused, deps.now()) });
    },
  );
  app.event('app_mention', async ({ event, body, client }) => {
    const { user: userId, channel, ts, thread_ts, text } = event;
    // Whatever another bot says is no question; answering it could go on for ever.
    if (userId === undefined || event.bot_id !== undefined) return;
    const { kind, text: question } = readMention(text, body.authorizations?.[0]?.user_id);
    const job = {
      ...jobOf(body.event_id, kind, question, deps.now()),
      userId,
      everybody: { channel, thread: thread_ts ?? ts },
    };
    const isHelp = readAnywhere(question, { now: deps.now(), command: kind }).kind === 'help';
    const mayNot = isHelp ? undefined : refusedTo({ userId, channelId: channel }, deps);
    const refused = mayNot ?? (await handOn(job, deps));
    if (refused === undefined) return;
    const place = { channel, user: userId, ...(thread_ts !== undefined && { thread_ts }) };
    await client.chat.postEphemeral({ ...place, ...messageBlocks(refused, deps.now()) });
  });
  app.error(async (error) => {
    deps.log('error', 'a Slack request failed', {}, error);
  });
  return app;
};

/**
 * The asker's own zone is the worker's to look up. Here a question only has to make sense somewhere: where the day has come
 * first, nobody's today lies in the future; elsewhere `since:22:00 until:06:00` may be a night that has passed.
 */
const EARLIEST_DAY = 'Etc/GMT-14';
const OTHER_ZONES = [
  ...Array.from({ length: 14 }, (_, hours) => `Etc/GMT-${13 - hours}`),
  ...Array.from({ length: 12 }, (_, hours) => `Etc/GMT+${hours + 1}`),
  ...['America/St_Johns', 'Asia/Tehran', 'Asia/Kabul', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Yangon'],
  ...['Australia/Adelaide', 'Australia/Eucla', 'Australia/Lord_Howe', 'Pacific/Chatham', 'Pacific/Marquesas'],
];

/** The question as it is read in the first zone where it makes sense, or the mistake that it is everywhere. */
const readAnywhere = (text: string, asking: Omit<Asking, 'zone'>): Parsed => {
  const first = parseQuery(text, { ...asking, zone: EARLIEST_DAY });
  if (first.kind !== 'mistake') return first;
  for (const zone of OTHER_ZONES) {
    const parsed = parseQuery(text, { ...asking, zone });
    if (parsed.kind !== 'mistake') return parsed;
  }
  return first;
};

/** What can be said at once; undefined where the question went to the worker. */
const take = async (asked: SlashCommand, kind: CommandKind, deps: AppDeps): Promise<Message | undefined> => {
  const now = deps.now();
  const parsed = readAnywhere(asked.text ?? '', { now, command: kind });
  if (parsed.kind === 'help') return helpMessage(commandText(kind));
  if (parsed.kind === 'mistake') return mistakeInSlack(parsed.mistake, commandText(kind));
  const asker = { userId: asked.user_id, channelId: asked.channel_id };
  const job = {
    ...jobOf(asked.trigger_id, kind, asked.text ?? '', now),
    userId: asked.user_id,
    responseUrl: asked.response_url,
  };
  return refusedTo(asker, deps) ?? handOn(job, deps);
};

/** What to tell whoever may not ask; undefined for whoever may. */
const refusedTo = (asker: Asker, { askers = {}, log }: AppDeps): Message | undefined => {
  if (mayAsk(askers, asker)) return undefined;
  log('info', 'somebody may not ask', { asker: asker.userId, channel: asker.channelId });
  return mayNotAskMessage(asker);
};

/** Hands on the question whose answer is to be shared; what to tell where that can't be. A second click is the same question. */
const share = async (
  value: string | undefined,
  { user, channel, response_url: responseUrl }: BlockAction<ButtonAction>,
  deps: AppDeps,
): Promise<Message | undefined> => {
  const shared = readShare(value);
  if (shared === undefined || channel === undefined) return TOO_OLD;
  const { ask, askedAt, thread } = shared;
  const { kind, text } = readCommand(ask);
  const happening = ['share', channel.id, user.id, value].join(' ');
  const job = {
    ...{ ...jobOf(happening, kind, text, deps.now()), userId: user.id, responseUrl, askedAt, shared: true as const },
    everybody: { channel: channel.id, ...(thread !== undefined && { thread }) },
  };
  return handOn(job, deps);
};

const TOO_OLD: Message = {
  lines: [
    {
      role: 'fact',
      pieces: [
        { words: 'This button is of an older version of me. Ask again, and the new answer has one that works.' },
      ],
    },
  ],
  buttons: [],
};

/** What to tell where the queue does not take the question; undefined where it did. */
const handOn = async (job: Job, deps: AppDeps): Promise<Message | undefined> => {
  try {
    await deps.enqueue(job);
    return undefined;
  } catch (error) {
    deps.log('error', 'a question could not be handed on', { reference: job.id }, error);
    return failedMessage('Your question could not be handed on; nothing was looked up. Please ask again.', job.id);
  }
};

/** The time of a message, by its id: seconds and a part that tells messages of one moment apart. ISO 8601 UTC, to the second. */
const momentOf = (ts: string): string => `${new Date(Math.floor(Number(ts)) * 1000).toISOString().slice(0, 19)}Z`;

/** One honest sentence and a reference that is in the log too. */
export const failedMessage = (sentence: string, reference: string): Message => ({
  lines: [
    { role: 'fact', pieces: [{ words: sentence }] },
    { role: 'note', pieces: [{ words: 'Reference: ' }, { code: reference }] },
  ],
  buttons: [],
});

/** `happening` is what is the same in every delivery of one question. */
const jobOf = (happening: string, command: CommandKind, text: string, now: Date) => ({
  version: 1 as const,
  id: createHash('sha256').update(happening).digest('hex').slice(0, 16),
  command,
  text,
  askedAt: now.toISOString(),
});
