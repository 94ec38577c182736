import { CONTENT } from './cases/content';
import { DRAFTS } from './cases/drafts';
import { FLOWS } from './cases/flows';
import { HOURS } from './cases/hours';
import { INSTANCES } from './cases/instances';
import { LEX } from './cases/lex';
import { NUMBERS } from './cases/numbers';
import { PROFILES } from './cases/profiles';
import { QUEUES } from './cases/queues';
import { USERS } from './cases/users';
import type { Around, Case, Request } from './told';

const CASES: readonly (readonly [area: string, cases: readonly Case[]])[] = [
  ['queues', QUEUES],
  ['routing profiles', PROFILES],
  ['users and their groups', USERS],
  ['flows and modules', FLOWS],
  ['phone numbers, quick connects and email addresses', NUMBERS],
  ['hours', HOURS],
  ['instances and tags', INSTANCES],
  ['content, rules, views, tables and workspaces', CONTENT],
  ['drafts, and what is made and not in use yet', DRAFTS],
  ['Lex and Voice ID', LEX],
];

type Row = [eventName: string, request: Request, sentence: string, around: Around];

/** What calls read like, by area. Every row is as long as the others, since jest takes a missing value for a callback. */
export const AREAS: readonly (readonly [area: string, rows: readonly Row[]])[] = CASES.map(([area, cases]) => [
  area,
  cases.map(([eventName, request, sentence, around = {}]): Row => [eventName, request, sentence, around]),
]);
