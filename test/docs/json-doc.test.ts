import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Actor } from '../../bot/actor/actor';
import { VIA_WORDS } from '../../bot/answer/wording';
import { RESOURCE_TYPES, VERBS } from '../../bot/change/catalogue';
import { ask } from '../../bot/local/ask';
import { ONLY } from '../../bot/query/query';

const doc = fs.readFileSync(path.resolve(__dirname, '../../docs/json.md'), 'utf8');

/** A kind of actor that is new does not compile until it stands here, and the test fails until the page names it. */
const ACTOR_KINDS = {
  'connect user': true,
  'iam user': true,
  'role session': true,
  'identity center user': true,
  'federated user': true,
  'saml user': true,
  'web identity user': true,
  'directory user': true,
  'aws account': true,
  root: true,
  'aws service': true,
  'replica sync': true,
  unknown: true,
} satisfies Record<Actor['kind'], true>;

/** The values in the first column of the table whose head is `head`. */
const valuesOf = (head: string): readonly string[] => {
  const rows = new RegExp(`^\\| \`${head}\` \\|.*\\n\\| ---.*\\n((?:\\|.*\\n)+)`, 'm').exec(doc)?.[1] ?? '';
  return rows
    .split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, value]) => value ?? ''));
};

describe('docs/json.md', () => {
  it.each([
    ['type', RESOURCE_TYPES],
    ['verb', VERBS],
    ['via', Object.keys(VIA_WORDS)],
    ['kind', Object.keys(ACTOR_KINDS)],
    ['outcome', ['found', 'nothing', 'unknown', 'ambiguous']],
  ])('names every value of %s, and no other', (head, values) => {
    expect([...valuesOf(head)].sort()).toEqual([...values].sort());
  });

  it.each([...ONLY, 'indirect', 'succeeded'])('names the value %s', (value) => {
    expect(doc).toContain(`\`${value}\``);
  });

  it('names every member that the document holds', async () => {
    const members = new Set<string>();
    const folder = path.resolve(__dirname, '../../bot/local/sample/published');
    for (const question of [[], ['by:5d5a4d61-a5cc-48b9-b388-bdba7c4eed25'], ['queue-test-1', 'since:2020-01-01']]) {
      const printed: string[] = [];
      const terminal = {
        out: (text: string) => void printed.push(text),
        err: (text: string) => void printed.push(text),
        now: () => new Date('2026-11-21T09:00:00Z'),
        zone: 'UTC',
        colours: false,
      };
      const words = question.length === 0 ? ['since:2020-01-01'] : question;
      expect(await ask([...words, '--trail', folder, '--json'], terminal)).toBe(0);
      collect(JSON.parse(printed.join('')), members);
    }
    expect(members.size).toBeGreaterThan(30);
    expect([...members].filter((member) => !doc.includes(`\`${member}\``))).toEqual([]);
  });
});

/** The names of all members, but for those inside the values that a record set. */
const collect = (json: unknown, members: Set<string>): void => {
  if (Array.isArray(json)) for (const item of json) collect(item, members);
  else if (typeof json === 'object' && json !== null)
    for (const [member, value] of Object.entries(json)) {
      members.add(member);
      if (member !== 'to') collect(value, members);
    }
};
