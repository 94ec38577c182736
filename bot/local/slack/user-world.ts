import type { Exchanges } from './exchanges';
import type { Files } from './files';
import { asText, isJson, type Json, parseJson } from './json';
import type { LimitCheck } from './message';
import type { MessageLog } from './message-log';
import type { ResponseOrigin, ResponseUrls } from './response-urls';
import { type Acknowledgement, postSigned } from './signed-request';
import type { StandInView, Triggers, Views } from './views';
import { type Channel, findPerson, type Person, type Team, type Workspace } from './workspace';

/** How the bot acknowledged: status 0 when it did not within three seconds or could not be reached. */
export interface Acknowledged {
  readonly status: number;
  readonly body: string;
  readonly acknowledgedAfterMs: number;
  /** Slack's word for the failure that the user was shown. */
  readonly error?: 'operation_timeout' | 'dispatch_failed' | 'invalid_command' | 'not_in_channel';
  /** The message that the acknowledgement, or its failure, put on the page. */
  readonly messageId?: string;
}

/** What a modal's inputs hold when it is submitted: block id → action id → the element's state, as Slack sends it. */
export type ViewValues = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** A slash command, with what is shown of it while somebody types. */
export interface OfferedCommand {
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
}

/** What the user's actions need. */
export interface UserWorld {
  readonly workspace: Workspace;
  readonly log: MessageLog;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly limits: LimitCheck;
  readonly files: Files;
  readonly exchanges: Exchanges;
  /** The bot's slash commands; any command is sent where absent. */
  readonly commands?: readonly OfferedCommand[];
  /** Makes the bot a member of a channel. */
  readonly invite: (channelId: string) => void;
  /** Hears of each channel that the bot joins. */
  readonly onInvite: (listener: () => void) => () => void;
  readonly now: () => Date;
  readonly signingSecret: string;
  readonly eventsUrl: () => string;
  readonly baseUrl: () => string;
  readonly acknowledgeWithinMs: number;
  /** The same request, or another one that is sent in its place: what somebody who lies would send. */
  readonly alter: (request: Json) => Json;
  /** What the bot's token may do; everything where undefined. */
  readonly scopes: () => readonly string[] | undefined;
}

/** A request that makes no sense; its words are for the page's reader. */
export class NotUnderstood extends Error {}

export const known = <T>(what: string, found: T | undefined): T => {
  if (found === undefined) throw new NotUnderstood(`The local Slack knows no such ${what}.`);
  return found;
};

export const findUser = ({ workspace }: UserWorld, id: string | undefined): Person =>
  id === undefined ? workspace.people[0] : known('user', findPerson(workspace, id));

type Content = Parameters<typeof postSigned>[1];

const altered = (content: Content, { alter }: UserWorld): Content => {
  if ('json' in content) return { json: alter({ ...content.json }) };
  const { payload } = content.form;
  if (payload !== undefined) return { form: { payload: JSON.stringify(alter(parseJson(payload) ?? {})) } };
  const given = Object.entries(alter(content.form)).filter(([, value]) => value !== undefined);
  return { form: Object.fromEntries(given.map(([key, value]) => [key, String(value)])) };
};

const postContent = async (honest: Content, world: UserWorld): Promise<Acknowledgement> => {
  const content = altered(honest, world);
  const ack = await postSigned(world.eventsUrl(), content, {
    secret: world.signingSecret,
    at: world.now(),
    withinMs: world.acknowledgeWithinMs,
  });
  const { status, body } = summary(ack);
  world.exchanges.note({
    direction: 'to the bot',
    what: nameOf(content),
    body: 'json' in content ? content.json : (parseJson(content.form.payload ?? '') ?? content.form),
    status,
    reply: parseJson(body) ?? body,
    ms: ack.afterMs,
  });
  return ack;
};

/** The command, or what kind of interaction or event it is. */
const nameOf = (content: Content): string => {
  if ('json' in content) {
    const event = isJson(content.json) ? content.json.event : undefined;
    return (isJson(event) ? asText(event.type) : undefined) ?? 'event';
  }
  const { command, text = '', payload = '' } = content.form;
  return command === undefined ? (asText(parseJson(payload)?.type) ?? 'interaction') : `${command} ${text}`.trim();
};

/** Tells the bot of an event, as Slack's Events API does. The envelope names the workspace of the app, whoever it was that did something. */
export const postEvent = (
  event: Json & { readonly event_ts: string },
  world: UserWorld,
  channel?: Channel,
): Promise<Acknowledgement> => {
  const { workspace, now } = world;
  const { id: teamId, enterpriseId } = workspace.team;
  const envelope = {
    team_id: teamId,
    ...(enterpriseId !== undefined && { enterprise_id: enterpriseId }),
    context_team_id: teamId,
    context_enterprise_id: enterpriseId ?? null,
    api_app_id: workspace.appId,
    type: 'event_callback',
    event,
    event_id: `Ev${event.event_ts.replace('.', '')}`,
    event_time: Math.floor(now().getTime() / 1000),
    authorizations: [
      {
        ...{ enterprise_id: enterpriseId ?? null, team_id: teamId, user_id: workspace.bot.userId },
        ...{ is_bot: true, is_enterprise_install: false },
      },
    ],
    is_ext_shared_channel: channel?.shared?.how === 'externally',
  };
  return postContent({ json: envelope }, world);
};

export const post = (form: Readonly<Record<string, string>>, world: UserWorld) => postContent({ form }, world);

export const errorOf = (ack: Acknowledgement): Acknowledged['error'] => {
  if (ack.kind === 'too late') return 'operation_timeout';
  return ack.kind === 'answered' && ack.status === 200 ? undefined : 'dispatch_failed';
};

const detailOf = (ack: Acknowledgement, withinMs: number): string => {
  if (ack.kind === 'too late') return `no acknowledgement within ${withinMs} ms`;
  return ack.kind === 'answered'
    ? `the bot answered with status ${ack.status}`
    : `the bot was not reached: ${ack.reason}`;
};

/** Shows a failed request as Slack shows it, with what only the stand-in can know beside it. */
export const showFailure = (said: string, ack: Acknowledgement, origin: ResponseOrigin, world: UserWorld) => {
  const error = errorOf(ack);
  if (!error) return undefined;
  const { channel, user, requestId } = origin;
  const problems = [detailOf(ack, world.acknowledgeWithinMs)];
  const text = `${said} failed with the error "${error}"`;
  const audience = { channel, visibility: 'only you', user, author: 'slack' } as const;
  const notice = world.log.add({ ...audience, text, blocks: [], via: 'slack', problems, requestId });
  return { error, messageId: notice.id };
};

export const summary = (ack: Acknowledgement) => ({
  status: ack.kind === 'answered' ? ack.status : 0,
  body: ack.kind === 'answered' ? ack.body : '',
  acknowledgedAfterMs: ack.afterMs,
});

export const responseUrl = (origin: ResponseOrigin, { responseUrls, baseUrl }: UserWorld) =>
  `${baseUrl().replace(/\/$/, '')}/response/${responseUrls.issue(origin)}`;

/** The workspace that somebody belongs to. */
const teamOf = ({ from }: Person, { workspace }: UserWorld): Team => from ?? workspace.team;

const enterpriseJson = ({ enterpriseId, name }: Team) =>
  enterpriseId === undefined ? null : { id: enterpriseId, name };

/**
 * What begins every interaction. Its `team` is the workspace of the app, but in a modal and at Home it is that of the person, also where that
 * is another one: https://github.com/slackapi/bolt-js/issues/1614
 */
export const payloadStart = (user: Person, world: UserWorld, place: 'message' | 'view' = 'message') => {
  const own = teamOf(user, world);
  const team = place === 'view' ? own : world.workspace.team;
  return {
    team: {
      ...{ id: team.id, domain: team.domain },
      ...(team.enterpriseId !== undefined && { enterprise_id: team.enterpriseId }),
    },
    enterprise: enterpriseJson(team),
    is_enterprise_install: false,
    user: { id: user.id, username: user.name, name: user.name, team_id: own.id },
    api_app_id: world.workspace.appId,
    trigger_id: world.triggers.issue(user.id),
  };
};

export const viewJson = ({ id, hash, view }: StandInView, user: Person, world: UserWorld, values: ViewValues = {}) => ({
  ...view,
  id,
  hash,
  team_id: teamOf(user, world).id,
  app_id: world.workspace.appId,
  app_installed_team_id: world.workspace.team.id,
  bot_id: world.workspace.bot.botId,
  state: { values },
  root_view_id: id,
  previous_view_id: null,
});
