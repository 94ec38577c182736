import { App } from '@slack/bolt';
import type { AppDeps } from './hand-on';
import { takeAfterAnswer } from './take-after-answer';
import { takeDigest } from './take-digest';
import { takeHome } from './take-home';
import { takeModal } from './take-modal';
import { takeQuestions } from './take-questions';
import { takeWatches } from './take-watches';

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
  takeQuestions(app, deps);
  takeAfterAnswer(app, deps);
  takeModal(app, deps);
  takeHome(app, deps);
  takeWatches(app, deps);
  takeDigest(app, deps);
  app.error(async (error) => {
    deps.log('error', 'a Slack request failed', {}, error);
  });
  return app;
};
