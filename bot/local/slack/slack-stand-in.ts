import express, { type Request, type Response, type Router } from 'express';
import { localRequestsOnly, programsOnly, shortBodies } from '../local-web';
import { machineZone } from '../machine-zone';
import { isSameSecret } from '../own-requests';
import {
  type ChosenShortcut,
  type ElementPress,
  pressElement,
  sendCommand,
  submitView,
  type TypedCommand,
  useShortcut,
  type WrittenMention,
  writeMention,
} from './act-as-user';
import {
  type ChosenGlobalShortcut,
  chooseGlobalShortcut,
  closeView,
  openHome,
  type Suggested,
  suggest,
  type TypedAhead,
} from './act-without-message';
import { answerResponseUrl } from './answer-response-url';
import { createExchanges, type Exchange } from './exchanges';
import { createFiles, takeUpload } from './files';
import { isJson, type Json, parseJson } from './json';
import type { LimitCheck, StandInMessage } from './message';
import { createMessageLog } from './message-log';
import { pageRouter } from './page-routes';
import type { PageState } from './page-state';
import { createRefusals, type Refusal, type Refusals, type RefuseWhile, refuseRequest } from './refusals';
import { createResponseUrls } from './response-urls';
import { type Acknowledged, known, type OfferedCommand, type UserWorld, type ViewValues } from './user-world';
import { createTriggers, createViews, type StandInView } from './views';
import { answerWebApi, readArguments } from './web-api';
import { type Channel, findChannel, findPerson, type Person, sampleWorkspace, type Workspace } from './workspace';

/** What the stand-in needs; whatever is optional has a default that suits the sample account. */
export interface SlackStandInOptions {
  readonly signingSecret: string;
  readonly botToken: string;
  /** Where the bot takes Slack's requests, such as `http://127.0.0.1:3000/slack/events`. */
  readonly eventsUrl: () => string;
  /** Where the router is mounted, such as `http://127.0.0.1:3000`; response URLs begin with it. */
  readonly baseUrl: () => string;
  readonly now?: () => Date;
  /** The reader's IANA zone; by default the machine's. */
  readonly zone?: string;
  /** Told, in one line, what the page's reader should not have to look for. No message text. */
  readonly log?: (line: string) => void;
  readonly limits?: LimitCheck;
  /** Posts today's digest; without it the page offers no such button. */
  readonly postDigest?: () => Promise<void>;
  /** Has something change in the account; without it the page offers no such button. */
  readonly change?: () => Promise<void>;
  readonly workspace?: Workspace;
  /** How long the bot has to acknowledge, in milliseconds: three seconds, as in Slack. */
  readonly acknowledgeWithinMs?: number;
  /** The bot's slash commands: others are refused as Slack refuses them. Any command is sent where absent. */
  readonly commands?: readonly OfferedCommand[];
  /** The bot's message shortcuts, which the page offers on every message that everybody sees; none where absent. */
  readonly shortcuts?: readonly { readonly callbackId: string; readonly name: string }[];
  /** Shortcuts that the page offers at the composer; none where absent. */
  readonly globalShortcuts?: readonly { readonly callbackId: string; readonly name: string }[];
  /** Questions that the page offers; by default those of the sample account. */
  readonly examples?: readonly string[];
  /** What may have gone wrong, with questions to ask. */
  readonly stories?: PageState['stories'];
  /** Whether the answers come from the sample account, as the page's banner says; true unless said otherwise. */
  readonly sampleAccount?: boolean;
}

/** Slack as far as the bot can tell, and a page that shows what people there would see. */
export interface SlackStandIn {
  /** Web API, response URLs and the page; mount it at the root of an Express app. */
  readonly router: Router;
  readonly workspace: Workspace;
  readonly sendCommand: (command: TypedCommand) => Promise<Acknowledged>;
  readonly press: (press: ElementPress) => Promise<Acknowledged>;
  readonly useShortcut: (shortcut: ChosenShortcut) => Promise<Acknowledged>;
  /** A shortcut from the composer's menu, where there is neither a message nor a channel. */
  readonly chooseGlobalShortcut: (shortcut: ChosenGlobalShortcut) => Promise<Acknowledged>;
  /** The options that the bot gives for what somebody has typed into a select. */
  readonly suggest: (typed: TypedAhead) => Promise<Suggested>;
  /** Opens the bot's Home tab; the page's reader does where no user is named. */
  readonly openHome: (userId?: string) => Promise<Acknowledged>;
  /** Closes a modal without submitting it. */
  readonly closeView: (viewId: string) => Promise<void>;
  /** Makes the bot a member of a channel. */
  readonly invite: (channelId: string) => void;
  /** Has the next call of a Web API method, or the next post to a response URL (`response_url`), fail. */
  readonly refuseNext: (method: string, refusal: Refusal) => void;
  /** Has calls fail for as long as this says so of them. */
  readonly refuseWhile: (refuses: RefuseWhile) => void;
  /** Whatever was still to be refused is taken. */
  readonly refuseNoMore: () => void;
  /** Sends the next request to the bot as this makes it of the honest one, signed like any other. */
  readonly alterNext: (alter: (request: Json) => Json) => void;
  /** What the bot's token may do from now on; everything where undefined. */
  readonly grantOnly: (scopes: readonly string[] | undefined) => void;
  /** Makes somebody a guest, a partner, or whatever else may become of a person. */
  readonly changePerson: (userId: string, changes: Partial<Omit<Person, 'id'>>) => void;
  /** Shares a channel, makes it private, or lets people in and out. */
  readonly changeChannel: (channelId: string, changes: Partial<Omit<Channel, 'id'>>) => void;
  /** The newest requests between Slack and the bot, newest first; secrets are masked. */
  readonly exchanges: () => readonly Exchange[];
  /** A message to everybody with the bot's name in it (`@connect-who-changed …`). */
  readonly mention: (written: WrittenMention) => Promise<Acknowledged>;
  /** What another app posts now, to the first channel unless another one is named. */
  readonly postAs: (appName: string, text: string, channelId?: string) => StandInMessage;
  readonly submitView: (submission: {
    viewId: string;
    values: ViewValues;
    /** Who submits it; who opened it unless said otherwise. */
    userId?: string;
  }) => Promise<Acknowledged & { readonly errors: Readonly<Record<string, string>> }>;
  /** Every message there is, oldest first. */
  readonly messages: () => readonly StandInMessage[];
  /** The open modals, the topmost last. */
  readonly modals: () => readonly StandInView[];
  /** Opens a modal as if the bot had opened it for this person some time ago. */
  readonly showModal: (userId: string, view: Json) => StandInView;
  /** Each person's Home tab. */
  readonly homes: () => readonly StandInView[];
  /**
   * The first message that fits and was not given out before, be it already there or still to come. A message with new
   * content counts as new. Rejects when none comes within `timeoutMs` (5 s unless said otherwise).
   */
  readonly nextMessage: (wanted?: (message: StandInMessage) => boolean, timeoutMs?: number) => Promise<StandInMessage>;
  /** Ends the page's open streams and whoever waits for a message, so that the server can stop. */
  readonly close: () => void;
}

const bodies = [shortBodies, express.json({ limit: '1mb' }), express.urlencoded({ extended: false, limit: '1mb' })];

const tokenError = (request: Request, botToken: string) => {
  const body: unknown = request.body;
  const inBody = isJson(body) ? body.token : undefined;
  const given = request.get('authorization')?.replace(/^Bearer /i, '') ?? inBody;
  if (given === undefined) return 'not_authed';
  return isSameSecret(String(given), botToken) ? undefined : 'invalid_auth';
};

const webApiWorld = (world: UserWorld) => ({ ...world, url: world.baseUrl(), scopes: world.scopes() });

/** The Web API, as the real client calls it: always status 200, with `ok` in the body. */
const webApiHandler =
  (world: UserWorld, refusals: Refusals, { botToken, log = () => {} }: SlackStandInOptions) =>
  (request: Request, response: Response) => {
    const method = String(request.params.method);
    const error = tokenError(request, botToken);
    const args = readArguments(request.body);
    const refusal = refusals.take(method, args);
    const note = (status: number, reply?: object) =>
      world.exchanges.note({ direction: 'from the bot', what: method, body: args, status, ...(reply && { reply }) });
    if (refusal !== undefined && !('error' in refusal)) {
      note('status' in refusal ? refusal.status : 0);
      return refuseRequest(response, refusal);
    }
    const wrong = error ?? refusal?.error;
    const reply = wrong ? { ok: false, error: wrong } : answerWebApi(method, args, webApiWorld(world));
    if (!reply.ok) log(`Slack's ${method} would answer ${String(reply.error)}.`);
    note(200, reply);
    response.json(reply);
  };

const responseUrlHandler =
  (world: UserWorld, refusals: Refusals, { log = () => {} }: SlackStandInOptions) =>
  (request: Request, response: Response) => {
    const body: unknown = request.body;
    const refusal = refusals.take('response_url');
    if (refusal !== undefined) return refuseRequest(response, 'error' in refusal ? { status: 404 } : refusal);
    const { status, body: answer } = answerResponseUrl(String(request.params.id), isJson(body) ? body : {}, world);
    world.exchanges.note({
      ...{ direction: 'from the bot', what: 'response_url', body, status, reply: parseJson(answer) ?? answer },
      left: world.responseUrls.left(String(request.params.id)),
    });
    if (status !== 200) log(`A response URL would answer ${status}: ${answer}`);
    response
      .status(status)
      .type(status === 200 ? 'text' : 'json')
      .send(answer);
  };

/** The first of a list that has at least one, and the others, as objects that can be changed. */
const copies = <T extends object>([first, ...others]: readonly [T, ...T[]]): [T, ...T[]] => [
  { ...first },
  ...others.map((one) => ({ ...one })),
];

const createWorld = (options: SlackStandInOptions) => {
  const { signingSecret, eventsUrl, baseUrl, now = () => new Date(), limits = () => [] } = options;
  const zone = options.zone ?? machineZone();
  const given = options.workspace ?? sampleWorkspace(zone);
  const workspace: Workspace = { ...given, people: copies(given.people), channels: copies(given.channels) };
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  let scopes: readonly string[] | undefined;
  let alterNext: ((request: Json) => Json) | undefined;
  const changeChannel = (channelId: string, changes: Partial<Omit<Channel, 'id'>>): void => {
    Object.assign(
      known(
        'channel',
        workspace.channels.find(({ id }) => id === channelId),
      ),
      changes,
    );
    changed();
  };
  const world: UserWorld = {
    signingSecret,
    eventsUrl,
    baseUrl,
    now,
    limits,
    ...(options.commands && { commands: options.commands }),
    acknowledgeWithinMs: options.acknowledgeWithinMs ?? 3000,
    workspace,
    files: createFiles(),
    exchanges: createExchanges(now),
    invite: (channelId) => changeChannel(channelId, { botIsMember: true }),
    onInvite: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    alter: (request) => {
      const alter = alterNext;
      alterNext = undefined;
      return alter?.(request) ?? request;
    },
    scopes: () => scopes,
    log: createMessageLog(now),
    views: createViews(),
    triggers: createTriggers(now),
    responseUrls: createResponseUrls(now),
  };
  return {
    world,
    changeChannel,
    changePerson: (userId: string, changes: Partial<Omit<Person, 'id'>>): void => {
      Object.assign(known('user', findPerson(workspace, userId)), changes);
      changed();
    },
    grantOnly: (granted: readonly string[] | undefined): void => {
      scopes = granted;
    },
    alterNext: (alter: (request: Json) => Json): void => {
      alterNext = alter;
    },
  };
};

/** Builds the stand-in. Nothing listens and nothing is sent until its router is mounted and it is used. */
export const createSlackStandIn = (options: SlackStandInOptions): SlackStandIn => {
  const { world, ...worldChanges } = createWorld(options);
  const refusals = createRefusals();
  const page = pageRouter(world, options);
  const router = express.Router();
  router.use(localRequestsOnly);
  router.use(['/slack-api', '/response', '/upload'], programsOnly);
  router.post('/slack-api/:method', ...bodies, webApiHandler(world, refusals, options));
  router.post('/response/:id', ...bodies, responseUrlHandler(world, refusals, options));
  router.post('/upload/:secret', takeUpload(world.files));
  router.use(page.router);
  return {
    router,
    workspace: world.workspace,
    sendCommand: (command) => sendCommand(command, world),
    press: (press) => pressElement(press, world),
    useShortcut: (shortcut) => useShortcut(shortcut, world),
    chooseGlobalShortcut: (shortcut) => chooseGlobalShortcut(shortcut, world),
    suggest: (typed) => suggest(typed, world),
    openHome: (userId) => openHome(userId, world),
    closeView: (viewId) => closeView(viewId, world),
    invite: world.invite,
    refuseNext: refusals.add,
    refuseWhile: refusals.refuseWhile,
    refuseNoMore: refusals.clear,
    ...worldChanges,
    exchanges: world.exchanges.all,
    mention: (written) => writeMention(written, world),
    postAs: (appName, text, channelId) => {
      const channel = findChannel(world.workspace, channelId)?.id ?? world.workspace.channels[0].id;
      return world.log.add({ channel, visibility: 'everyone', author: 'app', appName, text, blocks: [], via: 'slack' });
    },
    submitView: (submission) => submitView(submission, world),
    messages: world.log.all,
    modals: world.views.modals,
    showModal: world.views.open,
    homes: world.views.homes,
    nextMessage: (wanted = () => true, timeoutMs = 5000) => world.log.next(wanted, timeoutMs),
    close: () => {
      page.close();
      world.log.close();
    },
  };
};
