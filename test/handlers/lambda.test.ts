import * as fs from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { PurgeQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { startFauxqs } from 'fauxqs';
import { indexTableDefinition } from '../../bot/aws/change-index';
import { directoryTableDefinition } from '../../bot/aws/directory-table';
import { createSettings, settingsTableDefinition } from '../../bot/aws/settings-table';
import { stateTableDefinition } from '../../bot/aws/state-table';
import { type EnvOf, FUNCTION_NAMES, type FunctionName } from '../../bot/config';
import { digestsOf } from '../../bot/digests';
import { type LocalAws, startLocalAws } from '../../bot/local/aws/local-aws';
import { type LocalDynamo, startLocalDynamo } from '../../bot/local/dynamo';
import { sampleAccount } from '../../bot/local/sample/sample-account';
import type { StandInMessage } from '../../bot/local/slack/message';
import { signatureHeaders } from '../../bot/local/slack/signed-request';
import type { SlackStandIn } from '../../bot/local/slack/slack-stand-in';
import { parseJob } from '../../bot/slack/job';
import { bundle, handlerFile } from '../../infra/bundle';
import { httpEvent, type Invoked, invokeBundle } from '../support/lambda-process';
import { startSlackFront } from '../support/slack-front';

const signingSecret = 'signing-secret-of-the-tests';
const botToken = 'xoxb-of-the-tests';
const FORM = 'application/x-www-form-urlencoded';
const channel = 'C0OPS000001';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lambda-'));

/** Everything that the functions talk to, each behind its endpoint variable. */
interface World {
  readonly env: Readonly<Record<string, string>>;
  readonly account: ReturnType<typeof sampleAccount>;
  readonly aws: LocalAws;
  readonly dynamo: LocalDynamo;
  readonly slack: SlackStandIn;
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly stop: () => Promise<void>;
}
let world: World;

beforeAll(async () => {
  const [started] = await Promise.all([
    startWorld(),
    ...FUNCTION_NAMES.map((name) => bundle(handlerFile(name), bundleOf(name))),
  ]);
  world = started;
}, 60_000);
afterAll(async () => {
  await world.stop();
  fs.rmSync(folder, { recursive: true });
});

const bundleOf = (name: FunctionName): string => path.join(folder, name, 'index.js');

const startWorld = async (): Promise<World> => {
  const now = (): Date => new Date();
  const account = sampleAccount(now());
  const unlimited = { perSecond: Number.POSITIVE_INFINITY, burst: 1 };
  const aws = await startLocalAws(account, {
    now,
    callsPerSecond: Number.POSITIVE_INFINITY,
    connectAllowance: unlimited,
  });
  const dynamo = await startLocalDynamo({
    directory: directoryTableDefinition,
    state: stateTableDefinition,
    index: indexTableDefinition,
    settings: settingsTableDefinition,
  });
  const queues = await startFauxqs({ port: 0, logger: false });
  const { queueUrl } = queues.createQueue('jobs');
  const secrets = await listen(createServer(answerSecret));
  const front = await startSlackFront({ signingSecret, botToken, invoke: (event) => invoke('slack', event) });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint: queues.address, region: 'us-east-1', credentials });
  return {
    account,
    aws,
    dynamo,
    slack: front.slack,
    sqs,
    queueUrl,
    env: {
      ...aws.env,
      AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
      AWS_ENDPOINT_URL_SQS: queues.address,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: urlOf(secrets),
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      SLACK_API_URL: front.apiUrl,
    },
    stop: async () => {
      sqs.destroy();
      await Promise.all([aws.close(), dynamo.close(), queues.stop(), close(secrets), front.close()]);
    },
  };
};

const listen = async (server: Server): Promise<Server> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};
const close = async (server: Server): Promise<void> => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};
const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const SECRET_ARN = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:who-changed/slack';

/** The least of Secrets Manager: one secret. */
const answerSecret = (_request: IncomingMessage, response: ServerResponse): void => {
  const SecretString = JSON.stringify({ SLACK_SIGNING_SECRET: signingSecret, SLACK_BOT_TOKEN: botToken });
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify({ ARN: SECRET_ARN, Name: 'who-changed/slack', SecretString }));
};

/** What infra/ sets of each function's own variables. */
const environmentOf = (name: FunctionName): Readonly<Record<string, string | undefined>> => {
  const secret = { SLACK_SECRET_ARN: SECRET_ARN };
  const jobs = { JOBS_QUEUE_URL: world.queueUrl };
  // Connect allows 2 calls a second, and the functions keep to it: the two smaller instances will do.
  const CONNECT_INSTANCE_IDS = world.account.instances
    .filter(({ alias }) => alias !== 'harbor-prod')
    .map(({ id, region, account }) => `arn:aws:connect:${region}:${account}:instance/${id}`)
    .join(',');
  const directory = { DIRECTORY_TABLE: 'directory', CONNECT_INSTANCE_IDS };
  const index = { INDEX_TABLE: 'index' };
  const account = { ...directory, ...index, STATE_TABLE: 'state' };
  const variables: { readonly [F in FunctionName]: EnvOf<F> } = {
    slack: { ...secret, ...jobs, DIRECTORY_TABLE: 'directory', CLOUDTRAIL_REGIONS: 'us-east-1,eu-west-2' },
    worker: { ...secret, ...jobs, ...account, SETTINGS_TABLE: 'settings' },
    digest: { ...secret, ...account, SETTINGS_TABLE: 'settings' },
    sync: directory,
    ingest: { ...index, ...jobs, DIRECTORY_TABLE: 'directory' },
    'catch-up': { ...account, ...jobs },
  };
  return { ...variables[name] };
};

/** All that the functions logged. */
const logs: string[] = [];

/** Runs a built bundle with nothing but its own environment; rejects where the handler does. */
const invoke = async (
  name: FunctionName,
  event: unknown,
  overrides: Readonly<Record<string, string>> = {},
): Promise<Invoked> => {
  const invoked = await invokeBundle(bundleOf(name), event, { ...world.env, ...environmentOf(name), ...overrides });
  logs.push(invoked.log);
  return invoked;
};

/** What SQS hands to the worker: the messages of the queue, as an event. */
const takeMessages = async () => {
  const { Messages = [] } = await world.sqs.send(new ReceiveMessageCommand({ QueueUrl: world.queueUrl }));
  await world.sqs.send(new PurgeQueueCommand({ QueueUrl: world.queueUrl }));
  return { Records: Messages.map(({ MessageId, Body }) => ({ messageId: MessageId, body: Body ?? '' })) };
};

const shown = (message: StandInMessage): string => JSON.stringify(message.blocks);

describe('the functions as they are built, in the order of a day', () => {
  it('sync fills the directory with the names of everyone and everything', async () => {
    const { arity, answer } = await invoke('sync', {});
    expect(arity).toBeLessThanOrEqual(2);
    expect(answer.failed).toBe(0);
    expect(answer.listed).toBeGreaterThan(10);
    const { Items = [] } = await world.dynamo.client.send(new ScanCommand({ TableName: 'directory' }));
    expect(JSON.stringify(Items)).toContain('queue-test-1');
  }, 60_000);

  it('catch-up reads CloudTrail into the index until its time is nearly up, and says what it did', async () => {
    const { arity, answer, log } = await invoke('catch-up', { kind: 'tick' });
    expect(arity).toBeLessThanOrEqual(2);
    expect(answer).toEqual({ read: 2, failed: 0 });
    expect(log).toContain('caught up');
    expect(log).toMatch(/"NewestEventAge":\d+/);
    const { Items = [] } = await world.dynamo.client.send(new ScanCommand({ TableName: 'index' }));
    const partitions = new Set(Items.map(({ pk }) => String(pk).replace(/#.*/, '')));
    for (const partition of ['event', 'own', 'day', 'by', 'proof']) expect(partitions).toContain(partition);
    // What changed within the last day is announced, for whoever watches it.
    const jobs = (await takeMessages()).Records.map(({ body }) => parseJob(body));
    expect(jobs).toMatchObject([{ kind: 'arrived' }]);
  }, 60_000);

  it('ingest takes what EventBridge delivers, and gives back what it can’t tell alone', async () => {
    const record = world.account.events.find(({ eventName }) => eventName === 'CreateQueue');
    const detail = { ...record, eventID: 'delivered-by-eventbridge', eventTime: isoSeconds(new Date()) };
    const envelope = { 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.connect', detail };
    const bodies = [
      JSON.stringify(envelope),
      'no JSON',
      JSON.stringify({ ...envelope, detail: { ...detail, eventTime: 'soon' } }),
    ];
    const { arity, answer, log } = await invoke('ingest', {
      Records: bodies.map((body, at) => ({ messageId: `m${at}`, body })),
    });
    expect(arity).toBeLessThanOrEqual(2);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }] });
    expect(log).toContain('its eventTime is not a time');
    expect(log).toMatch(/"IngestionLag":\d+/);
    const { Items = [] } = await world.dynamo.client.send(new ScanCommand({ TableName: 'index' }));
    const held = Items.filter(({ sk }) => String(sk).endsWith('#delivered-by-eventbridge')).map(({ pk }) => pk);
    expect(held).toContain('event#delivered-by-eventbridge');
    expect(held.length).toBeGreaterThan(3);
    expect(Items.find(({ sk, delivered }) => sk === 'state' && delivered === detail.eventTime)).toBeDefined();
    const announced = await takeMessages();
    expect(announced.Records.map(({ body }) => parseJob(body))).toMatchObject([
      { kind: 'arrived', eventIds: ['delivered-by-eventbridge'] },
    ]);
    // Nobody watches anything yet.
    expect((await invoke('worker', announced)).answer).toEqual({ batchItemFailures: [] });
  }, 60_000);

  it('slack takes a signed question and hands it on; the worker answers it with the name of who did it', async () => {
    const asked = await world.slack.sendCommand({ command: '/connect-who-changed', text: 'queue-test-1' });
    expect(asked).toMatchObject({ status: 200, body: '' });
    const event = await takeMessages();
    expect(event.Records.map(({ body }) => parseJob(body))).toMatchObject([{ text: 'queue-test-1' }]);

    const { arity, answer, log } = await invoke('worker', event);
    expect(arity).toBeLessThanOrEqual(2);
    expect(answer).toEqual({ batchItemFailures: [] });
    const messages = world.slack.messages().filter(({ via }) => via === 'response_url');
    const [said] = messages.slice(-1);
    expect(said).toMatchObject({ visibility: 'only you', author: 'bot', problems: [] });
    expect(said && shown(said)).toContain('test-1');
    expect(said && shown(said)).toContain('queue-test-1');
    // The log says what was asked and that it was answered, and nothing of where to post.
    expect(log).toContain('question answered');
    expect(log).toContain('"asked":"/connect-who-changed queue-test-1"');
    expect(log).not.toContain('/response/');
    // One reference from the queue to every call, and the line counts as metrics.
    const [job] = event.Records.map(({ body }) => parseJob(body));
    const lines = log
      .split('\n')
      .filter((text) => text.startsWith('{'))
      .map((text): Record<string, unknown> => JSON.parse(text));
    const reference = job !== undefined && 'id' in job ? job.id : 'none';
    const calls = lines.filter(({ message }) => message === 'AWS was asked' || message === 'question answered');
    expect(calls.length).toBeGreaterThan(1);
    expect(calls.filter((line) => line.reference !== reference && line.service !== 'SecretsManager')).toEqual([]);
    expect(calls).toContainEqual(expect.objectContaining({ Answers: 1, PartialAnswers: 0, FailedAnswers: 0 }));

    const before = world.slack.messages().length;
    expect((await invoke('worker', event)).answer).toEqual({ batchItemFailures: [] });
    expect(world.slack.messages()).toHaveLength(before);
  }, 120_000);

  it('slack answers help itself, and refuses what is not signed', async () => {
    const { status, messageId } = await world.slack.sendCommand({ command: '/connect-changes', text: 'help' });
    expect({ status, helped: messageId !== undefined }).toEqual({ status: 200, helped: true });
    const headers = { 'content-type': FORM };
    const { arity, answer } = await invoke(
      'slack',
      httpEvent(headers, Buffer.from('command=%2Fconnect-changes&text=2h')),
    );
    expect(arity).toBeLessThanOrEqual(2);
    expect(answer).toMatchObject({ statusCode: 401 });
    expect((await takeMessages()).Records).toEqual([]);
  }, 60_000);

  it.each<[string, unknown]>([
    ['a REST API, payload format 1.0', { version: '1.0', httpMethod: 'POST', headers: {}, body: '' }],
    ['a load balancer', { requestContext: { elb: {} }, httpMethod: 'POST', headers: {}, body: '' }],
    ['a queue', { Records: [{ messageId: 'm1', body: '{}' }] }],
    ['EventBridge', { 'detail-type': 'AWS API Call via CloudTrail', detail: {} }],
    ['Scheduler', { scheduledTime: '2026-11-21T00:00:00Z' }],
    ['nobody', null],
  ])('slack gives 400 to an event of %s, and fails at none', async (_sender, event) => {
    expect((await invoke('slack', event)).answer).toMatchObject({ statusCode: 400 });
  });

  it('slack asks nothing of Slack to take a question: Bolt alone would call auth.test first', async () => {
    let calls = 0;
    const web = await listen(createServer((_request, response) => response.end(String(++calls))));
    const { answer } = await invoke('slack', signedCommand(), { SLACK_API_URL: `${urlOf(web)}/` });
    await close(web);
    expect({ answer, calls }).toMatchObject({ answer: { statusCode: 200, body: '' }, calls: 0 });
    expect((await takeMessages()).Records).toHaveLength(1);
  });

  it('slack does not wait for a queue that never answers: Slack would only say that it timed out', async () => {
    const silent = await listen(createServer(() => {}));
    const { answer } = await invoke('slack', signedCommand(), {
      AWS_ENDPOINT_URL_SQS: urlOf(silent),
      JOBS_QUEUE_URL: `${urlOf(silent)}/000000000000/jobs`,
    });
    await close(silent);
    expect(answer).toMatchObject({ statusCode: 200 });
    expect(answer.body).toContain('could not be handed on');
  }, 20_000);

  it('the worker does not keep an answer back for a queue that never answers, and promises no second look then', async () => {
    await world.slack.sendCommand({ command: '/connect-changes', text: 'since:1m type:prompt' });
    const event = await takeMessages();
    const silent = await listen(createServer(() => {}));
    const { answer } = await invoke('worker', event, {
      AWS_ENDPOINT_URL_SQS: urlOf(silent),
      JOBS_QUEUE_URL: `${urlOf(silent)}/000000000000/jobs`,
    });
    await close(silent);
    expect(answer).toEqual({ batchItemFailures: [] });
    const [said] = world.slack.messages().slice(-1);
    expect(said && shown(said)).toContain('CloudTrail shows no change');
    expect(said && shown(said)).not.toContain('look again');
  }, 60_000);

  it('the worker gives back to the queue what is no question, and says nothing of it in its log', async () => {
    const { answer, log } = await invoke('worker', {
      Records: [
        { messageId: 'm1', body: '{"responseUrl":"https://hooks.slack.example/secret-part"' },
        // Of this one Node's parser quotes what it can't parse.
        { messageId: 'm2', body: '[secret-part]' },
      ],
    });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }] });
    expect(log).not.toContain('secret-part');
  }, 60_000);

  it('digest posts what was set with slack and worker, when it is due, once', async () => {
    const posted = (): readonly StandInMessage[] =>
      world.slack.messages().filter(({ via, threadTs }) => via === 'chat.postMessage' && threadTs === undefined);
    const none = { posted: 0, silent: 0, paused: 0, left: 0 };
    expect((await invoke('digest', {})).answer).toEqual(none);

    await world.slack.sendCommand({ command: '/connect-digest', text: 'at 00:00 UTC' });
    await invoke('worker', await takeMessages());
    expect(posted()).toMatchObject([{ channel, visibility: 'everyone', author: 'bot', problems: [] }]);
    const digests = digestsOf({
      settings: (sort, schema) => createSettings({ client: world.dynamo.client, tableName: 'settings', sort, schema }),
    });
    const setting = await digests.settings.get(channel);
    if (setting === undefined) throw new Error('The worker kept no digest.');
    // As if it had been set yesterday: today's midnight is past.
    const setAt = new Date(Date.now() - 25 * 3_600_000).toISOString();
    await digests.settings.put(channel, { ...setting, setAt, since: setAt });

    const { arity, answer } = await invoke('digest', { scheduledTime: isoSeconds(new Date()) });
    expect(arity).toBeLessThanOrEqual(2);
    expect(answer).toEqual({ ...none, posted: 1 });
    expect(posted()).toHaveLength(2);
    expect(posted().map(shown).join('')).toContain('Amazon Connect, since');
    expect((await invoke('digest', {})).answer).toEqual(none);
    expect(posted()).toHaveLength(2);
  }, 120_000);

  it('and nothing that any of them logged is a secret, an address or what a record holds', async () => {
    const asked = 'by:ann.secret@example.com queue-test-1';
    await world.slack.sendCommand({ command: '/connect-who-changed', text: asked });
    await invoke('worker', await takeMessages());
    const all = logs.join('\n');
    expect(all).toContain('by:(e-mail address) queue-test-1');
    for (const secret of [signingSecret, botToken, '/response/', 'ann.secret']) expect(all).not.toContain(secret);
    expect(all).not.toMatch(/requestParameters|responseElements|sourceIPAddress|x-slack-signature/i);
    expect(all).not.toMatch(/[\w.+-]+@[\w-]+\.[a-z]{2,}/i);
  }, 60_000);
});

/** A command as Slack sends it, in an event as Lambda hands it on. */
function signedCommand() {
  const body = new URLSearchParams({
    command: '/connect-changes',
    text: '2h',
    user_id: 'U1',
    team_id: 'T1',
    trigger_id: 't',
    response_url: 'https://hooks.slack.example/commands/1',
  }).toString();
  const headers = { 'content-type': FORM, ...signatureHeaders(body, { secret: signingSecret, at: new Date() }) };
  return httpEvent(headers, Buffer.from(body));
}

const isoSeconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
