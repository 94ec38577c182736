import fc from 'fast-check';
import type { Change } from '../../bot/change/change';
import { normalize } from '../../bot/change/normalize';
import { fold } from '../../bot/directory/names';
import { changeIn, itemsOf, partition, partitionsOf, recordIn } from '../../bot/index/index-item';
import { partitionsFor } from '../../bot/index/partitions-for';
import { answersRequest, type ChangeRequest } from '../../bot/sources/change-source';
import { smallAccount } from '../support/small-account';

const RETENTION = 400;
const changesOf = (seed: number): readonly { readonly change: Change; readonly record: unknown }[] =>
  smallAccount(seed).events.flatMap((record) => {
    const normalized = normalize(record);
    return normalized.kind === 'change' ? [{ change: normalized.change, record }] : [];
  });
const all = [...changesOf(1), ...changesOf(2), ...changesOf(3)];
const anyChange = fc.constantFrom(...all);
const secondsOf = (time: string): number => Math.floor(Date.parse(time) / 1000);

/** A request that a change answers, or may. */
const requestNear = ({ change }: (typeof all)[number]): fc.Arbitrary<ChangeRequest> =>
  fc
    .record({
      base: fc.constant({ types: [], window: {} }),
      what: fc.constantFrom<Partial<ChangeRequest>>(
        { eventId: change.eventId },
        { targets: [change.resource] },
        { targets: [change.resource], own: true as const, optional: 'history' as const },
        { targets: [{ ...change.resource, type: 'unknown', id: change.resource.id?.toUpperCase() ?? 'x' }] },
        ...change.mentions.map(({ resource }) => ({ targets: [resource] })),
        ...change.mentions.map(({ resource }) => ({ targets: [resource], own: true as const })),
        ...(change.nameInRecord === undefined
          ? []
          : [
              { naming: true as const, name: change.nameInRecord },
              { targets: [], name: change.nameInRecord.toUpperCase(), types: [change.resource.type] },
              {
                targets: [{ ...change.resource, type: 'prompt' as const, id: 'x' }],
                name: change.nameInRecord.replaceAll('-', '–'),
              },
            ]),
        ...(change.actor.kind === 'connect user'
          ? [{ by: { connectUserIds: [change.actor.userId], names: [] } }]
          : [{ by: { connectUserIds: [], names: ['ci-connect', 'CI-Connect', 'replica sync', 'root'] } }]),
        { eventNames: [change.eventName] },
        {},
      ),
    })
    .map(({ base, what }) => ({ ...base, ...what }));

describe('the index', () => {
  it('holds every change where any request that it answers looks for it', () => {
    fc.assert(
      fc.property(
        anyChange.chain((one) => fc.tuple(fc.constant(one), requestNear(one), anyChange)),
        ([one, request, other]) => {
          const day = 86_400;
          for (const { change } of [one, other]) {
            const span = { from: secondsOf(change.time) - day, to: secondsOf(change.time) + day };
            const under = [...partitionsOf(change), partition.event(change.eventId)];
            const looked = partitionsFor(request, span);
            const isLookedFor = request.naming
              ? fold(change.nameInRecord ?? '') === fold(request.name ?? '')
              : answersRequest(change, request);
            if (isLookedFor) expect([request, looked.filter((pk) => under.includes(pk))]).not.toEqual([request, []]);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('gives back the change and the record as they were', () => {
    fc.assert(
      fc.property(anyChange, ({ change, record }) => {
        const items = itemsOf(change, record, RETENTION);
        const asRecord = items
          .map((item) => ('record' in item ? recordIn(item) : undefined))
          .filter((one) => one !== undefined);
        const asChange = items.map((item) => changeIn({ ...item })).filter((one) => one !== undefined);
        expect(asRecord).toEqual([record]);
        expect(asChange.length).toBe(items.length - 1);
        for (const one of asChange) expect(one).toEqual(change);
      }),
    );
  });

  it('files a change under each partition once, all in the order of time', () => {
    fc.assert(
      fc.property(anyChange, ({ change, record }) => {
        const items = itemsOf(change, record, RETENTION);
        expect(new Set(items.map(({ pk }) => pk)).size).toBe(items.length);
        expect(new Set(items.map(({ sk }) => sk)).size).toBe(1);
        expect(items[0]?.sk.startsWith(`${change.time}#`)).toBe(true);
      }),
    );
  });

  it('lets a change go a retention after its own time, whenever it was delivered', () => {
    const [{ change, record } = { change: undefined, record: undefined }] = all;
    if (change === undefined) throw new Error('no change');
    const [item] = itemsOf(change, record, 30);
    expect(item?.expiresAt).toBe(secondsOf(change.time) + 30 * 86_400);
  });

  it.each([
    ['an ARN of two thousand letters', `arn:aws:lambda:us-east-1:123456789012:function:${'x'.repeat(2_000)}`],
    ['a name in a script of many bytes', '請'.repeat(1_000)],
  ])('has keys that DynamoDB takes for %s', (_what, id) => {
    for (const pk of [partition.own(id), partition.named(id), partition.by(id), partition.called(id)]) {
      expect(Buffer.byteLength(pk)).toBeLessThan(1_024);
      expect(pk).not.toBe(partition.own(`${id}y`));
    }
  });

  it('finds ids, people and names whatever their capitals, width and accents', () => {
    expect(partition.own('ABC')).toBe(partition.own('abc'));
    expect(partition.by('Saanvi.Sarkar')).toBe(partition.by('saanvi.sarkar'));
    expect(partition.called('Ｂｉｌｌｉｎｇ  É')).toBe(partition.called('billing e'));
  });
});
