import * as fs from 'node:fs';
import * as path from 'node:path';
import * as z from 'zod/mini';
import { createCloudTrailClient } from '../../bot/aws/account';
import { dynamoClient } from '../../bot/aws/dynamo-client';
import { queueClient } from '../../bot/aws/job-queue';
import { createConnectClient } from '../../bot/aws/open-connect';
import { secretsClient } from '../../bot/handlers/slack-secret';
import { silentLog } from '../../bot/log';

const CLIENTS = {
  CloudTrailClient: createCloudTrailClient('us-east-1', silentLog),
  ConnectClient: createConnectClient('us-east-1', silentLog),
  DynamoDBClient: dynamoClient(silentLog),
  SecretsManagerClient: secretsClient,
  SQSClient: queueClient(silentLog),
};

/** As long as LookupEvents has been seen to take, and a little more; somebody waits for most of what a function asks. */
const MOST_MS = 40_000;

const patienceSchema = z.object({
  connectionTimeout: z.number(),
  requestTimeout: z.number(),
  throwOnRequestTimeout: z.literal(true),
});

interface Handler {
  readonly handle: (request: never) => Promise<unknown>;
  readonly httpHandlerConfigs: () => unknown;
}
const isHandler = (value: object): value is Handler => 'handle' in value && 'httpHandlerConfigs' in value;

/** What a client was made with; its handler says so after a first call, whatever came of that. */
const patienceOf = async ({ config: { requestHandler } }: { readonly config: { readonly requestHandler: object } }) => {
  if (!isHandler(requestHandler)) throw new Error('The client says nothing of its patience.');
  await requestHandler.handle(undefined as never).catch(() => undefined);
  return z.parse(patienceSchema, requestHandler.httpHandlerConfigs());
};

describe('a call that is never answered', () => {
  it.each(Object.entries(CLIENTS))('ends by itself, made by the %s of the functions', async (_name, client) => {
    const { connectionTimeout, requestTimeout } = await patienceOf(client);
    expect(Math.min(connectionTimeout, requestTimeout)).toBeGreaterThan(0);
    expect(Math.max(connectionTimeout, requestTimeout)).toBeLessThanOrEqual(MOST_MS);
  });

  it('is made by no other client', () => {
    const bot = path.join(__dirname, '../../bot');
    const files = fs
      .readdirSync(bot, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.startsWith('local/'));
    const made = files.flatMap((file) => [
      ...fs.readFileSync(path.join(bot, file), 'utf8').matchAll(/\bnew (\w+(?<!Web)Client)\(/g),
    ]);
    expect(made.map(([, name]) => name).sort()).toEqual(Object.keys(CLIENTS).sort());
  });
});
