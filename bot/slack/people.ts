import { type UsersInfoResponse, WebAPIPlatformError, type WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import type { SharedItems } from '../aws/shared-items';
import type { Log } from '../log';
import { isOwnBot, knownPersonSchema, type Own, ownSchema, type Person, personIn } from './asker';
import { missingScope } from './missing-scope';

/** What Slack said of a person, and when (ISO 8601 UTC): a kind and ids of teams, no name. */
export const seenSchema = z.object({ person: knownPersonSchema, own: ownSchema, at: z.iso.datetime() });
export type Seen = z.infer<typeof seenSchema>;

/** Of whom it is kept, for all processes: `account.shared('asker', seenSchema, SEEN_SECONDS)`. */
export type SeenPeople = Pick<SharedItems<Seen>, 'read' | 'alter'>;

/** For so long what Slack said is taken as it is where somebody waits for an acknowledgement. */
const FRESH_MS = 5 * 60_000;
/** For so long a member is still one where Slack does not answer. */
export const SEEN_SECONDS = 10 * 60;

export interface PeopleDeps {
  readonly client: WebClient;
  /** What other processes know; only what this one knows unless given. */
  readonly seen?: SeenPeople | undefined;
  /** Hears all that Slack says of a user, which others ask for as well. */
  readonly hear?: ((user: UsersInfoResponse['user']) => void) | undefined;
  /** For so long anything is waited for; as long as it takes unless given. */
  readonly withinMs?: number | undefined;
  readonly now: () => Date;
  readonly log: Log;
}

export interface Asked {
  readonly person: Person;
  /** The bot itself; undefined where Slack did not say, and then no person is known. */
  readonly own: Own | undefined;
}

/** Who people are to the workspace that the bot belongs to. */
export interface People {
  /** `isFresh` asks Slack again, even if the person is known. Never fails: what can't be found out is `unknown`. */
  readonly of: (userId: string, options?: { readonly isFresh?: boolean }) => Promise<Asked>;
  /** The bot itself; asked once. */
  readonly own: () => Promise<Own | undefined>;
}

/** People by `users.info` and the bot by `auth.test`. What fails is not remembered. */
export const createPeople = ({ client, seen, hear, withinMs, now, log }: PeopleDeps): People => {
  const here = new Map<string, Seen>();
  const calls = new Map<string, Promise<UsersInfoResponse['user']>>();
  let ownCall: Promise<Own> | undefined;

  const askOwn = (): Promise<Own> => {
    ownCall ??= readOwn(client).catch((error: unknown) => {
      ownCall = undefined;
      throw error;
    });
    return ownCall;
  };
  /** One call at a time for a person. */
  const askUser = (user: string): Promise<UsersInfoResponse['user']> => {
    const call = calls.get(user) ?? client.users.info({ user }).then((info) => info.user);
    calls.set(user, call);
    return call.finally(() => calls.delete(user));
  };
  const isOf = (one: Seen | undefined, ms: number): one is Seen =>
    one !== undefined && now().getTime() - Date.parse(one.at) < ms;
  /** The tables are waited for no longer than Slack is: without them Slack is asked. */
  const keepingMs = (withinMs ?? 3_000) / 3;
  const read = async (userId: string): Promise<Seen | undefined> => {
    const own = here.get(userId);
    if (seen === undefined || isOf(own, FRESH_MS)) return own;
    const shared = await inTime(seen.read(userId), keepingMs).catch((error: unknown) => {
      log('warn', 'what is known of an asker could not be read', {}, error);
      return undefined;
    });
    return shared ?? own;
  };
  const keep = async (userId: string, one: Seen): Promise<void> => {
    here.set(userId, one);
    if (seen === undefined) return;
    await inTime(
      seen.alter(userId, () => one),
      keepingMs,
    ).catch((error: unknown) => log('warn', 'what is known of an asker could not be kept', {}, error));
  };
  const ask = async (userId: string): Promise<Asked> => {
    const [own, user] = await Promise.all([askOwn(), askUser(userId)]);
    hear?.(user);
    const person = isOwnBot(userId, own) ? ({ kind: 'bot' } as const) : personIn(user, userId, own);
    if (person.kind !== 'unknown') await keep(userId, { person, own, at: now().toISOString() });
    return { person, own };
  };

  const of: People['of'] = async (userId, { isFresh = false } = {}) => {
    const reading = read(userId);
    try {
      const known = isFresh ? undefined : await reading;
      return isOf(known, FRESH_MS) ? known : await inTime(ask(userId), withinMs);
    } catch (error) {
      const known = await reading;
      const isMember = !isAnswer(error) && isOf(known, SEEN_SECONDS * 1000) && known.person.kind === 'member';
      log('warn', 'Slack did not say who somebody is', { asker: userId, isKnown: isMember }, error);
      const own = known?.own ?? (await inTime(askOwn(), OWN_AGAIN_MS).catch(() => undefined));
      return { person: isMember ? known.person : { kind: 'unknown', scope: missingScope(error) }, own };
    }
  };
  return { of, own: () => askOwn().catch(() => undefined) };
};

/** What is on its way already is not waited for much longer. */
const OWN_AGAIN_MS = 50;

const readOwn = async (client: WebClient): Promise<Own> => {
  const { team_id, enterprise_id, user_id, is_enterprise_install } = await client.auth.test();
  // Installed for a whole organization the bot belongs to no workspace.
  const team = team_id ?? enterprise_id;
  if (team === undefined) throw new Error('Slack did not say which workspace the bot belongs to.');
  return {
    team,
    ...(enterprise_id && { enterprise: enterprise_id }),
    ...(user_id && { userId: user_id }),
    isOrgWide: is_enterprise_install === true,
  };
};

/** Slack's words for its own failures; by any other word it has answered. */
const FAILURES: ReadonlySet<string> = new Set([
  ...['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'ratelimited', 'rate_limited'],
  'team_added_to_org',
]);
const isAnswer = (error: unknown): boolean => error instanceof WebAPIPlatformError && !FAILURES.has(error.data.error);

const inTime = <T>(work: Promise<T>, ms: number | undefined): Promise<T> => {
  if (ms === undefined) return work;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Slack did not answer within ${ms} ms.`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
};
