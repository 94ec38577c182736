import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import { line } from '../../bot/answer/message';
import { silentLog } from '../../bot/log';
import { type Posted, postToChannel } from '../../bot/slack/post-to-channel';
import { createOnceClient, webClientOptions } from '../../bot/slack/web-client';
import { close, listen } from '../support/local-server';

let server: Server;
let calls = 0;
let answer: (response: ServerResponse) => void;
beforeAll(async () => {
  server = createServer((request, response) => {
    calls += 1;
    request.resume().on('end', () => answer(response));
  });
  await listen(server);
});
afterAll(async () => {
  await close(server);
});
beforeEach(() => {
  calls = 0;
});

const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const post = ({ client = createOnceClient('xoxb-test', silentLog, url()) } = {}): Promise<Posted> =>
  postToChannel(
    { channel: 'C1', message: { lines: [line('fact', 'Hello.')], buttons: [] } },
    { client, channels: { shut: async () => undefined }, now: () => new Date() },
  );

const saying =
  (body: object, status = 200, headers = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

it.each<[string, Posted, typeof answer]>([
  ['a post that Slack took', { kind: 'posted', ts: '1.5' }, saying({ ok: true, ts: '1.5' })],
  [
    'a channel without the bot',
    { kind: 'closed', because: 'not_in_channel' },
    saying({ ok: false, error: 'not_in_channel' }),
  ],
  [
    'a channel that is gone',
    { kind: 'closed', because: 'channel_not_found' },
    saying({ ok: false, error: 'channel_not_found' }),
  ],
  ['an archived channel', { kind: 'closed', because: 'is_archived' }, saying({ ok: false, error: 'is_archived' })],
  [
    'a token that was revoked',
    { kind: 'not posted', error: expect.any(Error) },
    saying({ ok: false, error: 'token_revoked' }),
  ],
  ['too many posts', { kind: 'not posted', error: expect.any(Error) }, saying({}, 429, { 'retry-after': '30' })],
  ['a Slack that is away', { kind: 'not posted', error: expect.any(Error) }, saying({}, 503)],
])('%s is told as that', async (_what, expected, slack) => {
  answer = slack;
  expect(await post()).toEqual(expected);
  expect(calls).toBe(1);
});

/** As Node's own fetch fails. In a test its errors are of another world than jest's, and the Web API keeps only their words. */
const failingWith = (code: string) => async (): Promise<never> => {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code }) });
};

it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])(
  'a connection that was never there posted nothing: %s',
  async (code) => {
    const client = new WebClient('xoxb-test', {
      ...webClientOptions(silentLog),
      retryConfig: { retries: 0 },
      fetch: failingWith(code),
    });
    expect(await post({ client })).toMatchObject({ kind: 'not posted' });
  },
);

it.each<[string, typeof answer]>([
  ['that ends without an answer', (response) => response.destroy()],
  ['that fails inside of Slack', saying({ ok: false, error: 'internal_error' })],
  ['that a gateway gave up on', saying({}, 504)],
])('a call %s may have been heard: it throws, and is not made again', async (_what, slack) => {
  answer = slack;
  await expect(post()).rejects.toThrow();
  expect(calls).toBe(1);
});
