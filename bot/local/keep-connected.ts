import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import { slackError } from '../slack/reply';

type SocketModeClient = SocketModeReceiver['client'];

export interface KeepConnectedOptions {
  /** Hears in a sentence that the connection is lost, and that it is back. */
  readonly say: (text: string) => void;
  /** Slack does not take the token any more: to try again would change nothing. */
  readonly onRefused: (error: unknown) => void;
  /** How long is waited before each further attempt; the last counts from then on. */
  readonly pausesMs?: readonly number[];
}

export interface KeptConnected {
  readonly isLost: () => boolean;
  readonly stop: () => void;
}

/** The first at once: Slack asks for a new connection every hour or so, which is no loss. */
const PAUSES_MS = [0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000];
/** A connection that Slack never greets is given up. */
const GREETED_WITHIN_MS = 30_000;

/** https://docs.slack.dev/reference/methods/apps.connections.open#errors */
const REFUSALS = [
  'account_inactive',
  'invalid_auth',
  'not_allowed_token_type',
  'not_authed',
  'team_disabled',
  'token_expired',
  'token_revoked',
  'user_removed_from_team',
];

/**
 * Opens the connection again whenever it is lost, until it is back. For a client that does not do so by itself
 * (`autoReconnectEnabled: false`): where it can't reach Slack, its own attempt throws in a timer, which ends the process.
 */
export const keepConnected = (
  client: SocketModeClient,
  { say, onRefused, pausesMs = PAUSES_MS }: KeepConnectedOptions,
): KeptConnected => {
  const stopped = new AbortController();
  let isTrying = false;
  let isLost = false;

  const tryAgain = async (): Promise<void> => {
    for (let tries = 0; ; tries += 1) {
      await sleep(pausesMs[Math.min(tries, pausesMs.length - 1)], undefined, { signal: stopped.signal });
      try {
        await greeted(client);
        break;
      } catch (error) {
        if (stopped.signal.aborted) return;
        if (REFUSALS.includes(slackError(error) ?? '')) return onRefused(error);
        if (!isLost) say('The connection to Slack is lost. It is opened again as soon as Slack can be reached.');
        isLost = true;
      }
    }
    if (isLost) say('Connected to Slack again.');
    isLost = false;
  };

  const onDisconnected = (): void => {
    if (isTrying || stopped.signal.aborted) return;
    isTrying = true;
    // What is thrown is that it was stopped meanwhile.
    tryAgain()
      .catch(() => undefined)
      .finally(() => {
        isTrying = false;
      });
  };
  client.on('disconnected', onDisconnected);
  return {
    isLost: () => isLost,
    stop: () => {
      client.off('disconnected', onDisconnected);
      stopped.abort();
    },
  };
};

const greeted = async (client: SocketModeClient): Promise<void> => {
  const given = new AbortController();
  const late = sleep(GREETED_WITHIN_MS, undefined, { signal: given.signal, ref: false }).then(() => {
    throw new Error('Slack did not greet the connection.');
  });
  try {
    await Promise.race([client.start(), late]);
  } finally {
    late.catch(() => undefined);
    given.abort();
  }
};
