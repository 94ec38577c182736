import { answer, type JsonMembers } from './aws-http';
import type { Family } from './connect-families';
import { bareId, instanceArn, notFound, onInstance, pageOf, type Route } from './connect-route';
import type { LocalInstance, LocalResource } from './local-account';

/** REST JSON writes times as epoch seconds. */
export const epochSeconds = (iso: string): number => Date.parse(iso) / 1000;

export const lastModified = (time: string, region: string): JsonMembers => ({
  LastModifiedTime: epochSeconds(time),
  LastModifiedRegion: region,
});

const arnOf = (instance: LocalInstance, family: Family, { id }: LocalResource): string =>
  `${instanceArn(instance)}/${family.arnPath}/${id}`;

const summary = (instance: LocalInstance, family: Family, resource: LocalResource): JsonMembers => {
  const details = { ...family.defaults, ...resource.details };
  return {
    Id: resource.id,
    Arn: arnOf(instance, family, resource),
    Name: resource.name,
    ...(family.list.dated && lastModified(resource.lastModifiedTime, instance.region)),
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
  return filter === undefined || !Array.isArray(wanted) || wanted.includes(item[filter.detail]);
};

const listRoute = (family: Family): Route => ({
  operation: family.list.operation,
  method: 'GET',
  path: family.list.path,
  perform: onInstance((instance, input) => {
    const items = summaries(instance, family).filter((item) => keeps(item, input, family.list.filter));
    return pageOf(items, family.list.member, input, { operation: family.list.operation, largest: 1000, usual: 100 });
  }),
});

const description = (
  instance: LocalInstance,
  family: Family,
  { id, arn, name }: NonNullable<Family['describe']>,
  resource: LocalResource,
): JsonMembers => ({
  ...family.defaults,
  ...resource.details,
  ...lastModified(resource.lastModifiedTime, instance.region),
  [id]: resource.id,
  [arn]: arnOf(instance, family, resource),
  [name]: resource.name,
});

const describeRoute = (family: Family, describe: NonNullable<Family['describe']>): Route => ({
  operation: describe.operation,
  method: 'GET',
  path: describe.path,
  perform: onInstance((instance, input) => {
    const id = bareId(input[describe.idMember]);
    const resource = instance[family.collection].find((candidate) => candidate.id === id);
    if (resource === undefined) return notFound('resource');
    return answer({ [describe.member]: description(instance, family, describe, resource) });
  }),
});

/** The List operation of a family and, where it has one here, its Describe operation. */
export const familyRoutes = (family: Family): readonly Route[] => [
  listRoute(family),
  ...(family.describe ? [describeRoute(family, family.describe)] : []),
];
