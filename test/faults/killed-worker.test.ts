import { silentLog } from '../../bot/log';
import type { Job } from '../../bot/slack/job';
import { webClientOptions } from '../../bot/slack/web-client';
import { createWorker } from '../../bot/slack/worker';
import { type Life, lifeOf, MortalClient, mortalAccount } from '../support/mortal';
import { OPS, SOFIA, startWatching, type Watching } from '../support/watching';

/** The lease of a claim, and then some. */
const LEASE_SECONDS = 90;
/** However busy this machine is, nobody is told that the work goes on: that would be a moment more. */
const PATIENCE_MS = 600_000;
/** More than any job calls. */
const MOST_MOMENTS = 200;

let bot: Watching;
beforeAll(async () => {
  bot = await startWatching({ patienceMs: PATIENCE_MS });
}, 60_000);
afterAll(() => bot.stop());

const fetched = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = fetched;
});

/** A worker whose every call to the tables, to AWS and to Slack is one of a life. */
const mortalWorker = (life: Life) => {
  globalThis.fetch = (...given) =>
    String(given[0]).includes('/response') ? life.call('response_url', () => fetched(...given)) : fetched(...given);
  const client = new MortalClient(bot.botToken, webClientOptions(silentLog, bot.slackApiUrl), life);
  return createWorker({
    account: mortalAccount(bot.account, life),
    ...{
      client,
      onceClient: client,
      leaseSeconds: LEASE_SECONDS,
      patienceMs: PATIENCE_MS,
      now: bot.now,
      log: silentLog,
    },
    enqueue: (job, delaySeconds) => life.call('enqueue', () => bot.enqueue(job, delaySeconds)),
  });
};

/** Has a worker die at that moment of the job, and the queue deliver it again. Gives where it died, and how often the asker was told. */
const killedAt = async (moments: number, job: Job) => {
  const before = bot.slack.messages().length;
  const life = lifeOf(moments);
  const outcome = await Promise.race([mortalWorker(life)(job).then(() => 'done' as const), life.died]);
  globalThis.fetch = fetched;
  if (outcome === 'died') {
    bot.wait(LEASE_SECONDS + 1);
    await bot.deliver(job);
    await bot.settle();
  }
  return { end: life.end(), told: bot.slack.messages().slice(before) };
};

/** Every moment at which the worker of a new such job can die, up to the one that it survives. */
const everyMoment = async (make: () => Promise<Job>) => {
  const found: { readonly end: string; readonly told: number }[] = [];
  for (let moments = 0; moments < MOST_MOMENTS; moments += 1) {
    const { end, told } = await killedAt(moments, await make());
    if (end === undefined) return { found, survived: told.length };
    found.push({ end, told: told.length });
  }
  throw new Error(`No job makes ${MOST_MOMENTS / 2} calls.`);
};

/** The job that a command becomes, taken from the queue. */
const jobOfCommand = async (command: string, text: string): Promise<Job> => {
  await bot.slack.sendCommand({ command, text, userId: SOFIA, channelId: OPS });
  const [job] = bot.takeQueue();
  if (job === undefined) throw new Error(`“${command} ${text}” became no job.`);
  return job;
};

/** What tells somebody something; only after that, and before it is written down, can it be told again. */
const POSTED = ['after response_url', 'after chat.postMessage'];

describe('a worker that is killed at any moment of', () => {
  it.each([
    ['/connect-who-changed', 'queue-test-1'],
    ['/connect-changes', '24h'],
    ['/connect-digest', 'at 09:00'],
    ['/connect-digest', 'status'],
    ['/connect-watch', 'queue-test-1'],
    ['/connect-watch', 'list'],
  ])(
    '%s %s leaves nobody without an answer, and repeats only one that was posted and not yet written down',
    async (command, text) => {
      const { found, survived } = await everyMoment(() => jobOfCommand(command, text));
      expect(survived).toBe(1);
      const ends = found.map(({ end }) => end);
      expect(ends).toEqual(expect.arrayContaining(['before state.claim', 'before state.finish', 'after state.finish']));
      const posted = ends.findIndex((end) => POSTED.includes(end));
      const finished = ends.indexOf('after state.finish');
      expect(posted).toBeGreaterThan(0);
      expect(found.map(({ told }) => told)).toEqual(ends.map((_end, at) => (at >= posted && at < finished ? 2 : 1)));
    },
    120_000,
  );
});
