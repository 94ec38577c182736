import express, { type Request, type Response, type Router } from 'express';
import { machineZone } from '../machine-zone';
import {
  type Acknowledged,
  type ChosenShortcut,
  type ElementPress,
  pressElement,
  sendCommand,
  submitView,
  type TypedCommand,
  type UserWorld,
  useShortcut,
  type ViewValues,
  type WrittenMention,
  writeMention,
} from './act-as-user';
import { answerResponseUrl } from './answer-response-url';
import { isJson } from './json';
import type { LimitCheck, StandInMessage } from './message';
import { createMessageLog } from './message-log';
import { pageRouter } from './page-routes';
import { createResponseUrls } from './response-urls';
import { createTriggers, createViews, type StandInView } from './views';
import { answerWebApi, readArguments } from './web-api';
import { sampleWorkspace, type Workspace } from './workspace';

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
  readonly workspace?: Workspace;
  /** How long the bot has to acknowledge, in milliseconds: three seconds, as in Slack. */
  readonly acknowledgeWithinMs?: number;
  /** The bot's slash commands: others are refused as Slack refuses them. Any command is sent where absent. */
  readonly commands?: readonly string[];
  /** The bot's message shortcuts, which the page offers on every message that everybody sees; none where absent. */
  readonly shortcuts?: readonly { readonly callbackId: string; readonly name: string }[];
  /** Questions that the page offers; by default those of the sample account. */
  readonly examples?: readonly string[];
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
  /** A message to everybody with the bot's name in it (`@connect-who-changed …`). */
  readonly mention: (written: WrittenMention) => Promise<Acknowledged>;
  /** What another app posts to the first channel, now. */
  readonly postAs: (appName: string, text: string) => StandInMessage;
  readonly submitView: (submission: {
    viewId: string;
    values: ViewValues;
  }) => Promise<Acknowledged & { readonly errors: Readonly<Record<string, string>> }>;
  /** Every message there is, oldest first. */
  readonly messages: () => readonly StandInMessage[];
  /** The open modals, the topmost last. */
  readonly modals: () => readonly StandInView[];
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

const bodies = [express.json({ limit: '1mb' }), express.urlencoded({ extended: false, limit: '1mb' })];

const tokenError = (request: Request, botToken: string) => {
  const body: unknown = request.body;
  const inBody = isJson(body) ? body.token : undefined;
  const given = request.get('authorization')?.replace(/^Bearer /i, '') ?? inBody;
  if (given === undefined) return 'not_authed';
  return given === botToken ? undefined : 'invalid_auth';
};

/** The Web API, as the real client calls it: always status 200, with `ok` in the body. */
const webApiHandler =
  (world: UserWorld, { botToken, log = () => {} }: SlackStandInOptions) =>
  (request: Request, response: Response) => {
    const method = String(request.params.method);
    const error = tokenError(request, botToken);
    const args = readArguments(request.body);
    const reply = error ? { ok: false, error } : answerWebApi(method, args, { ...world, url: world.baseUrl() });
    if (!reply.ok) log(`Slack's ${method} would answer ${String(reply.error)}.`);
    response.json(reply);
  };

const responseUrlHandler =
  (world: UserWorld, { log = () => {} }: SlackStandInOptions) =>
  (request: Request, response: Response) => {
    const body: unknown = request.body;
    const { status, body: answer } = answerResponseUrl(String(request.params.id), isJson(body) ? body : {}, world);
    if (status !== 200) log(`A response URL would answer ${status}: ${answer}`);
    response
      .status(status)
      .type(status === 200 ? 'text' : 'json')
      .send(answer);
  };

const createWorld = (options: SlackStandInOptions): UserWorld => {
  const { signingSecret, eventsUrl, baseUrl, now = () => new Date(), limits = () => [] } = options;
  const zone = options.zone ?? machineZone();
  return {
    signingSecret,
    eventsUrl,
    baseUrl,
    now,
    limits,
    ...(options.commands && { commands: options.commands }),
    acknowledgeWithinMs: options.acknowledgeWithinMs ?? 3000,
    workspace: options.workspace ?? sampleWorkspace(zone),
    log: createMessageLog(now),
    views: createViews(),
    triggers: createTriggers(now),
    responseUrls: createResponseUrls(now),
  };
};

/** Builds the stand-in. Nothing listens and nothing is sent until its router is mounted and it is used. */
export const createSlackStandIn = (options: SlackStandInOptions): SlackStandIn => {
  const world = createWorld(options);
  const page = pageRouter(world, options);
  const router = express.Router();
  router.post('/slack-api/:method', ...bodies, webApiHandler(world, options));
  router.post('/response/:id', ...bodies, responseUrlHandler(world, options));
  router.use(page.router);
  return {
    router,
    workspace: world.workspace,
    sendCommand: (command) => sendCommand(command, world),
    press: (press) => pressElement(press, world),
    useShortcut: (shortcut) => useShortcut(shortcut, world),
    mention: (written) => writeMention(written, world),
    postAs: (appName, text) => {
      const [{ id: channel }] = world.workspace.channels;
      return world.log.add({ channel, visibility: 'everyone', author: 'app', appName, text, blocks: [], via: 'slack' });
    },
    submitView: (submission) => submitView(submission, world),
    messages: world.log.all,
    modals: world.views.modals,
    homes: world.views.homes,
    nextMessage: (wanted = () => true, timeoutMs = 5000) => world.log.next(wanted, timeoutMs),
    close: () => {
      page.close();
      world.log.close();
    },
  };
};
