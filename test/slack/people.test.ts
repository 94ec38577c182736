import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { silentLog } from '../../bot/log';
import { createPeople, type PeopleDeps, type Seen, type SeenPeople } from '../../bot/slack/people';

const NOW = Date.parse('2026-11-20T09:00:00Z');
const MINUTE = 60_000;
const MEMBER = {
  id: 'U1',
  team_id: 'T1',
  is_bot: false,
  deleted: false,
  is_restricted: false,
  is_ultra_restricted: false,
};

const slackSays = (error: string): WebAPIPlatformError =>
  new WebAPIPlatformError({ ok: false, error } as ConstructorParameters<typeof WebAPIPlatformError>[0]);

/** Slack and the tables as each test has them, and a clock. */
const start = (deps: Partial<PeopleDeps> = {}) => {
  const world = {
    at: NOW,
    own: async (): Promise<object> => ({ ok: true, team_id: 'T1', user_id: 'U0BOT', is_enterprise_install: false }),
    user: async (): Promise<object> => ({ ok: true, user: MEMBER }),
    calls: { own: 0, user: 0 },
    kept: new Map<string, Seen>(),
  };
  const client = {
    auth: {
      test: () => {
        world.calls.own += 1;
        return world.own();
      },
    },
    users: {
      info: () => {
        world.calls.user += 1;
        return world.user();
      },
    },
  } as unknown as WebClient;
  const seen: SeenPeople = {
    read: async (id) => world.kept.get(id),
    alter: async (id, change) => {
      const one = change(world.kept.get(id));
      if (one !== undefined) world.kept.set(id, one);
      return one;
    },
  };
  const open = () => createPeople({ client, seen, now: () => new Date(world.at), log: silentLog, ...deps });
  const people = open();
  const kindOf = async (options?: { isFresh: boolean }) => (await people.of('U1', options)).person.kind;
  return { world, people, kindOf, open };
};

it('Slack is asked once in some minutes for a person, and once for the bot', async () => {
  const { world, kindOf } = start();
  expect(await kindOf()).toBe('member');
  world.at += 4 * MINUTE;
  expect(await kindOf()).toBe('member');
  expect(world.calls).toEqual({ own: 1, user: 1 });
  world.at += 2 * MINUTE;
  world.user = async () => ({ user: { ...MEMBER, is_restricted: true } });
  expect(await kindOf()).toBe('guest');
  expect(world.calls).toEqual({ own: 1, user: 2 });
});

it('what one process heard another knows, without a call; of a person only the kind and ids are kept', async () => {
  const { world, open, kindOf } = start();
  world.user = async () => ({ user: { ...MEMBER, real_name: 'Ann', profile: { email: 'ann@example.com' } } });
  await kindOf();
  expect((await open().of('U1')).person).toEqual({ kind: 'member' });
  expect(world.calls).toEqual({ own: 1, user: 1 });
  expect([...world.kept.values()]).toEqual([
    {
      person: { kind: 'member' },
      own: { team: 'T1', userId: 'U0BOT', isOrgWide: false },
      at: '2026-11-20T09:00:00.000Z',
    },
  ]);
});

it('where it has to be fresh Slack is asked whatever is known', async () => {
  const { world, kindOf } = start();
  await kindOf();
  world.user = async () => ({ user: { ...MEMBER, deleted: true } });
  expect(await kindOf({ isFresh: true })).toBe('deactivated');
  expect(await kindOf()).toBe('deactivated');
});

it('several who ask at once of one person make one call', async () => {
  const { world, people } = start();
  await Promise.all([people.of('U1'), people.of('U1'), people.of('U1')]);
  expect(world.calls).toEqual({ own: 1, user: 1 });
});

const away = async (): Promise<object> => {
  throw slackSays('internal_error');
};

describe('where Slack does not answer', () => {
  it.each<[string, () => Promise<object>]>([
    ['says that it failed', away],
    ['asks for patience', () => Promise.reject(slackSays('ratelimited'))],
    ['can’t be reached', () => Promise.reject(new Error('connect ECONNREFUSED'))],
  ])('a member of minutes ago is still one, and nobody else is anything: it %s', async (_how, failing) => {
    const { world, people, kindOf } = start();
    await kindOf();
    world.at += 9 * MINUTE;
    world.user = failing;
    expect(await kindOf()).toBe('member');
    expect(await kindOf({ isFresh: true })).toBe('member');
    expect((await people.of('U2')).person.kind).toBe('unknown');
    world.at += 2 * MINUTE;
    expect(await kindOf()).toBe('unknown');
  });

  it('a guest of minutes ago is unknown, and known again as soon as Slack answers', async () => {
    const { world, kindOf } = start();
    const guest = async () => ({ user: { ...MEMBER, is_restricted: true } });
    world.user = guest;
    await kindOf();
    world.at += 6 * MINUTE;
    world.user = away;
    expect(await kindOf()).toBe('unknown');
    world.user = guest;
    expect(await kindOf()).toBe('guest');
  });

  it('a new process knows a member by the tables, and which workspace is its own', async () => {
    const { world, open, kindOf } = start();
    await kindOf();
    world.at += 6 * MINUTE;
    world.user = away;
    world.own = away;
    expect(await open().of('U1')).toMatchObject({ person: { kind: 'member' }, own: { team: 'T1' } });
  });

  it('nobody is known to a process that does not know its own workspace', async () => {
    const { world, kindOf } = start();
    world.own = away;
    expect(await kindOf()).toBe('unknown');
    expect(world.kept.size).toBe(0);
  });

  it('nobody waits for a Slack, or for tables, that never answer', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date', 'performance'] });
    const { world, kindOf } = start({ withinMs: 900 });
    world.user = () => new Promise(() => undefined);
    const kind = kindOf();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await kind).toBe('unknown');
    world.user = async () => ({ user: MEMBER });
    const never = {
      read: () => new Promise<undefined>(() => undefined),
      alter: () => new Promise<undefined>(() => undefined),
    };
    const without = start({ withinMs: 900, seen: never }).kindOf();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await without).toBe('member');
    jest.useRealTimers();
  });
});

it('where Slack does answer that there is nobody of that name, a member of minutes ago is none', async () => {
  const { world, kindOf } = start();
  await kindOf();
  world.at += 6 * MINUTE;
  world.user = () => Promise.reject(slackSays('user_not_found'));
  expect(await kindOf()).toBe('unknown');
});

it('a bot of a whole organization says so', async () => {
  const { world, people } = start();
  world.own = async () => ({ enterprise_id: 'E1', is_enterprise_install: true });
  expect(await people.own()).toEqual({ team: 'E1', enterprise: 'E1', isOrgWide: true });
});
