import type { ResourceType } from '../change/catalogue';
import { pluralOf } from '../change/resource-types';
import { phrases } from '../words/words';

/**
 * What is known of edits by hand reaching CloudTrail, by type. Nobody publishes a complete list. `seen`: a public record
 * shows such an edit. `documented`: AWS says that they are recorded, and no public record of one is known. `not confirmed`:
 * neither, which does not mean that they are not recorded.
 */
export type Evidence = 'seen' | 'documented' | 'not confirmed';

export interface WebsiteRecord {
  /** Where people edit these by hand. */
  readonly where: 'Connect admin website' | 'AWS console' | 'Lex console';
  readonly types: readonly ResourceType[];
  readonly evidence: Evidence;
  /** What shows it, in words for people. */
  readonly source: string;
}

/** When this was last looked into. */
export const WEBSITE_RECORDS_AS_OF = '2026-11-21';

/** Every type that has a page somewhere stands in exactly one row. */
export const WEBSITE_RECORDS: readonly WebsiteRecord[] = [
  {
    where: 'Connect admin website',
    types: ['queue'],
    evidence: 'seen',
    source: 'a whole published record of 2024, and an article of April 2022',
  },
  {
    where: 'Connect admin website',
    types: ['routing-profile', 'user'],
    evidence: 'seen',
    source: 'records in an article of April 2022: users created, deleted and given security profiles',
  },
  {
    where: 'Connect admin website',
    types: ['flow', 'flow-version'],
    evidence: 'seen',
    source: 'a record in an article of June 2026; AWS’s contact-centre blog says it of adding, updating and deleting',
  },
  {
    where: 'Connect admin website',
    types: ['user-hierarchy-group'],
    evidence: 'seen',
    source: 'an article of April 2025, by EventBridge',
  },
  {
    where: 'Connect admin website',
    types: ['quick-connect'],
    evidence: 'documented',
    source: 'an earlier wording of AWS’s guide',
  },
  {
    where: 'Connect admin website',
    types: ['hours-of-operation-override', 'data-table', 'data-table-attribute'],
    evidence: 'documented',
    source: 'their pages in AWS’s guide: CloudTrail tracks all changes',
  },
  {
    where: 'Connect admin website',
    types: ['hours-of-operation', 'phone-number', 'prompt', 'agent-status', 'user-hierarchy-structure'],
    evidence: 'not confirmed',
    source: 'an earlier wording of AWS’s guide said no, which the present one no longer does; no record is known',
  },
  {
    where: 'Connect admin website',
    types: [
      'security-profile',
      'flow-module',
      'flow-module-alias',
      'flow-module-version',
      'rule',
      'view',
      'view-version',
      'evaluation-form',
      'task-template',
      'predefined-attribute',
      'vocabulary',
      'default-vocabulary',
      'email-address',
      'authentication-profile',
      'metric',
      'test-case',
      'extraction-definition',
      'workspace',
      'workspace-page',
      'resource-tags',
    ],
    evidence: 'not confirmed',
    source: 'no record is known',
  },
  {
    where: 'AWS console',
    types: [
      'instance',
      'instance-attribute',
      'instance-storage-config',
      'approved-origin',
      'security-key',
      'lambda-function-association',
      'lex-bot-association',
      'integration-association',
      'use-case',
      'flow-association',
      'traffic-distribution-group',
      'cross-region-routing',
      'analytics-data-set-association',
      'attached-files-configuration',
    ],
    evidence: 'not confirmed',
    source: 'no record is known; the public operations for them are recorded',
  },
  {
    where: 'AWS console',
    types: ['voiceid-domain', 'voiceid-fraudster', 'voiceid-watchlist'],
    evidence: 'not confirmed',
    source: 'AWS’s guide shows a record, not where the call was made; Voice ID ended in May 2026',
  },
  {
    where: 'Lex console',
    types: [
      'lex-bot',
      'lex-bot-alias',
      'lex-bot-channel',
      'lex-bot-locale',
      'lex-bot-replica',
      'lex-bot-version',
      'lex-custom-vocabulary',
      'lex-import',
      'lex-intent',
      'lex-intent-version',
      'lex-migration',
      'lex-resource-policy',
      'lex-resource-policy-statement',
      'lex-slot',
      'lex-slot-type',
      'lex-slot-type-version',
    ],
    evidence: 'documented',
    source: 'Lex’s guide: every call that builds a bot is recorded',
  },
];

/** What is known of a type; undefined for what is no type of its own. */
export const websiteRecordOf = (type: ResourceType): WebsiteRecord | undefined =>
  WEBSITE_RECORDS.find(({ types }) => types.includes(type));

/** One sentence for each sort of evidence: "Edits of prompts in the Connect admin website are not confirmed to be recorded …". */
export const websiteSentences = (types: readonly ResourceType[]): readonly string[] => {
  const known = [...new Set(types)].flatMap((type) => {
    const record = websiteRecordOf(type);
    return record === undefined ? [] : [{ type, where: record.where, evidence: record.evidence }];
  });
  const sorts = new Map(known.map(({ where, evidence }) => [`${where} ${evidence}`, { where, evidence }]));
  return [...sorts.values()].map(({ where, evidence }) => {
    const alike = known.filter((each) => each.where === where && each.evidence === evidence);
    return phrases.website.sentence({ types: alike.map(({ type }) => pluralOf(type)), where, evidence });
  });
};
