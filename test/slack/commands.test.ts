import { readCommand, readMention } from '../../bot/slack/commands';

describe('what is said to the bot by a mention', () => {
  it.each([
    ['<@U0BOT> queue Billing since:2h', 'who-changed', 'queue Billing since:2h'],
    ['<@U0BOT|connect-who-changed> Billing', 'who-changed', 'Billing'],
    ['who changed? <@U0BOT>', 'who-changed', 'who changed?'],
    ['<@U0BOT> changes', 'changes', ''],
    ['<@U0BOT> changes 2h only:people', 'changes', '2h only:people'],
    ['<@U0BOT>  Changes\n4h', 'changes', '4h'],
    ['<@U0BOT> changes-queue', 'who-changed', 'changes-queue'],
    ['<@U0BOT> /connect-changes 1h', 'changes', '1h'],
    ['<@U0BOT> by:<@U0MATEO> since:1d', 'who-changed', 'by:<@U0MATEO> since:1d'],
    ['<@U0BOT>', 'who-changed', 'help'],
    [' <@U0BOT>   ', 'who-changed', 'help'],
    ['<@U0BOT> help', 'who-changed', 'help'],
  ])('%s', (said, kind, text) => {
    expect(readMention(said, 'U0BOT')).toEqual({ kind, text });
  });

  it('is without its first mention where nobody says which is the bot', () => {
    expect(readMention('<@U0BOT> by:<@U0MATEO>', undefined)).toEqual({ kind: 'who-changed', text: 'by:<@U0MATEO>' });
  });
});

it.each([
  ['/connect-changes 2h', 'changes', '2h'],
  ['/connect-changes', 'changes', ''],
  ['/connect-changesque 2h', 'who-changed', '/connect-changesque 2h'],
  ['Billing', 'who-changed', 'Billing'],
])('a command is read whole: %s', (typed, kind, text) => {
  expect(readCommand(typed)).toEqual({ kind, text });
});
