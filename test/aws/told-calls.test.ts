import { createServer, type Server } from 'node:http';
import { ConnectClient, ListUsersCommand } from '@aws-sdk/client-connect';
import { tellingCalls } from '../../bot/aws/told-calls';
import type { Log } from '../../bot/log';
import { underReference } from '../../bot/reference';
import { listen, urlOf } from '../support/local-server';

/** A server that speaks Connect's protocol: throttles as often as it is told to, and keeps the user agents. */
const agents: string[] = [];
let throttles = 0;
let server: Server;
let client: ConnectClient;
const lines: { readonly level: string; readonly message: string; readonly facts: unknown }[] = [];
const log: Log = (level, message, facts) => void lines.push({ level, message, facts });

beforeAll(async () => {
  server = createServer((request, response) => {
    agents.push(String(request.headers['user-agent']));
    const isThrottled = throttles > 0;
    throttles -= 1;
    response.writeHead(isThrottled ? 429 : 200, {
      'content-type': 'application/json',
      ...(isThrottled && { 'x-amzn-errortype': 'ThrottlingException' }),
    });
    response.end(isThrottled ? '{"Message":"Rate exceeded"}' : '{"UserSummaryList":[]}');
  });
  await listen(server);
  client = new ConnectClient({
    ...{ endpoint: urlOf(server), region: 'us-east-1', maxAttempts: 3 },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(() => {
  client.destroy();
  server.close();
});
beforeEach(() => {
  lines.length = 0;
  agents.length = 0;
  throttles = 0;
});

const ask = (every: boolean) =>
  tellingCalls(client, { log, every }).send(
    new ListUsersCommand({ InstanceId: '12345678-1234-1234-1234-123456789012' }),
  );

it('every attempt bears the reference of its question in the user agent, once', async () => {
  throttles = 2;
  await underReference('4f3c', () => ask(true));
  expect(agents).toHaveLength(3);
  for (const agent of agents) {
    expect(agent).toMatch(/^aws-sdk-js\/\S+ .* connect-who-changed\/4f3c$/);
    expect(agent.match(/connect-who-changed/g)).toHaveLength(1);
  }
});

it('a reference of strange letters is still a header', async () => {
  await underReference('watched-C1 ☎\r\nx: y', () => ask(true));
  expect(agents[0]).toMatch(/ connect-who-changed\/watched-C1----x--y$/);
});

it('a call outside of any question bears none', async () => {
  await ask(true);
  expect(agents[0]).not.toContain('connect-who-changed/');
});

it('throttled attempts are told each, with the answer that came at last', async () => {
  throttles = 2;
  await ask(true);
  const call = { service: 'Connect', operation: 'ListUsers' };
  expect(lines).toEqual([
    ...Array(2).fill({
      ...{ level: 'warn', message: 'a call was throttled' },
      facts: { ...call, tookMs: expect.any(Number), failure: 'ThrottlingException' },
    }),
    { level: 'info', message: 'AWS was asked', facts: { ...call, tookMs: expect.any(Number) } },
  ]);
});

it('a client that is asked often tells only what failed', async () => {
  await ask(false);
  expect(lines).toEqual([]);
});

it('a call that was not wanted any more is no failure', async () => {
  const command = new ListUsersCommand({ InstanceId: '12345678-1234-1234-1234-123456789012' });
  const sent = tellingCalls(client, { log, every: true }).send(command, { abortSignal: AbortSignal.abort() });
  await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
  expect(lines).toEqual([]);
});
