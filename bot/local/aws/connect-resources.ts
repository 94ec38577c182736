import { answer, type JsonMembers } from './aws-http';
import type { Dating, Family, Naming } from './connect-families';
import { bareId, instanceArn, notFound, onInstance, pageOf, type Route } from './connect-route';
import type { LocalInstance, LocalResource } from './local-account';

/** REST JSON writes times as epoch seconds. */
export const epochSeconds = (iso: string): number => Date.parse(iso) / 1000;

export const lastModified = (time: string, region: string): JsonMembers => ({
  LastModifiedTime: epochSeconds(time),
  LastModifiedRegion: region,
});

const dated = ({ lastModifiedTime }: LocalResource, region: string, dating: Dating): JsonMembers => ({
  [dating.member]: dating.asText === true ? lastModifiedTime : epochSeconds(lastModifiedTime),
  ...(dating.region && { LastModifiedRegion: region }),
});

const USUAL_NAMING: Naming = { id: 'Id', arn: 'Arn', name: 'Name' };
const USUAL_DATING: Dating = { member: 'LastModifiedTime', region: true };

const arnOf = (instance: LocalInstance, family: Family, { id }: LocalResource): string => {
  const owner =
    family.topLevel === true ? `arn:aws:connect:${instance.region}:${instance.account}:` : `${instanceArn(instance)}/`;
  return `${owner}${family.arnPath}/${id}`;
};

const identity = (
  instance: LocalInstance,
  family: Family,
  resource: LocalResource,
  { id, arn, name }: Naming,
): JsonMembers => ({
  ...(id !== undefined && { [id]: resource.id }),
  ...(arn !== undefined && { [arn]: arnOf(instance, family, resource) }),
  ...(name !== undefined && { [name]: resource.name }),
});

const summary = (instance: LocalInstance, family: Family, resource: LocalResource): JsonMembers => {
  const details = { ...family.defaults, ...resource.details };
  const { naming = USUAL_NAMING, dated: dating } = family.list;
  return {
    ...identity(instance, family, resource, naming),
    ...(dating !== false && dated(resource, instance.region, dating === true ? USUAL_DATING : dating)),
    ...Object.fromEntries(family.list.shows.map((detail) => [detail, details[detail]])),
  };
};

/** Every user has a queue of their own, without a name, which ListQueues gives among the others. */
const agentQueues = (instance: LocalInstance): readonly JsonMembers[] =>
  instance.users.map((user) => ({
    Id: user.id,
    Arn: `${instanceArn(instance)}/queue/agent/${user.id}`,
    QueueType: 'AGENT',
    ...lastModified(user.lastModifiedTime, instance.region),
  }));

const summaries = (instance: LocalInstance, family: Family): readonly JsonMembers[] => [
  ...instance[family.collection].map((resource) => summary(instance, family, resource)),
  ...(family.collection === 'queues' ? agentQueues(instance) : []),
];

const keeps = (item: JsonMembers, input: JsonMembers, filter: Family['list']['filter']): boolean => {
  const wanted = filter && input[filter.member];
  if (filter === undefined || wanted === undefined) return true;
  return (Array.isArray(wanted) ? wanted : [wanted]).includes(item[filter.detail]);
};

const listRoute = (family: Family): Route => {
  const { operation, method = 'GET', path, member, filter, largest = 1000 } = family.list;
  return {
    operation,
    method,
    path,
    perform: onInstance((instance, input) => {
      const items = summaries(instance, family).filter((item) => keeps(item, input, filter));
      return pageOf(items, member, input, { operation, largest, usual: Math.min(largest, 100) });
    }),
  };
};

/** A thing as its Describe operation tells it. */
const description = (instance: LocalInstance, family: Family, resource: LocalResource): JsonMembers => ({
  ...family.defaults,
  ...resource.details,
  ...dated(resource, instance.region, family.describe?.dated ?? USUAL_DATING),
  ...identity(instance, family, resource, family.describe ?? USUAL_NAMING),
});

const describeRoute = (
  family: Family,
  { operation, path, idMember, member }: NonNullable<Family['describe']>,
): Route => ({
  operation,
  method: 'GET',
  path,
  perform: onInstance((instance, input) => {
    const id = bareId(input[idMember]);
    const resource = instance[family.collection].find((candidate) => candidate.id === id);
    if (resource === undefined) return notFound('resource');
    const described = description(instance, family, resource);
    return answer(member === undefined ? described : { [member]: described });
  }),
});

/** The List operation of a family and, where it has one here, its Describe operation. */
export const familyRoutes = (family: Family): readonly Route[] => [
  listRoute(family),
  ...(family.describe ? [describeRoute(family, family.describe)] : []),
];
