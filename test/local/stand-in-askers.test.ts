import { type Logger, LogLevel, WebAPIPlatformError, WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Json } from '../../bot/local/slack/json';
import { CHANNELS, GRID, mixedWorkspace, OWN, PARTNER, PEOPLE } from '../support/mixed-workspace';
import { type BoltAndStandIn, botToken, startBoltAndStandIn } from './bolt-and-stand-in';

const silent = (): void => {};
const quiet: Logger = {
  ...{ debug: silent, info: silent, warn: silent, error: silent },
  ...{ setLevel: silent, getLevel: () => LogLevel.ERROR, setName: silent },
};

/** Keeps what comes, and acknowledges it. */
const listen = (bodies: Json[]): void =>
  void both.bolt.use(async ({ body, ...args }) => {
    bodies.push({ ...body });
    if ('ack' in args) await args.ack?.();
  });

let both: BoltAndStandIn;
let client: WebClient;
beforeEach(async () => {
  both = await startBoltAndStandIn({ workspace: mixedWorkspace() });
  const options = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, logger: quiet };
  client = new WebClient(botToken, { slackApiUrl: `${both.url}/slack-api/`, ...options });
});
afterEach(() => both.stop());

const errorOf = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'no error',
    (error: unknown) => (error instanceof WebAPIPlatformError ? error.data : error),
  );

describe('what Slack tells of people', () => {
  const flags = async (user: string): Promise<unknown> => {
    const info = (await client.users.info({ user })).user;
    const { team_id, deleted, is_bot, is_restricted, is_ultra_restricted, is_stranger } = info ?? {};
    return { team_id, deleted, is_bot, is_restricted, is_ultra_restricted, is_stranger };
  };
  const plain = { team_id: OWN.id, deleted: false, is_bot: false, is_restricted: false, is_ultra_restricted: false };

  it.each([
    ['a member', PEOPLE.member, { ...plain, is_stranger: false }],
    ['a guest', PEOPLE.guest, { ...plain, is_restricted: true, is_stranger: false }],
    [
      'a guest in one channel',
      PEOPLE.oneChannelGuest,
      { ...plain, is_restricted: true, is_ultra_restricted: true, is_stranger: false },
    ],
    ['a partner, who is no stranger', PEOPLE.partner, { ...plain, team_id: PARTNER.id, is_stranger: false }],
    ['a partner of a Grid', PEOPLE.gridPartner, { ...plain, team_id: GRID.id, is_stranger: false }],
    ['a bot', PEOPLE.bot, { ...plain, is_bot: true, is_stranger: false }],
    ['who is gone, of whom it tells little', PEOPLE.deactivated, { team_id: OWN.id, deleted: true, is_bot: false }],
  ])('says it of %s', async (_kind, { id }, expected) => {
    expect(await flags(id)).toEqual(expected);
  });

  it('names the organization of a Grid, and what a person became', async () => {
    const { user } = await client.users.info({ user: PEOPLE.gridPartner.id });
    expect(user?.enterprise_user).toMatchObject({ enterprise_id: GRID.enterpriseId, teams: [GRID.id] });
    both.slack.changePerson(PEOPLE.member.id, { guestOf: 'channels' });
    expect(await flags(PEOPLE.member.id)).toMatchObject({ is_restricted: true });
    both.slack.changePerson(PEOPLE.member.id, { info: { is_restricted: undefined } });
    expect(await flags(PEOPLE.member.id)).not.toHaveProperty('is_restricted', expect.any(Boolean));
  });

  it('may say nothing: for as long as it fails, by an error, a rate limit or silence', async () => {
    const { id: user } = PEOPLE.member;
    both.slack.refuseWhile((method, args) =>
      method === 'users.info' && args.user === user ? { error: 'user_not_visible' } : undefined,
    );
    expect(await errorOf(client.users.info({ user }))).toMatchObject({ error: 'user_not_visible' });
    expect(await errorOf(client.users.info({ user }))).toMatchObject({ error: 'user_not_visible' });
    expect((await client.users.info({ user: PEOPLE.guest.id })).ok).toBe(true);
    both.slack.refuseWhile(() => ({ status: 429, retryAfterSeconds: 7 }));
    expect(await errorOf(client.users.info({ user }))).toMatchObject({ retryAfter: 7 });
    both.slack.refuseNoMore();
    expect((await client.users.info({ user })).ok).toBe(true);
  });
});

const rows = z.object({ channels: z.array(z.object({ name: z.string() })) });

describe('what Slack tells of channels', () => {
  const sharing = async (channel: string): Promise<unknown> => {
    const told: Json = { ...(await client.conversations.info({ channel })).channel };
    return [told.is_private, told.is_shared, told.is_ext_shared, told.is_org_shared, told.is_pending_ext_shared];
  };

  it.each([
    ['a public channel', CHANNELS.open, [false, false, false, false, false]],
    ['a private one', CHANNELS.secret, [true, false, false, false, false]],
    ['one that is shared with a partner', CHANNELS.shared, [false, true, true, false, false]],
    ['one whose partner has not come yet', CHANNELS.invited, [false, false, false, false, true]],
    ['one that is shared inside the organization', CHANNELS.organization, [false, true, false, true, false]],
  ])('says it of %s', async (_kind, { id }, expected) => {
    expect(await sharing(id)).toEqual(expected);
  });

  it('says nothing of a private channel without the bot, as of one that is not there', async () => {
    const unseen = await errorOf(client.conversations.info({ channel: CHANNELS.unseen.id }));
    expect(unseen).toMatchObject({ error: 'channel_not_found' });
    expect(await errorOf(client.conversations.info({ channel: 'C0NOTTHERE9' }))).toEqual(unseen);
    expect(await errorOf(client.conversations.members({ channel: CHANNELS.unseen.id }))).toEqual(unseen);
  });

  it('names who is in one, page by page, the bot too', async () => {
    const { id: channel } = CHANNELS.shared;
    const pages: (readonly string[])[] = [];
    for await (const page of client.paginate('conversations.members', { channel, limit: 30 }))
      pages.push(z.object({ members: z.array(z.string()) }).parse(page).members);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.slice(0, -1).map((page) => page.length)).toEqual(pages.slice(1).map(() => 30));
    expect(new Set(pages.flat()).size).toBe(CHANNELS.shared.members.length + 1);
    expect(pages.flat()).toEqual(expect.arrayContaining([PEOPLE.partner.id, both.slack.workspace.bot.userId]));
    expect(pages.flat()).not.toContain(PEOPLE.guest.id);
  });

  it('lists somebody’s channels, the private ones only where the bot is in them, page by page', async () => {
    const namesOf = async (user: string, types: string): Promise<readonly string[]> => {
      const names: string[] = [];
      for await (const page of client.paginate('users.conversations', { user, types, limit: 2 }))
        names.push(...rows.parse(page).channels.map(({ name }) => name));
      return names;
    };
    const both = 'public_channel,private_channel';
    expect(await namesOf(PEOPLE.guest.id, both)).toEqual(['everyone-here', 'listed-operations']);
    expect(await namesOf(PEOPLE.listed.id, both)).toContain('secret-acquisition');
    expect(await namesOf(PEOPLE.listed.id, both)).not.toContain('without-the-bot');
    expect(await namesOf(PEOPLE.listed.id, 'public_channel')).not.toContain('secret-acquisition');
    expect(await namesOf(PEOPLE.member.id, both)).not.toContain('secret-acquisition');
    expect(await errorOf(client.users.conversations({ user: 'U0NOBODY000' }))).toMatchObject({
      error: 'user_not_found',
    });
    expect(await errorOf(client.users.conversations({ types: 'secret' }))).toMatchObject({ error: 'invalid_types' });
  });

  it('needs the scope for each kind of channel, and names the one that is missing', async () => {
    both.slack.grantOnly(['chat:write', 'channels:read']);
    expect(await sharing(CHANNELS.open.id)).toHaveLength(5);
    const missing = (needed: string) => ({ error: 'missing_scope', needed, provided: 'chat:write,channels:read' });
    const { secret } = CHANNELS;
    expect(await errorOf(client.conversations.info({ channel: secret.id }))).toMatchObject(missing('groups:read'));
    expect(await errorOf(client.conversations.members({ channel: secret.id }))).toMatchObject(missing('groups:read'));
    const types = 'public_channel,private_channel';
    const listed = client.users.conversations({ user: PEOPLE.member.id, types });
    expect(await errorOf(listed)).toMatchObject(missing('groups:read'));
    expect(await errorOf(client.users.info({ user: PEOPLE.member.id }))).toMatchObject(missing('users:read'));
  });

  it('shows nothing privately to who is not in the channel', async () => {
    const place = { channel: CHANNELS.listed.id, user: PEOPLE.member.id };
    expect(await errorOf(client.chat.postEphemeral({ ...place, text: 'psst' }))).toMatchObject({
      error: 'user_not_in_channel',
    });
    const direct = client.conversations.open({ users: PEOPLE.partner.id });
    expect(await errorOf(direct)).toMatchObject({ error: 'user_not_found' });
  });
});

describe('what a request tells of who asks', () => {
  const received = async (ask: () => Promise<unknown>): Promise<Json> => {
    const bodies: Json[] = [];
    listen(bodies);
    await ask();
    expect(bodies).toHaveLength(1);
    return bodies[0] ?? {};
  };
  const button = async (): Promise<{
    readonly messageId: string;
    readonly blockId: string;
    readonly actionId: string;
  }> => {
    const element = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' }, value: 'x' } as const;
    const blocks = [{ type: 'actions', block_id: 'buttons', elements: [element] } as const];
    await client.chat.postMessage({ channel: CHANNELS.shared.id, text: 'Go?', blocks });
    return { messageId: both.slack.messages()[0]?.id ?? '', blockId: 'buttons', actionId: 'go' };
  };

  it('in a mention: the team of the app, and the team or the organization of a partner beside it', async () => {
    const mention = (userId: string) => () =>
      both.slack.mention({ text: '@connect-who-changed Billing', userId, channelId: CHANNELS.shared.id });
    expect(await received(mention(PEOPLE.partner.id))).toMatchObject({
      ...{ team_id: OWN.id, is_ext_shared_channel: true, authorizations: [{ team_id: OWN.id }] },
      event: { team: OWN.id, user_team: PARTNER.id, user_profile: { team: PARTNER.id } },
    });
  });

  it('in a mention by a partner of a Grid: the organization and no team', async () => {
    const body = await received(() =>
      both.slack.mention({
        text: '@connect-who-changed',
        userId: PEOPLE.gridPartner.id,
        channelId: CHANNELS.shared.id,
      }),
    );
    expect(body).toMatchObject({ event: { team: OWN.id, user_team: GRID.enterpriseId } });
    expect(JSON.stringify(body)).not.toContain(GRID.id);
  });

  it('in a mention by a member: no other team', async () => {
    const body = await received(() => both.slack.mention({ text: '@connect-who-changed Billing' }));
    expect(body).toMatchObject({ is_ext_shared_channel: false, event: { team: OWN.id } });
    expect(body.event).not.toHaveProperty('user_team');
  });

  it('in a mention by a bot: that it is one', async () => {
    const body = await received(() => both.slack.mention({ text: '@connect-who-changed', userId: PEOPLE.bot.id }));
    expect(body).toMatchObject({ event: { user: PEOPLE.bot.id, bot_id: 'B0ROBOT0008' } });
  });

  it('in a press on a message: the team of the app, and that of the presser', async () => {
    const pressed = await button();
    const body = await received(() => both.slack.press({ ...pressed, userId: PEOPLE.partner.id }));
    expect(body).toMatchObject({ team: { id: OWN.id }, user: { team_id: PARTNER.id } });
    expect(body).not.toHaveProperty('is_ext_shared_channel');
  });

  it('in a modal: the team of the person, and that of the app beside the view', async () => {
    let trigger = '';
    both.bolt.shortcut('ask', async ({ shortcut, ack }) => {
      trigger = shortcut.trigger_id;
      await ack();
    });
    await both.slack.chooseGlobalShortcut({ callbackId: 'ask', userId: PEOPLE.partner.id });
    const label = { type: 'plain_text', text: 'Ask' } as const;
    await client.views.open({
      trigger_id: trigger,
      view: { type: 'modal', callback_id: 'x', title: label, blocks: [] },
    });
    const viewId = both.slack.modals()[0]?.id ?? '';
    const body = await received(() => both.slack.submitView({ viewId, values: {} }));
    expect(body).toMatchObject({
      ...{ team: { id: PARTNER.id }, user: { id: PEOPLE.partner.id, team_id: PARTNER.id } },
      view: { team_id: PARTNER.id, app_installed_team_id: OWN.id },
    });
  });

  it('in a look at the Home tab: nothing', async () => {
    const body = await received(() => both.slack.openHome(PEOPLE.partner.id));
    expect(body).toMatchObject({ team_id: OWN.id, event: { user: PEOPLE.partner.id } });
    expect(JSON.stringify(body)).not.toContain(PARTNER.id);
  });

  it('in a command: the team where it was typed; a private channel has no name', async () => {
    const typed = { command: '/connect-changes', text: '2h', channelId: CHANNELS.secret.id };
    const body = await received(() => both.slack.sendCommand({ ...typed, userId: PEOPLE.partner.id }));
    expect(body).toMatchObject({ team_id: PARTNER.id, channel_name: 'privategroup' });
  });

  it('may be a lie, as a test tells it, once', async () => {
    both.slack.alterNext((request) => ({ ...request, team_id: 'T0FORGED001', user_name: undefined }));
    const typed = { command: '/connect-changes', text: '2h' };
    const bodies: Json[] = [];
    listen(bodies);
    await both.slack.sendCommand(typed);
    await both.slack.sendCommand(typed);
    expect(bodies.map(({ team_id, user_name }) => [team_id, user_name])).toEqual([
      ['T0FORGED001', undefined],
      [OWN.id, 'marcia'],
    ]);
  });
});
