import { type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { Announce } from '../ingest-events';
import type { Log } from '../log';
import { createWebClient, webClientOptions } from '../slack/web-client';
import { startBotCore } from './bot-core';
import type { OpenedAccount } from './sample-account';

/** The bot on this machine, in a real workspace. */
export interface WorkspaceBot {
  /** What it is called there, and where. */
  readonly name: string;
  readonly workspace: string;
  readonly announce: Announce;
  readonly close: () => Promise<void>;
}

export interface WorkspaceBotOptions {
  readonly account: OpenedAccount;
  /** `xapp-…`, with the scope `connections:write`. */
  readonly appToken: string;
  /** `xoxb-…`, of the app as it is installed. */
  readonly botToken: string;
  /** A local server that plays Slack, in tests. */
  readonly slackApiUrl?: string;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Joins a real workspace by Socket Mode: Slack sends over a connection that the bot opens, so that no address need be reachable. Throws
 * with one line where Slack refuses a token.
 */
export const joinWorkspace = async (options: WorkspaceBotOptions): Promise<WorkspaceBot> => {
  const { account, appToken, botToken, slackApiUrl } = options;
  const { team, user } = await createWebClient(botToken, slackApiUrl)
    .auth.test()
    .catch(refusedBecause('SLACK_BOT_TOKEN'));
  const receiver = new SocketModeReceiver({
    appToken,
    logger: loggerOf(options.log),
    installerOptions: { clientOptions: webClientOptions(slackApiUrl) },
  });
  const core = await startBotCore({ ...options, receiver });
  const close = async (): Promise<void> => {
    await core.app.stop();
    await core.close();
    await account.close();
  };
  try {
    await core.app.start();
  } catch (error) {
    await core.close();
    return refusedBecause('SLACK_APP_TOKEN')(error);
  }
  return { name: user ?? 'the bot', workspace: team ?? 'the workspace', announce: core.announce, close };
};

/** What Slack's client tells of its connection, in our own log: a line each, and no more than warnings. */
const loggerOf = (log: Log): Logger => {
  const tell = (...said: unknown[]): void =>
    log('warn', 'the connection to Slack', {
      said: said.map((part) => (part instanceof Error ? part.message : String(part))).join(' '),
    });
  const silent = (): void => {};
  return {
    ...{ debug: silent, info: silent, warn: tell, error: tell },
    ...{ setLevel: silent, getLevel: () => LogLevel.WARN, setName: silent },
  };
};

const refusedBecause =
  (token: string) =>
  (error: unknown): never => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Slack was not joined with ${token}: ${why}.`, { cause: error });
  };
