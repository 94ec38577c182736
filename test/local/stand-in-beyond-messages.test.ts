import { setTimeout as sleep } from 'node:timers/promises';
import type { View } from '@slack/types';
import { type BoltAndStandIn, startBoltAndStandIn } from './bolt-and-stand-in';

let both: BoltAndStandIn;
beforeEach(async () => {
  both = await startBoltAndStandIn({ zone: 'Asia/Tokyo' });
});
afterEach(() => both.stop());

/** Bolt acknowledges before it has done all: what comes of it is waited for. */
const until = async <T>(look: () => T | undefined): Promise<T> => {
  for (let n = 0; n < 200; n += 1) {
    const seen = look();
    if (seen !== undefined) return seen;
    await sleep(10);
  }
  throw new Error('It did not come.');
};

const modal = (more: Partial<View> = {}): View => ({
  type: 'modal',
  callback_id: 'search',
  title: { type: 'plain_text', text: 'Search' },
  blocks: [
    {
      type: 'input',
      block_id: 'thing',
      label: { type: 'plain_text', text: 'Thing' },
      element: { type: 'external_select', action_id: 'find', min_query_length: 2 },
    },
  ],
  ...more,
});

const openedBy = async (callbackId: string): Promise<string> => {
  both.bolt.shortcut(callbackId, async ({ shortcut, ack, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: modal({ notify_on_close: true }) });
  });
  await both.slack.chooseGlobalShortcut({ callbackId });
  return (await until(() => both.slack.modals()[0])).id;
};

describe('a global shortcut', () => {
  it('tells of no channel and opens a modal', async () => {
    let told: object = {};
    both.bolt.shortcut('any', async ({ shortcut, ack }) => {
      told = shortcut;
      await ack();
    });
    expect(await both.slack.chooseGlobalShortcut({ callbackId: 'any' })).toMatchObject({ status: 200 });
    expect(told).toMatchObject({ type: 'shortcut', callback_id: 'any', user: { id: 'U0SOFIA0001' } });
    expect(told).not.toHaveProperty('channel');
    expect(told).not.toHaveProperty('response_url');
    expect(await openedBy('opens')).not.toBe('');
  });
});

describe('a select whose options the bot gives', () => {
  const options = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      text: { type: 'plain_text' as const, text: `Billing ${n}` },
      value: `id-${n}`,
    }));

  it('asks for what was typed, once enough was', async () => {
    const asked: string[] = [];
    both.bolt.options('find', async ({ options: typed, ack }) => {
      asked.push(typed.value);
      await ack({ options: options(2) });
    });
    const viewId = await openedBy('opens');
    const typed = { viewId, blockId: 'thing', actionId: 'find' };
    expect(await both.slack.suggest({ ...typed, value: 'B' })).toEqual({ options: [], problems: [] });
    expect(await both.slack.suggest({ ...typed, value: 'Bi' })).toEqual({
      options: [
        { text: 'Billing 0', value: 'id-0' },
        { text: 'Billing 1', value: 'id-1' },
      ],
      problems: [],
    });
    expect(asked).toEqual(['Bi']);
  });

  it('says what Slack would not show, and that nothing was loaded', async () => {
    both.bolt.options('find', async ({ ack }) => ack({ options: options(101) }));
    const viewId = await openedBy('opens');
    const typed = { viewId, blockId: 'thing', value: 'Billing' };
    expect((await both.slack.suggest({ ...typed, actionId: 'find' })).problems).toEqual(['101 options, 100 at most']);
    expect((await both.slack.nextMessage(({ author }) => author === 'slack')).problems).toHaveLength(1);
    await expect(both.slack.suggest({ ...typed, actionId: 'other' })).rejects.toThrow('no such select');
  });
});

describe('a modal', () => {
  it('that is closed is told where it asked for that', async () => {
    const closed: string[] = [];
    both.bolt.view({ callback_id: 'search', type: 'view_closed' }, async ({ ack, view }) => {
      closed.push(view.callback_id);
      await ack();
    });
    const viewId = await openedBy('opens');
    await fetch(`${both.url}/api/close`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ viewId }),
    });
    expect(await until(() => closed[0])).toBe('search');
    expect(both.slack.modals()).toEqual([]);
  });

  it('is not the fourth on top of three', async () => {
    const refused: unknown[] = [];
    both.bolt.shortcut('push', async ({ shortcut, ack, client }) => {
      await ack();
      await client.views
        .push({ trigger_id: shortcut.trigger_id, view: modal() })
        .catch((error: { data?: { error?: string } }) => refused.push(error.data?.error));
    });
    for (let n = 1; n < 4; n += 1) {
      await both.slack.chooseGlobalShortcut({ callbackId: 'push' });
      await until(() => both.slack.modals()[n - 1]);
    }
    await both.slack.chooseGlobalShortcut({ callbackId: 'push' });
    expect(await until(() => refused[0])).toBe('push_limit_reached');
  });
});

describe('the Home tab', () => {
  it('is published when it is opened, and its buttons are pressed in it', async () => {
    const pressed: string[] = [];
    both.bolt.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({
        user_id: event.user,
        view: {
          type: 'home',
          blocks: [
            {
              type: 'actions',
              block_id: 'row',
              elements: [{ type: 'button', action_id: 'off', text: { type: 'plain_text', text: 'Off' }, value: 'C1' }],
            },
          ],
        },
      });
    });
    both.bolt.action('off', async ({ ack, body, action }) => {
      await ack();
      pressed.push(`${body.type === 'block_actions' ? body.view?.type : ''} ${'value' in action ? action.value : ''}`);
    });
    await both.slack.openHome();
    const home = await until(() => both.slack.homes()[0]);
    await both.slack.press({ viewId: home.id, blockId: 'row', actionId: 'off' });
    expect(await until(() => pressed[0])).toBe('home C1');
    await both.slack.openHome();
    expect(both.slack.homes().map(({ id }) => id)).toEqual([home.id]);
  });
});

describe('a file', () => {
  it('comes as a message in direct messages, whole, and only as a download', async () => {
    const { channel } = await both.bolt.client.conversations.open({ users: 'U0SOFIA0001' });
    const content = 'a,b\n"=1+1",ü\n';
    await both.bolt.client.filesUploadV2({
      channel_id: channel?.id ?? '',
      initial_comment: 'What you asked for',
      file_uploads: [
        { filename: 'changes.csv', file: Buffer.from(content) },
        { filename: 'changes.json', content: '[]' },
      ],
    });
    const { text, file } = await both.slack.nextMessage(({ via }) => via === 'file');
    expect({ text, file }).toMatchObject({
      text: 'What you asked for',
      file: { name: 'changes.csv', size: Buffer.byteLength(content) },
    });
    const response = await fetch(`${both.url}${file?.url}`);
    expect(response.headers.get('content-disposition')).toContain('attachment');
    expect(await response.text()).toBe(content);
    expect((await both.slack.nextMessage(({ via }) => via === 'file')).file?.name).toBe('changes.json');
  });
});

describe('a channel', () => {
  it('takes the bot in when it is invited', async () => {
    const post = () => both.bolt.client.chat.postMessage({ channel: 'C0RANDOM002', text: 'hello' });
    await expect(post()).rejects.toMatchObject({ data: { error: 'not_in_channel' } });
    await both.slack.sendCommand({ command: '/invite', text: '@connect-who-changed', channelId: 'C0RANDOM002' });
    expect((await post()).ok).toBe(true);
  });

  it('takes no command in a thread', async () => {
    const { error, messageId } = await both.slack.sendCommand({
      command: '/connect-changes',
      text: '2h',
      threadTs: '1.000001',
    });
    expect(error).toBe('invalid_command');
    expect(both.slack.messages().find(({ id }) => id === messageId)?.text).toBe(
      '/connect-changes is not supported in threads. Sorry!',
    );
  });
});

describe('whoever looks into it', () => {
  it('sees each request both ways, the budget of a response URL, and no secret', async () => {
    both.bolt.command('/connect-changes', async ({ ack, respond }) => {
      await ack();
      await respond('an answer');
    });
    await both.slack.sendCommand({ command: '/connect-changes', text: '2h' });
    await both.slack.nextMessage();
    const exchanges = both.slack.exchanges();
    expect(exchanges.map(({ direction, what, status, left }) => ({ direction, what, status, left }))).toEqual(
      expect.arrayContaining([
        { direction: 'to the bot', what: '/connect-changes 2h', status: 200, left: undefined },
        { direction: 'from the bot', what: 'response_url', status: 200, left: { posts: 4, minutes: 29 } },
      ]),
    );
    const all = JSON.stringify(exchanges);
    expect(all).not.toContain('xoxb-');
    expect(all).not.toMatch(/response\/[0-9a-f]{32}/);
  });

  it('can have Slack refuse what comes next', async () => {
    both.slack.refuseNext('chat.postMessage', { error: 'is_archived' });
    const post = () => both.bolt.client.chat.postMessage({ channel: 'C0OPS000001', text: 'hello' });
    await expect(post()).rejects.toMatchObject({ data: { error: 'is_archived' } });
    expect((await post()).ok).toBe(true);
  });
});
