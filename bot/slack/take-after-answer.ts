import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Message } from '../answer/message';
import {
  DETAILS_ACTION,
  type Detailed,
  EXPORT_ACTION,
  LIVE_ACTION,
  MORE_ACTION,
  NEWER_ACTION,
  OLDER_ACTION,
  readDetails,
  readExport,
  readMore,
} from './after-answer';
import { readCommand } from './commands';
import { type Admitted, admittedOf } from './gate';
import { type AppDeps, handOn, jobOf, TOO_OLD } from './hand-on';
import { type Press, placeOf, tellPress } from './press';
import { DETAILS, LINK_ACTION } from './show-details';
import { questionOf } from './take-questions';
import { LOOKING, messageView, updateView } from './views';

/** What a press begins: what to tell at once, or nothing where the worker says all there is. */
type Begin = (
  press: Press & { readonly admitted: Admitted },
  value: string | undefined,
  deps: AppDeps,
  client: WebClient,
) => Promise<Message | undefined>;

const LINK = new RegExp(`^${LINK_ACTION}-`);

/** Takes what people want of an answer that they have: the rest of it, its details, its files, its newest minutes. */
export const takeAfterAnswer = (app: App, deps: AppDeps): void => {
  const actions: readonly (readonly [string, Begin])[] = [
    [MORE_ACTION, showMore],
    [LIVE_ACTION, checkLive],
    [EXPORT_ACTION, exportAnswer],
    [DETAILS_ACTION, openDetails],
    [NEWER_ACTION, stepDetails],
    [OLDER_ACTION, stepDetails],
  ];
  // The browser follows a link by itself.
  app.action({ type: 'block_actions', action_id: LINK }, async ({ ack }) => ack());
  for (const [id, begin] of actions) {
    app.action<Press>(
      { type: 'block_actions', action_id: id },
      async ({ action, body, context, ack, client, respond }) => {
        await ack();
        const press = { ...body, admitted: admittedOf(context) };
        const atOnce = await begin(press, action.value, deps, client);
        if (atOnce !== undefined) await tellPress(atOnce, body, { client, respond }, deps);
      },
    );
  }
};

/**
 * Two presses of one button within a minute are a double click, and one wish. In a modal each is its own: it has had the modal cleared, and
 * who presses twice there is shown the same twice in one place.
 */
const happeningOf = (what: string, { user, view, trigger_id }: Press, value: string | undefined, now: Date): string =>
  view === undefined ? [what, user.id, value, Math.floor(now.getTime() / 60_000)].join(' ') : trigger_id;

const showMore: Begin = async (press, value, deps, client) => {
  const more = readMore(value);
  if (more === undefined) return TOO_OLD;
  const { ask, askedAt, eventId, shown } = more;
  const { kind, text } = readCommand(ask);
  const now = deps.now();
  const question = questionOf(happeningOf('more', press, value, now), kind, text, now);
  const place = await placeOf(press, client, deps);
  return handOn(press.admitted, { ...question, ...place, askedAt, after: { eventId, shown } }, deps);
};

const checkLive: Begin = async (press, value = '', deps, client) => {
  const { kind, text } = readCommand(value);
  const now = deps.now();
  const question = questionOf(happeningOf('live', press, value, now), kind, text, now);
  return handOn(press.admitted, { ...question, ...(await placeOf(press, client, deps)), live: true }, deps);
};

const exportAnswer: Begin = async (press, value, deps) => {
  const asked = readExport(value);
  if (asked === undefined) return TOO_OLD;
  const { kind: command, text } = readCommand(asked.ask);
  const now = deps.now();
  const job = { ...jobOf(happeningOf('export', press, value, now), now), kind: 'export' as const };
  const { view, response_url: responseUrl } = press;
  const wantedIn = view?.type === 'modal' ? { wantedIn: { id: view.id, metadata: view.private_metadata } } : {};
  return handOn(press.admitted, { ...job, command, text, askedAt: asked.askedAt, responseUrl, ...wantedIn }, deps);
};

/** A modal can be opened within 3 seconds of the press alone: it is opened at once, and the worker fills it. */
const openDetails: Begin = async (press, value, deps, client) => {
  const detailed = readDetails(value);
  if (detailed === undefined) return TOO_OLD;
  const metadata = press.channel?.id ?? press.view?.private_metadata ?? '';
  const view = messageView(LOOKING, { ...DETAILS, metadata, now: deps.now() });
  // In a modal it lies above what is there, which comes back when it is closed.
  const open = press.view === undefined ? client.views.open : client.views.push;
  const opened = await open({ trigger_id: press.trigger_id, view });
  const viewId = opened.view?.id;
  if (viewId === undefined) throw new Error('Slack opened a modal and gave no id of it.');
  return fillDetails({ viewId, metadata, detailed }, press, deps, client);
};

/** To the neighbour of what the modal shows, in the modal. */
const stepDetails: Begin = async (press, value, deps, client) => {
  const detailed = readDetails(value);
  const { view } = press;
  if (detailed === undefined || view === undefined) return TOO_OLD;
  return fillDetails({ viewId: view.id, metadata: view.private_metadata, detailed }, press, deps, client);
};

const fillDetails = async (
  { viewId, metadata, detailed }: { viewId: string; metadata: string; detailed: Detailed },
  { trigger_id, admitted }: Press & { readonly admitted: Admitted },
  deps: AppDeps,
  client: WebClient,
): Promise<undefined> => {
  const job = { ...jobOf(trigger_id, deps.now()), kind: 'details' as const };
  const failed = await handOn(admitted, { ...job, viewId, metadata, ...detailed }, deps);
  if (failed === undefined) return;
  // The modal is what people look at: it says so.
  await updateView(client, viewId, messageView(failed, { ...DETAILS, metadata, now: deps.now() }));
};
