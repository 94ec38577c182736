import type { App, BlockAction, ButtonAction, MessageShortcut, SlashCommand } from '@slack/bolt';
import { helpMessage } from '../answer/help';
import type { Message } from '../answer/message';
import { type Asking, parseQuery } from '../query/parse-query';
import type { Parsed } from '../query/query';
import {
  AROUND_SHORTCUT,
  type CommandKind,
  commandText,
  QUESTION_COMMANDS,
  readCommand,
  readMention,
} from './commands';
import { type AppDeps, handOn, jobOf, refusedTo, TOO_OLD } from './hand-on';
import { mistakeInSlack } from './mentions';
import { ASK_ACTION, messageBlocks, readShare, SHARE_ACTION } from './message-blocks';
import { askerOf, type Press, placeOf, tellPress } from './press';

/** Takes questions: typed as commands, asked by buttons, by the message shortcut and by mentions. */
export const takeQuestions = (app: App, deps: AppDeps): void => {
  for (const { command, kind } of QUESTION_COMMANDS) {
    app.command(command, async ({ command: asked, ack }) => {
      const atOnce = await take(asked, kind, deps);
      await (atOnce === undefined ? ack() : ack({ response_type: 'ephemeral', ...messageBlocks(atOnce, deps.now()) }));
    });
  }
  app.action<Press>(
    { type: 'block_actions', action_id: ASK_ACTION },
    async ({ action, body, ack, client, respond }) => {
      await ack();
      const { kind, text } = readCommand(action.value ?? '');
      const refused = refusedTo(askerOf(body), deps);
      if (refused !== undefined) return tellPress(refused, body, { client, respond }, deps);
      const question = questionOf(body.trigger_id, body.user.id, kind, text, deps.now());
      const failed = await handOn({ ...question, ...(await placeOf(body, client, deps)) }, deps);
      if (failed !== undefined) await tellPress(failed, body, { client, respond }, deps);
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
        ...questionOf(
          shortcut.trigger_id,
          asker.userId,
          'changes',
          `around:${momentOf(shortcut.message_ts)}`,
          deps.now(),
        ),
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
      ...questionOf(body.event_id, userId, kind, question, deps.now()),
      everybody: { channel, thread: thread_ts ?? ts },
    };
    const isHelp = readAnywhere(question, { now: deps.now(), command: kind }).kind === 'help';
    const mayNot = isHelp ? undefined : refusedTo({ userId, channelId: channel }, deps);
    const refused = mayNot ?? (await handOn(job, deps));
    if (refused === undefined) return;
    const place = { channel, user: userId, ...(thread_ts !== undefined && { thread_ts }) };
    await client.chat.postEphemeral({ ...place, ...messageBlocks(refused, deps.now()) });
  });
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
  if (parsed.kind === 'help') return helpMessage(commandText(kind), kind);
  if (parsed.kind === 'mistake') return mistakeInSlack(parsed.mistake, commandText(kind));
  const asker = { userId: asked.user_id, channelId: asked.channel_id };
  const job = {
    ...questionOf(asked.trigger_id, asked.user_id, kind, asked.text ?? '', now),
    responseUrl: asked.response_url,
  };
  return refusedTo(asker, deps) ?? handOn(job, deps);
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
    ...{ ...questionOf(happening, user.id, kind, text, deps.now()), responseUrl, askedAt, shared: true as const },
    everybody: { channel: channel.id, ...(thread !== undefined && { thread }) },
  };
  return handOn(job, deps);
};

/** The time of a message, by its id: seconds and a part that tells messages of one moment apart. ISO 8601 UTC, to the second. */
const momentOf = (ts: string): string => `${new Date(Math.floor(Number(ts)) * 1000).toISOString().slice(0, 19)}Z`;

/** A question as the worker takes it. */
export const questionOf = (happening: string, userId: string, command: CommandKind, text: string, now: Date) => ({
  ...jobOf(happening, userId, now),
  kind: 'question' as const,
  command,
  text,
});
