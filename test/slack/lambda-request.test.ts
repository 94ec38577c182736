import { AwsLambdaReceiver, LogLevel } from '@slack/bolt';
import { signatureHeaders } from '../../bot/local/slack/signed-request';
import { silentLog } from '../../bot/log';
import { createApp } from '../../bot/slack/app';
import type { Job } from '../../bot/slack/job';
import { guardedHandler } from '../../bot/slack/lambda-request';
import { webClientOptions } from '../../bot/slack/web-client';
import { slackOfMembers } from '../support/slack-of-members';

const fetched = globalThis.fetch;
beforeAll(() => {
  globalThis.fetch = async (input) => Response.json(slackOfMembers(String(input)));
});
afterAll(() => {
  globalThis.fetch = fetched;
});

const secret = 'signing-secret-of-the-tests';
const FORM = 'application/x-www-form-urlencoded';
const jobs: Job[] = [];

/** The Slack function as Lambda has it: Bolt behind its own Lambda receiver, and the guard before that. */
const slackFunction = async (now = () => new Date()) => {
  const receiver = new AwsLambdaReceiver({ signingSecret: secret, logLevel: LogLevel.ERROR });
  createApp({
    receiver,
    botToken: 'xoxb-test',
    enqueue: async (job) => void jobs.push(job),
    clientOptions: webClientOptions(silentLog),
    now,
    log: silentLog,
  });
  return guardedHandler(await receiver.start(), secret, now);
};

interface Given {
  readonly body?: string;
  readonly contentType?: string;
  readonly base64?: boolean;
  readonly method?: string;
  readonly at?: Date;
  readonly secret?: string;
  /** Headers as they arrive; by default signed as Slack does. */
  readonly headers?: (signed: Record<string, string>) => Record<string, string>;
}

/** An event of an HTTP API, payload format 2.0. */
const httpEvent = (given: Given = {}) => {
  const { body = form({ text: 'Billing' }), contentType = FORM, base64 = false, method = 'POST' } = given;
  const signed = signatureHeaders(body, { secret: given.secret ?? secret, at: given.at ?? new Date() });
  const headers = { 'content-type': contentType, ...signed };
  return {
    version: '2.0',
    routeKey: 'POST /slack/events',
    rawPath: '/slack/events',
    rawQueryString: '',
    headers: given.headers?.(headers) ?? headers,
    requestContext: { http: { method, path: '/slack/events' } },
    body: base64 ? Buffer.from(body).toString('base64') : body,
    isBase64Encoded: base64,
  };
};

const form = (fields: Readonly<Record<string, string>>): string =>
  new URLSearchParams({
    command: '/connect-who-changed',
    user_id: 'U1',
    team_id: 'T1',
    response_url: 'https://hooks.slack.example/commands/1',
    trigger_id: 'trigger',
    ...fields,
  }).toString();

const payload = (value: unknown): string => new URLSearchParams({ payload: JSON.stringify(value) }).toString();
const JSON_TYPE = 'application/json';
const minutes = (n: number): Date => new Date(Date.now() + n * 60_000);
const without =
  (...names: readonly string[]) =>
  (headers: Record<string, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
const upperCase = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));

/** Whatever comes: a status, never an error of the function; and a question only where one was asked. */
const send = async (event: unknown) => {
  jobs.length = 0;
  const { statusCode, body } = await (await slackFunction())(event, {});
  return { statusCode, body, asked: jobs.map((job) => (job.kind === 'question' ? job.text : job.kind)) };
};

describe('a question that Slack signed is taken', () => {
  it.each<[string, Given, string]>([
    ['as plain text', {}, 'Billing'],
    ['in base64, as an HTTP API sends a form', { base64: true }, 'Billing'],
    [
      'with letters beyond ASCII in base64',
      { base64: true, body: form({ text: 'Büro 東京 👩🏽‍🚀' }) },
      'Büro 東京 👩🏽‍🚀',
    ],
    ['with a charset beside its content type', { contentType: `${FORM}; charset=utf-8` }, 'Billing'],
    ['with its content type in capitals', { contentType: FORM.toUpperCase() }, 'Billing'],
    ['with headers in capitals', { headers: upperCase }, 'Billing'],
    ['four minutes late', { at: minutes(-4) }, 'Billing'],
    ['by a clock half a minute ahead', { at: minutes(0.5) }, 'Billing'],
  ])('%s', async (_how, given, text) => {
    expect(await send(httpEvent(given))).toEqual({ statusCode: 200, body: '', asked: [text] });
  });

  it('pressed as a button, also in base64', async () => {
    const body = payload({
      type: 'block_actions',
      user: { id: 'U1' },
      team: { id: 'T1' },
      trigger_id: 'pressed',
      response_url: 'https://hooks.slack.example/actions/1',
      actions: [{ type: 'button', action_id: 'ask-0', block_id: 'b', value: '/connect-changes 2h "Büro"' }],
    });
    expect(await send(httpEvent({ body, base64: true }))).toEqual({ statusCode: 200, body: '', asked: ['2h "Büro"'] });
    expect(jobs).toMatchObject([
      { command: 'changes', userId: 'U1', responseUrl: 'https://hooks.slack.example/actions/1' },
    ]);
  });
});

describe('what Slack asks of an address is answered', () => {
  it.each([false, true])('its challenge (base64: %s)', async (base64) => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'prove-it ü', token: 'x' });
    const answered = await send(httpEvent({ body, contentType: `${JSON_TYPE}; charset=utf-8`, base64 }));
    expect(answered).toEqual({ statusCode: 200, body: JSON.stringify({ challenge: 'prove-it ü' }), asked: [] });
  });

  it('not a challenge that nobody signed', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'x' });
    expect(await send(httpEvent({ body, contentType: JSON_TYPE, secret: 'a guess' }))).toMatchObject({
      statusCode: 401,
    });
  });

  it.each<[string, Given]>([
    ['signed', {}],
    ['not signed', { headers: without('x-slack-signature', 'x-slack-request-timestamp') }],
    ['in base64', { base64: true, headers: without('x-slack-signature') }],
  ])('its look at the certificate, %s, and nothing is asked by it', async (_how, given) => {
    const body = form({ ssl_check: '1', token: 'x', text: 'Billing' });
    expect(await send(httpEvent({ ...given, body }))).toEqual({ statusCode: 200, body: '', asked: [] });
  });

  it('and nothing else gets by as such a look', async () => {
    const body = form({ ssl_check: '0', text: 'Billing' });
    expect(await send(httpEvent({ body, secret: 'a guess' }))).toEqual({ statusCode: 401, body: '', asked: [] });
  });
});

describe('everything else is refused before any work', () => {
  const big = form({ text: 'x'.repeat(1024 * 1024) });
  it.each<[string, Given, number]>([
    ['not signed', { headers: without('x-slack-signature') }, 401],
    ['without a timestamp', { headers: without('x-slack-request-timestamp') }, 401],
    ['without any header', { headers: () => ({}) }, 401],
    ['signed with another secret', { secret: 'a guess' }, 401],
    ['with an empty signature', { headers: (all) => ({ ...all, 'x-slack-signature': '' }) }, 401],
    ['with a signature of another version', { headers: (all) => ({ ...all, 'x-slack-signature': 'v1=00' }) }, 401],
    ['with words for a timestamp', { headers: (all) => ({ ...all, 'x-slack-request-timestamp': 'now' }) }, 401],
    ['with infinity for a timestamp', { headers: (all) => ({ ...all, 'x-slack-request-timestamp': 'Infinity' }) }, 401],
    ['with a timestamp of no length', { headers: (all) => ({ ...all, 'x-slack-request-timestamp': '' }) }, 401],
    ['with a timestamp before all time', { headers: (all) => ({ ...all, 'x-slack-request-timestamp': '-1' }) }, 401],
    [
      'with a part of a second',
      {
        headers: (all) => ({ ...all, 'x-slack-request-timestamp': `${all['x-slack-request-timestamp']}.5` }),
      },
      401,
    ],
    [
      'with its signature in capitals',
      { headers: (all) => ({ ...all, 'x-slack-signature': `v0=${all['x-slack-signature']?.slice(3).toUpperCase()}` }) },
      401,
    ],
    [
      'with its signature beside another one, as a proxy joins headers',
      { headers: (all) => ({ ...all, 'x-slack-signature': `v0=00,${all['x-slack-signature']}` }) },
      401,
    ],
    [
      'with half of its signature',
      { headers: (all) => ({ ...all, 'x-slack-signature': all['x-slack-signature']?.slice(0, 35) ?? '' }) },
      401,
    ],
    ['six minutes old', { at: minutes(-6) }, 401],
    ['from two minutes ahead', { at: minutes(2) }, 401],
    ['malformed JSON that nobody signed', { body: '{', contentType: JSON_TYPE, secret: 'a guess' }, 401],
    ['malformed JSON, signed', { body: '{', contentType: JSON_TYPE }, 400],
    ['an empty body of JSON, signed', { body: '', contentType: JSON_TYPE }, 400],
    ['null, signed', { body: 'null', contentType: JSON_TYPE }, 400],
    ['a list, signed', { body: '[]', contentType: JSON_TYPE }, 400],
    ['a number, signed', { body: '7', contentType: JSON_TYPE }, 400],
    ['a payload that is no JSON, signed', { body: 'payload=%7B' }, 400],
    ['a payload of null, signed', { body: payload(null) }, 400],
    ['a payload of text, signed', { body: payload('text') }, 400],
    ['two payloads, signed', { body: `${payload({ type: 'block_actions' })}&${payload(1)}` }, 400],
    ['another content type, signed', { contentType: 'text/plain' }, 400],
    ['no content type, signed', { headers: without('content-type') }, 400],
    [
      'a payload that is nested without end, signed',
      { body: `payload=${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}` },
      400,
    ],
    ['more than a megabyte', { body: big }, 413],
    ['more than a megabyte in base64', { body: big, base64: true }, 413],
    ['asked for with GET', { method: 'GET' }, 405],
    ['asked for with GET and no body', { method: 'GET', body: '' }, 405],
    ['put', { method: 'PUT' }, 405],
  ])('%s', async (_what, given, statusCode) => {
    expect(await send(httpEvent(given))).toEqual({ statusCode, body: '', asked: [] });
  });

  const signed = httpEvent();
  const signedInBase64 = httpEvent({ base64: true });
  it.each<[string, object]>([
    ['with a letter changed after it was signed', { ...signed, body: signed.body.replace('Billing', 'Killing') }],
    ['with something put behind what was signed', { ...signed, body: `${signed.body}&text=Payroll` }],
    ['with the body of another one', { ...signed, body: form({ text: 'Payroll' }) }],
    ['in base64, and said to be none', { ...signedInBase64, isBase64Encoded: false }],
    ['not in base64, and said to be', { ...signed, isBase64Encoded: true }],
    ['in base64 twice', { ...signedInBase64, body: Buffer.from(signedInBase64.body).toString('base64') }],
    ['in UTF-16', { ...signedInBase64, body: Buffer.from(signed.body, 'utf16le').toString('base64') }],
    ['in bytes that are no UTF-8', { ...signedInBase64, body: Buffer.from([0xff, 0xfe, 0xc0]).toString('base64') }],
    ['behind a byte order mark', { ...signed, body: `\uFEFF${signed.body}` }],
  ])('%s', async (_what, event) => {
    expect(await send(event)).toEqual({ statusCode: 401, body: '', asked: [] });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'warm up'],
    [
      'a scheduled event of EventBridge',
      { version: '0', 'detail-type': 'Scheduled Event', source: 'aws.events', detail: {} },
    ],
    ['a warm-up call', { warmup: true }],
    [
      'an event of a REST API (format 1.0)',
      { ...httpEvent(), version: '1.0', httpMethod: 'POST', path: '/slack/events' },
    ],
    ['a message of a queue', { Records: [{ body: '{}' }] }],
    ['headers that are no texts', { ...httpEvent(), headers: { 'x-slack-signature': 7 } }],
    ['headers of null', { ...httpEvent(), headers: null }],
    ['a body that is no text', { ...httpEvent(), body: {} }],
  ])('%s', async (_what, event) => {
    expect(await send(event)).toEqual({ statusCode: 400, body: '', asked: [] });
  });
});

describe('what Slack signs and this app has nothing to say to', () => {
  // Bolt warns of each.
  beforeEach(() => void jest.spyOn(console, 'warn').mockImplementation(() => {}));
  afterEach(() => void jest.restoreAllMocks());

  it.each<[string, Given]>([
    ['a command that is not its own', { body: form({ command: '/other' }) }],
    [
      'a press of a button that is not its own',
      {
        body: payload({ type: 'block_actions', user: { id: 'U1' }, team: { id: 'T1' }, actions: [{ action_id: 'x' }] }),
      },
    ],
    ['an object that is no event', { body: '{}', contentType: JSON_TYPE }],
    ['a form that is no command', { body: 'a=b' }],
    ['a form of fifty thousand fields', { body: 'a=b&'.repeat(50_000) }],
    [
      'JSON that is nested without end',
      { body: `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, contentType: JSON_TYPE },
    ],
    ['a member that would be everybody’s', { body: '{"__proto__":{"type":"event_callback"}}', contentType: JSON_TYPE }],
    ['a command without any of its fields', { body: 'command=%2Fconnect-who-changed' }],
  ])('%s is answered with a status, never with an error', async (_what, given) => {
    const { statusCode, asked } = await send(httpEvent(given));
    expect([200, 404]).toContain(statusCode);
    expect(asked).toEqual([]);
  });
});

it('takes at most the two arguments that the runtime of Lambda allows', async () => {
  expect((await slackFunction()).length).toBeLessThanOrEqual(2);
});
