import type { App } from '@slack/bolt';
import { answerView } from './ask-in-modal';
import { CHANGE_DIGEST_AT_HOME_ACTION, DIGEST_FORM, digestFormView, orderOfForm } from './digest-form';
import { type AppDeps, handOn, jobOf, refusedTo } from './hand-on';
import { END_DIGEST_ACTION, HOME_STOP_WATCH_ACTION } from './home-view';
import type { HomeJob } from './job';
import { mayAsk } from './may-ask';
import { type Press, tellPress } from './press';

/** Takes that somebody opens the Home tab, and what they press there. The worker makes the tab. */
export const takeHome = (app: App, deps: AppDeps): void => {
  const { now, askers = {} } = deps;
  const jobFor = (happening: string, userId: string): HomeJob => ({
    ...jobOf(happening, userId, now()),
    kind: 'home',
    mayAsk: mayAsk(askers, { userId }),
  });
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab === 'home') await handOn(jobFor(body.event_id, event.user), deps);
  });
  const onPress = (actionId: string | RegExp, orderOf: (value: string) => Partial<HomeJob>): void => {
    app.action<Press>(
      { type: 'block_actions', action_id: actionId },
      async ({ action, body, ack, client, respond }) => {
        await ack();
        const userId = body.user.id;
        const job = { ...jobFor(body.trigger_id, userId), ...(action.value && orderOf(action.value)) };
        const refused = refusedTo({ userId }, deps) ?? (await handOn(job, deps));
        if (refused !== undefined) await tellPress(refused, body, { client, respond }, deps);
      },
    );
  };
  onPress(END_DIGEST_ACTION, (channel) => ({ digest: { channel, order: { kind: 'off' } } }));
  onPress(HOME_STOP_WATCH_ACTION, (stopWatch) => ({ stopWatch }));
  app.action<Press>(
    { type: 'block_actions', action_id: CHANGE_DIGEST_AT_HOME_ACTION },
    async ({ action, body, ack, client, respond }) => {
      await ack();
      const refused = refusedTo({ userId: body.user.id }, deps);
      if (refused !== undefined) return tellPress(refused, body, { client, respond }, deps);
      await client.views.open({ trigger_id: body.trigger_id, view: digestFormView(action.value ?? '') });
    },
  );
  app.view({ type: 'view_submission', callback_id: DIGEST_FORM }, async ({ view, body, ack }) => {
    const userId = body.user.id;
    const read = orderOfForm(view.state.values, now());
    if ('errors' in read) return ack({ response_action: 'errors', errors: { ...read.errors } });
    const digest = { channel: view.private_metadata, order: read.order };
    const job = { ...jobFor(`${view.id} ${view.hash}`, userId), digest };
    const refused = refusedTo({ userId }, deps) ?? (await handOn(job, deps));
    if (refused === undefined) return ack();
    await ack({ response_action: 'update', view: answerView(refused, '', now()) });
  });
};
