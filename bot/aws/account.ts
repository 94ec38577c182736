import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import type { InstanceRef } from '../change/resource';
import { type Directory, directoryOf } from '../directory/directory';
import type { Suggestion } from '../directory/suggest';
import type { Log } from '../log';
import type { Clock } from '../time/clock';
import { createChangeIndex, RETENTION_DAYS } from './change-index';
import type { ConnectCallDeps } from './connect-calls';
import { createConnectReader } from './connect-reader';
import { createDirectoryTable } from './directory-table';
import { type IndexHealth, indexHealth } from './index-health';
import { createIndexLookUp, type IndexLookUp } from './index-look-up';
import { createKnownAccount } from './known-account';
import { type Answer, createLiveAnswerer } from './live-answerer';
import { type ConnectDeps, openConnect, PATIENCE_WITH_CONNECT, perRegion } from './open-connect';
import { createPacer } from './pacer';
import { createProofReader } from './proof-table';
import { createSettings, type Settings } from './settings-table';
import { createSharedItems, type SharedItems } from './shared-items';
import { createStateTable, type StateTable } from './state-table';
import { createSuggestions } from './suggestions';
import { tellingCalls } from './told-calls';
import { createTurns, type Turns } from './turns';

/** What an account needs to be read, on Lambda, on a laptop and in tests. */
export interface AccountDeps extends ConnectDeps {
  readonly dynamo: DynamoDBDocumentClient;
  readonly directoryTable: string;
  readonly stateTable: string;
  readonly settingsTable: string;
  /** The table of the change index; every question reads CloudTrail where there is none. */
  readonly indexTable?: string;
  /** For how many days the index keeps a change. */
  readonly retentionDays?: number;
  /** Regions whose CloudTrail is read besides those of the instances: where Voice ID or Lex live. */
  readonly furtherRegions?: readonly string[];
  readonly instanceIds?: readonly string[];
  /** How long one question may read CloudTrail. */
  readonly budgetMs: number;
  readonly log: Log;
  /** The machine's own unless given. */
  readonly clock?: Clock;
  /** Between two calls of LookupEvents; a little over half a second unless the CloudTrail is a local one without a limit. */
  readonly paceMs?: number;
  /** The SDK's own clients by default, which honour AWS_ENDPOINT_URL_…; handed in for the local AWS. */
  readonly cloudTrail?: (region: string) => CloudTrailClient;
}

export interface Account {
  readonly answer: Answer;
  /** Answers where nobody waits, as for a digest: the newest minutes are read live, whatever it takes. */
  readonly report: Answer;
  /** What the index tells as of now, without a call to CloudTrail; absent where there is no index. */
  readonly fromIndex?: () => Promise<IndexLookUp>;
  readonly state: StateTable;
  /** What may be meant by what somebody has typed so far. */
  readonly suggest: (typed: string) => Promise<readonly Suggestion[]>;
  /** How the index stands; undefined where there is none. */
  readonly health: () => Promise<IndexHealth | undefined>;
  /** What people set in Slack, of one sort. */
  readonly settings: <T extends object>(sort: string, schema: z.ZodMiniType<T>) => Settings<T>;
  /** What several processes alter, of one sort, each forgotten so long after it was altered last. */
  readonly shared: <T extends object>(sort: string, schema: z.ZodMiniType<T>, keptSeconds: number) => SharedItems<T>;
  /** Turns that all processes share, each so long after the one before. */
  readonly turns: (everyMs: number) => Turns;
  /** The record of an event as AWS wrote it; undefined where no index holds it. */
  readonly record: (eventId: string) => Promise<unknown>;
  /** What is kept of these instances' names. */
  readonly names: (instances: readonly InstanceRef[]) => Promise<Directory>;
}

/** Wires an account's parts together; nothing is called yet. `connect` is given where others in this process share its rate. */
export const openAccount = (
  deps: AccountDeps,
  connect: ConnectCallDeps = openConnect({ patience: PATIENCE_WITH_CONNECT, ...deps }),
): Account => {
  const { dynamo, now, log, homeRegion } = deps;
  const reader = createConnectReader(connect, deps.instanceIds);
  const table = createDirectoryTable({ client: dynamo, tableName: deps.directoryTable, now });
  const instanceIds = deps.instanceIds === undefined ? {} : { instanceIds: deps.instanceIds };
  const regions = [homeRegion, ...(deps.furtherRegions ?? [])];
  const known = createKnownAccount({ reader, table, ...instanceIds, regions, now, log });
  const index = deps.indexTable === undefined ? undefined : indexOf(deps, deps.indexTable);
  const clock = deps.clock === undefined ? {} : { clock: deps.clock };
  const answering = (isReport: boolean): Answer => {
    const live = {
      ...{ reader, table, ...instanceIds, regions },
      cloudTrail: perRegion(deps.cloudTrail ?? ((region) => createCloudTrailClient(region, log))),
      // The table is the account's own, so one word stands for the account in the pacer's key.
      pacer: perRegion((region) =>
        createPacer({
          client: dynamo,
          tableName: deps.stateTable,
          account: 'own',
          region,
          ...clock,
          ...(deps.paceMs !== undefined && { intervalMs: deps.paceMs }),
        }),
      ),
      budgetMs: deps.budgetMs,
      ...clock,
      ...(index !== undefined && { index }),
      ...{ isReport, now, log },
    };
    return createLiveAnswerer(live, known);
  };
  return {
    answer: answering(false),
    report: answering(true),
    ...(index !== undefined && { fromIndex: createIndexLookUp({ ...index, known, now }) }),
    names: async (instances) => directoryOf(await table.load(instances)),
    state: createStateTable({ client: dynamo, tableName: deps.stateTable }),
    suggest: createSuggestions({ table, regions: [homeRegion, ...(deps.furtherRegions ?? [])], now }),
    health: async () => {
      if (deps.indexTable === undefined) return undefined;
      const index = { client: dynamo, tableName: deps.indexTable };
      return indexHealth(createChangeIndex({ ...index, now }), createProofReader(index), now());
    },
    settings: (sort, schema) => createSettings({ client: dynamo, tableName: deps.settingsTable, sort, schema }),
    shared: (sort, schema, keptSeconds) =>
      createSharedItems({ client: dynamo, tableName: deps.stateTable, sort, schema, keptSeconds, now }),
    turns: (everyMs) => createTurns({ client: dynamo, tableName: deps.stateTable, everyMs, now }),
    record: async (eventId) =>
      deps.indexTable === undefined
        ? undefined
        : createChangeIndex({ client: dynamo, tableName: deps.indexTable, now }).record(eventId),
  };
};

const indexOf = ({ dynamo: client, now, retentionDays = RETENTION_DAYS }: AccountDeps, tableName: string) => {
  const { changes, unusable, days } = createChangeIndex({ client, tableName, now });
  const { reach } = createProofReader({ client, tableName, retentionDays });
  return { reader: { changes, unusable, days, reach }, retentionDays };
};

/** What fails is tried again by `lookUpEvents`, each try in its turn. */
export const createCloudTrailClient = (region: string, log: Log): CloudTrailClient =>
  tellingCalls(new CloudTrailClient({ region, maxAttempts: 1, requestHandler: PATIENCE }), {
    ...{ log, every: true },
  });

/** The SDK would wait for ever; LookupEvents has been seen to take 35 seconds in busy Regions, and to answer then. */
const PATIENCE = { connectionTimeout: 3_000, requestTimeout: 40_000, throwOnRequestTimeout: true };
