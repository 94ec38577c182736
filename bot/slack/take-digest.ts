import type { App, BlockAction, ButtonAction, SlashCommand } from '@slack/bolt';
import { line, type Message } from '../answer/message';
import { type DigestOrder, readDigestCommand } from '../digest/digest-order';
import { CHANGE_DIGEST_ACTION, DIGEST_HELP } from '../digest/digest-words';
import { phrases } from '../words/words';
import { DIGEST_COMMAND } from './commands';
import { type Admission, admissionOf, admittedOf } from './gate';
import { type AppDeps, handOn, jobOf } from './hand-on';
import { mistakeInSlack } from './mentions';
import { messageBlocks } from './message-blocks';

/** Takes what people want of their channel's digest, typed or by the button under one. */
export const takeDigest = (app: App, deps: AppDeps): void => {
  app.command(DIGEST_COMMAND.command, async ({ command: asked, context, ack }) => {
    const atOnce = await take(asked, admissionOf(context), deps);
    await (atOnce === undefined ? ack() : ack({ response_type: 'ephemeral', ...messageBlocks(atOnce, deps.now()) }));
  });
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: CHANGE_DIGEST_ACTION },
    async ({ body, context, ack, respond }) => {
      await ack();
      const { channel } = body;
      if (channel === undefined) return;
      const job = {
        ...{ ...jobOf(body.trigger_id, deps.now()), kind: 'digest' as const, order: { kind: 'status' as const } },
        ...{ channel: channel.id, responseUrl: body.response_url },
      };
      const failed = await handOn(admittedOf(context), job, deps);
      if (failed === undefined) return;
      await respond({ response_type: 'ephemeral', replace_original: false, ...messageBlocks(failed, deps.now()) });
    },
  );
};

/** What can be said at once; undefined where the worker says all there is. */
const take = async (asked: SlashCommand, admission: Admission, deps: AppDeps): Promise<Message | undefined> => {
  const now = deps.now();
  const read = readDigestCommand(asked.text ?? '', now);
  switch (read.kind) {
    case 'help':
      return DIGEST_HELP;
    case 'mistake':
      // Whoever sets something for everybody types it.
      return { ...mistakeInSlack(read.mistake, DIGEST_COMMAND.command), buttons: [] };
    case 'order': {
      if (admission.kind === 'refused') return admission.message;
      return (await handOn(admission.admitted, jobFor(asked, read.order, now), deps)) ?? underway(read.order);
    }
  }
};

const jobFor = (asked: SlashCommand, order: DigestOrder, now: Date) => ({
  ...{ ...jobOf(asked.trigger_id, now), kind: 'digest' as const, order, channel: asked.channel_id },
  ...(asked.channel_name && { channelName: asked.channel_name }),
  responseUrl: asked.response_url,
});

/** A digest takes its time to be looked up. */
const underway = ({ kind }: DigestOrder): Message | undefined =>
  kind === 'now' ? { lines: [line('note', phrases.app.digestUnderway)], buttons: [] } : undefined;
