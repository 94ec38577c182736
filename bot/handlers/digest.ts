import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readSlackSecret } from '../aws/secrets';
import { readConfig } from '../config';
import { consoleLog } from '../log';
import { postDigest } from '../post-digest';
import { messageBlocks } from '../slack/message-blocks';
import { createWebClient } from '../slack/web-client';
import { configuredAccount } from './configured-account';
import { once } from './once';

/** Nobody waits for a digest: it may read CloudTrail for most of the function's five minutes. */
const BUDGET_MS = 240_000;
const LEASE_SECONDS = 600;
const now = () => new Date();

const start = once(async () => {
  const config = readConfig('digest');
  const { botToken } = await readSlackSecret(new SecretsManagerClient({}), config.SLACK_SECRET_ARN);
  const client = createWebClient(botToken, config.SLACK_API_URL);
  const account = configuredAccount(config, BUDGET_MS);
  return () =>
    postDigest(
      { channel: config.DIGEST_CHANNEL, zone: config.DIGEST_ZONE },
      {
        answer: account.answer,
        post: async (channel, message) => {
          await client.chat.postMessage({
            channel,
            ...messageBlocks(message, now()),
            unfurl_links: false,
            unfurl_media: false,
          });
        },
        claim: (id) => account.state.claim(id, { leaseSeconds: LEASE_SECONDS, now: now() }),
        finish: account.state.finish,
        release: account.state.release,
        now,
        log: consoleLog,
      },
    );
});

/** The schedule's call, once a day; what fails escapes, so that the schedule tries again. */
export const handler = async (): Promise<{ readonly digest: string }> => ({ digest: await (await start())() });
