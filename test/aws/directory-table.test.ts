import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createDirectoryTable, directoryTableDefinition } from '../../bot/aws/directory-table';
import type { ResourceType } from '../../bot/change/catalogue';
import type { ResourceRef } from '../../bot/change/resource';
import { directoryOf } from '../../bot/directory/directory';
import type { DirectoryFact } from '../../bot/directory/facts';
import { createTable, type LocalDynamo, localDynamoClient, startLocalDynamo } from '../../bot/local/dynamo';

const harbor = { id: 'harbor-id', region: 'us-east-1', account: '111122223333', alias: 'harbor-prod' };
const other = { ...harbor, id: 'other-id', alias: 'other' };
const ref = (id: string, type: ResourceType = 'queue', instance = harbor): ResourceRef => ({
  service: 'connect',
  type,
  id,
  region: 'us-east-1',
  instance,
});
const listed = (of: ResourceRef, name: string, at: string): DirectoryFact => ({ kind: 'listed', ref: of, name, at });
const now = () => new Date('2026-11-20T00:00:00Z');

let dynamo: LocalDynamo;
let tables = 0;
const newTable = async () => {
  const tableName = `directory-${tables++}`;
  await createTable(dynamo.client, tableName, directoryTableDefinition);
  const open = (client = dynamo.client) => createDirectoryTable({ client, tableName, now });
  const items = async () => (await dynamo.client.send(new ScanCommand({ TableName: tableName }))).Items ?? [];
  return { open, items };
};
const sorted = (facts: readonly DirectoryFact[]) =>
  facts.toSorted((a, b) => `${a.kind} ${a.at} ${a.ref.id}`.localeCompare(`${b.kind} ${b.at} ${b.ref.id}`));

beforeAll(async () => {
  dynamo = await startLocalDynamo({});
});
afterAll(() => dynamo.close());

const billing = ref('q1');
const history: DirectoryFact[] = [
  listed(billing, 'Billing', '2026-11-01T00:00:00Z'),
  { kind: 'named', ref: billing, name: 'Invoices', at: '2026-11-02T00:00:00Z', made: true },
  { kind: 'deleted', ref: billing, at: '2026-11-03T00:00:00Z' },
  {
    kind: 'listed',
    ref: ref('u1', 'user'),
    name: 'akua',
    at: '2026-11-01T00:00:00Z',
    person: { firstName: 'Akua', lastName: 'Mansa' },
  },
  { kind: 'missing', ref: ref('u1', 'user'), at: '2026-11-02T00:00:00Z' },
  { kind: 'not known', ref: ref('u2', 'user'), at: '2026-11-19T12:00:00Z' },
  {
    kind: 'named',
    ref: { service: 'lex', type: 'lex-bot', id: 'Order#Bot/x', region: 'us-east-1' },
    name: 'Orders',
    at: '2026-11-01T00:00:00Z',
  },
];

it('What was learnt can be had by another process', async () => {
  const { open } = await newTable();
  await open().learn(history);
  const loaded = await open().load([harbor]);
  expect(sorted(loaded)).toEqual(sorted(history));
  expect(directoryOf(loaded).entry(billing)?.ref.instance?.alias).toBe('harbor-prod');
});

it('An instance is read without the others, and types without the rest', async () => {
  const { open } = await newTable();
  await open().learn([...history, listed(ref('q9', 'queue', other), 'Elsewhere', '2026-11-01T00:00:00Z')]);
  const names = async (...wanted: Parameters<ReturnType<typeof open>['load']>) =>
    (await open().load(...wanted)).flatMap((fact) => ('name' in fact ? [fact.name] : [])).sort();
  expect(await names([other])).toEqual(['Elsewhere', 'Orders']);
  expect(await names([harbor, other], { types: ['user', 'lex-bot'] })).toEqual(['Orders', 'akua']);
  expect(await names([harbor, other])).toEqual(['Billing', 'Elsewhere', 'Invoices', 'Orders', 'akua']);
  expect(await names([])).toEqual([]);
});

it('Learning again, in any order and from two processes at once, changes nothing', async () => {
  const { open, items } = await newTable();
  await open().learn(history);
  const before = await items();
  await Promise.all([
    open().learn(history.toReversed()),
    open().learn(history),
    ...history.map((fact) => open().learn([fact])),
  ]);
  expect(await items()).toEqual(before);
});

it('Two processes that learn different names at once lose none', async () => {
  const { open } = await newTable();
  const names = Array.from({ length: 30 }, (_, n) => `name ${n}`);
  await Promise.all(
    names.map((name, n) => open().learn([listed(billing, name, new Date(Date.UTC(2026, 10, 1, n)).toISOString())])),
  );
  const entry = directoryOf(await open().load([harbor])).entry(billing);
  expect(entry?.names.map(({ name }) => name)).toEqual(names);
});

it('Listings that say nothing new are written once a day, whichever process writes', async () => {
  const { open, items } = await newTable();
  const everyHour = Array.from({ length: 49 }, (_, n) => new Date(Date.UTC(2026, 10, 1, n)).toISOString());
  for (const at of everyHour) await open().learn([listed(billing, 'Billing', at)]);
  expect(await items()).toMatchObject([
    { kind: 'listed', at: '2026-11-01T00:00:00.000Z', until: '2026-11-03T00:00:00.000Z' },
  ]);
});

it('A process that knows the table writes nothing for what it knows', async () => {
  const { open } = await newTable();
  await open().learn(history);
  const client = localDynamoClient(dynamo.url);
  let writes = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === 'BatchWriteItemCommand') writes += 1;
      return next(args);
    },
    { step: 'initialize' },
  );
  const table = open(client);
  await table.load([harbor]);
  await table.learn(history);
  expect(writes).toBe(0);
  await table.learn([listed(ref('q2'), 'New', '2026-11-19T00:00:00Z')]);
  expect(writes).toBe(1);
  client.destroy();
});

it('"Connect does not know this id" is believed for a day', async () => {
  const { open, items } = await newTable();
  const unknown = (id: string, at: string): DirectoryFact => ({ kind: 'not known', ref: ref(id, 'user'), at });
  await open().learn([unknown('old', '2026-11-18T23:59:59Z'), unknown('new', '2026-11-19T00:00:01Z')]);
  expect((await items()).map(({ expiresAt }) => expiresAt).sort()).toEqual(
    ['2026-11-19T23:59:59Z', '2026-11-20T00:00:01Z'].map((time) => Date.parse(time) / 1000),
  );
  expect((await open().load([harbor])).map((fact) => fact.ref.id)).toEqual(['new']);
});

it('What DynamoDB hands back unprocessed is written again', async () => {
  const { open, items } = await newTable();
  const client = localDynamoClient(dynamo.url);
  let calls = 0;
  // A DynamoDB under load: of each call it takes the first ten puts and hands back the rest.
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== 'BatchWriteItemCommand') return next(args);
      calls += 1;
      const { RequestItems = {} } = args.input as BatchWriteCommand['input'];
      const [table = '', puts = []] = Object.entries(RequestItems)[0] ?? [];
      const result = await next({ ...args, input: { RequestItems: { [table]: puts.slice(0, 10) } } });
      const left = puts.slice(10);
      Object.assign(result.output, { UnprocessedItems: left.length > 0 ? { [table]: left } : {} });
      return result;
    },
    { step: 'initialize', priority: 'low' },
  );
  const many = Array.from({ length: 60 }, (_, n) => listed(ref(`q${n}`), `Queue ${n}`, '2026-11-01T00:00:00Z'));
  await open(client).learn(many);
  expect(await items()).toHaveLength(60);
  expect(calls).toBe(7);
  client.destroy();
});

it('More than a page of 1 MB is read to its end, and long ids and names fit', async () => {
  const { open } = await newTable();
  const long = '請求'.repeat(2000);
  const many = Array.from({ length: 150 }, (_, n) =>
    listed(ref(`${'É'.repeat(400)}${n}`), `${long}${n}`, '2026-11-01T00:00:00Z'),
  );
  await open().learn(many);
  const directory = directoryOf(await open().load([harbor]));
  expect([...directory.entries()]).toHaveLength(150);
  expect(directory.nameNow(ref(`${'É'.repeat(400)}149`))).toBe(`${long}149`);
});

it('An item of a later version, of a kind we do not know, is passed over', async () => {
  const { open } = await newTable();
  await open().learn(history);
  const [first] = await open().load([harbor]);
  await dynamo.client.send(
    new BatchWriteCommand({
      RequestItems: {
        [`directory-${tables - 1}`]: [
          { PutRequest: { Item: { pk: 'us-east-1#harbor-id', sk: 'zzz', kind: 'dreamt of', ref: first?.ref } } },
        ],
      },
    }),
  );
  expect(await open().load([harbor])).toHaveLength(history.length);
});

it('A listing that was read whole is remembered by its newest moment, and is no fact', async () => {
  const { open, items } = await newTable();
  const [first, second] = ['2026-11-19T00:00:00.000Z', '2026-11-19T00:15:00.000Z'];
  await open().learn(history);
  await open().noteWhole(harbor, 'queue', first);
  await open().noteWhole(harbor, 'user', first);
  await open().noteWhole(other, 'queue', first);
  await open().noteWhole(harbor, 'queue', second);
  expect(await open().lastWhole([harbor, other])).toEqual([
    { instanceId: 'harbor-id', type: 'queue', at: second },
    { instanceId: 'harbor-id', type: 'user', at: first },
    { instanceId: 'other-id', type: 'queue', at: first },
  ]);
  expect(await open().lastWhole([])).toEqual([]);
  expect(sorted(await open().load([harbor]))).toEqual(sorted(history));
  expect(await items()).toHaveLength(history.length + 3);
});

it('A whole listing of a type that this version does not know is passed over', async () => {
  const { open, items } = await newTable();
  await open().noteWhole(harbor, 'queue', '2026-11-19T00:00:00.000Z');
  const [item] = await items();
  await open().noteWhole(harbor, 'hologram' as ResourceType, '2026-11-19T00:00:00.000Z');
  expect(item).toMatchObject({ type: 'queue' });
  expect(await open().lastWhole([harbor])).toHaveLength(1);
});
