import * as z from 'zod/mini';
import { readConfig } from '../config';
import { consoleLog } from '../log';
import { postDigest } from '../post-digest';
import { messageBlocks } from '../slack/message-blocks';
import { createWebClient } from '../slack/web-client';
import { claimsOf } from '../slack/worker';
import { configuredAccount } from './configured-account';
import { once } from './once';
import { slackSecret } from './slack-secret';

/** Nobody waits for a digest: it may read CloudTrail for a good part of the function's ten minutes. */
const BUDGET_MS = 240_000;
/** As long as the function may run: whoever holds a claim for longer was killed. */
const LEASE_SECONDS = 600;
const now = () => new Date();

/** What the schedule sends, as infra/constructs/timetable.ts sets it: the time that the run was for, also in a retry. */
const scheduledSchema = z.object({ scheduledTime: z.iso.datetime() });
const dueAt = (event: unknown): Date => {
  const scheduled = scheduledSchema.safeParse(event);
  return scheduled.success ? new Date(scheduled.data.scheduledTime) : now();
};

const open = once(async () => {
  const config = readConfig('digest');
  return { config, account: configuredAccount(config, BUDGET_MS) };
});

/** The token is read for each run: a retry may come after it was changed. */
const start = async () => {
  const { config, account } = await open();
  const { botToken } = await slackSecret(config.SLACK_SECRET_ARN);
  const client = createWebClient(botToken, config.SLACK_API_URL);
  return (due: Date) =>
    postDigest(
      { channel: config.DIGEST_CHANNEL, zone: config.DIGEST_ZONE },
      {
        answer: account.report,
        post: async (channel, message) => {
          await client.chat.postMessage({
            channel,
            ...messageBlocks(message, now()),
            unfurl_links: false,
            unfurl_media: false,
          });
        },
        ...claimsOf(account, { leaseSeconds: LEASE_SECONDS, now }),
        now: () => due,
        log: consoleLog,
      },
    );
};

/** The schedule's call, once a day; what fails escapes, so that the schedule tries again. */
export const handler = async (event: unknown): Promise<{ readonly digest: string }> => {
  const post = await start();
  return { digest: await post(dueAt(event)) };
};
