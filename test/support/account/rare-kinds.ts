import type { RareKind } from './rare-call';
import {
  accessTags,
  dataTables,
  drafts,
  fullRenames,
  numbersByTarget,
  overrides,
  profilesByArn,
  userConfigs,
  vocabularies,
  withoutChannel,
} from './rare-connect';
import { lexAliases, links } from './rare-links';
import {
  idForms,
  maybeDone,
  notRecorded,
  oneLogin,
  plainRoles,
  sharedTwins,
  smallLetters,
  tooLarge,
  twins,
} from './rare-records';

/** What happens in some accounts: each has some of these kinds, and then often. */
export const RARE_KINDS = {
  'access tags': accessTags,
  vocabularies,
  'data tables': dataTables,
  'lex aliases': lexAliases,
  'numbers by target': numbersByTarget,
  overrides,
  'id forms': idForms,
  'a channel left out': withoutChannel,
  'two calls for one setting': userConfigs,
  'profiles by arn': profilesByArn,
  'not recorded': notRecorded,
  'too large': tooLarge,
  'small letters': smallLetters,
  'failures that may have taken effect': maybeDone,
  'full renames': fullRenames,
  drafts,
  links,
  'network twins': twins,
  'shared twins': sharedTwins,
  'plain roles': plainRoles,
  'one login twice': oneLogin,
} satisfies Record<string, RareKind>;

export type RareKindName = keyof typeof RARE_KINDS;
