import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
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
const ALERT = 'alert.png';

/** How long it took says nothing here: the sample account's CloudTrail is asked without its limit. */
const WITHOUT_TIMING = '.timing, .inspector { display: none; }';

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
    await message.screenshot({ path: path.join(IMAGES, file) });
    process.stdout.write(`docs/images/${file}\n`);
  }
  await page.screenshot({ path: path.join(IMAGES, WHOLE_PAGE) });
  process.stdout.write(`docs/images/${WHOLE_PAGE}\n`);
  await takeAlert(page, bot);
};

/** An alert, what its shortcut answers, and the answer as it is shared into the alert's thread. */
const takeAlert = async (page: Page, { slack }: LocalBot): Promise<void> => {
  const answerOf = (via: string) =>
    slack.nextMessage((one) => one.author === 'bot' && one.via === via && one.blocks.length > 1, 30_000);
  await page.setViewportSize({ width: 1180, height: 1400 });
  const alert = slack.postAs('Alerts', 'Queue Billing in harbor-prod: 37 calls abandoned in ten minutes.');
  const card = (id: string) => page.locator(`[data-message="${id}"]`);
  await card(alert.id).getByRole('button').click();
  const answer = await answerOf('response_url');
  await card(answer.id).getByRole('button', { name: 'Share in its thread' }).click();
  const shared = await answerOf('chat.postMessage');
  await card(shared.id).waitFor();
  const [top, bottom] = [await card(alert.id).boundingBox(), await card(shared.id).boundingBox()];
  if (top === null || bottom === null) throw new Error('The alert and its answers are not on the page together.');
  const clip = { ...top, height: bottom.y + bottom.height - top.y };
  await page.screenshot({ path: path.join(IMAGES, ALERT), clip });
  process.stdout.write(`docs/images/${ALERT}\n`);
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
