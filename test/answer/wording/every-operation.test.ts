import * as fs from 'node:fs';
import * as path from 'node:path';
import { isGeneric } from '../../../bot/answer/wording/deeds';
import { plainText } from '../../../bot/answer/wording/pieces';
import { sentenceOf } from '../../../bot/answer/wording/sentence';
import type { Told } from '../../../bot/answer/wording/telling';
import { OPERATIONS, type Operation, type ResourceType } from '../../../bot/change/catalogue';
import type { Change } from '../../../bot/change/change';
import { labelOf } from '../../../bot/change/resource-types';
import { page } from './page';
import { INSTANCE, id } from './told';

const CHANGES = OPERATIONS.filter(({ category }) => category === 'config-change');
const row = (operation: Operation): [string, Operation] => [`${operation.service} ${operation.name}`, operation];

/** The least that a record of the operation can hold: who, which thing, and what that is a part of. */
const barely = (operation: Operation, errorCode?: string): Told => {
  const refTo = (type: ResourceType, n: number) => ({
    service: 'connect' as const,
    type,
    id: id(n),
    region: 'us-east-1',
    instance: INSTANCE,
  });
  const parent = operation.parentType && refTo(operation.parentType, 2);
  const change: Change = {
    eventId: 'e1',
    time: '2026-11-02T10:00:00Z',
    eventSource: 'connect.amazonaws.com',
    eventName: operation.name,
    verb: operation.verb,
    outcome: errorCode === undefined ? { kind: 'succeeded' } : { kind: 'failed', errorCode },
    resource: refTo(operation.type, 1),
    mentions: parent === undefined ? [] : [{ resource: parent, path: 'x', parent: true }],
    actor: { kind: 'iam user', userName: 'ann' },
    acts: 'person',
    via: 'cli or sdk',
    set: [],
    inCatalogue: true,
    region: 'us-east-1',
    account: INSTANCE.account,
  };
  return {
    change,
    actor: { actor: change.actor, label: 'ann' },
    resource: { ref: change.resource, name: 'Sample' },
    related: parent === undefined ? [] : [{ ref: parent, name: 'Whole' }],
    taken: [],
    fields: [],
  };
};

/** Where a sentence uses another natural word than the label of the type. */
const OTHER_WORDS: Partial<Record<ResourceType, string>> = {
  'analytics-data-set-association': 'data set',
  'cross-region-routing': 'Region',
  'flow-module-version': 'version',
  'flow-version': 'version',
  'instance-attribute': 'in instance',
  'lambda-function-association': 'Lambda function',
  'lex-bot-association': 'Lex bot',
  'lex-bot-version': 'version',
  'lex-intent-version': 'version',
  'lex-slot-type-version': 'version',
  'resource-tags': 'resource',
  'user-hierarchy-structure': 'agent hierarchy',
  'view-version': 'version',
};
/** Versions are told by their number and whole, a structure and a routing by their instance. */
const NAMELESS = new Set<ResourceType>(['user-hierarchy-structure']);

const BAD = /undefined|\[object|null|NaN|[0-9a-f]{8}-[0-9a-f]{4}-/;

describe.each(CHANGES.map(row))('%s', (_name, operation) => {
  const word = OTHER_WORDS[operation.type] ?? labelOf(operation.type);
  const name = /-version$/.test(operation.type) || NAMELESS.has(operation.type) ? 'Whole' : 'Sample';

  it('is told with a verb, the kind of thing and its name', () => {
    const sentence = plainText(sentenceOf(barely(operation)));
    expect(sentence).toMatch(/^ann (?:\w+(?:ed|t)|made|took|gave|built|withdrew|saved a draft of|asked|stopped) /);
    expect(sentence).toContain(word);
    expect(sentence).toContain(name);
    expect(sentence).not.toContain(operation.name);
    expect(sentence).not.toMatch(/-version$/.test(operation.type) ? /undefined|\[object/ : BAD);
  });

  it('is told as an attempt where it failed', () => {
    const sentence = plainText(sentenceOf(barely(operation, 'AccessDenied')));
    expect(sentence).toMatch(/^ann tried to (?!\w+ed )\w+ .+: denied, nothing changed$/);
    expect(sentence).toContain(word);
  });
});

/** What only a request could tell: that there was nothing in it, how much, or which of two. */
const CLAIMS = /\bno (?!longer)|\b0 |\bthe a |\bto ?:|\bto$|\bas it was|\bwithout a change|\b(?:lift|clear)/;

it.each(CHANGES.map(row))('%s claims nothing of a request that was not recorded', (_name, operation) => {
  for (const errorCode of [undefined, 'AccessDenied']) {
    const { change, ...told } = barely(operation, errorCode);
    const { id: _id, ...resource } = change.resource;
    const nameless: Told = {
      ...told,
      change: { ...change, resource, mentions: [], withoutRequest: true },
      resource: { ref: resource },
      related: [],
    };
    expect(plainText(sentenceOf(nameless))).not.toMatch(CLAIMS);
  }
});

it('what is told by its verb alone is what few people meet', () => {
  expect(CHANGES.filter(isGeneric).map(({ service, name }) => `${service} ${name}`)).toEqual([
    'lexv1 StartImport',
    'lexv1 StartMigration',
    'lexv2 StartImport',
    'lexv2 UpdateResourcePolicy',
  ]);
});

it('docs/wording.md shows every sentence as it is today (write it anew: npx tsx test/answer/wording/write-page.ts)', () => {
  expect(fs.readFileSync(path.resolve(__dirname, '../../../docs/wording.md'), 'utf8')).toBe(page());
});
