import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createSlackStandIn, type SlackStandIn } from '../../bot/local/slack/slack-stand-in';
import { slackLimitErrors } from '../../bot/slack/limits';
import { httpEvent, type Invoked } from './lambda-process';

export interface SlackFront {
  readonly slack: SlackStandIn;
  /** Where the functions find the Web API of this Slack: SLACK_API_URL. */
  readonly apiUrl: string;
  readonly close: () => Promise<void>;
}

/**
 * A stand-in for Slack with an HTTP API between it and the Slack function: a request becomes an event of payload format 2.0, in base64,
 * and what the function gives becomes the response.
 */
export const startSlackFront = async (secrets: {
  readonly signingSecret: string;
  readonly botToken: string;
  readonly invoke: (event: unknown) => Promise<Invoked>;
}): Promise<SlackFront> => {
  const web = express();
  const server = createServer(web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
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
  });
  web.use(slack.router);
  return {
    slack,
    apiUrl: `${url}/slack-api/`,
    close: async () => {
      slack.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
