import type { Subject } from '../../bot/query/query';
import { escapeSlack, quoteName } from '../../bot/query/tokens';
import { EAST, INSTANCES, KINDS, NAMES, NUMBERS, numbers, PEOPLE, PROD, TEST } from './account/world';
import type { ReadAccount } from './brute-force/account';
import type { PlainQuestion } from './brute-force/answer';
import { toldOf } from './brute-force/change';
import type { ReadThing } from './brute-force/things';

/** A question, and what stands in the place of its id where it is asked in another way. */
export interface Asked {
  readonly question: PlainQuestion;
  readonly subject?: Subject;
  /** The question as somebody types it, where that is more than its parts. */
  readonly text?: string;
}

const ONLYS = ['people', 'pipelines', 'failed', 'direct'] as const;
const VERBS_ASKED = ['create', 'update', 'delete', 'associate', 'disassociate', 'release', 'tag', 'access'];
/** Names in other capitals, widths and accents, beginnings of names, and names of nothing. */
const MISSPELT = [
  'BILLING',
  'Ｂｉｌｌｉｎｇ',
  'Billing es',
  'bilLING',
  'Bill',
  'sal',
  '請求',
  '+1800',
  'Nobody has this',
  'agent',
];
const ALL_NAMES = [
  ...NAMES,
  ...NUMBERS,
  ...MISSPELT,
  ...['ann.lee', 'bob', 'Taro', 'agent1', 'agent2', 'Holiday', 'Old', 'Agent', 'Greeter'],
];
const MEMBER_OF_ARN: Readonly<Record<string, string>> = {
  queue: 'queue',
  flow: 'contact-flow',
  user: 'agent',
  'hours-of-operation': 'operating-hours',
  'quick-connect': 'transfer-destination',
};

const byArn = ({ told: id, type, instanceId }: ReadThing): readonly Asked[] => {
  const member = MEMBER_OF_ARN[type];
  const instance = INSTANCES.find((one) => one.id === instanceId);
  const kind = KINDS.find((one) => one === type);
  if (member === undefined || instance === undefined || kind === undefined) return [];
  const { region, account } = instance;
  const arn = `arn:aws:connect:${region}:${account}:instance/${instance.id}/${member}/${id}`;
  const subject = { kind: 'arn', arn, id, type: kind, region, account, instanceId: instance.id } as const;
  return [{ question: { id }, subject }];
};

const WORDS: Readonly<Record<(typeof KINDS)[number], string>> = {
  queue: 'queue',
  flow: 'flow',
  'routing-profile': 'routing profile',
  'hours-of-operation': 'hours',
  'phone-number': 'phone number',
  user: 'user',
  'quick-connect': 'quick connect',
  'security-profile': 'security profile',
  'user-hierarchy-group': 'hierarchy group',
};
/** A word for a type before a name. */
const typed = (name: string, type: (typeof KINDS)[number]): Asked => ({
  question: { name, type },
  text: escapeSlack(`${WORDS[type]} ${quoteName(name)}`),
});

/** A few dozen questions of each sort, and `random` more, put together of their parts by chance. */
export const questionsOf = ({ changes, things }: ReadAccount, seed: number, random: number): readonly Asked[] => {
  const below = numbers(seed);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const oneIn = (n: number): boolean => below(n) === 0;
  const ids = [...new Set(changes.flatMap(({ id, mentions }) => [id ?? [], ...mentions].flat().map(toldOf)))];
  const window = (): PlainQuestion => {
    const at = Date.parse(pick(changes).time);
    const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
    const length = pick([0, 3600, 20 * 3600, 26 * 3600, 26 * 3600 + 1, 9 * 86_400]) * 1000;
    const start = at - pick([0, 1000, length, Math.floor(length / 2)]);
    const ends = { from: iso(start), to: iso(start + length) };
    return pick([ends, ends, { from: ends.from }, { to: ends.to }]);
  };
  const chance = (): PlainQuestion => ({
    ...pick<PlainQuestion>([
      { name: pick(ALL_NAMES) },
      { name: pick(ALL_NAMES) },
      { name: pick(ALL_NAMES), type: pick(KINDS) },
      { id: pick(ids) },
      { id: pick(ids) },
      {},
      { type: pick(KINDS) },
    ]),
    ...(oneIn(4) && { by: pick(PEOPLE) }),
    ...(oneIn(4) && window()),
    ...(oneIn(6) && { verb: pick(VERBS_ASKED) }),
    ...(oneIn(6) && { only: pick(ONLYS) }),
    ...(oneIn(5) && { instanceId: pick(INSTANCES).id }),
    ...(oneIn(8) && { limit: 1 + below(3) }),
  });
  const some: PlainQuestion = { name: 'Billing' };
  const plain: readonly PlainQuestion[] = [
    {},
    ...ALL_NAMES.map((name) => ({ name })),
    ...ids.filter((_, at) => at % 3 === seed % 3).map((id) => ({ id })),
    { id: PROD.id },
    { id: '00000000-0000-4000-8000-000000000000' },
    ...changes.filter((_, at) => at % 20 === 0).map(({ eventId }) => ({ eventId })),
    { eventId: '00000000-0000-4000-8000-000000000000' },
    ...PEOPLE.map((by) => ({ by })),
    { by: 'nobody.here' },
    ...KINDS.map((type) => ({ type })),
    ...VERBS_ASKED.map((verb) => ({ verb })),
    ...ONLYS.map((only) => ({ only })),
    ...[PROD, TEST, EAST].flatMap(({ id: instanceId }) => [{ instanceId }, { ...some, instanceId }]),
    ...Array.from({ length: random }, chance),
  ];
  const arns = [...things.values()].filter((_, at) => at % 4 === seed % 4).flatMap(byArn);
  const words = KINDS.flatMap((type) => [typed(pick(ALL_NAMES), type), typed(pick(NAMES), type)]);
  return [...plain.map((question) => ({ question })), ...arns, ...words];
};
