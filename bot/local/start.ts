import { Command, CommanderError } from 'commander';
import { visible } from '../answer/visible';
import { consoleLog, type Log, silentLog } from '../log';
import { openAwsAccount } from './aws-account';
import { type LocalBot, startLocalBot } from './bot';
import { failureLine } from './failure-line';
import { machineZone } from './machine-zone';
import { messageText } from './message-text';
import { type OpenedAccount, openSampleAccount } from './sample-account';
import { joinWorkspace, type WorkspaceBot } from './slack-workspace';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const DEFAULT_PORT = 3000;
const PORTS_TRIED = 10;
const SAMPLE_QUESTION = { command: '/connect-who-changed', text: 'queue-test-1' };
const ANSWER_WITHIN_MS = 150_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const zone = machineZone();
const now = () => new Date();
const log: Log = (level, message, facts, cause) =>
  level === 'info' ? silentLog(level, message) : consoleLog(level, message, facts, cause);

/** A mistake of the person at the keyboard: one line, exit status 2. */
class UsageError extends Error {}

const readOptions = (argv: readonly string[]): { readonly aws: boolean; readonly slack: boolean } => {
  const command = new Command('npm start --')
    .description('The bot on this machine, with the sample account and a page that stands in for Slack.')
    .option('--aws', 'answer from the AWS account of your credentials instead, read-only')
    .option('--slack', 'join a real Slack workspace by Socket Mode, in place of the page')
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  try {
    command.parse([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) process.exit(0);
    throw new UsageError(error instanceof Error ? error.message.replace(/^error: /, '') : String(error));
  }
  const { aws, slack } = command.opts<{ aws?: true; slack?: true }>();
  return { aws: aws === true, slack: slack === true };
};

/** A PORT that was set is meant; only the default gives way to the next free one. */
const portsToTry = (asked: string | undefined): readonly number[] => {
  if (asked === undefined || asked === '') return Array.from({ length: PORTS_TRIED }, (_, n) => DEFAULT_PORT + n);
  const port = Number(asked);
  if (!/^\d+$/.test(asked) || port > 65_535)
    throw new UsageError(`PORT is “${asked}”; it must be a number from 0 to 65535.`);
  return [port];
};

/** The tokens of a development app, each told apart by its beginning; a swapped or missing one is a mistake. */
const tokensFor = (env: Readonly<Record<string, string | undefined>>): { appToken: string; botToken: string } => {
  const read = (variable: string, begin: string, where: string): string => {
    const value = env[variable];
    if (value?.startsWith(begin)) return value;
    const wrong = value === undefined || value === '' ? 'is not set' : `does not begin with ${begin}`;
    throw new UsageError(`${variable} ${wrong}: --slack needs ${where}. See docs/development-workspace.md.`);
  };
  return {
    appToken: read('SLACK_APP_TOKEN', 'xapp-', 'an app-level token with the scope connections:write'),
    botToken: read('SLACK_BOT_TOKEN', 'xoxb-', 'the bot token of the installed app'),
  };
};

const main = async (): Promise<void> => {
  const { aws, slack } = readOptions(process.argv.slice(2));
  const tokens = slack ? tokensFor(process.env) : undefined;
  const ports = portsToTry(process.env.PORT);
  if (aws) say('Asking Connect for its names …');
  const account = await (aws ? openAwsAccount(now) : openSampleAccount(now, { log }));
  const bot = await (tokens === undefined ? serve(account, ports, aws) : join(account, tokens));
  keepIndexed(account, bot);
};

const join = async (account: OpenedAccount, tokens: ReturnType<typeof tokensFor>): Promise<WorkspaceBot> => {
  const { SLACK_API_URL: slackApiUrl } = process.env;
  const bot = await joinWorkspace({
    ...{ account, ...tokens, ...(slackApiUrl && { slackApiUrl }), now, log, say },
    onEnd: (error) => {
      process.stderr.write(`${failureLine(error)}\n`);
      process.exit(1);
    },
  });
  running = bot;
  say(
    `Joined ${visible(bot.workspace)} as @${visible(bot.name)} (Ctrl-C ends it). What is set in Slack is gone with it.`,
  );
  if (account.preface !== undefined) say(account.preface);
  return bot;
};

const serve = async (account: OpenedAccount, ports: readonly number[], aws: boolean): Promise<LocalBot> => {
  const bot = await startLocalBot({
    account,
    now,
    zone,
    log,
    ports,
    ...(process.env.SLACK_SIGNING_SECRET && { signingSecret: process.env.SLACK_SIGNING_SECRET }),
    ...(process.env.SLACK_BOT_TOKEN && { botToken: process.env.SLACK_BOT_TOKEN }),
  });
  running = bot;
  const { port } = new URL(bot.url);
  if (ports[0] === DEFAULT_PORT && port !== String(DEFAULT_PORT)) say(`Port ${DEFAULT_PORT} is taken: using ${port}.`);
  if (!aws) {
    // Something to try the message shortcut on.
    bot.slack.postAs('Alerts', 'Queue Billing in harbor-prod: 37 calls abandoned in ten minutes.');
    await askOnce(bot);
  }
  say(`\nAsk your own at ${bot.url} (Ctrl-C ends it). For a daily digest type there: /connect-digest at 09:00`);
  return bot;
};

/** As often as a deployed bot looks whether its index lags behind. */
const TICK_MS = 10 * 60_000;

const keepIndexed = ({ catchUp }: OpenedAccount, { announce }: Pick<LocalBot, 'announce'>): void => {
  if (catchUp === undefined) return;
  const tick = async (): Promise<void> => {
    for (const result of await catchUp(AbortSignal.timeout(TICK_MS), announce)) {
      if (result.kind === 'failed')
        log('warn', 'the index could not be brought up to date', { region: result.region }, result.error);
    }
  };
  setInterval(
    () => void tick().catch((error: unknown) => log('warn', 'the index could not be brought up to date', {}, error)),
    TICK_MS,
  );
};

const askOnce = async ({ slack }: LocalBot): Promise<void> => {
  say(`${SAMPLE_QUESTION.command} ${SAMPLE_QUESTION.text}`);
  say('(a signed request to the bot; it reads its index, and for the newest minutes a local CloudTrail)\n');
  const { status } = await slack.sendCommand(SAMPLE_QUESTION);
  if (status !== 200) throw new Error(`The bot refused the sample question with status ${status}.`);
  const isAnswer = ({ author, blocks }: { author: string; blocks: readonly unknown[] }) =>
    author === 'bot' && blocks.length > 1;
  const answer = await slack.nextMessage(isAnswer, ANSWER_WITHIN_MS);
  say(messageText(answer.blocks, zone));
};

let running: Pick<LocalBot, 'close'> | undefined;
let ending = false;

/** The first Ctrl-C closes what is open, the second does not wait for it. */
const end = (): void => {
  if (ending) process.exit(1);
  ending = true;
  (running?.close() ?? Promise.resolve()).then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.on('SIGINT', end);
process.on('SIGTERM', end);
// Nobody reads any longer (`| head`): the page goes on.
process.stdout.on('error', () => {});

main().catch((error: unknown) => {
  // What the end cuts off is no failure.
  if (ending) return;
  process.stderr.write(`${failureLine(error)}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
});
