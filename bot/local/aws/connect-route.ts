import { type AwsReply, type AwsRequest, type JsonMembers, refusal } from './aws-http';
import type { LocalAccount, LocalInstance } from './local-account';

/** One operation of Connect's REST API: its method and path, and what it answers in a Region. */
export interface Route {
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  /** `/queues/{InstanceId}/{QueueId}` */
  readonly path: string;
  readonly perform: (account: LocalAccount, input: JsonMembers, region: string) => AwsReply;
}

const invalidParameter = (message: string): AwsReply => refusal(400, 'InvalidParameterException', message);
export const notFound = (what: string): AwsReply =>
  refusal(404, 'ResourceNotFoundException', `The specified ${what} was not found.`);

const label = (part: string): string | undefined => /^\{(\w+)\}$/.exec(part)?.[1];

/** The labels of a path that fits the pattern; nothing where it does not. */
const labelsOf = (pattern: string, path: readonly string[]): Record<string, string> | undefined => {
  const parts = pattern.split('/').slice(1);
  const fits = parts.length === path.length && parts.every((part, i) => label(part) !== undefined || part === path[i]);
  if (!fits) return undefined;
  return Object.fromEntries(parts.flatMap((part, i) => (label(part) ? [[label(part), path[i]]] : [])));
};

/** Query parameters by member name: `maxResults=5` is `MaxResults: 5`; those that name types are lists. */
const queryMembers = (query: URLSearchParams): JsonMembers =>
  Object.fromEntries(
    [...new Set(query.keys())].map((key) => {
      const member = key.charAt(0).toUpperCase() + key.slice(1);
      if (member === 'MaxResults') return [member, Number(query.get(key))];
      return [member, /(Types|Codes)$/.test(member) ? query.getAll(key) : query.get(key)];
    }),
  );

/** The input that a request carries for a route; nothing where it is another operation's request. */
export const inputFor = (route: Route, { method, path, query, body }: AwsRequest): JsonMembers | undefined => {
  const labels = route.method === method ? labelsOf(route.path, path) : undefined;
  return labels && { ...body, ...queryMembers(query), ...labels };
};

/** The bare id in an id or ARN; a flow's suffix (`:$SAVED`, `:3`) is dropped. */
export const bareId = (idOrArn: unknown): string => {
  const tail = String(idOrArn).split('/').at(-1) ?? '';
  return tail.split(':')[0] ?? '';
};

export const instanceArn = ({ region, account, id }: LocalInstance): string =>
  `arn:aws:connect:${region}:${account}:instance/${id}`;

/** The instance that a call names by id or ARN, where it lives in the Region called. */
export const findInstance = (account: LocalAccount, idOrArn: unknown, region: string): LocalInstance | undefined =>
  account.instances.find((instance) => instance.id === bareId(idOrArn) && instance.region === region);

/** An operation on one instance: refused where the Region has no such instance. */
export const onInstance =
  (perform: (instance: LocalInstance, input: JsonMembers) => AwsReply): Route['perform'] =>
  (account, input, region) => {
    const instance = findInstance(account, input.InstanceId, region);
    return instance === undefined ? notFound('instance') : perform(instance, input);
  };

export interface Paging {
  readonly operation: string;
  readonly largest: number;
  readonly usual: number;
}

/** One page of a list as `{ [member]: items, NextToken? }`. A token belongs to its operation and instance. */
export const pageOf = (
  items: readonly JsonMembers[],
  member: string,
  { MaxResults, NextToken, InstanceId }: JsonMembers,
  { operation, largest, usual }: Paging,
): AwsReply => {
  const size = MaxResults === undefined ? usual : Number(MaxResults);
  if (!(size >= 1 && size <= largest)) return invalidParameter(`MaxResults must be between 1 and ${largest}.`);
  const bound = `${operation}.${bareId(InstanceId)}`;
  const [, start] = NextToken === undefined ? [bound, '0'] : readToken(NextToken, bound);
  if (start === undefined) return refusal(400, 'InvalidToken', 'The token is not valid.');
  const end = Number(start) + size;
  const token = Buffer.from(`${bound}#${end}`).toString('base64url');
  return {
    kind: 'answer',
    body: { [member]: items.slice(Number(start), end), ...(end < items.length && { NextToken: token }) },
  };
};

const readToken = (token: unknown, bound: string): readonly (string | undefined)[] => {
  const [boundTo, start] = Buffer.from(String(token), 'base64url').toString('utf8').split('#');
  return boundTo === bound ? [boundTo, start] : [];
};
