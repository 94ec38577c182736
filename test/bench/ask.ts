import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { localAccount, localInstance } from '../../bot/local/aws/local-account';
import { startLocalAws } from '../../bot/local/aws/local-aws';
import { LOCAL_CREDENTIALS } from '../../bot/local/own-requests';
import { changesOf, INSTANCE, poll, queueName, queuesOf } from './busy-account';
import { type BusyBot, openBusyBot } from './busy-bot';
import { type Figure, percentile, say } from './figures';

const WARM_UP = 20;
const ASKED = 200;
/** After so long an account counts as loaded, however far that went. */
const LOAD_MS = 8 * 60_000;

/** The same question to small and large accounts in turns, so that the machine's moods meet all of them. */
export const benchAsk = async (sizes: readonly number[]): Promise<readonly Figure[]> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-ask-'));
  const bots: BusyBot[] = [];
  try {
    for (const size of sizes) {
      say(`loading ${size.toLocaleString('en')} changes`);
      const bot = await openBusyBot(path.join(folder, String(size)), size, performance.now() + LOAD_MS);
      say(`  ${bot.changes.toLocaleString('en')} in ${bot.loadSeconds.toFixed(0)} s`);
      bots.push(bot);
    }
    const times = new Map(bots.map((bot) => [bot, [] as number[]]));
    for (let n = -WARM_UP; n < ASKED; n += 1) {
      for (const bot of bots) {
        const took = await bot.ask(queueName(((n + WARM_UP) * 37) % queuesOf(bot.changes)));
        if (n >= 0) times.get(bot)?.push(took);
      }
    }
    const figures = bots.map((bot): Figure => {
      const took = times.get(bot) ?? [];
      return {
        what: `ask, warm, ${bot.changes.toLocaleString('en')} changes indexed`,
        figure: `p50 ${percentile(took, 50).toFixed(0)} ms, p99 ${percentile(took, 99).toFixed(0)} ms`,
        value: percentile(took, 50),
      };
    });
    const [small, large] = [times.get(bots[0] as BusyBot) ?? [], times.get(bots.at(-1) as BusyBot) ?? []];
    const growth = percentile(large, 50) / percentile(small, 50);
    return [
      ...figures,
      {
        what: `growth of the p50 from ${bots[0]?.changes.toLocaleString('en')} to ${bots.at(-1)?.changes.toLocaleString('en')} changes`,
        figure: `${growth.toFixed(2)} x`,
        value: growth,
        goal: { text: 'at most 1.2 x', met: growth <= 1.2 },
      },
      ...(await benchCommandLine(percentile(small, 50))),
    ];
  } finally {
    for (const bot of bots) await bot.close();
    await rm(folder, { recursive: true, force: true });
  }
};

/** A day of a small contact centre with a wallboard. */
const EVENTS_A_DAY = 4_000;

/** The way without a bot: all of Connect's events of a day by the AWS command line, sifted with jq. */
const benchCommandLine = async (oursMs: number): Promise<readonly Figure[]> => {
  const what = `the same question by aws cloudtrail lookup-events and jq, a day of ${EVENTS_A_DAY.toLocaleString('en')} events, 2 calls a second`;
  if (!isInstalled('aws') || !isInstalled('jq')) {
    return [{ what, figure: 'not measured: aws or jq is not installed' }];
  }
  const end = new Date();
  const polls = Array.from({ length: EVENTS_A_DAY }, (_, n) => poll(new Date(end.getTime() - n * 21_000), n));
  const changes = [...changesOf(20, new Date(end.getTime() + 3_000_000))].slice(-1);
  const account = localAccount({
    accountId: INSTANCE.account,
    events: [...polls, ...changes],
    instances: [localInstance(INSTANCE)],
  });
  const aws = await startLocalAws(account, {});
  try {
    say(`asking by the AWS command line: ${EVENTS_A_DAY / 50} pages`);
    const from = performance.now();
    await runShell(
      `aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventSource,AttributeValue=connect.amazonaws.com ` +
        `--start-time ${new Date(end.getTime() - 86_400_000).toISOString()} --output json | ` +
        `jq -r '.Events[].CloudTrailEvent | fromjson | select(.eventName | test("Queue")) | [.eventTime, .eventName] | @tsv'`,
      {
        AWS_ENDPOINT_URL_CLOUDTRAIL: aws.url,
        AWS_ENDPOINT_URL: aws.url,
        AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
        AWS_DEFAULT_REGION: INSTANCE.region,
        AWS_MAX_ATTEMPTS: '20',
      },
      aws.url,
    );
    const tookMs = performance.now() - from;
    const ratio = tookMs / oursMs;
    return [
      {
        what,
        figure: `${(tookMs / 1000).toFixed(0)} s, ${ratio.toFixed(0)} x ours`,
        value: ratio,
        goal: { text: 'at least 100 x', met: ratio >= 100 },
      },
    ];
  } finally {
    await aws.close();
  }
};

const isInstalled = (command: string): boolean => {
  try {
    execFileSync('which', [command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Older command lines know no endpoint variables: the flag says the same. */
const runShell = (command: string, env: Readonly<Record<string, string>>, url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = command.replace('lookup-events', `lookup-events --endpoint-url ${url}`);
    const child = spawn('bash', ['-o', 'pipefail', '-c', script], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The command line ended with status ${code}.`)),
    );
  });
