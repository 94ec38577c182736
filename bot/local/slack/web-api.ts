import { DateTime } from 'luxon';
import { conversationsInfo, conversationsMembers, type Reply, usersConversations } from './conversations';
import type { Files } from './files';
import { asText, isJson, type Json, parseJson } from './json';
import type { LimitCheck, StandInMessage } from './message';
import { readContent } from './message-content';
import type { MessageLog } from './message-log';
import { isView, type StandInView, type Triggers, type Views } from './views';
import { type Channel, findChannel, findPerson, isIn, type Person, type Workspace } from './workspace';

/** What the methods work on. */
export interface WebApiWorld {
  readonly workspace: Workspace;
  readonly log: MessageLog;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly limits: LimitCheck;
  readonly files: Files;
  readonly now: () => Date;
  /** The address that the bot calls, told by auth.test. */
  readonly url: string;
  /** What the token may do; everything where undefined. */
  readonly scopes: readonly string[] | undefined;
}

const refuse = (error: string, ...messages: string[]): Reply => ({
  ok: false,
  error,
  ...(messages.length > 0 ? { response_metadata: { messages } } : {}),
});

/** The message as the Web API gives it back. */
const messageJson = ({ text, blocks, ts }: StandInMessage, { bot }: Workspace) => ({
  type: 'message',
  user: bot.userId,
  bot_id: bot.botId,
  text,
  blocks,
  ts,
});

/** Slack's answer where the token lacks one of these scopes. */
const missingScope = (scopes: WebApiWorld['scopes'], needed: readonly string[]): Reply | undefined => {
  const lacking = scopes === undefined ? [] : needed.filter((scope) => !scopes.includes(scope));
  if (lacking.length === 0) return undefined;
  return { ok: false, error: 'missing_scope', needed: lacking.join(','), provided: (scopes ?? []).join(',') };
};

const withScopes = (world: WebApiWorld) => ({
  workspace: world.workspace,
  missing: (...needed: readonly string[]) => missingScope(world.scopes, needed),
});

/** What Slack says of the kind of a person: all of it of its own people, little of who is gone, less of partners. */
const kindJson = ({ id, isBot, isDeactivated, guestOf, from }: Person, { channels, team }: Workspace): Json => {
  const { enterpriseId } = from ?? team;
  const grid =
    enterpriseId === undefined
      ? {}
      : { enterprise_user: { id, enterprise_id: enterpriseId, teams: [(from ?? team).id] } };
  const bot = { is_bot: isBot === true, is_app_user: false };
  if (isDeactivated === true) return { deleted: true, ...bot };
  const guest = { is_restricted: guestOf !== undefined, is_ultra_restricted: guestOf === 'one channel' };
  // A partner with whom a channel is shared is no stranger: https://docs.slack.dev/apis/slack-connect
  const isStranger = from !== undefined && !channels.some(({ members = [] }) => members.includes(id));
  const common = { deleted: false, ...bot, ...guest, is_stranger: isStranger, ...grid };
  if (from !== undefined) return common;
  return { ...common, is_admin: false, is_owner: false, is_primary_owner: false, is_invited_user: false };
};

/** The bot is a user, too. */
const botItself = ({ bot, people: [{ zone }] }: Workspace, id: string | undefined): Person | undefined =>
  id === bot.userId ? { id, name: bot.name, realName: bot.name, email: '', zone, isBot: true } : undefined;

const userJson = (person: Person, { workspace, now, scopes }: WebApiWorld, withLocale: boolean): Json => {
  const local = DateTime.fromJSDate(now()).setZone(person.zone);
  const mail = scopes?.includes('users:read.email') === false ? {} : { email: person.email };
  const team = (person.from ?? workspace.team).id;
  const profile = { real_name: person.realName, display_name: person.name, ...mail, team };
  return {
    id: person.id,
    team_id: team,
    name: person.name,
    real_name: person.realName,
    ...kindJson(person, workspace),
    tz: person.zone,
    tz_label: local.offsetNameLong,
    tz_offset: local.offset * 60,
    profile,
    ...(withLocale ? { locale: 'en-US' } : {}),
    ...person.info,
  };
};

const noticeOfRefusal = (world: WebApiWorld, channel: Channel, text: string, problems: readonly string[]) =>
  world.log.add({
    channel: channel.id,
    visibility: 'only you',
    author: 'slack',
    text: `Slack would refuse this message: ${text}`,
    blocks: [],
    via: 'slack',
    problems,
  });

/** Reads the content of a post to a channel that the bot may write to, and hands both on. */
const withPost = (
  args: Json,
  world: WebApiWorld,
  write: (channel: Channel, content: { text: string; blocks: StandInMessage['blocks'] }) => Reply,
): Reply => {
  const channel = findChannel(world.workspace, asText(args.channel));
  if (!channel) return refuse('channel_not_found');
  if (!channel.botIsMember) return refuse('not_in_channel');
  const read = readContent(args, world.limits);
  if (read.ok) return write(channel, read.content);
  noticeOfRefusal(world, channel, read.text, [read.error, ...read.problems]);
  return refuse(read.error, ...read.problems.map((problem) => `[ERROR] ${problem}`));
};

const posted = (message: StandInMessage, world: WebApiWorld): Reply => ({
  ok: true,
  channel: message.channel,
  ts: message.ts,
  text: message.text,
  message: messageJson(message, world.workspace),
});

const findPosted = ({ channel, ts }: Json, { log }: WebApiWorld) =>
  log
    .all()
    .find((one) => one.channel === channel && one.ts === ts && one.author === 'bot' && one.visibility === 'everyone');

const viewReply = ({ id, hash, view }: StandInView, { workspace }: WebApiWorld): Reply => ({
  ok: true,
  view: { ...view, id, hash, team_id: workspace.team.id },
});

/** Slack shows three modals on top of each other, and no fourth. */
const MOST_STACKED = 3;

const openView = (args: Json, world: WebApiWorld): Reply => {
  if (!isView(args.view)) return refuse('invalid_arguments', '[ERROR] missing required field: view');
  const trigger = world.triggers.use(asText(args.trigger_id));
  return trigger.ok ? viewReply(world.views.open(trigger.user, args.view), world) : refuse(trigger.error);
};

type Method = (args: Json, world: WebApiWorld) => Reply;

const methods: Readonly<Record<string, Method>> = {
  'auth.test': (_args, { workspace: { team, bot }, url }) => ({
    ok: true,
    url,
    team: team.name,
    team_id: team.id,
    user: bot.name,
    user_id: bot.userId,
    bot_id: bot.botId,
    ...(team.enterpriseId !== undefined && { enterprise_id: team.enterpriseId }),
    is_enterprise_install: false,
  }),

  'chat.postMessage': (args, world) =>
    withPost(args, world, (channel, content) => {
      const threadTs = asText(args.thread_ts);
      const thread = threadTs === undefined ? {} : { threadTs };
      const via = 'chat.postMessage' as const;
      const draft = { channel: channel.id, visibility: 'everyone', author: 'bot', via, ...thread, ...content } as const;
      return posted(world.log.add(draft), world);
    }),

  'chat.postEphemeral': (args, world) =>
    withPost(args, world, (channel, content) => {
      const reader = findPerson(world.workspace, asText(args.user));
      if (!reader || !isIn(channel, reader)) return refuse('user_not_in_channel');
      const audience = { visibility: 'only you', user: reader.id } as const;
      const via = 'chat.postEphemeral' as const;
      const { ts } = world.log.add({ channel: channel.id, author: 'bot', via, ...audience, ...content });
      return { ok: true, message_ts: ts };
    }),

  'chat.update': (args, world) =>
    withPost(args, world, (_channel, content) => {
      const message = findPosted(args, world);
      return message ? posted(world.log.replace(message, content), world) : refuse('message_not_found');
    }),

  'chat.delete': (args, world) => {
    const message = findPosted(args, world);
    if (!message) return refuse('message_not_found');
    world.log.remove(message.id);
    return { ok: true, channel: message.channel, ts: message.ts };
  },

  'conversations.info': (args, world) => conversationsInfo(args, withScopes(world)),
  'conversations.members': (args, world) => conversationsMembers(args, withScopes(world)),
  'users.conversations': (args, world) => usersConversations(args, withScopes(world)),

  'conversations.open': (args, { workspace }) => {
    const wanted = asText(args.users) ?? asText(args.channel);
    const channel = findChannel(workspace, wanted);
    return channel ? { ok: true, channel: { id: channel.id } } : refuse('user_not_found');
  },

  'files.getUploadURLExternal': (args, { files, url }) => {
    const name = asText(args.filename);
    if (name === undefined) return refuse('invalid_arguments', '[ERROR] missing required field: filename');
    const length = Number(args.length);
    if (!(length > 0)) return refuse('invalid_arguments', '[ERROR] missing required field: length');
    const { id, secret } = files.announce(name, length);
    return { ok: true, file_id: id, upload_url: `${url}/upload/${secret}` };
  },

  'files.completeUploadExternal': (args, world) => {
    const channel = findChannel(world.workspace, asText(args.channel_id));
    if (!channel) return refuse('channel_not_found');
    if (!channel.botIsMember) return refuse('not_in_channel');
    const ids = (Array.isArray(args.files) ? args.files : []).filter(isJson).map(({ id }) => asText(id) ?? '');
    const found = ids.flatMap((id) => world.files.find(id) ?? []);
    if (found.length < ids.length || found.length === 0) return refuse('file_not_found');
    const place = { channel: channel.id, visibility: 'everyone', author: 'bot', via: 'file' } as const;
    const comment = asText(args.initial_comment) ?? '';
    for (const [at, { file }] of found.entries()) {
      world.log.add({ ...place, text: at === 0 ? comment : '', blocks: [], file });
    }
    return { ok: true, files: found.map(({ file: { id, name } }) => ({ id, title: name })) };
  },

  'users.info': (args, world) => {
    const lacking = missingScope(world.scopes, ['users:read']);
    if (lacking !== undefined) return lacking;
    const found = findPerson(world.workspace, asText(args.user)) ?? botItself(world.workspace, asText(args.user));
    const withLocale = args.include_locale === true || args.include_locale === 'true';
    return found ? { ok: true, user: userJson(found, world, withLocale) } : refuse('user_not_found');
  },

  'users.lookupByEmail': (args, world) => {
    const found = world.workspace.people.find(({ email }) => email === asText(args.email)?.toLowerCase());
    return found ? { ok: true, user: userJson(found, world, false) } : refuse('users_not_found');
  },

  'views.open': openView,
  'views.push': (args, world) =>
    world.views.modals().length >= MOST_STACKED ? refuse('push_limit_reached') : openView(args, world),

  'views.update': (args, { views, ...world }) => {
    if (!isView(args.view)) return refuse('invalid_arguments', '[ERROR] missing required field: view');
    const open = views
      .modals()
      .find(({ id, view }) =>
        args.view_id === undefined
          ? args.external_id !== undefined && view.external_id === args.external_id
          : id === args.view_id,
      );
    if (!open) return refuse('not_found');
    if (args.hash !== undefined && args.hash !== open.hash) return refuse('hash_conflict');
    return viewReply(views.update(open.id, args.view) ?? open, { views, ...world });
  },

  'views.publish': (args, world) => {
    const person = findPerson(world.workspace, asText(args.user_id));
    if (!person || !isView(args.view)) return refuse('invalid_arguments');
    return viewReply(world.views.publish(person.id, args.view), world);
  },
};

/** The body of a call, form or JSON: a form carries nested values as strings of JSON. */
export const readArguments = (body: unknown): Json => {
  const args = isJson(body) ? body : {};
  const view = typeof args.view === 'string' ? { view: parseJson(args.view) } : {};
  const files = typeof args.files === 'string' ? { files: parseJson(`{"files":${args.files}}`)?.files } : {};
  return { ...args, ...view, ...files };
};

/** Answers one call of the Web API as Slack does; an unknown method is `unknown_method`. */
export const answerWebApi = (method: string, args: Json, world: WebApiWorld): Reply =>
  (Object.hasOwn(methods, method) ? methods[method]?.(args, world) : undefined) ?? refuse('unknown_method');
