import { answer, type JsonMembers } from './aws-http';
import { lastModified } from './connect-resources';
import { bareId, instanceArn, notFound, onInstance, pageOf, type Route } from './connect-route';
import type { LocalInstance, LocalUser } from './local-account';

const userSummary = (instance: LocalInstance, user: LocalUser): JsonMembers => ({
  Id: user.id,
  Arn: `${instanceArn(instance)}/agent/${user.id}`,
  Username: user.username,
});

const described = (instance: LocalInstance, user: LocalUser): JsonMembers => ({
  ...userSummary(instance, user),
  IdentityInfo: { FirstName: user.firstName, LastName: user.lastName },
  PhoneConfig: { PhoneType: 'SOFT_PHONE', AutoAccept: false, AfterContactWorkTimeLimit: 0 },
  SecurityProfileIds: user.securityProfileIds ?? [],
  RoutingProfileId: user.routingProfileId,
  HierarchyGroupId: user.hierarchyGroupId,
});

const FIELDS: Readonly<Record<string, (user: LocalUser) => string>> = {
  username: (user) => user.username,
  firstname: (user) => user.firstName ?? '',
  lastname: (user) => user.lastName ?? '',
  resourceid: (user) => user.id,
};

const COMPARISONS: Readonly<Record<string, (text: string, value: string) => boolean>> = {
  EXACT: (text, value) => text === value,
  STARTS_WITH: (text, value) => text.startsWith(value),
  CONTAINS: (text, value) => text.includes(value),
};

/** A string condition on a user, with its And and Or lists; every other kind of criteria lets all users through. */
const meets = (user: LocalUser, criteria: JsonMembers | undefined): boolean => {
  if (criteria === undefined) return true;
  const { AndConditions, OrConditions, StringCondition } = criteria;
  if (Array.isArray(OrConditions)) return OrConditions.some((condition) => meets(user, condition));
  if (Array.isArray(AndConditions)) return AndConditions.every((condition) => meets(user, condition));
  const { FieldName, Value, ComparisonType } = (StringCondition ?? {}) as JsonMembers;
  const field = FIELDS[String(FieldName).toLowerCase()];
  const compare = COMPARISONS[String(ComparisonType)];
  return !field || !compare || compare(field(user).toLowerCase(), String(Value).toLowerCase());
};

const searchUsers = onInstance((instance, input) => {
  const criteria = input.SearchCriteria as JsonMembers | undefined;
  const found = instance.users.filter((user) => meets(user, criteria)).map((user) => described(instance, user));
  return pageOf(found, 'Users', input, { operation: 'SearchUsers', largest: 100, usual: 100 });
});

const describeUser = onInstance((instance, input) => {
  const user = instance.users.find((candidate) => candidate.id === bareId(input.UserId));
  if (user === undefined) return notFound('user');
  return answer({ User: { ...described(instance, user), ...lastModified(user.lastModifiedTime, instance.region) } });
});

const listUsers = onInstance((instance, input) => {
  const items = instance.users.map((user) => ({
    ...userSummary(instance, user),
    ...lastModified(user.lastModifiedTime, instance.region),
  }));
  return pageOf(items, 'UserSummaryList', input, { operation: 'ListUsers', largest: 1000, usual: 100 });
});

export const USER_ROUTES: readonly Route[] = [
  { operation: 'ListUsers', method: 'GET', path: '/users-summary/{InstanceId}', perform: listUsers },
  { operation: 'DescribeUser', method: 'GET', path: '/users/{InstanceId}/{UserId}', perform: describeUser },
  { operation: 'SearchUsers', method: 'POST', path: '/search-users', perform: searchUsers },
];
