import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Message } from '../../bot/answer/message';
import type { Question } from '../../bot/slack/job';
import { replyTo } from '../../bot/slack/reply';
import { createWebClient } from '../../bot/slack/web-client';

const askedAt = '2026-11-20T09:00:00.000Z';
const message: Message = { lines: [{ role: 'fact', pieces: [{ words: 'Ann did it.' }] }], buttons: [] };

interface Received {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const job: Question = {
    version: 1,
    kind: 'question',
    id: 'reference-1',
    command: 'who-changed',
    text: 'Billing',
    userId: 'U1',
    responseUrl: `${url}/commands/T1/secret-part`,
    askedAt,
  };
  const reply = (minutesLater: number, more: Partial<Question> = {}): Promise<boolean> =>
    replyTo({ ...job, ...more }, message, {
      client: createWebClient('xoxb-test', `${url}/api/`),
      now: () => new Date(Date.parse(askedAt) + minutesLater * 60_000),
    });
  return { received, reply, stop: () => new Promise((resolve) => server.close(resolve)) };
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
      path: '/commands/T1/secret-part',
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

it('after 25 minutes the response_url is not tried at all', async () => {
  const { received, reply } = await slackWith(200);
  await reply(26);
  expect(received.map(({ path }) => path)).toEqual(['/api/chat.postMessage']);
});

it('a further page goes to the response_url of its own press, however old the question is', async () => {
  const { received, reply } = await slackWith(200);
  await reply(600, { after: { eventId: 'e', shown: 6 } });
  expect(received.map(({ path }) => path)).toEqual(['/commands/T1/secret-part']);
});

describe('a response_url that does not take the answer', () => {
  it.each([
    ['used up or expired', 404],
    ['gone', 410],
  ])('as it is %s, is followed by a direct message', async (_how, status) => {
    const { received, reply } = await slackWith(status);
    await reply(1);
    expect(received.map(({ path }) => path)).toEqual(['/commands/T1/secret-part', '/api/chat.postMessage']);
    expect(received[1]?.body).toMatchObject({ channel: 'U1', text: 'Ann did it.', blocks: [{ type: 'rich_text' }] });
  });

  it.each([500, 503, 429, 403])('and says %i, fails, without its address in the message', async (status) => {
    const { received, reply } = await slackWith(status);
    const error = await failureOf(reply(1));
    expect(error).toContain(String(status));
    expect(error).not.toContain('secret-part');
    expect(received).toHaveLength(1);
  });

  it('as it cannot be reached, fails, without its address in the message', async () => {
    const { reply, stop } = await slackWith(200);
    await stop();
    const error = await failureOf(reply(1));
    expect(error).toContain('could not be posted');
    expect(error).not.toContain('secret-part');
  });
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
