import { type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { Announce } from '../ingest-events';
import type { Log } from '../log';
import { createWebClient, webClientOptions } from '../slack/web-client';
import { startBotCore } from './bot-core';
import { type KeptConnected, keepConnected } from './keep-connected';
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
  /** Hears in a sentence that the connection is lost, and that it is back. */
  readonly say?: (text: string) => void;
  /** Hears in one line that Slack does not take a token any more: nobody is answered from then on. */
  readonly onEnd?: (error: Error) => void;
  readonly pausesMs?: readonly number[];
}

/**
 * Joins a real workspace by Socket Mode: Slack sends over a connection that the bot opens, so that no address need be reachable. Throws
 * with one line where Slack refuses a token.
 */
export const joinWorkspace = async (options: WorkspaceBotOptions): Promise<WorkspaceBot> => {
  const { account, appToken, botToken, slackApiUrl } = options;
  const { team, user } = await createWebClient(botToken, slackApiUrl)
    .auth.test()
    .catch((error: unknown) => {
      throw refusal('SLACK_BOT_TOKEN', error);
    });
  let connection: KeptConnected | undefined;
  const receiver = new SocketModeReceiver({
    appToken,
    // What the client tells of each attempt in vain is said once, by whoever makes them.
    logger: loggerOf((...said) => (connection?.isLost() ? undefined : options.log(...said))),
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: webClientOptions(slackApiUrl) },
  });
  const core = await startBotCore({ ...options, receiver });
  const close = async (): Promise<void> => {
    connection?.stop();
    await core.app.stop();
    await core.close();
    await account.close();
  };
  try {
    await core.app.start();
  } catch (error) {
    await core.close();
    throw refusal('SLACK_APP_TOKEN', error);
  }
  connection = keepConnected(receiver.client, {
    say: options.say ?? (() => {}),
    onRefused: (error) => options.onEnd?.(refusal('SLACK_APP_TOKEN', error)),
    ...(options.pausesMs && { pausesMs: options.pausesMs }),
  });
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

const refusal = (token: string, error: unknown): Error => {
  const why = error instanceof Error ? error.message : String(error);
  return new Error(`Slack was not joined with ${token}: ${why}.`, { cause: error });
};
