import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Account } from '../aws/account';
import { catchUpRegions, type RegionCaughtUp } from '../aws/catch-up-regions';
import { openIndexWriter } from '../aws/index-writer';
import { perRegion } from '../aws/open-connect';
import { createPacer } from '../aws/pacer';
import { EVENT_SOURCES } from '../change/catalogue';
import { SETTLE_SECONDS } from '../index/proof';
import { isoOf } from '../index/spans';
import { ingestDelivered } from '../ingest-delivered';
import type { Announce } from '../ingest-events';
import { type Log, silentLog } from '../log';
import type { CloudTrailRecord, LocalAccount } from './aws/local-account';
import { startLocalAws } from './aws/local-aws';
import type { LocalDynamo } from './dynamo';
import { DIRECTORY_TABLE, INDEX_TABLE, SETTINGS_TABLE, STATE_TABLE, startTables } from './index-folder';
import { openListedAccount } from './listed-account';
import { localClients } from './local-clients';
import { PROD } from './sample/harbor';
import { SAMPLE_REGIONS, sampleAccount } from './sample/sample-account';
import { HAPPENINGS, type Happening, recordsOf } from './sample/something-changes';

/** An account that is ready to be asked; `preface` is said before every answer. */
export interface OpenedAccount extends Account {
  readonly preface?: string;
  /** Brings the index up to date, as the schedule of a deployed bot does; absent where there is no index. */
  readonly catchUp?: (signal: AbortSignal, announce?: Announce) => Promise<readonly RegionCaughtUp[]>;
  /** Takes records into the account, delivered as EventBridge delivers them; absent where nothing is made up. */
  readonly ingest?: (records: readonly CloudTrailRecord[], announce: Announce) => Promise<void>;
  /** Has something of the sample change now; gives the records. */
  readonly happen?: (announce: Announce, happening?: Happening) => Promise<readonly CloudTrailRecord[]>;
  readonly close: () => Promise<void>;
}

const PREFACE = 'Sample account: published records and a made-up month, no real data.';
/** Long enough for every question of the sample; a person at a terminal can press Ctrl-C. */
const BUDGET_MS = 120_000;
/** The first sync fills an empty table; the local Connect need not be spared. */
const NO_LIMIT = { perSecond: Number.POSITIVE_INFINITY, burst: 1 };

export interface SampleOptions {
  readonly log?: Log;
  /** Leaves CloudTrail's limit of 2 calls a second away, for tests and pictures: the answers are the same, at once. */
  readonly unlimited?: boolean;
  /** Leaves the index away, so that every question reads CloudTrail. */
  readonly indexed?: boolean;
  /** The tables, which are closed with the account; new ones in this process unless given. */
  readonly tables?: LocalDynamo;
}

/** As far back as CloudTrail's event history, which a first catch-up would have read. */
const REACH_DAYS = 90;

/**
 * Puts everything that the account holds into the index, as if the bot had run there for a long time; the newest half hour is
 * indexed and not settled, as it would be.
 */
export const indexSample = async (
  { events }: Pick<LocalAccount, 'events'>,
  client: DynamoDBDocumentClient,
  now: () => Date,
): Promise<void> => {
  const writer = openIndexWriter({ client, indexTable: INDEX_TABLE, directoryTable: DIRECTORY_TABLE, now });
  const ingester = writer.ingester();
  await ingester.add(events);
  await ingester.flush();
  const second = Math.floor(now().getTime() / 1000);
  const settled = { from: second - REACH_DAYS * 86_400, to: second - SETTLE_SECONDS };
  for (const region of SAMPLE_REGIONS) {
    await writer.proofs.prove(region, 'everything', settled);
    const times = events.filter(({ awsRegion }) => awsRegion === region).map(({ eventTime }) => eventTime);
    const newestEvent = times
      .filter((time) => !Number.isNaN(Date.parse(time)))
      .sort()
      .at(-1);
    await writer.proofs.noteWalk(region, {
      walkedTo: isoOf(second),
      ...(newestEvent !== undefined && { newestEvent }),
      eventsAnHour: new Map(Object.values(EVENT_SOURCES).map((source) => [source, times.length / (30 * 24)])),
    });
  }
};

/** A record as EventBridge wraps it. */
const asDelivered = (detail: CloudTrailRecord): string =>
  JSON.stringify({ 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.connect', detail });

/** The sample account behind local servers, its users and resources synced into a DynamoDB in this process. */
export const openSampleAccount = async (
  now: () => Date,
  { log = silentLog, unlimited = false, indexed = true, tables }: SampleOptions = {},
): Promise<OpenedAccount> => {
  const held = sampleAccount(now());
  const aws = await startLocalAws(held, {
    now,
    connectAllowance: NO_LIMIT,
    ...(unlimited && { callsPerSecond: Number.POSITIVE_INFINITY }),
  });
  const dynamo = tables ?? (await startTables());
  const account = openListedAccount({
    ...localClients(aws.url),
    dynamo: dynamo.client,
    directoryTable: DIRECTORY_TABLE,
    stateTable: STATE_TABLE,
    settingsTable: SETTINGS_TABLE,
    ...(indexed && { indexTable: INDEX_TABLE }),
    homeRegion: PROD.region,
    furtherRegions: SAMPLE_REGIONS,
    instanceIds: held.instances.map(
      ({ id, region, account: owner }) => `arn:aws:connect:${region}:${owner}:instance/${id}`,
    ),
    connectRate: NO_LIMIT,
    ...(unlimited && { paceMs: 0 }),
    budgetMs: BUDGET_MS,
    now,
    log,
  });
  await account.sync();
  if (indexed) await indexSample(held, dynamo.client, now);
  const clients = localClients(aws.url);
  const writerFor = (announce?: Announce) =>
    openIndexWriter({
      ...{ client: dynamo.client, indexTable: INDEX_TABLE, directoryTable: DIRECTORY_TABLE, now },
      ...(announce !== undefined && { announce }),
    });
  const catchUp = (signal: AbortSignal, announce?: Announce) =>
    catchUpRegions('tick', SAMPLE_REGIONS, {
      cloudTrail: perRegion(clients.cloudTrail),
      pacer: perRegion((region) =>
        createPacer({
          client: dynamo.client,
          tableName: STATE_TABLE,
          account: 'own',
          region,
          priority: 'background',
          ...(unlimited && { intervalMs: 0 }),
        }),
      ),
      writer: writerFor(announce),
      state: account.state,
      now,
      signal,
      leaseSeconds: 600,
      log,
    });
  const ingest = async (records: readonly CloudTrailRecord[], announce: Announce): Promise<void> => {
    for (const record of records) held.addEvent(record);
    const { ingester, proofs } = writerFor(announce);
    await ingestDelivered(records.map(asDelivered), {
      ingester: () => ingester(),
      noteDelivered: proofs.noteDelivered,
    });
  };
  let turn = 0;
  const happen = async (announce: Announce, happening?: Happening): Promise<readonly CloudTrailRecord[]> => {
    const records = recordsOf(happening ?? HAPPENINGS[turn % HAPPENINGS.length] ?? HAPPENINGS[0], turn, now());
    turn += 1;
    await ingest(records, announce);
    return records;
  };
  const close = async (): Promise<void> => {
    await Promise.all([aws.close(), dynamo.close()]);
  };
  return { ...account, preface: PREFACE, ...(indexed && { catchUp, ingest, happen }), close };
};
