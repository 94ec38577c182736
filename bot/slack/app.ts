import { randomBytes } from 'node:crypto';
import { App } from '@slack/bolt';
import type { ExtendedErrorHandlerArgs } from '@slack/bolt/dist/App';
import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import { phrases } from '../words/words';
import { type AppDeps, failedMessage } from './hand-on';
import { messageBlocks } from './message-blocks';
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
    // Bolt would otherwise call auth.test before the first answer; nothing here needs the bot's own id.
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
  takeQuestions(app, deps);
  takeAfterAnswer(app, deps);
  takeModal(app, deps);
  takeHome(app, deps);
  takeWatches(app, deps);
  takeDigest(app, deps);
  app.error(async ({ error, body }: ExtendedErrorHandlerArgs) => {
    const reference = randomBytes(8).toString('hex');
    deps.log('error', 'a Slack request failed', { reference }, error);
    await tellOfFailure(body, reference, app.client, deps);
  });
  return app;
};

/** Whoever pressed or asked would otherwise wait for something that does not come. Who is still typing does not. */
const tellOfFailure = async (
  body: unknown,
  reference: string,
  client: WebClient,
  { botToken, now, log }: AppDeps,
): Promise<void> => {
  const who = z.safeParse(fromSomebody, body);
  const channel = who.success ? (who.data.user?.id ?? who.data.user_id ?? who.data.event?.user) : undefined;
  if (!who.success || channel === undefined || who.data.type === 'block_suggestion') return;
  const message = messageBlocks(failedMessage(phrases.app.failed, reference), now());
  await client.chat
    .postMessage({ token: botToken, channel, ...message })
    .catch((cause: unknown) => log('warn', 'nobody could be told of a failed request', { reference }, cause));
};

/** An interaction, a command or an event. */
const fromSomebody = z.object({
  type: z.optional(z.string()),
  user: z.optional(z.object({ id: z.string() })),
  user_id: z.optional(z.string()),
  event: z.optional(z.object({ user: z.optional(z.string()) })),
});
