import { z } from 'zod';
import { showRefusal } from './answer-response-url';
import { type Json, parseJson } from './json';
import { elementLabel, findElement } from './press';
import {
  type Acknowledged,
  errorOf,
  findUser,
  known,
  payloadStart,
  post,
  postEvent,
  showFailure,
  summary,
  type UserWorld,
  viewJson,
} from './user-world';
import { findChannel } from './workspace';

/** A shortcut from the composer's menu. Slack tells of no channel. */
export interface ChosenGlobalShortcut {
  readonly callbackId: string;
  readonly userId?: string;
}

/** What somebody has typed so far into a select whose options the bot gives, in a modal or on a message. */
export interface TypedAhead {
  readonly blockId: string;
  readonly actionId: string;
  readonly value: string;
  readonly userId?: string;
  readonly viewId?: string;
  readonly messageId?: string;
}

export interface Option {
  readonly text: string;
  readonly value: string;
  readonly description?: string;
}

/** The options that the bot gave, and why Slack would not show them. */
export interface Suggested {
  readonly options: readonly Option[];
  readonly problems: readonly string[];
}

/** Chooses a shortcut from the composer's menu. The acknowledgement's body is not shown. */
export const chooseGlobalShortcut = async (chosen: ChosenGlobalShortcut, world: UserWorld): Promise<Acknowledged> => {
  const user = findUser(world, chosen.userId);
  const label = 'The shortcut';
  const requestId = world.log.began(label);
  const payload = {
    type: 'shortcut',
    callback_id: chosen.callbackId,
    action_ts: (world.now().getTime() / 1000).toFixed(6),
    ...payloadStart(user, world),
  };
  const ack = await post({ payload: JSON.stringify(payload) }, world);
  const origin = { channel: world.workspace.channels[0].id, user: user.id, requestId };
  return { ...summary(ack), ...showFailure(label, ack, origin, world) };
};

/** Opens the bot's Home tab, of which Slack tells the bot every time. */
export const openHome = async (userId: string | undefined, world: UserWorld): Promise<Acknowledged> => {
  const user = findUser(world, userId);
  const home = world.views.homes().find((one) => one.user === user.id);
  const event = {
    type: 'app_home_opened',
    user: user.id,
    channel: findChannel(world.workspace, user.id)?.id ?? user.id,
    tab: 'home',
    event_ts: (world.now().getTime() / 1000).toFixed(6),
    ...(home === undefined ? {} : { view: viewJson(home, user, world) }),
  };
  return summary(await postEvent(event, world));
};

const text = z.object({ text: z.string() });
const option = z.object({ text, value: z.string(), description: z.optional(text) });
const answer = z.union([
  z.object({ options: z.array(option) }),
  z.object({ option_groups: z.array(z.object({ label: text, options: z.array(option) })) }),
]);

/** Slack's limits for options: https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const MOST_OPTIONS = 100;
const LONGEST_TEXT = 75;
const LONGEST_VALUE = 150;

const problemsOf = (options: readonly Option[]): readonly string[] => [
  ...(options.length > MOST_OPTIONS ? [`${options.length} options, ${MOST_OPTIONS} at most`] : []),
  ...options.flatMap(({ text: shown, value, description = '' }) => [
    ...(shown.length === 0 || shown.length > LONGEST_TEXT ? [`the text of an option has ${shown.length} letters`] : []),
    ...(value.length > LONGEST_VALUE ? [`the value of an option has ${value.length} letters`] : []),
    ...(description.length > LONGEST_TEXT ? [`the description of an option has ${description.length} letters`] : []),
  ]),
];

const readOptions = (body: string): Suggested => {
  const parsed = answer.safeParse(parseJson(body));
  if (!parsed.success) return { options: [], problems: ['the bot gave no options as Slack knows them'] };
  const given =
    'options' in parsed.data ? parsed.data.options : parsed.data.option_groups.flatMap((one) => one.options);
  const options = given.map(({ text: shown, value, description }) => ({
    text: shown.text,
    value,
    ...(description && { description: description.text }),
  }));
  return { options, problems: problemsOf(options) };
};

/** Asks the bot for the options that fit what was typed; fewer letters than the select wants ask nothing. */
export const suggest = async (typed: TypedAhead, world: UserWorld): Promise<Suggested> => {
  const user = findUser(world, typed.userId);
  const view = typed.viewId === undefined ? undefined : known('open view', world.views.find(typed.viewId));
  const message = typed.messageId === undefined ? undefined : known('message', world.log.find(typed.messageId));
  const element = known('select', findElement(view?.view.blocks ?? message?.blocks, typed));
  const least = typeof element.min_query_length === 'number' ? element.min_query_length : 3;
  if (typed.value.length < least) return { options: [], problems: [] };
  const { trigger_id: _none, ...start } = payloadStart(user, world, view === undefined ? 'message' : 'view');
  const payload: Json = {
    type: 'block_suggestion',
    ...start,
    action_id: typed.actionId,
    block_id: typed.blockId,
    value: typed.value,
    ...(view && { container: { type: 'view', view_id: view.id }, view: viewJson(view, user, world) }),
    ...(message && {
      container: { type: 'message', message_ts: message.ts, channel_id: message.channel },
      channel: { id: message.channel, name: findChannel(world.workspace, message.channel)?.name ?? message.channel },
    }),
  };
  const ack = await post({ payload: JSON.stringify(payload) }, world);
  if (errorOf(ack) !== undefined || ack.kind !== 'answered') {
    return { options: [], problems: [`“${elementLabel(element)}” could not load results`] };
  }
  const suggested = readOptions(ack.body);
  const channel = message?.channel ?? world.workspace.channels[0].id;
  if (suggested.problems.length > 0) {
    const origin = { channel, user: user.id, requestId: world.log.began(elementLabel(element)) };
    showRefusal(world.log, origin, { text: 'the options of a select', problems: suggested.problems });
  }
  return suggested;
};

/** Closes a modal without submitting it; the bot hears of it where the view asks for that. */
export const closeView = async (viewId: string, world: UserWorld): Promise<void> => {
  const view = world.views.find(viewId);
  world.views.close(viewId);
  if (view === undefined || view.view.notify_on_close !== true) return;
  const user = findUser(world, view.user);
  const { trigger_id: _none, ...start } = payloadStart(user, world, 'view');
  const payload = { type: 'view_closed', ...start, view: viewJson(view, user, world), is_cleared: false };
  await post({ payload: JSON.stringify(payload) }, world);
};
