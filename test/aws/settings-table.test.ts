import * as z from 'zod/mini';
import { createSettings, settingsTableDefinition } from '../../bot/aws/settings-table';
import { type LocalDynamo, startLocalDynamo } from '../../bot/local/dynamo';

const schema = z.object({ text: z.string() });
let dynamo: LocalDynamo;
beforeAll(async () => {
  dynamo = await startLocalDynamo({ settings: settingsTableDefinition });
});
afterAll(() => dynamo.close());

const settingsOf = (sort: string) => createSettings({ client: dynamo.client, tableName: 'settings', sort, schema });

describe('settings', () => {
  it('are kept apart by their sort, and each under its own id', async () => {
    const [flags, notes] = [settingsOf('flag'), settingsOf('note')];
    await flags.put('C1', { text: 'one' });
    await flags.put('C2', { text: 'two' });
    await notes.put('C1', { text: 'a note' });
    expect(await flags.all()).toEqual([{ text: 'one' }, { text: 'two' }]);
    expect(await notes.get('C1')).toEqual({ text: 'a note' });
    expect(await notes.get('C2')).toBeUndefined();
  });

  it('are replaced whole, and removed once', async () => {
    const marks = settingsOf('mark');
    await marks.put('C1', { text: 'before' });
    await marks.put('C1', { text: 'after' });
    expect(await marks.get('C1')).toEqual({ text: 'after' });
    expect([await marks.remove('C1'), await marks.remove('C1')]).toEqual([true, false]);
    expect(await marks.all()).toEqual([]);
  });

  it('are revised only where nobody else did meanwhile', async () => {
    const drafts = createSettings({
      ...{ client: dynamo.client, tableName: 'settings', sort: 'draft' },
      schema: z.object({ revision: z.number(), text: z.string() }),
    });
    expect(await drafts.revise('C1', { revision: 2, text: 'of nothing' })).toBe(false);
    expect(await drafts.revise('C1', { revision: 1, text: 'one' })).toBe(true);
    expect(await drafts.revise('C1', { revision: 1, text: 'one too' })).toBe(false);
    expect(await drafts.revise('C1', { revision: 2, text: 'two' })).toBe(true);
    expect(await drafts.revise('C1', { revision: 2, text: 'two too' })).toBe(false);
    expect(await drafts.get('C1')).toEqual({ revision: 2, text: 'two' });
  });

  it('of another version are left alone and left out', async () => {
    const others = createSettings({
      ...{ client: dynamo.client, tableName: 'settings', sort: 'shape' },
      schema: z.object({ words: z.string() }),
    });
    await others.put('C1', { words: 'of another version' });
    const shapes = settingsOf('shape');
    await shapes.put('C2', { text: 'of this one' });
    expect(await shapes.all()).toEqual([{ text: 'of this one' }]);
    expect(await others.get('C1')).toEqual({ words: 'of another version' });
  });

  it('are all read, however many there are', async () => {
    const many = settingsOf('many');
    const text = 'x'.repeat(200_000);
    for (let n = 0; n < 8; n += 1) await many.put(`C${n}`, { text });
    expect(await many.all()).toHaveLength(8);
  });
});
