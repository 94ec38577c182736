import * as fs from 'node:fs';
import { createServer, type Server } from 'node:http';
import * as os from 'node:os';
import * as path from 'node:path';
import { PurgeQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { indexTableDefinition } from '../../bot/aws/change-index';
import { directoryTableDefinition } from '../../bot/aws/directory-table';
import { settingsTableDefinition } from '../../bot/aws/settings-table';
import { stateTableDefinition } from '../../bot/aws/state-table';
import { type EnvOf, FUNCTION_NAMES, type FunctionName } from '../../bot/config';
import type { LocalAccount } from '../../bot/local/aws/local-account';
import { type LocalAws, type LocalAwsOptions, startLocalAws } from '../../bot/local/aws/local-aws';
import { SAMPLE_ACCOUNT } from '../../bot/local/aws/records';
import { type LocalDynamo, startLocalDynamo } from '../../bot/local/dynamo';
import { LOCAL_CREDENTIALS } from '../../bot/local/own-requests';
import { sampleAccount } from '../../bot/local/sample/sample-account';
import type { SlackStandIn } from '../../bot/local/slack/slack-stand-in';
import { bundle, handlerFile } from '../../infra/bundle';
import type { Settings } from '../../infra/settings';
import { startAwsProxy, type WireCall } from './aws-proxy';
import { type Invoked, invokeBundle } from './lambda-process';
import { close, listen, urlOf } from './local-server';
import { type SlackFrontOptions, startSlackFront } from './slack-front';
import { warmFunctions } from './warm-functions';

const signingSecret = 'signing-secret-of-the-tests';
const botToken = 'xoxb-of-the-tests';

const NAME = 'who-changed';
const SECRET_ARN = `arn:aws:secretsmanager:us-east-1:111122223333:secret:${NAME}/slack`;
export const TABLES = {
  directory: `${NAME}-directory`,
  state: `${NAME}-state`,
  index: `${NAME}-index`,
  settings: `${NAME}-settings`,
} as const;

/** The functions as they are built, and everything that they talk to behind its endpoint variable. */
export interface LambdaWorld {
  readonly account: LocalAccount;
  readonly aws: Pick<LocalAws, 'calls'>;
  /** The settings of a stack whose functions these are: tables, queue and secret are called what it calls them. */
  readonly settings: Settings;
  readonly dynamo: LocalDynamo;
  readonly slack: SlackStandIn;
  /** Where the functions find its Web API. */
  readonly slackApiUrl: string;
  readonly secrets: { readonly signingSecret: string; readonly botToken: string };
  /** Runs a built function with nothing but its own environment; rejects where the handler does. One at a time. */
  readonly invoke: (
    name: FunctionName,
    event: unknown,
    overrides?: Readonly<Record<string, string>>,
  ) => Promise<Invoked>;
  /** What SQS hands to the worker: the messages of the queue, as an event. */
  readonly takeMessages: () => Promise<{ Records: { messageId: string; body: string }[] }>;
  /** All that the functions logged. */
  readonly logs: readonly string[];
  /** Every call that a function made of AWS, attempts included. */
  readonly callsOf: (name: FunctionName) => readonly WireCall[];
  /** Ends the processes that are kept: the next calls know nothing of the earlier ones. */
  readonly coolDown: () => void;
  readonly stop: () => Promise<void>;
}

/** Of these functions, or of all, and of the sample account or another one; LookupEvents is not limited unless told so. */
export const startLambdaWorld = async ({
  functions = FUNCTION_NAMES,
  account = sampleAccount(new Date()),
  hangs = () => false,
  isWarm = false,
  variables = () => ({}),
  front: frontOptions = {},
  ...cloudTrail
}: {
  readonly functions?: readonly FunctionName[];
  readonly account?: LocalAccount;
  /** Which calls of DynamoDB, the queue and the secret are never answered. */
  readonly hangs?: (call: WireCall) => boolean;
  /** Whether a function's process is kept between its calls, and what it knows with it. */
  readonly isWarm?: boolean;
  /** What is set of the functions' variables besides, asked at each call. */
  readonly variables?: () => Readonly<Record<string, string>>;
  readonly front?: SlackFrontOptions;
} & Pick<LocalAwsOptions, 'callsPerSecond' | 'faults'> = {}): Promise<LambdaWorld> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lambda-'));
  const bundleOf = (name: FunctionName): string => path.join(folder, name, 'index.js');
  await Promise.all(functions.map((name) => bundle(handlerFile(name), bundleOf(name))));

  const now = (): Date => new Date();
  // Connect allows 2 calls a second, and the functions keep to it: the two smaller instances will do.
  const instanceArns = account.instances
    .filter(({ alias }) => alias !== 'harbor-prod')
    .map(({ id, region, account: owner }) => `arn:aws:connect:${region}:${owner}:instance/${id}`);
  const unlimited = { perSecond: Number.POSITIVE_INFINITY, burst: 1 };
  const aws = await startLocalAws(account, {
    now,
    callsPerSecond: Number.POSITIVE_INFINITY,
    connectAllowance: unlimited,
    ...cloudTrail,
  });
  const dynamo = await startLocalDynamo({
    [TABLES.directory]: directoryTableDefinition,
    [TABLES.state]: stateTableDefinition,
    [TABLES.index]: indexTableDefinition,
    [TABLES.settings]: settingsTableDefinition,
  });
  const queues = await startFauxqs({ port: 0, logger: false });
  const { queueUrl: realUrl } = queues.createQueue(`${NAME}-jobs`);
  const secrets = await serve(secretJson);
  const recorded = new Map<FunctionName, WireCall[]>(FUNCTION_NAMES.map((name) => [name, []]));
  let running: FunctionName = 'slack';
  const record = (call: WireCall): void => {
    recorded.get(running)?.push(call);
  };
  const proxy = await startAwsProxy((call, handOn) => {
    record(call);
    return hangs(call) ? new Promise(() => undefined) : handOn();
  });
  const sqsUrl = proxy.urlOf('sqs', queues.address, new URL(realUrl).origin);
  const queueUrl = `${sqsUrl}${new URL(realUrl).pathname}`;
  const credentials = LOCAL_CREDENTIALS;
  const sqs = new SQSClient({ endpoint: queues.address, region: 'us-east-1', credentials });
  const env: Readonly<Record<string, string>> = {
    ...aws.env,
    AWS_ENDPOINT_URL_DYNAMODB: proxy.urlOf('dynamodb', dynamo.url),
    AWS_ENDPOINT_URL_SQS: sqsUrl,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: proxy.urlOf('secretsmanager', urlOf(secrets)),
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  const logs: string[] = [];
  const warm = warmFunctions();

  const invoke: LambdaWorld['invoke'] = async (name, event, overrides = {}) => {
    running = name;
    const before = aws.calls.length;
    const own = variablesOf(name, { queueUrl, instanceArns });
    const call = isWarm ? warm.invoke : invokeBundle;
    const invoked = await call(bundleOf(name), event, {
      ...{ ...env, SLACK_API_URL: front.apiUrl },
      ...{ ...own, ...variables(), ...overrides },
    });
    for (const { service, operation, region, input } of aws.calls.slice(before))
      record({ service, operation, region, input: JSON.parse(unmasked(JSON.stringify(input))) });
    logs.push(invoked.log);
    return invoked;
  };
  const secretsAndCalls = { signingSecret, botToken, invoke: (event: unknown) => invoke('slack', event) };
  const front = await startSlackFront(secretsAndCalls, frontOptions);

  return {
    account,
    aws,
    settings: {
      name: NAME,
      region: 'us-east-1',
      instanceArns: instanceArns.map(unmasked),
      furtherRegions: ['eu-west-2'],
    },
    dynamo,
    slack: front.slack,
    slackApiUrl: front.apiUrl,
    secrets: { signingSecret, botToken },
    invoke,
    takeMessages: async () => {
      const queue = { QueueUrl: realUrl };
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ ...queue, MaxNumberOfMessages: 10 }));
      await sqs.send(new PurgeQueueCommand(queue));
      return { Records: Messages.map(({ MessageId, Body }) => ({ messageId: MessageId ?? '', body: Body ?? '' })) };
    },
    logs,
    callsOf: (name) => recorded.get(name) ?? [],
    coolDown: warm.stop,
    stop: async () => {
      warm.stop();
      sqs.destroy();
      await Promise.all([aws.close(), dynamo.close(), queues.stop(), proxy.close(), close(secrets), front.close()]);
      fs.rmSync(folder, { recursive: true });
    },
  };
};

/** The published instance has no account and half an id, which no stack can be configured for. */
function unmasked(text: string): string {
  return text.replaceAll(':XXXXXXXXX:', `:${SAMPLE_ACCOUNT}:`).replaceAll('XXXXXXXXX', '000000000000');
}

/** What infra/ sets of each function's own variables. */
function variablesOf(
  name: FunctionName,
  { queueUrl, instanceArns }: { readonly queueUrl: string; readonly instanceArns: readonly string[] },
): Readonly<Record<string, string | undefined>> {
  const secret = { SLACK_SECRET_ARN: SECRET_ARN };
  const jobs = { JOBS_QUEUE_URL: queueUrl };
  const CONNECT_INSTANCE_IDS = instanceArns.join(',');
  const directory = { DIRECTORY_TABLE: TABLES.directory, CONNECT_INSTANCE_IDS };
  const index = { INDEX_TABLE: TABLES.index };
  const account = { ...directory, ...index, STATE_TABLE: TABLES.state };
  const variables: { readonly [F in FunctionName]: EnvOf<F> } = {
    slack: {
      ...{ ...secret, ...jobs, DIRECTORY_TABLE: TABLES.directory, STATE_TABLE: TABLES.state },
      CLOUDTRAIL_REGIONS: 'us-east-1,eu-west-2',
    },
    worker: { ...secret, ...jobs, ...account, SETTINGS_TABLE: TABLES.settings },
    digest: { ...secret, ...account, SETTINGS_TABLE: TABLES.settings },
    sync: directory,
    ingest: { ...index, ...jobs, DIRECTORY_TABLE: TABLES.directory },
    'catch-up': { ...account, ...jobs },
  };
  return { ...variables[name] };
}

/** The least of Secrets Manager: one secret. */
function secretJson(): string {
  const SecretString = JSON.stringify({ SLACK_SIGNING_SECRET: signingSecret, SLACK_BOT_TOKEN: botToken });
  return JSON.stringify({ ARN: SECRET_ARN, Name: 'who-changed/slack', SecretString });
}

/** A server that says the same to everything; nothing at all where there is nothing to say. */
export async function serve(say?: () => string): Promise<Server> {
  const server = createServer((_request, response) => {
    if (say !== undefined) response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(say());
  });
  return listen(server);
}
