import type { ModalView } from '@slack/types';
import * as z from 'zod/mini';
import { type DigestOrder, readDigestCommand } from '../digest/digest-order';
import { escapeSlack } from '../query/tokens';
import { phrases } from '../words/words';

/** The form in which a digest is changed from the Home tab; its metadata is the channel. */
export const DIGEST_FORM = 'digest-form';
const ORDER = { block: 'order', action: 'order' } as const;

/** The button that opens the form; its value is the channel and what is typed there for its digest as it is. */
export const CHANGE_DIGEST_AT_HOME_ACTION = 'home-change-digest';
export const changeValue = (channel: string, order: string): string => `${channel} ${order}`;

const label = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });

/** What was typed for a digest, to be changed. */
export const digestFormView = (value: string): ModalView => {
  const [channel = '', ...order] = value.split(' ');
  return {
    type: 'modal',
    callback_id: DIGEST_FORM,
    private_metadata: channel,
    title: label(phrases.home.changeDigest),
    submit: label(phrases.home.changeIt),
    close: label(phrases.modal.close),
    blocks: [
      {
        type: 'input',
        block_id: ORDER.block,
        label: label(phrases.home.whenItComes),
        hint: label(phrases.home.whenItComesHint),
        element: { type: 'plain_text_input', action_id: ORDER.action, initial_value: order.join(' ') },
      },
    ],
  };
};

const stateSchema = z.object({
  [ORDER.block]: z.object({ [ORDER.action]: z.object({ value: z.optional(z.nullable(z.string())) }) }),
});

type SetOrder = Extract<DigestOrder, { kind: 'set' }>;

/** What a filled form orders, or what is wrong with it, by its block, for Slack to show there. */
export const orderOfForm = (
  state: unknown,
  now: Date,
): { readonly order: SetOrder } | { readonly errors: Readonly<Record<string, string>> } => {
  const read = z.safeParse(stateSchema, state);
  const text = read.success ? (read.data.order.order.value ?? '') : '';
  // A form gives what was typed as it is; a command escapes it.
  const command = readDigestCommand(escapeSlack(text), now);
  if (command.kind === 'order' && command.order.kind === 'set') return { order: command.order };
  const { message, tryInstead } =
    command.kind === 'mistake' ? command.mistake : { message: phrases.home.notATime, tryInstead: undefined };
  return {
    errors: { [ORDER.block]: tryInstead === undefined ? message : phrases.home.tryInstead({ message, tryInstead }) },
  };
};
