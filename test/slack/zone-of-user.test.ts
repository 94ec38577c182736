import { WebClient } from '@slack/web-api';
import { zoneOfUser } from '../../bot/slack/zone-of-user';

/** A Slack that knows this of everyone, and how often it was asked. */
const slackWith = (user: object | undefined) => {
  const asked: string[] = [];
  const fetch = async (_url: unknown, init?: { body?: unknown }): Promise<Response> => {
    asked.push(String(init?.body));
    return Response.json(user === undefined ? { ok: false, error: 'user_not_found' } : { ok: true, user });
  };
  return { asked, client: new WebClient('xoxb-test', { fetch, retryConfig: { retries: 0 } }) };
};

it('the zone of a user is Slack’s, asked for once', async () => {
  const { asked, client } = slackWith({ tz: 'Asia/Kolkata' });
  const zoneOf = zoneOfUser(client);
  expect([await zoneOf('U1'), await zoneOf('U1')]).toEqual(['Asia/Kolkata', 'Asia/Kolkata']);
  expect(asked).toHaveLength(1);
});

it.each<[string, object | undefined]>([
  ['does not know the user', undefined],
  ['tells no zone', {}],
  ['tells one that does not exist', { tz: 'Moon/Tycho' }],
])('it is UTC where Slack %s', async (_what, user) => {
  jest.spyOn(console, 'error').mockImplementation(() => {});
  expect(await zoneOfUser(slackWith(user).client)('U1')).toBe('utc');
  jest.restoreAllMocks();
});
