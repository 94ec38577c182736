import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Actor } from '../../bot/actor/actor';
import type { AnsweredChange } from '../../bot/answer/answer';
import { hiddenWords } from '../../bot/answer/hidden';
import { answerToJson } from '../../bot/answer/to-json';
import { VIA_WORDS } from '../../bot/answer/wording/via';
import { RESOURCE_TYPES, VERBS } from '../../bot/change/catalogue';
import type { NotKnownBecause } from '../../bot/change/effect';
import { ask } from '../../bot/local/ask';
import { ONLY } from '../../bot/query/query';
import { answer, answered, coverage, query, ref } from '../support/build-answer';

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

const NOT_KNOWN = { 'not recorded': true, hidden: true, 'not read': true } satisfies Record<NotKnownBecause, true>;

/** The values in the first column of the table whose head is `head`. */
const valuesOf = (head: string): readonly string[] => {
  const rows =
    new RegExp(`^\\| \`${head}\`(?:, where \`hidden\`)? \\|.*\\n\\| ---.*\\n((?:\\|.*\\n)+)`, 'm').exec(doc)?.[1] ?? '';
  return rows
    .split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, value]) => value ?? ''));
};

describe('docs/json.md', () => {
  it.each([
    ['type', RESOURCE_TYPES],
    ['verb', VERBS],
    ['via', Object.keys(VIA_WORDS)],
    ['kind', [...Object.keys(ACTOR_KINDS), 'emergency access']],
    ['fromUnknown', Object.keys(NOT_KNOWN)],
    ['to', [hiddenWords({ kind: 'hidden' }), hiddenWords({ kind: 'hidden', withheld: true })]],
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

/** The members that the table under a heading names. */
const membersUnder = (heading: string): readonly string[] => {
  const [, below = ''] = doc.split(new RegExp(`^#+ ${heading}$`, 'm'));
  const rows = /^\| member \| holds \|\n\| ---.*\n((?:\|.*\n)+)/m.exec(below)?.[1] ?? '';
  return rows
    .split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, value]) => value ?? ''));
};

const WHEN = '2026-11-20T08:00:00Z';
const built = answered();
const profile = { ref: ref({ type: 'routing-profile' }), name: 'Tier 1', nameNow: 'Tier One', deleted: true as const };

/** A change that has every member there is. */
const whole: AnsweredChange = {
  ...built,
  change: {
    ...built.change,
    outcome: { kind: 'failed', errorCode: 'InternalFailure', errorMessage: 'No.' },
    withoutRequest: true as const,
    beside: [{ kind: 'session issuer', id: 'broker', account: '444455556666' }],
  },
  resource: profile,
  related: [profile],
  taken: [profile],
  actor: {
    ...built.actor,
    deleted: true,
    likely: { name: 'Shirley', askedAt: WHEN, minutesBefore: 1, others: 0 },
    traces: { deletedAt: WHEN, deletedBy: 'nikki', firstChange: WHEN, lastChange: WHEN },
  },
  fields: [
    {
      field: 'QueueConfigs.Priority',
      item: `${profile.ref.id} VOICE`,
      from: { kind: 'value', value: 1 },
      to: { kind: 'hidden' },
      added: [1],
      removed: [2],
    },
    { field: 'A', from: { kind: 'not known', because: 'not read' }, to: { kind: 'none' } },
    { field: 'B', from: { kind: 'value', value: 1 }, to: { kind: 'not stated' } },
  ],
  sameSave: [built],
  copies: [{ eventId: 'c', region: 'eu-west-2' }],
};

const document = answerToJson(
  answer({
    query: query({ by: { kind: 'name', name: 'ann' }, instance: 'harbor', limit: 3 }),
    changes: [whole],
    nearby: [built],
    nearbyWindow: { from: WHEN, to: WHEN },
    elsewhere: { changes: 2, newest: WHEN, instanceId: 'i', unplaced: 1 },
    lastBefore: built,
    observation: { kind: 'not recorded', lastModified: WHEN },
    people: [profile],
    actedAs: { name: 'ann', newest: WHEN },
    coverage: coverage({ newestEvent: WHEN, cut: true, settledTo: WHEN, lacks: ['tags'] }),
  }),
);
const [told] = document.changes;

describe('every member is documented, and no other:', () => {
  const keys = (...objects: readonly (object | undefined)[]): readonly string[] =>
    objects.flatMap((object) => Object.keys(object ?? {}));

  it.each([
    ['The document', [...keys(document), 'sample']],
    ['`query`', keys(document.query)],
    ['A change', keys(told)],
    ['`resource`', keys(told?.resource)],
    ['`actor`', keys(told?.actor)],
    ['`traces`', keys(told?.actor.traces)],
    ['`fields`', keys(...(told?.fields ?? []))],
    ['`observation`', keys(document.observation)],
    ['`elsewhere`', keys(document.elsewhere)],
    ['`beside`', keys(...(told?.actor.beside ?? []))],
    ['`coverage`', keys(document.coverage)],
  ])('%s', (heading, members) => {
    expect([...membersUnder(heading)].sort()).toEqual([...new Set(members)].sort());
  });

  it('those of a companion, a copy and an inference stand in the texts', () => {
    const row = (member: string): string => doc.split('\n').find((line) => line.startsWith(`| \`${member}\` |`)) ?? '';
    for (const member of keys(told?.sameSave[0])) expect(row('sameSave')).toContain(`\`${member}\``);
    for (const member of keys(told?.copies[0])) expect(row('copies')).toContain(`\`${member}\``);
    for (const member of keys(told?.actor.likely)) expect(row('likely')).toContain(`\`${member}\``);
  });
});

const VALUES: ReadonlySet<string> = new Set(['from', 'to', 'added', 'removed']);

/** The names of all members, but for those inside the values that a record set. */
const collect = (json: unknown, members: Set<string>): void => {
  if (Array.isArray(json)) for (const item of json) collect(item, members);
  else if (typeof json === 'object' && json !== null)
    for (const [member, value] of Object.entries(json)) {
      members.add(member);
      if (!VALUES.has(member)) collect(value, members);
    }
};
