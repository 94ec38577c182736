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
  const open = (client = dynamo.client, time = now) => createDirectoryTable({ client, tableName, now: time });
  const openAt = (time: string) => open(dynamo.client, () => new Date(time));
  const scanned = async () => (await dynamo.client.send(new ScanCommand({ TableName: tableName }))).Items ?? [];
  const isLogged = ({ pk }: Record<string, unknown>) => String(pk).startsWith('changed#');
  const items = async () => (await scanned()).filter((item) => !isLogged(item));
  const log = async () => (await scanned()).filter(isLogged);
  return { open, openAt, items, log };
};
/** A client that hands each BatchWriteItem's puts to `onWrite`, as the caller wrote them. */
const watchedClient = (onWrite: (puts: readonly Record<string, unknown>[]) => void) => {
  const client = localDynamoClient(dynamo.url);
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === 'BatchWriteItemCommand') {
        const { RequestItems = {} } = args.input as BatchWriteCommand['input'];
        onWrite(Object.values(RequestItems).flatMap((puts) => puts.map(({ PutRequest }) => PutRequest?.Item ?? {})));
      }
      return next(args);
    },
    { step: 'initialize', priority: 'low' },
  );
  return client;
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
  let writes = 0;
  const client = watchedClient(() => {
    writes += 1;
  });
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
  const { open, items, log } = await newTable();
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
  expect(await log()).toHaveLength(3);
  // Sixty facts and three items of the log: 25, 25 and 13.
  expect(calls).toBe(3 + 3 + 2);
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

describe('What was learnt of late', () => {
  const time = (clock: string) => `2026-11-20T${clock}Z`;
  const idsSince = async (table: ReturnType<typeof createDirectoryTable>, since: string, instances = [harbor]) =>
    (await table.learntSince(new Date(since), instances)).map(({ ref: { id } }) => id).sort();

  it('is had by another process without all the rest', async () => {
    const { openAt } = await newTable();
    await openAt(time('10:00:00')).learn(history);
    await openAt(time('11:00:00')).learn([listed(ref('q2'), 'Late', time('11:00:00'))]);
    await openAt(time('12:00:00')).learnEvents([{ kind: 'deleted', ref: ref('q2'), at: time('11:59:00') }]);
    const table = openAt(time('12:01:00'));
    expect(sorted(await table.learntSince(new Date(time('09:59:00')), [harbor]))).toEqual(
      sorted(await table.load([harbor])),
    );
    expect(await table.learntSince(new Date(time('10:30:00')), [harbor])).toEqual([
      listed(ref('q2'), 'Late', time('11:00:00')),
      { kind: 'deleted', ref: ref('q2'), at: time('11:59:00') },
    ]);
    expect(await table.learntSince(new Date(time('12:00:01')), [harbor])).toEqual([]);
  });

  it('is found on both sides of midnight, and written by a clock that is ahead', async () => {
    const { openAt } = await newTable();
    await openAt('2026-11-19T23:59:00Z').learnEvents([{ ...history[1], ref: ref('before') } as DirectoryFact]);
    await openAt('2026-11-20T00:01:00Z').learnEvents([{ ...history[1], ref: ref('after') } as DirectoryFact]);
    await openAt('2026-11-20T00:03:00Z').learnEvents([{ ...history[1], ref: ref('ahead') } as DirectoryFact]);
    expect(await idsSince(openAt('2026-11-20T00:02:00Z'), '2026-11-19T23:58:00Z')).toEqual([
      'after',
      'ahead',
      'before',
    ]);
    expect(await idsSince(openAt('2026-11-20T00:02:00Z'), '2026-11-20T00:00:30Z')).toEqual(['after', 'ahead']);
  });

  it('is of the instances that are asked for, and of what stands in their Regions', async () => {
    const { openAt } = await newTable();
    await openAt(time('10:00:00')).learn([
      ...history,
      listed(ref('q9', 'queue', other), 'Elsewhere', time('10:00:00')),
    ]);
    expect(await idsSince(openAt(time('10:01:00')), time('09:00:00'), [other])).toEqual(['Order#Bot/x', 'q9']);
    const inRegion = await openAt(time('10:01:00')).learntSince(new Date(time('09:00:00')), [], {
      regions: ['us-east-1'],
    });
    expect(inRegion.map((fact) => fact.ref.id)).toEqual(['Order#Bot/x']);
  });

  it('says nothing of what a listing merely shows again, but tells a first name and an alias', async () => {
    const { openAt, items } = await newTable();
    const akua = ref('u1', 'user');
    const learnAt = (at: string, fact: DirectoryFact) => openAt(at).learn([fact]);
    await learnAt('2026-11-18T10:00:00Z', listed(akua, 'akua', '2026-11-18T10:00:00Z'));
    await learnAt('2026-11-20T10:00:00Z', listed(akua, 'akua', '2026-11-20T10:00:00Z'));
    expect(await items()).toMatchObject([{ until: '2026-11-20T10:00:00Z' }]);
    const since = (clock: string) => openAt(time('13:00:00')).learntSince(new Date(time(clock)), [harbor]);
    expect(await since('09:00:00')).toEqual([]);
    const person = { firstName: 'Akua' };
    await learnAt(time('11:00:00'), { ...listed(akua, 'akua', time('11:00:00')), person } as DirectoryFact);
    expect(await since('10:30:00')).toContainEqual({ ...listed(akua, 'akua', time('11:00:00')), person });
    const renamed = ref('u1', 'user', { ...harbor, alias: 'harbor-new' });
    await learnAt(time('12:00:00'), listed(renamed, 'akua', time('12:00:00')));
    expect(await since('11:30:00')).toContainEqual({ ...listed(renamed, 'akua', time('12:00:00')), person });
  });

  it('is forgotten after two days, whether or not DynamoDB has come to it', async () => {
    const { openAt, log } = await newTable();
    await openAt('2026-11-18T10:00:00Z').learn([listed(billing, 'Billing', '2026-11-18T10:00:00Z')]);
    expect((await log()).map(({ expiresAt }) => expiresAt)).toEqual([Date.parse(time('10:00:00')) / 1000]);
    expect(await idsSince(openAt(time('09:59:59')), '2026-11-18T09:00:00Z')).toEqual(['q1']);
    expect(await idsSince(openAt(time('10:00:00')), '2026-11-18T09:00:00Z')).toEqual([]);
  });

  it('is written in the same request as the facts themselves', async () => {
    const { open } = await newTable();
    const requests: (readonly Record<string, unknown>[])[] = [];
    const client = watchedClient((puts) => requests.push(puts));
    await open(client).learn(
      Array.from({ length: 60 }, (_, n) => listed(ref(`q${n}`), `Queue ${n}`, time('10:00:00'))),
    );
    expect(requests.map((puts) => puts.length).sort()).toEqual([13, 25, 25]);
    for (const puts of requests) {
      const [first, ...facts] = puts;
      expect(JSON.parse(String(first?.facts))).toEqual(facts.map(({ pk: _pk, sk: _sk, ...fact }) => fact));
    }
    client.destroy();
  });

  it('fits into items of 400 KB, however long the names', async () => {
    const { open, log } = await newTable();
    const long = '請求'.repeat(20_000);
    const many = Array.from({ length: 10 }, (_, n) => listed(ref(`q${n}`), `${long}${n}`, time('10:00:00')));
    await open().learn(many);
    expect(await log()).toHaveLength(5);
    expect(await open().learntSince(new Date('2026-11-19T23:59:00Z'), [harbor])).toHaveLength(10);
  });

  it('is passed over where a later version wrote what this one does not know', async () => {
    const { open, log } = await newTable();
    await open().learn(history);
    const [item] = await log();
    const facts = JSON.stringify([
      { kind: 'dreamt of', ref: billing },
      { kind: 'deleted', ref: billing, at: time('10:00:00') },
    ]);
    await dynamo.client.send(
      new BatchWriteCommand({
        RequestItems: { [`directory-${tables - 1}`]: [{ PutRequest: { Item: { ...item, facts } } }] },
      }),
    );
    expect(await open().learntSince(new Date('2026-11-19T23:59:00Z'), [harbor])).toEqual([
      { kind: 'deleted', ref: billing, at: time('10:00:00') },
    ]);
  });
});

describe('What events tell', () => {
  const made: DirectoryFact = { kind: 'named', ref: billing, name: 'Invoices', at: '2026-11-02T00:00:00Z', made: true };
  const { made: _, ...unmade } = made;
  const gone: DirectoryFact = { kind: 'deleted', ref: billing, at: '2026-11-03T00:00:00Z' };

  it('is kept once, however often a call tells it, with the making where any tells of it', async () => {
    const { open, items, log } = await newTable();
    await open().learnEvents([unmade, gone, made, gone, unmade]);
    expect(sorted(await open().load([harbor]))).toEqual(sorted([made, gone]));
    expect(await items()).toHaveLength(2);
    expect(await log()).toHaveLength(1);
  });

  it('is written without a look at what is there, and nothing of it is held in memory', async () => {
    const { open, items } = await newTable();
    const calls: string[] = [];
    const client = localDynamoClient(dynamo.url);
    client.middlewareStack.add(
      (next, context) => async (args) => {
        calls.push(String(context.commandName));
        return next(args);
      },
      { step: 'initialize' },
    );
    const table = open(client);
    await table.learnEvents([made, gone]);
    await table.learnEvents([made, gone]);
    expect(calls).toEqual(['BatchWriteItemCommand', 'BatchWriteItemCommand']);
    // What is held in memory would spare this one its reading.
    await table.learn([{ kind: 'missing', ref: billing, at: '2026-11-04T00:00:00Z' }]);
    expect(calls).toEqual(['BatchWriteItemCommand', 'BatchWriteItemCommand', 'QueryCommand']);
    expect(await items()).toHaveLength(2);
    client.destroy();
  });

  it('is nothing of what only listings and single look-ups tell', async () => {
    const { open, items, log } = await newTable();
    await open().learnEvents([
      ...history.filter(({ kind }) => kind !== 'named' && kind !== 'deleted'),
      { kind: 'named', ref: { service: 'connect', type: 'queue', region: 'us-east-1' }, name: 'x', at: made.at },
    ]);
    expect([...(await items()), ...(await log())]).toEqual([]);
  });

  it('can be thousands of names in one call', async () => {
    const { open } = await newTable();
    const facts = Array.from(
      { length: 2_500 },
      (_, n): DirectoryFact => ({ ...unmade, ref: ref(`q${n % 2_000}`) }) as DirectoryFact,
    );
    await open().learnEvents(facts);
    expect(await open().load([harbor])).toHaveLength(2_000);
    expect(await open().learntSince(new Date('2026-11-19T23:59:00Z'), [harbor])).toHaveLength(2_000);
  });
});
