import { OPERATIONS } from '../../bot/change/catalogue';
import { isObject } from '../../bot/change/json';

/** They say where, by which version and how often; the catalogue has no use for them. */
const BESIDES = [
  'ClientToken',
  'botVersion',
  'localeId',
  'botAlias',
  'skipResourceInUseCheck',
  'EvaluationFormVersion',
];

/** Members of the request that the API of the operation does not have: a record with one is none that AWS would write. */
export const strangeMembers = (record: unknown): readonly string[] => {
  if (!isObject(record) || !isObject(record.requestParameters)) return [];
  const { eventName, eventSource, requestParameters } = record;
  const operations = OPERATIONS.filter(
    ({ name, service, category }) =>
      name === eventName &&
      category === 'config-change' &&
      eventSource === `${service.replace(/v[12]$/, '')}.amazonaws.com`,
  );
  if (operations.length === 0) return [];
  const known = operations.flatMap(({ ids, names, parents, sets, mentions, instanceMember = 'InstanceId' }) => [
    ...[...ids, ...names, ...parents, ...sets, ...mentions.map(({ path }) => path)].map(topMember),
    instanceMember,
    ...BESIDES,
  ]);
  const names = new Set(known.map((member) => member.toLowerCase()));
  return Object.keys(requestParameters).filter((member) => !names.has(member.toLowerCase()));
};

const topMember = (path: string): string => path.split(/[.[]/)[0] ?? '';
