import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ExpressReceiver } from '@slack/bolt';
import express from 'express';
import type { Announce } from '../ingest-events';
import type { Log } from '../log';
import { AROUND_SHORTCUT, ASK_SHORTCUT, COMMANDS, DIGEST_COMMAND } from '../slack/commands';
import { slackLimitErrors } from '../slack/limits';
import { slackLogger } from '../slack/slack-logger';
import type { Hold } from '../watch-arrived';
import { startBotCore } from './bot-core';
import { failPlainly, localRequestsOnly, nothingElse, programsOnly } from './local-web';
import { EVENING_STORIES } from './sample/evenings';
import type { OpenedAccount } from './sample-account';
import { createSlackStandIn, type SlackStandIn } from './slack/slack-stand-in';

/** The whole bot in one process: the real Bolt app, its queue and worker, and a stand-in for Slack with its page. */
export interface LocalBot {
  readonly url: string;
  readonly slack: SlackStandIn;
  /** Tells the bot what is in its index now: what is watched is told. */
  readonly announce: Announce;
  readonly close: () => Promise<void>;
}

export interface LocalBotOptions {
  readonly account: OpenedAccount;
  readonly now: () => Date;
  /** The reader's IANA zone. */
  readonly zone: string;
  readonly log: Log;
  /** Ports to try in turn; 0 is any free one. */
  readonly ports: readonly number[];
  readonly signingSecret?: string;
  readonly botToken?: string;
  /** For how long changes that are watched are held back; as deployed unless given. */
  readonly hold?: Hold;
}

/** Starts it; throws with one line where none of the ports is free. */
export const startLocalBot = async (options: LocalBotOptions): Promise<LocalBot> => {
  const { account, now, zone, log } = options;
  const signingSecret = options.signingSecret ?? randomBytes(16).toString('hex');
  const botToken = options.botToken ?? `xoxb-${randomBytes(16).toString('hex')}`;
  const web = express().disable('x-powered-by').use(localRequestsOnly);
  web.use('/slack/events', programsOnly);
  const server = await listen(web, options.ports);
  // Not `localhost`, which may mean [::1] and there another program.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const core = await startBotCore({
    ...{ account, botToken, slackApiUrl: `${url}/slack-api/`, now, log },
    receiver: new ExpressReceiver({ signingSecret, app: web, logger: slackLogger(log) }),
    ...(options.hold && { hold: options.hold }),
  });
  const { announce } = core;
  const { happen } = account;
  const slack = createSlackStandIn({
    signingSecret,
    botToken,
    eventsUrl: () => `${url}/slack/events`,
    baseUrl: () => url,
    now,
    zone,
    limits: slackLimitErrors,
    commands: COMMANDS,
    shortcuts: [AROUND_SHORTCUT],
    globalShortcuts: [ASK_SHORTCUT],
    ...(account.preface !== undefined && { stories: EVENING_STORIES }),
    postDigest: async () => void (await slack.sendCommand({ command: DIGEST_COMMAND.command, text: 'now' })),
    ...(happen && { change: async () => void (await happen(announce)) }),
    sampleAccount: account.preface !== undefined,
  });
  web.use(slack.router, nothingElse, failPlainly(log));
  const close = async (): Promise<void> => {
    slack.close();
    await core.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await account.close();
  };
  return { url, slack, announce, close };
};

const listen = async (web: express.Express, [port, ...others]: readonly number[]): Promise<Server> => {
  if (port === undefined) throw new Error('No port is free. Set PORT to one that is.');
  const server = createServer(web);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') reject(error);
      else if (others.length > 0) resolve(listen(web, others));
      else reject(new Error(`Port ${port} is taken. Set PORT to another one.`, { cause: error }));
    });
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
};
