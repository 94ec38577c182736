import { randomBytes } from 'node:crypto';

/** What a response URL was issued for; only one from a message's button can replace or delete that message. */
export interface ResponseOrigin {
  readonly channel: string;
  readonly user: string;
  readonly requestId: string;
  /** The message whose button was pressed. */
  readonly messageId?: string;
}

/** Slack's own words for a response URL that no longer works. */
export type ResponseUrlError = 'used_url' | 'expired_url';

/** A response URL takes five posts within thirty minutes: https://docs.slack.dev/interactivity/handling-user-interaction */
const mostPosts = 5;
const lifetimeMs = 30 * 60_000;

/** Issues the ids of response URLs and keeps their budgets; `now` decides when one has expired. */
export const createResponseUrls = (now: () => Date) => {
  const issued = new Map<string, { origin: ResponseOrigin; issuedAt: number; posts: number }>();
  return {
    issue: (origin: ResponseOrigin): string => {
      const id = randomBytes(16).toString('hex');
      issued.set(id, { origin, issuedAt: now().getTime(), posts: 0 });
      return id;
    },
    /** How many posts it still takes, and for how many whole minutes. */
    left: (id: string): { posts: number; minutes: number } => {
      const found = issued.get(id);
      if (!found) return { posts: 0, minutes: 0 };
      const minutes = Math.floor((found.issuedAt + lifetimeMs - now().getTime()) / 60_000);
      return { posts: mostPosts - found.posts, minutes: Math.max(0, minutes) };
    },
    /** Takes one post from the budget. An id that was never issued counts as expired. */
    take: (id: string): { ok: true; origin: ResponseOrigin } | { ok: false; error: ResponseUrlError } => {
      const found = issued.get(id);
      if (!found || now().getTime() - found.issuedAt > lifetimeMs) return { ok: false, error: 'expired_url' };
      if (found.posts >= mostPosts) return { ok: false, error: 'used_url' };
      found.posts += 1;
      return { ok: true, origin: found.origin };
    },
  };
};

export type ResponseUrls = ReturnType<typeof createResponseUrls>;
