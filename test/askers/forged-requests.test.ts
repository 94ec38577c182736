import { isJson, type Json } from '../../bot/local/slack/json';
import type { Channel, Person } from '../../bot/local/slack/workspace';
import { formView } from '../../bot/slack/ask-in-modal';
import { type AskersSet, type AskingWorld, type Happened, startAskingWorld } from '../support/asking-world';
import { CHANNELS, OWN, PARTNER, PEOPLE, SPARE } from '../support/mixed-workspace';
import { DOORS, type Door, type Visit } from './doors';
import { privateWords, publicWords, wrongWithPrivacy, wrongWithRefusal } from './judge';

let asking: AskingWorld;
beforeAll(async () => {
  asking = await startAskingWorld();
}, 60_000);
afterAll(() => asking.stop());

const { open, listed, secret, shared } = CHANNELS;
const { member, partner, guest } = PEOPLE;

/** What a test changed of people and channels is as it was before, and the functions know nothing of it. */
const changed = new Set<() => void>();
const asBefore = (whole: object, changes: object) =>
  Object.fromEntries(Object.keys(changes).map((key) => [key, Reflect.get(whole, key)]));
const changePerson = ({ id }: Person, changes: Partial<Omit<Person, 'id'>>): void => {
  const before = asBefore(asking.slack.workspace.people.find((one) => one.id === id) ?? {}, changes);
  changed.add(() => asking.slack.changePerson(id, before));
  asking.slack.changePerson(id, changes);
};
const changeChannel = ({ id }: Channel, changes: Partial<Omit<Channel, 'id'>>): void => {
  const before = asBefore(asking.slack.workspace.channels.find((one) => one.id === id) ?? {}, changes);
  changed.add(() => asking.slack.changeChannel(id, before));
  asking.slack.changeChannel(id, changes);
};
/** Members whom the functions do not know yet, each once. */
const spare = [...SPARE];
const newMember = (): Person => {
  const next = spare.pop();
  if (next === undefined) throw new Error('The workspace has no further members.');
  return next;
};
/** As if minutes had passed: whatever was kept for them is gone. */
const minutesPass = async (): Promise<void> => {
  asking.world.coolDown();
  await asking.forget();
};
beforeEach(async () => {
  asking.set({});
  await asking.reset(open.id);
});
afterEach(() => {
  for (const restore of [...changed].toReversed()) restore();
  changed.clear();
  asking.slack.refuseNoMore();
  asking.slack.grantOnly(undefined);
});

const doorOf = (name: string): Door => {
  const found = DOORS.find((door) => door.name === name);
  if (found === undefined) throw new Error(`There is no door ${name}.`);
  return found;
};
const PRESS = doorOf('a button that asks');
const COMMAND = doorOf('/connect-who-changed');
const MENTION = doorOf('a mention');
const FORM = doorOf('the form');
const OPTIONS = doorOf('the names offered while somebody types');

const visit = async (door: Door, visitor: Visit, alter?: (request: Json) => Json): Promise<Happened> => {
  const prepared = (await door.prepare?.(visitor, asking)) ?? '';
  return asking.during(async () => {
    if (alter !== undefined) asking.slack.alterNext(alter);
    await door.knock(visitor, asking, prepared);
  });
};
const refusal = (happened: Happened, { id }: Person, words: 0 | 1 = 1): readonly string[] =>
  wrongWithRefusal(happened, { words, userId: id });
const isAnswered = async (door: Door, happened: Happened, visitor: Visit): Promise<boolean> =>
  door.isDone(happened, visitor, asking);

const within =
  (member: string, changes: Json) =>
  (request: Json): Json => {
    const inner = request[member];
    return { ...request, [member]: { ...(isJson(inner) ? inner : {}), ...changes } };
  };

describe('a request that lies about who sends it opens no door:', () => {
  it.each<[string, Door, (request: Json) => Json]>([
    ['a press that names our own team', PRESS, within('user', { team_id: OWN.id })],
    ['a press that names no team', PRESS, within('user', { team_id: undefined })],
    ['a command that names our own team', COMMAND, (request) => ({ ...request, team_id: OWN.id })],
    ['a command that names no team', COMMAND, (request) => ({ ...request, team_id: undefined })],
    [
      'a mention without any team',
      MENTION,
      within('event', { user_team: undefined, user_profile: undefined, source_team: undefined, team: undefined }),
    ],
    [
      'a mention that names our own team everywhere',
      MENTION,
      within('event', { user_team: OWN.id, user_profile: { team: OWN.id }, source_team: OWN.id, team: OWN.id }),
    ],
    [
      'a form whose teams are all the same one',
      FORM,
      (request) => within('user', { team_id: PARTNER.id })({ ...request, team: { id: PARTNER.id, domain: 'x' } }),
    ],
    [
      'a form that names our own team everywhere',
      FORM,
      (request) =>
        within('view', { team_id: OWN.id })(
          within('user', { team_id: OWN.id })({ ...request, team: { id: OWN.id, domain: 'x' } }),
        ),
    ],
    ['names for a form of our own team', OPTIONS, within('user', { team_id: OWN.id })],
  ])('%s, of a partner', async (_lie, door, alter) => {
    const happened = await visit(door, { person: partner, channel: shared }, alter);
    expect(refusal(happened, partner, door === OPTIONS ? 0 : 1)).toEqual([]);
  });

  it.each<[string, Json]>([
    ['is another person', { id: 'U0ANOTHER01' }],
    ['has no id', { id: undefined }],
    ['has no team', { team_id: undefined }],
    ['is of another team', { team_id: PARTNER.id }],
    ['does not say whether they are a guest', { is_restricted: undefined }],
    ['does not say whether they are a guest of one channel', { is_ultra_restricted: undefined }],
    ['does not say whether they are a bot', { is_bot: undefined }],
    ['does not say whether they are gone', { deleted: undefined }],
    ['says so in other words', { is_restricted: 'false', is_ultra_restricted: 0, is_bot: null }],
    ['is a stranger', { is_stranger: true }],
  ])('somebody who, as Slack says, %s', async (_what, info) => {
    const person = newMember();
    changePerson(person, { info });
    for (const door of [COMMAND, PRESS, MENTION]) {
      const happened = await visit(door, { person, channel: open });
      expect({ door: door.name, wrong: refusal(happened, person) }).toEqual({ door: door.name, wrong: [] });
    }
  });

  it.each<[string, Person, Json]>([
    ['a workflow', newMember(), { is_workflow_bot: true }],
    ['a connector', newMember(), { is_connector_bot: true }],
    ['Slack’s own bot, which says that it is none', PEOPLE.slackbot, {}],
  ])('%s is a bot, and is told nothing', async (_what, person, info) => {
    changePerson(person, { info });
    changeChannel(open, { members: [...open.members, person.id] });
    for (const door of [MENTION, PRESS]) {
      expect(refusal(await visit(door, { person, channel: open }), person, 0)).toEqual([]);
    }
  });

  it.each<[string, Json]>([
    ['with a profile of a bot', { bot_profile: { id: 'B0OTHER0001', name: 'other' } }],
    ['with an id of a bot', { bot_id: 'B0OTHER0001' }],
    ['by the bot itself', { user: 'U0BOT000001' }],
  ])('a mention %s is told nothing', async (_what, event) => {
    const happened = await visit(MENTION, { person: member, channel: open }, within('event', event));
    expect(refusal(happened, member, 0)).toEqual([]);
  });

  it('a guest whose request names a listed team is a guest all the same', async () => {
    asking.set({ teams: [PARTNER.id] });
    for (const door of [COMMAND, PRESS, OPTIONS, FORM]) {
      const lie =
        door === COMMAND
          ? (request: Json) => ({ ...request, team_id: PARTNER.id })
          : within('user', { team_id: PARTNER.id });
      const wrong = refusal(await visit(door, { person: guest, channel: open }, lie), guest, door.isSilent ? 0 : 1);
      expect({ door: door.name, wrong }).toEqual({ door: door.name, wrong: [] });
    }
  });

  it('a mention that names our own team beside a member is answered', async () => {
    const visitor = { person: member, channel: open };
    const happened = await visit(MENTION, visitor, within('event', { user_team: OWN.id }));
    expect(await isAnswered(MENTION, happened, visitor)).toBe(true);
  });
});

const PUBLIC = [
  'a mention',
  '“Share”',
  '/connect-digest at 09:00',
  '/connect-digest now',
  '/connect-watch',
  'a button that sets a watch',
].map(doorOf);

describe('nothing is said in public', () => {
  const kept = async (door: Door, alter?: (request: Json) => Json, channel: Visit['channel'] = open): Promise<void> => {
    const happened = await visit(door, { person: member, channel }, alter);
    expect({ door: door.name, wrong: wrongWithPrivacy(happened) }).toEqual({ door: door.name, wrong: [] });
  };

  it('where the request says that the channel is shared, though Slack does not', async () => {
    await kept(MENTION, (request) => ({ ...request, is_ext_shared_channel: true }));
  });

  it.each([false, undefined])('where the request says %s of a channel that is shared', async (said) => {
    await asking.reset(shared.id);
    await kept(MENTION, (request) => ({ ...request, is_ext_shared_channel: said }), shared);
  });

  it.each<[string, Json]>([
    [
      'not whether it is shared',
      { is_shared: undefined, is_ext_shared: undefined, is_org_shared: undefined, is_pending_ext_shared: undefined },
    ],
    ['that it is shared, and not how', { is_shared: true, is_ext_shared: undefined, is_org_shared: undefined }],
    [
      'that it is shared inside the organization and outside of it',
      { is_shared: true, is_org_shared: true, is_ext_shared: true },
    ],
  ])('where Slack says of the channel %s', async (_what, info) => {
    changeChannel(open, { info });
    for (const door of PUBLIC) {
      await asking.reset(open.id);
      await kept(door);
    }
  });

  it.each<[string, Parameters<AskingWorld['slack']['refuseWhile']>[0]]>([
    ['channel_not_found', (method) => (method === 'conversations.info' ? { error: 'channel_not_found' } : undefined)],
    [
      'too many requests',
      (method) => (method === 'conversations.info' ? { status: 429, retryAfterSeconds: 9 } : undefined),
    ],
    ['nothing', (method) => (method === 'conversations.info' ? { unanswered: 'broken off' } : undefined)],
  ])('where Slack says of the channel: %s', async (_what, refuses) => {
    asking.slack.refuseWhile(refuses);
    for (const door of PUBLIC) {
      await asking.reset(open.id);
      await kept(door);
    }
  });

  it('where the token may not ask about channels, and the scope that is missing is named', async () => {
    asking.slack.grantOnly(['chat:write', 'users:read']);
    for (const door of PUBLIC) {
      await asking.reset(open.id);
      const happened = await visit(door, { person: member, channel: open });
      expect({ door: door.name, wrong: wrongWithPrivacy(happened) }).toEqual({ door: door.name, wrong: [] });
      expect(JSON.stringify(privateWords(happened))).toContain('channels:read');
    }
  });

  it.each(PUBLIC.map((door) => [door.name, door] as const))(
    'by %s where the channel is shared while the job waits',
    async (_name, door) => {
      const visitor = { person: member, channel: open };
      const happened = await asking.during(async () => {
        await door.knock(visitor, asking, '');
        changeChannel(open, { shared: { how: 'externally', teams: [PARTNER.id] } });
      });
      expect(publicWords(happened)).toEqual([]);
    },
  );
});

describe('who was a member is one no more', () => {
  const becomes: readonly [string, Partial<Person>][] = [
    ['a guest', { guestOf: 'channels' }],
    ['a guest of one channel', { guestOf: 'one channel' }],
    ['gone', { isDeactivated: true }],
    ['of another team', { from: PARTNER }],
  ];

  /** Each kind at every fourth door, so that each door is tried. */
  const isTried = (changes: Partial<Person>, door: Door): boolean =>
    DOORS.indexOf(door) % becomes.length === becomes.findIndex(([, others]) => others === changes);

  it.each(becomes)('as soon as minutes have passed: %s', async (_what, changes) => {
    const doors = DOORS.filter((door) => isTried(changes, door));
    const visitor = { person: newMember(), channel: open };
    expect(await isAnswered(COMMAND, await visit(COMMAND, visitor), visitor)).toBe(true);
    const opened = new Map<Door, string>();
    for (const door of doors) opened.set(door, (await door.prepare?.(visitor, asking)) ?? '');
    changePerson(visitor.person, changes);
    await minutesPass();
    for (const door of doors) {
      // What stood at Home before is no more once a refusal was published.
      const isAnew = door.place === 'home' && door.prepare !== undefined;
      const prepared = (isAnew ? await door.prepare?.(visitor, asking) : opened.get(door)) ?? '';
      const happened = await asking.during(() => door.knock(visitor, asking, prepared));
      const wrong = refusal(happened, visitor.person, door.isSilent ? 0 : 1);
      expect({ door: door.name, wrong }).toEqual({ door: door.name, wrong: [] });
    }
  });

  it.each(becomes)('at once where the worker has something to do: %s', async (_what, changes) => {
    const visitor = { person: newMember(), channel: open };
    expect(await isAnswered(COMMAND, await visit(COMMAND, visitor), visitor)).toBe(true);
    const isJob = ({ place, name }: Door): boolean => place !== 'nowhere' && !/New search|“Change” of/.test(name);
    for (const door of [...DOORS.filter((one) => isJob(one) && isTried(changes, one)), FORM]) {
      await asking.reset(open.id);
      const prepared = (await door.prepare?.(visitor, asking)) ?? '';
      const happened = await asking.during(async () => {
        await door.knock(visitor, asking, prepared);
        changePerson(visitor.person, changes);
      });
      const wrong = refusal(happened, visitor.person).filter((one) => !/says \d things/.test(one));
      expect({ door: door.name, wrong }).toEqual({ door: door.name, wrong: [] });
      changePerson(visitor.person, { guestOf: undefined, isDeactivated: false, from: undefined });
    }
  });

  it('in whose listed channel they are no more: modals that were opened there are dead', async () => {
    asking.set({ channels: [listed.id] });
    const visitor = { person: newMember(), channel: listed };
    changeChannel(listed, { members: [visitor.person.id] });
    expect(await isAnswered(COMMAND, await visit(COMMAND, visitor), visitor)).toBe(true);
    changeChannel(listed, { members: [guest.id] });
    for (const door of DOORS.filter(({ place }) => place === 'modal')) {
      await asking.reset(listed.id);
      const happened = await visit(door, visitor);
      const wrong = refusal(happened, visitor.person);
      expect({ door: door.name, wrong }).toEqual({ door: door.name, wrong: [] });
    }
  });
});

describe('a modal or a button that names a channel of others', () => {
  it.each([listed.id, `${listed.id} `, '', 'null'])('admits nobody by its metadata %j', async (metadata) => {
    asking.set({ channels: [listed.id] });
    const visitor = { person: newMember(), channel: { ...listed, id: metadata } };
    for (const door of DOORS.filter(({ place }) => place === 'modal')) {
      await asking.reset(listed.id);
      const happened = await visit(door, visitor);
      const wrong = refusal(happened, visitor.person);
      expect({ door: door.name, wrong }).toEqual({ door: door.name, wrong: [] });
    }
  });

  it('offers no names by the metadata of a form', async () => {
    asking.set({ channels: [listed.id] });
    const person = newMember();
    const viewId = asking.openModal(person.id, { ...formView(), private_metadata: listed.id });
    const happened = await asking.during(() =>
      asking.slack.suggest({ userId: person.id, viewId, blockId: 'thing', actionId: 'thing', value: 'Auro' }),
    );
    expect(refusal(happened, person, 0)).toEqual([]);
  });

  const forged: readonly [string, string][] = [
    ['“End” of a digest at Home', 'home-end-digest'],
    ['“Change” of a digest at Home', 'home-change-digest'],
    ['“End” of a watch at Home', 'home-stop-watch-0'],
  ];
  it.each(forged)('does nothing there: %s', async (_name, action) => {
    const viewId = await asking.publishHome(member.id, secret.id);
    const happened = await asking.during(() =>
      asking.slack.press({ userId: member.id, viewId, blockId: asking.buttonBlock(action), actionId: action }),
    );
    expect(publicWords(happened)).toEqual([]);
    expect(JSON.stringify(privateWords(happened))).not.toContain(secret.name);
    expect(happened.calls.map(({ what }) => what)).not.toContain('chat.postMessage');
    expect(JSON.stringify(await asking.digestIn(secret.id))).toContain('00:00');
    expect(await asking.watchesIn(secret.id)).toBe(1);
  });

  it('does nothing there: the form of a digest', async () => {
    const door = doorOf('the form of a digest');
    const happened = await visit(door, { person: member, channel: secret });
    expect(publicWords(happened)).toEqual([]);
    expect(JSON.stringify(await asking.digestIn(secret.id))).toContain('00:00');
  });

  it('ends no watch of another channel, pressed in a channel of one’s own', async () => {
    const viewId = asking.buttonsIn(open);
    const happened = await asking.during(() => {
      asking.slack.alterNext((request) => {
        const [action] = Array.isArray(request.actions) ? request.actions : [];
        return { ...request, actions: [{ ...action, value: `${secret.id}#first` }] };
      });
      return asking.slack.press({
        userId: member.id,
        messageId: viewId,
        blockId: asking.buttonBlock('watch-stop-0'),
        actionId: 'watch-stop-0',
      });
    });
    expect(await asking.watchesIn(secret.id)).toBe(1);
    expect(JSON.stringify([happened.acks, happened.calls])).not.toContain(secret.name);
    expect(publicWords(happened)).toEqual([]);
  });
});

describe('the Home tab', () => {
  const homeOf = async (person: Person): Promise<string> => {
    const { calls } = await visit(doorOf('the Home tab'), { person, channel: open });
    const published = calls.filter(({ what, body }) => what === 'views.publish' && body.user_id === person.id);
    expect(published).toHaveLength(1);
    return JSON.stringify(published);
  };

  it('shows a private channel’s name to its members only', async () => {
    expect(await homeOf(PEOPLE.listed)).toContain(secret.name);
    const others = await homeOf(member);
    expect(others).toContain(open.name);
    for (const hidden of [secret.name, secret.id]) expect(others).not.toContain(hidden);
  });

  it('shows a listed user no private channel that they are not in', async () => {
    asking.set({ users: [member.id] });
    expect(await homeOf(member)).not.toContain(secret.name);
  });

  it('shows a guest, where guests may ask, only their own channels', async () => {
    asking.set({ guests: true });
    const home = await homeOf(guest);
    expect(home).toContain(open.name);
    expect(home).not.toContain(secret.name);
  });

  it.each<[string, Parameters<AskingWorld['slack']['refuseWhile']>[0]]>([
    ['an error', (method) => (method === 'users.conversations' ? { error: 'internal_error' } : undefined)],
    ['nothing', (method) => (method === 'users.conversations' ? { unanswered: 'broken off' } : undefined)],
  ])('shows no channel where Slack says %s of the person’s channels', async (_what, refuses) => {
    asking.slack.refuseWhile(refuses);
    const home = await homeOf(PEOPLE.listed);
    for (const hidden of [secret.name, open.name, secret.id]) expect(home).not.toContain(hidden);
  });

  it('shows no channel where a scope is missing, and names it', async () => {
    asking.slack.grantOnly(['chat:write', 'users:read', 'channels:read']);
    const home = await homeOf(PEOPLE.listed);
    for (const hidden of [secret.name, open.name, secret.id]) expect(home).not.toContain(hidden);
    expect(home).toContain('groups:read');
  });
});

describe('while Slack does not say who somebody is,', () => {
  const away: readonly [string, ReturnType<Parameters<AskingWorld['slack']['refuseWhile']>[0]>][] = [
    ['too many requests', { status: 429, retryAfterSeconds: 9 }],
    ['its own error', { error: 'internal_error' }],
    ['status 500', { status: 500 }],
    ['broken off', { unanswered: 'broken off' }],
  ];
  const goAway = (refusal: (typeof away)[number][1]): void =>
    asking.slack.refuseWhile((method) => (method === 'users.info' ? refusal : undefined));

  it.each(away)('an unknown person is asked to try again, and is answered then (%s)', async (_what, fails) => {
    const visitor = { person: newMember(), channel: open };
    goAway(fails);
    for (const door of [COMMAND, PRESS, MENTION, OPTIONS, FORM]) {
      const wrong = refusal(await visit(door, visitor), visitor.person, door.isSilent ? 0 : 1);
      expect({ door: door.name, wrong }).toEqual({ door: door.name, wrong: [] });
    }
    asking.slack.refuseNoMore();
    for (const door of [COMMAND, OPTIONS]) {
      expect(await isAnswered(door, await visit(door, visitor), visitor)).toBe(true);
    }
  });

  it.each(away)('a member of minutes ago still is one (%s)', async (_what, fails) => {
    const visitor = { person: newMember(), channel: open };
    expect(await isAnswered(COMMAND, await visit(COMMAND, visitor), visitor)).toBe(true);
    goAway(fails);
    for (const door of [COMMAND, OPTIONS]) {
      expect(await isAnswered(door, await visit(door, visitor), visitor)).toBe(true);
    }
  });

  it('a guest of minutes ago is none the more a member', async () => {
    const visitor = { person: newMember(), channel: open };
    changePerson(visitor.person, { guestOf: 'channels' });
    expect(refusal(await visit(COMMAND, visitor), visitor.person)).toEqual([]);
    goAway({ status: 500 });
    for (const door of [COMMAND, PRESS, OPTIONS]) {
      expect(refusal(await visit(door, visitor), visitor.person, door.isSilent ? 0 : 1)).toEqual([]);
    }
  });

  it('who Slack does not find any more is no member of minutes ago', async () => {
    const visitor = { person: newMember(), channel: open };
    expect(await isAnswered(COMMAND, await visit(COMMAND, visitor), visitor)).toBe(true);
    goAway({ error: 'user_not_found' });
    expect(refusal(await visit(COMMAND, visitor), visitor.person)).toEqual([]);
  });

  it('a bot that does not know itself answers nobody', async () => {
    await minutesPass();
    asking.slack.refuseWhile((method) => (method === 'auth.test' ? { error: 'internal_error' } : undefined));
    for (const door of [COMMAND, PRESS, MENTION, OPTIONS]) {
      const happened = await visit(door, { person: member, channel: open });
      expect(refusal(happened, member, door.isSilent ? 0 : 1)).toEqual([]);
    }
  });

  it('a token that may not ask about people says so, and answers nobody', async () => {
    asking.slack.grantOnly(['chat:write', 'channels:read', 'groups:read']);
    const person = newMember();
    const happened = await visit(COMMAND, { person, channel: open });
    expect(refusal(happened, person)).toEqual([]);
    expect(JSON.stringify(privateWords(happened))).toContain('users:read');
  });
});

describe('what fails while somebody is refused', () => {
  const broken: readonly [string, Door, Parameters<AskingWorld['slack']['refuseWhile']>[0]][] = [
    ['a modal can’t be opened', doorOf('the shortcut at the composer'), (method) => failing(method, 'views.open')],
    ['a modal can’t be changed', doorOf('a button that asks in a modal'), (method) => failing(method, 'views.update')],
    ['a response URL takes nothing', PRESS, (method) => (method === 'response_url' ? { status: 500 } : undefined)],
    ['nothing can be shown privately', MENTION, (method) => failing(method, 'chat.postEphemeral')],
    ['a Home tab can’t be published', doorOf('the Home tab'), (method) => failing(method, 'views.publish')],
    [
      'a button at Home can’t be answered',
      doorOf('a button that asks at Home'),
      (method) => failing(method, 'views.open'),
    ],
  ];
  const failing = (method: string, wanted: string) => (method === wanted ? { error: 'fatal_error' } : undefined);

  it.each(broken)('is told nowhere else: %s', async (_what, door, refuses) => {
    for (const [person, channel] of [
      [partner, shared],
      [guest, open],
    ] as const) {
      await asking.reset(channel.id);
      const prepared = (await door.prepare?.({ person, channel }, asking)) ?? '';
      asking.slack.refuseWhile(refuses);
      const happened = await asking.during(() => door.knock({ person, channel }, asking, prepared));
      asking.slack.refuseNoMore();
      const direct = happened.calls.filter(({ what }) => ['chat.postMessage', 'conversations.open'].includes(what));
      expect({ person: person.name, direct }).toEqual({ person: person.name, direct: [] });
    }
  });
});

describe('what comes later', () => {
  it('a second look at an empty answer is not told to who is no member any more, nor in a channel that is shared by then', async () => {
    const ask = 'by:zelda.admin type:prompt since:1m';
    const visitor = { person: newMember(), channel: open };
    await asking.during(() =>
      asking.slack.sendCommand({
        command: '/connect-changes',
        text: ask,
        userId: visitor.person.id,
        channelId: open.id,
      }),
    );
    expect(asking.secondLooks()).toBe(1);
    changePerson(visitor.person, { from: PARTNER });
    const happened = await asking.during(() => asking.lookAgain());
    expect(publicWords(happened)).toEqual([]);
    expect(JSON.stringify([happened.acks, happened.calls])).not.toMatch(/zelda|prompt/);
  });

  it('the form of a digest does nothing for who has left the channel', async () => {
    const door = doorOf('the form of a digest');
    const visitor = { person: newMember(), channel: open };
    const viewId = (await door.prepare?.(visitor, asking)) ?? '';
    changeChannel(open, { members: open.members.filter((id) => id !== visitor.person.id) });
    const happened = await asking.during(() => door.knock(visitor, asking, viewId));
    expect(publicWords(happened)).toEqual([]);
    expect(JSON.stringify(await asking.digestIn(open.id))).toContain('00:00');
  });
});

describe('what a refused person can read', () => {
  it('of help and of mistakes is the same for everybody, and holds no name', async () => {
    for (const text of ['help', '', 'Auro', 'type:nothing Aurora', 'by:', 'since:tomorrow x', 'instance:obsidian x']) {
      for (const command of ['/connect-who-changed', '/connect-changes', '/connect-digest', '/connect-watch']) {
        const typed = { command, text, userId: partner.id, channelId: shared.id };
        const happened = await asking.during(() => asking.slack.sendCommand(typed));
        const wrong = refusal(happened, partner);
        expect({ command, text, wrong }).toEqual({ command, text, wrong: [] });
      }
    }
  });

  it('and what is logged of them holds no name and no address', async () => {
    for (const door of [COMMAND, PRESS, MENTION, FORM, OPTIONS, doorOf('the Home tab')]) {
      const { logs } = await visit(door, { person: partner, channel: shared });
      for (const name of [partner.name, partner.email, partner.realName, shared.name, '/response/', 'zelda']) {
        expect(logs).not.toContain(name);
      }
    }
  });
});

describe('the direct messages of', () => {
  const directWith = ({ id, name }: Person) => ({ id: id.replace(/^./, 'D'), name, botIsMember: true, with: id });
  const asked = (person: Person, askers: AskersSet): Promise<Happened> => {
    asking.set(askers);
    return visit(COMMAND, { person, channel: directWith(person) });
  };

  it('a member answer; those of a guest and of an unlisted member do not', async () => {
    const visitor = { person: member, channel: directWith(member) };
    expect(await isAnswered(COMMAND, await asked(member, {}), visitor)).toBe(true);
    expect(refusal(await asked(guest, {}), guest)).toEqual([]);
    expect(refusal(await asked(member, { channels: [listed.id] }), member)).toEqual([]);
  });
});
