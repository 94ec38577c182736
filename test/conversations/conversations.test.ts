import type { KnownBlock, ModalView } from '@slack/types';
import { parse } from 'csv-parse/sync';
import type { StandInMessage } from '../../bot/local/slack/message';
import type { StandInView } from '../../bot/local/slack/views';
import { slackLimitErrors, slackViewErrors } from '../../bot/slack/limits';
import { asWritten, type Conversation, startConversation } from './conversation';

let talk: Conversation;

/** The clock stands, and all else runs: the sample account is made around the moment, so all that is said stays the same. */
beforeAll(async () => {
  jest.useFakeTimers({
    now: Date.parse('2026-11-20T18:52:00Z'),
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
  talk = await startConversation();
}, 60_000);
afterAll(() => talk.end());

const recorded = ({ text, blocks }: Pick<StandInMessage, 'text' | 'blocks'>): void => {
  expect(slackLimitErrors({ text, blocks })).toEqual([]);
  expect({ text, blocks: asWritten(blocks) }).toMatchSnapshot();
};

it.each([
  ['/connect-who-changed Billing'],
  ['/connect-changes 2h'],
  ['/connect-who-changed Biling'],
  ['/connect-who-changed help'],
  ['/connect-changes help'],
  ['/connect-changes yesterday'],
  ['/connect-who-changed since:never'],
  ['/connect-who-changed Billing limit:1'],
  ['/connect-who-changed "Weekdays 8–20" since:2h'],
  ['/connect-who-changed by:nobody.known'],
  ['/connect-who-changed akua.mansa'],
  ['/connect-who-changed Billing instance:nowhere'],
  ['/connect-changes since:2026-01-01 until:2026-01-02'],
  ['/connect-changes 7d only:failed'],
  ['/connect-digest help'],
  ['/connect-digest status'],
  ['/connect-digest at 25:00'],
  ['/connect-watch help'],
  ['/connect-watch list'],
  ['/connect-watch since:2h'],
])('%s', async (typed) => recorded(await talk.ask(typed)));

describe('after the answer', () => {
  it('the rest of it is shown page by page, each change once, to its end', async () => {
    let page = await talk.ask('/connect-changes 90d');
    const seen: string[] = [];
    for (;;) {
      const label = moreLabel(page.blocks);
      if (label === undefined) break;
      await talk.press(page, label);
      page = await talk.said();
      expect(slackLimitErrors(page)).toEqual([]);
      seen.push(/Changes \d+ to \d+ of \d+/.exec(JSON.stringify(page.blocks))?.[0] ?? '');
    }
    expect(seen).toEqual([
      'Changes 13 to 41 of 118',
      'Changes 42 to 71 of 118',
      'Changes 72 to 101 of 118',
      'Changes 102 to 118 of 118',
    ]);
  });

  it('its changes are shown one by one, with the record as AWS wrote it and links', async () => {
    await talk.press(await talk.ask('/connect-who-changed Billing'), 'Details');
    const first = await talk.shown((text) => text.includes('To copy'));
    expect(asWritten(first.view.blocks as KnownBlock[])).toMatchSnapshot();
    await talk.press(first, 'Older');
    const second = await talk.shown((text) => text.includes('Change or attempt 2 of '));
    expect(asWritten(second.view.blocks as KnownBlock[])).toMatchSnapshot();
  });

  it('a modal that is closed before it is filled is no failure', async () => {
    const before = talk.bot.slack.modals().map(({ id }) => id);
    const isNew = ({ id }: StandInView): boolean => !before.includes(id);
    await talk.press(await talk.ask('/connect-who-changed queue-test-1'), 'Details');
    const opened = await talk.shown(() => talk.bot.slack.modals().some(isNew));
    await talk.bot.slack.closeView(opened.id);
    // A question behind it in the queue is answered: by then the modal was tried, and nothing was logged of it.
    await talk.ask('/connect-who-changed queue-test-1');
    expect(talk.bot.slack.modals().filter(isNew)).toEqual([]);
  });

  it('it comes as files in a direct message, once for a double click', async () => {
    const answer = await talk.ask('/connect-changes 7d');
    await talk.press(answer, 'Export');
    await talk.press(answer, 'Export');
    recorded(await talk.said());
    const files = talk.bot.slack.messages().filter(({ file }) => file !== undefined);
    expect(files.map(({ file }) => file?.name)).toEqual([
      'connect-changes-2026-11-20-18-52-00.csv',
      'connect-changes-2026-11-20-18-52-00.json',
    ]);
    const [csv = '', json = ''] = await Promise.all(
      files.map(async ({ file }) => (await fetch(`${talk.bot.url}${file?.url}`)).text()),
    );
    const rows: Record<string, string>[] = parse(csv, { bom: true, columns: true });
    expect(rows.map((row) => row['event id'])).toEqual(
      JSON.parse(json).changes.map(({ eventId }: { eventId: string }) => eventId),
    );
  });
});

describe('for everybody', () => {
  it('an answer is shared as of the moment it was asked, into an alert’s thread or the channel', async () => {
    const { id } = talk.bot.slack.postAs('Alerts', 'Queue Billing: 37 calls abandoned');
    await talk.bot.slack.useShortcut({ callbackId: 'changed-around', messageId: id });
    const answer = await talk.said();
    recorded(answer);
    await talk.press(answer, 'Share in its thread');
    recorded(await talk.said());
  });

  it('a mention is answered in its thread', async () => {
    await talk.bot.slack.mention({ text: '@connect-who-changed changes 2h only:people' });
    const answer = await talk.said();
    expect(answer).toMatchObject({ visibility: 'everyone', threadTs: expect.any(String) });
    recorded(answer);
  });

  it('a channel sets a digest and a watch, and sees them', async () => {
    for (const typed of [
      '/connect-digest at 09:00 Asia/Tokyo weekdays silent type:queue',
      '/connect-digest status',
      '/connect-digest off',
      '/connect-watch queue Billing instance:harbor-prod',
      '/connect-watch list',
    ]) {
      recorded(await talk.ask(typed));
    }
  });

  it('a channel that the bot is not in has neither, and is told how to let it in', async () => {
    for (const [command, text] of [
      ['/connect-digest', 'at 09:00'],
      ['/connect-watch', 'Billing type:queue instance:harbor-prod'],
    ] as const) {
      await talk.bot.slack.sendCommand({ command, text, channelId: 'C0RANDOM002' });
      recorded(await talk.said());
    }
  });
});

describe('in a modal', () => {
  it('anything is chosen by a part of its name, deleted things too, and answered there', async () => {
    await talk.bot.slack.chooseGlobalShortcut({ callbackId: 'ask-in-modal' });
    const form = await talk.shown((text) => text.includes('Type a part of its name'));
    recordedView(form);
    const typed = { viewId: form.id, blockId: 'thing', actionId: 'thing' };
    const { options, problems } = await talk.bot.slack.suggest({ ...typed, value: 'bill' });
    expect(problems).toEqual([]);
    expect(options.map(({ text }) => text)).toMatchSnapshot();
    const billing = options.find(({ text }) => text.startsWith('Billing · queue · harbor-prod'));
    await talk.bot.slack.submitView({
      viewId: form.id,
      values: {
        thing: { thing: { type: 'external_select', selected_option: { value: billing?.value } } },
        period: { period: { type: 'static_select', selected_option: { value: 'since:7d' } } },
        sort: { sort: { type: 'checkboxes', selected_options: [] } },
      },
    });
    const answer = await talk.shown((text) => text.includes('took') && text.includes('New search'));
    recordedView(answer);
    await talk.press(answer, 'Details');
    recordedView(await talk.shown((text) => text.includes('To copy')));
    await talk.press(answer, 'New search');
    await talk.shown((text) => text.includes('Type a part of its name'));
  });
});

describe('at home', () => {
  it('stands what can be asked, the digests of the workspace, and what the answers rest on', async () => {
    await talk.ask('/connect-digest at 09:00 weekdays only:people');
    await talk.bot.slack.openHome();
    const home = await talk.shown((text) => text.includes('#connect-ops'));
    recordedView(home);
    await talk.press(home, 'End this digest');
    recorded(await talk.said());
    recordedView(await talk.shown((text) => text.includes('None of your channels has one.')));
    await talk.press(await talk.shown((text) => text.includes('None of your channels has one.')), 'The last 2 hours');
    recordedView(await talk.shown((text) => text.includes('since') && text.includes('New search')));
  });
});

describe('a double click in a modal', () => {
  it('does not leave it at “Looking …”', async () => {
    await talk.bot.slack.openHome();
    const home = await talk.shown((text) => text.includes('What the answers rest on'));
    await talk.press(home, 'The last 2 hours');
    await talk.press(await talk.shown((text) => text.includes('changes 2h') && text.includes('Export')), '7 d');
    const first = await talk.shown((text) => text.includes('changes since:7d') && text.includes('Show '));
    const label = /"text":"(Show [^"]+)"/.exec(JSON.stringify(first.view))?.[1] ?? 'no further page';
    await Promise.all([talk.press(first, label), talk.press(first, label)]);
    // Each press clears the modal, so each has to fill it: whichever comes last.
    const filled = () =>
      talk.bot.slack
        .exchanges()
        .filter(({ what, body }) => what === 'views.update' && /Changes \d+ to \d+ of/.test(JSON.stringify(body)));
    await talk.shown(() => filled().length === 2);
  });
});

const recordedView = ({ view }: StandInView): void => {
  const given = view as unknown as ModalView;
  expect(slackViewErrors(given)).toEqual([]);
  expect({ ...given, blocks: asWritten(given.blocks as KnownBlock[]) }).toMatchSnapshot();
};

const moreLabel = (blocks: readonly KnownBlock[]): string | undefined =>
  /"text":"(Show \d+ more[^"]*)"/.exec(JSON.stringify(blocks))?.[1];
