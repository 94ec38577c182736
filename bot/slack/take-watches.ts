import type { App, BlockAction, ButtonAction, SlashCommand } from '@slack/bolt';
import type { Message } from '../answer/message';
import { readWatch } from '../query/read-watch';
import { SET_WATCH_ACTION, STOP_WATCH_ACTION, WATCH_HELP } from '../watch/watch-words';
import { WATCH_COMMAND } from './commands';
import { type Admission, admissionOf, admittedOf } from './gate';
import { type AppDeps, handOn, jobOf, TOO_OLD } from './hand-on';
import type { WatchJob } from './job';
import { mistakeInSlack } from './mentions';
import { messageBlocks } from './message-blocks';

/** Takes what people want of their channel's watches, typed or by the buttons of a list and under what was told. */
export const takeWatches = (app: App, deps: AppDeps): void => {
  app.command(WATCH_COMMAND.command, async ({ command: asked, context, ack }) => {
    const atOnce = await take(asked, admissionOf(context), deps);
    await (atOnce === undefined ? ack() : ack({ response_type: 'ephemeral', ...messageBlocks(atOnce, deps.now()) }));
  });
  onPress(app, deps, STOP_WATCH_ACTION, (id) => ({ kind: 'stop this', id }));
  onPress(app, deps, SET_WATCH_ACTION, (question) => ({ kind: 'set', question }));
};

const onPress = (app: App, deps: AppDeps, action: RegExp, orderOf: (value: string) => WatchJob['order']): void => {
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: action },
    async ({ action: { value }, body, context, ack, respond }) => {
      await ack();
      const { channel } = body;
      const failed =
        value === undefined || channel === undefined
          ? TOO_OLD
          : await handOn(
              admittedOf(context),
              {
                ...{ ...jobOf(body.trigger_id, deps.now()), kind: 'watch', order: orderOf(value) },
                ...{ channel: channel.id, responseUrl: body.response_url },
                ...(channel.name !== undefined && { channelName: channel.name }),
              },
              deps,
            );
      if (failed === undefined) return;
      await respond({ response_type: 'ephemeral', replace_original: false, ...messageBlocks(failed, deps.now()) });
    },
  );
};

/** What can be said at once; undefined where the worker says all there is. */
const take = async (asked: SlashCommand, admission: Admission, deps: AppDeps): Promise<Message | undefined> => {
  const text = asked.text ?? '';
  const read = readWatch(text);
  switch (read.kind) {
    case 'help':
      return WATCH_HELP;
    case 'mistake':
      // Whoever sets something for everybody types it.
      return { ...mistakeInSlack(read.mistake, WATCH_COMMAND.command), buttons: [] };
    case 'list':
      return handedOn(asked, { kind: 'list', withHelp: read.withHelp }, admission, deps);
    case 'stop':
      return handedOn(asked, { kind: 'stop', which: read.which }, admission, deps);
    case 'watch':
      return handedOn(asked, { kind: 'set', question: text.trim() }, admission, deps);
  }
};

const handedOn = async (
  asked: SlashCommand,
  order: WatchJob['order'],
  admission: Admission,
  deps: AppDeps,
): Promise<Message | undefined> => {
  if (admission.kind === 'refused') return admission.message;
  const { channel_id: channel, channel_name: channelName } = asked;
  const job = {
    ...{ ...jobOf(asked.trigger_id, deps.now()), kind: 'watch' as const, order, channel },
    ...(channelName && { channelName }),
    responseUrl: asked.response_url,
  };
  return handOn(admission.admitted, job, deps);
};
