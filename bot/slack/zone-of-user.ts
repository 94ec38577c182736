import type { WebClient } from '@slack/web-api';
import { isTimeZone } from '../config';

/** A Slack user's own time zone (IANA name), remembered while the process is warm. UTC where Slack does not tell. */
export const zoneOfUser = (client: WebClient): ((slackUserId: string) => Promise<string>) => {
  const known = new Map<string, string>();
  return async (user) => {
    const remembered = known.get(user);
    if (remembered !== undefined) return remembered;
    const zone = await client.users.info({ user }).then(
      (info) => info.user?.tz,
      () => undefined,
    );
    if (zone === undefined || !isTimeZone(zone)) return 'utc';
    known.set(user, zone);
    return zone;
  };
};
