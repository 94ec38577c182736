import type { App } from '@slack/bolt';
import { answerView } from './ask-in-modal';
import { CHANGE_DIGEST_AT_HOME_ACTION, DIGEST_FORM, digestFormView, orderOfForm } from './digest-form';
import { admittedOf } from './gate';
import { type AppDeps, handOn, jobOf } from './hand-on';
import { END_DIGEST_ACTION, HOME_STOP_WATCH_ACTION } from './home-view';
import type { HomeJob } from './job';
import { type Press, tellPress } from './press';

/** Takes that somebody opens the Home tab, and what they press there. The worker makes the tab. */
export const takeHome = (app: App, deps: AppDeps): void => {
  const { now } = deps;
  const jobFor = (happening: string) => ({ ...jobOf(happening, now()), kind: 'home' as const });
  app.event('app_home_opened', async ({ body, context }) => {
    await handOn(admittedOf(context), jobFor(body.event_id), deps);
  });
  const onPress = (actionId: string | RegExp, orderOf: (value: string) => Partial<HomeJob>): void => {
    app.action<Press>(
      { type: 'block_actions', action_id: actionId },
      async ({ action, body, context, ack, client, respond }) => {
        await ack();
        const job = { ...jobFor(body.trigger_id), ...(action.value && orderOf(action.value)) };
        const failed = await handOn(admittedOf(context), job, deps);
        if (failed !== undefined) await tellPress(failed, body, { client, respond }, deps);
      },
    );
  };
  onPress(END_DIGEST_ACTION, (channel) => ({ digest: { channel, order: { kind: 'off' } } }));
  onPress(HOME_STOP_WATCH_ACTION, (stopWatch) => ({ stopWatch }));
  app.action<Press>(
    { type: 'block_actions', action_id: CHANGE_DIGEST_AT_HOME_ACTION },
    async ({ action, body, ack, client }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: digestFormView(action.value ?? '') });
    },
  );
  app.view({ type: 'view_submission', callback_id: DIGEST_FORM }, async ({ view, context, ack }) => {
    const read = orderOfForm(view.state.values, now());
    if ('errors' in read) return ack({ response_action: 'errors', errors: { ...read.errors } });
    const digest = { channel: view.private_metadata, order: read.order };
    const job = { ...jobFor(`${view.id} ${view.hash}`), digest };
    const failed = await handOn(admittedOf(context), job, deps);
    if (failed === undefined) return ack();
    await ack({ response_action: 'update', view: answerView(failed, '', now()) });
  });
};
