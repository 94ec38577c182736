import { WebClient } from '@slack/web-api';
import { slackUsers } from '../../bot/slack/slack-users';

/** A Slack that gives these answers in turn, the last one for ever, and how often it was asked. */
const slackWith = (...users: readonly (object | undefined)[]) => {
  const asked: string[] = [];
  const fetch = async (_url: unknown, init?: { body?: unknown }): Promise<Response> => {
    const user = users[Math.min(asked.length, users.length - 1)];
    asked.push(String(init?.body));
    return Response.json(user === undefined ? { ok: false, error: 'user_not_found' } : { ok: true, user });
  };
  return { asked, ...slackUsers(new WebClient('xoxb-test', { fetch, retryConfig: { retries: 0 } })) };
};

beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => jest.restoreAllMocks());

const mateo = {
  name: 'mateo',
  tz: 'Asia/Kolkata',
  real_name: 'Mateo Jackson',
  profile: { real_name: 'Mateo Jackson', display_name: 'mateo', email: 'mateo@example.com' },
};

it('the zone and the person are Slack’s, asked for once together', async () => {
  const { asked, zoneOf, personOf } = slackWith(mateo);
  expect(await Promise.all([zoneOf('U1'), personOf('U1'), zoneOf('U1')])).toEqual([
    'Asia/Kolkata',
    { email: 'mateo@example.com', realName: 'Mateo Jackson', displayName: 'mateo' },
    'Asia/Kolkata',
  ]);
  expect(await personOf('U1')).toBeDefined();
  expect(asked).toHaveLength(1);
});

it.each<[string, object | undefined]>([
  ['does not know the user', undefined],
  ['tells no zone', {}],
  ['tells one that does not exist', { tz: 'Moon/Tycho' }],
])('the zone is UTC where Slack %s', async (_what, user) => {
  expect(await slackWith(user).zoneOf('U1')).toBeUndefined();
});

it.each<[string, object | undefined, object | undefined]>([
  ['does not know the user', undefined, undefined],
  [
    'may not tell the e-mail address',
    { ...mateo, profile: { display_name: '' } },
    { realName: 'Mateo Jackson', displayName: 'mateo' },
  ],
  ['tells nothing', {}, {}],
])('a person is what Slack tells, where it %s', async (_what, user, person) => {
  expect(await slackWith(user).personOf('U1')).toEqual(person);
});

it('who could not be asked for is asked for again', async () => {
  const { asked, zoneOf } = slackWith(undefined, mateo);
  expect([await zoneOf('U1'), await zoneOf('U1')]).toEqual([undefined, 'Asia/Kolkata']);
  expect(asked).toHaveLength(2);
});
