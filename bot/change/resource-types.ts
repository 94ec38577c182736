import type { ResourceType } from './catalogue';
import { RESOURCE_TYPES } from './catalogue.generated';

/** How people call a type: as the Connect admin website does, or the AWS console for what only that shows. */
interface TypeWords {
  /** One of them, in a sentence: `routing profile`. */
  readonly label: string;
  readonly plural: string;
  /** What else people type. Case, hyphens and plural forms of these need not be listed. */
  readonly synonyms?: readonly string[];
}

/** The words of every type; a type that is new in the catalogue does not compile until it has some. */
export const TYPE_WORDS = {
  'agent-status': { label: 'agent status', plural: 'agent statuses', synonyms: ['agent state'] },
  'analytics-data-set-association': {
    label: 'analytics data share',
    plural: 'analytics data shares',
    synonyms: ['analytics data set', 'data share', 'data lake'],
  },
  'approved-origin': { label: 'approved origin', plural: 'approved origins', synonyms: ['origin', 'approved domain'] },
  'attached-files-configuration': {
    label: 'attachment settings',
    plural: 'attachment settings',
    synonyms: ['attached files', 'attached files configuration'],
  },
  'authentication-profile': { label: 'authentication profile', plural: 'authentication profiles' },
  'cross-region-routing': { label: 'cross-Region routing', plural: 'cross-Region routing' },
  'data-table': { label: 'data table', plural: 'data tables', synonyms: ['table'] },
  'data-table-attribute': {
    label: 'data table attribute',
    plural: 'data table attributes',
    synonyms: ['table attribute', 'data table column'],
  },
  'default-vocabulary': { label: 'default vocabulary', plural: 'default vocabularies' },
  'email-address': { label: 'email address', plural: 'email addresses', synonyms: ['email', 'e-mail address'] },
  'evaluation-form': { label: 'evaluation form', plural: 'evaluation forms', synonyms: ['evaluation', 'form'] },
  'extraction-definition': {
    label: 'extraction definition',
    plural: 'extraction definitions',
    synonyms: ['extraction'],
  },
  flow: { label: 'flow', plural: 'flows', synonyms: ['contact flow'] },
  'flow-association': { label: 'flow association', plural: 'flow associations' },
  'flow-module': { label: 'flow module', plural: 'flow modules', synonyms: ['module', 'contact flow module'] },
  'flow-module-alias': {
    label: 'flow module alias',
    plural: 'flow module aliases',
    synonyms: ['module alias', 'contact flow module alias'],
  },
  'flow-module-version': {
    label: 'flow module version',
    plural: 'flow module versions',
    synonyms: ['module version', 'contact flow module version'],
  },
  'flow-version': { label: 'flow version', plural: 'flow versions', synonyms: ['contact flow version'] },
  'hours-of-operation': {
    label: 'hours',
    plural: 'hours',
    synonyms: [
      'hour',
      'hours of operation',
      'hours of operations',
      'hoo',
      'operating hours',
      'opening hours',
      'business hours',
    ],
  },
  'hours-of-operation-override': {
    label: 'hours override',
    plural: 'hours overrides',
    synonyms: ['override', 'hours of operation override'],
  },
  instance: { label: 'instance', plural: 'instances' },
  'instance-attribute': {
    label: 'instance setting',
    plural: 'instance settings',
    synonyms: ['instance attribute'],
  },
  'instance-storage-config': {
    label: 'data storage setting',
    plural: 'data storage settings',
    synonyms: ['instance storage config', 'data storage', 'storage', 'storage config', 'data streaming'],
  },
  'integration-association': { label: 'integration', plural: 'integrations', synonyms: ['integration association'] },
  'lambda-function-association': {
    label: 'Lambda function link',
    plural: 'Lambda function links',
    synonyms: ['lambda', 'lambda function', 'lambda function association'],
  },
  'lex-bot': { label: 'Lex bot', plural: 'Lex bots', synonyms: ['bot'] },
  'lex-bot-alias': { label: 'Lex bot alias', plural: 'Lex bot aliases', synonyms: ['bot alias'] },
  'lex-bot-association': {
    label: 'Lex bot link',
    plural: 'Lex bot links',
    synonyms: ['lex bot association', 'bot association', 'bot link'],
  },
  'lex-bot-channel': { label: 'Lex bot channel', plural: 'Lex bot channels', synonyms: ['bot channel'] },
  'lex-bot-locale': {
    label: 'Lex bot language',
    plural: 'Lex bot languages',
    synonyms: ['lex bot locale', 'bot locale', 'bot language'],
  },
  'lex-bot-replica': { label: 'Lex bot replica', plural: 'Lex bot replicas', synonyms: ['bot replica'] },
  'lex-bot-version': { label: 'Lex bot version', plural: 'Lex bot versions', synonyms: ['bot version'] },
  'lex-custom-vocabulary': { label: 'Lex custom vocabulary', plural: 'Lex custom vocabularies' },
  'lex-import': { label: 'Lex import', plural: 'Lex imports' },
  'lex-intent': { label: 'Lex intent', plural: 'Lex intents', synonyms: ['intent'] },
  'lex-intent-version': { label: 'Lex intent version', plural: 'Lex intent versions', synonyms: ['intent version'] },
  'lex-migration': { label: 'Lex migration', plural: 'Lex migrations' },
  'lex-resource-policy': { label: 'Lex resource policy', plural: 'Lex resource policies' },
  'lex-resource-policy-statement': {
    label: 'Lex resource policy statement',
    plural: 'Lex resource policy statements',
  },
  'lex-slot': { label: 'Lex slot', plural: 'Lex slots', synonyms: ['slot'] },
  'lex-slot-type': { label: 'Lex slot type', plural: 'Lex slot types', synonyms: ['slot type'] },
  'lex-slot-type-version': {
    label: 'Lex slot type version',
    plural: 'Lex slot type versions',
    synonyms: ['slot type version'],
  },
  metric: { label: 'custom metric', plural: 'custom metrics', synonyms: ['metric'] },
  'phone-number': {
    label: 'phone number',
    plural: 'phone numbers',
    synonyms: ['number', 'phone', 'did', 'toll-free number'],
  },
  'predefined-attribute': {
    label: 'predefined attribute',
    plural: 'predefined attributes',
    synonyms: ['attribute', 'proficiency'],
  },
  prompt: { label: 'prompt', plural: 'prompts' },
  queue: { label: 'queue', plural: 'queues' },
  'quick-connect': { label: 'quick connect', plural: 'quick connects', synonyms: ['transfer destination'] },
  'resource-tags': { label: 'tags', plural: 'tags', synonyms: ['tag', 'resource tag'] },
  'routing-profile': { label: 'routing profile', plural: 'routing profiles' },
  rule: { label: 'rule', plural: 'rules', synonyms: ['contact lens rule'] },
  'security-key': { label: 'security key', plural: 'security keys' },
  'security-profile': { label: 'security profile', plural: 'security profiles' },
  'task-template': { label: 'task template', plural: 'task templates' },
  'test-case': { label: 'test case', plural: 'test cases' },
  'traffic-distribution-group': {
    label: 'traffic distribution group',
    plural: 'traffic distribution groups',
    synonyms: ['tdg', 'traffic distribution'],
  },
  'use-case': { label: 'use case', plural: 'use cases' },
  user: { label: 'user', plural: 'users', synonyms: ['agent'] },
  'user-hierarchy-group': {
    label: 'agent hierarchy group',
    plural: 'agent hierarchy groups',
    synonyms: ['user hierarchy group', 'hierarchy group', 'agent group', 'hierarchy', 'agent hierarchy'],
  },
  'user-hierarchy-structure': {
    label: 'agent hierarchy structure',
    plural: 'agent hierarchy structures',
    synonyms: ['user hierarchy structure', 'hierarchy structure', 'hierarchy level'],
  },
  view: { label: 'view', plural: 'views', synonyms: ['step-by-step guide', 'guide'] },
  'view-version': { label: 'view version', plural: 'view versions' },
  vocabulary: { label: 'custom vocabulary', plural: 'custom vocabularies', synonyms: ['vocabulary', 'vocabularies'] },
  'voiceid-domain': {
    label: 'Voice ID domain',
    plural: 'Voice ID domains',
    synonyms: ['domain', 'voiceid', 'voice id'],
  },
  'voiceid-fraudster': { label: 'Voice ID fraudster', plural: 'Voice ID fraudsters', synonyms: ['fraudster'] },
  'voiceid-watchlist': { label: 'Voice ID watchlist', plural: 'Voice ID watchlists', synonyms: ['watchlist'] },
  workspace: { label: 'workspace', plural: 'workspaces', synonyms: ['agent workspace'] },
  'workspace-page': { label: 'workspace page', plural: 'workspace pages' },
  unknown: { label: 'resource', plural: 'resources' },
} as const satisfies Record<ResourceType, TypeWords>;

/** A type in a sentence: `routing profile`. */
export const labelOf = (type: ResourceType): string => TYPE_WORDS[type].label;

/** Several of a type in a sentence: `routing profiles`. */
export const pluralOf = (type: ResourceType): string => TYPE_WORDS[type].plural;

/** Spelling that does not count: case, width, hyphens, underscores, spaces, and a plural's end. */
const spelling = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');

const pluralsOf = (word: string): readonly string[] => [`${word}s`, word.replace(/y$/, 'ies'), `${word}es`];

const typeBySpelling: ReadonlyMap<string, ResourceType> = (() => {
  const types = RESOURCE_TYPES.filter((type) => type !== 'unknown');
  const wordsOf = (type: ResourceType): readonly string[] => {
    const { label, plural, synonyms = [] }: TypeWords = TYPE_WORDS[type];
    const singular = [type, label, ...synonyms].map(spelling);
    return [...singular, spelling(plural), ...singular.flatMap(pluralsOf)];
  };
  return new Map(types.flatMap((type) => wordsOf(type).map((word) => [word, type] as const)));
})();

/** The type that somebody means by `type:…`, in the website's words or the API's; undefined where we don't know the word. */
export const typeFromWords = (text: string): ResourceType | undefined => typeBySpelling.get(spelling(text.trim()));
