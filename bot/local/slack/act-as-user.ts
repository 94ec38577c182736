import { showRefusal } from './answer-response-url';
import { escapeCommandText } from './escape-command-text';
import { isJson, type Json, parseJson } from './json';
import type { StandInMessage } from './message';
import { readContent } from './message-content';
import { actionJson, elementLabel, findElement, type Press } from './press';
import type { ResponseOrigin } from './response-urls';
import type { Acknowledgement } from './signed-request';
import {
  type Acknowledged,
  errorOf,
  findUser,
  known,
  NotUnderstood,
  payloadStart,
  post,
  postEvent,
  responseUrl,
  showFailure,
  summary,
  type UserWorld,
  type ViewValues,
  viewJson,
} from './user-world';
import { isView, type StandInView, type Views } from './views';
import { type Channel, findChannel, type Person, type Team } from './workspace';

/** A command as somebody typed it; without `userId` and `channelId` it is the page's reader in the first channel. */
export interface TypedCommand {
  readonly command: string;
  readonly text: string;
  readonly userId?: string;
  readonly channelId?: string;
  /** Typed in the thread of a message, where Slack takes no command. */
  readonly threadTs?: string;
}

/** A press on a message (`messageId`) or in an open modal (`viewId`). */
export type ElementPress = Press & { readonly userId?: string } & (
    | { readonly messageId: string; readonly viewId?: undefined }
    | { readonly viewId: string; readonly messageId?: undefined }
  );

/** A message shortcut, chosen on a message that everybody sees. */
export interface ChosenShortcut {
  readonly callbackId: string;
  readonly messageId: string;
  readonly userId?: string;
}

/** What somebody writes to everybody in a channel, or in the thread of a message, with the bot's name in it as `@name`. */
export interface WrittenMention {
  readonly text: string;
  readonly userId?: string;
  readonly channelId?: string;
  readonly threadTs?: string;
}

/** Shows the body of a command's acknowledgement: text, or a message as JSON, to the user alone unless it says otherwise. */
const showAck = (ack: Acknowledgement, command: string, origin: ResponseOrigin, { log, limits }: UserWorld) => {
  if (ack.kind !== 'answered' || ack.body.trim() === '') return undefined;
  const json = parseJson(ack.body);
  const { channel, user, requestId } = origin;
  const everyone = json?.response_type === 'in_channel';
  const audience = everyone ? ({ visibility: 'everyone' } as const) : ({ visibility: 'only you', user } as const);
  if (everyone) {
    log.add({ channel, user, visibility: 'everyone', author: 'you', text: command, blocks: [], via: 'slack' });
    if (json.text === undefined && json.blocks === undefined) return undefined;
  }
  const read = readContent(json ?? { text: ack.body }, limits);
  if (read.ok) return log.add({ channel, author: 'bot', via: 'ack', ...audience, ...read.content, requestId });
  return showRefusal(log, origin, { text: read.text, problems: [read.error, ...read.problems] });
};

/** Slack's own word to one person; no app is asked. */
const sayAsSlack = (
  text: string,
  audience: { readonly channel: string; readonly user: string; readonly threadTs?: string | undefined },
  { log }: UserWorld,
) => {
  const { threadTs, ...place } = audience;
  const thread = threadTs === undefined ? {} : { threadTs };
  const { id } = log.add({
    ...place,
    ...thread,
    visibility: 'only you',
    author: 'slack',
    text,
    blocks: [],
    via: 'slack',
  });
  return { status: 0, body: '', acknowledgedAfterMs: 0, messageId: id };
};

/** What Slack does by itself with a command: undefined where an app is asked. */
const takenBySlack = (
  typed: TypedCommand,
  channel: Channel,
  user: Person,
  world: UserWorld,
): Acknowledged | undefined => {
  const { command, threadTs } = typed;
  const audience = { channel: channel.id, user: user.id, threadTs };
  if (threadTs !== undefined) {
    const text = `${command} is not supported in threads. Sorry!`;
    return { ...sayAsSlack(text, audience, world), error: 'invalid_command' };
  }
  const { name } = world.workspace.bot;
  if (command === '/invite' && typed.text.trim() === `@${name}` && channel.with === undefined) {
    world.invite(channel.id);
    return sayAsSlack(`@${name} was added to #${channel.name}.`, audience, world);
  }
  if (world.commands?.some((offered) => offered.command === command) !== false) return undefined;
  const text = `${command} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`;
  return { ...sayAsSlack(text, audience, world), error: 'invalid_command' };
};

/** What a command tells of the workspace where it was typed. */
const teamForm = ({ id, domain, enterpriseId, name }: Team) => ({
  ...{ team_id: id, team_domain: domain },
  ...(enterpriseId !== undefined && { enterprise_id: enterpriseId, enterprise_name: name }),
});

/** Slack does not name private channels in commands. */
const channelName = (channel: Channel): string => {
  if (channel.with !== undefined) return 'directmessage';
  return channel.isPrivate === true ? 'privategroup' : channel.name;
};

const commandForm = (
  { command, text }: TypedCommand,
  { user, channel, origin }: { user: Person; channel: Channel; origin: ResponseOrigin },
  world: UserWorld,
) => ({
  ...teamForm(user.from ?? world.workspace.team),
  channel_id: channel.id,
  channel_name: channelName(channel),
  user_id: user.id,
  user_name: user.name,
  command,
  text: escapeCommandText(text, world.workspace),
  api_app_id: world.workspace.appId,
  is_enterprise_install: 'false',
  response_url: responseUrl(origin, world),
  trigger_id: world.triggers.issue(user.id),
});

/** Sends a slash command to the bot and shows what its acknowledgement says. */
export const sendCommand = async (typed: TypedCommand, world: UserWorld): Promise<Acknowledged> => {
  const user = findUser(world, typed.userId);
  const [firstChannel] = world.workspace.channels;
  const channel =
    typed.channelId === undefined ? firstChannel : known('channel', findChannel(world.workspace, typed.channelId));
  const taken = takenBySlack(typed, channel, user, world);
  if (taken !== undefined) return taken;
  const said = `${typed.command} ${typed.text}`.trim();
  const requestId = world.log.began(said);
  const origin = { channel: channel.id, user: user.id, requestId };

  const ack = await post(commandForm(typed, { user, channel, origin }, world), world);
  if (!errorOf(ack)) world.log.acknowledged(requestId, ack.afterMs);
  const failed = showFailure(typed.command, ack, origin, world);
  if (failed) return { ...summary(ack), ...failed };
  const shown = showAck(ack, said, origin, world);
  return { ...summary(ack), ...(shown ? { messageId: shown.id } : {}) };
};

/** Where a press happened. Slack sends the message along only when it is not ephemeral. */
const messagePlace = (message: StandInMessage, { workspace }: UserWorld) => {
  const isEphemeral = message.visibility === 'only you';
  const { ts, text, blocks, threadTs } = message;
  const channel = findChannel(workspace, message.channel);
  const container = {
    type: 'message',
    message_ts: ts,
    channel_id: message.channel,
    is_ephemeral: isEphemeral,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
  };
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  const { userId: user, botId: bot_id } = workspace.bot;
  const shown = isEphemeral ? {} : { message: { type: 'message', user, bot_id, ts, text, blocks, ...thread } };
  return { container, channel: { id: message.channel, name: channel?.name ?? message.channel }, ...shown };
};

const pressForm = (press: Press, element: Json, payload: Json, world: UserWorld) => {
  const action = known('option', actionJson(element, press, world.now()));
  const { action_id, block_id, action_ts, ...state } = action;
  const values = element.type === 'button' ? {} : { [press.blockId]: { [press.actionId]: state } };
  return { payload: JSON.stringify({ type: 'block_actions', state: { values }, ...payload, actions: [action] }) };
};

const pressTarget = (press: ElementPress, { log, views }: UserWorld) => {
  if (press.viewId !== undefined) return { view: known('open view', views.find(press.viewId)) };
  return { message: known('message', log.find(press.messageId)) };
};

/** Presses a button, or chooses an option, on a message or in a modal. The acknowledgement's body is not shown. */
export const pressElement = async (press: ElementPress, world: UserWorld): Promise<Acknowledged> => {
  const user = findUser(world, press.userId);
  const { message, view } = pressTarget(press, world);
  const element = known('button', findElement(message?.blocks ?? view?.view.blocks, press));
  const label = elementLabel(element);
  const requestId = world.log.began(label);
  const channel = message?.channel ?? world.workspace.channels[0].id;
  const origin = { channel, user: user.id, requestId, ...(message ? { messageId: message.id } : {}) };

  const place = message
    ? { ...messagePlace(message, world), response_url: responseUrl(origin, world) }
    : view && { container: { type: 'view', view_id: view.id }, view: viewJson(view, user, world) };
  const start = payloadStart(user, world, view === undefined ? 'message' : 'view');
  const form = pressForm(press, element, { ...start, ...place }, world);
  const ack = await post(form, world);
  if (!errorOf(ack)) world.log.acknowledged(requestId, ack.afterMs);
  return { ...summary(ack), ...showFailure(`“${label}”`, ack, origin, world) };
};

/** In an event a mention has no name beside the id. */
const mentionText = (text: string, { workspace }: UserWorld): string => {
  const [before = '', ...after] = text.split(`@${workspace.bot.name}`);
  const escaped = [before, ...after].map((part) => escapeCommandText(part, workspace));
  return escaped.join(`<@${workspace.bot.userId}>`).replace(/<@(\w+)\|[^<>]*>/g, '<@$1>');
};

/**
 * Who wrote a mention. Its `team` is the workspace that receives it, also of what a partner writes; that a partner wrote it is in other fields, and
 * of an Enterprise Grid these name the organization. Of a bot there is often a user, too.
 */
const writerJson = ({ id, name, isBot, from }: Person, { workspace: { team, appId } }: UserWorld) => {
  const bot_id = id.replace(/^./, 'B');
  const profile = { id: bot_id, app_id: appId, team_id: team.id, name, deleted: false };
  const theirs = from?.enterpriseId ?? from?.id;
  return {
    team: team.id,
    ...(theirs !== undefined && { user_team: theirs, source_team: theirs, user_profile: { name, team: theirs } }),
    ...(isBot === true && { bot_id, bot_profile: profile }),
  };
};

/** Writes a message that mentions the bot, and tells the bot of it. Slack tells an app only of channels that it is in. */
export const writeMention = async (written: WrittenMention, world: UserWorld): Promise<Acknowledged> => {
  const { workspace, log } = world;
  const user = findUser(world, written.userId);
  const [first] = workspace.channels;
  const channel = written.channelId === undefined ? first : known('channel', findChannel(workspace, written.channelId));
  const { text, threadTs } = written;
  const thread = threadTs === undefined ? {} : { threadTs };
  const message = log.add({
    ...{ channel: channel.id, user: user.id, visibility: 'everyone', author: 'you', text, blocks: [], via: 'slack' },
    ...thread,
  });
  if (!channel.botIsMember) {
    const notice = `@${workspace.bot.name} is not in #${channel.name} and was not told of this. Invite it first.`;
    return { ...sayAsSlack(notice, { channel: channel.id, user: user.id }, world), error: 'not_in_channel' };
  }
  const requestId = log.began(text);
  const event = {
    type: 'app_mention',
    user: user.id,
    ...writerJson(user, world),
    text: mentionText(text, world),
    ts: message.ts,
    channel: channel.id,
    event_ts: message.ts,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
  };
  const ack = await postEvent(event, world, channel);
  if (!errorOf(ack)) log.acknowledged(requestId, ack.afterMs);
  // Slack says nothing to anybody where an app does not take an event: it sends it again later.
  return summary(ack);
};

/** Chooses a shortcut from a message's menu. Slack has none on what only one person sees. The acknowledgement's body is not shown. */
export const useShortcut = async (chosen: ChosenShortcut, world: UserWorld): Promise<Acknowledged> => {
  const user = findUser(world, chosen.userId);
  const message = known('message', world.log.find(chosen.messageId));
  if (message.visibility !== 'everyone')
    throw new NotUnderstood('Slack offers no shortcuts on a message that one person alone sees.');
  const label = 'The shortcut';
  const requestId = world.log.began(label);
  const origin = { channel: message.channel, user: user.id, requestId };
  const { ts, text, blocks, threadTs, channel } = message;
  const payload = {
    type: 'message_action',
    callback_id: chosen.callbackId,
    action_ts: (world.now().getTime() / 1000).toFixed(6),
    ...payloadStart(user, world),
    channel: { id: channel, name: findChannel(world.workspace, channel)?.name ?? channel },
    message_ts: ts,
    message: { type: 'message', ts, text, blocks, ...(threadTs === undefined ? {} : { thread_ts: threadTs }) },
    response_url: responseUrl(origin, world),
  };
  const ack = await post({ payload: JSON.stringify(payload) }, world);
  if (!errorOf(ack)) world.log.acknowledged(requestId, ack.afterMs);
  return { ...summary(ack), ...showFailure(label, ack, origin, world) };
};

/** What the bot's acknowledgement of a submission does to the modals; errors by block id go back to the form. */
const applyResponseAction = (view: StandInView, body: string, views: Views): Readonly<Record<string, string>> => {
  const json = parseJson(body) ?? {};
  if (json.response_action === 'errors' && isJson(json.errors)) {
    return Object.fromEntries(Object.entries(json.errors).map(([block, error]) => [block, String(error)]));
  }
  if (json.response_action === 'update' && isView(json.view)) views.update(view.id, json.view);
  else if (json.response_action === 'push' && isView(json.view)) views.open(view.user, json.view);
  else if (json.response_action === 'clear') views.close();
  else views.close(view.id);
  return {};
};

/** Submits an open modal; `errors` are the bot's complaints by block id, and then the modal stays open. */
export const submitView = async (
  { viewId, values, userId }: { viewId: string; values: ViewValues; userId?: string },
  world: UserWorld,
): Promise<Acknowledged & { readonly errors: Readonly<Record<string, string>> }> => {
  const view = known('open view', world.views.find(viewId));
  const user = findUser(world, userId ?? view.user);
  const said = 'The form';
  const requestId = world.log.began(said);
  const start = payloadStart(user, world, 'view');
  const payload = { type: 'view_submission', ...start, view: viewJson(view, user, world, values), response_urls: [] };
  const ack = await post({ payload: JSON.stringify(payload) }, world);

  const origin = { channel: world.workspace.channels[0].id, user: user.id, requestId };
  const failed = showFailure(said, ack, origin, world);
  if (failed || ack.kind !== 'answered') return { ...summary(ack), ...failed, errors: {} };
  world.log.acknowledged(requestId, ack.afterMs);
  return { ...summary(ack), errors: applyResponseAction(view, ack.body, world.views) };
};
