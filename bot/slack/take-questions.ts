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
import { type Admission, type Admitted, admissionOf, admittedOf } from './gate';
import { type AppDeps, handOn, jobOf, TOO_OLD } from './hand-on';
import { mistakeInSlack } from './mentions';
import { ASK_ACTION, messageBlocks, readShare, SHARE_ACTION } from './message-blocks';
import { type Press, placeOf, tellPress } from './press';

/** Takes questions: typed as commands, asked by buttons, by the message shortcut and by mentions. */
export const takeQuestions = (app: App, deps: AppDeps): void => {
  for (const { command, kind } of QUESTION_COMMANDS) {
    app.command(command, async ({ command: asked, context, ack }) => {
      const atOnce = await take(asked, kind, admissionOf(context), deps);
      await (atOnce === undefined ? ack() : ack({ response_type: 'ephemeral', ...messageBlocks(atOnce, deps.now()) }));
    });
  }
  app.action<Press>(
    { type: 'block_actions', action_id: ASK_ACTION },
    async ({ action, body, context, ack, client, respond }) => {
      await ack();
      const { kind, text } = readCommand(action.value ?? '');
      const admitted = admittedOf(context);
      const question = questionOf(body.trigger_id, kind, text, deps.now());
      const failed = await handOn(admitted, { ...question, ...(await placeOf(body, client, deps)) }, deps);
      if (failed !== undefined) await tellPress(failed, body, { client, respond }, deps);
    },
  );
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: SHARE_ACTION },
    async ({ action, body, context, ack, respond }) => {
      await ack();
      const failed = await share(action.value, body, admittedOf(context), deps);
      if (failed === undefined) return;
      await respond({ response_type: 'ephemeral', replace_original: false, ...messageBlocks(failed, deps.now()) });
    },
  );
  app.shortcut<MessageShortcut>(
    { type: 'message_action', callback_id: AROUND_SHORTCUT.callbackId },
    async ({ shortcut, context, ack, respond }) => {
      await ack();
      const job = {
        ...questionOf(shortcut.trigger_id, 'changes', `around:${momentOf(shortcut.message_ts)}`, deps.now()),
        responseUrl: shortcut.response_url,
        about: shortcut.message.thread_ts ?? shortcut.message_ts,
      };
      const failed = await handOn(admittedOf(context), job, deps);
      if (failed === undefined) return;
      await respond({ response_type: 'ephemeral', replace_original: false, ...messageBlocks(failed, deps.now()) });
    },
  );
  app.event('app_mention', async ({ event, body, context, client }) => {
    const { channel, ts, thread_ts, text } = event;
    const admitted = admittedOf(context);
    const { kind, text: question } = readMention(text, body.authorizations?.[0]?.user_id);
    const job = {
      ...questionOf(body.event_id, kind, question, deps.now()),
      everybody: { channel, thread: thread_ts ?? ts },
    };
    const failed = await handOn(admitted, job, deps);
    if (failed === undefined) return;
    const place = { channel, user: admitted.userId, ...(thread_ts !== undefined && { thread_ts }) };
    await client.chat.postEphemeral({ ...place, ...messageBlocks(failed, deps.now()) });
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
const take = async (
  asked: SlashCommand,
  kind: CommandKind,
  admission: Admission,
  deps: AppDeps,
): Promise<Message | undefined> => {
  const now = deps.now();
  const parsed = readAnywhere(asked.text ?? '', { now, command: kind });
  if (parsed.kind === 'help') return helpMessage(commandText(kind), kind);
  if (parsed.kind === 'mistake') return mistakeInSlack(parsed.mistake, commandText(kind));
  if (admission.kind === 'refused') return admission.message;
  const question = questionOf(asked.trigger_id, kind, asked.text ?? '', now);
  return handOn(admission.admitted, { ...question, responseUrl: asked.response_url }, deps);
};

/** Hands on the question whose answer is to be shared; what to tell where that can't be. A second click is the same question. */
const share = async (
  value: string | undefined,
  { user, channel, response_url: responseUrl }: BlockAction<ButtonAction>,
  admitted: Admitted,
  deps: AppDeps,
): Promise<Message | undefined> => {
  const shared = readShare(value);
  if (shared === undefined || channel === undefined) return TOO_OLD;
  const { ask, askedAt, thread } = shared;
  const { kind, text } = readCommand(ask);
  const happening = ['share', channel.id, user.id, value].join(' ');
  const job = {
    ...{ ...questionOf(happening, kind, text, deps.now()), responseUrl, askedAt, shared: true as const },
    everybody: { channel: channel.id, ...(thread !== undefined && { thread }) },
  };
  return handOn(admitted, job, deps);
};

/** The time of a message, by its id: seconds and a part that tells messages of one moment apart. ISO 8601 UTC, to the second. */
const momentOf = (ts: string): string => `${new Date(Math.floor(Number(ts)) * 1000).toISOString().slice(0, 19)}Z`;

/** A question as the worker takes it. */
export const questionOf = (happening: string, command: CommandKind, text: string, now: Date) => ({
  ...jobOf(happening, now),
  kind: 'question' as const,
  command,
  text,
});
