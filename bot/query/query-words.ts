import type { Verb } from '../change/catalogue';
import { VERBS } from '../change/catalogue.generated';
import { phrases } from '../words/words';

/** What a qualifier's value is: how it is read. */
export type QualifierKey =
  | 'by'
  | 'type'
  | 'since'
  | 'until'
  | 'before'
  | 'on'
  | 'during'
  | 'around'
  | 'instance'
  | 'verb'
  | 'only'
  | 'limit';

/** One qualifier of the query language: everything that the parser, the help and the documentation say of it. */
export interface Qualifier {
  readonly key: QualifierKey;
  /** Other words for the same. */
  readonly synonyms: readonly string[];
  /** What to put after the colon. */
  readonly value: string;
  readonly means: string;
  readonly examples: readonly string[];
  /** Whether it may be given more than once, and its value be a comma list. */
  readonly many: boolean;
}

/** The qualifiers of a question, in the order in which help names them. */
export const QUALIFIERS: readonly Qualifier[] = [
  {
    key: 'since',
    synonyms: ['after'],
    ...phrases.qualifiers.since,
    examples: ['since:2h', 'since:18:40', 'since:monday', 'since:2026-11-01T09:00'],
    many: false,
  },
  {
    key: 'until',
    synonyms: [],
    ...phrases.qualifiers.until,
    examples: ['until:19:00', 'until:yesterday', 'until:2026-11-01'],
    many: false,
  },
  {
    key: 'before',
    synonyms: [],
    ...phrases.qualifiers.before,
    examples: ['before:today', 'before:2026-11-01'],
    many: false,
  },
  {
    key: 'on',
    synonyms: [],
    ...phrases.qualifiers.on,
    examples: ['on:monday', 'on:2026-11-01'],
    many: false,
  },
  {
    key: 'during',
    synonyms: [],
    ...phrases.qualifiers.during,
    examples: ['during:2026-03', 'during:yesterday'],
    many: false,
  },
  {
    key: 'around',
    synonyms: [],
    ...phrases.qualifiers.around,
    examples: ['around:18:40', 'around:2026-11-01T09:00'],
    many: false,
  },
  {
    key: 'by',
    synonyms: ['from'],
    ...phrases.qualifiers.by,
    examples: ['by:test-1', 'by:"Mateo Jackson"', 'by:@mateo'],
    many: false,
  },
  {
    key: 'type',
    synonyms: [],
    ...phrases.qualifiers.type,
    examples: ['type:queue', 'type:routing-profile,flow'],
    many: true,
  },
  {
    key: 'verb',
    synonyms: [],
    ...phrases.qualifiers.verb,
    examples: ['verb:deleted', 'verb:created,updated'],
    many: true,
  },
  {
    key: 'only',
    synonyms: [],
    ...phrases.qualifiers.only,
    examples: ['only:people', 'only:failed'],
    many: true,
  },
  {
    key: 'instance',
    synonyms: [],
    ...phrases.qualifiers.instance,
    examples: ['instance:harbor-prod'],
    many: false,
  },
  {
    key: 'limit',
    synonyms: [],
    ...phrases.qualifiers.limit,
    examples: ['limit:20'],
    many: false,
  },
];

/** Every word that may stand before the colon, synonyms too. */
export const QUALIFIER_WORDS: readonly string[] = QUALIFIERS.flatMap(({ key, synonyms }) => [key, ...synonyms]);

/** The qualifier that a word before a colon names, whatever its case. */
export const qualifierNamed = (word: string): Qualifier | undefined => {
  const typed = word.toLowerCase();
  return QUALIFIERS.find(({ key, synonyms }) => key === typed || synonyms.includes(typed));
};

/** Whole questions for help, with what they ask; every one of them parses. */
export const HELP_EXAMPLES: readonly { readonly question: string; readonly means: string }[] = [
  { question: 'queue-test-1', means: phrases.questions.queue },
  { question: 'Billing since:18:40', means: phrases.questions.since },
  { question: '"Weekdays 8–20" type:hours on:monday', means: phrases.questions.hours },
  { question: 'by:"Mateo Jackson" since:7d', means: phrases.questions.person },
  { question: 'type:queue verb:deleted during:2026-03', means: phrases.questions.deleted },
  { question: 'around:18:40 only:people', means: phrases.questions.around },
];

/** The same for `/connect-changes`. */
export const CHANGES_EXAMPLES: typeof HELP_EXAMPLES = [
  { question: '2h', means: phrases.questionsOfAll.twoHours },
  { question: 'yesterday only:people', means: phrases.questionsOfAll.yesterday },
  { question: '2026-11-01', means: phrases.questionsOfAll.day },
  { question: '2026-03 type:queue verb:deleted', means: phrases.questionsOfAll.month },
  { question: '7d only:worth-a-look', means: phrases.questionsOfAll.worthALook },
  { question: '18:40 only:failed', means: phrases.questionsOfAll.failed },
];

/**
 * Everyday words for what was done, in any case. Some mean several verbs: what people call changed, added or removed is
 * spread over several operations of the API.
 */
export const VERB_WORDS: Readonly<Record<string, readonly Verb[]>> = {
  ...Object.fromEntries(VERBS.map((verb) => [verb, [verb]])),
  created: ['create'],
  made: ['create'],
  updated: ['update'],
  change: ['update', 'put', 'change'],
  changed: ['update', 'put', 'change'],
  edited: ['update', 'put', 'change'],
  edit: ['update', 'put', 'change'],
  modified: ['update', 'put', 'change'],
  modify: ['update', 'put', 'change'],
  set: ['update', 'put', 'change'],
  deleted: ['delete'],
  added: ['create', 'associate', 'tag', 'claim'],
  add: ['create', 'associate', 'tag', 'claim'],
  removed: ['delete', 'disassociate', 'untag', 'release'],
  remove: ['delete', 'disassociate', 'untag', 'release'],
  associated: ['associate'],
  assigned: ['associate'],
  granted: ['associate'],
  disassociated: ['disassociate'],
  dissociated: ['disassociate'],
  unassigned: ['disassociate'],
  revoked: ['disassociate'],
  activated: ['activate'],
  deactivated: ['deactivate'],
  claimed: ['claim'],
  released: ['release'],
  imported: ['import'],
  replicated: ['replicate'],
  tagged: ['tag'],
  untagged: ['untag'],
  built: ['build'],
  started: ['start'],
  stopped: ['stop'],
};

/** The verbs that a word means; undefined for a word that means none. */
export const verbsFromWord = (word: string): readonly Verb[] | undefined => {
  const typed = word.toLowerCase();
  return Object.hasOwn(VERB_WORDS, typed) ? VERB_WORDS[typed] : undefined;
};
