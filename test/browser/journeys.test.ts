import type { Browser, Locator, Page } from 'playwright-core';
import { type LocalBot, startLocalBot } from '../../bot/local/bot';
import { EVENING_STORIES } from '../../bot/local/sample/evenings';
import { openSampleAccount } from '../../bot/local/sample-account';
import { silentLog } from '../../bot/log';
import { launchBrowser } from '../support/browser';

const now = () => new Date();

let browser: Browser | undefined;
let bot: LocalBot;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  const account = await openSampleAccount(now, { unlimited: true });
  bot = await startLocalBot({ account, now, zone: 'UTC', log: silentLog, ports: [0] });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await bot.close();
});

/** A journey on the page, through signed HTTP into the real app and its worker; each begins in a channel that it names. */
const journey = (name: string, walk: () => Promise<void>) =>
  it(name, async () => {
    if (!browser) return void process.stderr.write(`Skipped, no browser: ${name}\n`);
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', acceptDownloads: true });
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    try {
      await page.goto(bot.url);
      await page.getByLabel('Command in #connect-ops').waitFor();
      await walk();
    } finally {
      await context.close();
      // What was left open is Slack's to remember: the next journey begins without it.
      for (const { id } of bot.slack.modals()) await bot.slack.closeView(id);
    }
  }, 60_000);

const line = (place = '#connect-ops'): Locator => page.getByLabel(`Command in ${place}`);
const log = (): Locator => page.getByRole('log').first();

/** The message that comes after something was done. */
const messageAfter = async (doing: () => Promise<unknown>): Promise<Locator> => {
  const before = await log().getByRole('article').count();
  await doing();
  const message = log().getByRole('article').nth(before);
  await message.waitFor();
  return message;
};
const ask = (question: string): Promise<Locator> =>
  messageAfter(async () => {
    await line().fill(question);
    await line().press('Enter');
  });
const button = (on: Locator | Page, name: string | RegExp): Locator => on.getByRole('button', { name, exact: true });

describe('on call', () => {
  journey('a stretch of time, another one at a press, and what people did alone', async () => {
    const answer = await ask('/connect-changes 2h');
    expect(await answer.textContent()).toContain('Only visible to you');
    const day = await messageAfter(() => button(answer, '24 h').click());
    expect(await day.textContent()).toContain('Asked: /connect-changes since:24h');
    const people = await messageAfter(() => button(day, 'People only').click());
    expect(await people.textContent()).toContain('only:people');
  });

  journey('an alert: what changed around it, shared into its thread for everybody', async () => {
    const alert = bot.slack.postAs('Alerts', 'Queue Billing: 37 calls abandoned');
    const card = page.locator(`[data-message="${alert.id}"]`);
    await card.waitFor();
    const answer = await messageAfter(() => button(card, 'What changed around this').click());
    await button(answer, 'Share in its thread').click();
    await button(card, '1 reply').click();
    const shared = page.getByLabel('Thread').getByRole('article').nth(1);
    await shared.waitFor();
    expect(await shared.textContent()).toContain('Shared by Sofía Martínez.');
    expect(await shared.textContent()).not.toContain('Only visible to you');
  });

  journey('in a thread: a command is refused as Slack refuses it, a mention is answered', async () => {
    const alert = bot.slack.postAs('Alerts', 'Queue Refunds: no agents');
    await button(page.locator(`[data-message="${alert.id}"]`), 'Reply in thread').click();
    const thread = page.getByLabel('Thread', { exact: true });
    await line('the thread').fill('/connect-changes 2h');
    await line('the thread').press('Enter');
    await thread.getByText('/connect-changes is not supported in threads. Sorry!').waitFor();
    await line('the thread').fill('@connect-who-changed queue Refunds');
    await line('the thread').press('Enter');
    await thread.getByText('Asked: /connect-who-changed queue Refunds').waitFor();
  });

  journey(
    'anything, deleted things too, is chosen while typing and answered in its modal, by keyboard alone',
    async () => {
      await button(page, /Who changed this\?/).press('Enter');
      const modal = page.getByRole('dialog');
      const box = modal.getByRole('combobox', { name: 'What or who' });
      await box.pressSequentially('refunds e');
      await modal.getByRole('option', { name: 'Refunds ES · queue (deleted)' }).waitFor();
      await box.press('ArrowDown');
      await box.press('Enter');
      await button(modal, 'Look up').press('Enter');
      await modal.getByText('Saanvi Sarkar (saanvi.sarkar)').first().waitFor();
      expect(await modal.textContent()).toContain('deleted');
      await button(modal, 'New search').click();
      await box.waitFor();
      await page.keyboard.press('Escape');
      await modal.waitFor({ state: 'detached' });
    },
  );
});

describe('after the answer', () => {
  journey('the rest of it, page by page', async () => {
    const answer = await ask('/connect-changes 30d');
    const second = await messageAfter(() => button(answer, /^Show 30 more of \d+$/).click());
    expect(await second.textContent()).toMatch(/Changes \d+ to \d+ of \d+/);
    const third = await messageAfter(() => button(second, /^Show \d+ more/).click());
    expect(await third.textContent()).toMatch(/Changes \d+ to \d+ of \d+/);
  });

  journey(
    'every field of a change, its ids, its links, and the record, secrets masked; then the one before it',
    async () => {
      const answer = await ask('/connect-who-changed queue-test-1');
      await button(answer, 'Details').click();
      const modal = page.getByRole('dialog', { name: 'Details' });
      await modal.getByText('To copy').waitFor();
      expect(await modal.getByRole('link', { name: /Event in CloudTrail/ }).getAttribute('href')).toMatch(
        /#\/events\//,
      );
      expect(await modal.locator('pre').textContent()).toContain('"eventName": "CreateQueue"');
      await page.keyboard.press('Escape');
      await modal.waitFor({ state: 'detached' });
      await button(await ask('/connect-who-changed Billing'), 'Details').click();
      await button(modal, 'Older').click();
      await modal.getByText(/^Change or attempt 2 of \d+/).waitFor();
    },
  );

  journey('the whole of it as files in a direct message', async () => {
    await button(await ask('/connect-changes 7d'), 'Export').click();
    await button(page, /^Direct messages/).click();
    const file = page.locator('.file').first();
    await file.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), file.getByRole('link').click()]);
    expect(download.suggestedFilename()).toMatch(/^connect-changes-[\d-]+\.csv$/);
    await file.getByText('Look inside').click();
    await file.getByText('time (UTC)').waitFor();
  });

  journey('shown to everybody in the channel, with who shows it', async () => {
    const answer = await ask('/connect-who-changed queue-test-1');
    const shared = await messageAfter(() => button(answer, 'Share here').click());
    await shared.getByText('Shared by Sofía Martínez.').waitFor();
    expect(await shared.textContent()).not.toContain('Only visible to you');
  });
});

describe('every morning', () => {
  journey('a channel sets its digest, sees how it stands, has one now, changes it at home, and ends it', async () => {
    await ask('/connect-digest at 09:00 Asia/Tokyo weekdays');
    await log().getByText('every weekday at 09:00 (Asia/Tokyo)').first().waitFor();
    await ask('/connect-digest now');
    await log().getByText('Amazon Connect, since').first().waitFor();
    await ask('/connect-digest status');
    await log().getByText('Set by').last().waitFor();
    await button(page, 'App Home').click();
    const home = page.getByLabel('App Home');
    await home.getByText('#connect-ops').waitFor();
    await button(home, 'Change this digest').click();
    const form = page.getByRole('dialog');
    await form.getByLabel('When it comes').fill('at 25:00');
    await button(form, 'Change it').click();
    await form.getByRole('alert').waitFor();
    await form.getByLabel('When it comes').fill('at 10:30 Asia/Tokyo only:people');
    await button(form, 'Change it').click();
    await home.getByText('every day at 10:30 (Asia/Tokyo)').waitFor();
    page.once('dialog', (dialog) => void dialog.accept());
    await button(home, 'End this digest').click();
    await home.getByText('None of your channels has one.').waitFor();
  });

  journey('a channel that the bot is not in is told how to let it in, and then has its digest', async () => {
    await button(page, '#random').click();
    const say = async (typed: string) => {
      await line('#random').fill(typed);
      await line('#random').press('Enter');
    };
    await say('/connect-digest at 9am');
    await log().getByText('/invite @connect-who-changed').waitFor();
    await say('/invite @connect-who-changed');
    await log().getByText('was added to #random').waitFor();
    await say('/connect-digest at 9am');
    await log().getByText('every day at 09:00').first().waitFor();
  });
});

describe('while something changes', () => {
  journey('a channel watches, is told by one message, and stops watching', async () => {
    await ask('/connect-watch only:people');
    await log().getByText('Stop').first().waitFor();
    const told = await messageAfter(() => button(page, 'Change something in the sample account').click());
    await told.getByText(/Watched/).waitFor();
    expect(await told.textContent()).not.toContain('Only visible to you');
    const list = await ask('/connect-watch list');
    page.once('dialog', (dialog) => void dialog.accept());
    await button(list, /^Stop/).click();
    await log()
      .getByText(/stopped/i)
      .last()
      .waitFor();
  });
});

describe('at home', () => {
  journey('stand examples, and what the answers rest on; a press is answered in a modal', async () => {
    await button(page, 'App Home').click();
    const home = page.getByLabel('App Home');
    await home.getByText('What the answers rest on').waitFor();
    await button(home, 'The last 2 hours').click();
    await page.getByRole('dialog').getByText('Asked: /connect-changes 2h').waitFor();
  });
});

describe('the page', () => {
  journey('offers commands and people while one types, by keyboard', async () => {
    await line().pressSequentially('/connect-wh');
    await page.getByRole('option', { name: /\/connect-who-changed/ }).waitFor();
    await line().press('Tab');
    expect(await line().inputValue()).toBe('/connect-who-changed ');
    await line().pressSequentially('by:@mat');
    await line().press('ArrowDown');
    await line().press('Enter');
    expect(await line().inputValue()).toBe('/connect-who-changed by:@mateo ');
    const answer = await messageAfter(() => line().press('Enter'));
    expect(await answer.textContent()).toContain('Mateo Jackson');
  });

  journey(
    'shows every request both ways, with the clock of the 3 seconds and what is left of a response URL',
    async () => {
      await ask('/connect-who-changed queue-test-1');
      await button(page, 'Requests').click();
      const requests = page.getByLabel('Requests', { exact: true });
      await requests
        .getByText(/→ \/connect-who-changed queue-test-1 · 200 · \d+ of 3000 ms/)
        .first()
        .waitFor();
      const reply = requests.getByText(/← response_url · 200 · 4 of 5 posts and 29 min left/).first();
      await reply.click();
      await requests.locator('pre').first().waitFor();
      expect(await requests.textContent()).not.toMatch(/xoxb|response\/[0-9a-f]{32}/);
    },
  );

  journey('tells evenings, each question of which is answered', async () => {
    await page.getByText('Evenings to try').click();
    for (const { title, questions } of EVENING_STORIES) {
      await page.getByText(title, { exact: true }).waitFor();
      const [question = ''] = questions.filter((one) => !one.startsWith('/connect-digest'));
      if (question === '') continue;
      const answer = await messageAfter(() =>
        page.locator('.stories').getByRole('button', { name: question, exact: true }).click(),
      );
      expect(await answer.textContent()).toContain(`Asked: ${question}`);
    }
  });
});

describe('nothing from outside', () => {
  journey('is a mark, a mention, a link or a picture, wherever it is shown', async () => {
    const name = '<!channel>';
    const live = '.mention, .blocks img, .blocks strong em, .blocks s';
    const answer = await ask(`/connect-who-changed "${name}"`);
    await answer.getByText(name).first().waitFor();
    await button(answer, 'Details').click();
    const modal = page.getByRole('dialog');
    await modal.getByText('To copy').waitFor();
    expect(await modal.locator(live).count()).toBe(0);
    await page.keyboard.press('Escape');
    await modal.waitFor({ state: 'detached' });
    await button(page, /Who changed this\?/).click();
    await modal.getByRole('combobox', { name: 'What or who' }).pressSequentially('<!chan');
    await modal.getByRole('option', { name: `${name} · queue` }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator(live).count()).toBe(0);
  });
});
