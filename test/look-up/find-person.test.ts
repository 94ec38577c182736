import { directoryOf } from '../../bot/directory/directory';
import type { DirectoryFact, PersonName } from '../../bot/directory/facts';
import type { AnswerDeps, SlackPerson } from '../../bot/look-up/answer-deps';
import { resolvePerson } from '../../bot/look-up/find-person';
import type { Person } from '../../bot/query/query';
import { coverage, INSTANCE, query } from '../support/build-answer';

const at = '2026-11-20T09:00:00Z';
const SYDNEY = { ...INSTANCE, id: '22222222-2222-4333-8444-555555555555', alias: 'sydney' };
const idOf = (number: number): string => `${number}aaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee`;
const mateoJackson: PersonName = { firstName: 'Mateo', lastName: 'Jackson' };

const user = (
  number: number,
  login: string,
  person?: PersonName,
  { instance = INSTANCE, kind = 'listed' as 'listed' | 'named' } = {},
): DirectoryFact => {
  const ref = { service: 'connect', type: 'user', id: idOf(number), region: instance.region, instance } as const;
  return kind === 'named'
    ? { kind, ref, name: login, at }
    : { kind, ref, name: login, at, ...(person !== undefined && { person }) };
};

/** Who is meant, in a directory of these users; `inEvents` are the users that only events tell of. */
const resolve = async (
  by: Person,
  users: readonly DirectoryFact[],
  {
    slack,
    inEvents = [],
  }: { slack?: () => Promise<SlackPerson | undefined>; inEvents?: readonly DirectoryFact[] } = {},
) => {
  let looks = 0;
  const deps: AnswerDeps = {
    find: async () => {
      looks += 1;
      return { changes: [], facts: inEvents, coverage: coverage() };
    },
    directory: directoryOf(users),
    instances: [INSTANCE],
    now: () => new Date(at),
    ...(slack !== undefined && { slackPerson: slack }),
  };
  const found = await resolvePerson(query({ by }), deps.directory, undefined, deps);
  const numbers = found.by?.connectUserIds.map((id) => Number(id[0]));
  return { numbers, names: found.by?.names, notes: found.notes, nobody: found.nobody, looks };
};

describe('a name', () => {
  const by = (name: string): Person => ({ kind: 'name', name });

  it('means the Connect user of that login, and everybody else who signs in by it', async () => {
    expect(await resolve(by('Mjackson'), [user(1, 'mjackson'), user(2, 'nwolf')])).toMatchObject({
      numbers: [1],
      names: ['Mjackson', 'mjackson'],
    });
  });

  it.each(['Mateo Jackson', 'jackson mateo', 'MateoJackson'])('may be a full name: %s', async (name) => {
    expect(await resolve(by(name), [user(1, 'mjackson', mateoJackson)])).toMatchObject({ numbers: [1], names: [name] });
  });
});

describe('a Slack user', () => {
  const mention: Person = { kind: 'slack user', slackUserId: 'U1', label: 'mateo' };
  const slackOf = (person: SlackPerson | undefined) => ({ slack: async () => person });
  const full: SlackPerson = { email: 'MJackson@example.com', realName: 'Mateo Jackson', displayName: 'mateo' };
  const byName = (...who: readonly string[]) => `@mateo was taken for ${who.join(' and ')}, by the name in Slack.`;
  const unmatched = 'No Connect user could be matched with the Slack user @mateo: write the login after by: instead.';

  it.each<[string, readonly DirectoryFact[], SlackPerson | undefined, readonly number[], readonly string[]]>([
    ['the e-mail address is a login', [user(1, 'mjackson@EXAMPLE.com'), user(2, 'x', mateoJackson)], full, [1], []],
    [
      'its beginning is a login and the name agrees',
      [user(1, 'mjackson', mateoJackson), user(2, 'mjackson2', mateoJackson)],
      full,
      [1],
      ['@mateo was taken for Mateo Jackson (mjackson), by the name in Slack and the beginning of the e-mail address.'],
    ],
    [
      'its beginning is the login of somebody else',
      [user(1, 'mjackson', { firstName: 'Mary', lastName: 'Jackson' })],
      full,
      [],
      [unmatched],
    ],
    ['its beginning is a login of no known name', [user(1, 'mjackson')], full, [], [unmatched]],
    [
      'its beginning was the login of two',
      [user(1, 'mjackson', mateoJackson), user(2, 'mjackson', { firstName: 'Mary', lastName: 'Jackson' })],
      full,
      [1],
      [byName('Mateo Jackson (mjackson)')],
    ],
    [
      'the name is the same',
      [user(1, 'mateo.j', mateoJackson), user(2, 'mateo')],
      full,
      [1],
      [byName('Mateo Jackson (mateo.j)')],
    ],
    [
      'two bear the name',
      [user(1, 'mateo.j', mateoJackson), user(2, 'mj', mateoJackson)],
      { realName: 'Jackson Mateo' },
      [1, 2],
      [byName('Mateo Jackson (mateo.j)', 'Mateo Jackson (mj)')],
    ],
    [
      'each instance knows another sign',
      [user(1, 'mjackson@example.com'), user(2, 'mj', mateoJackson, { instance: SYDNEY })],
      full,
      [1, 2],
      [byName('Mateo Jackson (mj)')],
    ],
    [
      'each instance has a user of the same login',
      [user(1, 'mj', mateoJackson), user(2, 'mj', mateoJackson, { instance: SYDNEY })],
      full,
      [1, 2],
      [byName('Mateo Jackson (mj)')],
    ],
    ['only the handle in Slack is a login', [user(1, 'mateo')], full, [], [unmatched]],
    ['Slack tells nothing', [user(1, 'mateo')], {}, [], [unmatched]],
    ['Slack could not be asked', [user(1, 'mateo')], undefined, [], [unmatched]],
  ])('where %s', async (_when, users, person, numbers, notes) => {
    expect(await resolve(mention, users, slackOf(person))).toMatchObject({ numbers, notes });
  });

  it('is also whoever signs in to AWS by the e-mail address, and never by the name in Slack', async () => {
    expect((await resolve(mention, [], slackOf(full))).names).toEqual(['MJackson@example.com']);
    expect((await resolve(mention, [user(1, 'mjackson@example.com')], slackOf(full))).names).toEqual([
      'MJackson@example.com',
    ]);
    expect((await resolve(mention, [], slackOf({ realName: 'Mateo Jackson' }))).names).toEqual([]);
  });

  it('without an e-mail address and of an unknown name is nobody who could be looked for, and nothing is', async () => {
    const users = [user(1, 'mateo')];
    expect(await resolve(mention, users, slackOf({ displayName: 'mateo' }))).toMatchObject({ nobody: true, looks: 0 });
    expect(await resolve(mention, users, slackOf(undefined))).toMatchObject({ nobody: true, looks: 0 });
    expect((await resolve(mention, users, slackOf(full))).nobody).toBeUndefined();
  });

  it('who came and went between two listings is found by the login in the events', async () => {
    const inEvents = [user(1, 'mjackson@example.com', undefined, { kind: 'named' })];
    expect(await resolve(mention, [], { ...slackOf(full), inEvents })).toMatchObject({
      numbers: [1],
      notes: [],
      looks: 1,
    });
  });

  it('is never told by the e-mail address, and by the id only where there is no name', async () => {
    const unnamed: Person = { kind: 'slack user', slackUserId: 'U1' };
    for (const users of [[], [user(1, 'mjackson', mateoJackson)], [user(1, 'mj', mateoJackson)]]) {
      const { notes } = await resolve(unnamed, users, slackOf({ ...full, displayName: 'matt' }));
      expect(notes.join()).toMatch(/@matt/);
      expect(notes.join()).not.toMatch(/example\.com|U1/);
    }
    const { notes } = await resolve(unnamed, [], slackOf(undefined));
    expect(notes.join()).toMatch(/@U1/);
  });

  it('is called as in the question where there is no Slack to ask', async () => {
    expect(await resolve(mention, [user(1, 'mateo')])).toMatchObject({ numbers: [1], names: ['mateo'], notes: [] });
  });
});
