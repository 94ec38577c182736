import type { App, GlobalShortcut } from '@slack/bolt';
import type { Suggestion } from '../directory/suggest';
import { answerView, FORM, formView, NEW_SEARCH_ACTION, optionsOf, questionOfForm, THING } from './ask-in-modal';
import { ASK_SHORTCUT } from './commands';
import { type Admitted, admittedOf } from './gate';
import { type AppDeps, handOn, TOO_OLD } from './hand-on';
import type { Press } from './press';
import { questionOf } from './take-questions';
import { LOOKING, updateView } from './views';

/** Slack takes options for 3 seconds; what is loaded by then helps the next letter. */
const SUGGEST_MS = 2_300;

/** Takes questions that are put together in a modal, and gives what can be chosen there while somebody types. */
export const takeModal = (app: App, deps: AppDeps): void => {
  const { now } = deps;
  app.shortcut<GlobalShortcut>(
    { type: 'shortcut', callback_id: ASK_SHORTCUT.callbackId },
    async ({ shortcut, ack, client }) => {
      await ack();
      await client.views.open({ trigger_id: shortcut.trigger_id, view: formView() });
    },
  );
  app.options<'block_suggestion'>(
    { type: 'block_suggestion', action_id: THING.action },
    async ({ options, context, ack }) => {
      await ack({ options: optionsOf(await inTime(options.value, admittedOf(context), deps)) });
    },
  );
  app.view({ type: 'view_submission', callback_id: FORM }, async ({ view, context, ack }) => {
    const asked = questionOfForm(view.state.values);
    if (asked === undefined) return ack({ response_action: 'update', view: answerView(TOO_OLD, '', now()) });
    const { command, text } = asked;
    // The hash tells two submissions of one modal apart, and not two deliveries of one.
    const question = questionOf(`${view.id} ${view.hash}`, command, text, now());
    const failed = await handOn(admittedOf(context), { ...question, view: { id: view.id, metadata: '' } }, deps);
    await ack({ response_action: 'update', view: answerView(failed ?? LOOKING, '', now()) });
  });
  app.action<Press>({ type: 'block_actions', action_id: NEW_SEARCH_ACTION }, async ({ body, ack, client }) => {
    await ack();
    if (body.view === undefined) return;
    await updateView(client, body.view.id, formView());
  });
};

/** What fits, or nothing where that takes too long or fails: a select without options is better than one that failed. */
const inTime = async (
  typed: string,
  { tookMs }: Admitted,
  { suggest, log }: AppDeps,
): Promise<readonly Suggestion[]> => {
  if (suggest === undefined) return [];
  const late = new Promise<readonly Suggestion[]>((resolve) => {
    setTimeout(() => resolve([]), SUGGEST_MS - tookMs).unref();
  });
  const found = suggest(typed).catch((error: unknown): readonly Suggestion[] => {
    log('warn', 'names could not be suggested', {}, error);
    return [];
  });
  return Promise.race([found, late]);
};
