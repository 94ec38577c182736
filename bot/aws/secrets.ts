import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** What Slack gave the app: the secret that signs its requests, and the token the bot speaks with. */
export interface SlackSecret {
  readonly signingSecret: string;
  readonly botToken: string;
}

/**
 * Reads the Slack secret: JSON with the keys SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN, as `npm run secrets` writes it.
 * Throws a sentence that says what to do; no error ever holds any part of the value.
 */
export const readSlackSecret = async (client: SecretsManagerClient, arn: string): Promise<SlackSecret> => {
  const values = jsonObject(await secretText(client, arn), arn);
  const missing = ['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN'].filter((key) => !isFilled(values[key]));
  if (missing.length > 0) throw new Error(`The Slack secret ${arn} lacks ${missing.join(' and ')}: ${REMEDY}.`);
  return { signingSecret: String(values.SLACK_SIGNING_SECRET), botToken: String(values.SLACK_BOT_TOKEN) };
};

const REMEDY = 'run npm run secrets';

async function secretText(client: SecretsManagerClient, arn: string): Promise<string> {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    if (SecretString !== undefined) return SecretString;
  } catch (cause) {
    throw new Error(whyUnread(cause, arn), { cause });
  }
  throw new Error(`The Slack secret ${arn} is binary, not JSON text: ${REMEDY}.`);
}

/** A secret that was made but never filled has no version, and Secrets Manager speaks of a missing staging label then. */
function whyUnread(cause: unknown, arn: string): string {
  if (!(cause instanceof ResourceNotFoundException)) return `The Slack secret ${arn} could not be read.`;
  return cause.message.includes('staging label')
    ? `The Slack secret ${arn} holds no value yet: ${REMEDY}.`
    : `There is no Slack secret ${arn}: deploy first, then ${REMEDY}.`;
}

/** A parser's message quotes what it could not parse, so it is left out on purpose. */
function jsonObject(text: string, arn: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`The Slack secret ${arn} is not JSON: ${REMEDY}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`The Slack secret ${arn} is not a JSON object: ${REMEDY}.`);
  }
  return { ...value };
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
