import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createSettings } from '../../bot/aws/settings-table';
import { FUNCTION_NAMES, type FunctionName } from '../../bot/config';
import { digestsOf } from '../../bot/digests';
import type { StandInMessage } from '../../bot/local/slack/message';
import { signatureHeaders } from '../../bot/local/slack/signed-request';
import { parseJob } from '../../bot/slack/job';
import { allows, isDoneByAws, neededFor, statementsOf } from '../support/iam-policy';
import { httpEvent } from '../support/lambda-process';
import { type LambdaWorld, serve, startLambdaWorld, TABLES } from '../support/lambda-world';
import { close, urlOf } from '../support/local-server';
import { synthesize } from '../support/synthesized-stack';

/** What that day has no occasion for, by action and table, and which test has. */
const SELDOM: Readonly<Partial<Record<FunctionName, readonly RegExp[]>>> = {
  // Asked about types of things of which nobody asked: test/aws/connect-listings.test.ts.
  worker: [/^connect:(Describe|List|Search)/],
  digest: [
    /^connect:(Describe|List|Search)/,
    // Another run holds the claim: test/aws/state-table.test.ts.
    /^dynamodb:GetItem on .*-state$/,
  ],
  'catch-up': [/^dynamodb:GetItem on .*-state$/],
};

const FORM = 'application/x-www-form-urlencoded';
const channel = 'C0OPS000001';

let world: LambdaWorld;
beforeAll(async () => {
  world = await startLambdaWorld();
}, 60_000);
afterAll(() => world.stop());

const shown = (message: StandInMessage): string => JSON.stringify(message.blocks);

describe('the functions as they are built, in the order of a day', () => {
  it('sync fills the directory with the names of everyone and everything', async () => {
    const { arity, answer } = await world.invoke('sync', {});
    expect(arity).toBeLessThanOrEqual(2);
    expect(answer.failed).toBe(0);
    expect(answer.listed).toBeGreaterThan(10);
    const { Items = [] } = await world.dynamo.client.send(new ScanCommand({ TableName: TABLES.directory }));
    expect(JSON.stringify(Items)).toContain('queue-test-1');
  }, 60_000);

  it('catch-up reads CloudTrail into the index until its time is nearly up, and says what it did', async () => {
    world.account.addEvent(made('caught-up-with', new Date(Date.now() - 3_600_000)));
    const { arity, answer, log } = await world.invoke('catch-up', { kind: 'tick' });
    expect(arity).toBeLessThanOrEqual(2);
    expect(answer).toEqual({ read: 2, failed: 0 });
    expect(log).toContain('caught up');
    expect(log).toMatch(/"NewestEventAge":\d+/);
    const { Items = [] } = await world.dynamo.client.send(new ScanCommand({ TableName: TABLES.index }));
    const partitions = new Set(Items.map(({ pk }) => String(pk).replace(/#.*/, '')));
    for (const partition of ['event', 'own', 'day', 'by', 'proof']) expect(partitions).toContain(partition);
    // What changed within the last day is announced, for whoever watches it.
    const jobs = (await world.takeMessages()).Records.map(({ body }) => parseJob(body));
    expect(jobs).toMatchObject([{ kind: 'arrived' }]);
  }, 60_000);

  it('ingest takes what EventBridge delivers, and gives back what it can’t tell alone', async () => {
    const detail = made('delivered-by-eventbridge', new Date());
    const envelope = { 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.connect', detail };
    const bodies = [
      JSON.stringify(envelope),
      'no JSON',
      JSON.stringify({ ...envelope, detail: { ...detail, eventTime: 'soon' } }),
    ];
    const { arity, answer, log } = await world.invoke('ingest', {
      Records: bodies.map((body, at) => ({ messageId: `m${at}`, body })),
    });
    expect(arity).toBeLessThanOrEqual(2);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }] });
    expect(log).toContain('its eventTime is not a time');
    expect(log).toMatch(/"IngestionLag":\d+/);
    const { Items = [] } = await world.dynamo.client.send(new ScanCommand({ TableName: TABLES.index }));
    const held = Items.filter(({ sk }) => String(sk).endsWith('#delivered-by-eventbridge')).map(({ pk }) => pk);
    expect(held).toContain('event#delivered-by-eventbridge');
    expect(held.length).toBeGreaterThan(3);
    expect(Items.find(({ sk, delivered }) => sk === 'state' && delivered === detail.eventTime)).toBeDefined();
    const announced = await world.takeMessages();
    expect(announced.Records.map(({ body }) => parseJob(body))).toMatchObject([
      { kind: 'arrived', eventIds: ['delivered-by-eventbridge'] },
    ]);
    // Nobody watches anything yet.
    expect((await world.invoke('worker', announced)).answer).toEqual({ batchItemFailures: [] });
  }, 60_000);

  it('slack takes a signed question and hands it on; the worker answers it with the name of who did it', async () => {
    const asked = await world.slack.sendCommand({ command: '/connect-who-changed', text: 'queue-test-1' });
    expect(asked).toMatchObject({ status: 200, body: '' });
    const event = await world.takeMessages();
    expect(event.Records.map(({ body }) => parseJob(body))).toMatchObject([{ text: 'queue-test-1' }]);

    const { arity, answer, log } = await world.invoke('worker', event);
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
    expect((await world.invoke('worker', event)).answer).toEqual({ batchItemFailures: [] });
    expect(world.slack.messages()).toHaveLength(before);
  }, 120_000);

  it('the worker answers a job that is delivered twice at once only once, and calls neither delivery an error', async () => {
    await world.slack.sendCommand({ command: '/connect-who-changed', text: 'queue-test-1 since:30d' });
    const [record] = (await world.takeMessages()).Records;
    if (record === undefined) throw new Error('Nothing was handed on.');
    const twice = { Records: ['m1', 'm2'].map((messageId) => ({ ...record, messageId })) };
    const { answer, log } = await world.invoke('worker', twice);
    expect((answer as { batchItemFailures: unknown[] }).batchItemFailures).toHaveLength(1);
    expect(log.match(/"question answered"/g)).toHaveLength(1);
    expect(log).toContain('"level":"info","message":"a job is worked on elsewhere"');
    expect(log).not.toContain('"level":"error"');
  }, 60_000);

  it('slack answers help itself, and refuses what is not signed', async () => {
    const { status, messageId } = await world.slack.sendCommand({ command: '/connect-changes', text: 'help' });
    expect({ status, helped: messageId !== undefined }).toEqual({ status: 200, helped: true });
    const headers = { 'content-type': FORM };
    const { arity, answer } = await world.invoke(
      'slack',
      httpEvent(headers, Buffer.from('command=%2Fconnect-changes&text=2h')),
    );
    expect(arity).toBeLessThanOrEqual(2);
    expect(answer).toMatchObject({ statusCode: 401 });
    expect((await world.takeMessages()).Records).toEqual([]);
  }, 60_000);

  it.each<[string, unknown]>([
    ['a REST API, payload format 1.0', { version: '1.0', httpMethod: 'POST', headers: {}, body: '' }],
    ['a load balancer', { requestContext: { elb: {} }, httpMethod: 'POST', headers: {}, body: '' }],
    ['a queue', { Records: [{ messageId: 'm1', body: '{}' }] }],
    ['EventBridge', { 'detail-type': 'AWS API Call via CloudTrail', detail: {} }],
    ['Scheduler', { scheduledTime: '2026-11-21T00:00:00Z' }],
    ['nobody', null],
  ])('slack gives 400 to an event of %s, and fails at none', async (_sender, event) => {
    expect((await world.invoke('slack', event)).answer).toMatchObject({ statusCode: 400 });
  });

  it('slack asks nothing of Slack to take a question of whom another process asked for minutes ago', async () => {
    let calls = 0;
    const web = await serve(() => String(++calls));
    const { answer } = await world.invoke('slack', signedCommand(), { SLACK_API_URL: `${urlOf(web)}/` });
    await close(web);
    expect({ answer, calls }).toMatchObject({ answer: { statusCode: 200, body: '' }, calls: 0 });
    expect((await world.takeMessages()).Records).toHaveLength(1);
  });

  it('slack does not wait for a queue that never answers: Slack would only say that it timed out', async () => {
    const silent = await serve();
    const { answer } = await world.invoke('slack', signedCommand(), {
      AWS_ENDPOINT_URL_SQS: urlOf(silent),
      JOBS_QUEUE_URL: `${urlOf(silent)}/000000000000/jobs`,
    });
    await close(silent);
    expect(answer).toMatchObject({ statusCode: 200 });
    expect(answer.body).toContain('could not be handed on');
  }, 20_000);

  it('slack offers the names of things while somebody types', async () => {
    const { slack } = world;
    await slack.chooseGlobalShortcut({ callbackId: 'ask-in-modal' });
    const [form] = slack.modals();
    const typed = { viewId: String(form?.id), blockId: 'thing', actionId: 'thing', value: 'queue-t' };
    const { options, problems } = await slack.suggest(typed);
    expect({ problems, offered: options.map(({ text }) => text) }).toEqual({
      problems: [],
      offered: expect.arrayContaining([expect.stringMatching(/^queue-test-1 · queue/)]),
    });
    await slack.closeView(typed.viewId);
  }, 30_000);

  it('the worker does not keep an answer back for a queue that never answers, and promises no second look then', async () => {
    await world.slack.sendCommand({ command: '/connect-changes', text: 'since:1m type:prompt' });
    const event = await world.takeMessages();
    const silent = await serve();
    const { answer } = await world.invoke('worker', event, {
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
    const { answer, log } = await world.invoke('worker', {
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
    expect((await world.invoke('digest', {})).answer).toEqual(none);

    await ageIndex();
    await world.slack.sendCommand({ command: '/connect-digest', text: 'at 00:00 UTC' });
    await world.invoke('worker', await world.takeMessages());
    expect(posted()).toMatchObject([{ channel, visibility: 'everyone', author: 'bot', problems: [] }]);
    const digests = digestsOf({
      settings: (sort, schema) =>
        createSettings({ client: world.dynamo.client, tableName: TABLES.settings, sort, schema }),
    });
    const setting = await digests.settings.get(channel);
    if (setting === undefined) throw new Error('The worker kept no digest.');
    // As if it had been set yesterday: today's midnight is past.
    const setAt = new Date(Date.now() - 25 * 3_600_000).toISOString();
    await digests.settings.put(channel, { ...setting, setAt, since: setAt });

    const { arity, answer } = await world.invoke('digest', { scheduledTime: isoSeconds(new Date()) });
    expect(arity).toBeLessThanOrEqual(2);
    expect(answer).toEqual({ ...none, posted: 1 });
    expect(posted()).toHaveLength(2);
    expect(posted().map(shown).join('')).toContain('Amazon Connect, since');
    expect((await world.invoke('digest', {})).answer).toEqual(none);
    expect(posted()).toHaveLength(2);
  }, 120_000);

  it('the worker shows details, sends files, makes the Home tab, and sets, tells and ends a watch', async () => {
    const { slack } = world;
    const work = async (): Promise<void> => {
      const { answer } = await world.invoke('worker', await world.takeMessages());
      expect(answer).toEqual({ batchItemFailures: [] });
    };
    await slack.sendCommand({ command: '/connect-watch', text: 'queue-test-1' });
    await work();

    // All at once, by one process, as SQS may hand them over.
    const answered = slack.messages().findLast((message) => shown(message).includes('"action_id":"details"'));
    if (answered === undefined) throw new Error('No answer offers its details.');
    for (const actionId of ['details', 'export']) {
      const { blockId } = placeOf(answered, actionId);
      await slack.press({ messageId: answered.id, blockId, actionId });
    }
    await slack.openHome();
    const detail = made('watched', new Date());
    const envelope = { 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.connect', detail };
    await world.invoke('ingest', { Records: [{ messageId: 'm0', body: JSON.stringify(envelope) }] });
    await work();
    expect(slack.modals().map(({ view }) => JSON.stringify(view))).toEqual([expect.stringContaining('CreateQueue')]);
    expect(slack.homes()).toHaveLength(1);

    await slack.sendCommand({ command: '/connect-watch', text: 'stop 1' });
    await slack.sendCommand({ command: '/connect-digest', text: 'off' });
    await work();
  }, 120_000);

  describe.each(FUNCTION_NAMES)('what %s called that day', (name) => {
    let role: ReturnType<typeof statementsOf>;
    let needed: Awaited<ReturnType<typeof neededFor>>;
    beforeAll(async () => {
      role = statementsOf(synthesize(world.settings), `${world.settings.name}-${name}`);
      needed = (await Promise.all(world.callsOf(name).map(neededFor))).flat();
    });

    it('was allowed by its role', () => {
      expect(needed.length).toBeGreaterThan(0);
      expect(needed.filter(({ action, resource }) => !allows(role, action, resource))).toEqual([]);
    });

    it('was all that its role allows, but for what is seldom called', () => {
      const wasNeeded = (action: string, resources: readonly string[]): boolean =>
        needed.some((call) => allows([{ actions: [action], resources }], call.action, call.resource));
      const unused = role.flatMap(({ actions, resources }) =>
        actions
          .filter((action) => !isDoneByAws(action, name) && !wasNeeded(action, resources))
          .map((action) => `${action} on ${resources.join(', ')}`),
      );
      expect(unused.filter((one) => !SELDOM[name]?.some((seldom) => seldom.test(one)))).toEqual([]);
    });
  });

  it('and nothing that any of them logged is a secret, an address or what a record holds', async () => {
    const asked = 'by:ann.secret@example.com queue-test-1';
    await world.slack.sendCommand({ command: '/connect-who-changed', text: asked });
    await world.invoke('worker', await world.takeMessages());
    const all = world.logs.join('\n');
    expect(all).toContain('by:(e-mail address) queue-test-1');
    const { signingSecret, botToken } = world.secrets;
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
    user_id: 'U0SOFIA0001',
    team_id: 'T0SAMPLE001',
    trigger_id: 't',
    response_url: 'https://hooks.slack.example/commands/1',
  }).toString();
  const headers = {
    'content-type': FORM,
    ...signatureHeaders(body, { secret: world.secrets.signingSecret, at: new Date() }),
  };
  return httpEvent(headers, Buffer.from(body));
}

/** That a queue was made then, as CloudTrail tells it. */
function made(eventID: string, at: Date) {
  const record = world.account.events.find(({ eventName }) => eventName === 'CreateQueue');
  if (record === undefined) throw new Error('Nobody made a queue in the sample account.');
  return { ...record, eventID, eventTime: isoSeconds(at) };
}

/** As if a program of an older version had filed all changes. */
async function ageIndex(): Promise<void> {
  const { client } = world.dynamo;
  const { Items = [] } = await client.send(new ScanCommand({ TableName: TABLES.index }));
  for (const item of Items.filter(({ change }) => change !== undefined))
    await client.send(new PutCommand({ TableName: TABLES.index, Item: { ...item, v: 0 } }));
}

const isoSeconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** Where the element with that action stands in a message. */
function placeOf({ blocks }: StandInMessage, actionId: string): { readonly blockId: string } {
  const block = blocks.find((one) => JSON.stringify(one).includes(`"action_id":"${actionId}"`));
  return { blockId: String(block?.block_id) };
}
