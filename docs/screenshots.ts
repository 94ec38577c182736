import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { type LocalBot, startLocalBot } from '../bot/local/bot';
import { openSampleAccount } from '../bot/local/sample-account';
import { silentLog } from '../bot/log';
import { launchBrowser } from '../test/support/browser';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const IMAGES = path.join(__dirname, 'images');
const ZONE = 'UTC';
const now = () => new Date();

/** What is asked for each picture: the answer alone is in it. */
const PICTURES = [
  { file: 'answer.png', question: '/connect-who-changed queue-test-1' },
  { file: 'answer-billing.png', question: '/connect-who-changed Billing' },
  { file: 'changes.png', question: '/connect-changes 2h' },
] as const;
const WHOLE_PAGE = 'local-page.png';

/** How long it took says nothing here: the sample account's CloudTrail is asked without its limit. */
const WITHOUT_TIMING = '.timing, .inspector, .status { display: none; }';

/** Asks on the page and gives the message that answers. */
const ask = async (page: Page, { slack }: LocalBot, question: string) => {
  const line = page.getByLabel('Command in #connect-ops');
  await line.fill(question);
  await line.press('Enter');
  const { id } = await slack.nextMessage(({ author, blocks }) => author === 'bot' && blocks.length > 1, 30_000);
  const message = page.locator(`[data-message="${id}"]`);
  await message.waitFor();
  return message;
};

const takePictures = async (browser: Browser, bot: LocalBot): Promise<void> => {
  const context = await browser.newContext({
    viewport: { width: 1180, height: 900 },
    colorScheme: 'light',
    locale: 'en-GB',
    timezoneId: ZONE,
    bypassCSP: true,
  });
  const page = await context.newPage();
  await page.goto(bot.url);
  await page.getByLabel('Command in #connect-ops').waitFor();
  await page.addStyleTag({ content: WITHOUT_TIMING });
  for (const { file, question } of PICTURES) {
    const message = await ask(page, bot, question);
    await picture(message, file);
  }
  await picture(page, WHOLE_PAGE);
  await takeAlert(page, bot);
  await takeDetails(page, bot);
  await takeMorning(page, bot);
};

/** An alert, what its shortcut answers, and the answer as it is shared into the alert's thread. */
const takeAlert = async (page: Page, { slack }: LocalBot): Promise<void> => {
  const answerOf = (via: string) =>
    slack.nextMessage((one) => one.author === 'bot' && one.via === via && one.blocks.length > 1, 30_000);
  await page.setViewportSize({ width: 1500, height: 1000 });
  const alert = slack.postAs('Alerts', 'Queue Billing in harbor-prod: 37 calls abandoned in ten minutes.');
  const card = (id: string) => page.locator(`[data-message="${id}"]`);
  await card(alert.id).getByRole('button', { name: 'What changed around this' }).click();
  const answer = await answerOf('response_url');
  await card(answer.id).getByRole('button', { name: 'Share in its thread' }).click();
  const shared = await answerOf('chat.postMessage');
  await card(alert.id).getByRole('button', { name: '1 reply' }).click();
  await card(shared.id).waitFor();
  await card(alert.id).first().scrollIntoViewIfNeeded();
  await picture(page, 'alert.png');
  await page.getByLabel('Thread', { exact: true }).getByRole('button', { name: 'Close' }).click();
};

const picture = async (on: Page | Locator, file: string): Promise<void> => {
  await on.screenshot({ path: path.join(IMAGES, file) });
  process.stdout.write(`docs/images/${file}\n`);
};

/** One change with everything that is known of it. */
const takeDetails = async (page: Page, bot: LocalBot): Promise<void> => {
  const message = await ask(page, bot, '/connect-who-changed Billing');
  await message.getByRole('button', { name: 'Details' }).click();
  const modal = page.getByRole('dialog', { name: 'Details' });
  await modal.getByText('To copy').waitFor();
  await picture(modal, 'details.png');
  await page.keyboard.press('Escape');
};

/** A channel's digest, and the Home tab that lists it. */
const takeMorning = async (page: Page, bot: LocalBot): Promise<void> => {
  await ask(page, bot, '/connect-digest at 09:00 weekdays');
  await page.getByRole('button', { name: 'Post today’s digest now' }).click();
  const digest = page.getByRole('article').filter({ hasText: 'Amazon Connect, since' });
  await digest.waitFor();
  await picture(digest, 'digest.png');
  await page.getByRole('button', { name: 'App Home' }).click();
  await page.getByLabel('App Home').getByText('#connect-ops').waitFor();
  await picture(page.getByLabel('App Home'), 'home.png');
};

/** Takes the README's pictures anew, from the sample account on the local page. */
const main = async (): Promise<void> => {
  const browser = await launchBrowser();
  if (browser === undefined) throw new Error('No browser runs here; set CHROME_PATH to one.');
  await mkdir(IMAGES, { recursive: true });
  const account = await openSampleAccount(now, { unlimited: true });
  const bot = await startLocalBot({ account, now, zone: ZONE, log: silentLog, ports: [0] });
  try {
    await takePictures(browser, bot);
  } finally {
    await browser.close();
    await bot.close();
  }
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
