import type { KnownBlock } from '@slack/types';
import type { StandInFile } from './files';

/** The way a message came: Slack itself writes one when a request failed or a message was refused. */
export type Via = 'ack' | 'response_url' | 'chat.postMessage' | 'chat.postEphemeral' | 'file' | 'slack';

/** What somebody did that led to a message, and how long the bot took. Durations are whole milliseconds. */
export interface Asked {
  readonly requestId: string;
  /** The command as typed, or the label of the button that was pressed. */
  readonly said: string;
  /** Absent until the bot has acknowledged; absent for good when it never did. */
  readonly acknowledgedAfterMs?: number;
  readonly answeredAfterMs: number;
}

/** One message as the stand-in holds it. It is plain JSON: the page receives it unchanged. */
export interface StandInMessage {
  readonly id: string;
  /** Slack's message id within its channel: seconds and microseconds. */
  readonly ts: string;
  readonly channel: string;
  readonly visibility: 'only you' | 'everyone';
  /** `app` is another app, as one that posts alerts. */
  readonly author: 'bot' | 'you' | 'slack' | 'app';
  /** What another app is called. */
  readonly appName?: string;
  /** The user who alone sees it (an ephemeral message), or who wrote it (`author: 'you'`). */
  readonly user?: string;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly via: Via;
  readonly threadTs?: string;
  readonly edited: boolean;
  /** A file that the bot sent. */
  readonly file?: StandInFile;
  readonly asked?: Asked;
  /** Why Slack would refuse a message; only on notices from Slack itself. */
  readonly problems: readonly string[];
}

/** The content that a bot gives, whichever way it comes. */
export interface MessageContent {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** Gives every reason why Slack would refuse the content; none means that it is fine. */
export type LimitCheck = (message: { text?: string; blocks?: readonly KnownBlock[] }) => string[];
