import fc from 'fast-check';
import type { Change } from '../../bot/change/change';
import {
  type Group,
  groupsIdOf,
  keyOfChange,
  MOST_IN_A_DAY,
  placeInGroups,
  toldIn,
  type Watched,
} from '../../bot/watch/groups';
import { change } from '../support/build-answer';

const at = (minutes: number, seconds = 0): string =>
  new Date(Date.UTC(2026, 10, 20, 8, minutes, seconds)).toISOString().replace('.000Z', 'Z');
const watched = (key: string, minutes: number, watches = ['w']): Watched => ({ key, time: at(minutes), watches });

describe('what one actor does is told by groups of ten minutes', () => {
  it.each<[string, readonly number[], readonly (readonly number[])[]]>([
    ['one change is a group', [0], [[0]]],
    ['ten minutes from the first to the last', [0, 4, 10], [[0, 4, 10]]],
    ['what comes later begins another', [0, 4, 11], [[0, 4], [11]]],
    [
      'many in a row do not stretch a group',
      [0, 5, 10, 15, 20],
      [
        [0, 5, 10],
        [15, 20],
      ],
    ],
    ['whatever the order', [10, 0, 4], [[0, 4, 10]]],
  ])('%s', (_what, minutes, expected) => {
    const { groups } = placeInGroups(
      [],
      minutes.map((minute) => watched(String(minute), minute)),
    );
    expect(groups.map(({ waiting }) => waiting.map(Number))).toEqual(expected);
  });

  it('what comes late joins the group that has room for it, and the group begins earlier', () => {
    const { groups } = placeInGroups(placeInGroups([], [watched('b', 8)]).groups, [watched('a', 1)]);
    expect(groups).toMatchObject([{ first: at(1), last: at(8), waiting: ['b', 'a'] }]);
  });

  it('a group tells which watches it answers, each once', () => {
    const { groups } = placeInGroups([], [watched('a', 0, ['w', 'x']), watched('b', 1, ['x', 'y'])]);
    expect(groups[0]?.watches).toEqual(['w', 'x', 'y']);
  });

  it('more than there is room for is left out and counted', () => {
    const full: Group = {
      ...{ first: at(0), last: at(0), watches: ['w'], waiting: [] },
      told: Array.from({ length: MOST_IN_A_DAY }, (_, n) => `told-${n}`),
    };
    expect(placeInGroups([full], [watched('a', 0), watched('told-1', 0)])).toMatchObject({ leftOut: 1, toTell: [] });
  });
});

describe('whose groups a change is among', () => {
  const idOf = (of: Partial<Change>): string => groupsIdOf('C1', change(of));
  const pipeline = (session: string): Partial<Change> => ({
    actor: { kind: 'role session', role: 'ci-connect', session },
    via: 'terraform',
  });
  const person = (session: string): Partial<Change> => ({
    actor: { kind: 'role session', role: 'admin', session },
    via: 'cli or sdk',
  });

  it('a pipeline is its role, whatever session each call had', () => {
    expect(idOf(pipeline('run-1'))).toBe(idOf(pipeline('run-2')));
  });

  it('people who share a role are told apart', () => {
    expect(idOf(person('ann@example.com'))).not.toBe(idOf(person('bob@example.com')));
  });

  it('each UTC day and each channel has its own', () => {
    expect(idOf({ time: '2026-11-20T23:59:59Z' })).not.toBe(idOf({ time: '2026-11-21T00:00:00Z' }));
    expect(groupsIdOf('C1', change())).not.toBe(groupsIdOf('C2', change()));
  });

  it('a record that corrects another tells of the same change', () => {
    expect(keyOfChange({ eventId: 'b', amends: 'A' })).toBe(keyOfChange({ eventId: 'a' }));
  });
});

it('whatever order changes come in, how often and in how many parts, each is in one group of ten minutes at most, once', () => {
  const changes = fc.uniqueArray(fc.record({ key: fc.stringMatching(/^[a-z]{1,3}$/), second: fc.nat(5_400) }), {
    selector: ({ key }) => key,
    minLength: 1,
  });
  const deliveries = changes.chain((all) =>
    fc.record({
      all: fc.constant(all),
      parts: fc.array(fc.record({ some: fc.subarray(all), tells: fc.boolean() })),
    }),
  );
  fc.assert(
    fc.property(deliveries, ({ all, parts }) => {
      const timeOf = new Map(all.map(({ key, second }) => [key, at(0, second)]));
      const bring = (groups: readonly Group[], some: typeof all) =>
        placeInGroups(
          groups,
          some.map(({ key }) => ({ key, time: timeOf.get(key) ?? '', watches: ['w'] })),
        );
      let groups: readonly Group[] = [];
      const told: string[] = [];
      for (const { some, tells } of [...parts, { some: all, tells: true }]) {
        const placed = bring(groups, some);
        groups = placed.groups;
        if (!tells) continue;
        for (const n of placed.toTell) {
          told.push(...(groups[n]?.waiting ?? []));
          groups = groups.map((group, m) => (m === n ? toldIn(group, group.waiting, '1.1') : group));
        }
      }
      expect(told.toSorted()).toEqual(all.map(({ key }) => key).toSorted());
      for (const { first, last, waiting, told: done } of groups) {
        expect(waiting).toEqual([]);
        expect(Date.parse(last) - Date.parse(first)).toBeLessThanOrEqual(600_000);
        const times = done.map((key) => timeOf.get(key) ?? '').toSorted();
        expect([times[0], times.at(-1)]).toEqual([first, last]);
      }
    }),
  );
});
