import { createServer } from 'node:http';
import { App, ExpressReceiver, LogLevel } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import express from 'express';
import { createSlackStandIn, type SlackStandIn, type SlackStandInOptions } from '../../bot/local/slack/slack-stand-in';
import { close, listen, urlOf } from '../support/local-server';

/** A Bolt app and the stand-in for Slack, talking to each other over HTTP on one port. */
export interface BoltAndStandIn {
  readonly slack: SlackStandIn;
  readonly bolt: App;
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export const signingSecret = 'test-signing-secret';
export const botToken = 'xoxb-test';

/** Starts both on a free port. The app has no listeners yet: a test adds its own to `bolt`. */
export const startBoltAndStandIn = async (options: Partial<SlackStandInOptions> = {}): Promise<BoltAndStandIn> => {
  const web = express();
  const server = createServer(web);
  await listen(server);
  const url = urlOf(server);
  const eventsUrl = () => `${url}/slack/events`;
  const slack = createSlackStandIn({ signingSecret, botToken, eventsUrl, baseUrl: () => url, ...options });
  web.use(slack.router);
  const receiver = new ExpressReceiver({ signingSecret, app: web, logLevel: LogLevel.ERROR });
  const clientOptions = { slackApiUrl: `${url}/slack-api/` };
  const bolt = new App({ token: botToken, receiver, clientOptions, logLevel: LogLevel.ERROR });
  const stop = async () => {
    slack.close();
    await close(server);
  };
  return { slack, bolt, url, stop };
};

/** An actions block with one button, which carries the value `carried`. */
export const buttonBlock = (actionId: string, label: string): KnownBlock => ({
  type: 'actions',
  block_id: 'buttons',
  elements: [
    { type: 'button', action_id: actionId, text: { type: 'plain_text', text: label, emoji: false }, value: 'carried' },
  ],
});
