import { text } from 'node:stream/consumers';
import {
  DescribeSecretCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { slackSecretName } from '../constructs/slack-secret';
import type { CheckedSettings } from '../settings';

/** The secret's keys, as the functions read them, and where in the Slack app's settings each value is. */
const KEYS = {
  SLACK_SIGNING_SECRET: 'Signing Secret, under Basic Information',
  SLACK_BOT_TOKEN: 'Bot User OAuth Token, under OAuth & Permissions, xoxb-…',
} as const;
type Key = keyof typeof KEYS;
type Values = Readonly<Record<Key, string>>;
const NAMES = Object.keys(KEYS) as Key[];

/** Where the values come from: somebody who types, or the whole of standard input. */
export interface SecretInput {
  readonly isTerminal: boolean;
  /** Asks for one value without showing what is typed. */
  readonly ask: (question: string) => Promise<string>;
  readonly stdin: NodeJS.ReadableStream;
}

/**
 * Puts Slack's two secrets into Secrets Manager. They come from a prompt, or from standard input as a JSON object or as lines of
 * KEY=value; never from an argument or the environment, which the shell's history and the list of processes show. No error holds
 * any part of a value.
 */
export const putSecrets = async (settings: CheckedSettings, input: SecretInput): Promise<void> => {
  const values = input.isTerminal ? await asked(input.ask) : parsed(await text(input.stdin));
  const SecretId = slackSecretName(settings.name);
  const client = new SecretsManagerClient({ region: settings.region });
  await client
    .send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(values) }))
    .catch((cause: unknown) => {
      if (!(cause instanceof ResourceNotFoundException)) throw cause;
      throw new Error(`There is no secret ${SecretId} in ${settings.region} yet: npm run deploy makes it.`, { cause });
    });
  console.log(`Put both into ${SecretId} in ${settings.region}. The functions read them anew within ten minutes.`);
};

/** Whether the deployed secret has a value. */
export const isFilled = async ({ name, region }: CheckedSettings): Promise<boolean> => {
  const client = new SecretsManagerClient({ region });
  const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId: slackSecretName(name) }));
  return Object.keys(VersionIdsToStages ?? {}).length > 0;
};

async function asked(ask: SecretInput['ask']): Promise<Values> {
  const given: Partial<Record<Key, string>> = {};
  for (const name of NAMES) given[name] = await ask(`${name} (${KEYS[name]}):`);
  return checked(given);
}

function parsed(given: string): Values {
  return checked(given.trimStart().startsWith('{') ? fromJson(given) : fromLines(given));
}

function fromJson(given: string): Readonly<Record<string, unknown>> {
  try {
    return { ...JSON.parse(given) };
  } catch {
    // The parser's own message quotes what it could not parse.
    throw new Error('Standard input begins like JSON and is none.');
  }
}

function fromLines(given: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    given
      .split('\n')
      .map((line) => /^\s*(?:export\s+)?(\w+)\s*=\s*(.*?)\s*$/.exec(line))
      .flatMap((match) => (match === null ? [] : [[match[1], (match[2] ?? '').replace(/^(["'])(.*)\1$/, '$2')]])),
  );
}

function checked(given: Readonly<Record<string, unknown>>): Values {
  const value = (name: Key): string => (typeof given[name] === 'string' ? given[name].trim() : '');
  const values = { SLACK_SIGNING_SECRET: value('SLACK_SIGNING_SECRET'), SLACK_BOT_TOKEN: value('SLACK_BOT_TOKEN') };
  const mistakes = [
    ...NAMES.filter((name) => values[name] === '').map((name) => `${name} is missing: ${KEYS[name]}`),
    ...NAMES.filter((name) => /\s/.test(values[name])).map((name) => `${name} holds a space or a line break`),
    ...(values.SLACK_SIGNING_SECRET.startsWith('xox')
      ? ['SLACK_SIGNING_SECRET is a token, not the signing secret']
      : []),
    ...(/^(xoxb-.*)?$/.test(values.SLACK_BOT_TOKEN)
      ? []
      : ['SLACK_BOT_TOKEN is not a bot token: those begin with xoxb-']),
  ];
  if (mistakes.length > 0) throw new Error(['Nothing was stored:', ...mistakes.map((line) => `  ${line}`)].join('\n'));
  return values;
}
