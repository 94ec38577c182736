import { request } from 'node:http';
import type { BlockAction, RespondFn, SlashCommand } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import { isFromOwnPage } from '../../bot/local/own-requests';
import { escapeCommandText } from '../../bot/local/slack/escape-command-text';
import { sampleWorkspace } from '../../bot/local/slack/workspace';
import { type BoltAndStandIn, botToken, buttonBlock, startBoltAndStandIn } from './bolt-and-stand-in';

const started: BoltAndStandIn[] = [];

const start = async (...options: Parameters<typeof startBoltAndStandIn>) => {
  const both = await startBoltAndStandIn(...options);
  started.push(both);
  return both;
};

afterEach(async () => {
  for (const { stop } of started.splice(0)) await stop();
});

/** The client prints every refusal; here refusals are what is tested. */
const quiet: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

const clientOf = ({ url }: BoltAndStandIn, token = botToken) =>
  new WebClient(token, { slackApiUrl: `${url}/slack-api/`, retryConfig: { retries: 0 }, logger: quiet });

const postJson = async (url: string, body: unknown, headers: Record<string, string> = {}) => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
  const response = await fetch(url, { ...init, body: JSON.stringify(body) });
  return { status: response.status, body: await response.text() };
};

const section = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('the Web API, called by the real client', () => {
  it('tells the bot who it is', async () => {
    const both = await start();
    const { team_id, user_id, bot_id } = await clientOf(both).auth.test();
    const { team, bot } = both.slack.workspace;
    expect({ team_id, user_id, bot_id }).toEqual({ team_id: team.id, user_id: bot.userId, bot_id: bot.botId });
  });

  it('refuses another token, and none', async () => {
    const both = await start();
    await expect(clientOf(both, 'xoxb-other').auth.test()).rejects.toThrow('invalid_auth');
    const none = await fetch(`${both.url}/slack-api/auth.test`, { method: 'POST' });
    expect(await none.json()).toEqual({ ok: false, error: 'not_authed' });
  });

  it('shows a posted message to everyone in its channel, and changes and deletes it', async () => {
    const both = await start();
    const client = clientOf(both);
    const posted = await client.chat.postMessage({ channel: 'C0OPS000001', text: 'one', blocks: [section('*one*')] });
    expect(both.slack.messages()).toMatchObject([
      { channel: 'C0OPS000001', visibility: 'everyone', via: 'chat.postMessage', text: 'one', ts: posted.ts },
    ]);

    await client.chat.update({ channel: 'C0OPS000001', ts: posted.ts ?? '', text: 'two' });
    expect(both.slack.messages()).toMatchObject([{ text: 'two', blocks: [], edited: true }]);
    await client.chat.delete({ channel: 'C0OPS000001', ts: posted.ts ?? '' });
    expect(both.slack.messages()).toEqual([]);
  });

  it('takes a user id for the direct messages with that user', async () => {
    const both = await start();
    const opened = await clientOf(both).conversations.open({ users: 'U0MATEO0002' });
    const posted = await clientOf(both).chat.postMessage({ channel: 'U0MATEO0002', text: 'hello' });
    expect(opened.channel?.id).toBe('D0MATEO0002');
    expect(posted.channel).toBe('D0MATEO0002');
  });

  it.each([
    ['a channel without the bot', 'C0RANDOM002', 'not_in_channel'],
    ['a channel that does not exist', 'C0NOTTHERE1', 'channel_not_found'],
  ])('refuses a post to %s', async (_what, channel, error) => {
    const both = await start();
    await expect(clientOf(both).chat.postMessage({ channel, text: 'x' })).rejects.toThrow(error);
    expect(both.slack.messages()).toEqual([]);
  });

  it('shows an ephemeral message to one person', async () => {
    const both = await start();
    await clientOf(both).chat.postEphemeral({ channel: 'C0OPS000001', user: 'U0NIKKI0004', text: 'psst' });
    expect(both.slack.messages()).toMatchObject([{ visibility: 'only you', user: 'U0NIKKI0004', text: 'psst' }]);
  });

  it('knows people by id and by e-mail address, with their time zone at that time of the year', async () => {
    const both = await start({ zone: 'Europe/Berlin', now: () => new Date('2026-07-01T12:00:00Z') });
    const { user } = await clientOf(both).users.info({ user: 'U0SOFIA0001', include_locale: true });
    expect(user).toMatchObject({ tz: 'Europe/Berlin', tz_offset: 7200, real_name: 'Sofía Martínez', locale: 'en-US' });
    const found = await clientOf(both).users.lookupByEmail({ email: 'saanvi@example.com' });
    expect(found.user).toMatchObject({ id: 'U0SAANVI003', tz: 'Asia/Kolkata', tz_offset: 19_800 });
    await expect(clientOf(both).users.lookupByEmail({ email: 'no@example.com' })).rejects.toThrow('users_not_found');
  });

  it('says that it does not know a method', async () => {
    const both = await start();
    await expect(clientOf(both).apiCall('stars.add')).rejects.toThrow('unknown_method');
    await expect(clientOf(both).apiCall('constructor')).rejects.toThrow('unknown_method');
  });

  it('refuses a message over the limits and shows why', async () => {
    const limits = ({ blocks = [] }: { blocks?: readonly unknown[] }) => (blocks.length > 1 ? ['too many blocks'] : []);
    const both = await start({ limits });
    const blocks = [section('a'), section('b')];
    const post = clientOf(both).chat.postMessage({ channel: 'C0OPS000001', text: 'long', blocks });
    await expect(post).rejects.toThrow('invalid_blocks');
    expect(both.slack.messages()).toMatchObject([{ author: 'slack', problems: ['invalid_blocks', 'too many blocks'] }]);
  });
});

describe('a command', () => {
  it('reaches a real Bolt app signed, with everything that Slack sends, and its acknowledgement is shown', async () => {
    const { slack, bolt, url } = await start();
    let received: SlashCommand | undefined;
    bolt.command('/connect-changes', async ({ command, ack }) => {
      received = command;
      await ack({ text: 'Looking.' });
    });
    const result = await slack.sendCommand({ command: '/connect-changes', text: 'since:2h by:@mateo <b>' });

    expect(received).toEqual({
      team_id: 'T0SAMPLE001',
      team_domain: 'sample-workspace',
      channel_id: 'C0OPS000001',
      channel_name: 'connect-ops',
      user_id: 'U0SOFIA0001',
      user_name: 'sofia',
      command: '/connect-changes',
      text: 'since:2h by:<@U0MATEO0002|mateo> &lt;b&gt;',
      api_app_id: 'A0SAMPLE001',
      is_enterprise_install: 'false',
      response_url: expect.stringMatching(new RegExp(`^${url}/response/[0-9a-f]{32}$`)),
      trigger_id: expect.any(String),
    });
    expect(result).toMatchObject({ status: 200, acknowledgedAfterMs: expect.any(Number) });
    const asked = { said: '/connect-changes since:2h by:@mateo <b>', acknowledgedAfterMs: expect.any(Number) };
    const shown = { id: result.messageId, text: 'Looking.', visibility: 'only you', via: 'ack', asked };
    expect(slack.messages()).toMatchObject([shown]);
  });

  it('is refused by the Bolt app when the secret differs, and then shown as failed', async () => {
    const { slack, bolt } = await start({ signingSecret: 'another' });
    bolt.command('/connect-changes', async ({ ack }) => ack('not reached'));
    const result = await slack.sendCommand({ command: '/connect-changes', text: '' });
    expect(result).toMatchObject({ status: 401, error: 'dispatch_failed' });
    expect(slack.messages()).toMatchObject([
      { author: 'slack', text: '/connect-changes failed with the error "dispatch_failed"' },
    ]);
  });

  it('that is not acknowledged in time is shown as timed out, and its late answer still comes', async () => {
    const { slack, bolt } = await start({ acknowledgeWithinMs: 50 });
    let respondLate: RespondFn | undefined;
    let acknowledgeLate: (() => Promise<void>) | undefined;
    bolt.command('/connect-changes', async ({ respond, ack }) => {
      respondLate = respond;
      acknowledgeLate = ack;
    });
    const result = await slack.sendCommand({ command: '/connect-changes', text: '' });
    expect(result).toMatchObject({ status: 0, error: 'operation_timeout' });
    await acknowledgeLate?.();
    await respondLate?.('Here after all.');
    expect(slack.messages().map(({ text }) => text)).toEqual([
      '/connect-changes failed with the error "operation_timeout"',
      'Here after all.',
    ]);
  });

  it('acknowledged for everyone shows the command too', async () => {
    const { slack, bolt } = await start();
    bolt.command('/connect-changes', async ({ ack }) => ack({ response_type: 'in_channel', text: 'For all.' }));
    await slack.sendCommand({ command: '/connect-changes', text: '2h' });
    expect(slack.messages()).toMatchObject([
      { author: 'you', text: '/connect-changes 2h', visibility: 'everyone' },
      { author: 'bot', text: 'For all.', visibility: 'everyone' },
    ]);
  });

  it('may be answered before it is acknowledged; whoever waits gets each message once', async () => {
    const { slack, bolt } = await start();
    bolt.command('/connect-changes', async ({ ack, respond }) => {
      await respond('first');
      await ack();
      await respond({ text: 'second', response_type: 'in_channel' });
    });
    await slack.sendCommand({ command: '/connect-changes', text: '' });
    expect(await slack.nextMessage()).toMatchObject({ text: 'first', visibility: 'only you', via: 'response_url' });
    expect(await slack.nextMessage()).toMatchObject({ text: 'second', visibility: 'everyone' });
    await expect(slack.nextMessage(undefined, 20)).rejects.toThrow('came within 20 ms');
    expect(slack.messages()[0]?.asked?.acknowledgedAfterMs).toEqual(expect.any(Number));
  });

  it.each([
    ['plain words stay', 'queue-test-1 since:7d', 'queue-test-1 since:7d'],
    ['an ARN stays', 'arn:aws:connect:us-east-1:111:instance/a', 'arn:aws:connect:us-east-1:111:instance/a'],
    ['control characters', 'a & b <!channel>', 'a &amp; b &lt;!channel&gt;'],
    ['what looks escaped already', '&lt;', '&amp;lt;'],
    ['a known person', 'by:@ann @sofia', 'by:@ann <@U0SOFIA0001|sofia>'],
    ['a channel', 'in #random', 'in <#C0RANDOM002|random>'],
    ['a web address', 'https://a.example/q?x=1&y', '<https://a.example/q?x=1&amp;y>'],
    ['an e-mail address', 'by:ann@example.com', 'by:<mailto:ann@example.com|ann@example.com>'],
    ['a host name', 'q.example.com', '<http://q.example.com|q.example.com>'],
  ])('escapes as Slack does: %s', (_what, typed, escaped) => {
    expect(escapeCommandText(typed, sampleWorkspace('UTC'))).toBe(escaped);
  });
});

/**
 * A running pair with the response URL of one command, and its clock in the test's hand. It starts at the real time:
 * Bolt compares a signature with the machine's own clock.
 */
const withResponseUrl = async () => {
  const issued = Date.now();
  let time = new Date(issued);
  let responseUrl = '';
  const both = await start({ now: () => time });
  both.bolt.command('/connect-changes', async ({ command, ack }) => {
    responseUrl = command.response_url;
    await ack();
  });
  await both.slack.sendCommand({ command: '/connect-changes', text: '' });
  const waitMinutes = (minutes: number) => {
    time = new Date(issued + minutes * 60_000);
  };
  return { ...both, responseUrl, waitMinutes };
};

describe('a response URL', () => {
  it('takes five posts and no sixth', async () => {
    const { slack, responseUrl } = await withResponseUrl();
    for (const text of ['1', '2', '3', '4', '5']) {
      expect(await postJson(responseUrl, { text })).toEqual({ status: 200, body: 'ok' });
    }
    const sixth = await postJson(responseUrl, { text: '6' });
    expect(sixth).toEqual({ status: 404, body: '{"ok":false,"error":"used_url"}' });
    expect(slack.messages().map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('works for thirty minutes and not longer', async () => {
    const { responseUrl, waitMinutes } = await withResponseUrl();
    waitMinutes(29.9);
    expect((await postJson(responseUrl, { text: 'in time' })).status).toBe(200);
    waitMinutes(30.1);
    const late = await postJson(responseUrl, { text: 'late' });
    expect(late).toEqual({ status: 404, body: '{"ok":false,"error":"expired_url"}' });
  });

  it('of a command replaces nothing: the replacement is a new message', async () => {
    const { slack, responseUrl } = await withResponseUrl();
    await postJson(responseUrl, { text: 'progress' });
    await postJson(responseUrl, { text: 'answer', replace_original: true });
    await postJson(responseUrl, { delete_original: true });
    expect(slack.messages().map(({ text }) => text)).toEqual(['progress', 'answer']);
  });

  it('refuses an empty message and one that is not made of blocks', async () => {
    const { slack, responseUrl } = await withResponseUrl();
    expect(await postJson(responseUrl, {})).toEqual({ status: 400, body: '{"ok":false,"error":"no_text"}' });
    const broken = await postJson(responseUrl, { text: 'x', blocks: [{ noType: true }] });
    expect(broken).toEqual({ status: 400, body: '{"ok":false,"error":"invalid_blocks_format"}' });
    expect(slack.messages().map(({ author }) => author)).toEqual(['slack', 'slack']);
  });
});

describe('a press on a button', () => {
  const pressed = async (answer: (respond: RespondFn) => Promise<unknown>) => {
    const both = await start();
    let body: BlockAction | undefined;
    both.bolt.action('more', async (action) => {
      body = action.body as BlockAction;
      await action.ack();
      await answer(action.respond);
    });
    const channel = 'C0OPS000001';
    const blocks = [section('answer'), buttonBlock('more', 'Show more')];
    await clientOf(both).chat.postEphemeral({ channel, user: 'U0SOFIA0001', text: 'answer', blocks });
    const { id: messageId } = await both.slack.nextMessage();
    await both.slack.press({ messageId, blockId: 'buttons', actionId: 'more', value: 'forged' });
    return { ...both, body, messageId };
  };

  it('carries the value from the message itself, whatever the page says', async () => {
    const { body } = await pressed(async () => {});
    expect(body?.actions).toMatchObject([{ type: 'button', block_id: 'buttons', action_id: 'more', value: 'carried' }]);
    expect(body?.container).toMatchObject({ type: 'message', is_ephemeral: true, channel_id: 'C0OPS000001' });
    expect(body).not.toHaveProperty('message');
  });

  it('may replace its message', async () => {
    const { slack, messageId } = await pressed((respond) => respond({ text: 'all of it', replace_original: true }));
    const replaced = await slack.nextMessage(({ edited }) => edited);
    expect(replaced).toMatchObject({
      id: messageId,
      text: 'all of it',
      visibility: 'only you',
      asked: { said: 'Show more' },
    });
    expect(slack.messages()).toHaveLength(1);
  });

  it('may share with everyone and then delete its own message', async () => {
    const { slack } = await pressed(async (respond) => {
      await respond({ text: 'shared', response_type: 'in_channel', replace_original: false });
      await respond({ delete_original: true });
    });
    await slack.nextMessage(({ text }) => text === 'shared');
    while (slack.messages().length > 1) await new Promise((resolve) => setImmediate(resolve));
    expect(slack.messages()).toMatchObject([{ text: 'shared', visibility: 'everyone' }]);
  });

  it('opens a modal within three seconds by its trigger, once, and the form is submitted', async () => {
    const both = await start();
    let submitted: unknown;
    const errors: unknown[] = [];
    const title = { type: 'plain_text', text: 'Settings' } as const;
    const element = { type: 'plain_text_input', action_id: 'at' } as const;
    const input = { type: 'input', block_id: 'time', label: title, element } as const;
    const view = { type: 'modal', callback_id: 'settings', title, submit: title, blocks: [input] } as const;
    both.bolt.command('/connect-changes', async ({ ack, client, command }) => {
      await client.views.open({ trigger_id: command.trigger_id, view: { ...view, blocks: [input] } });
      const again = client.views.open({ trigger_id: command.trigger_id, view: { ...view, blocks: [input] } });
      await again.catch((error: Error) => errors.push(error.message));
      await ack();
    });
    both.bolt.view('settings', async ({ ack, view: filled }) => {
      submitted = filled.state.values;
      await (filled.state.values.time?.at?.value
        ? ack()
        : ack({ response_action: 'errors', errors: { time: 'When?' } }));
    });
    await both.slack.sendCommand({ command: '/connect-changes', text: '' });
    expect(errors).toEqual([expect.stringContaining('exchanged_trigger_id')]);

    const viewId = both.slack.modals()[0]?.id ?? '';
    const state = (value: string | null) => ({ time: { at: { type: 'plain_text_input', value } } });
    expect(await both.slack.submitView({ viewId, values: state(null) })).toMatchObject({ errors: { time: 'When?' } });
    expect(both.slack.modals()).toHaveLength(1);
    await both.slack.submitView({ viewId, values: state('09:00') });
    expect(submitted).toEqual(state('09:00'));
    expect(both.slack.modals()).toEqual([]);
  });
});

/** Posts with a Host header of one's own, which fetch does not allow. */
const postWithHost = (url: string, host: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const headers = { host, 'content-type': 'application/json' };
    const sent = request(url, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.end('{"command":"/x","text":""}');
  });

describe('the page’s own requests', () => {
  it('are refused from another site and under another name', async () => {
    const { url, slack } = await start();
    const command = { command: '/connect-changes', text: '' };
    const elsewhere = await postJson(`${url}/api/command`, command, { origin: 'https://evil.example' });
    const otherPort = await postJson(`${url}/api/command`, command, { origin: 'http://127.0.0.1:1' });
    const crossSite = await postJson(`${url}/api/command`, command, { 'sec-fetch-site': 'cross-site' });
    expect([elsewhere.status, otherPort.status, crossSite.status]).toEqual([403, 403, 403]);
    expect(await postWithHost(`${url}/api/command`, 'evil.example')).toBe(403);
    expect(slack.messages()).toEqual([]);
  });

  it.each([
    ['localhost:3000', 'http://localhost:3000', 'same-origin', true],
    ['127.0.0.1:3000', undefined, undefined, true],
    ['[::1]:3000', 'http://[::1]:3000', 'same-origin', true],
    ['localhost:3000', 'null', undefined, false],
    ['localhost:3000', 'http://localhost:4000', undefined, false],
    ['localhost:3000', 'http://localhost:3000', 'same-site', false],
    ['localhost.evil.example:3000', undefined, undefined, false],
    ['', undefined, undefined, false],
  ])('to host “%s” from origin %s (%s): answered %s', (host, origin, fetchSite, answered) => {
    const headers = { host, ...(origin ? { origin } : {}), ...(fetchSite ? { 'sec-fetch-site': fetchSite } : {}) };
    expect(isFromOwnPage(headers)).toBe(answered);
  });

  it('send commands and list the messages', async () => {
    const { url, bolt } = await start();
    bolt.command('/connect-changes', async ({ ack }) => ack({ text: 'Nothing yet.' }));
    const origin = url;
    const sent = await postJson(`${url}/api/command`, { command: '/connect-changes', text: '2h' }, { origin });
    expect(sent.status).toBe(200);
    const listed = await (await fetch(`${url}/api/messages`)).json();
    expect(listed).toMatchObject([{ text: 'Nothing yet.', via: 'ack' }]);
  });

  it('say what is wrong with a command that is none', async () => {
    const { url } = await start();
    const { status, body } = await postJson(`${url}/api/command`, { command: 'hello', text: '' });
    expect(status).toBe(400);
    expect(body).toContain('a command is a slash and a word');
  });

  it('post the digest where there is one to post', async () => {
    let posted = 0;
    const postDigest = async () => {
      posted += 1;
    };
    const [withDigest, without] = [await start({ postDigest }), await start()];
    expect((await postJson(`${withDigest.url}/api/digest`, {})).status).toBe(200);
    expect((await postJson(`${without.url}/api/digest`, {})).status).toBe(400);
    expect(posted).toBe(1);
  });
});
