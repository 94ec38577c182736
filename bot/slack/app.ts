import { randomBytes } from 'node:crypto';
import { App } from '@slack/bolt';
import type { ExtendedErrorHandlerArgs } from '@slack/bolt/dist/App';
import { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import { phrases } from '../words/words';
import { isInside } from './asker';
import { admissionOf, guard } from './gate';
import { type AppDeps, failedMessage } from './hand-on';
import { messageBlocks } from './message-blocks';
import { createPeople } from './people';
import { slackFetch } from './slack-fetch';
import { slackLogger } from './slack-logger';
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
    // Bolt would otherwise call auth.test before anything else, and fail where Slack does not answer; the gate asks by itself.
    authorize: async () => ({ botToken: deps.botToken }),
    // Bolt’s respond() takes its fetch from here, and its address from the request.
    clientOptions: {
      ...deps.clientOptions,
      fetch: slackFetch(['Web API', 'response_url'], deps.clientOptions.slackApiUrl),
    },
    logger: slackLogger(deps.log),
    convoStore: false,
    extendedErrorHandler: true,
  });
  const client = new WebClient(deps.botToken, deps.clientOptions);
  const { seen, askedWithinMs: withinMs, now, log, askers = {} } = deps;
  guard(app, { people: createPeople({ client, seen, withinMs, now, log }), askers, now, log });
  takeQuestions(app, deps);
  takeAfterAnswer(app, deps);
  takeModal(app, deps);
  takeHome(app, deps);
  takeWatches(app, deps);
  takeDigest(app, deps);
  app.error(async ({ error, body, context }: ExtendedErrorHandlerArgs) => {
    const reference = randomBytes(8).toString('hex');
    deps.log('error', 'a Slack request failed', { reference }, error);
    await tellOfFailure(body, context, reference, app.client, deps);
  });
  return app;
};

/**
 * The one who pressed or asked would otherwise wait for something that does not come. Who is still typing does not; and nothing is sent to
 * other organizations, nor to anybody whom the gate did not admit.
 */
const tellOfFailure = async (
  body: unknown,
  context: object,
  reference: string,
  client: WebClient,
  { botToken, now, log }: AppDeps,
): Promise<void> => {
  const admission = admissionOf(context);
  if (admission.kind === 'refused' || !isInside(admission.admitted.person) || isStillTyping(body)) return;
  const channel = admission.admitted.userId;
  const message = messageBlocks(failedMessage(phrases.app.failed, reference), now());
  await client.chat
    .postMessage({ token: botToken, channel, ...message })
    .catch((cause: unknown) => log('warn', 'nobody could be told of a failed request', { reference }, cause));
};

const isStillTyping = (body: unknown): boolean =>
  z.safeParse(z.object({ type: z.literal('block_suggestion') }), body).success;
