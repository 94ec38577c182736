import { setTimeout as sleep } from 'node:timers/promises';
import { createDigestTicks, type DigestTicksDeps } from '../slack/digest-ticks';
import { createOnceClient } from '../slack/web-client';

/** A deployed bot looks every five minutes. */
const TICK_MS = 60_000;
const LEASE_SECONDS = 600;

/** Posts the digests that are due, every minute, one tick at a time; gives what ends it. */
export const keepDigestsComing = ({
  botToken,
  slackApiUrl,
  ...deps
}: Pick<DigestTicksDeps, 'account' | 'now' | 'log' | 'preface'> & {
  readonly botToken: string;
  readonly slackApiUrl?: string;
}): (() => Promise<void>) => {
  const client = createOnceClient(botToken, deps.log, slackApiUrl);
  const tick = createDigestTicks({ ...deps, client, leaseSeconds: LEASE_SECONDS, wait: sleep });
  let running: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    running ??= tick()
      .catch((error: unknown) => deps.log('error', 'digests failed', {}, error))
      .finally(() => {
        running = undefined;
      });
  }, TICK_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
};
