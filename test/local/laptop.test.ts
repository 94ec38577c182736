import type { Browser, Locator, Page } from 'playwright-core';
import { ask } from '../../bot/local/ask';
import { type LocalBot, startLocalBot } from '../../bot/local/bot';
import { AWKWARD_QUEUES } from '../../bot/local/sample/harbor';
import { type OpenedAccount, openSampleAccount } from '../../bot/local/sample-account';
import { silentLog } from '../../bot/log';
import { launchBrowser } from '../support/browser';

const now = () => new Date();

let account: OpenedAccount;
let bot: LocalBot;
let browser: Browser | undefined;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  account = await openSampleAccount(now, { unlimited: true });
  bot = await startLocalBot({ account, now, zone: 'UTC', log: silentLog, ports: [0], hold: { first: 0, again: 0 } });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await bot.close();
});

/** A test in a real browser; where none runs, `launchBrowser` has said why and nothing is claimed. */
const inBrowser = (name: string, test: () => Promise<void>) =>
  it(name, async () => {
    if (!browser) return void process.stderr.write(`Skipped, no browser: ${name}\n`);
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC' });
    page = await context.newPage();
    try {
      await page.goto(bot.url);
      await page.getByLabel('Command in #connect-ops').waitFor();
      await test();
    } finally {
      await context.close();
    }
  }, 60_000);

/** The next message on the page after something was done there. */
const messageAfter = async (doing: () => Promise<unknown>): Promise<Locator> => {
  const before = await page.getByRole('article').count();
  await doing();
  const message = page.getByRole('article').nth(before);
  await message.waitFor();
  return message;
};

const askOnPage = (question: string): Promise<Locator> =>
  messageAfter(async () => {
    await page.getByLabel('Command in #connect-ops').fill(question);
    await page.keyboard.press('Enter');
  });

interface Told {
  readonly sentence: string;
  readonly time: string;
  readonly eventId: string;
  readonly actor: { readonly id: string | null };
  readonly resource: { readonly id: string | null };
}

const mayBeOneSave = (one: Told, other: Told): boolean =>
  one.actor.id === other.actor.id &&
  one.resource.id === other.resource.id &&
  Math.abs(Date.parse(one.time) - Date.parse(other.time)) <= 60_000;

/** What the terminal says with --json, of the same account. */
const askInTerminal = async (question: string): Promise<readonly Told[]> => {
  let printed = '';
  const out = (text: string) => {
    printed += text;
  };
  const terminal = { out, err: out, now, zone: 'UTC', colours: false };
  const status = await ask([...question.split(' '), '--json'], terminal, async () => ({
    ...account,
    close: async () => {},
  }));
  expect(status).toBe(0);
  return (JSON.parse(printed) as { changes: readonly Told[] }).changes;
};

const count = (text: string, part: string): number => text.split(part).length - 1;

describe('the bot on a laptop', () => {
  for (const [command, question, terminal] of [
    ['/connect-who-changed', 'queue-test-1', 'queue-test-1'],
    ['/connect-who-changed', 'Billing since:7d', 'Billing since:7d'],
    ['/connect-changes', '2h', 'since:2h'],
  ] as const) {
    inBrowser(`says on the page what the terminal says: ${command} ${question}`, async () => {
      const changes = await askInTerminal(terminal);
      const message = await askOnPage(`${command} ${question}`);
      const text = (await message.locator('.blocks').textContent()) ?? '';
      expect(changes.length).toBeGreaterThan(0);
      expect(new Set(changes.map(({ eventId }) => eventId)).size).toBe(changes.length);
      for (const change of changes) {
        const { sentence } = change;
        // One Save is one entry: its other deeds follow in short.
        if (changes.some((other) => other !== change && mayBeOneSave(other, change))) continue;
        const alike = changes.filter((one) => one.sentence === sentence).length;
        expect([sentence, count(text, sentence)]).toEqual([sentence, alike]);
      }
      const shown = await message
        .locator('time')
        .evaluateAll((times) => times.map((time) => time.getAttribute('datetime')));
      for (const { time } of changes) expect(shown).toContain(time.replace('Z', '.000Z'));
      expect(text).toContain(`${changes.length === 1 ? '1 change' : `${changes.length} changes`}`);
      expect(text).toContain(`Asked: ${command} ${question}`);
    });
  }

  inBrowser('begins by saying that it is the sample, and shows the answer to the asker alone', async () => {
    const message = await askOnPage('/connect-who-changed queue-test-1');
    const text = await message.textContent();
    expect(text).toContain('Only visible to you');
    expect(text).toContain('Sample account: published records and a made-up month, no real data.');
    expect(text).toContain('user id 5d5a4d61-a5cc-48b9-b388-bdba7c4eed25');
  });

  inBrowser('gives the help', async () => {
    const text = await (await askOnPage('/connect-who-changed help')).textContent();
    expect(text).toContain('/connect-who-changed queue-test-1');
    expect(text).toContain('since:2h');
  });

  inBrowser('tells a mistake at once, and asks the corrected question at a press', async () => {
    const mistake = await askOnPage('/connect-who-changed Billing sinse:7d');
    expect(await mistake.textContent()).toContain('was it meant to be since:?');
    const answer = await messageAfter(() => mistake.getByRole('button', { name: 'Ask that' }).click());
    expect(await answer.textContent()).toContain(
      'Mateo Jackson (mateo.jackson) took queue Billing (VOICE, priority 1) out of',
    );
  });

  inBrowser('offers the nearest names for a mistyped one, and asks for one at a press', async () => {
    const unknown = await askOnPage('/connect-who-changed Biling');
    expect(await unknown.textContent()).toContain('Nothing I know of is or was called Biling.');
    const answer = await messageAfter(() => unknown.getByRole('button', { name: 'Billing', exact: true }).click());
    expect(await answer.textContent()).toContain(
      'took queue Billing (VOICE, priority 1) out of routing profile Tier 1 Voice',
    );
  });

  inBrowser('posts the digest where everyone sees it, as often as the button is pressed', async () => {
    const post = () => page.getByRole('button', { name: 'Post today’s digest now' }).click();
    const digests = page.getByRole('article').filter({ hasText: 'Amazon Connect, since' });
    for (const press of [post, post]) {
      const before = await digests.count();
      await press();
      const digest = digests.nth(before);
      await digest.waitFor();
      const text = await digest.textContent();
      expect(text).not.toContain('Only visible to you');
      expect(text).toContain('The next digest tells this time too.');
    }
  });

  inBrowser('tells a channel that watches something when it is made to change at the press of a button', async () => {
    await askOnPage('/connect-watch queue Billing');
    await page.getByText('queue Billing, harbor-prod').first().waitFor();
    await page.getByRole('button', { name: 'Change something in the sample account' }).click();
    const told = page.getByRole('article').filter({ hasText: 'Watched: queue Billing' });
    await told.waitFor();
    expect(await told.textContent()).toContain('set the maximum contacts of queue Billing from 40 to');
  });

  for (const name of AWKWARD_QUEUES) {
    inBrowser(`shows the queue ${name} as its letters`, async () => {
      const message = await askOnPage(`/connect-who-changed "${name}"`);
      const text = (await message.locator('.blocks').textContent()) ?? '';
      expect(text).toContain(`queue ${name}`);
      expect(await message.locator('.mention').count()).toBe(0);
    });
  }

  inBrowser('refuses a command that the bot does not have as Slack does, without asking the bot', async () => {
    const notice = await askOnPage('/connect-who-change queue-test-1');
    expect(await notice.textContent()).toContain('/connect-who-change is not a valid command');
  });
});
