import type { Channel, Person } from '../../bot/local/slack/workspace';
import { formView } from '../../bot/slack/ask-in-modal';
import { digestFormView } from '../../bot/slack/digest-form';
import { type AskingWorld, answerModal, type Happened, QUEUE, SETTLED } from '../support/asking-world';

/** Who comes to a door, and where. */
export interface Visit {
  readonly person: Person;
  readonly channel: Channel;
}

/** Which rule a door is under: who is answered here, in public, in a modal that was opened here, in one from nowhere, and at Home. */
export type Place = 'here' | 'public' | 'modal' | 'nowhere' | 'home';

/** A way to ask something of the bot. */
export interface Door {
  readonly name: string;
  readonly place: Place;
  /** What is done before, and is no part of it; its result is handed to `knock`. */
  readonly prepare?: (visit: Visit, world: AskingWorld) => Promise<string> | string;
  readonly knock: (visit: Visit, world: AskingWorld, prepared: string) => Promise<unknown>;
  /** Whether what was asked for came, or came about. */
  readonly isDone: (happened: Happened, visit: Visit, world: AskingWorld) => boolean | Promise<boolean>;
  /** Sets what is posted for all of its channel. */
  readonly isForChannel?: true;
  /** Sends a file, which only a direct message can hold. */
  readonly sendsFile?: true;
  /** Where a refusal has no words: a list without options. */
  readonly isSilent?: true;
}

/** The administrator's name, which only an answer holds. */
const holdsAnswer = ({ acks, calls }: Happened): boolean => JSON.stringify([acks, calls]).includes('zelda.admin');
const privately = ({ calls }: Happened): boolean =>
  calls.some(({ what, body }) => what === 'response_url' && JSON.stringify(body).includes('zelda.admin'));
const saysPrivately =
  (word: RegExp) =>
  ({ calls }: Happened): boolean =>
    calls.some(({ what, body }) => what === 'response_url' && word.test(JSON.stringify(body)));
const inModal = ({ calls }: Happened): boolean =>
  calls.some(({ what, body }) => what.startsWith('views.') && JSON.stringify(body).includes('zelda.admin'));
const posted = (happened: Happened, { channel }: Visit): boolean =>
  happened.calls.some(
    ({ what, body, isTaken }) => what === 'chat.postMessage' && body.channel === channel.id && isTaken,
  );
const filled = (calls: Happened['calls'], callbackId: string): boolean =>
  calls.some(
    ({ what, body }) => what.startsWith('views.') && JSON.stringify(body).includes(`"callback_id":"${callbackId}"`),
  );

const typed =
  (command: string, text: string): Door['knock'] =>
  ({ person, channel }, { slack }) =>
    slack.sendCommand({ command, text, userId: person.id, channelId: channel.id });

const pressed =
  (actionId: string): Door['knock'] =>
  ({ person, channel }, { slack, buttonsIn, buttonBlock }) =>
    slack.press({ userId: person.id, messageId: buttonsIn(channel), blockId: buttonBlock(actionId), actionId });

const pressedInView =
  (actionId: string): Door['knock'] =>
  ({ person }, { slack, buttonBlock }, viewId) =>
    slack.press({ userId: person.id, viewId, blockId: buttonBlock(actionId), actionId });

const modalOf: Door['prepare'] = ({ person, channel }, { openModal }) => openModal(person.id, answerModal(channel.id));
const homeOf: Door['prepare'] = ({ person, channel }, { publishHome }) => publishHome(person.id, channel.id);

const here = (name: string, knock: Door['knock'], isDone: Door['isDone'] = privately): Door => ({
  ...{ name, place: 'here', knock, isDone },
});
const inPublic = (name: string, knock: Door['knock'], isDone: Door['isDone'] = posted): Door => ({
  ...{ name, place: 'public', knock, isDone },
});

/** The state of the form with one thing chosen. */
const FILLED = {
  thing: { thing: { type: 'external_select', selected_option: { value: `${QUEUE} ${SETTLED}` } } },
  period: { period: { type: 'static_select', selected_option: { value: 'all' } } },
  sort: { sort: { type: 'checkboxes', selected_options: [] } },
};

/** Every door of the bot. */
export const DOORS: readonly Door[] = [
  here('/connect-who-changed', typed('/connect-who-changed', `${QUEUE} ${SETTLED}`)),
  here('/connect-changes', typed('/connect-changes', `since:3h ${SETTLED}`)),
  here('/connect-digest status', typed('/connect-digest', 'status'), saysPrivately(/00:00/)),
  here('/connect-watch list', typed('/connect-watch', 'list'), saysPrivately(/Aurora/)),
  here('the shortcut on a message', ({ person, channel }, { slack, buttonsIn }) => {
    const message_ts = `${Math.floor(Date.now() / 1000) - 4_200}.000100`;
    slack.alterNext((request) => ({ ...request, message_ts }));
    return slack.useShortcut({ callbackId: 'changed-around', messageId: buttonsIn(channel), userId: person.id });
  }),
  here('a button that asks', pressed('ask-0')),
  here('“Show more”', pressed('more')),
  here('“Check live”', pressed('live')),
  here('“Details”', pressed('details'), inModal),
  {
    ...here('“Export”', pressed('export'), ({ calls }) => calls.some(({ what }) => what.startsWith('files.'))),
    sendsFile: true,
  },
  here('“Change” under a digest', pressed('change-digest'), saysPrivately(/00:00/)),

  inPublic('a mention', ({ person, channel }, { slack }) =>
    slack.mention({ text: `@connect-who-changed ${QUEUE} ${SETTLED}`, userId: person.id, channelId: channel.id }),
  ),
  inPublic('a mention in a thread', ({ person, channel }, { slack }) =>
    slack.mention({
      text: `@connect-who-changed ${QUEUE} ${SETTLED}`,
      userId: person.id,
      channelId: channel.id,
      threadTs: '1.000001',
    }),
  ),
  inPublic('“Share”', pressed('share')),
  inPublic(
    '/connect-digest at 09:00',
    typed('/connect-digest', 'at 09:00 UTC'),
    async (happened, visit, { digestIn }) =>
      posted(happened, visit) && JSON.stringify(await digestIn(visit.channel.id)).includes('09:00'),
  ),
  inPublic('/connect-digest now', typed('/connect-digest', 'now')),
  inPublic(
    '/connect-digest off',
    typed('/connect-digest', 'off'),
    async (_happened, { channel }, { digestIn }) => (await digestIn(channel.id)) === undefined,
  ),
  inPublic(
    '/connect-watch',
    typed('/connect-watch', 'type:security-profile'),
    async (_happened, { channel }, { watchesIn }) => (await watchesIn(channel.id)) === 2,
  ),
  inPublic(
    '/connect-watch off',
    typed('/connect-watch', 'off 1'),
    async (_happened, { channel }, { watchesIn }) => (await watchesIn(channel.id)) === 0,
  ),
  inPublic(
    'a button that sets a watch',
    pressed('watch-set-0'),
    async (_happened, { channel }, { watchesIn }) => (await watchesIn(channel.id)) === 2,
  ),
  inPublic(
    'a button that ends a watch',
    pressed('watch-stop-0'),
    async (_happened, { channel }, { watchesIn }) => (await watchesIn(channel.id)) === 0,
  ),

  ...(
    [
      ['a button that asks in a modal', 'ask-0'],
      ['“Show more” in a modal', 'more'],
      ['“Check live” in a modal', 'live'],
      ['“Details” in a modal', 'details'],
      ['the step to the newer change', 'details-newer'],
      ['the step to the older change', 'details-older'],
    ] as const
  ).map(
    ([name, action]): Door => ({
      name,
      place: 'modal',
      prepare: modalOf,
      knock: pressedInView(action),
      isDone: inModal,
    }),
  ),
  {
    ...{
      name: '“Export” in a modal',
      place: 'modal',
      prepare: modalOf,
      knock: pressedInView('export'),
      sendsFile: true,
    },
    isDone: ({ calls }) => calls.some(({ what }) => what.startsWith('files.')),
  },
  {
    ...{ name: '“New search” in a modal', place: 'modal', prepare: modalOf, knock: pressedInView('new-search') },
    isDone: ({ calls }) => filled(calls, 'ask-form'),
  },

  {
    ...{ name: 'the shortcut at the composer', place: 'nowhere' },
    knock: ({ person }, { slack }) => slack.chooseGlobalShortcut({ callbackId: 'ask-in-modal', userId: person.id }),
    isDone: ({ calls }) => filled(calls, 'ask-form'),
  },
  {
    ...{ name: 'the names offered while somebody types', place: 'nowhere', isSilent: true },
    prepare: ({ person }, { openModal }) => openModal(person.id, formView()),
    knock: ({ person }, { slack }, viewId) =>
      slack.suggest({ userId: person.id, viewId, blockId: 'thing', actionId: 'thing', value: 'Auro' }),
    isDone: ({ acks }) => JSON.stringify(acks).includes(QUEUE),
  },
  {
    ...{ name: 'the form', place: 'nowhere' },
    prepare: ({ person }, { openModal }) => openModal(person.id, formView()),
    knock: ({ person }, { slack }, viewId) => slack.submitView({ userId: person.id, viewId, values: FILLED }),
    isDone: inModal,
  },

  {
    ...{ name: 'the Home tab', place: 'home' },
    knock: ({ person }, { slack }) => slack.openHome(person.id),
    isDone: ({ calls }, { channel }) =>
      calls.some(({ what, body }) => what === 'views.publish' && JSON.stringify(body).includes(channel.name)),
  },
  {
    name: 'a button that asks at Home',
    place: 'home',
    prepare: homeOf,
    knock: pressedInView('ask-0'),
    isDone: holdsAnswer,
  },
  {
    ...{ name: '“End” of a digest at Home', place: 'home', prepare: homeOf, knock: pressedInView('home-end-digest') },
    isDone: async (_happened, { channel }, { digestIn }) => (await digestIn(channel.id)) === undefined,
  },
  {
    ...{
      name: '“Change” of a digest at Home',
      place: 'home',
      prepare: homeOf,
      knock: pressedInView('home-change-digest'),
    },
    isDone: ({ calls }) => filled(calls, 'digest-form'),
  },
  {
    ...{ name: 'the form of a digest', place: 'home', isForChannel: true },
    prepare: ({ person, channel }, { openModal }) => openModal(person.id, digestFormView(`${channel.id} at 00:00 UTC`)),
    knock: ({ person }, { slack }, viewId) =>
      slack.submitView({ userId: person.id, viewId, values: { order: { order: { value: 'at 09:00 UTC' } } } }),
    isDone: async (_happened, { channel }, { digestIn }) =>
      JSON.stringify(await digestIn(channel.id)).includes('09:00'),
  },
  {
    ...{ name: '“End” of a watch at Home', place: 'home', prepare: homeOf, knock: pressedInView('home-stop-watch-0') },
    isDone: async (_happened, { channel }, { watchesIn }) => (await watchesIn(channel.id)) === 0,
  },
];
