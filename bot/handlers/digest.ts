import { setTimeout as sleep } from 'node:timers/promises';
import { askersIn, readConfig } from '../config';
import { createDigestTicks } from '../slack/digest-ticks';
import { createOnceClient } from '../slack/web-client';
import { configuredAccount } from './configured-account';
import { lambdaLog } from './lambda-log';
import { once } from './once';
import { slackSecret } from './slack-secret';

/** Nobody waits for a digest: it may read CloudTrail for a good part of the function's ten minutes. */
const BUDGET_MS = 240_000;
/** As long as the function may run: whoever holds a claim for longer was killed. */
const LEASE_SECONDS = 600;
const now = () => new Date();

const open = once(async () => {
  const config = readConfig('digest');
  return { config, account: configuredAccount(config, BUDGET_MS) };
});

/** The schedule's call, every five minutes: posts the digests that are due now. What fails escapes, and the next call tries again. */
export const handler = async (): Promise<Readonly<Record<string, number>>> => {
  const { config, account } = await open();
  // Read for each run: somebody may have changed it.
  const { botToken } = await slackSecret(config.SLACK_SECRET_ARN);
  const client = createOnceClient(botToken, lambdaLog, config.SLACK_API_URL);
  const tick = createDigestTicks({
    ...{ account, client, askers: askersIn(config), leaseSeconds: LEASE_SECONDS, now, log: lambdaLog },
    wait: sleep,
  });
  return tick();
};
