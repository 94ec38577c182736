import { type Logger, LogLevel } from '@slack/web-api';
import type { Log } from '../log';

/** What Slack's libraries say by themselves, in our own log, masked as all of it: a line each, and nothing less than warnings. */
export const slackLogger = (log: Log, message?: string): Logger => {
  const tell =
    (level: 'warn' | 'error') =>
    (...said: unknown[]): void =>
      log(level, message ?? 'Slack’s library said', {
        said: said.map((part) => (part instanceof Error ? part.message : String(part))).join(' '),
      });
  const silent = (): void => {};
  return {
    ...{ debug: silent, info: silent, warn: tell('warn'), error: tell('error') },
    ...{ setLevel: silent, getLevel: () => LogLevel.WARN, setName: silent },
  };
};
