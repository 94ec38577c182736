import type { UsersInfoResponse } from '@slack/web-api';
import * as z from 'zod/mini';
import { line, type Message } from '../answer/message';
import { phrases } from '../words/words';

/**
 * Who may ask, by Slack's ids, as `askers` of the configuration says. Members of the workspace may, everywhere, where nothing is given;
 * once `channels` or `users` are, only in those channels, and those people everywhere.
 */
export interface Askers {
  readonly channels?: readonly string[] | undefined;
  /** Also guests and people of other workspaces. */
  readonly users?: readonly string[] | undefined;
  /** Other workspaces (T…) and organizations (E…) whose people count as members. */
  readonly teams?: readonly string[] | undefined;
  /** Guests count as members. */
  readonly guests?: boolean | undefined;
  /** Channels shared with other organizations into which the bot may post all the same. */
  readonly sharedChannels?: readonly string[] | undefined;
}

/** The bot itself, by `auth.test`. */
export const ownSchema = z.object({
  team: z.string().check(z.minLength(1)),
  enterprise: z.optional(z.string()),
  userId: z.optional(z.string()),
  /** Installed for a whole organization, where no workspace is its own. */
  isOrgWide: z.boolean(),
});
export type Own = z.infer<typeof ownSchema>;

/** What Slack says that somebody is to this workspace. */
export const knownPersonSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('member') }),
  z.object({ kind: z.literal('guest') }),
  z.object({ kind: z.literal('single-channel guest') }),
  /** Of another workspace: its ids, and those of its organization. */
  z.object({ kind: z.literal('partner'), teams: z.array(z.string()) }),
  z.object({ kind: z.literal('bot') }),
  z.object({ kind: z.literal('deactivated') }),
]);
export type KnownPerson = z.infer<typeof knownPersonSchema>;
/** `scope` is the one that the bot lacks to see it. */
export type Person = KnownPerson | { readonly kind: 'unknown'; readonly scope?: string | undefined };

const UNKNOWN = { kind: 'unknown' } as const;

/** Who somebody is by `users.info`. Every field may be missing, above all of another workspace's people: what is missing is unknown. */
export const personIn = (user: UsersInfoResponse['user'], asked: string, own: Own): Person => {
  if (user === undefined || user.id !== asked) return UNKNOWN;
  const { is_bot, is_workflow_bot, is_connector_bot, deleted, is_restricted, is_ultra_restricted } = user;
  if (isOwnBot(asked, own) || [is_bot, is_workflow_bot, is_connector_bot].includes(true)) return { kind: 'bot' };
  if (deleted === true) return { kind: 'deactivated' };
  if (is_bot !== false || deleted !== false) return UNKNOWN;
  const workspaces = [user.team_id, ...listIn(user.teams), ...listIn(user.enterprise_user?.teams)].flatMap(textIn);
  if (workspaces.length === 0) return UNKNOWN;
  if (user.is_stranger === true || !workspaces.includes(own.team))
    return { kind: 'partner', teams: [...workspaces, ...textIn(user.enterprise_user?.enterprise_id)] };
  if (is_ultra_restricted === true) return { kind: 'single-channel guest' };
  if (is_restricted === true) return { kind: 'guest' };
  return is_restricted === false && is_ultra_restricted === false ? { kind: 'member' } : UNKNOWN;
};

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textIn = (value: unknown): readonly string[] => (typeof value === 'string' && value !== '' ? [value] : []);

/** Slackbot counts as no bot in `users.info`. */
export const isOwnBot = (userId: string, own: Own | undefined): boolean =>
  userId === 'USLACKBOT' || (own?.userId !== undefined && userId === own.userId);

/** Where somebody asks: in a channel, or nowhere, as from the composer. */
export interface Place {
  readonly userId: string;
  readonly channel?: string | undefined;
  /** At the Home tab, which lists what is set in channels. */
  readonly isHome?: boolean | undefined;
}

/** Why somebody is not answered. */
export type Refusal =
  | { readonly kind: 'guest' | 'deactivated' | 'bot' | 'org-wide' }
  | { readonly kind: 'unknown'; readonly scope?: string | undefined }
  | { readonly kind: 'partner'; readonly team: string | undefined }
  | { readonly kind: 'unlisted'; readonly userId: string; readonly channel: string | undefined };

/** Why this person may not ask here; undefined where they may. */
export const refusalOf = (person: Person, { userId, channel, isHome }: Place, askers: Askers): Refusal | undefined => {
  const isListed = askers.users?.includes(userId) === true;
  switch (person.kind) {
    case 'bot':
    case 'deactivated':
      return { kind: person.kind };
    case 'unknown':
      return person;
    case 'guest':
    case 'single-channel guest':
      if (!isListed && askers.guests !== true) return { kind: 'guest' };
      break;
    case 'partner': {
      const isOfListed = person.teams.some((team) => askers.teams?.includes(team) === true);
      if (!isListed && (!isOfListed || isHome === true)) return { kind: 'partner', team: person.teams[0] };
      break;
    }
    case 'member':
      break;
  }
  return isListed || isOpenTo(channel, askers) ? undefined : { kind: 'unlisted', userId, channel };
};

const isOpenTo = (channel: string | undefined, { channels, users }: Askers): boolean =>
  (channels === undefined && users === undefined) || (channel !== undefined && channels?.includes(channel) === true);

/** Whether a direct message may go there: nothing is sent to people of other organizations. */
export const isInside = ({ kind }: Person): boolean =>
  kind === 'member' || kind === 'guest' || kind === 'single-channel guest';

/** Whether somebody may hear directly of what they set once: who may ask no more, does not. */
export const mayHear = (person: Person, userId: string, { users, guests }: Askers): boolean =>
  person.kind === 'member' || (isInside(person) && (guests === true || users?.includes(userId) === true));

/** To the one who may not ask: why, and who can change it, in a sentence. */
export const refusalMessage = (refusal: Refusal): Message => ({
  lines: [line('fact', ...wordsOf(refusal))],
  buttons: [],
});

const wordsOf = (refusal: Refusal): ReturnType<typeof phrases.askers.unlisted> => {
  switch (refusal.kind) {
    case 'partner':
      return phrases.askers.partner(refusal);
    case 'unlisted':
      return phrases.askers.unlisted(refusal);
    case 'guest':
      return phrases.askers.guest;
    case 'deactivated':
      return phrases.askers.deactivated;
    case 'unknown':
      return refusal.scope === undefined ? phrases.askers.unknown : phrases.askers.notSeen({ scope: refusal.scope });
    case 'org-wide':
      return phrases.askers.orgWide;
    case 'bot':
      return phrases.askers.bot;
  }
};
