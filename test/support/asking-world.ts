import { DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type KnownBlock, type ModalView, WebClient } from '@slack/web-api';
import { createSettings } from '../../bot/aws/settings-table';
import { digestsOf } from '../../bot/digests';
import { localAccount, localInstance } from '../../bot/local/aws/local-account';
import { idFrom, websiteEvent } from '../../bot/local/aws/records';
import type { Exchange } from '../../bot/local/slack/exchanges';
import { isJson, type Json } from '../../bot/local/slack/json';
import type { SlackStandIn } from '../../bot/local/slack/slack-stand-in';
import type { Channel } from '../../bot/local/slack/workspace';
import { watchesOf } from '../../bot/watches';
import type { WireCall } from './aws-proxy';
import { prove } from './indexing';
import { type LambdaWorld, startLambdaWorld, TABLES } from './lambda-world';
import { CHANNELS, mixedWorkspace, PEOPLE } from './mixed-workspace';

const INSTANCE = { id: idFrom('instance'), alias: 'obsidian-prod', region: 'us-east-1', account: '111122223333' };
const [QUEUE_ID, USER_ID] = [idFrom('queue'), idFrom('user')];
/** The names that answers hold, and requests need: a question's own words are no leak. */
export const QUEUE = 'Aurora';
const EARLIER_NAME = 'Borealis';
const ADMINISTRATOR = 'zelda.admin';

/** What nobody may read who may not ask. Of a channel's name only its members know. */
export const SECRETS = [
  EARLIER_NAME,
  ADMINISTRATOR,
  INSTANCE.alias,
  QUEUE_ID,
  CHANNELS.secret.name,
  PEOPLE.listed.realName,
];

/** What is set of who may ask: the variables of the functions. */
export interface AskersSet {
  readonly channels?: readonly string[];
  readonly users?: readonly string[];
  readonly teams?: readonly string[];
  readonly sharedChannels?: readonly string[];
  readonly guests?: true;
}

const variablesOf = ({
  channels,
  users,
  teams,
  sharedChannels,
  guests,
}: AskersSet): Readonly<Record<string, string>> => ({
  ...(channels && { ASKING_CHANNELS: channels.join(',') }),
  ...(users && { ASKING_USERS: users.join(',') }),
  ...(teams && { ASKING_TEAMS: teams.join(',') }),
  ...(sharedChannels && { ASKING_SHARED_CHANNELS: sharedChannels.join(',') }),
  ...(guests && { ASKING_GUESTS: 'true' }),
});

/** What left the bot, and what it did for it. */
export interface Happened {
  /** What the bot acknowledged with, but for empty ones. */
  readonly acks: readonly { readonly what: string; readonly status: number; readonly body: unknown }[];
  /** Its calls of Slack, response URLs among them, whether Slack took them or not. */
  readonly calls: readonly { readonly what: string; readonly body: Json; readonly isTaken: boolean }[];
  /** Tables that were read or written, and AWS services that were asked. */
  readonly work: ReadonlySet<string>;
  /** Whether the functions gave a job back, to be delivered again. */
  readonly isGivenBack: boolean;
  readonly logs: string;
}

export interface AskingWorld {
  readonly slack: SlackStandIn;
  /** Who may ask from now on. */
  readonly set: (askers: AskersSet) => void;
  /** The message in a channel that holds every button, each by its action's id. */
  readonly buttonsIn: (channel: Channel) => string;
  readonly buttonBlock: (actionId: string) => string;
  /** Opens a modal of somebody with every button that modals have. */
  readonly openModal: (userId: string, view: ModalView) => string;
  /** Publishes a Home tab with every button that it has. */
  readonly publishHome: (userId: string, channel: string) => Promise<string>;
  /** Does something, has the worker do all jobs that come of it, and says what happened. */
  readonly during: (act: () => Promise<unknown>) => Promise<Happened>;
  /** Begins anew: a digest and a watch in this channel and in the secret one, and nothing known of what was done. */
  readonly reset: (channel: string) => Promise<void>;
  /** Nothing is known any more of what was done and who did it; digests and watches stay. */
  readonly forget: () => Promise<void>;
  /** How many second looks at empty answers wait. */
  readonly secondLooks: () => number;
  /** Takes them, as the queue hands them over ten minutes later. */
  readonly lookAgain: () => Promise<void>;
  readonly digestIn: (channel: string) => Promise<unknown>;
  readonly watchesIn: (channel: string) => Promise<number>;
  /** Whether the digest of a channel is paused, or its watch. */
  readonly isPaused: (what: 'digest' | 'watch', channel: string) => Promise<boolean>;
  /** Posts the digests that are due: those that were set by a reset. */
  readonly tickDigest: () => Promise<void>;
  /** Has a change arrive that the watches are about. */
  readonly arrive: () => Promise<void>;
  readonly world: LambdaWorld;
  readonly stop: () => Promise<void>;
}

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
const seconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

const queueEvent = (eventName: string, at: Date, eventId: string, requestParameters: Json) =>
  websiteEvent({
    ...{ instance: INSTANCE, userId: USER_ID, eventName, time: at, eventId },
    requestParameters: { InstanceId: INSTANCE.id, QueueId: QUEUE_ID, ...requestParameters },
  });

export const EVENT_ID = 'aaaaaaaa-0000-4000-8000-000000000001';
const OTHER_EVENT_ID = 'aaaaaaaa-0000-4000-8000-000000000002';
/** Of what the index holds whole: CloudTrail takes two calls a second, and the newest minutes are read there. */
export const SETTLED = 'until:1h';
const question = `/connect-who-changed ${QUEUE} ${SETTLED}`;

/** What each button carries, as this version makes them. */
const buttonValues = (askedAt: string, channel: string): Readonly<Record<string, string>> => ({
  'ask-0': question,
  share: JSON.stringify({ ask: question, askedAt }),
  more: JSON.stringify({ ask: question, askedAt, eventId: EVENT_ID, shown: 1 }),
  live: question,
  export: JSON.stringify({ ask: question, askedAt }),
  details: JSON.stringify({ eventIds: [EVENT_ID, OTHER_EVENT_ID], at: 0, of: 2, failed: 0 }),
  'details-newer': JSON.stringify({ eventIds: [EVENT_ID, OTHER_EVENT_ID], at: 0, of: 2, failed: 0 }),
  'details-older': JSON.stringify({ eventIds: [EVENT_ID, OTHER_EVENT_ID], at: 1, of: 2, failed: 0 }),
  'new-search': 'form',
  'change-digest': 'status',
  'watch-set-0': 'type:security-profile',
  'watch-stop-0': `${channel}#first`,
  'home-end-digest': channel,
  'home-change-digest': `${channel} at 09:00 UTC`,
  'home-stop-watch-0': `${channel}#first`,
});

export const blockOf = (actionId: string): string => `with-${actionId}`;

const blocksOf = (values: Readonly<Record<string, string>>): KnownBlock[] =>
  Object.entries(values).map(([id, value]) => ({
    type: 'actions',
    block_id: blockOf(id),
    elements: [{ type: 'button', action_id: id, value, text: { type: 'plain_text', text: id, emoji: false } }],
  }));

const MODAL_ACTIONS = ['ask-0', 'more', 'live', 'export', 'details', 'details-newer', 'details-older', 'new-search'];
const HOME_ACTIONS = ['ask-0', 'home-end-digest', 'home-change-digest', 'home-stop-watch-0'];

/** A modal of an answer, opened in a channel; in none where the metadata is empty. */
export const answerModal = (metadata: string): ModalView => {
  const values = buttonValues(seconds(new Date()), metadata);
  const inModal = MODAL_ACTIONS.map((id) => [id, values[id] ?? ''] as const);
  return {
    ...{ type: 'modal', callback_id: 'ask-answer', private_metadata: metadata },
    title: { type: 'plain_text', text: 'Answer', emoji: false },
    blocks: blocksOf(Object.fromEntries(inModal)),
  };
};

/** Everything that an action of the bot may read or do, as tables and services. */
const workOf = (calls: readonly WireCall[]): ReadonlySet<string> => {
  const tables = Object.values(TABLES);
  return new Set(
    calls.flatMap(({ service, operation, input }) => {
      if (service !== 'dynamodb') return ['sqs', 'secretsmanager'].includes(service) ? [] : [`${service} ${operation}`];
      const said = JSON.stringify(input);
      return tables.filter((table) => table !== TABLES.state && said.includes(`"${table}"`));
    }),
  );
};

/** The built functions, a workspace with all kinds of people, and a company with one change. */
export const startAskingWorld = async (): Promise<AskingWorld> => {
  let variables: Readonly<Record<string, string>> = {};
  // Triggers last three seconds, and a machine may be busy: time stands still while something is done.
  let clock = new Date();
  const account = localAccount({
    accountId: INSTANCE.account,
    instances: [
      localInstance({
        ...INSTANCE,
        users: [{ id: USER_ID, username: ADMINISTRATOR, lastModifiedTime: seconds(minutesAgo(9000)) }],
      }),
    ],
    events: [],
  });
  const world = await startLambdaWorld({
    ...{ functions: ['slack', 'worker', 'digest', 'ingest', 'sync'], account, isWarm: true },
    variables: () => variables,
    front: { workspace: mixedWorkspace(), now: () => clock },
  });
  const { slack } = world;
  const client = new WebClient(world.secrets.botToken, { slackApiUrl: world.slackApiUrl });
  const { client: dynamo } = world.dynamo;
  const settings: Parameters<typeof digestsOf>[0]['settings'] = (sort, schema) =>
    createSettings({ client: dynamo, tableName: TABLES.settings, sort, schema });
  const digests = digestsOf({ settings });
  const watches = watchesOf({ settings });

  const allCalls = (): readonly WireCall[] =>
    (['slack', 'worker', 'digest', 'ingest'] as const).flatMap((name) => world.callsOf(name));
  const sent = new Set<WireCall>();
  /** Second looks at empty answers, which the queue holds for ten minutes. */
  const later: string[] = [];
  const workAll = async (): Promise<boolean> => {
    const jobs = allCalls().filter((call) => call.operation === 'SendMessage' && !sent.has(call));
    if (jobs.length === 0) return false;
    for (const job of jobs) sent.add(job);
    const bodies = jobs.map(({ input }) => String(input.MessageBody));
    later.push(...bodies.filter((body) => body.includes('"secondLook":true')));
    const Records = bodies
      .filter((body) => !body.includes('"secondLook":true'))
      .map((body, at) => ({ messageId: `m${at}`, body }));
    const { answer } = await world.invoke('worker', { Records });
    const isGivenBack = JSON.stringify(answer) !== JSON.stringify({ batchItemFailures: [] });
    return (await workAll()) || isGivenBack;
  };
  const newSince = (before: Exchange | undefined): readonly Exchange[] => {
    const all = slack.exchanges();
    const at = before === undefined ? all.length : all.indexOf(before);
    return all.slice(0, at < 0 ? all.length : at).toReversed();
  };
  const clear = async (TableName: string, key: readonly string[]): Promise<void> => {
    const { Items = [] } = await dynamo.send(new ScanCommand({ TableName }));
    for (const item of Items)
      await dynamo.send(
        new DeleteCommand({ TableName, Key: Object.fromEntries(key.map((name) => [name, item[name]])) }),
      );
  };

  const during: AskingWorld['during'] = async (act) => {
    clock = new Date();
    const [before] = slack.exchanges();
    const counts = new Set(allCalls());
    const logged = world.logs.length;
    await act();
    const isGivenBack = await workAll();
    const news = newSince(before);
    return {
      acks: news
        .filter(({ direction, reply }) => direction === 'to the bot' && reply !== '')
        .map(({ what, status, reply }) => ({ what, status, body: reply })),
      calls: news
        .filter(({ direction }) => direction === 'from the bot')
        .map(({ what, body, status, reply }) => ({
          ...{ what, body: isJson(body) ? body : {} },
          isTaken: status === 200 && (!isJson(reply) || reply.ok !== false),
        })),
      work: workOf(allCalls().filter((call) => !counts.has(call))),
      isGivenBack,
      logs: world.logs.slice(logged).join('\n'),
    };
  };

  const deliver = (...events: readonly object[]): Promise<unknown> => {
    const envelope = { 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.connect' };
    const Records = events.map((detail, at) => ({
      messageId: `e${at}`,
      body: JSON.stringify({ ...envelope, detail }),
    }));
    return world.invoke('ingest', { Records });
  };

  await world.invoke('sync', {});
  const history = [
    queueEvent('UpdateQueueName', minutesAgo(80), idFrom('named at first'), { Name: EARLIER_NAME }),
    queueEvent('UpdateQueueName', minutesAgo(75), OTHER_EVENT_ID, { Name: QUEUE }),
    // Of what is gone Connect is not asked, which takes two calls a second.
    queueEvent('DeleteQueue', minutesAgo(70), EVENT_ID, {}),
  ];
  for (const event of history) account.addEvent(event);
  await deliver(...history);
  await workAll();
  const proven = [minutesAgo(100 * 24 * 60), minutesAgo(0)].map((date) => date.toISOString()) as [string, string];
  await prove({ client: dynamo, indexTable: TABLES.index }, [INSTANCE.region], proven);

  const messages = new Map<string, string>();
  for (const { id } of Object.values(CHANNELS).filter(({ botIsMember }) => botIsMember)) {
    const { ts } = await client.chat.postMessage({
      ...{ channel: id, text: 'Everything that can be pressed' },
      blocks: blocksOf(buttonValues(seconds(new Date()), id)),
    });
    const message = slack.messages().find((one) => one.channel === id && one.ts === ts);
    messages.set(id, message?.id ?? '');
  }

  const setIn = async (channel: string, name: string): Promise<void> => {
    const at = new Date(Date.now() - 25 * 3_600_000).toISOString();
    await digests.settings.put(channel, {
      ...{ channel, channelName: name, at: '00:00', zone: 'UTC', weekdays: false, silent: false, filters: '' },
      ...{ setBy: PEOPLE.listed.id, setAt: at, since: at },
    });
    const id = `${channel}#first`;
    await watches.put(id, { id, channel, channelName: name, question: QUEUE, setBy: PEOPLE.listed.id, setAt: at });
  };

  return {
    ...{ slack, world, during },
    set: (askers) => {
      const wanted = variablesOf(askers);
      if (JSON.stringify(wanted) === JSON.stringify(variables)) return;
      variables = wanted;
      // Those that were started for other variables only take memory.
      world.coolDown();
    },
    buttonsIn: ({ id }) => messages.get(id) ?? '',
    buttonBlock: blockOf,
    openModal: (userId, view) => slack.showModal(userId, { ...view }).id,
    publishHome: async (userId, channel) => {
      const values = buttonValues(seconds(new Date()), channel);
      const blocks = blocksOf(Object.fromEntries(HOME_ACTIONS.map((id) => [id, values[id] ?? ''])));
      const { view } = await client.views.publish({ user_id: userId, view: { type: 'home', blocks } });
      return view?.id ?? '';
    },
    reset: async (channel) => {
      later.length = 0;
      for (const { id } of slack.modals()) await slack.closeView(id);
      await clear(TABLES.settings, ['pk', 'sk']);
      await clear(TABLES.state, ['pk']);
      const name = slack.workspace.channels.find(({ id }) => id === channel)?.name ?? channel;
      await setIn(channel, name);
      await setIn(CHANNELS.secret.id, CHANNELS.secret.name);
    },
    secondLooks: () => later.length,
    lookAgain: async () => {
      const Records = later.splice(0).map((body, at) => ({ messageId: `l${at}`, body }));
      await world.invoke('worker', { Records });
    },
    forget: () => clear(TABLES.state, ['pk']),
    digestIn: (channel) => digests.settings.get(channel),
    watchesIn: async (channel) => (await watches.all()).filter((watch) => watch.channel === channel).length,
    isPaused: async (what, channel) => {
      if (what === 'digest') return (await digests.progress.get(channel))?.paused !== undefined;
      return (await watches.all()).some((watch) => watch.channel === channel && watch.paused !== undefined);
    },
    tickDigest: async () => void (await world.invoke('digest', {})),
    arrive: async () => {
      const eventId = idFrom(`arrived ${Date.now()}`);
      await deliver(queueEvent('UpdateQueueStatus', new Date(), eventId, { Status: 'DISABLED' }));
    },
    stop: world.stop,
  };
};
