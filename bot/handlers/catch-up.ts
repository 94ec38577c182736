import { setMaxListeners } from 'node:events';
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { createAnnouncer } from '../announce';
import { createCloudTrailClient } from '../aws/account';
import { catchUpRegions } from '../aws/catch-up-regions';
import { dynamoClient } from '../aws/dynamo-client';
import { openIndexWriter } from '../aws/index-writer';
import { queueClient, sendJob } from '../aws/job-queue';
import { instanceRegions, perRegion } from '../aws/open-connect';
import { createPacer } from '../aws/pacer';
import { createStateTable } from '../aws/state-table';
import { readConfig } from '../config';
import { lambdaLog, secondsSince } from './lambda-log';
import { once } from './once';

/** Left for what is under way when time is up: a call that is being answered, a unit that is being written. */
const LEFT_MS = 60_000;
const now = () => new Date();

/** What the schedule sends; anything else is a tick. */
const inputSchema = z.object({ kind: z.enum(['tick', 'nightly']) });

const start = once(async () => {
  const config = readConfig('catch-up');
  const client = dynamoClient(lambdaLog);
  const sqs = queueClient(lambdaLog);
  const homeRegion = config.AWS_REGION ?? 'us-east-1';
  return {
    /** Where Connect can't be asked, the Regions that are configured are read all the same. */
    regions: async (): Promise<readonly string[]> => {
      const found = await instanceRegions({ homeRegion, now, log: lambdaLog }, config.CONNECT_INSTANCE_IDS).catch(
        (error: unknown) => {
          lambdaLog('warn', "Connect's instances could not be listed", {}, error);
          return [];
        },
      );
      return [...new Set([homeRegion, ...found, ...(config.CLOUDTRAIL_REGIONS ?? [])])];
    },
    deps: {
      cloudTrail: perRegion((region) => createCloudTrailClient(region, lambdaLog)),
      pacer: perRegion((region) =>
        createPacer({ client, tableName: config.STATE_TABLE, account: 'own', region, priority: 'background' }),
      ),
      writer: openIndexWriter({
        client,
        indexTable: config.INDEX_TABLE,
        directoryTable: config.DIRECTORY_TABLE,
        ...(config.INDEX_RETENTION_DAYS !== undefined && { retentionDays: config.INDEX_RETENTION_DAYS }),
        announce: createAnnouncer({ send: (job) => sendJob(sqs, config.JOBS_QUEUE_URL, job), now }),
        now,
      }),
      state: createStateTable({ client, tableName: config.STATE_TABLE }),
      now,
      log: lambdaLog,
    },
  };
});

/** The schedule's call: reads what the index has not proved, in every Region, until all is read or time is up. */
export const handler = async (
  event: unknown,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<{ readonly read: number; readonly failed: number }> => {
  const { regions, deps } = await start();
  const left = context.getRemainingTimeInMillis();
  const signal = AbortSignal.timeout(Math.max(0, left - LEFT_MS));
  setMaxListeners(0, signal);
  const input = z.safeParse(inputSchema, event);
  const leaseSeconds = Math.ceil(left / 1000);
  const results = await catchUpRegions(input.data?.kind ?? 'tick', await regions(), { ...deps, signal, leaseSeconds });
  for (const result of results) {
    const { region, kind } = result;
    if (kind === 'failed') lambdaLog('error', 'a catch-up failed', { region }, result.error);
    else if (kind !== 'done') lambdaLog('info', `a catch-up was ${kind}`, { region });
    else {
      const { calls, counts, windows, isCut, newestEvent } = result;
      const walks = windows.filter(({ by }) => by === 'walk').length;
      const fanOuts = windows.length - walks;
      lambdaLog('info', 'caught up', {
        region,
        calls,
        ...counts,
        walks,
        fanOuts,
        isCut,
        ...(newestEvent !== undefined && { newestEventAgeSeconds: secondsSince(newestEvent, now()) }),
      });
      for (const why of result.failures) lambdaLog('warn', 'a part could not be read', { region, why });
    }
  }
  const failed = results.filter((result) => result.kind === 'failed').length;
  // The schedule's dead letters and the alarm hear of it where no Region at all could be read.
  if (failed > 0 && failed === results.length) throw new Error('No Region could be caught up with.');
  return { read: results.filter(({ kind }) => kind === 'done').length, failed };
};
