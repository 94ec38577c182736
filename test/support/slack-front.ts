import { createServer } from 'node:http';
import express from 'express';
import { createSlackStandIn, type SlackStandIn, type SlackStandInOptions } from '../../bot/local/slack/slack-stand-in';
import { slackLimitErrors } from '../../bot/slack/limits';
import { httpEvent, type Invoked } from './lambda-process';
import { close, listen, urlOf } from './local-server';

export interface SlackFront {
  readonly slack: SlackStandIn;
  /** Where the functions find the Web API of this Slack: SLACK_API_URL. */
  readonly apiUrl: string;
  readonly close: () => Promise<void>;
}

/** The workspace and the clock of the stand-in, where they are not the usual ones. */
export type SlackFrontOptions = Partial<Pick<SlackStandInOptions, 'workspace' | 'now'>>;

/**
 * A stand-in for Slack with an HTTP API between it and the Slack function: a request becomes an event of payload format 2.0, in base64,
 * and what the function gives becomes the response.
 */
export const startSlackFront = async (
  secrets: {
    readonly signingSecret: string;
    readonly botToken: string;
    readonly invoke: (event: unknown) => Promise<Invoked>;
  },
  options: SlackFrontOptions = {},
): Promise<SlackFront> => {
  const web = express();
  const server = createServer(web);
  await listen(server);
  const url = urlOf(server);
  web.post('/slack/events', express.raw({ type: () => true }), async (request, response) => {
    const { answer } = await secrets.invoke(httpEvent(request.headers, request.body as Buffer));
    response
      .status(Number(answer.statusCode))
      .set(answer.headers ?? {})
      .send(answer.body);
  });
  const slack = createSlackStandIn({
    signingSecret: secrets.signingSecret,
    botToken: secrets.botToken,
    eventsUrl: () => `${url}/slack/events`,
    baseUrl: () => url,
    limits: slackLimitErrors,
    zone: 'Europe/Berlin',
    // A process is started for each call, which Lambda does not do.
    acknowledgeWithinMs: 30_000,
    ...options,
  });
  web.use(slack.router);
  return {
    slack,
    apiUrl: `${url}/slack-api/`,
    close: async () => {
      slack.close();
      await close(server);
    },
  };
};
