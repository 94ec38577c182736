import type { BlockAction, ButtonAction, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Message } from '../answer/message';
import { answerView } from './ask-in-modal';
import type { AppDeps } from './hand-on';
import type { Question } from './job';
import { messageBlocks } from './message-blocks';
import { LOOKING, updateView } from './views';

/** A press of a button: on a message, in a modal, or at home. */
export type Press = BlockAction<ButtonAction>;

/** Where the answer goes: beside the message, or into the modal. The Home tab has no place for one, so a modal is opened. */
export const placeOf = async (
  press: Press,
  client: WebClient,
  { now: clock, log }: Pick<AppDeps, 'now' | 'log'>,
): Promise<Pick<Question, 'responseUrl' | 'view'>> => {
  const { view, trigger_id, response_url } = press;
  const now = clock();
  if (view === undefined) return { responseUrl: response_url };
  // A Home tab of ours has none.
  const metadata = view.private_metadata ?? '';
  const looking = answerView(LOOKING, metadata, now);
  if (view.type === 'modal') {
    // It says so for as long as somebody looks: what fails here, the worker shows or says otherwise.
    await updateView(client, view.id, looking).catch((error: unknown) =>
      log('warn', 'a modal could not say that the look-up goes on', {}, error),
    );
    return { view: { id: view.id, metadata } };
  }
  const opened = await client.views.open({ trigger_id, view: looking });
  if (opened.view?.id === undefined) throw new Error('Slack opened a modal and gave no id of it.');
  return { view: { id: opened.view.id, metadata } };
};

/** Says something to whoever pressed, where they look. */
export const tellPress = async (
  message: Message,
  press: Press,
  { client, respond }: { readonly client: WebClient; readonly respond: RespondFn },
  { now }: Pick<AppDeps, 'now'>,
): Promise<void> => {
  const { view, trigger_id } = press;
  if (view?.type === 'modal') {
    await updateView(client, view.id, answerView(message, view.private_metadata, now()));
  } else if (view !== undefined) {
    await client.views.open({ trigger_id, view: answerView(message, '', now()) });
  } else {
    // The bot may not be in the channel: the press brings its own way back.
    await respond({ response_type: 'ephemeral', replace_original: false, ...messageBlocks(message, now()) });
  }
};
