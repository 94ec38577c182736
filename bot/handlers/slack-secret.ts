import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readSlackSecret, type SlackSecret } from '../aws/secrets';
import { tellingCalls } from '../aws/told-calls';
import { lambdaLog } from './lambda-log';

/** Whoever waits for a secret has Slack's 3 seconds for all of the question. */
export const secretsClient = tellingCalls(
  new SecretsManagerClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true },
  }),
  { log: lambdaLog, every: true },
);

/** The Slack secret as it is now. */
export const slackSecret = (arn: string): Promise<SlackSecret> => readSlackSecret(secretsClient, arn);
