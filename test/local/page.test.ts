import type { KnownBlock } from '@slack/types';
import type { Browser, Page } from 'playwright-core';
import { AROUND_SHORTCUT } from '../../bot/slack/commands';
import { launchBrowser } from '../support/browser';
import { type BoltAndStandIn, buttonBlock, startBoltAndStandIn } from './bolt-and-stand-in';

const hostile = [
  '<!channel>',
  '*bold*',
  '&lt;!here&gt;',
  ':tada:',
  '<https://evil.example|AWS>',
  '<img src=x onerror="document.title=1">',
  '<@U0MATEO0002>',
  '`code` _it_ ~no~',
];

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const richText = (text: string): KnownBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});

const mrkdwn = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });

let browser: Browser | undefined;
let both: BoltAndStandIn;
let page: Page;
let digests = 0;

const postDigest = async () => {
  digests += 1;
};

beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
});

/** A test in a real browser; where none runs, `launchBrowser` has said why and nothing is claimed. */
const inBrowser = (name: string, test: () => Promise<void>) =>
  it(name, async () => {
    if (!browser) return void process.stderr.write(`Skipped, no browser: ${name}\n`);
    both = await startBoltAndStandIn({ zone: 'Asia/Tokyo', postDigest, shortcuts: [AROUND_SHORTCUT] });
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'America/New_York' });
    page = await context.newPage();
    try {
      await page.goto(both.url);
      await page.getByLabel('Command in #connect-ops').waitFor();
      await test();
    } finally {
      await context.close();
      await both.stop();
    }
  }, 30_000);

const show = async (blocks: readonly KnownBlock[]) => {
  await both.bolt.client.chat.postMessage({ channel: 'C0OPS000001', text: 'x', blocks: [...blocks] });
  const { id } = await both.slack.nextMessage();
  const message = page.locator(`[data-message="${id}"] .blocks`).first();
  await message.waitFor();
  return message;
};

/** Elements that only a mark, a mention, a link or markup of the text itself would make. */
const live = '.mention, a, img, strong, em, s, code, [role="img"]';

describe('the local page', () => {
  inBrowser(
    'offers the shortcuts of the bot on what everybody sees, and shows its answer to the reader alone',
    async () => {
      both.bolt.shortcut('changed-around', async ({ shortcut, ack, respond }) => {
        await ack();
        if (shortcut.type !== 'message_action') return;
        await respond({ text: `around ${shortcut.message_ts} in ${shortcut.channel.name}` });
      });
      const { id, ts } = both.slack.postAs('Alerts', 'Queue Billing: 37 calls abandoned');
      const alert = page.locator(`[data-message="${id}"]`);
      await alert.getByRole('button', { name: 'What changed around this' }).click();
      const answer = page.getByText(`around ${ts} in connect-ops`);
      await answer.waitFor();
      const card = page.getByRole('article').filter({ has: answer });
      expect(await card.getByText('Only visible to you').count()).toBe(1);
      expect(await card.getByRole('button', { name: 'What changed around this' }).count()).toBe(0);
    },
  );

  inBrowser('answers a typed command, to the reader alone, and says how long it took', async () => {
    both.bolt.command('/connect-who-changed', async ({ command, ack, respond }) => {
      await ack();
      await respond({ text: `about ${command.text}`, blocks: [mrkdwn(`*test-1* created queue ${command.text}`)] });
    });
    const line = page.getByLabel('Command in #connect-ops');
    await line.fill('/connect-who-changed queue-test-1');
    await line.press('Enter');

    const message = page.getByRole('article', { name: 'Message from connect-who-changed' });
    await message.waitFor();
    const text = await message.textContent();
    expect(text).toContain('Only visible to you');
    expect(text).toContain('test-1 created queue queue-test-1');
    expect(text).toMatch(/\/connect-who-changed queue-test-1 · acknowledged after \d+ ms · here after [\d.]+ m?s/);
    expect(await page.getByRole('log').textContent()).toContain('created queue');
    expect(await page.getByText('Sample account').isVisible()).toBe(true);
  });

  inBrowser('brings back earlier commands with the arrow keys, and asks an example at one press', async () => {
    const asked: string[] = [];
    both.bolt.command(/.*/, async ({ command, ack }) => {
      asked.push(`${command.command} ${command.text}`);
      await ack({ text: 'ok' });
    });
    const line = page.getByLabel('Command in #connect-ops');
    await line.fill('/connect-changes 2h');
    await line.press('Enter');
    await page.getByRole('article').first().waitFor();
    await line.press('ArrowUp');
    expect(await line.inputValue()).toBe('/connect-changes 2h');

    await page.getByRole('button', { name: '/connect-who-changed queue-test-1', exact: true }).click();
    await page.getByRole('article').nth(1).waitFor();
    expect(asked).toEqual(['/connect-changes 2h', '/connect-who-changed queue-test-1']);
  });

  inBrowser('sends what mentions the bot to everybody, and shows the answer in its thread', async () => {
    both.bolt.event('app_mention', async ({ event, say }) => {
      await say({ text: `heard ${event.text}`, thread_ts: event.ts });
    });
    const line = page.getByLabel('Command in #connect-ops');
    await line.fill('@connect-who-changed queue Billing');
    await line.press('Enter');
    await page.getByRole('button', { name: '1 reply' }).click();
    const answer = page.getByLabel('Thread').getByRole('article').filter({ hasText: 'heard' });
    await answer.waitFor();
    expect(await answer.getByText('in a thread').count()).toBe(1);
    expect(await answer.getByText('Only visible to you').count()).toBe(0);
  });

  inBrowser('says that only commands and mentions are understood', async () => {
    const line = page.getByLabel('Command in #connect-ops');
    await line.fill('hello');
    await line.press('Enter');
    await page.getByText('are understood here').waitFor();
    expect(await line.inputValue()).toBe('hello');
  });

  inBrowser('shows hostile text in rich text as its letters', async () => {
    const message = await show(hostile.map(richText));
    expect(await message.locator('p').allInnerTexts()).toEqual(hostile);
    expect(await message.locator(live).count()).toBe(0);
    expect(await page.title()).toContain('connect-who-changed');
  });

  inBrowser('shows hostile text in plain text as its letters', async () => {
    const plain = (text: string) => ({ type: 'plain_text', text, emoji: false }) as const;
    const blocks = hostile.flatMap((text): KnownBlock[] => [
      { type: 'section', text: plain(text) },
      { type: 'header', text: plain(text) },
      { type: 'context', elements: [plain(text)] },
    ]);
    const message = await show(blocks);
    expect(await message.locator('.plain').allInnerTexts()).toEqual(hostile.flatMap((text) => [text, text, text]));
    expect(await message.locator(live).count()).toBe(0);
  });

  inBrowser('shows escaped text in mrkdwn as its letters, save the marks that Slack has no escape for', async () => {
    const message = await show(hostile.map((text) => mrkdwn(escaped(text))));
    const sections = await message.locator('.section').allInnerTexts();
    expect(sections).toEqual([
      '<!channel>',
      'bold',
      '&lt;!here&gt;',
      '🎉',
      '<https://evil.example|AWS>',
      '<img src=x onerror="document.title=1">',
      '<@U0MATEO0002>',
      'code it no',
    ]);
    expect(await message.locator('.mention, img').count()).toBe(0);
  });

  inBrowser('shows hostile text in code in mrkdwn as its letters', async () => {
    const texts = hostile.map((text) => text.replaceAll('`', 'ˋ'));
    const message = await show(texts.map((text) => mrkdwn(`\`${escaped(text)}\``)));
    expect(await message.locator('code').allInnerTexts()).toEqual(texts);
    expect(await message.locator('.mention, a, img, strong').count()).toBe(0);
  });

  inBrowser('shows what is meant live: mentions, links, styles, lists, and times in the reader’s zone', async () => {
    const message = await show([
      mrkdwn('<@U0MATEO0002> <!here> <https://a.example|there> <!date^1795250220^{date_num} {time}|fallback>'),
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Billing', style: { bold: true, code: true } },
              { type: 'date', timestamp: 1_795_250_220, format: ' {date_num} {time}', fallback: 'fallback' },
              { type: 'link', url: 'javascript:alert(1)', text: 'no link' },
            ],
          },
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] }],
          },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a\n  b' }] },
        ],
      },
    ]);
    expect(await message.locator('.mention').allInnerTexts()).toEqual(['@Mateo Jackson', '@here']);
    expect(await message.locator('a').allInnerTexts()).toEqual(['there']);
    expect(await message.locator('time').allInnerTexts()).toEqual(['2026-11-21 17:37', ' 2026-11-21 17:37']);
    expect(await message.locator('strong code').textContent()).toBe('Billing');
    expect(await message.locator('li').textContent()).toBe('one');
    expect(await message.locator('pre').textContent()).toBe('a\n  b');
  });

  inBrowser('says aloud which block it can’t show, and shows the rest', async () => {
    const nonsense = { type: 'data_table', rows: [] } as unknown as KnownBlock;
    const message = await show([richText('before'), nonsense, richText('after')]);
    expect(await message.getByRole('alert').textContent()).toContain('This page can’t show a block “data_table”');
    expect(await message.textContent()).toMatch(/before[\s\S]*after/);
  });

  inBrowser('carries a press to the bot, which replaces the message', async () => {
    both.bolt.action('more', async ({ ack, respond }) => {
      await ack();
      await respond({ text: 'all', blocks: [richText('all of it')], replace_original: true });
    });
    const message = await show([richText('some'), buttonBlock('more', 'Show more')]);
    await message.getByRole('button', { name: 'Show more' }).press('Enter');
    await page.getByText('all of it').waitFor();
    expect(await page.getByRole('article').count()).toBe(1);
    expect(await page.getByRole('article').textContent()).toContain('(edited)');
  });

  inBrowser('opens the bot’s modal, sends what was filled in, and closes on Escape', async () => {
    const title = { type: 'plain_text', text: 'Digest' } as const;
    const element = { type: 'timepicker', action_id: 'at', initial_time: '09:00' } as const;
    const blocks = [
      { type: 'input', block_id: 'time', label: { type: 'plain_text', text: 'Post at' }, element },
    ] as const;
    let filled: unknown;
    both.bolt.action('settings', async ({ ack, client, body }) => {
      const trigger_id = 'trigger_id' in body ? String(body.trigger_id) : '';
      await client.views.open({
        trigger_id,
        view: { type: 'modal', callback_id: 'saved', title, submit: title, blocks: [...blocks] },
      });
      await ack();
    });
    both.bolt.view('saved', async ({ ack, view }) => {
      filled = view.state.values.time?.at?.selected_time;
      await ack();
    });
    const message = await show([buttonBlock('settings', 'Change this digest')]);
    const dialog = page.getByRole('dialog', { name: 'Digest' });
    await message.getByRole('button').click();
    await dialog.getByLabel('Post at').fill('08:30');
    await dialog.getByRole('button', { name: 'Digest' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(filled).toBe('08:30');

    await message.getByRole('button').click();
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(both.slack.modals()).toEqual([]);
  });

  inBrowser('posts today’s digest', async () => {
    digests = 0;
    await page.getByRole('button', { name: 'Post today’s digest now' }).click();
    await page.getByText('Posted.').waitFor();
    expect(digests).toBe(1);
  });

  inBrowser('counts what came to another channel', async () => {
    await both.bolt.client.chat.postMessage({ channel: 'U0SOFIA0001', text: 'for you' });
    await page.getByRole('button', { name: 'Direct messages 1 unread' }).click();
    await page.getByText('for you').waitFor();
    expect(await page.getByText('unread').count()).toBe(0);
  });
});
