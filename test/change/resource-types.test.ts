import { RESOURCE_TYPES } from '../../bot/change/catalogue';
import { labelOf, pluralOf, TYPE_WORDS, typeFromWords } from '../../bot/change/resource-types';

const TYPES = RESOURCE_TYPES.filter((type) => type !== 'unknown');

describe('the words for a type', () => {
  it.each([
    ['flow', 'flow'],
    ['flows', 'flow'],
    ['contact-flow', 'flow'],
    ['Contact Flows', 'flow'],
    ['contact_flow', 'flow'],
    ['module', 'flow-module'],
    ['hours', 'hours-of-operation'],
    ['hours-of-operation', 'hours-of-operation'],
    ['Hours of operation', 'hours-of-operation'],
    ['hours of operations', 'hours-of-operation'],
    ['overrides', 'hours-of-operation-override'],
    ['routing profile', 'routing-profile'],
    ['routing-profiles', 'routing-profile'],
    ['routingprofile', 'routing-profile'],
    ['agent', 'user'],
    ['users', 'user'],
    ['agent statuses', 'agent-status'],
    ['phone', 'phone-number'],
    ['numbers', 'phone-number'],
    ['quick connects', 'quick-connect'],
    ['security profiles', 'security-profile'],
    ['data table', 'data-table'],
    ['bots', 'lex-bot'],
    ['vocabularies', 'vocabulary'],
    ['tag', 'resource-tags'],
    [' queue ', 'queue'],
  ])('"%s" means %s', (words, type) => {
    expect(typeFromWords(words)).toBe(type);
  });

  it.each(['', 'q', 'telephone exchange', 'unknown', 'resource', 'constructor'])('"%s" means nothing', (words) => {
    expect(typeFromWords(words)).toBeUndefined();
  });

  it.each(TYPES)('%s is understood by its own name, label and plural', (type) => {
    expect([type, labelOf(type), pluralOf(type), labelOf(type).toUpperCase()].map(typeFromWords)).toEqual(
      Array(4).fill(type),
    );
  });

  it('no word stands for two types', () => {
    const spelt = TYPES.flatMap((type) => {
      const words: { label: string; plural: string; synonyms?: readonly string[] } = TYPE_WORDS[type];
      return [type, words.label, words.plural, ...(words.synonyms ?? [])].map((word) => [word, type] as const);
    });
    expect(spelt.filter(([word, type]) => typeFromWords(word) !== type)).toEqual([]);
  });

  it('no two types have the same label', () => {
    expect(new Set(TYPES.map(labelOf)).size).toBe(TYPES.length);
  });
});
