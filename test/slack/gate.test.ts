import { AwsLambdaReceiver, LogLevel } from '@slack/bolt';
import { signatureHeaders } from '../../bot/local/slack/signed-request';
import { silentLog } from '../../bot/log';
import { createApp } from '../../bot/slack/app';
import type { Askers } from '../../bot/slack/asker';
import { AROUND_SHORTCUT, ASK_SHORTCUT } from '../../bot/slack/commands';
import type { AskedJob, Job } from '../../bot/slack/job';
import { guardedHandler } from '../../bot/slack/lambda-request';
import { webClientOptions } from '../../bot/slack/web-client';

const secret = 'signing-secret-of-the-tests';
const RESPONSE_URL = 'https://hooks.slack.com/actions/1';

const MEMBER = {
  ...{ id: 'U1', team_id: 'T0OWN', is_bot: false, deleted: false, is_restricted: false, is_ultra_restricted: false },
};
type User = Readonly<Record<string, unknown>> | null;

interface Call {
  readonly method: string;
  readonly args: Readonly<Record<string, string>>;
}

const fetched = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = fetched;
  jest.useRealTimers();
});

/** The Slack function before a Slack of this test: what it handed on, and what it called. */
const start = async ({
  user = MEMBER,
  own = {},
  askers = {},
  fails = () => false,
  hangs = () => false,
}: {
  user?: User;
  own?: object;
  askers?: Askers;
  fails?: (method: string) => boolean;
  hangs?: (method: string) => boolean;
} = {}) => {
  const calls: Call[] = [];
  const jobs: Job[] = [];
  const offered: string[] = [];
  globalThis.fetch = async (input, init) => {
    const url = String(input);
    const method = url === RESPONSE_URL ? 'response_url' : url.slice(url.lastIndexOf('/') + 1);
    const text = String(init?.body ?? '');
    const args: Record<string, string> = Object.fromEntries(
      text.startsWith('{') ? Object.entries(JSON.parse(text)) : new URLSearchParams(text),
    );
    calls.push({ method, args });
    if (hangs(method)) return new Promise(() => undefined);
    if (method === 'auth.test')
      return Response.json({ ok: true, team_id: 'T0OWN', user_id: 'U0BOT', is_enterprise_install: false, ...own });
    if (method === 'users.info') return Response.json({ ok: true, user });
    return Response.json(fails(method) ? { ok: false, error: 'internal_error' } : { ok: true, view: { id: 'V9' } });
  };
  const receiver = new AwsLambdaReceiver({ signingSecret: secret, logLevel: LogLevel.ERROR });
  const now = () => new Date();
  createApp({
    ...{ receiver, botToken: 'xoxb-test', clientOptions: webClientOptions(silentLog), askers, now, log: silentLog },
    askedWithinMs: 1_500,
    enqueue: async (job) => void jobs.push(job),
    suggest: async (typed) => {
      offered.push(typed);
      return [];
    },
  });
  const handler = guardedHandler(await receiver.start(), secret, now);
  const send = async (payload: object) => {
    const isEvent = 'event' in payload;
    const fields = new URLSearchParams(
      'command' in payload ? (payload as Record<string, string>) : { payload: JSON.stringify(payload) },
    );
    const body = isEvent ? JSON.stringify(payload) : fields.toString();
    const type = isEvent ? 'application/json' : 'application/x-www-form-urlencoded';
    const headers = { 'content-type': type, ...signatureHeaders(body, { secret, at: now() }) };
    const http = { method: 'POST' };
    const { statusCode, body: said } = await handler({ version: '2.0', headers, body, requestContext: { http } }, {});
    return { status: statusCode, said: said ?? '' };
  };
  const seen = (): string[] =>
    calls.map(({ method }) => method).filter((method) => method !== 'auth.test' && method !== 'users.info');
  return { calls, jobs, offered, send, seen };
};

/** What Slack sends of U1 in C1; `team` is the workspace that the request names, where it names one. */
const COMMAND = (team?: string) => ({
  ...{ command: '/connect-who-changed', text: 'Billing', user_id: 'U1', channel_id: 'C1', trigger_id: 't1' },
  ...{ response_url: RESPONSE_URL, ...(team && { team_id: team }) },
});
const EVENT = (event: object, envelope: object = {}) => ({
  ...{ type: 'event_callback', team_id: 'T0OWN', event_id: 'Ev1' },
  authorizations: [{ team_id: 'T0OWN', user_id: 'U0BOT', is_bot: true, is_enterprise_install: false }],
  ...envelope,
  event,
});
const MENTION = (team?: string, more: object = {}, envelope: object = {}) =>
  EVENT(
    {
      ...{ type: 'app_mention', user: 'U1', text: '<@U0BOT> Billing', ts: '1.2', channel: 'C1', event_ts: '1.2' },
      // The receiving workspace, whoever mentions.
      ...{ team: 'T0OWN', ...(team && { user_team: team }) },
      ...more,
    },
    envelope,
  );
const HOME = () => EVENT({ type: 'app_home_opened', user: 'U1', tab: 'home', channel: 'D1', event_ts: '1' });
const interaction = (team?: string) => ({
  user: { id: 'U1', username: 'u', ...(team && { team_id: team }) },
  // Where the app is installed, whoever presses.
  ...{ team: { id: 'T0OWN', domain: 'd' }, trigger_id: 't1' },
});
const button = (action_id: string, value: string) => ({
  type: 'button',
  block_id: 'b',
  action_ts: '1',
  action_id,
  value,
});
const PRESS = (team?: string, action = button('ask-0', '/connect-who-changed Billing')) => ({
  ...{ type: 'block_actions', ...interaction(team), channel: { id: 'C1', name: 'c' }, response_url: RESPONSE_URL },
  actions: [action],
});
const IN_MODAL = (team?: string, metadata = '') => ({
  ...{ type: 'block_actions', ...interaction(team), actions: [button('ask-0', '/connect-who-changed Billing')] },
  view: { id: 'V1', type: 'modal', callback_id: 'ask-answer', private_metadata: metadata, hash: 'h' },
});
const AT_HOME = (team?: string) => ({
  ...{ type: 'block_actions', ...interaction(team), actions: [button('home-end-digest', 'C2')] },
  view: { id: 'V2', type: 'home', private_metadata: '', hash: 'h' },
});
const GLOBAL = (team?: string) => ({ type: 'shortcut', ...interaction(team), callback_id: ASK_SHORTCUT.callbackId });
const ON_MESSAGE = (team?: string) => ({
  ...{ type: 'message_action', ...interaction(team), callback_id: AROUND_SHORTCUT.callbackId },
  ...{ channel: { id: 'C1', name: 'c' }, response_url: RESPONSE_URL, message_ts: '1700000000.000100' },
  message: { ts: '1700000000.000100', text: 'x' },
});
const OPTIONS = (team?: string) => ({
  ...{ type: 'block_suggestion', ...interaction(team), action_id: 'thing', block_id: 'thing', value: 'bill' },
  view: { id: 'V1' },
});
/** As a partner's: team and view are theirs, and only `app_installed_team_id` is ours. */
const SUBMIT = (team?: string) => ({
  ...{ type: 'view_submission', ...interaction(team), team: { id: team ?? 'T0OWN', domain: 'd' } },
  view: {
    ...{ id: 'V1', hash: 'h', callback_id: 'ask-form', private_metadata: '', type: 'modal' },
    ...{ team_id: team ?? 'T0OWN', app_installed_team_id: 'T0OWN' },
    state: {
      values: {
        thing: { thing: { type: 'external_select', selected_option: { value: 'x type:queue' } } },
        ...{ period: { period: { selected_option: { value: 'all' } } }, sort: { sort: { selected_options: [] } } },
      },
    },
  },
});

/** Each door: what Slack sends, how a refusal is said there, and what Slack is called for it. */
const DOORS: readonly (readonly [string, (team?: string) => object, 'in the acknowledgement' | 'silently' | string])[] =
  [
    ['a command', COMMAND, 'in the acknowledgement'],
    ['a mention', MENTION, 'chat.postEphemeral'],
    ['a button on a message', PRESS, 'response_url'],
    [
      'a share',
      (team) => PRESS(team, button('share', '{"ask":"/connect-changes","askedAt":"2026-11-20T09:00:00.000Z"}')),
      'response_url',
    ],
    ['a button in a modal', IN_MODAL, 'views.update'],
    ['a button at Home', AT_HOME, 'views.open'],
    ['the shortcut', GLOBAL, 'views.open'],
    ['the shortcut on a message', ON_MESSAGE, 'response_url'],
    ['what is typed ahead', OPTIONS, 'in the acknowledgement'],
    ['a form', SUBMIT, 'in the acknowledgement'],
    ['Home', HOME, 'views.publish'],
  ];

const REFUSED: readonly (readonly [string, User, string])[] = [
  ['a guest', { ...MEMBER, is_restricted: true }, 'guests'],
  ['a partner', { ...MEMBER, team_id: 'T0THEIRS' }, 'T0THEIRS'],
  ['somebody deactivated', { ...MEMBER, deleted: true }, 'deactivated'],
  ['somebody of whom Slack says nothing', null, 'did not say who you are'],
  ['somebody of whom Slack says too little', { id: 'U1', team_id: 'T0OWN' }, 'did not say who you are'],
];

describe.each(DOORS)('at %s', (door, sent, where) => {
  it.each(REFUSED)(
    '%s is refused where they look, in a sentence, and nothing is handed on',
    async (_who, user, says) => {
      const { calls, jobs, offered, send, seen } = await start({ user });
      const { status, said } = await send(sent());
      expect({ status, jobs, offered }).toEqual({ status: 200, jobs: [], offered: [] });
      if (door === 'what is typed ahead') expect(JSON.parse(said)).toEqual({ options: [] });
      else expect(said + JSON.stringify(calls)).toContain(says);
      expect(seen()).toEqual(where === 'in the acknowledgement' ? [] : [where]);
    },
  );

  it('an app is refused without a word', async () => {
    const { jobs, send, seen } = await start({ user: { ...MEMBER, is_bot: true } });
    const { said } = await send(sent());
    expect(jobs).toEqual([]);
    expect(seen()).toEqual([]);
    expect(['', JSON.stringify({ options: [] })]).toContain(said);
  });

  it('a request that names another workspace is refused, though Slack calls the person a member', async () => {
    if (door === 'Home') return;
    const { jobs, offered, send, seen } = await start();
    await send(sent('T0THEIRS'));
    expect([...jobs, ...offered]).toEqual([]);
    expect(seen()).toEqual(where === 'in the acknowledgement' ? [] : [where]);
  });

  it('a request that names our workspace admits nobody whom Slack does not call a member', async () => {
    const { jobs, offered, send } = await start({ user: { ...MEMBER, team_id: 'T0THEIRS' } });
    await send(sent('T0OWN'));
    expect([...jobs, ...offered]).toEqual([]);
  });

  it('nobody is admitted where the bot is installed for a whole organization', async () => {
    const { jobs, offered, send } = await start({ own: { is_enterprise_install: true } });
    await send(sent());
    expect([...jobs, ...offered]).toEqual([]);
  });

  it('a Slack that never says who somebody is keeps no request waiting, and admits nobody', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date', 'performance'] });
    const { jobs, send } = await start({ hangs: (method) => method === 'users.info' || method === 'auth.test' });
    const answered = send(sent());
    // Slack takes options for 3 seconds, and this bot has 2.3 for them.
    await jest.advanceTimersByTimeAsync(1_600);
    expect({ status: (await answered).status, jobs }).toEqual({ status: 200, jobs: [] });
  });
});

const HANDED_ON = DOORS.filter(([door]) => door !== 'the shortcut' && door !== 'what is typed ahead');
it.each(HANDED_ON)('%s of a member is handed on, as theirs', async (door, sent) => {
  const { jobs, send } = await start();
  await send(sent());
  const isNowhere = ['a button in a modal', 'a button at Home', 'a form', 'Home'].includes(door);
  expect(jobs).toEqual([expect.objectContaining({ userId: 'U1' })]);
  expect((jobs[0] as AskedJob).from).toEqual(isNowhere ? undefined : { channel: 'C1' });
});

it.each(['the shortcut', 'what is typed ahead', 'a button on a message'])(
  'a guest is one, whatever listed workspace the request names: %s',
  async (door) => {
    const [, sent] = DOORS.find(([name]) => name === door) ?? [];
    const { calls, jobs, offered, send } = await start({
      user: { ...MEMBER, is_restricted: true },
      askers: { teams: ['T0THEIRS'] },
    });
    const { said } = await send(sent?.('T0THEIRS') ?? {});
    expect([...jobs, ...offered]).toEqual([]);
    expect(said + JSON.stringify(calls)).toContain(door === 'what is typed ahead' ? '"options":[]' : 'guests');
  },
);

it('a channel that a modal only remembers is no ground to offer names', async () => {
  const { offered, send } = await start({ askers: { channels: ['C1'] } });
  const sent = { ...OPTIONS(), view: { id: 'V1', type: 'modal', private_metadata: 'C1' } };
  expect(JSON.parse((await send(sent)).said)).toEqual({ options: [] });
  expect(offered).toEqual([]);
});

it('a member is offered names', async () => {
  const { offered, send } = await start();
  await send(OPTIONS());
  expect(offered).toEqual(['bill']);
});

it('in an organization a member may act from a sibling of the workspace', async () => {
  const sibling = { team_id: 'T0SIBLING', enterprise_user: { enterprise_id: 'E0OWN', teams: ['T0SIBLING', 'T0OWN'] } };
  const { jobs, send } = await start({ user: { ...MEMBER, ...sibling }, own: { enterprise_id: 'E0OWN' } });
  await send(PRESS('T0SIBLING'));
  expect(jobs).toHaveLength(1);
});

it.each<[string, object]>([
  ['an app mentions the bot', { bot_id: 'B1' }],
  ['an app mentions the bot in a person’s name', { bot_id: 'B1', user: 'U1' }],
  ['an app with a profile does', { bot_profile: { id: 'B1' } }],
])('where %s Slack is not even asked, and nothing is said', async (_what, event) => {
  const { calls, jobs, send } = await start();
  await send(MENTION(undefined, event));
  expect({ calls, jobs }).toEqual({ calls: [], jobs: [] });
});

it('a mention in a channel of which Slack says that it is shared is refused to the one who asked, unless it is listed', async () => {
  const envelope = { is_ext_shared_channel: true };
  const refused = await start();
  await refused.send(MENTION(undefined, {}, envelope));
  expect(refused.jobs).toEqual([]);
  expect(refused.seen()).toEqual(['chat.postEphemeral']);
  expect(JSON.stringify(refused.calls)).toContain('shared with another organization');
  const bot = await start({ user: { ...MEMBER, is_bot: true } });
  await bot.send(MENTION(undefined, {}, envelope));
  expect(bot.seen()).toEqual([]);
  const listed = await start({ askers: { sharedChannels: ['C1'] } });
  await listed.send(MENTION(undefined, {}, envelope));
  expect(listed.jobs).toHaveLength(1);
});

it('a modal of a listed channel remembers it, for the worker to look at once more', async () => {
  const { jobs, send } = await start({ askers: { channels: ['C1'] } });
  await send(IN_MODAL(undefined, 'C1'));
  expect(jobs).toMatchObject([{ from: { channel: 'C1', isRemembered: true } }]);
});

it.each<[string, User, string[]]>([
  ['a member hears directly of a request that failed', MEMBER, ['views.open', 'chat.postMessage']],
  ['a partner who is admitted does not', { ...MEMBER, team_id: 'T0THEIRS' }, ['views.open']],
])('%s', async (_what, user, expected) => {
  const { send, seen } = await start({
    user,
    fails: (method) => method === 'views.open',
    askers: { teams: ['T0THEIRS'] },
  });
  await send(GLOBAL());
  expect(seen()).toEqual(expected);
});
