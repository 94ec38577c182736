import { escapeSlack, quoteName } from '../../bot/query/tokens';
import { INSTANCES, KINDS, NAMES, NUMBERS, numbers, PEOPLE } from './account/world';
import type { Sent } from './follow-offers';

const NAMES_ASKED = [
  ...NAMES,
  ...NUMBERS,
  ...['BILLING', 'Biling', 'Bill', 'sal', 'Nobody has this', 'bob', 'agent1', 'Taro', 'Holiday', 'queue Billing', ''],
];
const PERIODS = [
  '',
  '2h',
  '15m',
  '7d',
  '90d',
  '400d',
  'yesterday',
  'today',
  'monday',
  '2026-09-18',
  '2026-09',
  '18:40',
  '2026-01-02',
];
const TIMES = [
  'since:2h',
  'since:7d',
  'since:90d',
  'since:2026-09-10T08:00',
  'on:2026-09-18',
  'during:2026-09',
  'around:2026-09-15T12:00',
  'since:70d until:60d',
  'until:2026-09-20',
];
const OTHERS = [
  'only:people',
  'only:pipelines',
  'only:failed',
  'only:direct',
  'only:worth-a-look',
  'only:people,failed',
  'verb:deleted',
  'verb:created',
  'limit:1',
  'limit:7',
  'limit:40',
  'limit:1000',
];
/** Slips of a finger, which are mistakes: what they offer is followed. */
const SLIPS = [
  'sicne:2h',
  'only:poeple',
  'type:kueue',
  'limit:4000',
  'on:2h',
  'since:yesteday',
  'since :2h',
  '--since 2h',
  'by: ann.lee',
  'type:routing profile',
  'since:2026-11-01 09:00',
  'since:1h since:2h',
  'on:2026-11',
];

/** So many questions about an account as people type them, by chance, slips among them; of each sort there are some. */
export const questionsToFollow = (seed: number, count: number): readonly Sent[] => {
  const below = numbers(seed);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const maybe = (oneIn: number, text: () => string): string => (below(oneIn) === 0 ? text() : '');
  const question = (): Sent => {
    const command = pick(['who-changed', 'changes'] as const);
    const name = pick(NAMES_ASKED);
    const parts = [
      command === 'changes' ? pick(PERIODS) : '',
      below(2) === 0 || name === '' ? name : quoteName(name),
      maybe(3, () => pick(TIMES)),
      maybe(4, () => `type:${pick(KINDS)}`),
      maybe(5, () => `by:${quoteName(pick(PEOPLE))}`),
      maybe(3, () => pick(OTHERS)),
      maybe(5, () => `instance:${pick(INSTANCES).alias}`),
      maybe(8, () => pick(SLIPS)),
    ];
    return { command, text: escapeSlack(parts.filter((part) => part !== '').join(' ')) };
  };
  return Array.from({ length: count }, question);
};
