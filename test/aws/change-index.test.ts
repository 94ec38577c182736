import { deflateRawSync } from 'node:zlib';
import { createChangeIndex, indexTableDefinition } from '../../bot/aws/change-index';
import { directoryTableDefinition } from '../../bot/aws/directory-table';
import type { Change } from '../../bot/change/change';
import { normalize } from '../../bot/change/normalize';
import { partition } from '../../bot/index/index-item';
import { partitionsFor } from '../../bot/index/partitions-for';
import { secondOf } from '../../bot/index/spans';
import { type LocalDynamo, startLocalDynamo } from '../../bot/local/dynamo';
import { answersRequest, type ChangeRequest, newestFirst } from '../../bot/sources/change-source';
import { NOW } from '../support/account/world';
import { index } from '../support/indexing';
import { smallAccount } from '../support/small-account';

const now = (): Date => NOW;
const { events } = smallAccount(8);
const changes = newestFirst(
  events.flatMap((record) => {
    const normalized = normalize(record);
    return normalized.kind === 'change' ? [normalized.change] : [];
  }),
);
let dynamo: LocalDynamo;
const commands: { readonly name: string; readonly items: number }[] = [];

beforeAll(async () => {
  dynamo = await startLocalDynamo({ index: indexTableDefinition, directory: directoryTableDefinition });
  await index(events, { client: dynamo.client }, now);
  dynamo.client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const { ScannedCount = 0 } = result.output as { ScannedCount?: number };
      commands.push({ name: String(context.commandName), items: ScannedCount });
      return result;
    },
    { step: 'initialize' },
  );
});
beforeEach(() => {
  commands.length = 0;
});
afterAll(() => dynamo.close());

const indexAt = (at: () => Date = now) => createChangeIndex({ client: dynamo.client, tableName: 'index', now: at });
const everySecond = { from: secondOf('2026-01-01T00:00:00Z'), to: Math.floor(NOW.getTime() / 1000) };
const idsOf = (found: readonly Change[]): readonly string[] => newestFirst(found).map(({ eventId }) => eventId);
const found = async (request: ChangeRequest, span = everySecond): Promise<readonly string[]> =>
  idsOf((await indexAt().changes(partitionsFor(request, span), span)).filter((one) => answersRequest(one, request)));
const inRecords = (request: ChangeRequest): readonly string[] =>
  changes.filter((change) => answersRequest(change, request)).map(({ eventId }) => eventId);

const times = (all: readonly string[], one: string): number => all.filter((each) => each === one).length;
const queue = changes.find(
  ({ eventName, resource }) => eventName === 'CreateQueue' && resource.id !== undefined,
)?.resource;
const people = changes.flatMap(({ actor }) => (actor.kind === 'connect user' ? [actor.userId] : []));
/** Who made most changes. */
const someone = people.toSorted((a, b) => times(people, b) - times(people, a))[0] ?? '';
const anything: ChangeRequest = { types: [], window: {} };

describe('the change index', () => {
  it.each<[string, ChangeRequest]>([
    ['a thing', { ...anything, targets: queue === undefined ? [] : [queue] }],
    ['a thing, of its own changes only', { ...anything, targets: queue === undefined ? [] : [queue], own: true }],
    ['a person', { ...anything, by: { connectUserIds: [someone], names: [] } }],
    ['a role', { ...anything, by: { connectUserIds: [], names: ['CI-connect'] } }],
    ['a time', { ...anything, window: { from: changes[20]?.time ?? '', to: changes[5]?.time ?? '' } }],
  ])('finds what there is of %s, by queries alone, and reads nothing else', async (_what, request) => {
    const { from, to } = request.window;
    const span = { from: from ? secondOf(from) : everySecond.from, to: to ? secondOf(to) : everySecond.to };
    const expected = inRecords(request);
    expect(expected.length).toBeGreaterThan(0);
    expect(await found(request, span)).toEqual(expected);
    expect(new Set(commands.map(({ name }) => name))).toEqual(new Set(['QueryCommand']));
    // Each of a thing's items is read once: there is no item that the answer has no use for.
    if (request.own === undefined) expect(commands.reduce((sum, { items }) => sum + items, 0)).toBe(expected.length);
  });

  it('finds one event and its record', async () => {
    const [record] = events;
    const request = { ...anything, eventId: record?.eventID ?? '' };
    const held = await indexAt().changes(partitionsFor(request, everySecond));
    expect(idsOf(held)).toEqual([record?.eventID]);
    expect(await indexAt().record(record?.eventID ?? '')).toEqual(record);
    expect(await indexAt().record('no such event')).toBeUndefined();
  });

  it('finds what bore a name once, also where it is called otherwise now', async () => {
    const named = changes.find(({ nameInRecord }) => nameInRecord !== undefined);
    const pk = partition.called(` ${named?.nameInRecord?.toUpperCase()} `);
    expect(idsOf(await indexAt().changes([pk]))).toContain(named?.eventId);
  });

  it('pages from the newest on, without reading ahead', async () => {
    const busiest = partition.by(someone);
    const pages: string[][] = [];
    for await (const page of indexAt().pages(busiest, { size: 2 })) {
      pages.push(page.map(({ time }) => time));
      if (pages.length === 2) break;
    }
    const request = { ...anything, by: { connectUserIds: [someone], names: [] } };
    const times = changes.filter((change) => answersRequest(change, request)).map(({ time }) => time);
    expect(pages.flat()).toEqual(times.slice(0, 4));
    expect(commands).toEqual([
      { name: 'QueryCommand', items: 2 },
      { name: 'QueryCommand', items: 2 },
    ]);
  });

  it('leaves out what has expired, whether or not the table has deleted it yet', async () => {
    const later = new Date(NOW.getTime() + 500 * 86_400_000);
    expect(await indexAt(() => later).changes([partition.by(someone)])).toEqual([]);
  });

  it('reads what another version wrote from its record again', async () => {
    const [change] = changes;
    const sk = `${change?.time}#${change?.eventId}`;
    const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
    const stale = { pk: 'own#made-by-an-older-program', sk, v: 0, change: '{"shape":"unknown"}', expiresAt: 9e9 };
    await dynamo.client.send(new PutCommand({ TableName: 'index', Item: stale }));
    expect(await indexAt().changes([stale.pk])).toEqual([change]);
  });

  it('tells of what another version filed that can’t be read again, and leaves out what is no change any more', async () => {
    const time = '2026-11-18T08:00:00Z';
    const stale = (id: string, record?: object) => [
      { pk: 'own#made-by-an-older-program', sk: `${time}#${id}`, v: 0, change: '{}', expiresAt: 9e9 },
      ...(record === undefined
        ? []
        : [
            {
              pk: `event#${id}`,
              sk: `${time}#${id}`,
              v: 0,
              record: deflateRawSync(JSON.stringify(record)),
              under: [],
              expiresAt: 9e9,
            },
          ]),
    ];
    const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
    const call = { eventSource: 'connect.amazonaws.com', eventTime: time };
    const items = [
      ...stale('spoilt', { ...call, eventName: 'CreateQueue', requestParameters: '{x}' }),
      ...stale('lost'),
      ...stale('read', { ...call, eventName: 'DescribeQueue' }),
    ];
    for (const Item of items) await dynamo.client.send(new PutCommand({ TableName: 'index', Item }));
    const heard: unknown[] = [];
    const index = indexAt();
    const found = await index.changes(['own#made-by-an-older-program'], undefined, {
      onUnusable: (key, unusable) => heard.push([key, unusable]),
    });
    expect(found.map(({ eventId }) => eventId)).not.toContain('spoilt');
    expect(heard).toEqual([
      [`${time}#spoilt`, { because: 'its requestParameters are a text that is not JSON', time }],
      [`${time}#lost`, { because: 'its record is not kept any more', time }],
    ]);
  });
});
