import { openAccount } from '../../bot/aws/account';
import { catchUpRegions } from '../../bot/aws/catch-up-regions';
import { indexTableDefinition } from '../../bot/aws/change-index';
import { directoryTableDefinition } from '../../bot/aws/directory-table';
import { openIndexWriter } from '../../bot/aws/index-writer';
import { createPacer } from '../../bot/aws/pacer';
import { createStateTable, stateTableDefinition } from '../../bot/aws/state-table';
import { localAccount } from '../../bot/local/aws/local-account';
import { type LocalAws, startLocalAws } from '../../bot/local/aws/local-aws';
import { createTable, type LocalDynamo, localDynamoClient, startLocalDynamo } from '../../bot/local/dynamo';
import { DIRECTORY_TABLE, INDEX_TABLE, SETTINGS_TABLE, STATE_TABLE, startTables } from '../../bot/local/index-folder';
import { localClients } from '../../bot/local/local-clients';
import { SAMPLE_REGIONS, sampleAccount } from '../../bot/local/sample/sample-account';
import { indexSample } from '../../bot/local/sample-account';
import { silentLog } from '../../bot/log';
import { parseQuery } from '../../bot/query/parse-query';
import { NOW, numbers, PROD } from '../support/account/world';
import {
  type AwsProxy,
  dynamoError,
  type Meddle,
  startAwsProxy,
  type WireCall,
  type WireReply,
} from '../support/aws-proxy';
import { index, itemsIn } from '../support/indexing';
import { smallAccount } from '../support/small-account';

const now = (): Date => NOW;
const events = smallAccount(7).events.slice(0, 60);
const UNLIMITED = {
  callsPerSecond: Number.POSITIVE_INFINITY,
  connectAllowance: { perSecond: Number.POSITIVE_INFINITY, burst: 1 },
};

let dynamo: LocalDynamo;
let proxy: AwsProxy;
let meddle: Meddle = (_call, handOn) => handOn();
let tables = 0;
beforeAll(async () => {
  dynamo = await startLocalDynamo({});
  proxy = await startAwsProxy((call, handOn) => meddle(call, handOn));
});
afterEach(() => {
  meddle = (_call, handOn) => handOn();
});
afterAll(() => Promise.all([proxy.close(), dynamo.close()]));

/** Empty tables of their own, reached through the proxy; and the table of the index as it really is. */
const emptyTables = async () => {
  tables += 1;
  const [indexTable, directoryTable, stateTable] = [`index-${tables}`, `directory-${tables}`, `state-${tables}`];
  await createTable(dynamo.client, indexTable, indexTableDefinition);
  await createTable(dynamo.client, directoryTable, directoryTableDefinition);
  await createTable(dynamo.client, stateTable, stateTableDefinition);
  const client = localDynamoClient(proxy.urlOf('dynamodb', dynamo.url));
  const changes = async () =>
    (await itemsIn(dynamo.client, indexTable)).filter(({ pk }) => !String(pk).startsWith('proof'));
  /** But for the log of what was learnt, where the same may stand twice. */
  const names = async () =>
    (await itemsIn(dynamo.client, directoryTable)).filter(({ pk }) => !String(pk).startsWith('changed#'));
  return { client, indexTable, directoryTable, stateTable, changes, names };
};

type Batch = Readonly<Record<string, readonly unknown[] | { readonly Keys: readonly unknown[] }>>;

/** Does the first half of a batch of writes, and hands the rest back as DynamoDB does where it is too much for it. */
const half = async (call: WireCall, handOn: (input?: WireCall['input']) => Promise<WireReply>): Promise<WireReply> => {
  const [[table, requests] = ['', []]] = Object.entries((call.input.RequestItems ?? {}) as Batch);
  if (call.operation !== 'BatchWriteItem' || !Array.isArray(requests) || requests.length < 2) return handOn();
  const middle = Math.ceil(requests.length / 2);
  const reply = await handOn({ ...call.input, RequestItems: { [table]: requests.slice(0, middle) } });
  if (reply.status !== 200) return reply;
  const { 'content-length': _length, 'x-amz-crc32': _sum, ...headers } = reply.headers;
  return {
    ...reply,
    headers,
    body: Buffer.from(JSON.stringify({ UnprocessedItems: { [table]: requests.slice(middle) } })),
  };
};

/** Every other call meets something, by chance, but by the same in every run. */
const struggling = (seed: number): Meddle => {
  const chance = numbers(seed);
  return async (call, handOn) => {
    switch (chance(8)) {
      case 0:
        return dynamoError(400, 'ProvisionedThroughputExceededException');
      case 1:
        return dynamoError(500, 'InternalServerError');
      case 2:
        // Done, and nobody hears of it.
        await handOn();
        return 'broken off';
      case 3:
        return half(call, handOn);
      default:
        return handOn();
    }
  };
};

/** As the queue does: again until it is done. */
const untilDone = async (work: () => Promise<unknown>): Promise<number> => {
  for (let tries = 1; ; tries += 1) {
    try {
      await work();
      return tries;
    } catch (error) {
      if (tries === 100) throw error;
    }
  }
};

const SEEDS = [1, 2];

describe.each(SEEDS)('where half of all calls are throttled, fail, break off or are half done (%i)', (seed) => {
  it('ingestion loses and doubles nothing', async () => {
    const [clean, own] = [await emptyTables(), await emptyTables()];
    await index(events, clean, now);
    meddle = struggling(seed);
    await untilDone(() => index(events, own, now));
    expect(await own.changes()).toEqual(await clean.changes());
    expect(await own.names()).toEqual(await clean.names());
  }, 60_000);

  it('a catch-up ends with all of it in the index', async () => {
    const here = events.filter(({ awsRegion }) => awsRegion === PROD.region);
    const [clean, own] = [await emptyTables(), await emptyTables()];
    await index(here, clean, now);
    const aws = await startLocalAws(localAccount({ accountId: PROD.account, events: here }), { now, ...UNLIMITED });
    meddle = struggling(seed);
    await untilDone(() => catchUpWith(own, aws));
    await aws.close();
    expect(await own.changes()).toEqual(await clean.changes());
  }, 60_000);
});

/** One run; throws where it left something to the next one. */
const catchUpWith = async (
  { client, indexTable, directoryTable, stateTable }: Awaited<ReturnType<typeof emptyTables>>,
  aws: LocalAws,
): Promise<void> => {
  const [result] = await catchUpRegions('now', [PROD.region], {
    cloudTrail: localClients(aws.url).cloudTrail,
    pacer: (region) => createPacer({ client, tableName: stateTable, account: 'own', region, intervalMs: 0 }),
    writer: openIndexWriter({ client, indexTable, directoryTable, now }),
    state: createStateTable({ client, tableName: stateTable }),
    ...{ now, signal: new AbortController().signal, leaseSeconds: 1, log: silentLog },
  });
  if (result?.kind !== 'done' || result.failures.length > 0 || result.isCut) throw new Error('Not all was read.');
};

describe('where half of all calls are throttled, fail, break off or are half done', () => {
  const clock = (): Date => new Date();
  const held = sampleAccount(clock());
  let aws: LocalAws;
  let full: LocalDynamo;
  beforeAll(async () => {
    aws = await startLocalAws(held, { now: clock, ...UNLIMITED });
    full = await startTables();
    await indexSample(held, full.client, clock);
  }, 60_000);
  afterAll(() => Promise.all([aws.close(), full.close()]));

  const ask = async (text: string): Promise<readonly string[]> => {
    const { answer } = openAccount({
      ...localClients(aws.url),
      dynamo: localDynamoClient(proxy.urlOf('dynamodb', full.url)),
      ...{ directoryTable: DIRECTORY_TABLE, stateTable: STATE_TABLE, settingsTable: SETTINGS_TABLE },
      ...{ indexTable: INDEX_TABLE, homeRegion: PROD.region, furtherRegions: SAMPLE_REGIONS },
      ...{ connectRate: UNLIMITED.connectAllowance, paceMs: 0, budgetMs: 60_000, now: clock, log: silentLog },
    });
    const parsed = parseQuery(text, { now: clock(), zone: 'UTC', command: 'who-changed' });
    if (parsed.kind !== 'query') throw new Error(`“${text}” is no question.`);
    const answered = await answer(parsed.query);
    if (answered.kind !== 'answer') throw new Error(answered.mistake.message);
    return answered.answer.changes.map(({ change }) => change.eventId);
  };

  it.each(['queue-test-1', 'type:queue since:7d'])(
    'a question is answered as always: %s',
    async (text) => {
      const whole = await ask(text);
      expect(whole.length).toBeGreaterThan(0);
      for (const seed of SEEDS) {
        meddle = struggling(seed);
        expect(await ask(text)).toEqual(whole);
      }
    },
    60_000,
  );
});

it('a claim that was made, and of which nobody heard, is one’s own', async () => {
  const own = await emptyTables();
  const state = createStateTable({ client: own.client, tableName: own.stateTable });
  let calls = 0;
  meddle = async (_call, handOn) => {
    calls += 1;
    const reply = await handOn();
    return calls === 1 ? 'broken off' : reply;
  };
  expect(await state.claim('job', { leaseSeconds: 90, now: NOW })).toBe('mine');
  meddle = (_call, handOn) => handOn();
  const other = createStateTable({ client: own.client, tableName: own.stateTable });
  expect(await other.claim('job', { leaseSeconds: 90, now: NOW })).toBe('taken');
});
