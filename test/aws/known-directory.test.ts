import { createDirectoryTable, directoryTableDefinition } from '../../bot/aws/directory-table';
import { createKnownDirectory } from '../../bot/aws/known-directory';
import type { ResourceRef } from '../../bot/change/resource';
import type { DirectoryFact } from '../../bot/directory/facts';
import { createTable, type LocalDynamo, localDynamoClient, startLocalDynamo } from '../../bot/local/dynamo';

const harbor = { id: 'harbor-id', region: 'us-east-1', account: '111122223333', alias: 'harbor-prod' };
const other = { ...harbor, id: 'other-id', alias: 'other' };
const ref = (id: string, instance = harbor): ResourceRef => ({
  service: 'connect',
  type: 'user',
  id,
  region: 'us-east-1',
  instance,
});
const named = (id: string, name: string, at = '2026-11-19T00:00:00Z', instance = harbor): DirectoryFact => ({
  kind: 'named',
  ref: ref(id, instance),
  name,
  at,
});

let dynamo: LocalDynamo;
const closers: (() => void)[] = [];
beforeAll(async () => {
  dynamo = await startLocalDynamo({});
});
afterAll(async () => {
  for (const close of closers) close();
  await dynamo.close();
});

let tables = 0;
/** A warm process at a clock that the test sets, and another that writes, at its own. */
const processes = async (start = '2026-11-20T12:00:00Z') => {
  const tableName = `directory-${tables++}`;
  await createTable(dynamo.client, tableName, directoryTableDefinition);
  const clock = { now: start };
  const queried: unknown[] = [];
  let isDown = false;
  const client = localDynamoClient(dynamo.url);
  closers.push(() => client.destroy());
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (isDown) throw new Error('The table is down.');
      if (context.commandName === 'QueryCommand') queried.push((args.input as Record<string, unknown>).ConsistentRead);
      return next(args);
    },
    { step: 'initialize' },
  );
  const now = () => new Date(clock.now);
  const table = createDirectoryTable({ client, tableName, now });
  const known = createKnownDirectory({ table, now });
  return {
    clock,
    table,
    known,
    nameOf: async (id: string, instances = [harbor]) => (await known.current(instances)).nameNow(ref(id)),
    writeAt: (time: string, ...facts: DirectoryFact[]) =>
      createDirectoryTable({ client: dynamo.client, tableName, now: () => new Date(time) }).learn(facts),
    /** How many queries there were since it was last asked, and how many of them of the log. */
    queries: () => {
      const all = queried.splice(0);
      return { all: all.length, ofLog: all.filter((isConsistent) => isConsistent === true).length };
    },
    setDown: (value: boolean) => {
      isDown = value;
    },
  };
};

it('A warm process asks for what is new in one query, whoever wrote it', async () => {
  const { clock, known, nameOf, writeAt, queries } = await processes();
  await writeAt('2026-11-20T11:00:00Z', named('u1', 'akua'));
  expect(await nameOf('u1')).toBe('akua');
  expect(queries()).toEqual({ all: 2, ofLog: 0 });

  clock.now = '2026-11-20T12:10:00Z';
  await writeAt('2026-11-20T12:09:59Z', named('u2', 'nikki'), named('u1', 'akua.m', '2026-11-20T12:09:00Z'));
  expect(await nameOf('u2')).toBe('nikki');
  expect(await nameOf('u1')).toBe('akua.m');
  expect(queries()).toEqual({ all: 2, ofLog: 2 });

  const before = await known.current([harbor]);
  clock.now = '2026-11-20T13:00:00Z';
  expect(await known.current([harbor])).toBe(before);
});

it('What a question learns is known to the next', async () => {
  const { known, table, nameOf } = await processes();
  await known.current([harbor]);
  await table.learn([named('u1', 'akua')]);
  expect(await nameOf('u1')).toBe('akua');
});

it('Around midnight it asks for both days', async () => {
  const { clock, known, nameOf, writeAt, queries } = await processes('2026-11-20T23:58:00Z');
  await known.current([harbor]);
  await writeAt('2026-11-20T23:59:59Z', named('u1', 'akua'));
  await writeAt('2026-11-21T00:00:01Z', named('u2', 'nikki'));
  queries();
  clock.now = '2026-11-21T00:01:00Z';
  expect(await nameOf('u1')).toBe('akua');
  expect(queries()).toEqual({ all: 2, ofLog: 2 });
  expect(await nameOf('u2')).toBe('nikki');
  clock.now = '2026-11-21T00:10:00Z';
  queries();
  await known.current([harbor]);
  expect(queries().all).toBe(2);
  await known.current([harbor]);
  expect(queries().all).toBe(1);
});

it('What comes late into the log, or by a clock that is behind, is found all the same', async () => {
  const { clock, known, nameOf, writeAt } = await processes();
  await known.current([harbor]);
  clock.now = '2026-11-20T12:10:00Z';
  await known.current([harbor]);
  await writeAt('2026-11-20T12:05:30Z', named('u1', 'akua'));
  clock.now = '2026-11-20T12:20:00Z';
  expect(await nameOf('u1')).toBe('akua');
});

it('What was written while all was read is found by the first query after it', async () => {
  const { known, nameOf, writeAt } = await processes();
  const loading = known.current([harbor]);
  await writeAt('2026-11-20T12:00:00Z', named('u1', 'akua'));
  await loading;
  expect(await nameOf('u1')).toBe('akua');
});

it('Other instances are another directory, read whole; the log of the others is left aside', async () => {
  const { known, nameOf, writeAt, queries } = await processes();
  await known.current([harbor]);
  await writeAt('2026-11-20T12:00:00Z', named('u9', 'elsewhere', '2026-11-19T00:00:00Z', other));
  expect([...(await known.current([harbor])).entries()]).toEqual([]);
  queries();
  expect([...(await known.current([other, harbor])).entries()]).toHaveLength(1);
  expect(queries().ofLog).toBe(0);
  expect([...(await known.current([harbor, other])).entries()]).toHaveLength(1);
  expect(queries()).toEqual({ all: 1, ofLog: 1 });
  await known.current([harbor, other], { regions: ['eu-west-2'] });
  expect(queries().ofLog).toBe(0);
  expect(await nameOf('u9')).toBeUndefined();
});

it('After four hours all is read again: "not known" is not believed for ever', async () => {
  const { clock, known, writeAt, queries } = await processes();
  await writeAt('2026-11-20T11:00:00Z', { kind: 'not known', ref: ref('u1'), at: '2026-11-19T13:00:00Z' });
  const isNotKnown = async () => (await known.current([harbor])).entry(ref('u1'))?.notKnownSince !== undefined;
  expect(await isNotKnown()).toBe(true);
  queries();
  clock.now = '2026-11-20T16:00:00Z';
  expect(await isNotKnown()).toBe(true);
  expect(queries().ofLog).toBe(1);
  clock.now = '2026-11-20T16:00:01Z';
  expect(await isNotKnown()).toBe(false);
  expect(queries().ofLog).toBe(0);
});

it('Questions at the same time share one reading', async () => {
  const { known, queries } = await processes();
  const all = await Promise.all([1, 2, 3].map(() => known.current([harbor])));
  expect(new Set(all).size).toBe(1);
  expect(queries().all).toBe(2);
  await Promise.all([1, 2, 3].map(() => known.current([harbor])));
  expect(queries().all).toBe(1);
});

it('What could not be read is thrown, and read the next time', async () => {
  const { clock, known, nameOf, writeAt, setDown } = await processes();
  setDown(true);
  await expect(known.current([harbor])).rejects.toThrow('The table is down.');
  setDown(false);
  await known.current([harbor]);
  await writeAt('2026-11-20T12:01:00Z', named('u1', 'akua'));
  clock.now = '2026-11-20T12:30:00Z';
  setDown(true);
  await expect(Promise.all([known.current([harbor]), known.current([harbor])])).rejects.toThrow('The table is down.');
  setDown(false);
  expect(await nameOf('u1')).toBe('akua');
});
