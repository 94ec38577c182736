import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import type { Message } from '../answer/message';
import type { Log } from '../log';
import { answerView } from './ask-in-modal';
import {
  type Askers,
  isOwnBot,
  type Own,
  type Person,
  type Place,
  type Refusal,
  refusalMessage,
  refusalOf,
} from './asker';
import { type Channels, shutMessage } from './channels';
import { DIGEST_FORM } from './digest-form';
import { homeView } from './home-view';
import type { AskedJob } from './job';
import { messageBlocks } from './message-blocks';
import type { People } from './people';
import { updateView } from './views';

/** The channel in which something is asked; a modal only remembers the one in which it was opened. */
export interface From {
  readonly channel: string;
  readonly isRemembered?: true | undefined;
}

declare const byTheGate: unique symbol;

/** Somebody who may ask. Only the gate makes one; handing on a job and offering names demand it. */
export interface Admitted {
  readonly [byTheGate]: true;
  readonly userId: string;
  readonly person: Person;
  readonly from?: From;
  /** For how long the gate waited. */
  readonly tookMs: number;
}

export type Admission =
  | { readonly kind: 'admitted'; readonly admitted: Admitted }
  /** `message` is what to tell; undefined where nothing is said, as to an app. */
  | { readonly kind: 'refused'; readonly message?: Message };

export interface GateDeps {
  readonly people: People;
  readonly askers: Askers;
  readonly now: () => Date;
  readonly log: Log;
}

/** What a request says of who makes it, and where. It can have somebody refused, and never admitted. */
interface Request extends Omit<Place, 'channel'> {
  readonly from?: From;
  readonly isBot?: boolean;
  readonly team?: string | undefined;
}

/** Whether somebody may ask: what Slack says of the person admits, what the request says can only refuse. */
const decide = async (
  request: Request,
  { people, askers, log }: Pick<GateDeps, 'people' | 'askers' | 'log'>,
  options: { readonly isFresh?: boolean } = {},
): Promise<Admission> => {
  const before = performance.now();
  const { userId, from, isHome } = request;
  const refused = (refusal: Refusal): Admission => {
    log('info', 'somebody may not ask', { asker: userId, channel: from?.channel, because: refusal.kind });
    return refusal.kind === 'bot' ? { kind: 'refused' } : { kind: 'refused', message: refusalMessage(refusal) };
  };
  if (request.isBot === true) return refused({ kind: 'bot' });
  const { person: known, own } = await people.of(userId, options);
  if (isOwnBot(userId, own)) return refused({ kind: 'bot' });
  if (own?.isOrgWide === true) return refused({ kind: 'org-wide' });
  const person = asRequested(known, request, own, askers);
  const refusal = refusalOf(person, { userId, channel: from?.channel, isHome }, askers);
  if (refusal !== undefined) return refused(refusal);
  const tookMs = performance.now() - before;
  const admitted = { userId, person, ...(from && { from }), tookMs } as unknown as Admitted;
  return { kind: 'admitted', admitted };
};

/**
 * A request that names another workspace is a partner's, even if Slack calls the person a member. In an organization a member may act from a sibling of
 * the workspace, and there only Slack's word on the person counts.
 */
const asRequested = (known: Person, { userId, team }: Request, own: Own | undefined, askers: Askers): Person => {
  const isForeign = team !== undefined && own !== undefined && own.enterprise === undefined && team !== own.team;
  // A guest stays one, though a request may name a listed workspace.
  if (!isForeign || (known.kind !== 'member' && known.kind !== 'unknown')) return known;
  // Who may be admitted as a partner is so by Slack's word as well.
  const mayBeAdmitted = askers.teams?.includes(team) === true || askers.users?.includes(userId) === true;
  return known.kind === 'unknown' && mayBeAdmitted ? known : { kind: 'partner', teams: [team] };
};

const text = z.optional(z.nullable(z.string()));
const requestSchema = z.object({
  type: text,
  command: text,
  ...{ user_id: text, team_id: text, channel_id: text, trigger_id: text },
  is_ext_shared_channel: z.optional(z.nullable(z.boolean())),
  user: z.optional(z.object({ id: z.string(), team_id: text })),
  channel: z.optional(z.nullable(z.object({ id: z.string() }))),
  view: z.optional(z.nullable(z.object({ id: z.string(), type: text, callback_id: text, private_metadata: text }))),
  event: z.optional(
    z.object({
      type: z.string(),
      ...{ user: text, channel: text, thread_ts: text, tab: text, bot_id: text, user_team: text },
      bot_profile: z.optional(z.unknown()),
      user_profile: z.optional(z.nullable(z.object({ team: text }))),
    }),
  ),
});
type Body = z.infer<typeof requestSchema>;

const requestOf = (body: Body): Request | undefined => {
  const { type, command, user_id, team_id, channel_id, user, channel, view, event } = body;
  const inChannel = (id: string | null | undefined) => (id ? { from: { channel: id } } : {});
  if (event !== undefined) {
    if (!event.user) return undefined;
    return {
      userId: event.user,
      isBot: Boolean(event.bot_id) || Boolean(event.bot_profile),
      team: event.user_team ?? event.user_profile?.team ?? undefined,
      ...(event.type === 'app_home_opened' ? { isHome: true } : inChannel(event.channel)),
    };
  }
  if (command) return user_id ? { userId: user_id, team: team_id ?? undefined, ...inChannel(channel_id) } : undefined;
  if (user === undefined) return undefined;
  const isHome = view?.type === 'home' || view?.callback_id === DIGEST_FORM;
  // Names are offered at once, without the worker, who asks whether the person is in the remembered channel still.
  const remembered = isHome || type === 'block_suggestion' ? undefined : view?.private_metadata;
  return {
    ...{ userId: user.id, team: user.team_id ?? undefined, isHome },
    ...(channel ? inChannel(channel.id) : remembered ? { from: { channel: remembered, isRemembered: true } } : {}),
  };
};

const admissions = new WeakMap<object, Admission>();

/** What the gate decided of the request that a listener gets. */
export const admissionOf = (context: object): Admission => admissions.get(context) ?? { kind: 'refused' };

/** Who asks; for all listeners but those of commands, which only run for those who may ask. */
export const admittedOf = (context: object): Admitted => {
  const admission = admissionOf(context);
  if (admission.kind !== 'admitted') throw new Error('A listener was called for somebody who may not ask.');
  return admission.admitted;
};

/**
 * Stands before every listener: those who may not ask are refused here, each where they look, and no listener hears of them. Only commands
 * go on, as their help is for everybody; they hold what to tell.
 */
export const guard = (app: App, deps: GateDeps): void => {
  app.use(async (args) => {
    const body = z.safeParse(requestSchema, args.body).data;
    const { ack, respond } = args as Replies;
    const request = body && requestOf(body);
    // Nobody looks at the other tabs.
    const isSeen = body?.event?.type !== 'app_home_opened' || body.event.tab === 'home';
    if (body === undefined || request === undefined || !isSeen) return void (await ack?.());
    const decided = await decide(request, deps);
    const admission = (decided.kind === 'admitted' && sharedMention(body, deps.askers)) || decided;
    admissions.set(args.context, admission);
    if (admission.kind === 'admitted' || body.command) return args.next();
    await refuse(admission.message, body, { ack, respond, client: args.client, ...deps }).catch((error: unknown) =>
      deps.log('warn', 'a refusal could not be shown', { asker: request.userId }, error),
    );
  });
};

/** What a listener of some kind replies with. */
interface Replies {
  readonly ack?: ((response?: object) => Promise<unknown>) | undefined;
  readonly respond?: ((message: object) => Promise<unknown>) | undefined;
}

/** Slack says so of some mentions itself; of the others the worker asks. */
const sharedMention = (body: Body, { sharedChannels }: Askers): Admission | undefined => {
  const channel = body.event?.channel;
  if (body.event?.type !== 'app_mention' || !channel || body.is_ext_shared_channel !== true) return undefined;
  return sharedChannels?.includes(channel) === true
    ? undefined
    : { kind: 'refused', message: shutMessage({ kind: 'shared' }, channel) };
};

/** Tells it where only the one who asked looks; in no direct message, as that may be somebody of another organization. */
const refuse = async (
  message: Message | undefined,
  { type, event, view, trigger_id }: Body,
  { ack, respond, client, now }: Replies & { readonly client: WebClient; readonly now: () => Date },
): Promise<unknown> => {
  if (type === 'block_suggestion') return ack?.({ options: [] });
  if (message === undefined || type === 'view_closed') return ack?.();
  const blocks = messageBlocks(message, now());
  const modal = answerView(message, '', now());
  if (type === 'view_submission') return ack?.({ response_action: 'update', view: modal });
  await ack?.();
  if (event?.type === 'app_home_opened') {
    return client.views.publish({ user_id: event.user ?? '', view: homeView([message], now()) });
  }
  if (event !== undefined) {
    const place = { channel: event.channel ?? '', user: event.user ?? '' };
    const thread = event.thread_ts ? { thread_ts: event.thread_ts } : {};
    return client.chat.postEphemeral({ ...place, ...thread, ...blocks });
  }
  if (view?.type === 'modal') return updateView(client, view.id, modal);
  // The bot may not be in the channel: the press brings its own way back.
  if (respond !== undefined) return respond({ response_type: 'ephemeral', replace_original: false, ...blocks });
  return client.views.open({ trigger_id: trigger_id ?? '', view: modal });
};

/** The same once more before a job is done: it waited in a queue, and what was known at the front may be minutes old. */
export const admitAgain = async (
  { kind, userId, from }: AskedJob,
  deps: GateDeps & { readonly channels: Channels },
): Promise<Admission> => {
  const request = { userId, isHome: kind === 'home' };
  const place = from && (await isThere(from, userId, deps)) ? { from } : {};
  return decide({ ...request, ...place }, deps, { isFresh: true });
};

/** What a modal remembers may be old: where it is the ground to answer, the one who asks has to be in the channel still. */
const isThere = async (
  { channel, isRemembered }: From,
  userId: string,
  { askers, channels }: { readonly askers: Askers; readonly channels: Channels },
): Promise<boolean> => {
  if (isRemembered !== true || askers.channels?.includes(channel) !== true) return true;
  if (askers.users?.includes(userId) === true) return true;
  const own = await channels.of(userId);
  return own.kind === 'channels' && own.ids.has(channel);
};
