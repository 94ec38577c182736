import { createServer } from 'node:http';
import { ExpressReceiver, LogLevel } from '@slack/bolt';
import express from 'express';
import { CHANGE_DIGEST } from '../../bot/digest/digest-words';
import type { StandInMessage } from '../../bot/local/slack/message';
import { createSlackStandIn } from '../../bot/local/slack/slack-stand-in';
import { silentLog } from '../../bot/log';
import { createApp } from '../../bot/slack/app';
import type { Askers } from '../../bot/slack/asker';
import { type Job, parseJob } from '../../bot/slack/job';
import { messageBlocks } from '../../bot/slack/message-blocks';
import { createWebClient, webClientOptions } from '../../bot/slack/web-client';
import { close, listen, urlOf } from '../support/local-server';

const signingSecret = 'test-signing-secret';
const botToken = 'xoxb-test';
const now = () => new Date();
const OPS = 'C0OPS000001';
const MATEO = 'U0MATEO0002';

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

/** The real app behind signed HTTP, and the jobs that it handed on. */
const start = async ({ askers, refuse }: { askers?: Askers; refuse?: Error } = {}) => {
  const web = express();
  const server = createServer(web);
  await listen(server);
  const url = urlOf(server);
  const slack = createSlackStandIn({
    signingSecret,
    botToken,
    eventsUrl: () => `${url}/slack/events`,
    baseUrl: () => url,
  });
  web.use(slack.router);
  const jobs: Job[] = [];
  createApp({
    receiver: new ExpressReceiver({ signingSecret, app: web, logLevel: LogLevel.ERROR }),
    botToken,
    enqueue: async (job) => {
      if (refuse !== undefined) throw refuse;
      // As the queue carries it.
      jobs.push(parseJob(JSON.stringify(job)));
    },
    clientOptions: webClientOptions(silentLog, `${url}/slack-api/`),
    ...(askers && { askers }),
    now,
    log: silentLog,
  });
  running.push(async () => {
    slack.close();
    await close(server);
  });
  const type = (text: string) => slack.sendCommand({ command: '/connect-digest', text, userId: MATEO, channelId: OPS });
  /** A digest in the channel, whose button somebody presses. */
  const press = async () => {
    const digest = messageBlocks({ lines: [], buttons: [], actions: [CHANGE_DIGEST] }, now());
    await createWebClient(botToken, silentLog, `${url}/slack-api/`).chat.postMessage({
      channel: OPS,
      ...digest,
      text: 'A digest.',
    });
    const { id: messageId, blocks } = await slack.nextMessage(({ via }) => via === 'chat.postMessage');
    const blockId = blocks.find(({ type: kind }) => kind === 'actions')?.block_id ?? '';
    return slack.press({ messageId, blockId, actionId: CHANGE_DIGEST.id, userId: MATEO });
  };
  const aloneTo = (): readonly StandInMessage[] =>
    slack.messages().filter(({ visibility }) => visibility === 'only you');
  /** What follows on the acknowledgement of a press. */
  const replied = () => slack.nextMessage(({ via }) => via === 'response_url');
  return { jobs, type, press, replied, aloneTo };
};

it.each([
  [
    'at 09:00 Asia/Tokyo weekdays',
    { kind: 'set', at: '09:00', zone: 'Asia/Tokyo', weekdays: true, silent: false, filters: '' },
  ],
  ['at 9am only:people', { kind: 'set', at: '09:00', weekdays: false, silent: false, filters: 'only:people' }],
  ['off', { kind: 'off' }],
  ['status', { kind: 'status' }],
  ['', { kind: 'status', withHelp: true }],
])('%j is handed on in silence', async (text, order) => {
  const { jobs, type, aloneTo } = await start();
  expect(await type(text)).toMatchObject({ status: 200, body: '' });
  expect(jobs).toMatchObject([
    { kind: 'digest', order, channel: OPS, channelName: 'connect-ops', userId: MATEO, responseUrl: expect.any(String) },
  ]);
  expect(aloneTo()).toEqual([]);
});

it('a digest that is wanted now is handed on, and the asker told that it is coming', async () => {
  const { jobs, type, aloneTo } = await start();
  await type('now type:flow');
  expect(jobs).toMatchObject([{ order: { kind: 'now', filters: 'type:flow' } }]);
  expect(aloneTo()).toMatchObject([{ via: 'ack', text: expect.stringContaining('is being made') }]);
});

it('the button under a digest asks how it stands, for whoever pressed it', async () => {
  const { jobs, press } = await start();
  await press();
  expect(jobs).toMatchObject([{ kind: 'digest', order: { kind: 'status' }, channel: OPS, userId: MATEO }]);
});

it('whoever may not ask may not set one, nor press the button; help is for everybody', async () => {
  const { jobs, type, press, replied, aloneTo } = await start({ askers: { channels: ['C0RANDOM002'] } });
  await type('at 09:00');
  await press();
  await replied();
  expect(jobs).toEqual([]);
  const refusals = aloneTo();
  expect(refusals).toHaveLength(2);
  for (const { text } of refusals) expect(text).toContain('I answer only in channels');
  await type('help');
  expect(aloneTo().at(-1)?.text).toContain('once a day');
});

it('what the queue does not take is told, typed or pressed', async () => {
  const { type, press, replied, aloneTo } = await start({ refuse: new Error('The queue is away.') });
  await type('at 09:00');
  await press();
  await replied();
  expect(aloneTo().map(({ text }) => text)).toEqual([
    expect.stringContaining('could not be handed on'),
    expect.stringContaining('could not be handed on'),
  ]);
});
