import * as fc from 'fast-check';
import type { ResourceType } from '../../bot/change/catalogue';
import type { InstanceRef, ResourceRef } from '../../bot/change/resource';
import {
  compacted,
  type Directory,
  type DirectoryEntry,
  directoryOf,
  type Scope,
  withFacts,
} from '../../bot/directory/directory';
import type { DirectoryFact } from '../../bot/directory/facts';
import { fold, fullNamesOf, withoutSpaces } from '../../bot/directory/names';

const harbor: InstanceRef = { id: 'harbor-id', region: 'us-east-1', account: '111122223333' };
const INSTANCES = [undefined, harbor, { ...harbor, alias: 'harbor' }, { ...harbor, id: 'other-id', alias: 'other' }];
const REGIONS = ['us-east-1', 'us-west-2'];
const TYPES: readonly ResourceType[] = ['queue', 'user', 'phone-number'];
const IDS = ['11111111-2222-4333-8444-555555555555', '11111111-2222-4333-8444-555555555556', 'name like', 'Name Like'];
const NAMES = ['Billing', 'billing', 'Billing ES', 'ＢＩＬＬＩＮＧ', 'Support', 'ann.lee', 'Ann.Lee', ''];

const ref: fc.Arbitrary<ResourceRef> = fc
  .record({
    id: fc.constantFrom(...IDS),
    type: fc.constantFrom(...TYPES),
    region: fc.constantFrom(...REGIONS),
    instance: fc.constantFrom(...INSTANCES),
  })
  .map(({ instance, ...rest }) => ({ service: 'connect', ...rest, ...(instance && { instance }) }));

const fact: fc.Arbitrary<DirectoryFact> = fc
  .record({
    kind: fc.constantFrom('named', 'listed', 'listed', 'deleted', 'missing', 'not known'),
    ref,
    name: fc.constantFrom(...NAMES),
    minute: fc.integer({ min: 10, max: 30 }),
    firstName: fc.constantFrom(undefined, 'Ann', 'Lee'),
  })
  .map(({ kind, ref: of, name, minute, firstName }): DirectoryFact => {
    const at = `2026-11-01T00:${minute}:00Z`;
    if (kind === 'named') return { kind, ref: of, name, at };
    const person = firstName === undefined ? {} : { person: { firstName, lastName: 'Lee' } };
    if (kind === 'listed') return { kind, ref: of, name, at, ...person };
    return { kind: kind as 'deleted' | 'missing' | 'not known', ref: of, at };
  });

/** Facts as they come: some at first, more in parts, filed anew between where it is so decided. */
const history = fc.record({
  first: fc.array(fact, { maxLength: 40 }),
  parts: fc.array(fc.record({ more: fc.array(fact, { maxLength: 6 }), compact: fc.boolean() }), { maxLength: 5 }),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

const inParts = ({ first, parts }: History): Directory => {
  let directory = directoryOf(first);
  for (const { more, compact } of parts) {
    // What is made of a directory as it is must serve the next one, and tell nothing of what only that one knows.
    answersOf(directory);
    const next = withFacts(directory, more);
    directory = compact ? compacted(next, 1) : next;
  }
  return directory;
};
const allOf = ({ first, parts }: History): readonly DirectoryFact[] => [...first, ...parts.flatMap(({ more }) => more)];

const SCOPES: readonly Scope[] = [
  {},
  { types: ['user'] },
  { types: ['phone-number', 'queue'], instanceId: 'other-id' },
  { instanceId: 'harbor-id' },
  { instanceId: 'nowhere' },
];
const TYPED = [...NAMES, 'bill', 'Biling', 'suport', 'nothing of the sort'];
const REFS = IDS.flatMap((id) =>
  TYPES.flatMap((type) =>
    REGIONS.flatMap((region) => [
      { service: 'connect' as const, type, id, region },
      { service: 'connect' as const, type, id, region, instance: harbor },
    ]),
  ),
);

const sorted = (all: Iterable<unknown>): string[] => [...new Set([...all].map((one) => JSON.stringify(one)))].sort();

const answersOf = (directory: Directory) => ({
  entries: sorted(directory.entries()),
  entry: REFS.map(directory.entry),
  names: REFS.flatMap((one) => ['2026-11-01T00:15:00Z', '2026-11-01T00:25:00Z'].map((at) => directory.nameAt(one, at))),
  deleted: REFS.map(directory.isDeleted),
  find: SCOPES.map((scope) => TYPED.map((name) => directory.find(name, scope))),
  nearest: SCOPES.map((scope) => TYPED.map((name) => directory.nearest(name, 3, scope))),
  ...lookUps(directory),
});

/** What is looked up, in any order. */
const lookUps = (directory: Directory) => ({
  withId: [...IDS, 'NAME LIKE', 'none'].map((id) => sorted(directory.withId(id))),
  alike: SCOPES.map((scope) => TYPED.map((name) => sorted(directory.alike(name, scope)))),
  called: ['Ann Lee', 'leeann', 'Lee', ''].map((name) => sorted(directory.usersCalled(name))),
  logins: ['ANN.LEE', 'billing', ''].map((login) => sorted(directory.usersOfLogin(login))),
  instances: sorted(directory.instances()),
});

/** The same by walks of all entries. */
const walks = (directory: Directory): ReturnType<typeof lookUps> => {
  const all = [...directory.entries()];
  const those = (fits: (entry: DirectoryEntry) => boolean) => sorted(all.filter(fits));
  const isIn = ({ ref: { type, instance }, instanceIds = [] }: DirectoryEntry, { types = [], instanceId }: Scope) =>
    (types.length === 0 || types.includes(type)) &&
    (instanceId === undefined || instance?.id === instanceId || instanceIds.includes(instanceId));
  const users = (fits: (entry: DirectoryEntry) => boolean) => those((one) => one.ref.type === 'user' && fits(one));
  return {
    withId: [...IDS, 'NAME LIKE', 'none'].map((id) => those((one) => one.ref.id?.toLowerCase() === id.toLowerCase())),
    alike: SCOPES.map((scope) =>
      TYPED.map((name) => those((one) => isIn(one, scope) && one.names.some((held) => fold(held.name) === fold(name)))),
    ),
    called: ['Ann Lee', 'leeann', 'Lee', ''].map((name) =>
      users(({ person }) => fullNamesOf(person).includes(withoutSpaces(name))),
    ),
    logins: ['ANN.LEE', 'billing', ''].map((login) =>
      users(({ names }) => names.some((held) => held.name.toLowerCase() === login.toLowerCase())),
    ),
    instances: sorted(all.flatMap((one) => one.ref.instance ?? [])),
  };
};

describe('A directory that grew in parts', () => {
  it('answers everything as one that was told all at once', async () => {
    await fc.assert(
      fc.property(history, (facts) => {
        expect(answersOf(inParts(facts))).toEqual(answersOf(directoryOf(allOf(facts))));
      }),
      { numRuns: 60 },
    );
  });

  it('finds by id, name, login and instance what a walk of all would find', async () => {
    await fc.assert(
      fc.property(history, (facts) => {
        const directory = inParts(facts);
        expect(lookUps(directory)).toEqual(walks(directory));
      }),
      { numRuns: 100 },
    );
  });

  it('leaves the one it grew from as it was', async () => {
    await fc.assert(
      fc.property(fc.array(fact, { maxLength: 30 }), fc.array(fact, { maxLength: 10 }), (first, more) => {
        const asked = directoryOf(first);
        const before = answersOf(asked);
        const fresh = directoryOf(first);
        answersOf(withFacts(asked, more));
        answersOf(withFacts(fresh, more));
        expect(answersOf(asked)).toEqual(before);
        expect(answersOf(fresh)).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });

  it('shares what is below with the one it grew from, until much was added', () => {
    const queue = (n: number): DirectoryFact => ({
      kind: 'listed',
      ref: { service: 'connect', type: 'queue', id: `q${n}`, region: 'us-east-1', instance: harbor },
      name: `Queue ${n}`,
      at: '2026-11-01T00:00:00Z',
    });
    const many = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => queue(from + n));
    const first = directoryOf(many(0, 4_000));
    const more = withFacts(withFacts(first, many(4_000, 4_500)), many(4_500, 4_999));
    expect(more.layers.base).toBe(first.layers.base);
    expect(compacted(more)).toBe(more);
    const full = compacted(withFacts(more, many(4_999, 5_000)));
    expect(full.layers.over.shelves.size).toBe(0);
    expect(full.find('Queue 4999').entries).toHaveLength(1);
    expect([...full.entries()]).toHaveLength(5_000);
  });
});
