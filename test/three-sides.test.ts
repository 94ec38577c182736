import { catchUpRegions } from '../bot/aws/catch-up-regions';
import { indexTableDefinition } from '../bot/aws/change-index';
import { directoryTableDefinition } from '../bot/aws/directory-table';
import { openIndexWriter } from '../bot/aws/index-writer';
import { createPacer } from '../bot/aws/pacer';
import { createStateTable, stateTableDefinition } from '../bot/aws/state-table';
import { backfill } from '../bot/backfill';
import { ingestDelivered } from '../bot/ingest-delivered';
import { localAccount } from '../bot/local/aws/local-account';
import { startLocalAws } from '../bot/local/aws/local-aws';
import { startLocalDynamo } from '../bot/local/dynamo';
import { localClients } from '../bot/local/local-clients';
import { silentLog } from '../bot/log';
import { folderTrail } from '../bot/trail/folder-trail';
import { EAST, NOW, PROD } from './support/account/world';
import { trailOf } from './support/account-answers';
import { index, itemsIn } from './support/indexing';
import { smallAccount } from './support/small-account';

const HOUR_MS = 3_600_000;
const REGIONS = [PROD.region, EAST.region];
const events = smallAccount(5).events.slice(-50);

/** Turned about in a way that is the same every time. */
const shuffled = <T>(all: readonly T[]): readonly T[] =>
  all
    .map((one, n) => ({ one, at: (n * 7919) % 101 }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);

describe('one index from three sides', () => {
  it('is that of a clean run, where all deliver at once, twice, shuffled, and some an hour late', async () => {
    const dynamo = await startLocalDynamo({
      state: stateTableDefinition,
      index: indexTableDefinition,
      directory: directoryTableDefinition,
      clean: indexTableDefinition,
      'clean-directory': directoryTableDefinition,
    });
    const { client } = dynamo;
    let at = NOW;
    const now = (): Date => at;
    // Every third event is in the event history only an hour after the others.
    const late = new Set(events.filter((_, n) => n % 3 === 0).map(({ eventID }) => eventID));
    const ageOf = ({ eventTime }: { readonly eventTime: string }): number => NOW.getTime() - Date.parse(eventTime);
    const aws = await startLocalAws(localAccount({ accountId: PROD.account, events }), {
      now,
      callsPerSecond: Number.POSITIVE_INFINITY,
      deliveryDelayMs: (event) => (late.has(event.eventID) ? ageOf(event) + HOUR_MS / 2 : 0),
    });
    const trail = trailOf({ events });
    try {
      const writer = openIndexWriter({ client, indexTable: 'index', directoryTable: 'directory', now });
      const fromCloudTrail = (kind: 'now' | 'nightly') =>
        catchUpRegions(kind, REGIONS, {
          cloudTrail: localClients(aws.url).cloudTrail,
          pacer: (region) => createPacer({ client, tableName: 'state', account: 'own', region, intervalMs: 0 }),
          writer,
          state: createStateTable({ client, tableName: 'state' }),
          now,
          signal: new AbortController().signal,
          leaseSeconds: 60,
          log: silentLog,
        });
      const fromEventBridge = async (delivered: readonly unknown[]) => {
        const bodies = delivered.map((detail) =>
          JSON.stringify({ 'detail-type': 'AWS API Call via CloudTrail', detail }),
        );
        for (let n = 0; n < bodies.length; n += 10) {
          await ingestDelivered(bodies.slice(n, n + 10), {
            ingester: writer.ingester,
            noteDelivered: writer.proofs.noteDelivered,
          });
        }
      };
      const fromFiles = () =>
        backfill(folderTrail(trail.folder), {
          ingester: writer.ingester,
          prove: writer.proofs.prove,
          noteWalk: writer.proofs.noteWalk,
          now,
        });
      const onTime = events.filter(({ eventID }) => !late.has(eventID));
      await Promise.all([fromCloudTrail('now'), fromEventBridge(shuffled([...onTime, ...onTime])), fromFiles()]);
      at = new Date(NOW.getTime() + HOUR_MS);
      await Promise.all([fromCloudTrail('now'), fromEventBridge(shuffled(events)), fromFiles()]);
      await fromCloudTrail('nightly');

      await index(events, { client, indexTable: 'clean', directoryTable: 'clean-directory' }, now);
      const withoutProofs = async (table: string) =>
        (await itemsIn(client, table)).filter(({ pk }) => !String(pk).startsWith('proof'));
      expect(await withoutProofs('index')).toEqual(await withoutProofs('clean'));
      const facts = async (table: string) =>
        (await itemsIn(client, table)).filter(({ pk }) => !String(pk).startsWith('changed#'));
      expect(await facts('directory')).toEqual(await facts('clean-directory'));
    } finally {
      trail.remove();
      await Promise.all([aws.close(), dynamo.close()]);
    }
  });
});
