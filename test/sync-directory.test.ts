import { ConnectClient } from '@aws-sdk/client-connect';
import { createConnectListings } from '../bot/aws/connect-listings';
import { createDirectoryTable, directoryTableDefinition } from '../bot/aws/directory-table';
import { LISTED_TYPES } from '../bot/aws/listed-types';
import type { ResourceRef } from '../bot/change/resource';
import { directoryOf } from '../bot/directory/directory';
import { type LocalResource, type LocalUser, localAccount, localInstance } from '../bot/local/aws/local-account';
import { type Fault, type FaultyCall, startLocalAws } from '../bot/local/aws/local-aws';
import { createTable, type LocalDynamo, startLocalDynamo } from '../bot/local/dynamo';
import { type SyncDeps, syncDirectory } from '../bot/sync-directory';

const ACCOUNT = '111122223333';
const modified = '2026-11-18T08:09:34Z';
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const user = (n: number, username: string): LocalUser => ({
  id: uuid(n),
  username,
  firstName: 'Akua',
  lastName: `Mansa ${n}`,
  lastModifiedTime: modified,
});
const queue = (n: number, name: string, details = {}): LocalResource => ({
  id: uuid(n),
  name,
  lastModifiedTime: modified,
  details,
});

let dynamo: LocalDynamo;
let worlds = 0;
beforeAll(async () => {
  dynamo = await startLocalDynamo({});
});
afterAll(() => dynamo.close());

/** A Connect instance, a directory table of its own, and a clock that is moved by hand. */
const createWorld = async () => {
  const tableName = `directory-${worlds++}`;
  await createTable(dynamo.client, tableName, directoryTableDefinition);
  const instance = localInstance({
    id: uuid(1),
    alias: 'harbor-prod',
    region: 'us-east-1',
    account: ACCOUNT,
    users: [user(10, 'akua'), user(11, 'nikki')],
    queues: [queue(20, 'Billing'), queue(21, 'Support'), queue(22, 'personal', { QueueType: 'AGENT' })],
  });
  let fault: (call: FaultyCall) => Fault | undefined = () => undefined;
  const aws = await startLocalAws(localAccount({ accountId: ACCOUNT, instances: [instance] }), {
    connectAllowance: { perSecond: Number.POSITIVE_INFINITY, burst: 1 },
    faults: (call) => fault(call),
  });
  const client = new ConnectClient({ region: 'us-east-1', endpoint: aws.url, maxAttempts: 1 });
  const calls = { client: () => client, pace: async () => undefined, defaultRegion: 'us-east-1' };
  const listings = createConnectListings(calls);
  let time = Date.parse('2026-11-20T00:00:00Z');
  const now = () => new Date(time);
  const table = () => createDirectoryTable({ client: dynamo.client, tableName, now });
  const syncAll = (options: Partial<SyncDeps> = {}) => syncDirectory({ listings, table: table(), now, ...options });
  const sync = () => syncAll({ types: ['user', 'queue'] });
  const ref = (type: ResourceRef['type'], n: number): ResourceRef => ({
    service: 'connect',
    type,
    id: uuid(n),
    region: 'us-east-1',
    instance: { id: uuid(1), region: 'us-east-1', account: ACCOUNT },
  });
  return {
    instance,
    ref,
    sync,
    syncAll,
    table,
    directory: async () => directoryOf(await table().load([instance])),
    waitMinutes: (minutes: number) => {
      time += minutes * 60_000;
    },
    failing: (how: typeof fault) => {
      fault = how;
    },
    close: async () => {
      client.destroy();
      await aws.close();
    },
  };
};
type World = Awaited<ReturnType<typeof createWorld>>;
const inWorld = (work: (world: World) => Promise<void>) => async () => {
  const world = await createWorld();
  await work(world).finally(world.close);
};
const denied =
  (operation: string) =>
  (call: FaultyCall): Fault | undefined =>
    call.operation === operation ? { kind: 'denied' } : undefined;

it(
  'The first sync learns every name, with first and last names, and no personal queue',
  inWorld(async ({ sync, directory, ref }) => {
    expect(await sync()).toMatchObject([
      { type: 'user', listed: 2, new: 2, renamed: 0, gone: 0 },
      { type: 'queue', listed: 2, new: 2, renamed: 0, gone: 0 },
    ]);
    const learnt = await directory();
    expect(learnt.entry(ref('user', 10))).toMatchObject({
      ref: { instance: { alias: 'harbor-prod' } },
      names: [{ name: 'akua' }],
      person: { firstName: 'Akua', lastName: 'Mansa 10' },
    });
    expect([...learnt.entries()]).toHaveLength(4);
  }),
);

it(
  'Who was renamed keeps the old name; who is gone is kept and marked; who comes back is alive',
  inWorld(async ({ instance, sync, directory, ref, waitMinutes }) => {
    await sync();
    waitMinutes(15);
    instance.users.splice(0, 2, user(11, 'nikki.wolf'), user(12, 'mateo'));
    expect((await sync())[0]).toMatchObject({ listed: 2, new: 1, renamed: 1, gone: 1 });
    const later = await directory();
    expect(later.entry(ref('user', 11))?.names.map(({ name }) => name)).toEqual(['nikki', 'nikki.wolf']);
    expect(later.entry(ref('user', 10))).toMatchObject({
      names: [{ name: 'akua' }],
      deleted: { at: '2026-11-20T00:15:00Z', how: 'gone from the listing' },
    });

    waitMinutes(15);
    expect((await sync())[0]).toMatchObject({ new: 0, renamed: 0, gone: 0 });
    instance.users.push(user(10, 'akua'));
    waitMinutes(15);
    expect((await sync())[0]).toMatchObject({ new: 0, renamed: 0, gone: 0, listed: 3 });
    expect((await directory()).isDeleted(ref('user', 10))).toBe(false);
  }),
);

it(
  'A listing that fails marks nobody as gone, keeps what it showed, and leaves the others alone',
  inWorld(async ({ instance, sync, directory, ref, waitMinutes, failing }) => {
    instance.users.push(...Array.from({ length: 1000 }, (_, n) => user(1000 + n, `user${n}`)));
    await sync();
    waitMinutes(15);
    instance.users.splice(0, 2, user(13, 'new'));
    failing(({ operation, n }) => (operation === 'ListUsers' && n > 3 ? { kind: 'denied' } : undefined));
    const [users, queues] = await sync();
    expect(users).toMatchObject({
      listed: 1000,
      new: 1,
      gone: 0,
      failed: expect.stringContaining('AccessDeniedException'),
    });
    expect(queues).toMatchObject({ listed: 2 });
    expect(queues?.failed).toBeUndefined();
    const learnt = await directory();
    expect(learnt.isDeleted(ref('user', 10))).toBe(false);
    expect(learnt.nameNow(ref('user', 13))).toBe('new');
  }),
);

it(
  'Without SearchUsers people go by their logins, which is noted and no failure',
  inWorld(async ({ sync, directory, ref, failing }) => {
    failing(denied('SearchUsers'));
    const [users] = await sync();
    expect(users).toMatchObject({ listed: 2, note: expect.stringContaining('First and last names were not read') });
    expect(users?.failed).toBeUndefined();
    expect((await directory()).entry(ref('user', 10))?.person).toBeUndefined();
    expect((await directory()).nameNow(ref('user', 10))).toBe('akua');
  }),
);

it(
  'What only events told of is not gone because no listing shows it, nor what is very new',
  inWorld(async ({ instance, sync, directory, table, ref, waitMinutes }) => {
    await table().learn([{ kind: 'named', ref: ref('queue', 22), name: 'personal', at: '2026-11-19T00:00:00Z' }]);
    await sync();
    instance.queues.splice(0, 1);
    waitMinutes(4);
    expect((await sync())[1]).toMatchObject({ gone: 0 });
    waitMinutes(1);
    expect((await sync())[1]).toMatchObject({ gone: 1 });
    expect((await directory()).isDeleted(ref('queue', 22))).toBe(false);
  }),
);

it(
  'Two syncs at once learn what one would',
  inWorld(async ({ instance, sync, directory, waitMinutes }) => {
    await Promise.all([sync(), sync()]);
    waitMinutes(15);
    instance.users.splice(0, 1, user(12, 'mateo'));
    await Promise.all([sync(), sync()]);
    const entries = [...(await directory()).entries()];
    expect(entries.map(({ names, deleted }) => [names.map(({ name }) => name), deleted?.how]).sort()).toEqual([
      [['Billing'], undefined],
      [['Support'], undefined],
      [['akua'], 'gone from the listing'],
      [['mateo'], undefined],
      [['nikki'], undefined],
    ]);
  }),
);

it(
  'All types are listed unless some are asked for, in the instances that are asked for',
  inWorld(async ({ syncAll }) => {
    expect((await syncAll()).map(({ type, failed }) => ({ type, failed }))).toEqual(
      LISTED_TYPES.map((type) => ({ type, failed: undefined })),
    );
    const unknown = await syncAll({ instanceIds: [uuid(999)], types: ['queue'] });
    expect(unknown).toMatchObject([
      { listed: 0, gone: 0, failed: expect.stringContaining('ResourceNotFoundException') },
    ]);
  }),
);

it(
  'A listing that is denied costs that listing alone, whichever it is',
  inWorld(async ({ syncAll, failing }) => {
    failing(({ operation }) => (/^(ListRules|SearchEmailAddresses)$/.test(operation) ? { kind: 'denied' } : undefined));
    const synced = await syncAll();
    expect(synced).toHaveLength(LISTED_TYPES.length);
    expect(synced.filter(({ failed }) => failed !== undefined).map(({ type }) => type)).toEqual([
      'email-address',
      'rule',
    ]);
  }),
);

it(
  'When each listing was last read whole is remembered, and a failed one does not count',
  inWorld(async ({ instance, sync, table, waitMinutes, failing }) => {
    await sync();
    waitMinutes(15);
    failing(denied('ListUsers'));
    await sync();
    expect(await table().lastWhole([instance])).toEqual([
      { instanceId: instance.id, type: 'queue', at: '2026-11-20T00:15:00.000Z' },
      { instanceId: instance.id, type: 'user', at: '2026-11-20T00:00:00.000Z' },
    ]);
  }),
);
