import * as fs from 'node:fs';
import * as path from 'node:path';
import { CloudTrailClient, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { DeleteBucketPolicyCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { FUNCTION_NAMES, type FunctionName, variableNames } from '../../bot/config';
import { type LocalAws, startLocalAws } from '../../bot/local/aws/local-aws';
import { LOCAL_CREDENTIALS } from '../../bot/local/own-requests';
import { sampleAccount } from '../../bot/local/sample/sample-account';
import { COMMANDS } from '../../bot/slack/commands';
import { parseJob } from '../../bot/slack/job';
import { checkSettings, regionsOf, type Settings } from '../../infra/settings';
import { type Invoked, invokeBundle } from '../support/lambda-process';
import { type SlackFront, startSlackFront } from '../support/slack-front';
import { type Deployment, openDeployment, whatIsMissing } from './deployment';

/**
 * `npm run test:deploy`: the project's own commands deploy everything to a local AWS with the real Terraform and the real provider; what
 * was made is asked in the order of a day, with the variables that were deployed; then all of it is removed. Minutes, not seconds.
 */
jest.setTimeout(300_000);

const name = 'deploy-test';
const region = 'us-east-1';
const channel = 'C0OPS000001';
const planted = {
  SLACK_SIGNING_SECRET: 'planted5f742231b10e8888abcd99aa85a5',
  SLACK_BOT_TOKEN: 'xoxb-planted-1742231108888',
};
const now = (): Date => new Date();
const account = sampleAccount(now());
// Connect allows 2 calls a second, and the functions keep to it: the smaller instance will do.
const instanceArns = account.instances
  .filter(({ alias }) => alias === 'harbor-sydney')
  .map(({ id, region, account }) => `arn:aws:connect:${region}:${account}:instance/${id}`);

const settings: Settings = {
  name,
  region,
  instanceArns,
  furtherRegions: ['eu-central-1'],
  trail: { retentionDays: 30 },
  alarmEmail: 'oncall@example.com',
  tags: { Team: 'contact-centre' },
};

const missing = whatIsMissing();
/** A step of the deployment; where the machine lacks what it takes, the step's name says so. */
const step = (title: string, run: () => Promise<void>): void =>
  missing === undefined ? it(title, run) : it.skip(`${title} (skipped: ${missing})`, run);

let aws: Deployment;
let local: LocalAws;
let front: SlackFront;

beforeAll(async () => {
  if (missing !== undefined) return;
  const unlimited = { perSecond: Number.POSITIVE_INFINITY, burst: 1 };
  [aws, local, front] = await Promise.all([
    openDeployment(name),
    startLocalAws(account, { now, callsPerSecond: Number.POSITIVE_INFINITY, connectAllowance: unlimited }),
    startSlackFront({
      signingSecret: planted.SLACK_SIGNING_SECRET,
      botToken: planted.SLACK_BOT_TOKEN,
      invoke: (event) => invoke('slack', event),
    }),
  ]);
});
afterAll(async () => {
  await Promise.all([local?.close(), front?.close()]);
  aws?.close();
});

/** What a client needs to speak to the local AWS and no other. */
const at = (where: string = region) => ({ endpoint: aws.url, region: where, credentials });
const credentials = LOCAL_CREDENTIALS;

const stateFile = (): string => path.join(aws.directory, 'state.tfstate');
const deployed = (change: Partial<Settings> = {}): Settings => ({
  ...settings,
  backend: { local: { path: stateFile() } },
  ...change,
});

/** The variables that a function was deployed with. */
const variablesOf = async (handler: FunctionName): Promise<Readonly<Record<string, string>>> => {
  const FunctionName = `${name}-${handler}`;
  const { Environment } = await new LambdaClient(at()).send(new GetFunctionConfigurationCommand({ FunctionName }));
  return Environment?.Variables ?? {};
};

/** Runs the bundle that was deployed with the variables that were deployed; only endpoints and credentials are this test's own. */
const invoke = async (handler: FunctionName, event: unknown): Promise<Invoked> =>
  invokeBundle(path.join(aws.directory, 'dist', handler, 'index.js'), event, {
    ...(await variablesOf(handler)),
    AWS_ENDPOINT_URL: aws.url,
    ...local.env,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    SLACK_API_URL: front.apiUrl,
  });

/** What SQS would hand to a function: the messages of a queue, as an event; they are taken out of it. */
const takeMessages = async (queue: string) => {
  const sqs = new SQSClient(at());
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `${name}-${queue}` }));
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return { Records: Messages.map(({ MessageId, Body }) => ({ messageId: MessageId, body: Body ?? '' })) };
};

const itemsOf = async (table: string): Promise<readonly Record<string, unknown>[]> => {
  const { Items = [] } = await DynamoDBDocumentClient.from(new DynamoDBClient(at())).send(
    new ScanCommand({ TableName: `${name}-${table}` }),
  );
  return Items;
};

describe('a deployment', () => {
  step('is shown before it is made', async () => {
    const { code, text } = await aws.npm('deploy', deployed(), ['--plan-only']);
    expect({ code, text }).toEqual({
      code: 0,
      text: expect.stringMatching(/Plan: \d+ to add, 0 to change, 0 to destroy/),
    });
    expect((await new LambdaClient(at()).send(new ListFunctionsCommand({}))).Functions).toEqual([]);
  });

  step('is valid by the provider’s own schema', async () => {
    expect(await aws.terraform('validate')).toMatchObject({ code: 0, text: expect.stringContaining('is valid') });
  });

  step('is made by one command, which tells what to do next', async () => {
    const { code, text } = await aws.npm('deploy', deployed(), ['--auto-approve']);
    expect({ code, text }).toEqual({ code: 0, text: expect.stringMatching(/Apply complete! Resources: \d+ added/) });
    expect(text).toContain('npm run secrets');
    const url = /Slack is to send to (https:\S+\/slack\/events)/.exec(text)?.[1];
    expect(fs.readFileSync(path.join(aws.directory, 'dist/manifest.yml'), 'utf8').split(String(url))).toHaveLength(
      // The commands, events, presses and suggestions; one part more than there are addresses.
      COMMANDS.length + 3 + 1,
    );
  });
});

describe('what was made', () => {
  step('are the functions, each with exactly the variables that it reads', async () => {
    const { Functions = [] } = await new LambdaClient(at()).send(new ListFunctionsCommand({}));
    expect(Functions.map(({ FunctionName }) => FunctionName).sort()).toEqual(
      FUNCTION_NAMES.map((handler) => `${name}-${handler}`).sort(),
    );
    for (const { Architectures, TracingConfig } of Functions) {
      expect({ Architectures, TracingConfig }).toEqual({ Architectures: ['arm64'], TracingConfig: { Mode: 'Active' } });
    }
    for (const handler of FUNCTION_NAMES) {
      const { all, optional } = variableNames(handler);
      const given = Object.keys(await variablesOf(handler));
      expect(given.filter((variable) => !all.includes(variable))).toEqual([]);
      expect(all.filter((variable) => !given.includes(variable) && !optional.includes(variable))).toEqual([]);
    }
  });

  step('are protected tables, in which all expires but what people set', async () => {
    const dynamo = new DynamoDBClient(at());
    const { TableNames } = await dynamo.send(new ListTablesCommand({}));
    expect([...(TableNames ?? [])].sort()).toEqual(
      ['directory', 'index', 'settings', 'state'].map((table) => `${name}-${table}`),
    );
    for (const TableName of TableNames ?? []) {
      const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
      expect(Table).toMatchObject({ DeletionProtectionEnabled: true, SSEDescription: { Status: 'ENABLED' } });
      const { TimeToLiveDescription } = await dynamo.send(new DescribeTimeToLiveCommand({ TableName }));
      expect(TimeToLiveDescription).toMatchObject(
        TableName.endsWith('-settings')
          ? { TimeToLiveStatus: 'DISABLED' }
          : { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' },
      );
    }
  });

  step('are queues that start their functions, and give up to dead letters', async () => {
    const { EventSourceMappings = [] } = await new LambdaClient(at()).send(new ListEventSourceMappingsCommand({}));
    expect(EventSourceMappings.map(({ FunctionArn = '' }) => FunctionArn.replace(/^.*:/, '')).sort()).toEqual([
      `${name}-ingest`,
      `${name}-worker`,
    ]);
    const sqs = new SQSClient(at());
    for (const queue of ['jobs', 'events']) {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `${name}-${queue}` }));
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
      expect(Attributes?.RedrivePolicy).toContain(`${name}-${queue}-dead-letters`);
    }
  });

  step('is a rule in every Region: at home to the queue, elsewhere to the bus at home', async () => {
    const [, ...others] = regionsOf(checkSettings(settings, 'the settings of this test'));
    expect(others.length).toBeGreaterThan(1);
    for (const where of [region, ...others]) {
      const { Targets = [] } = await new EventBridgeClient(at(where)).send(
        new ListTargetsByRuleCommand({ Rule: `${name}-events` }),
      );
      const to = where === region ? `:sqs:${region}:` : `:events:${region}:`;
      expect(Targets).toMatchObject([
        { Arn: expect.stringContaining(to), DeadLetterConfig: { Arn: expect.stringContaining(`:sqs:${where}:`) } },
      ]);
    }
  });

  step('is a trail that logs', async () => {
    const status = await new CloudTrailClient(at()).send(new GetTrailStatusCommand({ Name: name }));
    expect(status.IsLogging).toBe(true);
  });

  step('are alarms, of every function and in every Region', async () => {
    const { MetricAlarms = [] } = await new CloudWatchClient(at()).send(new DescribeAlarmsCommand({}));
    const names = MetricAlarms.map(({ AlarmName }) => AlarmName);
    for (const handler of FUNCTION_NAMES) expect(names).toContain(`${name}-${handler}-errors`);
    const elsewhere = await new CloudWatchClient(at('eu-central-1')).send(new DescribeAlarmsCommand({}));
    expect(elsewhere.MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual([`${name}-events-dead-letters-waiting`]);
  });

  step('is a secret without a value', async () => {
    const { SecretList = [] } = await new SecretsManagerClient(at()).send(new ListSecretsCommand({}));
    expect(SecretList.map(({ Name, SecretVersionsToStages }) => [Name, SecretVersionsToStages ?? {}])).toEqual([
      [`${name}/slack`, {}],
    ]);
  });
});

describe('the secret', () => {
  step('is refused where a value is missing, and nothing of the other is told', async () => {
    const { code, text } = await aws.npm('secrets', deployed(), [], `SLACK_BOT_TOKEN=${planted.SLACK_BOT_TOKEN}\n`);
    expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining('SLACK_SIGNING_SECRET is missing') });
    expect(text).not.toContain(planted.SLACK_BOT_TOKEN);
  });

  step('is filled from standard input', async () => {
    const { code, text } = await aws.npm('secrets', deployed(), [], JSON.stringify(planted));
    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining(`Put both into ${name}/slack`) });
    const { SecretString = '' } = await new SecretsManagerClient(at()).send(
      new GetSecretValueCommand({ SecretId: `${name}/slack` }),
    );
    expect(JSON.parse(SecretString)).toEqual(planted);
  });

  step(
    'is in neither the state nor a plan nor what was synthesised, after Terraform has looked at everything again',
    async () => {
      expect((await aws.terraform('apply', '-refresh-only', '-auto-approve')).code).toBe(0);
      expect((await aws.terraform('plan', '-out=plan')).code).toBe(0);
      const plan = await aws.terraform('show', '-json', 'plan');
      const synthesised = fs.readFileSync(path.join(aws.stack, 'cdk.tf.json'), 'utf8');
      for (const text of [fs.readFileSync(stateFile(), 'utf8'), plan.text, synthesised]) {
        expect(text.length).toBeGreaterThan(10_000);
        for (const secret of Object.values(planted)) expect(text).not.toContain(secret);
      }
    },
  );
});

describe('what was made, asked', () => {
  step('learns every name by the sync', async () => {
    const { answer } = await invoke('sync', { scheduledTime: now().toISOString() });
    expect(answer).toMatchObject({ failed: 0 });
    expect(JSON.stringify(await itemsOf('directory'))).toContain('Billing');
  });

  step('takes a change from the bus into the index, and no read', async () => {
    const record = account.events.find(({ eventName }) => eventName === 'CreateQueue');
    const events = ['CreateQueue', 'GetMetricData'].map((eventName) => ({
      Source: 'aws.connect',
      DetailType: 'AWS API Call via CloudTrail',
      Detail: JSON.stringify({ ...record, eventName, eventID: `sent-${eventName}`, eventTime: isoSeconds(now()) }),
    }));
    await new EventBridgeClient(at()).send(new PutEventsCommand({ Entries: events }));
    const delivered = await takeMessages('events');
    expect(delivered.Records.map(({ body }) => JSON.parse(body).detail.eventID)).toEqual(['sent-CreateQueue']);
    const { answer } = await invoke('ingest', delivered);
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(JSON.stringify(await itemsOf('index'))).toContain('sent-CreateQueue');
  });

  step('takes a signed question, hands it on, and answers it by name', async () => {
    const asked = await front.slack.sendCommand({ command: '/connect-who-changed', text: 'queue Billing' });
    expect(asked).toMatchObject({ status: 200, body: '' });
    const jobs = await takeMessages('jobs');
    // What was delivered before is announced to whoever watches; nobody does yet.
    const kinds = jobs.Records.map(({ body }) => parseJob(body).kind);
    expect(kinds.sort()).toEqual(['arrived', 'question']);
    expect((await invoke('worker', jobs)).answer).toEqual({ batchItemFailures: [] });
    const said = front.slack.messages().filter(({ via }) => via === 'response_url');
    expect(said.at(-1)).toMatchObject({ visibility: 'only you', author: 'bot', problems: [] });
    const answer = JSON.stringify(said.at(-1)?.blocks);
    expect(answer).toContain('harbor-sydney');
    expect(answer).toMatch(/[A-Z]\w+ [A-Z]\w+ \(\w+\.\w+\)/);
  });

  step('sets a digest for a channel, and finds none due', async () => {
    await front.slack.sendCommand({ command: '/connect-digest', text: 'at 09:00 Europe/Berlin' });
    expect((await invoke('worker', await takeMessages('jobs'))).answer).toEqual({ batchItemFailures: [] });
    expect(front.slack.messages().filter(({ via }) => via === 'chat.postMessage')).toMatchObject([{ channel }]);
    expect(JSON.stringify(await itemsOf('settings'))).toContain(channel);
    expect((await invoke('digest', {})).answer).toEqual({ posted: 0, silent: 0, paused: 0, left: 0 });
  });
});

describe('a removal', () => {
  step('is refused while the data is protected, and says what is and how to lift it', async () => {
    const { code, text } = await aws.npm('destroy', deployed(), ['--auto-approve']);
    expect(code).toBe(1);
    for (const table of ['index', 'directory', 'settings', 'state']) expect(text).toContain(`table ${name}-${table}`);
    expect(text).toContain('protectData: false');
    expect((await new DynamoDBClient(at()).send(new ListTablesCommand({}))).TableNames).toHaveLength(4);
  });

  step(
    'leaves nothing once it is not, though the bucket is not empty and the settings have forgotten a Region',
    async () => {
      const s3 = new S3Client({ ...at(), forcePathStyle: true });
      const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
      expect(Buckets).toHaveLength(1);
      for (const { Name: Bucket } of Buckets) {
        // Its policy lets nobody write without TLS, which the local AWS does not speak.
        await expect(s3.send(new PutObjectCommand({ Bucket, Key: 'AWSLogs/x', Body: 'x' }))).rejects.toThrow();
        await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
        await s3.send(new PutObjectCommand({ Bucket, Key: 'AWSLogs/x', Body: 'x' }));
      }

      const { code, text } = await aws.npm('destroy', deployed({ protectData: false, furtherRegions: [] }), [
        '--auto-approve',
      ]);
      expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining('is removed from AWS') });
      expect((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
      expect((await new DynamoDBClient(at()).send(new ListTablesCommand({}))).TableNames).toEqual([]);
      expect((await new LambdaClient(at()).send(new ListFunctionsCommand({}))).Functions).toEqual([]);
      expect((await new SecretsManagerClient(at()).send(new ListSecretsCommand({}))).SecretList).toEqual([]);
      for (const where of regionsOf(checkSettings(settings, 'the settings of this test'))) {
        expect((await new SQSClient(at(where)).send(new ListQueuesCommand({}))).QueueUrls ?? []).toEqual([]);
        expect((await new EventBridgeClient(at(where)).send(new ListRulesCommand({}))).Rules).toEqual([]);
        expect((await new CloudWatchClient(at(where)).send(new DescribeAlarmsCommand({}))).MetricAlarms).toEqual([]);
      }
      expect(JSON.parse(fs.readFileSync(stateFile(), 'utf8')).resources).toEqual([]);
    },
  );
});

const isoSeconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
