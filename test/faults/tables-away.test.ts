import { DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Answer } from '../../bot/answer/answer';
import { openAccount } from '../../bot/aws/account';
import { type LocalAws, startLocalAws } from '../../bot/local/aws/local-aws';
import type { LocalDynamo } from '../../bot/local/dynamo';
import { DIRECTORY_TABLE, INDEX_TABLE, SETTINGS_TABLE, STATE_TABLE, startTables } from '../../bot/local/index-folder';
import { localClients } from '../../bot/local/local-clients';
import { LOCAL_CREDENTIALS } from '../../bot/local/own-requests';
import { PROD } from '../../bot/local/sample/harbor';
import { SAMPLE_REGIONS, sampleAccount } from '../../bot/local/sample/sample-account';
import { indexSample } from '../../bot/local/sample-account';
import { silentLog } from '../../bot/log';
import { parseQuery } from '../../bot/query/parse-query';

const now = (): Date => new Date();
const held = sampleAccount(now());
const UNLIMITED = { perSecond: Number.POSITIVE_INFINITY, burst: 1 };

let aws: LocalAws;
let dynamo: LocalDynamo;
beforeAll(async () => {
  [aws, dynamo] = await Promise.all([
    startLocalAws(held, { now, connectAllowance: UNLIMITED, callsPerSecond: Number.POSITIVE_INFINITY }),
    startTables(),
  ]);
  await indexSample(held, dynamo.client, now);
}, 60_000);
afterAll(() => Promise.all([aws.close(), dynamo.close()]));

/** Which calls meet a table that is not there. */
type IsAway = (input: object) => boolean;
const PRESENT: IsAway = () => false;
const tableAway =
  (name: string): IsAway =>
  (input) =>
    JSON.stringify(input).includes(`"${name}"`);
/** A table that goes after so many calls. */
const tableGoing = (name: string, after: number): IsAway => {
  let calls = 0;
  const isOfTable = tableAway(name);
  return (input) => {
    if (!isOfTable(input)) return false;
    calls += 1;
    return calls > after;
  };
};

const clientWithout = (isAway: IsAway): DynamoDBDocumentClient => {
  const client = new DynamoDBClient({
    ...{ endpoint: dynamo.url, region: 'us-east-1', maxAttempts: 1 },
    credentials: LOCAL_CREDENTIALS,
  });
  client.middlewareStack.add(
    (next) => async (call) => {
      if (isAway(call.input)) {
        throw new ResourceNotFoundException({ message: 'Requested resource not found', $metadata: {} });
      }
      return next(call);
    },
    { step: 'initialize' },
  );
  return DynamoDBDocumentClient.from(client);
};

const accountWithout = (away: IsAway) =>
  openAccount({
    ...localClients(aws.url),
    dynamo: clientWithout(away),
    directoryTable: DIRECTORY_TABLE,
    stateTable: STATE_TABLE,
    settingsTable: SETTINGS_TABLE,
    indexTable: INDEX_TABLE,
    homeRegion: PROD.region,
    furtherRegions: SAMPLE_REGIONS,
    instanceIds: held.instances.map(({ id, region, account }) => `arn:aws:connect:${region}:${account}:instance/${id}`),
    connectRate: UNLIMITED,
    paceMs: 0,
    budgetMs: 60_000,
    now,
    log: silentLog,
  });

const ask = async (away: IsAway, text: string): Promise<Answer> => {
  const parsed = parseQuery(text, { now: now(), zone: 'UTC', command: 'who-changed' });
  if (parsed.kind !== 'query') throw new Error(`“${text}” is no question.`);
  const answered = await accountWithout(away).answer(parsed.query);
  if (answered.kind !== 'answer') throw new Error(answered.mistake.message);
  return answered.answer;
};
const idsOf = ({ changes }: Answer): string[] => changes.map(({ change }) => change.eventId);
const QUESTION = 'queue-test-1';

describe('a table that is away', () => {
  it('the index: the whole answer comes from CloudTrail, and says so', async () => {
    const [usual, without] = [await ask(PRESENT, QUESTION), await ask(tableAway(INDEX_TABLE), QUESTION)];
    expect(usual.total).toBeGreaterThan(0);
    expect(usual.coverage.sources.map(({ kind }) => kind)).toContain('index');
    expect(idsOf(without)).toEqual(idsOf(usual));
    expect(without.coverage.sources.map(({ kind }) => kind)).not.toContain('index');
    expect(without.coverage.notes).toContainEqual(expect.stringContaining('The index of changes could not be read'));
    expect(usual.coverage.notes.join(' ')).not.toContain('could not be read');
  }, 60_000);

  it('the index, which is lost in the middle of a question: the same', async () => {
    const [usual, without] = [await ask(PRESENT, QUESTION), await ask(tableGoing(INDEX_TABLE, 6), QUESTION)];
    expect(idsOf(without)).toEqual(idsOf(usual));
    expect(without.coverage.notes).toContainEqual(expect.stringContaining('The index of changes could not be read'));
  }, 60_000);

  it('the directory: the thing is found by what the records call it, and the answer says that names may be missing', async () => {
    const [usual, without] = [await ask(PRESENT, QUESTION), await ask(tableAway(DIRECTORY_TABLE), QUESTION)];
    expect(idsOf(without)).toEqual(idsOf(usual));
    expect(without.coverage.notes).toContainEqual(expect.stringContaining('The directory of names could not be read'));
    // What is watched would be lost without names: it waits for the real ones.
    await expect(accountWithout(tableAway(DIRECTORY_TABLE)).fromIndex?.()).rejects.toThrow('directory of names');
  }, 60_000);

  it('that of the pace: what the index has is told, and what it has not is not asked of CloudTrail, so that its rate is not exceeded', async () => {
    const [usual, without] = [await ask(PRESENT, QUESTION), await ask(tableAway(STATE_TABLE), QUESTION)];
    expect(idsOf(without)).toEqual(idsOf(usual));
    const both = (input: object): boolean => tableAway(STATE_TABLE)(input) || tableAway(INDEX_TABLE)(input);
    await expect(ask(both, QUESTION)).rejects.toThrow(
      /the table that gives its calls their turns could not be reached/,
    );
  }, 60_000);
});
