import { AwsLambdaReceiver } from '@slack/bolt';
import { signatureHeaders } from '../../bot/local/slack/signed-request';
import { silentLog } from '../../bot/log';
import { createApp } from '../../bot/slack/app';
import { AROUND_SHORTCUT, ASK_SHORTCUT } from '../../bot/slack/commands';
import { guardedHandler } from '../../bot/slack/lambda-request';
import { slackLogger } from '../../bot/slack/slack-logger';
import { webClientOptions } from '../../bot/slack/web-client';
import { slackOfMembers } from '../support/slack-of-members';
import { spoilt } from '../support/spoilt';

const secret = 'signing-secret-of-the-tests';
const url = 'https://hooks.slack.com/actions/1';
const base = { user: { id: 'U1', username: 'u', team_id: 'T1' }, team: { id: 'T1', domain: 'd' }, trigger_id: 't' };
const channel = { id: 'C1', name: 'c' };
const action = { type: 'button', block_id: 'b', action_ts: '1.2' };
const shared = '{"ask":"/connect-who-changed Billing","askedAt":"2026-11-20T09:00:00.000Z"}';
const thing = { type: 'external_select', selected_option: { value: 'x type:queue' } };

/** What Slack sends for what people do, whole. */
const INTERACTIONS: Readonly<Record<string, object>> = {
  'a button that asks': {
    ...{ type: 'block_actions', ...base, channel, response_url: url },
    container: { type: 'message', message_ts: '1.2', channel_id: 'C1' },
    message: { ts: '1.2', thread_ts: '1.1', text: 'x', blocks: [] },
    actions: [{ ...action, action_id: 'ask-0', value: '/connect-who-changed Billing' }],
  },
  'a button that shares': {
    ...{ type: 'block_actions', ...base, channel, response_url: url },
    actions: [{ ...action, action_id: 'share', value: shared }],
  },
  'a button on the Home tab': {
    ...{ type: 'block_actions', ...base },
    view: { id: 'V1', hash: 'h', type: 'home', private_metadata: '' },
    actions: [{ ...action, action_id: 'home-end-digest', value: 'C1' }],
  },
  'a shortcut': { type: 'shortcut', ...base, callback_id: ASK_SHORTCUT.callbackId, action_ts: '1.2' },
  'a shortcut on a message': {
    ...{ type: 'message_action', ...base, callback_id: AROUND_SHORTCUT.callbackId, channel, response_url: url },
    ...{ message_ts: '1700000000.000100', message: { ts: '1700000000.000100', text: 'x' }, action_ts: '1' },
  },
  'what is typed ahead': {
    ...{ type: 'block_suggestion', ...base, action_id: 'thing', block_id: 'thing', value: 'bill', view: { id: 'V1' } },
  },
  'a form': {
    ...{ type: 'view_submission', ...base },
    view: {
      ...{ id: 'V1', hash: 'h', callback_id: 'ask-form', private_metadata: '', type: 'modal' },
      state: {
        values: {
          ...{ thing: { thing }, period: { period: { selected_option: { value: 'all' } } } },
          sort: { sort: { selected_options: [] } },
        },
      },
    },
  },
};
const EVENTS: Readonly<Record<string, object>> = {
  'a mention': {
    ...{ type: 'event_callback', team_id: 'T1', event_id: 'E1' },
    authorizations: [{ team_id: 'T1', user_id: 'UB', is_bot: true, is_enterprise_install: false }],
    event: { type: 'app_mention', user: 'U1', text: '<@UB> Billing', ts: '1.2', channel: 'C1', event_ts: '1.2' },
  },
  'a look at the Home tab': {
    ...{ type: 'event_callback', team_id: 'T1', event_id: 'E2' },
    event: { type: 'app_home_opened', user: 'U1', tab: 'home', channel: 'D1', event_ts: '1' },
  },
};

/** What may stand in the place of anything. */
const ODD: readonly unknown[] = [null, 7, 'x', true, [], {}, undefined];

let handler: ReturnType<typeof guardedHandler>;
const fetched = globalThis.fetch;
beforeAll(async () => {
  // Bolt tells of what nobody acknowledged three seconds later.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date', 'performance'] });
  globalThis.fetch = async (input) => Response.json(slackOfMembers(String(input)));
  const receiver = new AwsLambdaReceiver({ signingSecret: secret, logger: slackLogger(silentLog) });
  createApp({
    ...{ receiver, botToken: 'xoxb-test', clientOptions: webClientOptions(silentLog), log: silentLog },
    enqueue: async () => {},
    now: () => new Date(),
  });
  handler = guardedHandler(await receiver.start(), secret, () => new Date());
});
afterAll(() => {
  globalThis.fetch = fetched;
  jest.useRealTimers();
});

const statusOf = async (body: string, contentType: string): Promise<number> => {
  const headers = { 'content-type': contentType, ...signatureHeaders(body, { secret, at: new Date() }) };
  const http = { method: 'POST' };
  const { statusCode } = await handler({ version: '2.0', headers, body, requestContext: { http } }, {});
  return statusCode;
};
const formOf = (payload: unknown): string => new URLSearchParams({ payload: JSON.stringify(payload) ?? '' }).toString();

describe('of what Slack signed any part may be missing or odd, and it is answered with a status, never with an error:', () => {
  it.each(Object.entries(INTERACTIONS))('%s', async (_what, payload) => {
    const send = (one: unknown) => statusOf(formOf(one), 'application/x-www-form-urlencoded');
    expect(await send(payload)).toBe(200);
    for (const odd of spoilt(payload, ODD)) expect([200, 400, 404]).toContain(await send(odd));
  });

  it.each(Object.entries(EVENTS))('%s', async (_what, event) => {
    const send = (one: unknown) => statusOf(JSON.stringify(one) ?? '', 'application/json');
    expect(await send(event)).toBe(200);
    for (const odd of spoilt(event, ODD)) expect([200, 400, 404]).toContain(await send(odd));
  });
});
