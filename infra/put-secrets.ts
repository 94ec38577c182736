import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { slackSecretName } from './constructs/slack-secret';
import { settings } from './settings';

/**
 * `npm run secrets`: puts SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN from the environment into the deployed secret.
 * From the environment, not as arguments: those would stand in the shell's history and in the list of processes.
 */
const putSecrets = async (): Promise<void> => {
  const { SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN } = process.env;
  if (!SLACK_SIGNING_SECRET || !SLACK_BOT_TOKEN) {
    throw new Error('Set SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN in the environment, then run npm run secrets again.');
  }
  const SecretId = slackSecretName(settings.name);
  const client = new SecretsManagerClient({ region: settings.region });
  const SecretString = JSON.stringify({ SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN });
  await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
  console.log(`Put both into ${SecretId} in ${settings.region}.`);
};

putSecrets().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
