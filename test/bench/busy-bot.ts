import { rm } from 'node:fs/promises';
import { createDirectoryTable } from '../../bot/aws/directory-table';
import { openIndexWriter } from '../../bot/aws/index-writer';
import { EVENT_SOURCES } from '../../bot/change/catalogue';
import type { DirectoryFact } from '../../bot/directory/facts';
import { SETTLE_SECONDS } from '../../bot/index/proof';
import { isoOf } from '../../bot/index/spans';
import { type CloudTrailRecord, localAccount, localInstance } from '../../bot/local/aws/local-account';
import { startLocalAws } from '../../bot/local/aws/local-aws';
import { startLocalBot } from '../../bot/local/bot';
import {
  DIRECTORY_TABLE,
  INDEX_TABLE,
  openIndexFolder,
  SETTINGS_TABLE,
  STATE_TABLE,
} from '../../bot/local/index-folder';
import { openListedAccount } from '../../bot/local/listed-account';
import { localClients } from '../../bot/local/local-clients';
import { silentLog } from '../../bot/log';
import { bulkLoad } from './bulk-load';
import { changesOf, INSTANCE, users } from './busy-account';

const now = (): Date => new Date();
const NO_LIMIT = { perSecond: Number.POSITIVE_INFINITY, burst: 1 };
/** Of a busy account: nobody would look at its newest minutes live. */
const EVENTS_AN_HOUR = 1_000_000 / 24;
const DAY_MS = 86_400_000;

export interface BusyBot {
  readonly changes: number;
  readonly loadSeconds: number;
  /** Where others find the bot's tables. */
  readonly tablesUrl: string;
  /** From the signed request to the answer that is posted, in milliseconds. */
  readonly ask: (text: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** An index of so many changes in a folder, loaded in bulk, and the whole bot on top of it. */
export const openBusyBot = async (folder: string, changes: number, timeUpAt: number): Promise<BusyBot> => {
  await rm(folder, { recursive: true, force: true });
  const started = performance.now();
  const facts: DirectoryFact[] = [];
  const loaded = await bulkLoad(folder, changesOf(changes, now()), timeUpAt, (told) => facts.push(...told));
  const dynamo = await openIndexFolder(folder);
  const tables = { client: dynamo.client, indexTable: INDEX_TABLE, directoryTable: DIRECTORY_TABLE };
  // Learnt long ago: what is learnt now would be read once more by every question of the next minutes.
  const yesterday = (): Date => new Date(Date.now() - DAY_MS);
  const table = createDirectoryTable({ client: dynamo.client, tableName: DIRECTORY_TABLE, now: yesterday });
  await table.learnEvents(facts);
  const { proofs } = openIndexWriter({ ...tables, now });
  const second = Math.floor(Date.now() / 1000);
  await proofs.prove(INSTANCE.region, 'everything', { from: second - 400 * 86_400, to: second - SETTLE_SECONDS });
  await proofs.noteWalk(INSTANCE.region, {
    walkedTo: isoOf(second),
    eventsAnHour: new Map(Object.values(EVENT_SOURCES).map((source) => [source, EVENTS_AN_HOUR])),
  });
  const loadSeconds = (performance.now() - started) / 1000;

  const aws = await startLocalAws(
    localAccount({
      accountId: INSTANCE.account,
      events: [] as CloudTrailRecord[],
      instances: [localInstance({ ...INSTANCE, users })],
    }),
    { now, connectAllowance: NO_LIMIT },
  );
  const account = openListedAccount({
    ...localClients(aws.url),
    dynamo: dynamo.client,
    directoryTable: DIRECTORY_TABLE,
    stateTable: STATE_TABLE,
    settingsTable: SETTINGS_TABLE,
    indexTable: INDEX_TABLE,
    homeRegion: INSTANCE.region,
    connectRate: NO_LIMIT,
    budgetMs: 60_000,
    now,
    log: silentLog,
  });
  await account.sync();
  const close = async (): Promise<void> => {
    await Promise.all([aws.close(), dynamo.close()]);
  };
  const bot = await startLocalBot({ account: { ...account, close }, now, zone: 'UTC', log: silentLog, ports: [0] });
  const isAnswer = ({ author, blocks }: { author: string; blocks: readonly unknown[] }) =>
    author === 'bot' && blocks.length > 1;
  return {
    changes: loaded,
    loadSeconds,
    tablesUrl: dynamo.url,
    ask: async (text) => {
      const from = performance.now();
      const answered = bot.slack.nextMessage(isAnswer, 60_000);
      const { status } = await bot.slack.sendCommand({ command: '/connect-who-changed', text });
      if (status !== 200) throw new Error(`The bot refused “${text}” with status ${status}.`);
      const message = await answered;
      const took = performance.now() - from;
      if (!JSON.stringify(message.blocks).includes('index'))
        throw new Error(`“${text}” was not answered from the index.`);
      return took;
    },
    close: bot.close,
  };
};
