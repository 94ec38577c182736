import * as z from 'zod/mini';
import { createSharedItems } from '../../bot/aws/shared-items';
import { stateTableDefinition } from '../../bot/aws/state-table';
import { createTurns } from '../../bot/aws/turns';
import { type LocalDynamo, startLocalDynamo } from '../../bot/local/dynamo';

let dynamo: LocalDynamo;
let at = Date.parse('2026-11-20T09:00:00Z');
const now = (): Date => new Date(at);
beforeAll(async () => {
  dynamo = await startLocalDynamo({ state: stateTableDefinition });
});
afterAll(() => dynamo.close());

describe('an item that several processes alter', () => {
  const schema = z.object({ names: z.array(z.string()) });
  const open = () =>
    createSharedItems({ client: dynamo.client, tableName: 'state', sort: 'names', schema, keptSeconds: 60, now });

  it('loses nothing though all of them alter it at once', async () => {
    const names = Array.from({ length: 8 }, (_, n) => `name-${n}`);
    await Promise.all(
      names.map((name) => open().alter('one', (before) => ({ names: [...(before?.names ?? []), name] }))),
    );
    expect((await open().read('one'))?.names.toSorted()).toEqual(names);
  });

  it('stays as it is where there is nothing to alter', async () => {
    await open().alter('two', () => ({ names: ['a'] }));
    expect(await open().alter('two', () => undefined)).toEqual({ names: ['a'] });
    expect(await open().alter('three', () => undefined)).toBeUndefined();
    expect(await open().read('three')).toBeUndefined();
  });

  it('is forgotten in time, and begun anew', async () => {
    await open().alter('four', () => ({ names: ['a'] }));
    at += 61_000;
    expect(await open().read('four')).toBeUndefined();
    expect(await open().alter('four', (before) => before ?? { names: ['b'] })).toEqual({ names: ['b'] });
  });
});

describe('turns', () => {
  const turns = () => createTurns({ client: dynamo.client, tableName: 'state', everyMs: 1_000, now });

  it('are one a second for each key, whoever asks', async () => {
    const asked = await Promise.all([turns(), turns(), turns()].map(({ take }) => take('C1')));
    expect(asked.filter(Boolean)).toHaveLength(1);
    expect(await turns().take('C2')).toBe(true);
    at += 999;
    expect(await turns().take('C1')).toBe(false);
    at += 1;
    expect(await turns().take('C1')).toBe(true);
  });

  it('are held back for as long as is asked for, and never sooner by a shorter wish', async () => {
    await turns().hold('C3', 30);
    await turns().hold('C3', 5);
    at += 29_000;
    expect(await turns().take('C3')).toBe(false);
    at += 1_000;
    expect(await turns().take('C3')).toBe(true);
  });

  it('do not wait for a clock that was wrong by hours', async () => {
    at += 7 * 3_600_000;
    await turns().take('C4');
    at -= 7 * 3_600_000;
    expect(await turns().take('C4')).toBe(true);
  });
});
