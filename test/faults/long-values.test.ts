import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { ask } from '../../bot/local/ask';
import type { CloudTrailRecord } from '../../bot/local/aws/local-account';
import { idFrom, websiteEvent } from '../../bot/local/aws/records';
import { idInProd, PROD, prodUser } from '../../bot/local/sample/harbor';
import { SAANVI } from '../../bot/local/sample/people';
import type { StandInMessage } from '../../bot/local/slack/message';
import { itemsIn } from '../support/indexing';
import { rowsOf } from '../support/strict-csv';
import { OPS, SOFIA, startWatching, textOf, type Watching } from '../support/watching';

/** What has been slow to look at, each over and over. */
const UNITS = [
  'y',
  '.',
  'a@',
  ' ',
  '[',
  '"',
  '\\',
  '“',
  'token=(not',
  ':',
  '<@U1|',
  '%41',
  '\u200b',
  '👩🏽‍🚀',
  '\n',
  'a/',
];

/** Where somebody who may do nothing can put a text of any length. */
const PLACES: readonly ((text: string) => object)[] = [
  (text) => ({ requestParameters: { ...queue, MaxContacts: text } }),
  (text) => ({ errorCode: 'AccessDeniedException', requestParameters: { ...queue, MaxContacts: text } }),
  (text) => ({ eventName: 'UpdateQueueName', requestParameters: { ...queue, Name: text } }),
  (text) => ({ errorCode: 'InvalidRequestException', errorMessage: text }),
  (text) => ({ userAgent: text }),
  (text) => ({ sourceIPAddress: text }),
  (text) => ({ userIdentity: role(text) }),
  (text) => ({
    userIdentity: { type: 'IAMUser', userName: text, arn: text, principalId: text, accountId: '111122223333' },
  }),
  (text) => ({ requestParameters: { InstanceId: PROD.id, QueueId: text, MaxContacts: 5 } }),
  (text) => ({ eventName: 'UpdateQueueHours', requestParameters: { ...queue, Hours: { [text]: text } } }),
];
const queue = { InstanceId: PROD.id, QueueId: idInProd('queue', 'Billing') };
const role = (session: string) => ({
  type: 'AssumedRole',
  principalId: `AROAEXAMPLEROLEID0001:${session}`,
  arn: `arn:aws:sts::111122223333:assumed-role/Support/${session}`,
  accountId: '111122223333',
});

const RECORDS = 100;
const LONG = 95_000;
const SHORT = 10;
/** Of 95,000 letters each is looked at a few times; of a step for each pair of them there would be thousands of times as many. */
const MOST_TIMES = 8;
/** What takes less than this says nothing. */
const LEAST_MS = 100;

const recordsOf = (now: Date, length: number): readonly CloudTrailRecord[] =>
  Array.from({ length: RECORDS }, (_, at) => {
    const unit = UNITS[at % UNITS.length] ?? '';
    const text = unit.repeat(Math.ceil(length / unit.length)) + at;
    const record = websiteEvent({
      ...{ instance: PROD, userId: prodUser(SAANVI), time: new Date(now.getTime() - (60 + at) * 1000) },
      ...{ eventId: idFrom(`long ${at}`), eventName: 'UpdateQueueMaxContacts' },
      requestParameters: { ...queue, MaxContacts: at },
    });
    return { ...record, ...PLACES[at % PLACES.length]?.(text) };
  });

const filesIn = ({ slack }: Watching): readonly StandInMessage[] =>
  slack.messages().filter(({ file }) => file !== undefined);

/** What each thing that is done with such records takes of the processor, in milliseconds, and what comes of it. */
const dayWith = async (length: number) => {
  const bot = await startWatching();
  const folder = await mkdtemp(path.join(tmpdir(), 'long-'));
  const took = new Map<string, number>();
  const taking = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const before = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(before);
    took.set(what, (user + system) / 1000);
    return result;
  };
  const command = async (name: string, text: string): Promise<StandInMessage> => {
    await bot.slack.sendCommand({ command: name, text, userId: SOFIA, channelId: OPS });
    await bot.settle();
    return bot.slack.messages().at(-1) as StandInMessage;
  };
  const inTerminal = async (...flags: readonly string[]): Promise<string> => {
    let out = '';
    const say = (text: string): void => {
      out += text;
    };
    const words = ['changes', '10m', '--trail', folder, ...flags];
    const status = await ask(words, { out: say, err: () => {}, now: bot.now, zone: 'UTC', colours: false });
    expect(status).toBe(0);
    return out;
  };
  try {
    await bot.type('type:queue');
    bot.wait(3 * RECORDS);
    const records = recordsOf(bot.now(), length);
    await writeFile(path.join(folder, 'records.json'), JSON.stringify({ Records: records }));
    await taking('ingestion and a watch', async () => {
      await bot.ingest(records);
      await bot.settle();
    });
    const told = {
      watched: textOf(bot.slack.messages().at(-1) as StandInMessage),
      answer: await taking('an answer', () => command('/connect-changes', '10m')),
      digest: textOf(await taking('a digest', () => command('/connect-digest', 'now'))),
    };
    await taking('details', () => bot.press(told.answer, 'Details'));
    const details = JSON.stringify(bot.slack.modals().at(-1));
    await taking('an export', () => bot.press(told.answer, 'Export'));
    const text = await taking('a terminal', () => inTerminal());
    const json = await taking('JSON', () => inTerminal('--json'));
    const csv = await taking('CSV', () => inTerminal('--csv'));
    const isOfOne = ({ sk }: Record<string, unknown>): boolean =>
      records.some(({ eventID }) => String(sk).endsWith(String(eventID)));
    const items = (await itemsIn(bot.tables.client)).filter(isOfOne);
    return { ...told, took, details, text, json, csv, items, files: filesIn(bot), dead: bot.dead };
  } finally {
    await bot.stop();
    await rm(folder, { recursive: true });
  }
};
type Day = Awaited<ReturnType<typeof dayWith>>;

describe('a hundred records that each hold a text of 95 kB, put there by somebody who may do nothing', () => {
  let [short, long]: (Day | undefined)[] = [];
  const days = (): { readonly short: Day; readonly long: Day } => {
    if (short === undefined || long === undefined) throw new Error('A day did not end.');
    return { short, long };
  };
  beforeAll(async () => {
    // What is loaded and compiled is so for both.
    await dayWith(SHORT);
    short = await dayWith(SHORT);
    long = await dayWith(LONG);
  }, 300_000);

  it.each(['ingestion and a watch', 'an answer', 'a digest', 'details', 'an export', 'a terminal', 'JSON', 'CSV'])(
    '%s: takes of the processor some times as much as short ones would, not some thousand times',
    (what) => {
      const took = (day: Day): number => day.took.get(what) ?? Number.POSITIVE_INFINITY;
      expect(took(days().long)).toBeLessThan(MOST_TIMES * (took(days().short) + LEAST_MS));
    },
  );

  it('are all told, and nothing else for them', () => {
    const { long } = days();
    expect(long.dead).toEqual([]);
    expect(long.watched).toContain('Watched: type:queue');
    expect(textOf(long.answer)).toContain('80 changes · 20 attempts failed');
    expect(long.digest).toContain('Attempts that failed');
    expect(long.details).toMatch(/more letters are not shown/);
    expect(long.text).toContain('80 changes · 20 attempts failed');
    expect(JSON.parse(long.json)).toMatchObject({ total: RECORDS, failed: 20 });
    expect(rowsOf(long.csv)).toHaveLength(RECORDS);
    expect(long.files).toHaveLength(2);
  });

  it('take as many items of the index as short ones would, and of each change no more than is read of it', () => {
    const changesIn = ({ items }: Day): string[] =>
      items.flatMap(({ change }) => (typeof change === 'string' ? [change] : []));
    const { short, long } = days();
    expect(changesIn(long)).toHaveLength(changesIn(short).length);
    expect(Math.max(...changesIn(long).map((text) => text.length))).toBeLessThan(50_000);
  });
});
