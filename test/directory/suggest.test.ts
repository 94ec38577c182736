import { directoryOf } from '../../bot/directory/directory';
import type { DirectoryFact } from '../../bot/directory/facts';
import { suggest } from '../../bot/directory/suggest';
import { ref } from '../support/build-answer';

const listed = (
  name: string,
  more: Partial<Parameters<typeof ref>[0]> = {},
  at = '2026-11-01T00:00:00Z',
): DirectoryFact => ({
  kind: 'listed',
  ref: ref({ id: `id-of-${name}`, ...more }),
  name,
  at,
});
const person = (login: string, firstName: string, lastName: string): DirectoryFact => ({
  kind: 'listed',
  ref: ref({ type: 'user', id: `id-of-${login}` }),
  name: login,
  at: '2026-11-01T00:00:00Z',
  person: { firstName, lastName },
});
const deleted = (name: string): DirectoryFact => ({
  kind: 'deleted',
  ref: ref({ id: `id-of-${name}` }),
  at: '2026-11-02T00:00:00Z',
});

const directory = directoryOf([
  listed('Billing'),
  listed('Billing Callback'),
  listed('Old Billing'),
  deleted('Old Billing'),
  listed('Café Crème'),
  listed('queue-test-1'),
  listed('Before', { id: 'renamed' }),
  listed('After', { id: 'renamed' }, '2026-11-05T00:00:00Z'),
  person('mateo.jackson', 'Mateo', 'Jackson'),
  person('yamada', '太郎', '山田'),
]);

describe('what is suggested while somebody types', () => {
  it.each<[string, readonly string[]]>([
    ['bill', ['Billing', 'Billing Callback', 'Old Billing']],
    ['BILLING C', ['Billing Callback']],
    ['call', ['Billing Callback']],
    ['cafe', ['Café Crème']],
    ['ＱＵＥＵＥ', ['queue-test-1']],
    ['test', ['queue-test-1']],
    ['jackson', ['mateo.jackson']],
    ['mateo j', ['mateo.jackson']],
    ['太郎', ['yamada']],
    ['before', ['Before']],
    ['after', ['After']],
    ['illing', []],
    ['*', []],
  ])('%s', (typed, names) => {
    expect(suggest(directory, typed, 100).map(({ name }) => name)).toEqual(names);
  });

  it('is no more than a select can show, and each thing once', () => {
    const many = directoryOf(Array.from({ length: 300 }, (_, n) => listed(`Queue ${n} Queue`, { id: `q-${n}` })));
    const found = suggest(many, 'queue', 100);
    expect(found).toHaveLength(100);
    expect(new Set(found.map(({ entry }) => entry.ref.id)).size).toBe(100);
  });
});
