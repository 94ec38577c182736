import express, { type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { shortBodies } from '../local-web';
import { buildPage } from '../page/build-page';
import { pressElement, sendCommand, submitView, useShortcut, writeMention } from './act-as-user';
import { chooseGlobalShortcut, closeView, openHome, suggest } from './act-without-message';
import { giveFile } from './files';
import type { PageEvent, PageState } from './page-state';
import { NotUnderstood, type UserWorld } from './user-world';

/** What the page can do besides commands and presses. */
export interface PageOptions {
  readonly postDigest?: () => Promise<void>;
  readonly change?: () => Promise<void>;
  readonly examples?: readonly string[];
  readonly stories?: PageState['stories'];
  readonly sampleAccount?: boolean;
  readonly shortcuts?: PageState['shortcuts'];
  readonly globalShortcuts?: PageState['globalShortcuts'];
}

const sampleQuestions = [
  '/connect-who-changed queue-test-1',
  '/connect-who-changed Billing since:7d',
  '/connect-changes since:2h',
  '/connect-watch queue Billing',
  '/connect-who-changed help',
];

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>connect-who-changed · local page</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
</head>
<body>
<div id="root"></div>
<noscript>This page needs JavaScript. The same answers come on a terminal: npm run ask -- queue-test-1</noscript>
<script src="/page.js" defer></script>
</body>
</html>
`;

/** Nothing but this server's own script and style runs here, whatever a message holds. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src https: data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const secured: RequestHandler = (_request, response, next) => {
  response.set({
    'content-security-policy': contentSecurityPolicy,
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  next();
};

const typedCommand = z.object({
  command: z.string().regex(/^\/[^\s/]{1,31}$/, 'a command is a slash and a word of at most 31 letters'),
  text: z.string().max(8000),
  channel: z.string().optional(),
  user: z.string().optional(),
  threadTs: z.string().optional(),
});

const press = z.object({
  messageId: z.string().optional(),
  viewId: z.string().optional(),
  blockId: z.string(),
  actionId: z.string(),
  value: z.string().optional(),
  label: z.string().optional(),
});

const typedAhead = z.object({
  messageId: z.string().optional(),
  viewId: z.string().optional(),
  blockId: z.string(),
  actionId: z.string(),
  value: z.string().max(200),
});

const mention = z.object({
  text: z.string().max(8000),
  channel: z.string().optional(),
  threadTs: z.string().optional(),
});

const shortcut = z.object({ callbackId: z.string(), messageId: z.string() });

const submission = z.object({
  viewId: z.string(),
  values: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))),
});

const closing = z.object({ viewId: z.string() });

/** Runs one of the page's requests: 400 with the reason when the request makes no sense. */
const handle =
  <T>(schema: z.ZodType<T>, run: (input: T) => Promise<unknown>): RequestHandler =>
  async (request, response, next) => {
    const parsed = schema.safeParse(request.body);
    if (!parsed.success) return void response.status(400).json({ error: z.prettifyError(parsed.error) });
    try {
      response.json(await run(parsed.data));
    } catch (error) {
      if (!(error instanceof NotUnderstood)) return next(error);
      response.status(400).json({ error: error.message });
    }
  };

const given = <K extends string>(key: K, value: string | undefined) =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<K, string>>;

const pressInput = ({ messageId, viewId, value, label, ...ids }: z.infer<typeof press>) => {
  const rest = { ...ids, value, label };
  if (viewId !== undefined) return { ...rest, viewId };
  if (messageId !== undefined) return { ...rest, messageId };
  throw new NotUnderstood('A press needs the id of a message or of a view.');
};

/** No form of another site can send it, in any browser. */
const jsonOnly: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || request.is('json')) return next();
  response.status(415).set('connection', 'close').json({ error: 'Send JSON.' });
};

const apiRouter = (world: UserWorld, { postDigest, change }: PageOptions) => {
  const api = express.Router();
  api.use(jsonOnly, shortBodies, express.json({ limit: '1mb' }));
  api.post(
    '/command',
    handle(typedCommand, ({ command, text, channel, user, threadTs }) =>
      sendCommand(
        {
          ...{ command, text, ...given('channelId', channel), ...given('userId', user) },
          ...given('threadTs', threadTs),
        },
        world,
      ),
    ),
  );
  api.post(
    '/click',
    handle(press, async (input) => pressElement(pressInput(input), world)),
  );
  api.post(
    '/mention',
    handle(mention, ({ text, channel, threadTs }) =>
      writeMention({ text, ...given('channelId', channel), ...given('threadTs', threadTs) }, world),
    ),
  );
  api.post(
    '/shortcut',
    handle(shortcut, (chosen) => useShortcut(chosen, world)),
  );
  api.post(
    '/submit',
    handle(submission, (input) => submitView(input, world)),
  );
  api.post(
    '/close',
    handle(closing, async ({ viewId }) => {
      await closeView(viewId, world);
      return {};
    }),
  );
  api.post(
    '/suggest',
    handle(typedAhead, ({ messageId, viewId, ...typed }) =>
      suggest({ ...typed, ...given('messageId', messageId), ...given('viewId', viewId) }, world),
    ),
  );
  api.post(
    '/global-shortcut',
    handle(z.object({ callbackId: z.string() }), (chosen) => chooseGlobalShortcut(chosen, world)),
  );
  api.post(
    '/home',
    handle(z.unknown(), () => openHome(undefined, world)),
  );
  api.get('/files/:id', giveFile(world.files));
  api.post(
    '/digest',
    handle(z.unknown(), async () => {
      if (!postDigest) throw new NotUnderstood('There is no digest to post here.');
      await postDigest();
      return {};
    }),
  );
  api.post(
    '/change',
    handle(z.unknown(), async () => {
      if (!change) throw new NotUnderstood('Nothing can be changed here.');
      await change();
      return {};
    }),
  );
  api.get('/messages', (_request, response) => void response.json(world.log.all()));
  return api;
};

const currentState = (
  { workspace, log, views, exchanges, commands = [] }: UserWorld,
  {
    postDigest,
    change,
    examples,
    stories = [],
    sampleAccount = true,
    shortcuts = [],
    globalShortcuts = [],
  }: PageOptions,
): PageState => ({
  workspace,
  messages: log.all(),
  modals: views.modals(),
  homes: views.homes(),
  examples: examples ?? sampleQuestions,
  stories,
  canPostDigest: postDigest !== undefined,
  canChange: change !== undefined,
  shortcuts,
  globalShortcuts,
  commands,
  exchanges: exchanges.all(),
  sampleAccount,
});

/** Follows the log and the views for one open page, until the page or the server closes. */
const streamHandler =
  (world: UserWorld, options: PageOptions, open: Set<Response>) => (request: Request, response: Response) => {
    response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.flushHeaders();
    const send = (event: PageEvent) => void response.write(`data: ${JSON.stringify(event)}\n\n`);
    send({ kind: 'state', ...currentState(world, options) });
    const stopMessages = world.log.subscribe(send);
    const stopViews = world.views.subscribe(() => {
      send({ kind: 'views', modals: world.views.modals(), homes: world.views.homes() });
    });
    const stopInvites = world.onInvite(() => send({ kind: 'workspace', workspace: world.workspace }));
    const stopExchanges = world.exchanges.subscribe((exchange) => send({ kind: 'exchange', exchange }));
    const beat = setInterval(() => response.write(': still here\n\n'), 15_000);
    beat.unref();
    open.add(response);
    request.on('close', () => {
      clearInterval(beat);
      stopMessages();
      stopViews();
      stopExchanges();
      stopInvites();
      open.delete(response);
    });
  };

/** The page, what it asks for, and how to end its open streams. The page's code is bundled when first asked for. */
export const pageRouter = (world: UserWorld, options: PageOptions) => {
  const open = new Set<Response>();
  let built: ReturnType<typeof buildPage> | undefined;
  const bundle = () => {
    built ??= buildPage().catch((error: unknown) => {
      built = undefined;
      throw error;
    });
    return built;
  };
  const router = express.Router();
  router.get('/', secured, (_request, response) => void response.type('html').send(page));
  router.get('/page.js', secured, async (_request, response) => void response.type('js').send((await bundle()).script));
  router.get(
    '/page.css',
    secured,
    async (_request, response) => void response.type('css').send((await bundle()).style),
  );
  router.get('/api/stream', streamHandler(world, options, open));
  router.use('/api', apiRouter(world, options));
  const close = () => {
    for (const response of open) response.end();
  };
  return { router, close };
};
