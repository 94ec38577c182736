import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExpressReceiver, LogLevel } from '@slack/bolt';
import express from 'express';
import type { Answer } from '../../bot/answer/answer';
import { messageOfAnswer } from '../../bot/answer/answer-message';
import { helpMessage } from '../../bot/answer/help';
import type { Message } from '../../bot/answer/message';
import { answerJob, type JobDeps } from '../../bot/answer-job';
import { answerQuestion } from '../../bot/answer-question';
import { directoryOf } from '../../bot/directory/directory';
import type { DirectoryFact } from '../../bot/directory/facts';
import type { StandInMessage } from '../../bot/local/slack/message';
import { signatureHeaders } from '../../bot/local/slack/signed-request';
import { createSlackStandIn } from '../../bot/local/slack/slack-stand-in';
import { type Log, silentLog } from '../../bot/log';
import { parseQuery } from '../../bot/query/parse-query';
import { createApp } from '../../bot/slack/app';
import type { Askers } from '../../bot/slack/asker';
import { COMMANDS, type CommandKind } from '../../bot/slack/commands';
import type { Question } from '../../bot/slack/job';
import { slackLimitErrors } from '../../bot/slack/limits';
import { messageBlocks } from '../../bot/slack/message-blocks';
import { replyTo } from '../../bot/slack/reply';
import { slackUsers } from '../../bot/slack/slack-users';
import { createWebClient, webClientOptions } from '../../bot/slack/web-client';
import { answersRequest } from '../../bot/sources/change-source';
import { answer, answered, change, coverage, INSTANCE, query, ref } from '../support/build-answer';
import { handledBy } from '../support/handled';
import { close, listen, urlOf } from '../support/local-server';

const signingSecret = 'test-signing-secret';
const botToken = 'xoxb-test';
const now = () => new Date();
const mayDirect = async () => true;

type Logged = readonly [level: string, message: string, facts: Readonly<Record<string, unknown>>];

const running: { readonly stop: () => Promise<void> }[] = [];

/** The real app behind signed HTTP, a stand-in for Slack, and the jobs that were handed on; `refuse` makes the queue fail. */
const start = async ({ refuse, askers }: { refuse?: Error; askers?: Askers } = {}) => {
  const web = express();
  const server = createServer(web);
  await listen(server);
  const url = urlOf(server);
  const eventsUrl = `${url}/slack/events`;
  const slack = createSlackStandIn({
    signingSecret,
    botToken,
    eventsUrl: () => eventsUrl,
    baseUrl: () => url,
    limits: slackLimitErrors,
    zone: 'Europe/Berlin',
  });
  web.use(slack.router);
  const slackApiUrl = `${url}/slack-api/`;
  const jobs: Question[] = [];
  const logged: Logged[] = [];
  const log: Log = (level, message, facts = {}) => void logged.push([level, message, facts]);
  const work: { handle?: (job: Question) => Promise<void> } = {};
  const app = createApp({
    receiver: new ExpressReceiver({ signingSecret, app: web, logLevel: LogLevel.ERROR }),
    botToken,
    enqueue: async (job) => {
      if (refuse !== undefined) throw refuse;
      if (job.kind !== 'question') throw new Error('Only questions are asked here.');
      jobs.push(job);
      void work.handle?.(job);
    },
    clientOptions: webClientOptions(silentLog, slackApiUrl),
    ...(askers && { askers }),
    now,
    log,
  });
  const stop = async (): Promise<void> => {
    slack.close();
    await close(server);
  };
  const client = createWebClient(botToken, silentLog, slackApiUrl);
  const started = { handled: handledBy(app), slack, url, eventsUrl, jobs, logged, work, client, stop };
  running.push(started);
  return started;
};

type Started = Awaited<ReturnType<typeof start>>;
afterEach(async () => {
  for (const { stop } of running.splice(0)) await stop();
});

const shown = ({ blocks }: StandInMessage): string => JSON.stringify(blocks);

describe('what can be said at once', () => {
  it.each(COMMANDS.flatMap(({ command }) => ['help', '?', '--help'].map((text) => [command, text] as const)))(
    '%s %s is answered with examples in the acknowledgement, to the asker alone',
    async (command, text) => {
      const { slack, jobs } = await start();
      const { error } = await slack.sendCommand({ command, text });
      expect({ error, jobs }).toEqual({ error: undefined, jobs: [] });
      const [message, ...others] = slack.messages();
      expect(others).toEqual([]);
      expect(message).toMatchObject({ via: 'ack', visibility: 'only you', author: 'bot' });
      expect(message && shown(message)).toContain(`${command} `);
    },
  );

  it('a command without a question is help for the one that needs a name, and a question for the other', async () => {
    const { slack, jobs } = await start();
    await slack.sendCommand({ command: '/connect-who-changed', text: ' ' });
    await slack.sendCommand({ command: '/connect-changes', text: '' });
    expect(slack.messages().map(({ via }) => via)).toEqual(['ack']);
    expect(jobs).toMatchObject([{ command: 'changes', text: '' }]);
  });

  it('a mistake is told with what to type instead, and its button asks that', async () => {
    const { slack, jobs } = await start();
    await slack.sendCommand({ command: '/connect-who-changed', text: 'Billing sicne:7d' });
    const [message] = slack.messages();
    expect(message).toMatchObject({ via: 'ack', visibility: 'only you' });
    expect(message && shown(message)).toContain('since:7d');
    await press(slack, message, 0);
    expect(jobs).toMatchObject([{ command: 'who-changed', text: 'Billing since:7d' }]);
  });

  it.each(['since:<!channel>', 'type:*bold*', 'sicne:7d "<https://evil.example|x>"', 'since:&amp;'])(
    'a hostile mistake is one that Slack takes: %s',
    async (text) => {
      const { slack, jobs } = await start();
      await slack.sendCommand({ command: '/connect-who-changed', text });
      expect(jobs).toEqual([]);
      expect(slack.messages()).toMatchObject([{ via: 'ack', author: 'bot', problems: [] }]);
    },
  );
});

describe('who may ask', () => {
  const [OPS, RANDOM] = ['C0OPS000001', 'C0RANDOM002'];
  const [NIKKI, MATEO] = ['U0NIKKI0004', 'U0MATEO0002'];
  const ask = (slack: Started['slack'], userId: string, channelId: string, text = 'Billing') =>
    slack.sendCommand({ command: '/connect-who-changed', text, userId, channelId });

  it.each<[string, Askers | undefined, string, string, boolean]>([
    ['is everybody where nothing is said', undefined, MATEO, RANDOM, true],
    ['is whoever is in a listed channel', { channels: [OPS] }, MATEO, OPS, true],
    ['is nobody in another one', { channels: [OPS] }, MATEO, RANDOM, false],
    ['is a listed user anywhere', { users: [MATEO] }, MATEO, RANDOM, true],
    ['is a listed user where channels are listed too', { channels: [OPS], users: [MATEO] }, MATEO, RANDOM, true],
    ['is no other user', { users: [NIKKI] }, MATEO, OPS, false],
    ['is nobody where a list is empty', { channels: [] }, MATEO, OPS, false],
  ])('%s', async (_what, askers, user, channel, expected) => {
    const { slack, jobs, logged } = await start(askers === undefined ? {} : { askers });
    await ask(slack, user, channel);
    expect(jobs.length).toBe(expected ? 1 : 0);
    const refusals = slack.messages();
    expect(refusals.map(({ via, visibility, problems }) => ({ via, visibility, problems }))).toEqual(
      expected ? [] : [{ via: 'ack', visibility: 'only you', problems: [] }],
    );
    for (const refusal of refusals) {
      expect(shown(refusal)).toContain(channel);
      expect(shown(refusal)).toContain(user);
      expect(logged).toContainEqual(['info', 'somebody may not ask', { asker: user, channel, because: 'unlisted' }]);
    }
  });

  it('is asked again at every click, and help is for everybody', async () => {
    const { slack, jobs } = await start({ askers: { users: [NIKKI] } });
    await ask(slack, NIKKI, OPS, 'Billing sicne:7d');
    const [mistake] = slack.messages();
    await press(slack, mistake, 0, NIKKI);
    expect(jobs).toHaveLength(1);
    await press(slack, mistake, 0, MATEO);
    expect(jobs).toHaveLength(1);
    const refusal = await slack.nextMessage(({ via }) => via === 'response_url');
    expect(refusal).toMatchObject({ visibility: 'only you', user: MATEO });
    await ask(slack, MATEO, RANDOM, 'help');
    expect(shown(slack.messages().at(-1) as StandInMessage)).toContain('/connect-who-changed');
    expect(slack.messages().at(-1)).toMatchObject({ via: 'ack' });
  });
});

describe('a question', () => {
  it('is handed on with all that the worker needs, and acknowledged silently', async () => {
    const { slack, jobs, url } = await start();
    const { status, body, error } = await slack.sendCommand({
      command: '/connect-who-changed',
      text: 'Billing & Co since:7d',
      userId: 'U0MATEO0002',
    });
    expect({ status, body, error }).toEqual({ status: 200, body: '', error: undefined });
    expect(slack.messages()).toEqual([]);
    expect(jobs).toEqual([
      {
        version: 1,
        kind: 'question',
        id: expect.stringMatching(/^[0-9a-f]{16}$/),
        command: 'who-changed',
        text: 'Billing &amp; Co since:7d',
        userId: 'U0MATEO0002',
        from: { channel: 'C0OPS000001' },
        responseUrl: expect.stringContaining(`${url}/response/`),
        askedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      },
    ]);
  });

  it('that makes sense where the asker is goes to the worker, whatever time it is elsewhere', async () => {
    const { slack, jobs } = await start();
    const at = (hours: number) => `${String((now().getUTCHours() + hours + 24) % 24).padStart(2, '0')}:30`;
    // A night that has passed in one zone has not begun, or has not ended, in others.
    const night = `since:${at(-3)} until:${at(-5)}`;
    await slack.sendCommand({ command: '/connect-changes', text: night });
    expect(jobs).toMatchObject([{ text: night }]);
  });

  it('asked twice is two questions', async () => {
    const { slack, jobs } = await start();
    await slack.sendCommand({ command: '/connect-who-changed', text: 'Billing' });
    await slack.sendCommand({ command: '/connect-who-changed', text: 'Billing' });
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(2);
  });

  it('is acknowledged before its worker is done, and answered by the worker afterwards', async () => {
    const started = await start();
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    started.work.handle = (job) => workOn(job, started, () => held);
    const { error } = await started.slack.sendCommand({ command: '/connect-who-changed', text: 'Billing' });
    expect(error).toBeUndefined();
    expect(started.slack.messages()).toEqual([]);
    release();
    const message = await started.slack.nextMessage();
    expect(message).toMatchObject({ via: 'response_url', visibility: 'only you', author: 'bot' });
    expect(shown(message)).toContain('mateo');
  });

  it('that takes ten seconds is acknowledged inside three, then a line says that it is worked on, then comes the answer', async () => {
    const started = await start();
    started.work.handle = (job) => workOn(job, started, () => sleep(10_000));
    // The stand-in gives up after Slack's three seconds.
    const { status, error } = await started.slack.sendCommand({ command: '/connect-who-changed', text: 'Billing' });
    expect({ status, error }).toEqual({ status: 200, error: undefined });
    expect(shown(await started.slack.nextMessage(undefined, 9_000))).toContain('The answer follows here');
    expect(shown(await started.slack.nextMessage(undefined, 15_000))).toContain('mateo');
    expect(started.slack.messages()).toHaveLength(2);
  }, 30_000);

  it('that the queue refuses is told to the asker, with a reference that is in the log', async () => {
    const { slack, logged } = await start({ refuse: new Error('The queue is away.') });
    await slack.sendCommand({ command: '/connect-who-changed', text: 'Billing' });
    const [message] = slack.messages();
    expect(message).toMatchObject({ via: 'ack', visibility: 'only you', author: 'bot' });
    expectReference(message, logged);
  });
});

describe('a press of a button asks its question', () => {
  const thing = ref({ id: '12345678-aaaa-4bbb-8ccc-dddddddddddd' });
  const wider = answer({ query: query({ text: 'Billing since:2h', window: { from: '2026-11-20T07:00:00Z' } }) });
  it.each<[string, Answer, Pick<Question, 'command' | 'text'>]>([
    [
      'of a choice',
      answer({ outcome: 'ambiguous', choices: [{ ref: thing, name: 'Billing' }] }),
      { command: 'who-changed', text: `${thing.id} type:queue` },
    ],
    [
      'of a suggestion',
      answer({ outcome: 'unknown', suggestions: ['Billing "ES" <&>'] }),
      { command: 'who-changed', text: expect.stringContaining('Billing "ES"') },
    ],
    ['to look wider', wider, { command: 'who-changed', text: 'Billing' }],
  ])('%s', async (_which, of, asks) => {
    const { slack, jobs, client } = await start();
    const message = messageOfAnswer(of, { now: now(), command: '/connect-who-changed', most: 6 });
    const { ts } = await client.chat.postMessage({ channel: 'C0OPS000001', ...messageBlocks(message, now()) });
    const posted = slack.messages().find((one) => one.ts === ts);
    const { status, error } = await press(slack, posted, 0);
    expect({ status, error }).toEqual({ status: 200, error: undefined });
    expect(jobs).toEqual([
      {
        ...asks,
        from: { channel: 'C0OPS000001' },
        version: 1,
        kind: 'question',
        id: expect.any(String),
        userId: 'U0SOFIA0001',
        responseUrl: expect.stringContaining('/response/'),
        askedAt: expect.any(String),
      },
    ]);
  });

  it('of the other command too', async () => {
    const { slack, jobs, client } = await start();
    const of = answer({ changes: [answered()], query: query({ text: '2h', subject: { kind: 'everything' } }) });
    const message = messageOfAnswer(of, { now: now(), command: '/connect-changes', most: 6 });
    await client.chat.postMessage({ channel: 'C0OPS000001', ...messageBlocks(message, now()) });
    await press(slack, slack.messages()[0], 0);
    expect(jobs).toMatchObject([{ command: 'changes' satisfies CommandKind, text: 'since:15m' }]);
  });

  it('and says so where the queue refuses it, with a reference that is in the log', async () => {
    const { slack, client, logged } = await start({ refuse: new Error('The queue is away.') });
    const message = messageOfAnswer(wider, { now: now(), command: '/connect-who-changed', most: 6 });
    await client.chat.postMessage({ channel: 'C0OPS000001', ...messageBlocks(message, now()) });
    const [posted] = slack.messages();
    const { status, error } = await press(slack, posted, 0);
    expect({ status, error }).toEqual({ status: 200, error: undefined });
    const told = await slack.nextMessage((one) => one.via === 'response_url');
    expect(told).toMatchObject({ visibility: 'only you', author: 'bot' });
    expectReference(told, logged);
    expect(slack.messages()[0]).toEqual(posted);
  });
});

describe('the shortcut on a message', () => {
  it('asks what changed around the time of the message, for whoever chose it alone', async () => {
    const { slack, jobs, client } = await start();
    const { id, ts } = slack.postAs('Alerts', 'Queue Billing: 37 calls abandoned');
    const { status, error } = await slack.useShortcut({
      callbackId: 'changed-around',
      messageId: id,
      userId: 'U0MATEO0002',
    });
    expect({ status, error }).toEqual({ status: 200, error: undefined });
    const second = `${new Date(Math.floor(Number(ts)) * 1000).toISOString().slice(0, 19)}Z`;
    expect(jobs).toMatchObject([{ command: 'changes', text: `around:${second}`, userId: 'U0MATEO0002' }]);
    const parsed = parseQuery(jobs[0]?.text ?? '', { now: now(), zone: 'Asia/Tokyo', command: 'changes' });
    const moment = Date.parse(second);
    expect(parsed).toMatchObject({
      kind: 'query',
      query: {
        subject: { kind: 'everything' },
        window: { from: isoSecond(moment - 3_600_000), to: isoSecond(moment + 600_000) },
      },
    });
    await replyTo(jobs[0] as Question, helpMessage('/connect-changes', 'changes'), {
      client,
      now,
      log: silentLog,
      mayDirect,
    });
    expect(slack.messages().at(-1)).toMatchObject({ visibility: 'only you', user: 'U0MATEO0002', problems: [] });
  });

  it('is refused to whoever may not ask, and told where the question can’t be handed on', async () => {
    const refusing = await start({ askers: { users: ['U0NIKKI0004'] } });
    const alert = refusing.slack.postAs('Alerts', 'x');
    await refusing.slack.useShortcut({ callbackId: 'changed-around', messageId: alert.id });
    expect(await refusing.slack.nextMessage(({ author }) => author === 'bot')).toMatchObject({
      visibility: 'only you',
    });
    expect(refusing.jobs).toEqual([]);

    const failing = await start({ refuse: new Error('the queue is gone') });
    const other = failing.slack.postAs('Alerts', 'x');
    await failing.slack.useShortcut({ callbackId: 'changed-around', messageId: other.id });
    expectReference(await failing.slack.nextMessage(({ author }) => author === 'bot'), failing.logged);
  });
});

describe('a mention of the bot', () => {
  it('asks in the thread that it stands in, and is answered there for everybody', async () => {
    const { slack, jobs, client, handled } = await start();
    const alert = slack.postAs('Alerts', 'Queue Billing: 37 calls abandoned');
    const { status } = await slack.mention({
      text: '@connect-who-changed queue Billing & Co by:@mateo since:2h',
      userId: 'U0NIKKI0004',
      threadTs: alert.ts,
    });
    expect(status).toBe(200);
    await handled();
    expect(jobs).toMatchObject([
      {
        command: 'who-changed',
        text: 'queue Billing &amp; Co by:<@U0MATEO0002> since:2h',
        userId: 'U0NIKKI0004',
        everybody: { channel: 'C0OPS000001', thread: alert.ts },
      },
    ]);
    expect(jobs[0]).not.toHaveProperty('responseUrl');
    await replyTo(jobs[0] as Question, helpMessage('/connect-who-changed', 'who-changed'), {
      client,
      now,
      log: silentLog,
      mayDirect,
    });
    expect(slack.messages().at(-1)).toMatchObject({ visibility: 'everyone', threadTs: alert.ts, problems: [] });
  });

  it('outside of a thread begins one on itself, and asks about everything by one word', async () => {
    const { slack, jobs, handled } = await start();
    await slack.mention({ text: '@connect-who-changed changes 4h' });
    await handled();
    const [written] = slack.messages();
    expect(jobs).toMatchObject([
      { command: 'changes', text: '4h', everybody: { channel: 'C0OPS000001', thread: written?.ts } },
    ]);
  });

  it('where the bot is not is not told to it, and Slack says so', async () => {
    const { slack, jobs } = await start();
    expect(await slack.mention({ text: '@connect-who-changed Billing', channelId: 'C0RANDOM002' })).toMatchObject({
      error: 'not_in_channel',
    });
    expect(slack.messages().map(({ author }) => author)).toEqual(['you', 'slack']);
    expect(jobs).toEqual([]);
  });

  it('that Slack sends again is the same question', async () => {
    const { jobs, eventsUrl, handled } = await start();
    const event = {
      type: 'app_mention',
      user: 'U0MATEO0002',
      text: '<@U0BOT> Billing',
      ts: '1795162174.000100',
      channel: 'C1',
    };
    const body = JSON.stringify({
      type: 'event_callback',
      team_id: 'T0SAMPLE001',
      api_app_id: 'A1',
      event_id: 'Ev1',
      event,
    });
    for (const retry of [{}, { 'x-slack-retry-num': '1' }]) {
      const headers = {
        'content-type': 'application/json',
        ...retry,
        ...signatureHeaders(body, { secret: signingSecret, at: now() }),
      };
      expect((await fetch(eventsUrl, { method: 'POST', headers, body })).status).toBe(200);
    }
    await handled();
    expect(jobs).toHaveLength(2);
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(1);
  });

  it('by another bot is no question', async () => {
    const { jobs, eventsUrl, handled } = await start();
    const event = {
      type: 'app_mention',
      user: 'U0MATEO0002',
      bot_id: 'B1',
      text: '<@U0BOT> Billing',
      ts: '1.1',
      channel: 'C1',
    };
    const body = JSON.stringify({
      type: 'event_callback',
      team_id: 'T0SAMPLE001',
      api_app_id: 'A1',
      event_id: 'Ev2',
      event,
    });
    const headers = {
      'content-type': 'application/json',
      ...signatureHeaders(body, { secret: signingSecret, at: now() }),
    };
    expect((await fetch(eventsUrl, { method: 'POST', headers, body })).status).toBe(200);
    await handled();
    expect(jobs).toEqual([]);
  });

  it('by whoever may not ask is refused to them alone', async () => {
    const { slack, jobs } = await start({ askers: { channels: ['C0RANDOM002'] } });
    await slack.mention({ text: '@connect-who-changed Billing', userId: 'U0MATEO0002' });
    expect(await slack.nextMessage(({ author }) => author === 'bot')).toMatchObject({
      via: 'chat.postEphemeral',
      visibility: 'only you',
      user: 'U0MATEO0002',
    });
    expect(jobs).toEqual([]);
  });
});

describe('sharing an answer', () => {
  const share = { ask: '/connect-changes since:2h &amp; type:queue', askedAt: '2026-11-20T09:00:00.000Z' };
  const told: Message = { lines: [{ role: 'fact', pieces: [{ words: 'Ann did it.' }] }], buttons: [] };

  /** An answer that the asker alone sees, with a button that shares it. */
  const answerWith = async ({ slack, jobs, client }: Started, given: object = share) => {
    await slack.sendCommand({ command: '/connect-who-changed', text: 'Billing', userId: 'U0NIKKI0004' });
    await replyTo(
      jobs.splice(0)[0] as Question,
      { ...told, share: given as typeof share },
      { client, now, log: silentLog, mayDirect },
    );
    const message = slack.messages().at(-1);
    const [actions] = (message?.blocks ?? []).flatMap((block) => (block.type === 'actions' ? [block] : []));
    if (message === undefined || actions?.block_id === undefined) throw new Error('There is no button.');
    const ids = { messageId: message.id, blockId: actions.block_id, actionId: 'share', userId: 'U0NIKKI0004' };
    return { message, click: () => slack.press(ids) };
  };

  it('asks the same question of the same moment again, for everybody in the channel; a second click does nothing', async () => {
    const started = await start();
    const { message, click } = await answerWith(started);
    expect(shown(message)).toContain('Share here');
    await click();
    await click();
    const [job, again] = started.jobs;
    expect(job).toMatchObject({
      command: 'changes',
      text: 'since:2h &amp; type:queue',
      askedAt: share.askedAt,
      userId: 'U0NIKKI0004',
      shared: true,
      everybody: { channel: 'C0OPS000001' },
    });
    expect(again?.id).toBe(job?.id);
    await replyTo(job as Question, told, { client: started.client, now, log: silentLog, mayDirect });
    expect(started.slack.messages().at(-1)).toMatchObject({ visibility: 'everyone', problems: [] });
  });

  it('goes into the thread of the alert that was asked about', async () => {
    const started = await start();
    const alert = started.slack.postAs('Alerts', 'x');
    const { message, click } = await answerWith(started, { ...share, thread: alert.ts });
    expect(shown(message)).toContain('Share in its thread');
    await click();
    await replyTo(started.jobs[0] as Question, told, { client: started.client, now, log: silentLog, mayDirect });
    expect(started.slack.messages().at(-1)).toMatchObject({ visibility: 'everyone', threadTs: alert.ts });
  });

  it('where the bot may not post is told to the asker, with what to do', async () => {
    const started = await start();
    const { click } = await answerWith(started);
    await click();
    const job = { ...(started.jobs[0] as Question), everybody: { channel: 'C0RANDOM002' } };
    expect(await replyTo(job, told, { client: started.client, now, log: silentLog, mayDirect })).toBe(false);
    const last = started.slack.messages().at(-1);
    expect(last).toMatchObject({ visibility: 'only you', user: 'U0NIKKI0004' });
    expect(last && shown(last)).toContain('/invite @connect-who-changed');
  });

  it('by a button of another version answers kindly', async () => {
    const started = await start();
    const { click } = await answerWith(started, { ask: 'Billing', askedAt: 'yesterday' });
    await click();
    const told = await started.slack.nextMessage(
      ({ via, text }) => via === 'response_url' && text.includes('older version'),
    );
    expect(told).toMatchObject({ visibility: 'only you', problems: [] });
    expect(started.jobs).toEqual([]);
  });

  it('is refused to whoever may not ask any more', async () => {
    const started = await start({ askers: { users: ['U0NIKKI0004'] } });
    const { message } = await answerWith(started);
    const [actions] = message.blocks.flatMap((block) => (block.type === 'actions' ? [block] : []));
    const ids = { messageId: message.id, blockId: actions?.block_id ?? '', actionId: 'share', userId: 'U0MATEO0002' };
    await started.slack.press(ids);
    expect(
      await started.slack.nextMessage(({ user, author }) => author === 'bot' && user === 'U0MATEO0002'),
    ).toBeDefined();
    expect(started.jobs).toEqual([]);
  });
});

const isoSecond = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

describe('a request that Slack did not send', () => {
  const typed = { command: '/connect-who-changed', text: 'Billing', trigger_id: 't', user_id: 'U0MATEO0002' };
  const body = new URLSearchParams(typed).toString();
  const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
  it.each<[string, Record<string, string>]>([
    ['unsigned', {}],
    ['signed with another secret', signatureHeaders(body, { secret: 'a guess', at: now() })],
    ['signed for another body', signatureHeaders(`${body}&x=1`, { secret: signingSecret, at: now() })],
    ['signed six minutes ago', signatureHeaders(body, { secret: signingSecret, at: minutesAgo(6) })],
    [
      'signed six minutes ago and sent as of now',
      {
        ...signatureHeaders(body, { secret: signingSecret, at: minutesAgo(6) }),
        'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
      },
    ],
  ])('is refused: %s', async (_how, headers) => {
    const { eventsUrl, jobs } = await start();
    const contentType = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await fetch(eventsUrl, { method: 'POST', headers: { ...contentType, ...headers }, body });
    expect({ status: response.status, jobs }).toEqual({ status: 401, jobs: [] });
  });

  it('and the same, signed, is taken', async () => {
    const { eventsUrl, jobs } = await start();
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      ...signatureHeaders(body, { secret: signingSecret, at: now() }),
    };
    expect((await fetch(eventsUrl, { method: 'POST', headers, body })).status).toBe(200);
    expect(jobs).toHaveLength(1);
  });
});

/** The worker, as it answers once its look-up is done. */
const workOn = (job: Question, started: Started, looking: () => Promise<void>): Promise<void> =>
  work(job, started, async () => {
    await looking();
    return { kind: 'answer', answer: answer({ changes: [answered()] }) };
  });

const work = (job: Question, { client, logged }: Started, look: JobDeps['answer']): Promise<void> =>
  answerJob(job, {
    answer: look,
    report: look,
    ...slackUsers(client),
    post: (to, message) => replyTo(to, message, { client, now, log: silentLog, mayDirect }),
    claim: async () => 'mine',
    finish: async () => {},
    release: async () => {},
    enqueue: async () => {},
    now,
    log: (level, message, facts = {}) => void logged.push([level, message, facts]),
  });

describe('by: a mention', () => {
  const userIds = { mateo: '99999999-2222-4333-8444-555555555555', nikki: '88888888-2222-4333-8444-555555555555' };
  const user = (id: string, name: string, firstName: string, lastName: string): DirectoryFact => ({
    kind: 'listed',
    ref: ref({ type: 'user', id }),
    name,
    person: { firstName, lastName },
    at: '2026-01-01T00:00:00Z',
  });
  const directory = directoryOf([
    user(userIds.mateo, 'mjackson', 'Mateo', 'Jackson'),
    user(userIds.nikki, 'nikki@example.com', 'N', 'W'),
    { kind: 'listed', ref: ref(), name: 'Billing', at: '2026-01-01T00:00:00Z' },
  ]);
  const changes = [
    ...Object.values(userIds).map((userId) => change({ actor: { kind: 'connect user', userId } })),
    change({ actor: { kind: 'identity center user', userName: 'Saanvi@example.com' } }),
    change({ actor: { kind: 'iam user', userName: 'akua' } }),
  ];
  const look: JobDeps['answer'] = (asked, _onUnderway, slackPerson) =>
    answerQuestion(asked, {
      find: async (request) => ({
        changes: changes.filter((one) => answersRequest(one, request)),
        facts: [],
        coverage: coverage(),
      }),
      directory,
      instances: [INSTANCE],
      slackPerson,
      now,
    });

  /** What is shown to who types it on the page, and what is logged. */
  const ask = async (text: string): Promise<{ readonly told: string; readonly logged: string }> => {
    const started = await start();
    let worked = Promise.resolve();
    started.work.handle = (job) => {
      worked = work(job, started, look);
      return worked;
    };
    await started.slack.sendCommand({ command: '/connect-who-changed', text });
    const message = await started.slack.nextMessage(({ author }) => author === 'bot');
    await worked;
    expect(message.problems).toEqual([]);
    // What a button carries is shown to nobody.
    const read = shown(message).replace(/"value":"(?:[^"\\]|\\.)*"/g, '');
    return { told: `${message.text}${read}`, logged: JSON.stringify(started.logged) };
  };

  it.each([
    ['whose e-mail address is a login, without a word', 'nikki', '1 change', /taken for|matched/],
    [
      'whose name is a user’s, and says so',
      'mateo',
      '@mateo was taken for Mateo Jackson (mjackson), by the name in Slack.',
      /matched/,
    ],
    ['who signs in to AWS by the e-mail address', 'saanvi', '1 change', /taken for/],
  ])('finds the changes of somebody %s', async (_who, handle, words, never) => {
    const { told } = await ask(`by:@${handle}`);
    expect(told).toContain(words);
    expect(told).not.toMatch(never);
    expect(told).not.toMatch(/U0[A-Z]+\d/);
  });

  it('of nobody known says so, and what to write instead; a role or IAM user of the handle’s name is somebody else', async () => {
    const { told } = await ask('by:@akua');
    expect(told).toContain('Nobody called');
    expect(told).toContain(
      'No Connect user could be matched with the Slack user @akua: write the login after by: instead.',
    );
    expect(told).not.toMatch(/U0[A-Z]+\d/);
  });

  it('never tells or logs the e-mail address that Slack gives', async () => {
    for (const handle of ['mateo', 'akua', 'nikki']) {
      const { told, logged } = await ask(`Billing by:@${handle}`);
      expect(logged).toContain('question answered');
      expect(logged).not.toContain('@example.com');
      if (handle !== 'nikki') expect(told).not.toContain('@example.com');
    }
  });
});

const press = (slack: Started['slack'], message: StandInMessage | undefined, at: number, userId?: string) => {
  const actions = message?.blocks.find(({ type }) => type === 'actions');
  if (message === undefined || actions?.block_id === undefined) throw new Error('There is no button.');
  const actionId = `ask-${at}`;
  return slack.press({ messageId: message.id, blockId: actions.block_id, actionId, ...(userId && { userId }) });
};

const expectReference = (message: StandInMessage | undefined, logged: readonly Logged[]): void => {
  const references = logged.flatMap(([level, , facts]) => (level === 'error' ? [String(facts.reference)] : []));
  expect(references).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)]);
  expect(message && shown(message)).toContain(references[0]);
};
