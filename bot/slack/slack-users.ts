import type { UsersInfoResponse, WebClient } from '@slack/web-api';
import { isTimeZone } from '../config';
import type { SlackPerson } from '../look-up/answer-deps';

/** What Slack tells of its users. Each is asked for once while the process is warm. */
export interface SlackUsers {
  /** The user's own time zone, an IANA name; `undefined` where Slack does not tell. */
  readonly zoneOf: (slackUserId: string) => Promise<string | undefined>;
  /** Who the user is; `undefined` where Slack does not tell. The e-mail address needs the scope `users:read.email`. */
  readonly personOf: (slackUserId: string) => Promise<SlackPerson | undefined>;
  /** Takes what was heard of a user elsewhere. */
  readonly hear: (user: User) => void;
}

type User = UsersInfoResponse['user'];

/** Slack's users by `users.info`; one call serves the zone and the person. A call that fails is made again the next time. */
export const slackUsers = (client: WebClient): SlackUsers => {
  const known = new Map<string, Promise<User>>();
  const userOf = async (user: string): Promise<User> => {
    const asked = known.get(user) ?? client.users.info({ user }).then((info) => info.user);
    known.set(user, asked);
    return asked.catch(() => {
      known.delete(user);
      return undefined;
    });
  };
  return {
    zoneOf: async (id) => {
      const zone = (await userOf(id))?.tz;
      return zone !== undefined && isTimeZone(zone) ? zone : undefined;
    },
    personOf: async (id) => {
      const user = await userOf(id);
      return user && personIn(user);
    },
    hear: (user) => {
      if (user?.id !== undefined) known.set(user.id, Promise.resolve(user));
    },
  };
};

/** Slack has empty texts for what somebody left out. */
const personIn = ({ profile, real_name, name }: NonNullable<User>): SlackPerson => {
  const email = profile?.email || undefined;
  const realName = profile?.real_name || real_name || undefined;
  const displayName = profile?.display_name || name || undefined;
  return { ...(email && { email }), ...(realName && { realName }), ...(displayName && { displayName }) };
};
