import { readDigestCommand } from '../../bot/digest/digest-order';
import { directoryOf } from '../../bot/directory/directory';
import { nearnessTo } from '../../bot/directory/names';
import { suggest } from '../../bot/directory/suggest';
import { subjectOfLink } from '../../bot/query/links';
import { parseQuery } from '../../bot/query/parse-query';
import { readWatch } from '../../bot/query/read-watch';
import { quoteName, textOfArguments, withMentionsNamed } from '../../bot/query/tokens';
import { readCommand, readMention } from '../../bot/slack/commands';
import { withNamesInMentions } from '../../bot/slack/mentions';
import { slowText } from '../support/growth';
import { HOSTILE_TEXTS, type TextOf } from '../support/hostile-texts';

const now = new Date('2026-11-21T12:00:00Z');

/** Parts of questions, over and over. */
const PARTS = [
  ...[
    '"a ',
    "'a ",
    '“a ',
    '"\\" ',
    'by:"a ',
    'by:@ann ',
    '<@U1|ann> ',
    'type:queue,',
    'verb:x,',
    'since:1 ',
    'on:monday ',
  ],
  ...[
    'x:y ',
    '1d',
    '1d ',
    '9 am ',
    'Europe/Berlin ',
    'queue ',
    'agent status ',
    'http://a.my.connect.aws/?',
    'arn:aws:connect:',
  ],
];
const texts: readonly TextOf[] = [
  ...HOSTILE_TEXTS,
  ...['', 'changes ', 'by:', 'since:', 'https://a.my.connect.aws/#'].flatMap((begin) =>
    PARTS.map(
      (part): TextOf =>
        (length) =>
          begin + part.repeat(Math.ceil(length / part.length)),
    ),
  ),
];

const NAMES = ['Billing', 'a '.repeat(2_000), '-'.repeat(4_000), 'y'.repeat(4_000)];
const directory = directoryOf(
  NAMES.map((name, at) => ({
    kind: 'named',
    ref: { service: 'connect', type: 'queue', region: 'us-east-1', id: `q${at}` },
    name,
    at: now.toISOString(),
  })),
);

const READERS: readonly (readonly [string, (text: string) => unknown])[] = [
  ['a question', (text) => parseQuery(text, { now, zone: 'Europe/Berlin' })],
  ['a question about all changes', (text) => parseQuery(text, { now, zone: 'UTC', command: 'changes' })],
  ['a watch', readWatch],
  ['a digest', (text) => readDigestCommand(text, now)],
  ['what is said to the bot', (text) => readMention(text, undefined)],
  ['a command', readCommand],
  ['mentions', withMentionsNamed],
  ['mentions without names', (text) => void withNamesInMentions(text, async () => undefined)],
  ['one argument of a terminal', (text) => textOfArguments([text])],
  ['arguments of a terminal', (text) => textOfArguments(text.split(' '))],
  ['a name in quotes', quoteName],
  ['a link', subjectOfLink],
  ['what is typed ahead', (text) => suggest(directory, text, 20)],
  ['a name that is near to one', (text) => NAMES.map(nearnessTo(text))],
];

it.each(READERS)('%s: takes a step for each letter, whatever is typed', (_what, read) => {
  expect(slowText(read, texts)).toBeUndefined();
});

it('a digest that is too long is refused as a question is', () => {
  const read = readDigestCommand(`at 09:00 ${'x '.repeat(2_000)}`, now);
  expect(read).toMatchObject({ kind: 'mistake', mistake: { message: expect.stringContaining('2000') } });
});

it('a name of more letters than any in Connect is near to nothing', () => {
  const long = 'Billing '.repeat(40);
  expect([nearnessTo(long)(long), nearnessTo('billing')(long), nearnessTo('billing')('biling')]).toEqual([1, 1, 1 / 7]);
});
