import * as http from 'node:http';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readSlackSecret } from '../../bot/aws/secrets';
import { listen, urlOf } from '../support/local-server';

const ARN = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:who-changed/slack-AbCdEf';

/** What the server answers: a secret's text or bytes, or an error by its type. */
type Reply = { SecretString: string } | { SecretBinary: string } | { __type: string; message: string };

let reply: Reply;
let asked: { target: string | undefined; body: unknown }[];
let server: http.Server;
let client: SecretsManagerClient;

beforeAll(async () => {
  server = http.createServer(answer);
  await listen(server);
  client = new SecretsManagerClient({ endpoint: urlOf(server), region: 'us-east-1', maxAttempts: 1 });
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

it('reads the signing secret and the bot token, in one call for the secret it was given', async () => {
  reply = text({ SLACK_SIGNING_SECRET: 'signing', SLACK_BOT_TOKEN: 'xoxb-token', left: 'over' });
  expect(await readSlackSecret(client, ARN)).toEqual({ signingSecret: 'signing', botToken: 'xoxb-token' });
  expect(asked).toEqual([{ target: 'secretsmanager.GetSecretValue', body: { SecretId: ARN } }]);
});

describe('a secret that can not be used', () => {
  it.each<[string, Reply, string]>([
    [
      'was never filled',
      failure('ResourceNotFoundException', "can't find the specified secret value for staging label: AWSCURRENT"),
      'holds no value yet: run npm run secrets',
    ],
    [
      'does not exist',
      failure('ResourceNotFoundException', "can't find the specified secret."),
      'There is no Slack secret',
    ],
    ['may not be read', failure('AccessDeniedException', 'not authorized'), 'could not be read'],
    ['is binary', { SecretBinary: 'eG94Yi1zZWNyZXQ=' }, 'is binary, not JSON text'],
    ['is not JSON', { SecretString: 'xoxb-secret' }, 'is not JSON'],
    ['is not an object', text(['xoxb-secret']), 'is not a JSON object'],
    ['is null', text(null), 'is not a JSON object'],
    [
      'lacks both',
      text({ token: 'xoxb-secret' }),
      'lacks SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN: run npm run secrets',
    ],
    [
      'lacks one',
      text({ SLACK_SIGNING_SECRET: ' ', SLACK_BOT_TOKEN: 'xoxb-secret' }),
      'lacks SLACK_SIGNING_SECRET: run',
    ],
    ['holds a number', text({ SLACK_SIGNING_SECRET: 'xoxb-secret', SLACK_BOT_TOKEN: 7 }), 'lacks SLACK_BOT_TOKEN: run'],
  ])('because it %s is told of by its ARN and what to do, never by its value', async (_why, given, sentence) => {
    reply = given;
    const error = await readSlackSecret(client, ARN).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toContain(ARN);
    expect(String(error)).toContain(sentence);
    expect(everythingIn(error)).not.toMatch(/xoxb|secret\b.*is not valid JSON/);
  });
});

function answer(request: http.IncomingMessage, response: http.ServerResponse): void {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    asked.push({ target: String(request.headers['x-amz-target']), body: JSON.parse(body) });
    response.writeHead('__type' in reply ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ ARN, Name: 'who-changed/slack', ...reply }));
  });
}

function text(value: unknown): Reply {
  return { SecretString: JSON.stringify(value) };
}

function failure(type: string, what: string): Reply {
  return { __type: type, message: `Secrets Manager ${what}` };
}

/** What a log would show of an error: its message, its stack, and the same of its causes. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error);
  return [error.message, error.stack, JSON.stringify(error), error.cause ? everythingIn(error.cause) : ''].join('\n');
}
