import { createServer, type Server } from 'node:http';
import { AwsLambdaReceiver, LogLevel } from '@slack/bolt';
import { signatureHeaders } from '../../bot/local/slack/signed-request';
import { lineOf, silentLog } from '../../bot/log';
import { createApp } from '../../bot/slack/app';
import { guardedHandler } from '../../bot/slack/lambda-request';
import { replyTo } from '../../bot/slack/reply';
import { sendFiles } from '../../bot/slack/send-files';
import { isSlackAddress, isWebApiUrl, type SlackAddress, slackFetch } from '../../bot/slack/slack-fetch';
import { createWebClient, webClientOptions } from '../../bot/slack/web-client';
import { close, listen, urlOf } from '../support/local-server';
import { slackOfMembers } from '../support/slack-of-members';

const STAND_IN = 'http://127.0.0.1:3000/slack-api/';

describe('the bot calls Slack and nobody else', () => {
  it.each<[SlackAddress, string, string | undefined]>([
    ['response_url', 'https://hooks.slack.com/commands/T1/2/abc', undefined],
    ['response_url', 'https://hooks.slack.com/actions/T1/2/abc?x=1', undefined],
    ['response_url', 'https://hooks.slack-gov.com/commands/T1/2/abc', undefined],
    ['response_url', 'https://hooks.slack-gov.com/commands/T1/2/abc', 'https://slack-gov.com/api/'],
    ['response_url', 'http://127.0.0.1:3000/response/1', STAND_IN],
    ['Web API', 'https://slack.com/api/chat.postMessage', undefined],
    ['Web API', 'https://slack-gov.com/api/chat.postMessage', 'https://slack-gov.com/api'],
    ['Web API', 'http://127.0.0.1:3000/slack-api/chat.postMessage', STAND_IN],
    ['upload', 'https://files.slack.com/upload/v1/ABC', undefined],
    ['upload', 'https://slack.com/upload/v1/ABC', undefined],
    ['upload', 'https://files.slack-gov.com/upload/v1/ABC', undefined],
    ['upload', 'http://127.0.0.1:3000/upload/1', STAND_IN],
  ])('%s: %s is one of its addresses', (what, address, slackApiUrl) => {
    expect(isSlackAddress(address, what, slackApiUrl)).toBe(true);
  });

  it.each([
    'https://hooks.slack.com.evil.test/commands/1',
    'https://hooks.slack.com@evil.test/commands/1',
    'https://hooks.slack.com:443@evil.test/commands/1',
    'https://me:pass@hooks.slack.com/commands/1',
    'http://hooks.slack.com/commands/1',
    'https://hooks.slack.com:8443/commands/1',
    'https://hooks.slack.com:443/commands/1',
    'https://hooks.slack.com./commands/1',
    'https://HOOKS.slack.com/commands/1',
    'https://evil.test/https://hooks.slack.com/commands/1',
    'https://evil.test\\@hooks.slack.com/commands/1',
    'https://hooks.slack.com\\.evil.test/commands/1',
    'https://hooks.slack.com%2eevil.test/commands/1',
    'https://hooks.slack.com',
    'https://xhooks.slack.com/commands/1',
    'https://slack.com/commands/1',
    'https://files.slack.com/upload/v1/1',
    // A full stop of Chinese, letters of full width, a Cyrillic o.
    'https://hooks。slack。com/commands/1',
    'https://ｈooks.slack.com/commands/1',
    'https://hооks.slack.com/commands/1',
    'https://169.254.169.254/latest/meta-data/',
    'http://169.254.169.254/latest/meta-data/',
    'https://2852039166/',
    'https://[::ffff:169.254.169.254]/',
    'http://127.0.0.1:3000/response/1',
    'http://localhost/response/1',
    'file:///etc/passwd',
    'data:text/plain,hooks.slack.com',
    '//hooks.slack.com/commands/1',
    ' https://hooks.slack.com/commands/1',
    'hooks.slack.com',
    '',
  ])('%s is no response_url', (address) => {
    expect(isSlackAddress(address, 'response_url')).toBe(false);
  });

  it.each([
    'http://127.0.0.1:3001/response/1',
    'http://localhost:3000/response/1',
    'http://127.0.0.1:3000/response',
    'http://127.0.0.1:3000/response/../slack-api/chat.delete',
    'http://127.0.0.1:3000/response/%2e%2e/slack-api/chat.delete',
    'http://127.0.0.1:3000@evil.test/response/1',
    'http://127.0.0.1:3000.evil.test/response/1',
    'https://127.0.0.1:3000/response/1',
    'http://127.1:3000/response/1',
  ])('%s is no response_url of the stand-in at 127.0.0.1:3000', (address) => {
    expect(isSlackAddress(address, 'response_url', STAND_IN)).toBe(false);
  });

  it.each([
    'https://files.slack.com.evil.test/upload/v1/1',
    'https://evilslack.com/upload/v1/1',
    'https://files.slack.com@evil.test/upload/v1/1',
    'http://files.slack.com/upload/v1/1',
    'https://files.slack.com:8443/upload/v1/1',
    'https://FILES.slack.com/upload/v1/1',
    'https://files.slack.com./upload/v1/1',
    'https://127.0.0.1/upload/v1/1',
    'http://127.0.0.1:3000/upload/1',
  ])('%s takes no file', (address) => {
    expect(isSlackAddress(address, 'upload')).toBe(false);
  });

  it.each<[string, boolean]>([
    ['https://slack.com/api/', true],
    ['https://slack-gov.com/api/', true],
    ['https://slack.proxy.example/api/', true],
    ['http://127.0.0.1:4000/api/', true],
    ['http://localhost:4000/api/', true],
    ['http://[::1]:4000/api/', true],
    ['http://slack.com/api/', false],
    ['http://127.0.0.1.evil.test/api/', false],
    ['http://127.0.0.1@evil.test/api/', false],
    ['https://me:pass@slack.com/api/', false],
    ['ftp://slack.com/api/', false],
    ['slack.com', false],
  ])('SLACK_API_URL may be %s: %s, as the bot token is sent there', (address, may) => {
    expect(isWebApiUrl(address)).toBe(may);
    if (!may) expect(isSlackAddress(`${address}auth.test`, 'Web API', address)).toBe(false);
  });

  it('a response_url is never a response_url of a Web API that is reached by https', () => {
    expect(
      isSlackAddress('https://slack.proxy.example/response/1', 'response_url', 'https://slack.proxy.example/api/'),
    ).toBe(false);
  });

  it.each([
    ['https://evil.test/commands/T1/secret-part', 'evil.test'],
    ['https://hooks.slack.com@evil.test/commands/T1/secret-part', 'evil.test'],
    ['https://secret-part:secret-part@evil.test/', 'evil.test'],
    ['secret-part', 'none'],
    ['file:///secret-part', 'none'],
  ])('what is refused is named by its host and no more: %s', async (address, host) => {
    await expect(slackFetch(['response_url', 'Web API', 'upload'])(address)).rejects.toThrow(
      new Error(`An address that is not Slack’s was not called. Its host: ${host}.`),
    );
  });
});

/** A stand-in’s server, another server of this machine, and what came to either. */
const servers: Server[] = [];
const server = async (received: string[], answer: (path: string) => [number, Record<string, string>, object]) => {
  const web = createServer((request, response) => {
    // Who presses is asked for each time.
    if (!/\/(?:auth\.test|users\.info)$/.test(request.url ?? '')) received.push(request.url ?? '');
    const [status, headers, body] = answer(request.url ?? '');
    request.resume().on('end', () => response.writeHead(status, headers).end(JSON.stringify(body)));
  });
  servers.push(web);
  return urlOf(await listen(web));
};
afterEach(async () => {
  jest.restoreAllMocks();
  for (const web of servers.splice(0)) await close(web);
});

const secret = 'signing-secret-of-the-tests';
const ANY = { ts: '1.2', file_id: 'F1', channel: { id: 'D1' } };
const JSON_TYPE = { 'content-type': 'application/json' };

/**
 * The built front and the reply of the worker, with a Slack whose Web API takes all, and another server of this machine, which nobody
 * may reach. `at` makes an address below the stand-in’s origin, or elsewhere.
 */
const world = async (redirectTo?: (other: string) => string) => {
  const atOther: string[] = [];
  const atSlack: string[] = [];
  const other = await server(atOther, () => [200, JSON_TYPE, { ok: true }]);
  const slack = await server(atSlack, (path) =>
    path.startsWith('/slack-api/') || redirectTo === undefined
      ? [200, JSON_TYPE, { ...slackOfMembers(path), ...ANY, upload_url: `${other}/upload/1` }]
      : [307, { location: redirectTo(other) }, {}],
  );
  const logged: string[] = [];
  const log: Parameters<typeof createApp>[0]['log'] = (...said) => void logged.push(JSON.stringify(lineOf(...said)));
  const slackApiUrl = `${slack}/slack-api/`;
  const receiver = new AwsLambdaReceiver({ signingSecret: secret, logLevel: LogLevel.ERROR });
  const now = () => new Date();
  createApp({
    ...{ receiver, botToken: 'xoxb-test', clientOptions: webClientOptions(log, slackApiUrl), log, now },
    // Who presses is told at the press’s response_url that it could not be handed on.
    enqueue: async () => {
      throw new Error('The queue is away.');
    },
  });
  const handler = guardedHandler(await receiver.start(), secret, now);
  /** A press as Slack signs it, with any response_url. */
  const press = async (response_url: string): Promise<void> => {
    const payload = {
      ...{ type: 'block_actions', user: { id: 'U1', username: 'u', team_id: 'T1' }, team: { id: 'T1', domain: 'd' } },
      ...{ trigger_id: 't', channel: { id: 'C1', name: 'c' }, response_url },
      container: { type: 'message', message_ts: '1.2', channel_id: 'C1' },
      actions: [
        { type: 'button', block_id: 'b', action_ts: '1.2', action_id: 'ask-0', value: '/connect-who-changed Billing' },
      ],
    };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const headers = { ...type, ...signatureHeaders(body, { secret, at: now() }) };
    await handler({ version: '2.0', headers, body, requestContext: { http: { method: 'POST' } } }, {});
  };
  const client = createWebClient('xoxb-test', silentLog, slackApiUrl);
  /** An answer of the worker, whose job came out of the queue with any response_url. */
  const answer = (responseUrl: string) =>
    replyTo(
      { userId: 'U1', askedAt: now().toISOString(), responseUrl },
      { lines: [{ role: 'fact', pieces: [{ words: 'Ann did it.' }] }], buttons: [] },
      { client, mayDirect: async () => true, now, log },
    );
  return { slack, other, atSlack, atOther, logged, press, answer, client };
};

const WAYS = [
  ['Bolt’s respond()', 'press'],
  ['the worker, out of the queue', 'answer'],
] as const;

describe('a response_url that is not Slack’s', () => {
  it.each(WAYS)(
    'is not called by %s: who asked is told by a direct message, and its host alone is logged',
    async (_who, way) => {
      const started = await world();
      await started[way](`${started.other.replace('127.0.0.1', 'localhost')}/response/secret-part`);
      expect(started.atOther).toEqual([]);
      expect(started.atSlack).toEqual(['/slack-api/chat.postMessage']);
      expect(started.logged.filter((line) => line.includes('Its host: localhost.'))).toHaveLength(1);
      expect(started.logged.join()).not.toContain('secret-part');
    },
  );

  it.each(
    WAYS.flatMap(([who, way]) =>
      [
        ['the metadata of the machine', () => 'http://169.254.169.254/latest/meta-data/'],
        ['another server of this machine', (other: string) => `${other}/response/1`],
      ].map(([where, to]) => [who, where, way, to] as [string, string, typeof way, (other: string) => string]),
    ),
  )('is not reached through a redirect: %s to %s', async (_who, _where, way, to) => {
    const started = await world(to);
    await started[way](`${started.slack}/response/secret-part`);
    expect(started.atOther).toEqual([]);
    expect(started.atSlack).toEqual(['/response/secret-part', '/slack-api/chat.postMessage']);
    expect(started.logged.join()).not.toContain('secret-part');
  });

  it.each(WAYS)('and one of the stand-in is called: %s', async (_who, way) => {
    const started = await world();
    await started[way](`${started.slack}/response/1`);
    expect(started.atSlack).toEqual(['/response/1']);
  });
});

it('a file, and the token with it, is sent to no host that is not Slack’s', async () => {
  const { client, atOther } = await world();
  jest.spyOn(console, 'warn').mockImplementation(() => {});
  await expect(sendFiles(client, 'U1', 'x', [{ name: 'a.csv', content: Buffer.from('a') }])).rejects.toThrow(
    /not Slack’s/,
  );
  expect(atOther).toEqual([]);
});
