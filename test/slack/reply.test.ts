import { createServer, type Server } from 'node:http';
import type { Message } from '../../bot/answer/message';
import { lineOf, silentLog } from '../../bot/log';
import type { Question } from '../../bot/slack/job';
import { replyTo } from '../../bot/slack/reply';
import { createWebClient } from '../../bot/slack/web-client';
import { close, listen, urlOf } from '../support/local-server';

const askedAt = '2026-11-20T09:00:00.000Z';
const message: Message = { lines: [{ role: 'fact', pieces: [{ words: 'Ann did it.' }] }], buttons: [] };
/** What it says is true at once, and not for whoever reads it later. */
const soon: Message = {
  lines: [{ role: 'fact', pieces: [{ words: 'Ann did it' }, { words: ', 15 min ago', fades: true }, { words: '.' }] }],
  buttons: [],
};

interface Received {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    await close(server);
  }
});

/** Slack's two ends: a response_url that answers with this status, and the Web API. */
const slackWith = async (status: number, api: object = { ok: true }) => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      received.push({ path, body: readBody(Buffer.concat(chunks).toString(), request.headers['content-type']) });
      const isApi = path.startsWith('/api/');
      response.writeHead(isApi ? 200 : status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isApi ? api : { ok: false, error: 'used_url' }));
    });
  });
  servers.push(server);
  await listen(server);
  const url = urlOf(server);
  const logged: string[] = [];
  const job: Question = {
    version: 1,
    kind: 'question',
    id: 'reference-1',
    command: 'who-changed',
    text: 'Billing',
    userId: 'U1',
    responseUrl: `${url}/response/secret-part`,
    askedAt,
  };
  const reply = (minutesLater: number, more: Partial<Question> = {}, said = message): Promise<boolean> =>
    replyTo({ ...job, ...more }, said, {
      client: createWebClient('xoxb-test', silentLog, `${url}/api/`),
      now: () => new Date(Date.parse(askedAt) + minutesLater * 60_000),
      mayDirect: async () => true,
      log: (...said) => void logged.push(JSON.stringify(lineOf(...said))),
    });
  return { received, reply, logged, stop: () => close(server) };
};

const readBody = (text: string, type: string | undefined): Received['body'] => {
  if (type?.startsWith('application/json') === true) return JSON.parse(text);
  const form = Object.fromEntries(new URLSearchParams(text));
  return { ...form, ...(form.blocks !== undefined && { blocks: JSON.parse(form.blocks) }) };
};

it('an answer goes to the response_url, to the asker alone, and replaces nothing', async () => {
  const { received, reply } = await slackWith(200);
  await reply(1);
  expect(received).toEqual([
    {
      path: '/response/secret-part',
      body: expect.objectContaining({ response_type: 'ephemeral', replace_original: false, text: 'Ann did it.' }),
    },
  ]);
});

it('an answer to a question that was asked in public goes into its thread, whenever', async () => {
  const { received, reply } = await slackWith(200);
  await reply(60, { everybody: { channel: 'C1', thread: '1795162174.000100' } });
  expect(received).toMatchObject([
    { path: '/api/chat.postMessage', body: { channel: 'C1', thread_ts: '1795162174.000100', text: 'Ann did it.' } },
  ]);
});

it.each([
  ['used up or expired', 404],
  ['gone', 410],
  ['asked for too much', 429],
  ['out of order', 500],
  ['overloaded', 503],
  ['denied', 403],
])(
  'a response_url that is %s (%i) is followed by a direct message, and its address is in no log',
  async (_how, status) => {
    const { received, reply, logged } = await slackWith(status);
    await reply(1);
    expect(received.map(({ path }) => path)).toEqual(['/response/secret-part', '/api/chat.postMessage']);
    expect(received[1]?.body).toMatchObject({ channel: 'U1', text: 'Ann did it.', blocks: [{ type: 'rich_text' }] });
    expect(logged).toEqual([expect.stringContaining(`with status ${status}`)]);
    expect(logged.join()).not.toContain('secret-part');
  },
);

it.each<[string, number, Partial<Question>, string]>([
  ['to the asker at once, it is said', 200, {}, 'Ann did it, 15 min ago.'],
  ['to everybody, the time says it', 200, { everybody: { channel: 'C1' } }, 'Ann did it.'],
  ['in a direct message, which stays, the time says it', 404, {}, 'Ann did it.'],
])('how long ago it was: %s', async (_where, status, more, text) => {
  const { received, reply } = await slackWith(status);
  await reply(1, more, soon);
  expect(received.at(-1)?.body.text).toBe(text);
});

it('after 25 minutes the response_url is not tried at all', async () => {
  const { received, reply } = await slackWith(200);
  await reply(26);
  expect(received.map(({ path }) => path)).toEqual(['/api/chat.postMessage']);
});

it('a further page goes to the response_url of its own press, however old the question is', async () => {
  const { received, reply } = await slackWith(200);
  await reply(600, { after: { eventId: 'e', shown: 6 } });
  expect(received.map(({ path }) => path)).toEqual(['/response/secret-part']);
});

it('where neither the response_url nor Slack itself can be reached it fails, without the address in the message or the log', async () => {
  const { reply, logged, stop } = await slackWith(200);
  await stop();
  jest.spyOn(console, 'warn').mockImplementation(() => {});
  const error = await failureOf(reply(1));
  jest.restoreAllMocks();
  expect(error).not.toBe('');
  expect(logged).toEqual([expect.stringContaining('could not be posted')]);
  for (const text of [error, ...logged]) expect(text).not.toContain('secret-part');
});

it('a direct message that Slack refuses fails', async () => {
  const { reply } = await slackWith(404, { ok: false, error: 'messages_tab_disabled' });
  jest.spyOn(console, 'error').mockImplementation(() => {});
  expect(await failureOf(reply(1))).toContain('messages_tab_disabled');
  jest.restoreAllMocks();
});

/** All that a log would hold of the failure: the error and whatever caused it. */
const failureOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => new Error('It did not fail.'),
    (reason: unknown) => reason,
  );
  const chain: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) chain.push(`${cause.message} ${cause.stack}`);
  return chain.join('\n');
};
