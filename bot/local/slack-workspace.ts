import { SocketModeReceiver } from '@slack/bolt';
import type { Announce } from '../ingest-events';
import type { Log } from '../log';
import { slackLogger } from '../slack/slack-logger';
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
  const { team, user, is_enterprise_install } = await createWebClient(botToken, options.log, slackApiUrl)
    .auth.test()
    .catch((error: unknown) => {
      throw refusal('SLACK_BOT_TOKEN', error);
    });
  if (is_enterprise_install === true) {
    throw new Error('The Slack app is installed for a whole organization. Install it in one workspace.');
  }
  let connection: KeptConnected | undefined;
  const receiver = new SocketModeReceiver({
    appToken,
    // What the client tells of each attempt in vain is said once, by whoever makes them.
    logger: slackLogger(
      (...said) => (connection?.isLost() ? undefined : options.log(...said)),
      'the connection to Slack',
    ),
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: webClientOptions(options.log, slackApiUrl) },
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

const refusal = (token: string, error: unknown): Error => {
  const why = error instanceof Error ? error.message : String(error);
  return new Error(`Slack was not joined with ${token}: ${why}.`, { cause: error });
};
