import * as fc from 'fast-check';
import type { ResourceType } from '../../bot/change/catalogue';
import type { ResourceRef } from '../../bot/change/resource';
import { type Directory, type DirectoryEntry, directoryOf, withFacts } from '../../bot/directory/directory';
import type { DirectoryFact } from '../../bot/directory/facts';

const harbor = { id: 'harbor-id', region: 'us-east-1', account: '111122223333' };
const sydney = { id: 'sydney-id', region: 'ap-southeast-2', account: '111122223333' };

const ref = (id: string, type: ResourceType = 'queue', instance = harbor): ResourceRef => ({
  service: 'connect',
  type,
  id,
  region: instance.region,
  instance,
});
const at = (time: string): string => `2026-11-${time}Z`;
const named = (of: ResourceRef, name: string, time: string): DirectoryFact => ({
  kind: 'named',
  ref: of,
  name,
  at: at(time),
});
const listed = (of: ResourceRef, name: string, time: string): DirectoryFact => ({
  kind: 'listed',
  ref: of,
  name,
  at: at(time),
});
const deleted = (of: ResourceRef, time: string): DirectoryFact => ({ kind: 'deleted', ref: of, at: at(time) });
const missing = (of: ResourceRef, time: string): DirectoryFact => ({ kind: 'missing', ref: of, at: at(time) });
const notKnown = (of: ResourceRef, time: string): DirectoryFact => ({ kind: 'not known', ref: of, at: at(time) });

const billing = ref('q1');
const allNames = (directory: Directory): string[] =>
  [...directory.entries()].flatMap(({ names }) => names.map(({ name }) => name)).sort();

it('A name that is no more than an id is one in whatever capitals', () => {
  const attribute = ref('Lang', 'predefined-attribute');
  const spelt = directoryOf([
    named(attribute, 'Lang', '10T09:00:00'),
    named({ ...attribute, id: 'lang' }, 'lang', '11T09:00:00'),
  ]);
  expect(spelt.entry(attribute)?.names.map(({ name }) => name)).toEqual(['Lang']);
  const page = ref('workspace/Home', 'workspace-page');
  const renamed = directoryOf([
    named(page, 'Home', '10T09:00:00'),
    named({ ...page, id: 'workspace/HOME' }, 'HOME', '11T09:00:00'),
  ]);
  expect(renamed.entry(page)?.names.map(({ name }) => name)).toEqual(['Home', 'HOME']);
});

describe('a name in time', () => {
  const directory = directoryOf([
    listed(billing, 'Billing', '18T12:00:00'),
    named(billing, 'Invoices', '10T09:00:00'),
    named(billing, 'Billing', '15T09:00:00'),
    listed(billing, 'Invoices', '12T09:00:00'),
  ]);

  it.each([
    ['01T00:00:00', 'Invoices'],
    ['10T09:00:00', 'Invoices'],
    ['15T08:59:59', 'Invoices'],
    ['15T09:00:00', 'Billing'],
    ['30T00:00:00', 'Billing'],
  ])('at %s it was called %s', (time, name) => {
    expect(directory.nameAt(billing, at(time))).toBe(name);
  });

  it('is told with the event that gave it, the first and the last sighting', () => {
    expect(directory.entry(billing)?.names).toEqual([
      { name: 'Invoices', from: at('10T09:00:00'), firstSeen: at('10T09:00:00'), lastSeen: at('12T09:00:00') },
      { name: 'Billing', from: at('15T09:00:00'), firstSeen: at('15T09:00:00'), lastSeen: at('18T12:00:00') },
    ]);
  });

  it('that came back stands there twice', () => {
    const there = directoryOf(['A', 'B', 'A'].map((name, day) => listed(billing, name, `0${day + 1}T00:00:00`)));
    expect(there.entry(billing)?.names.map(({ name }) => name)).toEqual(['A', 'B', 'A']);
    expect(there.nameAt(billing, at('02T12:00:00'))).toBe('B');
    expect(there.nameNow(billing)).toBe('A');
  });

  it('does not go back to the old one because a listing lags behind a rename', () => {
    const renamed = [listed(billing, 'Old', '01T00:00:00'), named(billing, 'New', '02T10:00:00')];
    expect(directoryOf([...renamed, listed(billing, 'Old', '02T10:04:00')]).nameNow(billing)).toBe('New');
    expect(directoryOf([...renamed, listed(billing, 'Old', '02T10:06:00')]).nameNow(billing)).toBe('Old');
  });

  it.each([
    ['Zeta', 'Alpha'],
    ['Alpha', 'Zeta'],
  ])('is the one of a rename (%s → %s) though the thing was made in that very second', (first, then) => {
    const second = '02T10:00:00';
    const made: DirectoryFact = { kind: 'named', ref: billing, name: first, at: at(second), made: true };
    const facts = [made, named(billing, then, second)];
    for (const order of [facts, facts.toReversed()]) expect(directoryOf(order).nameNow(billing)).toBe(then);
    // Kept once without saying that it was a making, and told again with it.
    const old = named(billing, first, second);
    for (const order of [
      [old, ...facts],
      [...facts, old],
      [facts[1] ?? old, old, made],
    ])
      expect(directoryOf(order).nameNow(billing)).toBe(then);
    expect(withFacts(directoryOf([old, ...facts.slice(1)]), [made]).nameNow(billing)).toBe(then);
  });

  it('is not known of what nothing told about', () => {
    expect(directory.nameNow(ref('other'))).toBeUndefined();
    expect(directory.nameNow(ref('q1', 'flow'))).toBeUndefined();
    expect(directory.nameNow(ref('q1', 'queue', { ...harbor, id: 'another' }))).toBeUndefined();
    expect(
      directory.nameAt({ service: 'connect', type: 'queue', region: 'us-east-1' }, at('15T09:00:00')),
    ).toBeUndefined();
  });

  it('is found by an id in other capitals, and by a reference without an instance', () => {
    expect(directory.nameNow(ref('Q1'))).toBe('Billing');
    expect(directory.nameNow({ service: 'connect', type: 'queue', id: 'q1', region: 'us-east-1' })).toBe('Billing');
  });
});

describe('the life of a resource', () => {
  const eventually = 'eventually consistent listings';
  it.each<[string, DirectoryFact[], DirectoryEntry['deleted']]>([
    ['alive where it was listed', [listed(billing, 'B', '01T00:00:00')], undefined],
    [
      'deleted by an event',
      [listed(billing, 'B', '01T00:00:00'), deleted(billing, '02T00:00:00')],
      { at: at('02T00:00:00'), how: 'event' },
    ],
    [
      `deleted although listed within five minutes (${eventually})`,
      [deleted(billing, '02T00:00:00'), listed(billing, 'B', '02T00:05:00')],
      { at: at('02T00:00:00'), how: 'event' },
    ],
    [
      'alive where listed later than that',
      [deleted(billing, '02T00:00:00'), listed(billing, 'B', '02T00:05:01')],
      undefined,
    ],
    ['alive where created anew', [deleted(billing, '02T00:00:00'), named(billing, 'B', '03T00:00:00')], undefined],
    [
      'gone from the listing, since the first time it was missing',
      [listed(billing, 'B', '01T00:00:00'), missing(billing, '03T00:00:00'), missing(billing, '02T00:00:00')],
      { at: at('02T00:00:00'), how: 'gone from the listing' },
    ],
    [
      'gone where missing once more after an event named it',
      [missing(billing, '01T00:00:00'), named(billing, 'B', '02T00:00:00'), missing(billing, '03T00:00:00')],
      { at: at('03T00:00:00'), how: 'gone from the listing' },
    ],
    [
      'alive again where listed after it was missing',
      [missing(billing, '02T00:00:00'), listed(billing, 'B', '03T00:00:00')],
      undefined,
    ],
    [
      'deleted by an event, though also missing',
      [missing(billing, '02T00:10:00'), deleted(billing, '02T00:00:00')],
      { at: at('02T00:00:00'), how: 'event' },
    ],
  ])('%s', (_, facts, expected) => {
    expect(directoryOf(facts).entry(billing)?.deleted).toEqual(expected);
    expect(directoryOf(facts).isDeleted(billing)).toBe(expected !== undefined);
  });

  describe('of a number that moved to another instance', () => {
    const uuid = '11111111-2222-4333-8444-555555555555';
    const [here, there] = [ref(uuid, 'phone-number'), ref(uuid, 'phone-number', { ...harbor, id: 'other-id' })];
    const moved = [listed(here, '+18005550100', '01T00:00:00'), listed(there, '+18005550100', '02T00:00:00')];

    it('goes on where the last listing shows it, though the first no longer does', () => {
      const directory = directoryOf([...moved, missing(here, '03T00:00:00')]);
      expect([...directory.entries()]).toHaveLength(1);
      for (const one of [here, there]) expect(directory.isDeleted(one)).toBe(false);
      expect(directory.entry(here)?.ref).toEqual(there);
    });

    it('ends with the listing that showed it last', () => {
      const directory = directoryOf([...moved, missing(here, '03T00:00:00'), missing(there, '04T00:00:00')]);
      expect(directory.entry(there)?.deleted).toEqual({ at: at('04T00:00:00'), how: 'gone from the listing' });
    });

    it('is found in both, and nowhere else', () => {
      const directory = directoryOf(moved);
      const foundIn = (instanceId: string) => directory.find('+18005550100', { instanceId }).entries.length;
      expect([harbor.id, 'other-id'].map(foundIn)).toEqual([1, 1]);
      expect(directoryOf([listed(ref(uuid), 'Q', '01T00:00:00')]).find('Q', { instanceId: 'none' }).match).toBe('none');
    });

    it('is found where only records tell that it was there', () => {
      const directory = directoryOf(moved.slice(1));
      expect(directory.find('+18005550100', { instanceId: harbor.id }).entries).toHaveLength(1);
    });
  });

  it('goes on while a replica still lists it', () => {
    const uuid = '11111111-2222-4333-8444-555555555555';
    const [here, there] = [ref(uuid), ref(uuid, 'queue', { ...harbor, region: 'us-west-2' })];
    const facts = [listed(there, 'B', '01T00:00:00'), listed(here, 'B', '01T00:01:00'), missing(here, '02T00:00:00')];
    expect(directoryOf(facts).entry(here)?.deleted).toBeUndefined();
    expect(directoryOf([...facts, missing(there, '02T00:01:00')]).entry(here)?.deleted).toEqual({
      at: at('02T00:01:00'),
      how: 'gone from the listing',
    });
  });

  it('is not known to Connect until it is listed', () => {
    const asked = [notKnown(billing, '02T00:00:00'), notKnown(billing, '03T00:00:00')];
    expect(directoryOf(asked).entry(billing)).toMatchObject({ names: [], notKnownSince: at('02T00:00:00') });
    expect(directoryOf([...asked, listed(billing, 'B', '04T00:00:00')]).entry(billing)?.notKnownSince).toBeUndefined();
  });
});

describe('a reference', () => {
  it('carries the alias of its instance if a listing ever told it', () => {
    const withAlias = { ...billing, instance: { ...harbor, alias: 'harbor-prod' } };
    const directory = directoryOf([listed(withAlias, 'Billing', '01T00:00:00'), named(billing, 'B2', '02T00:00:00')]);
    expect(directory.entry(billing)?.ref).toEqual(withAlias);
  });

  it('of one name-like id in two instances means two things', () => {
    const [a, b] = [
      ref('colour', 'predefined-attribute'),
      ref('colour', 'predefined-attribute', { ...harbor, id: 'other' }),
    ];
    const directory = directoryOf([listed(a, 'in harbor', '01T00:00:00'), listed(b, 'in the other', '01T00:00:00')]);
    expect(directory.nameNow(a)).toBe('in harbor');
    expect(directory.nameNow(b)).toBe('in the other');
    expect([...directory.entries()]).toHaveLength(2);
  });
});

describe('finding by name', () => {
  const facts = [
    listed(ref('q1'), 'Billing', '01T00:00:00'),
    listed(ref('f1', 'flow'), 'Billing', '01T00:00:00'),
    listed(ref('q2'), 'BILLING', '01T00:00:00'),
    listed(ref('q3'), 'Billing Callback', '01T00:00:00'),
    listed(ref('q4'), 'Billing', '01T00:00:00'),
    named(ref('q4'), 'Payments', '02T00:00:00'),
    listed(ref('q5', 'queue', sydney), 'Billing', '01T00:00:00'),
    listed(ref('q6'), 'Ｚürich　キュー', '01T00:00:00'),
    listed(ref('q7'), 'ハーバー', '01T00:00:00'),
    listed(ref('q8'), 'Straße', '01T00:00:00'),
    listed(ref('u1', 'user'), 'Akua', '01T00:00:00'),
    deleted(ref('u1', 'user'), '02T00:00:00'),
    listed(ref('u2', 'user'), 'Akua', '01T00:00:00'),
  ];
  const directory = directoryOf(facts);
  const idsOf = (name: string, scope = {}) => directory.find(name, scope).entries.map((entry) => entry.ref.id);

  it('gives all that bear it exactly, then what bore it once', () => {
    expect(directory.find('Billing').match).toBe('exact');
    expect(idsOf('Billing').sort()).toEqual(['f1', 'q1', 'q4', 'q5']);
    expect(idsOf('Billing').at(-1)).toBe('q4');
  });

  it('gives the living before the deleted', () => {
    expect(idsOf('Akua')).toEqual(['u2', 'u1']);
  });

  it.each([
    ['bILLING', ['f1', 'q1', 'q2', 'q4', 'q5']],
    ['Zurich キュー', ['q6']],
    ['zürich  ｷｭｰ', ['q6']],
    ['STRASSE', ['q8']],
  ])('ignores case, width and accents only where nothing is called %s exactly', (name, ids) => {
    expect(directory.find(name).match).toBe('folded');
    expect(idsOf(name).sort()).toEqual(ids);
  });

  it('does not take another kana for the same with an accent', () => {
    expect(directory.find('バーハー').match).toBe('none');
    expect(directory.find('ハーハー').match).toBe('none');
  });

  it('goes by the beginning only where nothing else fits', () => {
    expect(directory.find('billing c')).toMatchObject({ match: 'beginning' });
    expect(idsOf('billing c')).toEqual(['q3']);
    expect(idsOf('pay')).toEqual(['q4']);
  });

  it.each(['', ' ', 'callback', 'x'])('finds nothing by %j', (name) => {
    expect(directory.find(name)).toEqual({ match: 'none', entries: [] });
  });

  it('narrows by type and instance', () => {
    expect(idsOf('Billing', { types: ['flow'] })).toEqual(['f1']);
    expect(idsOf('Billing', { types: [] })).toHaveLength(4);
    expect(idsOf('Billing', { instanceId: sydney.id })).toEqual(['q5']);
    expect(directory.find('Billing', { types: ['user'] }).match).toBe('none');
  });
});

describe('the nearest names', () => {
  const names = [
    'Billing',
    'BILLING',
    'Billing Callback',
    'Billing ES',
    'Weekdays 8–20',
    'Main Menu',
    '請求キュー',
    '営業キュー',
    'サポート',
  ];
  const directory = directoryOf(names.map((name, i) => listed(ref(`q${i}`), name, '01T00:00:00')));

  it.each([
    ['Biling', ['BILLING', 'Billing ES', 'Billing Callback']],
    ['calback', ['Billing Callback']],
    ['menu', ['Main Menu']],
    ['請求キユー', ['請求キュー']],
    ['ｻﾎﾟｰﾄ窓口', ['サポート']],
    ['xyzzy', []],
    ['', []],
  ])('to %j are %j', (typed, nearest) => {
    expect(directory.nearest(typed, 3)).toEqual(nearest);
  });

  it('are as many as asked for, of the asked types', () => {
    expect(directory.nearest('Biling', 1)).toEqual(['BILLING']);
    expect(directory.nearest('Biling', 3, { types: ['flow'] })).toEqual([]);
  });
});

describe('a directory is the sum of its facts', () => {
  const arbitraryRef = fc.record({
    id: fc.constantFrom('a', 'A', 'b'),
    type: fc.constantFrom<ResourceType>('queue', 'user'),
    instance: fc.constantFrom(
      undefined,
      harbor,
      { ...harbor, alias: 'one' },
      { ...harbor, alias: 'two' },
      { ...harbor, id: 'x' },
    ),
  });
  const arbitraryFact = fc
    .record({
      kind: fc.constantFrom(
        'named' as const,
        'listed' as const,
        'deleted' as const,
        'missing' as const,
        'not known' as const,
      ),
      of: arbitraryRef,
      name: fc.constantFrom('Billing', 'billing', 'Support'),
      minute: fc.integer({ min: 0, max: 20 }),
      firstName: fc.option(fc.constantFrom('Akua', 'Nikki'), { nil: undefined }),
    })
    .map(({ kind, of: { id, type, instance }, name, minute, firstName }): DirectoryFact => {
      const of = { service: 'connect', type, id, region: 'us-east-1', ...(instance && { instance }) } as const;
      const time = at(`01T00:${String(minute).padStart(2, '0')}:00`);
      if (kind === 'named') return { kind, ref: of, name, at: time };
      if (kind === 'listed')
        return { kind, ref: of, name, at: time, ...(firstName !== undefined && { person: { firstName } }) };
      return { kind, ref: of, at: time };
    });
  const contents = (directory: Directory): string[] =>
    [...directory.entries()].map((entry) => JSON.stringify(entry)).sort();
  const found = (directory: Directory) => [
    directory.find('Billing'),
    directory.find('BILLING'),
    directory.nearest('Biling', 3),
  ];

  it('whatever their order, and however often each is given', async () => {
    const shuffled = fc.array(arbitraryFact, { maxLength: 25 }).chain((facts) =>
      fc.record({
        facts: fc.constant(facts),
        again: fc
          .shuffledSubarray([...facts, ...facts], { minLength: facts.length })
          .map((some) => [...some, ...facts]),
      }),
    );
    await fc.assert(
      fc.property(shuffled, fc.nat(60), ({ facts, again }, cut) => {
        const reversed = again.toReversed();
        const inParts = withFacts(directoryOf(reversed.slice(0, cut)), reversed.slice(cut));
        expect(contents(inParts)).toEqual(contents(directoryOf(facts)));
        expect(found(inParts)).toEqual(found(directoryOf(facts)));
      }),
      { numRuns: 300 },
    );
  });

  it('and no name that was ever told is lost', async () => {
    await fc.assert(
      fc.property(fc.array(arbitraryFact, { maxLength: 25 }), (facts) => {
        const told = facts.flatMap((fact) => (fact.kind === 'named' ? [fact.name] : []));
        const names = new Set(allNames(directoryOf(facts)));
        expect(told.filter((name) => !names.has(name))).toEqual([]);
      }),
    );
  });

  it('but facts without an id or a time tell nothing', () => {
    const nameless: ResourceRef = { service: 'connect', type: 'queue', region: 'us-east-1' };
    const facts: DirectoryFact[] = [
      named(nameless, 'x', '01T00:00:00'),
      { kind: 'named', ref: billing, name: 'x', at: 'soon' },
    ];
    expect([...directoryOf(facts).entries()]).toEqual([]);
  });

  it('and giving it what it knows already gives the same one', () => {
    const facts = [listed(billing, 'Billing', '01T00:00:00')];
    const directory = directoryOf(facts);
    expect(withFacts(directory, facts)).toBe(directory);
  });
});

describe('a user whom Connect says it does not know', () => {
  const user = ref('u1', 'user');

  it.each([
    ['is gone where an event had made them', [named(user, 'ann', '10T09:00:00'), notKnown(user, '10T10:00:00')], true],
    ['may be too new to be known', [named(user, 'ann', '10T09:00:00'), notKnown(user, '10T09:04:00')], false],
    [
      'is back where a listing shows them later',
      [named(user, 'ann', '10T09:00:00'), notKnown(user, '10T10:00:00'), listed(user, 'ann', '10T11:00:00')],
      false,
    ],
    ['may never have been one', [notKnown(user, '10T10:00:00')], false],
    [
      'is no queue that no event names',
      [named(billing, 'Billing', '10T09:00:00'), notKnown(billing, '10T10:00:00')],
      false,
    ],
  ])('%s', (_, facts, isDeleted) => {
    expect([...directoryOf(facts).entries()].map((entry) => entry.deleted !== undefined)).toEqual([isDeleted]);
  });
});
